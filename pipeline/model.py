"""The things the pipeline speaks of, frozen and without I/O.

Offsets are code points into the canonical text of one document (`Document.text`), start
included, end excluded. Pages are 1-based. Boxes are in points from the top left of the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.problems import Problem

BlockKind = Literal[
    "heading",  # a heading, run-in headings included
    "paragraph",
    "list_item",
    "table",  # its text is the text of its cells; the cells stand in Document.tables
    "caption",  # the title line of a table, figure or box
    "note",  # a footnote or endnote
    "contents",  # a line of a table of contents
    "furniture",  # running head or foot, page number, a browser's print header
    "graphic",  # labels of a chart or drawing: text, but no prose
]
Source = Literal["text", "ocr"]
FindingKind = Literal["strength", "weakness", "reform"]
ReformStage = Literal["priority", "recommendation", "progress", "planned", "response"]
FindingBasis = Literal["heading", "lead_in", "table", "wording"]
FigureKind = Literal["money", "percentage", "count", "score", "ratio", "duration"]
FigureBasis = Literal["prose", "table"]
Qualifier = Literal["about", "over", "at_least", "under", "up_to", "almost"]
Direction = Literal["increase", "decrease"]
Verdict = Literal["persisting", "progressing", "resolved", "new"]
Review = Literal["accept", "reject", "edit"]
Status = Literal["ok", "partial", "failed"]

BODY_KINDS: frozenset[BlockKind] = frozenset(
    {"heading", "paragraph", "list_item", "table", "note", "caption"}
)


class Span(NamedTuple):
    """A stretch of a document's canonical text; `end` is excluded."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Run(NamedTuple):
    """Where one word (or part of a word split over lines) of the canonical text is printed."""

    start: int
    end: int
    page: int
    box: Box


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


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report is: by whom, of whom, when. Dates are ISO 8601 at the precision known."""

    title: str | None = None
    organisation: str | None = None
    organisation_acronym: str | None = None
    assessor: str | None = None
    framework: str | None = None
    published: str | None = None
    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (`start` to `end`) and what stands under it, up to `body_end`."""

    start: int
    end: int
    body_end: int
    level: int
    kind: str | None = None  # as the profile names it: summary, conclusions, recommendations …
    parent: int | None = None  # index into Segmentation.sections


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength, a weakness or a reform item, verbatim.

    `responds_to` is the index of the recommendation this answers where the printed layout says so;
    other links are found over all reports (`Links`).
    """

    kind: FindingKind
    start: int
    end: int
    basis: FindingBasis
    rule: str
    confidence: float
    stage: ReformStage | None = None
    label: str | None = None
    component: str | None = None
    themes: tuple[str, ...] = ()
    section: int | None = None
    responds_to: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Rating:
    """One judgement on a scale. `start` to `end` is what is printed: the label or the score."""

    component: str
    start: int
    end: int
    label: str | None = None
    score: Decimal | None = None
    scale: str | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    year: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What the segment stage found in one document."""

    identity: Identity
    profile: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    ratings: tuple[Rating, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, percentage, count, score, ratio or duration with what it measures.

    `value` is in whole units (2 100 000 000 for "USD 2.1 billion", 57 for "57%", 5 with unit
    `year` for "five years"); `value_max` closes a range or is the right side of a ratio.
    `pair` is the index of the figure this one is compared with; `fact` numbers the facts of a
    document: figures that tell the same fact share it.
    """

    kind: FigureKind
    start: int
    end: int
    value: Decimal
    context: Span
    value_max: Decimal | None = None
    unit: str | None = None
    currency: str | None = None  # ISO 4217
    currency_inferred: bool = False
    scale_max: Decimal | None = None
    qualifier: Qualifier | None = None
    measure: str | None = None
    period: str | None = None
    year_start: int | None = None
    year_end: int | None = None
    direction: Direction | None = None
    pair: int | None = None
    fact: int | None = None
    in_footnote: bool = False
    basis: FigureBasis = "prose"
    table: int | None = None  # index into Document.tables
    cell: tuple[int, int] | None = None  # row and column in that table

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures stage found in one document."""

    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report after all stages that look at it alone."""

    document: Document
    segmentation: Segmentation
    figures: Figures = field(default_factory=Figures)


class FindingRef(NamedTuple):
    """A finding of some report: its document and its index there."""

    document_id: str
    finding: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A concern of one organisation followed over its reports.

    `members` stand in order of publication, each with its similarity (0 to 1) to the members of
    the other reports. `concern` is what the thread is about, in a few words.
    """

    organisation: str
    theme: str
    verdict: Verdict
    members: tuple[tuple[FindingRef, Decimal], ...]
    concern: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """What ties findings together, within a report and over reports."""

    same_as: tuple[tuple[FindingRef, FindingRef], ...] = ()
    responds_to: tuple[tuple[FindingRef, FindingRef], ...] = ()
    threads: tuple[Thread, ...] = ()
