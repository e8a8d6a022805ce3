"""Declared units whose own words say something else: "However, evidence … is limited"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Finding, Span
from pipeline.segment import contrast
from pipeline.segment.draft import Draft, Reading
from pipeline.segment.judge import Judgement, judge
from pipeline.segment.units import sentences_in
from pipeline.segment.wording import overrule

_TURNS = re.compile(
    r"\W*(?:however|nevertheless|nonetheless|yet|but|still|that said|on the other hand)\b", re.IGNORECASE
)
_ASKS = re.compile(r"\b(?:should|must|ought to|needs? to)\b", re.IGNORECASE)  # dated or not
_PLANS = re.compile(
    r"\b(?:will|shall|plan(?:s|ned|ning)?|due|schedul\w+|intend\w*|expected|foreseen|committed)\b",
    re.IGNORECASE,
)
_DOUBTED = 0.48  # from which a bullet that opens with "However" is believed against its list
_LONGEST = 1500  # characters of a sentence whose grammar is worth asking
_ENGLISH = (None, "en")


def reconsidered(reading: Reading, draft: Draft) -> Draft:
    """The draft, with the kind its own words give it where a bullet turns against its list.

    Among strengths only one that opens with "However" or the like does so: what stands there was
    put there by someone who had read it. A bullet among reforms asked for that says only when
    ("due in 2024") keeps its basis and becomes planned; a labelled recommendation stays one.
    """
    finding = draft.finding
    asked = finding.stage == "recommendation" and finding.label is None
    turns = finding.kind == "strength" and _TURNS.match(reading.document.text[finding.start : finding.end])
    if reading.document.language not in _ENGLISH or not (asked or turns):
        return draft
    said = _speaks(reading, finding)
    if said is None or said.end - said.start > _LONGEST:
        return draft
    judgement = judge(_flat(reading, said))
    if judgement is None:
        return draft
    if asked and judgement.stage == "planned" and _announces(_flat(reading, said)):
        return replace(draft, finding=replace(finding, stage="planned"))
    if turns and judgement.kind == "weakness" and judgement.confidence >= _DOUBTED:
        return replace(draft, finding=_by_wording(finding, judgement))
    return draft


def _announces(text: str) -> bool:
    """Whether a bullet tells what is to come: "due in 2024", not "Hand over training by 2025"."""
    return _PLANS.search(text) is not None and _ASKS.search(text) is None


def _flat(reading: Reading, span: Span) -> str:
    """The words at a span with every white space a plain one; offsets stay."""
    return "".join(" " if c.isspace() else c for c in reading.document.text[span.start : span.end])


def _speaks(reading: Reading, finding: Finding) -> Span | None:
    """The sentence that may speak against a bullet's declaration."""
    parts = sentences_in(reading.document, finding.span)
    if len(parts) == 1:
        return parts[0]
    turned = parts and _TURNS.match(reading.document.text[finding.start : finding.end])
    return parts[0] if turned else None


def narrated(reading: Reading, finding: Finding) -> Iterator[Finding]:
    """The findings in one sentence of a narrative cell: halves of a contrast, each by its words.

    What does not speak for itself keeps the kind the column declares.
    """
    if reading.document.language not in _ENGLISH or finding.end - finding.start > _LONGEST:
        yield finding
        return
    text = _flat(reading, finding.span)
    halves = contrast.split(text) or (Span(0, len(text)),)
    for half in halves:
        part = replace(finding, start=finding.start + half.start, end=finding.start + half.end)
        judgement = overrule(reading.document, part.span, finding.kind, finding.stage)
        if judgement is None:
            yield part
        else:
            yield _by_wording(part, judgement)


def _by_wording(finding: Finding, said: Judgement) -> Finding:
    return replace(
        finding, kind=said.kind, stage=said.stage, basis="wording", rule=said.rule, confidence=said.confidence
    )
