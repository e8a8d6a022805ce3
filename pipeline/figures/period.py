"""Which years a figure is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.figures.reading import Reading
from pipeline.figures.when import Period, YearMention, as_period, mentions
from pipeline.model import Identity

_ASSESSMENT = re.compile(
    r"\b(?:over|during|in|within|throughout|across|for|under)\s+(?:the|this)\s+(?:entire\s+|whole\s+|current\s+|full\s+)?"
    r"(?:(?P<sure>assessment|review|evaluation|evaluated|assessed)|reporting|reference|audit)\s+(?:period|cycle)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:at\s+the\s+time\s+of\s+(?:writing|the\s+(?:evaluation|assessment|review)|this\s+(?:report|evaluation|assessment|review))"
    r"|at\s+the\s+time\s+this\s+report|to\s+date|as\s+of\s+today)\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"\bthe\s+(?P<which>previous|preceding|prior|following|next)\s+year\b|\b(?P<one>a\s+year\s+(?:earlier|before|ago))\b",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"^\s*(?:over|across|for|spread\s+over)?\s*(?:a\s+period\s+of\s+)?(?:\S+\s+){0,4}?(?:from|starting\s+(?:in|from)|beginning\s+(?:in|from))\s+$",
    re.IGNORECASE,
)
# "grew by 70% over the period, to 32 000": a level reached at its end
_LEVEL = re.compile(r",\s+(?:to|reaching|to\s+reach)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\)?[\s,:–—-]*(?:(?:baseline|figure|level|target|value|budget|total|average|rate|estimate|ceiling|appeal)\s+)?"
    r"(?:(?:of|was|at|stood\s+at)\s+)?(?:(?:about|only|just|over|nearly|some|a|the)\s+)*",
    re.IGNORECASE,
)
_THIS_MOVE = re.compile(
    r"(?:This|That|The)\s+(?:jump|increase|rise|growth|gain|improvement|decline|fall|drop|decrease|change|reduction)\b"
)
_INNER = re.compile(r"\(\s*\d+\s+[a-z]")  # "63 reports (62 closed in 2018)"
_RIGHT_AFTER = re.compile(r"\s+(?:in|by|for|during|at\s+(?:the\s+)?end\s+of)\s+(?:early\s+|late\s+|mid-)?")
_YEAR_LIST = re.compile(r"\b(?:19|20)\d\d(?:(?:,\s+|,?\s+and\s+)(?:19|20)\d\d)+\b")
_OF_WHICH = re.compile(
    r"\b(?:of\s+(?:which|whom|these|them|those)|including|comprising|composed|consisting|among\s+them)\b",
    re.IGNORECASE,
)


def year_of(date: str | None) -> int | None:
    """The year of an ISO date, or None."""
    return int(date[:4]) if date and date[:4].isdigit() else None


def period_of(
    sentence: str,
    reading: Reading,
    others: Sequence[Reading],
    identity: Identity,
    before: Period | None,
) -> Period | None:
    """The period of one figure of a sentence, or None where nothing tells it.

    `before` is the period earlier sentences of the paragraph set.
    """
    if (now := _NOW.search(sentence, reading.end)) and now.start() - reading.end < 12:
        return Period(now.group(), year_of(identity.published), year_of(identity.published))
    relative = _relative(sentence, reading, others, before)
    if relative:
        return relative
    if told := _respective(sentence, reading, others):
        return told
    if partner := _moves_with(sentence, reading, others):
        ends, told = _moved(sentence, reading, partner, others, before)
        if ends:
            return told
    period = _own(sentence, reading, others, identity, before)
    if period and period.first != period.last and period.last and _LEVEL.search(sentence[: reading.start]):
        return Period(period.words, period.last, period.last)
    return period


def _moves_with(sentence: str, reading: Reading, others: Sequence[Reading]) -> Reading | None:
    """The other end of a move told "7,800 to 6,900" in which the reading is one end, or None."""
    partner = next((other for other in others if other.start == reading.pair), None)
    if partner is None:
        return None
    first, second = sorted((reading, partner), key=lambda one: one.start)
    return partner if re.fullmatch(r"\s+to\s+(?:\w+\s+){0,3}", sentence[first.end : second.start]) else None


def _moved(
    sentence: str, reading: Reading, partner: Reading, others: Sequence[Reading], before: Period | None
) -> tuple[bool, Period | None]:
    """Whether a span of years is told of a move, and what it says of one end.

    "from 7,800 to 6,900 between 2011 and 2014" tells the year of either end; "to £1.1 billion for
    2017-2019" only when the second holds; "This jump, from 4.1 to 4.4" takes the span told before.
    """
    opens = reading.start < partner.start
    after = max(reading.end, partner.end)
    following = min((o.start for o in others if o.start >= after), default=len(sentence))
    told = mentions(sentence)
    for year in told:
        if after <= year.span.start < following and year.first != year.last:
            if year.word in ("for", "in"):
                return True, None if opens else as_period(sentence, year)
            return True, _one_end(as_period(sentence, year), opens)
    if told or before is None or not _THIS_MOVE.match(sentence) or before.first == before.last:
        return False, None
    return before.last is not None, _one_end(before, opens)


def _one_end(period: Period, opens: bool) -> Period:
    """The first or the last year of a period."""
    year = period.first if opens else period.last
    return Period(period.words, year, year)


def _respective(sentence: str, reading: Reading, others: Sequence[Reading]) -> Period | None:
    """ "8%, 5% and 3% in 2017, 2018 and 2019 respectively": each figure with its year."""
    if "respectively" not in sentence:
        return None
    years = _YEAR_LIST.search(sentence)
    told = re.findall(r"\d{4}", years.group()) if years else []
    alike = [other.start for other in others if other.kind == reading.kind]
    if len(told) < 2 or len(told) != len(alike):
        return None
    year = told[alike.index(reading.start)]
    return Period(year, int(year), int(year))


def _own(
    sentence: str,
    reading: Reading,
    others: Sequence[Reading],
    identity: Identity,
    before: Period | None,
) -> Period | None:
    """The period told by years or by "the assessment period", else the paragraph's."""
    assessed = _ASSESSMENT.search(sentence)
    if chosen := _nearest(sentence, reading, others, mentions(sentence)):
        return _spread(sentence, chosen, others) or as_period(sentence, chosen)
    if assessed and (assessed["sure"] or before is None):
        return Period(assessed.group(), year_of(identity.period_start), year_of(identity.period_end))
    return before


def _relative(
    sentence: str, reading: Reading, others: Sequence[Reading], before: Period | None
) -> Period | None:
    """ "in the previous year", counted from the sentence's own year or the paragraph's."""
    match = _PREVIOUS.search(sentence, reading.end)
    if match is None or match.start() - reading.end > 40:
        return None
    if re.search(r"\b(?:than|with|to|on|over|from|against)\s+(?:in\s+)?$", sentence[: match.start()]):
        return None
    if any(reading.end <= other.start < match.start() for other in others):
        return None
    base = next((year.first for year in mentions(sentence)), before.last if before else None)
    if base is None:
        return None
    year = base + 1 if (match["which"] or "").lower() in ("following", "next") else base - 1
    return Period(match.group(), year, year)


def _spread(sentence: str, year: YearMention, others: Sequence[Reading]) -> Period | None:
    """ "over five years from 2023" is 2023 to 2027."""
    for other in others:
        if other.kind != "duration" or other.unit != "year" or other.end > year.span.start:
            continue
        if _SPREAD.match(sentence[other.end : year.span.start]) and other.value == int(other.value) <= 60:
            start = sentence.rfind(" ", 0, max(0, other.start - 1)) + 1
            words = " ".join(sentence[start : year.span.end].split())
            return Period(words, year.first, year.first + int(other.value) - 1)
    return None


def _nearest(
    sentence: str, reading: Reading, others: Sequence[Reading], years: Sequence[YearMention]
) -> YearMention | None:
    """The year told for this figure.

    A year between a figure and the next is that figure's; a year before all figures holds for all
    that have none of their own.
    """
    starts = sorted(o.start for o in others if o.kind != "duration" or o.start == reading.start)
    following = next((start for start in starts if start > reading.start), len(sentence))
    own = [year for year in years if reading.end <= year.span.start < following]
    own = [year for year in own if not _INNER.search(sentence, reading.end, year.span.start)]
    own = [
        year
        for year in own
        if _RIGHT_AFTER.fullmatch(sentence, reading.end, year.span.start)
        or not _leads_to(sentence, year, following)
    ]
    if own:
        return own[0]
    leading = [year for year in years if year.span.end <= starts[0]]
    previous = [year for year in years if starts[0] < year.span.start < reading.start]
    for year in previous:
        if _leads_to(sentence, year, reading.start):
            return year
    if (
        previous
        and (reading.pair is None)
        and _OF_WHICH.search(sentence, previous[-1].span.end, reading.start)
    ):
        return previous[-1]
    if leading:
        return leading[-1] if leading[-1].word in ("in", "by", "during", "for", None) else leading[0]
    if reading.pair is None and previous and not _owned(previous[-1], starts, sentence):
        return previous[-1]
    trailing = [year for year in years if year.span.start > reading.end]
    alone = {(year.first, year.last) for year in years}
    if trailing and _OF_WHICH.search(sentence, reading.end, trailing[0].span.start):
        return None
    if reading.pair is None and trailing and len(alone) == 1 and not _own_of_pair(others):
        return trailing[0]
    return None


def _leads_to(sentence: str, year: YearMention, start: int) -> bool:
    """Whether a year stands right before the figure at `start`: "2019: 45", "the 2019 baseline of 45"."""
    if (
        sentence[year.span.start - 1 : year.span.start] == "("
        and sentence[year.span.end : year.span.end + 1] != ":"
    ):
        return False
    return year.span.end <= start and bool(_ATTACHED.fullmatch(sentence, year.span.end, start))


def _own_of_pair(others: Sequence[Reading]) -> bool:
    return any(other.pair is not None for other in others)


def _owned(year: YearMention, starts: Sequence[int], sentence: str) -> bool:
    """Whether a year belongs to the figure right before it in the same clause."""
    before = max((start for start in starts if start < year.span.start), default=0)
    return not re.search(r"[;:]|,\s+(?:in|by|during)\b", sentence[before : year.span.start])
