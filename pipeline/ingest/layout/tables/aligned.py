"""Words of one baseline in segments that stand apart: what cells without rules are told by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.layout.gutters import parts_of
from pipeline.ingest.layout.printed import Printed

GUTTER = 0.7  # type sizes between segments


@dataclass(slots=True)
class Segment:
    """Words of one row that stand together."""

    words: list[Printed]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Row:
    """The segments on one baseline from left to right."""

    segments: list[Segment]
    base: float
    size: float


def row_of(row: Sequence[list[Printed]]) -> Row:
    """A row of stretches as its segments; stretches close together are one."""
    segments = [
        Segment(piece, piece[0].x0, max(word.x1 for word in piece))
        for number, stretch in enumerate(row)
        for piece in parts_of(stretch, behind=number > 0)
    ]
    size = max(word.style.size for segment in segments for word in segment.words)
    joined = [segments[0]]
    for segment in segments[1:]:
        if segment.x0 - joined[-1].x1 < GUTTER * size:
            last = joined[-1]
            joined[-1] = Segment([*last.words, *segment.words], last.x0, max(last.x1, segment.x1))
        else:
            joined.append(segment)
    return Row(joined, row[0][0].base, size)
