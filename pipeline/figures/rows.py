"""The rows of a table: what each is about, and where it stands in the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Cell, Document, Span, Table


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, found fast: their stubs and where they stand in the text."""

    stubs: Mapping[int, tuple[Cell, str]]  # row → its first cell and that cell's words
    cells: Mapping[int, Sequence[Cell]]
    heads: Mapping[int, str]  # column → the words of the lowest header cell over it

    @classmethod
    def of(cls, document: Document, table: Table) -> Rows:
        stubs: dict[int, tuple[Cell, str]] = {}
        cells: dict[int, list[Cell]] = defaultdict(list)
        heads: dict[int, str] = {}
        for cell in table.cells:
            if cell.end > cell.start:
                cells[cell.row].append(cell)
            if cell.column == 0:
                text = document.quote(Span(cell.start, cell.end))
                stubs.update(dict.fromkeys(range(cell.row, cell.row + cell.row_span), (cell, text)))
            if cell.header and cell.end > cell.start:
                text = document.quote(Span(cell.start, cell.end))
                heads.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), text))
        return cls(stubs, cells, heads)

    def stub(self, cell: Cell) -> str:
        """The words of the first cell of the row; empty for that cell itself."""
        first, text = self.stubs.get(cell.row, (cell, ""))
        return "" if first is cell else text

    def span(self, cell: Cell) -> Span:
        """The row's stretch of text, or the cell's own where the row does not stand together."""
        row = self.cells[cell.row]
        span = Span(min(c.start for c in row), max(c.end for c in row))
        own = sum(c.end - c.start for c in row)
        return span if span.end - span.start <= own + 12 * len(row) else Span(cell.start, cell.end)
