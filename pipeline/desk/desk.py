"""What the review page does, without the page: show, decide, undo, accept many, add."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, NamedTuple

from pipeline.csvfile import Cells, cells_of
from pipeline.desk.decisions import (
    Refused,
    Verdict,
    corrected_cells,
    records_of,
    row_of,
)
from pipeline.desk.items import Filter, Item, Options, item_of, items_of, options_of
from pipeline.desk.ledger import Key, Ledger
from pipeline.model import Review
from pipeline.review.decisions import machine_cells
from pipeline.review.identity import added_id, is_added
from pipeline.tables import ReviewRow, Row, TableSpec, table

WINDOW = 40  # rows of the queue on the page at once
AHEAD = 4  # rows whose source the page may fetch before they are asked for
ADDABLE = ("findings", "figures", "ratings")
UNDECIDED = "undecided"
GONE = "gone"  # an added row whose addition was taken back
Move = Literal["here", "next", "previous", "first", "last", "page_next", "page_previous"]


class Person(NamedTuple):
    """Who decides, and what tells the time (ISO 8601)."""

    name: str | None
    now: Callable[[], str]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows: the part of the queue around an item, and how far the work is."""

    filter: Filter
    item: Item | None
    window: tuple[Item, ...]
    first: int  # place of the window's first row among those shown, from 0
    position: int  # of the item among those shown, from 0
    shown: int
    decided: int  # of all rows the filter lets through but for their state
    total: int
    ahead: tuple[Item, ...]


class Desk:
    """The rows under review and the decisions on them."""

    def __init__(
        self,
        tables: Mapping[str, Sequence[Row]],
        ledger: Ledger,
        person: Person,
        written: Mapping[Key, Cells] = MappingProxyType({}),
    ) -> None:
        """The desk; `written` are cells as the program wrote them, where a person may have edited since."""
        self._ledger = ledger
        self._person = person
        self._items = list(items_of(tables))
        self._added: set[Key] = set()
        self._places = {item.key: place for place, item in enumerate(self._items)}
        self._rows = {_key(item): item.row for item in self._items}  # as the tables show them
        self._found: dict[Key, dict[str, str]] = {}
        self._edits: dict[Key, dict[str, str]] = {}  # made in the tables since they were written
        for item in self._items:
            key, read = _key(item), cells_of(item.spec, item.row)
            before = written.get(key) or read
            self._found[key] = machine_cells(before, ledger.of(key))
            edits = {column: cell for column, cell in read.items() if cell != before.get(column, "")}
            if edits:
                self._edits[key] = edits
        self._states = {item.key: UNDECIDED for item in self._items}
        self._passed: tuple[Filter, tuple[Item, ...]] | None = None
        for item in tuple(self._items):
            self._show(item)
        for key in ledger.decided:
            self._show_added(key)
        self.options: Options = options_of(self._items)

    def item(self, key: str) -> Item | None:
        """The item of that name, or None."""
        place = self._places.get(key)
        return None if place is None else self._items[place]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every row, an added one only while its addition stands."""
        return tuple(item for item in self._items if self._states[item.key] != GONE)

    @property
    def can_undo(self) -> bool:
        return self._ledger.can_undo

    def state(self, item: Item) -> str:
        """accept, reject, edit or undecided."""
        return self._states[item.key]

    def _decided(self, item: Item) -> str:
        """The state of an item by its records, or else by its table."""
        records = self._ledger.of(_key(item))
        for record in records:
            if record.column is None:
                return record.review
        if records:
            return "edit"
        if _key(item) in self._added:
            return GONE
        return getattr(self._rows[_key(item)], "review", None) or UNDECIDED

    def note(self, item: Item) -> str:
        """The reviewer's remark on an item."""
        records = self._ledger.of(_key(item))
        notes = (
            record.corrected if record.column == "review_note" else record.review_note for record in records
        )
        noted = next((note for note in notes if note), None)
        return noted or ("" if records else getattr(item.row, "review_note", None) or "")

    def told(self, item: Item) -> tuple[str, ...]:
        """Who decided what on an item as a whole, and when; several where people disagree."""
        records = self._ledger.of(_key(item))
        return tuple(
            ", ".join(part for part in (record.review, record.reviewer, record.reviewed_at) if part)
            for record in records
            if record.column is None
        )

    def found(self, item: Item) -> dict[str, str]:
        """What the program had found in the cells that people corrected."""
        records = self._ledger.of(_key(item))
        return {record.column: record.found or "" for record in records if record.column}

    def view(self, shown: Filter, key: str = "", move: Move = "here") -> View:
        """The queue under a filter, at the item that a move from `key` leads to."""
        passed = self._passing(shown)
        states = [self._states[item.key] for item in passed]
        queue = [item for item, state in zip(passed, states, strict=True) if _shown(state, shown.state)]
        start = self.item(key)
        if start is not None and self._states[start.key] == GONE:
            start = None
        position = _position(queue, start, move)
        first = position - position % WINDOW
        current = start if move == "here" and start is not None else None
        if current is None and queue:
            current = queue[position]
        return View(
            filter=shown,
            item=current,
            window=tuple(queue[first : first + WINDOW]),
            first=first,
            position=position,
            shown=len(queue),
            decided=len(states) - states.count(UNDECIDED) - states.count(GONE),
            total=len(states) - states.count(GONE),
            ahead=tuple(queue[position : position + AHEAD]),
        )

    def _passing(self, shown: Filter) -> tuple[Item, ...]:
        """The items a filter lets through whatever their state; kept until a row changes."""
        anyhow = replace(shown, state="")
        if self._passed is None or self._passed[0] != anyhow:
            self._passed = (anyhow, tuple(item for item in self._items if anyhow.shows(item, "")))
        return self._passed[1]

    def decide(self, item: Item, review: Review, note: str, cells: Mapping[str, str]) -> None:
        """Records a decision, with corrections where `cells` differ from what is shown.

        Raises Refused where a cell does not fit its column; then nothing is recorded.
        """
        wanted = cells_of(item.spec, item.row) | dict(cells)
        row_of(item.spec, wanted)
        self._write({_key(item): self._records(item, review, note, wanted)})

    def withdraw(self, item: Item) -> None:
        """Takes every decision on an item back."""
        self._write({_key(item): ()})

    def accept_all(self, shown: Filter) -> int:
        """Accepts every undecided item that a filter shows; how many there were."""
        items = [item for item in self._passing(shown) if self._states[item.key] == UNDECIDED]
        records = {
            _key(item): self._records(item, "accept", "", cells_of(item.spec, item.row)) for item in items
        }
        if records:
            self._write(records)
        return len(items)

    def add(self, spec: TableSpec, cells: Mapping[str, str]) -> Item:
        """Adds a row the program missed; raises Refused where a cell does not fit."""
        row_id = added_id(spec, cells)
        row = row_of(spec, {**cells, spec.key[0]: row_id})
        item = item_of(spec, row, len(self._items))
        known = self.item(item.key)
        if known is not None and self._states[known.key] != GONE:
            raise Refused("This very text has been added already.")
        item = self._put_added(item if known is None else replace(item, place=known.place))
        self._write({_key(item): self._records(item, "edit", "", cells_of(spec, row))})
        return item

    def _put_added(self, item: Item) -> Item:
        """Takes in a row that no program found."""
        blank = dict.fromkeys(item.spec.columns, "")
        blank |= {item.spec.key[0]: item.row_id, "document_id": item.document_id}
        self._items[item.place : item.place + 1] = [item]
        self._places[item.key] = item.place
        self._added.add(_key(item))
        self._rows[_key(item)], self._found[_key(item)] = item.row, blank
        self._states[item.key] = self._decided(item)
        self._passed = None
        return item

    def _show_added(self, key: Key) -> None:
        """Shows a row that was added here before and that no `make` has taken over yet."""
        name, row_id = key
        records = self._ledger.of(key)
        if name not in ADDABLE or key in self._rows or not is_added(records):
            return
        spec = table(name)
        blank = dict.fromkeys(spec.columns, "") | {spec.key[0]: row_id}
        blank["document_id"] = records[0].document_id or ""
        try:
            row = row_of(spec, corrected_cells(blank, records))
        except Refused:
            return  # it stays in reviews.csv as it is, for `make` to report
        self._put_added(item_of(spec, row, len(self._items)))

    def undo(self) -> tuple[Item, ...]:
        """Takes the last decision (or the many made at once) back; the items it was about."""
        items = self._items_of(self._ledger.undo())
        for item in items:
            self._show(item)
        return items

    def _items_of(self, keys: Sequence[Key]) -> tuple[Item, ...]:
        found = (self.item(f"{name}:{row_id}") for name, row_id in keys)
        return tuple(sorted((item for item in found if item), key=lambda item: item.place))

    def _records(
        self, item: Item, review: Review, note: str, wanted: Mapping[str, str]
    ) -> tuple[ReviewRow, ...]:
        verdict = Verdict(review, note, self._person.name, self._person.now())
        return records_of(item.spec, item.row_id, self._found[_key(item)], wanted, verdict)

    def _write(self, changes: Mapping[Key, tuple[ReviewRow, ...]]) -> None:
        self._ledger.write(changes)
        for item in self._items_of(tuple(changes)):
            self._show(item)

    def _show(self, item: Item) -> None:
        """Puts the row as its decisions have it in the item's place."""
        self._states[item.key] = state = self._decided(item)
        if state == GONE:
            return
        key = _key(item)
        cells = self._found[key] | self._edits.get(key, {})
        row = row_of(item.spec, corrected_cells(cells, self._ledger.of(key)))
        if row != item.row:
            self._items[item.place] = item_of(item.spec, row, item.place)
            self._passed = None


def _shown(state: str, wanted: str) -> bool:
    return state == wanted if wanted else state != GONE


def _key(item: Item) -> Key:
    return item.spec.name, item.row_id


def _position(queue: Sequence[Item], start: Item | None, move: Move) -> int:
    """Where a move leads to in the queue; the item it starts from may have left the queue."""
    last = len(queue) - 1
    if last < 0 or move == "first":
        return 0
    if move == "last":
        return last
    if start is None:
        return 0
    at = bisect_left(queue, start.place, key=lambda item: item.place)
    still_there = at <= last and queue[at].place == start.place
    if at > last and move == "next":
        return 0  # the last row was decided and left: on with the most doubtful one
    targets = {
        "next": at + still_there,
        "previous": at - 1,
        "page_next": at - at % WINDOW + WINDOW,
        "page_previous": at - at % WINDOW - WINDOW,
    }
    return min(max(targets.get(move, at), 0), last)
