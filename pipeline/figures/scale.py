"""What multiplies a number or adds to it: "2.1 billion", "£20m", "2½", "two and a half"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.lexicon import alternatives
from pipeline.figures.number import (
    LETTERS,
    SCALES,
    SIGNS,
    Number,
)

_SCALE_WORD = re.compile(
    rf"(?:[\s\-–]|\s\()?(?P<word>{alternatives([*SCALES, 'dozen'])})\b\.?(?<!million\.)(?<!billion\.)",
    re.IGNORECASE,
)
_LETTER = re.compile(rf"(?P<letter>{alternatives(LETTERS)})(?![\w%])", re.IGNORECASE)
_SPACED_LETTER = re.compile(rf"\s(?P<letter>{alternatives(LETTERS)})(?![\w%])", re.IGNORECASE)
_VULGAR = "".join(SIGNS)
_VULGAR_AFTER = re.compile(rf"\s?[{_VULGAR}]")
_MIXED = re.compile(r"\s(?P<top>[1-9])/(?P<bottom>[2-9])(?![\w/])")
_AND_HALF = re.compile(
    r"\s+and\s+(?:(?:an?|one)(?:\s+|-))?(?P<name>half|quarter|three(?:\s+|-)quarters|third)\b(?!\s+of\b)",
    re.IGNORECASE,
)
PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}


def with_fraction(text: str, number: Number) -> Number:
    """The number with a fraction printed after it: "2½", "1 1/2", "2 and a half"."""
    if number.value != number.value.to_integral_value() or number.grouped:
        return number
    if match := _VULGAR_AFTER.match(text, number.end):
        top, bottom = SIGNS[match.group()[-1]]
    elif match := _MIXED.match(text, number.end):
        top, bottom = int(match["top"]), int(match["bottom"])
        if top >= bottom:
            return number
    elif match := _AND_HALF.match(text, number.end):
        name = match["name"].lower()
        part = PARTS.get(name, Decimal("0.75"))
        return replace(
            number, mantissa=number.mantissa + part, end=match.end(), bare=match.end(), plain_one=False
        )
    else:
        return number
    part = Decimal(top) / Decimal(bottom)
    return replace(
        number, mantissa=number.mantissa + part, end=match.end(), bare=match.end(), plain_one=False
    )


def scaled(text: str, number: Number) -> Number:
    """The number with the scale words or the glued scale letter that follow it."""
    if match := _LETTER.match(text, number.end):
        letter = match["letter"].lower()
        return replace(number, scale=Decimal(LETTERS[letter]), end=match.end("letter"), letter=True)
    scale, end = number.scale, number.end
    while match := _SCALE_WORD.match(text, end):
        scale *= SCALES.get(match["word"].lower(), 12)
        opened = text[match.start() : match.end("word")].lstrip().startswith("(")
        end = match.end("word")
        if opened and text[end : end + 1] == ")":
            end += 1
    return replace(number, scale=scale, end=end)


def spaced_letter(text: str, number: Number) -> Number:
    """The number with a scale letter after a space ("US$ 1.2 m"); asked only where a currency is."""
    if number.scale == 1 and (match := _SPACED_LETTER.match(text, number.end)):
        letter = match["letter"].lower()
        return replace(number, scale=Decimal(LETTERS[letter]), end=match.end("letter"), letter=True)
    return number
