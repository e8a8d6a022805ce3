"""Ratings as judgements: a number and a word that say one thing, in a row or on two lines, are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.model import Rating, Span
from pipeline.phrases import fold
from pipeline.segment.draft import Reading

_CHANGE = re.compile(r"\b(?:progress|improve\w*|decline\w*|change)\b")  # not what a score beside it tells
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
        if pair is not None and _same_judgement(pair[0][1], pair[1][1]):
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


def joined(found: Sequence[Rating]) -> Iterator[Rating]:
    """One rating where two lines give it, "Overall score: 3.10" and "Overall rating: Satisfactory"."""
    skip = False
    for rating, after in zip_longest(found, found[1:]):
        if skip:
            skip = False
        elif after is not None and _stem(after) == _stem(rating) and _complete(rating, after):
            word, number = (rating, after) if rating.label else (after, rating)
            skip = True
            name = word.component if number.component == word.component else _stem(word) or word.component
            yield replace(word, component=name, score=number.score)
        else:
            yield rating


def _stem(rating: Rating) -> str:
    """A component's name without a closing "rating" or "score"."""
    return re.sub(r"\s*\b(?:rating|score)$", "", rating.component, flags=re.IGNORECASE)


def _complete(one: Rating, other: Rating) -> bool:
    """Whether one gives only the word and the other only the number of a judgement."""
    words, numbers = [r for r in (one, other) if r.label], [r for r in (one, other) if r.score is not None]
    apart = len(words) == len(numbers) == 1 and words != numbers
    return apart and words[0].scale_max is not None and _same_judgement(words[0], numbers[0])


def _same_judgement(word: Rating, number: Rating) -> bool:
    """Whether a word and a number may be one judgement: on one scale, whose numbers reach so far."""
    if number.score is None or number.scale not in {None, word.scale} or word.year != number.year:
        return False
    if word.scale_max is None:
        return _CHANGE.search(fold(word.label or "")) is None
    return number.score <= word.scale_max
