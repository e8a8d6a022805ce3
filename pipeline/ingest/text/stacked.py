"""Tables whose cells stand one under the other, parted by empty lines, row after row in one pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.text.pieces import Piece, closed
from pipeline.ingest.text.tabbed import numbers_apart

WIDTHS = range(3, 8)  # columns
FEWEST = 3  # rows under the header
LONGEST_HEADER = 6  # words
LONGEST_CELL = 60  # words
_NUMBER = re.compile(r"[-–(]?[$£€]?\d[\d.,\s]*%?\)?[+-]?")
_NOTHING = re.compile(r"n/?a|[-–—]|\.{2,3}", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")


def with_stacked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with those that are cells, in as many columns as the header above them, made tables."""
    cells, places = _cells(pieces)
    done: list[Piece] = []
    start = 0
    while start < len(cells):
        width = next((width for width in WIDTHS if _rows(cells, start, width) >= FEWEST), 0)
        rows = [_rows(cells, start + shift, width) for shift in range(width)]
        end = start + width * (rows[0] + 1) if rows else start
        whole = end == len(cells) or places[end] != places[end - 1]
        if not rows or not whole or max(rows[1:]) >= rows[0]:  # none, or a title stands over the header
            if start == 0 or places[start] != places[start - 1]:
                done.append(pieces[places[start]])
            start += 1
            continue
        done.append(_table(cells[start:end], width))
        start = end
    return tuple(done)


def _cells(pieces: Sequence[Piece]) -> tuple[list[Piece], list[int]]:
    """The pieces with numbers that share a line set apart, and the place of the piece each is of."""
    cells: list[Piece] = []
    places: list[int] = []
    for place, piece in enumerate(pieces):
        parts = numbers_apart(piece.text) if piece.kind == "text" and len(piece.lines) == 1 else ()
        if len(parts) < 2:
            apart = bool(cells) and _is_number(cells[-1])
            cells.append(replace(piece, glued=piece.glued and not apart))
            places.append(place)
            continue
        cells += (Piece("text", (replace(piece.lines[0], text=part),), gap=piece.gap) for part in parts)
        places += [place] * len(parts)
    return cells, places


def _rows(pieces: Sequence[Piece], start: int, width: int) -> int:
    """How many rows of one pattern stand under `width` short pieces that head them.

    They hold a column of numbers, or begin with numbers that count up; 0 where they do not.
    """
    at = start + width
    header, body = pieces[start:at], pieces[at : at + width]
    if len(body) < width or not all(map(_heads, header)) or any(p.glued for p in (*header[1:], body[0])):
        return 0
    first = [_is_number(cell) for cell in body]
    begin = _ordinal(body[0])
    if begin is None and (first[0] or not any(first)):
        return 0
    rows = 0
    while len(row := pieces[at : at + width]) == width and _fits(row, first):
        if _ordinal(row[0]) != (None if begin is None else begin + rows):
            break
        rows, at = rows + 1, at + width
    return rows


def _ordinal(piece: Piece) -> int | None:
    """The whole number a row begins with."""
    number = (piece.marker or piece.text).rstrip(".)")
    return int(number) if re.fullmatch(r"\d{1,2}", number) else None


def _heads(piece: Piece) -> bool:
    text = piece.text
    worded = not _is_number(piece) or _YEAR.fullmatch(text) is not None
    return piece.kind == "text" and worded and len(text.split()) <= LONGEST_HEADER and not closed(text)


def _fits(row: Sequence[Piece], first: Sequence[bool]) -> bool:
    """Whether pieces are cells of a row: numbers where the first row has them, words where it has words."""
    return all(
        cell.kind in ("text", "item")
        and not cell.glued
        and (cell.kind == "text" or place == 0)
        and len(cell.text.split()) <= LONGEST_CELL
        and (_is_number(cell) is number or _NOTHING.fullmatch(cell.text) is not None)
        for place, (cell, number) in enumerate(zip(row, first, strict=True))
    )


def _is_number(piece: Piece) -> bool:
    return piece.marker is None and _NUMBER.fullmatch(piece.text) is not None


def _table(cells: Sequence[Piece], width: int) -> Piece:
    parts = [(replace(cell, gap=0, glued=False),) for cell in cells]
    rows = tuple(tuple(parts[n : n + width]) for n in range(0, len(parts), width))
    lines = tuple(line for cell in cells for line in cell.lines)
    return Piece("table", lines, gap=cells[0].gap, glued=cells[0].glued, cells=rows, header_rows=1)
