"""Tables whose rows are parted by level rules or bands of colour, and whose columns by white alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from pipeline.ingest.layout.printed import Fill, Printed, Rule
from pipeline.ingest.layout.tables.ruled import Grid, GridCell
from pipeline.ingest.layout.tables.unruled import NUMBER
from pipeline.model import Box

WIDEST_PAGE = 10_000  # points: nobody prints a table on more
SAME_END = 8.0  # points: rules of one table end so near to each other
WIDEST_BAND = 320.0  # points from rule to rule
FEWEST_RULES = 3
MOST_RULES = 120  # of one reach: more are a drawing's
GUTTER = 0.6  # type sizes: the narrowest white between columns
NARROW = 0.4  # type sizes: the same where many lines leave it white
MANY = 6  # lines
SPACE = 0.37  # type sizes: words so near to each other are one phrase
STRAY = 0.05  # of the lines may cross a gutter: rows that tell a section's name
LEVEL = 3.0  # points: cells of one row begin on baselines this close
ALONE = 1.4  # type sizes: a line in one column only, that goes on the row beside it
PROSE = 10  # lines in the usual band of two columns: those are no cells
CLOSE = 2.4  # type sizes: rows without a rule of their own follow as closely

Span = tuple[float, float]


def level_grids(words: Sequence[Printed], rules: Sequence[Rule], fills: Sequence[Fill]) -> list[Grid]:
    """The grids that level rules and aligned words make together, from the top."""
    grids: list[Grid] = []
    for group in _groups(rules, fills):
        low, high = min(rule.low for rule in group), max(rule.high for rule in group)
        inside = [w for w in words if low - 4 <= (w.x0 + w.x1) / 2 <= high + 4]
        grids.extend(_parted(_lines(inside), [rule.at for rule in group], (low, high)))
    return grids


def _parted(lines: Sequence[list[Printed]], at: list[float], reach: Span) -> list[Grid]:
    """The grid of some rules; where they make none, those of the rules over and under the widest gap.

    Two tables as wide as the page have the same reach, and prose between them.
    """
    if len(at) < FEWEST_RULES:
        return []
    grid = _grid(lines, at, reach)
    if grid is not None or len(at) > MOST_RULES:
        return [grid] if grid is not None else []
    cut = max(range(1, len(at)), key=lambda n: at[n] - at[n - 1])
    return [*_parted(lines, at[:cut], reach), *_parted(lines, at[cut:], reach)]


def _groups(rules: Sequence[Rule], fills: Sequence[Fill]) -> list[list[Rule]]:
    """Level rules of one reach that follow each other down the page."""
    levels = [rule for rule in rules if rule.level]
    painted = [
        fill.box for fill in fills if not fill.framed and 8 < fill.box.bottom - fill.box.top < WIDEST_BAND
    ]
    reaches = Counter((round(box.x0), round(box.x1)) for box in painted)
    for x0, top, x1, bottom in painted:
        if reaches[round(x0), round(x1)] > 1:  # rows painted in turn; a lone area is a panel
            levels += [Rule(True, top, x0, x1), Rule(True, bottom, x0, x1)]
    whole = _whole(levels)
    groups: list[list[Rule]] = []
    for rule in sorted(whole, key=lambda rule: rule.at):
        for group in groups:
            last = group[-1]
            if (
                abs(rule.low - last.low) <= SAME_END
                and abs(rule.high - last.high) <= SAME_END
                and rule.at - last.at <= WIDEST_BAND
            ):
                if rule.at - last.at > LEVEL:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= FEWEST_RULES]


def _whole(levels: Sequence[Rule]) -> list[Rule]:
    """Rules at one height made one: their parts stand under the cells of a row."""
    whole: list[Rule] = []
    for rule in sorted(levels, key=lambda rule: (round(rule.at), rule.low)):
        last = whole[-1] if whole else None
        if last is not None and abs(rule.at - last.at) <= 2 and rule.low - last.high <= 24:
            whole[-1] = Rule(True, last.at, min(last.low, rule.low), max(last.high, rule.high))
        else:
            whole.append(rule)
    return [rule for rule in whole if rule.high - rule.low > 120]


def _grid(near: Sequence[list[Printed]], at: list[float], reach: Span) -> Grid | None:
    lines = [line for line in near if at[0] - 60 <= line[0].base <= at[-1] + WIDEST_BAND]
    body = [line for line in lines if at[0] <= line[0].base <= at[-1]]
    if len(body) < 2:
        return None
    gutters = _gutters(body, reach)
    if not gutters:
        return None
    above = _fitting([line for line in reversed(lines) if line[0].base < at[0]], gutters, at[0])
    below = _fitting([line for line in lines if line[0].base > at[-1]], gutters, at[-1])
    tops = [above[-1][0].base - above[-1][0].style.size] if above else []
    ends = [below[-1][0].base + 0.4 * below[-1][0].style.size] if below else []
    ys = [*tops, *at, *ends]
    xs = [reach[0] - 4, *((a + b) / 2 for a, b in gutters), reach[1] + 4]
    ys = sorted([*ys, *_rows_inside(body, ys, xs)])
    bands = [[line for line in lines if top <= line[0].base < bottom] for top, bottom in pairwise(ys)]
    if not _is_table([band for band in bands if band], xs):
        return None
    cells = [
        cell
        for row, (top, bottom) in enumerate(pairwise(ys))
        for cell in _cells(bands[row], row, top, bottom, xs)
    ]
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, tuple(cells))


def _lines(words: Sequence[Printed]) -> list[list[Printed]]:
    """Words by baseline, from the top, each line from the left."""
    lines: list[list[Printed]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and abs(word.base - lines[-1][0].base) <= 0.3 * word.style.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.x0)
    return lines


def _spans(line: Sequence[Printed]) -> list[Span]:
    """What a line covers, its word spaces included."""
    spans: list[Span] = []
    for word in line:
        if spans and word.x0 - spans[-1][1] < SPACE * word.style.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return spans


def _gutters(lines: Sequence[Sequence[Printed]], reach: Span) -> list[Span]:
    """The white stripes that hardly a line crosses, between the first and the last column."""
    left = int(reach[0])
    wide = int(reach[1]) - left + 2
    if not 0 < wide < WIDEST_PAGE:
        return []
    steps = [0] * (wide + 1)  # how many words begin at a point, less those that ended before it
    for line in lines:
        for word in line:
            first, after = int(word.x0) - left, int(word.x1) - left + 1
            if after > 0 and first < wide:
                steps[first if first > 0 else 0] += 1
                steps[after if after < wide else wide] -= 1
    counts = list(accumulate(steps[:wide]))
    size = lines[0][0].style.size
    narrowest = (NARROW if len(lines) >= MANY else GUTTER) * size
    most = int(STRAY * len(lines))
    gutters: list[Span] = []
    start: int | None = None
    for bin_, count in enumerate([*counts, most + 1]):
        if count <= most:
            start = bin_ if start is None else start
        elif start is not None:
            if start > 0 and bin_ < len(counts) and bin_ - start >= narrowest:
                gutters.append((float(left + start), float(left + bin_)))
            start = None
    return [(a, b) for a, b in gutters if _parts(lines, a, b)]


def _parts(lines: Sequence[Sequence[Printed]], a: float, b: float) -> bool:
    """Whether text stands on both sides of a gutter."""
    return any(line[0].x1 <= a + 1 for line in lines) and any(line[-1].x0 >= b - 1 for line in lines)


def _fitting(
    lines: Sequence[Sequence[Printed]], gutters: Sequence[Span], edge: float
) -> list[Sequence[Printed]]:
    """The lines next to a table's outermost rule that keep to its columns, nearest first.

    A row cut by the page end has no rule there; a header may have none above it.
    """
    found: list[Sequence[Printed]] = []
    last = edge
    for line in lines:
        size = line[0].style.size
        alone = len({_side(word, gutters) for word in line}) < 2
        if abs(line[0].base - last) > (ALONE if alone else CLOSE) * size or any(
            x0 < (a + b) / 2 < x1 for x0, x1 in _spans(line) for a, b in gutters
        ):
            break
        found.append(line)
        last = line[0].base
    sides = {_side(word, gutters) for line in found for word in line}
    return found if len(sides) > 1 else []


def _side(word: Printed, gutters: Sequence[Span]) -> int:
    """The column a word stands in; a title may reach far into the white beside the first."""
    return sum((word.x0 + word.x1) > a + b for a, b in gutters)


def _rows_inside(lines: Sequence[Sequence[Printed]], ys: Sequence[float], xs: Sequence[float]) -> list[float]:
    """Where rows of numbers part that no rule parts: half way between their lines."""
    more: list[float] = []
    for top, bottom in pairwise(ys):
        rows = []
        for line in lines:
            if not top <= line[0].base < bottom:
                continue
            columns = [sum(word.x0 > x for x in xs[1:-1]) for word in line]
            if len(set(columns)) < 2:
                continue
            rows.append(line)
            if not any(NUMBER.match(word.text) for word, n in zip(line, columns, strict=True) if n):
                break
        else:
            more += [(a[0].base + b[0].base - 0.6 * b[0].style.size) / 2 for a, b in pairwise(rows)]
    return more


def _is_table(bands: Sequence[Sequence[Sequence[Printed]]], xs: Sequence[float]) -> bool:
    """Whether the cells of most bands begin on one line, so that each band is a row."""
    if len(bands) < 2:
        return False
    if len(xs) == 3 and sorted(len(band) for band in bands)[len(bands) // 2] >= PROSE:
        return False  # sections in two columns, with rules between
    level = 0
    for band in bands:
        first: dict[int, float] = {}
        for line in band:
            for word in line:
                first.setdefault(sum(word.x0 > x for x in xs), word.base)
        bases = sorted(first.values())
        level += any(b - a <= LEVEL for a, b in pairwise(bases))
    return level >= 0.6 * len(bands) and len(bands) > 2


def _cells(
    band: Sequence[Sequence[Printed]], row: int, top: float, bottom: float, xs: Sequence[float]
) -> list[GridCell]:
    """The cells of one row; a line that reaches over a gutter makes its cell as wide."""
    cells: list[GridCell] = []
    covered: set[int] = set()
    for line in band:
        for x0, x1 in _spans(line):
            first, last = (sum(x > edge + 1 for edge in xs[1:-1]) for x in (x0 + 1, x1 - 1))
            if last > first and not covered & set(range(first, last + 1)):
                covered.update(range(first, last + 1))
                cells.append(
                    GridCell(row, first, 1, last - first + 1, Box(xs[first], top, xs[last + 1], bottom))
                )
    cells += [
        GridCell(row, column, 1, 1, Box(xs[column], top, xs[column + 1], bottom))
        for column in range(len(xs) - 1)
        if column not in covered
    ]
    return sorted(cells, key=lambda cell: cell.column)
