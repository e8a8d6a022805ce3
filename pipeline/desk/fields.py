"""What of a row a person may correct on the page, and how each field is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.tables import TableSpec, closed_set, optional, value_type

Input = Literal["select", "text", "area", "list"]

_FIXED = frozenset(  # what names a row, places it, or says how the program came to it
    {"document_id", "organisation", "published", "basis", "rule", "confidence", "similarity", "source"}
    | {"section_id", "section", "page", "start", "end", "review", "review_note", "same_as", "responds_to"}
    | {"pair_id", "fact_id", "finding_id", "thread_id", "context", "in_footnote", "currency_inferred"}
)
_LONG = frozenset({"text"})
_SUGGESTED = frozenset({"theme", "component", "unit", "scale", "label"})


@dataclass(frozen=True, slots=True)
class Field:
    """An editable cell: its column, how it is entered, and what may be chosen or is suggested."""

    column: str
    input: Input
    label: str
    description: str
    choices: tuple[str, ...] = ()
    required: bool = False
    numeric: bool = False


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
    choices = closed_set(info)
    kind: Input = "text"
    if choices:
        kind = "select"
    elif column in _LONG:
        kind = "area"
    elif column in _SUGGESTED:
        kind = "list"
    return Field(
        column,
        kind,
        label_of(column),
        info.description or "",
        choices,
        not optional(info),
        value_type(info) not in {str, bool},
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
