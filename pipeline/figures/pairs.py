"""Figures told against one another: "from … to …", "up from", "compared with"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.figures.direction import tells_change
from pipeline.figures.reading import Reading
from pipeline.model import FigureKind

_SOFT = (
    r"(?:(?:about|around|approximately|roughly|some|just|only|over|under|nearly|almost|less\s+than|more\s+than|a|an|the|its|"
    r"mere|baseline|high|low|average|level|levels|total|estimated|initial|previous|record|peak|figure|rate|target|score|"
    r"value|budget|sum|rating|of|at|as|little|few|many|much|low\s+as|high\s+as|currently|now|reported|still|for|was|"
    r"been|then|to\s+date|(?:19|20)\d\d)\s+)*"
)
_INSIDE = r"(?:[^.;:!?]|\.(?=\d)|(?<=\d)\.|:(?=\d)){0,100}?"
_FROM = re.compile(rf"\bfrom\s+{_SOFT}$", re.IGNORECASE)
_TO_BEFORE = re.compile(
    rf"\b(?:to|at|reached|reaching|of|was|were|is|stood\s+at|totall?ed|totall?ing)\s+{_SOFT}$", re.IGNORECASE
)
_GAP_TO = re.compile(rf"^{_INSIDE}\b(?:to|into)\s+{_SOFT}$", re.IGNORECASE)
_GAP_FROM = re.compile(rf"^{_INSIDE}\bfrom\s+{_SOFT}$", re.IGNORECASE)
_MORE = r"(?<!er )(?<!more )(?<!less )"
_GAP_AGAINST = re.compile(
    rf"^{_INSIDE}\b(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|against|versus|vs\.?|as\s+opposed\s+to|"
    rf"relative\s+to|rather\s+than|instead\s+of|double|triple|twice|half|{_MORE}than|as\s+against)\s+{_SOFT}$",
    re.IGNORECASE,
)
_UP_FROM = re.compile(rf"\b(?:up|down)\s+from\s+{_SOFT}$", re.IGNORECASE)
_STOP = re.compile(r"[.!?;]\s")
_FAR = 240
_CLOSE = 30  # characters between a bare number and the amount it is held against


def paired(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, those told against one another pointing at each other and sharing a unit."""
    result = list(readings)
    for told in (_from_to, _against):  # "from … to …" first: its "from" opens no other comparison
        for apart in (1, 2, 3, 4):  # the nearest first
            for index in range(len(result) - apart):
                if result[index].pair is None and result[index + apart].pair is None:
                    _pair(text, result, index, index + apart, told)
    return tuple(result)


def _pair(
    text: str,
    result: list[Reading],
    index: int,
    later: int,
    told: Callable[[str, Reading, Reading], bool],
) -> None:
    if told(text, result[index], result[later]):
        first, second = _agreed(result[index], result[later])
        if first is not None and second is not None:
            result[index] = replace(first, pair=second.start)
            result[later] = replace(second, pair=first.start)


def _clause(text: str, first: Reading) -> str:
    return re.split(r"[.;]\s", text[max(0, first.start - 160) : first.start])[-1]


def _from_to(text: str, first: Reading, second: Reading) -> bool:
    """Whether two figures are told "from … to …"."""
    gap = text[first.end : second.start]
    if len(gap) > 160 or "\n\n" in gap or not _FROM.search(text, max(0, first.start - 60), first.start):
        return False
    changed = tells_change(_clause(text, first)) or tells_change(gap)
    known = not first.bare or not second.bare
    return bool(_GAP_TO.match(gap)) and bool(changed or known or len(gap) > 6)


def _against(text: str, first: Reading, second: Reading) -> bool:
    """Whether the second figure is what the first is held against: "up from", "compared with"."""
    gap = text[first.end : second.start]
    if _UP_FROM.search(gap) and first.kind is not None and first.kind == second.kind and len(gap) <= _FAR:
        return not _STOP.search(gap)
    if len(gap) > 160 or "\n\n" in gap or (first.bare and second.bare):
        return False
    led = _TO_BEFORE.search(text, max(0, first.start - 60), first.start)
    if first.bare and not led and len(gap) > _CLOSE:
        return False  # "the 20 restaurants in town, the price of a meal rose from $63"
    if _GAP_AGAINST.match(gap):
        return True
    changed = led or tells_change(gap)
    return bool(_GAP_FROM.match(gap)) and bool(changed or tells_change(_clause(text, first)))


def _noun(reading: Reading) -> str:
    """The head of what a count counts, its plural ending off."""
    return (reading.unit or "").lower().rsplit(" ", 1)[-1].rstrip("s")


def _agreed(first: Reading, second: Reading) -> tuple[Reading | None, Reading | None]:
    """Both with a kind and unit: what one lacks it takes from the other; None where they clash."""
    if first.kind and second.kind:
        same = first.kind == second.kind and first.currency == second.currency
        same = same or {first.kind, second.kind} == {"ratio", "percentage"}
        same = same and (first.kind != "count" or _noun(first) == _noun(second))
        return (first, second) if same else (None, None)
    if first.bare and second.bare:
        kind: FigureKind = "count" if first.number.whole and second.number.whole else "score"
        return replace(first, kind=kind), replace(second, kind=kind)
    known, bare = (first, second) if first.kind else (second, first)
    if known.kind == "ratio" and known.number.written == "fraction" and bare.value > 1:
        return None, None
    if known.kind == "percentage" and (bare.number.scale > 1 or bare.number.grouped):
        return None, None
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
