"""Fractions as reports write them: "a third", "two thirds", "three quarters", "½", "half of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.lexicon import alternatives
from pipeline.figures.number import (
    FRACTIONS,
    SIGNS,
    UNITS,
    Number,
)
from pipeline.figures.scale import PARTS

_SLASH = re.compile(r"(?<![\w/.,])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\w/.,]*[\w/])")
_FRACTION = re.compile(
    rf"(?<![\w-])(?P<top>an?|{alternatives(UNITS)})(?:\s+|-)(?P<name>{alternatives(FRACTIONS)})(?![\w])",
    re.IGNORECASE,
)
_PART_OF_ONE = re.compile(
    r"(?<![\w-])(?P<part>half|(?:an?|one)(?:\s+|-)(?:quarter|third|half)|three(?:\s+|-)quarters)(?:\s+of)?\s+(?:an?|one)"
    r"(?=\s+(?:per\s?cent|percent|percentage|hour|day|week|month|year|decade|century|minute)\b)",
    re.IGNORECASE,
)
_AFTER_FRACTION = re.compile(
    r"\s*(?:$|[.,;:)\]\"”’–—(]|(?:of|to|and|or|more|less|fewer|higher|lower|larger|smaller|are|were|is|was|had|"
    r"have|has|did|do|said|reported|felt|believed|agreed|came|went|by|in|since|from|against|on|between|as|that|"
    r"who|which|through|during|when|while|compared|below|above|over|under|only|still|overall|also)\b)",
    re.IGNORECASE,
)
_AND_BEFORE = re.compile(
    r"\b(?:year|month|hour|day|week|decade|century|million|billion)s?\s+and\s+$", re.IGNORECASE
)  # "a year and a half"
_HALF = re.compile(r"(?<![\w-])half(?![\w-])", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+(?:(?:of|the|its|their|our|all|these|those|his|her|as)\b|\([0-9])", re.IGNORECASE)
_THAN_HALF = re.compile(
    r"\b(?:than|over|about|under|least|almost|around|nearly|roughly|approximately|by|to|some|only|just)\s+$",
    re.IGNORECASE,
)
_NOT_HALF = re.compile(
    r"\b(?:first|second|latter|last|former|other|better|in|early|later|final|and|the|this|that)\s+$",
    re.IGNORECASE,
)


_SCORED = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|grade[ds]?)\b(?:\s+(?:of|at|was|is|a|as|only|just|it))*[\s:=(]*$",
    re.IGNORECASE,
)  # "scored 4/5" is a point on a scale


def fractions_in(text: str) -> Iterator[Number]:
    """ "A third", "two thirds", "three quarters", "½", "1/3", "half of"."""
    for match in _FRACTION.finditer(text):
        top, name = match["top"].lower(), match["name"].lower()
        numerator = UNITS.get(top, 1)
        plural = name.endswith("s") or name == "halves"
        if (numerator > 1) != plural or numerator > FRACTIONS[name]:
            continue
        added = name == "half" and _AND_BEFORE.search(text, max(0, match.start() - 14), match.start())
        if not added and (numerator > 1 or _AFTER_FRACTION.match(text, match.end())):
            yield _fraction(match.start(), match.end(), numerator, FRACTIONS[name])
    for match in _HALF.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        licensed = _OF_WHAT.match(text, match.end()) or _THAN_HALF.search(before)
        if licensed and not _NOT_HALF.search(before):
            yield _fraction(match.start(), match.end(), 1, 2)
    for match in _SLASH.finditer(text):
        top_value, bottom = int(match["top"]), int(match["bottom"])
        if top_value < bottom and not _SCORED.search(text, max(0, match.start() - 40), match.start()):
            yield _fraction(match.start(), match.end(), top_value, bottom)
    for match in _PART_OF_ONE.finditer(text):
        name = re.split(r"[\s-]+", match["part"].lower())[-1]
        value = PARTS.get(name, Decimal("0.75"))
        yield Number(match.start(), match.end(), value, Decimal(1), "words", match.end())
    for index, char in enumerate(text):
        if char in SIGNS and (index == 0 or not text[index - 1].isalnum()):
            yield _fraction(index, index + 1, *SIGNS[char])


def _fraction(start: int, end: int, top: int, bottom: int) -> Number:
    return Number(start, end, Decimal(top) / Decimal(bottom), Decimal(1), "fraction", end)
