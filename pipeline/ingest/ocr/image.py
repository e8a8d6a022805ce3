"""A scanned page as pixels: how far it was turned when it was laid on the glass, how heavy its type is."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from pipeline.ingest.layout.printed import Rule

DARK = 140  # of 255: pixels of ink
STEEPEST = 6.0  # degrees a page lies askew; more is an orientation, not a slip
THICKEST = 6  # pixels of a rule at 150 dots per inch
_SAMPLE = 120_000  # dark pixels that decide on the skew
_WIDTH = 1200  # pixels the skew is looked for at

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


def skew_of(image: Image.Image) -> float:
    """Degrees the lines of a page fall to the right (negative: rise); 0.0 where nothing tells.

    Lines are straight where the dark pixels, added up along them, pile highest.
    """
    small = image.convert("L")
    small.thumbnail((_WIDTH, 2 * _WIDTH))
    pixels = np.asarray(small)
    down, right = np.nonzero(pixels < DARK)
    if len(down) < 500 or len(down) > pixels.size * 0.2:  # a picture, not print
        return 0.0
    step = max(1, len(down) // _SAMPLE)
    down, right = down[::step].astype(np.float64), right[::step].astype(np.float64)

    def peaked(angle: float) -> float:
        rows = np.rint(down - right * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    best = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.5), key=peaked)
    best = max(np.arange(best - 0.5, best + 0.51, 0.1), key=peaked)
    best = max(np.arange(best - 0.1, best + 0.11, 0.02), key=peaked)
    plain = peaked(0.0)
    return round(float(best), 2) if peaked(float(best)) > 1.05 * plain else 0.0


def is_photograph(image: Image.Image) -> bool:
    """Whether a page is mostly in-between tones, as a cover's picture is; print is ink on paper."""
    pixels = np.asarray(image.convert("L").resize((200, 280)))
    paper, ink = int((pixels > 200).sum()), int((pixels < 80).sum())
    return (paper + ink) * 10 < pixels.size * 7 or ink * 3 > pixels.size


def straightened(image: Image.Image, skew: float) -> Image.Image:
    """The page turned about its centre so that its lines are level; its size stays."""
    if abs(skew) < 0.05:
        return image
    return image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)


def stroke_of(pixels: Pixels) -> float | None:
    """The mean thickness of strokes in a stretch of the page, in pixels; None where it is empty."""
    ink = pixels < DARK
    area = int(ink.sum())
    if area < 30:
        return None
    inner = ink[1:-1, 1:-1] & ink[:-2, 1:-1] & ink[2:, 1:-1] & ink[1:-1, :-2] & ink[1:-1, 2:]
    edge = area - int(inner.sum())
    return 2.0 * area / edge if edge else None


def bullet_before(pixels: Pixels, left: float, base: float, capital: float) -> tuple[int, int, int] | None:
    """A round or square bullet standing alone before a line: its left, its right and its top, in pixels.

    `left` is where the line's words begin, `base` their baseline, `capital` the height of capitals.
    Tesseract often misses bullets or takes them for other signs.
    """
    top, bottom = max(0, round(base - 1.1 * capital)), round(base + 0.25 * capital)
    begin, end = max(0, round(left - 3.2 * capital)), max(0, round(left - 0.2 * capital))
    ink = pixels[top:bottom, begin:end] < DARK
    columns, rows = np.nonzero(ink.any(axis=0))[0], np.nonzero(ink.any(axis=1))[0]
    if not len(columns):
        return None
    wide, high = int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1
    smallest, largest = 0.13 * capital, 0.8 * capital
    if not (smallest <= wide <= largest and smallest <= high <= largest and 0.6 < wide / high < 1.7):
        return None
    filled = float(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean())
    middle = base - (top + (int(rows[0]) + int(rows[-1])) / 2)
    if filled < 0.55 or not 0.15 * capital <= middle <= 0.85 * capital or columns[0] == 0:
        return None
    return begin + int(columns[0]), begin + int(columns[-1]) + 1, top + int(rows[0])


def rules_drawn(image: Image.Image, scale: float) -> tuple[Rule, ...]:
    """The lines ruled on a page, in points; `scale` is pixels per point.

    A line is thin, dark over at least a twentieth of the page, and no part of a darker area.
    """
    ink = np.asarray(image.reduce(2)) < 190
    points = 2 / scale
    level = _level_lines(ink, max(30, ink.shape[1] // 20))
    upright = _level_lines(ink.T, max(30, ink.shape[0] // 50))
    return tuple(
        Rule(is_level, at * points, low * points, high * points)
        for is_level, lines in ((True, level), (False, upright))
        for at, low, high in lines
    )


def _level_lines(
    ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], least: int
) -> tuple[tuple[int, int, int], ...]:
    """Level lines at least so long: a scan leaves gaps in them and lets them waver by a pixel."""
    thick = ink.copy()
    thick[:-1] |= ink[1:]
    thick[1:] |= ink[:-1]
    total = np.cumsum(thick, axis=1, dtype=np.int32)
    full = total[:, least:] - total[:, :-least] >= 0.97 * least
    found: list[tuple[int, int, int]] = []
    for row in np.nonzero(full.any(axis=1))[0]:
        for begin, end in _runs_of(np.nonzero(full[row])[0], least):
            found.append((int(row), begin, end))
    return _thin(found)


def _runs_of(starts: np.ndarray[tuple[int, ...], np.dtype[np.int64]], least: int) -> list[tuple[int, int]]:
    """The stretches that full windows of a row cover, given where the windows start."""
    breaks = np.nonzero(np.diff(starts) > least)[0]
    firsts = [int(starts[0]), *(int(starts[place + 1]) for place in breaks)]
    lasts = [*(int(starts[place]) for place in breaks), int(starts[-1])]
    return [(first, last + least) for first, last in zip(firsts, lasts, strict=True)]


def _thin(found: list[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Rows of one line made one; what is thicker than a rule is a bar or a picture, and is dropped."""
    groups: list[list[tuple[int, int, int]]] = []
    for row, begin, end in found:
        near = next(
            (
                g
                for g in reversed(groups[-60:])
                if row - g[-1][0] <= 2 and begin < g[-1][2] and end > g[-1][1]
            ),
            None,
        )
        if near is None:
            groups.append([(row, begin, end)])
        else:
            near.append((row, begin, end))
    thin = [group for group in groups if group[-1][0] - group[0][0] <= THICKEST]
    return tuple(
        ((group[0][0] + group[-1][0]) // 2, min(g[1] for g in group), max(g[2] for g in group))
        for group in thin
    )
