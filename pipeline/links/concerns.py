"""Which concerns a finding is about, by the phrases of `registry/concerns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipeline.links.wording import numbered_words, plain, points_back, stem
from pipeline.problems import ProfileError

LEXICON = Path(__file__).parents[1] / "registry" / "concerns.toml"

_LISTS = ("says", "near", "hints", "unless")
_FIELDS = {"id", "title", "theme", *_LISTS}
_PLAIN = 3.0  # the weight of one phrase of two words
HINTED = 0.4  # how plainly hints tell a concern at most
_CONTEXT_WEIGHT = 0.5  # what the sentence before a half sentence tells of it
_BETWEEN = 1  # telling words that may stand between two words in order
_AROUND = 3  # telling words that may stand between two words in any order
_LONGEST = 4000  # characters of a finding in which its concerns are sought; an item may fill a page
_SHORTEST_START = 3  # letters of the shortest `word*`

Kind = Literal["says", "hints", "unless"]
Places = Mapping[str, tuple[float, ...]]  # where each word, and each beginning of one, stands


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together; each is told by any of its keys.

    `steps` says how far each word may stand from the one before it, in places.
    """

    words: tuple[frozenset[str], ...]
    steps: tuple[int, ...]
    ordered: bool

    @property
    def weight(self) -> float:
        """Longer phrases say more."""
        return 1.0 + len(self.words)


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern that comes back in assessments, its theme, and the phrases that tell it."""

    id: str
    title: str
    theme: str
    phrases: Mapping[Kind, tuple[Phrase, ...]]


def concerns_of(text: str, context: str = "") -> Mapping[str, float]:
    """The concerns a finding tells of, by id, each with how plainly (0 to 1).

    `context` is what stands before a finding that begins within a sentence; it counts less, and only
    where the finding tells no concern itself or points back ("which", "them"). Hints count only where
    nothing else does.
    """
    own = _places(text[:_LONGEST])
    found = _told("says", own, 1.0)
    if context and (not found or points_back(text)):
        found = _told("says", _places(context), _CONTEXT_WEIGHT) | found
    return found or {name: min(share, HINTED) for name, share in _told("hints", own, 1.0).items()}


def _told(kind: Kind, places: Places, weight: float) -> dict[str, float]:
    """The concerns whose phrases of that kind stand in a text, each with how plainly."""
    scores: dict[str, float] = {}
    for concern, phrase in _standing(kind, places):
        scores[concern] = scores.get(concern, 0.0) + weight * phrase.weight
    denied = {concern for concern, _ in _standing("unless", places)} if scores else set()
    return {c: round(min(1.0, score / _PLAIN), 3) for c, score in scores.items() if c not in denied}


def _standing(kind: Kind, places: Places) -> Iterator[tuple[str, Phrase]]:
    """The phrases of a kind that stand in a text, each with its concern, in the file's order."""
    index, phrases = _index(kind)
    for number in sorted({n for key in index.keys() & places.keys() for n in index[key]}):
        if _stands(phrases[number][1], places):
            yield phrases[number]


@cache
def _index(kind: Kind) -> tuple[Mapping[str, tuple[int, ...]], tuple[tuple[str, Phrase], ...]]:
    """All phrases of a kind with their concerns, and which of them may begin with a word."""
    phrases = tuple((c.id, phrase) for c in lexicon().values() for phrase in c.phrases[kind])
    index: dict[str, list[int]] = {}
    for number, (_, phrase) in enumerate(phrases):
        for key in phrase.words[0]:
            index.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in index.items()}, phrases


def _places(text: str) -> Places:
    """Where words stand, counted in telling words; a new sentence is far from the one before."""
    places: dict[str, list[float]] = {}
    for at, word in numbered_words(text):
        root = stem(word)
        for key in {root, *(f"{word[:length]}*" for length in range(_SHORTEST_START, len(word) + 1))}:
            places.setdefault(key, []).append(at)
    return {key: tuple(found) for key, found in places.items()}


def _stands(phrase: Phrase, places: Places) -> bool:
    """Whether all words of a phrase stand as near one another as it asks, each at its own place."""
    if not all(any(key in places for key in keys) for keys in phrase.words):
        return False
    found = [[at for key in sorted(keys) for at in places.get(key, ())] for keys in phrase.words]
    ends: set[tuple[float, ...]] = {(at,) for at in found[0]}
    for further, step in zip(found[1:], phrase.steps, strict=True):
        ends = {
            (*chain, at)
            for chain in ends
            for at in further
            if at not in chain and _within(at - chain[-1], step, phrase.ordered)
        }
    return bool(ends)


def _within(distance: float, step: int, ordered: bool) -> bool:
    return 0 < distance <= step if ordered else abs(distance) <= step


@cache
def lexicon(path: Path = LEXICON) -> Mapping[str, Concern]:
    """The concerns by id, in the file's order; raises ProfileError where the file is wrong."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(data) != {"concern"}:
        raise ProfileError(f"{path.name}: it holds [[concern]] entries and nothing else.")
    concerns: dict[str, Concern] = {}
    for entry in data["concern"]:
        concern = _concern(entry, path)
        if concern.id in concerns:
            raise ProfileError(f'{path.name}: the concern "{concern.id}" stands in it twice. Join the two.')
        concerns[concern.id] = concern
    return concerns


def _concern(entry: Mapping[str, Any], path: Path) -> Concern:
    name = entry.get("id", "a concern without id")
    unknown = sorted(set(entry) - _FIELDS)
    missing = sorted({"id", "title", "theme", "says"} - set(entry))
    if unknown or missing:
        raise ProfileError(
            f"{path.name}: {name} "
            + (f"lacks {', '.join(missing)}. " if missing else f"has {', '.join(unknown)}, unknown here. ")
            + f"Known are {', '.join(sorted(_FIELDS))}."
        )
    phrases = [phrase for name in _LISTS[:-1] for phrase in entry.get(name, ())]
    twice = sorted({phrase for phrase in phrases if phrases.count(phrase) > 1})
    if twice:
        raise ProfileError(f'{path.name}: {name} says "{twice[0]}" twice. Keep it once.')
    return Concern(
        entry["id"],
        entry["title"],
        entry["theme"],
        {
            "says": (*_phrases(entry["says"]), *_phrases(entry.get("near", ()), ordered=False)),
            "hints": tuple(_phrases(entry.get("hints", ()))),
            "unless": tuple(_phrases(entry.get("unless", ()))),
        },
    )


def _phrases(written: Sequence[str], ordered: bool = True) -> Iterator[Phrase]:
    """Phrases as they are sought; raises ProfileError where a word of one is empty."""
    loose = _BETWEEN if ordered else _AROUND
    for phrase in written:
        words = [word.split("|") for word in re.split(r"[ -]", phrase)]
        if not all(part.strip("*") for word in words for part in word):
            raise ProfileError(f'concerns: a word of "{phrase}" is empty. Mend its spaces, hyphens and bars.')
        joins = re.findall(r"[ -]", phrase)
        yield Phrase(
            tuple(frozenset(_key(part) for part in word) for word in words),
            tuple(1 if join == "-" else loose + 1 for join in joins),
            ordered,
        )


def _key(word: str) -> str:
    """A word of a phrase as `_places` writes it: its stem, or its beginning."""
    folded = plain(word)
    return folded if folded.endswith("*") else stem(folded)
