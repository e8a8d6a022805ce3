"""Words → lines: what stands side by side on one baseline and belongs together."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from pipeline.ingest.printed import Printed, Style
from pipeline.model import Box

SAME_BASE = 0.3  # of the type size: baselines this close are one
RAISED_SIZE = 0.86  # of the neighbour's size: a footnote marker is set smaller
RAISED_BASE = 0.12  # of the neighbour's size: and its baseline lies higher
STRETCHED = 2.6  # type sizes: justified lines hold gaps up to this in the order of the file
WORD_GAP = 0.7  # type sizes: neighbours this close share a line whatever the file's order
ASCENT, DESCENT = 0.78, 0.24  # of the type size: fonts claim boxes that reach into the next line
WIDE_GAP = 4.0  # type sizes: further apart, words on one baseline are no line without a colon


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right. `style` is the type most of it is set in."""

    words: tuple[Printed, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style

    @property
    def text(self) -> str:
        return "".join(word.text if word.glued else " " + word.text for word in self.words).lstrip()

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


class Corridor:
    """A white stripe between two columns of text, as far down as nothing crosses it."""

    __slots__ = ("both", "bottom", "left", "right", "top", "x0", "x1")

    def __init__(self, x0: float, x1: float, top: float) -> None:
        self.x0, self.x1, self.top, self.bottom = x0, x1, top, top
        self.left = self.right = self.both = 0


def line_of(words: Iterable[Printed]) -> Line:
    """The line these words make; doubled words (faux bold) are read once, markers stay raised."""
    row = _once(sorted(words, key=attrgetter("x0")))
    style = _main_style(row)
    level = [word for word in row if word.style.size >= RAISED_SIZE * style.size] or row
    base = sorted(word.base for word in level)[len(level) // 2]
    if any(word.style.size < RAISED_SIZE * style.size for word in row):
        row = [
            word._replace(raised=True)
            if word.style.size < RAISED_SIZE * style.size and base - word.base > RAISED_BASE * style.size
            else word
            for word in row
        ]
    return Line(
        tuple(row),
        row[0].x0,
        base - ASCENT * style.size,
        max(word.x1 for word in row),
        base + DESCENT * style.size,
        base,
        style,
    )


def _main_style(words: Sequence[Printed]) -> Style:
    first = words[0].style
    if all(word.style is first for word in words):
        return first
    counts: Counter[Style] = Counter()
    for word in words:
        counts[word.style] += len(word.text)
    return counts.most_common(1)[0][0]


def _once(words: list[Printed]) -> list[Printed]:
    """The words without those printed again in the same place (faux bold, shadows)."""
    kept: list[Printed] = []
    for word in words:
        last = kept[-1] if kept else None
        if (
            last is not None
            and word.x0 < last.x1 - 0.5 * (last.x1 - last.x0)
            and word.text == last.text
            and abs(word.base - last.base) < SAME_BASE * word.style.size
        ):
            kept[-1] = last._replace(style=last.style._replace(bold=True))
            continue
        kept.append(word)
    return kept


def rows_of(words: Sequence[Printed]) -> list[list[list[Printed]]]:
    """Rows from the top, each a list of stretches of words that the file sets in one go."""
    stretches = _stretches(words)
    stretches.sort(key=lambda stretch: stretch[0].base)
    rows: list[list[list[Printed]]] = []
    base, size = 0.0, 0.0
    for stretch in stretches:
        head = max(stretch, key=lambda word: word.style.size)
        if rows and abs(head.base - base) <= SAME_BASE * min(size, head.style.size):
            rows[-1].append(stretch)
            continue
        rows.append([stretch])
        base, size = head.base, head.style.size
    for row in rows:
        row.sort(key=lambda stretch: stretch[0].x0)
    return rows


def _stretches(words: Sequence[Printed]) -> list[list[Printed]]:
    """Words that follow each other in the file on one baseline without a wide gap."""
    stretches: list[list[Printed]] = []
    last: Printed | None = None
    for word in words:
        if last is not None and _follows(last, word):
            stretches[-1].append(word)
        else:
            stretches.append([word])
        # A raised marker must not move the baseline the next word is held against.
        if last is None or word.style.size >= RAISED_SIZE * last.style.size or len(stretches[-1]) == 1:
            last = word
        else:
            last = last._replace(x1=max(word.x1, last.x1))
    return stretches


def _follows(last: Printed, word: Printed) -> bool:
    size = max(last.style.size, word.style.size)
    gap = word.x0 - last.x1
    if gap > STRETCHED * size or gap < -0.6 * size:
        return False
    drop = word.base - last.base
    if abs(drop) <= SAME_BASE * min(last.style.size, word.style.size):
        return True
    smaller = min(last.style.size, word.style.size) < RAISED_SIZE * size
    return smaller and abs(drop) < 0.65 * size and gap < 0.5 * size


def lines_of(words: Sequence[Printed]) -> list[Line]:
    """Lines of one region (a page's flow, a panel, a cell) from the top, columns kept apart."""
    if not words:
        return []
    rows = rows_of(words)
    gutters = gutters_of(rows)
    lines: list[Line] = []
    for row in rows:
        pieces: list[list[Printed]] = []
        for stretch in row:
            pieces.extend(_split(stretch, gutters))
        pieces.sort(key=lambda piece: piece[0].x0)
        joined = [pieces[0]]
        for piece in pieces[1:]:
            if _one_line(joined[-1], piece, gutters):
                joined[-1] = [*joined[-1], *piece]
            else:
                joined.append(piece)
        lines.extend(line_of(piece) for piece in joined)
    return _with_strays(lines)


def _with_strays(lines: list[Line]) -> list[Line]:
    """Lines with raised markers that were drawn apart put back behind the word they follow."""
    strays = [line for line in lines if len(line.words) == 1 and len(line.words[0].text) <= 4]
    if not strays:
        return lines
    for stray in strays:
        word = stray.words[0]
        for number, line in enumerate(lines):
            if line is stray or word.style.size >= RAISED_SIZE * line.size or not line.words:
                continue
            rise = line.base - word.base
            if not RAISED_BASE * line.size < rise < 0.75 * line.size:
                continue
            gaps = [abs(word.x0 - other.x1) for other in line.words]
            if min(gaps) < 0.4 * line.size:
                lines[number] = line_of([*line.words, word])
                stray.words = ()
                break
    return [line for line in lines if line.words]


def _one_line(left: list[Printed], right: list[Printed], gutters: Sequence[Corridor]) -> bool:
    a, b = left[-1], right[0]
    size = max(a.style.size, b.style.size)
    gap = b.x0 - max(word.x1 for word in left)
    if len(left) == 1 and gap <= WIDE_GAP * size and MARKER_LIKE.match(a.text):
        return True
    if gap <= WORD_GAP * size:
        return gap > -0.5 * size or not _crosses(gutters, b.x0, a.x1, a)
    if _crosses(gutters, a.x1, b.x0, a):
        return False
    if max(a.style.size, b.style.size) > 1.15 * min(a.style.size, b.style.size):
        return False
    return gap <= WIDE_GAP * size or (a.text.endswith(":") and gap <= 4 * WIDE_GAP * size)


def _crosses(gutters: Sequence[Corridor], x0: float, x1: float, word: Printed) -> bool:
    """Whether a gutter runs between x0 and x1 at the height of a word."""
    return any(
        gutter.top - 1 <= word.base <= gutter.bottom + 1 and x0 - 1 <= gutter.x0 and gutter.x1 <= x1 + 1
        for gutter in gutters
    )


def _split(stretch: list[Printed], gutters: Sequence[Corridor]) -> list[list[Printed]]:
    """A stretch cut where gutters run through its gaps."""
    sure = [gutter for gutter in gutters if gutter.both >= FEWEST]
    cuts = _cuts(stretch) if sure else []
    pieces: list[list[Printed]] = []
    start = 0
    for cut in cuts:
        if _crosses(sure, stretch[cut - 1].x1, stretch[cut].x0, stretch[cut]):
            pieces.append(stretch[start:cut])
            start = cut
    return [*pieces, stretch[start:]]


def pieces_of(stretch: list[Printed]) -> list[list[Printed]]:
    """A stretch cut wherever it may be."""
    starts = [0, *_cuts(stretch), len(stretch)]
    return [stretch[start:end] for start, end in pairwise(starts)]


def _cuts(stretch: Sequence[Printed]) -> list[int]:
    """Where a stretch may be cut: before words behind a gap wide for it.

    The words of a justified line stand wide apart too, but evenly.
    """
    gaps = [word.x0 - last.x1 for last, word in itertools.pairwise(stretch)]
    wide = [n for n, gap in enumerate(gaps, 1) if gap >= INNER_GAP * stretch[n].style.size]
    if wide and wide[0] == 1 and MARKER_LIKE.match(stretch[0].text):
        wide = wide[1:]  # an item's marker stays with its text, however many items are aligned
    if not wide or len(gaps) < EVEN:
        return wide
    usual = sorted(gaps)[len(gaps) // 2]
    return [n for n in wide if gaps[n - 1] >= UNEVEN * usual]


MARKER_LIKE = re.compile(r"(?:[•◦▪■□●○‣➢➤►✓–—\ue000-\uf8ff-]|\(?[0-9a-zA-Z]{1,3}[.)])$")
EVEN = 3  # gaps that tell how wide the spaces of a line are
UNEVEN = 1.6  # times the usual space of its line: a gap that may be a gutter
INNER_GAP = 0.8  # type sizes: a gap inside a stretch that may be a gutter
NARROWEST = 0.5  # type sizes: of a gutter
NEAR = 3.0  # type sizes: the lines of a column start this close to its gutter
FEWEST = 3  # rows on either side of a gutter


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
    size = max(word.style.size for stretch in row for word in stretch)
    spans: list[tuple[float, float]] = []
    for stretch in row:
        starts = [0, *_cuts(stretch), len(stretch)]
        for start, end in itertools.pairwise(starts):
            x0, x1 = stretch[start].x0, max(word.x1 for word in stretch[start:end])
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
