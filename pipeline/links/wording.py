"""Words as findings are compared: folded text, stems, and what each stem counts.

The weights come from a fixed vocabulary (`registry/vocabulary.toml`), so that what links two
findings does not depend on which other reports are at hand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipeline.phrases import fold, pattern
from pipeline.problems import ProfileError

VOCABULARY = Path(__file__).parents[1] / "registry" / "vocabulary.toml"

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PIECE = re.compile(rf"(?P<word>{_WORD.pattern})|(?P<stop>[.;:!?](?=\s|$))")
_LEAP = 10
_POINTING = frozenset({"which", "them", "this", "these", "it", "they", "those", "such", "so"})
_UNDER = re.compile(r"\bunder-(?=[a-z])")  # "under-resourced" is also written as one word
_IZE = re.compile(r"(?<=[a-z]{3})iz(?=e|ing|ation)")
_ENDINGS = (
    "ibilities", "ibility", "abilities", "ability", "isations", "isation", "ations",
    "ation", "ments", "ment", "ities", "ity", "ively", "ive", "ness",
    "ising", "ised", "ise", "ings", "ing", "ible", "ility", "ibly", "ably", "able", "ions", "ion", "ies",
    "ally", "edly", "ed", "ers", "er", "al", "ly", "es", "s", "e", "y",
)  # fmt: skip
SHORTEST_STEM = 4
_DOUBLING = {"ing", "ings", "ed", "er", "ers"}  # "planning", "planned"
_KEYS = {"empty", "everyday", "everyday_weight", "improved", "better", "related"}


def plain(text: str) -> str:
    """Text for phrases to be sought in: folded, hyphens as spaces, "-ise" for "-ize"."""
    joined = _UNDER.sub("under", fold(text))
    return " ".join(_IZE.sub("is", joined).replace("-", " ").split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word of plain text without its endings: "flexibility" and "flexible" are one."""
    bare = word.removesuffix("'s").replace("'", "").replace("programme", "program")
    for _ in range(2):
        ending = next((e for e in _ENDINGS if bare.endswith(e) and len(bare) - len(e) >= SHORTEST_STEM), "")
        bare = bare[: len(bare) - len(ending)]
        if ending in _DOUBLING and len(bare) > SHORTEST_STEM and bare[-1] == bare[-2] != "s":
            bare = bare[:-1]
    return bare


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, as `plain` writes them."""
    return tuple(_WORD.findall(plain(text)))


def numbered_words(text: str) -> Iterator[tuple[float, str]]:
    """The words of a text with their places, counted in telling words; sentences are far apart.

    An empty word stands half a place before the next telling one.
    """
    empty, _, _ = _vocabulary()
    at = 0
    for match in _PIECE.finditer(plain(text)):
        word = match.group()
        if match.lastgroup == "stop":
            at += _LEAP
        elif word in empty:
            yield at - 0.5, word
        else:
            yield float(at), word
            at += 1


def points_back(text: str) -> bool:
    """Whether a text speaks of something named before it."""
    return not _POINTING.isdisjoint(words_of(text))


@lru_cache(maxsize=20_000)
def weights_of(text: str) -> Mapping[str, float]:
    """What each stem of a text counts; empty words are not in it."""
    empty, everyday, weight = _vocabulary()
    weights: dict[str, float] = {}
    for word in words_of(text):
        if word in empty or (len(word) == 1 and not word.isdigit()):
            continue
        root = stem(word)
        weights[root] = weight if root in everyday else 1.0
    return weights


def matters_of(roots: Iterable[str]) -> frozenset[int]:
    """The matters that stems tell of, by their place in the vocabulary's `related`."""
    return frozenset(number for root in roots if (number := _matters().get(root)) is not None)


@cache
def _matters() -> Mapping[str, int]:
    lines = _read(VOCABULARY)["related"]
    return {stem(word): number for number, line in enumerate(lines) for word in words_of(line)}


def tells(kind: str, text: str) -> bool:
    """Whether a text says a phrase of that list of the vocabulary: "improved" or "better"."""
    searched = plain(text)
    return any(regex.search(searched) is not None for regex in _phrases(kind))


@cache
def _phrases(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern(plain(phrase)) for phrase in _read(VOCABULARY)[kind])


@cache
def _read(path: Path) -> Mapping[str, Any]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(data) != _KEYS:
        raise ProfileError(f"{path.name}: it needs {', '.join(sorted(_KEYS))}, and nothing else.")
    return data


@cache
def _vocabulary(path: Path = VOCABULARY) -> tuple[frozenset[str], frozenset[str], float]:
    """Empty words, stems of everyday words, and what an everyday word counts."""
    data = _read(path)
    return (
        frozenset(words_of(data["empty"])),
        frozenset(stem(word) for word in words_of(data["everyday"])),
        float(data["everyday_weight"]),
    )
