"""Tables of a PDF that white space and level rules alone mark out, as they stand among other things."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import shown, typeset


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
