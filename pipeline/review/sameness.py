"""Whether a cell still says what was written, and what a corrected cell means.

A spreadsheet changes cells nobody touched: it reformats dates and numbers, drops characters its
encoding lacks, cuts what is too long. Such a change is no correction. Nor is one of quotation
marks, dashes or white space alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from pipeline.csvfile import plain
from pipeline.review.choices import SEVERAL, choices_of
from pipeline.review.readings import Day, Number, clock, dates, numbers
from pipeline.tables import DATE, TableSpec, value_type

ColumnKind = Literal["text", "closed", "number", "share", "boolean", "date"]

CELL_LIMIT = 32_767  # characters of a cell that Excel keeps
CUT = " […the rest stands in the CSV file]"
_SHOWN = CELL_LIMIT - 267  # a cell is taken for cut when it is at least this long

_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\xad\u200b\u200c\u200d\u2060\ufeff")
    | {"…": "..."}
    | dict.fromkeys((*range(9), *range(14, 32), 127, 65534, 65535))
)
_FAILED = re.compile(r"#(NAME|REF|VALUE|NUM|N/A|DIV/0|NULL|SPILL|CALC)[!?]?|Err:\d{3}")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_DATED = re.compile(r"[^\W\d_]{3}|\d{4}|\d([-/.])\d+\1\d")  # not 3-2 alone: that may be a correction
_CODE_PAGES = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman", "cp850", "cp932", "utf-8")
_TRUTH = dict.fromkeys(("true", "wahr", "vrai", "verdadero", "vero", "=true()", "1"), True) | dict.fromkeys(
    ("false", "falsch", "faux", "falso", "=false()", "0"), False
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the spreadsheet that saved a file writes."""

    decimal_comma: bool = False
    lossy: bool = False


PLAIN = Habits()


@lru_cache(maxsize=512)
def kind_of(spec: TableSpec, column: str) -> ColumnKind:
    """What the cells of a column hold; a column of a person's own holds text."""
    if column not in spec.columns:
        return "text"
    info = spec.field(column)
    value = value_type(info)
    if value is bool:
        return "boolean"
    if value in (int, Decimal):
        return (
            "share"
            if any(getattr(part, "le", None) == 1 for part in _constraints(spec, column))
            else "number"
        )
    if choices_of(spec, column):
        return "closed"
    dated = any(getattr(part, "pattern", None) == DATE for part in _constraints(spec, column))
    return "date" if dated else "text"


def _constraints(spec: TableSpec, column: str) -> tuple[object, ...]:
    """The constraints declared on a column, those inside `X | None` included."""
    found: list[object] = list(spec.field(column).metadata)
    waiting: list[object] = [spec.field(column).annotation]
    while waiting:
        part = waiting.pop()
        for constraint in getattr(part, "__metadata__", ()):
            found.extend(getattr(constraint, "metadata", (constraint,)))
        waiting.extend(getattr(part, "__args__", ()))
    return tuple(found)


def folded(text: str) -> str:
    """A text without what carries no meaning: kinds of quotes, dashes and white space."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLD).split()).lstrip("'")


def same(kind: ColumnKind, written: str, read: str, habits: Habits = PLAIN) -> bool:
    """Whether `read` is what a spreadsheet may have made of `written`, a person having done nothing."""
    if written == read or folded(written) == folded(read) or _FAILED.fullmatch(read.strip()):
        return True
    if not written.strip() or not read.strip():
        return False
    if kind == "boolean":
        return _TRUTH.get(read.strip().casefold()) is _TRUTH.get(written)
    if kind in ("number", "share") and _PLAIN.fullmatch(written):
        return _same_number(Decimal(written), read, habits)
    if kind == "closed" and written == read.strip().casefold():
        return True
    if (kind == "date" or _DATED.search(read)) and _same_day(written, read):
        return True
    if _same_plain_number(written, read, habits):
        return True
    if clock(written) is not None and clock(written) == clock(read):
        return True
    return _cut(written, read) or _same_but_for_encoding(written, read, habits)


def _same_number(written: Decimal, read: str, habits: Habits) -> bool:
    # the likelier reading only: 37.741 in place of 37741 is a person's correction
    return any(_fits(written, shown) for shown in numbers(read, decimal_comma=habits.decimal_comma)[:1])


def _fits(written: Decimal, shown: Number) -> bool:
    if abs(written - shown.value) <= shown.slack:
        return True
    # a share shown as a percentage, rounded to whole points
    return shown.percent and abs(written * 100 - shown.value) <= Decimal("0.5") and abs(written) <= 1


def _same_plain_number(written: str, read: str, habits: Habits) -> bool:
    """A text that is nothing but a number, as a spreadsheet shows that number."""
    before = numbers(written, decimal_comma=habits.decimal_comma)[:1]
    after = numbers(read, decimal_comma=habits.decimal_comma)[:1]
    if not before or not after:
        return False
    value, shown = before[0].value, after[0].value
    if before[0].percent and not after[0].percent:
        shown *= 100
    elif after[0].percent and not before[0].percent:
        return False
    return abs(value - shown) <= after[0].slack


def _same_day(written: str, read: str) -> bool:
    """The same date, shown another way, to the month where only that is shown."""
    before, after = dates(written), dates(read)
    iso = re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", read.strip()) is not None
    return any(_agree(one, other, strict=iso) for one in before for other in after)


def _agree(written: Day, read: Day, *, strict: bool) -> bool:
    if written.month is None:
        return written.year == read.year and read[1:] in ((None, None), (1, 1))
    if written.month != read.month or (written.year and read.year and written.year != read.year):
        return False
    if written.day is None:
        return read.day in (None, 1) and read.year is not None
    if read.day is None:
        return not strict and read.year is not None and written.year is not None
    return written.day == read.day


def _cut(written: str, read: str) -> bool:
    """A text longer than a cell may be, cut off."""
    shown = read.removesuffix(CUT)
    return len(written) > len(shown) >= _SHOWN and written.startswith(shown)


def _same_but_for_encoding(written: str, read: str, habits: Habits) -> bool:
    """What is left of a text after an encoding that lacks some of its characters."""
    if written.isascii():
        return False
    if any(folded(garbled) == folded(read) for garbled in _garbled(written, habits)):
        return True
    lost = re.compile("".join(_as_saved(char) for char in " ".join(written.split())))
    return lost.fullmatch(" ".join(read.split())) is not None


def _as_saved(char: str) -> str:
    """A pattern of what Windows' encoding leaves of a character: itself, or ASCII in its place."""
    if char.encode("cp1252", errors="ignore"):
        return re.escape(char)
    return "[ -~]{1,2}" if folded(char) else "[ -~]?"


def _garbled(written: str, habits: Habits) -> tuple[str, ...]:
    """The text as it reads when saved in one encoding and opened in another."""
    pages = _CODE_PAGES if habits.lossy else ("utf-8",)
    return tuple(
        written.encode(page, errors="replace").decode("cp1252", errors="replace").replace("\ufffd", "?")
        for page in pages
    )


def meant(kind: ColumnKind, written: str, read: str, habits: Habits = PLAIN) -> str:
    """The cell a person's correction stands for, in the form the tables have.

    What cannot be understood is given back as it was typed.
    """
    typed = read.strip()
    if not typed:
        return ""
    if kind == "boolean":
        truth = _TRUTH.get(typed.casefold())
        return typed if truth is None else plain(truth)
    if kind in ("number", "share"):
        shown = numbers(typed, decimal_comma=habits.decimal_comma)
        if not shown:
            return typed
        return plain(shown[0].value / 100 if shown[0].percent and kind == "share" else shown[0].value)
    if kind == "closed":
        return SEVERAL.join("_".join(part.split()) for part in typed.casefold().split(SEVERAL))
    if kind == "date":
        return _iso(typed)
    return _mended(written, typed)


def _iso(typed: str) -> str:
    """A date in ISO form; one that reads two ways is left as typed."""
    found = [day for day in dates(typed) if day.year is not None]
    if len(found) != 1:
        return typed
    year, month, day = found[0]
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)])


def _mended(written: str, typed: str) -> str:
    """A corrected text whose untouched words are as they were written, not as they were saved."""
    if typed.endswith(CUT.strip()):
        shown = typed.removesuffix(CUT.strip()).rstrip()
        typed = shown + written[CELL_LIMIT - len(CUT) :]
    if written.isascii() or len(typed) > CELL_LIMIT:
        return typed
    before, after = written.split(), typed.split()
    plain_before = [_ascii(word) for word in before]
    plain_after = [_ascii(word) for word in after]
    words = list(after)
    for block in SequenceMatcher(None, plain_before, plain_after, autojunk=False).get_matching_blocks():
        words[block.b : block.b + block.size] = before[block.a : block.a + block.size]
    return " ".join(words)


def _ascii(word: str) -> str:
    """A word as Windows' encoding leaves it, quotes and dashes alike."""
    return folded(word).encode("cp1252", errors="replace").decode("cp1252")
