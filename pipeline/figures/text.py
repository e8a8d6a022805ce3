"""Figures of running text, with their context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.figures.across import paired_across
from pipeline.figures.context import Context, parsable, told_of
from pipeline.figures.habits import Habit, habit_of
from pipeline.figures.number import plain
from pipeline.figures.predicates import without_verbs
from pipeline.figures.reading import Reading
from pipeline.figures.scan import scan
from pipeline.figures.when import Period, carried
from pipeline.language import LONGEST, parse_all, sentences
from pipeline.model import Figure, Identity, Span

NOBODY = Identity()


def find_figures(text: str, *, context: bool = True) -> tuple[Figure, ...]:
    """The figures of a plain text, in order.

    A figure is an amount of money, a percentage, a count, a score, a ratio or a duration; years,
    dates, codes and names with a number in them are none. Offsets are into `text`. Values are in
    whole units: 2 100 000 000 for "USD 2.1 billion", 57 for "57%". With `context` the sentences
    that hold a figure are parsed for what it measures, its period and its direction; without, only
    what stands beside the number is read, many times faster.
    """
    return figures_in(text, NOBODY, habit_of(text), context=context)


def figures_in(text: str, identity: Identity, habit: Habit, *, context: bool = True) -> tuple[Figure, ...]:
    """The figures of one stretch of prose of a document; offsets are into the stretch."""
    said = _sentences(text, habit)
    if context:
        parse_ahead([text], habit)
    index = {reading.start + span.start: 0 for span, readings in said for reading in readings}
    index = {start: number for number, start in enumerate(index)}
    figures: list[Figure] = []
    before: Period | None = None
    for span, scanned in said:
        sentence = text[span.start : span.end]
        readings = without_verbs(sentence, scanned) if context else scanned
        told: Sequence[Context] = [Context()] * len(readings)
        if context and readings:
            told = told_of(sentence, readings, identity, before)
        figures += [_figure(reading, span, what, index) for reading, what in zip(readings, told, strict=True)]
        before = carried(sentence, before) if context else None
    return paired_across(text, figures) if context else tuple(figures)


def parse_ahead(texts: Iterable[str], habit: Habit) -> None:
    """Parses the sentences of many stretches that hold figures, together: that is several times faster."""
    parse_all(
        [
            parsable(text[span.start : span.end], readings)
            for text in texts
            for span, readings in _sentences(text, habit)
            if readings and span.end - span.start <= LONGEST
        ]
    )


@lru_cache(maxsize=2048)
def _sentences(text: str, habit: Habit) -> tuple[tuple[Span, tuple[Reading, ...]], ...]:
    """The sentences of a stretch with the readings in each, offsets moved to the sentence."""
    readings = scan(text, habit)
    if not readings:
        return ()
    said, at = [], 0
    for span in sentences(text):
        first = at
        while at < len(readings) and readings[at].start < span.end:
            at += 1
        said.append((span, tuple(reading.moved(-span.start) for reading in readings[first:at])))
    return tuple(said)


def _figure(reading: Reading, span: Span, told: Context, index: dict[int, int]) -> Figure:
    plural = reading.kind == "count"
    return Figure(
        kind=reading.kind or "count",
        start=reading.start + span.start,
        end=reading.end + span.start,
        value=plain(reading.value),
        context=span,
        value_max=None if reading.value_max is None else plain(reading.value_max),
        unit=reading.unit,
        currency=reading.currency,
        currency_inferred=reading.inferred,
        scale_max=reading.scale_max,
        qualifier=reading.qualifier,
        measure=told.measure or (reading.unit if plural else None),
        period=told.period.words if told.period else None,
        year_start=told.period.first if told.period else None,
        year_end=told.period.last if told.period else None,
        direction=told.direction,
        pair=None if reading.pair is None else index.get(reading.pair + span.start),
    )
