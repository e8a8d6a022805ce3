"""Run by LibreOffice's own Python: opens spreadsheets, edits them, saves them, as told by a JSON file.

    python3 libreoffice_steps.py PIPE STEPS.json

Each step: file, load (filter options or null), edits (list of [action, ...]), save (filter name, options).
"""

import json
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def desktop(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(300):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items() if value)


def header(sheet):
    names = {}
    for column in range(200):
        text = sheet.getCellByPosition(column, 0).getString()
        if not text:
            break
        names[text] = column
    return names


def row_of(sheet, columns, row_id):
    first = min(columns.values())
    for row in range(1, 2000):
        if sheet.getCellByPosition(first, row).getString() == row_id:
            return row
    raise SystemExit(f"no row {row_id}")


def last_row(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    row = cursor.RangeAddress.EndRow
    while row and not any(sheet.getCellByPosition(c, row).getString() for c in range(30)):
        row -= 1
    return row


def edit(book, step):
    action, name, *rest = step
    sheet = book.Sheets.getByName(name) if name else book.Sheets.getByIndex(0)
    columns = header(sheet)
    if action == "type":  # as a person types: the spreadsheet makes of it what it will
        row_id, column, text = rest
        sheet.getCellByPosition(columns[column], row_of(sheet, columns, row_id)).setFormula(text)
    elif action == "delete":
        sheet.Rows.removeByIndex(row_of(sheet, columns, rest[0]), 1)
    elif action == "add":
        row = last_row(sheet) + 1
        for column, text in rest[0].items():
            sheet.getCellByPosition(columns[column], row).setFormula(text)
    elif action == "sort":
        area = sheet.getCellRangeByPosition(0, 1, len(columns) - 1, last_row(sheet))
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = columns[rest[0]], False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area.sort((PropertyValue(Name="SortFields", Value=fields),))


def main():
    pipe, steps = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    office = desktop(pipe)
    for step in steps:
        url = uno.systemPathToFileUrl(step["file"])
        load = step.get("load")
        name = "Text - txt - csv (StarCalc)" if load else None
        book = office.loadComponentFromURL(
            url, "_blank", 0, properties(Hidden=True, FilterName=name, FilterOptions=load)
        )
        for one in step["edits"]:
            edit(book, one)
        form, options = step["save"]
        book.storeToURL(url, properties(FilterName=form, FilterOptions=options))
        book.close(True)
    with suppress(DisposedException):  # the connection ends with the office
        office.terminate()


main()
