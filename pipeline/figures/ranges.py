"""Ranges: two numbers that are the ends of one figure, and those that only look so."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.direction import tells_change
from pipeline.figures.reading import Reading

_DASH = re.compile(r"\s?(?:-|‑|–|—|~|−)\s?")
TO = re.compile(
    r"[-‑]?\s+(?:to|through|up\s+to|and\s+up\s+to|to\s+(?:about|around|over|nearly|almost|approximately|as\s+much\s+as|as\s+many\s+as))\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"[-‑]?\s+(?:and|&)\s+", re.IGNORECASE)
_OR = re.compile(r"[-‑]?\s+or\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:(?:about|around|approximately|roughly|an\s+estimated|some|a|the)\s+)*$", re.IGNORECASE
)
_FROM = re.compile(
    r"\bfrom\s+(?:(?:about|around|approximately|roughly|some|just|only|over|under|nearly|almost|an?|the)\s+)*$",
    re.IGNORECASE,
)
_RANGE_WORD = re.compile(r"\b(?:rang\w+|vary|varies|varied|varying|anywhere|span\w*)\b", re.IGNORECASE)


def range_of(text: str, first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "£20m-£25m", "15 to 20 per cent", "between a third and a half": one figure with two ends."""
    if (
        first.value_max is not None
        or second.value_max is not None
        or not _range_gap(text, first, second, gap)
    ):
        return None
    low, high = _same_scale(first, second)
    if not _compatible(first, second) or low > high or (low == high and first.kind):
        return None
    kind = second.kind or first.kind
    if (
        kind is None
        and not _BETWEEN.search(text, max(0, first.start - 40), first.start)
        and not first.number.whole
    ):
        return None
    source = second if second.kind else first
    money = first if first.currency else second
    return replace(
        first,
        end=max(first.end, second.end),
        value=low,
        value_max=high,
        kind=kind,
        unit=money.unit if kind == "money" else source.unit,
        currency=money.currency,
        inferred=money.inferred,
        counted=source.counted,
        number=replace(
            first.number, scale=Decimal(1), mantissa=low, end=second.number.end, bare=second.number.bare
        ),
    )


def _range_gap(text: str, first: Reading, second: Reading, gap: str) -> bool:
    """Whether what stands between two numbers makes them a range."""
    before = text[max(0, first.start - 60) : first.start]
    if _BETWEEN.search(before):
        return bool(_AND.fullmatch(gap) or TO.fullmatch(gap) or _DASH.fullmatch(gap))
    if _DASH.fullmatch(gap):
        return first.number.written != "fraction" or second.number.written == "fraction"
    if _OR.fullmatch(gap):
        step = second.value - first.value
        return (
            0 < step <= 5
            and first.value <= 20
            and first.bare
            and first.number.written == second.number.written
            and not second.bare
        )
    if not TO.fullmatch(gap):
        return False
    if _FROM.search(before):
        clause = re.split(r"[.;:]\s", text[max(0, first.start - 140) : first.start])[-1]
        return not tells_change(clause) or bool(_RANGE_WORD.search(clause))
    return first.kind is None or not re.search(
        r"\b(?:increas\w+|rose|grew|fell|dropped|declin\w+|down|up)\s+(?:by\s+)?$", before, re.IGNORECASE
    )


def _same_scale(first: Reading, second: Reading) -> tuple[Decimal, Decimal]:
    """Both ends in whole units: "3-4 million" shares its scale, "$200,000 to $1 million" does not."""
    low, high = first.value, second.value
    if (
        first.number.scale == 1
        and second.number.scale > 1
        and not first.number.grouped
        and low < second.number.scale
    ):
        mantissa = second.number.mantissa
        if low <= mantissa:
            low *= second.number.scale
    return low, high


def _compatible(first: Reading, second: Reading) -> bool:
    """Whether two numbers can be the ends of one range."""
    if first.kind and second.kind:
        if first.kind == second.kind == "money":
            return first.currency == second.currency and first.part == second.part
        if first.kind == "money":
            return False
        return first.kind == second.kind and (first.kind != "count" and first.unit == second.unit)
    if second.kind is None:
        return first.kind in (None, "money", "percentage", "duration") and not (
            first.kind is None and first.number.written == "words"
        )
    if first.kind is None:
        behind = second.start == second.number.start  # "eight or nine euros"
        return second.kind != "money" or first.number.written == "digits" or behind
    return False
