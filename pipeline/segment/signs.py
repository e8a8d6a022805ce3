"""Items whose signs declare them: "+" before a strength, "–" before a weakness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, Finding, FindingBasis, Span
from pipeline.phrases import fold
from pipeline.profile import Marker, Profile
from pipeline.segment.columns import Places
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import COLUMN, Declared, Draft, Reading
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.units import is_box, trimmed, units

_NEAR = 12  # blocks within which the other sign must stand
_CLOSES = "="  # the sign before a rating that sums up


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks that are read together; `kinds` are told where a table holds signs of them anywhere."""

    blocks: tuple[Block, ...]
    component: str | None = None
    tabled: bool = False
    kinds: frozenset[str | None] = frozenset()


def signed_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The items whose printed signs declare them, as bullets or inside a paragraph, in cells too.

    A dash is an ordinary bullet: signs count only where both kinds stand close together, or in
    one table.
    """
    shut = {span.start for span in closed}
    drafts: list[Draft] = []
    for run in (_Run(reading.blocks), *_cells(reading)):
        # a table with both signs describes nothing, whatever heading it stands under
        silent = UNTOLD - {"about"} if run.tabled and len(run.kinds) > 1 else UNTOLD
        free = [
            b for b in run.blocks if b.start not in shut and reading.outline.kind_at(b.start) not in silent
        ]
        blocks = tuple(block for block in free if block.kind != "table")
        inline = tuple(_inline(reading, blocks))
        told = {span.start for _, span in inline}
        bullets = [found for found in _bullets(reading, blocks, run.kinds) if found[1].start not in told]
        for rule, span in (*bullets, *inline):
            basis: FindingBasis = "table" if run.component else "heading"
            kind = rule.kind or "reform"
            found = Finding(kind, span.start, span.end, basis, rule.id, COLUMN, rule.stage)
            drafts.append(Draft(replace(found, component=run.component)))
    return Declared(tuple(drafts), tuple(draft.finding.span for draft in drafts))


def _cells(reading: Reading) -> Iterator[_Run]:
    """The blocks of each table cell, with the component its row or first line names."""
    for table in reading.document.tables:
        if is_box(table):
            continue
        places = Places(table)
        signs = (_sign(reading, block) for cell in table.body() for block in cell.blocks)
        kinds = frozenset(sign[0].kind for sign in signs if sign is not None)
        for cell in table.body():
            first = places.at(cell.row, 0)
            text = reading.document.text[first.start : first.end] if first else ""
            line = text.split("\n")[0]
            opening = component_opening(text, reading.profile)
            named = component_named(line, reading.profile) or (opening[0] if opening else None)
            yield _Run(cell.blocks, named or " ".join(line.split()) or None, True, kinds)


def _bullets(
    reading: Reading, blocks: Sequence[Block], kinds: frozenset[str | None]
) -> Iterator[tuple[Marker, Span]]:
    signs = [_sign(reading, block) for block in blocks]
    for unit in units(blocks):
        sign = signs[unit.first]
        if sign is None:
            continue
        near = {s[0].kind for s in signs[max(0, unit.first - _NEAR) : unit.last + _NEAR + 1] if s is not None}
        if len(near | kinds) > 1:
            yield sign[0], Span(sign[1], unit.end)


def _sign(reading: Reading, block: Block) -> tuple[Marker, int] | None:
    """The sign a block opens with, as its bullet or as its first character, and where its text starts."""
    if block.kind == "list_item" and block.marker:
        rule = _rule(block.marker, reading.profile)
        return (rule, block.start) if rule is not None else None
    match = re.match(r"([^\w\s\"'“‘(])\s+(?=\S)", reading.document.text[block.start : block.end])
    rule = _rule(match[1], reading.profile) if match else None
    return (rule, block.start + match.end()) if match and rule else None


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
        named = bool(marks) and component_named(text[: marks[0][0]], reading.profile) is not None
        if len(kinds) < 2 or not all(_opens(text, at) for at, _, _ in marks[named:]):
            continue
        ends = [at for at, _, _ in marks[1:]] + [len(text)]
        for (_, start, rule), end in zip(marks, ends, strict=True):
            if rule is not None:
                yield rule, trimmed(reading.document, block.start + start, block.start + end)


def _opens(text: str, at: int) -> bool:
    """Whether a sign stands where a sentence may begin, so that a dash between words is none."""
    before = text[:at].rstrip()
    return not before or before[-1] in ".;:!?" or "\n" in text[len(before) : at]
