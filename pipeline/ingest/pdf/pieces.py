"""Words being built from characters, in user space; letters set apart made words again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.layout.printed import Style

APART = 1.3  # type sizes: letters set wider apart are no word
FEWEST_APART = 4  # letters


@dataclass(slots=True)
class TextObject:
    """What the characters of one text object share. `quarter` is 0 to 3, None for slanting text."""

    style: Style
    quarter: int | None
    seen: bool
    below: float = 0.0  # from the lower edge of the character box up to the baseline
    mapped: bool = True  # whether its font says what its first character means
    tight: float = 0.0  # points: how far a character may reach back into the one before
    wide: float = 0.0  # points: the widest gap inside a word


@dataclass(slots=True)
class Piece:
    """A word being built, in user space (y upwards)."""

    text: str
    left: float
    low: float
    right: float
    high: float
    owner: TextObject
    glued: bool
    raised: bool = False
    last: float = 0.0  # where its last character begins


def tightened(pieces: list[Piece]) -> list[Piece]:
    """Pieces with words whose letters are set apart ("S U M M A R Y") made whole."""
    done: list[Piece] = []
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and len(pieces[start].text) == 1 and _set_apart(pieces[end - 1], pieces[end]):
            end += 1
        if end - start < FEWEST_APART:
            done.append(pieces[start])
            start += 1
            continue
        done.extend(_words_of_letters(pieces[start:end]))
        start = end
    return done


def _set_apart(last: Piece, piece: Piece) -> bool:
    """Whether two pieces are letters of one line set apart alike."""
    if len(piece.text) != 1 or not (last.text.isalpha() and piece.text.isalpha()):
        return False
    size = piece.owner.style.size
    level = abs(piece.low - last.low) < 0.1 * size and piece.owner.quarter == 0 == last.owner.quarter
    return level and 0 <= piece.left - last.right < APART * size and last.owner.style == piece.owner.style


def _words_of_letters(letters: list[Piece]) -> list[Piece]:
    gaps = [b.left - a.right for a, b in pairwise(letters)]
    usual = sorted(gaps)[len(gaps) // 2]
    words = [letters[0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > max(1.5 * usual, usual + 0.15 * letter.owner.style.size):
            words.append(letter)
            continue
        words[-1].text += letter.text
        words[-1].right = letter.right
        words[-1].low = min(words[-1].low, letter.low)
        words[-1].high = max(words[-1].high, letter.high)
    return words
