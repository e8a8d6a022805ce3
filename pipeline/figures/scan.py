"""All figures of a stretch of text, with what can be told without grammar."""

from __future__ import annotations

from dataclasses import replace

from pipeline.figures.bare import licensed
from pipeline.figures.dress import dress
from pipeline.figures.exclude import masked, merged, years_in
from pipeline.figures.habits import Habit
from pipeline.figures.join import joined
from pipeline.figures.numbers import numbers_in
from pipeline.figures.pairs import paired
from pipeline.figures.qualify import qualified
from pipeline.figures.reading import Reading


def scan(text: str, habit: Habit) -> tuple[Reading, ...]:
    """The figures of a text in order; each with kind, value, unit, currency and qualifier."""
    mask = masked(text)
    years = merged(span for span, _, _ in years_in(text))
    readings = dress(text, numbers_in(text), years, mask, habit)
    readings = paired(text, joined(text, readings))
    kept: list[Reading] = []
    for reading in readings:
        told = licensed(text, reading, kept[-1] if kept else None)
        apart = not kept or reading.start >= kept[-1].end
        if told is not None and told.kind is not None and apart:
            kept.append(qualified(text, told))
    starts = {reading.start for reading in kept}
    return tuple(r if r.pair is None or r.pair in starts else replace(r, pair=None) for r in kept)
