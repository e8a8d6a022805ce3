"""A table as people left it, and which of two states of a table a file was edited from."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.csvfile import Cells, Sheet
from pipeline.review.decisions import added_name
from pipeline.review.identity import row_id
from pipeline.review.pairing import Pairing, changed_columns, habits_of
from pipeline.review.sameness import Habits, kind_of, meant, same
from pipeline.tables import TableSpec


def rows_taken(spec: TableSpec, pairing: Pairing, habits: Habits) -> tuple[dict[str, str], ...]:
    """The rows of a file in the tables' own form: corrected, without those gone, with those added."""
    corrected: dict[str, dict[str, str]] = {}
    for written, read in pairing.pairs:
        columns = changed_columns(spec, written, read, habits)
        now = {c: meant(kind_of(spec, c), written.get(c, ""), read[c], habits) for c in columns}
        corrected[row_id(spec, written)] = {**corrected.get(row_id(spec, written), written), **now}
    rows = [*corrected.values()]
    for read in pairing.new:
        cells = {c: meant(kind_of(spec, c), "", read.get(c, ""), habits) for c in spec.columns}
        if len(spec.key) == 1:
            cells[spec.key[0]] = added_name(spec, cells)
        rows.append(cells)
    return tuple(rows)


def edited_from(spec: TableSpec, sheet: Sheet, states: Sequence[Sequence[Cells]]) -> Sequence[Cells]:
    """Of the states of a table, two at most, the one a file was edited from; () where there is none.

    It is told by what only one of them has. A person's own changes are few and in neither; ids are the
    program's, so they count most.
    """
    if len(states) < 2:
        return states[0] if states else ()
    older, newer = states
    first = {row_id(spec, row): row for row in older}
    second = {row_id(spec, row): row for row in newer}
    read = {row_id(spec, row): row for row in sheet.rows}
    of_first = sum(name in read for name in first.keys() - second.keys())
    of_second = sum(name in read for name in second.keys() - first.keys())
    if of_first != of_second:
        return older if of_first > of_second else newer
    votes = 0
    habits = habits_of(sheet)
    for name in first.keys() & second.keys() & read.keys():
        for column in spec.columns:
            cells = first[name].get(column, ""), second[name].get(column, "")
            if cells[0] != cells[1] and column in read[name]:
                fits = [same(kind_of(spec, column), cell, read[name][column], habits) for cell in cells]
                votes += fits[1] - fits[0]
    return newer if votes > 0 else older
