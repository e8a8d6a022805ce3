"""Levels and scores as sentences print them: "2.8 out of 4, unsatisfactory", "satisfactory (3)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.profile import Profile
from pipeline.segment.scales import level_pattern

_I = re.IGNORECASE
_SCORE = re.compile(
    r"(?<![\w.,/–-])(?P<score>\d{1,2}(?:[.,]\d{1,2})?)(?:\s*(?:out\s+of|/)\s*(?:a\s+possible\s+)?(?P<max>\d{1,3}))?"
    r"(?:\s+points)?(?![\w%/–-]|[.,]\d)",
    _I,
)
_TO_SCORE = re.compile(
    r"[\"”'’]?(?:\s+rating)?,?\s*(?:\(|(?:with|at)?\s*(?:an?\s+(?:\w+\s+)?(?:score|rating)\s+of\s+)?)", _I
)
_CODE = re.compile(r"\b[A-Z][A-Za-z]*\s$")  # "KPI 3", "Pillar 2": the number is a name's
_CODE_REACH = 20
_TO_LEVEL = re.compile(r",?\s*[(–-]?\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A level, a score, or both as a sentence prints them."""

    start: int
    end: int
    level_end: int
    label: str | None
    score: Decimal | None = None
    top: Decimal | None = None


def marks(text: str, profile: Profile) -> Iterator[Mark]:
    """The levels and scores of a sentence in order, a level and the score beside it as one."""
    levels = list(level_pattern(profile).finditer(text))
    scores = [n for n in _SCORE.finditer(text) if not _CODE.search(text[: n.start()][-_CODE_REACH:])]
    joined: set[int] = set()
    found: list[Mark] = []
    for level in levels:
        label = " ".join((level["words"] or level["short"]).split())
        close = next((n for n in scores if _beside(text, level, n)), None)
        if close is None:
            found.append(Mark(level.start(), level.end(), level.end(), label))
            continue
        joined.add(close.start())
        first, last = min(level.start(), close.start()), max(level.end(), close.end())
        last += int("(" in text[first:last] and text[last : last + 1] == ")")
        found.append(Mark(first, last, level.end(), label, *_numbers(close)))
    alone = (n for n in scores if n.start() not in joined)
    found.extend(Mark(n.start(), n.end(), n.end(), None, *_numbers(n)) for n in alone)
    return iter(sorted(found, key=lambda mark: mark.start))


def _beside(text: str, level: re.Match[str], score: re.Match[str]) -> bool:
    if score.end() <= level.start():
        return _TO_LEVEL.fullmatch(text, score.end(), level.start()) is not None
    between = _TO_SCORE.fullmatch(text, level.end(), score.start())
    return between is not None and (
        len(between.group().split()) > 1 or "(" in between.group() or bool(score["max"])
    )


def _numbers(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    return Decimal(match["score"].replace(",", ".")), Decimal(match["max"]) if match["max"] else None
