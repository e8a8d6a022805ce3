"""Amounts of money: the currency before or after a number, and the scale between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.currencies import Mention, mentions_in
from pipeline.figures.habits import Habit
from pipeline.figures.number import Number
from pipeline.figures.reading import Reading
from pipeline.figures.scale import spaced_letter

_BETWEEN = re.compile(
    r":?\s*\(?(?:(?P<scale>millions?|billions?|thousands?|trillions?|mn|mln|m|bn|k|Mio\.?|['’]?000s?)\)?[\s:]*)?"
    r"(?P<sign>[-−–~])?\s?",
    re.IGNORECASE,
)
_POWERS = (("tri", 12), ("bil", 9), ("mil", 6), ("thou", 3), ("000", 3), ("'000", 3), ("’000", 3), ("bn", 9))
_FARTHEST = 18  # characters between a currency and its number
_AXIS = re.compile(r"[0-9]\s?(?:million|billion|thousand|trillion)s?\s+$", re.IGNORECASE)
_GAPS = ("", " ", "\u00a0", "\u202f", "\n", "-", " (", " of ", " in ")
_MINUS = re.compile(r"(?:^|[\s(\[])(?P<sign>[-−–‑]|minus\s|negative\s)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """A currency in front of a number; `negative` for "USD -4"."""

    mention: Mention
    scale: Decimal
    negative: bool


@dataclass(frozen=True, slots=True)
class Currencies:
    """The currencies a text names, found by where they stand."""

    text: str
    by_start: Mapping[int, Mention]
    by_end: Mapping[int, Mention]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Currencies:
        mentions = mentions_in(text)
        by_end = {mention.end: mention for mention in mentions}
        return cls(text, {mention.start: mention for mention in mentions}, by_end, sorted(by_end))

    def before(self, number: Number) -> Before | None:
        """The currency printed in front of a number."""
        index = bisect_left(self.ends, number.start + 1) - 1
        if index < 0 or number.start - self.ends[index] > _FARTHEST:
            return None
        mention = self.by_end[self.ends[index]]
        gap = _BETWEEN.fullmatch(self.text, mention.end, number.start)
        named = self.text[mention.start : mention.end]
        if gap is None or mention.part != 1 or (mention.inferred and named.isalpha() and len(named) > 3):
            return None
        if not named.isupper() and named.isalpha() and _like_a_year(number):
            return None  # "the Euro 2020 qualifier"
        if _AXIS.search(self.text, max(0, mention.start - 24), mention.start) and number.scale == 1:
            return None  # "70 Million US$ 60": a title between two ticks of an axis
        large = number.grouped or number.scale > 1 or number.value >= 1000
        if mention.wordlike and not large:
            return None
        return Before(mention, _scale(gap["scale"]), bool(gap["sign"]) and gap["sign"] in "-−")

    def after(self, number: Number) -> Mention | None:
        """The currency printed right after a number, unless it belongs to the next one."""
        for gap in _GAPS:
            mention = self.by_start.get(number.end + len(gap))
            if mention is None or not self.text.startswith(gap, number.end):
                continue
            code = not self.text[mention.start : mention.end].islower()
            if code and self._leads(mention):
                return None
            if gap == " (" and (number.scale == 1 or self.text[mention.end : mention.end + 1] != ")"):
                return None  # "2018–2022 (USD thousand)"
            if gap in (" of ", " in ") and (number.scale == 1 or mention.part != 1 or code):
                return None
            return None if mention.wordlike and not (number.grouped or number.scale > 1) else mention
        return None

    def _leads(self, mention: Mention) -> bool:
        """Whether a sign or code stands before another number rather than after this one."""
        following = re.compile(r"\s?[0-9][0-9.,]*").match(self.text, mention.end)
        return following is not None and not any(
            following.end() + len(gap) in self.by_start for gap in ("", " ")
        )


def _like_a_year(number: Number) -> bool:
    plain = number.written == "digits" and not number.grouped and number.scale == 1
    return plain and number.whole and 1900 <= number.value <= 2100


def _scale(word: str | None) -> Decimal:
    """The scale written between currency and number ("USD million 60")."""
    if not word:
        return Decimal(1)
    low = word.lower()
    power = next((power for start, power in _POWERS if low.startswith(start)), 6 if low[0] == "m" else 3)
    return Decimal(10) ** power


def amount_of(text: str, number: Number, currencies: Currencies, habit: Habit) -> Reading | None:
    """The number as an amount of money, or None where no currency is at it."""
    before = currencies.before(number)
    if before:
        number = spaced_letter(text, number)
    after = currencies.after(number)
    if after is None and before is None:
        widened = spaced_letter(text, number)
        if widened is number or (after := currencies.after(widened)) is None:
            return None
        number = widened
    named = [mention for mention in (before.mention if before else None, after) if mention]
    chosen = next((mention for mention in named if not mention.inferred), named[0])
    value = number.value * (before.scale if before else 1) * (after.part if after else 1)
    if number.ambiguous is not None and number.scale == 1:
        value = number.ambiguous  # an amount has two decimals, never three: 37.741 USD
    end = after.end if after else number.end
    if text[end : end + 1].isalpha() and not text[end - 1].isalpha():
        return None  # a letter nobody knows: better no row than a wrong value
    if after and text[number.end : after.start].endswith("(") and text[end : end + 1] == ")":
        end += 1
    start = before.mention.start if before else number.start
    minus = minus_at(text, start)
    negative = minus is not None or (before is not None and before.negative)
    code = habit.dollar if chosen.inferred and chosen.code == "USD" else chosen.code
    return Reading(
        number,
        start if minus is None else minus,
        end,
        -value if negative else value,
        "money",
        unit=code,
        currency=code,
        inferred=chosen.inferred,
        part=after.part if after else Decimal(1),
    )


def minus_at(text: str, start: int) -> int | None:
    """Where the minus sign of a number that begins at `start` stands, or None."""
    match = _MINUS.search(text, max(0, start - 10), start)
    if match is None or (text[start - 1].isspace() and not match["sign"].strip().isalpha()):
        return None
    return match.start("sign")
