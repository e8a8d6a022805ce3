"""Ratings from points on scales."""

from __future__ import annotations

import re

from pipeline.model import Rating, Span
from pipeline.segment.components import component_named
from pipeline.segment.draft import Reading
from pipeline.segment.scales import Point

_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


def rating_of(point: Point, component: str, span: Span, header: str = "") -> Rating:
    """The rating a point gives."""
    year = _YEAR.search(header)
    return Rating(
        component,
        span.start,
        span.end,
        point.label,
        point.score,
        point.scale.name if point.scale else None,
        point.minimum,
        point.maximum,
        int(year[1]) if year else None,
    )


def same_judgement(word: Rating, number: Rating) -> bool:
    """Whether a word and a number may be one judgement: on one scale, whose numbers reach so far."""
    if number.score is None or number.scale not in {None, word.scale} or word.year != number.year:
        return False
    return word.scale_max is None or number.score <= word.scale_max


def component_above(reading: Reading, at: int) -> str | None:
    """The component named by a heading that a place of the document stands under, the nearest first."""
    for section in reversed([s for s in reading.outline.sections if s.start <= at]):
        named = component_named(reading.document.quote(Span(section.start, section.end)), reading.profile)
        if named is not None:
            return named
    return None
