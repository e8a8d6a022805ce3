"""What the pieces of a text file are: items whose bullets were lost, captions, notes, contents, furniture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.plain_headings import CAPTION, Outline
from pipeline.ingest.unwrap import Piece, closed, opens_low

SUPERSCRIPTS = {"¹": "1", "²": "2", "³": "3", **{chr(0x2070 + n): str(n) for n in (0, *range(4, 10))}}
_CALL = re.compile(f"(?<=\\S)[{''.join(SUPERSCRIPTS)}]+|\\[\\^(\\w+)\\](?!:)")
_DEFINITION = re.compile(r"\[\^(\w+)\]:\s*")
_SOURCE = re.compile(r"[*_]{0,2}(?:Sources?|Notes?|N\.B\.)[*_]{0,2}\s*:", re.I)
_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_BOUNDS = re.compile(r"\(?\d+(?:[.,]\d+)?\s*(?:[-–—]|to)\s*\d+(?:[.,]\d+)?\)?")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4}\s*)?[-–—|]?", re.I)


def roles_of(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with what each is; none is lost, their order stays."""
    passes: tuple[Callable[[Sequence[Piece]], tuple[Piece, ...]], ...] = (
        _furniture,
        _rejoined,
        _lost_bullets,
        _notes,
        _captions,
    )
    done = tuple(pieces)
    for role in passes:
        done = role(done)
    return Outline(done).headings()


def calls_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where footnotes are called in a text: start, end and the note's label."""
    return tuple(
        (found.start(), found.end(), found.group(1) or "".join(SUPERSCRIPTS[c] for c in found.group()))
        for found in _CALL.finditer(text)
    )


def _furniture(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Page numbers and running lines at the edges of pages, where form feeds tell the pages; contents."""
    pages: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        pages.setdefault(piece.lines[0].page, []).append(index)
    edges = [index for here in pages.values() for index in {here[0], here[-1]}] if len(pages) > 1 else []
    said = [re.sub(r"\d+", "#", pieces[index].text) for index in edges]
    furniture = {
        index
        for index, text in zip(edges, said, strict=True)
        if len(pieces[index].lines) == 1
        and (_PAGE_NUMBER.fullmatch(pieces[index].text) or (said.count(text) > 2 and len(text) < 120))
    }
    return tuple(
        replace(piece, kind="furniture")
        if index in furniture
        else replace(piece, kind="contents")
        if piece.kind != "table" and _DOTS.search(piece.text)
        else piece
        for index, piece in enumerate(pieces)
    )


def _rejoined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A sentence cut by a page break (or by an empty line after every line) made whole again."""
    done: list[Piece] = []
    for piece in pieces:
        last = next((p for p in reversed(done) if p.kind != "furniture"), None)
        if last is not None and _goes_on(last, piece, done[-1] is last):
            place = len(done) - 1 - done[::-1].index(last)
            done[place] = replace(last, lines=last.lines + piece.lines)
        else:
            done.append(piece)
    return tuple(done)


def _goes_on(before: Piece, after: Piece, adjacent: bool) -> bool:
    """Whether `after` is the rest of the sentence that `before` leaves open."""
    if before.kind not in {"text", "item"} or after.kind != "text" or not opens_low(after.text):
        return False
    if closed(before.text) or (after.indent and after.indent > before.lines[-1].indent):
        return False
    turned = before.lines[-1].page != after.lines[0].page
    if not turned and not adjacent:
        return False
    widest = max(len(line.text) for line in (*before.lines, *after.lines))
    return len(before.lines[-1].text) > 0.7 * widest and len(before.lines[-1].text) > 25


def _lost_bullets(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Items told only by a leading space: a run of indented starts under a lead-in or a heading line.

    Where most paragraphs are indented, indentation is how paragraphs begin, and only a lead-in
    makes a list.
    """
    plain = [piece for piece in pieces if piece.kind == "text"]
    prose = [piece for piece in plain if len(piece.text.split()) > 12]
    usual = sum(_indented(piece) for piece in prose) * 3 > len(prose) * 2
    done = list(pieces)
    open_list = False
    for index, piece in enumerate(pieces):
        if piece.kind != "text" or not _indented(piece) or index == 0:
            open_list = False
            continue
        above = pieces[index - 1]
        label = not closed(above.text) and len(above.text.split()) < 12 and not _indented(above)
        run = index + 1 < len(pieces) and pieces[index + 1].kind == "text" and _indented(pieces[index + 1])
        open_list = open_list or above.text.endswith(":") or (label and run and not usual)
        if open_list:
            done[index] = replace(piece, kind="item")
    return tuple(done)


def _indented(piece: Piece) -> bool:
    """Whether a piece begins further right than its other lines (or than the margin)."""
    rest = min((line.indent for line in piece.lines[1:]), default=0)
    return 0 < piece.indent <= 12 and piece.indent > rest


def _notes(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Footnotes that a marker above calls, and lines that tell a source."""
    called = {label for piece in pieces for _, _, label in calls_in(piece.text)}
    done: list[Piece] = []
    for piece in pieces:
        label = (piece.marker or "").strip("().[]")
        definition = _DEFINITION.match(piece.lines[0].text)
        if definition:
            first = replace(piece.lines[0], text=piece.lines[0].text[definition.end() :])
            lines = tuple(line for line in (first, *piece.lines[1:]) if line.text)
            note = replace(piece, kind="note", lines=lines, marker=f"[{definition.group(1)}]")
            done.append(note if lines else piece)
        elif (piece.kind == "item" and label in called) or (
            piece.kind == "text" and _SOURCE.match(piece.text)
        ):
            done.append(replace(piece, kind="note"))
        else:
            done.append(piece)
    return tuple(done)


def _captions(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The line above a table, and the line that names the scale a legend explains."""
    done = list(pieces)
    for index, (piece, after) in enumerate(pairwise(pieces)):
        if piece.kind != "text" or len(piece.text.split()) > 25 or re.search(r"[.;:,]$", piece.text):
            continue
        capitals = piece.text.upper() == piece.text
        labelled = CAPTION.match(piece.text) is not None or after.kind == "table"
        if (labelled and not capitals) or _is_legend(pieces[index + 1 :]):
            done[index] = replace(piece, kind="caption")
    return tuple(done)


def _is_legend(pieces: Sequence[Piece]) -> bool:
    """Whether the list that begins here gives the bounds of a scale's levels."""
    items: list[str] = []
    for piece in pieces:
        if piece.kind != "item":
            break
        items.append(piece.text)
    return (
        len(items) > 2
        and sum(_BOUNDS.search(item) is not None for item in items) * 3 >= len(items) * 2
        and all(len(item.split()) <= 8 for item in items)
    )
