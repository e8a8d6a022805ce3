"""A number with what is printed around it: sign, currency, scale, per cent, unit, noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.figures.counted import counted_after
from pipeline.figures.currencies import Mention, mentions_in
from pipeline.figures.exclude import inside
from pipeline.figures.lexicon import alternatives, fold, unit_names, words
from pipeline.figures.numbers import Number, spaced_letter
from pipeline.model import FigureKind, Qualifier, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and what it was read as; `kind` is None while nothing says what it counts.

    `start` to `end` is the figure's text. `at` is where its number ends (scale included).
    """

    number: Number
    start: int
    end: int
    value: Decimal
    kind: FigureKind | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    inferred: bool = False
    scale_max: Decimal | None = None
    qualifier: Qualifier | None = None
    counted: Span | None = None
    year: bool = False  # could be a year
    pair: int | None = None  # start of the reading it is compared with

    @property
    def bare(self) -> bool:
        return self.kind is None

    def moved(self, by: int) -> Reading:
        """The same reading, its places counted from somewhere else."""
        counted = None if self.counted is None else Span(self.counted.start + by, self.counted.end + by)
        number = replace(
            self.number, start=self.number.start + by, end=self.number.end + by, bare=self.number.bare + by
        )
        pair = None if self.pair is None else self.pair + by
        return replace(
            self, start=self.start + by, end=self.end + by, counted=counted, number=number, pair=pair
        )


_PERCENT = re.compile(rf"[\s -]?(?P<unit>{alternatives(unit_names('percentage'))})(?![\w])", re.IGNORECASE)
_PERCENT_SIGN = re.compile(
    r"\s?(?:%|٪|％|‰)(?:[\s-]?(?P<points>points?|pts?)\b|(?:-?age)\s+(?P<more>points?)\b)?", re.IGNORECASE
)
_DURATION = re.compile(
    rf"(?P<gap>[\s ]{{1,2}}|[-‑–])(?:(?:calendar|consecutive|full|more|additional|further|whole|"
    rf"long|short|successive|fiscal|financial|academic|complete|entire|extra|solid|intense|intensive|straight|other)\s+)?(?P<unit>{alternatives(unit_names('duration'))})"
    rf"(?:['’](?=\s))?(?![\w])(?!-(?!old|long|olds)[a-z])(?:(?P<old>[\s-]olds?\b)|(?=\s+of\s+age))?",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"[\s -]?(?P<unit>{alternatives(unit_names('measure'))})(?![\w²³])", re.IGNORECASE)
_POINTS = re.compile(r"\s+points?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"(?:\bage[sd]?\b(?:\s+(?:of|between|from|range|group|groups|bracket|cohort|over|under|above|below))*(?:\s+of)?\s*[:(]?\s*"
    r"|\b(?:children|child|boys|girls|women|men|youth|adults|persons|people|those|young\s+people)\s+(?:aged\s+)?(?:under|over|below|above)(?:\s+the\s+age\s+of)?\s+)$",
    re.IGNORECASE,
)
_HYPHEN_NOUN = re.compile(
    rf"[-‑](?P<noun>{alternatives(words('units', 'hyphen', 'nouns'))})(?![\w-])", re.IGNORECASE
)
_TIMES = re.compile(
    r"(?:\s+times\b(?=\s+(?:more|less|higher|lower|larger|smaller|greater|bigger|faster|as|the|fewer|longer|that|its|what|over))|[-\s]?fold\b|\s?[x×](?=\s+(?:more|higher|the|as|larger|faster)\b))",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(r"\s+times\b|\s+(?:per|a|each|every)\s+(?:day|week|month|year)\b", re.IGNORECASE)
_SCALE_IN_FRONT = re.compile(
    r"^\s*\(?(?:(?P<scale>millions?|billions?|thousands?|mn|m|bn|k|Mio\.?|trillions?|000s?|'000)\)?[\s:]*)?[-−–~]?\s?$",
    re.IGNORECASE,
)
_FRONT = {"m": 6, "mn": 6, "mi": 6, "b": 9, "bn": 9, "th": 3, "k": 3, "tr": 12, "00": 3, "'0": 3}
_MINUS = re.compile(r"(?:^|[\s(\[])(?P<sign>[-−–‑]|minus\s|negative\s)\s?$", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[A-Za-zÀ-ɏ_°º@#\\^=~]|[/:](?=[A-Za-z])|[.,](?=[A-Za-z]{2,})|[.](?=\d)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:people|persons|staff|households|refugees|beneficiaries|children|women|men|participants|"
    r"respondents|families|migrants|employees|students|teachers|households|workers|farmers|individuals|volunteers|"
    r"patients|schools|villages|communities|cases|deaths|tonnes|metric|hectares|girls|boys|projects|companies)\b"
)


def dress(
    text: str, numbers: Sequence[Number], years: Sequence[Span], mask: Sequence[Span]
) -> tuple[Reading, ...]:
    """Every number of a text that is no part of a name, with what is printed around it."""
    mentions = mentions_in(text)
    ends = {mention.end: mention for mention in mentions}
    by_start = {mention.start: mention for mention in mentions}
    starts = sorted(ends)
    readings: list[Reading] = []
    for number in numbers:
        if inside(mask, number.start, number.bare):
            continue
        before = _currency_before(text, number, ends, starts)
        reading = _dressed(text, number, before, by_start)
        if reading is None:
            continue
        dated = inside(years, number.start, number.bare) and number.scale == 1 and not number.grouped
        timeless = reading.kind in (None, "count", "duration")
        if dated and timeless and not _surely_counted(text, reading):
            continue
        readings.append(reading)
    return tuple(readings)


def _surely_counted(text: str, reading: Reading) -> bool:
    """Whether a number that could be a year counts people or things: "over 2000 people"."""
    if reading.number.written != "digits" or reading.number.end - reading.number.start != 4:
        return reading.kind is not None and reading.number.end - reading.number.start != 2
    before = text[max(0, reading.start - 24) : reading.start].lower().rstrip()
    if before.endswith(
        ("in", "since", "by", "of", "from", "until", "the", "during", "and", "to", "early", "late", "mid-")
    ):
        return False
    return bool(_PEOPLE.match(text, reading.number.end)) or before.endswith(
        (
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
    )


def _currency_before(
    text: str, number: Number, ends: Mapping[int, Mention], starts: Sequence[int]
) -> tuple[Mention, Decimal] | None:
    """The currency printed before a number, and a scale between them ("USD million 60")."""
    index = bisect_left(starts, number.start + 1) - 1
    if index < 0 or number.start - starts[index] > 16:
        return None
    mention = ends[starts[index]]
    gap = _SCALE_IN_FRONT.match(text[mention.end : number.start])
    if (
        gap is None
        or mention.part != 1
        or (mention.code == "USD" and mention.inferred and text[mention.start].isalpha())
    ):
        return None
    if mention.wordlike and number.scale == 1 and not (number.grouped or number.value >= 1000):
        return None
    word = (gap["scale"] or "").lower()
    power = (
        next((_FRONT[key] for key in sorted(_FRONT, key=len, reverse=True) if word.startswith(key)), 0)
        if word
        else 0
    )
    return mention, Decimal(10) ** power


def _dressed(
    text: str, number: Number, before: tuple[Mention, Decimal] | None, by_start: Mapping[int, Mention]
) -> Reading | None:
    """The number as a reading, or None where it is glued to a word or a code."""
    start = before[0].start if before else number.start
    if not before and _glued_before(text, number.start):
        return None
    if before:
        number = spaced_letter(text, number)
    after = _currency_after(text, number, by_start)
    if after and not before and number.scale == 1:
        widened = spaced_letter(text, number)
        after = _currency_after(text, widened, by_start) or after
    if not after and not before and number.scale == 1:
        widened = spaced_letter(text, number)
        if widened is not number and (found := _currency_after(text, widened, by_start)):
            number, after = widened, found
    negative = _negative(text, start)
    value = number.value * (before[1] if before else 1)
    if before or after:
        return _money(text, number, value, before[0] if before else None, after, negative)
    if number.letter and text[number.end - 1] in "mMbB" and not _letter_is_scale(text, number):
        return None
    value = -value if negative else value
    reading = Reading(number, negative if negative is not None else start, number.end, value)
    return _with_unit(text, reading)


def _letter_is_scale(text: str, number: Number) -> bool:
    """Whether "5m" without a currency means millions: it counts something, and is no measure."""
    if text[number.bare : number.end] in ("m", "b"):
        return bool(counted_after(text, number.end))
    return True


def _glued_before(text: str, start: int) -> bool:
    """Whether what stands right before makes the number part of a word, a code or a decimal."""
    if start == 0:
        return False
    previous = text[start - 1]
    if previous.isalnum() or previous in "_#@=\\^°§":
        return True
    before = text[start - 2] if start > 1 else " "
    if previous in ".,:/" and (before.isalnum() or before in ")]"):
        return True
    if previous in "-‑–—" and (before.isalpha() or before in ".)/"):
        return previous in "-‑" or before.isupper()
    return previous in ")]" or (previous in "’'\"”" and before.isalnum())


def _negative(text: str, start: int) -> int | None:
    """Where the minus sign before `start` stands, or None."""
    match = _MINUS.search(text, max(0, start - 10), start)
    if match is None or (text[start - 1].isspace() and not match["sign"].strip().isalpha()):
        return None
    return match.start("sign")


def _currency_after(text: str, number: Number, by_start: Mapping[int, Mention]) -> Mention | None:
    """The currency printed right after a number, unless it belongs to the next one."""
    for gap in ("", " ", " ", "\u202f", "\n", "-", " (", " of ", " in "):
        at = number.end + len(gap)
        if text.startswith(gap, number.end) and (mention := by_start.get(at)):
            symbol = not text[mention.start : mention.end].islower()
            if symbol and re.match(r"\s?[0-9]", text[mention.end : mention.end + 2]):
                return None
            if gap in (" of ", " in ") and (
                number.scale == 1 or mention.part != 1 or (symbol and gap == " of ")
            ):
                return None
            return None if mention.wordlike and not (number.grouped or number.scale > 1) else mention
    return None


def _money(
    text: str,
    number: Number,
    value: Decimal,
    before: Mention | None,
    after: Mention | None,
    negative: int | None,
) -> Reading:
    """An amount of money; of two currencies named the one that is not inferred holds."""
    named = [mention for mention in (before, after) if mention]
    chosen = next((mention for mention in named if not mention.inferred), named[0])
    if number.ambiguous is not None and number.scale == 1:
        value = number.ambiguous  # an amount has two decimals, never three: 37.741 USD
    end = after.end if after else number.end
    if after and text[number.end : after.start].endswith("(") and text[end : end + 1] == ")":
        end += 1
    start = before.start if before else number.start
    value = value * (after.part if after else 1)
    return Reading(
        number,
        start if negative is None else negative,
        end,
        value if negative is None else -value,
        "money",
        unit=chosen.code,
        currency=chosen.code,
        inferred=chosen.inferred,
    )


def _with_unit(text: str, reading: Reading) -> Reading | None:
    """The reading with the per cent, duration, measure or noun after it; None where it is glued."""
    number, at = reading.number, reading.number.end
    if match := _PERCENT_SIGN.match(text, at) or _PERCENT.match(text, at):
        groups = match.groupdict()
        unit = unit_names("percentage").get(fold(groups.get("unit") or ""), "percent")
        if groups.get("points") or groups.get("more"):
            unit = "percentage_points"
        value = reading.value / 10 if text[match.start() : match.end()].strip() == "‰" else reading.value
        return replace(reading, kind="percentage", unit=unit, end=match.end(), value=value)
    if (match := _DURATION.match(text, at)) and number.scale == 1:
        unit = unit_names("duration")[fold(match["unit"])]
        if not (number.plain_one and match["gap"] not in "-‑"):
            return replace(reading, kind="duration", unit=unit, end=match.end("unit"))
    if (match := _MEASURE.match(text, at)) and (number.written == "digits" or text[at].isspace()):
        unit = unit_names("measure")[fold(match["unit"])]
        return replace(reading, kind="count", unit=unit, end=match.end())
    if match := _TIMES.match(text, at):
        return replace(reading, kind="ratio", unit="times", end=match.end())
    if match := _HYPHEN_NOUN.match(text, at):
        return replace(reading, kind="count", unit=match["noun"].lower(), end=match.end())
    if number.written == "digits" and number.scale == 1 and _GLUED_AFTER.match(text, at):
        return None
    if number.written == "words" and text[at : at + 1] in ("-", "‑"):
        return None
    return _with_noun(text, reading)


def _with_noun(text: str, reading: Reading) -> Reading | None:
    """The reading with the noun it counts; bare where there is none."""
    number, at = reading.number, reading.number.end
    if number.written == "fraction":
        return replace(reading, kind="ratio", value=reading.value.quantize(Decimal("0.0001")))
    if (
        _AGE_BEFORE.search(text[max(0, reading.start - 48) : reading.start])
        and number.whole
        and number.value < 120
    ):
        return replace(reading, kind="duration", unit="year")
    if _FREQUENCY.match(text, at):
        return None
    whole = number.ambiguous if number.ambiguous is not None and number.scale == 1 else reading.value
    if whole == whole.to_integral_value():
        found = counted_after(text, at, one=number.value == 1 and not number.plain_one)
        if found and not number.plain_one:
            noun = Span(found.start, found.end)
            return replace(
                reading,
                kind="count",
                value=whole,
                unit=" ".join(text[noun.start : noun.end].split()),
                end=found.end,
                counted=noun,
            )
    return reading
