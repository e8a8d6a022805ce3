"""User space → the page as a reader holds it: y from the top, turned so that its text stands upright."""

from __future__ import annotations

from pipeline.ingest.layout.printed import Fill, PageChars, Printed, Rule
from pipeline.ingest.pdf.paths import Drawn
from pipeline.ingest.pdf.pieces import Piece
from pipeline.model import Box

FARTHEST = 1e6  # points: a word beyond stands on no page (nor one whose place is no number)


def upright(
    pieces: list[Piece], unmapped: int, drawn: Drawn, paper: Box, rotation: int, number: int
) -> PageChars:
    """The page as a reader would hold it: turned so that most of its text stands upright.

    `rotation` counts the quarters by which the file has the page shown turned clockwise.
    """
    main = _main_quarter(pieces, rotation)
    place = _Placer(paper, main)
    words: list[Printed] = []
    turned: list[Printed] = []
    for order, piece in enumerate(pieces):
        if -FARTHEST < piece.left < FARTHEST and -FARTHEST < piece.high < FARTHEST:
            straight = piece.owner.quarter == main
            sides = place.sides(piece.left, piece.low, piece.right, piece.high)
            base = place.base(piece.owner.base) if straight else sides[3]
            (words if straight else turned).append(
                Printed(piece.text, *sides, base, piece.owner.style, order, number, piece.glued, piece.raised)
            )
    characters = sum([len(word.text) for word in (*words, *turned)])
    rules = [place.rule(line) for line in drawn.lines]
    return PageChars(
        number,
        *place.size,
        tuple(words),
        tuple(rule for rule in rules if rule is not None),
        tuple(
            [Fill(place.box(*box), colour) for _, box, colour, _ in drawn.fills]
            + [Fill(place.box(*box), 0, framed=True) for box in drawn.frames]
        ),
        tuple(place.box(*box) for _, box, _ in drawn.images),
        tuple(place.box(*box) for box in drawn.drawings),
        tuple(turned),
        (main - rotation) % 4,
        characters,
        unmapped / max(characters + unmapped, 1),
    )


def _main_quarter(pieces: list[Piece], rotation: int) -> int:
    """The quarters the paper must be turned by, clockwise, so that most of its text stands upright.

    A character that runs up the paper (quarter 1) needs one.
    """
    letters = [0, 0, 0, 0]
    for piece in pieces:
        if piece.owner.quarter is not None:
            letters[piece.owner.quarter] += len(piece.text)
    return letters.index(max(letters)) if any(letters) else rotation


class _Placer:
    """User space to the page as it is held: turned clockwise by `quarter`, y from the top."""

    def __init__(self, paper: Box, quarter: int) -> None:
        self._paper = paper
        self._quarter = quarter
        wide, tall = paper.x1 - paper.x0, paper.bottom - paper.top
        self.size = (wide, tall) if quarter % 2 == 0 else (tall, wide)

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """A box of user space as seen."""
        return Box(*self.sides(left, low, right, high))

    def sides(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a box of user space as seen."""
        x0, bottom, x1, top = self._paper  # of user space, where y runs upwards
        if self._quarter == 0:
            return left - x0, top - high, right - x0, top - low
        if self._quarter == 1:
            return low - bottom, left - x0, high - bottom, right - x0
        if self._quarter == 2:
            return x1 - right, low - bottom, x1 - left, high - bottom
        return top - high, x1 - right, top - low, x1 - left

    def base(self, at: float) -> float:
        """The y of a baseline that is straight as seen, from its y or x in user space."""
        x0, bottom, x1, top = self._paper
        if self._quarter == 0:
            return top - at
        return (at - x0, at - bottom, x1 - at)[self._quarter - 1]

    def rule(self, line: tuple[float, float, float, float]) -> Rule | None:
        """A level or upright line as seen; None where it slants."""
        x0, y0, x1, y1 = line
        box = self.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        wide, tall = box.x1 - box.x0, box.bottom - box.top
        if tall <= 1 and wide > tall:
            return Rule(True, (box.top + box.bottom) / 2, box.x0, box.x1)
        if wide <= 1 and tall > wide:
            return Rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom)
        return None
