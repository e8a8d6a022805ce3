"""Items declared by the heading they stand under, until it ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.model import Block, Finding, FindingBasis, ReformStage, Span
from pipeline.profile import Heading
from pipeline.segment.draft import HEADING, PROSE, Declared, Draft, Reading
from pipeline.segment.imprint import is_imprint
from pipeline.segment.intros import introduces, says_nothing
from pipeline.segment.labels import label_in, marker_number, number_in_front
from pipeline.segment.numbered import number_label
from pipeline.segment.outline import strict_rule
from pipeline.segment.units import Unit, sentences_in, text_of, units
from pipeline.segment.verdicts import verdict_of

_ASKS = re.compile(
    r"\b(?:should|must|recommend(?:s|ed)?|urges?|encourages?|calls? (?:up)?on|needs? to)\b", re.IGNORECASE
)
_FEWEST_WORDS = 4  # of a paragraph without a full stop
_TITLE_WORDS = 8
_NUMBERED_HEADING = re.compile(r"\s*(?:#\s*(\d{1,2})\s*[:.)–-]?|(\d{1,2})[.):])\s+(?=\S)")
_THEME_WORDS = 5
_LONG = 3  # sentences; a finding has one to three


@dataclass(frozen=True, slots=True)
class _Group:
    """The blocks that stand under one declaring heading, child headings' blocks included apart."""

    rule: Heading
    blocks: tuple[Block, ...]
    head: Block | None
    inherited: bool  # the heading itself says nothing: one above it declares
    tabled: bool  # a table of the section has declared its findings already


def headed_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The findings under headings that declare a kind; blocks in `closed` are left alone."""
    drafts: list[Draft] = []
    taken: list[Span] = []
    shut = {span.start for span in closed}
    for group in _groups(reading, shut):
        found = _declared(reading, group)
        drafts.extend(found.drafts)
        taken.extend(found.taken)
    return Declared(tuple(drafts), tuple(taken))


def _groups(reading: Reading, shut: set[int]) -> Iterator[_Group]:
    run: list[Block] = []
    place: int | None = None
    tabled = False
    listed = False  # whether the section opens with a list that a lead-in has declared
    for block in reading.blocks:
        section = reading.outline.section_at(block.start)
        listed = section == place and (listed or (not run and _is_listed(block, shut)))
        if section != place or block.kind == "table":
            yield from _group(reading, place, run, tabled)
            tabled = (block.kind == "table" and block.start in shut) or (tabled and section == place)
            run, place = [], section
        head = section is not None and reading.outline.sections[section].start == block.start
        other = block.kind == "table" or is_imprint(text_of(reading.document, block))
        after = listed and block.kind == "paragraph"  # what a list is followed by is none of it
        if not other and not head and not after and block.start not in shut:
            run.append(block)
    yield from _group(reading, place, run, tabled)


def _is_listed(block: Block, shut: set[int]) -> bool:
    return block.kind == "list_item" and block.start in shut


def _group(reading: Reading, section: int | None, run: Sequence[Block], tabled: bool) -> Iterator[_Group]:
    rule = reading.outline.declaration(section)
    titular = (
        rule is not None
        and rule.section == "response"
        and section is not None
        and _is_title(reading, section)
    )
    declares = rule is not None and (rule.kind is not None or rule.section == "recommendations")
    if rule is not None and declares and run and not titular:
        start = reading.outline.sections[section].start if section is not None else -1
        at = bisect_left(reading.blocks, start, key=lambda block: block.start)
        head = next((block for block in reading.blocks[at : at + 1] if block.start == start), None)
        inherited = section is not None and reading.outline.rules[section] is None
        yield _Group(rule, tuple(run), head, inherited, tabled)


def _is_title(reading: Reading, section: int) -> bool:
    """Whether a section's heading is the report's own: "Management response to the evaluation of …"."""
    heading = reading.outline.sections[0]
    text = reading.document.quote(Span(heading.start, heading.end))
    return section == 0 and heading.level <= 1 and strict_rule(text, reading.profile) is None


def _leads(reading: Reading, unit: Unit) -> bool:
    """Whether a paragraph opens with a bold lead that is no field of a form ("Date:")."""
    lead = unit.lead
    return lead is not None and not reading.document.text[unit.start : lead].rstrip().endswith(":")


def _declared(reading: Reading, group: _Group) -> Declared:
    pieces = units(group.blocks)
    heading = text_of(reading.document, group.head).rstrip() if group.head else ""
    if group.head and group.head.kind == "paragraph" and heading.endswith(":"):  # governs what is next only
        at = bisect_left(reading.blocks, group.head.end, key=lambda block: block.start)
        near = any(block.start == pieces[0].start for block in reading.blocks[at : at + 1])
        listed = tuple(takewhile(lambda unit: unit.item, pieces))
        pieces = (listed or pieces) if near else ()
    items = [unit for unit in pieces if unit.item]
    if not pieces:
        return Declared()
    if group.rule.kind is None:
        return _asking(reading, group, items)
    if (whole := _numbered_heading(reading, group, items)) is not None:
        return whole
    if group.rule.stage == "response" and not items:
        return _replies(reading, group, pieces)
    if items and not _prose_with_lists(reading, pieces):
        return _from_items(reading, group, pieces)
    runs_in = group.inherited and group.head is not None and (group.head.run_in or heading.endswith("."))
    led = runs_in or all(_leads(reading, unit) for unit in pieces)  # bold first sentences make items
    if group.tabled or (group.rule.units == "items" and not led):
        return Declared()
    return _from_prose(reading, group, pieces)


def _numbered_heading(reading: Reading, group: _Group, items: Sequence[Unit]) -> Declared | None:
    """A recommendation whose heading is its number and first words: "#1: Share data", with what explains it.

    A short one over a list is the theme of recommendations.
    """
    head = group.head
    if head is None or not group.inherited or group.rule.stage != "recommendation":
        return None
    text = text_of(reading.document, head)
    match = _NUMBERED_HEADING.match(text)
    if match is None or (items and len(text.split()) <= _THEME_WORDS):
        return None
    span = Span(head.start + match.end(), group.blocks[-1].end)
    draft = _draft(group.rule, span, f"Recommendation {match[1] or match[2]}", HEADING)
    return Declared((draft,), (head.span, *(block.span for block in group.blocks)))


def _replies(reading: Reading, group: _Group, pieces: Sequence[Unit]) -> Declared:
    """The paragraphs of an answer in prose that open with a verdict."""
    told = [(unit, verdict_of(text_of(reading.document, unit), reading.profile)) for unit in pieces]
    drafts = tuple(_draft(group.rule, unit.span, said[0].name, PROSE) for unit, said in told if said)
    return Declared(drafts, tuple(draft.finding.span for draft in drafts))


def _prose_with_lists(reading: Reading, pieces: Sequence[Unit]) -> bool:
    """Whether paragraphs are the findings and lists only spell them out.

    So it is where two or more paragraphs stand there and every list follows one that ends with a
    colon, the first paragraph, which may introduce them all, aside.
    """
    paragraphs = [unit for unit in pieces if not unit.item]
    if len(paragraphs) < 2 or pieces[0].item:
        return False
    openers = [before for before, unit in pairwise(pieces) if unit.item and not before.item]
    colons = [text_of(reading.document, unit).rstrip().endswith(":") for unit in openers]
    return all(colons) and pieces[0] not in openers


def _from_items(reading: Reading, group: _Group, pieces: Sequence[Unit]) -> Declared:
    drafts: list[Draft] = []
    taken: list[Span] = []
    numbered = group.rule.stage == "recommendation"
    for index, unit in enumerate(pieces):
        if unit.item and group.tabled and (unit.marker or "").strip() in {"*", "**", "†", "‡"}:
            taken.append(unit.span)  # a note under the table
        elif unit.item:
            label = number_label(unit.marker, "Recommendation") if numbered else None
            end = _with_explanation(reading, pieces, index) if label else unit.end
            drafts.append(_draft(group.rule, Span(unit.start, end), label, HEADING))
            taken.append(Span(unit.start, end))
        elif text_of(reading.document, unit).rstrip().endswith(":"):
            taken.append(unit.span)
    return Declared(tuple(drafts), tuple(taken))


def _asking(reading: Reading, group: _Group, items: Sequence[Unit]) -> Declared:
    """The items that ask for something, where conclusions and recommendations stand in one list."""
    asking = [unit for unit in items if _ASKS.search(text_of(reading.document, unit))]
    rule = group.rule.model_copy(update={"kind": "reform", "stage": "recommendation"})
    drafts = tuple(_draft(rule, unit.span, None, PROSE) for unit in asking)
    return Declared(drafts, tuple(unit.span for unit in asking))


def _with_explanation(reading: Reading, pieces: Sequence[Unit], index: int) -> int:
    """Where a numbered item ends: behind the paragraphs that stand before the next item.

    A line like "To headquarters:" opens what follows it.
    """
    after = index + 1
    while after < len(pieces) and not pieces[after].item:
        after += 1
    if after == len(pieces) or marker_number(pieces[after].marker) is None:
        return pieces[index].end
    while after > index + 1 and text_of(reading.document, pieces[after - 1]).rstrip().endswith(":"):
        after -= 1
    return pieces[after - 1].end


def _from_prose(reading: Reading, group: _Group, pieces: Sequence[Unit]) -> Declared:
    drafts: list[Draft] = []
    taken: list[Span] = []
    for unit in _joined(reading, pieces, group.rule.stage == "recommendation"):
        text = text_of(reading.document, unit)
        if says_nothing(text):
            continue
        if not unit.item and introduces(text):
            taken.append(unit.span)
            continue
        if not unit.item and _is_line(unit, text):
            continue
        field = label_in(text, reading.profile)
        if field is not None and field.rule.role == "field" and ":" in text[: field.end]:
            taken.append(unit.span)  # "Priority: high. Addressed to: …"
            continue
        number, skip = number_in_front(text)
        label = f"Recommendation {number}" if number and group.rule.stage == "recommendation" else None
        start = unit.start + (skip if label else 0)
        whole = Span(start, unit.end)
        parts = sentences_in(reading.document, whole)
        split = len(parts) > _LONG and group.rule.kind != "reform"
        spans = parts if split else (whole,)
        drafts.extend(
            _draft(group.rule, span, label, PROSE if split else (HEADING + PROSE) / 2) for span in spans
        )
        taken.append(unit.span)
    return Declared(tuple(drafts), tuple(taken))


def _is_line(unit: Unit, text: str) -> bool:
    """Whether a paragraph is a cell or caption that stands alone, or a heading set only in bold."""
    words = len(text.split())
    bold = unit.lead is not None and unit.lead >= unit.end and words <= _TITLE_WORDS
    return (words < _FEWEST_WORDS or bold) and text.rstrip()[-1:] not in ".;!?"


def _joined(reading: Reading, pieces: Sequence[Unit], explained: bool) -> list[Unit]:
    """Paragraphs with the list each opens by its colon; those with a bold lead with what explains them."""
    joined: list[Unit] = []
    for unit in pieces:
        before = joined[-1] if joined else None
        more = unit.item and before is not None and _opens_list(reading, before)
        plain = not unit.item and not introduces(text_of(reading.document, unit))
        led = explained and before is not None and _leads(reading, before) and not _leads(reading, unit)
        if before is not None and (more or (led and plain)):
            joined[-1] = Unit(
                before.start, unit.end, before.item, before.first, unit.last, before.marker, before.lead
            )
        else:
            joined.append(unit)
    return joined


def _opens_list(reading: Reading, unit: Unit) -> bool:
    text = text_of(reading.document, unit)
    return not unit.item and (text.rstrip().endswith(":") or ":\n" in text)


def _draft(
    rule: Heading, span: Span, label: str | None, confidence: float, basis: FindingBasis = "heading"
) -> Draft:
    stage: ReformStage | None = rule.stage
    return Draft(
        Finding(
            rule.kind or "reform", span.start, span.end, basis, rule.id, round(confidence, 2), stage, label
        )
    )
