"""Figures in tables: unit, currency, scale and year come from header, stub, caption or note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.figures.currencies import mentions_in
from pipeline.figures.dress import dress
from pipeline.figures.exclude import years_in
from pipeline.figures.habits import Habit
from pipeline.figures.lexicon import alternatives, fold, unit_names
from pipeline.figures.numbers import numbers_in
from pipeline.figures.reading import Reading
from pipeline.figures.text import figures_in
from pipeline.figures.values import plain
from pipeline.model import Cell, Document, Figure, FigureKind, Identity, Span, Table


@dataclass(frozen=True, slots=True)
class Told:
    """What a header, stub, caption or note says of the numbers it governs."""

    kind: FigureKind | None = None
    unit: str | None = None
    currency: str | None = None
    inferred: bool = False
    scale: Decimal = Decimal(1)
    first: int | None = None
    last: int | None = None
    words: str = ""  # what is left once unit, scale and year are taken off
    skip: bool = False  # the numbers are labels: ranks, codes, years, ratings


_SCALE = re.compile(
    r"(?<![A-Za-z])(?P<word>trillions?|billions?|millions?|thousands?|bn|mn|mln|mio|[’']?000s?|(?<=[$€£])m|(?<=USD)m|(?<=EUR)m|(?<=[$€£]\s)m|m(?=\)))(?![A-Za-z])",
    re.IGNORECASE,
)
_POWERS = {"tr": 12, "bi": 9, "bn": 9, "mi": 6, "mn": 6, "ml": 6, "m": 6, "th": 3, "00": 3, "'0": 3, "’0": 3}
_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercent(?:age)?s?\b(?!\s+points?)", re.IGNORECASE)
_POINTS = re.compile(r"\bpercentage\s+points?\b|\bp\.?p\.?\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:^|\b)(?:number|numbers|no\.|nr\.?|#|count|total\s+number|how\s+many)\s*(?:of\b|\()|\bheadcount\b|^\s*(?:#|no\.)\s+\w|"
    r"\b(?:fte|ftes|staff|people|persons|beneficiaries|countries|projects|respondents|participants|households|members|"
    r"evaluations|reports|posts|positions|recommendations|offices|women|men|girls|boys|employees|refugees|interviews)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b(?:index|coefficient|mean|average|gini)\b", re.IGNORECASE)
_RATING = re.compile(r"\b(?:ratings?|scores?|grades?|marks?)\b", re.IGNORECASE)
_LABELS = re.compile(
    r"^\W*(?:no\.?|nr\.?|#|rank(?:ing)?|years?|dates?|codes?|id|ids|ref(?:erence)?s?\.?|pages?|p\.|para(?:graph)?s?\.?|sections?|"
    r"s/?n\.?|items?|level|phone|telephone|time|deadline|timeline|due(?:\s+date)?|recommendation(?:\s+(?:no\.?|number))?|"
    r"rec\.?(?:\s*no\.?)?|finding(?:\s+no\.?)?|question(?:\s+no\.?)?|indicator\s+(?:no\.?|number)|kpi|mi|sdg|priority|step|phase|"
    r"quarter|month|week|day|target\s+year|year\s+of\s+.*|start|end|start\s+date|end\s+date|document(?:\s+no\.?)?|symbol|version|"
    r"annex|table|figure|box)\W*$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\(\s*(?:in\s+)?(?P<unit>{alternatives(unit_names('duration'))})\s*\)|\bin\s+(?P<in>{alternatives(unit_names('duration'))})\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"\(\s*(?:in\s+)?(?P<unit>{alternatives(unit_names('measure'))})\s*\)", re.IGNORECASE)
_LEFT = re.compile(r"[\s()\[\]*†‡§+~<>≤≥≈±.,;:/|–—-]*(?:[a-d]\b[\s)]*)?")
_EMPTY = Told()


def told_by(text: str) -> Told:
    """What one heading text says: unit, scale, years, and the words left."""
    folded = " ".join(text.split())
    if not folded:
        return _EMPTY
    rest = folded
    mentions = [m for m in mentions_in(folded) if not (m.wordlike or m.part != 1)]
    years = years_in(folded)
    scale = _scale_of(folded, bool(mentions))
    for start, end in sorted([(m.start, m.end) for m in mentions] + [s for s, _, _ in years], reverse=True):
        rest = rest[:start] + " " + rest[end:]
    rest = _SCALE.sub(" ", rest) if scale != 1 else rest
    rest = re.sub(r"\(\s*(?:in|%|,|\s)*\s*\)|\s+in\s*$|%|[(\[]\s*[)\]]", " ", rest)
    kind, unit = _kind_of(folded, bool(mentions))
    first = min((y[1] for y in years), default=None)
    last = max((y[2] for y in years), default=None)
    currency = mentions[0] if mentions and kind == "money" else None
    return Told(
        kind,
        currency.code if currency else unit,
        currency.code if currency else None,
        bool(currency and currency.inferred),
        scale if kind != "percentage" else Decimal(1),
        first,
        last,
        " ".join(rest.split()).strip(" ,;:-–—()"),
        bool(_LABELS.match(folded)) or bool(_RATING.search(folded)),
    )


def _scale_of(text: str, money: bool) -> Decimal:
    match = _SCALE.search(text)
    if match is None:
        return Decimal(1)
    word = match["word"].lower()
    if word == "m" and not money:
        return Decimal(1)
    power = next(
        (
            _POWERS[key]
            for key in ("tr", "bi", "bn", "mi", "mn", "ml", "th", "00", "'0", "’0", "m")
            if word.startswith(key)
        ),
        0,
    )
    return Decimal(10) ** power


def _kind_of(text: str, money: bool) -> tuple[FigureKind | None, str | None]:
    if _POINTS.search(text):
        return "percentage", "percentage_points"
    if _PERCENT.search(text):
        return "percentage", "percent"
    if money:
        return "money", None
    if match := _DURATION.search(text):
        return "duration", unit_names("duration")[fold(match["unit"] or match["in"])]
    if match := _MEASURE.search(text):
        return "count", unit_names("measure")[fold(match["unit"])]
    if _COUNT.search(text):
        return "count", None
    if _SCORE.search(text):
        return "score", "points"
    return None, None


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
        head = columns.get(cell.column, _EMPTY)
        stub_text = _stub(document, table, cell)
        readings = _numeric(text, habit)
        if readings is None:
            found += _prose(document, cell, index, identity, habit, len(found))
        elif cell.column > 0 and not head.skip:
            row = _row_span(table, cell)
            for reading in readings:
                if figure := _figure(reading, cell, head, told_by(stub_text), caption, stub_text, row, index):
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
    note = told_by(document.quote(table.note)) if table.note else _EMPTY
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
    reading: Reading, cell: Cell, head: Told, stub: Told, caption: Told, stub_text: str, row: Span, index: int
) -> Figure | None:
    """A number of a cell, with what header, stub and caption say of it; None for a label."""
    governing = next((told for told in (stub, head, caption) if told.kind is not None), _EMPTY)
    if governing is caption and caption.kind == "count":
        governing = _EMPTY
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
    timed = next((told for told in (head, stub, caption) if told.first is not None), _EMPTY)
    measure = _measure(head, stub, caption, stub_text)
    unit = reading.unit or governing.unit or (head.words or None if kind == "count" else None)
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
