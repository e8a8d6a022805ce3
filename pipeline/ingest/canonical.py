"""Canonical text: what a reader found on the page, laid end to end with the way back to it.

Blocks stand apart by an empty line, the items of one list (and the lines of one contents page) by
a line break. A list or note marker stands just before its block. A table's rows are lines, its
cells stand apart by tabs, the paragraphs of one cell by line breaks; a cell over several rows
stands in its first. White space inside a paragraph is one space.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.ingest.words import Content, Word, words_of
from pipeline.model import Block, BlockKind, Cell, NoteRef, Run, Source, Table


class Passage(NamedTuple):
    """One block to come: its words and what is known of it.

    `lead` counts the words of a bold or coloured lead. `list_id` tells the list of a list item;
    `marker` the printed bullet, item number or note number (a Word where its place is known).
    """

    content: Content
    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str | Word | None = None
    lead: int | None = None
    run_in: bool = False
    list_id: int | None = None
    panel: int | None = None
    source: Source = "text"
    language: str | None = None
    page: int | None = None  # where the words do not tell


class CellPassages(NamedTuple):
    """One cell of a table to come: its paragraphs and list items, and its place in the grid."""

    row: int
    column: int
    passages: tuple[Passage, ...] = ()
    header: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Canon:
    """The canonical text of a document with its blocks, tables, run map and note markers."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    runs: tuple[Run, ...]
    notes: tuple[NoteRef, ...]


class CanonicalText:
    """Assembles a document block by block; every `add_…` returns the index of its block.

    An empty passage makes no block and gives None.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._runs: list[Run] = []
        self._refs: list[tuple[int, str, int | None]] = []

    def add(self, passage: Passage) -> int | None:
        """Place one passage as a block of its own."""
        words = words_of(passage.content)
        if not words:
            return None
        if self._blocks:
            self._put("\n" if self._goes_on(passage) else "\n\n")
        self._blocks.append(self._place(passage, words))
        return len(self._blocks) - 1

    def add_table(
        self,
        cells: Sequence[CellPassages],
        *,
        header_rows: int = 0,
        caption: int | None = None,
        page: int | None = None,
        panel: int | None = None,
        source: Source = "text",
    ) -> int | None:
        """Place a table; `caption` is the index of its caption's block. None if all cells are empty.

        Cells may come in any order; places no cell covers become empty cells.
        """
        if not any(words_of(p.content) for cell in cells for p in cell.passages):
            return None
        if self._blocks:
            self._put("\n\n")
        start, runs = self._length, len(self._runs)
        grid = _completed(cells)
        placed = tuple(
            self._place_cell(cell, grid[number - 1] if number else None) for number, cell in enumerate(grid)
        )
        printed = self._runs[runs].page if len(self._runs) > runs else page
        span = self._blocks[caption].span if caption is not None else None
        rows = max(cell.row + cell.row_span for cell in placed)
        columns = max(cell.column + cell.column_span for cell in placed)
        self._tables.append(Table(placed, header_rows, rows, columns, printed, span))
        self._blocks.append(
            Block(
                "table", start, self._length, printed, panel=panel, table=len(self._tables) - 1, source=source
            )
        )
        return len(self._blocks) - 1

    def describe(self, table: int, *, caption: int | None = None, note: int | None = None) -> None:
        """Tie a caption or a source line placed after its table (both block indexes) to it."""
        index = self._blocks[table].table
        if index is None:
            return
        if caption is not None:
            self._tables[index] = replace(self._tables[index], caption=self._blocks[caption].span)
        if note is not None:
            self._tables[index] = replace(self._tables[index], note=self._blocks[note].span)

    def finish(self) -> Canon:
        """All that was placed, note markers tied to their notes."""
        called: dict[str, list[int]] = {}
        first: dict[tuple[str, int | None], int] = {}  # note of a label on a page
        for index, block in enumerate(self._blocks):
            if block.kind == "note" and block.marker is not None:
                label = block.marker.strip("[]().")
                called.setdefault(label, []).append(index)
                first.setdefault((label, block.page), index)
        notes = tuple(
            NoteRef(
                offset,
                label,
                first[label, page]
                if page is not None and (label, page) in first
                else self._note(offset, called.get(label, [])),
            )
            for offset, label, page in self._refs
        )
        return Canon("".join(self._parts), tuple(self._blocks), tuple(self._tables), tuple(self._runs), notes)

    def _goes_on(self, passage: Passage) -> bool:
        last = self._blocks[-1]
        if passage.kind != last.kind or passage.kind not in {"list_item", "contents"}:
            return False
        return passage.list_id == last.list_id

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _place(self, passage: Passage, words: Sequence[Word]) -> Block:
        marker = None
        if passage.marker is not None:
            placed = words_of([passage.marker] if isinstance(passage.marker, Word) else passage.marker)
            marker = self._put_words(placed)
            if marker:
                self._put(" ")
        start = self._length
        lead = self._put_words(words[: passage.lead or 0])
        end_of_lead = self._length if passage.lead else None
        if lead and len(words) > (passage.lead or 0) and not words[passage.lead or 0].glued:
            self._put(" ")
        self._put_words(words[passage.lead or 0 :])
        page = words[0].page if words[0].page is not None else passage.page
        return Block(
            passage.kind,
            start,
            self._length,
            page,
            level=passage.level,
            marker=marker or None,
            lead=end_of_lead,
            run_in=passage.run_in,
            list_id=passage.list_id,
            panel=passage.panel,
            source=passage.source,
            language=passage.language,
        )

    def _put_words(self, words: Sequence[Word]) -> str:
        """What was put: the words with single spaces, their runs and note markers recorded."""
        parts: list[str] = []
        runs, end = self._runs, self._length
        for text, page, box, glued, notes in words:
            if parts and not glued:
                parts.append(" ")
                end += 1
            parts.append(text)
            start, end = end, end + len(text)
            if page is not None and box is not None:
                runs.append(Run(start, end, page, box))
            for label in notes:
                self._refs.append((end, label, page))
        put = "".join(parts)
        self._put(put)
        return put

    def _place_cell(self, cell: CellPassages, before: CellPassages | None) -> Cell:
        if before is not None:
            self._put("\t" if before.row == cell.row else "\n")
        start = self._length
        blocks: list[Block] = []
        for passage in cell.passages:
            words = words_of(passage.content)
            if not words:
                continue
            if blocks:
                self._put("\n")
            blocks.append(self._place(passage, words))
        return Cell(
            cell.row,
            cell.column,
            start,
            self._length,
            cell.header,
            cell.row_span,
            cell.column_span,
            tuple(blocks),
        )

    def _note(self, offset: int, notes: Sequence[int]) -> int | None:
        """The note a marker calls where its page has none: the next with its label, else the last before."""
        if not notes:
            return None
        after = bisect_left(notes, offset, key=lambda index: self._blocks[index].start)
        return notes[min(after, len(notes) - 1)]


def _completed(cells: Sequence[CellPassages]) -> tuple[CellPassages, ...]:
    """The cells in row order, an empty one at every place that none covers."""
    covered = {
        (cell.row + down, cell.column + right)
        for cell in cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    rows = max(row for row, _ in covered) + 1
    columns = max(column for _, column in covered) + 1
    empty = [
        CellPassages(row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in covered
    ]
    return tuple(sorted([*cells, *empty], key=lambda cell: (cell.row, cell.column)))
