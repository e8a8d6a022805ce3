"""Findings in tables: columns of strengths, recommendations and responses, narrative cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Cell, Span, Table
from pipeline.profile import Column
from pipeline.segment.cells import Walk, actions, items, narrative, recommendations, response
from pipeline.segment.columns import DECLARING, Places, column_rule, header_roles, row_roles, text_in
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import Declared, Draft, Reading
from pipeline.segment.headless import header_is_row, key_rule, with_declared
from pipeline.segment.labels import label_in, label_of, marker_number
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.numbered import Thread, numbered_findings
from pipeline.segment.units import is_box

_SENTENCE_WORDS = 6
_NAME_WORDS = 25  # the longest name of a row; the indicators of a framework are long


def table_findings(reading: Reading) -> Declared:
    """The findings all tables of a document declare, in order."""
    drafts: list[Draft] = []
    taken: list[Span] = []
    thread = Thread()
    first = _first_recommendation(reading)
    before: Walk | None = None  # the table read last; one without a header may go on from it
    for table in reading.document.tables:
        if not table.cells or is_box(table):
            continue
        by_rows = _labelled_by_rows(reading, table)
        roles = {} if by_rows else header_roles(reading.document, table, reading.profile)
        unheaded = not by_rows and header_is_row(reading.document, table, roles)
        kind = reading.outline.kind_at(min(cell.start for cell in table.cells))
        told = kind == "about" and any(rule.role in DECLARING for rule in roles.values())
        if kind in UNTOLD and not told:
            continue
        taken.extend(_frame(reading, table, by_rows or unheaded))
        if before is not None and not by_rows and _goes_on(reading, before.table, table):
            roles = dict(before.roles) | roles
        asking = first is not None and first < min(cell.start for cell in table.cells)
        if not by_rows:
            asked = asking or thread.recommendation is not None
            roles = with_declared(reading, table, roles, unheaded, asked)
        walk = Walk(reading, table, Places(table), roles, thread, asking)
        before = walk
        _read(walk, by_rows or unheaded)
        drafts.extend(walk.drafts)
        taken.extend(walk.taken)
    return Declared(tuple(drafts), tuple(taken))


def _first_recommendation(reading: Reading) -> int | None:
    """Where the first label of a recommendation stands in running text, or None."""
    for block in reading.blocks:
        hit = label_of(reading.document, block, reading.profile) if block.kind != "table" else None
        if hit is not None and hit.rule.role == "recommendation":
            return block.start
    return None


def _goes_on(reading: Reading, one: Table, other: Table) -> bool:
    """Whether a table without a header goes on from the one before it.

    Either its reader says so, or it has as many columns and no running text stands between. One that
    opens with a label over its whole width ("Recommendation 2") begins anew.
    """
    if other.header_rows or one.columns != other.columns:
        return False
    opening = [cell for cell in other.cells if cell.row == 0 and cell.end > cell.start]
    if len(opening) == 1 and label_in(text_in(reading.document, opening[0]), reading.profile) is not None:
        return False
    end, start = max(cell.end for cell in one.cells), min(cell.start for cell in other.cells)
    between = (block for block in reading.blocks if end <= block.start < start and block.kind != "table")
    return other.continues is not None or (end <= start and next(between, None) is None)


def _frame(reading: Reading, table: Table, whole: bool) -> Iterator[Span]:
    """What a table says of its own cells: headers, and the name a row opens with."""
    for cell in table.cells:
        if cell.header and not whole:
            yield Span(cell.start, cell.end)
        elif cell.column == 0 and table.columns > 1 and cell.blocks:
            name = cell.blocks[0]
            words = reading.document.text[name.start : name.end].split()
            named = component_named(" ".join(words), reading.profile) is not None
            if (
                (name.kind != "list_item" or named)
                and len(words) <= _NAME_WORDS
                and words[-1][-1] not in ".;!?"
            ):
                yield name.span


def _labelled_by_rows(reading: Reading, table: Table) -> bool:
    """Whether what was taken for a table's header is its first row: "Recommendation 1 | The office …"."""
    if table.header_rows > 1 or table.columns < 2:
        return False
    first, second = table.cell_at(0, 0), table.cell_at(0, 1)
    if first is None or second is None or first is second:
        return False
    hit = label_in(text_in(reading.document, first), reading.profile)
    if table.columns == 2 and _all_labelled(reading, table):
        return True
    said = text_in(reading.document, second)
    numbered = hit is not None and hit.rule.role == "recommendation" and hit.number is not None
    return numbered and len(said.split()) >= _SENTENCE_WORDS and said.endswith((".", ";", "!"))


def _all_labelled(reading: Reading, table: Table) -> bool:
    """Whether every row of a table of two columns opens with a label: "Unit responsible | DRS"."""
    texts = [text_in(reading.document, cell) for cell in table.cells if not cell.column]
    known = (label_in(text, reading.profile) or column_rule(text, reading.profile) for text in texts if text)
    return table.rows > 1 and all(known)


def _read(walk: Walk, whole: bool) -> None:
    """Read a table row by row; its header rows too where these are no header."""
    by_row: dict[int, list[Cell]] = {}
    for cell in walk.table.cells if whole else walk.table.body():
        by_row.setdefault(cell.row, []).append(cell)
    header = -1 if whole else walk.table.header_rows - 1  # the last row that was one
    for row, listed in sorted(by_row.items()):
        cells = tuple(listed)
        roles = row_roles(walk.reading.document, cells, walk.reading.profile)
        if roles:
            _flush(walk)
            walk.roles = dict(walk.roles) | roles if header == row - 1 >= 0 else roles
            header = row
        elif _governed(walk, cells):
            _flush(walk)
            _row(walk, row, cells)
        elif (rule := _row_rule(walk, cells)) is not None:
            _flush(walk)
            _keyed_row(walk, rule, cells)
        else:
            walk.loose.extend(sorted(cells, key=lambda cell: cell.column))
    _flush(walk)


def _governed(walk: Walk, cells: tuple[Cell, ...]) -> bool:
    """Whether a row is read by its columns: not one that opens with a label of its own."""
    if not any(rule.role in DECLARING for rule in walk.roles.values()):
        return False
    filled = [cell for cell in cells if cell.end > cell.start]
    if not filled:
        return False
    first = label_in(text_in(walk.reading.document, filled[0]), walk.reading.profile)
    alone = len(filled) == 1 and walk.table.columns > 1
    return not (first is not None and alone)


def _row_rule(walk: Walk, cells: tuple[Cell, ...]) -> Column | None:
    """The rule of a row that its first cell declares: "What works well | … | …", "Response | Accepted"."""
    filled = sorted((cell for cell in cells if cell.end > cell.start), key=lambda cell: cell.column)
    if len(filled) < 2 or filled[0].column:
        return None
    text = text_in(walk.reading.document, filled[0])
    thread, profile = walk.thread, walk.reading.profile
    rule = key_rule(text, profile, thread.verdict is not None) or column_rule(text, profile)
    if rule is None or rule.role == "findings":
        return rule
    asked = walk.asking or thread.recommendation is not None
    known = rule.role in {"recommendation", "field"} or (asked and rule.role in {"response", "action"})
    return rule if len(filled) == 2 and known else None


def _keyed_row(walk: Walk, rule: Column, cells: tuple[Cell, ...]) -> None:
    """Read the cells of a row declared by its first; a column's header is what each is about."""
    document = walk.reading.document
    for cell in sorted(cells, key=lambda c: c.column)[1:]:
        header = walk.places.at(0, cell.column) if walk.table.header_rows else None
        about = text_in(document, header) if header is not None and header.end > header.start else None
        named = component_named(about, walk.reading.profile) if about else None
        responses = (cell,) if walk.thread.verdict is None else ()
        walk.drafts.extend(_drafts(walk, rule, cell, named or about, responses))
    walk.taken.extend(Span(cell.start, cell.end) for cell in cells)


def _flush(walk: Walk) -> None:
    """Read the cells no column governs by the labels they open with."""
    blocks = [block for cell in walk.loose for block in cell.blocks]
    walk.loose.clear()
    found = numbered_findings(walk.reading, blocks, "table", walk.thread, walk.asking)
    walk.drafts.extend(found.drafts)
    walk.taken.extend(found.taken)


def _row(walk: Walk, row: int, cells: tuple[Cell, ...]) -> None:
    component = _component(walk, row)
    responses = [c for c in cells if _role(walk, c) == "response" and c.end > c.start]
    for cell in sorted(cells, key=lambda c: c.column):
        rule = _rule_of(walk, cell)
        if rule is None or cell.end <= cell.start:
            continue
        if rule.role in DECLARING or rule.role == "field":
            walk.taken.append(Span(cell.start, cell.end))
        walk.drafts.extend(_drafts(walk, rule, cell, component, responses))


def _drafts(
    walk: Walk, rule: Column, cell: Cell, component: str | None, responses: Sequence[Cell]
) -> Iterable[Draft]:
    """What one cell gives by the role of its column or row; `responses` are those of its row."""
    if cell.end <= cell.start:
        return ()
    match rule.role:
        case "recommendation":
            return recommendations(walk, rule, cell, cell.row)
        case "response":
            return (response(walk, rule, cell, responses),)
        case "action":
            return actions(walk, rule, cell)
        case "findings":
            return items(walk, rule, cell, component)
        case "narrative":
            return narrative(walk, rule, cell, component)
        case _:
            return ()


def _rule_of(walk: Walk, cell: Cell) -> Column | None:
    """The rule of a cell's column; "1.1 | Issue guidance" under "Key action | Description" is one action."""
    rule = walk.roles.get(cell.column)
    before = walk.roles.get(cell.column - 1)
    if rule is not None or before is None or before.role not in {"action", "recommendation"}:
        return rule
    number = walk.places.at(cell.row, cell.column - 1)
    lone = number is not None and marker_number(text_in(walk.reading.document, number)) is not None
    return before if lone else None


def _role(walk: Walk, cell: Cell) -> str | None:
    rule = walk.roles.get(cell.column)
    return rule.role if rule else None


def _component(walk: Walk, row: int) -> str | None:
    """What a row is about: its component column's words, normalised where the profile knows them."""
    for column, rule in sorted(walk.roles.items(), key=lambda entry: entry[1].role != "component"):
        cell = walk.places.at(row, column)
        if rule.role in {"component", "narrative"} and cell is not None and cell.end > cell.start:
            text = text_in(walk.reading.document, cell)
            opening = component_opening(text, walk.reading.profile)
            if rule.role == "narrative" and opening is None:
                return component_named(text, walk.reading.profile)
            return component_named(text, walk.reading.profile) or (opening[0] if opening else text)
    return None
