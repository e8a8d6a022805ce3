"""Bullets drawn as shapes, as browsers and some typesetters do: read as the glyphs they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.layout.printed import PageChars, Printed
from pipeline.model import Box

SMALLEST, LARGEST = 1.5, 8.0  # points
UNEVEN = 1.5  # points between width and height
NEAREST, FARTHEST = 1.5, 24.0  # points from the bullet to its text
MOST_SHAPES = 200  # of one page: more are the dots of a drawing
FEWEST = 2
LARGEST_DISC = 45.0  # points, of one that holds a number
BEHIND = 0.6  # type sizes from such a number to its line, as it is handed on
_ORDINAL = re.compile(r"[1-9]\d?")


def with_drawn_bullets(page: PageChars) -> PageChars:
    """The page with a glyph before each line that a small drawn disc, ring or square stands before."""
    filled = [fill.box for fill in page.fills if not fill.framed and _is_small(fill.box)]
    rings = [box for box in page.drawings if _is_small(box) and not any(_same(box, f) for f in filled)]
    shapes = [(box, "•") for box in filled] + [(box, "◦") for box in rings]
    if not FEWEST <= len(shapes) <= MOST_SHAPES:
        return page
    found: dict[int, Printed] = {}
    lined_up = Counter(round(box.x0) for box, _ in shapes)
    for number, (box, glyph) in enumerate(shapes):
        index = _text_of(box, page.words, NEAREST if lined_up[round(box.x0)] > 1 else FARTHEST)
        if index is not None and index not in found:
            word = page.words[index]
            order = -1 - number  # drawn, not among the file's characters
            found[index] = Printed(glyph, *box, word.base, word.style, order, word.page)
    if len(found) < FEWEST:
        return page
    words: list[Printed] = []
    for index, word in enumerate(page.words):
        if index in found:
            words.append(found[index])
        words.append(word)
    return replace(page, words=tuple(words))


def with_numbered_discs(page: PageChars) -> PageChars:
    """The page with numbers that stand in discs or squares, counting up, put on the line they number."""
    shapes = [box for box in (*page.drawings, *(fill.box for fill in page.fills)) if _is_disc(box)]
    if not FEWEST <= len(shapes) <= MOST_SHAPES:
        return page
    found: dict[int, Printed] = {}
    for index, word in enumerate(page.words):
        if _ORDINAL.fullmatch(word.text):
            disc = next((box for box in shapes if _in(box, word)), None)
            line = _beside(disc, page.words) if disc is not None else None
            if disc is not None and line is not None:
                style = word.style._replace(size=line.style.size, bold=not line.style.bold)
                reach = line.x0 - BEHIND * style.size
                found[index] = word._replace(base=line.base, x0=disc.x0, x1=reach, style=style)
    numbers = [int(word.text) for word in found.values()]
    if len(numbers) < FEWEST or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return page
    return replace(page, words=tuple(found.get(index, word) for index, word in enumerate(page.words)))


def _is_disc(box: Box) -> bool:
    wide, tall = box.x1 - box.x0, box.bottom - box.top
    return LARGEST < wide <= LARGEST_DISC and LARGEST < tall <= LARGEST_DISC and abs(wide - tall) <= UNEVEN


def _in(box: Box, word: Printed) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 < x < box.x1 and box.top < y < box.bottom


def _beside(disc: Box, words: Sequence[Printed]) -> Printed | None:
    """The first word of the topmost line that begins at the right of a disc."""
    begun = [
        word
        for word in words
        if NEAREST <= word.x0 - disc.x1 <= FARTHEST and disc.top <= word.base <= disc.bottom + word.style.size
    ]
    return min(begun, key=lambda word: (round(word.base), word.x0), default=None)


def _is_small(box: Box) -> bool:
    wide, tall = box.x1 - box.x0, box.bottom - box.top
    return SMALLEST <= wide <= LARGEST and SMALLEST <= tall <= LARGEST and abs(wide - tall) <= UNEVEN


def _same(a: Box, b: Box) -> bool:
    return all(abs(one - two) < 1 for one, two in zip(a, b, strict=True))


def _text_of(box: Box, words: Sequence[Printed], free: float) -> int | None:
    """The word a shape stands before, where it opens a line: none may stand so near before the shape."""
    middle = (box.top + box.bottom) / 2
    best: int | None = None
    for index, word in enumerate(words):
        size = word.style.size
        if not word.base - 0.75 * size <= middle <= word.base + 0.1 * size:
            continue
        if -free < word.x1 - box.x0 <= 1:
            return None
        gap = word.x0 - box.x1
        if NEAREST <= gap <= FARTHEST and (best is None or word.x0 < words[best].x0):
            best = index
    return best
