"""Texts in the state people have them: what belongs together, and what each piece is."""

import string
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest.source import Source
from pipeline.ingest.text.markdown import Notes, prose_of
from pipeline.ingest.text.pieces import Line
from pipeline.ingest.text.reader import read_text
from pipeline.model import Document
from pipeline.problems import Unreadable


def text(raw: str, name: str = "report.txt") -> Document:
    return read_text(Source(raw.encode("utf-8", "surrogatepass"), name, "report"))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


UPDATE = """\
 Progress Assessment

Summary

The Fund has improved its reporting and now publishes
all evaluations. Costs fell, but country offices are
still slow to spend what they receive.

Baseline

The review highlighted several strengths:

 The Fund is a flexible partner that responds quickly to the
needs of coastal communities.

 It has low administrative costs.
  It works with local associations: their members sit on the
boards of its country offices.

The review also highlighted weaknesses:

 Evaluation is weak.

 It has no strategy for gender equality.

Evaluation will remain a challenge.

Progress against Reform Priorities

Component

Score
2011

Progress
Rating

Financial management
There has been good progress in planning, and the
budget is now approved before the year begins.


Reasonable

progress


Gender equality
A strategy has been drafted but is not yet approved
by the board.


Little

progress
"""


def test_an_update_with_lost_bullets_and_scattered_cells() -> None:
    """Wrapped lines, items told by a space, and a table fallen apart are read as a person would."""
    assert kinds(text(UPDATE)) == [
        ("heading", "Progress Assessment"),
        ("heading", "Summary"),
        ("paragraph", "The Fund has improved its reporting and now publishes all evaluations. Costs fell, but country "
         "offices are still slow to spend what they receive."),
        ("heading", "Baseline"),
        ("paragraph", "The review highlighted several strengths:"),
        ("list_item", "The Fund is a flexible partner that responds quickly to the needs of coastal communities."),
        ("list_item", "It has low administrative costs."),
        ("list_item", "It works with local associations: their members sit on the boards of its country offices."),
        ("paragraph", "The review also highlighted weaknesses:"),
        ("list_item", "Evaluation is weak."),
        ("list_item", "It has no strategy for gender equality."),
        ("paragraph", "Evaluation will remain a challenge."),
        ("heading", "Progress against Reform Priorities"),
        ("paragraph", "Component"), ("paragraph", "Score"), ("paragraph", "2011"),
        ("paragraph", "Progress"), ("paragraph", "Rating"),
        ("paragraph", "Financial management"),
        ("paragraph", "There has been good progress in planning, and the budget is now approved before the year begins."),
        ("paragraph", "Reasonable"), ("paragraph", "progress"),
        ("paragraph", "Gender equality"),
        ("paragraph", "A strategy has been drafted but is not yet approved by the board."),
        ("paragraph", "Little"), ("paragraph", "progress"),
    ]  # fmt: skip


EVALUATION = """\
Executive summary

The evaluation of the Highland Programme (2018–2022) was carried out by the
Office of Evaluation between March and October 2023. It covered six countries.

Key findings

Finding 1. The programme was highly relevant to the needs of mountain
farmers. It was well aligned with national plans.

Finding 2. Efficiency was hampered by slow procurement: on average, contracts
took 9 months, against a target of four.

Conclusions

Conclusion 1: The programme has achieved most of its outputs, but its
sustainability is uncertain.

Recommendations

Recommendation 1. The regional bureau should revise the results framework
by mid-2024.
    1.1 Define baselines for all indicators.
    1.2 Report on them every year.

Recommendation 2. Country offices should
(a) recruit monitoring officers; and
(b) share lessons with their partners.

Management response

Recommendation 1 – Accepted. The bureau will revise the framework.
Recommendation 2 – Partially accepted. Funds for two officers only.

Lessons learned
• Early engagement of district authorities speeds up land agreements.
  It also lowers costs.
• Seasonal calendars matter.
o Planting in May
o Harvest in October
• Small grants need simple rules.
"""


def test_an_evaluation_with_numbered_findings_and_nested_items() -> None:
    """Labels open paragraphs of their own, sub-actions keep their numbers, a lead-in is no heading."""
    document = text(EVALUATION)
    assert [(b.kind, b.level, b.marker, document.quote(b.span)[:24].rstrip()) for b in document.blocks] == [
        ("heading", 1, None, "Executive summary"),
        ("paragraph", 0, None, "The evaluation of the Hi"),
        ("heading", 2, None, "Key findings"),
        ("paragraph", 0, None, "Finding 1. The programme"),
        ("paragraph", 0, None, "Finding 2. Efficiency wa"),
        ("heading", 2, None, "Conclusions"),
        ("paragraph", 0, None, "Conclusion 1: The progra"),
        ("heading", 2, None, "Recommendations"),
        ("paragraph", 0, None, "Recommendation 1. The re"),
        ("list_item", 1, "1.1", "Define baselines for all"),
        ("list_item", 1, "1.2", "Report on them every yea"),
        ("paragraph", 0, None, "Recommendation 2. Countr"),
        ("list_item", 1, "(a)", "recruit monitoring offic"),
        ("list_item", 1, "(b)", "share lessons with their"),
        ("heading", 2, None, "Management response"),
        ("paragraph", 0, None, "Recommendation 1 – Accep"),
        ("paragraph", 0, None, "Recommendation 2 – Parti"),
        ("heading", 2, None, "Lessons learned"),
        ("list_item", 1, "•", "Early engagement of dist"),
        ("list_item", 1, "•", "Seasonal calendars matte"),
        ("list_item", 2, "o", "Planting in May"),
        ("list_item", 2, "o", "Harvest in October"),
        ("list_item", 1, "•", "Small grants need simple"),
    ]


REVIEW = """\
1. Contribution to UK Development Objectives                       Score (1-4)

1a. Critical role in meeting international objectives
+ OHP plays a leading role in advocacy for coastal health, and it is the main
source of data on the state of reefs.
– Its division of labour with other agencies is not clear at country level.
= Satisfactory overall: a strong role in advocacy, but weaker in countries.
3

1b. Critical role in meeting UK aid objectives
+ OHP is important for the delivery of the UK's ocean strategy.
3

2. Organisational strengths

2a. Strategic and performance management
- The board has no clear line of sight to results.
- Evaluations are not followed up.
= Weak
2

Capacity for Positive Change
▲ OHP responds well to its Second Independent Evaluation.
▼ There is little incentive for co-sponsors to change.
= Uncertain
"""


def test_a_review_whose_bullets_judge() -> None:
    """Plus, minus and equals signs are bullets of one list, a score under them stands alone."""
    document = text(REVIEW)
    assert [(b.kind, b.level, b.marker, document.quote(b.span)[:24].rstrip()) for b in document.blocks] == [
        ("heading", 1, None, "1. Contribution to UK De"),
        ("heading", 2, None, "1a. Critical role in mee"),
        ("list_item", 1, "+", "OHP plays a leading role"),
        ("list_item", 1, "–", "Its division of labour w"),
        ("list_item", 1, "=", "Satisfactory overall: a"),
        ("paragraph", 0, None, "3"),
        ("heading", 2, None, "1b. Critical role in mee"),
        ("list_item", 1, "+", "OHP is important for the"),
        ("paragraph", 0, None, "3"),
        ("heading", 1, None, "2. Organisational streng"),
        ("heading", 2, None, "2a. Strategic and perfor"),
        ("list_item", 1, "-", "The board has no clear l"),
        ("list_item", 1, "-", "Evaluations are not foll"),
        ("list_item", 1, "=", "Weak"),
        ("paragraph", 0, None, "2"),
        ("heading", 2, None, "Capacity for Positive Ch"),
        ("list_item", 1, "▲", "OHP responds well to its"),
        ("list_item", 1, "▼", "There is little incentiv"),
        ("list_item", 1, "=", "Uncertain"),
    ]


DENSE = """\
UN-Coast: Progress Assessment
Summary
Strong commitment to reform. Improved reporting and financial planning
across all its programmes, but evaluation is still underfunded and its
human resource reforms are slow.
Baseline
UN-Coast works in over 40 countries. The MAR found these strengths:
 Strong partnerships with governments.
 A good record in fragile states.
And the following weaknesses:
 Weak results framework.
 High transaction costs, notably in procurement and in the recruitment
of staff for its country offices.
Progress against Reform Priorities
UN-Coast has made reasonable progress against its reform priorities since
the MAR, and it has begun to publish its results.
"""


def test_a_text_without_empty_lines() -> None:
    """Short unclosed lines over prose are headings, indented ones under a lead-in are items."""
    assert [(kind, quote[:24].rstrip()) for kind, quote in kinds(text(DENSE))] == [
        ("heading", "UN-Coast: Progress Asses"),
        ("heading", "Summary"),
        ("paragraph", "Strong commitment to ref"),
        ("heading", "Baseline"),
        ("paragraph", "UN-Coast works in over 4"),
        ("list_item", "Strong partnerships with"),
        ("list_item", "A good record in fragile"),
        ("paragraph", "And the following weakne"),
        ("list_item", "Weak results framework."),
        ("list_item", "High transaction costs,"),
        ("heading", "Progress against Reform"),
        ("paragraph", "UN-Coast has made reason"),
    ]


SPACED = """\
Summary

The organisation has improved its planning and the quality of its reporting in

most of its country offices, although evaluation remains weak and should be

funded from the core budget.

Strengths

• It responds quickly to requests from governments and from its partners in the

field, and its staff are well regarded.

• It has low costs.
"""


def test_a_text_with_an_empty_line_after_every_line() -> None:
    """Lines that go on are joined over the empty ones."""
    assert kinds(text(SPACED)) == [
        ("heading", "Summary"),
        (
            "paragraph",
            "The organisation has improved its planning and the quality of its reporting in most of its country "
            "offices, although evaluation remains weak and should be funded from the core budget.",
        ),
        ("heading", "Strengths"),
        (
            "list_item",
            "It responds quickly to requests from governments and from its partners in the field, and its staff "
            "are well regarded.",
        ),
        ("list_item", "It has low costs."),
    ]


MARKDOWN = """\
# Review of the Coral Fund

**Assessor:** The Network

## Strengths

- **Agility:** quick to respond
  to requests.
    - in crises
    - in *small* states
- Costs are low.[^1]

## Recommendations

1. Adopt a strategy.
2. Fund evaluation.

| Member | USD millions |
|---|---:|
| Japan | 63.05 |
| Italy \\| others | 26.07 |

Source: own data

---

[^1]: At 9 per cent.
"""


def test_markdown() -> None:
    """Its marks are read as what they mean and leave the words; levels are the writer's."""
    document = text(MARKDOWN, "report.md")
    assert [
        (b.kind, b.level, b.marker, document.quote(b.span)) for b in document.blocks if b.kind != "table"
    ] == [
        ("heading", 1, "#", "Review of the Coral Fund"),
        ("paragraph", 0, None, "Assessor: The Network"),
        ("heading", 2, "##", "Strengths"),
        ("list_item", 1, "-", "Agility: quick to respond to requests."),
        ("list_item", 2, "-", "in crises"),
        ("list_item", 2, "-", "in small states"),
        ("list_item", 1, "-", "Costs are low."),
        ("heading", 2, "##", "Recommendations"),
        ("list_item", 1, "1.", "Adopt a strategy."),
        ("list_item", 1, "2.", "Fund evaluation."),
        ("note", 0, None, "Source: own data"),
        ("furniture", 0, None, "---"),
        ("note", 0, "[1]", "At 9 per cent."),
    ]
    (table,) = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.cells] == [
        "Member", "USD millions", "Japan", "63.05", "Italy | others", "26.07",
    ]  # fmt: skip
    assert table.header_rows == 1
    item = document.blocks[3]
    assert item.lead is not None
    assert document.text[item.start : item.lead] == "Agility:"
    (ref,) = document.notes
    assert document.text[: ref.offset].endswith("Costs are low.")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # headings
        ("STRENGTHS\n\n- Agile.\n- Cheap.", ["heading STRENGTHS", "list_item Agile.", "list_item Cheap."]),
        ("STRENGTHS\n- Agile.", ["heading STRENGTHS", "list_item Agile."]),
        ("Strengths\n- Agile.\n- Cheap.", ["heading Strengths", "list_item Agile.", "list_item Cheap."]),
        ("1. Introduction\n\nThe Fund was reviewed by the Network in 2016 and again in 2019, as planned.\n\n"
         "1.1 Scope\n\nThe review covers all country offices, all funds and all five years.",
         ["heading 1. Introduction", "paragraph The", "heading 1.1 Scope", "paragraph The"]),
        ("Annex A Methods\n\nThe review draws on documents, on a survey and on many interviews, too.",
         ["heading Annex A Methods", "paragraph The"]),
        ("REVIEW OF THE CORAL FUND AND\nOF ITS PARTNERS\n\nThe Fund works well.",
         ["heading REVIEW OF THE CORAL FUND AND OF ITS PARTNERS", "paragraph The"]),
        ("REVIEW\n\nOCTOBER 2023\n\nThe Fund works.", ["heading REVIEW", "paragraph OCTOBER 2023", "paragraph The"]),
        ("Review\n\nThe following was found:\n\nIt works well in all of its many small partner states.",
         ["heading Review", "paragraph The", "paragraph It"]),
        ("**Key findings**\n\nIt works well.", ["heading Key findings", "paragraph It"]),
        # lists
        ("Two things:\n• Agile\n• Cheap", ["paragraph Two", "list_item Agile", "list_item Cheap"]),
        ("Two things:\n\uf0b7\tAgile\n\uf0b7\tCheap", ["paragraph Two", "list_item Agile", "list_item Cheap"]),
        ("Two things:\n•\nAgile\n\n•\n\nCheap", ["paragraph Two", "list_item Agile", "list_item Cheap"]),
        ("Two things:\n(a) Agile\n(b) Cheap", ["paragraph Two", "list_item Agile", "list_item Cheap"]),
        ("Two things:\ni. Agile\nii. Cheap", ["paragraph Two", "list_item Agile", "list_item Cheap"]),
        ("It has spent in 2012 - 2014 about\n- and this is new - half of its funds,\nwhich is a lot for an office.",
         ["paragraph It has spent in 2012 - 2014 about - and this is new - half of its funds, which"]),
        # tables
        ("Table 1: Members\nMember\tUSD millions\nJapan\t63.05\nItaly\t26.07\nSource: own data",
         ["caption Table 1: Members", "table Member", "note Source: own data"]),
        ("Budget by year:\n\nYear        USD millions\n2012                 4.2\n2013                12.0\n\nThat is all.",
         ["paragraph Budget", "table Year USD millions 2012 4.2 2013 12.0", "paragraph That"]),
        ("a | b is no table", ["paragraph a | b"]),
        # contents, furniture, notes
        ("Contents\nSummary ........ 3\nScope . . . . . . 12\n\nSUMMARY\n\nIt works.",
         ["contents Contents", "contents Summary", "contents Scope", "heading SUMMARY", "paragraph It"]),
        ("The Fund has 12 members¹ and 5 km² of reef.\n\n1. Without observers.",
         ["paragraph The Fund has 12 members and 5 km² of reef.", "note Without observers."]),
        ("Area of 30 km² in all.\n\n1. First.\n2. Second.",
         ["paragraph Area of 30 km² in all.", "list_item First.", "list_item Second."]),
        # hyphens at line ends
        ("The co-\noperation of the under-\nfunded offices is good and it is still short- and\nlong-term work.",
         ["paragraph The co-operation of the under-funded offices is good and it is still short- and long-term"]),
        ("The evalu-\nation of all offices is good and goes on, they say, in the usual\nway of the house.",
         ["paragraph The evaluation of all offices"]),
    ],
)  # fmt: skip
def test_what_a_piece_is(raw: str, expected: list[str]) -> None:
    """Each piece begins with what it is and its first words."""
    found = [f"{kind} {quote}" for kind, quote in kinds(text(raw))]
    assert len(found) == len(expected), found
    assert [f[: len(e)] for f, e in zip(found, expected, strict=True)] == expected


def test_pages_are_told_by_form_feeds() -> None:
    """A sentence goes on over the page break; running lines and page numbers stand apart."""
    pages = [
        "The Network: review\n\nSUMMARY\n\nThe Fund works well in most of the coastal states, but its smaller\noffices are",
        "The Network: review\n\nslow, and this has not changed since the last review of the Fund's work.1\n\n1 See annex 3.\n\n2 Ibid.\n\n2",
        "The Network: review\n\nIt has grown.3 The board meets twice a year.\n\n3 See annex 4.\n\n3",
    ]
    document = text("\f".join(pages))
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert kinds(document)[1:4] == [
        ("heading", "SUMMARY"),
        ("paragraph", "The Fund works well in most of the coastal states, but its smaller offices are slow, and this has "
         "not changed since the last review of the Fund's work."),
        ("furniture", "The Network: review"),
    ]  # fmt: skip
    assert [(b.marker, b.page) for b in document.blocks if b.kind == "note"] == [("1", 2), ("2", 2), ("3", 3)]
    assert document.page_at(document.text.index("smaller")) == 1
    assert document.page_at(document.text.index("slow")) == 2
    assert {ref.label for ref in document.notes} == {"1", "3"}


def test_without_form_feeds_there_are_no_pages() -> None:
    """A plain text has neither pages nor places on them."""
    document = text("Summary\n\nIt works.")
    assert (document.pages, document.runs) == ((), ())
    assert {block.page for block in document.blocks} == {None}


def test_a_lead_in_is_not_part_of_its_list_and_the_list_has_one_id() -> None:
    """An empty line inside a list does not end it; a paragraph does."""
    document = text(
        "Adaptations include:\n\n- new areas; and,\n\n- another lens.\n\nThat is all.\n\n- New list."
    )
    assert [(b.kind, b.list_id) for b in document.blocks] == [
        ("paragraph", None), ("list_item", 1), ("list_item", 1), ("paragraph", None), ("list_item", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "known", "joined"),
    [
        ("evalu-", "ation", "", "evaluation"),
        ("co-", "operation", "", "co-operation"),
        ("results-", "based", "results based", "results-based"),
        ("decision-", "making", "decision-making", "decision-making"),
        ("donor-", "funded", "", "donor-funded"),
        ("pro-", "gramme", "programme", "programme"),
        ("Asia-", "Pacific", "", "Asia-Pacific"),
        ("short-", "and", "", "short- and"),
        ("non\u00ad", "profit", "", "nonprofit"),
    ],
)
def test_a_hyphen_at_a_line_end(first: str, second: str, known: str, joined: str) -> None:
    """The hyphen stays where it is the word's own."""
    prose = prose_of([Line(first), Line(second)], known=frozenset(known.split()), notes=Notes(), paged=False)
    assert " ".join(word.text for word in prose.words) == joined


@pytest.mark.parametrize(
    ("raw", "seen", "lead"),
    [
        ("**Agility:** quick", "Agility: quick", 1),
        ("__Agility and more__ quick", "Agility and more quick", 3),
        ("a *small* state", "a small state", None),
        ("the *Türkiye note", "the *Türkiye note", None),
        ("5 * 3 * 2", "5 * 3 * 2", None),
        ("file_name_here", "file_name_here", None),
        ("***both***", "both", None),
        ("**Satisfactory** (2.51-3.50)", "Satisfactory (2.51-3.50)", 1),
    ],
)
def test_emphasis(raw: str, seen: str, lead: int | None) -> None:
    """Paired marks around words are emphasis, all others are text."""
    prose = prose_of([Line(raw)], known=frozenset(), notes=Notes(), paged=False)
    assert " ".join(word.text for word in prose.words) == seen
    assert prose.lead == lead


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("See [the report](https://example.org/a_b) now.", "See the report now."),
        ("Coverage \\(low\\) & 5\\*3 &amp; `code`", "Coverage (low) & 5*3 & code"),
        ("> Quoted\n> remark.", "Quoted remark."),
        ("Text.<!-- not\nthis -->", "Text."),
        ("Before. ![chart](a.png)", "Before."),
    ],
)
def test_markup_of_a_markdown_file_that_shows_nothing(raw: str, seen: str) -> None:
    """What a reader of the rendered page does not see is not text; in a plain text it is."""
    assert kinds(text(raw, "report.md")) == [("paragraph", seen)]
    assert kinds(text("See [x](y) now.")) == [("paragraph", "See [x](y) now.")]


def test_what_a_markdown_file_says_of_itself() -> None:
    """Its front matter is kept apart from the text."""
    document = text('---\ntitle: "Review of the Fund"\ndate: 2016-12-01\n---\n\nIt works.', "report.md")
    assert (document.metadata.title, document.metadata.created) == ("Review of the Fund", "2016-12-01")
    assert document.text == "It works."


def test_blank_text_is_refused() -> None:
    """Nothing but white space is an empty file."""
    with pytest.raises(Unreadable, match="empty"):
        text(" \n\f\t\r\n")


LINES = st.lists(
    st.one_of(
        st.text(string.ascii_letters + string.digits + " .,:;-–•*#()¹²’\t", max_size=60),
        st.sampled_from(
            ["", "", " ", "\f", "STRENGTHS", " An item", "- item", "1. First", "a\tb", "| a | b |", "• "]
        ),
        st.text(max_size=30),
    ),
    max_size=25,
)
# What a reader of the text does not miss: markup, raised note markers, hyphens of split words, escapes,
# unseen characters.
MARKUP = set("*_|-:#\\\u2010¹²³⁰⁴⁵⁶⁷⁸⁹\x02\u00ad")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_any_text_is_read_whole_and_in_order(lines: list[str]) -> None:
    """Every visible character lands in the text, each block at its span, in order, none over another."""
    raw = "\n".join(lines).replace("\0", "").encode("utf-8", "replace").decode()
    try:
        document = text("x\n\n" + raw)
    except Unreadable:
        return
    seen = Counter(c for c in document.text if not c.isspace() and c not in MARKUP)
    given_ = Counter(c for c in "x" + raw if c.isprintable() and not c.isspace() and c not in MARKUP)
    assert not {c: n for c, n in given_.items() if seen[c] < n}
    ends = [0, *(block.end for block in document.blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, document.blocks, strict=False))
    assert document.blocks[-1].end == len(document.text)
    for cell in (cell for table in document.tables for cell in table.cells):
        assert document.text[cell.start : cell.end].strip() == document.text[cell.start : cell.end]
    assert text("x\n\n" + raw) == document


@pytest.mark.parametrize(
    "raw",
    ["_" * 50_000, "a\n" * 20_000, "- a\n" * 10_000, "*a " * 20_000, "a\tb\n" * 10_000, "\f" * 20_000 + "a", "STRENGTHS\n" * 8_000],
)  # fmt: skip
def test_monotonous_texts_take_no_longer_than_others(raw: str) -> None:
    """Time grows with length, not with its square."""
    begun = time.process_time()
    text(raw)
    assert time.process_time() - begun < 6


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes crash the reader."""
    try:
        document = read_text(Source(data, "a.txt", "a"))
    except Unreadable:
        return
    document.text.encode()
    assert document.blocks
