"""Where something stands: in the canonical text, and on a page."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a document's canonical text; `end` is excluded."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Run(NamedTuple):
    """Where one word (or part of a word split over lines) of the canonical text is printed."""

    start: int
    end: int
    page: int
    box: Box
