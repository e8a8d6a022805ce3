"""Tables of a PDF: ruled, partly ruled and unruled, over pages; and grids that are none."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, read, set_lines, shown, texts, typeset
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

PROSE = (
    "The numbers below were taken from the reports of the office and have not been audited by anyone else. "
)


def test_a_ruled_table_with_merged_cells(tmp_path: Path) -> None:
    """Merged cells keep their span, a centred one its rows; paragraphs of a cell stay apart."""
    path = typeset(
        tmp_path,
        """
#table(columns: (2fr, 1fr, 3fr), fill: (x, y) => if y == 0 { rgb("#004080") },
 table.header(text(fill: white)[*Component*], text(fill: white)[*Rating*], text(fill: white)[*Assessment*]),
 table.cell(rowspan: 2, align: horizon)[Organisational strengths], [Strong], [Oversight is sound.],
 [Adequate], [The staff policy is new.],
 [Poor countries], [Very strong], [92% of spending goes there.

 It should keep this focus.],
 table.cell(colspan: 3)[Overall: good value for money],
)
""",
    )
    assert shown(path) == (
        "table 5x3, 1 header\n"
        "  Component | Rating | Assessment\n"
        "  Organisational strengths | Strong | Oversight is sound.\n"
        "  Adequate | The staff policy is new.\n"
        "  Poor countries | Very strong | 92% of spending goes there. / It should keep this focus.\n"
        "  Overall: good value for money"
    )
    spans = {(c.row, c.column): (c.row_span, c.column_span) for c in read(path).tables[0].cells}
    assert spans[1, 0] == (2, 1)
    assert spans[4, 0] == (1, 3)


def _ruled_row(canvas: Canvas, top: float, height: float, cells: tuple[str, ...], bold: bool = False) -> None:
    font = "Helvetica-Bold" if bold else "Helvetica"
    for (left, right), text in zip(((50, 200), (200, 330), (330, 545)), cells, strict=True):
        canvas.rect(left, top - height, right - left, height)
        y = top - 11
        for line in simpleSplit(text, font, 9, right - left - 8):
            canvas.setFont(font, 9)
            canvas.drawString(left + 4, y, line)
            y -= 11


def test_a_table_goes_on_over_the_page(tmp_path: Path) -> None:
    """The repeated header is dropped, the row cut by the page made whole, caption and unit kept."""
    head = ("Reform", "Status", "What was done")

    def draw(canvas: Canvas) -> None:
        y = set_lines(canvas, 50, 780, 490, PROSE * 20)
        canvas.setFont("Helvetica-Oblique", 9)
        canvas.drawString(50, 148, "Table 3. Progress by reform (in USD millions)")
        assert y > 160
        _ruled_row(canvas, 140, 16, head, bold=True)
        _ruled_row(canvas, 124, 28, ("Results framework", "Done", "A framework with 24 indicators is used."))
        _ruled_row(
            canvas, 96, 28, ("Evaluation policy", "In progress", "The policy was sent to the board, who")
        )
        canvas.showPage()
        _ruled_row(canvas, 780, 16, head, bold=True)
        _ruled_row(canvas, 764, 28, ("", "", "will vote on it in 2024."))
        _ruled_row(canvas, 736, 28, ("Cash planning", "Not begun", "No step was taken."))
        set_lines(canvas, 50, 660, 490, PROSE * 3)

    path = drawn(tmp_path, draw)
    assert shown(path, "table") == (
        "table 4x3, 1 header\n"
        "  Reform | Status | What was done\n"
        "  Results framework | Done | A framework with 24 indicators is used.\n"
        "  Evaluation policy | In progress | The policy was sent to the board, who will vote on it in 2024.\n"
        "  Cash planning | Not begun | No step was taken."
    )
    reading = read(path)
    caption = reading.tables[0].caption
    assert caption is not None
    assert reading.text[slice(*caption)] == "Table 3. Progress by reform (in USD millions)"
    pages = {run.page for run in reading.runs if reading.text[run.start : run.end] in ("board,", "vote")}
    assert pages == {1, 2}


def test_tables_with_level_rules_only_and_with_none(tmp_path: Path) -> None:
    """Columns are told by their alignment; empty cells stay empty; prose between ends a table."""
    path = typeset(
        tmp_path,
        f"""
{PROSE}

#table(columns: (1fr, 1fr, 1fr, 1fr), stroke: none,
 table.hline(), [Region], [2020], [2021], [2022], table.hline(),
 [Africa], [12.4], [13.0], [14.9],
 [Asia and the Pacific], [8.1], [8.8], [9.4],
 [Latin America], [3.3], [], [4.0], table.hline())

Source: the office.

{PROSE}

#table(columns: (3fr, 1fr, 1fr), stroke: none,
 [Indicator], [Target], [Result], [Countries with a plan], [40], [38], [Farmers trained], [10 000], [12 450],
 [Share of women], [50%], [41%])
""",
    )
    assert shown(path, "table") == (
        "table 4x4, 1 header\n"
        "  Region | 2020 | 2021 | 2022\n"
        "  Africa | 12.4 | 13.0 | 14.9\n"
        "  Asia and the Pacific | 8.1 | 8.8 | 9.4\n"
        "  Latin America | 3.3 |  | 4.0\n"
        "table 4x3, 1 header\n"
        "  Indicator | Target | Result\n"
        "  Countries with a plan | 40 | 38\n"
        "  Farmers trained | 10 000 | 12 450\n"
        "  Share of women | 50% | 41%"
    )
    reading = read(path)
    note = reading.tables[0].note
    assert note is not None
    assert reading.text[slice(*note)] == "Source: the office."


def test_boxes_are_no_tables(tmp_path: Path) -> None:
    """A framed box, boxes under each other and a box beside a box are panels, not tables."""
    path = typeset(
        tmp_path,
        f"""
#rect(width: 100%)[*Key message:* {PROSE}]
#stack(dir: ttb, ..range(1, 4).map(n => rect(width: 100%)[*Recommendation \\# #n:* The office should act.]))

#table(columns: (1fr, 1fr), [{PROSE}], [{PROSE}])
""",
    )
    reading = read(path)
    assert not reading.tables
    assert len({block.panel for block in reading.blocks}) == 6
    assert texts(path, "heading") == [
        "Key message:", "Recommendation # 1:", "Recommendation # 2:", "Recommendation # 3:",
    ]  # fmt: skip


def test_boxed_text_goes_on_in_the_next_pages_box(tmp_path: Path) -> None:
    """A form whose boxes run over the page keeps its sentences and items whole."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        set_lines(canvas, 60, 780, 470, PROSE * 25)
        canvas.rect(55, 60, 480, 90)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 135, "Recommendation # 2:")
        set_lines(
            canvas, 60, 120, 400, "The two agencies should make use of what they have learnt from all of the"
        )
        canvas.drawString(290, 20, "1")
        canvas.showPage()
        canvas.rect(55, 720, 480, 70)
        set_lines(canvas, 60, 775, 470, "earlier projects, so that nothing is done twice.")
        canvas.rect(55, 650, 480, 70)
        set_lines(canvas, 60, 705, 470, "Response: accepted.")
        canvas.drawString(290, 20, "2")

    assert (
        "The two agencies should make use of what they have learnt from all of the earlier projects, so that"
        " nothing is done twice." in texts(drawn(tmp_path, draw), "paragraph")
    )


def test_columns_of_prose_are_no_table(tmp_path: Path) -> None:
    """Two columns of prose on one line grid stay prose."""
    path = typeset(tmp_path, f"#columns(2)[{PROSE * 30}]")
    assert [block.kind for block in read(path).blocks] == ["paragraph"]


def test_cells_hold_lists(tmp_path: Path) -> None:
    """A cell's items are blocks of their own, with marker and bold lead."""
    path = typeset(
        tmp_path,
        """
#table(columns: (1fr, 3fr), [*Objective*], [*Achievements*],
 [Evidence], [- *Data:* reports were published.
  - *Flows:* were followed.],
 [Capacity], [- *Training:* was given.])
""",
    )
    reading = read(path)
    cell = reading.tables[0].cell_at(1, 1)
    assert cell is not None
    assert [(b.kind, b.marker, reading.text[b.start : b.end]) for b in cell.blocks] == [
        ("list_item", "•", "Data: reports were published."),
        ("list_item", "•", "Flows: were followed."),
    ]
    assert [reading.text[b.start : b.lead] for b in cell.blocks] == ["Data:", "Flows:"]
