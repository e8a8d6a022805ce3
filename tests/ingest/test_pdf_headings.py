"""Headings of a PDF: by bookmarks, numbers and type; run-in ones; and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import read, shown, texts, typeset

PROSE = (
    "The office has grown quickly and its systems have not kept pace with its growing portfolio. It has begun"
    " to mend this, and has hired 12 people."
)


def test_levels_by_type_without_bookmarks(tmp_path: Path) -> None:
    """Larger type is a higher level; bold type as large as the text is a heading where it stands alone."""
    path = typeset(
        tmp_path,
        f"""
#text(22pt)[Review of the Water Office]

{PROSE}

#text(15pt, fill: blue)[Strengths]

{PROSE}

*In the field*

{PROSE}

#text(15pt, fill: blue)[Weaknesses]

{PROSE}
""",
    )
    assert [line for line in shown(path).splitlines() if line.startswith("heading")] == [
        "heading0: Review of the Water Office",
        "heading1: Strengths",
        "heading2: In the field",
        "heading1: Weaknesses",
    ]


def test_levels_by_number(tmp_path: Path) -> None:
    """A heading's own number tells its depth, whatever its type."""
    path = typeset(
        tmp_path,
        "\n\n".join(
            f'#text(13pt, weight: "bold")[{title}]\n\n{PROSE}'
            for title in ("1. Background", "1.1 Methods", "1.1.1 Interviews", "2. Findings")
        ),
    )
    assert [b.level for b in read(path).blocks if b.kind == "heading"] == [1, 2, 3, 1]


def test_run_in_headings_are_parted_from_their_paragraph(tmp_path: Path) -> None:
    """A bold lead that closes with a colon, a stop or a dash is a heading; one inside a sentence is not."""
    path = typeset(
        tmp_path,
        f"""
#text(20pt)[Review]

= Findings

*What are hubs?* {PROSE}

*2020 – Start:* {PROSE}

*Gender equality.* {PROSE}

*Milestone* – {PROSE}

*Seed banks and field stations* are what the office is known for. {PROSE}
""",
    )
    lines = shown(path).splitlines()
    assert [line for line in lines if "run-in" in line] == [
        "heading2 run-in: What are hubs?",
        "heading2 run-in: 2020 – Start:",
        "heading2 run-in: Gender equality.",
        "heading2 run-in: Milestone",
    ]
    assert lines[-1] == f"paragraph: Seed banks and field stations are what the office is known for. {PROSE}"
    last = read(path).blocks[-1]
    assert last.lead is not None
    assert read(path).text[last.start : last.lead] == "Seed banks and field stations"


def test_a_list_items_bold_lead_stays_in_it(tmp_path: Path) -> None:
    """An item keeps its bold lead, and tells where it ends."""
    path = typeset(tmp_path, f"{PROSE}\n\n- *Data services:* answered 161 requests.\n- *Training:* done.")
    reading = read(path)
    items = [block for block in reading.blocks if block.kind == "list_item"]
    assert [reading.text[i.start : i.end] for i in items] == [
        "Data services: answered 161 requests.", "Training: done.",
    ]  # fmt: skip
    assert [reading.text[i.start : i.lead] for i in items] == ["Data services:", "Training:"]


def test_a_heading_over_two_lines_is_one(tmp_path: Path) -> None:
    """A long heading's lines make one block."""
    title = "3. Achievements of the regional hub over the years from 2020 to 2025 and how they align with it"
    path = typeset(tmp_path, f'{PROSE}\n\n#text(16pt, weight: "bold")[{title}]\n\n{PROSE}')
    assert texts(path, "heading") == [title]


@pytest.mark.parametrize(
    "source",
    [
        '#text(weight: "bold")[The office should publish all of its evaluations within three months of their'
        " end, and should answer each of them in public within another three months of that day.]",
        "12. The office was visited in May and in June, and its staff were asked what they thought of it.",
        "#text(26pt)[57%] \\ #text(9pt)[of funds are earmarked for a purpose or for a place]",
        "#text(13pt)[October 2023]",
    ],
)
def test_what_is_no_heading(tmp_path: Path, source: str) -> None:
    """Bold sentences, numbered paragraphs, big numbers and dates are no headings."""
    path = typeset(tmp_path, f"{PROSE}\n\n{source}\n\n{PROSE}")
    assert not texts(path, "heading")


def test_bookmarks_that_hold_junk_do_no_harm(tmp_path: Path) -> None:
    """A bookmark names a heading only where its words stand on its page."""
    path = typeset(
        tmp_path,
        f"""#show heading: none
= Microsoft Word - draft_v3.docx
#show heading: it => it.body
#text(16pt, weight: "bold")[Summary]

{PROSE}
""",
    )
    assert texts(path, "heading") == ["Summary"]


def test_a_report_of_numbered_paragraphs(tmp_path: Path) -> None:
    """Centred, underlined and slanting titles are headings; numbered paragraphs and bold findings are not."""
    path = typeset(
        tmp_path,
        f"""
#align(center)[*III. FINDINGS*]

#align(center)[*A. Relevance*]

12. #h(1em) {PROSE}

13. #h(1em) {PROSE} It pointed to document A/74/6 (Sect. 12), para. 4.

#rect(width: 100%)[*Recommendation 1* \\
The assembly should ask for a plan by the end of 2025.]

14. #h(1em) The following would help:

(a) a division of labour between the units, which at present do much the same work in the field as others;

(b) a single set of rules.

*Finding 4. The programme reached 1.2 million people, but its effects on incomes were small and were not
measured in two of the five countries.*

{PROSE}

#text(style: "italic")[Efficiency]

{PROSE}

#underline[Sustainability]

{PROSE}
""",
    )
    assert texts(path, "heading") == [
        "III. FINDINGS", "A. Relevance", "Recommendation 1", "Efficiency", "Sustainability",
    ]  # fmt: skip
    reading = read(path)
    items = [(b.marker, b.level) for b in reading.blocks if b.kind == "list_item"]
    assert items == [("12.", 1), ("13.", 1), ("14.", 1), ("(a)", 2), ("(b)", 2)]
    finding = next(b for b in reading.blocks if reading.text[b.start :].startswith("Finding 4."))
    assert (finding.kind, finding.lead) == ("paragraph", finding.end)
