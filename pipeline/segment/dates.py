"""Dates and periods as reports write them, at the precision they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
)  # fmt: skip
_NUMBERS = (
    {name: number for names in (_MONTHS, _FRENCH, _SPANISH) for number, name in enumerate(names, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d{2}"
DATE = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d{{2}}(?:-\d{{2}})?)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:(?:of|de)\s+)?(?P<m1>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y3>{_YEAR})"
    rf"|(?P<d4>\d{{1,2}})[./](?P<m4>\d{{1,2}})[./](?P<y4>{_YEAR})"
    rf"|(?P<y5>{_YEAR}))\b",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"(?:cover(?:s|ed|ing)?|period|between|from|timeframe|time frame|assess(?:es|ed|ing)"
    r"|evaluat(?:es|ed|ing))[^.;]{0,60}?$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:conducted|carried out|undertaken|took place|held|done|worked|prepared|written)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s*(?:through to|through|to|until|till|and|up to|[-–—])\s*(?:the end of\s+|(?:mid|early|late)[ -])?",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"\b(?:assessment|evaluation|review|report|audit|study|update|mid-?term)\b[^.]{0,80}"
    r"\b(?:cover|period|timeframe|time frame|between|scope)"
    r"|\b(?:evaluation|assessment|review|reporting) period\b"
    r"|\bperiod (?:covered|under review|under evaluation|assessed|evaluated)\b",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A date, ISO 8601 at the precision written, and where it stands in the text."""

    value: str
    start: int
    end: int


class Period(NamedTuple):
    """A stretch of time as two dates, and where it stands in the text."""

    first: str
    last: str
    start: int
    end: int


def dates_in(text: str) -> Iterator[Dated]:
    """The dates of a text in order; impossible ones are left out."""
    for match in DATE.finditer(text):
        value = _iso(match)
        if value is not None:
            yield Dated(value, match.start(), match.end())


def _iso(match: re.Match[str]) -> str | None:
    if match["iso"]:
        return match["iso"]
    if match["y5"]:
        return match["y5"]
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    name = match["m1"] or match["m2"] or match["m3"]
    month = _NUMBERS[name.lower()] if name else int(match["m4"])
    day = match["day"] or match["day2"] or match["d4"]
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def periods_in(text: str) -> Iterator[Period]:
    """Stretches of time told as two dates ("January 2019 through to March 2023")."""
    for first, second in pairwise(dates_in(text)):
        if _TO.fullmatch(text[first.end : second.start]) and first.value[:4] <= second.value[:4]:
            yield Period(first.value, second.value, first.start, second.end)
    for match in re.finditer(rf"\b({_YEAR})\s*[-–/]\s*(\d{{2}})\b(?!\d)", text):
        last = match[1][:2] + match[2]
        if match[1] < last:
            yield Period(match[1], last, match.start(), match.end())
    month_span = rf"\b({_MONTH})\s*(?:to|[-–])\s*({_MONTH})\s+({_YEAR})\b"
    for match in re.finditer(month_span, text, re.IGNORECASE):
        first_month, last_month = (f"{match[3]}-{_NUMBERS[match[n].lower()]:02}" for n in (1, 2))
        yield Period(first_month, last_month, match.start(), match.end())


def covered_period(sentence: str) -> tuple[str, str] | None:
    """The period a sentence says the assessment covers, or None."""
    if not _ABOUT_ITSELF.search(sentence):
        return None
    for period in periods_in(sentence):
        before = sentence[: period.start].rstrip(" (")
        if _COVERS.search(before) and not _DONE.search(before):
            return period.first, period.last
    return None
