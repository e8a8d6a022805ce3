"""Item markers: bullets, private-use glyphs, numbers and letters at the start of a line."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pipeline.ingest.layout.body import far
from pipeline.ingest.layout.lines import RAISED_BASE, RAISED_SIZE, Line
from pipeline.ingest.layout.printed import Printed

MarkerKind = Literal["glyph", "dash", "number", "letter", "roman"]

_GLYPHS = frozenset("•◦▪▫■□●○◆◇❖‣⁃➢➤►▶▸➔→✓✔✗✘☐☑☒★✦✧∙⦁⚫⬤")
SIGNS = frozenset("+=?")  # that weigh what they stand before, among dashes
_DASHES = frozenset("–—-−‒*·>»") | SIGNS
_SYMBOL_FONTS = ("symbol", "wingding", "webding", "dingbat")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?\)?:?$")
_DECIMAL = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){1,3}(?:\.?[a-z])?[.)]?$")
_BARE = re.compile(r"[1-9]\d?$")
_LETTER = re.compile(r"\(?([a-zA-Z])[.)]$")
_ROMAN = re.compile(r"\(?([ivxl]{1,6}|[IVXL]{1,6})[.)]$")
_LABEL = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[*†‡§¶]{1,3}|[ivx]{1,5})[\])]?[.,]?$")
_CLOSED = re.compile(r"[.):]$")
WIDE = 0.55  # type sizes: the gap behind a marker that is no mere word space


class Marker(NamedTuple):
    """An item marker: its word, its family, its ordinal where it counts, where its text begins.

    `wide` tells that more than a word space parts it from the text.
    """

    word: Printed
    kind: MarkerKind
    ordinal: int | None
    text_x: float
    wide: bool


def marker_of(line: Line) -> Marker | None:
    """The item marker a line begins with; whether it is one in its place is for the caller."""
    if len(line.words) < 2:
        return None
    word, after = line.words[0], line.words[1]
    if after.glued:
        return _glued_glyph(word, after)
    kind, ordinal = _family(word)
    if kind is None and _is_bare(word, after):
        kind, ordinal = "number", int(word.text)
    if kind is None:
        return None
    gap = after.x0 - word.x1
    return Marker(word, kind, ordinal, after.x0, gap > WIDE * max(after.style.size, 1.0))


def is_bare(marker: Marker) -> bool:
    """Whether a marker is a number without a full stop: one only where its list goes on."""
    return marker.word.text.isdigit()


def _is_bare(word: Printed, after: Printed) -> bool:
    """Whether a number is set apart from the sentence behind it by weight or colour alone."""
    a, b = word.style, after.style
    apart = (a.bold and not b.bold) or far(a.colour, b.colour)
    return bool(_BARE.match(word.text)) and apart and after.text[:1].isupper()


def _glued_glyph(word: Printed, after: Printed) -> Marker | None:
    """A bullet with no space behind it: told by the font change that parted it from the word."""
    if _is_glyph(word):
        return Marker(word, "glyph", None, after.x0, wide=False)
    return None


def _is_glyph(word: Printed) -> bool:
    text = word.text
    if len(text) != 1:
        return False
    font = word.style.font.lower()
    return (
        text in _GLYPHS
        or "\ue000" <= text <= "\uf8ff"
        or (any(name in font for name in _SYMBOL_FONTS) and not text.isdigit())
        or (text == "o" and "courier" in font)
    )


def _family(word: Printed) -> tuple[MarkerKind | None, int | None]:
    text = word.text
    if _is_glyph(word):
        return "glyph", None
    if text in _DASHES:
        return "dash", None
    number = _NUMBER.match(text)
    if number and _CLOSED.search(text):
        return "number", int(number.group(1))
    if _DECIMAL.match(text):
        return "number", None
    roman = _ROMAN.match(text)
    if roman and (len(roman.group(1)) > 1 or roman.group(1) in "iI"):
        return "roman", roman_number(roman.group(1).lower())
    letter = _LETTER.match(text)
    if letter:
        return "letter", ord(letter.group(1).lower()) - 96
    return None, None


def roman_number(text: str) -> int:
    """The number that small Roman numerals write."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        value = values[here]
        total += -value if after and values[after] > value else value
    return total


def label_of(line: Line) -> str | None:
    """The label a note's line begins with: a raised number, letter or sign before smaller text."""
    if len(line.words) < 2:
        return None
    first, after = line.words[0], line.words[1]
    match = _LABEL.match(first.text)
    if not match:
        return None
    higher = after.base - first.base > RAISED_BASE * after.style.size
    if first.raised or (first.style.size < RAISED_SIZE * after.style.size and higher):
        return match.group(1)
    return None


def goes_on(marker: Marker, last: Marker) -> bool:
    """Whether a marker is the next one of the list that `last` belongs to."""
    if marker.kind == last.kind:
        if marker.kind in ("glyph", "dash"):
            return marker.word.text == last.word.text or (
                marker.kind == "dash" and not SIGNS.isdisjoint((marker.word.text, last.word.text))
            )
        if marker.ordinal is None or last.ordinal is None:
            return marker.ordinal is last.ordinal
        return marker.ordinal == last.ordinal + 1
    # "(h)", "(i)", "(j)": a letter that could be a Roman number
    pair = {marker.kind, last.kind}
    return pair == {"letter", "roman"} and _letter_of(marker) == _letter_of(last) + 1


def _letter_of(marker: Marker) -> int:
    match = _LETTER.match(marker.word.text)
    return ord(match.group(1).lower()) - 96 if match else -9
