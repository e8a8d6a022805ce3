"""Items whose signs declare them: "+" before a strength, "–" before a weakness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Block, Finding, Span
from pipeline.phrases import fold
from pipeline.profile import Marker, Profile
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import COLUMN, Declared, Draft, Reading
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.units import is_box, trimmed, units

_NEAR = 12  # blocks within which the other sign must stand
_CLOSES = "="  # the sign before a rating that sums up


def signed_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The items whose printed signs declare them, as bullets or inside a paragraph, in cells too.

    A dash is an ordinary bullet: signs count only where both kinds stand close together.
    """
    shut = {span.start for span in closed}
    runs = [(reading.blocks, None), *_cells(reading)]
    drafts: list[Draft] = []
    for run, component in runs:
        blocks = [b for b in run if b.start not in shut and reading.outline.kind_at(b.start) not in UNTOLD]
        inline = tuple(_inline(reading, blocks))
        told = {span.start for _, span in inline}
        bullets = [found for found in _bullets(blocks, reading.profile) if found[1].start not in told]
        for rule, span in (*bullets, *inline):
            kind = rule.kind or "reform"
            said = Finding(
                kind, span.start, span.end, "table" if component else "heading", rule.id, COLUMN, rule.stage
            )
            drafts.append(Draft(_under(said, component)))
    return Declared(tuple(drafts), tuple(draft.finding.span for draft in drafts))


def _under(said: Finding, component: str | None) -> Finding:
    return Finding(
        said.kind, said.start, said.end, said.basis, said.rule, said.confidence, said.stage, None, component
    )


def _cells(reading: Reading) -> Iterator[tuple[Sequence[Block], str | None]]:
    """The blocks of each table cell, with the component its row or first line names."""
    for table in reading.document.tables:
        if is_box(table):
            continue
        for cell in table.body():
            first = table.cell_at(cell.row, 0)
            text = reading.document.text[first.start : first.end] if first else ""
            line = text.split("\n")[0]
            opening = component_opening(text, reading.profile)
            named = component_named(line, reading.profile) or (opening[0] if opening else None)
            yield cell.blocks, named or " ".join(line.split()) or None


def _bullets(blocks: Sequence[Block], profile: Profile) -> Iterator[tuple[Marker, Span]]:
    rules = [_rule(block.marker if block.kind == "list_item" else None, profile) for block in blocks]
    for unit in units(blocks):
        rule = rules[unit.first]
        near = rules[max(0, unit.first - _NEAR) : unit.last + _NEAR + 1]
        if rule is not None and any(other is not None and other.kind != rule.kind for other in near):
            yield rule, unit.span


def _rule(sign: str | None, profile: Profile) -> Marker | None:
    if not sign:
        return None
    return next((rule for rule in profile.marker if fold(sign) in map(fold, rule.says)), None)


def _inline(reading: Reading, blocks: Sequence[Block]) -> Iterator[tuple[Marker, Span]]:
    """Signs inside running text: "+ Clear mandate. – Slow reform. = Satisfactory"."""
    signs = [sign for rule in reading.profile.marker for sign in rule.says] + [_CLOSES, "–", "−", "—"]
    expression = re.compile(rf"(?:^|(?<=\s))({'|'.join(map(re.escape, signs))})\s+(?=[A-Z0-9“‘\"'(])")
    for block in blocks:
        if block.kind == "table":
            continue
        text = reading.document.text[block.start : block.end]
        marks = [(m.start(), m.end(), _rule(m[1], reading.profile)) for m in expression.finditer(text)]
        first = _rule(block.marker, reading.profile)
        if first is not None:
            marks.insert(0, (0, 0, first))
        kinds = {rule.kind for _, _, rule in marks if rule}
        if len(kinds) < 2 or not all(_opens(text, at) for at, _, _ in marks):
            continue
        ends = [at for at, _, _ in marks[1:]] + [len(text)]
        for (_, start, rule), end in zip(marks, ends, strict=True):
            if rule is not None:
                yield rule, trimmed(reading.document, block.start + start, block.start + end)


def _opens(text: str, at: int) -> bool:
    """Whether a sign stands where a sentence may begin, so that a dash between words is none."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".;:!?" or "\n" in text[len(before) : at]
