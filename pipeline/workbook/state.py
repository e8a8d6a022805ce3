"""How a workbook tells which tables it was written from, and whether it still says what it said then."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.csvfile import cells_of
from pipeline.review import EDITABLE
from pipeline.review.sameness import CELL_LIMIT, CUT
from pipeline.tables import Row, table

GUIDE = "Read me"  # the first sheet
STATE = "State of the tables"  # these two are lines of it
CONTENT = "Content as written"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # what a workbook has no room for


def content_of_tables(tables: Mapping[str, Sequence[Row]]) -> str:
    """The fingerprint of what a workbook of these tables says before anybody edits it."""
    rows = ((name, [cells_of(table(name), row) for row in tables.get(name, ())]) for name in EDITABLE)
    return content(rows)


def content(tables: Iterable[tuple[str, Iterable[Mapping[str, str]]]]) -> str:
    """A fingerprint of the filled cells of tables, in order."""
    whole = hashlib.sha256()
    for name, rows in tables:
        for row in rows:
            filled = sorted((column, fitting(cell)) for column, cell in row.items() if cell)
            whole.update(repr((name, filled)).encode())
    return whole.hexdigest()[:16]


def fitting(text: str) -> str:
    """The text as far as a cell holds it; one that is cut says so."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n")).encode("utf-8", errors="replace").decode()
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT
