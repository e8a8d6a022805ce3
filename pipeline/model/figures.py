"""The figures of a report, each with what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.places import Span
from pipeline.model.sets import Direction, FigureBasis, FigureKind, Qualifier
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, percentage, count, score, ratio or duration with what it measures.

    `value` is in whole units (2 100 000 000 for "USD 2.1 billion", 57 for "57%", 5 with unit
    `year` for "five years"); `value_max` closes a range or is the right side of a ratio.
    `pair` is the index of the figure this one is compared with; `fact` numbers the facts of a
    document: figures that tell the same fact share it.
    """

    kind: FigureKind
    start: int
    end: int
    value: Decimal
    context: Span
    value_max: Decimal | None = None
    unit: str | None = None
    currency: str | None = None  # ISO 4217
    currency_inferred: bool = False
    scale_max: Decimal | None = None
    qualifier: Qualifier | None = None
    measure: str | None = None
    period: str | None = None
    year_start: int | None = None
    year_end: int | None = None
    direction: Direction | None = None
    pair: int | None = None
    fact: int | None = None
    in_footnote: bool = False
    basis: FigureBasis = "prose"
    table: int | None = None  # index into Document.tables
    cell: tuple[int, int] | None = None  # row and column in that table

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the figures stage found in one document."""

    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
