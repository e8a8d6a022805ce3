"""Each error frictionless finds, as a sentence with file, row, column and remedy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.review.added import filled_in

NOTE = ": note: "


def explained(place: str, error: Any, resource: dict[str, Any]) -> str | None:
    """The error as a sentence, or None where what a spreadsheet did is mended on reading."""
    wording = _WORDING.get(error.type)
    if wording is None:
        return f"{place}: {error.message}. Run `make` to write the tables again."
    said = wording(error, _field(error, resource), resource)
    if said is None:
        return None
    row, column = getattr(error, "row_number", None), getattr(error, "field_name", "")
    if row is not None:
        place += f", row {row}{_named(error, resource)}"
    if column:
        place += f', column "{column}"'
    return f"{place}: {said}"


def listed(value: str | list[str]) -> list[str]:
    """Column names, of which a descriptor may give a single one as it is."""
    return [value] if isinstance(value, str) else value


def _field(error: Any, resource: dict[str, Any]) -> dict[str, Any]:
    name = getattr(error, "field_name", "")
    fields = resource.get("schema", {}).get("fields", [])
    return next((field for field in fields if field["name"] == name), {})


def _named(error: Any, resource: dict[str, Any]) -> str:
    """The row's id in brackets, where it has one."""
    names = [field["name"] for field in resource.get("schema", {}).get("fields", [])]
    key = listed(resource.get("schema", {}).get("primaryKey", []))
    cells = getattr(error, "cells", [])
    if len(key) != 1 or key[0] not in names or names.index(key[0]) >= len(cells):
        return ""
    cell = str(cells[names.index(key[0])])
    return f" ({cell})" if cell else ""


def _type_error(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    kind = field.get("type", "value")
    expected = {
        "number": 'a plain number is expected ("2100000000", "0.3333")',
        "integer": 'a whole number is expected ("14")',
        "boolean": "true or false is expected",
        "date": 'a date is expected ("2023-10-31")',
    }.get(kind, f"a {kind} is expected")
    return f'"{error.cell}" stands where {expected}. Correct the cell, or empty it if it is not known.'


def _constraint(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    constraints = field.get("constraints", {})
    name = next((name for name in constraints if f'constraint "{name}"' in error.note), "")
    limit = constraints.get(name)
    match name:
        case "required":
            if field.get("name") in listed(resource["schema"].get("primaryKey", [])):
                return None  # told once, of the row
            if not _named(error, resource) and field.get("name") in filled_in(resource["name"]):
                return None  # a row a person added
            return "is empty, but every row needs a value here. Fill it in, or delete the row."
        case "enum":
            return f'"{error.cell}" is not among its values. Choose one of: {", ".join(map(str, limit))}.'
        case "minimum":
            return f'"{error.cell}" is below {limit}, the least this column holds. Correct the cell.'
        case "maximum":
            return f'"{error.cell}" is above {limit}, the most this column holds. Correct the cell.'
        case "pattern":
            hint = field.get("description", "").rstrip(".")
            return f'"{error.cell}" is not written as this column is ({hint or limit}). Correct the cell.'
    return f'"{error.cell}" breaks a rule of the column ({error.note}). Correct the cell.'


def _primary(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    if not any(error.cells):
        return None  # an empty row
    key = ", ".join(listed(resource["schema"]["primaryKey"]))
    if "None" in error.note:
        return f"note: has no {key}. A row you added is kept: the next `make` takes it over and names it."
    same = error.note.rpartition(" ")[2]
    return f"has the same {key} as row {same}. Delete one; if you added a row by copying, empty its {key}."


def _foreign(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str:
    names = ", ".join(error.field_names)
    cells = ", ".join(f'"{cell}"' for cell in error.field_cells)
    where = error.reference_name or resource["name"]
    return (
        f"{names} points at {cells}, which is in no row of {where}.csv. Correct it, empty it, or put the row "
        "back; if you deleted that row on purpose, the next `make` mends this."
    )


def _extra(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    if not str(error.cell or "").strip():
        return None
    return (
        f'"{error.cell}" stands right of the last column. A cell was split, often by a comma or a quotation '
        "mark typed in a text editor: put the text in quotation marks, or correct it in a spreadsheet."
    )


_WORDING: dict[str, Callable[[Any, dict[str, Any], dict[str, Any]], str | None]] = {
    "type-error": _type_error,
    "constraint-error": _constraint,
    "unique-error": lambda error, *_: f'"{error.cell}" stands twice in a column of names. Change one.',
    "primary-key": _primary,
    "foreign-key": _foreign,
    "extra-cell": _extra,
    "missing-cell": lambda *_: "the row ends before this column. Add the missing cells (they may be empty).",
    "blank-row": lambda *_: None,  # the next run leaves it out
    "blank-label": lambda *_: None,  # a nameless column at the right is what spreadsheets leave
    "duplicate-label": lambda *_: None,  # told from the header
}
