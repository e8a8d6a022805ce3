"""Figures in tables: unit, currency, scale and year come from header, stub, caption or note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.figures.dress import dress
from pipeline.figures.habits import Habit
from pipeline.figures.heads import NOTHING, Told, counted_noun, told_by
from pipeline.figures.join import joined
from pipeline.figures.number import plain
from pipeline.figures.numbers import numbers_in
from pipeline.figures.reading import Reading
from pipeline.figures.rows import Rows
from pipeline.figures.text import figures_in
from pipeline.model import Cell, Document, Figure, Identity, Span, Table

_LEFT = re.compile(r"[\s()\[\]*†‡§+~<>≤≥≈±.,;:/|–—-]*(?:[a-d]\b[\s)]*)?")


_LONGEST_STUB = 16  # words; a longer one is a sentence, which tells its own figures only


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of numbers with what its header, stub and caption say of them."""

    cell: Cell
    head: Told
    stub: Told
    caption: Told
    stub_text: str
    row: Span
    table: int
    bracketed: bool

    @property
    def unit(self) -> Told:
        """What tells the unit: a printed one first, nearest first; else a noun to count."""
        near = (self.stub, self.head, self.caption)
        printed = next((told for told in near if told.sure), None)
        return printed or next((told for told in near[:2] if told.kind is not None), NOTHING)

    @property
    def scale(self) -> Decimal:
        return next((t.scale for t in (self.stub, self.head, self.caption) if t.scale != 1), Decimal(1))

    @property
    def timed(self) -> Told:
        return next((t for t in (self.head, self.stub, self.caption) if t.first is not None), NOTHING)


def table_figures(document: Document, index: int, identity: Identity, habit: Habit) -> list[Figure]:
    """The figures of one table in text order; `pair` is an index into the list returned."""
    table = document.tables[index]
    columns = _column_heads(document, index)
    caption = _with_corner(_caption(document, table), columns.get(0, NOTHING))
    found: list[Figure] = []
    unnamed: list[Figure] = []  # bare numbers nothing names the unit of
    rows = Rows.of(document, table)
    for cell in sorted(table.body(), key=lambda c: (c.start, c.row, c.column)):
        text = document.text[cell.start : cell.end]
        if not any(char.isdigit() or char.isalpha() for char in text):
            continue
        head = columns.get(cell.column, NOTHING)
        readings = _numeric(text, habit)
        if readings is None:
            found += _prose(document, cell, index, identity, habit, len(found))
        elif cell.column > 0 and not head.skip:
            stub = rows.stub(cell)
            bracketed = len(readings) == 1 and text.strip()[0] == "(" and text.strip()[-1] == ")"
            row = rows.span(cell)
            told = told_by(stub) if len(stub.split()) <= _LONGEST_STUB else NOTHING
            place = _Place(cell, head, told, caption, stub, row, index, bracketed)
            figures = [figure for reading in readings if (figure := _figure(reading, place))]
            found += figures
            if place.unit.kind is None or (place.unit.whole and not place.unit.sure):
                unnamed += [f for f, r in zip(figures, readings, strict=False) if r.kind is None]
    return _without(found, unnamed) if _ratings(unnamed) or caption.skip else found


def _without(found: Sequence[Figure], dropped: Sequence[Figure]) -> list[Figure]:
    """The figures without some of them, pairs pointing at the new places."""
    gone = {figure.start for figure in dropped}
    kept = [number for number, figure in enumerate(found) if figure.start not in gone]
    places = {old: new for new, old in enumerate(kept)}
    return [
        replace(found[old], pair=None if found[old].pair is None else places.get(found[old].pair or 0))
        for old in kept
    ]


def _ratings(figures: Sequence[Figure]) -> bool:
    """Whether numbers without a unit are points of a scale: none above six, broken if of a noun."""
    small = bool(figures) and all(0 <= figure.value <= 6 for figure in figures)
    nameless = all(figure.unit is None for figure in figures)
    return small and (nameless or any(figure.value % 1 for figure in figures))


def _caption(document: Document, table: Table) -> Told:
    """What caption and note say, those of the table this one continues included."""
    parts: list[str] = []
    seen = 0
    here: Table | None = table
    while here is not None and seen < 50:
        if here.caption:
            parts.append(document.quote(here.caption))
        if parts:
            break
        here = document.tables[here.continues] if here.continues is not None else None
        seen += 1
    title = (
        re.sub(
            r"^\W*(?:table|figure|box|tableau|chart|annex)\s+[\w.-]+\s*[.:–—-]?\s*",
            "",
            parts[0],
            flags=re.IGNORECASE,
        )
        if parts
        else ""
    )
    caption = told_by(title)
    note = told_by(document.quote(table.note)) if table.note else NOTHING
    if caption.kind is None and note.kind == "money":
        caption = replace(
            caption, kind=note.kind, unit=note.unit, currency=note.currency, inferred=note.inferred
        )
    scale = note.scale if caption.scale == 1 else caption.scale
    # the years of a note are those of its source, not of the figures
    return replace(
        caption,
        scale=scale,
        sure=caption.sure or note.sure,
        skip=_rated(title),
    )


def _with_corner(caption: Told, corner: Told) -> Told:
    """The caption, with the unit the head of the first column prints: "Donor (EUR thousand)"."""
    if (
        not corner.sure
        or corner.skip
        or corner.kind not in ("money", "percentage")
        or caption.kind == "money"
    ):
        return caption
    return replace(
        caption,
        kind=corner.kind,
        unit=corner.unit,
        currency=corner.currency,
        inferred=corner.inferred,
        scale=corner.scale,
        sure=True,
    )


def _rated(title: str) -> bool:
    """Whether a table's title says that it holds ratings."""
    return bool(re.search(r"\b(?:ratings?|scores?|scorecard|grades?)\b", title, re.IGNORECASE))


def _column_heads(document: Document, index: int) -> dict[int, Told]:
    """What the header cells over each column say, taken from the continued table if there are none."""
    table = document.tables[index]
    heads: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.header:
            for column in range(cell.column, cell.column + cell.column_span):
                heads.setdefault(column, []).append(document.quote(Span(cell.start, cell.end)))
    if (
        not heads
        and table.continues is not None
        and document.tables[table.continues].columns == table.columns
    ):
        return _column_heads(document, table.continues) if table.continues < index else {}
    return {column: told_by(" ".join(parts)) for column, parts in heads.items()}


def _numeric(text: str, habit: Habit) -> tuple[Reading, ...] | None:
    """The numbers of a cell that holds nothing else, or None where it holds words."""
    readings = joined(text, dress(text, numbers_in(text), (), (), habit))
    position = 0
    for reading in readings:
        if reading.counted is not None or not _LEFT.fullmatch(text, position, reading.start):
            return None
        position = reading.end
    return readings if readings and _LEFT.fullmatch(text, position) else None


def _prose(
    document: Document, cell: Cell, index: int, identity: Identity, habit: Habit, before: int
) -> Iterator[Figure]:
    """Figures of a cell that holds sentences."""
    blocks = [Span(block.start, block.end) for block in cell.blocks] or [Span(cell.start, cell.end)]
    for span in blocks:
        found = figures_in(document.text[span.start : span.end], identity, habit)
        for figure in found:
            yield replace(
                figure,
                start=figure.start + span.start,
                end=figure.end + span.start,
                context=Span(figure.context.start + span.start, figure.context.end + span.start),
                pair=None if figure.pair is None else figure.pair + before,
                basis="table",
                table=index,
                cell=(cell.row, cell.column),
            )
        before += len(found)


def _figure(reading: Reading, place: _Place) -> Figure | None:
    """A number of a cell, with what header, stub and caption say of it; None for a label."""
    told, timed = place.unit, place.timed
    kind = reading.kind or told.kind
    if reading.kind is None and _years_only(reading):
        return None  # "2021-2024" in a column of time frames
    if kind is None:
        if _year_like(reading) or place.stub.skip or not reading.number.whole:
            return None
        kind = "count"
    value, scale = reading.value, Decimal(1)
    bare = reading.kind is None or (reading.kind == "money" and reading.number.scale == 1)
    if bare and kind in ("money", "count"):
        scale = place.scale
    if kind == "money":
        if reading.number.ambiguous is not None and scale == 1:
            value = reading.number.ambiguous
        value = -abs(value) if place.bracketed else value
    currency = reading.currency or (told.currency if kind == "money" else None)
    return Figure(
        kind=kind,
        start=reading.start + place.cell.start,
        end=reading.end + place.cell.start,
        value=plain(value * scale),
        context=place.row,
        value_max=None if reading.value_max is None else plain(reading.value_max * scale),
        unit=reading.unit or told.unit or (counted_noun(told) if kind == "count" else None),
        currency=currency,
        currency_inferred=reading.inferred if reading.currency else told.inferred and kind == "money",
        qualifier=reading.qualifier,
        measure=_measure(place),
        period=None if timed.first is None else _years(timed),
        year_start=timed.first,
        year_end=timed.last,
        basis="table",
        table=place.table,
        cell=(place.cell.row, place.cell.column),
    )


def _year_like(reading: Reading) -> bool:
    number = reading.number
    return (
        number.written == "digits" and not number.grouped and number.whole and 1900 <= reading.value <= 2100
    )


def _years_only(reading: Reading) -> bool:
    """Whether a range of two numbers is one of years."""
    last = reading.value_max
    return last is not None and _year_like(reading) and last == int(last) and 1900 <= last <= 2100


def _years(told: Told) -> str:
    return str(told.first) if told.first == told.last else f"{told.first}–{told.last}"


def _measure(place: _Place) -> str | None:
    """Column and row headers as what is measured; the caption where the column names none."""
    what = place.head.words or place.caption.words
    whose = place.stub.words or place.stub_text
    return ", ".join(part for part in (what, whose) if part) or None
