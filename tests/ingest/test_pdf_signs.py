"""Signs before items ("+", "–", "=", "?"), set in a column of their own inside a cell or on the page."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, read, shown
from reportlab.pdfgen.canvas import Canvas

SIGNED = (
    ("+", ("Leads on population, with a mandate that no other", "agency in the system holds.")),
    ("+", ("Supplies 40 per cent of commodities.",)),
    ("-", ("Leadership has been hesitant.",)),
    ("=", ("A critical role, if not used in every country.",)),
    ("?", ("Change beyond headquarters is uncertain.",)),
)


def _signed_cell(canvas: Canvas) -> None:
    """A ruled table whose first cell holds signed items, the signs drawn before all their texts."""
    canvas.setFont("Helvetica-Bold", 10)
    for x, text in ((64, "Component"), (404, "Score (1-4)")):
        canvas.drawString(x, 700, text)
    canvas.drawString(64, 680, "5. Strategic Management")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(404, 680, "Weak (2)")
    y, places = 667.0, []
    for sign, lines in SIGNED:
        canvas.drawString(64, y, sign)
        places.extend((line, y - 12.5 * n) for n, line in enumerate(lines))
        y -= 12.5 * len(lines)
    for line, at in places:
        canvas.drawString(82, at, line)
    for top, bottom in ((715, 694), (694, 590)):
        canvas.rect(60, bottom, 340, top - bottom)
        canvas.rect(400, bottom, 120, top - bottom)


def test_signs_in_a_cell_stand_before_their_lines(tmp_path: Path) -> None:
    """Each sign is the marker of the line beside it, and none is part of the numbered title over it."""
    path = drawn(tmp_path, _signed_cell)
    reading = read(path)
    blocks = reading.tables[0].cells[2].blocks
    assert [(b.marker, reading.text[b.start : b.end]) for b in blocks if b.kind == "list_item"] == [
        ("5.", "Strategic Management"),
        *((sign, " ".join(lines)) for sign, lines in SIGNED),
    ]
    assert {block.level for block in blocks} == {1}


def test_a_sum_over_a_line_end_is_no_list(tmp_path: Path) -> None:
    """A plus or an equals sign at the start of a line of prose stays in its sentence."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for n, line in enumerate(
            (
                "The total of the programme was made up of the core budget of all of the offices 20",
                "+ 30 million of other resources, which was less than what had been asked for at first",
                "= 50 million in all, over four years and eleven countries in the region concerned.",
            )
        ):
            canvas.drawString(60, 700 - 12.5 * n, line)

    assert "list_item" not in shown(drawn(tmp_path, draw))
