"""Charts and drawings: the zones they fill, and the words in them that are labels, not prose."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from pipeline.ingest.layout.lines import rows_of
from pipeline.ingest.layout.printed import PageChars, Printed, around
from pipeline.model import Box

SMALLEST = 15.0  # points: smaller shapes are letters drawn as outlines, bullets, ornaments
NEAR = 26.0  # points: shapes no further apart belong to one drawing
FEWEST = 3  # shapes that make a chart
REACH = (34.0, 16.0, 16.0, 20.0)  # points to the left, above, right, below: where axis labels stand
WIDEST_LABEL = 7  # words
MOST_SHAPES = 400  # of one page; a map has more, and its first ones tell where it lies


def label_words(page: PageChars, tables: Sequence[Box], words: Sequence[Printed]) -> list[list[Printed]]:
    """The words that label the charts of a page, chart by chart, each from the top."""
    shapes = _shapes(page, tables, words)
    if len(shapes) < FEWEST:
        return []
    labels: list[list[Printed]] = []
    taken: set[int] = set()
    for zone in _zones(shapes):
        if _are_cells([shape for shape in shapes if _holds(zone, shape)], words):
            continue
        found = _labels(zone, [word for word in words if word.order not in taken])
        if sum(any(char.isdigit() for char in word.text) for word in found) >= 2:
            labels.append(found)
            taken.update(word.order for word in found)
    return labels


def _are_cells(bars: Sequence[Box], words: Sequence[Printed]) -> bool:
    """Whether bars stand in the rows of a table: words before and behind each, beside its number."""
    rows = 0
    for bar in bars:
        beside = [word for word in words if bar.top <= word.base - 0.25 * word.style.size <= bar.bottom]
        named = [word for word in beside if sum(char.isalpha() for char in word.text) > 2]
        rows += any(word.x1 <= bar.x0 for word in named) and any(word.x0 >= bar.x1 for word in named)
    return rows >= FEWEST and rows >= 0.8 * len(bars)


def _shapes(page: PageChars, tables: Sequence[Box], words: Sequence[Printed]) -> list[Box]:
    """Drawn shapes that are no ground of words: bars, slices, curves."""
    shapes: list[Box] = []
    drawings = set(page.drawings)
    written = _Written(words)
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


def _zones(shapes: Sequence[Box]) -> list[Box]:
    """The boxes around shapes that stand close together, where they are enough to be a chart."""
    groups: list[list[Box]] = []
    for shape in sorted(shapes, key=lambda box: (box.top, box.x0)):
        near = [group for group in groups if any(_near(shape, other) for other in group)]
        merged = [shape, *(box for group in near for box in group)]
        groups = [group for group in groups if group not in near] + [merged]
    zones: list[Box] = []
    for group in groups:
        box = around(group)
        if len(group) >= FEWEST and box.x1 - box.x0 >= 50 and box.bottom - box.top >= 40:
            zones.append(box)
    return sorted(zones, key=lambda box: (box.top, box.x0))


def _near(a: Box, b: Box) -> bool:
    across = max(a.x0, b.x0) - min(a.x1, b.x1)
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    return across <= NEAR and down <= NEAR


def _labels(zone: Box, words: Sequence[Printed]) -> list[Printed]:
    left, above, right, below = REACH
    reach = Box(zone.x0 - left, zone.top - above, zone.x1 + right, zone.bottom + below)
    labels: list[Printed] = []
    for row in rows_of([word for word in words if _in(reach, word)]):
        for stretch in row:
            if len(stretch) <= WIDEST_LABEL and not _goes_on_outside(stretch, words, reach):
                labels.extend(stretch)
    prose = sum(_in(zone, word) for word in words) - sum(_in(zone, word) for word in labels)
    return labels if prose <= len(labels) else []


def _goes_on_outside(stretch: Sequence[Printed], words: Sequence[Printed], reach: Box) -> bool:
    """Whether a stretch is part of a line of prose that reaches beyond the drawing."""
    first, last = stretch[0], stretch[-1]
    size = first.style.size
    return any(
        abs(word.base - first.base) < 0.3 * size
        and not _in(reach, word)
        and (-1 < first.x0 - word.x1 < size or -1 < word.x0 - last.x1 < size)
        for word in words
    )


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
