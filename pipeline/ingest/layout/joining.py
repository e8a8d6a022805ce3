"""What runs over the end of a column or page put together again: paragraphs, items, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.layout.drafts import Draft, DraftCell, DraftTable
from pipeline.ingest.layout.printed import HYPHEN

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\d{0,2}$")
_ASIDE = frozenset(["furniture", "note", "graphic", "caption", "contents"])
EDGES = 8.0  # points: columns of one table may drift so far from page to page
FARTHEST_DRIFT = 24.0  # points: the same where only white parts them


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of a whole document with what page and column breaks had parted joined."""
    done: list[Draft] = []
    for draft in drafts:
        if draft.table is not None:
            rest = _table_goes_on(done, draft)
            done.extend([draft] if rest is None else rest)
            continue
        last = _open_before(done, draft)
        if last is not None and _continues(last, draft, apart=last is not done[-1]):
            last.lines.extend(draft.lines)
        else:
            done.append(draft)
    return done


def _open_before(done: Sequence[Draft], draft: Draft) -> Draft | None:
    """The last draft that this one could go on: over asides, and over panels from page flow."""
    if draft.kind != "paragraph":
        return None
    for last in reversed(done[-40:]):
        if last.kind in _ASIDE:
            continue
        if draft.panel is None and last.panel is not None and last.kind != "table":
            continue
        if last.table is not None:
            if draft.page - last.last_page > 1:
                return None
            continue
        if draft.panel is not None and last.panel is None:
            return None
        if draft.panel != last.panel and draft.panel is not None and draft.page == last.page:
            return None
        return last if last.kind in ("paragraph", "list_item") else None
    return None


def _continues(last: Draft, draft: Draft, *, apart: bool) -> bool:
    """Whether a paragraph is the rest of an earlier one; `apart` tells that something is read between.

    That may be a box at the side of its first lines only.
    """
    if not last.lines or not draft.lines or draft.page - last.last_page > 2:
        return False
    tail, head = last.lines[-1], draft.lines[0]
    if abs(tail.size - head.size) > 0.06 * tail.size:
        return False
    if draft.page == last.last_page and not apart and not _breaks(last, draft):
        return False
    end, start = tail.words[-1], head.words[0]
    if end.style.bold != start.style.bold and all(w.style.bold for w in head.words):
        return False
    text = tail.text
    if end.text.endswith((HYPHEN, "\u00ad")) or (end.text.endswith("-") and start.text[:1].islower()):
        return True
    if last.panel == draft.panel and draft.page > last.last_page and _hangs(last, draft):
        return True
    if _ENDED.search(text):
        return False
    first = head.text.lstrip("“\"'‘«([")[:1]
    if first.islower():
        return True
    full = tail.x1 > last.right - 4.0 * tail.size
    return full and len(last.lines) > 1 and (first.isalnum() or text[-1] in ",–-") and not _titled(draft)


def _hangs(item: Draft, draft: Draft) -> bool:
    """Whether a draft is set in as the text of the list item before it: its rest on the next page."""
    if item.marker is None or draft.marker is not None:
        return False
    indent = item.marker.text_x - item.left if item.left < item.marker.text_x else 0.0
    inside = (
        draft.lines[0].x0 - draft.left
        if draft.left < draft.lines[0].x0 - 1
        else draft.lines[0].x0 - item.left
    )
    return indent > 4 and abs(inside - indent) < 3


def _titled(draft: Draft) -> bool:
    """Whether a draft begins like a heading of its own: bold throughout or a bold lead."""
    return draft.lines[0].words[0].style.bold


def _breaks(last: Draft, draft: Draft) -> bool:
    """Whether two drafts of one page stand in different columns, or with something between."""
    tail, head = last.lines[-1], draft.lines[0]
    under = head.base > tail.base and min(tail.x1, head.x1) - max(tail.x0, head.x0) > 0
    return not under or head.top - tail.bottom > 3 * tail.size


def _table_goes_on(done: list[Draft], draft: Draft) -> list[Draft] | None:
    """None where a table stands alone; else its rows are added to the one before it.

    What is left of it then are the rows that repeat the header: furniture.
    """
    table = draft.table
    last = next((d for d in reversed(done) if d.kind not in ("furniture", "note", "graphic")), None)
    if table is None or last is None or last.table is None or draft.page != last.last_page + 1:
        return None
    if not _same_columns(last.table, table):
        return None
    rows = _repeated_header(last.table, table)
    _append(last.table, table, rows)
    last.table.last_page = draft.page
    repeated = [line for cell in table.cells if cell.row < rows for line in cell.lines]
    return [Draft("furniture", repeated, draft.page, source=draft.source)] if repeated else []


def _same_columns(first: DraftTable, then: DraftTable) -> bool:
    """Whether two tables have the same columns in the same places."""
    if first.columns != then.columns:
        return False
    narrowest = min(b - a for a, b in pairwise(first.edges))
    drift = max(EDGES, min(FARTHEST_DRIFT, 0.3 * narrowest))
    a = [edge - first.edges[0] for edge in first.edges]
    b = [edge - then.edges[0] for edge in then.edges]
    return len(a) == len(b) and all(abs(x - y) <= drift for x, y in zip(a, b, strict=True))


def _text(cells: Sequence[DraftCell]) -> list[str]:
    return ["".join(line.text for line in cell.lines).casefold() for cell in cells]


def _repeated_header(first: DraftTable, then: DraftTable) -> int:
    """How many rows at the top of a continued table repeat the header above."""
    rows = 0
    while rows < min(then.rows, max(first.header_rows, 1)) and _text(first.row(rows)) == _text(
        then.row(rows)
    ):
        rows += 1
    return rows


def _append(table: DraftTable, more: DraftTable, skip: int) -> None:
    """Add the rows of `more` after the first `skip`; a row cut by the page break is made whole."""
    base = table.rows - skip
    if _row_goes_on(table, more, skip):
        base -= 1
        for cell in more.row(skip):
            _join_cell(_cell_over(table, table.rows - 1, cell.column), cell)
        kept = [cell for cell in more.cells if cell.row > skip]
    else:
        kept = [cell for cell in more.cells if cell.row >= skip]
        kept = [cell for cell in kept if cell.row > skip or not _reached(table, cell)]
    table.cells.extend(replace(cell, row=cell.row + base) for cell in kept)
    table.rows = base + more.rows


def _row_goes_on(table: DraftTable, more: DraftTable, row: int) -> bool:
    """Whether the first row of a continued table is the rest of the last row before."""
    cells = more.row(row)
    if row >= more.rows or len(cells) < 2 or table.rows <= max(table.header_rows, 0):
        return False
    if (
        not cells[0].drafts
        and any(cell.drafts for cell in cells[1:])
        and not _spanned(table, cells[0].column)
    ):
        return True
    for cell in cells:
        above = _cell_over(table, table.rows - 1, cell.column)
        if above is None or not above.drafts or not cell.drafts:
            continue
        if cell.drafts[0].marker is None and _open_end(above) and cell.drafts[0].text[:1].islower():
            return True
    return False


def _spanned(table: DraftTable, column: int) -> bool:
    """Whether cells of a column span rows, so that an empty one on a new page belongs to its span."""
    return any(cell.row_span > 1 and cell.column == column for cell in table.cells)


def _reached(table: DraftTable, cell: DraftCell) -> bool:
    """Whether an empty cell at the top of a new page is the rest of one spanning rows, which is widened."""
    if cell.drafts or not _spanned(table, cell.column):
        return False
    above = _cell_over(table, table.rows - 1, cell.column)
    if above is None or above.column_span != cell.column_span:
        return False
    above.row_span += cell.row_span
    return True


def _open_end(cell: DraftCell) -> bool:
    return bool(cell.drafts) and not _ENDED.search(cell.drafts[-1].lines[-1].text)


def _cell_over(table: DraftTable, row: int, column: int) -> DraftCell | None:
    for cell in reversed(table.cells):
        if (
            cell.row <= row < cell.row + cell.row_span
            and cell.column <= column < cell.column + cell.column_span
        ):
            return cell
    return None


def _join_cell(above: DraftCell | None, cell: DraftCell) -> None:
    """Add a cell's drafts to the cell above, joining the paragraph the page break cut."""
    if above is None or not cell.drafts:
        return
    drafts = list(cell.drafts)
    if above.drafts and drafts[0].marker is None:
        last = above.drafts[-1]
        tail = last.lines[-1]
        if not _ENDED.search(tail.text) or drafts[0].text[:1].islower() or _hangs(last, drafts[0]):
            last.lines.extend(drafts[0].lines)
            drafts = drafts[1:]
    above.drafts.extend(drafts)
