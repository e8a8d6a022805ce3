"""The characters of a PDF page, from pdfium, joined into words with box, baseline and type."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from math import atan2, degrees, hypot
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import PageChars, Style
from pipeline.ingest.pdf.hidden import Veils, clipped_away
from pipeline.ingest.pdf.paths import Drawn, drawn_on
from pipeline.ingest.pdf.pieces import Piece, TextObject, tightened
from pipeline.ingest.pdf.placing import upright
from pipeline.model import Box

LARGEST = 2000.0  # points of type
MOST_CHARACTERS = 400_000  # of one page; nobody prints more
GAP = 0.22  # of the type size: a wider gap parts words even where no space is set
NO_GAP = 0.05  # of the type size: so near behind a footnote marker a full stop closes the word before
TIGHT = 0.15  # of the type size: kerning reaches no further back
DOUBLED = 0.3  # of the type size: the same letter this close again is faux bold
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_SPACES = frozenset([0x20, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
_BREAKS = frozenset([0, 0x09, 0x0A, 0x0D])
_BOLD = ("bold", "black", "heavy", "demi", "extrabd", "-bd", "semibd")
_TEXT_HYPHEN = 0xFFFE  # what its whole text has for a hyphen at a line end
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_STROKE, _UNSEEN = 2, 3

# The same function as pdfium.FPDFText_GetTextObject, giving a plain address: the identity of the
# text object is asked for every character, and a pointer object would cost ten times as much.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class Fonts:
    """Weight and slant by font, looked up once a document."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bool, bool]] = {}

    def of(self, item: Any) -> tuple[str, bool, bool]:
        """Name, bold and italic of a text object's font."""
        font = pdfium.FPDFTextObj_GetFont(item)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._known:
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("latin-1").split("+", 1)[-1]
            flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
            low = name.lower()
            bold = any(word in low for word in _BOLD) or weight >= 600 or bool(flags & _FORCED_BOLD)
            italic = "italic" in low or "oblique" in low or bool(flags & _ITALIC)
            self._known[address] = (name, bold, italic)
        return self._known[address]


def page_chars(page: Any, number: int, fonts: Fonts) -> PageChars:
    """One page of a PDF as printed: a pdfium page handle in, words and drawings out."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    paper = Box(bounds.left, bounds.bottom, bounds.right, bounds.top)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4
    drawn = drawn_on(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        reader = _Reader(text, drawn, fonts, paper)
        reader.read()
    finally:
        pdfium.FPDFText_ClosePage(text)
    return upright(tightened(reader.pieces), reader.unmapped, drawn, paper, rotation, number)


class _Reader:
    """Walks the characters of one text page and joins them into pieces."""

    def __init__(self, text: Any, drawn: Drawn, fonts: Fonts, paper: Box) -> None:
        self.pieces: list[Piece] = []
        self.unmapped = 0
        self._text = text
        self._drawn = drawn
        self._fonts = fonts
        self._paper = paper
        self._veils = Veils(drawn, paper)
        self._owners: dict[int, TextObject] = {}

    def read(self) -> None:
        """Fill `pieces` with every visible word, in the order of the file, the usual case first."""
        text, get_box = self._text, pdfium.FPDFText_GetLooseCharBox
        handle, rect = ctypes.cast(text, ctypes.c_void_p), pdfium.FS_RECTF()
        where = ctypes.byref(rect)
        piece: Piece | None = None
        before: Piece | None = None  # the last word before a space
        address, owner = None, None
        for index, code in enumerate(_codes(text)):
            if code in _SPACES or (code < 0x20 and code != 2):
                self.unmapped += code < 0x20 and code not in _BREAKS
                piece, before = None, piece or before
                continue
            found = _text_object(handle, index)
            if found != address or owner is None:
                address, owner = found, self._owner_at(index, found)
            if not owner.seen or not get_box(text, index, where):
                continue
            left, low, right, high = rect.left, rect.bottom, rect.right, rect.top
            letter = chr(code) if code not in _LIGATURES else _LIGATURES[code]
            if not owner.mapped or 0xE000 <= code < 0xF8FF or code == 0xFFFD:
                self.unmapped += pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
            raised = 0x30 <= code <= 0x39 and _small(text, index, low + owner.below, owner)
            if piece is not None and raised is piece.raised:
                if (
                    owner is piece.owner
                    and owner.quarter == 0
                    and low == piece.low
                    and -owner.tight < left - piece.right <= owner.wide
                ):
                    piece.text += letter
                    piece.last, piece.right = left, right
                    piece.high = max(piece.high, high)
                    continue
                if _takes(piece, owner, left, low, right, high, letter):
                    continue
            glued = _is_glued(piece, before, owner, left, low, right, high, letter)
            piece, before = Piece(letter, left, low, right, high, owner, glued, raised, left), None
            self.pieces.append(piece)

    def _owner_at(self, index: int, address: int | None) -> TextObject:
        """The text object a character belongs to, looked up once."""
        owner = self._owners.get(address or 0)
        if owner is None:
            owner = self._owners[address or 0] = self._owner(index, address)
        return owner

    def _owner(self, index: int, address: int | None) -> TextObject:
        """What the character's text object tells: type, direction, and whether it can be seen."""
        if address is None:
            return TextObject(Style(), 0, seen=False)
        item = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        name, bold, italic = self._fonts.of(item)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        scale = hypot(matrix.c, matrix.d) or hypot(matrix.a, matrix.b)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * scale
        size = round(size, 1) if 0 < size < LARGEST else 0.0
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        parts = _INK
        get = pdfium.FPDFText_GetFillColor if mode != 1 else pdfium.FPDFText_GetStrokeColor
        get(self._text, index, *parts)
        if mode == _FILL_STROKE and not parts[3].value:
            pdfium.FPDFText_GetStrokeColor(self._text, index, *parts)
        red, green, blue, alpha = (part.value for part in parts)
        colour = red << 16 | green << 8 | blue
        angle = degrees(atan2(matrix.b, matrix.a)) % 360
        quarter = round(angle / 90)
        straight = abs(angle - 90 * quarter) < 3
        rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetLooseCharBox(self._text, index, rect)
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        box = Box(rect.left, rect.bottom, rect.right, rect.top)
        quarter = quarter % 4
        below = (y.value - rect.bottom, rect.right - x.value, rect.top - y.value, x.value - rect.left)[
            quarter
        ]
        if clipped_away(item, box):
            return TextObject(Style(), None, seen=False)
        transparent = mode == _FILL_STROKE and not alpha  # filled by a pattern: a text effect
        seen = self._veils.seen(address, box, colour, 255 if transparent else alpha, mode == _UNSEEN, size)
        style = Style(name, max(size, 0.1), bold or mode == _FILL_STROKE, italic, colour)
        mapped = pdfium.FPDFText_HasUnicodeMapError(self._text, index) != 1
        return TextObject(style, quarter if straight else None, seen, below, mapped, TIGHT * size, GAP * size)


_INK = tuple(ctypes.c_uint() for _ in range(4))
_TIGHT = tuple(ctypes.c_double() for _ in range(4))


def _small(text: Any, index: int, base: float, owner: TextObject) -> bool:
    """Whether a digit is a font's own superior figure: as large a type, but drawn small and high."""
    left, right, low, high = _TIGHT
    pdfium.FPDFText_GetCharBox(text, index, left, right, low, high)
    size = owner.style.size
    return owner.quarter == 0 and low.value - base > 0.2 * size and high.value - low.value < 0.55 * size


def _codes(text: Any) -> Sequence[int]:
    """The code point of every character; asked for in one go where pdfium answers one for one."""
    count = min(max(pdfium.FPDFText_CountChars(text), 0), MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        codes = buffer[:count]
        if not any(0xD800 <= code < 0xE000 for code in codes):
            return [2 if code == _TEXT_HYPHEN else code for code in codes]
    return [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]


def _add(piece: Piece, letter: str, left: float, low: float, right: float, high: float) -> None:
    piece.text += letter
    piece.last = left
    piece.left = min(piece.left, left)
    piece.right = max(piece.right, right)
    piece.low = min(piece.low, low)
    piece.high = max(piece.high, high)


def _along(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float
) -> tuple[float, float]:
    """How far the next character begins after the piece's end, and after the start of its line box."""
    if owner.quarter == 1:
        return low - piece.high, abs(piece.left + 0 - left)
    if owner.quarter == 2:
        return piece.left - right, abs(piece.low - low)
    if owner.quarter == 3:
        return piece.low - high, abs(piece.left - left)
    return left - piece.right, abs((piece.low + piece.owner.below) - (low + owner.below))


def _joins(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, letter: str
) -> bool | None:
    """Whether a character goes on the word before it; None where it prints its last letter again."""
    size = owner.style.size
    if owner is not piece.owner and (
        owner.quarter != piece.owner.quarter or abs(size - piece.owner.style.size) > 0.1 * size
    ):
        return False
    if owner.quarter is None:
        return owner is piece.owner
    if owner is piece.owner and left == piece.last:
        return True  # the letters of a ligature share one box
    gap, shift = _along(piece, owner, left, low, right, high)
    if shift > 0.15 * size or gap > GAP * size or gap < -1.2 * size:
        return False
    if (
        gap < -DOUBLED * size
        and piece.text[-1] == letter
        and right - piece.right < DOUBLED * min(size, right - left)
    ):
        return None
    return gap > -0.9 * size


def _takes(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, letter: str
) -> bool:
    """Whether a word takes the next character in: as its next letter, or as one printed twice."""
    joined = _joins(piece, owner, left, low, right, high, letter)
    if joined:
        _add(piece, letter, left, low, right, high)
    return joined is not False


def _is_glued(
    piece: Piece | None,
    before: Piece | None,
    owner: TextObject,
    left: float,
    low: float,
    right: float,
    high: float,
    letter: str,
) -> bool:
    """Whether a new piece follows without a space: in other type, or a stop behind a footnote marker."""
    if piece is not None:
        return _touches(piece, owner, left, low, right, high, GAP)
    return (
        before is not None
        and letter in ".,)]"
        and before.owner.style.size != owner.style.size
        and _touches(before, owner, left, low, right, high, NO_GAP)
    )


def _touches(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, widest: float
) -> bool:
    """Whether a piece in other type follows the last one without a space of any width."""
    if owner.quarter != piece.owner.quarter or owner.quarter is None:
        return False
    size = max(owner.style.size, piece.owner.style.size)
    gap, shift = _along(piece, owner, left, low, right, high)
    return -0.5 * size < gap <= widest * size and shift < 0.7 * size
