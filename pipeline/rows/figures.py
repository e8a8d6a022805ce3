"""Rows of figures, and of the cells of a report's tables."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Document, Figure, Span, Table
from pipeline.rows.indexed import Indexed, ids, place, row_id, section_at, source
from pipeline.tables import FigureRow, TableRow


def figure_rows(index: Indexed) -> Iterator[FigureRow]:
    """The rows of figures.csv one report has, in document order."""
    document = index.document
    numbered = sorted(zip(index.figures, index.report.figures.figures, strict=True), key=lambda p: p[1].span)
    facts: dict[int, str] = {}
    for name, figure in numbered:
        if figure.fact is not None:
            facts.setdefault(figure.fact, row_id("k", name))
    for name, figure in numbered:
        number = section_at(index, figure.start)
        yield FigureRow(
            figure_id=name,
            document_id=index.document_id,
            organisation=index.organisation,
            text=document.quote(figure.span),
            pair_id=None if figure.pair is None else index.figures[figure.pair],
            fact_id=None if figure.fact is None else facts[figure.fact],
            currency_inferred=figure.currency_inferred if figure.currency else None,
            finding_id=_finding_at(index, figure),
            section_id=None if number is None else index.sections[number],
            context=document.quote(figure.context),
            source=source(document, figure.span),
            **place(document, figure.span),
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


def _finding_at(index: Indexed, figure: Figure) -> str | None:
    for name, finding in zip(index.findings, index.report.segmentation.findings, strict=True):
        if finding.start <= figure.start < finding.end:
            return name
    return None


def table_rows(index: Indexed) -> Iterator[TableRow]:
    """The rows of tables.csv: the cells of one report's tables, row by row."""
    document = index.document
    tables = document.tables
    keys = ((index.document_id, *_opening(document, table)) for table in tables)
    first: dict[tuple[int, int, int], str] = {}
    for name, figure in zip(index.figures, index.report.figures.figures, strict=True):
        if figure.table is not None and figure.cell is not None:
            first.setdefault((figure.table, *figure.cell), name)
    for number, (name, table) in enumerate(zip(ids("t", keys), tables, strict=True)):
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
