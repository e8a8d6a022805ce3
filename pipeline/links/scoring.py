"""How threads hold against those a person found: a pure function for `evaluate` and the tests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.phrases import fold

_YEAR = re.compile(r"\d{4}")
_SHORTEST = 25  # characters a text must have to count as part of another


@dataclass(frozen=True, slots=True)
class Followed:
    """A thread as it is scored: its verdict and its findings' texts by year."""

    verdict: str
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ThreadScore:
    """Indexes of the labelled threads by how they were found, and of ours that match none.

    A labelled thread is found when one of ours has its verdict and, for each year in which the
    label lists findings, one of them. `wrong_verdict` holds those found but for the verdict. One of
    ours is spurious when it shares no finding with any labelled thread in all that label's years.
    """

    found: tuple[int, ...]
    wrong_verdict: tuple[int, ...]
    missed: tuple[int, ...]
    spurious: tuple[int, ...]


def labelled(entry: Mapping[str, object]) -> Followed:
    """A thread of `gold/threads.json`."""
    texts = {
        year: tuple(fold(text) for text in members)
        for year, members in entry.items()
        if _YEAR.fullmatch(year) and isinstance(members, list) and members
    }
    return Followed(str(entry["verdict"]), texts)


def score_threads(ours: Sequence[Followed], labels: Sequence[Followed]) -> ThreadScore:
    """Each labelled thread found, found with another verdict, or missed; and ours that match none."""
    found: list[int] = []
    wrong: list[int] = []
    missed: list[int] = []
    for number, label in enumerate(labels):
        matching = [thread for thread in ours if _same_concern(thread, label)]
        if any(thread.verdict == label.verdict for thread in matching):
            found.append(number)
        else:
            (wrong if matching else missed).append(number)
    spurious = [
        n for n, thread in enumerate(ours) if not any(_same_concern(thread, label) for label in labels)
    ]
    return ThreadScore(tuple(found), tuple(wrong), tuple(missed), tuple(spurious))


def _same_concern(thread: Followed, label: Followed) -> bool:
    return bool(label.texts) and all(
        any(_same_text(fold(ours), theirs) for ours in thread.texts.get(year, ()) for theirs in texts)
        for year, texts in label.texts.items()
    )


def _same_text(one: str, other: str) -> bool:
    short, long = sorted((one.strip(" .;,"), other.strip(" .;,")), key=len)
    return short == long or (len(short) >= _SHORTEST and short in long)
