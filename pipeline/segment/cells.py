"""What one cell of a table gives by its column: a recommendation, a response, actions, findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import Cell, Finding, Span, Table
from pipeline.profile import Column
from pipeline.segment.columns import Places, text_in
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.cuts import before_fields
from pipeline.segment.draft import COLUMN, NARRATIVE, Draft, Reading
from pipeline.segment.labels import label_in, marker_number, number_in_front
from pipeline.segment.names import opening_name
from pipeline.segment.numbered import Thread
from pipeline.segment.overruled import narrated
from pipeline.segment.units import numbered_parts, sentences_in, trimmed, units
from pipeline.segment.verdicts import ticked_verdict, verdict_of

_GROUP_WORDS = 6  # the longest name of a group of recommendations
_NUMBER_LETTERS = 2  # "A"
_FEWEST_WORDS = 3  # a cell of fewer is a level or a tick, no finding


@dataclass(slots=True)
class Walk:
    """A table being read, row by row: what its columns say, and the recommendation in hand."""

    reading: Reading
    table: Table
    places: Places
    roles: Mapping[int, Column]
    thread: Thread
    asking: bool = False  # whether anything has been recommended before the table
    drafts: list[Draft] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    loose: list[Cell] = field(default_factory=list)  # cells that no header governs, read by their labels


def recommendations(walk: Walk, rule: Column, cell: Cell, row: int) -> Iterator[Draft]:
    """The recommendations of a cell: each numbered item, else the cell."""
    spans = _numbered(walk, cell) or [_one_recommendation(walk, cell, row)]
    for found, number in spans:
        span = before_fields(walk.reading.document, found, walk.reading.profile)
        words = len(walk.reading.document.quote(span).split())
        if words < (_FEWEST_WORDS if number is None else 2) or (words <= _GROUP_WORDS and _alone(walk, cell)):
            continue
        label = f"Recommendation {number}" if number else None
        walk.thread.now(span, label)
        yield Draft(_finding(rule, span, label=label))


def _numbered(walk: Walk, cell: Cell) -> list[tuple[Span, str | None]]:
    """The items of a cell with their numbers, where all have one."""
    inside = units(cell.blocks)
    numbers = [marker_number(unit.marker) for unit in inside]
    if len(inside) > 1:
        told = zip((unit.span for unit in inside), numbers, strict=True)
        return list(told) if all(numbers) else []
    return [(span, number) for number, span in numbered_parts(walk.reading.document, cell)]


def _alone(walk: Walk, cell: Cell) -> bool:
    """Whether nothing but a number stands beside a cell: the line that opens a group of rows."""
    beside = (walk.places.at(cell.row, column) for column in range(walk.table.columns))
    others = [
        other for other in beside if other is not None and other is not cell and other.end > other.start
    ]
    texts = [text_in(walk.reading.document, other) for other in others]
    numbers = (len(text) <= _NUMBER_LETTERS or any(char.isdigit() for char in text) for text in texts)
    before = all(
        other.column < cell.column and len(text.split()) <= 2
        for other, text in zip(others, texts, strict=True)
    )
    return walk.table.columns > 2 and before and all(numbers)


def _one_recommendation(walk: Walk, cell: Cell, row: int) -> tuple[Span, str | None]:
    """The text of a recommendation's cell behind its label, and its number."""
    marker = marker_number(cell.blocks[0].marker) if cell.blocks else None
    document = walk.reading.document
    text = document.text[cell.start : cell.end]
    hit = label_in(text, walk.reading.profile)
    if hit is not None and hit.rule.role == "recommendation":
        return trimmed(document, cell.start + hit.end, cell.end), hit.number
    number, skip = number_in_front(text)
    start = cell.blocks[0].start if cell.blocks and marker else cell.start + skip
    return trimmed(document, start, cell.end), number or marker or _number_beside(walk, row) or _number_above(
        walk, row
    )


def _number_beside(walk: Walk, row: int) -> str | None:
    """The number in the row's "No." column: the first cell that holds nothing but one, or a label."""
    for column in range(walk.table.columns):
        cell = walk.places.at(row, column)
        if cell is not None and cell.end > cell.start:
            text = text_in(walk.reading.document, cell)
            hit = label_in(text, walk.reading.profile)
            number = hit.number if hit else marker_number(text)
            if number and len(text.split()) <= 3:
                return number
    return None


def _number_above(walk: Walk, row: int) -> str | None:
    """The number of a label that alone fills the row above: "Recommendation 2"."""
    above = {walk.places.at(row - 1, column) for column in range(walk.table.columns)}
    texts = [
        text_in(walk.reading.document, cell) for cell in above if cell is not None and cell.end > cell.start
    ]
    hit = label_in(texts[0], walk.reading.profile) if len(texts) == 1 else None
    return hit.number if hit is not None and hit.rule.role == "recommendation" else None


def response(walk: Walk, rule: Column, cell: Cell, responses: Sequence[Cell]) -> Draft:
    """Management's answer; its verdict stands in one of the `responses`, or was given before."""
    texts = [walk.reading.document.text[c.start : c.end] for c in responses]
    span = trimmed(walk.reading.document, cell.start, cell.end)
    marker = cell.blocks[0].marker if cell.blocks else None
    text = walk.reading.document.text[cell.start : cell.end]
    ticked = ticked_verdict(text, marker, walk.reading.profile)
    if ticked is not None:
        label, start, end = ticked
        span = Span(cell.start + start, cell.start + end)
    else:
        verdicts = [found for text in texts if (found := verdict_of(text, walk.reading.profile))]
        label = verdicts[0][0].name if verdicts else walk.thread.verdict
    walk.thread.verdict = label
    return Draft(_finding(rule, span, label=label), walk.thread.recommendation)


def actions(walk: Walk, rule: Column, cell: Cell) -> Iterator[Draft]:
    """The key actions of a cell: each item, numbered paragraph or paragraph of sentences, else the cell."""
    inside = units(cell.blocks)
    texts = [walk.reading.document.quote(unit.span) for unit in inside]
    whole = all(text[:1].isupper() and text.endswith((".", ";")) for text in texts)
    listed = whole or any(unit.item for unit in inside) or all(number_in_front(text)[0] for text in texts)
    spans = [unit.span for unit in inside] if listed else [Span(cell.start, cell.end)]
    if len(inside) == 1:
        spans = [span for _, span in numbered_parts(walk.reading.document, cell)] or spans
    for span in spans:
        _, skip = number_in_front(walk.reading.document.text[span.start : span.end])
        text = trimmed(walk.reading.document, span.start + skip, span.end)
        text = before_fields(walk.reading.document, text, walk.reading.profile)
        if len(walk.reading.document.quote(text).split()) >= _FEWEST_WORDS:
            label = walk.thread.next_action()
            yield Draft(_finding(rule, text, label=label), walk.thread.recommendation)


def items(walk: Walk, rule: Column, cell: Cell, component: str | None) -> Iterator[Draft]:
    """Every item or paragraph of a cell, unless it only introduces or is a tick."""
    document = walk.reading.document
    for unit in units(cell.blocks):
        text = document.text[unit.start : unit.end]
        if len(text.split()) < _FEWEST_WORDS or not any(char.isalpha() for char in text):
            continue
        if text.rstrip().endswith(":") and unit.first == unit.last and not unit.item:
            continue
        if rule.stage == "progress":
            for span in (unit.span,) if unit.item else sentences_in(document, unit):
                yield from _narrated(walk, rule, span, component, COLUMN)
        else:
            yield Draft(_finding(rule, unit.span, component=component))


def _narrated(
    walk: Walk, rule: Column, span: Span, component: str | None, confidence: float
) -> Iterator[Draft]:
    """What a sentence on progress says, by its own words or, where they tell nothing else, the column's."""
    if len(walk.reading.document.quote(span).split()) >= _FEWEST_WORDS:
        said = _finding(rule, span, component=component, confidence=confidence)
        yield from (Draft(part) for part in narrated(walk.reading, said))


def narrative(walk: Walk, rule: Column, cell: Cell, component: str | None) -> Iterator[Draft]:
    """The sentences of a cell, of the kind the column or their own words give them."""
    document, profile = walk.reading.document, walk.reading.profile
    name = opening_name(document, cell) if component is None else None
    if name is not None:
        component = component_named(name[0], profile) or name[0]
    for block in cell.blocks:
        start = max(block.start, name[1]) if name is not None else block.start
        if start >= block.end:
            continue  # the name's own line
        text = document.text[start : block.end]
        named = component_named(text, profile)
        opening = component_opening(text, profile)
        if named is not None:
            component = named
            continue
        if opening is not None:
            component, start = opening[0], start + opening[1]
        for sentence in sentences_in(document, Span(start, block.end)):
            yield from _narrated(walk, rule, sentence, component, NARRATIVE)


def _finding(
    rule: Column,
    span: Span,
    label: str | None = None,
    component: str | None = None,
    confidence: float = COLUMN,
) -> Finding:
    kind = rule.kind or "reform"
    return Finding(kind, span.start, span.end, "table", rule.id, confidence, rule.stage, label, component)
