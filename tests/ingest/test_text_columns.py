"""Texts laid out with spaces: tables and prose side by side are cut at the white between them."""

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text
from pipeline.model import Document


def text(raw: str) -> Document:
    return read_text(Source(raw.encode(), "report.txt", "report"))


def grid(document: Document) -> list[list[list[str]]]:
    """The first table's rows: each cell's paragraphs."""
    table = document.tables[0]
    rows: list[list[list[str]]] = [[[] for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = [document.quote(block.span) for block in cell.blocks]
    return rows


PROGRESS = """\
The Agency has done what it could.

Progress against Agreed Priorities
Component                                        2011    Progress       Score now,
                                                 Score   Rating         if changed
Care for people                                  2       Some
The Agency has a policy for people which is              progress
paid for. It counts whom it reached.
Cost control                                     3       Significant    4
Travel costs have been cut by a third. A                 progress
Shared desk buys for all ports of the region.

The board meets again next year, and it will then look at what has been done with the money.
"""


def test_a_table_whose_cells_are_parted_by_spaces() -> None:
    """Rows begin at their score; no cell holds words of its neighbour; name and narrative stay apart."""
    document = text(PROGRESS)
    assert grid(document) == [
        [["Component"], ["2011 Score"], ["Progress Rating"], ["Score now, if changed"]],
        [
            [
                "Care for people",
                "The Agency has a policy for people which is paid for. It counts whom it reached.",
            ],
            ["2"],
            ["Some progress"],
            [],
        ],
        [
            [
                "Cost control",
                "Travel costs have been cut by a third. A Shared desk buys for all ports of the region.",
            ],
            ["3"],
            ["Significant progress"],
            ["4"],
        ],
    ]
    assert document.tables[0].header_rows == 1
    kinds = [(block.kind, document.quote(block.span)) for block in document.blocks]
    assert ("heading", "Progress against Agreed Priorities") in kinds
    assert kinds[-1][1].startswith("The board meets again")


OVER_PAGES = """\
Component         2011             Progress
of the review     Score            Rating
Care for          2                Some progress
people
The Agency has
a policy that
\fis paid for.
Costs               3   Significant progress
Travel costs have
been cut.
Staffing            2   Little
Nobody was              progress
hired.
"""


def test_a_table_goes_on_over_a_page_whose_columns_stand_elsewhere() -> None:
    """The narrow lines at the head of the page belong to the row above, the rest to new rows."""
    rows = grid(text(OVER_PAGES))
    assert rows[1] == [
        ["Care for people", "The Agency has a policy that is paid for."],
        ["2"],
        ["Some progress"],
    ]
    assert rows[2] == [["Costs", "Travel costs have been cut."], ["3"], ["Significant progress"]]


RESPONSES = """\
Recommendation                       Response            Action by the office

Close the accounts of the            Accepted            Two posts will be
year by the end of March.                                filled in the spring.

Train more pilots in small           Partly accepted     The school is full
ports.                                                   until next year.
"""


def test_rows_that_empty_lines_part() -> None:
    """Where no number tells the rows, empty lines do; cells keep their sentences whole."""
    rows = grid(text(RESPONSES))
    assert rows[0] == [["Recommendation"], ["Response"], ["Action by the office"]]
    assert rows[1] == [
        ["Close the accounts of the year by the end of March."],
        ["Accepted"],
        ["Two posts will be filled in the spring."],
    ]
    assert rows[2][0] == ["Train more pilots in small ports."]


NUMBERED = """\
Recommendation                       Management response      Responsible     Due

1. Close the accounts of the         Accepted. The office     Finance         March
year by the end of March.            will do so.              division        2022
2. Train more pilots in small        Partly accepted. The     Training        June
ports.                               school is full.          unit            2022
3. Publish charts.                   Rejected.                Board           n/a
"""


def test_rows_that_their_numbers_begin() -> None:
    """Rows set close begin where the first cell is numbered and all others begin too."""
    rows = grid(text(NUMBERED))
    assert rows[1:] == [
        [["Close the accounts of the year by the end of March."], ["Accepted. The office will do so."],
         ["Finance division"], ["March 2022"]],
        [["Train more pilots in small ports."], ["Partly accepted. The school is full."],
         ["Training unit"], ["June 2022"]],
        [["Publish charts."], ["Rejected."], ["Board"], ["n/a"]],
    ]  # fmt: skip


SIDE_BY_SIDE = """\
The Agency works in eleven ports of the       Its board is made of the masters of these
region, and its staff of 35 people answer     ports, who meet twice a year and decide on
calls for help by day and by night, all       the charts that are to be printed next and
through the year and in every weather.        on what pilots have to pay for them.
Its charts are used by all the pilots of      A review found that the board has not yet
the region and by most of its sailors.        asked for accounts of the last two years.
"""


@pytest.mark.parametrize("gap", [None, 2])
def test_prose_set_in_columns_is_read_column_after_column(gap: int | None) -> None:
    """No line of one column runs into the next, even where an empty line of one parts the other."""
    lines = SIDE_BY_SIDE.splitlines()
    document = text("\n".join(lines if gap is None else [*lines[:gap], "", *lines[gap:]]))
    said = " ".join(document.quote(block.span) for block in document.blocks)
    assert "its staff of 35 people answer calls for help by day and by night" in said
    assert said.index("most of its sailors") < said.index("Its board is made")
    assert not document.tables


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            "•   The Agency knows its ports.\n•   It answers calls at night.\n•   It trains pilots.\n", id="bullets"
        ),
        pytest.param("It works.  It is paid for.\nNobody asked  for more of it.\nThe end  was near.\n", id="gaps"),
    ],
)  # fmt: skip
def test_wide_gaps_alone_make_no_table(raw: str) -> None:
    """Bullets and loosely typed prose stay what they are."""
    assert not text(raw).tables


def test_signs_in_cells_are_markers() -> None:
    """A cell's bullets are items with their sign as marker."""
    raw = (
        "Component                     Score\n\n1. Care for people            3\n+ Trains pilots.\n- Pays late.\n\n"
        "2. Cost control               2\n+ Buys for all ports.\n- Travels too much.\n"
    )
    document = text(raw)
    cell = document.tables[0].cell_at(1, 0)
    assert cell is not None
    marks = [(block.marker, document.quote(block.span)) for block in cell.blocks if block.kind == "list_item"]
    assert ("+", "Trains pilots.") in marks
    assert ("-", "Pays late.") in marks


@pytest.mark.parametrize("line", ["a  b\n", "Title        7\n", "a  b\n\n\n\n\n", "x   y   z\nword\n"])
def test_columns_without_end_are_read_in_time(line: str) -> None:
    """Time grows with the text, not with its square."""
    begun = time.monotonic()
    text(line * 6_000)
    assert time.monotonic() - begun < 10


CELL = st.sampled_from(
    ["", "Care", "2", "Some progress", "It is paid for.", "and more", "• An item", "2011", "1", "ab"]
)
LAID_OUT = st.lists(
    st.one_of(
        st.tuples(CELL, CELL, CELL).map(lambda c: f"{c[0]:<20}{c[1]:<18}{c[2]}"),
        st.sampled_from(["", "\f", "A line that runs over all the columns of the table above it."]),
    ),
    max_size=20,
)


@settings(max_examples=120, deadline=None)
@given(LAID_OUT)
def test_no_cell_is_lost_or_read_twice(lines: list[str]) -> None:
    """Every letter and digit of a laid-out text is read once."""
    raw = "Title\n\n" + "\n".join(lines)
    document = text(raw)
    assert Counter(filter(str.isalnum, document.text)) == Counter(filter(str.isalnum, raw))
