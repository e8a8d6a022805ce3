"""Charts and drawings: the zones they fill, and the words in them that are labels, not prose."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.ingest.layout.captions import is_titling
from pipeline.ingest.layout.lines import rows_of
from pipeline.ingest.layout.printed import PageChars, Printed, Rule, around
from pipeline.ingest.layout.tables.charted import Label, label_of, parted
from pipeline.model import Box

SMALLEST = 15.0  # points: smaller shapes are letters drawn as outlines, bullets, ornaments
NEAR = 26.0  # points: shapes no further apart belong to one drawing
EVEN = 1.5  # points: bars as thick as each other, steps of a scale
SPARSE = 3.0  # thicknesses: bars of one chart stand no further apart
FEWEST = 3  # shapes that make a chart
REACH = (34.0, 16.0, 16.0, 20.0)  # points to the left, above, right, below: where axis labels stand
FAR = 220.0  # points: names may begin so far left of their bars, if all do at one edge
SIDE = 70.0  # points: the title of an upright axis stands beyond the labels of its scale
WIDEST_LABEL = 7  # words
TEXT = 14  # words set close together under a chart, or beside it in lines that begin small: no labels
LINES = 4  # type sizes up and down in which they are counted
MARGIN = 0.15  # of a chart's width: what begins further in under it names a slice or an axis
MOST_SHAPES = 400  # of one page; a map has more, and its first ones tell where it lies


class Chart(NamedTuple):
    """A chart: its bars, slices and curves, its labels, and the one that runs up or down its side.

    `far` are words on its left, beyond its labels, that might name its bars.
    """

    shapes: list[Box]
    labels: list[Label]
    upright: Label | None
    far: list[Label]


def charts_of(page: PageChars, tables: Sequence[Box], words: Sequence[Printed]) -> list[Chart]:
    """The charts of a page from the top, each with the words that label it."""
    written = _Written(words)
    shapes = _shapes(page, tables, written)
    scales = _scales(page.rules, written) if shapes else []
    if len(shapes) + len(scales) < FEWEST and not scales:
        return []
    charts: list[Chart] = []
    taken: set[int] = set()
    for zone in _zones(shapes, scales):
        drawn = [shape for shape in shapes if _holds(zone, shape)]
        if not drawn or _are_cells(drawn, words) or _are_cards(drawn, written):
            continue
        free = [word for word in words if word.order not in taken]
        labels = _labels(_with_axes(zone, page.rules), free)
        near = {word.order for label in labels for word in label.words}
        names = _in_line(zone, free)
        far = [label for label in names if label.words[0].order not in near]
        if len(far) < len(names):  # one of them stands near: so do all
            labels, far = [*labels, *far], []
        if sum(any(map(str.isdigit, word.text)) for label in labels for word in label.words) >= 2:
            side = zone._replace(x0=zone.x0 - SIDE)
            upright = [word for word in page.turned if _in(side, word)]
            charts.append(Chart(drawn, labels, label_of(upright) if upright else None, far))
            taken.update(word.order for label in labels for word in label.words)
    return charts


def _are_cells(bars: Sequence[Box], words: Sequence[Printed]) -> bool:
    """Whether bars stand in the rows of a table: words before and behind each, beside its number."""
    rows: set[int] = set()
    for bar in bars:
        beside = [word for word in words if bar.top <= word.base - 0.25 * word.style.size <= bar.bottom]
        named = [word for word in beside if sum(char.isalpha() for char in word.text) > 2]
        before = [word.base for word in named if word.x1 <= bar.x0]
        behind = [word.base for word in named if word.x0 >= bar.x1]
        if any(abs(a - b) < 1 for a in before for b in behind):
            rows.add(round(bar.top))
    return len(rows) >= FEWEST and len(rows) >= 0.8 * len(bars)


def _are_cards(shapes: Sequence[Box], written: _Written) -> bool:
    """Whether shapes are cards or tiles: of one size beside each other, each with words on it."""
    sizes = {(round(box.x1 - box.x0), round(box.bottom - box.top)) for box in shapes}
    wide, tall = (max(side) - min(side) for side in zip(*sizes, strict=True))
    return wide <= EVEN and tall <= EVEN and all(map(written.on, shapes))


def _scales(rules: Sequence[Rule], written: _Written) -> list[Box]:
    """Where level rules of one length lie in even steps with nothing written between: a chart's scale."""
    alike: dict[tuple[int, int], list[float]] = {}
    for rule in rules:
        if rule.level:
            alike.setdefault((round(rule.low), round(rule.high)), []).append(rule.at)
    scales: list[Box] = []
    for (low, high), heights in alike.items():
        steps = [after - at for at, after in pairwise(sorted(set(heights)))]
        box = Box(low, min(heights), high, max(heights))
        even = len(steps) >= FEWEST and max(steps) - min(steps) <= EVEN
        if even and high - low >= 3 * SMALLEST and not written.on(box):
            scales.append(box)
    return scales


def _shapes(page: PageChars, tables: Sequence[Box], written: _Written) -> list[Box]:
    """Drawn shapes that are no ground of words: bars, slices, curves."""
    shapes: list[Box] = []
    drawings = set(page.drawings)
    for box in [*page.drawings, *(fill.box for fill in page.fills)]:
        if len(shapes) >= MOST_SHAPES:
            break
        wide, tall = box.x1 - box.x0, box.bottom - box.top
        if max(wide, tall) < SMALLEST or wide > 0.9 * page.width or tall > 0.6 * page.height:
            continue
        if any(_holds(table, box) for table in tables):
            continue
        if box not in drawings and written.on(box):
            continue
        shapes.append(box)
    return shapes


class _Written:
    """Where the words of more than two letters stand, from the top."""

    def __init__(self, words: Sequence[Printed]) -> None:
        self._words = words
        self._middles: list[tuple[float, float]] | None = None  # y, x; found when first asked

    def on(self, box: Box) -> bool:
        """Whether one stands on a box."""
        if self._middles is None:
            written = (word for word in self._words if sum(map(str.isalpha, word.text)) > 2)
            self._middles = sorted((y, x) for x, y in map(_middle, written))
        start = bisect_left(self._middles, (box.top, 0.0))
        for y, x in islice(self._middles, start, None):
            if y > box.bottom:
                return False
            if box.x0 <= x <= box.x1:
                return True
        return False


def _zones(shapes: Sequence[Box], scales: Sequence[Box]) -> list[Box]:
    """The boxes around shapes that stand close together, where they are enough to be a chart."""
    groups: list[list[Box]] = []
    for shape in sorted([*shapes, *scales], key=lambda box: (box.top, box.x0)):
        near = [group for group in groups if any(_near(shape, other) for other in group)]
        merged = [shape, *(box for group in near for box in group)]
        groups = [group for group in groups if group not in near] + [merged]
    zones: list[Box] = []
    for group in groups:
        box = around(group)
        enough = len(group) >= FEWEST or (len(group) > 1 and any(scale in group for scale in scales))
        if enough and box.x1 - box.x0 >= 50 and box.bottom - box.top >= 40:
            zones.append(box)
    return sorted(zones, key=lambda box: (box.top, box.x0))


def _near(a: Box, b: Box) -> bool:
    across = max(a.x0, b.x0) - min(a.x1, b.x1)
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    if across <= NEAR and down <= NEAR:
        return True
    wide, tall = a.x1 - a.x0, a.bottom - a.top
    columns = abs(a.bottom - b.bottom) < EVEN and abs(b.x1 - b.x0 - wide) < EVEN and across <= SPARSE * wide
    rows = abs(a.x0 - b.x0) < EVEN and abs(b.bottom - b.top - tall) < EVEN and down <= SPARSE * tall
    return columns or rows


def _with_axes(zone: Box, rules: Sequence[Rule]) -> Box:
    """A zone widened to the axes and grid lines drawn through and around it."""
    wide, tall = zone.x1 - zone.x0, zone.bottom - zone.top
    axes = [zone]
    for rule in rules:
        line = (
            Box(rule.low, rule.at, rule.high, rule.at)
            if rule.level
            else Box(rule.at, rule.low, rule.at, rule.high)
        )
        side = tall if not rule.level else wide
        if _near(zone, line) and 0.5 * side <= rule.high - rule.low <= 1.5 * side:
            axes.append(line)
    return around(axes)


def _labels(zone: Box, words: Sequence[Printed]) -> list[Label]:
    """The labels in and around a zone, from the top: what stands near it, short and no part of a text."""
    left, above, right, below = REACH
    found = [word for word in words if zone.top - above <= _middle(word)[1] <= zone.bottom + 3 * below]
    rows = [[label_of(stretch) for stretch in row] for row in rows_of(found)]
    lines = [label for row in rows for label in row]
    rows = [
        [
            label
            for label in row
            if label.x1 >= zone.x0 - left
            and label.x0 <= zone.x1 + right
            and not _is_long(label)
            and not _is_prose(label, lines, zone)
        ]
        for row in rows
    ]
    inner = [label for row in rows for label in row if _beside(label, zone)]
    labels: list[Label] = []
    floor = zone.bottom
    for row in rows:
        if row and row[0].top <= floor + below and not _is_title(row, zone, inner):
            labels.extend(part for label in row for part in parted(label))
            floor = max(floor, row[0].bottom)
    inside = sum(_in(zone, word) for word in words)
    return labels if 2 * sum(_in(zone, word) for label in labels for word in label.words) >= inside else []


def _is_prose(label: Label, lines: Sequence[Label], zone: Box) -> bool:
    """Whether words are a line of a text beside or under a chart: too much is set close to them.

    The names of bars stand as close, but each begins with a capital.
    """
    block = [
        line
        for line in lines
        if abs(line.x0 - label.x0) < 2 and abs(line.bottom - label.bottom) < LINES * label.size
    ]
    if any(map(_is_long, block)):
        return True
    lower = sum(line.text[:1].islower() for line in block)
    return sum(len(line.words) for line in block) > TEXT and (
        label.top >= zone.bottom or 2 * lower >= len(block)
    )


def _is_long(label: Label) -> bool:
    """Whether words are too many for a label; the numbers of an axis never are."""
    return len(label.words) > WIDEST_LABEL and not all(label_of([word]).is_value for word in label.words)


def _in_line(zone: Box, words: Sequence[Printed]) -> list[Label]:
    """What stands beside a zone on its left and begins at one edge, as the names of bars do."""
    level = [word for word in words if zone.top <= _middle(word)[1] <= zone.bottom]
    lines = [label_of(stretch) for row in rows_of(level) for stretch in row]
    found = [line for line in lines if line.is_name and zone.x0 - FAR <= line.x0 and line.x1 <= zone.x0]
    edges = Counter(round(line.x0) for line in found)
    return [
        line
        for line in found
        if edges[round(line.x0)] >= FEWEST and not _is_long(line) and not _is_prose(line, lines, zone)
    ]


def _beside(label: Label, zone: Box) -> bool:
    return label.bottom > zone.top + 2 and label.top < zone.bottom + 2


def _is_title(row: Sequence[Label], zone: Box, inner: Sequence[Label]) -> bool:
    """Whether a row over or under a chart is its title or source, or heads what follows.

    It stands out from the labels inside, or begins where lines of text do.
    """
    label, style = row[0], row[0].words[0].style
    if len(row) > 1 or not label.is_name or _beside(label, zone):
        return False
    outwards = label.x0 < zone.x0 + MARGIN * (zone.x1 - zone.x0)
    styles = [other.words[0].style for other in inner]
    larger = all(style.size > 1.05 * other.size for other in styles)
    bold = style.bold and not any(other.bold for other in styles)
    return outwards or larger or bold or is_titling(label.text)


def _middle(word: Printed) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, word.base - 0.25 * word.style.size


def _in(box: Box, word: Printed) -> bool:
    x, y = _middle(word)
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _holds(outer: Box, box: Box) -> bool:
    return (
        outer.x0 - 4 <= box.x0
        and box.x1 <= outer.x1 + 4
        and outer.top - 4 <= box.top
        and box.bottom <= outer.bottom + 4
    )
