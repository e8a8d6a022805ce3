"""Words right before or after a figure that say how exact it is: "over", "at least", "or more"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.figures.lexicon import alternatives, fold, inverted, load
from pipeline.figures.reading import Reading
from pipeline.model import Qualifier

_BEFORE: dict[str, Qualifier] = inverted(load("context")["qualifier"], "context.toml")  # type: ignore[assignment]
_AFTER: dict[str, Qualifier] = inverted(load("context")["qualifier_after"], "context.toml")  # type: ignore[assignment]
_NOT = load("context")["not_qualifier"]
_WORDS = [phrase for phrase in _BEFORE if phrase[-1].isalnum() or phrase[-1] == "."]
_SIGNS = [phrase for phrase in _BEFORE if phrase not in _WORDS]
_LEFT = re.compile(
    rf"(?:(?<![\w-])(?P<word>{alternatives(_WORDS)})(?:\s+(?:an?|the|just|only|estimated|approximately|about|around|"
    rf"some|total\s+of|another|additional))*\s+|(?P<sign>{alternatives(_SIGNS)})\s?)[“\"(]?$",
    re.IGNORECASE,
)
_RIGHT = re.compile(rf"\s?(?P<word>{alternatives(_AFTER)})(?!\w)", re.IGNORECASE)
_AGE = re.compile(r"(?:the\s+)?ages?\s+(?:of\s+)?$", re.IGNORECASE)
_LONG_OVER = re.compile(
    r"\b(?:for|of|is|was|were|lasted|took|takes|aged|well|just|slightly|little|are|be|been|has|have|age|last|take|taking|"
    r"spent|served|with|after|exceed\w*|lasting)\s+(?:well\s+|just\s+|slightly\s+|a\s+little\s+)?over\s+$|^over\s+$",
    re.IGNORECASE,
)


def qualified(text: str, reading: Reading) -> Reading:
    """The reading with its qualifier, where one stands beside it."""
    before = _AGE.sub("", text[max(0, reading.start - 60) : reading.start])
    if (match := _LEFT.search(before)) and not _other_use(text, reading, match, before):
        phrase = fold(match["word"] or match["sign"])
        return replace(reading, qualifier=_BEFORE[phrase])
    for at in (reading.number.end, reading.end):
        if after := _RIGHT.match(text, at):
            qualifier = (
                _AFTER[fold(after["word"])]
                if fold(after["word"]) in _AFTER
                else _AFTER[after["word"].lower()]
            )
            return replace(reading, qualifier=qualifier)
    return reading


def _other_use(text: str, reading: Reading, match: re.Match[str], before: str) -> bool:
    """Whether the word before the figure is a preposition of something else.

    "over five years from 2023" tells when, "organised around ten departments" how,
    "under three pillars" where.
    """
    word = fold(match["word"] or "")
    ahead = before[: match.start("word")] if match["word"] else before
    if reading.kind == "duration" and word == "over" and reading.unit:
        return not _LONG_OVER.search(before) and not re.match(
            r"[\s-]*(?:old|of\s+age)", text[reading.end : reading.end + 8]
        )
    if word in ("around", "about"):
        stems = tuple(_NOT[word])
        near = [
            part.lower()
            for part in re.findall(r"[A-Za-z]+", text[max(0, reading.start - 60) : reading.start])
        ]
        reach = near[-7:-1] if word == "around" else near[-2:-1]
        return any(part.startswith(stems) for part in reach)
    if word in ("under", "over") and reading.kind == "count":
        noun = (reading.unit or "").lower().rsplit(" ", 1)[-1]
        return noun in _NOT[word] and reading.value < 20
    if word in ("minimum", "maximum"):
        return ahead.rstrip().lower().endswith("the")
    return False
