"""Which drafts are headings, and of which level: by bookmarks, then numbering, then type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.imprint import is_imprint
from pipeline.ingest.layout.body import Body
from pipeline.ingest.layout.counted import LARGER as FIGURE_LARGER
from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.leads import with_lead, with_run_in
from pipeline.ingest.layout.levels import LARGER, key_of, levelled
from pipeline.ingest.layout.printed import HYPHEN, Mark

MOST_LINES = 5  # of a heading
MOST_WORDS = 30  # of a heading in larger type
TITLE_WORDS = 10  # of one told by slant or underlining
FEW_WORDS = 18  # of one that only weight, colour or capitals set apart
_NO_WORD, _NUMBER = re.compile(r"\W+"), re.compile(r"^\d+")
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|annex|appendix|annexe)\s+)?(\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,5})[.):]?\s+\S",
    re.I,
)


def with_headings(drafts: Sequence[Draft], body: Body, marks: Sequence[Mark]) -> list[Draft]:
    """Drafts with headings told and levelled, run-in headings parted from their paragraphs."""
    named = _named(drafts, marks)
    done: list[Draft] = []
    for number, draft in enumerate(drafts):
        after = drafts[number + 1] if number + 1 < len(drafts) else None
        if id(draft) in named or _is_heading(draft, body) or _is_side_title(draft, after, body):
            done.append(_as_heading(draft))
        elif draft.kind == "paragraph" and draft.table is None:
            done.extend(with_run_in(draft, body))
        else:
            done.append(with_lead(draft, body))
    done = _stacked(done)
    bookmarked = _named([draft for draft in done if draft.kind == "heading"], marks)
    return levelled(done, bookmarked, body)


def _as_heading(draft: Draft) -> Draft:
    """A draft made a heading; a number taken for an item's marker goes back before its words."""
    if draft.marker is not None and draft.lines:
        first = draft.lines[0]
        first = replace(first, words=(draft.marker.word, *first.words), x0=draft.marker.word.x0)
        return replace(draft, kind="heading", marker=None, lines=[first, *draft.lines[1:]])
    return replace(draft, kind="heading")


def _fold(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _named(drafts: Sequence[Draft], marks: Sequence[Mark]) -> dict[int, int]:
    """The drafts (by identity) that bookmarks name, with the bookmark's level."""
    named: dict[int, int] = {}
    if not marks:
        return named
    by_page: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind in ("paragraph", "list_item", "heading") and draft.lines and len(draft.text) < 300:
            by_page[draft.page].append(draft)
    for mark in marks:
        title = _fold(mark.title)
        if len(title) < 3 or mark.page is None:
            continue
        for page in (mark.page, mark.page + 1, mark.page - 1):
            match = next((d for d in by_page[page] if id(d) not in named and _same(d, title)), None)
            if match is not None:
                named[id(match)] = mark.level
                break
    return named


def _same(draft: Draft, title: str) -> bool:
    text = _fold(draft.text)
    marker = _fold(draft.marker.word.text) if draft.marker is not None else ""
    return title in (text, marker + text) or (text == _NUMBER.sub("", title) and len(text) > 5)


def _is_heading(draft: Draft, body: Body) -> bool:
    if draft.kind not in ("paragraph", "list_item") or draft.table is not None or not draft.lines:
        return False
    marker = draft.marker
    if marker is not None and marker.kind in ("glyph", "dash"):
        return False
    if draft.lines[0].size >= FIGURE_LARGER * draft.lines[-1].size:
        return False
    text = draft.text
    if len(draft.lines) > MOST_LINES or text[-1:] in ",;" or is_imprint(text):
        return False
    words = len(text.split())
    letters = sum(map(str.isalpha, text))
    if letters < 3 or letters < 0.4 * len(text.replace(" ", "")):
        return False
    if text[0] in '“"«' and text[-1] in '”"»':
        return False
    style = draft.style
    sentence = text.rstrip("”\"')").endswith((".", "…"))
    if sentence and style.italic and not style.bold:
        return False  # a sentence of the text, set large beside it
    if style.size >= LARGER * body.size:
        return words <= (MOST_WORDS if not sentence or style.bold or body.far(style.colour) else FEW_WORDS)
    return _set_apart(draft, body, text, words, sentence)


def _is_side_title(draft: Draft, after: Draft | None, body: Body) -> bool:
    """Whether an underlined or slanting line of its own stands over a paragraph that is neither."""
    if draft.kind != "paragraph" or draft.marker is not None or len(draft.lines) != 1:
        return False
    text = draft.text
    words = draft.lines[0].words
    slanting = all(word.style.italic for word in words)
    if not (slanting or draft.underlined) or len(words) > TITLE_WORDS or not text[0].isupper():
        return False
    if text[-1] in ".,;:!?" or sum(char.isalpha() for char in text) < 4 or draft.style.size < body.size - 0.6:
        return False
    return (
        after is not None
        and after.kind in ("paragraph", "list_item")
        and bool(after.lines)
        and not after.underlined
        and not after.style.italic
        and after.panel == draft.panel
        and abs(after.lines[0].x0 - draft.lines[0].x0) < 3 * draft.style.size
    )


def _set_apart(draft: Draft, body: Body, text: str, words: int, sentence: bool) -> bool:
    """Whether type no larger than the body's makes a heading: weight, colour or capitals throughout."""
    pieces = [w.style for line in draft.lines for w in line.words if any(c.isalnum() for c in w.text)]
    bold = all(style.bold for style in pieces) and not body.bold
    coloured = all(body.far(style.colour) for style in pieces)
    capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3
    if not (bold or coloured or (capitals and (words > 1 or len(text) > 5))):
        return False
    if draft.style.size < 0.82 * body.size or words > FEW_WORDS or len(draft.lines) > 3:
        return False
    if draft.marker is not None and not (bold or coloured):
        return False
    return not sentence or (words <= 12 and len(draft.lines) == 1 and (bold and coloured))


def _stacked(drafts: Sequence[Draft]) -> list[Draft]:
    """Headings over more than one line, cut in two by their spacing, made one."""
    done: list[Draft] = []
    for draft in drafts:
        last = done[-1] if done else None
        if (
            last is not None
            and last.kind == draft.kind == "heading"
            and not last.run_in
            and not draft.run_in
            and last.panel == draft.panel
            and key_of(last) == key_of(draft)
            and last.page == draft.page
            and draft.gap < 0.35 * draft.style.size
            and not _NUMBERED.match(draft.text)
            and abs(draft.lines[0].base - last.lines[-1].base) < 1.7 * draft.style.size
            and (last.text[-1].isalnum() or last.text[-1] in "-–&,(\u00ad" + HYPHEN)
            and (draft.text[0].islower() or last.style.size > 12)
        ):
            done[-1] = replace(last, lines=[*last.lines, *draft.lines])
        else:
            done.append(draft)
    return done
