"""Boxes on a page that hold text of their own: tables, framed boxes, coloured panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ingest.layout.graphics import Chart, charts_of
from pipeline.ingest.layout.printed import Boxed, Fill, PageChars, Printed, Rule, around
from pipeline.ingest.layout.tables.charted import charted
from pipeline.ingest.layout.tables.level import level_grids
from pipeline.ingest.layout.tables.ruled import Grid, words_in
from pipeline.ingest.layout.tables.unruled import plain_grids
from pipeline.model import Box

PALE = 0xF6  # every part of a colour above this is as good as white
LOWEST = 2.3  # type sizes: a lower bar is the ground of a heading, no panel
NARROWEST = 60.0  # points
STRIP = 0.9  # of the page's width: a bar this wide is the page's ornament
MOST_PANELS = 150  # of one page
GROUND = 0.6  # of the page: a larger fill is its background


@dataclass(slots=True)
class Region(Boxed):
    """A box with its words: a table (`grid`), a drawing (`chart`) with its labels, or a panel.

    A chart that says what each bar stands for has a grid too. Regions may nest.
    """

    box: Box
    grid: Grid | None = None
    words: list[Printed] = field(default_factory=list)
    cells: list[list[Printed]] = field(default_factory=list)
    inner: list[Region] = field(default_factory=list)
    chart: bool = False


def regions_of(
    page: PageChars, words: Sequence[Printed], grids: Sequence[Grid]
) -> tuple[list[Region], list[Printed]]:
    """The outermost regions of a page with their words shared out, and the words in none."""
    tables: list[Region] = []
    boxes: list[Box] = []
    frames: list[Box] = []
    rest = list(words)
    for grid in grids:
        held, outside = words_in([cell.box for cell in grid.cells], rest)
        if is_table(grid, held):
            tables.append(Region(grid.box, grid, cells=held))
            rest = outside
        elif not grid.painted:
            frames.append(grid.box)
            boxes.extend(cell.box for cell, inside in zip(grid.cells, held, strict=True) if inside)
    loose = [rule for rule in page.rules if not any(_runs_in(rule, table.box) for table in tables)]
    for rules, fills in _framed(loose, page.fills, frames):
        for grid in level_grids(rest, rules, fills):
            held, outside = words_in([cell.box for cell in grid.cells], rest)
            if is_table(grid, held):
                tables.append(Region(grid.box, grid, cells=held))
                rest = outside
    drawn = charts_of(page, [table.box for table in tables], rest)
    charts = [_chart(chart) for chart in drawn]
    taken = {word.order for chart in drawn for label in chart.labels for word in label.words}
    taken.update(word.order for chart in charts for words in chart.cells for word in words)
    rest = [word for word in rest if word.order not in taken]
    boxes.extend(_panels(page, [table.box for table in tables], rest, frames))
    boxes = [box for box in _distinct(boxes) if box.x1 - box.x0 < STRIP * page.width]
    held, rest = words_in(boxes, rest)
    for grid in plain_grids(rest, page.rules):
        inside, rest = words_in([cell.box for cell in grid.cells], rest)
        tables.append(Region(grid.box, grid, cells=inside))
    panels = [Region(box, words=inside) for box, inside in zip(boxes, held, strict=True) if inside]
    return _nested([*tables, *panels, *charts]), rest


def _chart(chart: Chart) -> Region:
    """A chart's region: what its bars say as a table, and the labels that are left."""
    shapes, labels, upright, far = chart
    read = charted(shapes, labels, upright) or charted(shapes, [*labels, *far], upright)
    grid, cells = read if read is not None else (None, [])
    placed = {word.order for words in cells for word in words}
    rest = [word for label in chart.labels for word in label.words if word.order not in placed]
    rest = [word for word in rest if word.order >= 0]  # the drawn squares of a legend are no words
    return Region(around(chart.labels), grid, rest, cells, chart=True)


def _runs_in(rule: Rule, box: Box) -> bool:
    """Whether a level rule is one of a table already found."""
    beside = rule.low < box.x1 and rule.high > box.x0
    return rule.level and beside and box.top - 2 <= rule.at <= box.bottom + 2


def _framed(
    rules: Sequence[Rule], fills: Sequence[Fill], frames: Sequence[Box]
) -> list[tuple[list[Rule], list[Fill]]]:
    """Rules and fills shared out by the frame they lie in, those in none last: no table leaves its frame."""
    shared: list[tuple[list[Rule], list[Fill]]] = [([], []) for _ in range(len(frames) + 1)]
    for rule in rules:
        if rule.level:
            line = Box(rule.low, rule.at, rule.high, rule.at)
            shared[_holder(frames, line)][0].append(rule)
    for fill in fills:
        shared[_holder(frames, fill.box)][1].append(fill)
    return shared


def _holder(frames: Sequence[Box], box: Box) -> int:
    return next((number for number, frame in enumerate(frames) if _covers(frame, box)), len(frames))


def is_table(grid: Grid, held: Sequence[Sequence[Printed]]) -> bool:
    """Whether a grid holds a table: at least two rows and two columns that both hold text."""
    if grid.rows < 2 or grid.columns < 2:
        return False
    rows: dict[int, int] = {}
    columns: set[int] = set()
    for cell, words in zip(grid.cells, held, strict=True):
        if words:
            rows[cell.row] = rows.get(cell.row, 0) + 1
            columns.add(cell.column)
    wide = sum(count > 1 for count in rows.values())
    if grid.painted and (wide < 2 or wide < 0.6 * len(rows)):
        return False
    return len(columns) > 1 and len(rows) > 1 and wide > 0


def _panels(
    page: PageChars, tables: Sequence[Box], words: Sequence[Printed], frames: Sequence[Box]
) -> list[Box]:
    """Painted areas and frames that hold more than one line of text, and the bars that head a frame."""
    fills = [
        fill
        for fill in page.fills
        if fill.box.x1 - fill.box.x0 >= NARROWEST
        and fill.box.bottom - fill.box.top >= 5
        and (fill.framed or not _pale(fill.colour))
        and (fill.box.x1 - fill.box.x0) * (fill.box.bottom - fill.box.top) < GROUND * page.width * page.height
        and not any(_covers(table, fill.box) for table in tables)
    ]
    size = max((word.style.size for word in words[:50]), default=10.0)
    boxes = [
        fill.box
        for fill in _stacked(fills)
        if (fill.box.bottom - fill.box.top >= LOWEST * min(size, 12) or _tops(fill.box, frames))
        and fill.box.x1 - fill.box.x0 < STRIP * page.width
    ]
    if len(boxes) > MOST_PANELS:  # a drawing; its largest areas may still be panels
        boxes = sorted(boxes, key=lambda box: -(box.x1 - box.x0) * (box.bottom - box.top))[:MOST_PANELS]
    return boxes


def _tops(bar: Box, frames: Sequence[Box]) -> bool:
    """Whether a bar is the head of a frame: as wide, and at its top."""
    return any(
        abs(bar.x0 - frame.x0) < 3 and abs(bar.x1 - frame.x1) < 3 and abs(bar.top - frame.top) < 3
        for frame in frames
    )


def _pale(colour: int) -> bool:
    return all(colour >> shift & 0xFF >= PALE for shift in (0, 8, 16))


def _covers(outer: Box, box: Box) -> bool:
    return (
        outer.x0 - 4 <= box.x0
        and box.x1 <= outer.x1 + 4
        and outer.top - 4 <= box.top
        and box.bottom <= outer.bottom + 4
    )


def _stacked(fills: Sequence[Fill]) -> list[Fill]:
    """Fills with those of one colour and width that lie on each other made one (shaded lines)."""
    stacked: list[Fill] = []
    for fill in sorted(fills, key=lambda fill: (fill.box.x0, fill.box.top)):
        last = stacked[-1] if stacked else None
        if (
            last is not None
            and last.colour == fill.colour
            and last.framed is fill.framed is False
            and abs(last.box.x0 - fill.box.x0) < 3
            and abs(last.box.x1 - fill.box.x1) < 3
            and fill.box.top - last.box.bottom < 3
        ):
            bottom = max(last.box.bottom, fill.box.bottom)
            stacked[-1] = last._replace(box=last.box._replace(bottom=bottom))
        else:
            stacked.append(fill)
    return stacked


def _distinct(boxes: Sequence[Box]) -> list[Box]:
    """Boxes without those that are nearly another one (a fill and its outline)."""
    kept: list[Box] = []
    for box in boxes:
        if not any(all(abs(a - b) < 6 for a, b in zip(box, other, strict=True)) for other in kept):
            kept.append(box)
    return kept


def _nested(regions: list[Region]) -> list[Region]:
    """Regions inside others made theirs; what is left stands on the page itself."""
    regions.sort(key=lambda region: -(region.x1 - region.x0) * (region.bottom - region.top))
    outermost: list[Region] = []
    for index, region in enumerate(regions):
        holder = next(
            (
                other
                for other in reversed(regions[:index])
                if other.grid is None
                and not other.chart
                and other is not region
                and _covers(other.box, region.box)
            ),
            None,
        )
        (holder.inner if holder is not None else outermost).append(region)
    return outermost
