"""Words → lines: what stands side by side on one baseline and belongs together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from pipeline.ingest.layout.gutters import BULLET, MARKER_LIKE, Corridor, crosses, gutters_of, split
from pipeline.ingest.layout.printed import Printed, Style
from pipeline.model import Box

SAME_BASE = 0.3  # of the type size: baselines this close are one
RAISED_SIZE = 0.86  # of the neighbour's size: a footnote marker is set smaller
RAISED_BASE = 0.12  # of the neighbour's size: and its baseline lies higher
STRETCHED = 2.6  # type sizes: justified lines hold gaps up to this in the order of the file
INITIAL = 18.0  # points: of a letter that begins a paragraph over more than one line
WORD_GAP = 0.7  # type sizes: neighbours this close share a line whatever the file's order
ASCENT, DESCENT = 0.78, 0.24  # of the type size: fonts claim boxes that reach into the next line
TRACKED = 0.2  # type sizes between the letters of a word set wide; its words stand twice as far apart
FEWEST_TRACKED = 2  # words
FEWEST_PAGES = 5  # page numbers under each other, that belong to the entries of a contents list
WIDE_GAP = 4.0  # type sizes: further apart, words on one baseline are no line without a colon
_PAGE = re.compile(r"\d{1,3}|[ivxl]{1,6}")


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
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join([w.text if w.glued else " " + w.text for w in self.words]).lstrip()
        return self._text

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


def line_of(words: Iterable[Printed]) -> Line:
    """The line these words make; doubled words (faux bold) are read once, markers stay raised."""
    row = _once(sorted(words, key=attrgetter("x0")))
    style = _main_style(row)
    level = [word.base for word in row if word.style.size >= RAISED_SIZE * style.size]
    base = sorted(level)[len(level) // 2]
    if len(level) < len(row):
        row = [
            word._replace(raised=True)
            if word.style.size < RAISED_SIZE * style.size and base - word.base > RAISED_BASE * style.size
            else word
            for word in row
        ]
    if len(row) > FEWEST_TRACKED and row[0].text.isupper():
        row = _tracked(row)
    return Line(
        tuple(row),
        row[0].x0,
        base - ASCENT * style.size,
        max([word.x1 for word in row]),
        base + DESCENT * style.size,
        base,
        style,
    )


def _tracked(row: list[Printed]) -> list[Printed]:
    """Words in capitals set letter by letter made whole: their parts stand closer than the words do."""
    if not all(word.text.isupper() and word.style == row[0].style for word in row):
        return row
    gaps = [word.x0 - last.x1 for last, word in pairwise(row)]
    small = [gap for gap in gaps if gap < TRACKED * row[0].style.size]
    wide = [gap for gap in gaps if gap >= TRACKED * row[0].style.size]
    if not small or not wide or min(wide) < 2 * max(small):
        return row
    whole = (word._replace(glued=word.glued or gap in small) for gap, word in zip(gaps, row[1:], strict=True))
    return [row[0], *whole]


def _main_style(words: Sequence[Printed]) -> Style:
    styles = [word.style for word in words]
    if styles.count(styles[0]) == len(styles):
        return styles[0]
    counts: Counter[Style] = Counter()
    for word in words:
        counts[word.style] += len(word.text)
    return max(counts, key=counts.__getitem__)


def _once(words: list[Printed]) -> list[Printed]:
    """The words without those printed again in the same place (faux bold, shadows)."""
    kept: list[Printed] = []
    last: Printed | None = None
    for word in words:
        if (
            last is not None
            and word.text == last.text
            and word.x0 < last.x1 - 0.5 * (last.x1 - last.x0)
            and abs(word.base - last.base) < SAME_BASE * word.style.size
        ):
            kept[-1] = last = last._replace(style=last.style._replace(bold=True))
            continue
        kept.append(word)
        last = word
    return kept


def rows_of(words: Sequence[Printed]) -> list[list[list[Printed]]]:
    """Rows from the top, each a list of stretches of words that the file sets in one go."""
    stretches = _stretches(words)
    stretches.sort(key=lambda stretch: stretch[0].base)
    rows: list[list[list[Printed]]] = []
    base, size = 0.0, 0.0
    for stretch in stretches:
        head = max(stretch, key=attrgetter("style.size"))
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
        # Nearly every word goes on one line in one type: let that be told at once.
        level = last is not None and word.base == last.base and word.style is last.style
        if last is not None and (
            (level and 0 <= word.x0 - last.x1 < WORD_GAP * word.style.size) or _follows(last, word)
        ):
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
    smaller, size = last.style.size, word.style.size
    if smaller > size:
        smaller, size = size, smaller
    gap = word.x0 - last.x1
    if gap > STRETCHED * size or gap < -0.6 * size or (gap > WORD_GAP * size and BULLET.match(word.text)):
        return False
    drop = abs(word.base - last.base)
    if drop <= SAME_BASE * smaller:
        return True
    return smaller < RAISED_SIZE * size and drop < 0.65 * size and gap < 0.5 * size


def lines_of(words: Sequence[Printed]) -> list[Line]:
    """Lines of one region (a page's flow, a panel, a cell) from the top, columns kept apart."""
    if not words:
        return []
    rows = rows_of(_without_initials(words))
    gutters = gutters_of(rows)
    lines: list[Line] = []
    for row in rows:
        pieces: list[list[Printed]] = []
        for stretch in row:
            pieces.extend(split(stretch, gutters))
        pieces.sort(key=lambda piece: piece[0].x0)
        joined = [pieces[0]]
        for piece in pieces[1:]:
            if _one_line(joined[-1], piece, gutters):
                joined[-1] = [*joined[-1], *piece]
            else:
                joined.append(piece)
        lines.extend(line_of(piece) for piece in joined)
    return _with_strays(_with_pages(lines))


def _without_initials(words: Sequence[Printed]) -> Sequence[Printed]:
    """Words with large initials (one capital over several lines) put before the word they begin."""
    large = [
        word for word in words if len(word.text) == 1 and word.text.isupper() and word.style.size >= INITIAL
    ]
    if not large or len(large) > 20:
        return words
    kept = list(words)
    for initial in large:
        beside = [
            word
            for word in kept
            if word.style.size <= 0.5 * initial.style.size
            and -0.1 * initial.style.size < word.x0 - initial.x1 < 0.5 * initial.style.size
            and initial.base - initial.style.size < word.base <= initial.base + 1
        ]
        if not beside:
            continue
        first = min(beside, key=lambda word: (word.base, word.x0))
        if first.text[:1].islower() or first.text.isupper():
            kept.remove(initial)
            kept[kept.index(first)] = first._replace(text=initial.text + first.text)
    return kept


def _with_pages(lines: list[Line]) -> list[Line]:
    """Lines with the page numbers that stand far behind them, under each other and never falling."""
    pages = [line for line in lines if len(line.words) == 1 and _PAGE.fullmatch(line.text)]
    edge = max((line.x1 for line in pages), default=0.0)
    pages = [line for line in pages if edge - line.x1 < line.size]
    numbers = [int(line.text) for line in pages if line.text.isdigit()]
    if len(pages) < FEWEST_PAGES or numbers != sorted(numbers) or len(set(numbers)) < 2:
        return lines
    others = [line for line in lines if line not in pages]
    joined: dict[int, Line] = {}
    for page in pages:
        level = (
            number for number, line in enumerate(others) if abs(line.base - page.base) < SAME_BASE * page.size
        )
        entry = max(level, key=lambda number: others[number].x1, default=None)
        if entry is None or others[entry].x1 > page.x0:
            return lines
        joined[entry] = line_of([*others[entry].words, *page.words])
    return [joined.get(number, line) for number, line in enumerate(others)]


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
        return gap > -0.5 * size or not crosses(gutters, b.x0, a.x1, a)
    if crosses(gutters, a.x1, b.x0, a) or BULLET.match(b.text):
        return False
    if max(a.style.size, b.style.size) > 1.15 * min(a.style.size, b.style.size):
        return False
    if b.order != max(word.order for word in left) + 1 and len(left) > 1 < len(right):
        return False
    return gap <= WIDE_GAP * size or (a.text.endswith(":") and gap <= 4 * WIDE_GAP * size)
