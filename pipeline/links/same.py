"""Findings of one report that say the same: a restatement, a recommendation in brief and in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from rapidfuzz import fuzz

from pipeline.links.labels import number_of
from pipeline.links.likeness import Shares, in_groups, shared_words
from pipeline.links.subjects import Subject
from pipeline.links.wording import plain, words_of
from pipeline.model import FindingRef

RESTATED = 0.8  # share of all their words that two restatements have in common
HELD = 0.9  # share of the shorter one's words that the longer one holds
SHORTER = 0.4  # what a shorter restatement has of the longer one's words, at least
REWORDED = 0.4  # share of words that suffices where the printed numbers agree
IN_ORDER = 0.3  # the same, on average, where numbered lists of some length agree
MANY = 5  # items of such a list
FEWEST = 3  # words a finding must have to be told as a restatement
_NEGATIONS = frozenset({"not", "no", "never", "cannot", "without"})
_OPENING = 88.0  # how alike (0-100) a short form and the opening of the long one must be
_SHORTEST_OPENING = 20
_ADDRESSED = re.compile(r"^(?:[\w'()-]+,? ){1,10}?(?:should|must|needs? to) ")


def same_within(subjects: Sequence[Subject]) -> tuple[tuple[FindingRef, FindingRef], ...]:
    """Who points at whom in one report: the first of a group at the second, all others at the first."""
    links = []
    for members in in_groups(_same_pairs(subjects)):
        first, second, *_ = members
        links.append((subjects[first].ref, subjects[second].ref))
        links.extend((subjects[member].ref, subjects[first].ref) for member in members[1:])
    return tuple(links)


def _same_pairs(subjects: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """Pairs that say the same, by index, the earlier one first."""
    postings = shared_words(subjects)
    totals = np.array([sum(subject.weights.values()) for subject in subjects])
    listed = set(listed_alike(subjects, totals))
    yield from sorted(listed)
    for number, subject in enumerate(subjects):
        if subject.finding.stage == "response":
            continue
        shared = postings.against_all(number)
        near = (shared > 0) & (shared >= REWORDED * np.minimum(totals, totals[number]))
        for other in np.flatnonzero(near).tolist():
            if other <= number or (number, other) in listed or not _kinds_agree(subject, subjects[other]):
                continue
            held, alike = shares(shared[other], totals[number], totals[other])
            if says_same(subject, subjects[other], held, alike):
                yield number, other


def shares(shared: float, one: float, other: float) -> tuple[float, float]:
    """What of the lighter text's words both have, and what of all their words."""
    lighter, both = min(one, other), one + other
    return (float(shared) / lighter if lighter else 0.0, 2 * float(shared) / both if both else 0.0)


def says_same(one: Subject, other: Subject, held: float, alike: float) -> bool:
    """Whether two findings of the same kind restate each other."""
    numbers = number_of(one.finding.label), number_of(other.finding.label)
    if one.finding.stage == "recommendation":
        if None not in numbers and numbers[0] != numbers[1]:
            return False
        if numbers[0] is not None and numbers[0] == numbers[1] and held >= REWORDED:
            return True
        if _opens_alike(one.text, other.text):
            return True
    fewest, most = sorted((len(one.weights), len(other.weights)))
    if fewest < FEWEST or _figures_differ(one.text, other.text) or _denies_one(one.text, other.text):
        return False
    if alike >= RESTATED:
        return True
    return (
        held >= HELD
        and fewest >= SHORTER * most
        and fuzz.partial_ratio(*sorted((plain(one.text), plain(other.text)), key=len)) >= 75
    )


def _kinds_agree(one: Subject, other: Subject) -> bool:
    return (one.finding.kind, one.finding.stage) == (other.finding.kind, other.finding.stage)


def _opens_alike(one: str, other: str) -> bool:
    """Whether the longer text opens with the shorter one: a recommendation in bold, then explained.

    Who should do it may be told in one of them alone: "The Fund should agree …" and "agree …".
    """
    short, long = sorted((_ADDRESSED.sub("", plain(text)) for text in (one, other)), key=len)
    return (
        len(short) >= _SHORTEST_OPENING
        and len(words_of(short)) > FEWEST
        and fuzz.ratio(short.rstrip(".;:"), long[: len(short.rstrip(".;:"))]) >= _OPENING
    )


def _figures_differ(one: str, other: str) -> bool:
    """Whether each text has a number that the other has not."""
    first, second = (set(re.findall(r"\d[\d.,]*", text)) for text in (one, other))
    return bool(first - second) and bool(second - first)


def _denies_one(one: str, other: str) -> bool:
    """Whether one text denies what the other says."""
    first, second = (bool(_NEGATIONS & set(words_of(text))) for text in (one, other))
    return first != second


def listed_alike(subjects: Sequence[Subject], totals: Shares) -> Iterator[tuple[int, int]]:
    """Pairs of two numbered lists with the same numbers whose items are alike on the whole.

    A summary may reword its recommendations beyond what one pair alone would show.
    """
    postings = shared_words(subjects)
    runs = _runs(subjects)
    for place, run in enumerate(runs):
        for later in runs[place + 1 :]:
            common = sorted(run.keys() & later.keys())
            if len(common) < max(FEWEST, 0.8 * max(len(run), len(later))):
                continue
            held = [_held(postings.against_all(run[n]), totals, run[n], later[n]) for n in common]
            if sum(held) / len(held) >= (IN_ORDER if len(held) >= MANY else REWORDED):
                yield from ((run[n], later[n]) for n, share in zip(common, held, strict=True) if share > 0.1)


def _held(shared: Shares, totals: Shares, one: int, other: int) -> float:
    return shares(shared[other], totals[one], totals[other])[0]


def _runs(subjects: Sequence[Subject]) -> list[dict[str, int]]:
    """The lists of recommendations: number → index; a number that comes again opens a list.

    Items of a list without numbers count from 1.
    """
    runs: list[dict[str, int]] = []
    unnumbered: dict[tuple[str, str, int | None], dict[str, int]] = {}
    for number, subject in enumerate(subjects):
        finding, label = subject.finding, number_of(subject.finding.label)
        if finding.stage != "recommendation":
            continue
        if label is not None:
            if not runs or label in runs[-1]:
                runs.append({})
            runs[-1][label] = number
        elif finding.basis in {"lead_in", "heading"}:
            own = unnumbered.setdefault((subject.ref.document_id, finding.rule, finding.section), {})
            own[str(len(own) + 1)] = number
    return sorted((*runs, *unnumbered.values()), key=lambda run: min(run.values()))


def by_report(subjects: Sequence[Subject]) -> Iterator[tuple[Subject, ...]]:
    """The findings of each report, in document order."""
    for _, group in groupby(subjects, key=lambda subject: subject.ref.document_id):
        yield tuple(group)
