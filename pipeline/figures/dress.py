"""Every number of a text with what is printed around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.amounts import Currencies, amount_of, minus_at
from pipeline.figures.counted import counted_after
from pipeline.figures.exclude import inside
from pipeline.figures.habits import Habit
from pipeline.figures.millions import counts_alone, scaled_count
from pipeline.figures.number import Number
from pipeline.figures.reading import Reading
from pipeline.figures.units import with_unit
from pipeline.model import Span

_PEOPLE = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:people|persons|staff|households|refugees|beneficiaries|children|women|men|participants|"
    r"respondents|families|migrants|employees|students|teachers|workers|farmers|individuals|volunteers|"
    r"patients|schools|villages|communities|cases|deaths|tonnes|metric|hectares|girls|boys|companies)\b"
)
_DATED = ("in", "since", "by", "of", "from", "until", "the", "during", "and", "to", "early", "late", "mid-")
_PER = frozenset({100, 1000, 10000, 100000, 1000000})
_RATE = re.compile(r"\bper\s+$", re.IGNORECASE)
_LOOSELY = (
    "over",
    "than",
    "approximately",
    "nearly",
    "almost",
    "least",
    "total of",
    "some",
    "estimated",
    "up to",
)


def dress(
    text: str, numbers: Sequence[Number], years: Sequence[Span], mask: Sequence[Span], habit: Habit
) -> tuple[Reading, ...]:
    """The numbers of a text that are no part of a name, as readings; years are left out."""
    currencies = Currencies.of(text)
    readings: list[Reading] = []
    for number in numbers:
        if inside(mask, number.start, number.bare) or _denominator(text, number):
            continue
        reading = amount_of(text, _habitual(number, habit), currencies, habit)
        reading = reading or _unpriced(text, scaled_count(text, _habitual(number, habit)))
        if reading is None:
            continue
        dated = inside(years, number.start, number.bare) and number.scale == 1 and not number.grouped
        timeless = reading.kind in (None, "count", "duration")
        if dated and timeless and not _surely_counted(text, reading):
            continue
        readings.append(reading)
    return tuple(readings)


def _denominator(text: str, number: Number) -> bool:
    """Whether a number is what a rate is counted by: "per 100,000 live births"."""
    power = number.whole and number.value in _PER and number.written == "digits"
    return power and bool(_RATE.search(text, max(0, number.start - 12), number.start))


def _habitual(number: Number, habit: Habit) -> Number:
    """ "37.741" read as the document groups its thousands."""
    if habit.european and number.ambiguous is not None and number.scale == 1:
        return replace(number, mantissa=number.ambiguous, ambiguous=None, grouped=True)
    return number


def _surely_counted(text: str, reading: Reading) -> bool:
    """Whether a number that could be a year counts people or things: "over 2000 people"."""
    digits = reading.number.bare - reading.number.start
    if reading.number.written != "digits" or digits != 4:
        return reading.kind is not None and digits != 2
    before = text[max(0, reading.start - 24) : reading.start].lower().rstrip()
    if before.endswith(_DATED) and not before.endswith(_LOOSELY):
        return False
    return bool(_PEOPLE.match(text, reading.number.end)) or before.endswith(_LOOSELY)


def _unpriced(text: str, number: Number) -> Reading | None:
    """A number without a currency as a reading, or None where it is glued to a word or a code."""
    if _glued_before(text, number.start):
        return None
    letter = number.letter and text[number.bare : number.end] in ("m", "b", "t")
    # metres, bytes, tonnes: nobody knows, unless a range begins with a currency ("£5-10m")
    unknown = letter and not (counted_after(text, number.end) or counts_alone(text, number))
    glued = unknown or (text[number.start - 1 : number.start] in (":", "/") and number.start > 1)
    minus = minus_at(text, number.start)
    value = number.value if minus is None else -number.value
    start = number.start if minus is None else minus
    return with_unit(text, Reading(number, start, number.end, value, glued=glued))


def _glued_before(text: str, start: int) -> bool:
    """Whether what stands right before makes the number part of a word, a code or a decimal."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous == "=" and re.search(r"(?<!\w)[nN]\s?=$", text[max(0, start - 4) : start]):
        return False  # the size of a sample
    if previous.isalnum() or previous in "_#@=\\^°§±":
        return True
    before = text[start - 2] if start > 1 else " "
    if previous in ":/" and before.isdigit():
        return False  # a ratio, perhaps
    if previous in ".,:/" and (before.isalnum() or before in ")]"):
        return True
    if previous in "-‑–—" and (before.isalpha() or before in ".)/"):
        return previous in "-‑" or before.isupper()
    return previous in ")]" or (previous in "’'\"”" and before.isalnum())
