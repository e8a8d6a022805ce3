"""How alike two measures are: shared content words, endings aside."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.figures.lexicon import words

_SMALL = words("grammar", "stop")
_GENERIC = words("context", "generic", "nouns")
_WORD = re.compile(r"[a-zà-ÿ][a-zà-ÿ'’-]+")
_ENDINGS = (
    "isations",
    "izations",
    "isation",
    "ization",
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ies",
    "es",
    "ed",
    "s",
    "y",
    "e",
)


@lru_cache(maxsize=4096)
def stems(text: str | None) -> frozenset[str]:
    """The content words of a measure, cut to their stems."""
    if not text:
        return frozenset()
    found = (word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.lower()))
    return frozenset(_stem(word) for word in found if word not in _SMALL and len(word) > 2)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


_HOLLOW = frozenset(_stem(word) for word in _GENERIC)


@lru_cache(maxsize=4096)
def telling(text: str | None) -> frozenset[str]:
    """The content words that say what is measured, those like "total" and "share" left out."""
    return stems(text) - _HOLLOW


def alike(first: str | None, second: str | None) -> float:
    """Share of content words two measures have in common (0 to 1)."""
    one, other = telling(first), telling(second)
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)
