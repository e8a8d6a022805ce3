"""Numbers as reports write them: digits with any grouping, words, fractions, scale words.

A number here is only read, not judged: whether it is a year, a code or a quantity is told later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pipeline.figures.lexicon import alternatives, load

Written = Literal["digits", "words", "fraction"]

MOST_DIGITS = 18  # a longer number is an identifier or noise, never a quantity
SPACES = " \u00a0\u202f\u2009\u2008\u2007"
_APOSTROPHES = "'’"


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
_UNITS: dict[str, int] = dict(_TABLE["units"])
_TEENS: dict[str, int] = dict(_TABLE["teens"])
_TENS: dict[str, int] = dict(_TABLE["tens"])
_SCALES: dict[str, int] = dict(_TABLE["scales"])
_LETTERS: dict[str, int] = dict(_TABLE["letters"])
_FRACTIONS: dict[str, int] = dict(_TABLE["fractions"])
_SIGNS: dict[str, list[int]] = dict(_TABLE["signs"])

_SMALL = _UNITS | _TEENS | _TENS
_WORD = re.compile(rf"(?<!\w)(?:{alternatives([*_SMALL, *_SCALES, 'half', 'dozen'])})(?!\w)", re.IGNORECASE)
_SCALE_WORD = re.compile(
    rf"(?:[\s\-–]|\s\()?(?P<word>{alternatives([*_SCALES, 'dozen'])})\b\.?(?<!million\.)(?<!billion\.)",
    re.IGNORECASE,
)
_LETTER = re.compile(rf"(?P<letter>{alternatives(_LETTERS)})(?![\w%])", re.IGNORECASE)
_SPACED_LETTER = re.compile(rf"\s(?P<letter>{alternatives(_LETTERS)})(?![\w%])", re.IGNORECASE)
_DIGITS = re.compile(
    rf"(?<![0-9])(?:"
    rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]{{1,2}}(?![0-9]|[.,][0-9]))?"
    rf"|[0-9]+(?:[.,{_APOSTROPHES}][0-9]+)*"
    rf")"
)
_VULGAR = "".join(_SIGNS)
_VULGAR_AFTER = re.compile(rf"\s?[{_VULGAR}]")
_MIXED = re.compile(r"\s(?P<top>[1-9])/(?P<bottom>[2-9])(?![\w/])")
_SLASH = re.compile(r"(?<![\w/.,])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\w/.,]*[\w/])")
_FRACTION = re.compile(
    rf"(?<![\w-])(?P<top>an?|{alternatives(_UNITS)})(?:\s+|-)(?P<name>{alternatives(_FRACTIONS)})(?![\w])",
    re.IGNORECASE,
)
_AND_HALF = re.compile(
    r"\s+and\s+(?:(?:an?|one)(?:\s+|-))?(?P<name>half|quarter|three(?:\s+|-)quarters|third)\b(?!\s+of\b)",
    re.IGNORECASE,
)
_AND_A_HALF_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_HALF_A = re.compile(
    rf"(?<![\w-])(?:a\s+)?(?P<part>half|quarter)(?:\s+|-)(?:of\s+)?(?:an?\s+)?(?P<word>{alternatives(_SCALES)}|dozen)\b",
    re.IGNORECASE,
)
_A_SCALE = re.compile(
    rf"(?<![\w-])an?\s+(?:(?P<half>half)\s+)?(?P<word>{alternatives(_SCALES)}|dozen)\b(?!\s+(?:and\s+one\b))",
    re.IGNORECASE,
)
_PART_OF_ONE = re.compile(
    r"(?<![\w-])(?P<part>half|(?:an?|one)(?:\s+|-)(?:quarter|third|half)|three(?:\s+|-)quarters)(?:\s+of)?\s+(?:an?|one)"
    r"(?=\s+(?:per\s?cent|percent|percentage))",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"\s?[×x*]\s?10(?:\^|\*\*)?[⁰¹²³⁴⁵⁶⁷⁸⁹0-9]")


def digits_value(literal: str) -> tuple[Decimal, bool, Decimal | None] | None:
    """What a literal of digits, points, commas and spaces stands for, or None where nothing.

    Returns the value, whether thousands are grouped, and the other reading where a single point
    stands before exactly three digits.
    """
    if sum(char.isdigit() for char in literal) > MOST_DIGITS:
        return None
    plain = re.sub(rf"[{SPACES}{_APOSTROPHES}]", "", literal)
    if plain.startswith("00"):
        return None  # the tail of a number that was torn apart
    spaced = plain != literal
    if re.search(rf"[{_APOSTROPHES}]", literal) and not re.fullmatch(
        rf"[0-9]{{1,3}}(?:[{_APOSTROPHES}][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?", literal
    ):
        return None
    commas, points = plain.count(","), plain.count(".")
    if spaced:
        return (Decimal(plain.replace(",", ".")), True, None) if commas + points <= 1 else None
    if commas and points:
        return _two_marks(plain)
    if commas:
        return _one_mark(plain, ",")
    if points:
        return _one_mark(plain, ".")
    return Decimal(plain), False, None


def _two_marks(plain: str) -> tuple[Decimal, bool, None] | None:
    """A literal with commas and points: the last mark is the decimal one."""
    decimal = max(",.", key=plain.rfind)
    group = "." if decimal == "," else ","
    head, _, tail = plain.rpartition(decimal)
    if decimal in head or not _grouped(head, group):
        return None
    return Decimal(head.replace(group, "") + "." + tail), True, None


def _one_mark(plain: str, mark: str) -> tuple[Decimal, bool, Decimal | None] | None:
    """A literal with one kind of mark: grouping, or the decimal mark."""
    head, _, tail = plain.partition(mark)
    if _grouped(plain, mark) and not plain.startswith("0"):
        joined = Decimal(plain.replace(mark, ""))
        if mark == "," or plain.count(mark) > 1:
            return joined, True, None
        return Decimal(plain), False, joined
    if mark in tail:
        return None
    return Decimal(f"{head}.{tail}"), False, None


def _grouped(plain: str, mark: str) -> bool:
    """Whether every part after the first holds three digits (or two, the Indian way)."""
    first, *rest = plain.split(mark)
    if not 1 <= len(first) <= 3 or not rest:
        return not rest
    western = all(len(part) == 3 for part in rest)
    indian = (
        mark == "," and len(rest[-1]) == 3 and all(len(part) == 2 for part in rest[:-1]) and len(first) <= 2
    )
    return western or indian


def numbers_in(text: str) -> tuple[Number, ...]:
    """Every written number of a text in order; overlapping readings give the longest."""
    found = [*_in_digits(text), *_in_words(text), *_fractions(text)]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
        elif number.end > kept[-1].end and number.start == kept[-1].start:
            kept[-1] = number
    return tuple(kept)


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
        yield _scaled(text, _with_fraction(text, number))


def _with_fraction(text: str, number: Number) -> Number:
    """The number with a fraction printed after it: "2½", "1 1/2", "2 and a half"."""
    if number.value != number.value.to_integral_value() or number.grouped:
        return number
    if match := _VULGAR_AFTER.match(text, number.end):
        top, bottom = _SIGNS[match.group()[-1]]
    elif match := _MIXED.match(text, number.end):
        top, bottom = int(match["top"]), int(match["bottom"])
        if top >= bottom:
            return number
    elif match := _AND_HALF.match(text, number.end):
        name = match["name"].lower()
        part = _AND_A_HALF_PARTS.get(name, Decimal("0.75"))
        return replace(number, mantissa=number.mantissa + part, end=match.end(), bare=match.end())
    else:
        return number
    part = Decimal(top) / Decimal(bottom)
    return replace(number, mantissa=number.mantissa + part, end=match.end(), bare=match.end())


def _scaled(text: str, number: Number) -> Number:
    """The number with the scale words or the glued scale letter that follow it."""
    if match := _LETTER.match(text, number.end):
        letter = match["letter"].lower()
        return replace(number, scale=Decimal(_LETTERS[letter]), end=match.end("letter"), letter=True)
    scale, end = number.scale, number.end
    while match := _SCALE_WORD.match(text, end):
        scale *= _SCALES.get(match["word"].lower(), 12)
        opened = text[match.start() : match.end("word")].lstrip().startswith("(")
        end = match.end("word")
        if opened and text[end : end + 1] == ")":
            end += 1
    return replace(number, scale=scale, end=end)


def spaced_letter(text: str, number: Number) -> Number:
    """The number with a scale letter after a space ("US$ 1.2 m"); asked only where a currency is."""
    if number.scale == 1 and (match := _SPACED_LETTER.match(text, number.end)):
        letter = match["letter"].lower()
        return replace(number, scale=Decimal(_LETTERS[letter]), end=match.end("letter"), letter=True)
    return number


@dataclass(slots=True)
class _Sum:
    """A number in words while it is read."""

    total: int = 0
    current: int = 0
    last_scale: int = 10**15
    seen: int = 0

    def takes(self, word: str) -> bool:
        """Adds the word where the number so far may go on with it."""
        if word in _SCALES or word == "dozen":
            return self._takes_scale(_SCALES.get(word, 12))
        value = _SMALL[word]
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


def _in_words(text: str) -> Iterator[Number]:
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
        whole = _with_fraction(text, number)
        yield whole if whole is number else _scaled(text, whole)
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
        scale = Decimal(_SCALES.get(match["word"].lower(), 12))
        start = match.start("half") if match["half"] else match.start()
        mantissa = Decimal("0.5") if match["half"] else Decimal(1)
        yield _scaled(text, Number(start, match.end(), mantissa * scale, Decimal(1), "words", match.end()))
    for match in _HALF_A.finditer(text):
        scale = Decimal(_SCALES.get(match["word"].lower(), 12))
        part = Decimal("0.5") if match["part"].lower() == "half" else Decimal("0.25")
        yield Number(match.start(), match.end(), part * scale, Decimal(1), "words", match.end())


_AFTER_FRACTION = re.compile(
    r"\s*(?:$|[.,;:)\]\"”’–—(]|(?:of|to|and|or|more|less|fewer|higher|lower|larger|smaller|are|were|is|was|had|"
    r"have|has|did|do|said|reported|felt|believed|agreed|came|went|by|in|since|from|against|on|between|as|that|"
    r"who|which|through|during|when|while|compared|below|above|over|under|only|still|overall|also)\b)",
    re.IGNORECASE,
)
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


def _fractions(text: str) -> Iterator[Number]:
    """ "A third", "two thirds", "three quarters", "½", "1/3", "half of"."""
    for match in _FRACTION.finditer(text):
        top, name = match["top"].lower(), match["name"].lower()
        numerator = _UNITS.get(top, 1)
        plural = name.endswith("s") or name == "halves"
        if (numerator > 1) != plural or numerator > _FRACTIONS[name]:
            continue
        if _AFTER_FRACTION.match(text, match.end()):
            yield _fraction(match.start(), match.end(), numerator, _FRACTIONS[name])
    for match in _HALF.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        licensed = _OF_WHAT.match(text, match.end()) or _THAN_HALF.search(before)
        if licensed and not _NOT_HALF.search(before):
            yield _fraction(match.start(), match.end(), 1, 2)
    for match in _SLASH.finditer(text):
        top_value, bottom = int(match["top"]), int(match["bottom"])
        if top_value < bottom:
            yield _fraction(match.start(), match.end(), top_value, bottom)
    for match in _PART_OF_ONE.finditer(text):
        name = re.split(r"[\s-]+", match["part"].lower())[-1]
        value = _AND_A_HALF_PARTS.get(name, Decimal("0.75"))
        yield Number(match.start(), match.end(), value, Decimal(1), "words", match.end())
    for index, char in enumerate(text):
        if char in _SIGNS and (index == 0 or not text[index - 1].isalnum()):
            yield _fraction(index, index + 1, *_SIGNS[char])


def _fraction(start: int, end: int, top: int, bottom: int) -> Number:
    return Number(start, end, Decimal(top) / Decimal(bottom), Decimal(1), "fraction", end)
