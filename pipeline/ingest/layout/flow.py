"""One page → its drafts in reading order: flow, panels and tables each laid out by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.layout.columns import Column, columns_of
from pipeline.ingest.layout.drafts import Draft, DraftCell, DraftTable
from pipeline.ingest.layout.lines import Line, lines_of
from pipeline.ingest.layout.paragraphs import Setting, drafts_of, leading_of
from pipeline.ingest.layout.printed import PageChars, Printed, Rule, around
from pipeline.ingest.layout.regions import Region, regions_of
from pipeline.ingest.layout.tables.ruled import Grid, words_in
from pipeline.model import Box

CELL_PADDING = 4.0  # points
UNDERLINED = 3  # lines at most: headings are underlined, paragraphs are not
CONTEXT = 20  # drafts before among which a list may be open
PADDING = 3.0  # points, of a panel


def page_drafts(
    page: PageChars,
    words: Sequence[Printed],
    grids: Sequence[Grid],
    panels: Iterator[int],
    before: Sequence[Draft] = (),
) -> list[Draft]:
    """The drafts of a page's body, given its words without running heads and feet.

    `panels` numbers the panels of the document; `before` are drafts of earlier pages, whose lists
    may go on here.
    """
    regions, rest = regions_of(page, words, grids)
    drafts = _arranged(page, rest, regions, None, panels, before=before)
    levels = [rule for rule in page.rules if rule.level]
    for draft in drafts:
        draft.source = page.source
        if levels and draft.lines and len(draft.lines) <= UNDERLINED:
            draft.underlined = all(_underlined(line, levels) for line in draft.lines)
    return drafts


def _underlined(line: Line, levels: Sequence[Rule]) -> bool:
    """Whether a rule runs right under a line, as far as its words."""
    return any(
        0 < rule.at - line.base < 0.35 * line.size
        and abs(rule.low - line.x0) < line.size
        and abs(rule.high - line.x1) < line.size
        for rule in levels
    )


def _arranged(
    page: PageChars,
    words: Sequence[Printed],
    regions: Sequence[Region],
    panel: int | None,
    panels: Iterator[int],
    frame: Box | None = None,
    before: Sequence[Draft] = (),
) -> list[Draft]:
    """The drafts of some words and the regions among them, in reading order.

    `frame` is the panel they stand in.
    """
    lines = lines_of(words)
    items: list[Line | Region] = [*lines, *regions]
    columns = columns_of(items)
    leading = leading_of([[item for item in column.items if isinstance(item, Line)] for column in columns])
    drafts: list[Draft] = []
    open_lists = [draft for draft in before if draft.marker is not None][-CONTEXT:]
    for column in columns:
        setting = _setting(column, lines, leading, frame)
        held: list[Line] = []
        for item in column.items:
            if isinstance(item, Line):
                held.append(item)
                continue
            drafts.extend(
                _in_panel(drafts_of(held, setting, page.number, [*open_lists, *drafts[-CONTEXT:]]), panel)
            )
            held = []
            drafts.extend(_region(page, item, panel, panels, [*open_lists, *drafts[-CONTEXT:]]))
        drafts.extend(
            _in_panel(drafts_of(held, setting, page.number, [*open_lists, *drafts[-CONTEXT:]]), panel)
        )
    return drafts


def _in_panel(drafts: list[Draft], panel: int | None) -> list[Draft]:
    for draft in drafts:
        draft.panel = panel
    return drafts


def _region(
    page: PageChars, region: Region, panel: int | None, panels: Iterator[int], before: Sequence[Draft]
) -> list[Draft]:
    if region.grid is None and not region.chart:
        return _arranged(page, region.words, region.inner, next(panels), panels, region.box, before)
    drafts: list[Draft] = []
    if region.grid is not None:
        table = _table(page, region, region.grid)
        table.drawn = region.chart
        drafts.append(Draft("table", [], page.number, panel=panel, table=table))
    if region.chart and region.words:
        lines = sorted(lines_of(region.words), key=lambda line: (line.base, line.x0))
        drafts.append(Draft("graphic", lines, page.number, panel=panel))
    return drafts


def _setting(
    column: Column[Line | Region], lines: Sequence[Line], leading: dict[float, float], frame: Box | None
) -> Setting:
    """The edges of a column: its own lines', widened by others that begin where it does.

    In a panel with nothing beside it a column reaches as near to the right side as to the left.
    """
    own = [item for item in column.items if isinstance(item, Line)]
    if not own:
        return Setting(column.x0, column.x1, leading)
    left, right = min(line.x0 for line in own), max(line.x1 for line in own)
    size = own[0].size
    for line in lines:
        if abs(line.x0 - left) < 4 * size:
            right = max(right, line.x1)
    if frame is not None and all(line.x0 < right for line in lines):
        right = max(right, frame.x1 - max(left - frame.x0, PADDING) - PADDING)
    return Setting(left, right, leading, framed=frame is not None)


def _table(page: PageChars, region: Region, grid: Grid) -> DraftTable:
    laid = [lines_of(words) for words in region.cells]
    if page.turned:
        upright = words_in([cell.box for cell in grid.cells], page.turned)[0]
        laid = [lines or _as_line(words) for lines, words in zip(laid, upright, strict=True)]
    leading = leading_of(laid)
    cells = [
        DraftCell(
            cell.row,
            cell.column,
            cell.box,
            cell_drafts(lines, cell.box, leading, page.number),
            cell.row_span,
            cell.column_span,
            _ground(page, cell.box),
        )
        for cell, lines in zip(grid.cells, laid, strict=True)
    ]
    edges = tuple(sorted({cell.box.x0 for cell in grid.cells} | {grid.box.x1}))
    return trimmed(DraftTable(cells, grid.rows, grid.columns, grid.box, edges))


def cell_drafts(lines: Sequence[Line], box: Box, leading: dict[float, float], page: int) -> list[Draft]:
    """The paragraphs and items of one cell."""
    if not lines:
        return []
    right = max(box.x1 - CELL_PADDING - 1.5, *(line.x1 for line in lines))
    left = min(line.x0 for line in lines)
    drafts: list[Draft] = []
    for column in columns_of(lines):
        drafts.extend(drafts_of(column.items, Setting(left, right, leading, framed=True), page))
    return drafts


def _as_line(words: Sequence[Printed]) -> list[Line]:
    """One line of words that run up or down a cell, in the order of the file."""
    if not words:
        return []
    box = around(words)
    return [Line(tuple(words), *box, box.bottom, words[0].style)]


def _ground(page: PageChars, box: Box) -> int | None:
    """The colour a cell is painted in."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for fill in reversed(page.fills):
        if not fill.framed and fill.box.x0 <= x <= fill.box.x1 and fill.box.top <= y <= fill.box.bottom:
            return fill.colour
    return None


def trimmed(table: DraftTable) -> DraftTable:
    """A table without rows and columns that hold nothing (double rules, spacers)."""
    rows = sorted({cell.row for cell in table.cells if cell.drafts})
    columns = sorted({cell.column for cell in table.cells if cell.drafts})
    kept = [cell for cell in table.cells if cell.drafts or (cell.row in rows and cell.column in columns)]
    for cell in kept:
        last_row, last_column = cell.row + cell.row_span, cell.column + cell.column_span
        cell.row_span = max(1, sum(cell.row <= row < last_row for row in rows))
        cell.column_span = max(1, sum(cell.column <= column < last_column for column in columns))
        cell.row = sum(row < cell.row for row in rows)
        cell.column = sum(column < cell.column for column in columns)
    return DraftTable(kept, len(rows), len(columns), table.box, table.edges)
