"""Columns that spaces make: tables and prose side by side, cut at the white between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.text.pieces import Line, closed, is_marker, marker_at, opens_low

_SEGMENT = re.compile(r"\S+(?:\s\S+)*")
_NUMBER = re.compile(r"[-–+(<>~]?[$£€]?\d[\d.,]*[%)+-]?|n/?a|[-–]", re.I)
_FEWEST = 3  # lines that hold cells side by side
_WHITE = 2  # columns of white that part cells
_FAR = 3  # empty lines within a table at most
_DENSE = 4  # words of a line of prose in a column

Row = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines `first` to `last` (excluded) set in columns: a table's rows, or one row of prose columns."""

    first: int
    last: int
    rows: tuple[Row, ...]
    header_rows: int
    prose: bool


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    start: int
    end: int


def columns_in(lines: Sequence[Line]) -> Iterator[Columns]:
    """Where at least three lines hold cells whose white between them stands in line.

    A table that goes on over a page is one, though its columns stand elsewhere there.
    """
    cut = [_segments(line) for line in lines]
    waiting: _Found | None = None
    start = 0
    while start < len(lines):
        found = _found(lines, cut, start) if len(cut[start]) > 1 else None
        start = found.last if found is not None else start + 1
        if found is None:
            continue
        joined = _joined(lines, cut, waiting, found) if waiting is not None else None
        if waiting is not None and joined is None:
            yield from _columns(lines, waiting)
        waiting = joined or found
    if waiting is not None:
        yield from _columns(lines, waiting)


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines that keep to the same columns, each cut at them."""

    first: int
    last: int
    placed: tuple[Row, ...]
    edge: int  # where the first column ends


def _segments(line: Line) -> tuple[_Segment, ...]:
    """The stretches of a line that two spaces or more part; a bullet stays with its words."""
    if "\t" in line.text or "|" in line.text:
        return (_Segment(line.text, line.indent, line.indent + len(line.text)),)
    found: list[_Segment] = []
    for match in _SEGMENT.finditer(line.text):
        start, end = line.indent + match.start(), line.indent + match.end()
        if found and is_marker(found[-1].text):
            found[-1] = _Segment(f"{found[-1].text} {match.group()}", found[-1].start, end)
        else:
            found.append(_Segment(match.group(), start, end))
    return tuple(found)


def _found(lines: Sequence[Line], cut: Sequence[tuple[_Segment, ...]], start: int) -> _Found | None:
    """The longest stretch from a line on that keeps to columns, or None where too few lines do."""
    gutters = [(a.end, b.start) for a, b in pairwise(cut[start])]
    last = start + 1
    while last < len(lines):
        line = lines[last]
        if line.page != lines[start].page or line.gap > _FAR:
            break
        kept = _kept(gutters, cut[last])
        if not kept:
            break
        gutters, last = kept, last + 1
    sided = [n for n in range(start, last) if len(cut[n]) > 1]
    if len(sided) < _FEWEST:
        return None
    last = _without_tail(lines, sided[-1] + 1, last)
    placed = tuple(_placed(lines[n], cut[n], gutters) for n in range(start, last))
    return _Found(start, last, placed, gutters[0][1])


def _joined(
    lines: Sequence[Line], cut: Sequence[tuple[_Segment, ...]], above: _Found, below: _Found
) -> _Found | None:
    """A table and what goes on from it at the head of the next page, or None where that is another."""
    width = len(above.placed[0])
    between = range(above.last, below.first)
    turned = lines[below.first].page == lines[above.last - 1].page + 1
    narrow = all(len(cut[n]) == 1 and cut[n][0].end <= below.edge for n in between)
    headed = lines[above.last].page == lines[below.first].page
    if not (turned and narrow and headed and width == len(below.placed[0])):
        return None
    rest = tuple(((lines[n],), *((),) * (width - 1)) for n in between)
    return _Found(above.first, below.last, (*above.placed, *rest, *below.placed), below.edge)


def _columns(lines: Sequence[Line], found: _Found) -> Iterator[Columns]:
    """The columns of a stretch: prose set side by side, or a table of two rows at least; none of contents."""
    here = lines[found.first : found.last]
    if _is_contents(found.placed):
        return
    if _is_prose(here, found.placed):
        width = len(found.placed[0])
        columns = tuple(tuple(line for row in found.placed for line in row[n]) for n in range(width))
        yield Columns(found.first, found.last, (columns,), 0, prose=True)
        return
    rows, header = _rows(here, found.placed)
    if len(rows) > 1:
        yield Columns(found.first, found.last, rows, header, prose=False)


def _kept(gutters: Sequence[tuple[int, int]], segments: Sequence[_Segment]) -> list[tuple[int, int]]:
    """What a line leaves of the gutters; one with a segment for each of three columns may sit askew."""
    kept = []
    for low, high in gutters:
        left = max((s.end for s in segments if s.start <= low + _WHITE and s.end > low), default=low)
        right = min((s.start for s in segments if s.start > low + _WHITE), default=high)
        if min(right, high) - left >= _WHITE:
            kept.append((left, min(right, high)))
    if len(kept) < len(gutters) and len(segments) == len(gutters) + 1 > 2:
        return list(gutters)
    return kept


def _without_tail(lines: Sequence[Line], sided: int, last: int) -> int:
    """Where columns end: behind their last line of cells and what goes on from that without an empty line."""
    end = sided
    while end < last and lines[end].gap == 0:
        end += 1
    return end


def _placed(
    line: Line, segments: Sequence[_Segment], gutters: Sequence[tuple[int, int]]
) -> tuple[tuple[Line, ...], ...]:
    """The parts of a line by column; with a part for each column they go by their order."""
    columns: list[list[_Segment]] = [[] for _ in range(len(gutters) + 1)]
    for order, segment in enumerate(segments):
        middle = (segment.start + segment.end) / 2
        column = sum(middle > (low + high) / 2 for low, high in gutters)
        columns[order if len(segments) == len(columns) else column].append(segment)
    return tuple(
        (Line(" ".join(part.text for part in parts), parts[0].start, line.page, line.gap),) if parts else ()
        for parts in columns
    )


def _is_contents(placed: Sequence[Row]) -> bool:
    """Whether the last column is page numbers that never fall, beside titles."""
    numbers = [row[-1][0].text for row in placed if row[-1]]
    if len(placed[0]) != 2 or not all(re.fullmatch(r"\d{1,3}", text) for text in numbers):
        return False
    pages = [int(text) for text in numbers]
    return pages == sorted(pages) and len(set(pages)) > 2 and pages[0] < 30


def _is_prose(lines: Sequence[Line], placed: Sequence[Row]) -> bool:
    """Whether the columns are running prose side by side: dense, wrapped, and not in step."""
    for column in zip(*placed, strict=True):
        texts = [line.text for cell in column for line in cell]
        words = sorted(len(text.split()) for text in texts)
        low = sum(opens_low(text) for text in texts)
        if len(texts) < 2 * _FEWEST or words[len(words) // 2] < _DENSE or low * 3 < len(texts):
            return False
    opened = [row for line, row in zip(lines, placed, strict=True) if line.gap]
    if any(opens_low(cell[0].text) for row in opened for cell in row if cell):
        return True  # a sentence goes on over an empty line: that is the other column's
    return not opened or not all(all(row) for row in opened)


def _rows(lines: Sequence[Line], placed: Sequence[Row]) -> tuple[tuple[Row, ...], int]:
    """The lines' cells put together to rows, and how many of them are header."""
    anchors = _anchors(placed)
    if anchors:
        starts = [0, *(n for n in anchors if n)]
        header = int(0 not in anchors)
    else:
        gaps = [n for n, line in enumerate(lines) if n and line.gap and line.page == lines[n - 1].page]
        opened = (n for n in range(1, len(placed)) if _opens(placed, n, alone=not gaps))
        starts = [0, *sorted({*gaps, *opened})]
        header = int(len(starts) > 2 and all(_is_short(cell) for cell in placed[0]))
    groups = [placed[a:b] for a, b in pairwise([*starts, len(placed)])]
    rows = tuple(
        tuple(tuple(line for row in group for line in row[n]) for n in range(len(placed[0])))
        for group in groups
    )
    return rows, header


def _anchors(placed: Sequence[Row]) -> list[int]:
    """The lines that begin a row by a number in a column that holds little but numbers."""
    for column in range(1, len(placed[0])):
        found = [n for n, row in enumerate(placed) if row[0] and row[column] and _is_score(row[column][0])]
        first = found[0] if found else 0
        body = [row[column] for row in placed[first:] if row[column]]
        if len(found) > 1 and len(found) * 3 >= len(body) * 2:
            return found
    return []


def _is_score(line: Line) -> bool:
    return _NUMBER.fullmatch(line.text) is not None and not re.fullmatch(r"(?:19|20)\d\d", line.text)


def _opens(placed: Sequence[Row], n: int, *, alone: bool) -> bool:
    """Whether a line begins a row by its words; `alone` where no empty lines tell the rows.

    Its cells all open anew, three at least or the first of them numbered.
    """
    row, above = placed[n], placed[n - 1]
    if not row[0] or opens_low(row[0][0].text):
        return False
    if all(row) and marker_at(row[0][0].text) is not None:
        return True
    if all(row) and not any(opens_low(cell[0].text) for cell in row):
        return len(row) > 2 or alone
    return alone and (not above[0] or closed(above[0][0].text))


def _is_short(cell: Sequence[Line]) -> bool:
    return all(len(line.text.split()) <= 5 and not line.text.endswith(".") for line in cell)
