"""Figures in large type joined with the words under them, which say what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.layout.drafts import Draft

# "US$ 19.6m", "1.2 million"; "1 Introduction" is a numbered heading
_NUMBER = r"[^\w\s]{0,2}(?:[A-Z]{2,3}[$€£]?\s?)?\d[\d.,]*(?:\s?[%+]|[A-Za-z]{1,2}\b)?(?:\s?[a-z]\w*){0,2}"
_FIGURE = re.compile(rf"{_NUMBER}(?:(?:\s?[→–>-]\s?| (?:in|of|out of) (?:every )?){_NUMBER})?")
_PLAIN = re.compile(r"\d|(?:19|20)\d\d")  # may number a chapter, or be the year of a title under it
LARGER = 1.15  # times the size of the words under a figure
MUCH_LARGER = 1.4  # the same where these begin with a capital
MOST_WORDS = 14  # of theirs then
FARTHEST = 2.2  # sizes of the figure, from its baseline to theirs


def with_counted(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts with each large figure ("1.2 million") joined to what it counts ("births attended")."""
    done: list[Draft] = []
    for draft in drafts:
        last = done[-1] if done else None
        if last is not None and _counts(last, draft):
            done[-1] = replace(last, lines=[*last.lines, *draft.lines])
        else:
            done.append(draft)
    return done


def _counts(figure: Draft, draft: Draft) -> bool:
    """Whether a draft is a figure of a line or two, and the next says in smaller type what it counts."""
    if not (figure.kind == draft.kind == "paragraph") or len(figure.lines) not in (1, 2) or not draft.lines:
        return False
    if not _FIGURE.fullmatch(figure.text):
        return False
    above, under = figure.lines[-1], draft.lines[0]
    low = draft.text[:1].islower()
    if not low and (
        _PLAIN.fullmatch(figure.text) or under.style.bold or len(draft.text.split()) > MOST_WORDS
    ):
        return False
    return (
        figure.page == draft.page
        and figure.panel == draft.panel
        and above.size >= (LARGER if low else MUCH_LARGER) * under.size
        and 0 < under.base - above.base <= FARTHEST * above.size
        and min(above.x1, under.x1) > max(above.x0, under.x0)
    )
