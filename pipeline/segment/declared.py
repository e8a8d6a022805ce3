"""Declared findings: all mechanisms in their order of precedence, one finding a stretch of text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from pipeline.model import Block, Span
from pipeline.segment.answers import answer_findings
from pipeline.segment.concluded import concluded_findings
from pipeline.segment.draft import Declared, Draft, Reading
from pipeline.segment.grid import table_findings
from pipeline.segment.headed import headed_findings
from pipeline.segment.labels import STAMPED, STAMPS
from pipeline.segment.leadins import lead_in_findings
from pipeline.segment.legends import legends
from pipeline.segment.levels import level_lines
from pipeline.segment.numbered import Thread, numbered_findings
from pipeline.segment.overruled import reconsidered
from pipeline.segment.runin import run_in_findings
from pipeline.segment.scattered import Scattered, scattered_findings
from pipeline.segment.signs import signed_findings
from pipeline.segment.units import trimmed

_MECHANISMS = (
    answer_findings,
    run_in_findings,
    lead_in_findings,
    signed_findings,
    headed_findings,
    concluded_findings,
)
_SYMBOLS = frozenset({"So", "Co", "Cf", "Mn", "Cn"})  # dingbats, private glyphs, what modifies them


def declared(reading: Reading, tables: Sequence[Scattered]) -> Declared:
    """What headings, lead-ins, labels and columns declare, in document order.

    The nearer word wins: a cell's column before a label, a lead-in before the signs of its list
    and the heading above it. What one mechanism has taken, those after it leave alone.
    """
    scattered = scattered_findings(reading, tables)
    found = [scattered, table_findings(reading), Declared(taken=_never(reading))]
    taken = [span for part in found for span in part.taken]
    asking = any(draft.finding.stage == "recommendation" for draft in found[1].drafts)
    found.append(numbered_findings(reading, _free(reading, taken), "heading", asking=asking))
    for mechanism in _MECHANISMS:
        taken = [span for part in found for span in part.taken]
        found.append(mechanism(reading, _closed(reading, taken)))
    drafts = list(_apart(reading, (draft for part in found for draft in part.drafts)))
    told = {draft.finding.span for draft in scattered.drafts}  # sentences already judged by their words
    drafts = [draft if draft.finding.span in told else reconsidered(reading, draft) for draft in drafts]
    drafts.sort(key=lambda draft: (draft.finding.start, draft.finding.end))
    return Declared(tuple(_answering(drafts)), tuple(sorted(span for part in found for span in part.taken)))


def _answering(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts, key actions of a table tied to the recommendation in running text before it."""
    thread = Thread()
    for draft in drafts:
        finding = draft.finding
        if finding.stage == "recommendation":
            thread.now(finding.span, finding.label)
        action = finding.stage == "response" and (finding.label or "").startswith("Key action")
        if action and draft.answers is None and thread.recommendation is not None:
            said = replace(finding, label=thread.next_action())
            yield Draft(said, thread.recommendation)
        else:
            yield draft


def _never(reading: Reading) -> tuple[Span, ...]:
    """What is no finding wherever it stands: levels in lines of their own, legends."""
    explained = (legend.span for legend in legends(reading.document, reading.profile))
    return (*level_lines(reading), *explained)


def _apart(reading: Reading, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts that overlap none before them, without white space at their ends."""
    starts: list[int] = []
    ends: list[int] = []  # of the same spans: none overlap, so both lists are in order
    for draft in drafts:
        start, end = _unbulleted(reading, _unstamped(reading, trimmed(reading.document, *draft.finding.span)))
        place = bisect_left(starts, end)
        if (
            start < end
            and _has_words(reading, start, end, draft)
            and (place == 0 or ends[place - 1] <= start)
        ):
            starts.insert(place, start)
            ends.insert(place, end)
            yield replace(draft, finding=replace(draft.finding, start=start, end=end))


def _unstamped(reading: Reading, span: Span) -> Span:
    """The span without the dates a tracking system has stamped before or behind it."""
    text = reading.document.text[span.start : span.end]
    before, behind = STAMPED.match(text), STAMPS.search(text)
    start = span.start + (before.end() if before else 0)
    return Span(start, max(start, span.start + behind.start() if behind else span.end))


def _has_words(reading: Reading, start: int, end: int, draft: Draft) -> bool:
    """Whether a draft says anything: a lone glyph, number or letter does not, a verdict does."""
    words = re.search(r"[^\W\d_]{3,}", reading.document.text[start:end])
    return words is not None or draft.finding.stage == "response"


def _unbulleted(reading: Reading, span: Span) -> Span:
    """The span without a bullet its reader took for text: a symbol with a space behind it."""
    text = reading.document.text[span.start : span.end]
    symbols = next((i for i, char in enumerate(text) if unicodedata.category(char) not in _SYMBOLS), 0)
    spaced = text[symbols : symbols + 1].isspace()
    return trimmed(reading.document, span.start + symbols, span.end) if symbols and spaced else span


def _free(reading: Reading, taken: Sequence[Span]) -> list[Block]:
    """The blocks with nothing taken; tables too, at which what a label opens ends."""
    closed = set(_closed(reading, taken))
    return [block for block in reading.blocks if block.kind == "table" or block.span not in closed]


def _closed(reading: Reading, taken: Sequence[Span]) -> tuple[Span, ...]:
    """The blocks that overlap something taken."""
    spans = sorted(taken)
    reach = list(accumulate((span.end for span in spans), max))
    closed: list[Span] = []
    for block in reading.blocks:
        before = bisect_left(spans, (max(block.end, block.start + 1), 0))
        if before and reach[before - 1] > block.start:
            closed.append(block.span)
    return tuple(closed)
