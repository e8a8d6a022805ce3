"""What people changed in a table, as decisions of reviews.csv beside those already there.

Pure: rows and decisions in, decisions out. A decision replaces the one on the same cell that the
reviewer had before their eyes; one they could not see stays beside theirs, and `conflicts` lists
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.csvfile import Cells
from pipeline.model import Review
from pipeline.review.identity import added_id, row_id, row_text
from pipeline.review.pairing import Pairing, changed_columns
from pipeline.review.sameness import Habits, folded, kind_of, meant, same
from pipeline.tables import ReviewRow, TableSpec

Key = tuple[str, str]  # table, row_id
Decisions = tuple[ReviewRow, ...]
Reviews = Mapping[Key, Decisions]

MARKS: Mapping[str, Review] = {
    **dict.fromkeys(("accept", "accepted", "accepts", "a", "ok", "yes", "y", "right", "✓", "✔"), "accept"),
    **dict.fromkeys(("reject", "rejected", "rejects", "r", "no", "n", "wrong", "✗", "✘"), "reject"),
    **dict.fromkeys(("edit", "edited", "e", "corrected"), "edit"),
}
NOTE = "review_note"
NOTES = "; "  # between the remarks of several people


def grouped(rows: Iterable[ReviewRow]) -> dict[Key, Decisions]:
    """Decisions by the row they are on, in their own order; a line told twice counts once."""
    found: dict[Key, dict[ReviewRow, None]] = {}
    for row in rows:
        found.setdefault((row.table, row.row_id), {})[row] = None
    return {key: tuple(decisions) for key, decisions in found.items()}


def flat(reviews: Reviews) -> Decisions:
    """All decisions in the order reviews.csv keeps them: by table, row and column."""
    rows = (row for decisions in reviews.values() for row in decisions)
    return tuple(sorted(rows, key=_order))


def _order(row: ReviewRow) -> tuple[str, ...]:
    cells = (row.reviewed_at, row.reviewer, row.review, row.corrected, row.found, row.review_note)
    return row.table, row.row_id, row.column or "", *(cell or "" for cell in cells)


def on_cell(decisions: Decisions, column: str | None) -> Decisions:
    """The decisions on one cell, or with None those on the row as a whole."""
    return tuple(one for one in decisions if one.column == column)


def machine_cells(written: Cells, decisions: Decisions) -> dict[str, str]:
    """A row's cells as the program found them, before the corrections it was shown with."""
    cells = dict(written)
    for one in decisions:
        if one.column in cells and one.status == "applied":
            cells[one.column] = one.found or ""
    return cells


def changed(
    spec: TableSpec, pairing: Pairing, habits: Habits, before: Reviews
) -> tuple[dict[Key, Decisions], tuple[str, ...]]:
    """The decisions after what people did to a table, and marks that could not be understood."""
    reviews = dict(before)
    odd: list[str] = []
    for written, read in pairing.pairs:
        key = (spec.name, row_id(spec, written))
        columns = changed_columns(spec, written, read, habits)
        if columns:
            decisions = _row_changed(spec, written, read, columns, habits, reviews.get(key, ()), odd)
            reviews[key] = decisions
    for written in pairing.gone:
        key = (spec.name, row_id(spec, written))
        reviews[key] = _marked(spec, written, reviews.get(key, ()), "reject")
    for read in pairing.new:
        decisions = _unlike(reviews, _added(spec, read, habits, odd))
        reviews[spec.name, decisions[0].row_id] = decisions
    return {key: decisions for key, decisions in reviews.items() if decisions}, tuple(odd)


def _row_changed(
    spec: TableSpec,
    written: Cells,
    read: Cells,
    columns: Sequence[str],
    habits: Habits,
    decisions: Decisions,
    odd: list[str],
) -> Decisions:
    for column in columns:
        after = meant(kind_of(spec, column), written.get(column, ""), read[column], habits)
        if column == "review" and after:
            mark = MARKS.get(after.casefold())
            if mark is None:
                odd.append(f"{row_id(spec, written)}: review {after!r}")
                decisions = _noted(spec, written, decisions, f"review: {after}")
            else:
                decisions = _marked(spec, written, decisions, mark)
        elif column == "review":
            decisions = _unmarked(written, decisions)
    for column in columns:
        after = meant(kind_of(spec, column), written.get(column, ""), read[column], habits)
        if column == NOTE:
            decisions = _noted(spec, written, decisions, after)
        elif column != "review":
            decisions = _corrected(spec, written, column, after, decisions)
    return decisions


def _marked(spec: TableSpec, written: Cells, decisions: Decisions, mark: Review) -> Decisions:
    """The decisions with this one on the row as a whole; a remark stays with it."""
    whole = on_cell(decisions, None)
    note = next((one.review_note for one in whole if one.review_note), None)
    remark = on_cell(decisions, NOTE)
    note = note or next((one.corrected for one in remark), None)
    mine = _decision(spec, written, decisions, review=mark, review_note=note)
    others = tuple(one for one in decisions if one not in whole and one not in remark)
    unseen = tuple(one for one in whole if _unseen(one.review, written.get("review", ""), mark, one))
    return (mine, *unseen, *others)


def _unmarked(written: Cells, decisions: Decisions) -> Decisions:
    """The decisions without the mark that the reviewer saw and took away; a remark stays."""
    seen = written.get("review", "")
    kept: list[ReviewRow] = []
    for one in decisions:
        if one.column is not None or one.review != seen:
            kept.append(one)
        elif one.review_note:
            update = {"column": NOTE, "corrected": one.review_note, "review_note": None, "review": "edit"}
            kept.append(one.model_copy(update=update))
    return tuple(kept)


def _noted(spec: TableSpec, written: Cells, decisions: Decisions, note: str) -> Decisions:
    """The decisions with a remark: on the decision on the whole row, or by itself."""
    whole = on_cell(decisions, None)
    others = tuple(one for one in decisions if one.column not in (None, NOTE))
    if whole:
        return (*_with_note(whole, written.get(NOTE, ""), note), *others)
    if not note:
        return others
    return (_decision(spec, written, decisions, column=NOTE, corrected=note), *others)


def _with_note(whole: Decisions, shown: str, note: str) -> Decisions:
    """Decisions on a row with a remark in place of the one that was shown; unseen ones stay."""
    seen = {"", folded(shown), folded(note), *map(folded, shown.split(NOTES))}
    mine = [one for one in whole if folded(one.review_note or "") in seen]
    if not mine:
        unseen = (whole[0].review_note or "").split(NOTES)
        note = NOTES.join(dict.fromkeys((*unseen, note)))
        mine = [whole[0]]
    return tuple(
        one.model_copy(update={NOTE: (note or None) if one is mine[0] else None}) if one in mine else one
        for one in whole
    )


def _corrected(spec: TableSpec, written: Cells, column: str, after: str, decisions: Decisions) -> Decisions:
    """The decisions with a corrected cell; put back to what the program found, it is none."""
    before = on_cell(decisions, column)
    others = tuple(one for one in decisions if one not in before)
    shown = written.get(column, "")
    found = next((one.found or "" for one in before if one.status == "applied"), shown)
    unseen = tuple(one for one in before if _unseen(one.corrected or "", shown, after, one))
    if same(kind_of(spec, column), found, after) and not unseen:
        return others
    mine = _decision(spec, written, decisions, column=column, found=found or None, corrected=after or None)
    return (*others, *unseen, mine)


def _unseen(decided: str, shown: str, after: str, one: ReviewRow) -> bool:
    """Whether a decision was not on the reviewer's screen, and theirs is another."""
    return one.status == "applied" and folded(decided) not in (folded(shown), folded(after))


def _unlike(reviews: Reviews, added: Decisions) -> Decisions:
    """The decisions that add a row, under a name of their own if theirs was given to another row."""
    name, number = added[0].row_id, 1
    cells = {one.column: one.corrected for one in added}
    while True:
        known = reviews.get((added[0].table, added[0].row_id))
        if known is None:
            return added
        if {one.column: one.corrected for one in known} == cells:
            return known
        number += 1
        added = tuple(one.model_copy(update={"row_id": f"{name}-{number}"}) for one in added)


def added_name(spec: TableSpec, cells: Cells) -> str:
    """The id of a row a person adds: its own where the table names rows by what they point at."""
    own = row_id(spec, cells) if len(spec.key) > 1 else ""
    return own or added_id(spec, cells)


def _added(spec: TableSpec, read: Cells, habits: Habits, odd: list[str]) -> Decisions:
    """The decisions that make a row a person added: one on the row, one a filled cell."""
    cells = {
        column: meant(kind_of(spec, column), "", read.get(column, ""), habits)
        for column in dict.fromkeys((*spec.columns, *read))
        if column not in spec.key or len(spec.key) > 1
    }
    name = added_name(spec, cells)
    typed = cells.pop("review", "")
    mark = MARKS.get(typed.casefold(), "edit") if typed else "edit"
    if typed and typed.casefold() not in MARKS:
        odd.append(f"{name}: review {typed!r}")
    note = cells.pop(NOTE, "")
    if typed.casefold() not in MARKS and typed:
        note = f"review: {typed}; {note}" if note else f"review: {typed}"
    document_id = cells.pop("document_id", "") or None
    base = ReviewRow(
        row_id=name,
        table=spec.name,
        document_id=document_id,
        review=mark,
        review_note=note or None,
        status="applied",
    )
    made = (
        base.model_copy(update={"column": c, "corrected": v, "review": "edit", NOTE: None})
        for c, v in cells.items()
        if v
    )
    return (base, *made)


def _decision(
    spec: TableSpec,
    written: Cells,
    decisions: Decisions,
    *,
    review: Review = "edit",
    column: str | None = None,
    found: str | None = None,
    corrected: str | None = None,
    review_note: str | None = None,
) -> ReviewRow:
    cells = machine_cells(written, decisions)
    return ReviewRow(
        row_id=row_id(spec, written),
        table=spec.name,
        document_id=cells.get("document_id") or None,
        column=column,
        found=found,
        corrected=corrected,
        review=review,
        review_note=review_note,
        text=row_text(spec, cells) or None,
        status="applied",
    )
