"""Lines → reading order: columns of any width, boxes among them, by geometry alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Generic, TypeVar

from pipeline.ingest.layout.lines import Line
from pipeline.ingest.layout.printed import Sided

T = TypeVar("T", bound=Sided)

MOST_COLUMNS = 250  # of one page
NEIGHBOURS = 6  # things before that may stand beside one
LEVEL = 3.0  # points: things on one height begin so near to each other
FEWEST_ROWS = 2  # that begin with a heading at the side
PARAGRAPH = 0.45  # of a line's height: the white over such a row
SIDE_LINES = 4  # lines of such a heading at most
WHITE = 8.0  # points: less parts nothing
WIDE = 0.85  # of the width of all above: a thing as wide belongs to no column
BAND = 26.0  # points: white across the whole width as tall as this parts what stands over it
BOX = 24.0  # points: what is as high is a box of lines, not a line
OVERLAP = 0.1  # of the narrower width: less is no overlap, columns may touch


@dataclass(slots=True)
class Column(Generic[T]):
    """Things that stand under each other with nothing beside them between."""

    items: list[T]
    x0: float
    top: float
    x1: float
    bottom: float


def _over(a: Sided, b: Sided) -> bool:
    """Whether two things share some of their width."""
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared > OVERLAP * min(a.x1 - a.x0, b.x1 - b.x0)


def columns_of(items: Sequence[T]) -> list[Column[T]]:
    """The columns these things stand in, in reading order: zone by zone, parted by wide white bands."""
    zones: list[list[T]] = []
    floor, parted = 0.0, False
    ordered = sorted(items, key=lambda item: (item.top, item.x0))
    for number, item in enumerate(ordered):
        white = item.top - floor
        if (
            not zones
            or white > BAND
            or (parted and white > WHITE and _heads(ordered, number, white))
            or (parted and white > 0 and _is_row_of_boxes(zones[-1]))
        ):
            zones.append([])
            parted = False
        parted = parted or any(_beside(item, other) for other in zones[-1][-NEIGHBOURS:])
        zones[-1].append(item)
        floor = max(floor, item.bottom)
    return [column for zone in zones for row in _side_headed(zone) for column in _in_zone(row)]


def _is_row_of_boxes(items: Sequence[Sided]) -> bool:
    """Whether the last things are boxes side by side, about as tall as each other."""
    row = list(takewhile(_is_box, reversed(items)))
    if len(row) < 2:
        return False
    shared = min(box.bottom for box in row) - max(box.top for box in row)
    return shared > 0.5 * max(box.bottom - box.top for box in row)


def _is_box(item: Sided) -> bool:
    return not isinstance(item, Line) and item.bottom - item.top >= BOX


def _side_headed(items: list[T]) -> list[list[T]]:
    """A zone cut into rows where short headings stand beside the text they head; else whole.

    Such a row begins with two things on one height under white; its left one is short.
    """
    starts: list[int] = []
    floor = float("-inf")
    for number, item in enumerate(items):
        after = items[number + 1] if number + 1 < len(items) else None
        level = after is not None and abs(after.top - item.top) <= LEVEL and not _over(item, after)
        lone = number == 1 and floor <= item.top
        if level and (lone or floor <= item.top - PARAGRAPH * (item.bottom - item.top)):
            starts.append(number)
        floor = max(floor, item.bottom)
    if len(starts) < FEWEST_ROWS:
        return [items]
    rows = [items[start:end] for start, end in pairwise([*starts, len(items)])]
    headed = list(takewhile(_is_side_headed, rows))
    if len(headed) < FEWEST_ROWS:
        return [items]
    rest = [item for row in rows[len(headed) :] for item in row]
    return [row for row in (items[: starts[0]], *headed, rest) if row]


def _is_side_headed(row: Sequence[T]) -> bool:
    """Whether the leftmost thing of a row and what is under it is much shorter than what stands beside."""
    head = min(row[:2], key=lambda item: item.x0)
    left = [item for item in row if _over(item, head)]
    right = [item for item in row if not _over(item, head)]
    return len(left) <= SIDE_LINES and len(right) > 1 and len(right) >= len(left)


def _heads(items: Sequence[T], number: int, white: float) -> bool:
    """Whether a narrow thing under white stands over one as wide as all above it: its heading.

    Two things that begin on one height may be as wide together.
    """
    if not 0 < number < len(items) - 1:
        return False
    head, under = items[number], items[number + 1]
    left = min(item.x0 for item in items[:number])
    width = max(item.x1 for item in items[:number]) - left
    level = [item for item in items[number + 1 : number + 3] if abs(item.top - under.top) <= LEVEL]
    reach = max(item.x1 for item in level) - min(item.x0 for item in level)
    return (
        head.x1 - head.x0 < 0.5 * width
        and reach > WIDE * width
        and under.top >= head.bottom - 1
        and under.top - head.bottom <= white + 2
    )


def _in_zone(items: Sequence[T]) -> list[Column[T]]:
    """The columns of one zone.

    A thing goes on a column where it is the only one under its last, and that the only one over
    it, and nothing lies between. A column comes before what it stands above, and before what stands
    to its right unless something reaching over both parts them.
    """
    things = sorted(items, key=lambda item: (item.top, item.x0))
    below = [_next_below(things, index) for index in range(len(things))]
    above: list[list[int]] = [[] for _ in things]
    for index, unders in enumerate(below):
        for under in unders:
            above[under].append(index)
    columns: list[Column[T]] = []
    column_of: dict[int, Column[T]] = {}
    for index, thing in enumerate(things):
        over = above[index]
        if len(over) == 1 and len(below[over[0]]) == 1 and not _interrupted(things, over[0], index):
            column = column_of[over[0]]
            column.items.append(thing)
            column.x0, column.x1 = min(column.x0, thing.x0), max(column.x1, thing.x1)
            column.bottom = max(column.bottom, thing.bottom)
        else:
            column = Column([thing], thing.x0, thing.top, thing.x1, thing.bottom)
            columns.append(column)
        column_of[index] = column
    return _ordered(columns)


def _interrupted(things: Sequence[T], upper: int, lower: int) -> bool:
    """Whether something lies in the white space between two things, if beside their own width."""
    top, bottom = things[upper].bottom - 1, things[lower].top + 1
    return any(other.top >= top and other.bottom <= bottom for other in things[upper + 1 : lower])


def _next_below(things: Sequence[T], index: int) -> list[int]:
    """The things right under this one: no other stands between."""
    thing = things[index]
    found: list[int] = []
    floor = float("inf")
    for later in range(index + 1, len(things)):
        other = things[later]
        if other.top > floor:
            break
        if other.top < thing.top + 0.4 * (thing.bottom - thing.top) or not _over(thing, other):
            continue
        if any(_over(things[mid], other) and things[mid].bottom <= other.top + 1 for mid in found):
            continue
        found.append(later)
        floor = min(floor, other.bottom)
    return found


def _ordered(columns: list[Column[T]]) -> list[Column[T]]:
    """Columns so that each comes after all that must be read before it."""
    columns.sort(key=lambda column: (column.top, column.x0))
    count = len(columns)
    if count > MOST_COLUMNS:  # scattered words: no order to be found, and not at that price
        return columns
    before: list[set[int]] = [set() for _ in range(count)]
    beside = [[other for other in columns if _beside(column, other)] for column in columns]
    for i in range(count):
        for j in range(i + 1, count):
            a, b = columns[i], columns[j]
            if _over(a, b) or (b.top >= a.bottom - 1 and not _share_a_zone(a, b, beside[i], beside[j])):
                before[j].add(i)
            elif a.x0 < b.x0:
                if not _parted(columns, a, b):
                    before[j].add(i)
            elif not _parted(columns, a, b):
                before[i].add(j)
    done: list[int] = []
    placed: set[int] = set()
    for root in range(count):
        _visit(root, before, placed, done)
    return [columns[index] for index in done]


def _beside(a: Sided, b: Sided) -> bool:
    """Whether two things stand side by side at some height."""
    return a is not b and min(a.bottom, b.bottom) - max(a.top, b.top) > 1 and not _over(a, b)


def _share_a_zone(
    a: Column[T], b: Column[T], beside_a: Sequence[Column[T]], beside_b: Sequence[Column[T]]
) -> bool:
    """Whether two things at different heights stand in columns that run side by side.

    Without that, what is merely set in further (a table, a caption) follows in order of height.
    """
    return any(_over(other, b) and _flows(other, a) for other in beside_a) or any(
        _over(other, a) and _flows(other, b) for other in beside_b
    )


def _flows(other: Column[T], column: Column[T]) -> bool:
    """Whether two things side by side are columns: one runs on, and neither is a lone line."""
    if len(other.items) < 2 and other.bottom - other.top < BOX:
        return False
    return len(other.items) > 1 or len(column.items) > 1


def _visit(root: int, before: Sequence[set[int]], placed: set[int], done: list[int]) -> None:
    """Place a column after those before it; a circle is broken where it closes."""
    stack = [(root, iter(sorted(before[root])))]
    if root in placed:
        return
    placed.add(root)
    while stack:
        index, waits = stack[-1]
        for wait in waits:
            if wait not in placed:
                placed.add(wait)
                stack.append((wait, iter(sorted(before[wait]))))
                break
        else:
            done.append(index)
            stack.pop()


def _parted(columns: Sequence[Column[T]], a: Column[T], b: Column[T]) -> bool:
    """Whether something stands between two columns side by side, in height, and over both."""
    first, second = (a, b) if a.top <= b.top else (b, a)
    for other in columns:
        if other.top > second.top:
            break
        if (
            other is not a
            and other is not b
            and other.top >= first.bottom - 1
            and other.bottom <= second.top + 1
            and _over(other, a)
            and _over(other, b)
        ):
            return True
    return False
