"""A document's own ways with numbers: which dollar it means, how it writes decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.figures.currencies import own_dollar

_EUROPEAN = re.compile(
    r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d.,])|(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,]*\d)"
    r"|(?<![\d.,])\d+,\d{1,2}(?=\s?(?:%|per\s?cent|percent|million|billion|Mio|€|EUR))"
)
_ANGLO = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.,]*\d)|(?<![\d.,])\d+\.\d{1,2}(?=\s?(?:%|per\s?cent|percent|million|billion))"
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a document writes numbers: its bare $, and whether a point groups thousands."""

    dollar: str = "USD"
    european: bool = False


def habit_of(text: str) -> Habit:
    """The habit of a document, told by what it writes unmistakably."""
    european = sum(1 for _ in _EUROPEAN.finditer(text))
    return Habit(own_dollar(text), european > sum(1 for _ in _ANGLO.finditer(text)))
