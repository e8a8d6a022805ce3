"""review.xlsx written: one sheet a table, the first explains.

Every text is a text cell, so that nothing a document says is run as a formula. The same tables give
the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from pipeline.csvfile import cells_of
from pipeline.review import EDITABLE
from pipeline.review.choices import choices_of
from pipeline.tables import TABLES, Row, TableSpec, closed_set, optional, table, value_type
from pipeline.workbook.state import CONTENT, GUIDE, STATE, content_of_tables, fitting

ROW_LIMIT = 1_048_576  # rows of a sheet, the header among them
_LINE, _LINES = 15, 14  # points of a line; lines a row is high at most
_THEMES = 3  # column of the first sheet that lists them
_SPARE = 500  # empty rows below a table that have the drop-downs too
_EPOCH = datetime(2000, 1, 1)  # a workbook must not tell when it was written
_EXACT = 15  # digits a spreadsheet's number keeps
_WIDTHS = {
    "text": 70, "context": 60, "section": 40, "heading": 50, "problem": 60, "remedy": 60, "title": 50,
    "measure": 30, "review_note": 40, "theme": 30, "component": 30, "caption": 40, "review": 10,
    "organisation": 28, "found": 40, "corrected": 40, "start": 8, "end": 8, "page": 7, "level": 7,
}  # fmt: skip
_COLOURS = {
    "strength": "#E2F0D9", "weakness": "#FBE5D6", "reform": "#DDEBF7",
    "money": "#E2F0D9", "percentage": "#DDEBF7", "count": "#FFF2CC", "score": "#EADCF4",
    "ratio": "#FBE5D6", "duration": "#EDEDED",
    "persisting": "#FBE5D6", "progressing": "#FFF2CC", "resolved": "#E2F0D9", "new": "#DDEBF7",
    "accept": "#C6E0B4", "reject": "#F4B6B6", "edit": "#BDD7EE",
    "error": "#F4B6B6", "warning": "#FFE699", "failed": "#F4B6B6", "partial": "#FFE699",
    "orphaned": "#FFE699",
}  # fmt: skip
_COLOURED = ("kind", "verdict", "review", "severity", "status")
_DOUBT = ((0.5, "#F8CBAD"), (0.7, "#FCE4D6"), (0.9, "#FFF2CC"), (1.01, "#E2F0D9"))  # below: colour
_HOW = (
    ("How to review", ""),
    ("review", "Choose accept, reject or edit. Leave it empty to decide later."),
    ("review_note", "Whatever the next reader should know."),
    ("Correct a cell", "Type over it. What the program had found is kept in reviews.csv."),
    ("Delete a row", "It comes back marked reject, so that it can be counted, or taken back."),
    ("Add a row", "Write below the last one and leave the id empty; fill in document_id, kind and text."),
    ("Sort, filter, hide", "As you like: rows are known by their id, columns by their name."),
    ("When done", "Save, close, and run make: decisions move to reviews.csv and show in the new tables."),
    ("For reading only", "The sheets reviews and problems."),
)  # fmt: skip


class _Formats(NamedTuple):
    """The looks of cells."""

    header: Any
    text: Any
    number: Any
    title: Any


def workbook_bytes(tables: Mapping[str, Sequence[Row]], stamp: str = "", row_limit: int = ROW_LIMIT) -> bytes:
    """The workbook of some tables; `stamp` names their state, to know the workbook again by.

    A table longer than a sheet goes on in a second one; a text longer than a cell is cut, and says
    so: the CSV file has it whole.
    """
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {**options, "in_memory": True})
    book.set_properties({"title": "Tables for review", "created": _EPOCH})
    formats = _Formats(
        book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True,
                         "valign": "top", "border": 1}),
        book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        book.add_format({"valign": "top"}),
        book.add_format({"bold": True, "font_size": 14}),
    )  # fmt: skip
    _write_guide(book, tables, stamp, formats)
    for spec in TABLES:
        rows = tables.get(spec.name, ())
        for number, first in enumerate(range(0, max(len(rows), 1), row_limit - 1), 1):
            name = spec.name if number == 1 else f"{spec.name} ({number})"
            _write_sheet(book, name, spec, rows[first : first + row_limit - 1], formats)
    book.close()
    return file.getvalue()


def _write_guide(
    book: xlsxwriter.Workbook, tables: Mapping[str, Sequence[Row]], stamp: str, formats: _Formats
) -> None:
    """The first sheet: what the others hold and how to review."""
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Tables for review", formats.title)
    lines = [("", ""), *_HOW, ("", ""), ("Sheets", "")]
    for spec in TABLES:
        about = " ".join((spec.record.__doc__ or "").split())
        lines.append(
            (spec.name, f"One row is {about[:1].lower()}{about[1:]} Rows: {len(tables.get(spec.name, ()))}.")
        )
    lines += [("", ""), ("Columns", "")]
    for spec in TABLES:
        lines += [(f"{spec.name}: {column}", spec.field(column).description or "") for column in spec.columns]
    lines += [("", ""), (STATE, stamp), (CONTENT, content_of_tables(tables))]
    for row, (name, about) in enumerate(lines, 1):
        sheet.write_string(row, 0, name, formats.header if name and not about else formats.text)
        sheet.write_string(row, 1, about, formats.text)
    sheet.set_column(_THEMES, _THEMES, 36)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, _THEMES, "Themes", formats.header)
    for row, theme in enumerate(_themes(), 1):
        sheet.write_string(row, _THEMES, theme, formats.text)


def _themes() -> tuple[str, ...]:
    return choices_of(table("findings"), "theme")


def _theme_list() -> str:
    """Where the first sheet lists the themes; in a drop-down itself a list may hold 255 characters."""
    return f"='{GUIDE}'!{xl_range_abs(1, _THEMES, len(_themes()), _THEMES)}"


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, spec: TableSpec, rows: Sequence[Row], formats: _Formats
) -> None:
    sheet = book.add_worksheet(name)
    last, end = max(len(rows), 1), len(rows) + _SPARE
    for column, field in enumerate(spec.columns):
        text = value_type(spec.field(field)) is str
        sheet.set_column(column, column, _width(field), formats.text if text else formats.number)
        sheet.write_string(0, column, field, formats.header)
        _offer(book, sheet, spec, field, column, end)
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, spec, row, formats)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, last, len(spec.columns) - 1)
    if spec.name not in EDITABLE:
        allowed = ("autofilter", "sort", "format_columns", "format_rows")
        sheet.protect("", dict.fromkeys(allowed, True))


def _width(field: str) -> int:
    return _WIDTHS.get(field, max(12, min(len(field) + 3, 20)))


def _write_row(sheet: Any, number: int, spec: TableSpec, row: Row, formats: _Formats) -> None:
    lines = max(-(-len(cell) // _width(field)) for field, cell in cells_of(spec, row).items())
    sheet.set_row(number, _LINE * min(max(lines, 1), _LINES))  # not every program fits rows to their text
    for column, (field, cell) in enumerate(cells_of(spec, row).items()):
        value = getattr(row, field)
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value, formats.number)
        elif isinstance(value, (int, Decimal)) and len(cell.strip("-0.")) <= _EXACT:
            sheet.write_number(number, column, float(value), formats.number)
        else:
            sheet.write_string(number, column, fitting(cell), formats.text)


def _offer(book: Any, sheet: Any, spec: TableSpec, field: str, column: int, end: int) -> None:
    """Drop-downs and colours of a column."""
    if spec.name in EDITABLE and (values := choices_of(spec, field)):
        themes = field == "theme"
        allowed = (
            "a theme of the first sheet, or two joined by ;" if themes else f"one of: {', '.join(values)}"
        )
        sheet.data_validation(1, column, end, column, {
            "validate": "list", "source": _theme_list() if themes else list(values),
            "ignore_blank": optional(spec.field(field)), "error_title": field,
            "error_type": "warning" if themes else "stop", "error_message": f"Expected is {allowed}",
        })  # fmt: skip
    if field in _COLOURED:
        for value in closed_set(spec.field(field)):
            if value in _COLOURS:
                look = book.add_format({"bg_color": _COLOURS[value]})
                equal = {"type": "cell", "criteria": "==", "value": f'"{value}"', "format": look}
                sheet.conditional_format(1, column, end, column, equal)
    if field == "confidence":
        sheet.conditional_format(1, column, end, column, {"type": "blanks", "stop_if_true": True})
        for bound, colour in _DOUBT:
            look = book.add_format({"bg_color": colour})
            below = {"type": "cell", "criteria": "<", "value": bound, "format": look, "stop_if_true": True}
            sheet.conditional_format(1, column, end, column, below)
