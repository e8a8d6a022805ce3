"""Units handed along lists: "12, 15 and 18 per cent", "USD 3 and 4 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading

_COMMA = re.compile(r"\s?,\s+|;\s+")
_LIST_END = re.compile(r"\s?,?\s+(?:and|or|&)\s+", re.IGNORECASE)
_AFTER_AMOUNT = re.compile(
    r"\s*(?:$|[.,;:)]|(?:respectively|each|per|a|in|for|on|to|from|over|during|by|between)\b)", re.IGNORECASE
)
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the|its|an?)\s+", re.IGNORECASE)
_ADJECTIVE_AND = re.compile(
    r"\s+(?:[a-z-]+(?:al|ic|ive|ary|ior|ale|ern|ish|ous|an)\s+){1,2}(?:and|or)\s+", re.IGNORECASE
)
_ONE_WORD_AND = re.compile(r"\s+(?P<word>[a-z-]+)\s+and\s+")
_STOP = re.compile(r"[.!?]\s")
_NO_MODIFIER = words("grammar", "stop") | words("grammar", "verbs")


def with_shared_units(text: str, readings: list[Reading]) -> tuple[Reading, ...]:
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
    _parts_of_total(text, result)
    return tuple(result)


def _parts_of_total(text: str, result: list[Reading]) -> None:
    """Bare numbers that add up to the count told before them: "184 interviews – 104 here and 80 there"."""
    for index, total in enumerate(result):
        end = index + 1
        left = total.value if total.kind == "count" and total.value_max is None else Decimal(0)
        while end < len(result) and left > 0 and result[end].bare and result[end].number.whole:
            if _STOP.search(text, result[end - 1].end, result[end].start):
                break
            left -= result[end].value
            end += 1
        if left == 0 and end > index + 2:
            parts = result[index + 1 : end]
            result[index + 1 : end] = [
                part if part.number.plain_one else replace(part, kind="count", unit=total.unit)
                for part in parts
            ]


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
        part = here.number.scale > 1 and before.number.scale > 1 and _PART_OF.fullmatch(gap)
        closes = part or (
            _LIST_END.fullmatch(gap) and (here.number.scale > 1 or _AFTER_AMOUNT.match(text, here.end))
        )
        if closes or (_COMMA.fullmatch(gap) and _list_goes_on(text, result, index - 1)):
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
