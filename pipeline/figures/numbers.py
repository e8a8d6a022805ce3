"""Numbers as reports write them: digits with any grouping, words, fractions, scale words.

A number here is only read, not judged: whether it is a year, a code or a quantity is told later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.digits import digits_value
from pipeline.figures.number import (
    APOSTROPHES,
    SPACES,
    Number,
)
from pipeline.figures.scale import scaled, with_fraction
from pipeline.figures.shares import fractions_in
from pipeline.figures.spelled import in_words

_DIGITS = re.compile(
    rf"(?<![0-9])(?:"
    rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]{{1,2}}(?![0-9]|[.,][0-9]))?"
    rf"|[0-9]+(?:[.,{APOSTROPHES}][0-9]+)*"
    rf")"
)
_AGAIN = re.compile(r"\s\((?P<digits>[0-9]{1,3}(?:,?[0-9]{3})*)\)")
_EXPONENT = re.compile(r"\s?[×x*]\s?10(?:\^|\*\*)?[⁰¹²³⁴⁵⁶⁷⁸⁹0-9]")


def numbers_in(text: str) -> tuple[Number, ...]:
    """Every written number of a text in order; overlapping readings give the longest."""
    found = [*_in_digits(text), *in_words(text), *fractions_in(text)]
    found = [_said_twice(text, number) for number in found]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if kept and _added(text, kept[-1], number):
            whole = kept[-1].value + number.value
            kept[-1] = replace(kept[-1], mantissa=whole, scale=Decimal(1), end=number.end, bare=number.end)
        elif not kept or number.start >= kept[-1].end:
            kept.append(number)
        elif number.end > kept[-1].end and number.start == kept[-1].start:
            kept[-1] = number
    return tuple(kept)


def _said_twice(text: str, number: Number) -> Number:
    """ "three (3) years": the number in words with its digits after it."""
    if number.written != "words" or (match := _AGAIN.match(text, number.end)) is None:
        return number
    same = Decimal(match["digits"].replace(",", "")) == number.value
    return replace(number, end=match.end(), plain_one=False) if same else number


def _added(text: str, first: Number, second: Number) -> bool:
    """Whether a second number adds to the first: "1 million 500 thousand"."""
    return first.scale > second.scale > 1 and second.mantissa < 1000 and text[first.end : second.start] == " "


def _in_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        read = digits_value(match.group())
        if read is None or _EXPONENT.match(text, end):
            continue
        value, grouped, other = read
        if start and text[start - 1] == "." and (start == 1 or not text[start - 2].isalnum()):
            if "." in match.group() or "," in match.group():
                continue
            start, value, other = start - 1, Decimal(f"0.{match.group()}"), None
        number = Number(start, end, value, Decimal(1), "digits", end, grouped, other)
        yield scaled(text, with_fraction(text, number))
