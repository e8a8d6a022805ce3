"""People's work taken over from the files they did it in: the CSV files and the workbook.

Nothing is written here. What is on disk is held against what the program last wrote; the
difference, less what a spreadsheet alone did, becomes decisions of reviews.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.csvfile import Cells, Sheet, read_sheet
from pipeline.problems import Problem, SetAside
from pipeline.review.decisions import Decisions, Key, Reviews, changed, flat, grouped
from pipeline.review.identity import EDITABLE, main_column, row_id
from pipeline.review.pairing import Pairing, habits_of, paired
from pipeline.review.record import recorded
from pipeline.review.rounding import unrounded
from pipeline.review.sameness import Habits, kind_of, same
from pipeline.review.taken import edited_from, rows_taken
from pipeline.review.written import (
    BOOK,
    FOLDER,
    book_as_written,
    copies,
    copy_for_book,
    copy_of,
    digest,
    open_elsewhere,
    rows_written,
)
from pipeline.tables import TableSpec, table

_FEW = 20  # rows; of a longer table, more than half gone is no work of a reviewer
_MACHINE_MADE = ("rule", "confidence", "section_id", "start", "end", "similarity", "fact_id")
_SHUFFLED = 5  # cells; as many texts that changed places were sorted without their rows


Lines = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as read: a sheet a table, the state of the tables it was written from, and whether
    it says anything else than when it was written. `lines` has the filled rows of each sheet, by number;
    `saved_by` and `saved_at` (ISO 8601) tell who saved it and when, where the program that did says so.
    """

    sheets: Mapping[str, Sheet]
    stamp: str | None = None
    edited: bool = True
    lines: Mapping[str, Lines] = field(default_factory=dict)
    saved_by: str | None = None
    saved_at: str | None = None

    def signed(self, before: Reviews, after: Reviews) -> dict[Key, Decisions]:
        """The decisions after; those that were not there before are of whoever saved the workbook."""
        who = {"reviewer": self.saved_by, "reviewed_at": self.saved_at}
        known = frozenset(flat(before))
        return {
            key: tuple(
                one if one in known or one.reviewer or not self.saved_by else one.model_copy(update=who)
                for one in decisions
            )
            for key, decisions in after.items()
        }


ReadBook = Callable[[Path], Book]


@dataclass(frozen=True, slots=True)
class Harvest:
    """People's decisions after what they did on disk.

    `seen` has the hash of every file as it was read (None: no such file): a file that is another
    one by the time the tables are written must not be overwritten. `known` has the rows that were
    written last, by table: a decision never moves to one of them. `taken` has the rows of the tables
    that people worked in, as they left them.
    """

    reviews: Decisions
    problems: tuple[Problem, ...]
    seen: Mapping[str, str | None]
    known: frozenset[Key]
    taken: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Work:
    """What is gathered while the files are read."""

    reviews: dict[Key, Decisions]
    problems: list[Problem] = field(default_factory=list)
    known: set[Key] = field(default_factory=set)
    taken: dict[str, tuple[Cells, ...]] = field(default_factory=dict)

    def knows(self, spec: TableSpec, rows: Sequence[Cells]) -> None:
        self.known |= {(spec.name, row_id(spec, row)) for row in rows}


def harvest(out: Path, read_book: ReadBook | None = None) -> Harvest:
    """All decisions: those of reviews.csv and those made in tables and workbook since the last run.

    Raises SetAside, naming every file and the way out, where a file makes no sense or is open in
    another program; nothing may then be overwritten.
    """
    names = ("reviews.csv", *(f"{name}.csv" for name in EDITABLE), BOOK)
    wrong = [f"{held}. Close it, then run again." for held in open_elsewhere(out, names)]
    seen = {name: digest(out / name) for name in names}
    work = _Work({})
    try:
        rows, restored = recorded(out)
        work.reviews, work.problems = grouped(rows), list(restored)
    except SetAside as error:
        wrong.append(str(error))
    for name in EDITABLE:
        try:
            _read_table(out, table(name), work)
        except SetAside as error:
            wrong.append(str(error))
    if read_book is not None and seen[BOOK] is not None and not book_as_written(out):
        try:
            _read_book(out, read_book(out / BOOK), work)
        except SetAside as error:
            wrong.append(str(error))
    if wrong:
        raise SetAside("\n".join(wrong))
    return Harvest(flat(work.reviews), tuple(work.problems), seen, frozenset(work.known), work.taken)


def _read_table(out: Path, spec: TableSpec, work: _Work) -> None:
    """Takes over what people did in a CSV file."""
    path = out / f"{spec.name}.csv"
    candidates = [rows_written(copy, spec) for copy in copies(out, spec.name)]
    as_written = copy_of(out, spec.name)
    work.knows(spec, rows_written(as_written, spec) if as_written.is_file() else ())
    if not path.exists():
        return
    data = path.read_bytes()
    if any(copy.read_bytes() == data for copy in copies(out, spec.name)):
        work.knows(spec, [row for rows in candidates for row in rows])
        return
    sheet = read_sheet(path, spec)
    if not candidates:
        _marks_only(spec, sheet, work)
        work.knows(spec, sheet.rows)
        return
    rows = edited_from(spec, sheet, candidates)
    pairing = unrounded(spec, paired(spec, rows, sheet), habits_of(sheet))
    _check_sense(spec, rows, pairing, sheet, str(path))
    _take(spec, pairing, sheet, work, path.name)
    work.knows(spec, rows)
    work.taken[spec.name] = rows_taken(spec, pairing, habits_of(sheet))


def _read_book(out: Path, book: Book, work: _Work) -> None:
    """Takes over what people did in the workbook."""
    if not book.edited:
        return
    before = work.reviews
    for name, sheet in book.sheets.items():
        if name not in EDITABLE:
            continue
        copy = copy_for_book(out, name, book.stamp)
        if copy is None:
            raise SetAside(
                f"{out / BOOK} is from another run than the tables beside it, and has been edited. Nothing "
                f"was overwritten. Take its decisions over with `python -m pipeline merge-reviews "
                f"{out / BOOK}`, then move it away and run again."
            )
        spec, rows = table(name), rows_written(copy, table(name)) if copy.is_file() else ()
        pairing = unrounded(spec, paired(spec, rows, sheet), habits_of(sheet))
        _check_sense(spec, rows, pairing, sheet, f"{out / BOOK}, sheet {name}")
        _take(spec, pairing, sheet, work, f"{BOOK}, sheet {name}")
    work.reviews = book.signed(before, work.reviews)


def _take(spec: TableSpec, pairing: Pairing, sheet: Sheet, work: _Work, name: str) -> None:
    """Takes over what people did in one table, and tells what was odd about it."""
    work.reviews, odd = changed(spec, pairing, habits_of(sheet), work.reviews)
    work.problems += [
        _warning(f"{name}, {mark} is no decision; it was kept as a remark.", "Write accept, reject or edit.")
        for mark in odd
    ]
    if sheet.unknown:
        work.problems.append(
            _warning(
                f"{name} has columns of its own: {', '.join(sheet.unknown)}.",
                "What stands in them was kept in reviews.csv; the table shows its own columns only.",
            )
        )


def _warning(problem: str, remedy: str) -> Problem:
    return Problem("review", "warning", problem, remedy)


def _marks_only(spec: TableSpec, sheet: Sheet, work: _Work) -> None:
    """Takes over the marks of a table of which no copy was kept: the rest cannot be told."""
    reviewed = {"review", "review_note"}
    rows = [row for row in sheet.rows if row_id(spec, row)]
    pairs = [({c: "" if c in reviewed else cell for c, cell in row.items()}, row) for row in rows]
    undecided = tuple(pair for pair in pairs if (spec.name, row_id(spec, pair[0])) not in work.reviews)
    added = tuple(row for row in sheet.rows if not row_id(spec, row) and row.get(main_column(spec)))
    work.problems.append(
        _warning(
            f"{spec.name}.csv: what the program wrote last is not in {FOLDER}, so only marks, remarks and "
            "added rows were taken over.",
            "If cells were corrected, restore the file and the folder from version control and run again.",
        )
    )
    _take(spec, Pairing(undecided, (), added), sheet, work, f"{spec.name}.csv")


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
