"""Numbers that belong together: ratios, points on a scale, ranges, lists that share a unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.figures.lists import with_shared_units
from pipeline.figures.ranges import TO, range_of
from pipeline.figures.reading import Reading

_OUT_OF = re.compile(
    r"\s+(?:points\s+)?out\s+of\s+(?:a\s+(?:possible|maximum(?:\s+of)?|total\s+of)\s+|the\s+)?", re.IGNORECASE
)
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|a\s+total\s+of\s+)?", re.IGNORECASE)
_RATIO_AFTER = re.compile(r"\s+(?:ratio|split)\b")
_HYPHENED_TO = re.compile(r"\s?-?to-?\s?", re.IGNORECASE)
_IN_TEN = re.compile(r"\s+in\s+(?:every\s+)?", re.IGNORECASE)
_TWO_PARTS = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_POINTS = re.compile(r"\s+points\b")
_SLASH = re.compile(r"\s?/\s?")
_COLON = re.compile(r"\s?:\s?")
_SCORE = re.compile(
    r"\b(?:scor\w+|rated|ratings?|grade[sd]?|index|indices|coefficient|averag\w*|mean|median|likert|points?|satisfaction)\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b(?:ratios?|proportions?|split|divided|odds)\b", re.IGNORECASE)


def joined(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings with ranges, ratios and scores made one and shared units handed round."""
    made = _pairs(text, readings)
    broken = {before.start for before, after in pairwise(made) if after.glued and before.bare}
    whole = [reading for reading in made if not reading.glued and reading.start not in broken]
    return with_shared_units(text, whole)


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
    points = bool(_POINTS.match(text, second.number.end))
    near = text[max(0, first.start - 60) : first.start]
    scored = decimals or points or bool(_SCORE.search(near.rsplit(".", 1)[-1]))
    if top not in (3, 4, 5, 6, 7, 10, 20, 100) or first.value > top or not scored:
        return None
    if not (_OUT_OF.fullmatch(gap) or (_SLASH.fullmatch(gap) and first.number.written == "digits")):
        return None
    if second.kind == "count" and not points:
        return None
    return replace(first, end=second.number.end, kind="score", unit="points", scale_max=top)


def _ratio(text: str, first: Reading, second: Reading, gap: str) -> Reading | None:
    """ "one in five", "68:32", "a ratio of 3 to 1"."""
    behind = second.kind == "money" and second.start == second.number.start  # "3 out of every 4 dollars"
    if not first.bare or not (second.bare or second.kind == "count" or behind):
        return None
    small, large = first.value, second.value
    whole = first.number.whole and second.number.whole and first.number.scale == second.number.scale == 1
    if whole and 0 < small < large and _one_in(first, second, gap):
        value = (small / large).quantize(Decimal("0.0001"))
        return replace(first, end=second.number.end, kind="ratio", value=value, unit=None)
    if behind:
        return None
    after = text[second.number.end : second.number.end + 12]
    spoken = bool(_RATIO.search(text, max(0, first.start - 50), first.start) or _RATIO_AFTER.match(after))
    two_sided = False
    if _COLON.fullmatch(gap) and first.number.scale == second.number.scale == 1:
        time = small < 24 and large < 60 and second.number.end - second.number.start == 2
        near = large < 10 and small < 100 and not time and (whole or small == 1)
        two_sided = spoken or near or (whole and small + large == 100)
    elif _SLASH.fullmatch(gap):
        two_sided = spoken or (small + large == 100 and whole)
    elif TO.fullmatch(gap) or _HYPHENED_TO.fullmatch(gap):
        two_sided = spoken
    if not two_sided:
        return None
    return replace(first, end=second.number.end, kind="ratio", value=small, value_max=large)


def _one_in(first: Reading, second: Reading, gap: str) -> bool:
    """Whether two numbers tell a share: "one in five", "8 in 10", "one out of four"."""
    if "every" in gap.lower() and _IN.fullmatch(gap):
        return True
    if _IN_TEN.fullmatch(gap) and second.value in (10, 100, 1000):
        return True
    if not _IN.fullmatch(gap) or first.number.written != second.number.written:
        return False
    if first.number.written == "words" and second.value in (3, 4, 5, 10, 100):
        return True  # "nine out of ten roads"; "nine of the ten roads" counts twice
    few = second.bare and "in" in gap and first.value < 10 and second.value in (3, 4, 5, 20)
    return first.value == 1 or few


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
