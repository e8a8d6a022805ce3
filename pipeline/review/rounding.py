"""Numbers that a spreadsheet shows rounded because someone gave their column a format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.review.pairing import Pairing
from pipeline.review.readings import numbers
from pipeline.review.sameness import Habits, kind_of
from pipeline.tables import TableSpec

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_ENOUGH = 2  # cells that a format must have changed the looks of, to be told from typing


def unrounded(spec: TableSpec, pairing: Pairing, habits: Habits) -> Pairing:
    """The pairing with the numbers as written where a whole column is shown with fixed decimals.

    A column counts as formatted when every number in it stands with the same count of decimals,
    which for several is not how they were written (57 as 57.00), and each is what was written,
    rounded to it.
    """
    formatted = frozenset(
        column
        for column in spec.columns
        if kind_of(spec, column) in ("number", "share")
        and _is_format([(w.get(column, ""), r[column]) for w, r in pairing.pairs if column in r], habits)
    )
    if not formatted:
        return pairing
    pairs = tuple((w, {**r, **{c: w[c] for c in formatted if c in r and c in w}}) for w, r in pairing.pairs)
    return replace(pairing, pairs=pairs)


def _is_format(cells: Sequence[tuple[str, str]], habits: Habits) -> bool:
    if any(bool(written) != bool(read.strip()) for written, read in cells):
        return False
    shown = [(written, read) for written, read in cells if written]
    if not shown or any(not _PLAIN.fullmatch(written) for written, _ in shown):
        return False
    point = "," if habits.decimal_comma else "."
    decimals = {len(read.strip().rpartition(point)[2]) if point in read else 0 for _, read in shown}
    if len(decimals) != 1:
        return False
    places = decimals.pop()
    rounded = sum(_decimals(written) > places for written, _ in shown)
    padded = sum(_decimals(written) < places for written, _ in shown)
    if rounded == 0 or (padded if places else rounded) < _ENOUGH:
        return False
    return all(_rounds_to(written, read, places, habits) for written, read in shown)


def _decimals(written: str) -> int:
    return len(written.partition(".")[2])


def _rounds_to(written: str, read: str, places: int, habits: Habits) -> bool:
    found = numbers(read, decimal_comma=habits.decimal_comma)[:1]
    half = Decimal(5).scaleb(-places - 1)
    return any(abs(Decimal(written) - number.value) <= half for number in found)
