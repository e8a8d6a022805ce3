"""Figures of running text, with their context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.figures.period import period_of
from pipeline.figures.reading import Reading
from pipeline.figures.scan import scan
from pipeline.figures.values import plain
from pipeline.language import sentences
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
    return figures_in(text, NOBODY, context=context)


def figures_in(text: str, identity: Identity, *, context: bool = True) -> tuple[Figure, ...]:
    """The figures of one stretch of prose of a document; offsets are into the stretch."""
    readings = scan(text)
    if not readings:
        return ()
    spans = sentences(text)
    index = {reading.start: number for number, reading in enumerate(readings)}
    figures: list[Figure] = []
    for reading in readings:
        span = next((s for s in spans if s.start <= reading.start < s.end), Span(0, len(text)))
        mates = [r for r in readings if span.start <= r.start < span.end]
        figures.append(_figure(text, reading, span, mates, identity, index))
    return tuple(figures)


def _figure(
    text: str,
    reading: Reading,
    span: Span,
    mates: Sequence[Reading],
    identity: Identity,
    index: dict[int, int],
) -> Figure:
    shifted = [_moved(mate, -span.start) for mate in mates]
    period = period_of(text[span.start : span.end], _moved(reading, -span.start), shifted, identity)
    return Figure(
        kind=reading.kind or "count",
        start=reading.start,
        end=reading.end,
        value=plain(reading.value),
        context=span,
        value_max=None if reading.value_max is None else plain(reading.value_max),
        unit=reading.unit,
        currency=reading.currency,
        currency_inferred=reading.inferred,
        scale_max=reading.scale_max,
        qualifier=reading.qualifier,
        measure=reading.unit if reading.kind == "count" else None,
        period=period.words if period else None,
        year_start=period.first if period else None,
        year_end=period.last if period else None,
        pair=index.get(reading.pair) if reading.pair is not None else None,
    )


def _moved(reading: Reading, by: int) -> Reading:
    return replace(reading, start=reading.start + by, end=reading.end + by)
