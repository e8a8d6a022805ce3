"""A report as read: its text, blocks and tables, and the way back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.places import Run, Span
from pipeline.model.sets import BlockKind, Source
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source; `coverage` is the share of its characters that landed in a block."""

    number: int
    width: float
    height: float
    source: Source = "text"
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """One logical piece of a document: a paragraph is one block however many pages it runs over.

    The text of the block is `text[start:end]`, without its `marker` (the printed bullet, item
    number or note number), which stands in the canonical text just before `start`. A heading
    keeps its number in its text. Blocks stand in reading order and never overlap.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    level: int = 0  # heading: 1 is the highest; list item: nesting depth from 1; else 0
    marker: str | None = None
    lead: int | None = None  # where a bold or coloured lead at the block's start ends (offset)
    run_in: bool = False  # a heading whose paragraph follows on the same line
    list_id: int | None = None  # the items of one printed list share it
    panel: int | None = None  # the side box or coloured panel the block stands in
    table: int | None = None  # index into Document.tables
    source: Source = "text"
    language: str | None = None  # ISO 639-1, only where it is not the document's

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `row` and `column` count from 0 and name its top left place.

    `blocks` are the cell's paragraphs and list items (at least one unless the cell is empty).
    A row split over two pages is one row.
    """

    row: int
    column: int
    start: int
    end: int
    header: bool = False
    row_span: int = 1
    column_span: int = 1
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of a report, header rows first (repeated ones of later pages dropped).

    `caption` and `note` (a source or unit line under it) are spans of their own blocks.
    `continues` is the index of the table this one goes on from.
    """

    cells: tuple[Cell, ...]
    header_rows: int
    rows: int
    columns: int
    page: int | None = None
    caption: Span | None = None
    note: Span | None = None
    continues: int | None = None

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place, merged cells included."""
        for cell in self.cells:
            if (
                cell.row <= row < cell.row + cell.row_span
                and cell.column <= column < cell.column + cell.column_span
            ):
                return cell
        return None

    def body(self) -> Iterator[Cell]:
        """The cells that are no header, in row order."""
        return (cell for cell in self.cells if not cell.header)


class NoteRef(NamedTuple):
    """A footnote marker lifted out of the text: it stood at `offset` and calls block `block`."""

    offset: int
    label: str
    block: int | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says of itself outside its text; often junk, never taken unasked."""

    title: str | None = None
    author: str | None = None
    created: str | None = None  # ISO 8601 date


@dataclass(frozen=True, slots=True)
class Document:
    """A report, read: canonical text, its blocks in reading order, and the way back to the page."""

    document_id: str
    file: str  # path below raw/, with forward slashes
    media_type: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()  # empty for formats without pages
    runs: tuple[Run, ...] = ()  # in text order; empty for formats without pages
    notes: tuple[NoteRef, ...] = ()
    metadata: Metadata = Metadata()
    language: str | None = None  # ISO 639-1; None where there is too little text to tell
    problems: tuple[Problem, ...] = ()

    def quote(self, span: Span) -> str:
        """The words at a span, white space folded to single spaces."""
        return " ".join(self.text[span.start : span.end].split())

    def in_english(self, block: Block) -> bool:
        """Whether a block, or a paragraph of a cell, is in the language the rules read."""
        return (block.language or self.language or "en") == "en"

    def runs_at(self, span: Span) -> tuple[Run, ...]:
        """The words printed at a span, in text order; empty for formats without pages."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.end)
        last = bisect_left(self.runs, span.end, key=lambda run: run.start)
        return self.runs[first:last]

    def page_at(self, offset: int) -> int | None:
        """The page on which the text at `offset` is printed, or None without pages."""
        if not self.runs:
            return None
        index = bisect_right(self.runs, offset, key=lambda run: run.end)
        return self.runs[min(index, len(self.runs) - 1)].page
