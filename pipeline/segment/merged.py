"""The ratings of a table's row as judgements: a number and a word that say one thing are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Rating, Span
from pipeline.phrases import fold
from pipeline.segment.draft import Reading
from pipeline.segment.points import same_judgement

_BLANK = frozenset({"n/a", "n.a.", "na", "n/e"})


def merged(reading: Reading, found: Sequence[tuple[int, Rating]]) -> Iterator[Rating]:
    """One rating where a row gives it twice, as a number and as a word; else all of them."""
    rows: dict[int, list[Rating]] = {}
    for row, rating in found:
        rows.setdefault(row, []).append(rating)
    for all_given in rows.values():
        given = _without_blanks(all_given)
        words = [rating for rating in given if rating.score is None]
        numbers = [rating for rating in given if rating.label is None]
        if len(words) == 1 and len(numbers) > 1 and all(number.year for number in numbers):
            yield from _latest(words[0], numbers)
            continue
        if (
            len(given) != 2
            or len(words) != 1
            or len(numbers) != 1
            or not same_judgement(words[0], numbers[0])
        ):
            yield from given
            continue
        word, number = words[0], numbers[0]
        span = Span(min(word.start, number.start), max(word.end, number.end))
        beside = not reading.document.text[min(word.end, number.end) : max(word.start, number.start)].strip(
            " \n\t|"
        )
        start, end = span if beside else word.span
        yield replace(word, start=start, end=end, score=number.score, year=word.year or number.year)


def _latest(word: Rating, numbers: Sequence[Rating]) -> Iterator[Rating]:
    """The scores of several years, the word of the level with the latest one's."""
    latest = max(numbers, key=lambda number: number.year or 0)
    for number in numbers:
        yield replace(
            number,
            label=word.label if number is latest else None,
            scale=number.scale or word.scale,
            scale_min=word.scale_min,
            scale_max=word.scale_max,
        )


def _without_blanks(given: Sequence[Rating]) -> list[Rating]:
    """A row's ratings without what says that there is none, where another word says so too."""
    words = [rating for rating in given if rating.label is not None]
    kept = [rating for rating in given if rating.label is None or fold(rating.label) not in _BLANK]
    return kept if len(kept) < len(given) and any(rating in kept for rating in words) else list(given)
