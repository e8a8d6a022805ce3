"""The years a sentence tells, with what leads them in, and the period they set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.figures.exclude import years_in
from pipeline.model import Span


@dataclass(frozen=True, slots=True)
class Period:
    """When, in the document's words, and the years they stand for."""

    words: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year of a sentence and the preposition that leads it in."""

    span: Span
    first: int
    last: int
    word: str | None


_IN = re.compile(
    r"\b(?P<word>in|since|by|from|during|for|until|till|of|as\s+of|as\s+at|at\s+(?:the\s+)?end(?:\s+of)?|between|over|after|before|through|"
    r"throughout|around|on)\s+(?:(?:early|late|mid|the|fiscal|financial|year|years|calendar|end|end-of|period|FY|school|academic|biennium|"
    r"first|second|third|fourth|last|half|quarter|quarters|of|beginning|start|whole)\s+|(?:mid|end|late|early)-|[A-Z][a-z]{2,8}\s+|\d{1,2}\s+)*$",
    re.IGNORECASE,
)
# a year that only serves for comparison: "2.5 per cent less than in 2014", "up 3 points from 2017"
_COMPARED = re.compile(
    r"\b(?:than|above|below|compared\s+(?:with|to|against)|relative\s+to|versus|(?:increase|rise|improvement|decrease|drop|decline|growth|"
    r"reduction)\s+(?:on|over|from|compared\s+(?:to|with)))\s+(?:in\s+|that\s+of\s+|those\s+in\s+|that\s+in\s+|the\s+)*$"
    r"|\b(?:up|down|rose|fell|grew)\b[^.;]{1,30}?(?:points?|%|per\s?cent|percent)\s+(?:from|on|since|over)\s+$",
    re.IGNORECASE,
)


# a year in the name of something written: "the 2016 policy", "the 2030 Agenda", "2017-2018 MOPAN assessment"
_NAMED = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:agenda|report|study|policy|policies|assessment|evaluation|review|framework|guidelines|guidance|resolution|"
    r"declaration|agreement|convention|summit|conference|recommendations?|audit|manual|handbook|act|methodology|publication|"
    r"version|edition|compact|MAR|protocol|directive|regulation|brief|white\s+paper|communiqu[ée]|update)\b",
    re.IGNORECASE,
)
_ONLY_HERE = ("since", "until", "till", "before", "after")  # such a year tells nothing of the next sentence
_FOUNDED = re.compile(r"(?:Founded|Established|Created|Launched|Set\s+up|Formed)\b")
_SINCE_ITS = re.compile(r"\b(?P<word>since)\s+(?:its|their|the)\s+(?:\w+\s+){1,3}in\s+$", re.IGNORECASE)


def mentions(sentence: str) -> tuple[YearMention, ...]:
    """The years of a sentence that tell when; citations are left out."""
    found = []
    for span, first, last in years_in(sentence):
        if (
            _cited(sentence, span)
            or _NAMED.match(sentence, span.end)
            or _COMPARED.search(sentence, max(0, span.start - 60), span.start)
        ):
            continue
        if _FOUNDED.match(sentence) and "," not in sentence[: span.start]:
            continue  # when the organisation began is no period of its figures
        lead = _lead(sentence, span)
        found.append(YearMention(span, first, last, lead["word"].lower() if lead else None))
    return tuple(found)


def _lead(sentence: str, span: Span) -> re.Match[str] | None:
    """The preposition that leads a year in."""
    since = _SINCE_ITS.search(sentence, 0, span.start)
    return since or _IN.search(sentence, max(0, span.start - 60), span.start)


def _cited(sentence: str, span: Span) -> bool:
    """Whether a year stands in "(Office, 2022)" or "Office (2022)"."""
    before, after = sentence[max(0, span.start - 80) : span.start], sentence[span.end : span.end + 4]
    if re.search(r"[(;][^()]*[A-Za-z][^()]*,\s*$", before) and re.match(r"[a-z]?\s*[);,:]", after):
        return True
    return bool(re.search(r"[A-Z][\w.]+\s\($", before) and re.match(r"[a-z]?\)", after))


def carried(sentence: str, before: Period | None) -> Period | None:
    """The period later sentences of the paragraph stand in, once this one is read."""
    every = mentions(sentence)
    lasting = tuple(year for year in every if year.word not in _ONLY_HERE)
    if not lasting:
        return None if every else before
    years = {(year.first, year.last) for year in lasting}
    leading = [
        year
        for year in lasting
        if year.word in ("in", "during", "by") or year.span.start < 12 or len(years) == 1
    ]
    if not leading or (len(years) > 2 and leading[0].span.start > 20):
        return None
    return as_period(sentence, leading[0])


def as_period(sentence: str, year: YearMention) -> Period:
    """The period one year of a sentence tells."""
    lead = _lead(sentence, year.span)
    start = lead.start() if lead else year.span.start
    words = " ".join(sentence[start : year.span.end].split())
    return Period(words, year.first, None if year.word == "since" else year.last)
