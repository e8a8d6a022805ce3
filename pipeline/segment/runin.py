"""Paragraphs, or parts of one, that a label inside them declares: "Strengths: The Fund has …".

A label governs all that follows it in its paragraph, up to the next: "Strengths: … Weaknesses: …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Block, Finding, FindingBasis, Span
from pipeline.profile import Heading
from pipeline.segment.draft import LEAD_IN, PROSE, Declared, Draft, Reading
from pipeline.segment.intros import says_nothing
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.outline import heading_rule, is_lost_heading, strict_rule
from pipeline.segment.units import enumerated, sentences_in, text_of, trimmed

_LABEL_WORDS = 6
_LONG = 3  # sentences; a finding has one to three


def run_in_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """What labels at the start of a sentence declare; blocks in `closed` are left alone."""
    shut = {span.start for span in closed}
    drafts: list[Draft] = []
    taken: list[Span] = []
    for block in reading.blocks:
        if block.kind not in {"paragraph", "list_item"} or block.start in shut:
            continue
        if reading.outline.kind_at(block.start) in UNTOLD or is_lost_heading(
            reading.document, block, reading.profile
        ):
            continue
        found = list(_labels(reading, block))
        ends = [*(start for start, _, _ in found[1:]), block.end][: len(found)]
        for (start, behind, rule), end in zip(found, ends, strict=True):
            body = trimmed(reading.document, behind, end)
            if rule is None or rule.kind is None or says_nothing(reading.document.quote(body)):
                continue
            basis: FindingBasis = "heading" if block.lead else "lead_in"
            drafts.extend(_drafts(reading, rule, body, basis))
            taken.append(Span(start, end))
    return Declared(tuple(drafts), tuple(taken))


def _drafts(reading: Reading, rule: Heading, body: Span, basis: FindingBasis) -> Iterator[Draft]:
    """The items of a list told in the body, its sentences where it is long, else the body."""
    parts = sentences_in(reading.document, body)
    listed = enumerated(reading.document, body)
    long = len(parts) > _LONG and rule.kind != "reform"
    for span in listed or (parts if long else (body,)):
        sure = PROSE if long and not listed else LEAD_IN
        yield Draft(Finding(rule.kind or "reform", span.start, span.end, basis, rule.id, sure, rule.stage))


def _labels(reading: Reading, block: Block) -> Iterator[tuple[int, int, Heading | None]]:
    """The labels of a paragraph: where each starts, where its text does, and what it declares."""
    text = text_of(reading.document, block)
    bold = block.lead - block.start if block.lead and block.lead < block.end else 0
    if bold and len(text[:bold].split()) <= _LABEL_WORDS:
        rule = heading_rule(text[:bold], reading.profile)
        if rule is not None:
            yield block.start, block.lead or block.end, None if rule.section == "response" else rule
    for sentence in sentences_in(reading.document, block):
        said = reading.document.text[sentence.start : sentence.end]
        colon = said.find(":")
        if colon < 0 or len(said[:colon].split()) > _LABEL_WORDS or sentence.start < block.start + bold:
            continue
        rule = strict_rule(said[:colon], reading.profile)
        if rule is not None and said[colon + 1 : colon + 2].isspace():
            yield sentence.start, sentence.start + colon + 1, None if rule.section == "response" else rule
