"""The lines of a text file and the pieces they make: what every step of reading a text hands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "item", "heading", "table", "note", "caption", "contents", "furniture", "graphic"]

_BREAKS = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")
GLYPHS = "•‣◦●○■□▪▫➢➤►▶✓✔✦❖⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
SIGNS = frozenset("+=-–−▲▼?")  # bullets that judge: strong, middling, weak, unsure
_BULLET = re.compile(rf"(?:[{GLYPHS}]|[-*+=–—−▲▼](?=\s)|\?(?=\s+[A-Z])|o(?=[ \t]))(?:\s+|(?=\S)|$)")
_NUMBER = re.compile(
    r"(?:\(\d{1,3}\)|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[A-Z])|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])(?=\s|$)\s*"
)
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—|]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4}\s*)?[-–—|]?", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text without outer white space, and where it stood."""

    text: str
    indent: int = 0
    page: int = 1
    gap: int = 0  # blank lines before it


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together.

    A table's `rows` are its cells' text, or `cells` their pieces where a cell holds several.
    """

    kind: PieceKind
    lines: tuple[Line, ...]
    marker: str | None = None
    level: int = 0
    indent: int = 0
    gap: int = 0  # blank lines before it
    glued: bool = False  # nothing but a line break before it
    rows: tuple[tuple[str, ...], ...] = ()
    cells: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
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


def closed(text: str) -> bool:
    """Whether a text ends as a sentence, a lead-in or a clause of a list does."""
    return _CLOSED.search(text) is not None


def opens_low(text: str) -> bool:
    """Whether a text goes on from something before it: it begins with a small letter."""
    return text.lstrip("\"'“‘(*_")[:1].islower()


def is_marker(text: str) -> bool:
    """Whether a line is nothing but a bullet or an item's number; its words stand on the next."""
    return text in GLYPHS or re.fullmatch(r"\(?\d{1,2}[.)]", text) is not None


def marker_at(text: str) -> re.Match[str] | None:
    """The bullet or item number a line begins with, white space behind it included."""
    return _BULLET.match(text) or _NUMBER.match(text)
