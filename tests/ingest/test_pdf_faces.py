"""What the fonts of a file say of themselves, and what they leave out."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pdf_reports import drawn, read
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# Without the letters "A" and "g", which tell pdfium a font's height where the font does not.
SENTENCES = [
    "Reports of results, yet only sixty people paid in 2023 or 2024 kept their jobs.",
    "equity and quality improved by a quarter; help for people hit by floods did not.",
]


def set_in_vera(canvas: Canvas) -> None:
    """Two lines far apart, in an embedded TrueType font."""
    registerFont(TTFont("Vera", "Vera.ttf", asciiReadable=False))
    canvas.setFont("Vera", 10)
    for number, sentence in enumerate(SENTENCES):
        canvas.drawString(72, 700 - 60 * number, sentence)


def without_height(path: Path) -> Path:
    """The same file with fonts that do not say how far their letters reach up and down."""
    bare = path.with_name("bare.pdf")
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor:
                item.Ascent = item.Descent = 0
                item.FontBBox = pikepdf.Array([0, 0, 1000, 700])
        pdf.save(bare)
    return bare


def test_fonts_without_height(tmp_path: Path) -> None:
    """A word stays whole, and a line one line, whatever letters of a font reach below it."""
    reading = read(without_height(drawn(tmp_path, set_in_vera)))
    assert [reading.text[run.start : run.end] for run in reading.runs] == " ".join(SENTENCES).split()
    assert [reading.text[block.start : block.end] for block in reading.blocks] == SENTENCES
