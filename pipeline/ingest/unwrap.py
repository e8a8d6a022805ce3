"""Lines of a text file → its pieces: paragraphs, items with a printed marker, headings marked so, tables.

People's texts are wrapped at a width that changes with the box they were copied from, so every
stretch of lines is judged by its own width: a line break is real where the next line's first word
would still have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.tabbed import grid_of, grids_in
from pipeline.ingest.text_pieces import (
    GLYPHS,
    PAGE_NUMBER,
    SIGNS,
    Line,
    Piece,
    closed,
    is_marker,
    marker_at,
    opens_low,
)

_HASHES = re.compile(r"(#{1,6})(?:\s+|$)")
_RULE = re.compile(r"(?:[-=_*~]\s?){3,}$")
# A line that ends so goes on, whatever room it left.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:and|or|of|the|for|in|to|a|an|by|with|on|from|at|as|its|that|which|&|[–—])$|[,(]$"
)
# "Responsible unit(s): …" opens a line of a form; "For example: …" goes on with the prose.
_LABEL = re.compile(
    r"[A-Z][\w()/’'&-]*(?: [\w()/’'&#,-]+){0,4} ?:(?:\s|$)"
    r"|[A-Z][a-z]+(?: [a-z]+)? #? ?\d{1,2}[a-z]?\s*[.:–—-]\s"
)
_CONNECTIVE = re.compile(
    r"(?:For|In|As|This|These|Those|However|Thus|It|They|The|Such|On|At|By|But|And|Note)\b"
)
_NARROW = frozenset("iljtfrI.,;:'’‘|!()[]/-·  ")
_WIDE = frozenset("mwMW%—@&")


class Measure(NamedTuple):
    """How far lines may reach, as printed and in characters (0: they are not wrapped), and their margin."""

    printed: float
    counted: float
    margin: int


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The pieces of a text in order; every line lands in one."""
    usual = usual_width(lines)
    return tuple(piece for chunk in _chunks(lines) for piece in _pieces_in(chunk, usual))


def usual_width(lines: Sequence[Line]) -> float:
    """The width most prose of the file is wrapped at; 0 where lines are not wrapped at all."""
    widths = sorted(
        _width(line.text)
        for line, following in pairwise(lines)
        if not following.gap and opens_low(following.text) and not closed(line.text)
    )
    return widths[len(widths) * 9 // 10] if len(widths) > 2 else 0.0


def _width(text: str) -> float:
    """Printed width in characters of average width, for a proportional face."""
    return sum(
        0.55 if char in _NARROW else 1.6 if char in _WIDE else 1.3 if char.isupper() else 1.0 for char in text
    )


def _chunks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Lines without a blank line or page break between them."""
    chunk: list[Line] = []
    turned = bool(lines) and lines[0].page != lines[-1].page
    for line, after in pairwise([*lines, None]):
        if line is None:
            continue
        foot = turned and (after is None or after.page != line.page) and PAGE_NUMBER.fullmatch(line.text)
        if chunk and (line.gap or line.page != chunk[-1].page or foot):
            yield tuple(chunk)
            chunk = []
        chunk.append(line)
    if chunk:
        yield tuple(chunk)


def _pieces_in(chunk: tuple[Line, ...], usual: float) -> Iterator[Piece]:
    """The pieces of one chunk: tables cut out, the rest cut where a line break is real."""
    start = 0
    for first, last in grids_in(chunk):
        yield from _prose(chunk[start:first], usual)
        yield grid_of(chunk[first:last], glued=first > 0)
        start = last
    yield from _prose(chunk[start:], usual, glued=start > 0)


def _prose(chunk: Sequence[Line], usual: float, *, glued: bool = False) -> Iterator[Piece]:
    """Paragraphs, items and headings of lines that hold no table."""
    if not chunk:
        return
    measure = _measured(chunk, usual)
    begun = 0
    for number in range(1, len(chunk) + 1):
        if number < len(chunk) and not _real_break(chunk, begun, number, measure):
            continue
        yield _piece(chunk[begun:number], glued=glued or begun > 0)
        begun = number


def _measured(chunk: Sequence[Line], usual: float) -> Measure:
    """What the lines of a chunk may reach; one without wrapped prose takes the file's usual width."""
    wrapped = any(
        opens_low(after.text) and not closed(before.text) and not marker_at(after.text)
        for before, after in pairwise(chunk)
    )
    printed = _widest([_width(line.text) for line in chunk])
    counted = _widest([float(len(line.text)) for line in chunk])
    margin = min(line.indent for line in chunk)
    if wrapped:
        return Measure(printed, counted, margin)
    return (
        Measure(max(printed, usual), max(counted, usual * 1.1), margin)
        if usual
        else Measure(0.0, 0.0, margin)
    )


def _widest(widths: Sequence[float]) -> float:
    """What lines reach, but for a rare one that runs over."""
    return sorted(widths)[-1 - len(widths) // 10]


def _real_break(chunk: Sequence[Line], begun: int, number: int, measure: Measure) -> bool:
    """Whether the line break before `chunk[number]` was made by the writer, not by wrapping."""
    before, after = chunk[number - 1], chunk[number]
    if _HASHES.match(before.text) or _HASHES.match(after.text) or _is_rule(before) or _is_rule(after):
        return True
    if is_marker(before.text):
        return False
    if after.text[0] in GLYPHS:
        return True
    if closed(before.text) and _LABEL.match(after.text) and not _CONNECTIVE.match(after.text):
        return True
    if closed(before.text) and re.fullmatch(r"\d{1,2}[+-]?", after.text):
        return True  # a score beneath its text
    fits = _fits(before.text, after.text, measure)
    if marker_at(after.text):
        return fits or closed(before.text) or _family(chunk[begun].text) == _family(after.text)
    if after.indent > before.indent and before.text.endswith(":"):
        return True
    listed = after.indent == chunk[begun].indent > measure.margin
    if listed or (after.indent > before.indent and after.indent == chunk[begun].indent):
        return closed(before.text) or fits
    if re.search(r"\w[-\u00ad\u2010\x02]$", before.text):
        return False
    return fits


def _fits(before: str, after: str, measure: Measure) -> bool:
    """Whether the first word of the next line would have had room on this one."""
    if not measure.printed:
        return True
    if _OPEN_END.search(before):
        return False
    # A line that closes a sentence may end anywhere; one that does not must stop clearly short.
    slack = 0.95 if closed(before) else 0.7 if opens_low(after) else 0.88
    word = after.split(maxsplit=1)[0]
    return (
        _width(before) + 0.55 + _width(word) <= measure.printed * slack
        and len(before) + 1 + len(word) <= measure.counted * slack
    )


def _is_rule(line: Line) -> bool:
    return _RULE.match(line.text) is not None


def _family(text: str) -> str | None:
    """What a printed marker is made of, its numbers and letters aside; None where there is none."""
    found = marker_at(text)
    if found is None:
        return None
    sign = found.group().strip()
    return "±" if sign in SIGNS else re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", sign))


def _piece(lines: Sequence[Line], *, glued: bool) -> Piece:
    """One piece, its printed marker taken off the first line."""
    first = lines[0]
    base = Piece("text", tuple(lines), indent=first.indent, gap=first.gap, glued=glued)
    if _is_rule(first):
        return replace(base, kind="furniture")
    hashes = _HASHES.match(first.text)
    found = hashes or marker_at(first.text)
    if found is None:
        return base
    rest = tuple(line for line in (replace(first, text=first.text[found.end() :]), *lines[1:]) if line.text)
    if not rest:
        return base
    if hashes:
        return replace(base, kind="heading", lines=rest, marker=hashes.group(1), level=len(hashes.group(1)))
    return replace(base, kind="item", lines=rest, marker=found.group().strip())
