"""Who assessed: the firm, the office or the body that the first pages name."""

from __future__ import annotations

import re
from functools import cache

from pipeline.model import Document
from pipeline.organisations import mentioned
from pipeline.segment.front import BLOCKS, PAGES, words
from pipeline.segment.units import text_of

_COVER = 800  # characters of a cover's first lines
_COVER_BLOCKS = 8
_LINE = 25  # words of a line on a front that names an office
_WHO = (
    r"(?:\(s\))?\s*:?\s+(?P<who>(?-i:[A-ZÀ-Ý])[^.;\n]{2,120}?(?:\b(?:Ltd|Inc|LLC|GmbH)\.)?)"
    r"(?=\s*(?:[.;\n]|$|,\s+(?:in|on|with|between|as|under|from)\b))"
)
_FIRM = re.compile(
    r"[^,;]*\b(?:Ltd|Limited|Inc|LLC|GmbH|Consult\w*|Conseil|Research|Associates|Group|Institute|University|Partners"
    r"|Company|Office|Division|Unit|International|Consultores|Cabinet)\b\.?[^,;]*"
)
_ALONE = re.compile(r"[A-ZÀ-Ý][\w&. -]{1,60}\b(?:Ltd|Limited|Inc|LLC|GmbH|Associates)\b\.?")


@cache
def _by_line() -> re.Pattern[str]:
    """A line that says who evaluated, with the name as `who`."""
    return re.compile(rf"(?:{words().by.pattern}|commissioned [^.]{{0,80}}? to){_WHO}", re.IGNORECASE)


def assessor(document: Document) -> str | None:
    """The firm that evaluated, else a body that assesses others, else an evaluation office, else a person."""
    person: str | None = None
    office: str | None = None
    for block in document.blocks[: 2 * BLOCKS]:
        if block.kind in {"note", "contents", "table"}:
            continue
        text = " ".join(text_of(document, block).split())
        match = _by_line().search(text)
        firm = _FIRM.search(match["who"]) if match else _ALONE.fullmatch(text)
        if firm:
            return firm.group().strip(" ,")
        if match:
            person = person or match["who"].strip(" ,")
        if office is None and (block.page or 1) <= PAGES and len(text.split()) <= _LINE:
            named = words().offices.search(text)
            office = named.group() if named else None
    opening = " ".join(text_of(document, b) for b in document.blocks[:_COVER_BLOCKS] if b.kind != "table")
    bodies = [mention for mention in mentioned(opening[:_COVER]) if mention.organisation.kind == "oversight"]
    first = min(bodies, key=lambda mention: mention.first, default=None)
    return first.organisation.name if first else office or person
