"""Title lines of tables, figures and boxes, and the lines under a table that tell its source or unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.layout.drafts import Draft

MOST_LINES = 4
OFF_MIDDLE = 0.2  # of a chart's width: its labels reach further to one side
# What captions are headed with in the languages of the organisations; a number must follow.
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|box|chart|graph|map|exhibit|diagram|tableau|graphique|encadré|carte"
    r"|cuadro|tabla|gráfico|recuadro)"
    r"\s*(?:n[o°]\s*)?[A-Z]?\d+(?:[.\-]\d+)*\s*[.:–—-]?\s*",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(?:table|tableau|cuadro|tabla)\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:sources?|notes?|fuentes?|notas?|n\.?b\.?)\s*[:.]", re.IGNORECASE)


def with_captions(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts with the title lines of tables, figures and boxes told apart."""
    done = list(drafts)
    for number, draft in enumerate(done):
        if draft.kind != "paragraph" or not draft.lines or len(draft.lines) > MOST_LINES:
            continue
        match = _CAPTION.match(draft.text)
        around = done[max(number - 1, 0) : number + 2]
        if not match:
            if _over_chart(draft, around[-1]):
                done[number] = replace(draft, kind="caption")
            continue
        titled = match.group().rstrip()[-1:] in ".:–—-" or _bold(draft) or draft.style.italic
        if titled or any(other.table is not None for other in around):
            done[number] = replace(draft, kind="caption")
    return done


def _over_chart(draft: Draft, chart: Draft) -> bool:
    """Whether a line is the title drawn into a chart: over its middle, not where headings begin."""
    drawn = chart.kind == "graphic" or (chart.table is not None and chart.table.drawn)
    if not drawn or chart.page != draft.page or draft.text[-1:] in ".:;":
        return False
    middle = (draft.x0 + draft.x1 - chart.x0 - chart.x1) / 2
    return draft.x0 > chart.x0 + draft.style.size and abs(middle) < OFF_MIDDLE * (chart.x1 - chart.x0)


def is_source_line(draft: Draft) -> bool:
    """Whether a line under a table tells where its numbers come from or how to read them."""
    return draft.kind == "paragraph" and len(draft.lines) <= MOST_LINES and bool(_SOURCE.match(draft.text))


def is_titling(text: str) -> bool:
    """Whether words begin as the title line of a table or figure does, or the source line under it."""
    return bool(_CAPTION.match(text) or _SOURCE.match(text))


def names_table(draft: Draft) -> bool:
    """Whether a caption is a table's."""
    return bool(_TABLE.match(draft.text))


def _bold(draft: Draft) -> bool:
    return all(word.style.bold for line in draft.lines for word in line.words)
