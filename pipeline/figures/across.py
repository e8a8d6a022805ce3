"""Pairs told over neighbouring sentences: "97% is earmarked … This will fall to 93%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.likeness import telling
from pipeline.model import Figure

_TO = re.compile(
    r"\bto\s+(?:(?:about|around|just|only|nearly|almost|some|an?|the|less\s+than|more\s+than|over|under)\s+)*$"
)
_FARTHEST = 2  # sentences between the two


def paired_across(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of a paragraph, a level that something moves to paired with where it stood.

    Both are of one kind and unit, and their measures share a content word.
    """
    result = list(figures)
    sentences = sorted({figure.context.start for figure in result})
    place = {start: number for number, start in enumerate(sentences)}
    for later, figure in enumerate(result):
        if figure.pair is not None or figure.direction is None:
            continue
        if not _TO.search(text, figure.context.start, figure.start):
            continue
        for earlier in range(later - 1, -1, -1):
            known = result[earlier]
            apart = place[figure.context.start] - place[known.context.start]
            if apart > _FARTHEST:
                break
            if apart and known.pair is None and _like(known, figure):
                result[earlier] = replace(known, pair=later)
                result[later] = replace(figure, pair=earlier)
                break
    return tuple(result)


def _like(known: Figure, figure: Figure) -> bool:
    """Whether a move to `figure` can start from `known`: one kind and unit, a word in common."""
    if (known.kind, known.currency) != (figure.kind, figure.currency):
        return False
    if known.kind in ("count", "duration") and known.unit != figure.unit:
        return False
    if known.value == figure.value or (figure.direction == "increase") != (figure.value > known.value):
        return False
    return bool(telling(known.measure) & telling(figure.measure))
