"""From what was found to the rows of the tables: ids, order, and what a row quotes."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model import (
    Document,
    Figure,
    Finding,
    FindingRef,
    Links,
    Report,
    Section,
    Source,
    Span,
    Table,
)
from pipeline.tables import FigureRow, FindingRow, RatingRow, Row, SectionRow, TableRow, ThreadRow

Rows = dict[str, tuple[Row, ...]]


def row_id(prefix: str, *parts: object) -> str:
    """A short id made from what the row says, so that it stays when other rows come or go."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=5)
    return f"{prefix}{digest.hexdigest()}"


def rows_of(reports: Sequence[Report], links: Links) -> Rows:
    """The rows of every table that reports have, report by report in the order given."""
    indexes = [_index(report) for report in reports]
    ids = {FindingRef(i.document_id, n): name for i in indexes for n, name in enumerate(i.findings)}
    same = {ids[one]: ids[other] for one, other in links.same_as}
    answers = {ids[one]: ids[other] for one, other in links.responds_to}
    return {
        "sections": tuple(row for index in indexes for row in _section_rows(index)),
        "findings": tuple(row for index in indexes for row in _finding_rows(index, same, answers)),
        "ratings": tuple(row for index in indexes for row in _rating_rows(index)),
        "figures": tuple(row for index in indexes for row in _figure_rows(index)),
        "tables": tuple(row for index in indexes for row in _table_rows(index)),
        "threads": tuple(_thread_rows(indexes, ids, links)),
    }


@dataclass(frozen=True, slots=True)
class _Index:
    """A report with the ids of its rows, in the order of what they stand for."""

    report: Report
    sections: tuple[str, ...]
    findings: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def document(self) -> Document:
        return self.report.document

    @property
    def document_id(self) -> str:
        return self.report.document.document_id


def _index(report: Report) -> _Index:
    document, found = report.document, report.segmentation
    name = document.document_id
    figures = (
        (name, document.quote(f.context), f.start - f.context.start, document.quote(f.span))
        for f in report.figures.figures
    )
    return _Index(
        report,
        _ids("s", ((name, document.quote(Span(s.start, s.end))) for s in found.sections)),
        _ids("f", ((name, document.quote(f.span)) for f in found.findings)),
        _ids("n", figures),
    )


def _ids(prefix: str, keys: Iterator[tuple[object, ...]]) -> tuple[str, ...]:
    """An id for each key; equal keys are told apart by their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    names = []
    for key in keys:
        names.append(row_id(prefix, *key, seen[key]) if seen[key] else row_id(prefix, *key))
        seen[key] += 1
    return tuple(names)


def _section_at(index: _Index, offset: int) -> int | None:
    """The innermost section that holds an offset."""
    best = None
    for number, section in enumerate(index.report.segmentation.sections):
        if section.start <= offset < section.body_end:
            best = number
    return best


def _place(document: Document, span: Span) -> dict[str, int | None]:
    return {"page": document.page_at(span.start), "start": span.start, "end": span.end}


def _source(document: Document, span: Span) -> Source:
    """How the text at a span was read."""
    place = bisect_right(document.blocks, span.start, key=lambda block: block.start)
    return document.blocks[max(place - 1, 0)].source if document.blocks else "text"


def _path(document: Document, sections: Sequence[Section], number: int | None) -> str | None:
    names: list[str] = []
    while number is not None:
        section = sections[number]
        names.append(document.quote(Span(section.start, section.end)))
        number = section.parent
    return " > ".join(reversed(names)) or None


def _section_rows(index: _Index) -> Iterator[SectionRow]:
    for name, section in zip(index.sections, index.report.segmentation.sections, strict=True):
        span = Span(section.start, section.end)
        yield SectionRow(
            section_id=name,
            document_id=index.document_id,
            parent_id=None if section.parent is None else index.sections[section.parent],
            level=section.level,
            kind=section.kind,
            heading=index.document.quote(span),
            **_place(index.document, span),
        )


def _finding_rows(index: _Index, same: Mapping[str, str], answers: Mapping[str, str]) -> Iterator[FindingRow]:
    document, found = index.document, index.report.segmentation
    numbered = sorted(zip(index.findings, found.findings, strict=True), key=lambda pair: pair[1].span)
    for name, finding in numbered:
        number = _finding_section(index, finding)
        printed = None if finding.responds_to is None else index.findings[finding.responds_to]
        yield FindingRow(
            finding_id=name,
            document_id=index.document_id,
            organisation=found.identity.organisation or found.identity.organisation_acronym,
            published=found.identity.published,
            kind=finding.kind,
            stage=finding.stage,
            label=finding.label,
            component=finding.component,
            theme=";".join(finding.themes) or None,
            text=document.quote(finding.span),
            basis=finding.basis,
            rule=finding.rule,
            confidence=Decimal(str(round(finding.confidence, 2))),
            same_as=same.get(name),
            responds_to=answers.get(name, printed),
            section_id=None if number is None else index.sections[number],
            section=_path(document, found.sections, number),
            source=_source(document, finding.span),
            **_place(document, finding.span),
        )


def _finding_section(index: _Index, finding: Finding) -> int | None:
    return _section_at(index, finding.start) if finding.section is None else finding.section


def _rating_rows(index: _Index) -> Iterator[RatingRow]:
    document, found = index.document, index.report.segmentation
    keys = ((index.document_id, r.component, document.quote(r.span)) for r in found.ratings)
    for name, rating in zip(_ids("r", keys), found.ratings, strict=True):
        yield RatingRow(
            rating_id=name,
            document_id=index.document_id,
            organisation=found.identity.organisation or found.identity.organisation_acronym,
            component=rating.component,
            label=rating.label,
            score=rating.score,
            scale=rating.scale,
            scale_min=rating.scale_min,
            scale_max=rating.scale_max,
            year=rating.year,
            text=document.quote(rating.span),
            source=_source(document, rating.span),
            **_place(document, rating.span),
        )


def _figure_rows(index: _Index) -> Iterator[FigureRow]:
    document, found = index.document, index.report.segmentation
    numbered = sorted(zip(index.figures, index.report.figures.figures, strict=True), key=lambda p: p[1].span)
    facts: dict[int, str] = {}
    for name, figure in numbered:
        if figure.fact is not None:
            facts.setdefault(figure.fact, row_id("k", name))
    for name, figure in numbered:
        number = _section_at(index, figure.start)
        yield FigureRow(
            figure_id=name,
            document_id=index.document_id,
            organisation=found.identity.organisation or found.identity.organisation_acronym,
            text=document.quote(figure.span),
            pair_id=None if figure.pair is None else index.figures[figure.pair],
            fact_id=None if figure.fact is None else facts[figure.fact],
            currency_inferred=figure.currency_inferred if figure.currency else None,
            finding_id=_finding_at(index, figure),
            section_id=None if number is None else index.sections[number],
            context=document.quote(figure.context),
            source=_source(document, figure.span),
            **_place(document, figure.span),
            kind=figure.kind,
            value=figure.value,
            value_max=figure.value_max,
            unit=figure.unit,
            currency=figure.currency,
            scale_max=figure.scale_max,
            qualifier=figure.qualifier,
            measure=figure.measure,
            period=figure.period,
            year_start=figure.year_start,
            year_end=figure.year_end,
            direction=figure.direction,
            in_footnote=figure.in_footnote,
            basis=figure.basis,
        )


def _finding_at(index: _Index, figure: Figure) -> str | None:
    for name, finding in zip(index.findings, index.report.segmentation.findings, strict=True):
        if finding.start <= figure.start < finding.end:
            return name
    return None


def _table_rows(index: _Index) -> Iterator[TableRow]:
    document = index.document
    tables = document.tables
    keys = ((index.document_id, *_opening(document, table)) for table in tables)
    first: dict[tuple[int, int, int], str] = {}
    for name, figure in zip(index.figures, index.report.figures.figures, strict=True):
        if figure.table is not None and figure.cell is not None:
            first.setdefault((figure.table, *figure.cell), name)
    for number, (name, table) in enumerate(zip(_ids("t", keys), tables, strict=True)):
        caption = _caption(document, table)
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            label = table.cell_at(cell.row, 0) if cell.column else None
            yield TableRow(
                table_id=name,
                document_id=index.document_id,
                page=document.page_at(cell.start) if cell.end > cell.start else table.page,
                caption=caption,
                row=cell.row,
                column=cell.column,
                row_header=_words(document, label.start, label.end) if label else None,
                column_header=_column_header(document, table, cell.column) if not cell.header else None,
                text=_words(document, cell.start, cell.end),
                figure_id=first.get((number, cell.row, cell.column)),
            )


def _opening(document: Document, table: Table) -> tuple[str, ...]:
    """What names a table: its header and the start of its first column."""
    header = [document.quote(Span(c.start, c.end)) for c in table.cells if c.header]
    rows = [document.quote(Span(c.start, c.end)) for c in table.cells if not c.column and not c.header]
    return (*header, *rows[:3])


def _caption(document: Document, table: Table) -> str | None:
    seen = 0
    while table.caption is None and table.continues is not None and seen < len(document.tables):
        table = document.tables[table.continues]
        seen += 1
    return document.quote(table.caption) or None if table.caption else None


def _column_header(document: Document, table: Table, column: int) -> str | None:
    cells = (table.cell_at(row, column) for row in range(table.header_rows))
    words = dict.fromkeys(document.quote(Span(c.start, c.end)) for c in cells if c is not None)
    return " ".join(word for word in words if word) or None


def _words(document: Document, start: int, end: int) -> str | None:
    return document.quote(Span(start, end)) or None


def _thread_rows(
    indexes: Sequence[_Index], ids: Mapping[FindingRef, str], links: Links
) -> Iterator[ThreadRow]:
    by_id = {index.document_id: index for index in indexes}
    keys = ((thread.organisation, thread.theme, thread.concern) for thread in links.threads)
    for name, thread in zip(_ids("c", keys), links.threads, strict=True):
        for ref, similarity in thread.members:
            report = by_id[ref.document_id].report
            yield ThreadRow(
                thread_id=name,
                organisation=thread.organisation,
                theme=thread.theme,
                concern=thread.concern or None,
                verdict=thread.verdict,
                finding_id=ids[ref],
                document_id=ref.document_id,
                published=report.segmentation.identity.published,
                similarity=round(similarity, 2),
                text=report.document.quote(report.segmentation.findings[ref.finding].span),
            )
