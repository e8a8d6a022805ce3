"""Numbers in words: "one hundred and twenty", "half a million", "a dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.lexicon import alternatives
from pipeline.figures.number import (
    SCALES,
    SMALL,
    Number,
)
from pipeline.figures.scale import scaled, with_fraction

_WORD = re.compile(
    rf"(?<!\w)(?:{alternatives([*SMALL, *SCALES, 'half', 'dozen'])})(?:(?!\w)|(?=fold\b))", re.IGNORECASE
)
_A_SCALE = re.compile(
    rf"(?<![\w-])an?\s+(?:(?P<half>half)\s+)?(?P<word>{alternatives(SCALES)}|dozen)\b(?!\s+(?:and\s+one\b))",
    re.IGNORECASE,
)
_HALF_A = re.compile(
    rf"(?<![\w-])(?:a\s+)?(?P<part>half|quarter)(?:\s+|-)(?:of\s+)?(?:an?\s+)?(?P<word>{alternatives(SCALES)}|dozen)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Sum:
    """A number in words while it is read."""

    total: int = 0
    current: int = 0
    last_scale: int = 10**15
    seen: int = 0

    def takes(self, word: str) -> bool:
        """Adds the word where the number so far may go on with it."""
        if word in SCALES or word == "dozen":
            return self._takes_scale(SCALES.get(word, 12))
        value = SMALL[word]
        room = self.current % 100
        fits = room == 0 if value >= 10 else (room == 0 or (room >= 20 and room % 10 == 0))
        if not fits or (self.seen and self.current == 0 and self.last_scale == 12):
            return False
        self.current += value
        self.seen += 1
        return True

    def _takes_scale(self, scale: int) -> bool:
        if scale == 100:
            if not 1 <= self.current <= 9:
                return False
            self.current *= 100
        elif self.current and scale < self.last_scale:
            self.total += self.current * scale
            self.current, self.last_scale = 0, scale
        elif self.total and not self.current and scale > self.last_scale:
            self.total *= scale  # "two hundred thousand million"
        else:
            return False
        self.seen += 1
        return True


def in_words(text: str) -> Iterator[Number]:
    """The spelled-out numbers of a text; those with an article come last, out of order."""
    words = list(_WORD.finditer(text))
    index = 0
    while index < len(words):
        state, first, last = _Sum(), words[index], words[index]
        word = first.group().lower()
        index += 1
        hyphened = text[first.start() - 1 : first.start()] in ("-", "‑")
        if word == "half" or hyphened or not state.takes(word):
            continue
        while index < len(words):
            following = words[index].group().lower()
            joined = _joins(text[last.end() : words[index].start()], state)
            if not joined or following == "half" or not state.takes(following):
                break
            last = words[index]
            index += 1
        value = Decimal(state.total + state.current)
        number = Number(
            first.start(), last.end(), value, Decimal(1), "words", last.end(), plain_one=value == 1
        )
        whole = with_fraction(text, number)
        yield whole if whole is number else scaled(text, whole)
    yield from _article_scales(text)


def _joins(gap: str, state: _Sum) -> bool:
    """Whether what stands between two number words lets them be one number."""
    stripped = gap.strip().lower()
    if len(gap) <= 3 and stripped in ("", "-", "‑"):
        return True
    return stripped == "and" and bool(state.current >= 100 or (state.total and not state.current))


def _article_scales(text: str) -> Iterator[Number]:
    """ "A million", "half a million", "a dozen", "a quarter of a million"."""
    for match in _A_SCALE.finditer(text):
        scale = Decimal(SCALES.get(match["word"].lower(), 12))
        start = match.start("half") if match["half"] else match.start()
        mantissa = Decimal("0.5") if match["half"] else Decimal(1)
        yield scaled(text, Number(start, match.end(), mantissa * scale, Decimal(1), "words", match.end()))
    for match in _HALF_A.finditer(text):
        scale = Decimal(SCALES.get(match["word"].lower(), 12))
        part = Decimal("0.5") if match["part"].lower() == "half" else Decimal("0.25")
        yield Number(match.start(), match.end(), part * scale, Decimal(1), "words", match.end())
