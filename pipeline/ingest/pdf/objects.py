"""Text objects of a PDF page: what all characters of one share, asked of pdfium once for each."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import atan2, degrees, hypot

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import Style
from pipeline.ingest.pdf.calls import (
    char_origin,
    fill_colour,
    font_of,
    font_size,
    is_unmapped,
    loose_box,
    render_mode,
    stroke_colour,
    text_matrix,
)
from pipeline.ingest.pdf.hidden import Veils, clipped_away
from pipeline.model import Box

LARGEST = 2000.0  # points of type
GAP = 0.22  # of the type size: a wider gap parts words even where no space is set
TIGHT = 0.15  # of the type size: kerning reaches no further back
_BOLD = ("bold", "black", "heavy", "demi", "extrabd", "-bd", "semibd")
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_STROKE, _UNSEEN = 2, 3
# What pdfium writes its answers into: making these anew for every text object costs more than asking.
_MATRIX, _RECT, _X, _Y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
_INK = (ctypes.c_uint * 4)()  # red, green, blue, opacity
_FOR_MATRIX, _FOR_RECT, _FOR_X, _FOR_Y = (ctypes.addressof(place) for place in (_MATRIX, _RECT, _X, _Y))
_FOR_INK = tuple(ctypes.addressof(_INK) + 4 * n for n in range(4))


@dataclass(slots=True)
class TextObject:
    """What the characters of one text object share. `quarter` is 0 to 3, None for slanting text."""

    style: Style
    quarter: int | None
    seen: bool
    below: float = 0.0  # from the lower edge of the character box up to the baseline
    mapped: bool = True  # whether its font says what its first character means
    tight: float = 0.0  # points: how far a character may reach back into the one before
    wide: float = 0.0  # points: the widest gap inside a word
    widths: dict[str, float] = field(default_factory=dict)  # points, by character; shared by equal type


class Fonts:
    """What the fonts of a page are, and how wide their characters were seen to be in the document.

    A font lives no longer than its page is open: another may stand at its address on the next one.
    Widths are kept by the font's full name and the size it is drawn in.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str, bool, bool]] = {}
        self._widths: dict[tuple[str, float], dict[str, float]] = {}

    def turn_page(self) -> None:
        """Forget the fonts of the page before."""
        self._known.clear()

    def of(self, item: int) -> tuple[str, str, bool, bool]:
        """Full name, name, bold and italic of a text object's font."""
        address = font_of(item) or 0
        if address not in self._known:
            font = ctypes.cast(address, pdfium.FPDF_FONT)
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            full = buffer.value.decode("latin-1")
            name = full.split("+", 1)[-1]
            flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
            low = name.lower()
            bold = any(word in low for word in _BOLD) or weight >= 600 or bool(flags & _FORCED_BOLD)
            italic = "italic" in low or "oblique" in low or bool(flags & _ITALIC)
            self._known[address] = (full, name, bold, italic)
        return self._known[address]

    def widths(self, full_name: str, size: float) -> dict[str, float]:
        """The widths seen so far in a font drawn `size` points wide."""
        return self._widths.setdefault((full_name, round(size, 3)), {})


class TextObjects:
    """The text objects of one page, by address."""

    def __init__(self, handle: int | None, fonts: Fonts, veils: Veils) -> None:
        self._handle = handle
        self._fonts = fonts
        self._veils = veils
        self._known: dict[int | None, TextObject] = {}
        fonts.turn_page()

    def at(self, index: int, address: int | None) -> TextObject:
        """The text object at `address`, to which the character at `index` belongs."""
        found = self._known.get(address)
        if found is None:
            found = self._known[address] = self._read(index, address)
        return found

    def _read(self, index: int, address: int | None) -> TextObject:
        """Type, direction, and whether it can be seen."""
        if address is None:
            return TextObject(Style(), 0, seen=False)
        handle, matrix = self._handle, _MATRIX
        full, name, bold, italic = self._fonts.of(address)
        text_matrix(handle, index, _FOR_MATRIX)
        along, across = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
        printed = font_size(handle, index)
        size = printed * (across or along)
        size = round(size, 1) if 0 < size < LARGEST else 0.0
        mode, colour, alpha = self._ink(index, address)
        angle = degrees(atan2(matrix.b, matrix.a)) % 360
        quarter = round(angle / 90)
        straight = abs(angle - 90 * quarter) < 3
        quarter = quarter % 4
        loose_box(handle, index, _FOR_RECT)
        char_origin(handle, index, _FOR_X, _FOR_Y)
        box = Box(_RECT.left, _RECT.bottom, _RECT.right, _RECT.top)
        if clipped_away(address, box):
            return TextObject(Style(), None, seen=False)
        x, y = _X.value, _Y.value
        below = (y - box.top, box.x1 - x, box.bottom - y, x - box.x0)[quarter]
        transparent = mode == _FILL_STROKE and not alpha  # filled by a pattern: a text effect
        seen = self._veils.seen(address, box, colour, 255 if transparent else alpha, mode == _UNSEEN, size)
        style = Style(name, max(size, 0.1), bold or mode == _FILL_STROKE, italic, colour)
        mapped = is_unmapped(handle, index) != 1
        widths = self._fonts.widths(full, printed * along)
        return TextObject(
            style, quarter if straight else None, seen, below, mapped, TIGHT * size, GAP * size, widths
        )

    def _ink(self, index: int, item: int) -> tuple[int, int, int]:
        """How a text object is painted: render mode, colour (24 bits), opacity (0 to 255)."""
        mode = render_mode(item)
        get = fill_colour if mode != 1 else stroke_colour
        get(self._handle, index, *_FOR_INK)
        if mode == _FILL_STROKE and not _INK[3]:
            stroke_colour(self._handle, index, *_FOR_INK)
        red, green, blue, alpha = _INK
        return mode, red << 16 | green << 8 | blue, alpha
