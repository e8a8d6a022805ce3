"""Which text of a page nobody can see: behind a picture, white on white, off the paper, unpainted."""

from __future__ import annotations

import ctypes
from bisect import bisect_right

from pipeline.ingest.pdf.calls import clip_of, clip_paths, clip_segment, clip_segments, segment_point
from pipeline.ingest.pdf.faces import SMALLEST, Face
from pipeline.ingest.pdf.paths import UNTURNED, Drawn, at
from pipeline.ingest.pdf.pictures import Look
from pipeline.model import Box

PALE = 0xF8  # every part of a colour above this is white
MOST_POINTS = 12  # of a clip that is worth following: text frames are rectangles
SCAN = 0.5  # of the paper: a picture this large under unpainted text is its scan
_POINT = (ctypes.c_float * 2)()
_FOR_X, _FOR_Y = ctypes.addressof(_POINT), ctypes.addressof(_POINT) + 4


class Veils:
    """Tells whether a text object can be seen among all that its page draws (user space)."""

    def __init__(self, drawn: Drawn, paper: Box, look: Look) -> None:
        self._look = look
        self._text_z = drawn.text_z
        self._placed = drawn.placed
        self._paper = paper
        covers = [(z, box) for z, box, _, covers in drawn.fills if covers]
        covers += [(z, box) for z, box, opaque in drawn.images if opaque]
        self._covers = sorted(covers, key=lambda cover: cover[0])
        self._covers_z = [z for z, _ in self._covers]
        self._coloured = [(z, box) for z, box, colour, _ in drawn.fills if not _is_white(colour)] + [
            (z, box) for z, box, _ in drawn.images
        ]
        area = max((paper.x1 - paper.x0) * (paper.bottom - paper.top), 1.0)
        self._scanned = any(
            (box.x1 - box.x0) * (box.bottom - box.top) >= SCAN * area for _, box, _ in drawn.images
        )

    def clips(self, address: int, box: Box) -> bool:
        """Whether a text object whose first character fills `box` lies outside what its clip lets be seen."""
        clip = clip_of(address)
        if not clip or address not in self._text_z:
            return False
        form = self._placed.get(address, UNTURNED)  # a clip is told where the form has it, a box where it is
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        for path in range(min(clip_paths(clip), 4)):
            count = clip_segments(clip, path)
            if not 3 <= count <= MOST_POINTS:
                continue
            points = []
            upright = count in (4, 5) and not (form[1] or form[2])
            for index in (0, 2) if upright else range(count):  # two corners tell an upright rectangle
                segment = clip_segment(clip, path, index)
                if segment_point(segment, _FOR_X, _FOR_Y):
                    points.append(at(form, *_POINT) if form is not UNTURNED else tuple(_POINT))
            xs, ys = [px for px, _ in points], [py for _, py in points]
            if xs and not (min(xs) - 1 <= x <= max(xs) + 1 and min(ys) - 1 <= y <= max(ys) + 1):
                return True
        return False

    def seen(self, address: int, box: Box, face: Face) -> bool:
        """Whether a text object whose first character fills `box` can be seen.

        Text without paint counts where a scan lies under it: it is the scan's own text layer.
        """
        paper = self._paper
        if face.style.size < SMALLEST or box.x1 < paper.x0 or box.x0 > paper.x1:
            return False
        if box.bottom < paper.top or box.top > paper.bottom:
            return False
        if not face.painted:
            return self._scanned
        if not face.opacity:
            return False
        white = _is_white(face.style.colour)
        z = self._text_z.get(address) if white or self._covers else None
        if z is None:
            return True
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if any(_holds(cover, x, y) for _, cover in self._covers[bisect_right(self._covers_z, z) :]):
            return False
        if not white or any(under < z and _holds(area, x, y) for under, area in self._coloured):
            return True
        return self._look.darkest(box) < PALE  # pdfium calls white whatever a pattern or gradient paints


def _is_white(colour: int) -> bool:
    return colour >> 16 >= PALE and colour >> 8 & 0xFF >= PALE and colour & 0xFF >= PALE


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
