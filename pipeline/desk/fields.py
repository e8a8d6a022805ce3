"""What of a row a person may correct on the page, and how each field is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.desk.decisions import Refused
from pipeline.review.choices import SEVERAL, choices_of, most_chosen
from pipeline.tables import TableSpec, optional, value_type

Input = Literal["select", "text", "area", "list"]

_FIXED = frozenset(  # what names a row, places it, or says how the program came to it
    {"document_id", "organisation", "published", "basis", "rule", "confidence", "similarity", "source"}
    | {"section_id", "section", "page", "start", "end", "review", "review_note", "same_as", "responds_to"}
    | {"pair_id", "fact_id", "finding_id", "thread_id", "context", "in_footnote", "currency_inferred"}
)
_LONG = frozenset({"text"})
SUGGESTED = ("component", "unit", "scale", "label")


class Entry(NamedTuple):
    """A single input of a field: its name in the form, its label and what stands in it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """An editable cell: its column, how it is entered, and what may be chosen, `most` values at once."""

    column: str
    input: Input
    label: str
    description: str
    choices: tuple[str, ...] = ()
    required: bool = False
    numeric: bool = False
    most: int = 1

    def entries(self, cell: str = "") -> tuple[Entry, ...]:
        """The entries of a cell: one, or one for each value that it holds or may hold."""
        if self.most == 1:
            return (Entry(self.column, self.label, cell),)
        chosen = parts_of(cell)
        filled = (*chosen, *[""] * (self.most - len(chosen)))
        first = Entry(self.column, self.label, filled[0])
        more = (Entry(f"{self.column}.{n}", f"{self.label} {n}", v) for n, v in enumerate(filled[1:], 2))
        return (first, *more)

    def entered(self, cells: Mapping[str, object], shown: str) -> str | None:
        """What was entered in the cell, where it is not what was shown.

        Raises Refused for a value that is not among its choices.
        """
        named = ((name.partition(".")[0], cell) for name, cell in cells.items())
        typed = [cell for column, cell in named if column == self.column and isinstance(cell, str)]
        if not typed:
            return None
        if not self.choices:
            return None if typed[0].split() == shown.split() else typed[0]
        before, chosen = parts_of(shown), parts_of(SEVERAL.join(typed))
        if strange := [part for part in chosen if part not in (*self.choices, *before)]:
            raise Refused(f"{self.label}: {strange[0]!r} is none of {', '.join(self.choices)}.", self.column)
        return None if chosen == before else SEVERAL.join(chosen)


def parts_of(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(SEVERAL) if part.strip()))


def fields_of(spec: TableSpec) -> tuple[Field, ...]:
    """The editable cells of a table, in column order."""
    return tuple(
        _field(spec, column) for column in spec.columns if column not in _FIXED and column not in spec.key
    )


def add_fields(spec: TableSpec) -> tuple[Field, ...]:
    """The cells a person fills in for a missed row; its text is what they selected."""
    return tuple(field for field in fields_of(spec) if field.column != "text")


def _field(spec: TableSpec, column: str) -> Field:
    info = spec.field(column)
    choices = choices_of(spec, column)
    kind: Input = "text"
    if choices:
        kind = "select"
    elif column in _LONG:
        kind = "area"
    elif column in SUGGESTED:
        kind = "list"
    return Field(
        column,
        kind,
        label_of(column),
        info.description or "",
        choices,
        not optional(info),
        value_type(info) not in {str, bool},
        most_chosen(spec, column),
    )


def label_of(column: str) -> str:
    """A column's name as a person reads it."""
    return column.replace("_", " ").capitalize()


def fixed_of(spec: TableSpec) -> tuple[str, ...]:
    """The columns shown beside the editable ones, not to be changed here."""
    return tuple(
        column
        for column in spec.columns
        if column in _FIXED and column not in {"review", "review_note", "start", "end"}
    )


def suggestions(values: Iterable[str | None], most: int = 200) -> tuple[str, ...]:
    """What people may pick in a free field: the values that occur, sorted."""
    return tuple(sorted({value for value in values if value})[:most])
