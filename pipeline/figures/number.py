"""A written number, and the words and signs numbers are written with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.figures.lexicon import load

Written = Literal["digits", "words", "fraction"]
MOST_DIGITS = 18  # a longer number is an identifier or noise, never a quantity
SPACES = " \u00a0\u202f\u2009\u2008\u2007"
APOSTROPHES = "'’"


@dataclass(frozen=True, slots=True)
class Number:
    """A written number: `value` is `mantissa` times `scale`.

    `end` is after the scale word. `ambiguous` holds the second reading of "37.741" (grouped).
    `bare` is where the mantissa ends, `letter` whether a scale letter was glued to it.
    """

    start: int
    end: int
    mantissa: Decimal
    scale: Decimal
    written: Written
    bare: int
    grouped: bool = False
    ambiguous: Decimal | None = None
    letter: bool = False
    plain_one: bool = False  # "one", which counts only with a scale or a unit

    @property
    def value(self) -> Decimal:
        return self.mantissa * self.scale

    @property
    def whole(self) -> bool:
        return self.value == self.value.to_integral_value()


_TABLE = load("numbers")
UNITS: dict[str, int] = dict(_TABLE["units"])
TEENS: dict[str, int] = dict(_TABLE["teens"])
TENS: dict[str, int] = dict(_TABLE["tens"])
SCALES: dict[str, int] = dict(_TABLE["scales"])
LETTERS: dict[str, int] = dict(_TABLE["letters"])
FRACTIONS: dict[str, int] = dict(_TABLE["fractions"])
SIGNS: dict[str, list[int]] = dict(_TABLE["signs"])
SMALL = UNITS | TEENS | TENS


def plain(value: Decimal) -> Decimal:
    """The same value without needless zeros and without an exponent: 2100000000, 0.3333."""
    whole = value.to_integral_value()
    if value == whole:
        return Decimal(int(whole))
    return value.normalize()
