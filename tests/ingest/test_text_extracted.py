"""Texts pulled from laid-out pages: no empty lines between blocks, cells fallen apart, bullets torn off."""

import pytest

from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text
from pipeline.model import Document


def text(raw: str) -> Document:
    return read_text(Source(raw.encode(), "report.txt", "report"))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


LEAD_IN = """\
The review of 2012 found these strengths in the work of the Harbour Agency and its partners:
• It knows the ports of the region better than any other body and shares what it knows freely.
• Its training courses reach small ports, with 40 per cent of seats kept for women in most years.
The following weaknesses were found:
• Accounts are late and nobody answers for it.
• Country desks are under-staffed.
"""

BEHIND = """\
The Harbour Agency has begun to reform itself under a new head and with a new board. Measured by
what was agreed, progress has been as follows:
• Financial management: accounts for the last three years were closed; 60 per cent of managers
have been trained.
• Cost control: savings of £2.5m were found in 2013.
However, staffing is still decided far from the ports.
"""

HANGING = """\
The Harbour Agency does three things well in the ports of the region:
• It trains pilots in all the ports of the region, with 40 per cent of
  the seats kept for women.
• It keeps charts that every port in the region uses, free of charge
Its board meets too seldom to decide on anything of weight in time.
"""

PARTS = """\
Review of the Harbour Agency

Score
2. Attention to People:
2a. Work in fragile ports
+ Pilots stay when others leave.
- Posts stand empty for a year.
2b. Gender
+ Reports on women and men.
3. Focus on poor ports
+ 85% of spending goes to the
poorest ports.
- Still pays for rich ones.
"""

NESTED = """\
The board asked for two things, which the agency agreed to do within a year of the review:

1. Improve the accounts
- close them by March
- have them audited
2. Improve staffing
- fill the empty posts
"""

TITLE = """\
Review of the Harbour Agency of the Northern and the Southern Isles
Summary
Good progress on accounts and on the training of pilots. A new plan was agreed with the board but
it has not been paid for yet.

Baseline
The Agency is a body with 14 members and with offices in most of the ports of the region, and it
spends about £3 million a year.
"""

QUANTITY = """\
The Agency has 35 staff in eleven ports and an annual budget of more than
£3.5 million. It trains pilots, keeps charts and answers calls for help from all the ports of
the region.
"""

CLAUSES = """\
The review found that the Agency:

 keeps the charts of the region;

 has offices in most of its ports, with half of its staff there; and

 is trusted by pilots.

Its board meets seldom.
"""

STACKED = """\
The main strengths found by the review were:
\uf0b7
\uf0b7

The Agency trains pilots in all ports.
It keeps good charts: 92% are up to date.

Nothing else was looked at in the review of the year, which was short and cheap to make.
"""

TORN = """\
3. Focus on poor ports

- Pays for rich ones.

+

85% of spending in the last year went to the poorest ports.
"""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(
            LEAD_IN,
            [("list_item", "Its training courses reach small ports, with 40 per cent of seats kept for women in most years."),
             ("paragraph", "The following weaknesses were found:"),
             ("list_item", "Accounts are late and nobody answers for it.")],
            id="a lead-in between two lists"),
        pytest.param(
            BEHIND,
            [("list_item", "Cost control: savings of £2.5m were found in 2013."),
             ("paragraph", "However, staffing is still decided far from the ports.")],
            id="a sentence behind a list"),
        pytest.param(
            HANGING,
            [("list_item", "It keeps charts that every port in the region uses, free of charge"),
             ("paragraph", "Its board meets too seldom to decide on anything of weight in time.")],
            id="back at the margin behind items that hang"),
        pytest.param(
            PARTS,
            [("heading", "2. Attention to People:"),
             ("heading", "2a. Work in fragile ports"),
             ("list_item", "Pilots stay when others leave."),
             ("list_item", "Posts stand empty for a year."),
             ("heading", "2b. Gender"),
             ("list_item", "Reports on women and men."),
             ("heading", "3. Focus on poor ports"),
             ("list_item", "85% of spending goes to the poorest ports."),
             ("list_item", "Still pays for rich ones.")],
            id="numbered titles over signs"),
        pytest.param(
            NESTED,
            [("list_item", "Improve the accounts"), ("list_item", "close them by March")],
            id="numbered items over dashes"),
        pytest.param(
            TITLE,
            [("heading", "Summary"),
             ("paragraph", "Good progress on accounts and on the training of pilots. A new plan was agreed with the"
              " board but it has not been paid for yet."),
             ("heading", "Baseline")],
            id="a heading glued to title and text"),
        pytest.param(
            QUANTITY,
            [("paragraph", "The Agency has 35 staff in eleven ports and an annual budget of more than £3.5 million."
              " It trains pilots, keeps charts and answers calls for help from all the ports of the region.")],
            id="a line that ends on a function word"),
        pytest.param(
            CLAUSES,
            [("list_item", "keeps the charts of the region;"),
             ("list_item", "has offices in most of its ports, with half of its staff there; and"),
             ("list_item", "is trusted by pilots."),
             ("paragraph", "Its board meets seldom.")],
            id="items of one sentence told by a space"),
        pytest.param(
            STACKED,
            [("list_item", "The Agency trains pilots in all ports."),
             ("list_item", "It keeps good charts: 92% are up to date.")],
            id="bullets ahead of their items"),
        pytest.param(
            TORN,
            [("list_item", "Pays for rich ones."),
             ("list_item", "85% of spending in the last year went to the poorest ports.")],
            id="a sign torn off its words"),
    ],
)  # fmt: skip
def test_blocks_that_nothing_but_a_line_break_parts(raw: str, expected: list[tuple[str, str]]) -> None:
    """Lead-ins, titles, items and paragraphs are blocks of their own without empty lines between them."""
    found = kinds(text(raw))
    begin = found.index(expected[0])
    assert found[begin : begin + len(expected)] == expected


CELLS = """\
More remains to be done by the Agency.

Progress against Agreed Priorities
Component
2011 Score
Progress
Rating

Care for people

The Agency has a policy for people now and
pays for it.

2

Some
progress

Financial management

The accounts are closed in time and have been audited for two years.

3

Significant
progress

Conclusions

The Agency has done what it could with the means it had, and should go on.
"""


def test_cells_that_fell_apart_are_no_headings() -> None:
    """The cells stay short paragraphs; the title above their header and what follows stay headings."""
    found = kinds(text(CELLS))
    headings = [words for kind, words in found if kind == "heading"]
    assert headings == ["Progress against Agreed Priorities", "Conclusions"]
    assert ("paragraph", "Financial management") in found
    assert ("paragraph", "2011 Score") in found


def test_numbered_recommendations_are_no_notes() -> None:
    """Items under a line of their own stay items, though the text calls a note with their number."""
    raw = (
        "Background\n\nThe fund runs to 2022.1 It works in ten ports of the region and pays for pilots.\n\n"
        "Recommendations\n\n1. Focus on fewer ports.\n\n2. Pay sooner.\n\n\fPage two goes on with other things.\n"
    )
    found = kinds(text(raw))
    assert ("list_item", "Focus on fewer ports.") in found
    assert not [words for kind, words in found if kind == "note"]


BRIEF = """\
REVIEW AT A GLANCE
Harbour Agency
Context
The Agency works in eleven ports of the region, and its
staff of 35 answer calls for help day and night.

Overall performance
The Agency is trusted by those it works for, and its
charts are used by every pilot of the region.

Key findings
Strengths
• It knows its ports.
• It answers calls.

Areas for improvement
• Its accounts are late.
"""


def test_headings_right_above_their_text() -> None:
    """Where headings have no empty line under them, a few words over prose or a list are a heading."""
    headings = [words for kind, words in kinds(text(BRIEF)) if kind == "heading"]
    assert headings[-5:] == [
        "Context",
        "Overall performance",
        "Key findings",
        "Strengths",
        "Areas for improvement",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        pytest.param("1\n\nAshore only.\n\n2\n\nSee annex 3.\n", id="before"),
        pytest.param("Ashore only.\n\n1\n\nSee annex 3.\n\n2\n", id="behind"),
    ],
)
def test_notes_whose_numbers_stand_alone(foot: str) -> None:
    """Lines at a text's end with counted numbers before or behind them are notes, and no numbers are left."""
    raw = (
        "Summary\n\nThe review saw six ports1 and read 84 charts.2 All of them were in use.\n\n"
        f"Recommendations\n\nThe Agency should print fewer charts.\n\n{foot}"
    )
    document = text(raw)
    notes = [(b.marker, document.quote(b.span)) for b in document.blocks if b.kind == "note"]
    assert notes == [("1", "Ashore only."), ("2", "See annex 3.")]
    assert "six ports and read 84 charts." in document.quote(document.blocks[1].span)


def test_a_text_that_is_not_wrapped_keeps_its_lines() -> None:
    """Where lines are as long as their paragraphs, each is one, and a few words between are a heading."""
    prose = "The Agency works in eleven ports of the region, and its staff answer calls for help. " * 3
    raw = f"Review of the Agency\nMain findings\n{prose}\n{prose}It is new.\nAdvice\n{prose}\n"
    found = kinds(text(raw))
    assert [kind for kind, _ in found] == [
        "heading", "heading", "paragraph", "paragraph", "heading", "paragraph",
    ]  # fmt: skip


def test_running_lines_of_a_page_laid_out_with_spaces() -> None:
    """A head set flush right and a foot with its page number far right are furniture; the title is the title."""
    raw = (
        f"{' ' * 58}Paper for the Board, May 2022\n\n\nReview of the Agency's plan\nSummary\n"
        "The Agency remains on track to train all the pilots of the region by the year 2025.\n\n\n\n\n"
        f"Board-2022-07{' ' * 60}1\n"
    )
    document = text(raw)
    assert kinds(document)[0] == ("furniture", "Paper for the Board, May 2022")
    assert kinds(document)[-1][0] == "furniture"
    assert (document.blocks[1].kind, document.blocks[1].level) == ("heading", 1)


def test_a_dated_foot_on_every_page() -> None:
    """A line that every page repeats is furniture though it begins with a number."""
    pages = [
        f"The Agency works in port number {n} of the region and trains its pilots.\n\n18 March 2019\n\nBay City\n\nPage {n}"
        for n in (1, 2, 3)
    ]
    found = kinds(text("\f".join(pages)))
    assert [kind for kind, words in found if words == "18 March 2019"] == ["furniture"] * 3
