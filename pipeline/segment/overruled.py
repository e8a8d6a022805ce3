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
_PLAIN = 0.93  # from which a bullet that does not open with "However" speaks against its list
_DOUBTED = 0.5  # from which one that does is believed
_LONGEST = 1500  # characters of a sentence whose grammar is worth asking
_ENGLISH = (None, "en")


def reconsidered(reading: Reading, draft: Draft) -> Draft:
    """The draft, with the kind its own words give it where they speak plainly against its list.

    A bullet that says only when ("due in 2024") keeps its basis and becomes planned. What many
    sentences say is not overruled by one of them, unless the bullet opens with "However". A
    labelled recommendation is one whatever its words.
    """
    finding = draft.finding
    asked = finding.stage == "recommendation" and finding.label is None
    if reading.document.language not in _ENGLISH or not (asked or finding.kind == "strength"):
        return draft
    said = _speaks(reading, finding)
    if said is None or said.end - said.start > _LONGEST:
        return draft
    judgement = judge(_flat(reading, said))
    if judgement is None:
        return draft
    if judgement.stage == "planned" and asked:
        return replace(draft, finding=replace(finding, stage="planned"))
    text = reading.document.text[finding.start : finding.end]
    enough = _DOUBTED if _TURNS.match(text) else _PLAIN
    if finding.kind != "strength" or judgement.kind != "weakness" or judgement.confidence < enough:
        return draft
    return replace(draft, finding=_by_wording(finding, judgement))


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
