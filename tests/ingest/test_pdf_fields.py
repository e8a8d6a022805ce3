"""Fields set under each other in a narrow box: a name, a colon, a value, over more lines or one."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import shown, typeset

PROSE = (
    "The agency has grown quickly and its systems have not kept pace with its portfolio, as members said. "
)


def test_fields_in_a_narrow_box_stay_apart(tmp_path: Path) -> None:
    """A field begins a paragraph of its own, though the value before it took a second line."""
    path = typeset(
        tmp_path,
        f"""
#grid(columns: (1fr, 3.6cm), gutter: 12pt, [{PROSE * 8}],
 block(fill: rgb("#dde6f0"), inset: 8pt, width: 100%, text(9pt)[#set par(justify: false)
*Ratings at a glance*\\ Outcome: Moderately Satisfactory\\ Bank performance: Good\\
Pillar one: Moderately Unsatisfactory\\ Quality at entry: Fair]))
""",
    )
    assert shown(path).split("\n")[1:] == [
        "heading1: Ratings at a glance",
        "paragraph: Outcome: Moderately Satisfactory",
        "paragraph: Bank performance: Good",
        "paragraph: Pillar one: Moderately Unsatisfactory",
        "paragraph: Quality at entry: Fair",
    ]


def test_a_colon_inside_a_paragraph_parts_nothing(tmp_path: Path) -> None:
    """Prose whose full lines happen to begin like fields stays one paragraph."""
    text = "Kenya: the plan was made late and then it was not funded in full. Uganda: the plan was on time. "
    path = typeset(tmp_path, "#set par(justify: false)\n" + text * 4)
    assert shown(path) == "paragraph: " + (text * 4).strip()
