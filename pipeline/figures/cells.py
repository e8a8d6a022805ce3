"""Figures in tables: unit, currency, scale and year come from header, stub, caption or note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.dress import dress
from pipeline.figures.habits import Habit
from pipeline.figures.heads import NOTHING, Told, counted_noun, told_by
from pipeline.figures.numbers import numbers_in
from pipeline.figures.reading import Reading
from pipeline.figures.text import figures_in
from pipeline.figures.values import plain
from pipeline.model import Cell, Document, Figure, Identity, Span, Table

_LEFT = re.compile(r"[\s()\[\]*†‡§+~<>≤≥≈±.,;:/|–—-]*(?:[a-d]\b[\s)]*)?")


def table_figures(document: Document, index: int, identity: Identity, habit: Habit) -> list[Figure]:
    """The figures of one table in text order; `pair` is an index into the list returned."""
    table = document.tables[index]
    caption = _caption(document, table)
    columns = _column_heads(document, index)
    found: list[Figure] = []
    for cell in sorted(table.body(), key=lambda c: (c.start, c.row, c.column)):
        text = document.text[cell.start : cell.end]
        if not any(char.isdigit() or char.isalpha() for char in text):
            continue
        head = columns.get(cell.column, NOTHING)
        stub_text = _stub(document, table, cell)
        readings = _numeric(text, habit)
        if readings is None:
            found += _prose(document, cell, index, identity, habit, len(found))
        elif cell.column > 0 and not head.skip:
            row = _row_span(table, cell)
            bracketed = len(readings) == 1 and text.strip()[0] == "(" and text.strip()[-1] == ")"
            for reading in readings:
                if figure := _figure(
                    reading, cell, head, told_by(stub_text), caption, stub_text, row, index, bracketed
                ):
                    found.append(figure)
    return found


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
    # the years of a note are those of its source, not of the figures
    return replace(caption, scale=note.scale if caption.scale == 1 else caption.scale, skip=False)


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


def _stub(document: Document, table: Table, cell: Cell) -> str:
    """The words of the first cell of the row."""
    first = table.cell_at(cell.row, 0)
    if first is None or first is cell:
        return ""
    return document.quote(Span(first.start, first.end))


def _row_span(table: Table, cell: Cell) -> Span:
    """The row's stretch of text, or the cell's own where the row does not stand together."""
    row = [other for other in table.cells if other.row == cell.row and other.end > other.start]
    span = Span(min(c.start for c in row), max(c.end for c in row))
    own = sum(c.end - c.start for c in row)
    return span if span.end - span.start <= own + 12 * len(row) else Span(cell.start, cell.end)


def _numeric(text: str, habit: Habit) -> tuple[Reading, ...] | None:
    """The numbers of a cell that holds nothing else, or None where it holds words."""
    readings = dress(text, numbers_in(text), (), (), habit)
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


def _figure(
    reading: Reading,
    cell: Cell,
    head: Told,
    stub: Told,
    caption: Told,
    stub_text: str,
    row: Span,
    index: int,
    bracketed: bool,
) -> Figure | None:
    """A number of a cell, with what header, stub and caption say of it; None for a label."""
    governing = next((told for told in (stub, head, caption) if told.kind is not None), NOTHING)
    if governing is caption and caption.kind == "count":
        governing = NOTHING
    kind = reading.kind or governing.kind
    value, scale = reading.value, Decimal(1)
    if reading.kind is None or (reading.kind == "money" and reading.number.scale == 1):
        scale = next((told.scale for told in (stub, head, caption) if told.scale != 1), Decimal(1))
        if kind not in ("money", "count", None):
            scale = Decimal(1)
    if reading.kind is None and kind is None:
        if _year_like(reading) or stub.skip:
            return None
        kind = "count"
    if kind == "money" and reading.number.ambiguous is not None and scale == 1:
        value = reading.number.ambiguous
    timed = next((told for told in (head, stub, caption) if told.first is not None), NOTHING)
    measure = _measure(head, stub, caption, stub_text)
    unit = reading.unit or governing.unit or (counted_noun(governing) if kind == "count" else None)
    if kind == "money" and bracketed:
        value = -abs(value)
    currency = reading.currency or (governing.currency if kind == "money" else None)
    return Figure(
        kind=kind or "count",
        start=reading.start + cell.start,
        end=reading.end + cell.start,
        value=plain(value * scale),
        context=row,
        value_max=None if reading.value_max is None else plain(reading.value_max * scale),
        unit=unit,
        currency=currency,
        currency_inferred=reading.inferred if reading.currency else governing.inferred and kind == "money",
        qualifier=reading.qualifier,
        measure=measure,
        period=None if timed.first is None else _years(timed),
        year_start=timed.first,
        year_end=timed.last,
        basis="table",
        table=index,
        cell=(cell.row, cell.column),
    )


def _year_like(reading: Reading) -> bool:
    number = reading.number
    return (
        number.written == "digits" and not number.grouped and number.whole and 1900 <= reading.value <= 2100
    )


def _years(told: Told) -> str:
    return str(told.first) if told.first == told.last else f"{told.first}–{told.last}"


def _measure(head: Told, stub: Told, caption: Told, stub_text: str) -> str | None:
    """Column and row headers as what is measured; the caption where the column names none."""
    what = head.words or caption.words
    whose = stub.words or stub_text
    parts = [part for part in (what, whose) if part]
    return ", ".join(parts) or None
