"""Charts whose every bar or slice prints its name and its value: rows of a table, as a reader takes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from pipeline.ingest.layout.lines import WORD_GAP
from pipeline.ingest.layout.printed import Boxed, Printed, around
from pipeline.ingest.layout.tables.ruled import Grid, GridCell
from pipeline.model import Box

FEWEST_ROWS = 2
EVEN = 0.8  # of the shapes: bars are as thick as each other
THICKNESS = 1.5  # points between bars that are
MOST_HELD = 2  # shapes in a bar, itself one: what holds more is the ground of a drawing
LEVEL = 0.5  # type sizes: values this near on one height are of one bar
STEADY = 0.8  # type sizes: by so much may a name stand otherwise beside its value than the others do
LONGEST_NAME = 14  # words
STACKED = 1.8  # type sizes from a value to its name over or under it
PAIRED = 0.7  # of the values of a pie: else its names stand elsewhere
MOST_PARTS = 3  # words of a value: "USD 3.2 million"
VALUE = re.compile(
    r"(?:[A-Z]{2,3}\s?)?[-+<>≈~(]?\s?[$£€]?\s?\d[\d.,\s]*(?:%|per ?cent|[kmb]n?\b|million|billion)?[)*]?$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[%$£€]|[a-z]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label(Boxed):
    """Words of a chart that stand together on one line."""

    words: tuple[Printed, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        return self.words[0].style.size

    @property
    def is_value(self) -> bool:
        return VALUE.match(self.text) is not None

    @property
    def is_name(self) -> bool:
        return sum(map(str.isalpha, self.text)) > 1 and not self.is_value


def label_of(words: Sequence[Printed]) -> Label:
    """The label some words make."""
    return Label(tuple(words), around(words))


def parted(label: Label) -> list[Label]:
    """The labels that words set in one go make: names of bars beside each other stand apart."""
    parts = [[label.words[0]]]
    for last, word in pairwise(label.words):
        if last.order < 0 or word.x0 - last.x1 > WORD_GAP * label.size:  # behind a legend's drawn square
            parts.append([])
        parts[-1].append(word)
    return [label_of(part) for part in parts]


Row = tuple[list[Label], list[Label]]  # the lines of a name, the values behind it


def charted(
    shapes: Sequence[Box], labels: Sequence[Label], upright: Label | None
) -> tuple[Grid, list[list[Printed]]] | None:
    """The names of a chart with their values as a grid and the level words of its cells.

    `upright` is what runs up its side. None where it is not beyond doubt which name each value has.
    """
    bars, level = _bars(shapes)
    rows = _rows_of_bars(bars, labels, level) if bars else _rows_of_slices(labels)
    if len(rows) < FEWEST_ROWS or any(sum(len(n.words) for n in names) > LONGEST_NAME for names, _ in rows):
        return None
    columns = max(len(values) for _, values in rows)
    heads = _heads(rows, labels, columns) or ([upright] if upright is not None and columns == 1 else [])
    printed = [([], heads), *rows] if heads else rows
    cells: list[GridCell] = []
    held: list[list[Printed]] = []
    for number, (names, values) in enumerate(printed):
        for column, parts in enumerate([names, *([value] for value in values)]):
            if parts:
                cells.append(GridCell(number, column, 1, 1, around(parts)))
                held.append([word for part in parts for word in part.words if part is not upright])
    return Grid(
        around([part for row in printed for parts in row for part in parts]),
        len(printed),
        1 + columns,
        tuple(cells),
    ), held


def _heads(rows: Sequence[Row], labels: Sequence[Label], columns: int) -> list[Label]:
    """What is said of the values once for all bars: the title of their axis, or a legend in their order."""
    used = [label for names, values in rows for label in (*names, *values)]
    rest = sorted((label for label in labels if label.is_name and label not in used), key=attrgetter("x0"))
    full = all(len(values) == columns for _, values in rows)
    level = all(abs(label.bottom - rest[0].bottom) < LEVEL * label.size for label in rest)
    return rest if full and level and len(rest) == columns else []


def _bars(shapes: Sequence[Box]) -> tuple[list[Box], bool]:
    """The shapes that are as thick as each other but not as long: bars, and whether they lie level."""
    shapes = [box for box in shapes if sum(_holds(box, other) for other in shapes) <= MOST_HELD]
    for level in (True, False) if shapes else ():
        sides = [
            (box.bottom - box.top, box.x1 - box.x0) if level else (box.x1 - box.x0, box.bottom - box.top)
            for box in shapes
        ]
        usual = Counter(round(thick) for thick, _ in sides).most_common(1)[0][0]
        even = [number for number, (thick, _) in enumerate(sides) if abs(thick - usual) <= THICKNESS]
        if len(even) >= max(EVEN * len(shapes), FEWEST_ROWS) and len({round(sides[n][1]) for n in even}) > 1:
            return [shapes[number] for number in even], level
    return [], True


def _holds(outer: Box, box: Box) -> bool:
    return outer.x0 <= box.x0 and box.x1 <= outer.x1 and outer.top <= box.top and box.bottom <= outer.bottom


def _rows_of_bars(bars: Sequence[Box], labels: Sequence[Label], level: bool) -> list[Row]:
    """Each bar's name and values; nothing where one lacks either, or names stand unlike each other."""

    def along(label: Label) -> float:
        return (label.top + label.bottom) / 2 if level else (label.x0 + label.x1) / 2

    def on(bar: Box, label: Label) -> bool:
        low, high = (bar.top, bar.bottom) if level else (bar.x0, bar.x1)
        return low <= along(label) <= high

    left, bottom = min(bar.x0 for bar in bars), max(bar.bottom for bar in bars)
    names, values = [], []
    for label in sorted(labels, key=along):
        if label.x1 <= left + 2 if level else label.top >= bottom - 2:
            names.append(label)
        elif label.is_value and any(on(bar, label) for bar in bars):
            values.append(label)
    rows: list[Row] = []
    for value in values:
        if rows and along(value) - along(rows[-1][1][0]) <= LEVEL * value.size:
            rows[-1][1].append(value)
        else:
            rows.append(([], [value]))
    for name in names:
        min(rows, key=lambda row: abs(along(row[1][0]) - along(name)), default=([], []))[0].append(name)
    if not all(lines for lines, _ in rows):
        return []
    drifts = [along(lines[0]) + along(lines[-1]) - 2 * along(values[0]) for lines, values in rows]
    return rows if drifts and max(drifts) - min(drifts) <= 2 * STEADY * names[0].size else []


def _rows_of_slices(labels: Sequence[Label]) -> list[Row]:
    """Values with the name printed in one line with each, or in lines right over or under it."""
    values = [label for label in labels if _UNIT.search(label.text) and any(map(str.isdigit, label.text))]
    names = [label for label in labels if label.is_name and label not in values]
    rows: list[Row] = []
    for value in values:
        if not value.is_value:
            if (parts := _parted(value)) is not None:
                rows.append(parts)
            continue
        near = [name for name in names if _stacked(name, value)]
        if near and not any(_stacked(name, other) for name in near for other in values if other is not value):
            rows.append((near, [value]))
    return rows if len(rows) >= PAIRED * len(values) else []


def _stacked(name: Label, value: Label) -> bool:
    """Whether a name stands right over or under a value."""
    apart = max(name.top - value.bottom, value.top - name.bottom)
    beside = min(name.x1, value.x1) - max(name.x0, value.x0)
    return beside > 0 and apart < (STACKED - 1) * max(name.size, value.size)


def _parted(label: Label) -> Row | None:
    """A name and its value printed in one line, parted."""
    words = label.words
    for many in range(min(MOST_PARTS, len(words) - 1), 0, -1):
        for name, value in ((words[:-many], words[-many:]), (words[many:], words[:many])):
            parts = label_of(name), label_of(value)
            if parts[0].is_name and parts[1].is_value:
                return [parts[0]], [parts[1]]
    return None
