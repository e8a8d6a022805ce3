"""People's work taken over from the files they did it in: the CSV files and the workbook.

Nothing is written here. What is on disk is held against what the program last wrote; the
difference, less what a spreadsheet alone did, becomes decisions of reviews.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.csvfile import Cells, Sheet, read_sheet
from pipeline.problems import Problem, SetAside
from pipeline.review.decisions import Decisions, Key, changed, flat, grouped
from pipeline.review.identity import EDITABLE, main_column, row_id
from pipeline.review.pairing import Pairing, changed_columns, habits_of, paired
from pipeline.review.record import recorded
from pipeline.review.rounding import unrounded
from pipeline.review.sameness import Habits, kind_of, same
from pipeline.review.written import (
    BOOK,
    FOLDER,
    book_as_written,
    copies,
    digest,
    last_stamp,
    open_elsewhere,
    rows_written,
)
from pipeline.tables import TableSpec, table

_FEW = 20  # rows; of a longer table, more than half gone is no work of a reviewer
_MACHINE_MADE = ("rule", "confidence", "section_id", "start", "end", "similarity", "fact_id")
_SHUFFLED = 5  # cells; as many texts that changed places were sorted without their rows


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as read: a sheet a table, the state of the tables it was written from, and whether
    it says anything else than when it was written.
    """

    sheets: Mapping[str, Sheet]
    stamp: str | None = None
    edited: bool = True


ReadBook = Callable[[Path], Book]


@dataclass(frozen=True, slots=True)
class Harvest:
    """People's decisions after what they did on disk.

    `seen` has the hash of every file as it was read (None: no such file): a file that is another
    one by the time the tables are written must not be overwritten. `known` has the rows that were
    written last, by table: a decision never moves to one of them.
    """

    reviews: Decisions
    problems: tuple[Problem, ...]
    seen: Mapping[str, str | None]
    known: frozenset[Key]


def harvest(out: Path, read_book: ReadBook | None = None) -> Harvest:
    """All decisions: those of reviews.csv and those made in tables and workbook since the last run.

    Raises SetAside, naming every file and the way out, where a file makes no sense or is open in
    another program; nothing may then be overwritten.
    """
    names = ("reviews.csv", *(f"{name}.csv" for name in EDITABLE), BOOK)
    wrong = [f"{held}. Close it, then run again." for held in open_elsewhere(out, names)]
    seen = {name: digest(out / name) for name in names}
    problems: list[Problem] = []
    rows: Decisions = ()
    try:
        rows, restored = recorded(out)
        problems += restored
    except SetAside as error:
        wrong.append(str(error))
    reviews: dict[Key, Decisions] = grouped(rows)
    shown: dict[str, tuple[Cells, ...]] = {}
    for name in EDITABLE:
        try:
            reviews, shown[name] = _of_table(out, table(name), reviews, problems)
        except SetAside as error:
            wrong.append(str(error))
    if read_book is not None and seen[BOOK] is not None and not book_as_written(out):
        try:
            reviews = _of_book(out, read_book(out / BOOK), shown, reviews, problems)
        except SetAside as error:
            wrong.append(str(error))
    if wrong:
        raise SetAside("\n".join(wrong))
    known = frozenset((name, row_id(table(name), row)) for name, rows in shown.items() for row in rows)
    return Harvest(flat(reviews), tuple(problems), seen, known)


def _of_table(
    out: Path, spec: TableSpec, before: dict[Key, Decisions], problems: list[Problem]
) -> tuple[dict[Key, Decisions], tuple[Cells, ...]]:
    """The decisions with those made in a CSV file, and the rows it was written with."""
    path = out / f"{spec.name}.csv"
    candidates = copies(out, path.name)
    if not path.exists():
        return before, rows_written(candidates[0], spec) if candidates else ()
    data = path.read_bytes()
    for copy in candidates:
        if copy.read_bytes() == data:
            return before, rows_written(copy, spec)
    sheet = read_sheet(path, spec)
    if not candidates:
        return _marks_only(spec, sheet, before, problems), sheet.rows
    read = [(rows, paired(spec, rows, sheet)) for rows in (rows_written(copy, spec) for copy in candidates)]
    rows, pairing = read[0] if len(read) == 1 else min(read, key=lambda o: _distance(spec, o[1], sheet))
    _check_sense(spec, rows, pairing, sheet, str(path))
    return _taken(spec, pairing, sheet, before, problems, path.name), rows


def _of_book(
    out: Path,
    book: Book,
    shown: Mapping[str, tuple[Cells, ...]],
    before: dict[Key, Decisions],
    problems: list[Problem],
) -> dict[Key, Decisions]:
    """The decisions with those made in the workbook."""
    if not book.edited:
        return before
    if book.stamp != last_stamp(out):
        raise SetAside(
            f"{out / BOOK} is from another run than the tables beside it, and has been edited. Nothing was "
            f"overwritten. Take its decisions over with `python -m pipeline merge-reviews {out / BOOK}`, "
            "then move it away and run again."
        )
    reviews = before
    for name, sheet in book.sheets.items():
        if name not in EDITABLE:
            continue
        spec, rows = table(name), shown.get(name, ())
        pairing = paired(spec, rows, sheet)
        _check_sense(spec, rows, pairing, sheet, f"{out / BOOK}, sheet {name}")
        reviews = _taken(spec, pairing, sheet, reviews, problems, f"{BOOK}, sheet {name}")
    return reviews


def _taken(
    spec: TableSpec,
    pairing: Pairing,
    sheet: Sheet,
    before: dict[Key, Decisions],
    problems: list[Problem],
    name: str,
) -> dict[Key, Decisions]:
    habits = habits_of(sheet)
    reviews, odd = changed(spec, unrounded(spec, pairing, habits), habits, before)
    problems += [
        _warning(f"{name}, {mark} is no decision; it was kept as a remark.", "Write accept, reject or edit.")
        for mark in odd
    ]
    if sheet.unknown:
        problems.append(
            _warning(
                f"{name} has columns of its own: {', '.join(sheet.unknown)}.",
                "What stands in them was kept in reviews.csv; the table shows its own columns only.",
            )
        )
    return reviews


def _warning(problem: str, remedy: str) -> Problem:
    return Problem("review", "warning", problem, remedy)


def _marks_only(
    spec: TableSpec, sheet: Sheet, before: dict[Key, Decisions], problems: list[Problem]
) -> dict[Key, Decisions]:
    """The decisions with the marks of a table of which no copy was kept: the rest cannot be told."""
    reviewed = {"review", "review_note"}
    rows = [row for row in sheet.rows if row_id(spec, row)]
    bare = [{c: "" if c in reviewed else cell for c, cell in row.items()} for row in rows]
    own = tuple(row for row in sheet.rows if not row_id(spec, row) and row.get(main_column(spec)))
    unmarked = [
        row for row in zip(bare, rows, strict=True) if (spec.name, row_id(spec, row[0])) not in before
    ]
    problems.append(
        _warning(
            f"{spec.name}.csv: what the program wrote last is not in {FOLDER}, so only marks, remarks and "
            "added rows were taken over.",
            "If cells were corrected, restore the file and the folder from version control and run again.",
        )
    )
    return _taken(spec, Pairing(tuple(unmarked), (), own), sheet, before, problems, f"{spec.name}.csv")


def _distance(spec: TableSpec, pairing: Pairing, sheet: Sheet) -> int:
    """How much a person would have had to do to come from the rows written to those read."""
    habits = habits_of(sheet)
    cells = sum(len(changed_columns(spec, written, read, habits)) for written, read in pairing.pairs)
    return cells + len(pairing.gone) * len(spec.columns) + len(pairing.new) * len(spec.columns)


def _check_sense(spec: TableSpec, rows: Sequence[Cells], pairing: Pairing, sheet: Sheet, name: str) -> None:
    """Raises SetAside for a file that no reviewer can have meant."""
    if len(rows) > _FEW and len(pairing.gone) > len(rows) // 2:
        raise SetAside(
            f"{name} lacks {len(pairing.gone)} of {len(rows)} rows: cut off, or saved under a filter? "
            "Nothing was overwritten. Restore it from version control; to turn that many rows down, write "
            "reject in their column review. Then run again."
        )
    column = main_column(spec)
    habits = habits_of(sheet)
    if (differing := _machine_made(spec, pairing, habits)) > max(_FEW, len(rows) // 5):
        raise SetAside(
            f"{name}: {differing} rows differ in cells that only the program fills in, so the file and its "
            f"copy in {FOLDER} are of different runs. Nothing was overwritten. Restore both from version "
            "control, or join the file with `python -m pipeline merge-reviews`. Then run again."
        )
    texts = [(written.get(column, ""), read.get(column, "")) for written, read in pairing.pairs]
    moved = [(one, other) for one, other in texts if not same("text", one, other, habits)]
    before, after = Counter(one for one, _ in moved), Counter(other for _, other in moved)
    if len(moved) >= _SHUFFLED and (before & after).total() > len(moved) // 2:
        raise SetAside(
            f"{name}: {len(moved)} cells of column {column} have changed places; it seems to have been "
            "sorted without the other columns. Nothing was overwritten. Restore the file, sort whole rows, "
            "run again."
        )


def _machine_made(spec: TableSpec, pairing: Pairing, habits: Habits) -> int:
    """In how many rows a cell differs that a person has no reason to change."""
    columns = [column for column in _MACHINE_MADE if column in spec.columns]
    return sum(
        any(
            column in read and not same(kind_of(spec, column), written.get(column, ""), read[column], habits)
            for column in columns
        )
        for written, read in pairing.pairs
    )
