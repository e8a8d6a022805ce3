"""Tables of Word files and web pages: cells at their places, and whether the first row heads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.rich import GridCell, Para

_MOST_CELLS = 200_000  # of one table, merged ones counted in full


def spread(rows: Sequence[Sequence[tuple[tuple[Para, ...], int, int]]]) -> tuple[GridCell, ...]:
    """Cells (paragraphs, row span, column span) of rows as they are written, each at its place.

    A span that runs over others or beyond the last row is cut.
    """
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, line in enumerate(rows):
        column = 0
        for paras, down, right in line:
            while (row, column) in taken:
                column += 1
            high = max(1, min(down, len(rows) - row))
            wide = 1
            while wide < right and (row, column + wide) not in taken and len(taken) < _MOST_CELLS:
                wide += 1
            high = high if len(taken) + high * wide < _MOST_CELLS else 1
            taken.update((row + r, column + c) for r in range(high) for c in range(wide))
            cells.append(GridCell(row, column, paras, high, wide))
            column += wide
    return tuple(cells)


def guessed_header(cells: Sequence[GridCell]) -> int:
    """How many rows are the header of a table that does not say so: 1 or 0.

    A first row of short words over numbers, over longer texts, or alone in bold.
    """
    first = [cell for cell in cells if cell.row == 0]
    body = [cell for cell in cells if cell.row > 0]
    words = [" ".join(para.text for para in cell.paras) for cell in first]
    if not body or not any(words) or any(re.fullmatch(r"[\d\W]+", text) for text in words if text):
        return 0
    if any(len(text.split()) > 12 or re.search(r"[.;]$", text) for text in words):
        return 0
    columns = max(cell.column + cell.column_span for cell in cells)
    stub = [cell for cell in cells if cell.column == 0]
    labels = any(para.text.endswith(":") for cell in stub for para in cell.paras) or (
        _all_bold(stub) and not _all_bold(first)
    )
    if labels:
        return 0
    plain = all(words) and (columns > 2 or max(cell.row for cell in cells) > 1)
    bold = _all_bold(first) and not _all_bold(body)
    numbers = sum(any(char.isdigit() for para in cell.paras for char in para.text) for cell in body)
    longest = max(len(para.text.split()) for cell in body for para in (*cell.paras, Para(())))
    return int(
        plain or bold or numbers * 3 >= len(body) or longest > 3 * max(len(text.split()) for text in words)
    )


def _all_bold(cells: Sequence[GridCell]) -> bool:
    return all(bit.bold for cell in cells for para in cell.paras for bit in para.bits if bit.text.strip())
