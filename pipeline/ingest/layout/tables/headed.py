"""Tables without any rule under a bold header: cells of more lines, centred in their rows or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.layout.tables.aligned import GUTTER, Row, Segment
from pipeline.ingest.layout.tables.ruled import Grid, GridCell
from pipeline.model import Box

FEWEST_COLUMNS = 3  # two bold titles side by side may stand over two columns of text
FEWEST_ROWS = 2  # under one header, of one table of a run at least
STEP = 1.12  # times the usual step of lines: a wider one parts rows
LOOSEST = 1.45  # type sizes from line to line of one cell
NARROWEST = 0.25  # type sizes between columns
MOST_LINES = 24  # of a row, those between its cells' lines included: more is running text
FULL = 0.75  # of a column: lines of running text mostly reach as far
FEW_WORDS = 3  # of such a line
ROOM = 2.0  # points around the words of a table

Band = list[Row]


def headed_grids(run: Sequence[Row]) -> list[Grid]:
    """The grids of some rows of words, each from a bold header to the next, from the top."""
    bands = _bands(run)
    heads = [number for number, band in enumerate(bands) if _is_head(band)]
    found: list[tuple[Grid, int]] = []
    for head, end in pairwise([*heads, len(bands)]):
        columns = _columns(bands[head:end])
        rows = _fitting(bands[head:end], columns)
        if len(columns) >= FEWEST_COLUMNS and len(rows) > 1 and not _is_text(rows[1:], columns):
            found.append((_marked_out(rows, columns), len(rows) - 1))
    return [grid for grid, _ in found] if any(rows >= FEWEST_ROWS for _, rows in found) else []


def _bands(run: Sequence[Row]) -> list[Band]:
    """Rows of words in bands with white between: one line or more in each cell."""
    usual = _usual_step(run)
    bands: list[Band] = []
    for row in run:
        if bands and row.base - bands[-1][-1].base <= STEP * usual:
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _usual_step(run: Sequence[Row]) -> float:
    """The least usual step from a line to the next one under it."""
    steps = []
    for number, row in enumerate(run):
        for segment in row.segments:
            below = (
                other.base - row.base
                for other in run[number + 1 : number + 6]
                if any(s.x0 < segment.x1 and segment.x0 < s.x1 for s in other.segments)
            )
            step = next(below, 0.0)
            if 0.9 * row.size < step <= LOOSEST * row.size:
                steps.append(step)
    return sorted(steps)[len(steps) // 3] if steps else run[0].size


def _segments(bands: Sequence[Band]) -> list[Segment]:
    """The words of some bands that stand together; a short one ("No.") may be a cell by itself."""
    parts: list[Segment] = []
    for segment in (segment for band in bands for row in band for segment in row.segments):
        words = segment.words
        cuts = [
            n for n in range(1, len(words)) if words[n].x0 - words[n - 1].x1 >= GUTTER * words[n].style.size
        ]
        for start, end in pairwise([0, *cuts, len(words)]):
            part = words[start:end]
            parts.append(Segment(part, part[0].x0, max(word.x1 for word in part)))
    return parts


def _is_head(band: Band) -> bool:
    words = [word for segment in _segments([band]) for word in segment.words]
    return all(word.style.bold for word in words) and len(_reach([band])) >= FEWEST_COLUMNS


def _reach(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """What the words of some bands cover, the whites between left out."""
    size = bands[0][0].size
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((segment.x0, segment.x1) for segment in _segments(bands)):
        if columns and x0 < columns[-1][1] + NARROWEST * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _columns(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """The columns of a header and the bands under it, as far as those keep to as many."""
    columns = _reach(bands[:1])
    for number in range(2, len(bands) + 1):
        more = _reach(bands[:number])
        if len(more) != len(columns):
            break
        columns = more
    return columns


def _fitting(bands: Sequence[Band], columns: Sequence[tuple[float, float]]) -> list[Band]:
    """The header and the bands under it with words in more than one column, over none of the whites."""
    rows = list(bands[:1])
    for band in bands[1:]:
        places = [_places(segment, columns) for segment in _segments([band])]
        if any(len(place) != 1 for place in places) or len({place[0] for place in places}) < 2:
            break
        if len(band) > MOST_LINES:
            break
        rows.append(band)
    return rows


def _is_text(rows: Sequence[Band], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every column is running text: those are columns of a page under titles of their own."""
    for x0, x1 in columns:
        lines = [s for s in _segments(rows) if x0 <= s.x0 < x1]
        full = [s for s in lines if s.x1 - s.x0 >= FULL * (x1 - x0) and len(s.words) >= FEW_WORDS]
        if len(full) < 0.5 * len(lines):
            return False
    return True


def _places(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[int]:
    return [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and x0 < segment.x1]


def _marked_out(rows: Sequence[Band], columns: Sequence[tuple[float, float]]) -> Grid:
    """The grid with its sides half way between columns and between rows."""
    size = rows[0][0].size
    xs = [columns[0][0] - ROOM, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + ROOM]
    ys = [rows[0][0].base - size]
    ys += [(above[-1].base + band[0].base - 0.6 * size) / 2 for above, band in pairwise(rows)]
    ys.append(rows[-1][-1].base + 0.35 * size)
    cells = [
        GridCell(row, column, 1, 1, Box(x0, top, x1, bottom))
        for row, (top, bottom) in enumerate(pairwise(ys))
        for column, (x0, x1) in enumerate(pairwise(xs))
    ]
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(columns), tuple(cells))
