"""Tables whose cells a conversion ran into each other: recognised, and kept out of what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.ingest.text.pieces import Piece, closed
from pipeline.problems import Problem

# A word split at the end of a cell's line, and the next cell's words behind it: "min- Accepted".
_CUT = re.compile(r"[^\W\d_]{2,}(?:\u00ad|-(?=\s+[A-Z]))\s+(?:[A-Z][^\W\d_]|[a-z]+\s)")
FEWEST = 2  # pieces cut so
FEW = 5  # words: a cell may close as a sentence does
NEAR = 4  # pieces
_REMEDY = "Put the report's PDF or Word file into raw/, or copy this table into the tables by hand."


def with_shuffled(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with those of shuffled tables as labels that say nothing."""
    done = list(pieces)
    for first, last in _tables(pieces):
        done[first:last] = [
            piece if piece.kind == "furniture" else replace(piece, kind="graphic")
            for piece in pieces[first:last]
        ]
    return tuple(done)


def shuffled_left(pieces: Sequence[Piece], file: str) -> Iterator[Problem]:
    """A problem for each table so marked."""
    paged = pieces[-1].lines[-1].page > 1
    inside = False
    for piece in pieces:
        if piece.kind == "graphic" and not inside:
            page = piece.lines[0].page if paged else None
            where = f"{file}, page {page}" if paged else file
            said = f"{where}: the cells of the table at “{piece.text[:40]}” run into each other; it was left."
            yield Problem("ingest", "warning", said, _REMEDY, page)
        inside = piece.kind == "graphic" or (inside and piece.kind == "furniture")


def _tables(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where such tables begin and end: two cut pieces at least, and the cells around and between them."""
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and (_is_cell(pieces[end]) or (end > start and _goes_on(pieces, end))):
            end += 1
        if sum(_is_cut(piece) for piece in pieces[start:end]) >= FEWEST:
            yield _without_titles(pieces, start, end)
        start = max(end, start + 1)


def _without_titles(pieces: Sequence[Piece], start: int, end: int) -> tuple[int, int]:
    """The bounds less the title above a table and the one that begins what follows it."""
    first = next(n for n in range(start, end) if pieces[n].kind != "furniture")
    titled = pieces[first].gap > 0 and pieces[first + 1].glued and not _is_cut(pieces[first])
    while pieces[end - 1].kind == "furniture" or (
        end < len(pieces) and pieces[end].glued and not _is_cut(pieces[end - 1])
    ):
        end -= 1
    return first + titled, end


def _goes_on(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a sentence is a cell too: cut ones stand before and soon behind it."""
    before = pieces[max(0, index - NEAR) : index]
    behind = pieces[index + 1 : index + 1 + NEAR]
    return any(map(_is_cut, before)) and any(map(_is_cut, behind))


def _is_cut(piece: Piece) -> bool:
    return piece.kind in {"text", "item"} and any(_CUT.search(line.text) for line in piece.lines)


def _is_cell(piece: Piece) -> bool:
    """Whether a piece may be of such a table: cut, a few words, or an action with a number like "1.1"."""
    if piece.kind == "furniture" or _is_cut(piece):
        return True
    if piece.kind not in {"text", "item"} or closed(piece.text):
        return piece.kind in {"text", "item"} and len(piece.text.split()) < FEW
    decimal = piece.marker is None or re.match(r"\d+\.\d", piece.marker) is not None
    return decimal or (piece.marker or "").isdigit()
