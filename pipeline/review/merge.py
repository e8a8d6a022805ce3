"""Two people's files joined: their decisions side by side, none dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.csvfile import Cells, Sheet, cells_of, read_sheet, table_bytes, write_bytes
from pipeline.problems import PipelineError, SetAside
from pipeline.review.decisions import Decisions, Key, Reviews, changed, flat, grouped, on_cell
from pipeline.review.harvest import Book, ReadBook, harvest
from pipeline.review.identity import EDITABLE, row_id
from pipeline.review.lock import writing
from pipeline.review.pairing import MARKED, Pairing, changed_columns, habits_of, paired
from pipeline.review.record import SPEC, decisions_in, recorded
from pipeline.review.written import BOOK, copies, rows_written
from pipeline.tables import TABLES, ReviewRow, TableSpec, table

_OTHER_VERSION = 0.2  # share of the rows in which a column differs, in a copy of another run's table


@dataclass(frozen=True, slots=True)
class Merged:
    """All decisions, the cells on which people decided differently, and what to say of the files."""

    reviews: Decisions
    conflicts: tuple[str, ...]
    said: tuple[str, ...]


def merge_files(
    files: Sequence[Path], out: Path, read_book: ReadBook | None = None
) -> tuple[tuple[str, ...], int]:
    """Joins other people's copies into extracted/reviews.csv: what to say of it, and how many conflicts.

    A copy may be of reviews.csv, of any table, or of review.xlsx. Rows a copy lacks say nothing.
    Where people decided differently, both decisions stay and are listed. Raises SetAside, with
    nothing written, where a file cannot be understood.
    """
    with writing(out):
        merged = merge_reviews(out, files, read_book)
        rows = [cells_of(SPEC, row) for row in merged.reviews]
        write_bytes(out / "reviews.csv", table_bytes(SPEC, rows))
    differing = [f"decided differently: {line}" for line in merged.conflicts]
    tail = f"{len(merged.reviews)} decisions in {out / 'reviews.csv'}, {len(differing)} conflicts. "
    tail += "Delete the lines that shall not count, then run make." if differing else "Run make to show them."
    return (*merged.said, *differing, tail), len(differing)


def merge_reviews(out: Path, files: Sequence[Path], read_book: ReadBook | None) -> Merged:
    """The decisions of extracted/ joined with those of other people's copies; nothing is written."""
    own = any(file.resolve() == (out / BOOK).resolve() for file in files)
    harvested = harvest(out, None if own else read_book)
    ours = grouped(harvested.reviews)
    base = grouped(recorded(out)[0])
    said: list[str] = []
    for file in files:
        before = len(flat(ours))
        for theirs, common in _theirs(out, file, base, read_book, said):
            ours = joined(common, ours, theirs)
        said.append(f"{file}: {len(flat(ours)) - before} decisions came in.")
    return Merged(flat(ours), conflicts(ours), tuple(said))


def _theirs(
    out: Path, file: Path, base: Reviews, read_book: ReadBook | None, said: list[str]
) -> Iterable[tuple[Reviews, Reviews]]:
    """The decisions of a copy, each with those that both sides began from."""
    if file.suffix.lower() == ".xlsx":
        if read_book is None:
            raise SetAside(f"{file}: workbooks cannot be read here. Save its sheets as CSV files.")
        book: Book = read_book(file)
        for name, sheet in book.sheets.items():
            if name in EDITABLE:
                theirs = _of_copy(out, table(name), sheet, base, f"{file}, sheet {name}", said)
                yield book.signed(base, theirs), base
        return
    spec = _table_of(file)
    if spec is SPEC:
        yield grouped(one.model_copy(update={"status": "applied"}) for one in decisions_in(file)), {}
    else:
        yield _of_copy(out, spec, read_sheet(file, spec), base, str(file), said), base


def _table_of(file: Path) -> TableSpec:
    """The table that a CSV file is a copy of, told by its columns."""
    try:
        decisions_in(file)
    except SetAside as error:
        if not file.is_file():
            raise PipelineError(f"{file}: no such file.") from error
    else:
        return SPEC
    fitting: list[tuple[int, TableSpec]] = []
    for name in EDITABLE:
        try:
            sheet = read_sheet(file, table(name))
        except SetAside:
            continue
        fitting.append((len(sheet.columns) - len(sheet.unknown), table(name)))
    if not fitting:
        names = ", ".join(spec.name for spec in TABLES if spec.name in (*EDITABLE, "reviews"))
        raise SetAside(f"{file}: a copy of none of {names}. Nothing was overwritten. Check the file.")
    return max(fitting, key=lambda one: one[0])[1]


def _of_copy(
    out: Path, spec: TableSpec, sheet: Sheet, base: Reviews, name: str, said: list[str]
) -> dict[Key, Decisions]:
    """The decisions after what a person did in a copy of a table.

    Where the copy is of another run, whose cells differ anyway, only marks, remarks and added rows
    count; of its other changes the rows are named.
    """
    written = next((rows_written(copy, spec) for copy in copies(out, spec.name)), ())
    pairing = paired(spec, written, sheet)
    strangers = tuple(row for row in pairing.new if row_id(spec, row) and not _marked(row))
    new = tuple(row for row in pairing.new if row not in strangers)
    if strangers:
        said.append(f"{name}: {len(strangers)} rows without a decision are not in the tables; left out.")
    pairs = pairing.pairs
    if _other_version(spec, pairing, sheet):
        habits = habits_of(sheet)
        differing = [row_id(spec, w) for w, r in pairs if set(changed_columns(spec, w, r, habits)) - MARKED]
        named = ", ".join(differing[:20]) + (" …" if len(differing) > 20 else "")
        said.append(
            f"{name}: made from another run's tables; marks and remarks were taken over. Check by hand "
            f"whether a cell was corrected in: {named}."
        )
        pairs = tuple((w, {**w, **{c: r[c] for c in MARKED & set(r)}}) for w, r in pairs)
    reviews, odd = changed(spec, Pairing(pairs, (), new), habits_of(sheet), base)
    said.extend(f"{name}, {mark} is no decision; kept as a remark." for mark in odd)
    return reviews


def _marked(row: Cells) -> bool:
    return any(row.get(column, "").strip() for column in MARKED)


def _other_version(spec: TableSpec, pairing: Pairing, sheet: Sheet) -> bool:
    """Whether a copy differs so often in a column that its rows were made by another run."""
    habits = habits_of(sheet)
    counts: dict[str, int] = {}
    for written, read in pairing.pairs:
        for column in set(changed_columns(spec, written, read, habits)) - MARKED:
            counts[column] = counts.get(column, 0) + 1
    most = max(counts.values(), default=0)
    return most > 10 and most > _OTHER_VERSION * len(pairing.pairs)


def joined(base: Reviews, ours: Reviews, theirs: Reviews) -> dict[Key, Decisions]:
    """The decisions of both; on a cell that only one side changed since `base`, theirs or ours alone."""
    result: dict[Key, Decisions] = {}
    for key in dict.fromkeys((*ours, *theirs)):
        sides = (base.get(key, ()), ours.get(key, ()), theirs.get(key, ()))
        columns = dict.fromkeys(one.column for side in sides for one in side)
        decisions = (one for column in columns for one in _cell(*(on_cell(side, column) for side in sides)))
        if kept := tuple(decisions):
            result[key] = kept
    return result


def _cell(base: Decisions, ours: Decisions, theirs: Decisions) -> Decisions:
    """The decisions on one cell; what says the same is told once, with who said it if known."""
    if base and _says(ours) == _says(base):
        return theirs
    if base and _says(theirs) == _says(base):
        return ours
    both: dict[tuple[str | None, ...], ReviewRow] = {}
    for one in (*ours, *theirs):
        effect = (one.review, one.corrected, one.review_note)
        if effect not in both or (one.reviewer and not both[effect].reviewer):
            both[effect] = one
    return tuple(both.values())


def _says(decisions: Decisions) -> frozenset[tuple[str | None, ...]]:
    return frozenset((one.review, one.corrected, one.review_note) for one in decisions)


def conflicts(reviews: Mapping[Key, Decisions]) -> tuple[str, ...]:
    """A line for each cell or row on which people decided differently."""
    lines: list[str] = []
    for (name, row), decisions in sorted(reviews.items()):
        for column in dict.fromkeys(one.column for one in decisions):
            cell = on_cell(decisions, column)
            if len({(one.review, one.corrected) for one in cell}) > 1:
                said = " / ".join(
                    (f"{one.corrected or 'nothing'!r}" if column else one.review)
                    + (f" ({one.reviewer})" if one.reviewer else "")
                    for one in cell
                )
                lines.append(f"{name} {row}{f', {column}' if column else ''}: {said}")
    return tuple(lines)
