"""Blocks in the making: what a page's lines were grouped into, before their words are laid end to end."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest.layout.lines import Line
from pipeline.ingest.layout.lists import Marker
from pipeline.ingest.layout.printed import Boxed, Printed, Style, around
from pipeline.model import BlockKind, Box, Source


@dataclass(slots=True)
class DraftCell:
    """A cell of a table in the making."""

    row: int
    column: int
    box: Box
    drafts: list[Draft]
    row_span: int = 1
    column_span: int = 1
    colour: int | None = None

    @property
    def lines(self) -> list[Line]:
        return [line for draft in self.drafts for line in draft.lines]


@dataclass(slots=True)
class DraftTable:
    """A table in the making; `header_rows` counts from the top, `edges` are its columns' sides.

    `last_page` is the page its last row ends on. `drawn` tells that it is what a chart says.
    """

    cells: list[DraftCell]
    rows: int
    columns: int
    box: Box
    edges: tuple[float, ...]
    header_rows: int = 0
    last_page: int = 0
    drawn: bool = False

    def row(self, number: int) -> list[DraftCell]:
        return [cell for cell in self.cells if cell.row == number]


@dataclass(slots=True)
class Draft(Boxed):
    """One block in the making: its lines (the marker taken off), and what it was taken for.

    `left` and `right` are the edges of the column it stands in. `closed` tells that nothing can go
    on it (a gap or a rule follows).
    """

    kind: BlockKind
    lines: list[Line]
    page: int
    left: float = 0.0
    right: float = 0.0
    marker: Marker | None = None
    label: str | None = None  # of a note, and the word that prints it
    label_word: Printed | None = None
    level: int = 0
    lead: int | None = None
    run_in: bool = False
    list_id: int | None = None
    panel: int | None = None
    table: DraftTable | None = None
    source: Source = "text"
    gap: float = 0.0  # white space above, in points
    underlined: bool = False

    @property
    def style(self) -> Style:
        return self.lines[0].style

    @property
    def all_lines(self) -> list[Line]:
        """Its lines, those of a table cell by cell."""
        if self.table is None:
            return self.lines
        return [line for cell in self.table.cells for line in cell.lines]

    @property
    def last_page(self) -> int:
        return self.table.last_page if self.table is not None else self.lines[-1].words[-1].page

    @property
    def text(self) -> str:
        return " ".join([line.text for line in self.lines])

    @property
    def box(self) -> Box:
        if self.table is not None:
            return self.table.box
        return around(self.lines)
