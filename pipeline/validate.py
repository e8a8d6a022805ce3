"""Whether the tables of `extracted/` still are what their descriptor says, in plain words.

Frictionless checks the cells. Around it stands what people need: a file that a spreadsheet saved
anew (semicolons, tabs, another encoding, columns moved) is read as what it is, and each error
becomes a sentence with file, row, column and remedy. Rows are counted as a spreadsheet counts
them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

DESCRIPTOR = "datapackage.json"
_NOTE = ": note: "
ERRORS_SHOWN = 1000  # of one table; a file with more has one cause, which the first ones show
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class Validation(NamedTuple):
    """What was found, one sentence each, errors and notes; `ok` when there is no error."""

    messages: tuple[str, ...]
    ok: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a CSV file is written: what a spreadsheet may have changed on saving."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]


def validate(out: Path) -> Validation:
    """What is wrong with the tables of `out`, explained; notes do not count as errors."""
    path = out / DESCRIPTOR
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Validation((f"{path}: is missing. Run `make` to write the tables and it.",), False)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return Validation((f"{path}: cannot be read ({error}). Run `make` to write it anew.",), False)
    if not isinstance(package, dict):
        return Validation((f"{path}: cannot be read (no JSON object). Run `make` to write it anew.",), False)
    errors: list[str] = []
    notes: list[str] = []
    resources = [_prepared(out, resource, errors, notes) for resource in package.get("resources", ())]
    readable = {resource["name"]: resource for resource in resources if resource is not None}
    for resource in readable.values():
        _keep_known_keys(resource, readable)
    for name, found in _frictionless(out, {**package, "resources": list(readable.values())}):
        place = out / readable[name]["path"] if name in readable else path
        sentence = _explained(place, found, readable.get(name, {}))
        if sentence is not None:
            (notes if _NOTE in sentence else errors).append(sentence)
    found_in_all = f"{len(errors)} error{'s' * (len(errors) != 1)}" if errors else "no error"
    return Validation((*errors, *notes, f"{out}: {len(readable)} tables, {found_in_all}."), not errors)


def _frictionless(out: Path, descriptor: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each error frictionless finds, with the name of its table."""
    from frictionless import Checklist, FrictionlessException, Package  # noqa: PLC0415 - slow to load

    try:
        package = Package.from_descriptor(descriptor, basepath=str(out))
        report = package.validate(Checklist(), limit_errors=ERRORS_SHOWN)
    except FrictionlessException as refused:
        yield "", refused.error
        return
    yield from (("", error) for error in report.errors)
    yield from ((task.name, error) for task in report.tasks for error in task.errors)


def _prepared(
    out: Path, resource: dict[str, Any], errors: list[str], notes: list[str]
) -> dict[str, Any] | None:
    """The resource with the file's real shape, or None where there is nothing to check."""
    path = out / str(resource.get("path", ""))
    if path.suffix != ".csv":
        return None
    if not path.is_file():
        errors.append(f"{path}: is missing. Run `make` to write it again.")
        return None
    try:
        shape = _shape(path.read_bytes())
    except UnicodeDecodeError as error:
        errors.append(f"{path}: is in no encoding a table is read in ({error.reason}). Save it as CSV UTF-8.")
        return None
    if shape.delimiter != "," or not shape.encoding.startswith("utf-8"):
        notes.append(
            f"{path}: note: saved with {_DELIMITERS[shape.delimiter]} in {shape.encoding}, as a spreadsheet "
            "does. It is read as it is; the next `make` writes it with commas in UTF-8."
        )
    schema = dict(resource.get("schema", {}))
    schema["fields"] = list(_fields_as_in(path, shape.header, schema.get("fields", []), errors, notes))
    return {
        **{key: value for key, value in resource.items() if key not in {"hash", "bytes"}},
        "encoding": shape.encoding,
        "dialect": {"delimiter": shape.delimiter},
        "schema": schema,
    }


def _shape(data: bytes) -> _Shape:
    """Encoding, delimiter and header of a CSV file; raises UnicodeDecodeError."""
    encoding = "utf-8-sig"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        text = data.decode(encoding)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    return _Shape(encoding, delimiter, tuple(name.strip() for name in header))


def _fields_as_in(
    path: Path, header: tuple[str, ...], fields: list[dict[str, Any]], errors: list[str], notes: list[str]
) -> Iterator[dict[str, Any]]:
    """The declared fields in the file's order; what the header lacks or adds is told."""
    declared = {field["name"]: field for field in fields}
    counts = Counter(name for name in header if name)
    errors.extend(
        f'{path}, row 1: column "{name}" stands {count} times. Keep one of them.'
        for name, count in counts.items()
        if count > 1
    )
    for name in (name for name in declared if name not in counts):
        required = declared[name].get("constraints", {}).get("required")
        if required:
            errors.append(
                f'{path}, row 1: column "{name}" is missing. Put it back, or run `make` to write the table '
                "again."
            )
        else:
            notes.append(
                f'{path}, row 1: note: column "{name}" is missing. Nothing is lost: the next `make` writes '
                "it again."
            )
    for number, name in enumerate(header, start=1):
        if name and name not in declared:
            notes.append(
                f'{path}, row 1: note: column "{name}" is none of this table\'s, and not checked. '
                "Remarks belong in review_note, which is kept."
            )
        yield declared.get(name) or {"name": name or f"column {number}", "type": "any"}


def _keep_known_keys(resource: dict[str, Any], readable: dict[str, Any]) -> None:
    """Drops from the schema the keys whose columns or tables are not there to be checked."""
    schema = resource["schema"]
    names = {field["name"] for field in schema["fields"]}
    if not {*_listed(schema.get("primaryKey", []))} <= names:
        schema.pop("primaryKey", None)
    schema["foreignKeys"] = [
        foreign
        for foreign in schema.get("foreignKeys", [])
        if {*_listed(foreign["fields"])} <= names
        and _has(readable, foreign["reference"].get("resource") or resource["name"], foreign["reference"])
    ]


def _has(readable: dict[str, Any], name: str, reference: dict[str, Any]) -> bool:
    fields = readable.get(name, {}).get("schema", {}).get("fields", [])
    return {*_listed(reference["fields"])} <= {field["name"] for field in fields}


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _explained(path: Path, error: Any, resource: dict[str, Any]) -> str | None:
    """The error as a sentence, or None where what a spreadsheet did is mended on reading."""
    wording = _WORDING.get(error.type)
    if wording is None:
        return f"{path}: {error.message}. Run `make` to write the tables again."
    said = wording(error, _field(error, resource), resource)
    if said is None:
        return None
    row, column = getattr(error, "row_number", None), getattr(error, "field_name", "")
    place = f"{path}"
    if row is not None:
        place += f", row {row}{_named(error, resource)}"
    if column:
        place += f', column "{column}"'
    return f"{place}: {said}"


def _field(error: Any, resource: dict[str, Any]) -> dict[str, Any]:
    name = getattr(error, "field_name", "")
    fields = resource.get("schema", {}).get("fields", [])
    return next((field for field in fields if field["name"] == name), {})


def _named(error: Any, resource: dict[str, Any]) -> str:
    """The row's id in brackets, where it has one."""
    names = [field["name"] for field in resource.get("schema", {}).get("fields", [])]
    key = _listed(resource.get("schema", {}).get("primaryKey", []))
    cells = getattr(error, "cells", [])
    if len(key) != 1 or key[0] not in names or names.index(key[0]) >= len(cells):
        return ""
    cell = str(cells[names.index(key[0])])
    return f" ({cell})" if cell else ""


def _type_error(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    kind = field.get("type", "value")
    if kind in {"number", "integer"} and resource["dialect"]["delimiter"] != ",":
        try:
            Decimal(str(error.cell).replace(",", "."))
        except InvalidOperation:
            pass
        else:
            return None
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
            if field.get("name") in _listed(resource["schema"].get("primaryKey", [])):
                return None  # told once, of the row
            return "is empty, but every row needs a value here. Fill it in, or delete the row."
        case "enum":
            return f'"{error.cell}" is not among its values. Choose one of: {", ".join(map(str, limit))}.'
        case "minimum":
            return f'"{error.cell}" is below {limit}, the least this column holds. Correct the cell.'
        case "maximum":
            return f'"{error.cell}" is above {limit}, the most this column holds. Correct the cell.'
        case "pattern":
            hint = field.get("description", "").rstrip(".")
            return (
                f'"{error.cell}" is not written as this column is ({hint or limit}). Correct the cell; if a '
                "spreadsheet rewrote it, the next `make` puts back what stood there."
            )
    return f'"{error.cell}" breaks a rule of the column ({error.note}). Correct the cell.'


def _primary(error: Any, field: dict[str, Any], resource: dict[str, Any]) -> str | None:
    if not any(error.cells):
        return None  # an empty row, told as such
    key = ", ".join(_listed(resource["schema"]["primaryKey"]))
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
    "blank-row": lambda *_: "note: is empty. The next `make` leaves it out.",
    "blank-label": lambda *_: None,  # a nameless column at the right is what spreadsheets leave
    "duplicate-label": lambda *_: None,  # told from the header
}
