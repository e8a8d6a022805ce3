"""Legends that explain a scale, told by their form: "Strong (4.50–5.49)", "1 = absent; 2 = emerging"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from pipeline.model import Block, Document, Rating, Span
from pipeline.phrases import fold
from pipeline.profile import Level, Profile, Scale
from pipeline.segment.scales import level_named
from pipeline.segment.units import text_of

_N = r"\d{1,3}(?:[.,]\d{1,2})?"
_LABEL = r"(?P<label>[A-Za-z][A-Za-z /-]{2,40}?)"
_BOUNDED = re.compile(
    rf"{_LABEL}[\"”]?\s*[:=]?\s*(?:[(\[]?\s*(?P<low>{_N})\s*(?:-|–|—|to)\s*(?P<high>{_N})\s*(?:points?|%)?\s*[)\]]?"
    rf"|[(\[]\s*(?:below|under|less\s+than|up\s+to|<)\s*(?P<under>{_N})\s*[)\]]"
    rf"|[(\[]\s*(?:above|over|more\s+than|at\s+least|>)\s*(?P<over>{_N})\s*[)\]])"
)
_NUMBERED = re.compile(
    rf"(?<![\w.])(?P<low>{_N})\s*(?:=|:|–|\s-\s)\s*{_LABEL}(?:\s*\((?P<short>[A-Z]{{1,3}})\))?(?=\s*(?:[;,.)|]|$))"
)
_BRACKETED = re.compile(rf"{_LABEL}\s*\((?P<low>\d)\)")
_LETTERED = re.compile(rf"(?<![\w.])(?P<short>[A-F]|[A-Z]{{1,3}})\s*=\s*{_LABEL}(?=\s*(?:[;,.)|]|$))")
# each form with what a text that has it holds, which is found a hundred times as fast
_FORMS = (
    (_BOUNDED, re.compile(r"\d\s*(?:-|–|—|to)\s*\d|[(\[]\s*(?:[a-z]{2,5}\b|[<>])")),
    (_NUMBERED, re.compile(r"\d\s*[=:–-]")),
    (_BRACKETED, re.compile(r"\(\d\)")),
    (_LETTERED, re.compile("=")),
)
_SELF_TELLING = (_BOUNDED, _NUMBERED)  # beside words like "rating", forms that hold unknown levels too
_ANNOUNCED = re.compile(
    r"^\W*(?P<name>(?:[\w-]+\s+){0,3}(?:legend|key|scale|ratings?|scoring))\s*:\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_UNTITLED = re.compile(r"\W*(?:the\s+)?(?:legend|key|ratings?|scoring)", re.IGNORECASE)
_ON_RATING = re.compile(r"\b(?:rat(?:e|ed|ing|ings)|scor|scale|grad(?:e|ed|ing)\b)", re.IGNORECASE)
_STEPS = re.compile(r"\b(?:stages?|levels?|maturity|legend|key)\b", re.IGNORECASE)
_FEWEST = 3  # levels by which a line is a legend; of pairs with numbers of known levels two do
_AFTER, _BEFORE = 4, 3  # blocks within which a table's legend stands


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend's place and the scale it explains."""

    span: Span
    scale: Scale


def legends(document: Document, profile: Profile) -> tuple[Legend, ...]:
    """Every block that is a legend, in order; one that explains two scales is there twice."""
    return tuple(legend for block in document.blocks for legend in _legends(document, block, profile))


def with_own_scales(document: Document, profile: Profile) -> Profile:
    """The profile with the scales that the document's legends explain before its own."""
    own = {legend.scale.level: legend.scale for legend in legends(document, profile)}
    return profile.model_copy(update={"scale": (*own.values(), *profile.scale)}) if own else profile


def legend_near(document: Document, profile: Profile, span: Span) -> Legend | None:
    """The legend with numbers right behind a stretch of the document, else right before it."""
    after = [block for block in document.blocks if block.start >= span.end and block.kind != "furniture"][
        :_AFTER
    ]
    before = [block for block in document.blocks if block.end <= span.start and block.kind != "furniture"]
    for block in (*after, *reversed(before[-_BEFORE:])):
        for legend in _legends(document, block, profile):
            if legend.scale.maximum is not None:
                return legend
    return None


def lists_levels(text: str, profile: Profile) -> bool:
    """Whether a sentence on rating names levels side by side: "rated likely, uncertain or unlikely"."""
    return _ON_RATING.search(text) is not None and any(
        _listing(
            tuple(sorted(name for lv in scale.level for name in (lv.label, *lv.says) if len(name) > 3))
        ).search(text)
        for scale in profile.scale
    )


@lru_cache(maxsize=64)
def _listing(names: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)"
    quote = r"[\"“”'‘’]?"
    joined = r"\s*(?:,|;|/|\bor\b|\bto\b|\band\b)(?:\s*(?:or|and|to)\b)?\s*"
    return re.compile(
        rf"(?i)\b(?:{body})\b{quote}{joined}{quote}(?:{body})\b{quote}\s*(?:[.,;)/]|\bor\b|\band\b|$)"
    )


def explained(rating: Rating, legend: Legend) -> Rating:
    """The rating with the scale its legend explains, where it had none of its own."""
    if rating.scale_max is not None:
        return rating
    scale = legend.scale
    return replace(rating, scale=rating.scale or scale.name, scale_min=scale.minimum, scale_max=scale.maximum)


def _legends(document: Document, block: Block, profile: Profile) -> Iterator[Legend]:
    if block.kind == "table":
        return
    text = " ".join(text_of(document, block).split())
    announced = _ANNOUNCED.match(text)
    for form, held in _FORMS:
        told = list(form.finditer(text)) if held.search(text) is not None else []
        if len(told) < 2:
            continue
        speaks = _ON_RATING.search(text) is not None or _STEPS.match(text) is not None
        sure = form in _SELF_TELLING and speaks and len(told) >= _FEWEST
        scales = [_scale(run, profile, announced, sure) for run in _runs(told)]
        if any(scales):
            yield from (Legend(block.span, scale) for scale in scales if scale is not None)
            return
    if announced is not None:
        levels = re.split(r"\s*[,;|/]\s*(?:and\s+|or\s+)?", announced["rest"].rstrip(" ."))
        known = _known(levels, profile)
        if known is not None and sum(level_named(level, known) is not None for level in levels) >= _FEWEST:
            yield Legend(block.span, known)


def _runs(told: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The levels of each scale of a legend: one that has a number or letter again opens another."""
    seen: set[str] = set()
    opened = 0
    numbered: list[tuple[int, re.Match[str]]] = []
    for match in told:
        groups = match.groupdict()
        point = groups.get("low") or groups.get("short") or match.group()
        if point in seen:
            opened, seen = opened + 1, set()
        seen.add(point)
        numbered.append((opened, match))
    for _, run in groupby(numbered, key=lambda entry: entry[0]):
        yield [match for _, match in run]


def _scale(
    told: Sequence[re.Match[str]], profile: Profile, announced: re.Match[str] | None, sure: bool
) -> Scale | None:
    """The scale these levels make up; None where they may be another thing's."""
    levels = tuple(map(_level, told))
    known = _known([level.label for level in levels], profile)
    if known is None and not sure:
        return None
    ends = [end for level in levels for end in (level.score, level.minimum, level.maximum) if end is not None]
    title = (
        announced["name"] if announced is not None and not _UNTITLED.fullmatch(announced["name"]) else None
    )
    if known is None:
        return Scale(
            id="own-legend",
            says=(title or "rating scale",),
            name=title or "Rating scale",
            minimum=min(ends),
            maximum=max(ends),
            level=levels,
        )
    same = [level_named(level.label, known) for level in levels]
    named = [
        level.model_copy(update={"says": _says(level, one)}) for level, one in zip(levels, same, strict=True)
    ]
    whole = known.level[0] in same and known.level[-1] in same
    if not whole:
        ends += [end for end in (known.minimum, known.maximum) if end is not None]
    rest = tuple(level for level in known.level if level not in same)
    low, high = (min(ends), max(ends)) if ends else (known.minimum, known.maximum)
    return known.model_copy(update={"level": (*named, *rest), "minimum": low, "maximum": high})


def _level(match: re.Match[str]) -> Level:
    """The level a form of a legend has matched, with its score or its bounds."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    numbers = {name: Decimal(groups[name].replace(",", ".")) for name in groups if groups[name][0].isdigit()}
    label = re.sub(r"^(?:legend|key|scale|ratings?|and|or)\s+", "", groups["label"], flags=re.IGNORECASE)
    return Level(
        label=label,
        says=(fold(groups["short"]),) if "short" in groups else (),
        score=numbers.get("low") if "high" not in numbers else None,
        minimum=numbers.get("over") or (numbers.get("low") if "high" in numbers else None),
        maximum=numbers.get("under") or numbers.get("high"),
    )


def _says(level: Level, known: Level | None) -> tuple[str, ...]:
    """What else a level goes by: its letters, and what the profile knows."""
    others = (*level.says, *((known.label, *known.says) if known is not None else ()))
    return tuple(dict.fromkeys(name for name in map(fold, others) if name != fold(level.label)))


def _known(words: Sequence[str], profile: Profile) -> Scale | None:
    """The scale of the profile that knows most of these words, half of them at least."""
    said = [re.sub(r"^(?:legend|key|scale|ratings?)\s+", "", fold(word)) for word in words]
    known = [(sum(level_named(word, scale) is not None for word in said), scale) for scale in profile.scale]
    best = max(known, key=lambda entry: entry[0], default=None)
    return best[1] if best is not None and best[0] * 2 >= len(said) > 0 else None
