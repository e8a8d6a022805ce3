"""Points on scales, as a cell or phrase prints them: words, numbers, stars, letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.model import Rating, Span
from pipeline.phrases import fold, occurs
from pipeline.profile import Level, Profile, Scale

_NUMBER = re.compile(
    r"(?P<score>(?:^-)?\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:/|out of|of)\s*(?P<max>\d{1,3}))?(?![\w%]|[.,]\d)"
)
_CALLED = re.compile(r"^(?:grade|rating|rated|score)\s*:?\s+(?=\S)")  # "Grade D+"
_RANGE = re.compile(r"\d(?:[.,]\d+)?\s*(?:-|–|—|to)\s*\d")
_BOUNDS = re.compile(r"\b([01])\s*(?:-|to|–)\s*(\d{1,2})\b(?!\d)")
_STAR = re.compile(r"(?P<full>[★⭐✭●⬤■]+)(?P<empty>[☆✩○◯□]*)$")

_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_ABBREVIATION = 3  # letters
_ABBREVIATED = re.compile(r"(?<=[a-z])\s*\([A-Z]{1,3}\)$")  # "Moderately likely (ML)"


@dataclass(frozen=True, slots=True)
class Point:
    """A judgement as printed; `scale` is the profile's where its words or header name one."""

    label: str | None
    score: Decimal | None
    scale: Scale | None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


def point_of(text: str, profile: Profile, header: str = "", column: Sequence[str] = ()) -> Point | None:
    """The point a whole text stands for, or None where it says anything else.

    `header` is what stands over it and `column` are the other cells under that header: both help
    to tell which scale is meant, and only under a header are letters and bare numbers points.
    """
    plain = _CALLED.sub("", fold(_ABBREVIATED.sub("", text)).strip(" .;:*"))
    if not plain or len(plain) > 60 or _RANGE.search(plain):
        return None
    star = _STAR.match(plain)
    if star:
        total = len(star["full"]) + len(star["empty"])
        return Point(
            None, Decimal(len(star["full"])), None, Decimal(0), Decimal(total) if star["empty"] else None
        )
    score, maximum, words = _score(plain)
    if words:
        scale = scale_for(words, profile, header, column)
        if scale is None:
            return None
        level = level_named(words, scale)
        label = _printed(text, words, level)
        if len(words) <= 3 and not header:
            return None
        return Point(label, score, scale, scale.minimum, maximum or scale.maximum)
    if score is None or not (header or maximum):
        return None
    scale = _numbered(scale_by_header(header, profile))
    bounds = _BOUNDS.search(fold(header))  # "Rating (1-6)"
    top = maximum or (Decimal(bounds[2]) if bounds else scale.maximum if scale else None)
    if top is not None and score > top:
        return None
    bottom = Decimal(bounds[1]) if bounds else scale.minimum if scale else None
    return Point(None, score, scale, bottom, top)


def rating_of(point: Point, component: str, span: Span, header: str = "") -> Rating:
    """The rating a point gives."""
    year = _YEAR.search(header)
    return Rating(
        component,
        span.start,
        span.end,
        point.label,
        point.score,
        point.scale.name if point.scale else None,
        point.minimum,
        point.maximum,
        int(year[1]) if year else None,
    )


def _numbered(scale: Scale | None) -> Scale | None:
    """A scale that has numbers, or None: a header's "grade" means letters, or a number on another scale."""
    scores = scale is not None and any(level.score is not None for level in scale.level)
    return scale if scale is not None and (scores or scale.maximum is not None) else None


def _score(plain: str) -> tuple[Decimal | None, Decimal | None, str]:
    """The number in a text, the top of its scale, and the words left without them."""
    match = _NUMBER.search(plain)
    if match is None:
        return None, None, plain
    words = plain[: match.start()] + " " + plain[match.end() :]
    words = re.sub(r"[()\[\]=:;,/*-]+|\bscore\b|\brating\b|\bpoints?\b", " ", words)
    top = Decimal(match["max"]) if match["max"] else None
    return Decimal(match["score"].replace(",", ".")), top, " ".join(words.split())


def _printed(text: str, words: str, level: Level | None) -> str:
    """The label in the document's words, abbreviations too; the scale's own where it is broken up."""
    shown = re.search(re.escape(words).replace(r"\ ", r"\s+"), text, re.IGNORECASE)
    if level is not None and shown is None:
        return level.label
    return " ".join(shown.group().split()) if shown else words


def level_named(words: str, scale: Scale) -> Level | None:
    """The level of a scale these words name; of "A/A-", two levels, the first."""
    plain = _unhyphened(words)
    found = next(
        (level for level in scale.level if plain in map(_unhyphened, (level.label, *level.says))), None
    )
    parts = fold(words).split("/")
    if found is not None or len(parts) != 2:
        return found
    both = [level_named(part.strip(), scale) for part in parts]
    return both[0] if None not in both else None


@cache
def _unhyphened(words: str) -> str:
    """Folded words as levels are compared: "Green-Amber", "green/amber" and "green amber" are one."""
    return re.sub(r"\s*[-/]\s*", " ", fold(words))


def scale_for(words: str, profile: Profile, header: str = "", column: Sequence[str] = ()) -> Scale | None:
    """The scale a label stands on: the one its header names, else the one that fits its column best."""
    holding = [scale for scale in profile.scale if level_named(words, scale) is not None]
    named = scale_by_header(header, profile)
    if named in holding:
        return named
    return max(
        holding,
        key=lambda scale: sum(level_named(_score(fold(other))[2], scale) is not None for other in column),
        default=None,
    )


def scale_by_header(header: str, profile: Profile) -> Scale | None:
    """The scale whose name or other phrase stands in a header."""
    plain = fold(header)
    for scale in profile.scale:
        if any(occurs(name, plain) for name in (*scale.says, scale.name)):
            return scale
    return None


def level_pattern(profile: Profile) -> re.Pattern[str]:
    """Any level of the profile's scales in running text: words in any case, abbreviations as printed."""
    names = {name for scale in profile.scale for lv in scale.level for name in (lv.label, *lv.says)}
    return _level_pattern(tuple(sorted(names, key=lambda name: (-len(name), name))))


@cache
def _level_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    short = "|".join(re.escape(name.upper()) for name in names if len(name) <= _ABBREVIATION)
    words = "|".join(
        _spaced(name) for name in names if len(name) > _ABBREVIATION or (len(name) > 2 and name.istitle())
    )
    return re.compile(
        rf"(?<![\w-])(?:(?P<words>(?i:{words}))(?:\s*\((?:{short})\))?|(?P<short>{short}))(?![\w+-])"
    )


def _spaced(name: str) -> str:
    return r"[-\s]\s*".join(map(re.escape, re.split(r"[ -]", name)))
