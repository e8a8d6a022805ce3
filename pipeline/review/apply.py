"""People's decisions shown again on the rows of a new run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from pipeline.csvfile import cells_of, parse_row
from pipeline.problems import Problem
from pipeline.review.added import added_row, with_added
from pipeline.review.decisions import NOTE, NOTES, Decisions, Key, flat, grouped, on_cell
from pipeline.review.find import Candidate, targets
from pipeline.review.identity import EDITABLE, is_added, naming_columns, row_id, row_text
from pipeline.review.place import Place
from pipeline.review.renamed import renamed
from pipeline.tables import DocumentRow, ReviewRow, Row, TableSpec, table

Tables = Mapping[str, tuple[Row, ...]]
Told = tuple[str | None, Problem]  # the report it is about, where there is one


@dataclass(frozen=True, slots=True)
class Shown:
    """The tables as people decided, the decisions with what became of them, and what to tell."""

    tables: dict[str, tuple[Row, ...]]
    reviews: tuple[ReviewRow, ...]
    problems: tuple[Told, ...]


@dataclass(slots=True)
class _Work:
    """What is gathered while the tables are gone through."""

    documents: Mapping[str, DocumentRow]
    texts: Mapping[str, str]
    known: frozenset[Key]
    renamed: Mapping[str, str]
    reviews: dict[Key, Decisions] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    dropped: dict[str, set[str]] = field(default_factory=dict)

    def tell(self, decisions: Decisions, problem: str, remedy: str) -> None:
        document_id = next((one.document_id for one in decisions if one.document_id), None)
        known = document_id if document_id in self.documents else None
        self.told.append((known, Problem("review", "warning", problem, remedy)))


def apply(
    tables: Tables,
    reviews: Iterable[ReviewRow],
    known: frozenset[Key] = frozenset(),
    texts: Mapping[str, str] | None = None,
) -> Shown:
    """The tables of a run with every decision shown that finds its row.

    `tables` are the rows as the program made them; `known` names those written last (see
    `Harvest`); `texts` are the canonical texts by report, in which a corrected or added text is
    looked up for its place. A decision that finds no row stays, as orphaned, and is told.
    """
    by_row = grouped(reviews)
    documents = {row.document_id: row for row in tables.get("documents", ()) if isinstance(row, DocumentRow)}
    candidates = (_candidate(table(name), row) for name in EDITABLE for row in tables.get(name, ()))
    work = _Work(documents, texts or {}, known, renamed(by_row, candidates, documents, known))
    shown = dict(tables)
    for name in EDITABLE:
        dossiers = {key: decisions for key, decisions in by_row.items() if key[0] == name}
        if dossiers:
            shown[name] = _table_shown(table(name), tables.get(name, ()), dossiers, work)
    strange = {key: decisions for key, decisions in by_row.items() if key[0] not in EDITABLE}
    for key, decisions in strange.items():
        work.reviews[key] = _with(decisions, status="orphaned")
        work.tell(decisions, f"reviews.csv: there is no table {key[0]!r}.", "Mend that line.")
    for spec in map(table, EDITABLE):
        shown[spec.name] = _without_dropped(spec, shown.get(spec.name, ()), work.dropped)
    return Shown(shown, flat(work.reviews), tuple(work.told))


def _table_shown(
    spec: TableSpec,
    rows: Sequence[Row],
    dossiers: Mapping[Key, Decisions],
    work: _Work,
) -> tuple[Row, ...]:
    candidates = [_candidate(spec, row) for row in rows]
    made = {key: decisions for key, decisions in dossiers.items() if is_added(decisions)}
    decided = {key: decisions for key, decisions in dossiers.items() if key not in made}
    found = targets(decided, candidates, work.known, work.renamed)
    places = {candidate.row_id: place for place, candidate in enumerate(candidates)}
    new = list(rows)
    for key, decisions in decided.items():
        place = places.get(found.get(key, ""))
        if place is None:
            _orphan(key, decisions, work)
        else:
            new[place] = _row_shown(spec, rows[place], decisions, work)
    return with_added(new, tuple(_added(spec, key, made[key], work) for key in made))


def _candidate(spec: TableSpec, row: Row) -> Candidate:
    columns = naming_columns(spec)
    cells = {column: str(value) for column in columns if (value := getattr(row, column)) is not None}
    return Candidate(row_id(spec, cells), cells.get("document_id", ""), row_text(spec, cells))


def _orphan(key: Key, decisions: Decisions, work: _Work) -> None:
    work.reviews[key] = _with(decisions, status="orphaned")
    text = next((one.text for one in decisions if one.text), "")
    told = f' ("{text[:80]}{"…" if len(text) > 80 else ""}")' if text else ""
    work.tell(
        decisions,
        f"{key[0]}: the row {key[1]}{told} is found no more; {_said(decisions)} is kept in reviews.csv.",
        "Decide on the row that took its place, if any, then delete that line of reviews.csv.",
    )


def _said(decisions: Decisions) -> str:
    whole = on_cell(decisions, None)
    cells = ", ".join(sorted({one.column for one in decisions if one.column}))
    said: list[str] = [whole[0].review] if whole else []
    said += [f"the correction of {cells}"] if cells else []
    return " with ".join(said)


def _with(decisions: Decisions, **changes: object) -> Decisions:
    return tuple(one.model_copy(update=changes) for one in decisions)


def _row_shown(spec: TableSpec, row: Row, decisions: Decisions, work: _Work) -> Row:
    """The row as decided; the decisions take its present id and words."""
    cells = cells_of(spec, row)
    name = row_id(spec, cells)
    decisions = _with(
        decisions,
        row_id=name,
        document_id=cells.get("document_id") or None,
        text=row_text(spec, cells) or None,
        status="applied",
    )
    corrected: dict[str, str] = {}
    kept: list[ReviewRow] = []
    for one in decisions:
        fits = one.column is None or _fits(spec, cells, one, work)
        kept.append(one if fits else one.model_copy(update={"status": "orphaned"}))
    for column in dict.fromkeys(one.column for one in kept if one.column and one.status == "applied"):
        if column in spec.columns:
            corrected[column] = _decided(on_cell(tuple(kept), column), work).corrected or ""
    whole = on_cell(decisions, None)
    mark = _decided(whole, work) if whole else None
    work.reviews[spec.name, name] = tuple(kept)
    if corrected.get("kind", "reform") != "reform" and "stage" in spec.columns:
        corrected.setdefault("stage", "")  # only a reform has one
    if spec.reviewed:
        note = NOTES.join(dict.fromkeys(one.review_note for one in whole if one.review_note))
        edited = "edit" if set(corrected) - {NOTE} else ""
        corrected["review"] = mark.review if mark else edited
        corrected[NOTE] = note or corrected.get(NOTE, "")
    elif mark is not None and mark.review == "reject":
        _drop(spec, name, decisions, work)
    return _placed(spec, parse_row(spec, cells | corrected), corrected, work.texts)


def _decided(decisions: Decisions, work: _Work) -> ReviewRow:
    """The decision that counts of those on one cell: the latest; if there are several, they are told."""
    latest = max(decisions, key=lambda one: one.reviewed_at or "")
    different = {(one.review, one.corrected) for one in decisions}
    if len(different) > 1:
        said = " or ".join(
            sorted(f"{one.corrected or 'nothing'!r}" if one.column else one.review for one in decisions)
        )
        where = f"{latest.table} {latest.row_id}" + (f", {latest.column}" if latest.column else "")
        shown = (latest.corrected or "nothing") if latest.column else latest.review
        work.tell(
            decisions,
            f"{where}: people decided differently ({said}); {shown!r} is shown.",
            "Delete the line of reviews.csv that shall not count.",
        )
    return latest


def _fits(spec: TableSpec, cells: Mapping[str, str], one: ReviewRow, work: _Work) -> bool:
    """Whether a corrected cell can stand in its column; else it is told."""
    if one.column not in spec.columns:
        return True  # a column of a person's own: kept, not shown
    try:
        parse_row(spec, {**cells, one.column: one.corrected or ""})
    except ValidationError as error:
        why = "it cannot be empty" if not one.corrected else str(error.errors()[0]["msg"])
        work.tell(
            (one,),
            f"{spec.name} {one.row_id}: {one.corrected or 'nothing'!r} cannot stand in {one.column}: {why}.",
            f"Correct {one.column} again in {spec.name}.csv; what the program found is shown until then.",
        )
        return False
    return True


def _placed(spec: TableSpec, row: Row, corrected: Mapping[str, str], texts: Mapping[str, str]) -> Row:
    """The row with the place of its corrected text, where the report has that text near the old one."""
    if (
        "text" not in corrected
        or not {"start", "end"} <= set(spec.columns)
        or {"start", "end"} & set(corrected)
    ):
        return row
    cells = cells_of(spec, row)
    near = int(cells["start"]) if cells["start"] else None
    place = Place.of(corrected["text"], texts.get(cells["document_id"], ""), near)
    return row.model_copy(update={"start": place.start, "end": place.end}) if place else row


def _added(spec: TableSpec, key: Key, decisions: Decisions, work: _Work) -> Row | None:
    """The row a person added, or None where it is rejected or lacks what a row must have."""
    report = decisions[0].document_id
    if report is not None and report in work.renamed:
        decisions = _with(decisions, document_id=work.renamed[report])
    whole = on_cell(decisions, None)
    mark = _decided(whole, work) if whole else None
    corrected = {
        column: _decided(on_cell(decisions, column), work).corrected or ""
        for column in dict.fromkeys(one.column for one in decisions if one.column)
    }
    row = added_row(spec, key[1], decisions[0].document_id, corrected, mark, work.documents, work.texts)
    if isinstance(row, str):
        work.reviews[key] = _with(decisions, status="orphaned")
        work.tell(
            decisions,
            f"{spec.name}: the added row {corrected.get('text', '')[:80]!r} is not shown: {row}.",
            "Add it again with that cell filled in, and delete its lines of reviews.csv.",
        )
        return None
    work.reviews[key] = _with(decisions, status="applied")
    return None if mark is not None and mark.review == "reject" else row


def _drop(spec: TableSpec, name: str, decisions: Decisions, work: _Work) -> None:
    """Takes a deleted row of a table without marks out; a report's own row cannot go."""
    if spec.name == "documents":
        work.tell(
            decisions,
            f"documents: {name} was deleted; it is shown as long as its report is in raw/.",
            "Move the report out of raw/ to leave it out.",
        )
    else:
        work.dropped.setdefault(spec.name, set()).add(name)


def _without_dropped(
    spec: TableSpec, rows: tuple[Row, ...], dropped: Mapping[str, set[str]]
) -> tuple[Row, ...]:
    """The rows without those deleted, and without what points at them."""
    gone = dropped.get(spec.name, set())
    if gone:
        rows = tuple(row for row in rows if _candidate(spec, row).row_id not in gone)
    for column, other, _ in spec.foreign:
        if names := dropped.get(other):
            rows = tuple(_cleared(row, column, names) for row in rows)
    return rows


def _cleared(row: Row, column: str, names: set[str]) -> Row:
    return row.model_copy(update={column: None}) if getattr(row, column) in names else row
