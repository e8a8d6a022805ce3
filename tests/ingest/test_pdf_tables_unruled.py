"""Tables of a PDF that white space and level rules alone mark out, as they stand among other things."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import drawn, shown, typeset
from reportlab.pdfgen.canvas import Canvas


def test_a_table_of_level_rules_under_a_ruled_one(tmp_path: Path) -> None:
    """Level rules as long as another table's make a table of their own, under its own heading."""
    path = typeset(
        tmp_path,
        """
#table(columns: (30pt, 1fr, 60pt), [*No.*], [*Area*], [*Score*],
 [1], [Structures support cross-cutting work], [2.86], [2], [Partnerships are coherent], [3.20])
#text(size: 8pt)[Scale: Good (3.00–4.00); Fair (2.00–2.99); Poor (0–1.99), as told by the partners and documents]

#text(size: 14pt, fill: rgb("#006070"))[*Main resource partners*]

#table(columns: (1fr, 60pt, 60pt), stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt),
 [*Contributor*], [*2018 (EUR million)*], [*2019 (EUR million)*],
 [Country A], [737.4], [744.1], [Country B], [536.9], [471.0], [Country C], [–], [229.5])
#text(size: 8pt)[Source: the funding compendium of the year. Figures exclude contributions in kind.]
""",
    )
    assert shown(path, "heading", "table") == (
        "table 3x3, 1 header\n"
        "  No. | Area | Score\n"
        "  1 | Structures support cross-cutting work | 2.86\n"
        "  2 | Partnerships are coherent | 3.20\n"
        "heading1: Main resource partners\n"
        "table 4x3, 1 header\n"
        "  Contributor | 2018 (EUR million) | 2019 (EUR million)\n"
        "  Country A | 737.4 | 744.1\n"
        "  Country B | 536.9 | 471.0\n"
        "  Country C | – | 229.5"
    )


def test_a_table_with_rows_painted_in_turn_over_small_pages(tmp_path: Path) -> None:
    """The first painted row is data; a header repeated at a page's top is no running head of text."""
    rows = "\n".join(f" [Country {letter}], [1,20{n}], [1,31{n}]," for n, letter in enumerate("ABCDEFGHIJKL"))
    path = typeset(
        tmp_path,
        """
#set page(width: 16cm, height: 8cm)
#table(columns: (1fr, 80pt, 80pt), stroke: none,
 fill: (x, y) => if y == 0 { rgb("#333f50") } else if calc.odd(y) { rgb("#e7e6ef") } else { white },
 table.header(text(fill: white)[*Donor*], text(fill: white)[*2021*], text(fill: white)[*2022*]),
"""
        + rows
        + ")",
    )
    assert shown(
        path, "heading", "paragraph", "table"
    ) == "table 13x3, 1 header\n  Donor | 2021 | 2022\n" + "\n".join(
        f"  Country {letter} | 1,20{n} | 1,31{n}" for n, letter in enumerate("ABCDEFGHIJKL")
    )


LEFTS = (60, 90, 260, 330, 440)
HEADED = (
    (("No.",), ("Recommendation",), ("Agreed?",), ("Responsible", "office"), ("Date",)),
    (
        ("1",),
        ("The mission should keep", "its plans up to date and", "send them in by March."),
        ("Yes",),
        ("Director of", "Support"),
        ("June", "2014"),
    ),
    (("2",), ("It should claim damages", "from the vendor."), ("No",), ("Chief, Procurement",), ()),
)


def _headed(canvas: Canvas, y: float, *, centred: bool) -> float:
    """Rows of cells without rules, their lines around the middle of the row or at its top."""
    for number, row in enumerate(HEADED):
        canvas.setFont("Times-Bold" if number == 0 else "Times-Roman", 11)
        most = max(len(cell) for cell in row)
        for left, cell in zip(LEFTS, row, strict=True):
            for n, line in enumerate(cell):
                canvas.drawString(left, y - 12.5 * (n + (most - len(cell)) / 2 * centred), line)
        y -= 12.5 * most + 3.5
    return y


@pytest.mark.parametrize("centred", [True, False])
def test_a_table_without_rules_under_a_bold_header(tmp_path: Path, centred: bool) -> None:
    """Rows of more lines are told by the white between them, wherever their cells' lines stand."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(
            60, 780, "The audit made two recommendations, which the mission answered as follows in July."
        )
        y = _headed(canvas, 745, centred=centred)
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(
            60, y - 20, "The office thanks the mission for its help and for the time of all of its staff."
        )

    assert shown(drawn(tmp_path, draw)) == (
        "paragraph: The audit made two recommendations, which the mission answered as follows in July.\n"
        "table 3x5, 1 header\n"
        "  No. | Recommendation | Agreed? | Responsible office | Date\n"
        "  1 | The mission should keep its plans up to date and send them in by March. | Yes"
        " | Director of Support | June 2014\n"
        "  2 | It should claim damages from the vendor. | No | Chief, Procurement | \n"
        "paragraph: The office thanks the mission for its help and for the time of all of its staff."
    )


def test_three_columns_of_text_under_bold_titles_are_no_table(tmp_path: Path) -> None:
    """Bold titles side by side over running text stay headings of their columns."""
    columns = ", ".join(f"[*{title}*\n\n#lorem(60)\n\n#lorem(45)]" for title in ("Reach", "Cost", "Staff"))
    path = typeset(tmp_path, f"#grid(columns: (1fr, 1fr, 1fr), gutter: 14pt, {columns})")
    assert [line for line in shown(path).split("\n") if line.startswith("heading")] == [
        "heading1: Reach", "heading1: Cost", "heading1: Staff",
    ]  # fmt: skip
