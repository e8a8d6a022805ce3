"""When a report came out, as its first pages say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Block, Document
from pipeline.segment.dates import dates_in, periods_in
from pipeline.segment.front import BLOCKS, own_words, words
from pipeline.segment.units import text_of

_PAGES = 2
_HEAD = 12  # blocks of a file without pages in which its date may stand
_LINE = 90  # characters of a line that gives a date among other things
_CELLS = 12  # cells of a form on the front that may give the date
_AHEAD = 25  # words before a date that is the report's own
_SHORT = 15  # words of a line on a cover
_DATED_CELL = re.compile(
    r"\W*(?:date|published|issued|report date|date of (?:publication|issue|report))\s*:", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"\b(?:date of (?:publication|issue|report|management response)|publication date|published"
    r"|final report(?: date)?|report date|issued|date|version of|fecha|publié(?: en)?|publicado(?: en)?)"
    r"\W*(?:on|in)?\W*$",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:^|\s)[a-z]+\s*$")  # "Activities in 2020" came out later
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\W*$", re.IGNORECASE)


def published(document: Document) -> str | None:
    """The date the first pages give: one said to be the report's, else one that stands alone.

    A year alone counts less than a month; one printed with a place or a copyright mark counts last.
    """
    alone: list[str] = []
    closing: list[str] = []  # "Office of Evaluation, Rome, March 2022"
    years: list[str] = []
    before = ""
    for block in _dated_blocks(document):
        text = text_of(document, block)
        periods = tuple(periods_in(text))
        for dated in dates_in(text):
            if any(period.start <= dated.start < period.end for period in periods):
                continue  # what it covers, not when it came out
            ahead, after = text[: dated.start], text[dated.end :].strip(" .")
            if len(ahead.split()) <= _AHEAD and _PUBLISHED.search(f"{before} {ahead}"):
                return dated.value
            rest = re.sub(r"\W", "", _part_around(text, dated.start, dated.end))
            if "due" in before.lower() or periods:
                continue
            if len(rest) <= 2 and len(text) < _LINE and (len(dated.value) > 4 or block is document.blocks[0]):
                alone.append(dated.value)
                continue
            brief = (block.page or 1) == 1 and len(text.split()) <= _SHORT
            if len(dated.value) > 4 and brief and not after:
                closing.append(dated.value)
            elif _RIGHTS.search(ahead) or (brief and after[:1] in {"", ":"} and _closes(ahead)):
                years.append(dated.value)
        before = text if len(text.split()) <= _SHORT else ""
    months = [value for value in (*alone, *closing) if len(value) > 4]
    return max(months, key=len, default=next(iter((*alone, *years)), None))


def _closes(ahead: str) -> bool:
    """Whether a year follows a place, a body or a series: "Geneva 2019", "Scorecard 2017"; not "in 2020"."""
    own = own_words(ahead)
    return (len(own) <= 1 or words().genres.issuperset(own)) and not _IN.search(ahead)


def _dated_blocks(document: Document) -> Iterator[Block]:
    """The blocks of the first pages in which a report's date may stand, a form's cells too."""
    for block in document.blocks[: BLOCKS if document.pages else _HEAD]:
        if (block.page or 1) > _PAGES or block.kind in {"note", "contents"}:
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
