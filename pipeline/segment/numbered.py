"""Recommendations and answers told by their labels, from one label to the next.

"Recommendation 3." opens a recommendation that runs, with its explanatory paragraphs, up to the
next label or heading; "Management response - accept" opens the answer to it, "Key actions:" the
actions promised, "Responsible unit(s):" something that is no finding and closes what was open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.model import Block, Finding, FindingBasis, Span
from pipeline.segment.cuts import cut_at_labels
from pipeline.segment.draft import LABEL, Declared, Draft, Reading
from pipeline.segment.labels import Hit, label_of, marker_number, verdict_of
from pipeline.segment.units import is_heading, sentences_in, trimmed, units

_EMBEDDED = 6  # blocks a recommendation outside a chapter of recommendations may have
_SKIPPED = frozenset({"method", "contents", "references"})


@dataclass(slots=True)
class _Open:
    """What a label has opened: its blocks so far, the first one cut behind the label."""

    hit: Hit
    level: int  # of the heading that holds the label; 0 for a paragraph
    spans: list[Span] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    followed: bool = False  # another label came after it


@dataclass(slots=True)
class Thread:
    """The recommendation answers belong to, carried over blocks and table rows."""

    recommendation: Span | None = None
    label: str | None = None
    actions: int = 0

    def now(self, span: Span, label: str | None) -> None:
        """Take up a new recommendation."""
        self.recommendation, self.label, self.actions = span, label, 0

    def next_action(self) -> str:
        """The label of the next key action: "Recommendation 2, key action 1"."""
        self.actions += 1
        return f"{self.label}, key action {self.actions}" if self.label else f"Key action {self.actions}"


def numbered_findings(
    reading: Reading, blocks: Sequence[Block], basis: FindingBasis, thread: Thread | None = None
) -> Declared:
    """The labelled recommendations, responses and key actions of a run of blocks."""
    opened = _opened(reading, blocks)
    thread = thread or Thread()
    drafts: list[Draft] = []
    taken: list[Span] = []
    asked = [entry for entry in opened if entry.hit.rule.role == "recommendation"]
    short = len(asked) > 1 and all(len(entry.spans) <= 1 for entry in asked if entry.followed)
    asked = [entry for entry in asked if _overlong(reading, entry, short)]
    for entry in opened:
        taken.append(entry.blocks[0].span)
        kept = _first_only(entry) if entry in asked else entry
        taken.extend(kept.spans)
        drafts.extend(_drafts(reading, kept, basis, thread))
    taken.extend(_announcements(reading, blocks, {entry.blocks[0].start for entry in opened}))
    return Declared(tuple(drafts), tuple(taken))


def _overlong(reading: Reading, entry: _Open, short: bool) -> bool:
    """Whether a recommendation has run into text that is not its own.

    So it is with the last one where none before it had more than its one paragraph, and with one
    embedded in a chapter that goes on after it.
    """
    if not entry.followed and short:
        return True
    if entry.level or reading.outline.kind_at(entry.hit.end) in {"recommendations", "response"}:
        return False
    return not entry.followed or len(entry.spans) > _EMBEDDED


def _announcements(reading: Reading, blocks: Sequence[Block], labelled: set[int]) -> Iterator[Span]:
    """Sentences right before a label that only announce it: "The following recommendation …"."""
    for before, block in pairwise(blocks):
        if block.start in labelled and before.start not in labelled and before.kind == "paragraph":
            last = sentences_in(reading.document, before)[-1:]
            text = reading.document.text[last[0].start : last[0].end] if last else ""
            if text.endswith(":") or re.search(
                r"\bfollowing (?:\w+ )?recommendations?\b", text, re.IGNORECASE
            ):
                yield last[0]


def _opened(reading: Reading, blocks: Sequence[Block]) -> list[_Open]:
    document, opened = reading.document, list[_Open]()
    current: _Open | None = None
    answerable = False  # whether anything has been recommended yet
    for block in cut_at_labels(document, blocks, reading.profile):
        if block.kind == "table":
            current = None
            continue
        hit = None
        if reading.outline.kind_at(block.start) not in _SKIPPED:
            hit = label_of(document, block, reading.profile)
        heading = is_heading(document, block)
        if hit is not None and heading and hit.rule.role != "recommendation" and not answerable:
            hit = None  # "Management response" as a chapter's heading answers nothing yet
        if hit is not None and not _mere_field(hit, current):
            answerable = answerable or hit.rule.role == "recommendation"
            if current is not None:
                current.followed = True
            current = _Open(hit, block.level if heading else 0, blocks=[block])
            rest = trimmed(document, hit.end, block.end)
            if rest.end > rest.start:
                current.spans.append(rest)
            opened.append(current)
        elif current is not None and heading and not (current.level and block.level > current.level):
            if current.spans or current.hit.rule.role in {"response", "actions"}:
                current = None
            else:  # the label stands alone; what follows in large type is its text
                current.spans.append(block.span)
                current.blocks.append(block)
        elif current is not None:
            current.spans.append(block.span)
            current.blocks.append(block)
    return opened


def _mere_field(hit: Hit, current: _Open | None) -> bool:
    """Whether a field's label ("Priority:") closes nothing, since nothing is open."""
    return current is None and hit.rule.role in {"field", "actions"}


def _first_only(entry: _Open) -> _Open:
    """The entry without paragraphs after its first block; list items stay."""
    kept = 1
    inner = entry.blocks[1:] if len(entry.spans) == len(entry.blocks) else entry.blocks[2:]
    for block in inner:
        if block.kind != "list_item":
            break
        kept += 1
    return replace(entry, spans=entry.spans[:kept])


def _drafts(reading: Reading, entry: _Open, basis: FindingBasis, thread: Thread) -> list[Draft]:
    role = entry.hit.rule.role
    if not entry.spans or role == "field":
        return []
    span = Span(entry.spans[0].start, entry.spans[-1].end)
    if role == "recommendation":
        thread.now(span, entry.hit.name)
        return [Draft(finding(entry.hit, span, basis, entry.hit.name))]
    if role == "response":
        return [
            Draft(finding(entry.hit, piece, basis, label), thread.recommendation)
            for piece, label in _answers(reading, entry, span)
        ]
    if role == "actions":
        return [
            Draft(finding(entry.hit, piece, basis, thread.next_action()), thread.recommendation)
            for piece in _pieces(reading, entry)
        ]
    return [Draft(finding(entry.hit, span, basis, entry.hit.name))]


def _pieces(reading: Reading, entry: _Open) -> list[Span]:
    """The single actions: list items, or each paragraph; a paragraph goes on the item before it."""
    inside = [b for b in entry.blocks if b.start >= entry.spans[0].start]
    pieces = [] if inside and inside[0].start == entry.spans[0].start else [entry.spans[0]]
    listed = any(unit.item for unit in units(inside))
    for unit in units(inside):
        if pieces and listed and not unit.item:
            pieces[-1] = Span(pieces[-1].start, unit.end)
        else:
            pieces.append(unit.span)
    return pieces


def _answers(reading: Reading, entry: _Open, span: Span) -> Iterator[tuple[Span, str | None]]:
    """The response with its verdict; a verdict that stands alone on its line, then its explanation.

    The template's "(Time 1)" behind a bare verdict is no part of it.
    """
    first = reading.document.text[entry.spans[0].start : entry.spans[0].end]
    verdict = verdict_of(first, reading.profile)
    if verdict is None:
        yield span, None
        return
    named, start, end = verdict
    alone = re.fullmatch(r"\W*", first[:start]) and re.fullmatch(r"(?:\s*\([^)]{1,20}\))?\W*", first[end:])
    if not alone:
        yield span, named.name
        return
    bracket = first.find("(", end)
    yield (
        trimmed(
            reading.document,
            entry.spans[0].start + start,
            entry.spans[0].start + (bracket if bracket > 0 else len(first)),
        ),
        named.name,
    )
    if len(entry.spans) > 1:
        yield Span(entry.spans[1].start, span.end), named.name


def finding(hit: Hit, span: Span, basis: FindingBasis, label: str | None) -> Finding:
    """The finding a label declares."""
    kind = hit.rule.kind or "reform"
    return Finding(kind, span.start, span.end, basis, hit.rule.id, LABEL, hit.rule.stage, label)


def number_label(marker: str | None, name: str) -> str | None:
    """The label of a numbered item: "3." under Recommendations is "Recommendation 3"."""
    number = marker_number(marker)
    return f"{name} {number}" if number else None
