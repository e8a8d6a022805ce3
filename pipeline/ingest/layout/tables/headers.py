"""Header rows of a table: told by paint, weight and colour, or by the numbers under them."""

from __future__ import annotations

import re

from pipeline.ingest.layout.drafts import DraftCell, DraftTable

MOST = 3  # header rows
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_NUMBER = re.compile(r"[^\W\d_]{0,4}\s?[-–(]?[\d.,\s]+[%)]?$")


def header_rows(table: DraftTable) -> int:
    """How many rows at the top are headers."""
    if table.rows < 2:
        return 0
    rows = 0
    while rows < min(MOST, table.rows - 1) and _is_header(table, rows):
        rows += max((cell.row_span for cell in table.row(rows)), default=1)
    return min(rows, table.rows - 1)


def _is_header(table: DraftTable, row: int) -> bool:
    cells = [cell for cell in table.row(row) if cell.drafts]
    if not cells:
        return row > 0
    below = [cell for cell in table.cells if cell.row > row and cell.drafts]
    if not below:
        return False
    if len(cells) == 1 and row == 0 and cells[0].column_span == table.columns > 1:
        return _is_header(table, 1) if table.rows > 2 else _bold(cells[0])
    if len(cells) < 2 and table.columns > 1 and row > 0:
        return False
    if row > 0 and sum(bool(_NUMBER.match(_text(c)) and not _year(_text(c))) for c in cells if c.column) > 1:
        return False
    if all(_bold(cell) for cell in cells) and not _mostly(below, _bold):
        return True
    colours = {cell.colour for cell in cells}
    other = {cell.colour for cell in below if cell.column == cells[-1].column}
    over = {cell.colour for cell in table.row(row - 1)} if row else colours  # rows are painted in turn
    painted = len(colours) == 1 and None not in colours and not colours & other
    if painted and colours == over and not _mostly(below, _bold):
        return all(len(_words(cell)) <= 14 for cell in cells)
    ink = {cell.lines[0].style.colour for cell in cells}
    if len(ink) == 1 and not ink & {cell.lines[0].style.colour for cell in below}:
        return True
    return row == 0 and _over_numbers(table, cells, below)


def _over_numbers(table: DraftTable, cells: list[DraftCell], below: list[DraftCell]) -> bool:
    """Whether words stand over columns of numbers."""
    numeric = [cell for cell in below if cell.column > 0]
    return (
        len(numeric) > 1
        and sum(bool(_NUMBER.match(_text(cell))) for cell in numeric) > 0.6 * len(numeric)
        and not any(_NUMBER.match(_text(cell)) and not _year(_text(cell)) for cell in cells)
    )


def _year(text: str) -> bool:
    return _YEAR.fullmatch(text) is not None


def _words(cell: DraftCell) -> list[str]:
    return _text(cell).split()


def _text(cell: DraftCell) -> str:
    return " ".join(line.text for line in cell.lines)


def _bold(cell: DraftCell) -> bool:
    return all(word.style.bold for line in cell.lines for word in line.words)


def _mostly(cells: list[DraftCell], test: object) -> bool:
    return callable(test) and sum(bool(test(cell)) for cell in cells) > 0.6 * len(cells)
