"""Legends that explain a scale, told by their form: "Strong (4.50–5.49); Adequate (3.50–4.49)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipeline.model import Block, Document, Rating, Span
from pipeline.phrases import fold
from pipeline.profile import Profile, Scale
from pipeline.segment.scales import level_named
from pipeline.segment.units import text_of

_N = r"\d{1,2}(?:[.,]\d{1,2})?"
_BOUNDED = re.compile(
    rf"(?P<label>[A-Za-z][A-Za-z /-]{{2,40}}?)\s*[:=]?\s*[(\[]?\s*"
    rf"(?P<low>{_N})\s*(?:-|–|—|to)\s*(?P<high>{_N})\s*[)\]]?"
)
_NUMBERED = re.compile(
    rf"(?<![\w.])(?P<low>{_N})\s*[=:–-]\s*(?P<label>[A-Za-z][A-Za-z /-]{{2,40}}?)(?=\s*(?:[;,.)|]|$))"
)
_ANNOUNCED = re.compile(
    r"^\W*(?:[\w-]+\s+){0,3}(?:legend|key|scale|ratings?|scoring)\s*:\s*(?P<rest>.+)$", re.IGNORECASE
)
_ON_RATING = re.compile(r"\b(?:rat(?:e|ed|ing|ings)|scor|scale|grad(?:e|ed|ing)\b)", re.IGNORECASE)
_FEWEST = 3  # levels by which a line is a legend; of pairs with numbers two do
_AFTER, _BEFORE = 4, 3  # blocks within which a table's legend stands


@dataclass(frozen=True, slots=True)
class Legend:
    """A legend's place, the ends of the scale it explains, and the profile's scale of its words."""

    span: Span
    minimum: Decimal | None
    maximum: Decimal | None
    scale: Scale | None


def legends(document: Document, profile: Profile) -> tuple[Legend, ...]:
    """Every block that is a legend, in order."""
    found = (_legend(document, block, profile) for block in document.blocks if block.kind != "table")
    return tuple(legend for legend in found if legend is not None)


def legend_near(document: Document, profile: Profile, span: Span) -> Legend | None:
    """The legend right behind a stretch of the document, else right before it."""
    after = [block for block in document.blocks if block.start >= span.end and block.kind != "furniture"][
        :_AFTER
    ]
    before = [block for block in document.blocks if block.end <= span.start and block.kind != "furniture"]
    for block in (*after, *reversed(before[-_BEFORE:])):
        legend = _legend(document, block, profile) if block.kind != "table" else None
        if legend is not None and legend.maximum is not None:
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
    name = rating.scale or (legend.scale.name if legend.scale else None)
    return replace(rating, scale=name, scale_min=legend.minimum, scale_max=legend.maximum)


def _legend(document: Document, block: Block, profile: Profile) -> Legend | None:
    text = " ".join(text_of(document, block).split())
    bounded = list(_BOUNDED.finditer(text))
    if len(bounded) < 2:
        bounded = list(_NUMBERED.finditer(text))
    words = [match["label"] for match in bounded]
    scale = _scale(words, profile)
    announced = _ANNOUNCED.match(text)
    if len(bounded) >= 2 and (scale is not None or announced):
        numbers = [
            Decimal(match[name].replace(",", "."))
            for match in bounded
            for name in ("low", "high")
            if name in match.re.groupindex
        ]
        ends = [end for end in (scale.minimum, scale.maximum) if end is not None] if scale else []
        return Legend(block.span, min(*numbers, *ends), max(*numbers, *ends), scale)
    if announced is None:
        return None
    levels = re.split(r"\s*[,;|/]\s*(?:and\s+|or\s+)?", announced["rest"].rstrip(" ."))
    scale = _scale(levels, profile)
    if (
        scale is None
        or len(levels) < _FEWEST
        or sum(level_named(w, scale) is not None for w in levels) < _FEWEST
    ):
        return None
    return Legend(block.span, None, None, scale)


def _scale(words: Sequence[str], profile: Profile) -> Scale | None:
    """The scale of the profile that knows most of these words, half of them at least."""
    said = [re.sub(r"^(?:legend|key|scale|rating)\s+", "", fold(word)) for word in words]
    known = [(sum(level_named(word, scale) is not None for word in said), scale) for scale in profile.scale]
    best = max(known, key=lambda entry: entry[0], default=None)
    return best[1] if best is not None and best[0] * 2 >= len(said) > 0 else None
