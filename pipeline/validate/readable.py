"""A table to be checked: its cells as the next run takes them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.csvfile import Cells, bytes_of, heading, saved_in
from pipeline.problems import SetAside
from pipeline.review.decisions import MARKS
from pipeline.review.harvest import Lines
from pipeline.review.identity import row_id
from pipeline.review.record import SPEC, of_both_sides
from pipeline.review.sameness import PLAIN, Habits, kind_of, meant, same
from pipeline.review.written import copies, rows_written
from pipeline.tables import TableSpec


class Readable(NamedTuple):
    """The names of a table's columns, and its rows by their number, the header being row 1."""

    header: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]


def of_file(out: Path, spec: TableSpec) -> tuple[Readable, str]:
    """A table of `out` and what separates its cells; raises SetAside where it makes no sense."""
    path = out / f"{spec.name}.csv"
    data = of_both_sides(bytes_of(path)) if spec is SPEC else bytes_of(path)
    saved = saved_in(data, spec, str(path))
    lines = [(number, cells) for number, (_, cells) in enumerate(saved.records, 1)]
    if not lines:
        raise SetAside(f"{path}: is empty. Run `make` to write it again.")
    habits = Habits(decimal_comma=saved.separator == ";", lossy=saved.lossy)
    return _readable(out, spec, lines, habits), saved.separator


def of_sheet(out: Path, spec: TableSpec, lines: Lines) -> Readable:
    """A sheet of the workbook of `out`."""
    return _readable(out, spec, lines, PLAIN)


def _readable(out: Path, spec: TableSpec, lines: Lines, habits: Habits) -> Readable:
    header = tuple(heading(cell) for cell in lines[0][1])
    written = {
        name: row
        for copy in copies(out, spec.name)[:1]
        for row in rows_written(copy, spec)
        if (name := row_id(spec, row))
    }
    rows = {}
    for number, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        name = row_id(spec, dict(zip(header, cells, strict=False)))
        rows[number] = _as_meant(spec, header, cells, written.get(name, {}), habits)
    return Readable(header, rows)


def _as_meant(
    spec: TableSpec, header: Sequence[str], cells: Sequence[str], written: Cells, habits: Habits
) -> tuple[str, ...]:
    """The cells of a row: as written where only a spreadsheet changed them, else as they are understood."""
    named = (*header, *[""] * (len(cells) - len(header)))
    return tuple(
        _meant(spec, name, written.get(name), cell, habits) for name, cell in zip(named, cells, strict=False)
    )


def _meant(spec: TableSpec, column: str, written: str | None, cell: str, habits: Habits) -> str:
    kind = kind_of(spec, column)
    if kind == "text" or column not in spec.columns:
        return cell
    if written is not None and same(kind, written, cell, habits):
        return written
    understood = meant(kind, written or "", cell, habits)
    return MARKS.get(understood, understood) if column == "review" else understood
