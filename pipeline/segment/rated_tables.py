"""Judgements on a scale in tables: in columns of levels and scores, or one component a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.model import Cell, Rating, Span, Table
from pipeline.phrases import bare
from pipeline.problems import Problem
from pipeline.segment.columns import column_rule, text_in
from pipeline.segment.components import component_named, component_opening, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import Legend, explained, legend_near
from pipeline.segment.merged import merged
from pipeline.segment.names import name_in
from pipeline.segment.rated import ANONYMOUS, rating_line
from pipeline.segment.rated_columns import (
    SAMPLE,
    Grid,
    grid_of,
    mostly_levels,
    rating_columns,
    same_scale,
    score_header,
    within,
)  # fmt: skip
from pipeline.segment.scales import Point, level_pattern, point_of, rating_of
from pipeline.segment.units import is_box

_LEVEL_WORDS = 4  # of the longest level of a scale
_NO_LEVEL = frozenset({"n/a", "na", "none", "not", "no", "nil", "tbd", "see", "rating", "score"})
_NUMERIC = re.compile(r"^\W*\d")
_NAME_WORDS = 20  # the longest name of a component; indicators of a framework are long
_SILENT = frozenset({"method", "contents", "references"})
_FEWEST_LEVELS = 2
_REASONED = re.compile(r"\s*(?:[.:;–—-]|\n)\s*\S")
_PERCENT = re.compile(r"(?P<score>\d{1,3}(?:\.\d+)?)\s?%")  # a score where a level stands beside it
_TICK = re.compile(r"[xX✓✔✗✘☒☑■●•*]|yes", re.IGNORECASE)
_OTHER_TABLE = re.compile(r"\b(?:outlook|credit|probability)\b|^risks?$")  # of borrowers' worth, of risks


def ratings_in(reading: Reading, table: Table) -> Iterator[Rating]:
    """The ratings of a table: of the columns whose header says so, else of those full of levels."""
    if is_box(table):
        return
    grid = grid_of(reading, table)
    if any(_OTHER_TABLE.search(bare(grid.header(column))) for column in range(table.columns)):
        return
    silent = reading.outline.kind_at(min(c.start for c in table.cells)) in _SILENT
    yield from _whole_rows(grid)
    headed = any(rule.role == "component" for rule in grid.roles.values())
    for rating in _ratings(grid):
        # among what explains the method, only what is plainly no scale
        if not silent or headed or component_named(rating.component, reading.profile) is not None:
            yield rating


def _whole_rows(grid: Grid) -> Iterator[Rating]:
    """The ratings of rows of one cell that tell component and level: "Final overall rating: Satisfactory"."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.table.cells:
        rows.setdefault(cell.row, []).extend([cell] if cell.end > cell.start else [])
    for cells in rows.values():
        line = rating_line(grid.reading, Span(cells[0].start, cells[0].end)) if len(cells) == 1 else None
        if line is not None:
            yield line


def _ratings(grid: Grid) -> Iterator[Rating]:
    columns = rating_columns(grid)
    legend = _legend(grid)
    if not columns:
        yield from _under_components(grid)
        yield from _ticked(grid)
        yield from _beside_their_name(grid)
    if legend is None:
        yield from merged(grid.reading, list(_of_columns(grid, columns)))
        return
    columns |= within(grid, legend.scale, columns)
    for rating in merged(grid.reading, list(_of_columns(grid, columns))):
        yield explained(rating, legend)


def _beside_their_name(grid: Grid) -> Iterator[Rating]:
    """The levels right of a cell that says no more than "Output score", in a form of such pairs."""
    document, profile = grid.reading.document, grid.reading.profile
    for cell in grid.table.cells:
        name = grid.places.at(cell.row, cell.column - 1) if cell.column and cell.end > cell.start else None
        words = text_in(document, name) if name is not None else ""
        if ANONYMOUS.fullmatch(bare(words)):
            point = point_of(text_in(document, cell), profile, words)
            if point is not None and point.label is not None:
                yield rating_of(point, words, Span(cell.start, cell.end), words)


def _ticked(grid: Grid) -> Iterator[Rating]:
    """The ratings of a table whose header names the levels and whose rows tick one of them."""
    profile = grid.reading.profile
    heads = {column: grid.header(column) for column in range(1, grid.table.columns)}
    levels = {
        column: point
        for column, head in heads.items()
        if (point := point_of(head, profile, "rating", tuple(heads.values()))) is not None and point.label
    }
    if len(levels) < _FEWEST_LEVELS:
        return
    cells = [(column, cell) for column in levels for cell in grid.cells.get(column, ())]
    if all(_TICK.fullmatch(text_in(grid.reading.document, cell)) for _, cell in cells):
        for column, cell in sorted(cells, key=lambda place: place[1].row):
            component = _component(grid, cell, set(levels))
            if component is not None:
                yield rating_of(levels[column], component, Span(cell.start, cell.end))


def _legend(grid: Grid) -> Legend | None:
    """The legend that explains the table, or None."""
    start, end = min(c.start for c in grid.table.cells), max(c.end for c in grid.table.cells)
    return legend_near(grid.reading.document, grid.reading.profile, Span(start, end))


def _of_columns(grid: Grid, columns: Mapping[int, str]) -> Iterator[tuple[int, int, Rating]]:
    beside = score_header(grid, columns)
    worded = {column for column, header in columns.items() if mostly_levels(grid, column, header)}
    for column, header in columns.items():
        texts = grid.texts(column)
        over = f"{header} {beside}" if beside and same_scale(grid, column, beside) else header
        for cell, text in zip(grid.cells.get(column, ()), texts, strict=True):
            span = Span(cell.start, cell.end)
            yield from ((cell.row, column, rating) for rating in _of_joined(grid, cell, set(columns), over))
            point = point_of(text, grid.reading.profile, over, texts[:SAMPLE])
            if point is None and worded - {column} and (share := _PERCENT.fullmatch(text)) is not None:
                point = Point(None, Decimal(share["score"]), None, Decimal(0), Decimal(100))
            if point is None and (opening := _opening_level(grid, column, span)) is not None:
                point, span = opening
            if point is None and _is_level(grid, column, text):
                point = Point(text, None, None)
            component = _component(grid, cell, set(columns)) if point is not None else None
            if point is not None and component is not None:
                yield cell.row, column, rating_of(point, component, span, header)


def _of_joined(grid: Grid, cell: Cell, rated: set[int], header: str) -> Iterator[Rating]:
    """The ratings of rows that copied text has joined: "Impact Overall rating | Weak Strong"."""
    profile = grid.reading.profile
    text = grid.reading.document.text[cell.start : cell.end]
    levels = list(level_pattern(profile).finditer(text))
    if len(levels) < _FEWEST_LEVELS or level_pattern(profile).sub("", text).strip():
        return
    names = re.split(r"\s+(?=[A-Z])", _component(grid, cell, rated) or "")
    for name, level in zip(names, levels, strict=True) if len(names) == len(levels) else ():
        point = point_of(level.group(), profile, header)
        if point is not None:
            at = Span(cell.start + level.start(), cell.start + level.end())
            yield rating_of(point, printed_component(name, profile), at, header)


def _opening_level(grid: Grid, column: int, cell: Span) -> tuple[Point, Span] | None:
    """The level a cell headed as a rating opens with, its reasons behind: "Satisfactory. Needs were met."."""
    rule = grid.roles.get(column)
    text = grid.reading.document.text[cell.start : cell.end]
    match = level_pattern(grid.reading.profile).match(text)
    if rule is None or rule.role != "rating" or match is None or not _REASONED.match(text, match.end()):
        return None
    label = " ".join((match["words"] or match["short"]).split())
    point = point_of(label, grid.reading.profile, grid.header(column))
    return None if point is None else (point, Span(cell.start, cell.start + match.end()))


def unknown_levels(reading: Reading, table: Table) -> Iterator[Problem]:
    """What stands in a rating column and is on no scale of the profile; its row is kept, unscaled."""
    if is_box(table) or reading.outline.kind_at(min(c.start for c in table.cells)) in _SILENT:
        return
    grid = grid_of(reading, table)
    for column, header in rating_columns(grid).items():
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


def _is_level(grid: Grid, column: int, text: str) -> bool:
    """Whether a few words in a column headed as a rating are meant as one."""
    rule = grid.roles.get(column)
    words = bare(text).split()
    short = all(len(other.split()) <= _LEVEL_WORDS for other in grid.texts(column)[:SAMPLE])
    told = 0 < len(words) <= _LEVEL_WORDS and words[0] not in _NO_LEVEL
    several = len(level_pattern(grid.reading.profile).findall(text)) > 1
    rated = rule is not None and rule.role == "rating"
    return rated and short and told and not several and not _NUMERIC.search(text)


def _under_components(grid: Grid) -> Iterator[Rating]:
    """The marks of a table whose header names the components, one a column."""
    profile = grid.reading.profile
    for column, cells in grid.cells.items():
        component = component_named(grid.header(column), profile)
        for cell in cells if component is not None else ():
            first = grid.places.at(cell.row, 0)
            row = text_in(grid.reading.document, first) if first is not None and column else ""
            rule = column_rule(row, profile)
            rates = rule is not None and rule.role == "rating"
            point = point_of(text_in(grid.reading.document, cell), profile, row if rates else "rating")
            if component is not None and point is not None and (point.label is not None or rates):
                yield rating_of(point, component, Span(cell.start, cell.end), row)


def _component(grid: Grid, cell: Cell, rated: set[int]) -> str | None:
    """What a row rates; None for a legend, whose rows hold levels and no components.

    It stands in the nearest column headed as a component, else in the nearest cell to the left
    that is short enough to be a name, else in the row's first.
    """
    profile = grid.reading.profile
    left = [column for column in range(cell.column - 1, -1, -1) if column not in rated]
    right = [column for column in range(cell.column + 1, grid.table.columns) if column not in rated]
    texts = {
        column: text
        for column in left or right
        if (text := name_in(grid.reading.document, grid.places.at(cell.row, column), profile))
    }
    named = [column for column in texts if column in grid.roles and grid.roles[column].role == "component"]
    short = [column for column, text in texts.items() if len(text.split()) <= _NAME_WORDS]
    chosen = next(iter((*named, *short, *reversed(texts))), None)
    if chosen is None or point_of(texts[chosen], profile, "rating") is not None:
        return None
    if ANONYMOUS.fullmatch(bare(texts[chosen])) and component_named(grid.header(chosen), profile) is not None:
        return printed_component(grid.header(chosen), profile)  # "Overall score" of "MI 3.1: Structures …"
    opening = component_opening(texts[chosen], profile)
    whole = component_named(texts[chosen], profile) is not None or any(
        map(str.isdigit, opening[0] if opening else "")
    )
    if opening is not None and not whole:
        return printed_component(texts[chosen][: opening[1]], profile)
    return printed_component(texts[chosen], profile)
