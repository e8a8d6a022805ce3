"""Pages rendered small: whether a picture can hold writing, and whether a place shows anything but white."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import PageChars
from pipeline.model import Box

WIDTH = 160  # pixels: enough to tell paper from a photograph
FINER = 600  # pixels, of the longer side: enough to tell whether a letter shows
WHITE = 255
ONE_TONE = 12  # grey levels around the commonest that count as the same
PAPER = 0.45  # of the picture in one tone: scanned pages have more, photographs less


def may_hold_writing(document: Any, page: PageChars) -> bool:
    """Whether the largest picture of a page is mostly of one tone, as paper is."""
    if not page.images or page.width <= 0 or page.height <= 0:
        return True
    box = max(page.images, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top))
    scale = WIDTH / page.width
    rows = _grey_rows(document, page, min(round(page.height * scale), 4 * WIDTH))
    left, right = max(round(box.x0 * scale), 0), max(round(box.x1 * scale), 0)
    top, bottom = max(round(box.top * scale), 0), max(round(box.bottom * scale), 0)
    tones: Counter[int] = Counter()
    for row in rows[top:bottom]:
        tones.update(row[left:right])
    if not tones:
        return True
    common = max(tones, key=lambda tone: (tones[tone], tone))
    alike = sum(tones[tone] for tone in range(common - ONE_TONE, common + ONE_TONE + 1))
    return alike >= PAPER * sum(tones.values())


def _grey_rows(document: Any, page: PageChars, height: int) -> list[bytes]:
    """The page rendered small and grey, row by row; nothing where it cannot be."""
    handle = pdfium.FPDF_LoadPage(document, page.number - 1)
    if not handle:
        return []
    try:
        return _rendered(handle, WIDTH, height)
    finally:
        pdfium.FPDF_ClosePage(handle)


def _rendered(handle: Any, width: int, height: int) -> list[bytes]:
    """A loaded page in grey, row by row."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return [pixels[stride * row : stride * row + width] for row in range(height)]


class Look:
    """What a loaded page shows, rendered once it is asked for."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._rows: list[bytes] | None = None
        wide, tall = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        scale = FINER / max(wide, tall, 1.0)
        self._width, self._height = max(round(wide * scale), 1), max(round(tall * scale), 1)

    def darkest(self, box: Box) -> int:
        """The grey (0 to 255) of the darkest place inside a box of the page's user space."""
        if self._rows is None:
            self._rows = _rendered(self._handle, self._width, self._height)
        corners = [self._pixel(x, y) for x, y in ((box.x0, box.top), (box.x1, box.bottom))]
        (left, right), (top, bottom) = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        rows = self._rows[max(top, 0) : max(bottom, top + 1)]
        across = slice(max(left, 0), max(right, left + 1, 0))
        return min((grey for row in rows for grey in row[across]), default=WHITE)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        """Where a place of the user space is shown."""
        pdfium.FPDF_PageToDevice(
            self._handle, 0, 0, self._width, self._height, 0, x, y, ctypes.byref(_X), ctypes.byref(_Y)
        )
        return _X.value, _Y.value


_X, _Y = ctypes.c_int(), ctypes.c_int()
