"""What a cell may mean that a spreadsheet has reformatted: numbers, dates, times of day."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_MONTHS: tuple[tuple[str, ...], ...] = (  # how the names begin, in the languages of spreadsheets
    ("jan", "ene", "gen", "sty", "led"),
    ("feb", "fév", "fev", "fèv", "lut"),
    ("mar", "mär", "mrz", "mrt", "maa", "bře"),
    ("apr", "avr", "abr", "kwi"),
    ("may", "mai", "maj", "mag", "mei"),
    ("jun", "juin", "giu", "cze"),
    ("jul", "juil", "lug", "lip"),
    ("aug", "aoû", "aou", "ago", "sie"),
    ("sep", "set", "wrz"),
    ("oct", "okt", "out", "ott", "paź"),
    ("nov", "lis"),
    ("dec", "déc", "dez", "dic", "gru"),
)
_WORD = r"(?P<{}>[^\W\d_]{{3,10}})\.?"
_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _WORD.format("month") + r"[-/ ]?(?P<year>\d{4}|\d{2})",  # Oct-19, October 2019
        r"(?P<day>\d{1,2})\.?[-/ ](de )?" + _WORD.format("month"),  # 05-Oct
        r"(?P<day>\d{1,2})\.?[-/ ](de )?" + _WORD.format("month") + r",?[-/ ](de )?(?P<year>\d{4}|\d{2})",
        _WORD.format("month") + r"[- ]?(?P<day>\d{1,2})(,? (?P<year>\d{4}))?",  # October 5, 2019; MAR1
    )
)
_ISO = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?([T ]0?0:00(:00)?(\.0+)?)?")
_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{1,2}))?\.?(?: 0?0:00(?::00)?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[/.](\d{1,2})")
_SERIAL = re.compile(r"\d{5}(\.0+)?")
_TIME = re.compile(r"(\d{1,4}):(\d{1,2})(?::00)?(?: ?([AP])\.?M\.?)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(\d[\d.,]*|[.,]\d+)(E[-+]?\d{1,3})?", re.IGNORECASE)
_ORNAMENT = re.compile(r"[\s   '’$£€¥]|\b[A-Z]{3}\b")
_LONGEST_NUMBER = 400  # characters; a longer cell is no reformatted number


class Number(NamedTuple):
    """A number a cell may show; the true one lies within `slack` of it."""

    value: Decimal
    slack: Decimal
    percent: bool = False


class Day(NamedTuple):
    """A date as far as a cell shows it."""

    year: int | None
    month: int | None
    day: int | None


def numbers(cell: str, *, decimal_comma: bool = False) -> tuple[Number, ...]:
    """The numbers a cell may show, the likelier first: 2.1E+09, 57.0, 2,100,000, 0,3333, 57 %."""
    text = cell.strip()
    if not text or len(text) > _LONGEST_NUMBER:
        return ()
    bracketed = text.startswith("(") and text.endswith(")")
    text = _ORNAMENT.sub("", text[1:-1] if bracketed else text)
    percent = text.endswith("%")
    text = text.rstrip("%")
    if not _NUMBER.fullmatch(text):
        return ()
    points = (",", ".") if decimal_comma else (".", ",")
    found: list[Number] = []
    for point in points:
        number = _number(text, point)
        if number is not None:
            value = -number.value if bracketed else number.value
            found.append(Number(value, number.slack, percent))
    return tuple(dict.fromkeys(found))


def _number(text: str, point: str) -> Number | None:
    """The number if `point` is its decimal sign and the other one groups thousands."""
    mantissa, _, exponent = text.upper().partition("E")
    whole, _, fraction = mantissa.partition(point)
    group = "," if point == "." else "."
    if group in fraction or point in fraction:
        return None
    if group in whole and not re.fullmatch(rf"[-+]?\d{{1,3}}(\{group}\d{{3}})+", whole):
        return None
    digits = whole.replace(group, "")
    try:
        value = Decimal(f"{digits or '0'}.{fraction or '0'}E{exponent or '0'}")
    except InvalidOperation:
        return None
    slack = Decimal(0)
    if exponent:
        slack = Decimal(f"0.5E{int(exponent) - len(fraction)}")
    elif len(digits.lstrip("+-0")) > 15:  # spreadsheets keep fifteen digits
        slack = Decimal(f"0.5E{len(digits.lstrip('+-0')) - 15}")
    return Number(value, slack)


def dates(cell: str) -> tuple[Day, ...]:
    """The dates a cell may show, in any of the forms spreadsheets give them."""
    text = " ".join(cell.split())
    if not text or len(text) > 40:
        return ()
    found: list[Day] = []
    iso = _ISO.fullmatch(text)
    if iso:
        found.append(Day(*(int(part) if part else None for part in iso.group("year", "month", "day"))))
    for pattern in _NAMED:
        named = pattern.fullmatch(text)
        if named and (month := _month(named["month"])):
            parts = named.groupdict()
            found.append(
                Day(_year(parts.get("year")), month, int(parts["day"]) if parts.get("day") else None)
            )
    found.extend(_numeric_dates(text))
    return tuple(dict.fromkeys(day for day in found if _possible(day)))


def _numeric_dates(text: str) -> tuple[Day, ...]:
    """05/10/2019 either way round, 10/2019, 2-3, and 43743 as days since 1900."""
    if _SERIAL.fullmatch(text):
        return (_of_serial(int(text[:5])),)
    if month_year := _MONTH_YEAR.fullmatch(text):
        return (Day(int(month_year[2]), int(month_year[1]), None),)
    if year_month := _YEAR_MONTH.fullmatch(text):
        return (Day(int(year_month[1]), int(year_month[2]), None),)
    numeric = _NUMERIC.fullmatch(text)
    if not numeric:
        return ()
    first, second, year = int(numeric[1]), int(numeric[2]), _year(numeric[3])
    pairs = (Day(year, second, first), Day(year, first, second))
    return pairs if numeric[3] else (*pairs, Day(_year(numeric[2]), first, None))


def _of_serial(days: int) -> Day:
    """The date of a spreadsheet's day number (1 is 1 January 1900, and 1900 a leap year)."""
    ordinal = days + 693_594  # 30 December 1899 is day 693,594 of the common era
    shifted = ordinal + 305  # count from 1 March of year 0 (Howard Hinnant's civil_from_days)
    era, of_era = divmod(shifted, 146_097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * of_year + 2) // 153
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    day = of_year - (153 * shifted_month + 2) // 5 + 1
    return Day(year_of_era + era * 400 + (1 if month <= 2 else 0), month, day)


def clock(cell: str) -> tuple[int, int] | None:
    """Hours and minutes of a cell that reads as a time of day: 3:01 and 03:01:00 are one."""
    time = _TIME.fullmatch(cell.strip())
    if not time:
        return None
    hours, minutes = int(time[1]), int(time[2])
    if time[3]:
        hours = hours % 12 + (12 if time[3].upper() == "P" else 0)
    return hours, minutes


def _month(word: str) -> int | None:
    """The month a word begins the name of, in the languages spreadsheets speak."""
    folded = word.casefold()
    longest = max(
        (name for names in _MONTHS for name in names if folded.startswith(name)), key=len, default=""
    )
    return next((number for number, names in enumerate(_MONTHS, 1) if longest in names), None)


def _year(digits: str | None) -> int | None:
    """A year in full; two digits as spreadsheets take them (30 to 99 are of the last century)."""
    if digits is None:
        return None
    number = int(digits)
    return number if len(digits) == 4 else number + (1900 if number >= 30 else 2000)


def _possible(day: Day) -> bool:
    return (day.month is None or 1 <= day.month <= 12) and (day.day is None or 1 <= day.day <= 31)
