"""What a report says of itself: title, organisation, assessor, framework, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Block, Document, Identity, Span
from pipeline.organisations import Organisation, mentioned, resolve
from pipeline.phrases import fold, occurs
from pipeline.profile import Profile
from pipeline.segment.dates import covered_period, dates_in, periods_in
from pipeline.segment.labels import label_in
from pipeline.segment.outline import heading_rule, strict_rule
from pipeline.segment.units import flow, sentences_in, text_of

_FRONT = 40  # blocks in which a report introduces itself
_OPENING = 6000  # characters
_HEAD = 12  # blocks of a file without pages in which its date may stand
_LINE = 90  # characters of a line that gives a date among other things
_CELLS = 12  # cells of a form on the front that may give the date
_LABEL_WORDS = 4
_DATED_CELL = re.compile(
    r"\W*(?:date|published|issued|report date|date of (?:publication|issue|report))\s*:", re.IGNORECASE
)
_SHORT = 15  # words of a line on a cover
_OFTEN = 3  # mentions that make an organisation what a report is about
_PUBLISHED = re.compile(
    r"(?:date of (?:publication|issue|report)|publication date|published|final report(?: date)?|report date"
    r"|issued|date|version of)\W*(?:on|in)?\W*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:evaluators?|author(?:s|\(s\))?|prepared by|conducted by|carried out by|undertaken by|assessed by"
    r"|evaluation team|commissioned [^.]{0,80}? to|authored by|submitted by|evaluation firm|consultants?)"
    r"\s*:?\s+(?P<who>(?-i:[A-ZÀ-Ý])[^.;\n]{2,120}?(?:\b(?:Ltd|Inc|LLC|GmbH)\.)?)"
    r"(?=\s*(?:[.;\n]|$|,\s+(?:in|on|with|between|as|under|from)\b))",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"[^,;]*\b(?:Ltd|Limited|Inc|LLC|GmbH|Consult\w*|Research|Associates|Group|Institute|University|Partners"
    r"|Company|Office|Division|Unit)\b\.?[^,;]*"
)
_TITLE_HEADINGS = 2  # a title and a subtitle


def identity(document: Document, profile: Profile, stated: Mapping[str, str]) -> Identity:
    """Who assessed whom, when and by what; what a person stated wins over what was read."""
    read = _read(document, profile)
    named = stated.get("organisation") or stated.get("organisation_acronym")
    known = resolve(named) if named else None
    if named:
        read = replace(
            read,
            organisation=known.name if known else None,
            organisation_acronym=known.acronym if known else None,
        )
    given = {
        key: stated[key]
        for key in ("title", "organisation", "organisation_acronym", "assessor", "framework", "published")
        if stated.get(key)
    }
    return replace(read, **given)


def _read(document: Document, profile: Profile) -> Identity:
    title = _title(document, profile)
    organisation = _organisation(document, title)
    start, end = _period(document, title)
    return Identity(
        title=title,
        organisation=organisation.name if organisation else None,
        organisation_acronym=organisation.acronym if organisation else None,
        assessor=profile.assessor or _assessor(document),
        framework=_framework(document, profile),
        published=_published(document),
        period_start=start,
        period_end=end,
    )


def _front(document: Document) -> Iterator[Block]:
    for block in flow(document)[:_FRONT]:
        if block.kind != "table" and (block.page or 1) <= 3:
            yield block


def _title(document: Document, profile: Profile) -> str | None:
    """The first heading that is neither an organisation's name nor a date, or the file's own title.

    Of the headings of a cover that follow each other, all: "EVALUATION BRIEF: Meta-evaluation …".
    """
    heads = title_blocks(document, profile)
    texts = [" ".join(text_of(document, block).split()).rstrip(":") for block in heads]
    return ": ".join(texts) if texts else document.metadata.title


def _candidates(document: Document, profile: Profile) -> Iterator[Block]:
    """The blocks that may open a title: those of a front, from its largest heading on.

    A box beside a title ("At a glance") or the name of a chapter stands smaller than it.
    """
    front = tuple(_front(document))
    heads = [b for b in front if b.kind == "heading" and not _is_name_or_date(text_of(document, b))]
    first = heads[0] if heads and document.pages else None
    if first is None or (first.panel is None and heading_rule(text_of(document, first), profile) is None):
        return iter(front)
    larger = [
        block
        for block in heads
        if block.page == first.page and block.panel is None and block.level < first.level
        and heading_rule(text_of(document, block), profile) is None
    ]  # fmt: skip
    largest = min(larger, key=lambda block: (block.level, block.start), default=first)
    return (block for block in front if block.start >= largest.start)


def title_blocks(document: Document, profile: Profile) -> tuple[Block, ...]:
    """The blocks of the title: a heading, with the headings of a cover that follow it at once."""
    found: list[Block] = []
    for block in _candidates(document, profile):
        text = " ".join(text_of(document, block).split())
        if _is_name_or_date(text):
            continue
        titular = block.kind == "heading" or not document.pages
        if (
            len(text.split()) > 40
            or not titular
            or (found and not _goes_on(document, found[-1], block, profile))
        ):
            if found:
                break
            continue
        found.append(block)
        if not document.pages or len(found) == _TITLE_HEADINGS:
            break
    return tuple(found)


def cover(document: Document, profile: Profile) -> tuple[Span, ...]:
    """What of a cover's large type is no chapter: the title, and who, whose and when under it.

    Empty for formats without pages, in which the title is the heading over all others.
    """
    title = title_blocks(document, profile) if document.pages else ()
    if not title:
        return ()
    if _is_chapter(text_of(document, title[0]), profile):
        return ()
    spans = [block.span for block in title]
    for block in flow(document):
        if block.start < title[0].start or block.span in spans:
            continue
        text = " ".join(text_of(document, block).split())
        if block.page != title[0].page or not (_is_name_or_date(text) or _BY.match(text)):
            break
        spans.append(block.span)
    return tuple(spans)


def _is_chapter(text: str, profile: Profile) -> bool:
    """Whether the first heading of an extract is a chapter's: "1. Executive summary"."""
    return (
        strict_rule(text, profile) is not None or re.match(r"\d{1,2}(?:\.\d+)*\.?\s+[A-Z]", text) is not None
    )


def _goes_on(document: Document, title: Block, block: Block, profile: Profile) -> bool:
    """Whether a heading of the first page still belongs to the title, not to the text."""
    text = text_of(document, block)
    opens = heading_rule(text, profile) is not None or label_in(text, profile) is not None
    person = _BY.match(text) is not None
    return (
        block.kind == "heading"
        and block.page == title.page
        and not opens
        and not person
        and not text[:1].isdigit()
        and not block.run_in
    )


def _is_name_or_date(text: str) -> bool:
    bare = re.sub(r"[\W\d]+", " ", text).strip()
    dates = list(dates_in(text))
    only_date = bool(dates) and not re.sub(r"\W", "", text[: dates[0].start] + text[dates[-1].end :])
    return not bare or only_date or resolve(text) is not None


def _organisation(document: Document, title: str | None) -> Organisation | None:
    """The organisation the title names, else the first lines, else the one most often named.

    Bodies that assess others are not meant.
    """
    opening = " ".join(text_of(document, block) for block in flow(document)[:4] if block.kind != "table")
    for text, least in (
        (title or "", 1),
        (opening[:600], 1),
        (document.text[:_OPENING], 2),
        (document.text, _OFTEN),
    ):
        for mention in mentioned(text):
            if mention.organisation.kind != "oversight" and mention.count >= least:
                return mention.organisation
    return None


def _framework(document: Document, profile: Profile) -> str | None:
    text = fold(document.text)
    for named in profile.frameworks:
        if any(occurs(phrase, text) for phrase in named.says):
            return named.name
    return profile.framework


def _published(document: Document) -> str | None:
    """The date the first pages give: one said to be the report's, else one that stands alone."""
    alone: list[str] = []
    closing: list[str] = []  # "Office of Evaluation, Rome, March 2022"
    before = ""
    for block in _dated_blocks(document):
        text = text_of(document, block)
        if next(periods_in(text), None) is not None:
            continue  # what it covers, not when it came out
        for dated in dates_in(text):
            if _PUBLISHED.search(f"{before} {text[: dated.start]}"):
                return dated.value
            rest = re.sub(r"\W", "", _part_around(text, dated.start, dated.end))
            if "due" in before.lower():
                continue
            if len(rest) <= 2 and len(text) < _LINE and (len(dated.value) > 4 or block is document.blocks[0]):
                alone.append(dated.value)
            elif (block.page or 1) == 1 and len(text.split()) <= _SHORT and not text[dated.end :].strip(" ."):
                closing.append(dated.value)
        before = text if len(text.split()) <= _SHORT else ""
    months = [value for value in (*alone, *closing) if len(value) > 4]
    return max(months, key=len, default=alone[0] if alone else None)


def _dated_blocks(document: Document) -> Iterator[Block]:
    """The blocks of the first pages in which a report's date may stand, a form's cells too."""
    for block in document.blocks[: _FRONT if document.pages else _HEAD]:
        if (block.page or 1) > 2 or block.kind in {"note", "contents"}:
            continue
        if block.kind == "table" and block.table is not None:
            cells = document.tables[block.table].cells[:_CELLS]
            inner = (part for cell in cells for part in cell.blocks)
            yield from (part for part in inner if _DATED_CELL.match(text_of(document, part)))
        elif block.kind != "table":
            yield block


def _part_around(text: str, start: int, end: int) -> str:
    """What stands beside a date in its part of a line, parts lying between bars and middle dots."""
    return re.split(r"\s[·|•]\s", text[:start])[-1] + re.split(r"\s[·|•]\s", text[end:])[0]


def _period(document: Document, title: str | None) -> tuple[str | None, str | None]:
    """The period a sentence says is covered, else the one in the title."""
    for label, block in pairwise(document.blocks):  # "Evaluation period:" over its value
        said = text_of(document, label).strip()
        if said.endswith(":") and len(said.split()) <= _LABEL_WORDS:
            found = covered_period(f"{said} {text_of(document, block)}")
            if found is not None:
                return found
    for block in document.blocks:
        if block.kind in {"paragraph", "list_item"} and re.search(
            r"\b(?:19|20)\d{2}\b", text_of(document, block)
        ):
            for sentence in sentences_in(document, block):
                found = covered_period(document.text[sentence.start : sentence.end])
                if found is not None:
                    return found
    for start, end, _ in periods_in(title or ""):
        return start, end
    return None, None


def _assessor(document: Document) -> str | None:
    """The firm or body that evaluated, else the oversight body the cover names, else the author."""
    person: str | None = None
    for block in document.blocks[: 2 * _FRONT]:
        text = " ".join(text_of(document, block).split())
        match = _BY.search(text)
        if match and block.kind not in {"note", "contents"}:
            firm = _FIRM.search(match["who"])
            if firm:
                return firm.group().strip(" ,")
            person = person or match["who"].strip(" ,")
    cover_text = " ".join(text_of(document, b) for b in document.blocks[:8] if b.kind != "table")
    bodies = [m.organisation.name for m in mentioned(cover_text[:800]) if m.organisation.kind == "oversight"]
    return bodies[0] if bodies else person
