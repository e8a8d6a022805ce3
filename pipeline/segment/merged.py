"""The ratings of a table's row as judgements: a number and a word that say one thing are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Rating, Span
from pipeline.phrases import fold
from pipeline.segment.draft import Reading
from pipeline.segment.points import same_judgement

_BLANK = frozenset({"n/a", "n.a.", "na", "n/e"})


def merged(reading: Reading, found: Sequence[tuple[int, int, Rating]]) -> Iterator[Rating]:
    """One rating where a row gives it twice, as a number and as a word; else all of them.

    `found` are rows, columns and ratings. A word without a number of its own ("Uncertain") is one with
    the number beside it where the other rows' words and numbers in these columns are.
    """
    rows: dict[int, list[tuple[int, Rating]]] = {}
    for row, column, rating in found:
        rows.setdefault(row, []).append((column, rating))
    paired: set[tuple[int, int]] = set()
    for listed in rows.values():
        pair = _pair(listed)
        if pair is not None and same_judgement(pair[0][1], pair[1][1]):
            paired.add((pair[0][0], pair[1][0]))
    for listed in rows.values():
        given = _without_blanks([rating for _, rating in listed])
        words = [rating for rating in given if rating.score is None]
        numbers = [rating for rating in given if rating.label is None]
        pair = _pair([(column, rating) for column, rating in listed if rating in given])
        if len(words) == 1 and len(numbers) > 1 and all(number.year for number in numbers):
            yield from _latest(words[0], numbers)
        elif pair is not None and (pair[0][0], pair[1][0]) in paired:
            yield _one(reading, pair[0][1], pair[1][1])
        else:
            yield from given


def _pair(listed: Sequence[tuple[int, Rating]]) -> tuple[tuple[int, Rating], tuple[int, Rating]] | None:
    """The word and the number of a row that gives one of each, with their columns."""
    words = [place for place in listed if place[1].score is None]
    numbers = [place for place in listed if place[1].label is None]
    return (words[0], numbers[0]) if len(words) == len(numbers) == 1 and len(listed) == 2 else None


def _one(reading: Reading, word: Rating, number: Rating) -> Rating:
    span = Span(min(word.start, number.start), max(word.end, number.end))
    between = reading.document.text[min(word.end, number.end) : max(word.start, number.start)]
    start, end = word.span if between.strip(" \n\t|") else span
    told = word if word.scale_max is not None else number
    return replace(
        word,
        start=start,
        end=end,
        score=number.score,
        scale_min=told.scale_min,
        scale_max=told.scale_max,
        year=word.year or number.year,
    )


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
