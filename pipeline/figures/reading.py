"""A number with what is printed around it: what a figure is before its context is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.figures.number import Number
from pipeline.model import FigureKind, Qualifier, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and what it was read as; `kind` is None while nothing says what it counts.

    `start` to `end` is the figure's text. `at` is where its number ends (scale included).
    """

    number: Number
    start: int
    end: int
    value: Decimal
    kind: FigureKind | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    inferred: bool = False
    scale_max: Decimal | None = None
    qualifier: Qualifier | None = None
    counted: Span | None = None
    glued: bool = False  # after a slash or colon: nothing unless part of a ratio or score
    part: Decimal = Decimal(1)  # 0.01 for cents
    pair: int | None = None  # start of the reading it is compared with

    @property
    def bare(self) -> bool:
        return self.kind is None

    def moved(self, by: int) -> Reading:
        """The same reading, its places counted from somewhere else."""
        counted = None if self.counted is None else Span(self.counted.start + by, self.counted.end + by)
        number = replace(
            self.number, start=self.number.start + by, end=self.number.end + by, bare=self.number.bare + by
        )
        pair = None if self.pair is None else self.pair + by
        return replace(
            self, start=self.start + by, end=self.end + by, counted=counted, number=number, pair=pair
        )
