"""Numbers that belong together: ranges, lists that share a unit, ratios, points on a scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.direction import CHANGE
from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading

_DASH = re.compile(r"\s?(?:-|‑|–|—|~|−)\s?")
_TO = re.compile(
    r"[-‑]?\s+(?:to|through|up\s+to|and\s+up\s+to|to\s+(?:about|around|over|nearly|almost|approximately|as\s+much\s+as|as\s+many\s+as))\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"[-‑]?\s+(?:and|&)\s+", re.IGNORECASE)
_OR = re.compile(r"[-‑]?\s+or\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s?,\s+|;\s+")
_LIST_END = re.compile(r"\s?,?\s+(?:and|or|&)\s+", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:(?:about|around|approximately|roughly|an\s+estimated|some|a|the)\s+)*$", re.IGNORECASE
)
_FROM = re.compile(
    r"\bfrom\s+(?:(?:about|around|approximately|roughly|some|just|only|over|under|nearly|almost|an?|the)\s+)*$",
    re.IGNORECASE,
)
_RANGE_WORD = re.compile(r"\b(?:rang\w+|vary|varies|varied|varying|anywhere|span\w*)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\s+(?:points\s+)?out\s+of\s+(?:a\s+(?:possible|maximum(?:\s+of)?|total\s+of)\s+|the\s+)?", re.IGNORECASE
)
_IN = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_ADJECTIVE_AND = re.compile(
    r"\s+(?:[a-z-]+(?:al|ic|ive|ary|ior|ale|ern|ish|ous|an)\s+){1,2}(?:and|or)\s+", re.IGNORECASE
)
_ONE_WORD_AND = re.compile(r"\s+(?P<word>[a-z-]+)\s+and\s+")
_NO_MODIFIER = words("grammar", "stop") | words("grammar", "verbs")
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
    return _lists(text, [reading for reading in _pairs(text, readings) if not reading.glued])


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
                one = one or _parts(result[-1], reading, gap) or _range(text, result[-1], reading, gap)
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
    if spoken and (_TO.fullmatch(gap) or _SLASH.fullmatch(gap) or re.fullmatch(r"\s?-?to-?\s?", gap)):
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


def _range(text: str, first: Reading, second: Reading, gap: str) -> Reading | None:
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
        return bool(_AND.fullmatch(gap) or _TO.fullmatch(gap) or _DASH.fullmatch(gap))
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
    if not _TO.fullmatch(gap):
        return False
    if _FROM.search(before):
        clause = re.split(r"[.;:]\s", text[max(0, first.start - 140) : first.start])[-1]
        return not CHANGE.search(clause) or bool(_RANGE_WORD.search(clause))
    return not re.search(
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
            return first.currency == second.currency
        if first.kind == "money":
            return False
        return first.kind == second.kind and (first.kind != "count" and first.unit == second.unit)
    if second.kind is None:
        return first.kind in (None, "money", "percentage", "duration") and not (
            first.kind is None and first.number.written == "words"
        )
    if first.kind is None:
        return second.kind != "money" or first.number.written == "digits"
    return False


def _lists(text: str, readings: list[Reading]) -> tuple[Reading, ...]:
    """Units handed along lists: "12, 15 and 18 per cent", "USD 3 and 4 million"."""
    result = list(readings)
    for index in range(len(result) - 2, -1, -1):
        here, after = result[index], result[index + 1]
        gap = text[here.end : after.start]
        if not here.bare or after.bare or len(gap) > 40:
            continue
        ends = _LIST_END.fullmatch(gap)
        modified = after.kind == "count" and " " in (after.unit or "") and _modifier(gap)
        if modified or (after.kind == "count" and _ADJECTIVE_AND.fullmatch(gap)):
            result[index] = _takes(here, after)
            continue
        if not (ends or (_COMMA.fullmatch(gap) and _list_goes_on(text, result, index))):
            continue
        if here.number.written != after.number.written and after.kind != "count":
            continue
        if after.kind in ("percentage", "duration", "count", "score") and here.value_max is None:
            result[index] = _takes(here, after)
    _hand_on_currency(text, result)
    return tuple(result)


def _hand_on_currency(text: str, result: list[Reading]) -> None:
    """A currency printed once before a list: "USD 3, 4 and 6 million"."""
    led = {
        i
        for i, reading in enumerate(result)
        if reading.kind == "money" and reading.number.start > reading.start
    }
    for index in range(1, len(result)):
        here, before = result[index], result[index - 1]
        gap = text[before.end : here.start]
        if index - 1 not in led or not here.bare or len(gap) > 12:
            continue
        if _LIST_END.fullmatch(gap) or (_COMMA.fullmatch(gap) and _list_goes_on(text, result, index - 1)):
            result[index] = replace(
                here, kind="money", unit=before.unit, currency=before.currency, inferred=before.inferred
            )
            led.add(index)
            if here.number.scale > 1:
                _share_scale_back(text, result, index)


def _modifier(gap: str) -> bool:
    """Whether one word stands before "and": "29 outcome and 8 output indicators"."""
    match = _ONE_WORD_AND.fullmatch(gap)
    return match is not None and match["word"] not in _NO_MODIFIER and not match["word"].endswith("ed")


def _takes(here: Reading, after: Reading) -> Reading:
    """A bare number with the kind and unit of the one it is listed with."""
    scale = after.number.scale
    value = (
        here.value * scale
        if here.number.scale == 1 and scale > 1 and not here.number.grouped and here.value < 1000
        else here.value
    )
    return replace(here, kind=after.kind, unit=after.unit, value=value, counted=after.counted)


def _list_goes_on(text: str, readings: Sequence[Reading], index: int) -> bool:
    """Whether a comma after a bare number is one of a list that an "and" closes."""
    for left, right in zip(readings[index + 1 : index + 12], readings[index + 2 : index + 13], strict=False):
        gap = text[left.end : right.start]
        if _LIST_END.fullmatch(gap):
            return True
        if not _COMMA.fullmatch(gap):
            return False
    return False


def _share_scale_back(text: str, readings: list[Reading], index: int) -> None:
    """ "USD 3 and 4 million": the members before take the scale of the last."""
    scale = readings[index].number.scale
    for earlier in range(index - 1, -1, -1):
        member = readings[earlier]
        gap = text[member.end : readings[earlier + 1].start]
        if (
            member.kind != "money"
            or member.number.scale != 1
            or member.number.grouped
            or not (_LIST_END.fullmatch(gap) or _COMMA.fullmatch(gap))
        ):
            return
        if member.value >= 1000:
            return
        readings[earlier] = replace(member, value=member.value * scale)
        if member.start != member.number.start:
            return
