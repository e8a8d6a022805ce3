"""The names that cells of a table open with, and headings: what a row or a place is about."""

from __future__ import annotations

import re

from pipeline.model import Cell, Document, Span
from pipeline.profile import Profile
from pipeline.segment.components import component_named
from pipeline.segment.draft import Reading

_LINES = 3  # of a cell that may make its name
_WORDS = 12  # the longest name that stands before prose
_SENTENCE = 4  # words of a bold lead with a full stop from which it is a sentence


def opening_name(document: Document, cell: Cell) -> tuple[str, int] | None:
    """The name a cell of prose opens with, and where its text starts: a bold lead, or a line of its own."""
    if not cell.blocks:
        return None
    first = cell.blocks[0]
    lead = first.lead is not None and first.start < first.lead < first.end
    end = first.lead if lead and first.lead is not None else first.end
    name = " ".join(document.text[first.start : end].split())
    printed = name.rstrip(" .:–—-")
    if name.endswith(".") and len(name.split()) > _SENTENCE:
        return None
    alone = not lead and len(cell.blocks) > 1 and not name.endswith((".", ";", "!", "?"))
    if not printed or len(printed.split()) > _WORDS or not (lead or alone):
        return None
    return printed, end


def name_in(document: Document, cell: Cell | None, profile: Profile) -> str | None:
    """The name a cell opens with, under which findings may stand; None where it is no name.

    Of several names, one under the other, the last, which the score is for; a name over two lines
    is whole.
    """
    if cell is None or cell.end <= cell.start:
        return None
    lines = [document.quote(block.span) for block in cell.blocks[:_LINES]]
    for last in range(len(lines), 0, -1):
        for first in range(last - 1, -1, -1):
            joined = " ".join(lines[first:last])
            if component_named(joined, profile) is not None:
                return joined
    opening = opening_name(document, cell)
    text = lines[0] if lines else document.quote(Span(cell.start, cell.end))
    name = opening[0] if opening is not None and text.endswith((".", ";", "!", "?")) else text
    return None if re.fullmatch(r"[\d\W]*", name) else name


def component_above(reading: Reading, at: int) -> str | None:
    """The component named by a heading that a place of the document stands under, the nearest first."""
    for section in reversed([s for s in reading.outline.sections if s.start <= at]):
        named = component_named(reading.document.quote(Span(section.start, section.end)), reading.profile)
        if named is not None:
            return named
    return None
