"""Bars drawn beside numbers: in the rows of a table, or as a chart of their own."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, shown
from reportlab.pdfgen.canvas import Canvas

ROWS = (("KPI 1: Architecture", 3.24, "Satisfactory"), ("KPI 2: Issues across sectors", 2.31, "Unsatisfactory"),
        ("KPI 3: Operating model", 3.41, "Satisfactory"), ("KPI 4: Value of costs", 3.67, "Highly satisfactory"))  # fmt: skip


def _bars(canvas: Canvas, *, named: bool) -> None:
    for n, (name, score, level) in enumerate(ROWS):
        y = 600 - 16 * n
        canvas.setFillColorRGB(0.4, 0.7, 0.4)
        canvas.rect(300, y - 2, 35 * score, 10, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(305 + 35 * score, y, f"{score:.2f}")
        if named:
            canvas.drawString(40, y, name)
            canvas.drawString(470, y, level)


def test_numbers_beside_bars_stay_in_their_rows(tmp_path: Path) -> None:
    """A score behind a bar of its length is a cell of the row that names what was scored."""
    assert shown(drawn(tmp_path, lambda canvas: _bars(canvas, named=True))).split("\n")[1:] == [
        f"  {name} | {score:.2f} | {level}" for name, score, level in ROWS
    ]


def test_bars_with_nothing_but_numbers_are_a_chart(tmp_path: Path) -> None:
    """Numbers at the ends of bars that no row names are labels of a drawing."""
    assert shown(drawn(tmp_path, lambda canvas: _bars(canvas, named=False))) == "graphic: 3.24 2.31 3.41 3.67"
