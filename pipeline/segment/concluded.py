"""Labelled items under findings and conclusions: each is one finding, its label kept in its text.

"Conclusion 2. Its reach stopped at the gate." or, in a list, a bold "Relevance." before what is
said of it. What kind each is, its own words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Finding, Span
from pipeline.segment.draft import Declared, Draft, Reading
from pipeline.segment.judge import judge
from pipeline.segment.leadins import UNTOLD
from pipeline.segment.units import Unit, sentences_in, text_of, units

_SECTIONS = frozenset({"findings", "conclusions"})
_NUMBERED = re.compile(
    r"((?:Key )?(?:Conclusion|Finding)\s+(?:\d{1,2}|[A-Z])(?:\.\d{1,2})?)\s*[.:–—-]\s+(?=\S)"
)
_LABEL_WORDS = 6
_MOST = 3  # sentences; a longer item is read sentence by sentence
_WEAK = 0.1  # evidence that suffices where a number says that something is concluded
_PLAIN = 0.6  # confidence from which a sentence of an item speaks for itself
_UNSURE = 0.5  # the most confidence in a kind told by such words


def concluded_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The labelled items that praise, criticise, ask or report; blocks in `closed` are left alone."""
    if reading.document.language not in (None, "en"):
        return Declared()
    shut = {span.start for span in closed}
    free = [b for b in reading.blocks if b.start not in shut and b.kind in {"paragraph", "list_item"}]
    drafts = tuple(
        Draft(found)
        for unit in units(free)
        if (kind := reading.outline.kind_at(unit.start)) not in UNTOLD
        for found in _concluded(reading, unit, kind in _SECTIONS)
    )
    return Declared(drafts, tuple(draft.finding.span for draft in drafts))


def _concluded(reading: Reading, unit: Unit, concluding: bool) -> Iterator[Finding]:
    text = text_of(reading.document, unit)
    numbered = _NUMBERED.match(text)
    skip = numbered.end() if numbered else _run_in(unit, text) if concluding else 0
    parts = sentences_in(reading.document, Span(unit.start + skip, unit.end))
    if not skip or len(parts) > _MOST or _differ(reading, parts):
        return
    body = " ".join(text[skip:].split())
    said = judge(body)
    weak = judge(body, _WEAK) if said is None and numbered else None
    if (told := said or weak) is not None:
        sure = told.confidence if said else min(told.confidence, _UNSURE)
        label = numbered[1] if numbered else None
        yield Finding(told.kind, unit.start, unit.end, "wording", told.rule, sure, told.stage, label)


def _differ(reading: Reading, parts: Sequence[Span]) -> bool:
    """Whether some sentences of an item plainly praise and others plainly criticise."""
    said = (judge(" ".join(reading.document.quote(part).split())) for part in parts)
    return len({told.favourable for told in said if told is not None and told.confidence >= _PLAIN}) > 1


def _run_in(unit: Unit, text: str) -> int:
    """Where the text of a list item starts behind its bold label; 0 where it has none."""
    if not unit.item or unit.lead is None or not unit.start < unit.lead < unit.end:
        return 0
    label = text[: unit.lead - unit.start].rstrip()
    short = len(label.split()) <= _LABEL_WORDS
    closed = label.endswith((".", ":")) or text[unit.lead - unit.start :].lstrip().startswith((":", "–", "—"))
    return unit.lead - unit.start if short and closed else 0
