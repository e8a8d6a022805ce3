"""What a header, stub, caption or note says of the numbers it governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.currencies import mentions_in
from pipeline.figures.exclude import years_in
from pipeline.figures.lexicon import alternatives, fold, unit_names
from pipeline.model import FigureKind


@dataclass(frozen=True, slots=True)
class Told:
    """What a header, stub, caption or note says of the numbers it governs."""

    kind: FigureKind | None = None
    unit: str | None = None
    currency: str | None = None
    inferred: bool = False
    scale: Decimal = Decimal(1)
    first: int | None = None
    last: int | None = None
    words: str = ""  # what is left once unit, scale and year are taken off
    sure: bool = False  # the unit is printed, not merely a noun that could be counted
    whole: bool = False  # what is counted comes in whole numbers: people, offices
    skip: bool = False  # the numbers are labels: ranks, codes, years, ratings


_SCALE = re.compile(
    r"(?<![A-Za-z])(?P<word>trillions?|billions?|millions?|thousands?|bn|mn|mln|mio|[’']?000s?|(?<=[$€£])m|(?<=USD)m|(?<=EUR)m|(?<=[$€£]\s)m|m(?=\)))(?![A-Za-z])",
    re.IGNORECASE,
)
_POWERS = {"tr": 12, "bi": 9, "bn": 9, "mi": 6, "mn": 6, "ml": 6, "m": 6, "th": 3, "00": 3, "'0": 3, "’0": 3}
_PERCENT = re.compile(r"%|\bper\s?cent\b|\bpercent(?:age)?s?\b(?!\s+points?)", re.IGNORECASE)
_POINTS = re.compile(r"\bpercentage\s+points?\b|\bp\.?p\.?\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:^|\b)(?:number|numbers|no\.|nr\.?|#|count|total\s+number|how\s+many)\s*(?:of\b|\()|\bheadcount\b|^\s*(?:#|no\.)\s+\w|"
    r"\b(?:fte|ftes|staff|people|persons|beneficiaries|countries|projects|respondents|participants|households|members|"
    r"evaluations|reports|posts|positions|recommendations|offices|women|men|girls|boys|employees|refugees|interviews)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b(?:index|coefficient|gini)\b", re.IGNORECASE)
_AVERAGE = re.compile(
    r"\b(?:averages?|mean|median|per|rates?|ratios?|yields?|density|length|size|age|distance|weight)\b",
    re.IGNORECASE,
)
_RATING = re.compile(r"\b(?:ratings?|scores?|grades?|marks?)\b", re.IGNORECASE)
_LABELS = re.compile(
    r"^\W*(?:no\.?|nr\.?|#|rank(?:ing)?|years?|dates?|codes?|id|ids|ref(?:erence)?s?\.?|pages?|p\.|para(?:graph)?s?\.?|sections?|"
    r"s/?n\.?|items?|level|phone|telephone|time|deadline|timeline|due(?:\s+date)?|recommendation(?:\s+(?:no\.?|number))?|"
    r"rec\.?(?:\s*no\.?)?|finding(?:\s+no\.?)?|question(?:\s+no\.?)?|indicator\s+(?:no\.?|number)|kpi|mi|sdg|priority|step|phase|"
    r"quarter|month|week|day|target\s+year|year\s+of\s+.*|start|end|start\s+date|end\s+date|document(?:\s+no\.?)?|symbol|version|"
    r"annex|table|figure|box)\W*$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\(\s*(?:in\s+)?(?P<unit>{alternatives(unit_names('duration'))})\s*\)|\bin\s+(?P<in>{alternatives(unit_names('duration'))})\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"\(\s*(?:in\s+)?(?P<unit>{alternatives(unit_names('measure'))})\s*\)", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"^(?:the\s+)?(?:total\s+)?(?:numbers?|no\.?|nr\.?|#|count)\s*(?:of\s+)?(?:the\s+)?|\s*\((?:number|no\.?|#|count|total)\)?\s*$",
    re.IGNORECASE,
)
NOTHING = Told()


def told_by(text: str) -> Told:
    """What one heading text says: unit, scale, years, and the words left."""
    folded = " ".join(text.split())
    if not folded:
        return NOTHING
    rest = folded
    mentions = [m for m in mentions_in(folded) if not (m.wordlike or m.part != 1)]
    years = years_in(folded)
    scale = _scale_of(folded, bool(mentions))
    for start, end in sorted([(m.start, m.end) for m in mentions] + [s for s, _, _ in years], reverse=True):
        rest = rest[:start] + " " + rest[end:]
    rest = _SCALE.sub(" ", rest) if scale != 1 else rest
    rest = re.sub(r"\(\s*(?:in|%|,|\s)*\s*\)|\s+in\s*$|%|[(\[]\s*[)\]]", " ", rest)
    kind, unit = _kind_of(folded, bool(mentions))
    first = min((y[1] for y in years), default=None)
    last = max((y[2] for y in years), default=None)
    currency = mentions[0] if mentions and kind == "money" else None
    return Told(
        kind,
        currency.code if currency else unit,
        currency.code if currency else None,
        bool(currency and currency.inferred),
        scale if kind != "percentage" else Decimal(1),
        first,
        last,
        " ".join(rest.split()).strip(" ,;:-–—").removesuffix("(").removeprefix(")").strip(),
        kind is not None and (kind != "count" or unit is not None or bool(_NUMBER_OF.search(folded))),
        kind == "count" and bool(_COUNT.search(folded)) and not _AVERAGE.search(folded),
        bool(_LABELS.match(folded)) or bool(_RATING.search(folded)),
    )


def _scale_of(text: str, money: bool) -> Decimal:
    match = _SCALE.search(text)
    if match is None:
        return Decimal(1)
    word = match["word"].lower()
    if word == "m" and not money:
        return Decimal(1)
    power = next(
        (
            _POWERS[key]
            for key in ("tr", "bi", "bn", "mi", "mn", "ml", "th", "00", "'0", "’0", "m")
            if word.startswith(key)
        ),
        0,
    )
    return Decimal(10) ** power


def _kind_of(text: str, money: bool) -> tuple[FigureKind | None, str | None]:
    if _POINTS.search(text):
        return "percentage", "percentage_points"
    if _PERCENT.search(text):
        return "percentage", "percent"
    if money:
        return "money", None
    if match := _DURATION.search(text):
        return "duration", unit_names("duration")[fold(match["unit"] or match["in"])]
    if match := _MEASURE.search(text):
        return "count", unit_names("measure")[fold(match["unit"])]
    if _COUNT.search(text):
        return "count", None
    if _SCORE.search(text):
        return "score", "points"
    if _AVERAGE.search(text):
        return "count", None
    return None, None


def counted_noun(told: Told) -> str | None:
    """What a heading counts: "country offices" of "Number of country offices"."""
    noun = _NUMBER_OF.sub("", told.words).strip(" ()") if told.kind == "count" else ""
    return noun or None
