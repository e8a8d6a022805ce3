"""Title lines of tables, figures and boxes, and the lines under a table that tell its source or unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.layout.drafts import Draft

MOST_LINES = 4
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
        if not match:
            continue
        around = done[max(number - 1, 0) : number + 2]
        titled = match.group().rstrip()[-1:] in ".:–—-" or _bold(draft) or draft.style.italic
        if titled or any(other.table is not None for other in around):
            done[number] = replace(draft, kind="caption")
    return done


def is_source_line(draft: Draft) -> bool:
    """Whether a line under a table tells where its numbers come from or how to read them."""
    return draft.kind == "paragraph" and len(draft.lines) <= MOST_LINES and bool(_SOURCE.match(draft.text))


def names_table(draft: Draft) -> bool:
    """Whether a caption is a table's."""
    return bool(_TABLE.match(draft.text))


def _bold(draft: Draft) -> bool:
    return all(word.style.bold for line in draft.lines for word in line.words)
