"""Judgements on a scale: in tables, in scattered cells, in sentences and in "Component: level" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from pipeline.model import Cell, Rating, Span, Table
from pipeline.phrases import bare, fold, is_whole, occurs
from pipeline.segment.columns import DECLARING, column_rule, header_roles, text_in
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import Reading
from pipeline.segment.rated import rated_in_text
from pipeline.segment.scales import Point, point_of, scale_by_header
from pipeline.segment.scattered import Entry, Scattered
from pipeline.segment.units import is_box

_SCORE = re.compile(r"\d(?:[.,]\d+)?")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_ANONYMOUS = re.compile(
    r"(?:overall )?(?:kpi |mi |mopan |project |programme )?(?:performance )?(?:rating|score|grade)s?"
)
_NAME_WORDS = 20  # the longest name of a component; indicators of a framework are long
_SILENT = frozenset({"method", "contents", "references"})


def ratings(reading: Reading, tables: Sequence[Scattered]) -> tuple[Rating, ...]:
    """Every rating of a document, in order. The legend that explains a scale is none."""
    found = [
        *(r for table in reading.document.tables for r in ratings_in(reading, table)),
        *(r for table in tables for entry in table.entries for r in _scattered(reading, entry, table.header)),
        *rated_in_text(reading, [table.span for table in tables]),
    ]
    seen: set[Span] = set()
    kept: list[Rating] = []
    for rating in sorted(found, key=lambda r: (r.start, r.end)):
        if rating.span not in seen:
            seen.add(rating.span)
            kept.append(_placed(reading, rating))
    return tuple(_joined(kept))


def _placed(reading: Reading, rating: Rating) -> Rating:
    """The rating with the component its heading names, where its own line says only "Overall rating"."""
    if not _ANONYMOUS.fullmatch(bare(rating.component)):
        return rating
    section = reading.outline.section_at(rating.start)
    while section is not None:
        above = reading.outline.sections[section]
        named = component_named(reading.document.quote(Span(above.start, above.end)), reading.profile)
        if named is not None:
            return replace(rating, component=named)
        section = above.parent
    return rating


def _joined(found: Sequence[Rating]) -> Iterator[Rating]:
    """One rating where two lines give it, "Overall score: 3.10" and "Overall rating: Satisfactory"."""
    skip = False
    for rating, after in zip_longest(found, found[1:]):
        if skip:
            skip = False
        elif after is not None and after.component == rating.component and _complete(rating, after):
            word, number = (rating, after) if rating.label else (after, rating)
            skip = True
            yield replace(word, score=number.score)
        else:
            yield rating


def _complete(one: Rating, other: Rating) -> bool:
    """Whether one gives only the word and the other only the number of a judgement."""
    words, numbers = [r for r in (one, other) if r.label], [r for r in (one, other) if r.score is not None]
    return len(words) == len(numbers) == 1 and words != numbers and _same_scale(words[0], numbers[0])


def rating_of(point: Point, component: str, span: Span, header: str = "") -> Rating:
    """The rating a point gives."""
    year = _YEAR.search(header)
    return Rating(
        component,
        span.start,
        span.end,
        point.label,
        point.score,
        point.scale.name if point.scale else None,
        point.minimum,
        point.maximum,
        int(year[1]) if year else None,
    )


def ratings_in(reading: Reading, table: Table) -> Iterator[Rating]:
    """The ratings of a table: of the columns whose header says so, else of those full of levels."""
    if is_box(table) or reading.outline.kind_at(min(c.start for c in table.cells)) in _SILENT:
        return
    columns = _rating_columns(reading, table)
    yield from _merged(reading, list(_of_columns(reading, table, columns)))


def _of_columns(reading: Reading, table: Table, columns: dict[int, str]) -> Iterator[tuple[int, Rating]]:
    for column, header in columns.items():
        cells = [c for c in table.body() if c.column == column and c.end > c.start]
        texts = [text_in(reading.document, cell) for cell in cells]
        for cell, text in zip(cells, texts, strict=True):
            point = point_of(text, reading.profile, header, texts)
            component = _component(reading, table, cell, set(columns))
            if point is not None and component is not None:
                yield cell.row, rating_of(point, component, Span(cell.start, cell.end), header)


def _merged(reading: Reading, found: Sequence[tuple[int, Rating]]) -> Iterator[Rating]:
    """One rating where a row gives it twice, as a number and as a word; else all of them."""
    rows: dict[int, list[Rating]] = {}
    for row, rating in found:
        rows.setdefault(row, []).append(rating)
    for given in rows.values():
        words = [rating for rating in given if rating.score is None]
        numbers = [rating for rating in given if rating.label is None]
        if len(given) != 2 or len(words) != 1 or len(numbers) != 1 or not _same_scale(words[0], numbers[0]):
            yield from given
            continue
        word, number = words[0], numbers[0]
        span = Span(min(word.start, number.start), max(word.end, number.end))
        beside = not reading.document.text[min(word.end, number.end) : max(word.start, number.start)].strip(
            " \n\t|"
        )
        start, end = span if beside else word.span
        yield replace(word, start=start, end=end, score=number.score, year=word.year or number.year)


def _same_scale(word: Rating, number: Rating) -> bool:
    """Whether a word and a number may be one judgement: on one scale, which has numbers."""
    if word.scale_max is None or number.score is None:
        return False
    return number.scale in {None, word.scale} and number.score <= word.scale_max and word.year == number.year


def _rating_columns(reading: Reading, table: Table) -> dict[int, str]:
    found: dict[int, str] = {}
    asked = any(
        rule.role in DECLARING for rule in header_roles(reading.document, table, reading.profile).values()
    )
    for column in range(1, table.columns):
        header = " ".join(_header(reading, table, column))
        rule = column_rule(header, reading.profile)
        texts = _texts(reading, table, column)
        words = [point_of(text, reading.profile, header, texts) for text in texts]
        levels = [p for p in words if p is not None and (p.label or p.maximum)]
        named = any(is_whole(name, bare(header)) for s in reading.profile.scale for name in (*s.says, s.name))
        if rule is not None and rule.role != "rating" and not named:
            continue
        if rule is not None or named or (texts and len(levels) * 3 >= len(texts) * 2 and not asked):
            found[column] = header or "rating"
    return found | _bare_scores(reading, table, found)


def _bare_scores(reading: Reading, table: Table, found: dict[int, str]) -> dict[int, str]:
    """Columns without a header that hold a number wherever a column of levels holds a word."""
    scales = {scale_by_header(header, reading.profile) for header in found.values()}
    for column, header in found.items():
        for text in _texts(reading, table, column):
            point = point_of(text, reading.profile, header)
            scales.add(point.scale if point is not None else None)
    tops = [scale.maximum for scale in scales if scale is not None and scale.maximum is not None]
    free = [c for c in range(1, table.columns) if c not in found and not "".join(_header(reading, table, c))]
    scores: dict[int, str] = {}
    for column in free if tops else ():
        texts = _texts(reading, table, column)
        if texts and all(_SCORE.fullmatch(t) and Decimal(t.replace(",", ".")) <= max(tops) for t in texts):
            scores[column] = "score"
    return scores


def _texts(reading: Reading, table: Table, column: int) -> list[str]:
    cells = (cell for cell in table.body() if cell.column == column and cell.end > cell.start)
    return [text_in(reading.document, cell) for cell in cells]


def _header(reading: Reading, table: Table, column: int) -> list[str]:
    cells = [table.cell_at(row, column) for row in range(table.header_rows)]
    return list(dict.fromkeys(text_in(reading.document, cell) for cell in cells if cell is not None))


def _component(reading: Reading, table: Table, cell: Cell, rated: set[int]) -> str | None:
    """What a row rates; None for a legend, whose rows hold levels and no components.

    It stands in the nearest column headed as a component, else in the nearest cell to the left
    that is short enough to be a name, else in the row's first.
    """
    roles = header_roles(reading.document, table, reading.profile)
    left = [column for column in range(cell.column - 1, -1, -1) if column not in rated]
    texts = {column: text for column in left if (text := _name(reading, table, cell.row, column))}
    named = [column for column in texts if column in roles and roles[column].role == "component"]
    short = [column for column, text in texts.items() if len(text.split()) <= _NAME_WORDS]
    chosen = next(iter((*named, *short, *reversed(texts))), None)
    if chosen is None or point_of(texts[chosen], reading.profile, "rating") is not None:
        return None
    text = texts[chosen]
    opening = component_opening(text, reading.profile)
    return component_named(text, reading.profile) or (opening[0] if opening else text)


def _name(reading: Reading, table: Table, row: int, column: int) -> str | None:
    """The first line of a cell, under which findings may stand; None where it is no name."""
    cell = table.cell_at(row, column)
    if cell is None or cell.end <= cell.start:
        return None
    first = cell.blocks[0] if cell.blocks else cell
    text = reading.document.quote(Span(first.start, first.end))
    return None if re.fullmatch(r"[\d\W]*", text) else text


def _scattered(reading: Reading, entry: Entry, header: str) -> Iterator[Rating]:
    """The levels and scores among the pieces of a scattered row.

    "Some" and "progress" on two lines are one level. A number is the score of the column that
    stands before or after the level's own in the header.
    """
    columns = _header_columns(reading, header)
    pieces = list(entry.leftovers)
    levels: list[tuple[int, Rating]] = []
    numbers = [i for i, piece in enumerate(pieces) if reading.document.quote(piece).isdecimal()]
    index = 0
    while index < len(pieces):
        for length in (3, 2, 1):
            run = pieces[index : index + length]
            if len(run) < length or any(i in numbers for i in range(index, index + length)):
                continue
            span = Span(run[0].start, run[-1].end)
            point = point_of(reading.document.quote(span), reading.profile, header)
            if point is not None and point.label is not None:
                levels.append((index, rating_of(point, entry.component, span)))
                index += length - 1
                break
        index += 1
    yield from (rating for _, rating in levels)
    own = next((i for i, column in enumerate(columns) if levels and _names(levels[0][1], column)), None)
    if own is None:
        return
    for index in numbers:
        place = own - 1 if index < levels[0][0] else own + 1
        if 0 <= place < len(columns):
            point = point_of(reading.document.quote(pieces[index]), reading.profile, columns[place])
            if point is not None:
                yield rating_of(point, entry.component, pieces[index], columns[place])


def _header_columns(reading: Reading, header: str) -> list[str]:
    """The rating columns a scattered header names, in their order."""
    found: dict[int, str] = {}
    for rule in reading.profile.column:
        if rule.role == "rating":
            for phrase in rule.says:
                match = occurs(phrase, header) if len(phrase.split()) > 1 and "*" not in phrase else None
                if match is not None and len(match.group()) > len(found.get(match.start(), "")):
                    found[match.start()] = match.group()
    return [
        text for at, text in sorted(found.items()) if not any(a < at < a + len(t) for a, t in found.items())
    ]


def _names(rating: Rating, column: str) -> bool:
    return rating.scale is not None and fold(rating.scale) in column
