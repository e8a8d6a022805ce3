"""How alike findings are: one against all others at once, through the words they share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from pipeline.links.subjects import Subject
from pipeline.links.wording import matters_of

CONCERN_WEIGHT = 1.5  # what a shared concern counts beside shared words
PLACING = {"concern": 1.0, "matter": 0.7, "theme": 0.5}  # what these count where a finding is placed
Shares = NDArray[np.float64]


class Postings:
    """Vectors by what they hold, so that one is compared with all without a full matrix."""

    def __init__(self, vectors: Sequence[Mapping[str, float]]) -> None:
        self._vectors = vectors
        places: dict[str, list[int]] = {}
        for number, vector in enumerate(vectors):
            for feature in vector:
                places.setdefault(feature, []).append(number)
        self._places = {feature: np.array(numbers) for feature, numbers in places.items()}
        self._weights = {
            feature: np.array([vectors[number][feature] for number in numbers])
            for feature, numbers in places.items()
        }

    def against_all(self, number: int) -> Shares:
        """The scalar product of one vector with every other, itself included."""
        product: Shares = np.zeros(len(self._vectors))
        for feature, weight in sorted(self._vectors[number].items()):
            product[self._places[feature]] += weight * self._weights[feature]
        return product


def likeness(subjects: Sequence[Subject], concern_weight: float = CONCERN_WEIGHT) -> Postings:
    """Subjects by words and concerns, each of length one: products are likenesses from 0 to 1."""
    return Postings([_unit(subject, concern_weight) for subject in subjects])


def placing(subjects: Sequence[Subject]) -> Postings:
    """Subjects by all that may tell where they belong: words, what matters these are of, themes, concerns."""
    vectors = []
    for subject in subjects:
        vector = dict(subject.weights)
        vector |= {f"matter {n}": PLACING["matter"] for n in matters_of(subject.weights)}
        vector |= {f"theme {name}": PLACING["theme"] for name in subject.finding.themes}
        vector |= {f"concern {name}": PLACING["concern"] for name in subject.concerns}
        vectors.append(_of_length_one(vector))
    return Postings(vectors)


def shared_words(subjects: Sequence[Subject]) -> Postings:
    """Subjects by words alone: products are the summed weights of the words two share."""
    return Postings([{root: math.sqrt(w) for root, w in subject.weights.items()} for subject in subjects])


def as_share(value: float) -> Decimal:
    """A likeness as it is written: between 0 and 1, to two decimals."""
    return Decimal(str(round(min(max(float(value), 0.0), 1.0), 2)))


def _unit(subject: Subject, concern_weight: float) -> Mapping[str, float]:
    vector = dict(subject.weights)
    if concern_weight:
        vector |= {f"concern {name}": concern_weight * share for name, share in subject.concerns.items()}
    return _of_length_one(vector)


def _of_length_one(vector: Mapping[str, float]) -> Mapping[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / length for feature, weight in vector.items()} if length else {}


def in_groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """What pairs join, directly or through others: groups in the order of their first members."""
    leader: dict[int, int] = {}

    def first(number: int) -> int:
        while (higher := leader.setdefault(number, number)) != number:
            number = higher
        return number

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        leader[high] = low
    groups: dict[int, list[int]] = {}
    for number in sorted(leader):
        groups.setdefault(first(number), []).append(number)
    return list(groups.values())
