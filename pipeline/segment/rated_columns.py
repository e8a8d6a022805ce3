"""Which columns of a table hold ratings, by their headers and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Cell, Table
from pipeline.phrases import bare, fold, is_whole
from pipeline.profile import Column, Scale
from pipeline.segment.columns import DECLARING, Places, column_rule, header_roles, text_in
from pipeline.segment.components import component_named
from pipeline.segment.draft import Reading
from pipeline.segment.headless import header_is_row, with_declared
from pipeline.segment.scales import Point, point_of, scale_by_header

_SCORE = re.compile(r"\d(?:[.,]\d+)?")
_CHANGE = re.compile(r"\b(?:disconnect|difference|gap|trend|variation)\b")
_NO_MARK = re.compile(r"\b(?:likelihood|probability|severity|priority|urgency|frequency|importance|level)$")
_IS_SCORE = re.compile(r"\b(?:scores?|ratings?)$")
_STATUS = re.compile(r"\b(?:status|conclusions?)\b")
_IS_MEAN = re.compile(r"(?:mean|average|points|marks)(?: scores?| ratings?)?")
_HIGHEST = Decimal(10)  # of scores on no scale the profile knows
_ORDINAL = 2  # letters that may be a row's ordinal
SAMPLE = 40  # cells of a column that tell what it holds


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the cells of each column, and what the headers say."""

    reading: Reading
    table: Table
    places: Places
    roles: Mapping[int, Column]
    cells: Mapping[int, tuple[Cell, ...]]  # the filled ones of the body
    words: Mapping[int, tuple[str, ...]]  # what stands in them

    def texts(self, column: int) -> tuple[str, ...]:
        return self.words.get(column, ())

    def headers(self, column: int) -> tuple[str, ...]:
        cells = [self.places.at(row, column) for row in range(self.table.header_rows)]
        texts = [text_in(self.reading.document, cell) for cell in cells if cell is not None]
        return tuple(dict.fromkeys(texts))

    def header(self, column: int) -> str:
        return " ".join(self.headers(column))


def grid_of(reading: Reading, table: Table) -> Grid:
    """The table with what its columns are told to hold."""
    columns: dict[int, list[Cell]] = {}
    for cell in table.body():
        if cell.end > cell.start:
            columns.setdefault(cell.column, []).append(cell)
    roles = header_roles(reading.document, table, reading.profile)
    words = {n: tuple(text_in(reading.document, cell) for cell in cells) for n, cells in columns.items()}
    filled = {n: tuple(cells) for n, cells in columns.items()}
    return Grid(reading, table, Places(table), roles, filled, words)


def rating_columns(grid: Grid) -> dict[int, str]:
    """The columns that hold ratings, each with its header."""
    profile = grid.reading.profile
    asked = any(rule.role in DECLARING for rule in grid.roles.values()) or _recommends(grid)
    found: dict[int, str] = {}
    parts = [column for column, rule in grid.roles.items() if rule.role == "component" and column]
    for column in range(0 if parts else 1, grid.table.columns):
        header = grid.header(column)
        rule = column_rule(header, profile) or grid.roles.get(column)
        named = any(is_whole(name, bare(header)) for s in profile.scale for name in (*s.says, s.name))
        if rule is not None and rule.role == "field" and _STATUS.search(bare(header)):
            rule = None  # a status is a rating where it is told by levels
        if (rule is not None and rule.role != "rating" and not named) or _CHANGE.search(fold(header)):
            continue
        if (
            rule is not None
            and not named
            and not any(_speaks_plainly(rule, text) for text in (header, *grid.headers(column)))
            and not _judges(grid, column, header)
            and not scale_by_header(header, profile)
        ):
            rule = None  # "HDI score" is a rating only if its cells are levels
        if rule is not None or named or (not asked and mostly_levels(grid, column, header)):
            found[column] = header or "rating"
    return found | _scores_beside(grid, found)


def _recommends(grid: Grid) -> bool:
    """Whether the heading above says that a table asks: levels beside are of urgency, of no rating."""
    unheaded = header_is_row(grid.reading.document, grid.table, grid.roles)
    roles = with_declared(grid.reading, grid.table, grid.roles, unheaded, asked=False)
    return any(rule.role == "recommendation" for rule in roles.values())


def score_header(grid: Grid, found: Mapping[int, str]) -> str | None:
    """The header of a column of scores whose scale the profile knows, or None."""
    profile = grid.reading.profile
    return next(
        (
            header
            for column, header in found.items()
            if (scale := scale_by_header(header, profile)) is not None
            and scale.maximum is not None
            and _scores_to(grid.texts(column), scale.maximum)
        ),
        None,
    )


def _scores_to(texts: Sequence[str], top: Decimal) -> bool:
    """Whether texts are nothing but numbers up to the top of a scale."""
    return bool(texts) and all(_SCORE.fullmatch(t) and Decimal(t.replace(",", ".")) <= top for t in texts)


def same_scale(grid: Grid, column: int, beside: str) -> bool:
    """Whether a column of scores that names no scale ("New score") has the one of those beside it."""
    header, profile = grid.header(column), grid.reading.profile
    scale = scale_by_header(beside, profile)
    return (
        scale is not None
        and scale.maximum is not None
        and scale_by_header(header, profile) is None
        and re.search(r"\b(?:scores?|ratings?)\b", bare(header)) is not None
        and _scores_to(grid.texts(column), scale.maximum)
    )


def _judges(grid: Grid, column: int, header: str) -> bool:
    """Whether a header whose noun is "rating" stands over levels, or whole numbers up to ten."""
    numbers = [text for text in grid.texts(column) if re.fullmatch(r"\d|10|\d[.,]\d", text)]
    whole = 0 < len(numbers) == len(grid.texts(column))
    return re.search(r"\bratings?$", bare(header)) is not None and (
        whole or mostly_levels(grid, column, header)
    )


def _speaks_plainly(rule: Column, header: str) -> bool:
    """Whether a header is one of its rule's phrases, not merely a word before one ("HDI score")."""
    plain = bare(re.sub(r"\s*\([^)]*\)|\b(?:19|20)\d{2}\b", "", header))
    return any(is_whole(phrase, plain) for phrase in rule.says if phrase[0] != "*")


def mostly_levels(grid: Grid, column: int, header: str) -> bool:
    """Whether two thirds of a column are levels of a scale, scores that name their top, or stars."""
    texts = grid.texts(column)[:SAMPLE]
    if _NO_MARK.search(bare(header)) or component_named(header, grid.reading.profile) is not None:
        return False
    least = 0 if _IS_SCORE.search(bare(header)) else _ORDINAL
    levels = [
        point
        for point in _points(grid, column, header)
        if len(point.label or "") > least or point.maximum or (point.minimum == 0 and point.scale is None)
    ]
    return bool(texts) and len(levels) * 3 >= len(texts) * 2


def _scores_beside(grid: Grid, found: Mapping[int, str]) -> dict[int, str]:
    """Columns of scores beside those told to rate, by what little their headers say.

    One without a header or under a year holds scores of the scale the levels stand on, one headed
    "Mean" a number for each level, one headed "Revised score" a score beside others.
    """
    points = {n: _points(grid, n, header) for n, header in found.items()}
    scales = {point.scale for column in points.values() for point in column if point.label}
    scales |= {scale_by_header(header, grid.reading.profile) for header in found.values()}
    tops = [scale.maximum for scale in scales if scale is not None and scale.maximum is not None]
    leveled = any(point.label for column in points.values() for point in column)
    beside = score_header(grid, found)
    scored = any(
        _scores_to(grid.texts(n), _HIGHEST) and _IS_SCORE.search(bare(header)) for n, header in found.items()
    )
    columns: dict[int, str] = {}
    for column in range(1, grid.table.columns):
        header, texts = grid.header(column), grid.texts(column)
        plain = bare(header)
        silent = not header or re.fullmatch(r"(?:19|20)\d{2}", header.strip())
        if column in found:
            continue
        if (
            (tops and silent and _scores_to(texts, max(tops)))
            or (leveled and _IS_MEAN.fullmatch(plain) and _scores_to(texts, max(tops, default=_HIGHEST)))
            or (beside and same_scale(grid, column, beside))
            or (scored and _IS_SCORE.search(plain) and _scores_to(texts, _HIGHEST))
        ):
            columns[column] = header or "score"
    return columns


def _points(grid: Grid, column: int, header: str) -> list[Point]:
    """The points the first cells of a column stand for."""
    texts = grid.texts(column)[:SAMPLE]
    found = (point_of(text, grid.reading.profile, header, texts) for text in texts)
    return [point for point in found if point is not None]


def within(grid: Grid, scale: Scale, found: Mapping[int, str]) -> dict[int, str]:
    """The columns that hold nothing but numbers within the range of a scale: scores, by their headers."""
    columns: dict[int, str] = {}
    low, high = scale.minimum, scale.maximum
    if low is None or high is None or any(rule.role in DECLARING for rule in grid.roles.values()):
        return columns
    for column in range(1, grid.table.columns):
        texts = [text for text in grid.texts(column) if not re.fullmatch(r"\W*|n/?[ae]", text, re.IGNORECASE)]
        scores = [Decimal(text.replace(",", ".")) for text in texts if _SCORE.fullmatch(text)]
        if (
            column not in found
            and texts
            and len(scores) == len(texts)
            and min(scores) >= low
            and max(scores) <= high
        ):
            columns[column] = grid.header(column) or "score"
    return columns
