"""How text is drawn on a PDF page: font, size, turn and paint, worked out once for all that is drawn so."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from math import atan2, degrees, hypot, inf

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import Style
from pipeline.ingest.pdf.calls import (
    char_box,
    fill_colour,
    font_of,
    font_size,
    glyph_width,
    render_mode,
    stroke_colour,
    text_matrix,
)

LARGEST = 2000.0  # points of type
SMALLEST = 1.0  # points: smaller type cannot be read
LONGEST_NAME = 128  # of a font
CAPITAL = 0.7  # of the type size: how tall the tallest letters are
_BOLD = ("bold", "black", "heavy", "demi", "extrabd", "-bd", "semibd")
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_STROKE, _UNSEEN = 2, 3
# What pdfium writes its answers into: making these anew for every text object costs more than asking.
_MATRIX, _WIDTH = pdfium.FS_MATRIX(), ctypes.c_float()
_INK = (ctypes.c_uint * 4)()  # red, green, blue, opacity
_NAME = ctypes.create_string_buffer(LONGEST_NAME)
_BOX = (ctypes.c_double * 4)()  # left, right, lower, upper
_FOR_BOX = tuple(ctypes.addressof(_BOX) + 8 * n for n in range(4))
_FOR_MATRIX, _FOR_WIDTH = ctypes.addressof(_MATRIX), ctypes.addressof(_WIDTH)
_FOR_INK = tuple(ctypes.addressof(_INK) + 4 * n for n in range(4))
# Their bytes, which tell one way of drawing from another; where the matrix moves to is left out.
_TURN = (ctypes.c_char * 16).from_buffer(_MATRIX)
_PAINT = (ctypes.c_char * 16).from_buffer(_INK)


@dataclass(frozen=True, slots=True)
class Face:
    """One way of drawing text. `quarter` is 0 to 3, None for slanting text."""

    style: Style
    quarter: int | None
    opacity: int  # 0 to 255
    painted: bool
    size: float  # points: what the font's widths are multiplied by
    widths: dict[str, float]  # points, by character; shared by equal type


class Fonts:
    """The faces of a page, and how wide the characters of a document's fonts were seen to be.

    A font lives no longer than its page is open: another may stand at its address on the next one.
    Widths are kept by the font's full name and the size it is drawn in.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str, bool, bool]] = {}
        self._faces: dict[tuple[object, ...], Face] = {}
        self._styles: dict[Style, Style] = {}
        self._widths: dict[tuple[str, float], dict[str, float]] = {}

    def turn_page(self) -> None:
        """Forget the fonts of the page before."""
        self._known.clear()
        self._faces.clear()

    def face(self, handle: int | None, index: int, item: int) -> tuple[Face, float, float]:
        """How the text object `item` of a text page is drawn, which holds the character at `index`.

        Behind it x and y of the start of its baseline, in user space.
        """
        mode, printed = render_mode(item), font_size(handle, index)
        text_matrix(handle, index, _FOR_MATRIX)
        get = fill_colour if mode != 1 else stroke_colour
        get(handle, index, *_FOR_INK)
        key = (font_of(item), printed, mode, _TURN.raw, _PAINT.raw)
        found = self._faces.get(key)
        if found is None:
            if mode == _FILL_STROKE and not _INK[3]:  # filled by a pattern: a text effect
                stroke_colour(handle, index, *_FOR_INK)
                _INK[3] = 255
            found = self._faces[key] = self._drawn(handle, index, item, mode, printed)
        return found, _MATRIX.e, _MATRIX.f

    def _drawn(self, handle: int | None, index: int, item: int, mode: int, printed: float) -> Face:
        """The face that the matrix and the colour asked for last make with a font."""
        full, name, bold, italic = self._font(item)
        if printed < 0:  # type set upside down on a page turned upside down
            printed, _MATRIX.a, _MATRIX.b = -printed, -_MATRIX.a, -_MATRIX.b
        along, across = hypot(_MATRIX.a, _MATRIX.b), hypot(_MATRIX.c, _MATRIX.d)
        size = printed * (across or along)
        if size < SMALLEST:  # the font has a matrix of its own, which pdfium does not tell
            size = _tallest(handle, index) / CAPITAL
        size = round(size, 1) if 0 < size < LARGEST else 0.0
        angle = degrees(atan2(_MATRIX.b, _MATRIX.a)) % 360
        quarter = round(angle / 90)
        red, green, blue, opacity = _INK
        style = Style(
            name, max(size, 0.1), bold or mode == _FILL_STROKE, italic, red << 16 | green << 8 | blue
        )
        return Face(
            self._styles.setdefault(style, style),
            quarter % 4 if abs(angle - 90 * quarter) < 3 else None,
            opacity,
            mode != _UNSEEN,
            printed * along,
            self._widths.setdefault((full, round(printed * along, 3)), {}),
        )

    def _font(self, item: int) -> tuple[str, str, bool, bool]:
        """Full name, name, bold and italic of a text object's font."""
        address = font_of(item) or 0
        if address not in self._known:
            font = ctypes.cast(address, pdfium.FPDF_FONT)
            pdfium.FPDFFont_GetBaseFontName(font, _NAME, LONGEST_NAME)
            full = _NAME.value.decode("latin-1")
            name = full.split("+", 1)[-1]
            flags, weight = pdfium.FPDFFont_GetFlags(font), pdfium.FPDFFont_GetWeight(font)
            low = name.lower()
            bold = any(word in low for word in _BOLD) or weight >= 600 or bool(flags & _FORCED_BOLD)
            italic = "italic" in low or "oblique" in low or bool(flags & _ITALIC)
            self._known[address] = (full, name, bold, italic)
        return self._known[address]


def _tallest(handle: int | None, index: int) -> float:
    """How tall the tallest of some characters is, in points."""
    heights = [0.0]
    for near in range(index, index + 20):
        if char_box(handle, near, *_FOR_BOX):
            _, _, low, high = _BOX
            heights.append(high - low)
    return max(heights)


def learnt(word: str, face: Face, item: int, width: float, even: float) -> float:
    """How wide the letters of a word are together, new ones as the font of a text object says.

    Those are kept where they come, to about `even`, to the width of the word.
    """
    font, widths = font_of(item), face.widths
    new: dict[str, float] = {}
    for letter in word:
        if letter not in widths:
            known = glyph_width(font, ord(letter), face.size, _FOR_WIDTH)
            new[letter] = _WIDTH.value if known else inf
    expected = sum(new[letter] if letter in new else widths[letter] for letter in word)
    if abs(width - expected) <= even:
        widths.update(new)
    return expected
