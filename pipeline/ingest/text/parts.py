"""Titles of a text file's scored parts: "3. Focus on results" over bullets that are signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.text.pieces import SIGNS, Piece, closed, opens_low

_LETTERED = re.compile(r"\d{1,2}[a-z][.)]?\s+(?=[A-Z])")
_LONGEST = 12  # words of a title


def scored_parts(pieces: Sequence[Piece]) -> frozenset[int]:
    """Numbered lines that are titles and no items: short, unclosed, right above signs.

    "1. Improve reporting" over dashes is an item with sub-items; signs of two kinds, a plus, or
    capitals tell titles, and one such title tells that all the text's numbered lines above signs are.
    """
    over = [index for index in range(len(pieces) - 1) if _could_be(pieces, index)]
    sure = [index for index in over if _judged(pieces, index) or _is_title(pieces[index].text)]
    if not any(_judged(pieces, index) for index in sure):
        return frozenset()
    parts = set(over)
    for index in over:  # "2. Cross-cutting issues:" over "2a. Gender"
        above = pieces[index - 1] if index else None
        number = re.match(r"\d+", pieces[index].text)
        if above is not None and number and above.kind == "item" and above.marker == f"{number.group()}.":
            parts.add(index - 1)
    return frozenset(parts)


def _could_be(pieces: Sequence[Piece], index: int) -> bool:
    piece, after = pieces[index], pieces[index + 1]
    words = _LETTERED.sub("", piece.text)
    numbered = piece.kind == "item" and re.fullmatch(r"\d{1,2}[.)]", piece.marker or "") is not None
    if not (numbered or (piece.kind == "text" and words != piece.text)):
        return False
    short = len(words.split()) <= _LONGEST and len(piece.lines) < 3
    return (
        short
        and not closed(words)
        and not opens_low(words)
        and after.kind == "item"
        and after.marker in SIGNS
        and after.indent <= piece.indent + 1
    )


def _judged(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the bullets below judge: a plus among them, or signs of two kinds."""
    signs: set[str] = set()
    for piece in pieces[index + 1 :]:
        if piece.kind != "item" or piece.marker not in SIGNS:
            break
        signs.add(piece.marker or "")
    return "+" in signs or len(signs) > 1


def _is_title(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)
