"""Tables without upright rules: told by cells that stand under each other row after row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipeline.ingest.layout.gutters import MARKER_LIKE
from pipeline.ingest.layout.lines import rows_of
from pipeline.ingest.layout.printed import Printed, Rule
from pipeline.ingest.layout.tables.aligned import Row, Segment, row_of
from pipeline.ingest.layout.tables.headed import headed_grids
from pipeline.ingest.layout.tables.ruled import Grid, GridCell
from pipeline.model import Box

FEWEST_ROWS = 3
FEWEST_OVER = 4  # words of a segment over two columns that is no cell
FAR = 3.4  # type sizes from row to row: further down is no more the same table
TIGHT = 1.32  # type sizes: rows closer than this may be lines of one cell
ROOM = 2.0  # points around the words of a table
NUMBER = re.compile(
    r"[^\W\d_]{0,4}\s?[-–+(<>≥≤~]?[$£€]?\d[\d.,\s]*[%)*]?(?:\s?[a-zA-Z%]{1,3})?$|[-–—]$|n/?a$", re.I
)
_PAGE = re.compile(r"\d{1,3}")
_LEADERS = re.compile(r"\.{3,}|…|(?:\.\s){3,}")


def plain_grids(words: Sequence[Printed], rules: Sequence[Rule]) -> list[Grid]:
    """The grids that aligned words make by themselves, from the top."""
    rows = [row_of(row) for row in rows_of(words)]
    grids: list[Grid] = []
    for run in _runs(rows):
        grid = _grid(run, rules)
        grids.extend([grid] if grid is not None else headed_grids(run))
    return grids


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that follow each other closely, most of them of more than one segment."""
    runs: list[list[Row]] = []
    run: list[Row] = []
    for row in rows:
        if run and (row.base - run[-1].base > FAR * row.size or _ends(run, row)):
            runs.append(run)
            run = []
        if run or len(row.segments) > 1:
            run.append(row)
    runs.append(run)
    trimmed = [_ended(found) for found in runs]
    return [found for found in trimmed if sum(len(row.segments) > 1 for row in found) >= FEWEST_ROWS]


def _ended(run: list[Row]) -> list[Row]:
    """A run without the lone segments after its last row of cells, but with that row's own lines."""
    last = max((n for n, row in enumerate(run) if len(row.segments) > 1), default=-1)
    while last + 1 < len(run) and _wraps(run[last], run[last + 1]):
        last += 1
    return run[: last + 1]


def _wraps(above: Row, row: Row) -> bool:
    """Whether a row of one segment is the second line of a cell of the row above."""
    return row.base - above.base <= TIGHT * row.size and abs(row.size - above.size) < 0.1 * row.size


def _ends(run: Sequence[Row], row: Row) -> bool:
    """Whether a row is none of the table above it: all of it is text that reaches over its columns."""
    if len(row.segments) == 1:
        return not _fits(run, row)
    cells = max((other.segments for other in run), key=len)
    return all(
        len(segment.words) >= FEWEST_OVER
        and sum(cell.x0 < segment.x1 and segment.x0 < cell.x1 for cell in cells) > 1
        for segment in row.segments
    )


def _fits(run: Sequence[Row], row: Row) -> bool:
    """Whether a lone segment stays within one column of the rows above."""
    if not run or not row.segments:
        return False
    segment = row.segments[0]
    wide = [r for r in run[-6:] if len(r.segments) > 1]
    return not any(
        segment.x0 < a.x1 and b.x0 < segment.x1
        for other in wide
        for a, b in zip(other.segments, other.segments[1:], strict=False)
    )


def _grid(run: Sequence[Row], rules: Sequence[Rule]) -> Grid | None:
    bounds = _columns(run)
    if len(bounds) < 2:
        return None
    table = [_placed(row, bounds) for row in run]
    odd = next((n for n, row in enumerate(table) if len({first for _, first, _ in row}) < len(row)), None)
    if odd is not None:  # two segments in one column: words set apart below the table
        run = _ended(list(run[:odd]))
        return _grid(run, rules) if sum(len(r.segments) > 1 for r in run) >= FEWEST_ROWS else None
    if not _is_table(table, bounds, run):
        return None
    groups = _row_groups(run, table, rules, bounds)
    return _marked_out(run, groups, bounds)


def _columns(run: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns' reach: what the segments of full rows cover, the whites between left out."""
    most = max(len(row.segments) for row in run)
    full = [row for row in run if len(row.segments) >= max(2, most - 1)]
    spans = sorted((s.x0, s.x1) for row in full for s in row.segments)
    size = run[0].size
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 0.3 * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return _with_drifting_numbers(run, columns)


def _with_drifting_numbers(
    run: Sequence[Row], columns: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Columns with neighbours made one that hold numbers, never two in a row: they stand behind bars."""
    kept = columns[:1]
    for x0, x1 in columns[1:]:
        a, b = kept[-1]
        pairs = [
            (
                [s for s in row.segments if a <= s.x0 < b],
                [s for s in row.segments if x0 <= s.x0 < x1],
            )
            for row in run
        ]
        numbers = all(NUMBER.match(s.text) for left, right in pairs for s in (*left, *right))
        if numbers and not any(left and right for left, right in pairs):
            kept[-1] = (a, x1)
        else:
            kept.append((x0, x1))
    return kept


def _placed(row: Row, columns: Sequence[tuple[float, float]]) -> list[tuple[Segment, int, int]]:
    """Each segment with the first and the last column it reaches into."""
    placed = []
    for segment in row.segments:
        over = [n for n, (x0, x1) in enumerate(columns) if segment.x0 < x1 and x0 < segment.x1]
        if not over:
            over = [min(range(len(columns)), key=lambda n: abs(columns[n][0] - segment.x0))]
        placed.append((segment, over[0], over[-1]))
    return placed


def _is_table(
    table: Sequence[Sequence[tuple[Segment, int, int]]],
    columns: Sequence[tuple[float, float]],
    run: Sequence[Row],
) -> bool:
    """Whether aligned segments are cells and not lines of prose set in columns, or a contents list."""
    texts: list[list[Segment]] = [[] for _ in columns]
    for row in table:
        for segment, first, last in row:
            if first == last:
                texts[first].append(segment)
    if any(not column for column in texts):
        return False
    segments = [segment for column in texts for segment in column]
    marked = sum(
        MARKER_LIKE.match(segment.words[0].text) is not None
        and not (len(segment.words) == 1 and NUMBER.match(segment.text))
        for segment in segments
    )
    if marked > 0.25 * len(segments) or any(_LEADERS.search(segment.text) for segment in segments):
        return False
    prose = sum(_is_prose(column, bounds) for column, bounds in zip(texts, columns, strict=True))
    numeric = [sum(bool(NUMBER.match(s.text)) for s in column) >= 0.5 * len(column) for column in texts]
    if _is_contents(texts):
        return False
    if prose > 1 or (prose and not any(numeric)):
        return False
    if any(numeric[1:]):
        return True
    short = all(sum(len(s.words) <= 4 for s in column) >= 0.7 * len(column) for column in texts[1:])
    together = sum(len(row.segments) > 1 for row in run) >= 0.7 * len(run)
    return short and together and (len(columns) > 2 or len(run) >= FEWEST_ROWS)


def _is_prose(column: Sequence[Segment], bounds: tuple[float, float]) -> bool:
    words = sorted(len(segment.words) for segment in column)[len(column) // 2]
    width = bounds[1] - bounds[0]
    fill = sorted((s.x1 - s.x0) / width for s in column)[len(column) // 2] if width else 0.0
    return words >= 4 and fill >= 0.75


def _is_contents(texts: Sequence[Sequence[Segment]]) -> bool:
    """Whether the last column is page numbers that never fall, beside titles."""
    last = [segment.text for segment in texts[-1]]
    if len(texts) > 3 or len(last) < FEWEST_ROWS or not all(_PAGE.fullmatch(t) for t in last):
        return False
    pages = [int(text) for text in last]
    return pages == sorted(pages) and len(set(pages)) > 1 and pages[0] < 30


def _row_groups(
    run: Sequence[Row],
    table: Sequence[Sequence[tuple[Segment, int, int]]],
    rules: Sequence[Rule],
    columns: Sequence[tuple[float, float]],
) -> list[list[int]]:
    """The rows that are lines of the same table row."""
    left, right = columns[0][0], columns[-1][1]
    levels = [r.at for r in rules if r.level and r.low < right and r.high > left and r.high - r.low > 20]
    steps = sorted(b.base - a.base for a, b in itertools.pairwise(run))
    usual = steps[len(steps) // 2] if steps else 0.0
    groups: list[list[int]] = [[0]]
    for number in range(1, len(run)):
        row, above = run[number], run[number - 1]
        step = row.base - above.base
        ruled = any(above.base < at < row.base for at in levels)
        first = any(a == 0 for _, a, _ in table[number])
        goes_on = (
            not ruled
            and step <= TIGHT * row.size
            and (
                (not first and not _numbers(table[number]))
                or (len(table[number]) < 2 and table[number][0][0].text[:1].islower())
                or step < 0.8 * usual
            )
        )
        if goes_on:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _numbers(row: Sequence[tuple[Segment, int, int]]) -> bool:
    return any(NUMBER.match(segment.text) for segment, _, _ in row)


def _marked_out(
    run: Sequence[Row], groups: Sequence[Sequence[int]], columns: Sequence[tuple[float, float]]
) -> Grid:
    """The grid with its sides half way between columns and between rows."""
    xs = [columns[0][0] - ROOM]
    xs += [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(columns)]
    xs.append(max(columns[-1][1], *(s.x1 for row in run for s in row.segments)) + ROOM)
    xs[0] = min(xs[0], min(row.segments[0].x0 for row in run) - ROOM)
    tops = [run[group[0]].base - run[group[0]].size for group in groups]
    ys = [*tops, run[-1].base + 0.35 * run[-1].size]
    cells: list[GridCell] = []
    for row, group in enumerate(groups):
        covered: set[int] = set()
        placed = [part for number in group for part in _placed(run[number], columns)]
        for _, first, last in placed:
            if last > first and not covered & set(range(first, last + 1)):
                covered.update(range(first, last + 1))
                box = Box(xs[first], ys[row], xs[last + 1], ys[row + 1])
                cells.append(GridCell(row, first, 1, last - first + 1, box))
        cells += [
            GridCell(row, column, 1, 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
            for column in range(len(columns))
            if column not in covered
        ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), len(groups), len(columns), tuple(cells))
