"""The way back from a span to its words, pages and boxes."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Box, Cell, Document, Run, Span, Table

TEXT = "Budget rose\n\nto USD 2 million"
BOX = Box(0, 0, 1, 1)
DOCUMENT = Document(
    "a",
    "a.pdf",
    "application/pdf",
    "0",
    TEXT,
    (Block("paragraph", 0, 11), Block("paragraph", 13, 29)),
    runs=(
        Run(0, 6, 1, BOX),
        Run(7, 11, 1, BOX),
        Run(13, 15, 2, BOX),
        Run(16, 19, 2, BOX),
        Run(20, 29, 3, BOX),
    ),
)


def test_quote_folds_white_space() -> None:
    """A span over two paragraphs reads as one line."""
    assert DOCUMENT.quote(Span(7, 19)) == "rose to USD"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((0, 6), ["Budget"]),
        ((3, 8), ["Budget", "rose"]),
        ((6, 7), []),
        ((11, 13), []),
        ((7, 19), ["rose", "to", "USD"]),
        ((28, 29), ["2 million"]),
    ],
)
def test_runs_at(span: tuple[int, int], words: list[str]) -> None:
    """The printed words a span touches, and no others."""
    assert [TEXT[run.start : run.end] for run in DOCUMENT.runs_at(Span(*span))] == words


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (6, 1), (12, 2), (14, 2), (20, 3), (29, 3)])
def test_page_at(offset: int, page: int) -> None:
    """White space belongs to the word after it; the end of the text to the last page."""
    assert DOCUMENT.page_at(offset) == page


def test_no_pages() -> None:
    """A format without pages has none."""
    assert Document("a", "a.txt", "text/plain", "0", "x", ()).page_at(0) is None


def test_merged_cells() -> None:
    """A place under a merged cell is that cell's; a place outside is nobody's."""
    wide = Cell(0, 0, 0, 1, row_span=2, column_span=2)
    table = Table((wide, Cell(2, 1, 2, 3)), 1, 3, 2)
    assert table.cell_at(1, 1) == wide
    assert table.cell_at(2, 0) is None
