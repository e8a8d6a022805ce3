"""Ruled grids: the cells that lines (or the edges of painted cells) mark out on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ingest.layout.printed import Fill, Printed, Rule
from pipeline.model import Box

SNAP = 3.0  # points: edges this close are one
WALL = 0.6  # of a cell's side: a rule this long parts it from its neighbour
SMALLEST = 6.0  # points: nothing is written in a smaller cell
MOST_PLACES = 3000  # between the edges of one grid: more is squared paper
MOST_EDGES = 1500  # of one page: more is a drawing
BAND = 24.0  # points: words are looked for only in the boxes of their own height
FARTHEST = 20_000.0  # points: no paper is longer


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell marked out by rules: its place, how far it spans, its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells that hang together, in row order. `painted` tells that fills made it, not rules."""

    box: Box
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    painted: bool = False


def grids_of(rules: Sequence[Rule], fills: Sequence[Fill], width: float, height: float) -> list[Grid]:
    """The grids of one page: those of its rules first, then those of fills that lie in none."""
    edges = _merged([rule for rule in rules if rule.high - rule.low > SNAP])
    grids = _from_edges(edges, painted=False)
    loose = [
        fill
        for fill in fills
        if min(fill.box.x1 - fill.box.x0, fill.box.bottom - fill.box.top) >= SMALLEST
        and (fill.box.x1 - fill.box.x0 < 0.9 * width or fill.box.bottom - fill.box.top < 0.5 * height)
        and not any(_inside(fill.box, grid.box) for grid in grids)
    ]
    if len(loose) >= 4:
        painted = _from_edges(_merged(_outlines(loose)), painted=True)
        grids.extend(grid for grid in painted if grid.rows > 1 and grid.columns > 1 and _tiled(grid, loose))
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _outlines(fills: Iterable[Fill]) -> list[Rule]:
    rules: list[Rule] = []
    for fill in fills:
        x0, top, x1, bottom = fill.box
        rules += [Rule(True, top, x0, x1), Rule(True, bottom, x0, x1)]
        rules += [Rule(False, x0, top, bottom), Rule(False, x1, top, bottom)]
    return rules


def _tiled(grid: Grid, fills: Sequence[Fill]) -> bool:
    """Whether most cells of a painted grid are one fill each, so that it was meant as a table."""
    filled = sum(
        any(
            all(abs(edge - side) <= 2 * SNAP for edge, side in zip(cell.box, fill.box, strict=True))
            for fill in fills
        )
        for cell in grid.cells
    )
    return filled >= 0.6 * len(grid.cells)


def _inside(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules with those in one line (dashes, double rules, cell borders) made one."""
    merged: list[Rule] = []
    for level in (True, False):
        groups: list[list[Rule]] = []
        for rule in sorted((r for r in rules if r.level is level), key=lambda r: r.at):
            if groups and rule.at - groups[-1][0].at <= SNAP:
                groups[-1].append(rule)
            else:
                groups.append([rule])
        for group in groups:
            at = sum(rule.at for rule in group) / len(group)
            low, high = None, 0.0
            for rule in sorted(group, key=lambda r: r.low):
                if low is not None and rule.low <= high + SNAP:
                    high = max(high, rule.high)
                    continue
                if low is not None:
                    merged.append(Rule(level, at, low, high))
                low, high = rule.low, rule.high
            if low is not None:
                merged.append(Rule(level, at, low, high))
    return merged


def _from_edges(edges: Sequence[Rule], *, painted: bool) -> list[Grid]:
    if len(edges) > MOST_EDGES:
        return []
    grids = (_grid(group, painted) for group in _connected(edges))
    return [grid for grid in grids if grid is not None]


def _connected(edges: Sequence[Rule]) -> list[list[Rule]]:
    """Edges in groups that touch or cross."""
    parent = list(range(len(edges)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    levels = [index for index, edge in enumerate(edges) if edge.level]
    uprights = [index for index, edge in enumerate(edges) if not edge.level]
    for i in levels:
        a = edges[i]
        for j in uprights:
            b = edges[j]
            if a.low - SNAP <= b.at <= a.high + SNAP and b.low - SNAP <= a.at <= b.high + SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, edge in enumerate(edges):
        groups[root(index)].append(edge)
    return list(groups.values())


def _grid(edges: Sequence[Rule], painted: bool) -> Grid | None:
    """The grid a group of touching edges makes; None where it encloses nothing."""
    levels = [edge for edge in edges if edge.level]
    uprights = [edge for edge in edges if not edge.level]
    if len(levels) < 2 or not uprights:
        return None
    xs = _places([edge.at for edge in uprights] + [end for e in levels for end in (e.low, e.high)])
    ys = _places([edge.at for edge in levels])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_PLACES:
        return None
    regions = _regions(xs, ys, levels, uprights)
    cells: list[GridCell] = []
    for places in regions:
        rows = [row for row, _ in places]
        columns = [column for _, column in places]
        top, left, down, right = min(rows), min(columns), max(rows) + 1, max(columns) + 1
        if len(places) != (down - top) * (right - left):
            return None  # an L or a ring: a drawing, not a grid
        box = Box(xs[left], ys[top], xs[right], ys[down])
        cells.append(GridCell(top, left, down - top, right - left, box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, tuple(cells), painted)


def _places(values: Iterable[float]) -> list[float]:
    """Coordinates with those closer than a cell can be made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _regions(
    xs: Sequence[float], ys: Sequence[float], levels: Sequence[Rule], uprights: Sequence[Rule]
) -> list[list[tuple[int, int]]]:
    """The smallest places between all edges, joined where no wall parts them."""
    parent = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row, column in parent:
        top, bottom, left, right = ys[row], ys[row + 1], xs[column], xs[column + 1]
        if column + 2 < len(xs) and not _walled(uprights, right, top, bottom):
            parent[root((row, column + 1))] = root((row, column))
        if row + 2 < len(ys) and not _walled(levels, bottom, left, right):
            parent[root((row + 1, column))] = root((row, column))
    regions: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in parent:
        regions[root(place)].append(place)
    return list(regions.values())


def _walled(edges: Sequence[Rule], at: float, low: float, high: float) -> bool:
    """Whether edges at a coordinate cover most of the way from low to high."""
    covered = sum(
        max(0.0, min(edge.high, high) - max(edge.low, low)) for edge in edges if abs(edge.at - at) <= SNAP
    )
    return covered >= WALL * (high - low)


def words_in(cells: Sequence[Box], words: Iterable[Printed]) -> tuple[list[list[Printed]], list[Printed]]:
    """The words of each box (a word stands where its middle is; of nested boxes the smallest has it),
    and those in none."""
    held: list[list[Printed]] = [[] for _ in cells]
    bands: dict[int, list[tuple[Box, list[Printed]]]] = defaultdict(list)
    shared = sorted(zip(cells, held, strict=True), key=lambda pair: (_area(pair[0]), pair[0]))
    for box, inside in shared:
        for band in range(_band(box.top), _band(box.bottom) + 1):
            bands[band].append((box, inside))
    rest: list[Printed] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.base - 0.25 * word.style.size
        for box, inside in bands.get(_band(y), ()):
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                inside.append(word)
                break
        else:
            rest.append(word)
    return held, rest


def _area(box: Box) -> float:
    return (box.bottom - box.top) * (box.x1 - box.x0)


def _band(y: float) -> int:
    return int(max(-FARTHEST, min(y, FARTHEST)) // BAND)
