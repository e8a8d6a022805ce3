"""A decision on a row as the records of reviews.csv, and back: pure, no file is touched here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.csvfile import parse_row
from pipeline.model import Review
from pipeline.problems import PipelineError
from pipeline.review.identity import row_text
from pipeline.tables import ReviewRow, Row, TableSpec

_REVIEW_COLUMNS = frozenset({"review", "review_note"})


class Refused(PipelineError):
    """An entry that does not fit its column; `column` says which one to mend."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided, by whom and when (ISO 8601)."""

    review: Review
    note: str
    reviewer: str | None
    at: str


def records_of(
    spec: TableSpec, row_id: str, found: Mapping[str, str], wanted: Mapping[str, str], verdict: Verdict
) -> tuple[ReviewRow, ...]:
    """The row's own record, then one for each cell that is not as the program found it.

    A rejected row keeps no corrections; an accepted one that has some counts as edited.
    """
    rejected = verdict.review == "reject"
    corrected = {
        column: wanted[column]
        for column in spec.columns
        if wanted[column] != found[column] and column not in _REVIEW_COLUMNS and not rejected
    }
    whole = ReviewRow(
        row_id=row_id,
        table=spec.name,
        document_id=found.get("document_id") or None,
        review="reject" if rejected else "edit" if corrected else "accept",
        review_note=verdict.note.strip() or None,
        reviewer=verdict.reviewer,
        reviewed_at=verdict.at,
        text=row_text(spec, found) or None,
        status="applied",
    )
    return (whole, *(_cell(whole, column, found[column], value) for column, value in corrected.items()))


def _cell(whole: ReviewRow, column: str, found: str, corrected: str) -> ReviewRow:
    return whole.model_copy(
        update={
            "column": column,
            "found": found or None,
            "corrected": corrected or None,
            "review": "edit",
            "review_note": None,
        }
    )


def corrected_cells(found: Mapping[str, str], records: Iterable[ReviewRow]) -> dict[str, str]:
    """The cells as people have them."""
    cells = dict(found)
    for record in records:
        if record.column in cells and record.status == "applied":
            cells[record.column] = record.corrected or ""
    return cells


def row_of(spec: TableSpec, cells: Mapping[str, str]) -> Row:
    """The row of cells a person filled in; raises Refused naming the field that does not fit."""
    try:
        return parse_row(spec, cells)
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else ""
        told = str(first["msg"]).removeprefix("Value error, ")
        if not cells.get(column):
            told = "This field cannot be empty."
        raise Refused(f"{column.replace('_', ' ').capitalize()}: {told}", column) from error
