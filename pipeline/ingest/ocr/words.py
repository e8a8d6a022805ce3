"""What Tesseract found on a page → words with boxes and type, as the layout takes them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import NamedTuple

from pipeline.ingest.layout.printed import Printed, Rule, Style
from pipeline.ingest.ocr.image import Pixels, bullet_before, stroke_of

_TALL = re.compile(r"[A-Zbdfhklt0-9]")
_DEEP = re.compile(r"[gjpqy,;()\[\]/Q]")
_STROKES = frozenset("|_—–-[]lI=!")
_NOISE = 40.0  # confidence below which a scrap without letters is dirt or a picture
_NEAR = 0.13  # sizes that differ by less are one


class Seen(NamedTuple):
    """A word Tesseract saw, in pixels; `line` names its block, paragraph and line."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one line with its baseline and height of capitals, in pixels."""

    words: tuple[Seen, ...]
    base: float
    capital: float
    stroke: float | None


def seen_in(table: str) -> tuple[Seen, ...]:
    """The words of Tesseract's table (TSV), in its reading order."""
    words: list[Seen] = []
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        confidence = float(row["conf"])
        if confidence < _NOISE and not re.search(r"[^\W_]", text):
            continue
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        box = (int(row["left"]), int(row["top"]), int(row["width"]), int(row["height"]))
        words.append(Seen(text, *box, confidence, line))
    return tuple(words)


def without_noise(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """Words without the lines Tesseract is not sure of at all: smudges, drawings, numbers read sideways."""
    lines = [tuple(line) for _, line in groupby(words, key=lambda word: word.line)]
    return tuple(word for line in lines if len(line) < 2 or confidence_of(line) >= _NOISE for word in line)


def letters_of(words: Iterable[Seen]) -> int:
    """How many letters words have together."""
    return sum(len(word.text) for word in words)


def run_sideways(words: Sequence[Seen]) -> bool:
    """Whether most long words are taller than wide: read, but on a page that lies on its side."""
    long = [word for word in words if len(word.text) > 3]
    return sum(word.height > word.width for word in long) > 0.5 * len(long) if long else False


def is_stroke(word: Seen, rules: Iterable[Rule], scale: float) -> bool:
    """Whether a scrap is a ruled line that Tesseract took for a letter."""
    if not set(word.text) <= _STROKES:
        return False
    x, y = (word.left + word.width / 2) / scale, (word.top + word.height / 2) / scale
    return any(
        abs((y if rule.level else x) - rule.at) < 4
        and rule.low - 4 < (x if rule.level else y) < rule.high + 4
        for rule in rules
    )


def confidence_of(words: Sequence[Seen]) -> float:
    """How sure Tesseract is of a page on the whole (0 to 100), by letters."""
    letters = letters_of(words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def printed_words(words: Sequence[Seen], pixels: Pixels, scale: float, page: int) -> tuple[Printed, ...]:
    """The words of a page as printed, in points; `scale` is pixels per point.

    Sizes of lines that differ only by the noise of recognition are made one, the most common; a
    line whose strokes are much heavier than usual for its size is bold.
    """
    lines = [_line(tuple(group), pixels) for _, group in groupby(words, key=lambda word: word.line)]
    sizes = _evened([line.capital / 0.71 / scale for line in lines], [len(line.words) for line in lines])
    weights = [line.stroke / line.capital for line in lines if line.stroke is not None]
    usual = median(weights) if weights else 0.0
    done: list[Printed] = []
    for line, size in zip(lines, sizes, strict=True):
        bold = line.stroke is not None and len(weights) > 4 and line.stroke / line.capital > 1.28 * usual
        style = Style("recognised", size, bold)
        for text, left, right in _texts(line, pixels):
            done.append(
                Printed(
                    text,
                    left / scale,
                    (line.base - line.capital * 1.05) / scale,
                    right / scale,
                    (line.base + line.capital * 0.3) / scale,
                    line.base / scale,
                    style,
                    len(done),
                    page=page,
                )
            )
    return tuple(done)


def _texts(line: _Line, pixels: Pixels) -> list[tuple[str, float, float]]:
    """The words of a line with where they begin and end; a bullet before them as such."""
    words = [(word.text, float(word.left), float(word.left + word.width)) for word in line.words]
    scrap = len(words) > 1 and len(words[0][0]) == 1 and line.words[0].height < 0.8 * line.capital
    body = words[1:] if scrap else words
    bullet = bullet_before(pixels, body[0][1], line.base, line.capital)
    if bullet is None:
        return words
    return [("•", float(bullet[0]), float(bullet[1])), *body]


def _line(words: tuple[Seen, ...], pixels: Pixels) -> _Line:
    flat = [word.top + word.height for word in words if not _DEEP.search(word.text)]
    base = median(flat) if flat else max(word.top + 0.78 * word.height for word in words)
    tall = [base - word.top for word in words if _TALL.search(word.text)]
    low = [(base - word.top) / 0.7 for word in words if not _TALL.search(word.text)]
    capital = max(1.0, median(tall or low))
    strokes = [
        stroke
        for word in words
        if len(word.text) > 2
        and (
            stroke := stroke_of(pixels[word.top : word.top + word.height, word.left : word.left + word.width])
        )
    ]
    return _Line(words, base, capital, median(strokes) if strokes else None)


def _evened(sizes: Iterable[float], weights: Iterable[int]) -> list[float]:
    """Sizes with those near a more common one drawn to it, in half points."""
    listed = list(sizes)
    counts: dict[float, int] = {}
    for size, weight in zip(listed, weights, strict=True):
        rounded = round(size * 2) / 2
        counts[rounded] = counts.get(rounded, 0) + weight
    common = sorted(counts, key=lambda size: (-counts[size], size))
    kept: list[float] = []
    for size in common:
        if not any(abs(size - other) <= _NEAR * other for other in kept):
            kept.append(size)
    return [min(kept, key=lambda other: abs(other - size)) for size in listed]
