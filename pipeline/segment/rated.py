"""Ratings told in running text: "was rated moderately satisfactory", "Efficiency: Satisfactory (3)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pipeline.model import Block, Rating, Span
from pipeline.phrases import bare, fold
from pipeline.profile import Profile
from pipeline.segment.components import component_named, component_opening, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import lists_levels
from pipeline.segment.scales import Point, point_of, scale_by_header, scale_for
from pipeline.segment.units import sentences_in, text_of, trimmed

_SILENT = frozenset({"method", "about", "contents", "references"})
_VERB = (
    r"(?:rated|scored|graded|assessed|judged|ranked|classified|considered|deemed|"
    r"(?:received|receives|awarded|given|gets|got|obtained|achieved|assigned|earned|has|with)\s+(?:an?|the)\s+(?:overall\s+)?(?:rating|score|grade)\s+of)"
)
# a name that says only that it is a rating; of what, the heading above it says
ANONYMOUS = re.compile(
    r"(?:overall )?(?:kpi |mi |mopan |project |programme )?(?:performance )?(?:rating|score|grade)s?"
)
# what is no name of a component: a share of many things, a clause, a reference
_NO_NAME = re.compile(
    r"\d|%|\b(?:per ?cent|percentage|half|thirds?|quarters?|most|many|some|several|few|majority|number|those|"
    r"it|they|he|she|we|who|which|that|to|has|have|had|is|are|was|were)\b",
    re.IGNORECASE,
)
_OF_SOME = re.compile(
    r"[\"”'’]?\s+(?:on|in|for)\s+(?:at least|most|some|several|many|all but)\b", re.IGNORECASE
)
_WEAK_VERB = re.compile(r"(?:assessed|judged|classified|considered|deemed)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"(?P<score>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:out of|/)\s*(?:a possible\s+)?(?P<max>\d{1,3})(?!\.?\d|\w)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[\"”'’]?\s*(?:[.,;:()]|$|(?:and|but|overall|for|in|on|with|by|due|because)\b)")
_FEWEST_LINES = 2
_LINE = re.compile(r"(?P<name>[^:=]{3,90}?)\s*[:=–—]\s*(?P<level>[^:]{1,60}?)\.?$")
_BRACKETED = re.compile(
    r"(?P<name>[^:()]{3,90}?)\s*\((?:rating|score|rated)\s*:?\s*(?P<level>[^:()]{1,60})\)\.?$",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?P<name>[A-Z][^:.]{0,50}\b(?:score|rating|grade))\s+(?P<level>[A-Z][^:.]{1,40})")


def rated_in_text(reading: Reading, closed: Sequence[Span]) -> Iterator[Rating]:
    """The ratings in paragraphs and list items outside tables and legends."""
    for name, level in pairwise(reading.blocks):
        if (rating := _over_its_level(reading, name, level)) is not None:
            yield rating
    blocks = [b for b in reading.blocks if b.kind in {"paragraph", "list_item", "heading"}]
    listed = _listed(reading)
    for block in blocks:
        if any(span.start <= block.start < span.end for span in closed):
            continue
        if reading.outline.kind_at(block.start) in _SILENT:
            continue
        lines = _lines(reading, block, block.start in listed)
        if lines:
            yield from lines
        elif block.kind != "heading":
            yield from _in_sentences(reading, block)


def rating_lines(reading: Reading) -> tuple[Span, ...]:
    """The blocks that are nothing but a component and its level: no sentence to judge by its words."""
    listed = _listed(reading)
    return tuple(
        Span(block.start, lines[-1].end)
        for block in reading.blocks
        if block.kind != "table" and (lines := _lines(reading, block, block.start in listed))
    )


def _over_its_level(reading: Reading, name: Block, level: Block) -> Rating | None:
    """A rating whose name and level stand in two blocks: "KPI rating", then "Satisfactory"."""
    text = bare(text_of(reading.document, name))
    if name.kind == "table" or level.kind == "table" or not ANONYMOUS.fullmatch(text):
        return None
    shown = text_of(reading.document, level).strip()
    point = point_of(shown, reading.profile, text)
    return None if point is None or shown.isdigit() else _rating(point, text, level.span)


def _listed(reading: Reading) -> frozenset[int]:
    """Where the blocks start that read "Name: level", two or more in a row."""
    fits = [
        block.kind in {"paragraph", "list_item"} and _line(reading, block, sure=True) is not None
        for block in reading.blocks
    ]
    beside = zip([*fits[1:], False], [False, *fits[:-1]], strict=True)
    return frozenset(
        b.start for b, fit, near in zip(reading.blocks, fits, beside, strict=True) if fit and any(near)
    )


def _lines(reading: Reading, block: Block, listed: bool = False) -> tuple[Rating, ...]:
    """The ratings of a block that is nothing but lines of a component and its level.

    A lead may be one too: "Relevance: Satisfactory. The programme …".
    """
    line = _line(reading, block.span, sure=listed)
    if line is None and block.lead is not None and block.lead < block.end:
        line = _line(reading, trimmed(reading.document, block.start, block.lead))
    if line is not None:
        return (line,)
    text = text_of(reading.document, block)
    ends = [match.end() for match in _pair(reading.profile).finditer(text)]
    starts = [0, *ends[:-1]]
    if len(ends) < _FEWEST_LINES or text[ends[-1] :].strip(" ."):
        return ()
    spans = (
        trimmed(reading.document, block.start + a, block.start + b) for a, b in zip(starts, ends, strict=True)
    )
    found = [_line(reading, span, sure=True) for span in spans]
    return tuple(rating for rating in found if rating is not None) if all(found) else ()


def _pair(profile: Profile) -> re.Pattern[str]:
    names = {name for scale in profile.scale for lv in scale.level for name in (lv.label, *lv.says)}
    return _pair_of(tuple(sorted(name for name in names if len(name) > 3)))


@lru_cache(maxsize=16)
def _pair_of(labels: tuple[str, ...]) -> re.Pattern[str]:
    body = _alternatives(labels)
    return re.compile(rf"[A-Z][^:.;]{{2,60}}:\s+(?i:{body})(?:\s*\(\d(?:\.\d+)?\))?(?=\s+[A-Z]|\s*$)")


def _line(reading: Reading, block: Block | Span, sure: bool = False) -> Rating | None:
    """The rating of a line that is nothing but a component and its level.

    With `sure`, what stands before the colon need be no component the profile knows.
    """
    text = text_of(reading.document, block)
    match = next((m for form in (_BRACKETED, _LINE, _SPACED) if (m := form.fullmatch(text.rstrip()))), None)
    if match is None or len(text.split()) > 16:
        return None
    component = component_named(match["name"], reading.profile)
    overall = re.search(r"\brating\b|\bscore\b|\bgrade\b|\boverall\b", fold(match["name"]))
    if component is None and not overall and not sure:
        return None
    point = point_of(match["level"], reading.profile, match["name"] if overall else "rating")
    if point is None:
        return None
    name = printed_component(match["name"], reading.profile)
    return _rating(point, name, Span(block.start + match.start("level"), block.start + match.end("level")))


def _in_sentences(reading: Reading, block: Block) -> Iterator[Rating]:
    for sentence in sentences_in(reading.document, block):
        text = reading.document.text[sentence.start : sentence.end]
        if re.search(
            r"\brat|\bscor|\bgrade|\bjudged\b|\bassessed\b|\bclassified\b|\bdeemed\b", text, re.IGNORECASE
        ):
            yield from _in_sentence(reading, text, sentence.start)


def _in_sentence(reading: Reading, text: str, start: int) -> Iterator[Rating]:
    profile = reading.profile
    for match in _expression(profile).finditer(text):
        level = match["level"]
        scale = scale_for(level, profile, text)
        what = match["what"]
        if what and not _CLOSES.match(text, match.end()):
            continue  # "assessed it as very good value for money" is an opinion
        if _OF_SOME.match(text, match.end()) or lists_levels(text, profile):
            continue  # "rated weak on at least one component"
        subject = (
            _rated(what, profile) if what else _subject(reading, text[: match.start()], text[match.end() :])
        )
        if scale is None or subject is None or not _on_a_scale(text, match):
            continue
        number = _OUT_OF.search(text)
        end = match.end("level")
        first = match.start("level")
        score = top = None
        if (number is not None and abs(number.start() - end) < 40) or (
            number is not None and abs(first - number.end()) < 40
        ):
            score, top = Decimal(number["score"].replace(",", ".")), Decimal(number["max"])
            first, end = min(first, number.start()), max(end, number.end())
        bracket = re.match(r"[\"”'’]?\s*\((\d(?:[.,]\d{1,2})?)\)", text[end:])
        if score is None and bracket is not None:
            score, end = Decimal(bracket[1].replace(",", ".")), end + bracket.end()
        point = Point(" ".join(level.split()).capitalize(), score, scale, scale.minimum, top or scale.maximum)
        yield _rating(point, subject, Span(start + first, start + end))
        return
    number = _OUT_OF.search(text)
    if number is not None and re.search(
        rf"\b{_VERB}\s*(?:as|at)?\W*$", text[: number.start()], re.IGNORECASE
    ):
        subject = _subject(reading, re.sub(rf"\b{_VERB}.*$", "", text[: number.start()]), "")
        if subject is not None:
            top = Decimal(number["max"])
            point = Point(
                None, Decimal(number["score"].replace(",", ".")), scale_by_header(text, profile), None, top
            )
            yield _rating(point, subject, Span(start + number.start(), start + number.end()))


def _rated(what: str, profile: Profile) -> str | None:
    """What is named as rated, or None where it is no name of a component."""
    name = re.sub(r"^(?:the|its)\s+", "", what)
    return None if _NO_NAME.search(name) else printed_component(name, profile)


def _on_a_scale(text: str, match: re.Match[str]) -> bool:
    """Whether a level is meant as one: "considered effective" alone is an opinion, no rating."""
    if not _WEAK_VERB.match(match.group()):
        return True
    level = match["level"]
    marked = level[:1].isupper() or text[match.start("level") - 1] in "\"'“‘" or " " in level
    return marked or re.search(r"\brat(?:ed|ing)|\bscor", text, re.IGNORECASE) is not None


def _alternatives(labels: tuple[str, ...]) -> str:
    return "|".join(
        re.escape(label).replace(r"\ ", r"\s+") for label in sorted(labels, key=len, reverse=True)
    )


@lru_cache(maxsize=16)
def _expression_of(labels: tuple[str, ...]) -> re.Pattern[str]:
    body = _alternatives(labels)
    number = r"(?:\d[\d.,]*\s*(?:out of|/)\s*\d+\W{1,4})?"
    level = rf"[\"“'‘]?(?P<level>{body})(?![\w-])"
    passive = rf"{_VERB}\s*(?:as|at|to be)?\s*{number}"
    active = (
        r"(?:rates?|rated|graded?|assess(?:es|ed)|judge[sd]?)\s+(?P<what>[^,.;:]{3,90}?)"
        r"\s+(?:as|to be)\s+(?:being\s+)?"
    )
    return re.compile(rf"\b(?:{passive}|{active}){level}", re.IGNORECASE)


def _expression(profile: Profile) -> re.Pattern[str]:
    names = {name for scale in profile.scale for lv in scale.level for name in (lv.label, *lv.says)}
    return _expression_of(tuple(sorted(name for name in names if len(name) > 3)))


def _subject(reading: Reading, before: str, after: str) -> str | None:
    """What is rated: a component named in the sentence, else the words before the verb."""
    words = re.sub(
        r"\s+(?:is|are|was|were|has been|have been|be|been|being)(?:\s+\w+ly)?\s*$", "", before.rstrip()
    )
    words = re.sub(r"^.*(?:,|;|\bthat\b)\s+", "", words).strip(" ,;")
    named = component_named(words, reading.profile)
    if named:
        return named
    if re.match(r"\W*overall\b", after, re.IGNORECASE):
        return "Overall"
    for text in (after, before):
        for part in re.split(r"\b(?:for|on|of|in|under|and)\s+|[,;]\s*", text):
            opening = component_opening(part.strip() + ":", reading.profile) if part.strip() else None
            if opening is not None:
                return opening[0]
    words = re.sub(r"^(?:the|its|overall,)\s+", "", words, flags=re.IGNORECASE)
    named = 0 < len(words.split()) <= 12 and not _NO_NAME.search(words)
    return " ".join(words.split()) if named else None


def _rating(point: Point, component: str, span: Span) -> Rating:
    return Rating(
        component, span.start, span.end, point.label, point.score,
        point.scale.name if point.scale else None, point.minimum, point.maximum,
    )  # fmt: skip
