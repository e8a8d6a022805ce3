"""What the pieces of a text file are: items whose bullets were lost, captions, notes, contents, furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from pipeline.ingest.text.headings import CAPTION, Outline
from pipeline.ingest.text.notes import with_notes
from pipeline.ingest.text.pieces import GLYPHS, PAGE_NUMBER, Piece, closed, is_marker, opens_low
from pipeline.ingest.text.shuffled import with_shuffled
from pipeline.ingest.text.stacked import with_stacked

_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_CONTENTS = re.compile(r"(?:table of )?contents", re.I)
_FOOT = re.compile(r"\S\s{5,}(?:page )?\d{1,4}$", re.I)
_CLAUSE_END = re.compile(r"[;,]\s*(?:and|or)$")
_LONE = frozenset("+=-–−")
_MOST_LEVELS = 12  # of a scale
_BOUNDS = re.compile(r"\(?\d+(?:[.,]\d+)?\s*(?:[-–—]|to)\s*\d+(?:[.,]\d+)?\)?")


def roles_of(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with what each is; none is lost, their order stays."""
    passes: tuple[Callable[[Sequence[Piece]], tuple[Piece, ...]], ...] = (
        _lone_markers,
        _furniture,
        with_stacked,
        with_shuffled,
        _rejoined,
        _lost_bullets,
        with_notes,
        _captions,
        _wrapped_capitals,
    )
    done = tuple(pieces)
    for role in passes:
        done = role(done)
    return Outline(done).headings()


def _lone_markers(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Bullets and numbers that empty lines part from their words, put before them.

    Several bullets in a row, as text pulled from a file puts them, belong to as many pieces behind.
    """
    done: list[Piece] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if _is_glyphs(piece) and (not waiting or _is_glyphs(waiting[0])):
            waiting.extend([piece] * sum(char in GLYPHS for char in f"{piece.marker or ''}{piece.text}"))
        elif len(waiting) > 1 and piece.kind == "text" and len(cut := _sentences(piece)) == len(waiting):
            done.extend(_marked(sign, part) for sign, part in zip(waiting, cut, strict=True))
            waiting = []
        elif waiting and piece.kind == "text" and piece.gap < 3 and _is_lone(waiting[0], piece):
            sign = waiting.pop(0)
            done.append(_marked(sign, piece))
        else:
            done.extend(waiting)
            waiting = [piece] if piece.kind == "text" and _is_sign(piece) else []
            done.extend([] if waiting else [piece])
    return (*done, *waiting)


def _sentences(piece: Piece) -> tuple[Piece, ...]:
    """A piece cut behind each line that closes a sentence."""
    cuts = [0, *(number for number, line in enumerate(piece.lines, 1) if closed(line.text))]
    cuts += [len(piece.lines)] if cuts[-1] < len(piece.lines) else []
    return tuple(replace(piece, lines=piece.lines[first:last]) for first, last in pairwise(cuts))


def _marked(sign: Piece, piece: Piece) -> Piece:
    marker = (sign.marker or sign.text).split()[0]
    return replace(piece, kind="item", marker=marker, gap=sign.gap, indent=sign.indent)


def _is_glyphs(piece: Piece) -> bool:
    """Whether a piece is one bullet or several, without words."""
    return piece.kind in {"text", "item"} and all(char in GLYPHS or char == " " for char in piece.text)


def _is_sign(piece: Piece) -> bool:
    return is_marker(piece.text) or piece.text in _LONE


def _is_lone(sign: Piece, words: Piece) -> bool:
    """Whether a piece is a bullet or number torn off its words; a sign or dash may be a cell of its own."""
    return is_marker(sign.text) or (sign.text in _LONE and len(words.text.split()) > 3)


def _furniture(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Page numbers and running lines at the edges of pages, where form feeds tell the pages; contents."""
    pages: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        pages.setdefault(piece.lines[0].page, []).append(index)
    running: set[int] = set()
    if len(pages) > 1:
        for edge in (slice(0, 2), slice(-3, None)):
            running |= _repeated(pieces, [here[edge] for here in pages.values()])
        numbers = {index for here in pages.values() for index in (here[0], here[-1])}
        running |= {index for index in numbers if PAGE_NUMBER.fullmatch(pieces[index].text)}
    running |= _set_apart(pieces)
    dotted = {
        index
        for index, piece in enumerate(pieces)
        if piece.kind != "table" and (_DOTS.search(piece.text) or _CONTENTS.fullmatch(piece.text))
    }
    dotted |= {
        index
        for index, piece in enumerate(pieces)
        if {index - 1, index + 1} <= dotted and re.search(r"\s\d{1,3}$", piece.text)
    }
    return tuple(
        replace(piece, kind="furniture" if index in running else "contents")
        if index in running | dotted
        else piece
        for index, piece in enumerate(pieces)
    )


def _set_apart(pieces: Sequence[Piece]) -> set[int]:
    """A running head set flush right above a text, and a foot with its page number far right below one."""
    if len(pieces) < 3:
        return set()
    reach = max(line.indent + len(line.text) for piece in pieces for line in piece.lines)
    first, last = pieces[0].lines, pieces[-1].lines
    right = first[0].indent > reach // 2 and first[0].indent + len(first[0].text) > reach * 0.9
    found: set[int] = set()
    if right and len(first) == 1 and pieces[1].gap and pieces[1].indent < first[0].indent // 2:
        found.add(0)
    if len(last) == 1 and pieces[-1].gap > 1 and _FOOT.search(last[0].text):
        found.add(len(pieces) - 1)
    return found


def _repeated(pieces: Sequence[Piece], edges: Sequence[Sequence[int]]) -> set[int]:
    """Of the first (or last) pieces of every page, what half of the pages repeat.

    The words a document begins with are its title, even where every page repeats them.
    """
    said = {index: re.sub(r"\d+", "#", pieces[index].text) for here in edges for index in here}
    counts = Counter(text for here in edges for text in {said[index] for index in here})
    ahead: dict[str, set[int]] = {}  # how far a line's first number runs ahead of the page's
    for index, text in said.items():
        number = re.match(r"\d+", pieces[index].text)
        ahead.setdefault(text, set()).add(int(number.group()) - pieces[index].lines[0].page if number else 0)
    raw = Counter(text for here in edges for text in {pieces[index].text for index in here})
    same = {text: raw[pieces[index].text] for index, text in said.items()}
    often = max(2, len(edges) // 2)
    return {
        index
        for here in edges
        for index in here
        if index and pieces[index].kind != "table" and counts[said[index]] >= often
        if len(ahead[said[index]]) == 1
        or same[said[index]] == counts[said[index]]  # "12 The Network", not the notes "3 Ibid." and "7 Ibid."
        if said[index] != "#" and len(said[index].split()) < (13 if closed(said[index]) else 25)
    }


def _rejoined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A sentence cut by a page break (or by an empty line after every line) made whole again."""
    done: list[Piece] = []
    last: int | None = None  # where the last piece stands that is no furniture
    for piece in pieces:
        if last is not None and _goes_on(done[last], piece, last == len(done) - 1):
            done[last] = replace(done[last], lines=done[last].lines + piece.lines)
            continue
        done.append(piece)
        last = last if piece.kind == "furniture" else len(done) - 1
    return tuple(done)


def _goes_on(before: Piece, after: Piece, adjacent: bool) -> bool:
    """Whether `after` is the rest of the sentence that `before` leaves open."""
    if before.kind not in {"text", "item"} or after.kind != "text" or not opens_low(after.text):
        return False
    if closed(before.text) or (after.indent and after.indent > before.lines[-1].indent):
        return False
    if _CLAUSE_END.search(before.text) and after.gap and before.indent and after.indent:
        return False  # "… in two regions; and", and the next item is told by its leading space
    turned = before.lines[-1].page != after.lines[0].page
    if not turned and not adjacent:
        return False
    if turned and len(before.text.split()) > 6:
        return True
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


def _captions(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The line above a table, and the line that names the scale a legend explains."""
    done = list(pieces)
    for index, (piece, after) in enumerate(pairwise(pieces)):
        if piece.kind != "text" or len(piece.text.split()) > 25 or re.search(r"[.;:,]$", piece.text):
            continue
        capitals = piece.text.upper() == piece.text
        labelled = CAPTION.match(piece.text) is not None or (after.kind == "table" and not after.cells)
        if (labelled and not capitals) or _is_legend(pieces, index + 1):
            done[index] = replace(piece, kind="caption")
    return tuple(done)


def _wrapped_capitals(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A title in capitals over two or three lines made one."""
    done: list[Piece] = []
    for piece in pieces:
        last = done[-1] if done else None
        capitals = piece.kind == "text" and piece.text.upper() == piece.text and len(piece.text) > 3
        if (
            last is not None and capitals and piece.glued and last.kind == "text" and len(last.lines) < 3
            and last.text.upper() == last.text and re.search(r"[A-Z]{3}", last.text)
            and not closed(last.text) and len(last.text) > 15
        ):  # fmt: skip
            done[-1] = replace(last, lines=last.lines + piece.lines)
        else:
            done.append(piece)
    return tuple(done)


def _is_legend(pieces: Sequence[Piece], begin: int) -> bool:
    """Whether the list that begins at this piece gives the bounds of a scale's levels."""
    items: list[str] = []
    for piece in islice(pieces, begin, begin + _MOST_LEVELS):
        if piece.kind != "item":
            break
        items.append(piece.text)
    return (
        len(items) > 2
        and sum(_BOUNDS.search(item) is not None for item in items) * 3 >= len(items) * 2
        and all(len(item.split()) <= 8 for item in items)
    )
