"""Tables whose heading, not their header, says what they hold.

Under "Recommendations" a table of numbers, texts and units needs no header; under "Key Actions" the
header of the actions' own column is often left empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from pipeline.model import Cell, Document, Table
from pipeline.profile import Column, Heading, Label, Profile
from pipeline.segment.columns import DECLARING, text_in
from pipeline.segment.draft import Reading
from pipeline.segment.labels import label_in
from pipeline.segment.units import text_of

_FEWEST_WORDS = 4  # of a cell that says something
_SENTENCE_WORDS = 6
_NUMERIC = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*")
_DATE = re.compile(r"\W*(?:\d{1,2}\W){0,2}(?:19|20)\d\d(?:\W\d{1,2}){0,2}\W*")
_COLUMN_OF = {
    "recommendation": "recommendation",
    "response": "response",
    "reasons": "response",
    "actions": "action",
    "finding": "findings",
}


def key_rule(text: str, profile: Profile, answered: bool = False) -> Column | None:
    """What a label declares, as a column would: "Management response", "Recommendation 2".

    Reasons are part of an answer; where none is given they are a field.
    """
    hit = label_in(text, profile)
    if hit is None or hit.end < len(text):
        return None
    role = _COLUMN_OF.get(hit.rule.role, "field")
    return _column(hit.rule, role if answered or hit.rule.role != "reasons" else "field")


def _column(rule: Label | Heading, role: str) -> Column:
    said = {"id": rule.id, "says": rule.says, "role": role, "kind": rule.kind, "stage": rule.stage}
    return Column.model_validate(said)


def header_is_row(document: Document, table: Table, roles: Mapping[int, Column]) -> bool:
    """Whether what was taken for a table's header is its first row: it holds a sentence, no known name."""
    texts = [text_in(document, cell) for cell in table.cells if cell.header]
    said = (text.endswith((".", ";", "?", "!")) and len(text.split()) >= _SENTENCE_WORDS for text in texts)
    return table.header_rows == 1 and not roles and any(said)


def with_declared(
    reading: Reading, table: Table, roles: Mapping[int, Column], unheaded: bool, asked: bool
) -> dict[int, Column]:
    """The roles of a table's columns, its column of text as the heading or label above declares it.

    A header that declares something itself or rates leaves it to its columns, labels in its cells to them.
    """
    told = dict(roles)
    texts = (text_in(reading.document, cell) for cell in table.cells if unheaded or not cell.header)
    labels = (label_in(text, reading.profile) for text in texts)
    if any(rule.role == "rating" for rule in told.values()) or any(
        hit is not None and hit.rule.role != "field" for hit in labels
    ):
        return told
    rule = _above(reading, table)
    declaring = {column: r for column, r in told.items() if r.role in DECLARING}
    if declaring:  # "Action | Who | When" is what the heading above calls it, where nothing was recommended
        unasked = rule is not None and not asked and {r.role for r in declaring.values()} == {"action"}
        return told | dict.fromkeys(declaring, rule) if rule is not None and unasked else told
    column = _text_column(reading.document, table, told, unheaded) if rule is not None else None
    return told if rule is None or column is None else told | {column: rule}


def _above(reading: Reading, table: Table) -> Column | None:
    """What the label right above a table, else the heading it stands under, declares."""
    start = min(cell.start for cell in table.cells)
    at = bisect_left(reading.blocks, start, key=lambda block: block.start)
    before = [block for block in reading.blocks[max(0, at - 2) : at] if block.kind != "table"][-1:]
    for block in before:
        text = text_of(reading.document, block).strip()
        if (key := key_rule(text, reading.profile)) is not None and key.role in DECLARING:
            return key
    rule = reading.outline.declaration(reading.outline.section_at(start))
    if rule is None or rule.kind is None or rule.stage == "response":
        return None
    return _column(rule, "recommendation" if rule.stage == "recommendation" else "findings")


def _text_column(document: Document, table: Table, roles: Mapping[int, Column], unheaded: bool) -> int | None:
    """The column that holds a table's text; None where numbers tell that it measures something."""
    cells: dict[int, list[Cell]] = {}
    headers: dict[int, str] = {}
    for cell in table.cells:
        if cell.header and not unheaded:
            headers[cell.column] = text_in(document, cell)
        elif cell.end > cell.start:
            cells.setdefault(cell.column, []).append(cell)
    texts = {column: [text_in(document, cell) for cell in listed] for column, listed in cells.items()}
    if any(column and _counts(listed) for column, listed in texts.items()):
        return None
    free = [
        column
        for column, listed in texts.items()
        if column not in roles and _says(listed, sentences=bool(headers.get(column)))
    ]
    return max(free, key=lambda column: (sum(map(len, texts[column])), -column), default=None)


def _counts(texts: list[str]) -> bool:
    """Whether most of a column's cells are numbers that are no dates."""
    numbers = sum(_NUMERIC.fullmatch(text) is not None and not _DATE.fullmatch(text) for text in texts)
    return 2 * numbers > len(texts)


def _says(texts: list[str], sentences: bool) -> bool:
    """Whether a column's cells say something; under a header of another name they must be sentences."""
    long = [text for text in texts if len(text.split()) >= _FEWEST_WORDS]
    ended = [text for text in long if text.endswith((".", ";", "!", "?"))]
    return 3 * len(ended if sentences else long) >= 2 * len(texts)
