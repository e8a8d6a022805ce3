"""What stands on a page before anyone has read it: words with boxes and type, rules, fills, pictures.

Boxes are in points from the top left of the page as it is looked at. A page whose text runs up or
down the paper (a landscape table turned by a quarter) is described as if the reader had turned it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.model import Box, Source

HYPHEN = "\x02"  # how pdfium marks a hyphen at the end of a line


class Sided(Protocol):
    """Something that stands on a page."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


class Boxed:
    """What has a box, and is asked for its sides as words and lines are."""

    __slots__ = ()
    if TYPE_CHECKING:  # a field of one class, a property of another

        @property
        def box(self) -> Box: ...

    @property
    def x0(self) -> float:
        return self.box.x0

    @property
    def top(self) -> float:
        return self.box.top

    @property
    def x1(self) -> float:
        return self.box.x1

    @property
    def bottom(self) -> float:
        return self.box.bottom


def around(things: Iterable[Sided]) -> Box:
    """The smallest box that holds all of one or more things."""
    sides = [(thing.x0, thing.top, thing.x1, thing.bottom) for thing in things]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Style(NamedTuple):
    """The type a word is set in; `colour` is 0xRRGGBB."""

    font: str = ""
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    colour: int = 0


class Printed(NamedTuple):
    """A word, or the part of one set in one type, as it is printed.

    `base` is the y of its baseline. `glued` tells that nothing parts it from the piece before.
    `order` numbers the pieces of a page in the order the file draws them; `notes` are the labels
    of footnote markers that stood behind it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style
    order: int
    page: int = 1
    glued: bool = False
    raised: bool = False
    notes: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        return Box._make(self[1:5])


class Rule(NamedTuple):
    """A straight line, level or upright: `at` is its y (level) or x, `low` to `high` its reach."""

    level: bool
    at: float
    low: float
    high: float


class Fill(NamedTuple):
    """A painted area; `colour` is 0xRRGGBB. `framed` tells that it has an outline and no paint."""

    box: Box
    colour: int
    framed: bool = False


@dataclass(frozen=True, slots=True)
class PageChars:
    """One page as printed. `turned` are words that run up, down or slanting on an upright page.

    `turn` counts the quarters the reader turned the page by, clockwise. `characters` counts the
    visible ones. `unmapped` is the share of them whose font does not say what they mean, `lost`
    how many such stand inside words.
    """

    number: int
    width: float
    height: float
    words: tuple[Printed, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    images: tuple[Box, ...] = ()
    drawings: tuple[Box, ...] = ()
    turned: tuple[Printed, ...] = ()
    turn: int = 0
    characters: int = 0
    unmapped: float = 0.0
    lost: int = 0
    source: Source = "text"


class Mark(NamedTuple):
    """An entry of the file's own outline: title, depth from 1, page, and y from the page's top."""

    title: str
    level: int
    page: int | None
    top: float | None = None


def unturned(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a turned page (of that width and height) where it lies on the page unturned."""
    x0, top, x1, bottom = box
    if turn == 1:
        return Box(top, width - x1, bottom, width - x0)
    if turn == 2:
        return Box(width - x1, height - bottom, width - x0, height - top)
    if turn == 3:
        return Box(height - bottom, x0, height - top, x1)
    return box
