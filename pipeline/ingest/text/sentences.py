"""Headings of a text file that are sentences: "The Agency is well led." over a paragraph on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.text.pieces import Piece, opens_low

LONGEST = 18  # words of a heading
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?=\s|$)")


def sentence_headings(pieces: Sequence[Piece]) -> frozenset[int]:
    """One-sentence lines, each over a longer paragraph, where all such lines of the text are so."""
    lone: list[int] = []
    over: list[int] = []
    for index, piece in enumerate(pieces):
        text = piece.text
        one = len(_SENTENCE_END.findall(text)) == 1 and text.endswith((".", "?", "!"))
        if piece.kind != "text" or len(piece.lines) > 1 or not one or len(text.split()) > LONGEST:
            continue
        lone.append(index)
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if after is None or after.kind != "text" or after.glued or opens_low(text):
            continue
        if len(_SENTENCE_END.findall(after.text)) > 1 and len(after.text) > 2.5 * len(text):
            over.append(index)
    return frozenset(over) if len(over) > 1 and len(over) * 3 >= len(lone) * 2 else frozenset()
