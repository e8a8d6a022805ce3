"""Words being built from characters, in user space: what joins a word, and letters set apart made one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf.objects import GAP, TextObject

APART = 1.3  # type sizes: letters set wider apart are no word
FEWEST_APART = 4  # letters
TOUCHING = (-0.03, 0.005)  # of the type size: a gap inside a word that the file sets in pieces
NO_GAP = 0.05  # of the type size: so near behind a footnote marker a full stop closes the word before
DOUBLED = 0.3  # of the type size: the same letter this close again is faux bold


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


def _add(piece: Piece, letter: str, left: float, low: float, right: float, high: float) -> None:
    piece.text += letter
    piece.last = left
    piece.left = min(piece.left, left)
    piece.right = max(piece.right, right)
    piece.low = min(piece.low, low)
    piece.high = max(piece.high, high)


def _along(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float
) -> tuple[float, float]:
    """How far the next character begins after the piece's end, and after the start of its line box."""
    if owner.quarter == 1:
        return low - piece.high, abs(piece.left + 0 - left)
    if owner.quarter == 2:
        return piece.left - right, abs(piece.low - low)
    if owner.quarter == 3:
        return piece.low - high, abs(piece.left - left)
    return left - piece.right, abs(piece.owner.base - owner.base)


def _joins(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, letter: str
) -> bool | None:
    """Whether a character goes on the word before it; None where it prints its last letter again."""
    size = owner.style.size
    if owner is not piece.owner and (
        owner.quarter != piece.owner.quarter or abs(size - piece.owner.style.size) > 0.1 * size
    ):
        return False
    if owner.quarter is None:
        return owner is piece.owner
    if owner is piece.owner and left == piece.last:
        return True  # the letters of a ligature share one box
    gap, shift = _along(piece, owner, left, low, right, high)
    if shift > 0.15 * size or gap > GAP * size or gap < -1.2 * size:
        return False
    if (
        gap < -DOUBLED * size
        and piece.text[-1] == letter
        and right - piece.right < DOUBLED * min(size, right - left)
    ):
        return None
    return gap > -0.9 * size


def takes(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, letter: str
) -> bool:
    """Whether a word takes the next character in: as its next letter, or as one printed twice."""
    joined = _joins(piece, owner, left, low, right, high, letter)
    if joined:
        _add(piece, letter, left, low, right, high)
    return joined is not False


def is_glued(
    piece: Piece | None,
    before: Piece | None,
    owner: TextObject,
    left: float,
    low: float,
    right: float,
    high: float,
    letter: str,
) -> bool:
    """Whether a new piece follows without a space: in other type, or a stop behind a footnote marker."""
    if piece is not None:
        return _touches(piece, owner, left, low, right, high, GAP)
    return (
        before is not None
        and letter in ".,)]"
        and before.owner.style.size != owner.style.size
        and _touches(before, owner, left, low, right, high, NO_GAP)
    )


def _touches(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, widest: float
) -> bool:
    """Whether a piece in other type follows the last one without a space of any width."""
    if owner.quarter != piece.owner.quarter or owner.quarter is None:
        return False
    size = max(owner.style.size, piece.owner.style.size)
    gap, shift = _along(piece, owner, left, low, right, high)
    return -0.5 * size < gap <= widest * size and shift < 0.7 * size


def tightened(pieces: list[Piece]) -> list[Piece]:
    """Pieces with words that the file sets in parts, or letter by letter ("S U M M A R Y"), made whole."""
    pieces = _touching(pieces)
    lone = [number for number, piece in enumerate(pieces) if len(piece.text) == 1]
    if not any(b - a < FEWEST_APART for a, b in zip(lone, lone[FEWEST_APART - 1 :], strict=False)):
        return pieces
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


def _touching(pieces: list[Piece]) -> list[Piece]:
    """Pieces with those joined that go on right where the one before ends, on its line and in its type."""
    done = pieces[:1]
    for last, piece in pairwise(pieces):
        gap = piece.left - last.right
        if -1 < gap < 1 and _goes_on(last, piece, gap):
            whole = done[-1]
            whole.text += piece.text
            whole.right, whole.last = piece.right, piece.last
            whole.low, whole.high = min(whole.low, piece.low), max(whole.high, piece.high)
        else:
            done.append(piece)
    return done


def _goes_on(last: Piece, piece: Piece, gap: float) -> bool:
    closest, widest = TOUCHING
    size = piece.owner.style.size
    return (
        closest * size <= gap <= widest * size
        and last.owner.style == piece.owner.style
        and last.owner.quarter == 0 == piece.owner.quarter
        and last.owner.base == piece.owner.base
        and last.raised == piece.raised
        and last.text[-1].isalnum()
        and piece.text[0].isalnum()
    )


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
