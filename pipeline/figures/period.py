"""Which years a figure is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.figures.exclude import years_in
from pipeline.figures.reading import Reading
from pipeline.model import Identity, Span


@dataclass(frozen=True, slots=True)
class Period:
    """When, in the document's words, and the years they stand for."""

    words: str
    first: int | None
    last: int | None


_CITATION = re.compile(r"\([^()]{0,60}?[A-Z][^()]{0,60}$")
_IN = re.compile(
    r"\b(?P<word>in|since|by|from|during|for|until|of|as\s+of|at\s+(?:the\s+)?end\s+of|between|over|after|before|through)\s+(?:(?:early|late|mid|the|fiscal|year|years|calendar|end|period|FY)\s+|mid-|[A-Z][a-z]{2,8}\s+|\d{1,2}\s+)*$",
    re.IGNORECASE,
)
_ASSESSMENT = re.compile(
    r"\b(?:over|during|in|within|throughout|across|for|under)\s+(?:the|this)\s+(?:entire\s+|whole\s+|current\s+|full\s+)?(?:assessment|review|evaluation|reporting|evaluated|assessed|reference|audit)(?:ed)?\s+(?:period|cycle)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:at\s+the\s+time\s+of\s+(?:writing|the\s+(?:evaluation|assessment|review)|this\s+report)|to\s+date|currently|at\s+present|as\s+of\s+today)\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\b(?:in\s+)?the\s+(?P<which>previous|preceding|prior|following|next)\s+year\b", re.IGNORECASE
)


def year_of(date: str | None) -> int | None:
    """The year of an ISO date, or None."""
    return int(date[:4]) if date and date[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year of a sentence and how it is led in."""

    span: Span
    first: int
    last: int
    word: str | None


def mentions(sentence: str) -> tuple[YearMention, ...]:
    """The years of a sentence that tell when, citations and names left out."""
    found = []
    for span, first, last in years_in(sentence):
        before = sentence[max(0, span.start - 130) : span.start]
        lead = _IN.search(before)
        if lead is None and _in_citation(sentence, span):
            continue
        found.append(YearMention(span, first, last, lead["word"].lower() if lead else None))
    return tuple(found)


def _in_citation(sentence: str, span: Span) -> bool:
    """Whether a year stands in "(IOM, 2022)" or "IOM (2022)"."""
    before, after = sentence[: span.start], sentence[span.end :]
    if re.search(r"\([^()]*[A-Za-z][^()]*,\s*$", before) and re.match(r"[a-z]?\s*[);,:]", after):
        return True
    return bool(re.search(r"[A-Z]\w+\s\($", before) and re.match(r"[a-z]?\)\s*[,:]", after))


def period_of(
    sentence: str, reading: Reading, others: Sequence[Reading], identity: Identity
) -> Period | None:
    """The period of one figure of a sentence, or None where the sentence tells none."""
    years = mentions(sentence)
    if years and (chosen := _nearest(sentence, reading, others, years)):
        return _told(sentence, chosen, identity)
    if match := _ASSESSMENT.search(sentence):
        return Period(match.group(), year_of(identity.period_start), year_of(identity.period_end))
    if match := _NOW.search(sentence, reading.end):
        return Period(match.group(), year_of(identity.published), year_of(identity.published))
    return None


def _told(sentence: str, year: YearMention, identity: Identity) -> Period:
    lead = _IN.search(sentence, max(0, year.span.start - 40), year.span.start)
    start = lead.start() if lead else year.span.start
    words = " ".join(sentence[start : year.span.end].split())
    if year.word == "since":
        return Period(words, year.first, None)
    return Period(words, year.first, year.last)


def _nearest(
    sentence: str, reading: Reading, others: Sequence[Reading], years: Sequence[YearMention]
) -> YearMention | None:
    """The year told for this figure: the next one before another figure comes, else the first."""
    following = min((other.start for other in others if other.start > reading.start), default=len(sentence))
    for year in years:
        if reading.end <= year.span.start < following:
            return year
    before = [year for year in years if year.span.end <= reading.start]
    previous = max((other.end for other in others if other.start < reading.start), default=0)
    near = [year for year in before if year.span.start >= previous]
    if near:
        return near[-1]
    if before:
        return before[0]
    return next((year for year in years if year.word in ("in", "during", "since", "by")), None)
