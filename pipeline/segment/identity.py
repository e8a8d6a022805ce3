"""What a report says of itself: title, organisation, assessor, framework, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Document, Identity
from pipeline.organisations import Mention, Organisation, mentioned, resolve
from pipeline.phrases import fold, occurs
from pipeline.profile import Profile
from pipeline.segment.assessor import assessor
from pipeline.segment.dates import covered_period, periods_in
from pipeline.segment.front import PAGES, cover_lines, is_chapter, is_full, title_blocks, words
from pipeline.segment.published import published
from pipeline.segment.units import sentences_in, text_of

_OPENING = 6000  # characters
_LABEL_WORDS = 4
_OFTEN = 3  # mentions that make an organisation what a report is about
_FILE_NAME = re.compile(r"\.\w{3,4}$|^microsoft", re.IGNORECASE)


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
        assessor=profile.assessor or assessor(document),
        framework=_framework(document, profile),
        published=published(document),
        period_start=start,
        period_end=end,
    )


def _title(document: Document, profile: Profile) -> str | None:
    """The title as printed, its lines joined by colons.

    Where an extract has none, or only one that says nothing of its subject ("Management response"), the
    running heads or the file's own title, if they say more.
    """
    blocks = title_blocks(document, profile)
    read = ": ".join(" ".join(text_of(document, block).split()).rstrip(":") for block in blocks)
    others = (*_running_heads(document), document.metadata.title)
    if (is_full(read) or mentioned(read)) and not is_chapter(read, profile):
        return read
    better = (text for text in others if text and is_full(text) and _FILE_NAME.search(text) is None)
    return next(better, read or None)


def _running_heads(document: Document) -> Iterator[str]:
    """What stands at the head and foot of the first pages, page numbers aside."""
    for block in document.blocks:
        if block.kind == "furniture" and (block.page or 1) <= PAGES:
            yield re.sub(
                r"\W*\b(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?\W*$", "", document.quote(block.span), flags=re.I
            )


def _organisation(document: Document, title: str | None) -> Organisation | None:
    """The organisation the title names, else the cover's lines, else the one the text names most.

    Bodies that assess others are not meant, nor any where the title says that several are assessed.
    """
    for text in (title or "", "\n".join(cover_lines(document))):
        if named := _assessed(text):
            return min(named, key=lambda mention: mention.first).organisation
        if words().several.search(text):
            return None
    for text, least in ((document.text[:_OPENING], 2), (document.text, _OFTEN)):
        most, *others = _assessed(text) or (None,)
        tied = bool(most and others and others[0].count == most.count)
        if most is not None and most.count >= least and not tied:
            return most.organisation
    return None


def _assessed(text: str) -> tuple[Mention, ...]:
    """The organisations a text names that others assess; a group named stands for its parts named too."""
    named = [mention for mention in mentioned(text) if mention.organisation.kind != "oversight"]
    whole = {mention.organisation.name for mention in named}
    counts: dict[str, int] = {}
    for mention in named:
        group = mention.organisation.part_of
        name = group if group in whole else mention.organisation.name
        counts[name] = counts.get(name, 0) + mention.count
    kept = [replace(m, count=counts[m.organisation.name]) for m in named if m.organisation.name in counts]
    return tuple(sorted(kept, key=lambda mention: (-mention.count, mention.first)))


def _framework(document: Document, profile: Profile) -> str | None:
    text = fold(document.text)
    for named in profile.frameworks:
        if any(occurs(phrase, text) for phrase in named.says):
            return named.name
    return profile.framework


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
    for period in periods_in(title or ""):
        return period.first, period.last
    return None, None
