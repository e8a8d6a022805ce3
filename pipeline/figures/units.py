"""What stands right after a number: per cent, a unit of time or measure, the noun it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.counted import counted_after, of_them
from pipeline.figures.lexicon import alternatives, fold, unit_names, words
from pipeline.figures.reading import Reading
from pipeline.model import Span

_PERCENT = re.compile(rf"[\s -]?(?P<unit>{alternatives(unit_names('percentage'))})(?![\w])", re.IGNORECASE)
_PERCENT_SIGN = re.compile(
    r"\s?(?:%|٪|％|‰)(?:[\s-]?(?P<points>points?|pts?)\b|(?:-?age)\s+(?P<more>points?)\b)?", re.IGNORECASE
)
_DURATION = re.compile(
    rf"(?P<gap>[ \t\u00a0\u202f]{{1,2}}|[ \t]?\n|[-‑–])"
    rf"(?:(?:calendar|consecutive|full|more|additional|further|whole|"
    rf"long|short|successive|fiscal|financial|academic|complete|entire|extra|solid|intense|intensive|straight|other)\s+)?(?P<unit>{alternatives(unit_names('duration'))})"
    rf"(?:['’](?=\s))?(?![\w])(?!-(?!old|long|olds)[a-z])(?:(?P<old>[\s-]olds?\b)|(?=\s+of\s+age))?",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"[\s -]?(?P<unit>{alternatives(unit_names('measure'))})(?![\w²³])", re.IGNORECASE)
_SUSPENDED = re.compile(r"[-‑]\s+(?:to|and|or)\s")
_MEAN_BEFORE = re.compile(
    r"\b(?:average[sd]?|mean|median|about|around|approximately|over|nearly|almost|only|just|has|have|had|employ\w*|per|than)\b[^.;:]*$",
    re.IGNORECASE,
)
_POINTS_MOVED = re.compile(
    r"\s+(?:above|below|higher|lower|more|less|up|down|on|better|worse|ahead|behind)\b"
)
# "increased its score by 11 points"
_SCORE_MOVED = re.compile(r"\b(?:scores?|index|rating)\b[^.;:]{0,40}\bby\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+(?:or|and)\s+(?:more|fewer|less|above|over)\b|\+|[-\s]plus\b", re.IGNORECASE)
_EXTRA = re.compile(r"\s+(?:more|fewer|other)(?=\s)")
_POINTS = re.compile(r"\s+points?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"(?:\bage[sd]?\b(?:\s+(?:of|between|from|range|group|groups|bracket|cohort|over|under|above|below))*(?:\s+of)?\s*[:(]?\s*"
    r"|\b(?:children|child|boys|girls|women|men|youth|adults|persons|people|those|young\s+people)\s+(?:aged\s+)?(?:under|over|below|above)(?:\s+the\s+age\s+of)?\s+"
    r"|\b(?:life\s+expectancy|(?:average|mean|median)\s+age)\b[^.;:0-9]{0,50}\b(?:of|is|was|at|to|from|than)\s+"
    r"(?:(?:about|around|only|just|nearly|over|under|no|less|more|than)\s+)*)$",
    re.IGNORECASE,
)
_HYPHEN_NOUN = re.compile(
    rf"[-‑](?P<noun>{alternatives(words('units', 'hyphen', 'nouns'))})(?![\w-])", re.IGNORECASE
)
_TIMES = re.compile(
    r"(?:\s+times\b(?=\s+(?:more|less|higher|lower|larger|smaller|greater|bigger|faster|as|the|fewer|longer|that|its|what|over))|[-\s]?fold\b|\s?[x×](?=\s+(?:more|higher|the|as|larger|faster)\b))",
    re.IGNORECASE,
)
_NATURE = re.compile(r"\b(?:is|are|was|were)\s+$")
_FREQUENCY = re.compile(r"\s+times\b", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[A-Za-zÀ-ɏ_°º@#\\^=~]|[/:](?=[A-Za-z])|[.,](?=[A-Za-z]{2,})|[.](?=\d)")


def with_unit(text: str, reading: Reading) -> Reading | None:
    """The reading with the per cent, duration, measure or noun after it; None where it is glued."""
    number, at = reading.number, reading.number.end
    if match := _PERCENT_SIGN.match(text, at) or _PERCENT.match(text, at):
        groups = match.groupdict()
        if match.group() == "pp" and number.whole:
            return None  # "88pp" are pages
        unit = unit_names("percentage").get(fold(groups.get("unit") or ""), "percent")
        if groups.get("points") or groups.get("more"):
            unit = "percentage_points"
        value = reading.value / 10 if text[match.start() : match.end()].strip() == "‰" else reading.value
        return replace(reading, kind="percentage", unit=unit, end=match.end(), value=value)
    if (match := _DURATION.match(text, at)) and number.scale == 1:
        unit = unit_names("duration")[fold(match["unit"])]
        if not number.plain_one:
            return replace(reading, kind="duration", unit=unit, end=match.end("unit"))
    if (match := _MEASURE.match(text, at)) and (number.written == "digits" or text[at].isspace()):
        unit = unit_names("measure")[fold(match["unit"])]
        return replace(reading, kind="count", unit=unit, end=match.end())
    if match := _TIMES.match(text, at):
        if match.group().endswith("fold") and _NATURE.search(text, max(0, reading.start - 6), reading.start):
            return None  # "the purpose was twofold"
        return replace(reading, kind="ratio", unit="times", end=match.end())
    if match := _HYPHEN_NOUN.match(text, at):
        return replace(reading, kind="count", unit=match["noun"].lower(), end=match.end())
    if number.written == "digits" and number.scale == 1 and _GLUED_AFTER.match(text, at):
        return None
    if number.written == "words" and text[at : at + 1] in ("-", "‑") and not _SUSPENDED.match(text, at):
        return None
    return _with_noun(text, reading)


def _with_noun(text: str, reading: Reading) -> Reading | None:
    """The reading with the noun it counts; bare where there is none."""
    number, at = reading.number, reading.number.end
    if number.written == "fraction":
        return replace(reading, kind="ratio", value=reading.value.quantize(Decimal("0.0001")))
    if (
        _AGE_BEFORE.search(text[max(0, reading.start - 90) : reading.start])
        and number.whole
        and number.value < 120
    ):
        return replace(reading, kind="duration", unit="year")
    if _FREQUENCY.match(text, at):
        return None
    if of_them(text, reading.start, at):
        return reading
    whole = number.ambiguous if number.ambiguous is not None and number.scale == 1 else reading.value
    if whole == whole.to_integral_value():
        more = _OR_MORE.match(text, at)
        at = more.end() if more else at
        found = counted_after(text, at, one=number.value == 1 and not number.plain_one)
        if found is None and (extra := _EXTRA.match(text, at)):
            found = counted_after(text, extra.end())
        if found and not number.plain_one:
            noun = Span(found.start, found.end)
            moved = _POINTS_MOVED.match(text, noun.end) or _SCORE_MOVED.search(text[: reading.start][-80:])
            if text[noun.start : noun.end] == "points" and moved:
                return replace(reading, kind="score", unit="points", end=found.end)
            return replace(
                reading,
                kind="count",
                value=whole,
                unit=" ".join(text[noun.start : noun.end].split()),
                end=found.end,
                counted=noun,
            )
    if whole != whole.to_integral_value() and number.written == "digits" and number.scale == 1:
        return _mean(text, reading)
    return reading


def _mean(text: str, reading: Reading) -> Reading:
    """The reading with the noun a broken number counts on average: "an average of 2.5 staff"."""
    mean = _MEAN_BEFORE.search(text[max(0, reading.start - 40) : reading.start])
    found = counted_after(text, reading.number.end) if mean else None
    if found is None:
        return reading
    noun = Span(found.start, found.end)
    unit = " ".join(text[noun.start : noun.end].split())
    return replace(reading, kind="count", unit=unit, end=found.end, counted=noun)
