"""Which row of a file is which of the rows that were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.csvfile import Cells, Sheet
from pipeline.review.identity import main_column, row_id
from pipeline.review.near import compared, nearness
from pipeline.review.sameness import Habits, folded, kind_of, same
from pipeline.tables import TableSpec

MARKED = frozenset({"review", "review_note"})


@dataclass(frozen=True, slots=True)
class Pairing:
    """The rows of a file beside those written: the same, gone from the file, new in it."""

    pairs: tuple[tuple[Cells, Cells], ...]
    gone: tuple[Cells, ...]
    new: tuple[Cells, ...]


def habits_of(sheet: Sheet) -> Habits:
    """How the spreadsheet that saved a file writes, as far as the file tells."""
    return Habits(decimal_comma=sheet.separator == ";", lossy=sheet.lossy)


def paired(spec: TableSpec, written: Sequence[Cells], sheet: Sheet) -> Pairing:
    """Each row of the file with the row written that it stands for.

    By id; of several rows with one id, the one changed least is the row. Others that differ in marks
    alone are that row again, the rest are copies a person made to fill in. A row whose id is gone or
    garbled is known by its other cells.
    """
    habits = habits_of(sheet)
    by_id = {row_id(spec, row): row for row in written}
    claims: dict[str, list[Cells]] = {}
    strangers: list[Cells] = []
    for read in sheet.rows:
        name = row_id(spec, read)
        if name in by_id:
            claims.setdefault(name, []).append(read)
        elif any(cell.strip() for cell in read.values()):
            strangers.append(read)
    pairs: list[tuple[Cells, Cells]] = []
    for name, rows in claims.items():
        closest = rows[0] if len(rows) == 1 else _closest(spec, by_id[name], rows, habits)
        pairs.append((by_id[name], closest))
        for row in (row for row in rows if row is not closest):
            columns = set(changed_columns(spec, by_id[name], row, habits))
            if columns - MARKED:
                strangers.append(row)
            elif columns:
                pairs.append((by_id[name], row))
    missing = [row for name, row in by_id.items() if name not in claims]
    found, missing, strangers = _recognised(spec, missing, strangers, habits)
    return Pairing(tuple(pairs + found), tuple(missing), tuple(strangers))


def changed_columns(spec: TableSpec, written: Cells, read: Cells, habits: Habits) -> tuple[str, ...]:
    """The columns in which a row read says something else than was written, its key aside.

    A column of a person's own counts where it has something to say.
    """
    own = tuple(column for column, cell in read.items() if column not in spec.columns and cell.strip())
    return own + tuple(
        column
        for column in spec.columns
        if column in read
        and written.get(column, "") != read[column]
        and column not in spec.key
        and not same(kind_of(spec, column), written.get(column, ""), read[column], habits)
    )


def _closest(spec: TableSpec, written: Cells, rows: Sequence[Cells], habits: Habits) -> Cells:
    return min(rows, key=lambda row: len(changed_columns(spec, written, row, habits)))


def _recognised(
    spec: TableSpec, missing: list[Cells], strangers: list[Cells], habits: Habits
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """Strangers that are rows whose id was lost, with those rows; and what is left of both.

    Those that say the same go first, so that a new row never takes the place of one of them.
    """
    pairs: list[tuple[Cells, Cells]] = []
    for find in (_equal_row, _near_row):
        left: list[Cells] = []
        for read in strangers:
            row = find(spec, missing, read, habits)
            if row is None:
                left.append(read)
            else:
                pairs.append((row, read))
                missing = [other for other in missing if other is not row]
        strangers = left
    return pairs, missing, strangers


def _equal_row(spec: TableSpec, missing: Sequence[Cells], read: Cells, habits: Habits) -> Cells | None:
    """The missing row that says what a row without a known id says."""
    text = folded(read.get(main_column(spec), ""))
    for row in missing:
        if folded(row.get(main_column(spec), "")) == text and not changed_columns(spec, row, read, habits):
            return row
    return None


def _near_row(spec: TableSpec, missing: Sequence[Cells], read: Cells, habits: Habits) -> Cells | None:
    """The missing row that a row without a known id is, corrected: if it alone is near it."""
    column = main_column(spec)
    text = compared(read.get(column, ""))
    if not text:
        return None
    own = "document_id" in spec.key  # a report's row is known by its file, whatever became of its id
    rows = [
        row
        for row in missing
        if nearness(text, compared(row.get(column, ""))) and (own or _same_report(row, read))
    ]
    ranked = sorted(rows, key=lambda row: len(changed_columns(spec, row, read, habits)))
    counts = [len(changed_columns(spec, row, read, habits)) for row in ranked[:2]]
    return ranked[0] if len(counts) == 1 or (len(counts) == 2 and counts[0] < counts[1]) else None


def _same_report(row: Cells, read: Cells) -> bool:
    return same("text", row.get("document_id", ""), read.get("document_id", "")) or not read.get(
        "document_id"
    )
