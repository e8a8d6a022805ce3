"""Which concerns a finding is about, by the phrases of `registry/concerns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.links.wording import plain
from pipeline.phrases import pattern
from pipeline.problems import ProfileError

LEXICON = Path(__file__).parents[1] / "registry" / "concerns.toml"

_FIELDS = {"id", "title", "theme", "says", "hints", "unless"}
_PLAIN = 3.0  # the weight of one phrase of two words
_CONTEXT_WEIGHT = 0.5  # what the sentence before a half sentence tells of it


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and the letters that must stand in a text for it to be there."""

    letters: str
    regex: re.Pattern[str]
    weight: float  # longer phrases say more


@dataclass(frozen=True, slots=True)
class Concern:
    """A concern that comes back in assessments, its theme, and the phrases that tell it."""

    id: str
    title: str
    theme: str
    says: tuple[Phrase, ...]
    hints: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()


def concerns_of(text: str, context: str = "") -> Mapping[str, float]:
    """The concerns a finding tells of, by id, each with how plainly (0 to 1).

    `context` is what stands before a finding that begins within a sentence; it counts less. Hints
    count only where nothing else does.
    """
    own, before = plain(text), plain(context)
    found: dict[str, float] = {}
    for concern in lexicon().values():
        if _said(concern.unless, own):
            continue
        score = _said(concern.says, own) + _CONTEXT_WEIGHT * _said(concern.says, before)
        if score:
            found[concern.id] = _share(score)
    return found or {
        concern.id: _share(_CONTEXT_WEIGHT * score)
        for concern in lexicon().values()
        if (score := _said(concern.hints, own)) and not _said(concern.unless, own)
    }


def _share(score: float) -> float:
    return round(min(1.0, score / _PLAIN), 3)


def _said(phrases: Sequence[Phrase], text: str) -> float:
    """How much of a concern a text says: the weights of the phrases that stand in it."""
    return sum(
        phrase.weight
        for phrase in phrases
        if phrase.letters in text and phrase.regex.search(text) is not None
    )


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
    phrases = [*entry["says"], *entry.get("hints", ())]
    twice = sorted({phrase for phrase in phrases if phrases.count(phrase) > 1})
    if twice:
        raise ProfileError(f'{path.name}: {name} says "{twice[0]}" twice. Keep it once.')
    return Concern(
        entry["id"],
        entry["title"],
        entry["theme"],
        tuple(_phrases(entry["says"])),
        tuple(_phrases(entry.get("hints", ()))),
        tuple(_phrases(entry.get("unless", ()))),
    )


def _phrases(written: Sequence[str]) -> Iterator[Phrase]:
    for phrase in written:
        words = plain(phrase).split()
        certain = [word for word in words if word != "*" and not word.endswith("?") and "|" not in word]
        letters = max((word.rstrip("*") for word in certain), key=len, default="")
        yield Phrase(letters, pattern(" ".join(words)), float(1 + len([w for w in words if w != "*"])))
