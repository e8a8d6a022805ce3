"""Which column of a table says what, by the words of its header."""

from __future__ import annotations

import re

from pipeline.model import Cell, Document, Table
from pipeline.phrases import bare
from pipeline.profile import Column, Profile
from pipeline.segment.narratives import with_narrative
from pipeline.segment.outline import head_matches

DECLARING = frozenset({"findings", "narrative", "recommendation", "response", "action"})
_HEADER_SENTENCE = 4  # words from which a cell with a full stop is a sentence
_KNOWN_SENTENCE = 6  # the same where its words are a known header
_HEADER_WORDS = 14  # a cell of more words is no header


class Places:
    """The cells of a table by the places they cover, merged cells at each of theirs."""

    def __init__(self, table: Table) -> None:
        self._cells = {
            (row, column): cell
            for cell in reversed(table.cells)
            for row in range(cell.row, min(cell.row + cell.row_span, table.rows))
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns))
        }

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, or None."""
        return self._cells.get((row, column))


def column_rule(text: str, profile: Profile) -> Column | None:
    """The rule a column header matches, or None."""
    plain = bare(text)
    if not plain or len(plain.split()) > _HEADER_WORDS:
        return None
    plain = bare(re.sub(r"\s*\([^)]*\)", "", plain)).rstrip("?") or plain
    for rule in profile.column:
        if head_matches(plain, rule.says, (), False) or head_matches(bare(text), rule.says, (), False):
            return rule
    for rule in profile.column:
        if rule.role in DECLARING and head_matches(plain, rule.says, profile.qualifier, True):
            return rule
    return None


def header_roles(document: Document, table: Table, profile: Profile) -> dict[int, Column]:
    """The columns of a table whose header says what they hold."""
    roles: dict[int, Column] = {}
    for column in range(table.columns):
        texts = [
            text_in(document, cell)
            for row in range(table.header_rows)
            if (cell := table.cell_at(row, column)) is not None
        ]
        rules = [rule for text in (*reversed(texts), " ".join(texts)) if (rule := column_rule(text, profile))]
        if rules:
            roles[column] = rules[0]
    return with_narrative(document, table, profile, roles)


def row_roles(document: Document, cells: tuple[Cell, ...], profile: Profile) -> dict[int, Column]:
    """The roles a row of cells gives if it is a header row inside a table, else nothing.

    Most of its filled cells must be known headers, two at least, one of them declaring.
    """
    filled = [cell for cell in cells if cell.end > cell.start]
    roles = {cell.column: column_rule(text_in(document, cell), profile) for cell in filled}
    if any(_is_sentence(text_in(document, cell), roles[cell.column]) for cell in filled):
        return {}
    known = {column: rule for column, rule in roles.items() if rule is not None}
    if len(known) < 2 or len(known) * 2 <= len(filled) or len({rule.id for rule in known.values()}) < 2:
        return {}
    if any(len(text_in(document, cell).split()) > _HEADER_WORDS for cell in filled):
        return {}
    if text_in(document, filled[0]).endswith(":"):  # "Management response: | Accepted" is no header
        return {}
    return known if any(rule.role in DECLARING for rule in known.values()) else {}


def _is_sentence(text: str, rule: Column | None) -> bool:
    """Whether a cell is a sentence and no header: "Action no." closes with a stop and is one."""
    least = _HEADER_SENTENCE if rule is None else _KNOWN_SENTENCE
    return text.endswith((".", ";", "!", "?")) and len(text.split()) >= least


def text_in(document: Document, cell: Cell) -> str:
    """The words of a cell, white space folded."""
    return " ".join(document.text[cell.start : cell.end].split())
