"""Ruled grids: the cells that lines (or the edges of painted cells) mark out on a page.

Pdfplumber joins the rules that pdfium read and finds where they cross; the cells are those of its
`Page.find_tables`, without having it read the page a second time, which takes ten times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import edges_to_intersections, merge_edges

from pipeline.ingest.layout.printed import Fill, Printed, Rule
from pipeline.model import Box

SNAP = 3.0  # points: edges this close are one
SMALLEST = 6.0  # points: nothing is written in a smaller cell
MOST_CROSSINGS = 1500  # of the edges of one grid: more is squared paper
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
    edges = [_edge(rule) for rule in rules if rule.high - rule.low > SNAP]
    grids = _from_edges(edges, painted=False)
    loose = [
        fill
        for fill in fills
        if min(fill.box.x1 - fill.box.x0, fill.box.bottom - fill.box.top) >= SMALLEST
        and (fill.box.x1 - fill.box.x0 < 0.9 * width or fill.box.bottom - fill.box.top < 0.5 * height)
        and not any(_inside(fill.box, grid.box) for grid in grids)
    ]
    if len(loose) >= 4:
        painted = _from_edges([_edge(side) for side in _outlines(loose)], painted=True)
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


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber takes it."""
    x0, top = (rule.low, rule.at) if rule.level else (rule.at, rule.low)
    x1, bottom = (rule.high, rule.at) if rule.level else (rule.at, rule.high)
    return {
        "orientation": "h" if rule.level else "v",
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _from_edges(edges: Sequence[dict[str, Any]], *, painted: bool) -> list[Grid]:
    if not 4 <= len(edges) <= MOST_EDGES:
        return []
    grids = (_grid(group, painted) for group in _connected(_merged(edges)))
    return [grid for grid in grids if grid is not None]


def _merged(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Edges with those in one line (dashes, double rules, cell borders) made one."""
    merged: list[dict[str, Any]] = merge_edges(list(edges), SNAP, SNAP, SNAP, SNAP)
    return merged


def _connected(edges: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Edges in groups that touch or cross."""
    parent = list(range(len(edges)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    uprights = [index for index, edge in enumerate(edges) if edge["orientation"] == "v"]
    for i, level in enumerate(edges):
        if level["orientation"] == "h":
            for j in uprights:
                upright = edges[j]
                if (
                    level["x0"] - SNAP <= upright["x0"] <= level["x1"] + SNAP
                    and upright["top"] - SNAP <= level["top"] <= upright["bottom"] + SNAP
                ):
                    parent[root(i)] = root(j)
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for index, edge in enumerate(edges):
        groups[root(index)].append(edge)
    return list(groups.values())


def _cells(crossings: Mapping[tuple[float, float], Mapping[str, list[dict[str, Any]]]]) -> list[Box]:
    """The smallest boxes with edges on all four sides, as pdfplumber's `intersections_to_cells`, faster.

    From each crossing the nearest one below and the nearest to the right that share an opposite corner.
    """
    met = {at: (set(map(id, by["v"])), set(map(id, by["h"]))) for at, by in crossings.items()}
    down: dict[float, list[float]] = defaultdict(list)
    across: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(met):
        down[x].append(y)
        across[y].append(x)
    boxes: list[Box] = []
    for (x, y), (upright, level) in met.items():
        lows = [low for low in down[x] if low > y and met[x, low][0] & upright]
        rights = [right for right in across[y] if right > x and met[right, y][1] & level]
        corners = ((right, low) for low in lows for right in rights if (right, low) in met)
        for right, low in corners:
            side, foot = met[right, low]
            if side & met[right, y][0] and foot & met[x, low][1]:
                boxes.append(Box(x, y, right, low))
                break
    return boxes


def _grid(edges: Sequence[dict[str, Any]], painted: bool) -> Grid | None:
    """The grid a group of touching edges makes; None where it encloses nothing.

    Sides left open, as where only the columns inside are ruled, are closed first.
    """
    if sum(edge["orientation"] == "h" for edge in edges) < 2:
        return None
    x0, top = min(edge["x0"] for edge in edges), min(edge["top"] for edge in edges)
    x1, bottom = max(edge["x1"] for edge in edges), max(edge["bottom"] for edge in edges)
    if min(x1 - x0, bottom - top) <= SNAP:
        return None
    sides = (
        Rule(True, top, x0, x1),
        Rule(True, bottom, x0, x1),
        Rule(False, x0, top, bottom),
        Rule(False, x1, top, bottom),
    )
    crossings = edges_to_intersections(_merged([*edges, *map(_edge, sides)]), SNAP, SNAP)
    if len(crossings) > MOST_CROSSINGS:
        return None
    boxes = _cells(crossings)
    if not boxes:
        return None
    columns = {x: n for n, x in enumerate(sorted({x for box in boxes for x in (box.x0, box.x1)}))}
    rows = {y: n for n, y in enumerate(sorted({y for box in boxes for y in (box.top, box.bottom)}))}
    cells = [
        GridCell(
            rows[box.top],
            columns[box.x0],
            rows[box.bottom] - rows[box.top],
            columns[box.x1] - columns[box.x0],
            box,
        )
        for box in boxes
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    outer = Box(min(columns), min(rows), max(columns), max(rows))
    return Grid(outer, len(rows) - 1, len(columns) - 1, tuple(cells), painted)


def words_in(cells: Sequence[Box], words: Iterable[Printed]) -> tuple[list[list[Printed]], list[Printed]]:
    """The words of each box (a word stands where its middle is; of nested boxes the smallest has it),
    and those in none."""
    if not cells:
        return [], list(words)
    held: list[list[Printed]] = [[] for _ in cells]
    bands: dict[int, list[tuple[float, float, float, float, list[Printed]]]] = defaultdict(list)
    shared = sorted(zip(cells, held, strict=True), key=lambda pair: (_area(pair[0]), pair[0]))
    for box, inside in shared:
        for band in range(_band(box.top), _band(box.bottom) + 1):
            bands[band].append((*box, inside))
    rest: list[Printed] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.base - 0.25 * word.style.size
        for x0, top, x1, bottom, inside in bands.get(int(y // BAND), ()):
            if x0 <= x <= x1 and top <= y <= bottom:
                inside.append(word)
                break
        else:
            rest.append(word)
    return held, rest


def _area(box: Box) -> float:
    return (box.bottom - box.top) * (box.x1 - box.x0)


def _band(y: float) -> int:
    return int(max(-FARTHEST, min(y, FARTHEST)) // BAND)
