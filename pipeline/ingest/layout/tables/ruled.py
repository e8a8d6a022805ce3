"""Ruled grids: the cells that lines (or the edges of painted cells) mark out on a page.

They are the cells `Page.find_tables` of pdfplumber finds, from the rules that pdfium read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from pipeline.ingest.layout.printed import Fill, Printed, Rule
from pipeline.model import Box

SNAP = 3.0  # points: rules this close are one
SMALLEST = 6.0  # points: nothing is written in a smaller cell
MOST_CROSSINGS = 1500  # of the rules of one grid: more is squared paper
MOST_RULES = 1500  # of one page: more is a drawing
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
    grids = _from_rules([rule for rule in rules if rule.high - rule.low > SNAP], painted=False)
    loose = [
        fill
        for fill in fills
        if min(fill.box.x1 - fill.box.x0, fill.box.bottom - fill.box.top) >= SMALLEST
        and (fill.box.x1 - fill.box.x0 < 0.9 * width or fill.box.bottom - fill.box.top < 0.5 * height)
        and not any(_inside(fill.box, grid.box) for grid in grids)
    ]
    if len(loose) >= 4:
        painted = _from_rules(_outlines(loose), painted=True)
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


def _from_rules(rules: Sequence[Rule], *, painted: bool) -> list[Grid]:
    if not 4 <= len(rules) <= MOST_RULES:
        return []
    grids = (_grid(group, painted) for group in _connected(_merged(rules)))
    return [grid for grid in grids if grid is not None]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules with those in one line (dashes, double rules, cell borders) made one."""
    merged: list[Rule] = []
    for _, lines in groupby(sorted(rules, key=attrgetter("level", "at")), key=attrgetter("level")):
        near: list[Rule] = []
        for rule in lines:
            if near and rule.at > near[-1].at + SNAP:
                merged.extend(_in_line(near))
                near = []
            near.append(rule)
        merged.extend(_in_line(near))
    return merged


def _in_line(rules: Sequence[Rule]) -> list[Rule]:
    """Rules that lie nearly in one line as the parts of that line."""
    at = sum(rule.at for rule in rules) / len(rules)
    parts: list[Rule] = []
    for level, _, low, high in sorted(rules, key=attrgetter("low")):
        if parts and low <= parts[-1].high + SNAP:
            parts[-1] = Rule(level, at, parts[-1].low, max(high, parts[-1].high))
        else:
            parts.append(Rule(level, at, low, high))
    return parts


def _meet(level: Rule, upright: Rule) -> bool:
    """Whether a level rule and an upright one touch or cross."""
    return (
        level.low - SNAP <= upright.at <= level.high + SNAP
        and upright.low - SNAP <= level.at <= upright.high + SNAP
    )


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that touch or cross."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    uprights = [index for index, rule in enumerate(rules) if not rule.level]
    for i, level in enumerate(rules):
        if level.level:
            for j in uprights:
                if _meet(level, rules[j]):
                    parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return list(groups.values())


def _cells(rules: Sequence[Rule]) -> list[Box]:
    """The smallest boxes whose four sides lie on rules; none where more cross than on squared paper.

    From each crossing the nearest one below and the nearest to the right that share an opposite corner.
    """
    crossings = _crossings(rules)
    if len(crossings) > MOST_CROSSINGS:
        return []
    down: dict[float, list[float]] = defaultdict(list)
    across: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        down[x].append(y)
        across[y].append(x)
    boxes: list[Box] = []
    for (x, y), (upright, level) in crossings.items():
        lows = [low for low in down[x] if low > y and crossings[x, low][0] & upright]
        rights = [right for right in across[y] if right > x and crossings[right, y][1] & level]
        corners = ((right, low) for low in lows for right in rights if (right, low) in crossings)
        for right, low in corners:
            along_side, along_foot = crossings[right, low]
            if along_side & crossings[right, y][0] and along_foot & crossings[x, low][1]:
                boxes.append(Box(x, y, right, low))
                break
    return boxes


def _crossings(rules: Sequence[Rule]) -> dict[tuple[float, float], tuple[int, int]]:
    """Where rules cross, with the upright and the level ones that do (a bit for each)."""
    crossings: dict[tuple[float, float], tuple[int, int]] = {}
    levels = [(1 << n, rule) for n, rule in enumerate(rules) if rule.level]
    for n, upright in enumerate(rules):
        if upright.level:
            continue
        for bit, level in levels:
            if _meet(level, upright):
                point = (upright.at, level.at)
                uprights_here, levels_here = crossings.get(point, (0, 0))
                crossings[point] = (uprights_here | 1 << n, levels_here | bit)
    return crossings


def _grid(rules: Sequence[Rule], painted: bool) -> Grid | None:
    """The grid a group of touching rules makes; None where it encloses nothing.

    Sides left open, as where only the columns inside are ruled, are closed first.
    """
    levels = [rule for rule in rules if rule.level]
    uprights = [rule for rule in rules if not rule.level]
    if len(levels) < 2:
        return None
    x0 = min([rule.low for rule in levels] + [rule.at for rule in uprights])
    x1 = max([rule.high for rule in levels] + [rule.at for rule in uprights])
    top = min([rule.at for rule in levels] + [rule.low for rule in uprights])
    bottom = max([rule.at for rule in levels] + [rule.high for rule in uprights])
    if min(x1 - x0, bottom - top) <= SNAP:
        return None
    sides = (
        Rule(True, top, x0, x1),
        Rule(True, bottom, x0, x1),
        Rule(False, x0, top, bottom),
        Rule(False, x1, top, bottom),
    )
    boxes = _cells(_merged([*rules, *sides]))
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
