"""pdfium's functions that are asked for every object and every word, by plain address.

pypdfium2 gives typed pointers; making one for each of the thousands of answers a page takes costs more
than the answers. Here a handle is a number (None where there is none), and so is the place an answer is
written to (`ctypes.addressof`).
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium


def address_of(handle: Any) -> int | None:
    """The address of one of pypdfium2's handles."""
    return ctypes.cast(handle, ctypes.c_void_p).value


def _plain(function: Any) -> Any:
    """The same function with addresses for pointers."""
    kinds = (ctypes.c_void_p if hasattr(k, "contents") else k for k in (function.restype, *function.argtypes))
    return ctypes.CFUNCTYPE(*kinds)(address_of(function) or 0)


page_object: Final = _plain(pdfium.FPDFPage_GetObject)
form_object: Final = _plain(pdfium.FPDFFormObj_GetObject)
form_count: Final = _plain(pdfium.FPDFFormObj_CountObjects)
object_type: Final = _plain(pdfium.FPDFPageObj_GetType)
object_matrix: Final = _plain(pdfium.FPDFPageObj_GetMatrix)
object_bounds: Final = _plain(pdfium.FPDFPageObj_GetBounds)
object_fill: Final = _plain(pdfium.FPDFPageObj_GetFillColor)
is_transparent: Final = _plain(pdfium.FPDFPageObj_HasTransparency)

clip_of: Final = _plain(pdfium.FPDFPageObj_GetClipPath)
clip_paths: Final = _plain(pdfium.FPDFClipPath_CountPaths)
clip_segments: Final = _plain(pdfium.FPDFClipPath_CountPathSegments)
clip_segment: Final = _plain(pdfium.FPDFClipPath_GetPathSegment)

draw_mode: Final = _plain(pdfium.FPDFPath_GetDrawMode)
path_segments: Final = _plain(pdfium.FPDFPath_CountSegments)
path_segment: Final = _plain(pdfium.FPDFPath_GetPathSegment)
segment_type: Final = _plain(pdfium.FPDFPathSegment_GetType)
segment_point: Final = _plain(pdfium.FPDFPathSegment_GetPoint)
segment_closes: Final = _plain(pdfium.FPDFPathSegment_GetClose)

all_letters: Final = _plain(pdfium.FPDFText_GetText)
text_object: Final = _plain(pdfium.FPDFText_GetTextObject)
loose_box: Final = _plain(pdfium.FPDFText_GetLooseCharBox)
char_box: Final = _plain(pdfium.FPDFText_GetCharBox)
text_matrix: Final = _plain(pdfium.FPDFText_GetMatrix)
font_size: Final = _plain(pdfium.FPDFText_GetFontSize)
glyph_width: Final = _plain(pdfium.FPDFFont_GetGlyphWidth)
is_unmapped: Final = _plain(pdfium.FPDFText_HasUnicodeMapError)
fill_colour: Final = _plain(pdfium.FPDFText_GetFillColor)
stroke_colour: Final = _plain(pdfium.FPDFText_GetStrokeColor)
render_mode: Final = _plain(pdfium.FPDFTextObj_GetTextRenderMode)
font_of: Final = _plain(pdfium.FPDFTextObj_GetFont)
