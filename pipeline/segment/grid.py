"""Findings in tables: columns of strengths, recommendations and responses, narrative cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.model import Cell, Finding, Span, Table
from pipeline.profile import Column
from pipeline.segment.columns import DECLARING, column_rule, header_roles, row_roles, text_in
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import COLUMN, NARRATIVE, Declared, Draft, Reading
from pipeline.segment.labels import label_in, marker_number, number_in_front
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.numbered import Thread, numbered_findings
from pipeline.segment.overruled import narrated
from pipeline.segment.units import is_box, sentences_in, trimmed, units
from pipeline.segment.verdicts import ticked_verdict, verdict_of

_GROUP_WORDS = 6  # the longest name of a group of recommendations
_NAME_WORDS = 25  # the longest name of a row; the indicators of a framework are long
_FEWEST_WORDS = 3  # a cell of fewer is a level or a tick, no finding


@dataclass(slots=True)
class _Walk:
    """What has been read of a table so far."""

    reading: Reading
    table: Table
    roles: Mapping[int, Column]
    thread: Thread = field(default_factory=Thread)
    drafts: list[Draft] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)  # cells that no header governs, read by their labels
    components: dict[int, str] = field(default_factory=dict)


def table_findings(reading: Reading) -> Declared:
    """The findings all tables of a document declare, in order."""
    drafts: list[Draft] = []
    taken: list[Span] = []
    thread = Thread()
    for table in reading.document.tables:
        if not table.cells or is_box(table):
            continue
        if reading.outline.kind_at(min(cell.start for cell in table.cells)) in UNTOLD:
            continue
        taken.extend(_frame(reading, table))
        walk = _Walk(reading, table, header_roles(reading.document, table, reading.profile), thread)
        _read(walk)
        drafts.extend(walk.drafts)
        taken.extend(walk.taken)
    return Declared(tuple(drafts), tuple(taken))


def _frame(reading: Reading, table: Table) -> Iterator[Span]:
    """What a table says of its own cells: headers, and the name a row opens with."""
    for cell in table.cells:
        if cell.header:
            yield Span(cell.start, cell.end)
        elif cell.column == 0 and table.columns > 1 and cell.blocks:
            name = cell.blocks[0]
            words = reading.document.text[name.start : name.end].split()
            if name.kind != "list_item" and len(words) <= _NAME_WORDS and words[-1][-1] not in ".;!?":
                yield name.span


def _read(walk: _Walk) -> None:
    by_row: dict[int, list[Cell]] = {}
    for cell in walk.table.body():
        by_row.setdefault(cell.row, []).append(cell)
    for row, listed in sorted(by_row.items()):
        cells = tuple(listed)
        roles = row_roles(walk.reading.document, cells, walk.reading.profile)
        if roles:
            _flush(walk)
            walk.roles = roles
        elif _governed(walk, cells):
            _flush(walk)
            _row(walk, row, cells)
        elif (rule := _row_rule(walk, cells)) is not None:
            _flush(walk)
            _headed_row(walk, rule, cells)
        else:
            walk.loose.extend(sorted(cells, key=lambda cell: cell.column))
    _flush(walk)


def _governed(walk: _Walk, cells: tuple[Cell, ...]) -> bool:
    """Whether a row is read by its columns: not one that opens with a label of its own."""
    if not any(rule.role in DECLARING for rule in walk.roles.values()):
        return False
    filled = [cell for cell in cells if cell.end > cell.start]
    if not filled:
        return False
    first = label_in(text_in(walk.reading.document, filled[0]), walk.reading.profile)
    alone = len(filled) == 1 and walk.table.columns > 1
    return not (first is not None and alone)


def _row_rule(walk: _Walk, cells: tuple[Cell, ...]) -> Column | None:
    """The rule of a row that its first cell declares: "What works well | … | …"."""
    first = min(cells, key=lambda cell: cell.column)
    if first.column or len(cells) < 2:
        return None
    rule = column_rule(text_in(walk.reading.document, first), walk.reading.profile)
    return rule if rule is not None and rule.role == "findings" else None


def _headed_row(walk: _Walk, rule: Column, cells: tuple[Cell, ...]) -> None:
    """Read the cells of a row declared by its first; a column's header is what each is about."""
    document = walk.reading.document
    for cell in sorted(cells, key=lambda c: c.column)[1:]:
        header = walk.table.cell_at(0, cell.column) if walk.table.header_rows else None
        about = text_in(document, header) if header is not None and header.end > header.start else None
        named = component_named(about, walk.reading.profile) if about else None
        walk.drafts.extend(_items(walk, rule, cell, named or about))
    walk.taken.extend(Span(cell.start, cell.end) for cell in cells)


def _flush(walk: _Walk) -> None:
    """Read the cells no column governs by the labels they open with."""
    blocks = [block for cell in walk.loose for block in cell.blocks]
    walk.loose.clear()
    found = numbered_findings(walk.reading, blocks, "table", walk.thread)
    walk.drafts.extend(found.drafts)
    walk.taken.extend(found.taken)


def _row(walk: _Walk, row: int, cells: tuple[Cell, ...]) -> None:
    component = _component(walk, row)
    responses = [c for c in cells if _role(walk, c) == "response" and c.end > c.start]
    for cell in sorted(cells, key=lambda c: c.column):
        rule = walk.roles.get(cell.column)
        if rule is None or cell.end <= cell.start:
            continue
        if rule.role in DECLARING or rule.role == "field":
            walk.taken.append(Span(cell.start, cell.end))
        if rule.role == "recommendation":
            walk.drafts.extend(_recommendations(walk, rule, cell, row))
        elif rule.role == "response" and cell is max(responses, key=lambda c: c.end - c.start):
            walk.drafts.append(_response(walk, rule, cell, responses))
        elif rule.role == "action":
            walk.drafts.extend(_actions(walk, rule, cell))
        elif rule.role == "findings":
            walk.drafts.extend(_items(walk, rule, cell, component))
        elif rule.role == "narrative":
            walk.drafts.extend(_narrative(walk, rule, cell))


def _role(walk: _Walk, cell: Cell) -> str | None:
    rule = walk.roles.get(cell.column)
    return rule.role if rule else None


def _component(walk: _Walk, row: int) -> str | None:
    """What a row is about: its component column's words, normalised where the profile knows them."""
    for column, rule in walk.roles.items():
        cell = walk.table.cell_at(row, column)
        if rule.role == "component" and cell is not None and cell.end > cell.start:
            text = text_in(walk.reading.document, cell)
            opening = component_opening(text, walk.reading.profile)
            return component_named(text, walk.reading.profile) or (opening[0] if opening else text)
    return None


def _recommendations(walk: _Walk, rule: Column, cell: Cell, row: int) -> Iterator[Draft]:
    inside = units(cell.blocks)
    numbers = [marker_number(unit.marker) for unit in inside]
    if len(inside) > 1 and all(numbers):
        spans = [(unit.span, number) for unit, number in zip(inside, numbers, strict=True)]
    else:
        spans = [_one_recommendation(walk, cell, row, numbers[0] if numbers else None)]
    for span, number in spans:
        words = len(walk.reading.document.quote(span).split())
        if words < (_FEWEST_WORDS if number is None else 2) or (words <= _GROUP_WORDS and _alone(walk, cell)):
            continue
        label = f"Recommendation {number}" if number else None
        walk.thread.now(span, label)
        yield Draft(_finding(rule, span, label=label))


def _alone(walk: _Walk, cell: Cell) -> bool:
    """Whether nothing but a number stands beside a cell: the line that opens a group of rows."""
    beside = (walk.table.cell_at(cell.row, column) for column in range(walk.table.columns))
    others = [
        other for other in beside if other is not None and other is not cell and other.end > other.start
    ]
    return walk.table.columns > 2 and all(
        len(text_in(walk.reading.document, other).split()) <= 2 and other.column < cell.column
        for other in others
    )


def _one_recommendation(walk: _Walk, cell: Cell, row: int, marker: str | None) -> tuple[Span, str | None]:
    """The text of a recommendation's cell behind its label, and its number."""
    document = walk.reading.document
    text = document.text[cell.start : cell.end]
    hit = label_in(text, walk.reading.profile)
    if hit is not None and hit.rule.role == "recommendation":
        return trimmed(document, cell.start + hit.end, cell.end), hit.number
    number, skip = number_in_front(text)
    start = cell.blocks[0].start if cell.blocks and marker else cell.start + skip
    return trimmed(document, start, cell.end), number or marker or _number_beside(walk, row)


def _number_beside(walk: _Walk, row: int) -> str | None:
    """The number in the row's "No." column: the first cell that holds nothing but one, or a label."""
    for column in range(walk.table.columns):
        cell = walk.table.cell_at(row, column)
        if cell is not None and cell.end > cell.start:
            text = text_in(walk.reading.document, cell)
            hit = label_in(text, walk.reading.profile)
            number = hit.number if hit else marker_number(text)
            if number and len(text.split()) <= 3:
                return number
    return None


def _response(walk: _Walk, rule: Column, cell: Cell, responses: list[Cell]) -> Draft:
    """Management's answer; the verdict may stand in the cell or in a narrow one beside it."""
    texts = [walk.reading.document.text[c.start : c.end] for c in (cell, *responses)]
    span = trimmed(walk.reading.document, cell.start, cell.end)
    marker = cell.blocks[0].marker if cell.blocks else None
    ticked = ticked_verdict(texts[0], marker, walk.reading.profile)
    if ticked is not None:
        label, start, end = ticked
        span = Span(cell.start + start, cell.start + end)
    else:
        verdicts = [found for text in texts if (found := verdict_of(text, walk.reading.profile))]
        label = verdicts[0][0].name if verdicts else None
    return Draft(_finding(rule, span, label=label), walk.thread.recommendation)


def _actions(walk: _Walk, rule: Column, cell: Cell) -> Iterator[Draft]:
    inside = units(cell.blocks)
    texts = [walk.reading.document.text[unit.start : unit.end] for unit in inside]
    listed = any(unit.item for unit in inside) or all(number_in_front(text)[0] for text in texts)
    spans = [unit.span for unit in inside] if listed else [Span(cell.start, cell.end)]
    for span in spans:
        _, skip = number_in_front(walk.reading.document.text[span.start : span.end])
        text = trimmed(walk.reading.document, span.start + skip, span.end)
        if len(walk.reading.document.quote(text).split()) >= _FEWEST_WORDS:
            label = walk.thread.next_action()
            yield Draft(_finding(rule, text, label=label), walk.thread.recommendation)


def _items(walk: _Walk, rule: Column, cell: Cell, component: str | None) -> Iterator[Draft]:
    document = walk.reading.document
    for unit in units(cell.blocks):
        text = document.text[unit.start : unit.end]
        if len(text.split()) < _FEWEST_WORDS or not any(char.isalpha() for char in text):
            continue
        if text.rstrip().endswith(":") and unit.first == unit.last and not unit.item:
            continue
        yield Draft(_finding(rule, unit.span, component=component))


def _narrative(walk: _Walk, rule: Column, cell: Cell) -> Iterator[Draft]:
    document, profile = walk.reading.document, walk.reading.profile
    component: str | None = None
    for block in cell.blocks:
        text = document.text[block.start : block.end]
        named = component_named(text, profile)
        opening = component_opening(text, profile)
        start = block.start
        if named is not None:
            component = named
            continue
        if opening is not None:
            component, start = opening[0], block.start + opening[1]
        for sentence in sentences_in(document, Span(start, block.end)):
            if len(document.quote(sentence).split()) >= _FEWEST_WORDS:
                said = _finding(rule, sentence, component=component, confidence=NARRATIVE)
                yield from (Draft(part) for part in narrated(walk.reading, said))


def _finding(
    rule: Column,
    span: Span,
    label: str | None = None,
    component: str | None = None,
    confidence: float = COLUMN,
) -> Finding:
    kind = rule.kind or "reform"
    return Finding(kind, span.start, span.end, "table", rule.id, confidence, rule.stage, label, component)
