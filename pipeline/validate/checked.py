"""The tables of a folder, edited or not, held against their descriptor.

Files and the sheets of an edited workbook are read as the next run reads them, so that what a
spreadsheet reformatted is no error (see `readable`). Frictionless checks the cells; each error becomes
a sentence. Rows are counted as a spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pipeline.problems import SetAside
from pipeline.review import BOOK, ReadBook
from pipeline.tables import TABLES
from pipeline.validate.explained import NOTE, explained, listed
from pipeline.validate.readable import Readable, of_file, of_sheet

DESCRIPTOR = "datapackage.json"
ERRORS_SHOWN = 1000  # of one table; a file with more has one cause, which the first ones show
_SEPARATORS = {";": "semicolons", "\t": "tabs"}


class Validation(NamedTuple):
    """What was found, one sentence each, errors and notes; `ok` when there is no error."""

    messages: tuple[str, ...]
    ok: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to tell: errors, and notes that are none."""

    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, sentence: str) -> None:
        (self.notes if NOTE in sentence else self.errors).append(sentence)


def validate(out: Path, read_book: ReadBook | None = None) -> Validation:
    """What is wrong with the tables of `out` and an edited workbook; notes do not count as errors."""
    path = out / DESCRIPTOR
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Validation((f"{path}: is missing. Run `make` to write the tables and it.",), False)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return Validation((f"{path}: cannot be read ({error}). Run `make` to write it anew.",), False)
    if not isinstance(package, dict):
        return Validation((f"{path}: cannot be read (no JSON object). Run `make` to write it anew.",), False)
    found = _Found()
    tables = _files(out, found)
    _check(package, tables, f"{out}/{{}}.csv", found)
    checked = f"{len(tables)} tables"
    if read_book is not None and (out / BOOK).is_file():
        sheets = _sheets(out, read_book, found)
        _check(package, sheets, f"{out / BOOK}, sheet {{}}", found)
        checked += f", {len(sheets)} sheets of {BOOK}" if sheets else ""
    count = len(found.errors)
    said = f"{count} error{'s' * (count != 1)}" if count else "no error"
    return Validation((*found.errors, *found.notes, f"{out}: {checked}, {said}."), not count)


def _files(out: Path, found: _Found) -> dict[str, Readable]:
    """The tables that can be read."""
    tables = {}
    for spec in TABLES:
        path = out / f"{spec.name}.csv"
        if not path.is_file():
            found.tell(f"{path}: is missing. Run `make` to write it again.")
            continue
        try:
            tables[spec.name], separator = of_file(out, spec)
        except SetAside as error:
            found.tell(str(error))
            continue
        if separator in _SEPARATORS:
            found.tell(
                f"{path}: note: saved with {_SEPARATORS[separator]}, as a spreadsheet does. It is read as it "
                "is; the next `make` writes it with commas in UTF-8."
            )
    return tables


def _sheets(out: Path, read_book: ReadBook, found: _Found) -> dict[str, Readable]:
    """The sheets of a workbook that people edited; none of one that is as it was written."""
    try:
        book = read_book(out / BOOK)
        specs = [spec for spec in TABLES if spec.name in book.lines and book.edited]
        return {spec.name: of_sheet(out, spec, book.lines[spec.name]) for spec in specs}
    except SetAside as error:
        found.tell(str(error))
        return {}


def _check(package: Mapping[str, Any], tables: Mapping[str, Readable], place: str, found: _Found) -> None:
    """Tells of every error in some tables; `place`, with a table's name for {}, is what it is known as."""
    described = {one.get("name"): one for one in package.get("resources", ())}
    resources = {
        name: _resource(described[name], rows, place.replace("{}", name), found)
        for name, rows in tables.items()
        if name in described
    }
    for resource in resources.values():
        _keep_known_keys(resource, resources)
    with TemporaryDirectory() as folder:
        for name, resource in resources.items():
            _write(Path(folder) / resource["path"], tables[name])
        for name, error in _frictionless(folder, {**package, "resources": list(resources.values())}):
            known_as = place.replace("{}", name) if name else DESCRIPTOR
            if sentence := explained(known_as, error, resources.get(name, {})):
                found.tell(sentence)


def _write(path: Path, table: Readable) -> None:
    """A table as a plain CSV file, each row on the line that has its number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.header)
        writer.writerows(table.rows.get(number, ()) for number in range(2, max(table.rows, default=1) + 1))


def _frictionless(folder: str, descriptor: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each error frictionless finds, with the name of its table."""
    from frictionless import Checklist, FrictionlessException, Package  # noqa: PLC0415 - slow to load

    try:
        package = Package.from_descriptor(descriptor, basepath=folder)
        report = package.validate(Checklist(), limit_errors=ERRORS_SHOWN)
    except FrictionlessException as refused:
        yield "", refused.error
        return
    yield from (("", error) for error in report.errors)
    yield from ((task.name, error) for task in report.tasks for error in task.errors)


def _resource(resource: dict[str, Any], table: Readable, place: str, found: _Found) -> dict[str, Any]:
    """What the descriptor says of a table, with the columns as the file has them."""
    schema = dict(resource.get("schema", {}))
    schema["fields"] = list(_fields_as_in(place, table.header, schema.get("fields", []), found))
    kept = {key: value for key, value in resource.items() if key not in {"hash", "bytes", "dialect"}}
    return {**kept, "path": f"{resource['name']}.csv", "schema": schema}


def _fields_as_in(
    place: str, header: tuple[str, ...], fields: list[dict[str, Any]], found: _Found
) -> Iterator[dict[str, Any]]:
    """The declared fields in the file's order; what the header lacks or adds is told."""
    declared = {field["name"]: field for field in fields}
    counts = Counter(name for name in header if name)
    for name, count in counts.items():
        if count > 1:
            found.tell(f'{place}, row 1: column "{name}" stands {count} times. Keep one of them.')
    for name in (name for name in declared if name not in counts):
        if declared[name].get("constraints", {}).get("required"):
            remedy = "Put it back, or run `make` to write the table again."
            found.tell(f'{place}, row 1: column "{name}" is missing. {remedy}')
        else:
            remedy = "Nothing is lost: the next `make` writes it again."
            found.tell(f'{place}, row 1: note: column "{name}" is missing. {remedy}')
    for number, name in enumerate(header, start=1):
        if name and name not in declared:
            found.tell(
                f'{place}, row 1: note: column "{name}" is none of this table\'s, and not checked. '
                "Remarks belong in review_note, which is kept."
            )
        yield declared.get(name) or {"name": name or f"column {number}", "type": "any"}


def _keep_known_keys(resource: dict[str, Any], readable: dict[str, Any]) -> None:
    """Drops from the schema the keys whose columns or tables are not there to be checked."""
    schema = resource["schema"]
    names = {field["name"] for field in schema["fields"]}
    if not {*listed(schema.get("primaryKey", []))} <= names:
        schema.pop("primaryKey", None)
    schema["foreignKeys"] = [
        foreign
        for foreign in schema.get("foreignKeys", [])
        if {*listed(foreign["fields"])} <= names
        and _has(readable, foreign["reference"].get("resource") or resource["name"], foreign["reference"])
    ]


def _has(readable: dict[str, Any], name: str, reference: dict[str, Any]) -> bool:
    fields = readable.get(name, {}).get("schema", {}).get("fields", [])
    return {*listed(reference["fields"])} <= {field["name"] for field in fields}
