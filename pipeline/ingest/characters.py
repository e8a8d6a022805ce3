"""The characters of a PDF page, from pdfium, joined into words with box, baseline and type."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.hidden import Veils, clipped_away
from pipeline.ingest.paths import Drawn, drawn_on
from pipeline.ingest.printed import HYPHEN, Fill, PageChars, Printed, Rule, Style
from pipeline.model import Box

LARGEST = 2000.0  # points of type
FARTHEST = 1e6  # points: a word beyond stands on no page (nor one whose place is no number)
MOST_CHARACTERS = 400_000  # of one page; nobody prints more
GAP = 0.22  # of the type size: a wider gap parts words even where no space is set
NO_GAP = 0.05  # of the type size: so near behind a footnote marker a full stop closes the word before
DOUBLED = 0.3  # of the type size: the same letter this close again is faux bold
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip
_SPACES = frozenset([0x20, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
_BOLD = ("bold", "black", "heavy", "demi", "extrabd", "-bd", "semibd")
_FORCED_BOLD, _ITALIC = 1 << 18, 1 << 6
_FILL_STROKE, _UNSEEN = 2, 3

# The same function as pdfium.FPDFText_GetTextObject, giving a plain address: the identity of the
# text object is asked for every character, and a pointer object would cost ten times as much.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


@dataclass(slots=True)
class TextObject:
    """What the characters of one text object share. `quarter` is 0 to 3, None for slanting text."""

    style: Style
    quarter: int | None
    seen: bool
    below: float = 0.0  # from the lower edge of the character box up to the baseline
    mapped: bool = True  # whether its font says what its first character means


@dataclass(slots=True)
class Piece:
    """A word being built, in user space (y upwards)."""

    text: str
    left: float
    low: float
    right: float
    high: float
    owner: TextObject
    glued: bool
    raised: bool = False
    last: float = 0.0  # where its last character begins


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
    turn = pdfium.FPDFPage_GetRotation(page) % 4
    drawn = drawn_on(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        reader = _Reader(text, drawn, fonts, paper)
        reader.read()
    finally:
        pdfium.FPDFText_ClosePage(text)
    return _upright(reader, drawn, paper, turn, number)


class _Reader:
    """Walks the characters of one text page and joins them into pieces."""

    def __init__(self, text: Any, drawn: Drawn, fonts: Fonts, paper: Box) -> None:
        self.pieces: list[Piece] = []
        self.turns: Counter[int] = Counter()
        self.characters = 0
        self.unmapped = 0
        self._text = text
        self._drawn = drawn
        self._fonts = fonts
        self._paper = paper
        self._veils = Veils(drawn, paper)
        self._owners: dict[int, TextObject] = {}

    def read(self) -> None:
        """Fill `pieces` with every visible word, in the order of the file."""
        text, owners, pieces = self._text, self._owners, self.pieces
        get_code, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        handle = ctypes.cast(text, ctypes.c_void_p)
        rect = pdfium.FS_RECTF()
        where = ctypes.byref(rect)
        piece: Piece | None = None
        before: Piece | None = None  # the last word before a space
        address, owner = None, None
        for index in range(min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS)):
            code = get_code(text, index)
            if code in _SPACES or (code < 0x20 and code != 2):
                if code < 0x20 and code not in (0, 0x09, 0x0A, 0x0D):
                    self.unmapped += 1
                piece, before = None, piece or before
                continue
            found = _text_object(handle, index)
            if found != address or owner is None:
                address, owner = found, owners.get(found or 0)
                if owner is None:
                    owner = owners[found or 0] = self._owner(index, found)
            if not owner.seen:
                continue
            get_box(text, index, where)
            left, low, right, high = rect.left, rect.bottom, rect.right, rect.top
            letter = chr(code) if code not in _LIGATURES else _LIGATURES[code]
            if not owner.mapped or 0xE000 <= code < 0xF8FF or code == 0xFFFD:
                self.unmapped += pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
            raised = 0x30 <= code <= 0x39 and _small(text, index, low + owner.below, owner)
            if piece is not None and raised is piece.raised:
                joined = _joins(piece, owner, left, low, right, high, letter)
                if joined is None:
                    continue
                if joined:
                    piece.text += letter
                    piece.last = left
                    piece.left = min(piece.left, left)
                    piece.right = max(piece.right, right)
                    piece.low = min(piece.low, low)
                    piece.high = max(piece.high, high)
                    continue
            glued = (
                _touches(piece, owner, left, low, right, high, GAP)
                if piece is not None
                else before is not None
                and letter in ".,)]"
                and before.owner.style.size != owner.style.size
                and _touches(before, owner, left, low, right, high, NO_GAP)
            )
            before = None
            piece = Piece(letter, left, low, right, high, owner, glued, raised, left)
            pieces.append(piece)
        self.pieces = pieces = _tightened(pieces)
        for piece in pieces:
            self.turns[-1 if piece.owner.quarter is None else piece.owner.quarter] += len(piece.text)
        self.characters = sum(self.turns.values())

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
        parts = tuple(ctypes.c_uint() for _ in range(4))
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
        return TextObject(style, quarter if straight else None, seen, below, mapped)


APART = 1.3  # type sizes: letters set wider apart are no word
FEWEST_APART = 4  # letters


def _tightened(pieces: list[Piece]) -> list[Piece]:
    """Pieces with words whose letters are set apart ("S U M M A R Y") made whole."""
    done: list[Piece] = []
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and len(pieces[start].text) == 1 and _set_apart(pieces[end - 1], pieces[end]):
            end += 1
        if end - start < FEWEST_APART:
            done.append(pieces[start])
            start += 1
            continue
        done.extend(_words_of_letters(pieces[start:end]))
        start = end
    return done


def _set_apart(last: Piece, piece: Piece) -> bool:
    """Whether two pieces are letters of one line set apart alike."""
    if len(piece.text) != 1 or not (last.text.isalpha() and piece.text.isalpha()):
        return False
    size = piece.owner.style.size
    level = abs(piece.low - last.low) < 0.1 * size and piece.owner.quarter == 0 == last.owner.quarter
    return level and 0 <= piece.left - last.right < APART * size and last.owner.style == piece.owner.style


def _words_of_letters(letters: list[Piece]) -> list[Piece]:
    gaps = [b.left - a.right for a, b in pairwise(letters)]
    usual = sorted(gaps)[len(gaps) // 2]
    words = [letters[0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > max(1.5 * usual, usual + 0.15 * letter.owner.style.size):
            words.append(letter)
            continue
        words[-1].text += letter.text
        words[-1].right = letter.right
        words[-1].low = min(words[-1].low, letter.low)
        words[-1].high = max(words[-1].high, letter.high)
    return words


_TIGHT = tuple(ctypes.c_double() for _ in range(4))


def _small(text: Any, index: int, base: float, owner: TextObject) -> bool:
    """Whether a digit is a font's own superior figure: as large a type, but drawn small and high."""
    left, right, low, high = _TIGHT
    pdfium.FPDFText_GetCharBox(text, index, left, right, low, high)
    size = owner.style.size
    return owner.quarter == 0 and low.value - base > 0.2 * size and high.value - low.value < 0.55 * size


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


def _touches(
    piece: Piece, owner: TextObject, left: float, low: float, right: float, high: float, widest: float
) -> bool:
    """Whether a piece in other type follows the last one without a space of any width."""
    if owner.quarter != piece.owner.quarter or owner.quarter is None:
        return False
    size = max(owner.style.size, piece.owner.style.size)
    gap, shift = _along(piece, owner, left, low, right, high)
    return -0.5 * size < gap <= widest * size and shift < 0.7 * size


def _upright(reader: _Reader, drawn: Drawn, paper: Box, turn: int, number: int) -> PageChars:
    """The page as a reader would hold it: turned so that most of its text stands upright."""
    quarters = {quarter: count for quarter, count in reader.turns.items() if quarter >= 0}
    main = max(quarters, key=lambda quarter: (quarters[quarter], -quarter)) if quarters else (4 - turn) % 4
    # A character that runs up the paper (quarter 1) stands upright once the paper is turned
    # clockwise, by as many quarters.
    place = _Placer(paper, main)
    words: list[Printed] = []
    turned: list[Printed] = []
    for order, piece in enumerate(reader.pieces):
        owner = piece.owner
        if not (-FARTHEST < piece.left < FARTHEST and -FARTHEST < piece.high < FARTHEST):
            continue
        box = place.box(Box(piece.left, piece.low, piece.right, piece.high))
        straight = owner.quarter == main
        base = box.bottom - owner.below if straight else box.bottom
        printed = Printed(
            piece.text,
            *box,
            base,
            owner.style,
            order,
            number,
            piece.glued,
            piece.raised,
        )
        (words if straight else turned).append(printed)
    width, height = place.size
    rules = [place.rule(line) for line in drawn.lines]
    return PageChars(
        number,
        width,
        height,
        tuple(words),
        tuple(rule for rule in rules if rule is not None),
        tuple(
            [Fill(place.box(box), colour) for _, box, colour, _ in drawn.fills]
            + [Fill(place.box(box), 0, framed=True) for box in drawn.frames]
        ),
        tuple(place.box(box) for _, box, _ in drawn.images),
        tuple(place.box(box) for box in drawn.drawings),
        tuple(turned),
        (main + turn) % 4 if main else 0,
        reader.characters,
        reader.unmapped / max(reader.characters + reader.unmapped, 1),
    )


class _Placer:
    """User space to the page as it is held: turned clockwise by `quarter`, y from the top."""

    def __init__(self, paper: Box, quarter: int) -> None:
        self._paper = paper
        self._quarter = quarter
        wide, tall = paper.x1 - paper.x0, paper.bottom - paper.top
        self.size = (wide, tall) if quarter % 2 == 0 else (tall, wide)

    def box(self, box: Box) -> Box:
        """A box of user space (lower edge in `top`) as seen."""
        paper = self._paper
        if self._quarter == 0:
            return Box(
                box.x0 - paper.x0, paper.bottom - box.bottom, box.x1 - paper.x0, paper.bottom - box.top
            )
        if self._quarter == 1:
            return Box(box.top - paper.top, box.x0 - paper.x0, box.bottom - paper.top, box.x1 - paper.x0)
        if self._quarter == 2:
            return Box(paper.x1 - box.x1, box.top - paper.top, paper.x1 - box.x0, box.bottom - paper.top)
        return Box(paper.bottom - box.bottom, paper.x1 - box.x1, paper.bottom - box.top, paper.x1 - box.x0)

    def rule(self, line: tuple[float, float, float, float]) -> Rule | None:
        """A level or upright line as seen; None where it slants."""
        x0, y0, x1, y1 = line
        box = self.box(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        wide, tall = box.x1 - box.x0, box.bottom - box.top
        if tall <= 1 and wide > tall:
            return Rule(True, (box.top + box.bottom) / 2, box.x0, box.x1)
        if wide <= 1 and tall > wide:
            return Rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom)
        return None


__all__ = ["HYPHEN", "Fonts", "page_chars"]
