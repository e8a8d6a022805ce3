"""Verbs that a run of words after a number must not take for its noun, told by the tagger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.figures.context import parsable
from pipeline.figures.counted import plural
from pipeline.figures.reading import Reading
from pipeline.language import LONGEST, Token, parse
from pipeline.model import Span

_FINITE = frozenset({"VBZ", "VBP", "VBD"})


def without_verbs(sentence: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, a counted noun ended before the verb that follows it: "12 offices supports"."""
    if len(sentence) > LONGEST or not any(_long(sentence, reading) for reading in readings):
        return tuple(readings)
    tokens = parse(parsable(sentence, readings))
    return tuple(
        _cut(sentence, reading, tokens) if _long(sentence, reading) else reading for reading in readings
    )


def _long(sentence: str, reading: Reading) -> bool:
    """Whether a reading counts a noun of several words."""
    noun = reading.counted
    return noun is not None and noun.end == reading.end and " " in sentence[noun.start : noun.end]


def _cut(sentence: str, reading: Reading, tokens: Sequence[Token]) -> Reading:
    noun = reading.counted or Span(reading.end, reading.end)
    inside = [t for t in tokens if t.start >= noun.start and t.end <= noun.end]
    for before, token in pairwise(inside):
        if token.tag in _FINITE and plural(before.text):
            unit = " ".join(sentence[noun.start : before.end].split())
            return replace(reading, end=before.end, counted=Span(noun.start, before.end), unit=unit)
    return reading
