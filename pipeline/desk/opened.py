"""The tables as a person last left them, and what the program had written in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pipeline.csvfile import Cells, Sheet, parse_row, read_sheet
from pipeline.desk.ledger import Key
from pipeline.problems import PipelineError
from pipeline.review.identity import row_id
from pipeline.review.pairing import habits_of
from pipeline.review.sameness import Habits, kind_of, same
from pipeline.review.taken import edited_from
from pipeline.review.written import copies, rows_written
from pipeline.tables import TABLES, Row, TableSpec

_BESIDE = ("documents", "sections")  # tables nobody reviews here, but the page needs


@dataclass(frozen=True, slots=True)
class Opened:
    """The rows of each table, the cells the program wrote for them, and rows that were left out."""

    tables: Mapping[str, Sequence[Row]]
    written: Mapping[Key, Cells]
    left_out: tuple[str, ...]


def opened(out: Path) -> Opened:
    """The tables of `out`; raises PipelineError where there are none yet.

    A cell that a spreadsheet alone has reformatted is read as it was written. A row that cannot be
    read is named and left in its file.
    """
    if not (out / "documents.csv").is_file():
        raise PipelineError(f"{out} holds no tables yet. Run `make` first, then `make review`.")
    tables: dict[str, tuple[Row, ...]] = {}
    written: dict[Key, Cells] = {}
    left_out: list[str] = []
    for spec in TABLES:
        path = out / f"{spec.name}.csv"
        tables[spec.name] = ()
        if path.is_file() and (spec.reviewed or spec.name in _BESIDE):
            sheet = read_sheet(path, spec)
            states = [rows_written(copy, spec) for copy in copies(out, spec.name)]
            own = {row_id(spec, cells): cells for cells in edited_from(spec, sheet, states)}
            written.update({(spec.name, name): cells for name, cells in own.items()})
            tables[spec.name] = _rows(spec, sheet, own, str(path), left_out)
    return Opened(tables, written, tuple(left_out))


def _rows(
    spec: TableSpec, sheet: Sheet, written: Mapping[str, Cells], path: str, left_out: list[str]
) -> tuple[Row, ...]:
    habits = habits_of(sheet)
    rows: list[Row] = []
    for number, cells in enumerate(sheet.rows, start=2):
        before = written.get(row_id(spec, cells))
        try:
            rows.append(parse_row(spec, cells if before is None else _mended(spec, before, cells, habits)))
        except ValidationError as error:
            columns = ", ".join(str(e["loc"][0]) for e in error.errors() if e["loc"])
            left_out.append(
                f"{path}, row {number}: not shown, since {columns} cannot be read. Run `make` first."
            )
    return tuple(rows)


def _mended(spec: TableSpec, before: Cells, read: Cells, habits: Habits) -> dict[str, str]:
    """The cells read, those as written that only a spreadsheet has changed."""
    return {
        column: before[column]
        if column in before and same(kind_of(spec, column), before[column], cell, habits)
        else cell
        for column, cell in read.items()
    }
