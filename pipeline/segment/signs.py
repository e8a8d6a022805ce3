"""Lists whose bullets are signs: "+" before a strength, "–" before a weakness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Block, Finding, Span
from pipeline.phrases import fold
from pipeline.profile import Marker, Profile
from pipeline.segment.draft import COLUMN, Declared, Draft, Reading
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.units import units

_NEAR = 12  # blocks within which the other sign must stand


def signed_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The items whose printed signs declare them.

    A dash is an ordinary bullet: signs count only where both kinds stand close together.
    """
    shut = {span.start for span in closed}
    blocks = [
        b for b in reading.blocks if b.start not in shut and reading.outline.kind_at(b.start) not in UNTOLD
    ]
    drafts = [
        Draft(Finding(rule.kind or "reform", span.start, span.end, "heading", rule.id, COLUMN, rule.stage))
        for rule, span in _signed(blocks, reading.profile)
    ]
    return Declared(tuple(drafts), tuple(draft.finding.span for draft in drafts))


def _signed(blocks: Sequence[Block], profile: Profile) -> Iterator[tuple[Marker, Span]]:
    rules = [_rule(block, profile) for block in blocks]
    for unit in units(blocks):
        rule = rules[unit.first]
        near = rules[max(0, unit.first - _NEAR) : unit.last + _NEAR + 1]
        if rule is not None and any(other is not None and other.kind != rule.kind for other in near):
            yield rule, unit.span


def _rule(block: Block, profile: Profile) -> Marker | None:
    if block.kind != "list_item" or not block.marker:
        return None
    sign = fold(block.marker)
    return next((rule for rule in profile.marker if sign in map(fold, rule.says)), None)
