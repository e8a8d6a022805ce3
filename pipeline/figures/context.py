"""What a sentence tells of its figures: measure, period, direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.figures.direction import direction_of
from pipeline.figures.exclude import years_in
from pipeline.figures.measure import measure_of
from pipeline.figures.period import Period, period_of
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.language import LONGEST, parse
from pipeline.model import Direction, Identity, Span


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence says of one figure."""

    measure: str | None = None
    period: Period | None = None
    direction: Direction | None = None


def told_of(
    sentence: str, readings: Sequence[Reading], identity: Identity, before: Period | None
) -> list[Context]:
    """The context of every figure of one sentence."""
    tree = _tree(sentence, readings) if len(sentence) <= LONGEST else None
    spans = {reading.start: Span(reading.start, reading.end) for reading in readings}
    told = []
    for reading in readings:
        measure = measure_of(tree, reading, spans) if tree else None
        told.append(
            Context(
                measure,
                period_of(sentence, reading, readings, identity, before),
                direction_of(sentence, reading, readings, tree),
            )
        )
    return told


def _tree(sentence: str, readings: Sequence[Reading]) -> Tree:
    tokens = parse(sentence)
    taken: set[int] = set()
    for reading in readings:
        own = [i for i, t in enumerate(tokens) if t.start < reading.end and t.end > reading.start]
        counted = reading.counted
        taken |= {i for i in own if counted is None or tokens[i].end <= counted.start}
    years = {
        i
        for i, t in enumerate(tokens)
        for span, _, _ in years_in(sentence)
        if span.start < t.end and t.start < span.end
    }
    return Tree(tokens, frozenset(taken), frozenset(years))
