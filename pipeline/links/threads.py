"""Concerns of an organisation followed over its reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from pipeline.links.concerns import HINTED, lexicon
from pipeline.links.likeness import Postings, as_share, likeness
from pipeline.links.subjects import Subject
from pipeline.links.verdicts import verdict_of
from pipeline.links.wording import stem, words_of
from pipeline.model import Thread, Verdict

MEMBERS = 12  # rows of one year in a thread, the likest to the other years'
ALIKE = 0.3  # likeness of words at which two findings are about one thing though no concern names it
JOINS = 0.4  # likeness of words at which a finding joins a concern its own words do not tell
NAMED_BY = 3  # words that name a concern the lexicon does not know
OTHER = "other"  # the theme of findings that have none

Concern = tuple[str, str, tuple[int, ...]]  # title, theme, indexes of its findings


def threads_of(subjects: Sequence[Subject]) -> tuple[Thread, ...]:
    """The threads of one organisation's findings (oldest first): known concerns, then others."""
    followed = tuple(subject for subject in subjects if subject.finding.stage != "response")
    years = sorted({subject.year for subject in followed})
    if len(years) < 2:
        return ()
    found: list[tuple[Concern, Verdict]] = []
    for concern in _known(followed):
        verdict = verdict_of([followed[n] for n in concern[2]], years[0])
        if verdict is not None:
            found.append((concern, verdict))
    told = {number for (_, _, members), _ in found for number in members}
    for concern in _unnamed(followed, told):
        verdict = verdict_of([followed[n] for n in concern[2]], years[0])
        if verdict is not None:
            found.append((concern, verdict))
    closeness = likeness(followed)
    kept = _without_echoes(followed, found)
    return tuple(_thread(followed, concern, verdict, closeness) for concern, verdict in kept)


def _without_echoes(
    subjects: Sequence[Subject], found: Sequence[tuple[Concern, Verdict]]
) -> Iterator[tuple[Concern, Verdict]]:
    """Threads but for those whose findings another thread has already.

    A concern of several years echoes a fuller one of the same verdict that has all its findings; a new
    one, any that were raised before.
    """
    followed = sorted((each for each in found if each[1] != "new"), key=lambda each: -len(each[0][2]))
    fullest: list[tuple[Concern, Verdict]] = []
    for each in followed:
        if not any(verdict == each[1] and set(each[0][2]) <= set(other[2]) for other, verdict in fullest):
            fullest.append(each)
    told = {number for (_, _, members), _ in fullest for number in members}
    faint = {number for number, s in enumerate(subjects) if max(s.concerns.values(), default=0.0) <= HINTED}
    for each in found:
        if each[1] != "new":
            if each in fullest:
                yield each
            continue
        last = max(subjects[number].year for number in each[0][2])
        own = {number for number in each[0][2] if subjects[number].year == last}
        if not own <= told:
            told |= {number for number in own & faint if subjects[number].wanting}
            yield each


def _known(subjects: Sequence[Subject]) -> Iterator[Concern]:
    """Findings of each known concern, and those hard to place that are very like one of another year."""
    words = likeness(subjects, 0.0)
    found: dict[str, set[int]] = {name: set() for name in lexicon()}
    for number, subject in enumerate(subjects):
        for name in subject.concerns:
            found[name].add(number)
        if max(subject.concerns.values(), default=0.0) > HINTED:
            continue
        for other in np.flatnonzero(words.against_all(number) >= JOINS).tolist():
            if subjects[other].year != subject.year and _shares_a_telling_word(subject, subjects[other]):
                for name in subjects[other].concerns:
                    found[name].add(number)
    for name, members in found.items():
        if members:
            yield lexicon()[name].title, lexicon()[name].theme, tuple(sorted(members))


def _unnamed(subjects: Sequence[Subject], told: set[int]) -> Iterator[Concern]:
    """Findings of different years that share their telling words and stand in no thread yet."""
    words = likeness(subjects, 0.0)
    leader: dict[int, int] = {}
    for number, subject in enumerate(subjects):
        if number in told:
            continue
        alike = words.against_all(number)
        for other in np.flatnonzero(alike >= ALIKE).tolist():
            if other <= number or other in told or subjects[other].year == subject.year:
                continue
            if _shares_a_telling_word(subject, subjects[other]):
                low, high = sorted((_find(leader, number), _find(leader, other)))
                leader.setdefault(low, low)
                leader[high] = low
    groups: dict[int, list[int]] = {}
    for number in sorted(leader):
        groups.setdefault(_find(leader, number), []).append(number)
    alone = ([n] for n, s in enumerate(subjects) if n not in told and n not in leader and _declared_alone(s))
    titled: dict[tuple[str, str], list[int]] = {}
    for members in (*groups.values(), *alone):
        titled.setdefault((_title(subjects, members), _theme(subjects, members)), []).extend(members)
    for (title, theme), numbers in titled.items():
        if title:
            yield title, theme, tuple(sorted(numbers))


def _declared_alone(subject: Subject) -> bool:
    """Whether a finding is a weakness by its heading or lead-in, and of a kind no concern names."""
    return subject.finding.kind == "weakness" and subject.finding.basis != "wording" and not subject.concerns


def _shares_a_telling_word(one: Subject, other: Subject) -> bool:
    return any(weight >= 1 and other.weights.get(root, 0) >= 1 for root, weight in one.weights.items())


def _find(leader: Mapping[int, int], number: int) -> int:
    while leader.get(number, number) != number:
        number = leader[number]
    return number


def _title(subjects: Sequence[Subject], members: Sequence[int]) -> str:
    """The telling words that most of the findings share, as the first of them writes them, in its order."""
    counts: dict[str, float] = {}
    for number in members:
        for root, weight in subjects[number].weights.items():
            counts[root] = counts.get(root, 0.0) + weight
    best = sorted(counts, key=lambda root: (-counts[root], root))[:NAMED_BY]
    words = [word for number in members for word in words_of(subjects[number].text) if stem(word) in best]
    first = {stem(word): word for word in reversed(words)}
    return " ".join(sorted(first.values(), key=words.index)).capitalize()


def _theme(subjects: Sequence[Subject], members: Sequence[int]) -> str:
    counts: dict[str, int] = {}
    for number in members:
        for theme in subjects[number].finding.themes:
            counts[theme] = counts.get(theme, 0) + 1
    return min(counts, key=lambda theme: (-counts[theme], theme), default=OTHER)


def _thread(subjects: Sequence[Subject], concern: Concern, verdict: Verdict, closeness: Postings) -> Thread:
    title, theme, numbers = concern
    last = subjects[numbers[-1]].year
    if verdict == "new":  # an earlier praise opens no concern
        numbers = tuple(n for n in numbers if subjects[n].year == last)
    near = _nearest(subjects, numbers, closeness)
    kept: list[int] = []
    for year in sorted({subjects[n].year for n in numbers}):
        own = sorted((n for n in numbers if subjects[n].year == year), key=lambda n: (-near[n], n))
        kept.extend(sorted(own[:MEMBERS]))
    members = tuple((subjects[n].ref, near[n]) for n in kept)
    return Thread(subjects[numbers[0]].organisation or "", theme, verdict, members, title)


def _nearest(subjects: Sequence[Subject], members: Sequence[int], closeness: Postings) -> dict[int, Decimal]:
    """How like each is to the likest of the thread's other years; of a new one, of any other year."""
    years = {subjects[n].year for n in members}
    others = members if len(years) > 1 else range(len(subjects))
    of_other_years = {
        year: np.array([n for n in others if subjects[n].year != year], dtype=np.intp) for year in years
    }
    return {
        n: as_share(closeness.against_all(n)[of_other_years[subjects[n].year]].max(initial=0.0))
        for n in members
    }
