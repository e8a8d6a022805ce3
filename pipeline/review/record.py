"""reviews.csv: people's decisions as they stand on disk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.csvfile import Cells, bytes_of, parse_row, read_sheet, sheet_of
from pipeline.problems import Problem, SetAside
from pipeline.review.decisions import MARKS, Decisions
from pipeline.review.identity import EDITABLE
from pipeline.review.sameness import ColumnKind, kind_of, same
from pipeline.review.written import FOLDER
from pipeline.tables import ReviewRow, table

SPEC = table("reviews")
_BASE_OF_CONFLICT = re.compile(rb"^\|{7} .*?(?=^={7})", re.MULTILINE | re.DOTALL)
_CONFLICT_MARK = re.compile(rb"^(<{7} |>{7} |={7}\r?$).*\n?", re.MULTILINE)
_HEADER_AGAIN = re.compile(rb"(?<=\n)(\xef\xbb\xbf)?row_id,table,.*\n")


def decisions_in(path: Path) -> Decisions:
    """The decisions of a copy of reviews.csv; where git could not join two, those of both.

    Raises SetAside naming the line that is no decision.
    """
    data = of_both_sides(bytes_of(path))
    return tuple(_decision(cells, path) for cells in sheet_of(data, SPEC, str(path)).rows)


def of_both_sides(data: bytes) -> bytes:
    """A file of decisions with the lines of both sides where git could not join them."""
    return _HEADER_AGAIN.sub(b"", _CONFLICT_MARK.sub(b"", _BASE_OF_CONFLICT.sub(b"", data)))


def recorded(out: Path) -> tuple[Decisions, tuple[Problem, ...]]:
    """The decisions of extracted/reviews.csv, and a warning where it had to be restored.

    What a spreadsheet reformatted is put back as it was written.
    """
    path, copy = out / "reviews.csv", out / FOLDER / "reviews.csv"
    written = tuple(_decision(cells, copy) for cells in read_sheet(copy, SPEC).rows) if copy.is_file() else ()
    if not path.exists():
        return written, (_restored(len(written)),) if written else ()
    read = decisions_in(path)
    if frozenset(read) <= frozenset(written):
        return read, ()
    by_key: dict[tuple[str, str, str | None], list[ReviewRow]] = {}
    for one in written:
        by_key.setdefault((one.table, one.row_id, one.column), []).append(one)
    return tuple(_unmangled(one, by_key.get((one.table, one.row_id, one.column), ())) for one in read), ()


def _restored(count: int) -> Problem:
    return Problem(
        "review",
        "warning",
        f"reviews.csv was gone; its {count} decisions were restored from what was written last.",
        "To start anew, delete the folder .written in extracted/ as well.",
    )


def _decision(cells: Cells, path: Path) -> ReviewRow:
    mark = cells.get("review", "").strip().casefold()
    mended = {**cells, "review": MARKS.get(mark, mark)}
    if not mended.get("status"):
        mended["status"] = "applied"
    try:
        row = parse_row(SPEC, mended)
    except ValidationError as error:
        wrong = ", ".join(f"{e['loc'][0] if e['loc'] else 'row'}: {e['msg']}" for e in error.errors())
        raise SetAside(
            f"{path}: the decision on {cells.get('row_id') or 'a row without id'} cannot be read ({wrong}). "
            "Nothing was overwritten. Mend or delete that line, then run again."
        ) from error
    assert isinstance(row, ReviewRow)
    return row


def _unmangled(read: ReviewRow, written: Sequence[ReviewRow]) -> ReviewRow:
    """The decision with those cells as written that a spreadsheet alone has changed."""
    best = read
    for one in written:
        known = {
            column: getattr(one, column)
            for column in SPEC.columns
            if same(_kind(read, column), _text(one, column), _text(read, column))
        }
        if len(known) == len(SPEC.columns):
            return one
        best = read.model_copy(update=known) if len(written) == 1 else best
    return best


def _text(row: ReviewRow, column: str) -> str:
    return str(getattr(row, column) or "")


def _kind(row: ReviewRow, column: str) -> ColumnKind:
    """What a cell of a decision holds: of a value, what the corrected column does."""
    if column in ("found", "corrected") and row.column and row.table in EDITABLE:
        return kind_of(table(row.table), row.column)
    return "text"
