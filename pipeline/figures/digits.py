"""What a literal of digits, points, commas and spaces stands for."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.figures.number import (
    APOSTROPHES,
    MOST_DIGITS,
    SPACES,
)


def digits_value(literal: str) -> tuple[Decimal, bool, Decimal | None] | None:
    """What a literal of digits, points, commas and spaces stands for, or None where nothing.

    Returns the value, whether thousands are grouped, and the other reading where a single point
    stands before exactly three digits.
    """
    if sum(char.isdigit() for char in literal) > MOST_DIGITS:
        return None
    plain = re.sub(rf"[{SPACES}{APOSTROPHES}]", "", literal)
    if plain.startswith("00"):
        return None  # the tail of a number that was torn apart
    spaced = plain != literal
    if re.search(rf"[{APOSTROPHES}]", literal) and not re.fullmatch(
        rf"[0-9]{{1,3}}(?:[{APOSTROPHES}][0-9]{{3}})+(?:[.,][0-9]{{1,2}})?", literal
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
