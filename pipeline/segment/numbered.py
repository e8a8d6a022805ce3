"""Recommendations and answers told by their labels, from one label to the next.

"Recommendation 3." opens a recommendation that runs, with its explanatory paragraphs, up to the
next label or heading; "Management response - accept" opens the answer to it, "Key actions:" the
actions promised, "Responsible unit(s):" something that is no finding and closes what was open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Block, Finding, FindingBasis, Span
from pipeline.segment.answers import answer_label, answers_told
from pipeline.segment.draft import LABEL, Declared, Draft, Reading
from pipeline.segment.intros import introduces
from pipeline.segment.labelled import Labelled, labelled
from pipeline.segment.labels import Hit, marker_number, number_in_front
from pipeline.segment.outline import strict_rule
from pipeline.segment.units import sentences_in, trimmed, units
from pipeline.segment.verdicts import ticked_verdict, verdict_of

_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,2}\.?(?:\s+|$)")
_FEWEST_WORDS = 2  # of a recommendation told in a table


@dataclass(slots=True)
class Thread:
    """The recommendation answers belong to, carried over blocks and table rows."""

    recommendation: Span | None = None
    label: str | None = None
    actions: int = 0
    verdict: str | None = None

    def now(self, span: Span, label: str | None) -> None:
        """Take up a new recommendation."""
        self.recommendation, self.label, self.actions, self.verdict = span, label, 0, None

    def next_action(self) -> str:
        """The label of the next key action: "Recommendation 2, key action 1"."""
        self.actions += 1
        return f"{self.label}, key action {self.actions}" if self.label else f"Key action {self.actions}"


def numbered_findings(
    reading: Reading,
    blocks: Sequence[Block],
    basis: FindingBasis,
    thread: Thread | None = None,
    asking: bool = False,
) -> Declared:
    """The labelled recommendations, responses and key actions of a run of blocks.

    `thread` goes on from what was read before; `asking` tells that something has been recommended
    elsewhere.
    """
    thread = thread or Thread()
    opened = labelled(reading, blocks, asking or thread.recommendation is not None)
    drafts: list[Draft] = []
    taken: list[Span] = []
    for entry in opened:
        taken.extend((entry.blocks[0].span, *entry.spans))
        drafts.extend(_drafts(reading, entry, basis, thread))
    taken.extend(_announcements(reading, blocks, {entry.blocks[0].start for entry in opened}))
    return Declared(tuple(drafts), tuple(taken))


def _announcements(reading: Reading, blocks: Sequence[Block], starts: set[int]) -> Iterator[Span]:
    """Sentences right before a label that only announce it: "The following recommendation …"."""
    for before, block in pairwise(blocks):
        opens = block.start in starts and before.start not in starts
        if not opens or before.kind not in {"paragraph", "list_item"}:
            continue
        last = sentences_in(reading.document, before)[-1:]
        text = reading.document.quote(last[0]) if last else ""
        if text.endswith(":") or (introduces(text) and "recommend" in text.lower()):
            yield last[0]


def _drafts(reading: Reading, entry: Labelled, basis: FindingBasis, thread: Thread) -> list[Draft]:
    role = entry.role
    spans = _without_intros(reading, entry.spans)
    if not spans or role == "field":
        return []
    span = Span(spans[0].start, spans[-1].end)
    if role == "recommendation":
        if (
            basis == "table"
            and len(re.findall(r"[^\W\d_]{3,}", reading.document.quote(span))) < _FEWEST_WORDS
        ):
            return []  # a matrix of recommendations by number and letters
        thread.now(span, entry.hit.name)
        return [Draft(finding(entry.hit, span, basis, entry.hit.name))]
    if role == "response":
        told = tuple(_by_recommendation(reading, span))
        if told:  # each says itself which recommendation it answers
            return [Draft(finding(entry.hit, piece, basis, label)) for piece, label in told]
        return [
            Draft(finding(entry.hit, piece, basis, label), thread.recommendation)
            for piece, label in _answers(reading, entry, span, thread)
        ]
    if role == "actions":
        return [
            Draft(finding(entry.hit, piece, basis, thread.next_action()), thread.recommendation)
            for piece in _pieces(reading, entry)
        ]
    return [Draft(finding(entry.hit, span, basis, entry.hit.name))]


def _without_intros(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """What a label opens without what only announces it: a chapter's name, an intro, a group's title.

    "1. Recommendation: / 8. Recommendations / The following … / Outcome 1 / 1: Review the plan."
    """
    document, profile = reading.document, reading.profile
    texts = [document.quote(span) for span in spans]
    numbers = [number_in_front(text)[0] for text in texts]
    first = 0
    while first + 1 < len(spans):
        text = texts[first]
        known = strict_rule(text, profile) is not None
        title = text[-1:] not in ".;:!?" and numbers[first] is None and numbers[first + 1] is not None
        announced = introduces(text) and text.endswith(".")
        if not (known or title or announced):
            break
        first += 1
    kept = list(spans[first:])
    if first and numbers[first]:
        at = kept[0].start
        kept[0] = Span(at + number_in_front(document.text[at : kept[0].end])[1], kept[0].end)
    return kept


def _pieces(reading: Reading, entry: Labelled) -> list[Span]:
    """The single actions: list items, or each paragraph; a paragraph goes on the item before it."""
    inside = [b for b in entry.blocks if b.start >= entry.spans[0].start]
    told = list(_numbered_pieces(reading, inside))
    if told:  # cells of a table one a line: the number, the action, who and when
        return told
    pieces = [] if inside and inside[0].start == entry.spans[0].start else [entry.spans[0]]
    listed = any(unit.item for unit in units(inside))
    for unit in units(inside):
        if pieces and listed and not unit.item:
            pieces[-1] = Span(pieces[-1].start, unit.end)
        else:
            pieces.append(unit.span)
    return pieces


def _numbered_pieces(reading: Reading, inside: Sequence[Block]) -> Iterator[Span]:
    """The actions among lines: those that open with a number like "1.1", alone or before the action."""
    for index, block in enumerate(inside):
        text = reading.document.text[block.start : block.end]
        match = _NUMBERED.match(f"{block.marker} {text}" if block.marker else text)
        if match is None:
            continue
        skip = 0 if block.marker else match.end()
        if skip < len(text.rstrip()):
            yield Span(block.start + skip, block.end)
        elif index + 1 < len(inside):
            yield inside[index + 1].span


def _answers(
    reading: Reading, entry: Labelled, span: Span, thread: Thread
) -> Iterator[tuple[Span, str | None]]:
    """The response with its verdict.

    In a form ("Management response - accept (Time 1)") the verdict is one, without the form's
    own brackets, and what explains it another. Reasons given under a label of their own carry the
    verdict given before.
    """
    document, profile = reading.document, reading.profile
    first = document.text[entry.spans[0].start : entry.spans[0].end]
    marker = entry.text_blocks[0].marker if entry.text_blocks[0].start == entry.spans[0].start else None
    ticked = ticked_verdict(first, marker, profile)
    if ticked is not None:
        named, start, end = ticked
        thread.verdict = named
        if named is not None:
            yield Span(entry.spans[0].start + start, entry.spans[0].start + end), named
        if len(entry.spans) > 1:
            yield Span(entry.spans[1].start, span.end), named
        return
    goes_on = entry.hit.rule.role == "reasons" and thread.verdict is not None
    verdict = None if goes_on else verdict_of(first, profile)
    if verdict is not None:
        thread.verdict = verdict[0].name
    form = re.search(r"[–—-]\s*$", document.text[entry.blocks[0].start : entry.hit.end]) is not None
    bracket = first.find("(") if verdict is not None else -1
    bare = first[:bracket] if bracket > 0 else first
    if verdict is None or not form or re.sub(r"\W", "", bare[: verdict[1]] + bare[verdict[2] :]):
        yield span, thread.verdict
        return
    yield (
        trimmed(document, entry.spans[0].start + verdict[1], entry.spans[0].start + len(bare)),
        thread.verdict,
    )
    if len(entry.spans) > 1:
        yield Span(entry.spans[1].start, span.end), thread.verdict


def _by_recommendation(reading: Reading, span: Span) -> Iterator[tuple[Span, str | None]]:
    """The parts of an answer in prose that each name another recommendation, with their verdicts."""
    opened: list[tuple[Span, str | None]] = []
    numbers: set[str] = set()
    for sentence in sentences_in(reading.document, span):
        text = reading.document.quote(sentence)
        told = dict(answers_told(text, reading.profile))
        if told:
            opened.append((sentence, answer_label(text, reading.profile)))
            numbers.update(told)
        elif opened:
            before, label = opened[-1]
            opened[-1] = Span(before.start, sentence.end), label
    if len(numbers) > 1:
        yield from opened


def finding(hit: Hit, span: Span, basis: FindingBasis, label: str | None) -> Finding:
    """The finding a label declares."""
    kind = hit.rule.kind or "reform"
    return Finding(kind, span.start, span.end, basis, hit.rule.id, LABEL, hit.rule.stage, label)


def number_label(marker: str | None, name: str) -> str | None:
    """The label of a numbered item: "3." under Recommendations is "Recommendation 3"."""
    number = marker_number(marker)
    return f"{name} {number}" if number else None
