"""Charts whose labels are text: what their bars say is a table, the rest is no prose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_reports import drawn, set_lines, shown
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

PROSE = (
    "Most of the income of the organisation is tied to projects, which leaves little for the functions that"
    " every project needs, and the reserves that should have covered the gap are spent. "
)


def _label(canvas: Canvas, x: float, y: float, text: str, size: float = 8, align: str = "Centred") -> None:
    canvas.setFillGray(0)
    canvas.setFont("Helvetica", size)
    {"Centred": canvas.drawCentredString, "Right": canvas.drawRightString, "Left": canvas.drawString}[align](
        x, y, text
    )


def _bar(canvas: Canvas, x: float, y: float, wide: float, tall: float, colour: str = "#336699") -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.rect(x, y, wide, tall, stroke=0, fill=1)


def _level_bars(canvas: Canvas) -> None:
    """Bars with names at their left (one of two lines), values behind them and a scale under them."""
    for n, (name, share) in enumerate((("Humanitarian response", 38), ("Resettlement", 24), ("Core", 9))):
        y = 560 - 30 * n
        _bar(canvas, 200, y, 5 * share, 14)
        for line, word in enumerate(name.split()):
            _label(canvas, 194, y + 4 + (4.5 - 9 * line) * (len(name.split()) - 1), word, align="Right")
        _label(canvas, 203 + 5 * share, y + 4, f"{share}%", align="Left")
    for n in range(5):
        _label(canvas, 200 + 50 * n, 482, str(10 * n))
    _label(canvas, 300, 468, "Share of expenditure")
    _label(canvas, 60, 440, "Figure 3: Expenditure by area of work, 2022", 10, "Left")


def _stacked_bars(canvas: Canvas) -> None:
    """Bars of parts with their shares inside, and a legend in the order of the parts."""
    parts = ("#117733", "#ddcc77", "#cc6677")
    for n, (name, shares) in enumerate(
        (("Reach", (20, 50, 30)), ("Cost", (10, 30, 60)), ("Speed", (40, 40, 20)))
    ):
        x = 160.0
        _label(canvas, 60, 604 - 22 * n, name, align="Left")
        for share, colour in zip(shares, parts, strict=True):
            _bar(canvas, x, 600 - 22 * n, 3.0 * share, 14, colour)
            _label(canvas, x + 1.5 * share, 604 - 22 * n, f"{share}%")
            x += 3.0 * share
    for n, (word, colour) in enumerate(zip(("Strong", "Fair", "Weak"), parts, strict=True)):
        _bar(canvas, 180 + 80 * n, 535, 6, 6, colour)
        _label(canvas, 190 + 80 * n, 535, word, align="Left")


def _columns(canvas: Canvas) -> None:
    """Columns far apart under their values, with names of two lines and the title of the axis at its side."""
    for n, (name, value) in enumerate((("Field offices", 90), ("Country teams", 64), ("Head quarters", 31))):
        _bar(canvas, 150 + 100 * n, 500, 30, value)
        _label(canvas, 165 + 100 * n, 503 + value, f"{value}.5")
        for line, word in enumerate(name.split()):
            _label(canvas, 165 + 100 * n, 488 - 9 * line, word)
    for n in range(5):
        canvas.line(120, 500 + 25 * n, 420, 500 + 25 * n)
        _label(canvas, 115, 498 + 25 * n, str(25 * n), align="Right")
    canvas.saveState()
    canvas.rotate(90)
    _label(canvas, 550, -90, "USD million")
    canvas.restoreState()


def _pie(canvas: Canvas) -> None:
    """Slices with their shares inside and their names around."""
    for start, extent, colour, name, x, y in (
        (0, 150, "#336699", "Humanitarian response", 340, 590),
        (150, 120, "#117733", "Resettlement support", 130, 520),
        (270, 90, "#cc6677", "Core contributions", 330, 470),
    ):
        canvas.setFillColor(HexColor(colour))
        canvas.wedge(200, 460, 320, 580, start, extent, stroke=0, fill=1)
        _label(canvas, x, y, name)
    for text, x, y in (("42%", 270, 545), ("33%", 230, 500), ("25%", 285, 495)):
        _label(canvas, x, y, text)


def _curve(canvas: Canvas) -> None:
    """A curve over a scale, with the years under it."""
    for n in range(5):
        canvas.line(120, 500 + 20 * n, 420, 500 + 20 * n)
        _label(canvas, 115, 498 + 20 * n, str(10 * n), align="Right")
        _label(canvas, 150 + 60 * n, 486, str(2018 + n))
    path = canvas.beginPath()
    path.moveTo(150, 505)
    for n, height in enumerate((15, 22, 40, 66)):
        path.lineTo(210 + 60 * n, 500 + height)
    canvas.drawPath(path)


@pytest.mark.parametrize(
    ("draw", "read"),
    [
        (
            _level_bars,
            "table 4x2, 1 header\n   | Share of expenditure\n  Humanitarian response | 38%\n"
            "  Resettlement | 24%\n  Core | 9%\ngraphic: 0 10 20 30 40\n"
            "caption: Figure 3: Expenditure by area of work, 2022",
        ),
        (
            _stacked_bars,
            "table 4x4, 1 header\n   | Strong | Fair | Weak\n  Reach | 20% | 50% | 30%\n"
            "  Cost | 10% | 30% | 60%\n  Speed | 40% | 40% | 20%",
        ),
        (
            _columns,
            "table 4x2, 1 header\n   | USD million\n  Field offices | 90.5\n  Country teams | 64.5\n"
            "  Head quarters | 31.5\ngraphic: 100 75 50 25 0",
        ),
        (
            _pie,
            "graphic: Humanitarian response 42% Resettlement support 33% 25% Core contributions",
        ),
        (_curve, "graphic: 40 30 20 10 0 2018 2019 2020 2021 2022"),
    ],
)
def test_a_chart_is_read_bar_by_bar(tmp_path: Path, draw: Callable[[Canvas], None], read: str) -> None:
    """Names and values of bars are rows; what no bar is named by stays a graphic; the prose stays whole."""

    def page(canvas: Canvas) -> None:
        set_lines(canvas, 60, 780, 470, PROSE * 3)
        draw(canvas)
        set_lines(canvas, 60, 400, 470, PROSE * 3)

    prose = f"paragraph: {(PROSE * 3).strip()}"
    assert shown(drawn(tmp_path, page)) == f"{prose}\n{read}\n{prose}"


def test_what_stands_beside_and_under_a_chart_is_no_label(tmp_path: Path) -> None:
    """A narrow column of text, the heading that follows and the source are none of a chart's labels."""

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(60, 640, "Expenditure in 2022")
        for n, (name, share) in enumerate((("Health", 38), ("Water", 24), ("Schools", 9), ("Roads", 6))):
            _bar(canvas, 120, 600 - 20 * n, 3 * share, 12)
            _label(canvas, 114, 603 - 20 * n, name, align="Right")
            _label(canvas, 123 + 3 * share, 603 - 20 * n, f"{share}%", align="Left")
        _label(canvas, 60, 520, "Source: annual accounts.", 8, "Left")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(60, 500, "Evaluation")
        set_lines(canvas, 60, 484, 200, PROSE * 2)
        set_lines(canvas, 270, 640, 130, PROSE * 2, 9)

    assert shown(drawn(tmp_path, page)).split("\n") == [
        "heading1: Expenditure in 2022",
        "table 4x2, 0 header",
        *(f"  {row}" for row in ("Health | 38%", "Water | 24%", "Schools | 9%", "Roads | 6%")),
        "caption: Source: annual accounts.",
        "heading1: Evaluation",
        f"paragraph: {(PROSE * 2).strip()}",
        f"paragraph: {(PROSE * 2).strip()}",
    ]
