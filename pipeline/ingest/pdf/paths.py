"""What is drawn on a PDF page beside its text: rules, fills, pictures, and the order of it all."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.pdf.calls import (
    address_of,
    draw_mode,
    form_count,
    form_object,
    is_transparent,
    object_bounds,
    object_fill,
    object_matrix,
    object_type,
    page_object,
    path_segment,
    path_segments,
    segment_closes,
    segment_point,
    segment_type,
)
from pipeline.model import Box

MOST_OBJECTS = 60_000  # of one page: a map of a country has more, a report's page never
MOST_SEGMENTS = 4_000  # of one path
DEEPEST = 8  # forms inside forms
THIN = 2.5  # points: a filled bar no thicker than this is a rule

Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What one page draws, in user space (y upwards), each with its place `z` in drawing order."""

    text_z: dict[int, int] = field(default_factory=dict)  # address of a text object → z
    placed: dict[int, Matrix] = field(default_factory=dict)  # the same → where its form stands, if in one
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[int, Box, int, bool]] = field(default_factory=list)  # z, box, colour, covers
    frames: list[Box] = field(default_factory=list)
    images: list[tuple[int, Box, bool]] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)


def drawn_on(page: Any) -> Drawn:
    """What a pdfium page draws besides its characters."""
    drawn = Drawn()
    for z, (item, kind, matrix) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawn.text_z[item] = z
            if matrix is not UNTURNED:
                drawn.placed[item] = matrix
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawn, item, matrix, z)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(item, matrix)
            if box is not None:
                drawn.images.append((z, box, not is_transparent(item)))
    return drawn


def _objects(page: Any) -> Iterator[tuple[int, int, Matrix]]:
    """Every object of a page in drawing order, its kind, and the matrix of the form it stands in."""
    left = MOST_OBJECTS
    stack = [(address_of(page), 0, pdfium.FPDFPage_CountObjects(page), UNTURNED, 0)]
    while stack:
        holder, index, count, matrix, depth = stack.pop()
        get = form_object if depth else page_object
        while index < count:
            item = get(holder, index)
            index += 1
            left -= 1
            if left < 0:
                return
            if not item:
                continue
            kind = object_type(item)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < DEEPEST:
                    stack.append((holder, index, count, matrix, depth))
                    inner = _times(_matrix(item), matrix)
                    stack.append((item, 0, form_count(item), inner, depth + 1))
                    break
            else:
                yield item, kind, matrix


def _matrix(item: int) -> Matrix:
    if not object_matrix(item, ctypes.addressof(_MATRIX)):
        return UNTURNED
    matrix = _MATRIX
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix puts a place."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


# What pdfium writes its answers into.
_MATRIX = pdfium.FS_MATRIX()
_EDGES, _COLOUR, _POINT, _MODES = (
    (ctypes.c_float * 4)(),
    (ctypes.c_uint * 4)(),
    (ctypes.c_float * 2)(),
    (ctypes.c_int * 2)(),
)
_FOR_EDGES, _FOR_COLOUR, _FOR_POINT, _FOR_MODES = (
    tuple(ctypes.addressof(place) + 4 * n for n in range(len(place)))
    for place in (_EDGES, _COLOUR, _POINT, _MODES)
)


def _bounds(item: int, matrix: Matrix) -> Box | None:
    """An object's box (left, lower, right, upper) in user space."""
    if not object_bounds(item, *_FOR_EDGES):
        return None
    left, low, right, high = _EDGES
    if matrix is UNTURNED:
        return Box(left, low, right, high)
    corners = [at(matrix, x, y) for x in (left, right) for y in (low, high)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _colour(item: int) -> tuple[int, int]:
    """An object's colour as 0xRRGGBB and its alpha; a pattern counts as mid grey, opaque."""
    if not object_fill(item, *_FOR_COLOUR):
        return 0x808080, 255
    red, green, blue, alpha = _COLOUR
    return red << 16 | green << 8 | blue, alpha


def _add_path(drawn: Drawn, item: int, matrix: Matrix, z: int) -> None:
    if not draw_mode(item, *_FOR_MODES):
        return
    mode, stroked = _MODES
    filled = mode != pdfium.FPDF_FILLMODE_NONE
    if not filled and not stroked:
        return
    box = _bounds(item, matrix)
    if box is None:
        return
    colour, alpha = _colour(item) if filled else (0, 0)
    if filled and not alpha and not stroked:
        return
    count = path_segments(item)
    polygons, straight = _polygons(item, _times(_matrix(item), matrix), min(count, MOST_SEGMENTS))
    if not straight:
        drawn.drawings.append(box)
        if filled and alpha:
            drawn.fills.append((z, box, colour, False))
    for points in polygons:
        _add_polygon(drawn, points, z, (colour, alpha) if filled else None, bool(stroked), straight)


def _polygons(item: int, matrix: Matrix, count: int) -> tuple[list[list[tuple[float, float]]], bool]:
    """The subpaths of a path in user space, and whether all of its lines are level or upright."""
    polygons: list[list[tuple[float, float]]] = []
    placed, last_segment = matrix == UNTURNED, 0
    for index in range(count):
        segment = path_segment(item, index)
        kind = segment_type(segment)
        if not segment_point(segment, *_FOR_POINT):
            continue
        x, y = _POINT
        point = (x, y) if placed else at(matrix, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not polygons:
            _close(polygons, last_segment)
            polygons.append([point])
            continue
        last = polygons[-1][-1]
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or (
            abs(point[0] - last[0]) > 1 and abs(point[1] - last[1]) > 1
        ):
            return [], False  # its box is all that is asked of a curve
        polygons[-1].append(point)
        last_segment = segment
    _close(polygons, last_segment)
    return polygons, True


def _close(polygons: list[list[tuple[float, float]]], last: int) -> None:
    """Lead the last subpath back to where it began, if its last segment says so."""
    if polygons and len(polygons[-1]) > 1 and segment_closes(last):
        polygons[-1].append(polygons[-1][0])


def _add_polygon(
    drawn: Drawn,
    points: list[tuple[float, float]],
    z: int,
    paint: tuple[int, int] | None,
    stroked: bool,
    straight: bool,
) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    wide, tall = box.x1 - box.x0, box.bottom - box.top
    if paint is not None and paint[1]:
        if straight and min(wide, tall) <= THIN:
            if max(wide, tall) > THIN:
                middle_x, middle_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
                line = (
                    (box.x0, middle_y, box.x1, middle_y)
                    if wide > tall
                    else (middle_x, box.top, middle_x, box.bottom)
                )
                drawn.lines.append(line)
            return
        drawn.fills.append((z, box, paint[0], straight and paint[1] >= 250))
    if stroked and straight:
        drawn.lines.extend((*here, *there) for here, there in itertools.pairwise(points) if here != there)
        if len(points) >= 4 and paint is None and points[0] == points[-1]:
            drawn.frames.append(box)
