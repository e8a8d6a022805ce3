"""Cells of a table that fell apart: one after the other, each a few words in a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pipeline.ingest.text.pieces import Piece, closed

_SCORE = re.compile(r"\d(?:[.,]\d{1,2})?[+-]?|n/?a", re.I)
_NARROW = 4  # lines that a few words may take in a narrow cell
_FEWEST = 4  # cells in a row that tell a table
_MOST_PROSE = 3  # pieces of a narrative cell


def is_scrap(piece: Piece) -> bool:
    """Whether a piece is a few words in a line (or narrow lines) that close no sentence."""
    return (
        piece.kind == "text"
        and len(piece.lines) < _NARROW
        and len(piece.text.split()) <= 6
        and not closed(piece.text)
    )


def scattered(
    pieces: Sequence[Piece], is_caps: Callable[[str], bool], titles: Callable[[int], bool]
) -> frozenset[int]:
    """The pieces that are cells: four short ones or more in a row, and what goes on from them.

    A table goes on behind its narrative cells as long as scores or words that come again stand
    there; `titles` tells that the first of a row of pieces is the table's title.
    """
    said = Counter(piece.text for piece in pieces)
    runs = [run for run in _runs(pieces) if not (len(run) == 1 and is_caps(pieces[run[0]].text))]
    inside: set[int] = set()
    for number, run in enumerate(runs):
        if len(run) >= _FEWEST:
            inside.update(run[1:] if titles(run[0]) else run)
        elif number and runs[number - 1][-1] in inside and _goes_on(pieces, runs[number - 1], run, said):
            inside.update(run if _is_last_cell(pieces, runs, number, said) else run[:-1])
    return frozenset(inside)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Short pieces in a row, furniture between them left out."""
    run: list[int] = []
    for index, piece in enumerate(pieces):
        if is_scrap(piece):
            run.append(index)
        elif run and piece.kind != "furniture":
            yield run
            run = []
    if run:
        yield run


def _goes_on(pieces: Sequence[Piece], before: Sequence[int], run: Sequence[int], said: Counter[str]) -> bool:
    """Whether only a narrative cell stands between two rows of cells, and the second holds a score."""
    between = pieces[before[-1] + 1 : run[0]]
    return len(between) <= _MOST_PROSE and any(
        _SCORE.fullmatch(pieces[index].text) or said[pieces[index].text] > 1 for index in run
    )


def _is_last_cell(
    pieces: Sequence[Piece], runs: Sequence[Sequence[int]], number: int, said: Counter[str]
) -> bool:
    """Whether the last of a row of cells belongs to them, and is not the heading of what follows."""
    last = pieces[runs[number][-1]]
    if _SCORE.fullmatch(last.text) or said[last.text] > 1:
        return True
    return number + 1 < len(runs) and _goes_on(pieces, runs[number], runs[number + 1], said)
