"""Words recognised in a picture → a page as printed, so that scans go through the same layout."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.ingest.layout.printed import PageChars, Printed, Style
from pipeline.model import Box

_DEEP = frozenset("gjpqyQ,;()[]{}|/ç$")  # letters that reach below the baseline
_HIGH = frozenset("bdfhklt0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()[]{}|/ÀÂÉÈÊÎÔÛ%&$£€!?\"'“”‘’")
_CAPITAL, _SMALL, _TAIL = 0.70, 0.48, 0.21  # of the type size: heights and depth of letters
ONE_SIZE = 0.16  # of the usual size: lines nearer to it are set in it, the rest is noise


def recognised_page(
    number: int, width: float, height: float, lines: Sequence[Sequence[tuple[str, Box]]]
) -> PageChars:
    """A scanned page given its recognised lines of words with their boxes (points, from the top left).

    Sizes and baselines are reckoned from the boxes, as a picture does not tell them.
    """
    measured = [_measured([(text, box) for text, box in line if text.strip()]) for line in lines]
    sizes = sorted(size for size, _ in measured if size > 0)
    usual = sizes[len(sizes) // 2] if sizes else 10.0
    words: list[Printed] = []
    for line, (size, base) in zip(lines, measured, strict=True):
        near = abs(size - usual) <= ONE_SIZE * usual
        style = Style("", round(usual if near else size, 1))
        for text, box in line:
            if text.strip():
                words.append(
                    Printed(
                        text.strip(), box.x0, box.top, box.x1, box.bottom, base, style, len(words), number
                    )
                )
    count = sum(len(word.text) for word in words)
    return PageChars(number, width, height, tuple(words), characters=count, source="ocr")


def _measured(line: Sequence[tuple[str, Box]]) -> tuple[float, float]:
    """The type size and the baseline of a line, from the heights of its words."""
    sizes: list[float] = []
    bases: list[float] = []
    for text, box in line:
        deep = any(char in _DEEP for char in text)
        high = any(char in _HIGH for char in text)
        if not any(char.isalnum() for char in text):
            continue
        share = (_CAPITAL if high else _SMALL) + (_TAIL if deep else 0.0)
        size = (box.bottom - box.top) / share
        sizes.append(size)
        bases.append(box.bottom - (_TAIL * size if deep else 0.0))
    if not sizes:
        return 0.0, median(box.bottom for _, box in line) if line else 0.0
    return median(sizes), median(bases)
