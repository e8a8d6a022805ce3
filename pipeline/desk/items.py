"""The rows that wait for a person, in order of doubt, and the part of them a filter shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.tables import TABLES, Row, TableSpec, closed_set

SURE = Decimal(1)  # of rows that state no confidence
BANDS: tuple[tuple[str, Decimal, Decimal], ...] = (
    ("below 0.5", Decimal(0), Decimal("0.5")),
    ("0.5 to 0.7", Decimal("0.5"), Decimal("0.7")),
    ("0.7 to 0.9", Decimal("0.7"), Decimal("0.9")),
    ("0.9 and above", Decimal("0.9"), Decimal(2)),
)
STATES = ("undecided", "accept", "edit", "reject")


@dataclass(frozen=True, slots=True)
class Item:
    """A row to review: `key` names it on the page, `place` is its place in order of doubt."""

    key: str
    spec: TableSpec
    row_id: str
    row: Row
    place: int
    search: str

    def get(self, column: str) -> object:
        """What stands in a column; None for a column this table does not have."""
        return self.row.model_dump()[column] if column in type(self.row).model_fields else None

    @property
    def document_id(self) -> str:
        return str(getattr(self.row, "document_id", ""))  # every reviewed table has it

    @property
    def text(self) -> str:
        return str(getattr(self.row, "text", ""))  # every reviewed table has it

    @property
    def confidence(self) -> Decimal | None:
        """How sure the program is of its kind, where the table states it."""
        return getattr(self.row, "confidence", None)

    @property
    def tag(self) -> str:
        """What the row is, in a word."""
        return str(getattr(self.row, "kind", None) or getattr(self.row, "verdict", None) or self.spec.name)

    @property
    def about(self) -> str:
        """What a row whose own words say too little is about."""
        names = ("measure", "component", "concern") if self.spec.name != "findings" else ()
        return next((str(said) for name in names if (said := getattr(self.row, name, None))), "")

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(str(getattr(self.row, "theme", None) or "").split(";"))


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue shows: the empty string shows all; `state` is as in STATES."""

    table: str = ""
    document: str = ""
    kind: str = ""
    theme: str = ""
    basis: str = ""
    band: str = ""
    state: str = "undecided"
    search: str = ""

    def shows(self, item: Item, state: str) -> bool:
        """Whether the queue shows an item that is in that state."""
        return (
            (not self.state or self.state == state)
            and (not self.table or self.table == item.spec.name)
            and (not self.document or self.document == item.document_id)
            and (not self.kind or self.kind == getattr(item.row, "kind", None))
            and (not self.theme or self.theme in item.themes)
            and (not self.basis or self.basis == getattr(item.row, "basis", None))
            and (not self.band or self.band == band_of(item.confidence))
            and all(word in item.search for word in self.search.casefold().split())
        )


def sureness(row: Row) -> Decimal:
    """What rows are ordered by: the confidence; of a thread's row, midway from its similarity to sure."""
    similarity = getattr(row, "similarity", None)
    if similarity is not None:
        return (Decimal(similarity) + 1) / 2
    confidence = getattr(row, "confidence", None)
    return SURE if confidence is None else Decimal(confidence)


def band_of(confidence: Decimal | None) -> str:
    """The band a confidence falls in; not stated is a band too."""
    if confidence is None:
        return "not stated"
    return next(name for name, low, high in BANDS if low <= confidence < high)


def row_id_of(spec: TableSpec, row: Row) -> str:
    """The name of a row in reviews.csv; of a thread's row, the thread and its finding."""
    return "-".join(str(getattr(row, column) or "") for column in spec.key)


def items_of(tables: Mapping[str, Sequence[Row]]) -> tuple[Item, ...]:
    """Every row that people review, least sure first; equals keep the order of the tables."""
    rows = [
        (sureness(row), spec, row) for spec in TABLES if spec.reviewed for row in tables.get(spec.name, ())
    ]
    rows.sort(key=lambda entry: entry[0])
    return tuple(item_of(spec, row, place) for place, (_, spec, row) in enumerate(rows))


def item_of(spec: TableSpec, row: Row, place: int) -> Item:
    """A row as an item at a place of the queue."""
    row_id = row_id_of(spec, row)
    words = (str(value) for name, value in row if value is not None and name not in {"start", "end"})
    return Item(f"{spec.name}:{row_id}", spec, row_id, row, place, "\n".join(words).casefold())


@dataclass(slots=True)
class Options:
    """The choices of each filter: what the rows at hand have, in a fixed order."""

    tables: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    bands: tuple[str, ...] = field(default=(*(name for name, _, _ in BANDS), "not stated"))
    states: tuple[str, ...] = STATES


def options_of(items: Iterable[Item]) -> Options:
    """The filter choices that some item has."""
    items = tuple(items)
    names = {item.spec.name for item in items}
    specs = [spec for spec in TABLES if spec.name in names]
    return Options(
        tables=tuple(spec.name for spec in specs),
        documents=tuple(sorted({item.document_id for item in items})),
        kinds=_declared(specs, items, "kind"),
        themes=tuple(sorted({theme for item in items for theme in item.themes if theme})),
        bases=_declared(specs, items, "basis"),
    )


def _declared(specs: Sequence[TableSpec], items: Sequence[Item], column: str) -> tuple[str, ...]:
    """The values of a closed column that occur, in the order they are declared."""
    present = {getattr(item.row, column, None) for item in items}
    values = (
        value
        for spec in specs
        if column in spec.record.model_fields
        for value in closed_set(spec.field(column))
    )
    return tuple(dict.fromkeys(value for value in values if value in present))
