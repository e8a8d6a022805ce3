"""Lines of a text file → its pieces: paragraphs, items with a printed marker, headings marked so, tables.

People's texts are wrapped at a width that changes with the box they were copied from, so every
stretch of lines is judged by its own width: a line break is real where the next line's first word
would still have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

PieceKind = Literal["text", "item", "heading", "table", "note", "caption", "contents", "furniture"]

_BREAKS = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
_GLYPHS = "•‣◦●○■□▪▫➢➤►▶✓✔✦❖⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
_BULLET = re.compile(rf"(?:[{_GLYPHS}]|[-*+–—](?=\s)|o(?=[ \t]))(?:\s+|(?=\S)|$)")
_NUMBER = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])(?=\s|$)\s*")
_HASHES = re.compile(r"(#{1,6})(?:\s+|$)")
_RULE = re.compile(r"(?:[-=_*~]\s?){3,}$")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
# A line that ends so goes on, whatever room it left.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:and|or|of|the|for|in|to|a|an|by|with|on|from|at|as|its|that|which|&|[–—])$|[,(]$"
)
# "Responsible unit(s): …" opens a line of a form; "For example: …" goes on with the prose.
_LABEL = re.compile(r"[A-Z][\w()/’'&-]*(?: [\w()/’'&#,-]+){0,4} ?:(?:\s|$)")
_CONNECTIVE = re.compile(
    r"(?:For|In|As|This|These|Those|However|Thus|It|They|The|Such|On|At|By|But|And|Note)\b"
)
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4}\s*)?[-–—|]?", re.I)
_NARROW = frozenset("iljtfrI.,;:'’‘|!()[]/-·  ")
_WIDE = frozenset("mwMW%—@&")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text without outer white space, and where it stood."""

    text: str
    indent: int = 0
    page: int = 1
    gap: int = 0  # blank lines before it


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together. A table's `rows` are its cells; other pieces leave them empty."""

    kind: PieceKind
    lines: tuple[Line, ...]
    marker: str | None = None
    level: int = 0
    indent: int = 0
    gap: int = 0  # blank lines before it
    glued: bool = False  # nothing but a line break before it
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that are not blank; a form feed begins the next page."""
    lines: list[Line] = []
    gap = 0
    for page, leaf in enumerate(text.split("\f"), start=1):
        for raw in _BREAKS.split(leaf):
            stripped = raw.strip()
            if not stripped:
                gap += 1
                continue
            indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
            lines.append(Line(stripped, indent, page, gap))
            gap = 0
    return tuple(lines)


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The pieces of a text in order; every line lands in one."""
    usual = usual_width(lines)
    return tuple(piece for chunk in _chunks(lines) for piece in _pieces_in(chunk, usual))


def closed(text: str) -> bool:
    """Whether a text ends as a sentence, a lead-in or a clause of a list does."""
    return _CLOSED.search(text) is not None


def opens_low(text: str) -> bool:
    """Whether a text goes on from something before it: it begins with a small letter."""
    return text.lstrip("\"'“‘(*_")[:1].islower()


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
    for first, last in _grids(chunk):
        yield from _prose(chunk[start:first], usual)
        yield _grid(chunk[first:last], glued=first > 0)
        start = last
    yield from _prose(chunk[start:], usual, glued=start > 0)


def _grids(chunk: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where lines in a row hold the same number of cells, between tabs or upright strokes."""
    start = 0
    while start < len(chunk):
        end = start + 1
        cells = len(_cells(chunk[start].text))
        while end < len(chunk) and (
            len(_cells(chunk[end].text)) == cells or _PIPE_RULE.match(chunk[end].text) is not None
        ):
            end += 1
        if cells > 1 and end - start > 1:
            yield start, end
            start = end
        else:
            start += 1


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a table's line; a line of prose is one cell."""
    if "\t" in line:
        cut = tuple(cell.strip() for cell in line.split("\t"))
        lead = _BULLET.match(line) or _NUMBER.match(line)
        return cut[:1] if len(cut) == 2 and lead and not line[lead.end() :].count("\t") else cut
    if line.count("|") > 1 or (line.count("|") == 1 and " | " in line):
        return tuple(
            cell.strip().replace("\\|", "|")
            for cell in re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
        )
    return (line,)


def _grid(lines: Sequence[Line], *, glued: bool) -> Piece:
    """A table; its header is what stands above a Markdown rule, or a first row of words over numbers."""
    ruled = [number for number, line in enumerate(lines) if _PIPE_RULE.match(line.text)]
    rows = tuple(_cells(line.text) for number, line in enumerate(lines) if number not in ruled)
    header = ruled[0] if ruled else int(_is_header(rows))
    return Piece(
        "table",
        tuple(lines),
        gap=lines[0].gap,
        glued=glued,
        rows=rows,
        header_rows=min(header, max(0, len(rows) - 1)),
    )


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    first, body = rows[0], rows[1:]
    if not body or any(re.fullmatch(r"[\W\d]+", cell) for cell in first if cell):
        return False
    numbers = any(re.search(r"\d", cell) for row in body for cell in row[1:])
    short = all(len(cell.split()) <= 6 and not cell.endswith(".") for cell in first)
    return numbers or (short and len(body) > 1)


def _prose(chunk: Sequence[Line], usual: float, *, glued: bool = False) -> Iterator[Piece]:
    """Paragraphs, items and headings of lines that hold no table."""
    if not chunk:
        return
    width = _chunk_widths(chunk, usual)
    begun = 0
    for number in range(1, len(chunk) + 1):
        if number < len(chunk) and not _real_break(chunk, begun, number, width):
            continue
        yield _piece(chunk[begun:number], glued=glued or begun > 0)
        begun = number


def _chunk_widths(chunk: Sequence[Line], usual: float) -> tuple[float, float]:
    """The width lines of a chunk may reach, as printed and in characters; 0 where they are not wrapped.

    A chunk that shows no wrapped prose of its own takes the file's usual width.
    """
    wrapped = any(opens_low(after.text) and not closed(before.text) for before, after in pairwise(chunk))
    printed = _widest([_width(line.text) for line in chunk])
    counted = _widest([float(len(line.text)) for line in chunk])
    if wrapped:
        return printed, counted
    return (max(printed, usual), max(counted, usual * 1.1)) if usual else (0.0, 0.0)


def _widest(widths: Sequence[float]) -> float:
    """What lines reach, but for a rare one that runs over."""
    return sorted(widths)[-1 - len(widths) // 10]


def _real_break(chunk: Sequence[Line], begun: int, number: int, width: tuple[float, float]) -> bool:
    """Whether the line break before `chunk[number]` was made by the writer, not by wrapping."""
    before, after = chunk[number - 1], chunk[number]
    if _HASHES.match(before.text) or _HASHES.match(after.text) or _is_rule(before) or _is_rule(after):
        return True
    if is_marker(before.text):
        return False
    if after.text[0] in _GLYPHS:
        return True
    if closed(before.text) and _LABEL.match(after.text) and not _CONNECTIVE.match(after.text):
        return True
    fits = _fits(before.text, after.text, width)
    if _marker(after.text):
        listed = _marker(chunk[begun].text) is not None
        return fits or closed(before.text) or (listed and not opens_low(before.text))
    if after.indent > before.indent and number - 1 > begun and after.indent == chunk[begun].indent:
        return closed(before.text) or fits
    if re.search(r"\w[-\u00ad\u2010\x02]$", before.text):
        return False
    return fits


def _fits(before: str, after: str, width: tuple[float, float]) -> bool:
    """Whether the first word of the next line would have had room on this one."""
    printed, counted = width
    if not printed:
        return True
    if _OPEN_END.search(before):
        return False
    # A line that closes a sentence may end anywhere; one that does not must stop clearly short.
    slack = 0.95 if closed(before) else 0.7 if opens_low(after) else 0.88
    word = after.split(maxsplit=1)[0]
    return (
        _width(before) + 0.55 + _width(word) <= printed * slack
        and len(before) + 1 + len(word) <= counted * slack
    )


def _is_rule(line: Line) -> bool:
    return _RULE.match(line.text) is not None


def is_marker(text: str) -> bool:
    """Whether a line is nothing but a bullet or an item's number; its words stand on the next."""
    return text in _GLYPHS or re.fullmatch(r"\(?\d{1,2}[.)]", text) is not None


def _marker(text: str) -> re.Match[str] | None:
    return _BULLET.match(text) or _NUMBER.match(text)


def _piece(lines: Sequence[Line], *, glued: bool) -> Piece:
    """One piece, its printed marker taken off the first line."""
    first = lines[0]
    base = Piece("text", tuple(lines), indent=first.indent, gap=first.gap, glued=glued)
    if _is_rule(first):
        return replace(base, kind="furniture")
    hashes = _HASHES.match(first.text)
    found = hashes or _marker(first.text)
    if found is None:
        return base
    rest = tuple(line for line in (replace(first, text=first.text[found.end() :]), *lines[1:]) if line.text)
    if not rest:
        return base
    if hashes:
        return replace(base, kind="heading", lines=rest, marker=hashes.group(1), level=len(hashes.group(1)))
    return replace(base, kind="item", lines=rest, marker=found.group().strip())
