"""Findings of an organisation by the concern they are about: known ones, then others, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.links.concerns import HINTED, lexicon
from pipeline.links.likeness import in_groups, likeness, placing
from pipeline.links.subjects import Subject
from pipeline.links.wording import stem, words_of

ALIKE = 0.3  # likeness of words at which two findings are about one thing though no concern names it
PLACED = 0.3  # likeness at which a finding goes with another year's, though its words tell no common concern
OVERLAP = 0.5  # share of the smaller one's findings that two concerns share which are one
FEW = 5  # findings of concerns that may be one though neither holds the other
NAMED_BY = 3  # words that name a concern the lexicon does not know
OTHER = "other"  # the theme of findings that have none


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about one concern, by index."""

    title: str
    theme: str
    members: tuple[int, ...]


def groups_of(subjects: Sequence[Subject], follows: Callable[[Group], bool]) -> tuple[Group, ...]:
    """The concerns of an organisation's findings; `follows` tells whether one makes a thread.

    What stands in a known concern that makes one is not sought a place among the others, but where
    only hints tell of it.
    """
    known = tuple(_known(subjects))
    told = {
        number
        for group in known
        if follows(group) and not all(is_faint(subjects[n]) for n in group.members)
        for number in group.members
    }
    return _joined((*known, *_unnamed(subjects, told)))


def is_faint(subject: Subject) -> bool:
    """Whether a finding tells of its concerns by hints alone."""
    return max(subject.concerns.values(), default=0.0) <= HINTED


def _known(subjects: Sequence[Subject]) -> Iterator[Group]:
    """Findings of each known concern; one that shares none plainly with another year goes with the likest."""
    found: dict[str, set[int]] = {name: set() for name in lexicon()}
    plainly: dict[str, set[int]] = {name: set() for name in lexicon()}
    for number, subject in enumerate(subjects):
        for name, share in subject.concerns.items():
            found[name].add(number)
            plainly[name] |= {number} if share > HINTED else set()
    places = placing(subjects)
    years = np.array([subject.year for subject in subjects])
    for number, subject in enumerate(subjects):
        own = [name for name in subject.concerns if number in plainly[name]]
        if any(subjects[n].year != subject.year for name in own for n in plainly[name]):
            continue
        alike = np.where(years != subject.year, places.against_all(number), 0.0)
        best = int(alike.argmax())
        if alike[best] >= PLACED:
            for name in _common(subject, subjects[best]):
                found[name] |= {number, best}
    for name, members in found.items():
        if members:
            yield Group(lexicon()[name].title, lexicon()[name].theme, tuple(sorted(members)))


def _common(one: Subject, other: Subject) -> list[str]:
    """The concerns two findings share, else those the other tells plainly, else its first."""
    shared = [name for name in other.concerns if name in one.concerns]
    plain = [name for name, share in other.concerns.items() if share > HINTED]
    return shared or plain or list(other.concerns)[:1]


def _unnamed(subjects: Sequence[Subject], told: set[int]) -> Iterator[Group]:
    """Findings of different years that share their telling words and stand in no thread yet."""
    groups = in_groups(_alike(subjects, told))
    joined = {number for members in groups for number in members}
    alone = ([n] for n, s in enumerate(subjects) if n not in told | joined and _declared_alone(s))
    titled: dict[tuple[str, str], list[int]] = {}
    for members in (*groups, *alone):
        titled.setdefault((_title(subjects, members), _theme(subjects, members)), []).extend(members)
    for (title, theme), numbers in titled.items():
        if title:
            yield Group(title, theme, tuple(sorted(numbers)))


def _alike(subjects: Sequence[Subject], told: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of findings of different years, none of them in `told`, that share their telling words."""
    words = likeness(subjects, 0.0)
    for number, subject in enumerate(subjects):
        alike = words.against_all(number) if number not in told else np.zeros(0)
        for other in np.flatnonzero(alike >= ALIKE).tolist():
            if other <= number or other in told or subjects[other].year == subject.year:
                continue
            if _shares_a_telling_word(subject, subjects[other]):
                yield number, other


def _declared_alone(subject: Subject) -> bool:
    """Whether a finding is a weakness by its heading or lead-in, and of a kind no concern names."""
    return subject.finding.kind == "weakness" and subject.finding.basis != "wording" and not subject.concerns


def _shares_a_telling_word(one: Subject, other: Subject) -> bool:
    return any(weight >= 1 and other.weights.get(root, 0) >= 1 for root, weight in one.weights.items())


def _joined(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The concerns, those as one of which one holds the other, or that are few findings and share half."""
    kept: dict[tuple[str, str], Group] = {}
    for group in sorted(groups, key=lambda group: -len(group.members)):
        one = next((other for other in kept.values() if _are_one(other, group)), group)
        both = tuple(sorted({*one.members, *group.members}))
        kept[one.title, one.theme] = replace(one, members=both)
    places = ((group.title, group.theme) for group in groups)
    return tuple(kept[place] for place in places if place in kept)


def _are_one(one: Group, other: Group) -> bool:
    """Whether the concerns are one; `other` has no more findings than `one`."""
    both, shared = {*one.members, *other.members}, {*one.members} & {*other.members}
    return len(shared) >= OVERLAP * len(other.members) and len(both) <= max(FEW, len(one.members))


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
