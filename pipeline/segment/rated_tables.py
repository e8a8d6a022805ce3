"""Judgements on a scale in tables: in columns of levels and scores, or one component a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import Cell, Rating, Span, Table
from pipeline.phrases import bare, fold, is_whole
from pipeline.problems import Problem
from pipeline.profile import Column
from pipeline.segment.columns import DECLARING, Places, column_rule, header_roles, text_in
from pipeline.segment.components import component_named, component_opening, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import Legend, explained, legend_near
from pipeline.segment.merged import merged
from pipeline.segment.names import name_in
from pipeline.segment.points import rating_of
from pipeline.segment.scales import Point, point_of, scale_by_header
from pipeline.segment.units import is_box

_SCORE = re.compile(r"\d(?:[.,]\d+)?")
_LEVEL_WORDS = 4  # of the longest level of a scale
_NO_LEVEL = frozenset({"n/a", "na", "none", "not", "no", "nil", "tbd", "see", "rating", "score"})
_CHANGE = re.compile(r"\b(?:disconnect|difference|gap|trend|variation)\b")
_NUMERIC = re.compile(r"^\W*\d")
_SAMPLE = 40  # cells of a column that tell what it holds
_NAME_WORDS = 20  # the longest name of a component; indicators of a framework are long
_SILENT = frozenset({"method", "contents", "references"})


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with the cells of each column, and what the headers say."""

    reading: Reading
    table: Table
    places: Places
    roles: Mapping[int, Column]
    cells: Mapping[int, tuple[Cell, ...]]  # the filled ones of the body
    words: Mapping[int, tuple[str, ...]]  # what stands in them

    def texts(self, column: int) -> tuple[str, ...]:
        return self.words.get(column, ())

    def header(self, column: int) -> str:
        cells = [self.places.at(row, column) for row in range(self.table.header_rows)]
        texts = [text_in(self.reading.document, cell) for cell in cells if cell is not None]
        return " ".join(dict.fromkeys(texts))


def _grid(reading: Reading, table: Table) -> _Grid:
    columns: dict[int, list[Cell]] = {}
    for cell in table.body():
        if cell.end > cell.start:
            columns.setdefault(cell.column, []).append(cell)
    roles = header_roles(reading.document, table, reading.profile)
    words = {n: tuple(text_in(reading.document, cell) for cell in cells) for n, cells in columns.items()}
    filled = {n: tuple(cells) for n, cells in columns.items()}
    return _Grid(reading, table, Places(table), roles, filled, words)


def ratings_in(reading: Reading, table: Table) -> Iterator[Rating]:
    """The ratings of a table: of the columns whose header says so, else of those full of levels."""
    if is_box(table):
        return
    if reading.outline.kind_at(min(c.start for c in table.cells)) in _SILENT:
        known = (rating for rating in _ratings(reading, table) if _is_component(reading, rating))
        yield from known  # among what explains the method, only what is plainly no scale
    else:
        yield from _ratings(reading, table)


def _is_component(reading: Reading, rating: Rating) -> bool:
    return component_named(rating.component, reading.profile) is not None


def _ratings(reading: Reading, table: Table) -> Iterator[Rating]:
    grid = _grid(reading, table)
    columns = _rating_columns(grid)
    legend = _legend(grid)
    if not columns:
        yield from _under_components(grid)
    if legend is None or legend.maximum is None:
        yield from merged(reading, list(_of_columns(grid, columns)))
        return
    columns |= _within(grid, legend, columns)
    for rating in merged(reading, list(_of_columns(grid, columns))):
        yield explained(rating, legend)


def _legend(grid: _Grid) -> Legend | None:
    """The legend that explains the table, or None."""
    start, end = min(c.start for c in grid.table.cells), max(c.end for c in grid.table.cells)
    return legend_near(grid.reading.document, grid.reading.profile, Span(start, end))


def _within(grid: _Grid, legend: Legend, found: Mapping[int, str]) -> dict[int, str]:
    """The columns that hold nothing but numbers within the legend's range: scores, by their headers."""
    columns: dict[int, str] = {}
    low, high = legend.minimum, legend.maximum
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


def _of_columns(grid: _Grid, columns: Mapping[int, str]) -> Iterator[tuple[int, Rating]]:
    beside = _score_header(grid, columns)
    for column, header in columns.items():
        texts = grid.texts(column)
        over = f"{header} {beside}" if beside and _same_scale(grid, column, beside) else header
        for cell, text in zip(grid.cells.get(column, ()), texts, strict=True):
            point = point_of(text, grid.reading.profile, over, texts[:_SAMPLE])
            if point is None and _is_level(grid, column, text):
                point = Point(text, None, None)
            component = _component(grid, cell, set(columns)) if point is not None else None
            if point is not None and component is not None:
                yield cell.row, rating_of(point, component, Span(cell.start, cell.end), header)


def unknown_levels(reading: Reading, table: Table) -> Iterator[Problem]:
    """What stands in a rating column and is on no scale of the profile; its row is kept, unscaled."""
    if is_box(table) or reading.outline.kind_at(min(c.start for c in table.cells)) in _SILENT:
        return
    grid = _grid(reading, table)
    for column, header in _rating_columns(grid).items():
        for cell, text in zip(grid.cells.get(column, ()), grid.texts(column), strict=True):
            if _is_level(grid, column, text) and point_of(text, reading.profile, header) is None:
                name = reading.profile.name
                yield Problem(
                    "segment",
                    "warning",
                    f'Rating "{text}" is on no scale of profile "{name}".',
                    f"Add it under [[scale]] in profiles/{name}.toml, or choose another profile.",
                    reading.document.page_at(cell.start),
                )


def _is_level(grid: _Grid, column: int, text: str) -> bool:
    """Whether a few words in a column headed as a rating are meant as one."""
    rule = grid.roles.get(column)
    words = bare(text).split()
    short = all(len(other.split()) <= _LEVEL_WORDS for other in grid.texts(column)[:_SAMPLE])
    told = 0 < len(words) <= _LEVEL_WORDS and words[0] not in _NO_LEVEL
    return rule is not None and rule.role == "rating" and short and told and not _NUMERIC.search(text)


def _under_components(grid: _Grid) -> Iterator[Rating]:
    """The levels of a table whose header names the components, one a column."""
    profile = grid.reading.profile
    for column, cells in grid.cells.items():
        component = component_named(grid.header(column), profile)
        for cell in cells if component is not None else ():
            point = point_of(text_in(grid.reading.document, cell), profile, "rating")
            if component is not None and point is not None and point.label is not None:
                yield rating_of(point, component, Span(cell.start, cell.end))


def _rating_columns(grid: _Grid) -> dict[int, str]:
    """The columns that hold ratings, each with its header."""
    profile = grid.reading.profile
    asked = any(rule.role in DECLARING for rule in grid.roles.values())
    found: dict[int, str] = {}
    for column in range(1, grid.table.columns):
        header = grid.header(column)
        rule = column_rule(header, profile)
        named = any(is_whole(name, bare(header)) for s in profile.scale for name in (*s.says, s.name))
        if (rule is not None and rule.role != "rating" and not named) or _CHANGE.search(fold(header)):
            continue
        if (
            rule is not None
            and not named
            and not _speaks_plainly(rule, header)
            and not _judges(grid, column, header)
            and not scale_by_header(header, profile)
        ):
            rule = None  # "HDI score" is a rating only if its cells are levels
        if rule is not None or named or (not asked and _mostly_levels(grid, column, header)):
            found[column] = header or "rating"
    return found | _bare_scores(grid, found) | _years(grid, found) | _revised(grid, found)


def _score_header(grid: _Grid, found: Mapping[int, str]) -> str | None:
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


def _same_scale(grid: _Grid, column: int, beside: str) -> bool:
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


def _revised(grid: _Grid, found: Mapping[int, str]) -> dict[int, str]:
    """Columns headed "Revised score" or the like beside scores on a known scale."""
    beside = _score_header(grid, found)
    free = [column for column in range(1, grid.table.columns) if column not in found]
    return {column: grid.header(column) for column in free if beside and _same_scale(grid, column, beside)}


def _judges(grid: _Grid, column: int, header: str) -> bool:
    """Whether a header whose noun is "rating" stands over whole numbers of a scale of ten at most."""
    numbers = [text for text in grid.texts(column) if re.fullmatch(r"\d|10|\d[.,]\d", text)]
    return re.search(r"\bratings?$", bare(header)) is not None and 0 < len(numbers) == len(grid.texts(column))


def _speaks_plainly(rule: Column, header: str) -> bool:
    """Whether a header is one of its rule's phrases, not merely a word before one ("HDI score")."""
    plain = bare(re.sub(r"\s*\([^)]*\)", "", header))
    return any(is_whole(phrase, plain) for phrase in rule.says if "*" not in phrase)


def _mostly_levels(grid: _Grid, column: int, header: str) -> bool:
    """Whether two thirds of a column are levels of a scale, or scores that name their top."""
    texts = grid.texts(column)[:_SAMPLE]
    points = [point_of(text, grid.reading.profile, header, texts) for text in texts]
    levels = [point for point in points if point is not None and (point.label or point.maximum)]
    return bool(texts) and len(levels) * 3 >= len(texts) * 2


def _years(grid: _Grid, found: Mapping[int, str]) -> dict[int, str]:
    """Columns headed by a year alone that hold scores of the scale a column of levels stands on."""
    profile = grid.reading.profile
    points = [
        point_of(text, profile, header) for n, header in found.items() for text in grid.texts(n)[:_SAMPLE]
    ]
    scales = {point.scale for point in points if point is not None and point.label}
    tops = [scale.maximum for scale in scales if scale is not None and scale.maximum is not None]
    years: dict[int, str] = {}
    for column in range(1, grid.table.columns) if tops else ():
        header = grid.header(column)
        told = column in found or not re.fullmatch(r"(?:19|20)\d{2}", header.strip())
        if not told and _scores_to(grid.texts(column), max(tops)):
            years[column] = header
    return years


def _bare_scores(grid: _Grid, found: Mapping[int, str]) -> dict[int, str]:
    """Columns without a header that hold a number wherever a column of levels holds a word."""
    profile = grid.reading.profile
    scales = {scale_by_header(header, profile) for header in found.values()}
    for column, header in found.items():
        points = [point_of(text, profile, header) for text in grid.texts(column)[:_SAMPLE]]
        scales |= {point.scale for point in points if point is not None}
    tops = [scale.maximum for scale in scales if scale is not None and scale.maximum is not None]
    scores: dict[int, str] = {}
    for column in range(1, grid.table.columns) if tops else ():
        if column not in found and not grid.header(column) and _scores_to(grid.texts(column), max(tops)):
            scores[column] = "score"
    return scores


def _component(grid: _Grid, cell: Cell, rated: set[int]) -> str | None:
    """What a row rates; None for a legend, whose rows hold levels and no components.

    It stands in the nearest column headed as a component, else in the nearest cell to the left
    that is short enough to be a name, else in the row's first.
    """
    profile = grid.reading.profile
    left = [column for column in range(cell.column - 1, -1, -1) if column not in rated]
    texts = {
        column: text
        for column in left
        if (text := name_in(grid.reading.document, grid.places.at(cell.row, column), profile))
    }
    named = [column for column in texts if column in grid.roles and grid.roles[column].role == "component"]
    short = [column for column, text in texts.items() if len(text.split()) <= _NAME_WORDS]
    chosen = next(iter((*named, *short, *reversed(texts))), None)
    if chosen is None or point_of(texts[chosen], profile, "rating") is not None:
        return None
    opening = component_opening(texts[chosen], profile)
    whole = component_named(texts[chosen], profile) is not None or any(
        map(str.isdigit, opening[0] if opening else "")
    )
    if opening is not None and not whole:
        return printed_component(texts[chosen][: opening[1]], profile)
    return printed_component(texts[chosen], profile)
