"""Text objects of a PDF page: what all characters of one share, asked of pdfium once for each."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest.layout.printed import Style
from pipeline.ingest.pdf.calls import is_unmapped
from pipeline.ingest.pdf.faces import Face, Fonts
from pipeline.ingest.pdf.hidden import Veils
from pipeline.model import Box

GAP = 0.22  # of the type size: a wider gap parts words even where no space is set
_NO_FACE = Face(Style(), None, 0, False, 0.0, {})


@dataclass(slots=True)
class TextObject:
    """What the characters of one text object share. `quarter` is 0 to 3, None for slanting text."""

    face: Face
    style: Style
    quarter: int | None
    seen: bool
    base: float = 0.0  # y of its baseline; x where it runs up or down the paper
    mapped: bool = True  # whether its font says what its first character means


class TextObjects:
    """The text objects of one page; `known` are those met so far, by address."""

    def __init__(self, handle: int | None, fonts: Fonts, veils: Veils) -> None:
        self.known: dict[int | None, TextObject] = {}
        self._handle = handle
        self._fonts = fonts
        self._veils = veils
        fonts.turn_page()

    def read(
        self, index: int, address: int | None, left: float, low: float, right: float, high: float
    ) -> TextObject:
        """The text object at `address`, to which the character at `index` in that box belongs."""
        read = self.known[address] = self._read(index, address, Box(left, low, right, high))
        return read

    def _read(self, index: int, address: int | None, box: Box) -> TextObject:
        """Type, direction, and whether it can be seen."""
        if address is None or self._veils.clips(address, box):
            return TextObject(_NO_FACE, _NO_FACE.style, None, seen=False)
        face, x, y = self._fonts.face(self._handle, index, address)
        seen = self._veils.seen(address, box, face)
        mapped = is_unmapped(self._handle, index) != 1
        base = x if face.quarter in (1, 3) else y
        return TextObject(face, face.style, face.quarter, seen, base, mapped)
