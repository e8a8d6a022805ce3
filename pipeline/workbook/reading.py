"""What people did in review.xlsx."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.csvfile import Sheet, plain, sheet_of_records
from pipeline.problems import SetAside
from pipeline.review import EDITABLE, Book
from pipeline.review.harvest import Lines
from pipeline.tables import TABLES
from pipeline.workbook.state import CONTENT, GUIDE, STATE, content


def read_workbook(path: Path) -> Book:
    """The tables of a workbook, however a spreadsheet saved it.

    Raises SetAside where it cannot be understood. A sheet taken away is a table untouched.
    """
    try:
        book = load_workbook(path, read_only=True)
        lines = {sheet.title: _lines(sheet) for sheet in book.worksheets}
        saved = book.properties
        book.close()
    except (InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, OSError) as error:
        raise SetAside(
            f"{path}: no workbook that can be read ({error}). Is it password-protected? Nothing was "
            "overwritten. Save it as .xlsx without a password, or move it away, then run again."
        ) from error
    specs = {spec.name: spec for spec in TABLES}
    sheets: dict[str, Sheet] = {}
    raw: dict[str, Lines] = {}
    for title, found in lines.items():
        name = title.split(" (")[0].strip().lower()
        if name in specs and found:
            sheet = sheet_of_records(found, specs[name], f"{path}, sheet {title}")
            first = sheets.get(name)
            raw.setdefault(name, found)  # a second sheet of a table is none a person edits
            sheets[name] = replace(sheet, rows=first.rows + sheet.rows) if first else sheet
    guide = {cells[0]: cells[1] for _, cells in lines.get(GUIDE, ()) if len(cells) > 1}
    read = ((name, sheets[name].rows if name in sheets else ()) for name in EDITABLE)
    return Book(
        sheets,
        guide.get(STATE),
        edited=guide.get(CONTENT) != content(read),
        lines=raw,
        saved_by=saved.lastModifiedBy,
        saved_at=f"{saved.modified:%Y-%m-%dT%H:%M:%S}+00:00" if saved.modified else None,
    )


def _lines(sheet: Any) -> list[tuple[int, list[str]]]:
    """The rows of a sheet that hold anything, each with its number."""
    lines = []
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            lines.append((number, texts))
    return lines


def _text(cell: Cell) -> str:
    """What a cell says, as the CSV file would."""
    value = cell.value
    if isinstance(value, datetime | date):
        monthly = "d" not in str(cell.number_format).lower()
        return f"{value:%Y-%m}" if monthly else f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    return plain(value)
