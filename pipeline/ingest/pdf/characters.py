"""The characters of a PDF page, from pdfium, joined into words with box, baseline and type."""

from __future__ import annotations

import ctypes
import re
import struct
from dataclasses import replace
from math import inf
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import PageChars
from pipeline.ingest.ligatures import LOST, SPELT, mended
from pipeline.ingest.pdf.calls import address_of, all_letters, char_box, is_unmapped, loose_box, text_object
from pipeline.ingest.pdf.faces import Face, Fonts, learnt
from pipeline.ingest.pdf.hidden import Veils
from pipeline.ingest.pdf.objects import GAP, TextObject, TextObjects
from pipeline.ingest.pdf.paths import drawn_on
from pipeline.ingest.pdf.pictures import Look
from pipeline.ingest.pdf.pieces import Piece, is_glued, takes, tightened
from pipeline.ingest.pdf.placing import upright
from pipeline.model import Box

MOST_CHARACTERS = 400_000  # of one page; nobody prints more
TIGHT = 0.15  # of the type size: kerning reaches no further back
EVEN = 0.15  # of the type size: a word this near the width of its letters is set without gaps
_BLANK = r"\x00\x01\x03-\x20\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
_CONTROL = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_UNSURE = r"\ue000-\uf8fe\ufffd"  # private use: what it means only its font knows
# Words between blanks; plain are those whose every letter says by itself what it is, or is a figure.
_WORDS = re.compile(rf"(?P<plain>[^{_BLANK}{_UNSURE}\x02{''.join(SPELT)}]+)(?![^{_BLANK}])|[^{_BLANK}]+")
_FIGURES = re.compile(r"[0-9](?![0-9])|(?<![0-9])[0-9]")  # the first and the last of each number
_HYPHEN = re.compile("\ufffe")  # what its whole text has for a hyphen at a line end, and for nothing at all
# What pdfium writes boxes into, and how they are read from there.
_RECT, _sides = pdfium.FS_RECTF(), struct.Struct("4f").unpack_from
_FOR_RECT = ctypes.addressof(_RECT)


def page_chars(page: Any, number: int, fonts: Fonts) -> PageChars:
    """One page of a PDF as printed: a pdfium page handle in, words and drawings out."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    paper = Box(bounds.left, bounds.bottom, bounds.right, bounds.top)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4
    drawn = drawn_on(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        handle = address_of(text)
        reader = _Reader(handle, TextObjects(handle, fonts, Veils(drawn, paper, Look(page))))
        letters = mended(_letters(text), reader.width)
        reader.read(letters)
    finally:
        pdfium.FPDFText_ClosePage(text)
    printed = upright(tightened(reader.pieces), reader.unmapped, drawn, paper, rotation, number)
    lost = len(LOST.findall(letters))
    return replace(printed, lost=lost) if lost else printed


class _Reader:
    """Walks the words of one text page and makes pieces of them."""

    def __init__(self, handle: int | None, objects: TextObjects) -> None:
        self.pieces: list[Piece] = []
        self.unmapped = 0
        self._handle = handle
        self._objects = objects
        self._known = objects.known

    def read(self, letters: str) -> None:
        """Fill `pieces` with every visible word of the page's letters, in the order of the file."""
        self.unmapped += len(_CONTROL.findall(letters))
        for match in _WORDS.finditer(letters):
            start, word = match.start(), match[0]
            if match.lastgroup is None or not self._whole(start, word):
                self._letter_by_letter(start, word)

    def width(self, index: int) -> float:
        """How wide the character at an index is."""
        return _RECT.right - _RECT.left if loose_box(self._handle, index, _FOR_RECT) else 0.0

    def _whole(self, start: int, word: str) -> bool:
        """Take a word in one step; False where it may not be one text set without gaps.

        It is when its ends are set alike and it is as wide as its letters are.
        """
        handle = self._handle
        address = text_object(handle, start)
        if not loose_box(handle, start, _FOR_RECT):
            return False
        left, high, right, low = _sides(_RECT)
        owner = self._known.get(address) or self._objects.read(start, address, left, low, right, high)
        if not owner.seen or not owner.mapped or owner.quarter != 0:
            return False
        last, even = left, EVEN * owner.style.size
        if len(word) > 1:
            end = start + len(word) - 1
            if not loose_box(handle, end, _FOR_RECT):
                return False
            last, top, right, bottom = _sides(_RECT)
            other = text_object(handle, end)
            if abs(bottom - low) > even or (other != address and not self._alike(owner, end, other)):
                return False
            low, high = min(low, bottom), max(high, top)
        try:
            expected = sum(map(owner.face.widths.__getitem__, word))
        except KeyError:
            expected = learnt(word, owner.face, address, right - left, even)
        if not abs(right - left - expected) <= even or (
            not word.isalpha() and self._has_marker(start, word, owner)
        ):
            return False
        before = self.pieces[-1] if self.pieces else None
        glued = word[0] in ".,)]" and is_glued(None, before, owner, left, low, right, high, word[0])
        self.pieces.append(Piece(word, left, low, right, high, owner, glued, False, last))
        return True

    def _alike(self, owner: TextObject, end: int, address: int | None) -> bool:
        """Whether the character whose box was asked for last is set as those of a text object are."""
        other = self._known.get(address)
        if other is None:
            if text_object(self._handle, end - 1) == address:
                return False  # a text object is judged by its first character
            left, high, right, low = _sides(_RECT)
            other = self._objects.read(end, address, left, low, right, high)
        return other.seen and other.face.widths is owner.face.widths and other.base == owner.base

    def _has_marker(self, start: int, word: str, owner: TextObject) -> bool:
        """Whether a number in a word may be a footnote marker."""
        return any(_small(self._handle, start + match.start(), owner) for match in _FIGURES.finditer(word))

    def _letter_by_letter(self, start: int, word: str) -> None:
        """Take the characters between two blanks one by one: they may be several words, or none."""
        handle = self._handle
        piece: Piece | None = None
        before = self.pieces[-1] if self.pieces else None  # the last word before the blank
        for index, character in enumerate(word, start):
            if not loose_box(handle, index, _FOR_RECT):
                continue
            left, high, right, low = _sides(_RECT)
            address = text_object(handle, index)
            owner = self._known.get(address) or self._objects.read(index, address, left, low, right, high)
            if not owner.seen:
                continue
            _learn(owner.face, character, right - left)
            if not owner.mapped or "\ue000" <= character < "\uf8ff" or character == "\ufffd":
                self.unmapped += is_unmapped(handle, index) == 1
            letter = SPELT.get(character, character)
            raised = "0" <= character <= "9" and _small(handle, index, owner)
            if piece is not None and raised is piece.raised:
                if (
                    owner is piece.owner
                    and owner.quarter == 0
                    and low == piece.low
                    and -TIGHT * owner.style.size < left - piece.right <= GAP * owner.style.size
                ):
                    piece.text += letter
                    piece.last, piece.right = left, right
                    piece.high = max(piece.high, high)
                    continue
                if takes(piece, owner, left, low, right, high, letter):
                    continue
            glued = is_glued(piece, before, owner, left, low, right, high, letter)
            piece, before = Piece(letter, left, low, right, high, owner, glued, raised, left), None
            self.pieces.append(piece)


def _learn(face: Face, character: str, width: float) -> None:
    """Remember how wide a character is at its narrowest: ligatures and wide setting stretch its box."""
    if width < face.widths.get(character, inf):
        face.widths[character] = width


_EDGES = (ctypes.c_double * 4)()  # left, right, low, high
_WHERE = tuple(ctypes.addressof(_EDGES) + 8 * n for n in range(4))


def _small(handle: int | None, index: int, owner: TextObject) -> bool:
    """Whether a digit is a font's own superior figure: as large a type, but drawn small and high."""
    char_box(handle, index, *_WHERE)
    _, _, low, high = _EDGES
    size = owner.style.size
    return owner.quarter == 0 and low - owner.base > 0.2 * size and high - low < 0.55 * size


def _letters(text: Any) -> str:
    """The character at every index; asked for in one go where pdfium answers one for one."""
    count = min(max(pdfium.FPDFText_CountChars(text), 0), MOST_CHARACTERS)
    buffer = bytearray(2 * count + 2)
    where = ctypes.addressof(ctypes.c_char.from_buffer(buffer))
    if all_letters(address_of(text), 0, count, where) == count + 1:
        letters = buffer[: 2 * count].decode("utf-16", errors="ignore")
        if len(letters) == count:  # else some take two of its places
            return _HYPHEN.sub(lambda found: chr(pdfium.FPDFText_GetUnicode(text, found.start())), letters)
    return "".join(chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count))
