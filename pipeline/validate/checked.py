"""The tables of a folder, edited or not, held against their descriptor.

Frictionless checks the cells. Around it stands what people need: a file that a spreadsheet saved
anew (semicolons, tabs, another encoding, columns moved) is read as what it is, the sheets of an
edited workbook are checked like the tables, and each error becomes a sentence. Rows are counted as a
spreadsheet counts them: the header is row 1.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from pipeline.csvfile import heading
from pipeline.problems import SetAside
from pipeline.review import BOOK, Book, ReadBook
from pipeline.validate.explained import NOTE, explained, listed

DESCRIPTOR = "datapackage.json"
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


@dataclass(frozen=True, slots=True)
class _Folder:
    """CSV files to check, what a person knows them by, and what was found."""

    path: Path
    known_as: str  # with {} for the table's name
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, name: str) -> str:
        return self.known_as.format(name)

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
    tables = _Folder(out, f"{out}/{{}}.csv")
    for resource in _tables_of(package):
        if not (out / resource["path"]).is_file():
            tables.tell(f"{tables.place(resource['name'])}: is missing. Run `make` to write it again.")
    checked = f"{_check(package, tables)} tables"
    if read_book is not None and (out / BOOK).is_file():
        checked += _check_book(out / BOOK, read_book, package, tables)
    count = len(tables.errors)
    found = f"{count} error{'s' * (count != 1)}" if count else "no error"
    return Validation((*tables.errors, *tables.notes, f"{out}: {checked}, {found}."), not count)


def _check_book(path: Path, read_book: ReadBook, package: dict[str, Any], tables: _Folder) -> str:
    """Checks the sheets of a workbook that people edited; how many, in words."""
    try:
        book = read_book(path)
    except SetAside as error:
        tables.tell(str(error))
        return ""
    if not book.edited:
        return ""
    with TemporaryDirectory() as name:
        _write_sheets(book, Path(name))
        sheets = _Folder(Path(name), f"{path}, sheet {{}}", tables.errors, tables.notes)
        return f", {_check(package, sheets)} sheets of {path.name}"


def _write_sheets(book: Book, folder: Path) -> None:
    """The sheets as CSV files, each row on the line that has its number."""
    for name, lines in book.lines.items():
        numbered = dict(lines)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows(numbered.get(n, ()) for n in range(1, max(numbered) + 1))


def _tables_of(package: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in package.get("resources", ()) if str(one.get("path", "")).endswith(".csv")]


def _check(package: dict[str, Any], files: _Folder) -> int:
    """Tells of every error in the files; how many of them could be read."""
    present = [one for one in _tables_of(package) if (files.path / one["path"]).is_file()]
    resources = [_prepared(files, resource) for resource in present]
    readable = {resource["name"]: resource for resource in resources if resource is not None}
    for resource in readable.values():
        _keep_known_keys(resource, readable)
    for name, error in _frictionless(files.path, {**package, "resources": list(readable.values())}):
        place = files.place(name) if name in readable else str(files.path / DESCRIPTOR)
        if sentence := explained(place, error, readable.get(name, {})):
            files.tell(sentence)
    return len(readable)


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


def _prepared(files: _Folder, resource: dict[str, Any]) -> dict[str, Any] | None:
    """The resource with the file's real shape, or None where it cannot be read."""
    place = files.place(resource["name"])
    try:
        shape = _shape((files.path / resource["path"]).read_bytes())
    except UnicodeDecodeError as error:
        files.tell(f"{place}: is in no encoding a table is read in ({error.reason}). Save it as CSV UTF-8.")
        return None
    if shape.delimiter != "," or not shape.encoding.startswith("utf-8"):
        files.tell(
            f"{place}: note: saved with {_DELIMITERS[shape.delimiter]} in {shape.encoding}, as a spreadsheet "
            "does. It is read as it is; the next `make` writes it with commas in UTF-8."
        )
    schema = dict(resource.get("schema", {}))
    schema["fields"] = list(_fields_as_in(place, shape.header, schema.get("fields", []), files))
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
    return _Shape(encoding, delimiter, tuple(heading(name) for name in header))


def _fields_as_in(
    place: str, header: tuple[str, ...], fields: list[dict[str, Any]], files: _Folder
) -> Iterator[dict[str, Any]]:
    """The declared fields in the file's order; what the header lacks or adds is told."""
    declared = {field["name"]: field for field in fields}
    counts = Counter(name for name in header if name)
    for name, count in counts.items():
        if count > 1:
            files.tell(f'{place}, row 1: column "{name}" stands {count} times. Keep one of them.')
    for name in (name for name in declared if name not in counts):
        if declared[name].get("constraints", {}).get("required"):
            remedy = "Put it back, or run `make` to write the table again."
            files.tell(f'{place}, row 1: column "{name}" is missing. {remedy}')
        else:
            remedy = "Nothing is lost: the next `make` writes it again."
            files.tell(f'{place}, row 1: note: column "{name}" is missing. {remedy}')
    for number, name in enumerate(header, start=1):
        if name and name not in declared:
            files.tell(
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
