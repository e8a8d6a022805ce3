"""White stripes between columns of text, and where the words of a row may be cut at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.layout.printed import Printed

_BULLETS = "•◦▪■□●○‣➢➤►✓\ue000-\uf8ff"
BULLET = re.compile(f"[{_BULLETS}]$")
MARKER_LIKE = re.compile(
    rf"(?:[{_BULLETS}–—−+=?-]"
    r"|\(?[0-9a-zA-Z]{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$"
)
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{1,2}$")
_FIGURE = re.compile(r"[-–(]?[$€£]?\d[\d.,]*[%)]?$|[-–]$")
EVEN = 3  # gaps that tell how wide the spaces of a line are
UNEVEN = 1.6  # times the usual space of its line: a gap that may be a gutter
INNER_GAP = 0.8  # type sizes: a gap inside a stretch that may be a gutter
NARROWEST = 0.5  # type sizes: of a gutter
NEAR = 3.0  # type sizes: the lines of a column start this close to its gutter
FEWEST = 3  # rows on either side of a gutter


class Corridor:
    """A white stripe between two columns of text, as far down as nothing crosses it."""

    __slots__ = ("both", "bottom", "left", "right", "top", "x0", "x1")

    def __init__(self, x0: float, x1: float, top: float) -> None:
        self.x0, self.x1, self.top, self.bottom = x0, x1, top, top
        self.left = self.right = self.both = 0


def crosses(gutters: Sequence[Corridor], x0: float, x1: float, word: Printed) -> bool:
    """Whether a gutter runs between x0 and x1 at the height of a word."""
    return any(
        gutter.top - 1 <= word.base <= gutter.bottom + 1 and x0 - 1 <= gutter.x0 and gutter.x1 <= x1 + 1
        for gutter in gutters
    )


def split(stretch: list[Printed], gutters: Sequence[Corridor]) -> list[list[Printed]]:
    """A stretch cut where gutters run through its gaps."""
    sure = [gutter for gutter in gutters if gutter.both >= FEWEST]
    cuts = _cuts(stretch) if sure else []
    pieces: list[list[Printed]] = []
    start = 0
    for cut in cuts:
        if crosses(sure, stretch[cut - 1].x1, stretch[cut].x0, stretch[cut]):
            pieces.append(stretch[start:cut])
            start = cut
    return [*pieces, stretch[start:]]


def parts_of(stretch: list[Printed], *, behind: bool = False) -> list[list[Printed]]:
    """A stretch cut wherever it may be; `behind` other words of its row a decimal is no marker."""
    starts = [0, *_cuts(stretch, marked=not (behind and _DECIMAL.match(stretch[0].text))), len(stretch)]
    return [stretch[start:end] for start, end in pairwise(starts)]


def _cuts(stretch: Sequence[Printed], *, marked: bool = True) -> list[int]:
    """Where a stretch may be cut: before words behind a gap wide for it.

    The words of a justified line stand wide apart too, but evenly; numbers side by side are cells.
    """
    wide = [
        number
        for number, (last, word) in enumerate(pairwise(stretch), 1)
        if word.x0 - last.x1 >= INNER_GAP * word.style.size
    ]
    if marked and wide and wide[0] == 1 and MARKER_LIKE.match(stretch[0].text):
        wide = wide[1:]  # an item's marker stays with its text, however many items are aligned
    if not wide or len(stretch) <= EVEN:
        return wide
    gaps = [word.x0 - last.x1 for last, word in pairwise(stretch)]
    cells = {n for n in wide if _FIGURE.match(stretch[n - 1].text) and _FIGURE.match(stretch[n].text)}
    others = sorted(gap for n, gap in enumerate(gaps, 1) if n not in cells)
    usual = others[len(others) // 2] if others else 0.0
    return [n for n in wide if n in cells or gaps[n - 1] >= UNEVEN * usual]


def gutters_of(rows: Sequence[Sequence[Sequence[Printed]]]) -> list[Corridor]:
    """The white stripes that part columns: at least three rows of text on either side."""
    done: list[Corridor] = []
    active: list[Corridor] = []
    for row in rows:
        spans, base, size = _spans(row)
        kept: list[Corridor] = []
        for corridor in active:
            inside = _free(corridor.x0, corridor.x1, spans, NARROWEST * size)
            if not inside:
                done.append(corridor)
                continue
            for number, (x0, x1) in enumerate(inside):
                part = corridor if number == len(inside) - 1 else Corridor(x0, x1, corridor.top)
                part.left, part.right, part.both = corridor.left, corridor.right, corridor.both
                part.x0, part.x1, part.bottom = x0, x1, base
                kept.append(part)
        ends = [end for _, end in spans]
        starts = [start for start, _ in spans[1:]] + [float("inf")]
        for x0, x1 in zip(ends, starts, strict=True):
            if x1 - x0 >= INNER_GAP * size and not any(c.x0 <= x1 and x0 <= c.x1 for c in kept):
                kept.append(Corridor(x0, x1, base))
        for corridor in kept:
            _count(corridor, spans, base, size)
        active = kept
    return [c for c in (*done, *active) if min(c.left, c.right) >= FEWEST]


def _count(corridor: Corridor, spans: Sequence[tuple[float, float]], base: float, size: float) -> None:
    """Note what a row has on either side: anything to the left, the start of a column to the right."""
    corridor.bottom = base
    left = spans[0][0] < corridor.x0
    start = min((x0 for x0, _ in spans if x0 >= corridor.x1 - 0.1), default=float("inf"))
    right = start - corridor.x1 < NEAR * size
    corridor.left += left
    corridor.right += right
    corridor.both += left and right


def _spans(row: Sequence[Sequence[Printed]]) -> tuple[list[tuple[float, float]], float, float]:
    """The stretches of x a row covers (cut at gaps that may be gutters), its baseline and size."""
    size = max([word.style.size for stretch in row for word in stretch])
    spans: list[tuple[float, float]] = []
    for stretch in row:
        starts = [0, *_cuts(stretch), len(stretch)]
        for start, end in pairwise(starts):
            x0, x1 = stretch[start].x0, max([word.x1 for word in stretch[start:end]])
            if spans and x0 - spans[-1][1] < INNER_GAP * size:
                spans[-1] = (min(x0, spans[-1][0]), max(spans[-1][1], x1))
            else:
                spans.append((x0, x1))
    return spans, row[0][0].base, size


def _free(
    x0: float, x1: float, spans: Sequence[tuple[float, float]], narrowest: float
) -> list[tuple[float, float]]:
    """What of x0 to x1 no span covers, in pieces at least so wide."""
    free: list[tuple[float, float]] = []
    start = x0
    for left, right in spans:
        if left - start >= narrowest and left > x0:
            free.append((start, min(left, x1)))
        start = max(start, right)
        if start >= x1:
            break
    if x1 - start >= narrowest:
        free.append((start, x1))
    return [(a, b) for a, b in free if b - a >= narrowest]
