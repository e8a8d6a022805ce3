"""Ratings told in running text: in lines "Efficiency: Satisfactory (3)", and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.model import Block, Rating, Span
from pipeline.phrases import bare, fold, is_whole
from pipeline.profile import Profile
from pipeline.segment.components import component_named, is_name, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import legends
from pipeline.segment.rated_sentences import rated_in_sentence
from pipeline.segment.scales import Point, level_pattern, point_of, rating_of
from pipeline.segment.units import sentences_in, text_of, trimmed

_SILENT = frozenset({"method", "about", "contents", "references"})
# a name that says only that it is a rating; of what, the heading above it says. An "overall assessment"
# is of the whole.
ANONYMOUS = re.compile(
    r"(?:overall )?(?:kpi |mi |mopan |project |programme |output )?(?:performance )?(?:rating|score|grade)s?"
    r"|assessments?"
)
RATERS = re.compile(r"[A-Z]{2,6}\s+(?=(?i:rating|score|grade)$)")  # "OIG rating" says only who rates
_SAID = re.compile(r"^(?:our|the)\s+(?=overall|final)|\s+(?:is|was)$", re.IGNORECASE)
_RATES = re.compile(r"\b(?:rating|score|grade|overall)\b|\b(?:assessment|conclusion|opinion)$")
_FEWEST_LINES = 2
_LINE_WORDS = 16
_LETTERS = 2  # of a level that is one only where it must be
_PARTED = re.compile(r"\s*(?:[:=–—]|\s-\s)\s*")
_BRACKETED = re.compile(
    r"\s*\((?P<told>(?:rating|score|rated)\b\s*:?)?\s*(?P<level>[^:()]{1,60})\)$", re.IGNORECASE
)
_SPACED = re.compile(r"\b(?:score|rating|grade)(?P<gap>\s+)(?=[A-Z\d])", re.IGNORECASE)
_STARS = re.compile(r"\s+(?=[★●⬤■]+[☆○◯□]*$)")
_ITS_RATING = re.compile(r"\s*(?:[,:]|\s[–—-])\s*(?:overall\s+)?(?:rating|score|grade|rated)$", re.IGNORECASE)
_BOUNDS = re.compile(r"\s*\(\d\s*(?:-|–|to)\s*\d{1,2}\)$")
_APART = re.compile(r":|\)\W*$")
_TWO = re.compile(r"\w{3}\.\s+[A-Z]")  # sentences
_RATED = re.compile(r"(?:rated|rating|score)\s*:?\s+", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:element|criterion|indicator|component)\s*\d", re.IGNORECASE)
_RISK = re.compile(r"(?:risk|likelihood|probability|severity)", re.IGNORECASE)


def rated_in_text(reading: Reading, closed: Sequence[Span]) -> Iterator[Rating]:
    """The ratings in paragraphs and list items outside tables and legends."""
    for name, level in pairwise(reading.blocks):
        if (rating := _over_its_level(reading, name, level)) is not None:
            yield rating
    blocks = [b for b in reading.blocks if b.kind in {"paragraph", "list_item", "heading"}]
    closed = (*closed, *(legend.span for legend in legends(reading.document, reading.profile)))
    listed = _listed(reading)
    for block in blocks:
        if any(span.start <= block.start < span.end for span in closed):
            continue
        if reading.outline.kind_at(block.start) in _SILENT:
            continue
        lines = _lines(reading, block, block.start in listed)
        yield from lines
        if not lines and block.kind != "heading":
            for sentence in sentences_in(reading.document, block):
                line = _parted(reading, sentence)
                yield from rated_in_sentence(reading, sentence) if line is None else (line,)


def rating_lines(reading: Reading) -> tuple[Span, ...]:
    """What is nothing but a component and its level, no sentence to judge by its words: whole blocks,
    and what a block opens with ("Relevance: Satisfactory. The programme …")."""
    listed = _listed(reading)
    return tuple(
        Span(block.start, lines[-1].end)
        for block in reading.blocks
        if block.kind != "table"
        and (lines := _lines(reading, block, block.start in listed) or tuple(_opening(reading, block)))
    )


def _opening(reading: Reading, block: Block) -> Iterator[Rating]:
    """The ratings of the sentences a block opens with that are such lines."""
    for sentence in sentences_in(reading.document, block):
        line = _parted(reading, sentence)
        if line is None:
            return
        yield line


def _parted(reading: Reading, sentence: Span) -> Rating | None:
    """The rating of a sentence that is such a line, its level behind a colon or in brackets."""
    apart = _APART.search(text_of(reading.document, sentence))
    return rating_line(reading, sentence) if apart is not None else None


def _over_its_level(reading: Reading, name: Block, level: Block) -> Rating | None:
    """A rating whose name and level stand in two blocks: "KPI rating", then "Satisfactory"."""
    text = bare(text_of(reading.document, name))
    if name.kind == "table" or level.kind == "table" or not ANONYMOUS.fullmatch(text):
        return None
    shown = text_of(reading.document, level).strip()
    point = point_of(shown, reading.profile, text)
    return None if point is None or shown.isdigit() else rating_of(point, text, level.span)


def _listed(reading: Reading) -> frozenset[int]:
    """Where the blocks start that read "Name: level", two or more in a row."""
    fits = [
        block.kind in {"paragraph", "list_item"} and rating_line(reading, block, sure=True) is not None
        for block in reading.blocks
    ]
    beside = zip([*fits[1:], False], [False, *fits[:-1]], strict=True)
    return frozenset(
        b.start for b, fit, near in zip(reading.blocks, fits, beside, strict=True) if fit and any(near)
    )


def _lines(reading: Reading, block: Block, listed: bool = False) -> tuple[Rating, ...]:
    """The ratings of a block that is nothing but lines of a component and its level."""
    line = rating_line(reading, block.span, sure=listed)
    if line is not None:
        return (line,)
    text = text_of(reading.document, block)
    ends = [match.end() for match in _pair(level_pattern(reading.profile).pattern).finditer(text)]
    starts = [0, *ends[:-1]]
    if len(ends) < _FEWEST_LINES or text[ends[-1] :].strip(" ."):
        return ()
    spans = (
        trimmed(reading.document, block.start + a, block.start + b) for a, b in zip(starts, ends, strict=True)
    )
    found = [rating_line(reading, span, sure=True) for span in spans]
    return tuple(rating for rating in found if rating is not None) if all(found) else ()


@lru_cache(maxsize=16)
def _pair(level: str) -> re.Pattern[str]:
    return re.compile(rf"[A-Z][^:.;]{{2,60}}:\s+(?:{level})(?:\s*\(\d(?:\.\d+)?\))?(?=\s+[A-Z]|\s*$)")


def rating_line(reading: Reading, block: Block | Span, sure: bool = False) -> Rating | None:
    """The rating of a line that is nothing but a component and its level.

    With `sure`, what stands before the colon need be no component the profile knows.
    """
    text = text_of(reading.document, block).rstrip().rstrip(".;,")
    profile = reading.profile
    if len(text.split()) > _LINE_WORDS:
        return None
    for printed, start, end, form in _halves(text, profile):
        name = _SAID.sub("", _BOUNDS.sub("", _ITS_RATING.sub("", printed)))
        told = form == "told" or _ITS_RATING.search(printed) is not None
        plain = bare(name)
        rates = told or _RATES.search(plain) is not None or _is_scale(plain, profile)
        known = component_named(name, profile) is not None
        if not (rates or known or (sure and form == "parted")) or _RISK.fullmatch(plain) or _TWO.search(name):
            continue
        if form in {"beside", "bracketed"} and not (known and is_name(printed_component(name, profile))):
            continue
        point = point_of(text[start:end], profile, printed if rates else "rating")
        if point is None or not (rates or _speaks(point, known, form, name)):
            continue
        if point_of(name, profile, "rating") is not None:
            return None  # "Strong (4)" explains a level
        at = Span(block.start + start, block.start + end)
        return rating_of(point, printed_component(name, profile), at, name)
    return None


def _halves(text: str, profile: Profile) -> Iterator[tuple[str, int, int, str]]:
    """The ways a line may part into a name and the place of a mark, with the form that parts it."""
    for sign in _PARTED.finditer(text):
        name = text[: sign.start()]
        if name.count("(") == name.count(")"):
            rated = _RATED.match(text, sign.end())
            yield name, rated.end() if rated else sign.end(), len(text), "parted"
    bracket = _BRACKETED.search(text)
    if bracket is not None:
        form = "told" if bracket["told"] else "bracketed"
        yield text[: bracket.start()], bracket.start("level"), bracket.end("level"), form
    for gap in (*_SPACED.finditer(text), *_STARS.finditer(text)):
        at = gap.start("gap") if "gap" in gap.re.groupindex else gap.start()
        yield text[:at], gap.end(), len(text), "spaced"
    for level in level_pattern(profile).finditer(text):
        if level.start() and level.end() == len(text):
            yield text[: level.start()].rstrip(), level.start(), level.end(), "beside"


def _is_scale(name: str, profile: Profile) -> bool:
    return any(
        is_whole(phrase, name) for scale in profile.scale for phrase in (*scale.says, fold(scale.name))
    )


def _speaks(point: Point, known: bool, form: str, name: str) -> bool:
    """Whether a point is one beyond doubt: a letter or number may be another thing's."""
    if point.label is None:
        return (
            (known and form != "bracketed") or point.maximum is not None or _COUNTED.search(name) is not None
        )
    return known or len(point.label) > _LETTERS
