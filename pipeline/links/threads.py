"""Concerns of an organisation followed over its reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from pipeline.links.grouping import Group, groups_of, is_faint
from pipeline.links.likeness import Postings, as_share, likeness
from pipeline.links.subjects import Subject
from pipeline.links.verdicts import verdict_of
from pipeline.model import Thread, Verdict

MEMBERS = 12  # rows of one year in a thread, the likest to the other years'


def threads_of(subjects: Sequence[Subject]) -> tuple[Thread, ...]:
    """The threads of one organisation's findings (oldest first): known concerns, then others."""
    followed = tuple(subject for subject in subjects if subject.finding.stage != "response")
    years = sorted({subject.year for subject in followed})
    if len(years) < 2:
        return ()

    def judged(group: Group) -> Verdict | None:
        return verdict_of([followed[n] for n in group.members], years[0])

    groups = groups_of(followed, lambda group: judged(group) is not None)
    found = [(group, verdict) for group in groups if (verdict := judged(group)) is not None]
    closeness = likeness(followed)
    kept = _without_echoes(followed, found)
    return tuple(_thread(followed, group, verdict, closeness) for group, verdict in kept)


def _without_echoes(
    subjects: Sequence[Subject], found: Sequence[tuple[Group, Verdict]]
) -> Iterator[tuple[Group, Verdict]]:
    """Threads but for new ones whose findings another thread has already."""
    told = {number for group, verdict in found if verdict != "new" for number in group.members}
    faint = {number for number, subject in enumerate(subjects) if is_faint(subject)}
    for group, verdict in found:
        if verdict != "new":
            yield group, verdict
            continue
        last = max(subjects[number].year for number in group.members)
        own = {number for number in group.members if subjects[number].year == last}
        if not own <= told:
            told |= {number for number in own & faint if subjects[number].wanting}
            yield group, verdict


def _thread(subjects: Sequence[Subject], group: Group, verdict: Verdict, closeness: Postings) -> Thread:
    numbers = group.members
    last = subjects[numbers[-1]].year
    if verdict == "new":  # an earlier praise opens no concern
        numbers = tuple(n for n in numbers if subjects[n].year == last)
    near = _nearest(subjects, numbers, closeness)
    kept: list[int] = []
    for year in sorted({subjects[n].year for n in numbers}):
        own = sorted((n for n in numbers if subjects[n].year == year), key=lambda n: (-near[n], n))
        kept.extend(sorted(own[:MEMBERS]))
    members = tuple((subjects[n].ref, near[n]) for n in kept)
    return Thread(subjects[numbers[0]].organisation or "", group.theme, verdict, members, group.title)


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
