"""The front of a report: which of its lines are its title, and which only names, dates and notices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Literal

from pipeline.model import Block, Document, Span
from pipeline.organisations import mentioned
from pipeline.phrases import fold, pattern
from pipeline.problems import ProfileError
from pipeline.profile import Profile
from pipeline.segment.dates import DATE
from pipeline.segment.labels import label_in
from pipeline.segment.outline import heading_rule, strict_rule
from pipeline.segment.units import flow, text_of

LEXICON = Path(__file__).parent / "lexicon" / "front.toml"
BLOCKS = 40  # in which a report introduces itself
PAGES = 3
_LONGEST = 40  # words of a title
_SENTENCE = 5  # words of the shortest one
_PROSE = 12  # words from which a line that ends in a full stop is prose
_CHAPTER = 6  # words of the longest heading of a chapter that a title might be taken for
_TELLING = 2  # words of its own that a title has
_MOST = 3  # lines of a title that opens with its series
_CODE = re.compile(r"\S*\d\S*[/-]\S*|\S*/\S*\d\S*|\b[IVX]+\b")
_LINKS = frozenset("the of and for in by at no n° & la le de du des del el y et".split())
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d+)*\.?|chapter \d+\W*)\s+[A-Z]", re.IGNORECASE)
_PHRASES = ("offices", "by", "notices", "several")
_WORDS = ("genres", "nouns")
Kind = Literal["notice", "genre", "other"]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of fronts, ready to be sought in a line."""

    offices: re.Pattern[str]
    by: re.Pattern[str]
    notices: re.Pattern[str]
    several: re.Pattern[str]
    genres: frozenset[str]
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a front: a notice, a kind of paper or series, or something of the report's own."""

    block: Block
    text: str
    kind: Kind

    @property
    def paper(self) -> bool:
        return self.kind != "notice" and says_paper(self.text)

    @property
    def full(self) -> bool:
        return self.kind != "notice" and is_full(self.text)

    @property
    def named(self) -> bool:
        """Whether it names an organisation that others assess."""
        return any(mention.organisation.kind != "oversight" for mention in mentioned(self.text))


@cache
def words(path: Path = LEXICON) -> Words:
    """The lexicon of fronts; raises ProfileError where the file has other keys."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(data) != {*_PHRASES, *_WORDS}:
        raise ProfileError(f"{path.name}: it needs {', '.join((*_PHRASES, *_WORDS))}, and nothing else.")
    offices, by, notices, several = (
        re.compile("|".join(pattern(phrase).pattern for phrase in data[key]), re.IGNORECASE)
        for key in _PHRASES
    )
    genres, nouns = (frozenset(data[key].split()) for key in _WORDS)
    return Words(offices, by, notices, several, genres, nouns)


def front(document: Document) -> Iterator[Block]:
    """The blocks of the first pages in which a report introduces itself, tables aside."""
    for block in flow(document)[:BLOCKS]:
        if block.kind != "table" and (block.page or 1) <= PAGES:
            yield block


def cover_lines(document: Document) -> tuple[str, ...]:
    """The lines of the front up to its first sentence."""
    lines = (" ".join(text_of(document, block).split()) for block in front(document))
    return tuple(takewhile(lambda line: not _is_sentence(line), lines))


def title_blocks(document: Document, profile: Profile) -> tuple[Block, ...]:
    """The lines of the title: what kind of paper it is, and on what, with what a cover sets under it.

    A line that only names a series ("EVALUATION BRIEF") is left out where the next is a title by itself,
    and has its subject in the next one otherwise ("Country Program Evaluation", "Bolivia 2011-2015").
    """
    lines = tuple(_lines(document, profile))
    first = _opening([line for line in lines if line.kind != "notice"])
    if first is None:
        return ()
    found = [first]
    start = lines.index(first)
    for line in lines[start + 1 : start + _MOST]:
        wanting = len({one.kind for one in found}) == 1 and not any(one.full or one.named for one in found)
        if not (wanting or (document.pages and len(found) == 1)):
            break
        if line.kind == "notice" and not (wanting and line.named and line.block.kind == "heading"):
            break
        if not document.pages and _heads_text(document, line.block):
            break
        found.append(line)
    return tuple(line.block for line in found)


def _opening(lines: Sequence[Line]) -> Line | None:
    """The line that opens the title; the first where none says what kind of paper it is."""
    for place, line in enumerate(lines):
        ahead = lines[place + 1 : place + _MOST]
        told = line.paper or bool(ahead and ahead[0].paper)
        if line.full or (told and not any(other.full for other in ahead)):
            return line
    return lines[0] if lines else None


def cover(document: Document, profile: Profile) -> tuple[Span, ...]:
    """What of a cover's large type is no chapter: the title, and who, whose and when around it.

    Empty for formats without pages, in which the title is the heading over all others.
    """
    title = title_blocks(document, profile) if document.pages else ()
    if not title or is_chapter(text_of(document, title[0]), profile):
        return ()
    spans = {block.span for block in title}
    for block in flow(document):
        if block.page != title[0].page or block.span in spans:
            continue
        kind = _kind(" ".join(text_of(document, block).split()))
        if block.start > title[0].start and kind != "notice":
            break
        if kind != "other":
            spans.add(block.span)
    return tuple(sorted(spans))


def _lines(document: Document, profile: Profile) -> Iterator[Line]:
    """The lines in which a title may stand, notices among them, up to the text or the first chapter.

    Where type is printed, the largest heading is the first of them, and only headings are of a title.
    """
    opened: Block | None = None
    for block in _from_largest(document, profile):
        text = " ".join(text_of(document, block).split())
        kind = _kind(text)
        if opened is not None and block.page != opened.page:
            return
        if kind == "notice":
            yield Line(block, text, kind)
            continue
        if _is_prose(text) or (document.pages and block.kind != "heading"):
            if opened is not None and (_is_prose(text) or is_full(text_of(document, opened))):
                return
            continue
        if _opens_text(text, profile, opened is None) or (opened and _is_new(block, text)):
            return
        opened = opened or block
        yield Line(block, text, kind)


def _heads_text(document: Document, block: Block) -> bool:
    """Whether text stands right under a heading, which makes it a chapter's."""
    below = next((other for other in flow(document) if other.start >= block.end), None)
    if block.kind != "heading" or below is None:
        return False
    return below.kind in {"list_item", "table"} or _is_sentence(" ".join(text_of(document, below).split()))


def _is_new(block: Block, text: str) -> bool:
    """Whether a later heading is none of a title's: it runs into its paragraph, or gives a number."""
    return block.kind == "heading" and (block.run_in or text[:1].isdigit())


def _is_sentence(line: str) -> bool:
    """Whether a line says something; "Evaluation Office, June 2019." only names and dates."""
    return line.endswith(".") and len(line.split()) >= _SENTENCE and _kind(line) == "other"


def _is_prose(text: str) -> bool:
    length = len(text.split())
    return length > _LONGEST or (length >= _PROSE and text.endswith("."))


def says_paper(text: str) -> bool:
    """Whether a line says evaluation, review, audit or the like."""
    return not words().nouns.isdisjoint(re.findall(r"[^\W\d_]+", fold(text)))


def is_full(text: str) -> bool:
    """Whether a line is a title by itself: it says what kind of paper the report is, and on what."""
    own = [word for word in own_words(text) if word not in words().genres]
    return len(own) >= _TELLING and says_paper(text)


def _from_largest(document: Document, profile: Profile) -> Iterator[Block]:
    """The blocks of a front from its largest heading on.

    A box beside a title ("At a glance") or the name of a chapter stands smaller than it.
    """
    blocks = tuple(front(document))
    heads = [b for b in blocks if b.kind == "heading" and _kind(text_of(document, b)) != "notice"]
    first = heads[0] if heads and document.pages else None
    if first is None or (first.panel is None and heading_rule(text_of(document, first), profile) is None):
        return iter(blocks)
    larger = [
        block
        for block in heads
        if block.page == first.page and block.panel is None and block.level < first.level
        and heading_rule(text_of(document, block), profile) is None
    ]  # fmt: skip
    largest = min(larger, key=lambda block: (block.level, block.start), default=first)
    return (block for block in blocks if block.start >= largest.start)


def _opens_text(text: str, profile: Profile, first: bool) -> bool:
    """Whether a heading opens the text: a chapter's, or a label ("Recommendation 1").

    The first line may be called as chapters are where it says what paper it is ("Scorecard 2017").
    """
    if first and says_paper(text) and text[:1].isalpha():
        return False
    short = len(text.split()) <= _CHAPTER and ":" not in text and not (first and _kind(text) == "genre")
    return (
        is_chapter(text, profile)
        or label_in(text, profile) is not None
        or (short and heading_rule(text, profile) is not None)
    )


def is_chapter(text: str, profile: Profile) -> bool:
    """Whether a heading is a chapter's: "Overview", "1. Executive summary", "CHAPTER 3. CONCLUSIONS"."""
    return strict_rule(text, profile) is not None or _NUMBERED.match(text) is not None


def _kind(text: str) -> Kind:
    """What kind of line of a front it is."""
    left = own_words(text) if len(text.split()) <= _LONGEST else (text,)
    return "other" if not words().genres.issuperset(left) else "genre" if left else "notice"


def own_words(text: str) -> tuple[str, ...]:
    """What is left of a line of a front once names, dates, offices, codes and notices are taken out."""
    if words().by.match(text):
        return ()
    while named := mentioned(text):  # "World Food Programme (WFP)" names it twice
        text = f"{text[: named[0].first.start]} {text[named[0].first.end :]}"
    plain = fold(DATE.sub(" ", _CODE.sub(" ", text)))
    without = words().offices.sub(" ", plain)
    left = re.findall(r"[^\W\d_][\w'-]+", words().notices.sub(" ", without))
    telling = tuple(word for word in left if word not in _LINKS)
    return () if without != plain and len(telling) == 1 else telling  # "Ministry for Foreign Affairs, Sweden"
