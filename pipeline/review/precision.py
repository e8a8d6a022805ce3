"""How often the program was right, by what people decided."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd

from pipeline.review.decisions import NOTE, Decisions, grouped, machine_cells, on_cell
from pipeline.review.harvest import ReadBook, harvest
from pipeline.review.identity import EDITABLE, is_added, row_id
from pipeline.review.written import copies, rows_written
from pipeline.tables import table

_BANDS = ((Decimal("0.5"), "below 0.5"), (Decimal("0.7"), "0.5 to 0.7"), (Decimal("0.9"), "0.7 to 0.9"))
_TOP = "0.9 and above"
_VIEWS = ("table", "kind", "basis", "confidence")
_STATES = ("accepted", "edited", "rejected")


def counted(out: Path, read_book: ReadBook | None = None) -> str:
    """What people decided by table, kind, basis and confidence, and the precision that follows.

    Counted by what the program had found. `as found` is the share of the decided rows that were
    accepted as they were, `kept` that of those accepted or edited. Rows people added are what the
    program missed: they stand below, in no share.
    """
    harvested = harvest(out, read_book)
    reviews = grouped(harvested.reviews)
    rows = [
        {**_traits(name, machine_cells(cells, decisions)), "state": state}
        for name in EDITABLE
        for copy in copies(out, name)[:1]
        for cells in rows_written(copy, table(name))
        for decisions in (reviews.get((name, row_id(table(name), cells)), ()),)
        if not is_added(decisions) and (state := state_of(decisions) or _marked(name))
    ]
    added = sum(is_added(decisions) for decisions in reviews.values())
    orphaned = sum(_orphaned(decisions) for decisions in reviews.values())
    tail = f"Added by people (missed by the program): {added}. Decisions whose row is gone: {orphaned}."
    frame = pd.DataFrame(rows, columns=[*_VIEWS, "state"])
    if frame[frame.state.isin(_STATES)].empty:
        return f"Nothing has been decided yet.\n{tail}"
    return "\n\n".join([*(_view(frame, view) for view in _VIEWS), tail])


def state_of(decisions: Decisions) -> str | None:
    """accepted, edited or rejected; None for a row nothing was decided on."""
    marks = {one.review for one in on_cell(decisions, None)}
    if "reject" in marks:
        return "rejected"
    if "edit" in marks or any(one.column not in (None, NOTE) for one in decisions):
        return "edited"
    return "accepted" if marks else None


def _marked(name: str) -> str | None:
    """An undecided row counts in the tables that have marks."""
    return "open" if table(name).reviewed else None


def _orphaned(decisions: Decisions) -> bool:
    return all(one.status == "orphaned" for one in decisions)


def _traits(name: str, cells: dict[str, str]) -> dict[str, str]:
    kind = cells.get("kind") or cells.get("verdict") or ""
    return {
        "table": name,
        "kind": f"{name}: {kind}" if kind else "",
        "basis": f"{name}: {cells['basis']}" if cells.get("basis") else "",
        "confidence": f"{name}: {_band(Decimal(cells['confidence']))}" if cells.get("confidence") else "",
    }


def _band(confidence: Decimal) -> str:
    return next((band for bound, band in _BANDS if confidence < bound), _TOP)


def _view(frame: pd.DataFrame, view: str) -> str:
    """One table of counts and shares, a line for each value of `view`."""
    counts = frame[frame[view] != ""].groupby([view, "state"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*_STATES, "open"], fill_value=0)
    decided = counts[list(_STATES)].sum(axis="columns")
    counts["as found"] = [_share(part, whole) for part, whole in zip(counts.accepted, decided, strict=True)]
    kept = counts.accepted + counts.edited
    counts["kept"] = [_share(part, whole) for part, whole in zip(kept, decided, strict=True)]
    counts.columns.name, counts.index.name = None, None
    return f"By {view}\n{counts.to_string()}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"
