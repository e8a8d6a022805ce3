"""Tables as CSV files: written one way, read in whatever way a spreadsheet left them.

Written: UTF-8 with a byte-order mark, comma, LF, plain numbers, empty for missing, no cell a
spreadsheet would run. Read: any of the encodings and separators spreadsheets save.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pipeline.problems import SetAside
from pipeline.store import write_aside
from pipeline.tables import Row, TableSpec, value_type

Cells = Mapping[str, str]

_BOM = b"\xef\xbb\xbf"
_MISREAD_BOM = _BOM.decode("cp1252")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([,   ]\d{3})+)?(?<=\d)([.,]\d+)?\s?%?")
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^[ \t]|[ \t]$')
_SEPARATORS = (",", ";", "\t")
_CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
_HIGH = re.compile(  # a character of UTF-8 beyond ASCII, or else a single byte
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]"
)
_LARGEST_CELL = 2**31 - 1  # the csv module refuses more than 131,072 characters unless told


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a file.

    `columns` are the table's own columns the file has, `unknown` its other headers, whose cells
    are in the rows too. `lossy` is
    whether it was saved in an encoding that cannot hold every character; `separator` tells the
    habits of the spreadsheet (a semicolon goes with decimal commas).
    """

    rows: tuple[dict[str, str], ...]
    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    separator: str = ","
    lossy: bool = False


def plain(value: object) -> str:
    """A value as it stands in a cell: 57 for 57.0, no exponent, true or false, "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return "0" if digits in {"-0", ""} else digits
    return str(value)


def cells_of(spec: TableSpec, row: Row) -> dict[str, str]:
    """The cells of a row in column order, as text, not yet neutralised."""
    return {column: plain(getattr(row, column)) for column in spec.columns}


def parse_row(spec: TableSpec, cells: Cells) -> Row:
    """The row its cells stand for; an empty or absent cell takes the column's default.

    Raises pydantic's ValidationError (a ValueError) where a cell does not fit its column.
    """
    known = {column: cells[column] for column in spec.columns if cells.get(column, "") != ""}
    return spec.record.model_validate(known)


def neutral(text: str) -> str:
    """The text so that no spreadsheet runs it as a formula; `restored` gives it back."""
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def restored(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def table_bytes(spec: TableSpec, rows: Iterable[Cells]) -> bytes:
    """The CSV file of a table whose rows are given as cells."""
    texts = frozenset(c for c in spec.columns if value_type(spec.field(c)) is str)
    lines = [",".join(spec.columns)]
    for cells in rows:
        written = ((c, cells.get(c, "")) for c in spec.columns)
        lines.append(",".join(_quoted(neutral(cell) if c in texts else cell) for c, cell in written))
    return _BOM + ("\n".join(lines) + "\n").encode("utf-8", errors="replace")


def _quoted(cell: str) -> str:
    # not csv.writer: Python 3.11's leaves a bare CR unquoted
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def write_table(spec: TableSpec, rows: Sequence[Row], path: Path) -> None:
    """Write a table aside and put it in place whole; a file already equal is left alone."""
    write_bytes(path, table_bytes(spec, (cells_of(spec, row) for row in rows)))


def write_bytes(path: Path, data: bytes) -> None:
    """Put a file in place whole or not at all, as `write_aside`; a file already equal is left alone."""
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    except OSError:
        pass  # cannot be read: writing will say why
    write_aside(path, data)


def read_cells(path: Path, spec: TableSpec) -> tuple[dict[str, str], ...]:
    """The rows of a file as cells; a column the file lacks is lacking in every row."""
    rows = read_sheet(path, spec).rows
    return tuple({c: row[c] for c in spec.columns if c in row} for row in rows)


def read_sheet(path: Path, spec: TableSpec) -> Sheet:
    """A table's file, however a spreadsheet saved it; SetAside where it makes no sense."""
    return sheet_of(bytes_of(path), spec, str(path))


def bytes_of(path: Path) -> bytes:
    """What stands in a file; SetAside where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetAside(
            f"{path}: cannot be read ({error.strerror}). Close it elsewhere, run again."
        ) from error


class Saved(NamedTuple):
    """A file as a spreadsheet saved it: its rows, each with the line it ends on, and how it was written."""

    records: tuple[tuple[int, list[str]], ...]
    separator: str
    lossy: bool
    ended: bool  # whether the last row has its end


def sheet_of(data: bytes, spec: TableSpec, name: str) -> Sheet:
    """A table from the bytes of its file; `name` names the file in messages."""
    saved = saved_in(data, spec, name)
    records = [(line, cells) for line, cells in saved.records if any(cell.strip() for cell in cells)]
    sheet = sheet_of_records(records, spec, name)
    if not saved.ended and len(records[-1][1]) < len(sheet.columns) + len(sheet.unknown):
        raise _aside(
            name, f"is cut off at line {records[-1][0]}", "Mend or delete that line, or restore the file"
        )
    return replace(sheet, separator=saved.separator, lossy=saved.lossy)


def saved_in(data: bytes, spec: TableSpec, name: str) -> Saved:
    """The rows of a table's file, empty ones too; SetAside where it makes no sense."""
    text, lossy = _decoded(data, name)
    if _CONFLICT.search(text):
        raise _aside(
            name, "holds git's conflict marks", "Take one side whole, the same for its copy in .written"
        )
    text = re.sub(r"\Asep=.[\r\n]+", "", text)
    separator = max(_SEPARATORS, key=lambda s: _known(text, s, spec))
    return Saved(_records(text, separator, name), separator, lossy, text.endswith(("\n", "\r")))


def sheet_of_records(records: Sequence[tuple[int, Sequence[str]]], spec: TableSpec, name: str) -> Sheet:
    """A table from its lines, each with its number in the file; the first names the columns."""
    if not records:
        raise _aside(name, "is empty", "Restore it from version control, or delete it to have it made anew")
    header = [heading(cell) for cell in records[0][1]]
    _check_header(header, spec, name)
    rows = tuple(_row(header, line, cells, name) for line, cells in records[1:])
    unknown = tuple(h for h in header if h and h not in spec.columns)
    return Sheet(rows, tuple(h for h in header if h in spec.columns), unknown)


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    """The text of a file, and whether it stood in an encoding that cannot hold everything."""
    if data.startswith(b"PK\x03\x04"):
        raise _aside(name, "is a workbook or archive, no CSV", "Save it as CSV, or as review.xlsx")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), False
    if data[1:20:2].count(0) > len(data[1:20:2]) // 2:
        return data.decode("utf-16-le", errors="replace"), False
    if b"\x00" in data:
        raise _aside(name, "holds bytes that are no text", "Restore it from version control")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mixed(data.removeprefix(_BOM)), True
    if text.startswith(_MISREAD_BOM):
        return _mixed(b"".join(map(_as_opened, text.removeprefix(_MISREAD_BOM)))), True
    return text, False


def _mixed(data: bytes) -> str:
    """The text of a file that is partly in UTF-8, partly in Windows' encoding."""
    return _HIGH.sub(_windows, data).decode("utf-8", errors="replace")


def _as_opened(character: str) -> bytes:
    """What stood in a file that was opened in Windows' encoding and saved in UTF-8."""
    for encoding in ("cp1252", "latin-1"):  # the latter for what Windows' encoding leaves out
        with suppress(UnicodeEncodeError):
            return character.encode(encoding)
    return character.encode()


def _windows(high: re.Match[bytes]) -> bytes:
    """A character of a UTF-8 file as it is; a byte that is none as Windows reads it."""
    found = high.group()
    if len(found) > 1:
        return found
    return (found.decode("cp1252", errors="ignore") or found.decode("latin-1")).encode()


def heading(cell: str) -> str:
    """A column's name as a cell of the first line means it."""
    return cell.strip().strip("\ufeff\"'").lower()


def _known(text: str, separator: str, spec: TableSpec) -> int:
    first = text.lstrip("\r\n").splitlines()[:1]
    return sum(heading(cell) in spec.columns for line in first for cell in line.split(separator))


def _records(text: str, separator: str, name: str) -> tuple[tuple[int, list[str]], ...]:
    """The records, each with the line it ends on."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return tuple((reader.line_num, cells) for cells in reader)
    except csv.Error as error:
        raise _aside(
            name,
            f"line {reader.line_num}: the quotes do not close ({error})",
            "Mend that line, or restore the file",
        ) from error


def _check_header(header: Sequence[str], spec: TableSpec, name: str) -> None:
    known = [h for h in header if h in spec.columns]
    needed = spec.key or tuple(c for c in ("row_id", "table", "review", "problem") if c in spec.columns)
    lacking = [column for column in needed if column not in known]
    if lacking:
        raise _aside(
            name,
            f"has no column {', '.join(lacking)} (found: {', '.join(h for h in header if h)[:200]})",
            "The first line must hold the column names; put the column back",
        )
    twice = sorted({h for h in known if known.count(h) > 1})
    if twice:
        raise _aside(name, f"has the column {', '.join(twice)} twice", "Take one of them away")


def _row(header: Sequence[str], line: int, cells: Sequence[str], name: str) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(header) :]):
        raise _aside(name, f"line {line}: {len(cells)} cells under {len(header)} headings", "Mend that line")
    filled = [*cells, *[""] * (len(header) - len(cells))]  # spreadsheets leave out empty last cells
    return {h: restored(c) for h, c in zip(header, filled, strict=False) if h}


def _aside(name: str, found: str, remedy: str) -> SetAside:
    return SetAside(f"{name} {found}. Nothing was overwritten. {remedy}, then run again.")
