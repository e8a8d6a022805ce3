"""The grid of a Word table: its rows, also those in content controls, and the place of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.ingest.docx.package import child, local, switched, whole

_WIDEST = 60  # columns: Word allows no more than 63


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows a reader sees: neither deleted nor hidden."""
    return [
        row
        for row in _rows(table)
        if child(row, "trPr", "del") is None and not switched(child(row, "trPr"), "hidden")
    ]


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, also those inside content controls."""
    for element in parent:
        if local(element) == "tr":
            yield element
        elif local(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _rows(element)


def placed_cells(rows: Sequence[etree._Element]) -> tuple[list[tuple[int, int, etree._Element, int]], int]:
    """Row, column, element and column span of each cell, and how many columns there are."""
    placed: list[tuple[int, int, etree._Element, int]] = []
    columns = 0
    for number, row in enumerate(rows):
        column = min(_WIDEST, whole(child(row, "trPr", "gridBefore")) or 0)
        for cell in _cells(row):
            span = min(_WIDEST, max(1, whole(child(cell, "tcPr", "gridSpan")) or 1))
            if child(cell, "tcPr", "cellDel") is None:
                placed.append((number, column, cell, span))
            column += span
        columns = max(columns, column)
    return placed, columns


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(element)
