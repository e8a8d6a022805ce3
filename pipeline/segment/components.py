"""Components of a framework, told by the names a profile knows for them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.phrases import bare, fold, pattern
from pipeline.profile import Profile

_INDICATOR = re.compile(
    r"(?:kpi|mi|key performance indicator|micro-indicator|performance area)"
    r"\s?\d{1,2}(?:\.\d{1,2})?\b.{0,200}$"
)
_NAME_WORDS = 14
_NUMBERED = re.compile(r"\b[A-Z]\w*\s+\d{1,2}(?:\.\d{1,2})*\b")  # "Objective 2", "MI 3.1"
_NO_NAME = re.compile(
    r"^(?:of|from|to|in|on|by|for|with|at|as)\b|\d|%|\b(?:per ?cent|percentage|half|thirds?|quarters?|most|"
    r"many|some|several|few|majority|number|share|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|those|"
    r"it|they|he|she|we|who|which|that|has|have|had|is|are|was|were|do|does|did|not|than|if|when|where)\b",
    re.IGNORECASE,
)
_RATING_OF = re.compile(r"^(?:the\s+)?(?:rating|score|grade)s?\s+(?:of|for|on)\s+(?:the\s+)?", re.IGNORECASE)
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}[a-z]?|[A-Za-z]|[ivx]{1,4})[.)]\s+")


def component_named(text: str, profile: Profile) -> str | None:
    """The profile's name of the component a heading, cell or lead names, or None."""
    plain = bare(text)
    if _INDICATOR.match(plain):  # an indicator with its number and name is its own best name
        return " ".join(text.split()).strip(" :")
    for part in profile.component:
        if any(_matches(name, plain) for name in (part.name, *part.says)):
            return part.name
    return None


def printed_component(text: str, profile: Profile) -> str:
    """The component's name as a rating tells it: the document's words, without numbering in front.

    The profile's name stands for another it goes by only where no number would be made up and the
    words are that name in full.
    """
    text = _RATING_OF.sub("", text)
    plain = bare(text)
    for part in profile.component:
        names = (name for name in (part.name, *part.says) if not name.endswith("*"))
        if not any(char.isdigit() for char in part.name) and any(_matches(name, plain) for name in names):
            return part.name
    return _NUMBERING.sub("", " ".join(text.split())).strip(" :–—-+=")


def _matches(name: str, plain: str) -> bool:
    if name.endswith("*"):
        return plain.startswith(fold(name[:-1]))
    return pattern(name).fullmatch(plain) is not None


def component_opening(text: str, profile: Profile) -> tuple[str, int] | None:
    """The component whose full name a text opens with, and where the text after it starts.

    The name must be followed by the end, a colon or dash, or a new sentence.
    """
    best: tuple[str, int] | None = None
    for part in profile.component:
        for name in (part.name, *part.says):
            end = _opening(name, text)
            if end is not None and (best is None or end > best[1]):
                best = (part.name, end)
    return best


@lru_cache(maxsize=1024)
def _at_start(name: str) -> re.Pattern[str]:
    """A component's name at the start of a text, after its number."""
    parts = name.rstrip("*").split()
    words = r"\s+".join("(?:and|&)" if part == "and" else re.escape(part) for part in parts)
    return re.compile(rf"\W{{0,3}}(?:\d[a-z]?[.)]?\s+)?{words}(?!\w)", re.IGNORECASE)


def _opening(name: str, text: str) -> int | None:
    match = _at_start(name).match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    mark = re.match(r"\s*(?::|[–—-](?!\w)|[–—]|[+=](?=\s))\s*", rest)
    if mark:
        return match.end() + mark.end()
    after = re.match(r"\s*", rest)
    skip = after.end() if after else 0
    follows = rest[skip:]
    if not follows:
        return match.end() + skip
    return (
        match.end() + skip
        if skip and (follows[0].isupper() or follows[0].isdigit()) and len(name.split()) > 1
        else None
    )


def component_mentioned(text: str, profile: Profile) -> str | None:
    """The component an item says it is about.

    Either its lead ("Partnership: …") or its close ("– assessed under partnership behaviour").
    """
    opening = component_opening(text, profile)
    if opening is not None and re.match(r"[^:]{0,80}:", text):
        return opening[0]
    match = re.search(
        r"\b(?:assessed|covered|reported|rated|scored|considered)\s+(?:under|in)\s+(.+)$", fold(text)
    )
    return component_named(match[1], profile) if match else None


def is_name(words: str) -> bool:
    """Whether words may name what is rated: a noun phrase, not a clause nor a share of many things."""
    return 0 < len(words.split()) <= _NAME_WORDS and _NO_NAME.search(_NUMBERED.sub("", words)) is None
