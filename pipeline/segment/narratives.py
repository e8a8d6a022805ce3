"""The narrative column of a progress table, told by what it holds.

Reports call it "Narrative", "Comments", "Evidence", "Assessment of progress" …; what does not vary is
that it is the column of sentences in a table of components and ratings that speaks of progress.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Cell, Document, Table
from pipeline.phrases import fold
from pipeline.profile import Column, Profile
from pipeline.segment.names import opening_name

_FEWEST_WORDS = 6  # of a cell of prose
_TAKEN = frozenset({"recommendation", "response", "action"})


def with_narrative(
    document: Document, table: Table, profile: Profile, roles: Mapping[int, Column]
) -> dict[int, Column]:
    """The roles of a table's columns, the column of sentences in a progress table its narrative.

    The column beside it that a header calls one, though it holds only names, is its component.
    """
    told = dict(roles)
    rules = [rule for rule in profile.column if rule.role == "narrative"]
    parts = next((rule for rule in profile.column if rule.role == "component"), None)
    cells = _by_column(table)
    prose = {column for column, listed in cells.items() if _is_prose(document, listed)}
    if not rules or parts is None or not _of_progress(document, table, len(rules) > 1, told):
        return told
    narrative = _narrative(document, cells, told, prose)
    names = [column for column in sorted(cells) if column not in prose and _names(told.get(column))]
    if narrative is None or not any(_rates(told, column, prose) for column in cells):
        return told
    if not names:  # names and sentences in one cell
        opened = all(opening_name(document, cell) is not None for cell in cells[narrative])
        return told | {narrative: rules[0]} if opened else told
    told[narrative] = rules[0]
    if not any(told[column].role == "component" for column in names if column in told):
        told[names[0]] = parts
    return told


def _by_column(table: Table) -> dict[int, list[Cell]]:
    cells: dict[int, list[Cell]] = {}
    for cell in table.body():
        if cell.end > cell.start:
            cells.setdefault(cell.column, []).append(cell)
    return cells


def _is_prose(document: Document, cells: list[Cell]) -> bool:
    """Whether at least half the cells of a column are sentences."""
    texts = [document.text[cell.start : cell.end].strip() for cell in cells]
    said = sum(text.endswith((".", ";", "!", "?")) and len(text.split()) >= _FEWEST_WORDS for text in texts)
    return 2 * said >= len(texts) > 0


def _of_progress(document: Document, table: Table, family: bool, roles: Mapping[int, Column]) -> bool:
    """Whether a table tells progress: a header says so, or the profile is of such reports.

    A table that asks or answers, or has a column of strengths or weaknesses, does not.
    """
    if any(
        rule.role in _TAKEN or (rule.role == "findings" and rule.stage not in {"progress", "priority"})
        for rule in roles.values()
    ):
        return False
    headers = (fold(document.text[cell.start : cell.end]) for cell in table.cells if cell.header)
    return table.header_rows > 0 and (family or any("progress" in header for header in headers))


def _narrative(
    document: Document, cells: Mapping[int, list[Cell]], roles: Mapping[int, Column], prose: set[int]
) -> int | None:
    """The column of sentences: the one headed as progress, else the one with most to say."""
    free = [column for column in prose if column not in roles or roles[column].role != "component"]
    if any(column in roles and roles[column].role == "narrative" for column in free):
        return None  # components and sentences in one cell: the header has said it
    free = [column for column in free if column not in roles or roles[column].stage != "priority"]
    told = [column for column in free if column in roles and roles[column].stage == "progress"]
    return max(told or free, key=lambda column: (_words(document, cells[column]), -column), default=None)


def _words(document: Document, cells: list[Cell]) -> int:
    return sum(len(document.text[cell.start : cell.end].split()) for cell in cells)


def _names(rule: Column | None) -> bool:
    """Whether a column that holds no sentences may name what the rows are about."""
    return rule is None or rule.role in {"component", "narrative"} or rule.stage == "priority"


def _rates(roles: Mapping[int, Column], column: int, prose: set[int]) -> bool:
    return column not in prose and column in roles and roles[column].role == "rating"
