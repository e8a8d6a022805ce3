"""Counts with a scale in letters and no currency: "1.8 bn doses", "3.4m in 2022"."""

from __future__ import annotations

import re

from pipeline.figures.counted import counted_after
from pipeline.figures.lexicon import words
from pipeline.figures.number import Number
from pipeline.figures.scale import spaced_letter

_SURE = frozenset({"bn", "mn", "mln", "bln", "mio", "mrd"})  # a spaced "m" may be metres
_LIVING = words("units", "plain", "nouns") | frozenset(
    {"beneficiaries", "households", "doses", "farmers", "pupils"}
)
_SAID = re.compile(
    r"\b(?:number(?:ed|s|ing)?|total(?:led|led|s|ling)?|beneficiaries|people|population|target|reach(?:ed|es|ing)?)\b"
    r"(?:[^.;:]|\.(?=[0-9])){0,60}$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b(?:numbers?\s+of|population|beneficiaries)\b[^.;:,]{0,60}$", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.,;)](?:\s|$)|$)")
_WHEN = re.compile(r"\s+(?:in|by|during|for)\s+(?:early\s+|late\s+|mid-?|FY\s?)?(?:19|20)\d\d\b")


def scaled_count(text: str, number: Number) -> Number:
    """The number with a scale letter after a space where a noun to count follows: "1.8 bn doses"."""
    wide = spaced_letter(text, number)
    if wide is number or number.written != "digits":
        return number
    sure = text[wide.bare : wide.end].strip().lower() in _SURE
    found = counted_after(text, wide.end)
    if found is None:
        return number
    return wide if sure or text[found.start : found.end].rsplit(maxsplit=1)[-1].lower() in _LIVING else number


def counts_alone(text: str, number: Number) -> bool:
    """Whether millions in letters are told of a year, after words that count: "numbered 3.4m in 2022"."""
    before = text[max(0, number.start - 80) : number.start]
    if _WHEN.match(text, number.end):
        return bool(_SAID.search(before))
    return bool(_ENDS.match(text, number.end) and _NUMBER_OF.search(before))
