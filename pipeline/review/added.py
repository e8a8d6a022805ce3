"""Rows that people added because the program missed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from pipeline.csvfile import parse_row, plain
from pipeline.review.place import Place
from pipeline.tables import DocumentRow, ReviewRow, Row, TableSpec

_BY_A_PERSON: Mapping[str, Mapping[str, str]] = {  # what a person need not fill in
    "findings": {"rule": "reviewer", "basis": "wording", "confidence": "1"},
    "figures": {"basis": "prose"},
    "threads": {"similarity": "1"},
    "sections": {"level": "1"},
}


def filled_in(name: str) -> frozenset[str]:
    """The columns of a table that may be empty in a row a person adds, though every row has them."""
    return frozenset({*_BY_A_PERSON.get(name, {}), "source", "context", "in_footnote"})


def added_row(
    spec: TableSpec,
    name: str,
    document_id: str | None,
    typed: Mapping[str, str],
    mark: ReviewRow | None,
    documents: Mapping[str, DocumentRow],
    texts: Mapping[str, str],
) -> Row | str:
    """The row a person added, with what the program can fill in; or what it lacks, in words."""
    if spec.name == "documents":
        return "a report is added by putting its file into raw/"
    report = _report(document_id, typed.get("text", ""), documents, texts)
    if report is None:
        return "document_id names no report" if document_id else "document_id is empty"
    cells = {**_BY_A_PERSON.get(spec.name, {}), **_of_report(spec, report), "document_id": report.document_id}
    if "context" in spec.columns:
        cells["context"] = typed.get("text", "")
    if len(spec.key) == 1:
        cells[spec.key[0]] = name
    if spec.reviewed:
        cells["review"] = mark.review if mark else "edit"
        cells["review_note"] = (mark.review_note if mark else None) or ""
    cells |= {column: cell for column, cell in typed.items() if cell and column in spec.columns}
    place = Place.of(cells.get("text", ""), texts.get(report.document_id, ""))
    if place and "start" in spec.columns and not cells.get("start"):
        cells |= {"start": str(place.start), "end": str(place.end)}
    try:
        return parse_row(spec, cells)
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else "a cell"
        return f"{column} is empty" if not cells.get(column) else f"{column}: {first['msg']}"


def _report(
    document_id: str | None, text: str, documents: Mapping[str, DocumentRow], texts: Mapping[str, str]
) -> DocumentRow | None:
    """The report an added row is of: the one it names, else the only one, or the only one that says so."""
    if document_id:
        return documents.get(document_id)
    if len(documents) == 1:
        return next(iter(documents.values()))
    saying = [name for name in documents if Place.of(text, texts.get(name, ""), near=0)]
    return documents[saying[0]] if len(saying) == 1 else None


def _of_report(spec: TableSpec, report: DocumentRow) -> dict[str, str]:
    """What a row repeats of its report."""
    return {c: plain(getattr(report, c)) for c in ("organisation", "published") if c in spec.columns}


def with_added(rows: Sequence[Row], added: Sequence[Row | None]) -> tuple[Row, ...]:
    """The rows with those added, each at its place in its report, or after that report's last row."""
    result = list(rows)
    for row in added:
        if row is not None:
            result.insert(_position(result, row), row)
    return tuple(result)


def _position(rows: Sequence[Row], row: Row) -> int:
    document_id = str(getattr(row, "document_id", ""))
    start = getattr(row, "start", None)
    last = None
    for position, other in enumerate(rows):
        name = str(getattr(other, "document_id", ""))
        if name == document_id:
            begins = getattr(other, "start", None)
            if start is not None and begins is not None and begins > start:
                return position
            last = position + 1
        elif last is None and name > document_id:
            return position
    return len(rows) if last is None else last
