"""Numbers that belong together: ratios, points on a scale, ranges, lists that share a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.lists import with_shared_units
from pipeline.figures.ranges import TO, range_of
from pipeline.figures.reading import Reading

_OUT_OF = re.compile(
    r"\s+(?:points\s+)?out\s+of\s+(?:a\s+(?:possible|maximum(?:\s+of)?|total\s+of)\s+|the\s+)?", re.IGNORECASE
)
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|a\s+total\s+of\s+)?", re.IGNORECASE)
_IN_TEN = re.compile(r"\s+in\s+(?:every\s+)?", re.IGNORECASE)
_TWO_PARTS = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_SLASH = re.compile(r"\s?/\s?")
_COLON = re.compile(r"\s?:\s?")
_SCORE = re.compile(
    r"\b(?:scor\w+|rated|ratings?|grade[sd]?|index|indices|coefficient|averag\w*|mean|median|likert|points?|satisfaction)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(?:ratios?|proportions?|split|divided|odds)\b", re.IGNORECASE)


def joined(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with ranges, ratios and scores made one and shared units handed round."""
    return with_shared_units(text, [reading for reading in _pairs(text, readings) if not reading.glued])


def _pairs(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with every two that tell one figure made one."""
    result: list[Reading] = []
    for reading in readings:
        if result:
            gap = text[result[-1].end : reading.start]
            one = None
            if len(gap) <= 40:
                one = _score(text, result[-1], reading, gap) or _ratio(text, result[-1], reading, gap)
                result[-1] = _of_more(result[-1], reading, gap)
                one = one or _parts(result[-1], reading, gap) or range_of(text, result[-1], reading, gap)
            if one is not None:
                result[-1] = one
                continue
        result.append(reading)
    return result


def _score(text: str, first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "2.8 out of 5", "3/5 overall", "4.2 / 6": a point on a scale."""
    if not first.bare or not (second.bare or second.kind == "count") or second.number.scale != 1:
        return None
    decimals = not first.number.whole
    top = second.value
    near = text[max(0, first.start - 60) : first.start]
    scored = decimals or bool(_SCORE.search(near.rsplit(".", 1)[-1]))
    if top not in (3, 4, 5, 6, 7, 10, 20, 100) or first.value > top or not scored:
        return None
    if not (_OUT_OF.fullmatch(gap) or (_SLASH.fullmatch(gap) and first.number.written == "digits")):
        return None
    points = "points" in text[second.number.end : second.number.end + 8]
    if second.kind == "count" and not points:
        return None
    return replace(first, end=second.number.end, kind="score", unit="points", scale_max=top)


def _ratio(text: str, first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "one in five", "68:32", "a ratio of 3 to 1"."""
    small, large = first.value, second.value
    whole = first.number.whole and second.number.whole and first.number.scale == second.number.scale == 1
    near = text[max(0, first.start - 50) : first.start]
    if (
        _IN.fullmatch(gap)
        and first.bare
        and whole
        and 0 < small < large
        and (second.bare or second.kind == "count")
    ):
        same = first.number.written == second.number.written
        if same and (
            first.number.plain_one
            or small == 1
            or (second.bare and "in" in gap and small < 10 and large in (3, 4, 5, 10, 20, 100))
        ):
            return replace(
                first,
                end=second.number.end,
                kind="ratio",
                value=(small / large).quantize(Decimal("0.0001")),
                unit=None,
            )
    if _IN_TEN.fullmatch(gap) and first.bare and whole and 0 < small < large and large in (10, 100, 1000):
        value = (small / large).quantize(Decimal("0.0001"))
        return replace(first, end=second.number.end, kind="ratio", value=value, unit=None)
    if not first.bare or not (second.bare or second.kind == "count"):
        return None
    spoken = bool(_RATIO.search(near)) or bool(
        re.match(r"\s+(?:ratio|split)\b", text[second.number.end :][:12])
    )
    if _COLON.fullmatch(gap) and whole:
        time = small < 24 and large < 60 and len(text[second.number.start : second.number.end]) == 2
        if spoken or small + large == 100 or (large < 10 and small < 100 and not time):
            return replace(first, end=second.number.end, kind="ratio", value=small, value_max=large)
    if spoken and (TO.fullmatch(gap) or _SLASH.fullmatch(gap) or re.fullmatch(r"\s?-?to-?\s?", gap)):
        return replace(first, end=second.number.end, kind="ratio", value=small, value_max=large)
    if _SLASH.fullmatch(gap) and small + large == 100 and whole:
        return replace(first, end=second.number.end, kind="ratio", value=small, value_max=large)
    return None


def _of_more(first: Reading, second: Reading, gap: str) -> Reading:
    """The first amount in the scale of the second: "US$ 4.7 of US$ 20.4 million"."""
    if first.kind != "money" or first.currency != second.currency or not _OF.fullmatch(gap):
        return first
    small = first.number.scale == 1 and second.number.scale > 1 and not first.number.grouped
    if not small or first.value > second.number.mantissa:
        return first
    return replace(first, value=first.value * second.number.scale)


def _parts(first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "20 dollars and 43 cents": one amount in two parts."""
    if first.kind != "money" or second.kind != "money" or not _TWO_PARTS.fullmatch(gap):
        return None
    if first.part != 1 or second.part == 1 or second.value >= 1 or first.number.scale != 1:
        return None
    return replace(first, end=second.end, value=first.value + second.value)
