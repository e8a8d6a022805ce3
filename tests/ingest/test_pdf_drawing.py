"""Text drawn in roundabout ways that readers see like any other."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase

import pikepdf
import pytest
from pdf_reports import drawn, read
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.layout.printed import Style
from pipeline.ingest.pdf.faces import Face
from pipeline.ingest.pdf.objects import TextObject
from pipeline.ingest.pdf.pieces import Piece, tightened

CODES = b"""/CMapName /Codes def 1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <61> <7a> <0061> endbfrange endcmap"""
SENTENCE = "Evaluation remains weak in the regions."


def made(folder: Path, content: str) -> Path:
    """A page that draws `content`; F is Helvetica, T a font of pictures, 60 units to a capital, P a gradient."""
    path = folder / "made.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        letters = {
            f"/{letter}": pdf.make_stream(b"50 0 0 0 45 60 d1 0 0 40 60 re f") for letter in ascii_lowercase
        }
        page.Resources = pikepdf.Dictionary(
            Font={
                "/F": {
                    "/Type": pikepdf.Name.Font,
                    "/Subtype": pikepdf.Name.Type1,
                    "/BaseFont": pikepdf.Name.Helvetica,
                },
                "/T": {
                    "/Type": pikepdf.Name.Font,
                    "/Subtype": pikepdf.Name.Type3,
                    "/FontMatrix": [1, 0, 0, 1, 0, 0],
                    "/ToUnicode": pdf.make_stream(CODES),
                    "/FontBBox": [0, 0, 50, 60],
                    "/FirstChar": ord("a"),
                    "/LastChar": ord("z"),
                    "/Widths": [50] * 26,
                    "/CharProcs": letters,
                    "/Encoding": {"/Differences": [ord("a"), *(pikepdf.Name(name) for name in letters)]},
                },
            }
        )
        page.Resources.Pattern = pikepdf.Dictionary(
            P={
                "/PatternType": 2,
                "/Shading": {
                    "/ShadingType": 2,
                    "/ColorSpace": pikepdf.Name.DeviceRGB,
                    "/Coords": [0, 0, 500, 0],
                    "/Function": {
                        "/FunctionType": 2,
                        "/Domain": [0, 1],
                        "/C0": [0, 0, 0.5],
                        "/C1": [0, 0.3, 0.6],
                        "/N": 1,
                    },
                },
            }
        )
        page.Contents = pdf.make_stream(content.encode())
        pdf.save(path)
    return path


def test_a_clip_inside_a_placed_drawing_moves_with_it(tmp_path: Path) -> None:
    """Words in a form placed far from the corner are seen through its clip, others are not."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        frame = canvas.beginPath()
        frame.rect(0, 0, 250, 30)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(5, 10, SENTENCE)
        canvas.drawString(5, 60, "CLIPPED")
        canvas.endForm()
        canvas.translate(120, 600)
        canvas.doForm("stamp")

    assert read(drawn(tmp_path, draw)).text == SENTENCE


@pytest.mark.parametrize("sign", [1, -1])
def test_type_of_a_negative_size_on_a_turned_page(tmp_path: Path, sign: int) -> None:
    """A size and a page that are both turned upside down show upright words."""
    content = f"{sign} 0 0 {sign} 0 0 cm BT /F {sign * 10} Tf {sign * 60} {sign * 700} Td ({SENTENCE}) Tj ET"
    reading = read(made(tmp_path, content))
    assert reading.text == SENTENCE
    assert reading.runs[0].box.bottom - reading.runs[0].box.top == pytest.approx(10, abs=3)


def test_letters_that_are_pictures_have_the_size_they_show(tmp_path: Path) -> None:
    """Where the font's own matrix makes the letters large, a size below a point is not what is read."""
    content = "BT /T 0.12 Tf 60 700 Td (evaluation) Tj ET"
    reading = read(made(tmp_path, content))
    assert reading.text == "evaluation"
    assert reading.runs[0].box.bottom - reading.runs[0].box.top == pytest.approx(7.2, abs=3)


@pytest.mark.parametrize(
    "content",
    [
        f"/Pattern cs /P scn 50 680 400 60 re f 1 1 1 rg BT /F 10 Tf 60 700 Td ({SENTENCE}) Tj ET",
        f"/Pattern cs /P scn BT /F 10 Tf 60 700 Td ({SENTENCE}) Tj ET",
    ],
    ids=["white on a gradient", "painted with a gradient"],
)
def test_a_gradient_is_not_white(tmp_path: Path, content: str) -> None:
    """Words on a gradient or painted with one are read; white ones on the bare paper are not."""
    content += " 1 1 1 rg BT /F 10 Tf 60 500 Td (HIDDEN) Tj ET"
    assert read(made(tmp_path, content)).text == SENTENCE


@pytest.mark.parametrize(
    ("gap", "text"), [(0.0, "legal"), (-0.2, "legal"), (0.3, "leg al"), (2.5, "leg al"), (-0.6, "leg al")]
)
def test_a_word_set_in_parts_is_whole(gap: float, text: str) -> None:
    """Parts of one line that touch are one word, wherever the file breaks; narrow spaces part words."""
    style = Style(size=10.0)
    owner = TextObject(Face(style, 0, 255, True, 10.0, {}), style, 0, seen=True, base=700.0)
    first = Piece("leg", 60.0, 698.0, 73.3, 707.0, owner, glued=False)
    second = Piece("al", 73.3 + gap, 698.0, 81.1 + gap, 707.0, owner, glued=False)
    assert " ".join(piece.text for piece in tightened([first, second])) == text


def test_a_clip_in_a_drawing_placed_aslant(tmp_path: Path) -> None:
    """The corners of a clip turn with the drawing: what stands inside them is seen."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        frame = canvas.beginPath()
        frame.rect(0, 0, 400, 300)
        canvas.clipPath(frame, stroke=0, fill=0)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(350, 5, "CORNER")
        canvas.endForm()
        canvas.translate(120, 300)
        canvas.rotate(30)
        canvas.doForm("stamp")

    assert "CORNER" in read(drawn(tmp_path, draw)).text.replace("\n", "")
