"""Figures told against one another: "from … to …", "up from", "compared with"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.direction import CHANGE
from pipeline.figures.reading import Reading
from pipeline.model import FigureKind

_SOFT = (
    r"(?:(?:about|around|approximately|roughly|some|just|only|over|under|nearly|almost|less\s+than|more\s+than|a|an|the|its|"
    r"mere|baseline|high|low|average|level|levels|total|estimated|initial|previous|record|peak|figure|rate|target|score|"
    r"value|budget|sum|rating|of|at|as|little|few|many|much|low\s+as|high\s+as|currently|now|reported|still|for|was|"
    r"been|then|to\s+date)\s+)*"
)
_INSIDE = r"(?:[^.;:!?]|\.(?=\d)|(?<=\d)\.|:(?=\d)){0,100}?"
_FROM = re.compile(rf"\bfrom\s+{_SOFT}$", re.IGNORECASE)
_TO_BEFORE = re.compile(
    rf"\b(?:to|at|reached|reaching|of|was|were|is|stood\s+at|totall?ed|totall?ing)\s+{_SOFT}$", re.IGNORECASE
)
_GAP_TO = re.compile(rf"^{_INSIDE}\b(?:to|into)\s+{_SOFT}$", re.IGNORECASE)
_GAP_FROM = re.compile(
    rf"^{_INSIDE}\b(?:up|down|increase\w*|decrease\w*|rise|rising|drop\w*|decline\w*|fall\w*|improv\w+|grow\w*|growth|grew|rose|fell|reduc\w+)?\s*\bfrom\s+{_SOFT}$",
    re.IGNORECASE,
)
_GAP_AGAINST = re.compile(
    rf"^{_INSIDE}\b(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|against|versus|vs\.?|as\s+opposed\s+to|relative\s+to|"
    rf"rather\s+than|instead\s+of|double|triple|twice|half|than|as\s+against)\s+{_SOFT}$",
    re.IGNORECASE,
)


def paired(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, those told against one another pointing at each other and sharing a unit."""
    result = list(readings)
    for index in range(len(result) - 1):
        for later in range(index + 1, min(index + 3, len(result))):
            if result[index].pair is not None or result[later].pair is not None:
                continue
            if _told_together(text, result[index], result[later]):
                first, second = _agreed(result[index], result[later])
                if first is not None and second is not None:
                    result[index] = replace(first, pair=second.start)
                    result[later] = replace(second, pair=first.start)
                    break
    return tuple(result)


def _told_together(text: str, first: Reading, second: Reading) -> bool:
    gap = text[first.end : second.start]
    if len(gap) > 160 or "\n\n" in gap:
        return False
    before = text[max(0, first.start - 60) : first.start]
    clause = re.split(r"[.;]\s", text[max(0, first.start - 160) : first.start])[-1]
    if _FROM.search(before) and _GAP_TO.match(gap):
        return bool(
            CHANGE.search(clause) or CHANGE.search(gap) or not first.bare or not second.bare or len(gap) > 6
        )
    if _GAP_AGAINST.match(gap):
        return not (first.bare and second.bare) or bool(CHANGE.search(clause))
    if _GAP_FROM.match(gap):
        return bool(_TO_BEFORE.search(before) or CHANGE.search(clause + gap)) and not (
            first.bare and second.bare
        )
    return False


def _agreed(first: Reading, second: Reading) -> tuple[Reading | None, Reading | None]:
    """Both with a kind and unit: what one lacks it takes from the other; None where they clash."""
    if first.kind and second.kind:
        same = first.kind == second.kind and first.currency == second.currency
        return (first, second) if same else (None, None)
    if first.bare and second.bare:
        kind: FigureKind = "count" if first.number.whole and second.number.whole else "score"
        return replace(first, kind=kind), replace(second, kind=kind)
    known, bare = (first, second) if first.kind else (second, first)
    if known.kind == "duration" and bare.number.written != known.number.written and not bare.number.whole:
        return None, None
    value = bare.value
    if known.kind == "money" and bare.number.scale == 1 and known.number.scale > 1 and value < 1000:
        value = value * known.number.scale
    told = replace(
        bare,
        kind=known.kind,
        unit=known.unit,
        currency=known.currency,
        inferred=known.inferred,
        scale_max=known.scale_max,
        counted=known.counted,
        value=value,
    )
    return (first, told) if known is first else (told, second)
