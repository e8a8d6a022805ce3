"""The legend of a scale: levels named one after another, each with its bounds in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.model import Span

_BOUND = r"\d{1,3}(?:[.,]\d{1,2})?"
# "good" (60–80 points), Poor (21-40%)
_BAND = re.compile(
    rf"\(\s*(?:from\s+)?(?P<low>{_BOUND})\s*(?:[-‑–—]|to)\s*(?P<high>{_BOUND})\s*(?:points?|marks?|%|per\s?cent|percent)?\s*\)"
)
_NEXT_LEVEL = re.compile(r"\s*[,;]?\s*(?:(?:and|or)\s+)?[“\"'‘]?[A-Za-z][\w /-]{0,40}[”\"'’]?:?\s*")


def legend_bands(text: str) -> Iterator[Span]:
    """Every band of a legend; two make one where each begins at or next to where the other ends."""
    bands = list(_BAND.finditer(text))
    legend: set[int] = set()
    for number, (band, following) in enumerate(pairwise(bands)):
        if _NEXT_LEVEL.fullmatch(text, band.end(), following.start()) and _adjoin(band, following):
            legend |= {number, number + 1}
    return (Span(*bands[number].span()) for number in sorted(legend))


def _adjoin(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether one band ends where the other begins, whichever way the scale runs."""
    (low, high), (lower, higher) = _bounds(one), _bounds(other)
    return 0 <= lower - high <= 1 or 0 <= low - higher <= 1


def _bounds(band: re.Match[str]) -> tuple[Decimal, Decimal]:
    return Decimal(band["low"].replace(",", ".")), Decimal(band["high"].replace(",", "."))
