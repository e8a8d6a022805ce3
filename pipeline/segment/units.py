"""The units findings are made of: list items with what is nested in them, paragraphs, sentences.

Everything here is a span of the canonical text; nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language import sentences
from pipeline.model import Block, Cell, Document, Span, Table

LONGEST_HEADING = 50  # words; what is longer reads as a paragraph whatever its type
_ITEM_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=[A-Z“\"])")
_ENUMERATOR = re.compile(r"(?:^|(?<=\s)|(?<=[:;,]))\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A list item with its nested items, or a paragraph; `first` and `last` index the blocks."""

    start: int
    end: int
    item: bool
    first: int
    last: int
    marker: str | None = None
    lead: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def text_of(document: Document, block: Block | Span | Unit) -> str:
    """The words of a block, as they stand in the canonical text."""
    return document.text[block.start : block.end]


def flow(document: Document) -> tuple[Block, ...]:
    """The blocks that read as running text, in order.

    A table of one column is a box: its cells' blocks stand in its place. Other tables keep their
    one block, as a mark of where they stand; notes, captions and what lies outside the text are
    left out.
    """
    found: list[Block] = []
    for block in document.blocks:
        if block.kind == "table" and block.table is not None and is_box(document.tables[block.table]):
            cells = sorted(document.tables[block.table].cells, key=lambda cell: cell.start)
            found.extend(inner for cell in cells for inner in cell.blocks)
        elif block.kind in {"heading", "paragraph", "list_item", "table"}:
            found.append(block)
    return tuple(found)


def is_box(table: Table) -> bool:
    """Whether a table is a frame around running text: all it holds stands in one column."""
    return len({cell.column for cell in table.cells if cell.end > cell.start}) <= 1


def is_heading(document: Document, block: Block) -> bool:
    """Whether a block set as a heading can be one: a page set in large type is text."""
    return block.kind == "heading" and len(text_of(document, block).split()) <= LONGEST_HEADING


def units(blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Items with what is nested in them, and paragraphs, in order; indices are into `blocks`."""
    found: list[Unit] = []
    top = 0  # the depth of the list's own items
    for index, block in enumerate(blocks):
        if block.kind == "list_item":
            previous = found[-1] if found and found[-1].item and found[-1].last == index - 1 else None
            same = previous is not None and (
                block.list_id == blocks[previous.last].list_id or block.level > top
            )
            if previous is not None and same and block.level > top:
                found[-1] = _longer(previous, block, index)
                continue
            top = block.level
            found.append(Unit(block.start, block.end, True, index, index, block.marker, block.lead))
        elif block.kind != "table":
            found.append(Unit(block.start, block.end, False, index, index, block.marker, block.lead))
    return tuple(unit for unit in found if unit.end > unit.start)


def _longer(unit: Unit, block: Block, index: int) -> Unit:
    return Unit(unit.start, block.end, unit.item, unit.first, index, unit.marker, unit.lead)


def sentences_in(document: Document, span: Span | Block | Unit) -> tuple[Span, ...]:
    """The sentences of a stretch of text, as spans of the document."""
    return tuple(
        Span(span.start + found.start, span.start + found.end)
        for found in sentences(document.text[span.start : span.end])
    )


def trimmed(document: Document, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    text = document.text[start:end]
    return Span(start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip())))


def enumerated(document: Document, span: Span) -> tuple[Span, ...]:
    """The items of a list told in running text: "(a) …; (b) …" or "…; …; and …".

    Empty where there are fewer than two.
    """
    text = document.text[span.start : span.end]
    marks = list(_ENUMERATOR.finditer(text))
    if len(marks) >= 2:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        pieces = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    else:
        pieces = list(_between_semicolons(text))
    if len(pieces) < 2:
        return ()
    return tuple(_without_and(document, span.start + start, span.start + end) for start, end in pieces)


def numbered_parts(document: Document, cell: Cell) -> list[tuple[str, Span]]:
    """The items of a cell's running text that are numbered from 1 on: "1. Plan. 2. Hire."; at least two."""
    text = document.text[cell.start : cell.end]
    marked = bool(cell.blocks) and (cell.blocks[0].marker or "").strip("(). ") == "1"
    starts = [(0, 0)] if marked else []  # where each item's number stands, and its text
    for match in _ITEM_NUMBER.finditer(text):
        if int(match[1]) == len(starts) + 1 and (starts or not text[: match.start()].strip()):
            starts.append(match.span())
    ends = [at for at, _ in starts[1:]] + [len(text)]
    parts = [
        (str(number), trimmed(document, cell.start + start, cell.start + end))
        for number, ((_, start), end) in enumerate(zip(starts, ends, strict=False), 1)
    ]
    return parts if len(parts) > 1 else []


def _between_semicolons(text: str) -> Iterator[tuple[int, int]]:
    if text.count(";") < 2:
        return
    start = 0
    for match in re.finditer(r";\s*(?:and\s+|or\s+)?", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _without_and(document: Document, start: int, end: int) -> Span:
    span = trimmed(document, start, end)
    text = document.text[span.start : span.end]
    kept = re.sub(r"[;,]\s*(?:and|or)?$", "", text)
    return trimmed(document, span.start, span.start + len(kept))
