"""A recommendation of one file told again in another: the brief's, the report's, the response matrix's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.links.labels import number_of
from pipeline.links.likeness import shared_words
from pipeline.links.same import listed_alike, shares
from pipeline.links.subjects import Subject
from pipeline.model import FindingRef

NUMBERED = 0.6  # share of the shorter one's words the longer one holds, where the numbers agree
UNNUMBERED = 0.85  # share of all their words, where a number is missing
FEWEST = {True: 3, False: 6}  # words such a recommendation must have, with a number and without
YEARS_APART = 1
REPEATED = 0.85  # share of all their words from which a later status report repeats a recommendation
YEARS_AFTER = 5


def same_across(
    reports: Sequence[Sequence[Subject]], taken: frozenset[FindingRef]
) -> tuple[tuple[FindingRef, FindingRef], ...]:
    """Recommendations of one organisation's reports (oldest first) that an earlier file has too.

    The later one points at the earlier one it is likest to; `taken` point elsewhere already.
    """
    asked = [s for report in reports for s in report if s.finding.stage == "recommendation"]
    found = _listed_across(
        [tuple(s for s in report if s.finding.stage == "recommendation") for report in reports]
    )
    postings = shared_words(asked)
    totals = [sum(subject.weights.values()) for subject in asked]
    for number, subject in enumerate(asked):
        shared = postings.against_all(number)
        fits = [
            (*shares(shared[other], totals[number], totals[other]), other)
            for other in _earlier(asked, number)
            if shared[other] > 0
        ]
        close = [(alike, -other) for held, alike, other in fits if _same(subject, asked[other], held, alike)]
        if close:
            found[subject.ref] = asked[-max(close)[1]].ref
    return tuple((one, other) for one, other in sorted(found.items()) if one not in taken)


def _listed_across(reports: Sequence[Sequence[Subject]]) -> dict[FindingRef, FindingRef]:
    """Items of two files' numbered lists that agree on the whole, the later file's first."""
    found: dict[FindingRef, FindingRef] = {}
    for place, later in enumerate(reports):
        for earlier in reports[:place]:
            if not (later and earlier and _close_in_time(earlier[0], later[0])):
                continue
            both = (*earlier, *later)
            totals = np.array([sum(subject.weights.values()) for subject in both])
            for one, other in listed_alike(both, totals):
                if one < len(earlier) <= other:
                    found.setdefault(both[other].ref, both[one].ref)
    return found


def _earlier(asked: Sequence[Subject], number: int) -> Iterator[int]:
    """Recommendations of earlier files."""
    subject = asked[number]
    for other in range(number):
        if asked[other].ref.document_id != subject.ref.document_id:
            yield other


def _close_in_time(one: Subject, other: Subject, years: int = YEARS_APART) -> bool:
    if not (one.year.isdigit() and other.year.isdigit()):
        return True
    return abs(int(one.year) - int(other.year)) <= years


def _same(one: Subject, other: Subject, held: float, alike: float) -> bool:
    numbers = number_of(one.finding.label), number_of(other.finding.label)
    if min(len(one.weights), len(other.weights)) < FEWEST[None not in numbers]:
        return False
    if not _close_in_time(one, other, YEARS_AFTER if alike >= REPEATED else YEARS_APART):
        return False
    if None in numbers:
        return alike >= UNNUMBERED
    return numbers[0] == numbers[1] and held >= NUMBERED
