"""Whether a page that is one picture can hold writing: paper is of one tone, a photograph is not."""

from __future__ import annotations

import ctypes
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.printed import PageChars

WIDTH = 160  # pixels: enough to tell paper from a photograph
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
    bitmap = pdfium.FPDFBitmap_CreateEx(WIDTH, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, WIDTH, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, WIDTH, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(handle)
    return [pixels[stride * row : stride * row + WIDTH] for row in range(height)]
