"""Bold or coloured words at the start of a paragraph: run-in headings, and leads that stay in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.layout.body import Body, far
from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.paragraphs import spread
from pipeline.ingest.layout.printed import Printed

LEAD_WORDS = 16  # of a heading that runs into its paragraph
TITLE_WORDS = 6  # of a lead that white alone parts from its text
SET_OFF = 0.65  # type sizes of such white
SENTENCE_WORDS = 5  # of a lead that ends in a full stop: one of fewer words may be a title
VALUE_WORDS = 8  # of a field: "Budget: CHF 12.4 million"
# "Recommendation 2.", "FINDING 1:": the name of what follows it, and no title.
_NUMBER_NAME = re.compile(r"[^\W\d_]+\s(?:[Nn][o°º.]{1,2}\s?)?\d{1,3}(?:\.\d{1,2})*[a-z]?\s?[.:)–—-]*")
_LEAD_ENDS = re.compile(r"[:.?!—–][\"'”’)]*$")


def with_run_in(draft: Draft, body: Body) -> list[Draft]:
    """A paragraph, its run-in heading parted from it where it has one."""
    words = [word for line in draft.lines for word in line.words]
    lead = _lead(words, body)
    if not lead:
        return [draft]
    while lead < len(words) and words[lead].text in (":", "."):
        lead += 1  # the colon a heading ends in is often set like the text
    text = " ".join(word.text for word in words[:lead])
    rest = words[lead].text if lead < len(words) else ""
    if lead == len(words):
        return [replace(draft, lead=lead)]
    titled = len(text) > 2 and sum(c.isalpha() for c in text) > 2
    short = lead <= (LEAD_WORDS if not text.endswith(".") else LEAD_WORDS // 2)
    dashed = rest in ("–", "—", "-", "|") or text[-1:] in "–—"
    named = bool(_LEAD_ENDS.search(text)) and not _is_label(text, [word.text for word in words[lead:]])
    set_off = lead <= TITLE_WORDS and text[-1:].isalnum() and rest[:1].isupper() and _set_off(draft, lead)
    if not (titled and short and (named or dashed or set_off)):
        return [replace(draft, lead=lead)]
    heading = replace(spread(draft, 0, lead), kind="heading", run_in=True, marker=None)
    if rest in ("–", "—", "-", "|") and lead + 1 < len(words):
        after = replace(spread(draft, lead + 1, None), gap=0.0)
        return [heading, replace(after, label_word=words[lead])]
    return [heading, replace(spread(draft, lead, None), gap=0.0)]


def _set_off(draft: Draft, lead: int) -> bool:
    """Whether more white parts a lead from the text behind it than parts the words of that line."""
    line = draft.lines[0]
    if lead >= len(line.words):
        return False
    gaps = sorted(word.x0 - last.x1 for last, word in pairwise(line.words))
    gap = line.words[lead].x0 - line.words[lead - 1].x1
    return gap >= SET_OFF * line.size and gap > 1.6 * gaps[len(gaps) // 2]


def _is_label(text: str, rest: Sequence[str]) -> bool:
    """Whether a lead is no heading: a number's name, a sentence, a field's name before its value."""
    if _NUMBER_NAME.fullmatch(text):
        return True
    if text.endswith(".") and (len(text.split()) >= SENTENCE_WORDS or ":" in text):
        return True
    return text.endswith(":") and len(rest) <= VALUE_WORDS and rest[-1][-1:] not in ".!?;:"


def with_lead(draft: Draft, body: Body) -> Draft:
    """An item or a cell's paragraph with the end of its bold or coloured lead noted."""
    if draft.kind not in ("list_item", "paragraph") or not draft.lines:
        return draft
    words = [word for line in draft.lines for word in line.words]
    lead = _lead(words, body)
    return replace(draft, lead=lead or None)


def _lead(words: Sequence[Printed], body: Body) -> int:
    """How many words at the start are set apart by weight or colour from what follows."""
    if not words:
        return 0
    rest = words[-1].style
    first = words[0].style
    bold = first.bold and not body.bold
    coloured = body.far(first.colour)
    if not bold and not coloured:
        return 0
    lead = 0
    for word in words:
        style = word.style
        same = (style.bold or not bold) and (not coloured or bold or not far(style.colour, first.colour))
        if not same and any(char.isalnum() for char in word.text):
            break
        lead += 1
    while 0 < lead < len(words) and not words[lead - 1].style.bold and bold:
        lead -= 1  # a dash or a bracket between belongs to the text
    if lead == len(words):
        return lead if bold == rest.bold else 0
    return lead
