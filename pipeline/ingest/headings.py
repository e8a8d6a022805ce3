"""Which drafts are headings, and of which level: by bookmarks, then numbering, then type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.drafts import Draft
from pipeline.ingest.paragraphs import spread
from pipeline.ingest.printed import Mark, Printed, Style

LARGER = 1.12  # times the body's size
MOST_WORDS = 30  # of a heading in larger type
FEW_WORDS = 18  # of one that only weight, colour or capitals set apart
DEEPEST = 6  # levels told by type alone
DEEPEST_BY_TYPE = 3  # from here on types of nearly one size count as one level
NEAR_SIZE = 0.8  # points
LEAD_WORDS = 16  # of a heading that runs into its paragraph
_NUMBERED = re.compile(
    r"(?:(?:chapter|part|section|annex|appendix|annexe)\s+)?(\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{1,5})[.):]?\s+\S",
    re.I,
)
_DEPTH = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")
_DATE = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er)?\s+)?(?:de\s+)?[^\W\d_]{3,10}\s+(?:de\s+)?(?:\d{1,2},\s*)?(?:19|20)\d\d"
)
_LEAD_ENDS = re.compile(r"[:.?!—–][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a document is set."""

    size: float
    bold: bool
    colour: int

    def far(self, colour: int) -> bool:
        """Whether a colour differs from the body's to the eye; greys and blacks do not."""
        return far(colour, self.colour) and _chroma(colour) > 24


Key = tuple[float, bool, bool]


def body_of(styles: Counter[Style]) -> Body:
    """The type most of a document is set in."""
    sizes: Counter[float] = Counter()
    for style, letters in styles.items():
        sizes[round(style.size * 2) / 2] += letters
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 10.0
    near = {style: letters for style, letters in styles.items() if abs(style.size - size) <= 0.5}
    bold = sum(n for style, n in near.items() if style.bold) > 0.5 * sum(near.values())
    colours: Counter[int] = Counter()
    for style, letters in near.items():
        colours[style.colour] += letters
    return Body(size, bold, max(colours, key=lambda c: (colours[c], -c)) if colours else 0)


def far(a: int, b: int) -> bool:
    """Whether two colours differ to the eye."""
    return sum(abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) for shift in (0, 8, 16)) > 90


def _chroma(colour: int) -> int:
    parts = [colour >> shift & 0xFF for shift in (0, 8, 16)]
    return max(parts) - min(parts)


def with_headings(drafts: Sequence[Draft], body: Body, marks: Sequence[Mark]) -> list[Draft]:
    """Drafts with headings told and levelled, run-in headings parted from their paragraphs."""
    named = _named(drafts, marks)
    done: list[Draft] = []
    for number, draft in enumerate(drafts):
        if id(draft) in named or _is_heading(draft, body, drafts[number + 1 : number + 2]):
            done.append(_as_heading(draft))
        elif draft.kind == "paragraph" and draft.table is None:
            done.extend(_run_in(draft, body))
        else:
            done.append(with_lead(draft, body))
    bookmarked = {id(new): named[id(old)] for new in done for old in (new,) if id(old) in named}
    bookmarked.update(_named([draft for draft in done if draft.kind == "heading"], marks))
    return _levelled(_stacked(done), bookmarked, body)


def _as_heading(draft: Draft) -> Draft:
    """A draft made a heading; a number taken for an item's marker goes back before its words."""
    if draft.marker is not None and draft.lines:
        first = draft.lines[0]
        first = replace(first, words=(draft.marker.word, *first.words), x0=draft.marker.word.x0)
        return replace(draft, kind="heading", marker=None, lines=[first, *draft.lines[1:]])
    return replace(draft, kind="heading")


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _named(drafts: Sequence[Draft], marks: Sequence[Mark]) -> dict[int, int]:
    """The drafts (by identity) that bookmarks name, with the bookmark's level."""
    named: dict[int, int] = {}
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
    return title in (text, marker + text) or (text == re.sub(r"^\d+", "", title) and len(text) > 5)


def _is_heading(draft: Draft, body: Body, after: Sequence[Draft]) -> bool:
    if draft.kind not in ("paragraph", "list_item") or draft.table is not None or not draft.lines:
        return False
    marker = draft.marker
    if marker is not None and marker.kind in ("glyph", "dash"):
        return False
    text = draft.text
    words = len(text.split())
    if _DATE.fullmatch(text):
        return False
    letters = sum(char.isalpha() for char in text)
    if letters < 3 or letters < 0.4 * len(text.replace(" ", "")) or text[-1] in ",;" or len(draft.lines) > 5:
        return False
    if text[0] in '“"«' and text[-1] in '”"»':
        return False
    style = draft.style
    sentence = text.rstrip("”\"')").endswith((".", "…"))
    if style.size >= LARGER * body.size:
        return words <= (MOST_WORDS if not sentence or style.bold or body.far(style.colour) else FEW_WORDS)
    return _set_apart(draft, body, text, words, sentence, bool(after))


def _set_apart(draft: Draft, body: Body, text: str, words: int, sentence: bool, followed: bool) -> bool:
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


def _run_in(draft: Draft, body: Body) -> list[Draft]:
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
    if not (titled and short and (_LEAD_ENDS.search(text) or dashed)):
        return [replace(draft, lead=lead)]
    heading = replace(spread(draft, 0, lead), kind="heading", run_in=True, marker=None)
    if rest in ("–", "—", "-", "|") and lead + 1 < len(words):
        after = replace(spread(draft, lead + 1, None), gap=0.0)
        return [heading, replace(after, label_word=words[lead])]
    return [heading, replace(spread(draft, lead, None), gap=0.0)]


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
            and _key(last) == _key(draft)
            and last.page == draft.page
            and draft.gap < 0.35 * draft.style.size
            and not _NUMBERED.match(draft.text)
            and abs(draft.lines[0].base - last.lines[-1].base) < 1.7 * draft.style.size
            and (last.text[-1].isalnum() or last.text[-1] in "-–&,(")
            and (draft.text[0].islower() or last.style.size > 12)
        ):
            done[-1] = replace(last, lines=[*last.lines, *draft.lines])
        else:
            done.append(draft)
    return done


def _key(draft: Draft) -> Key:
    style = draft.style
    text = draft.text
    return (round(style.size * 2) / 2, style.bold, text.upper() == text)


def _weight(key: Key) -> tuple[float, bool, bool]:
    size, bold, capitals = key
    return (size, capitals, bold)


def _levelled(drafts: list[Draft], bookmarked: dict[int, int], body: Body) -> list[Draft]:
    """Levels for all headings; 0 for the document's own title."""
    block = [draft for draft in drafts if draft.kind == "heading" and not draft.run_in]
    titles = _titles(drafts, block, body)
    titles -= {id(draft) for draft in block[1:] if id(draft) in bookmarked}
    known: dict[Key, list[int]] = defaultdict(list)
    keys: set[Key] = set()
    for draft in block:
        if id(draft) in titles:
            continue
        keys.add(_key(draft))
        depth = bookmarked.get(id(draft)) or _depth(draft.text)
        if depth:
            known[_key(draft)].append(depth)
    level_of = _level_by_type(keys, known)
    current, run_in, inside = 0, 0, None
    for draft in drafts:
        if draft.kind != "heading":
            continue
        if id(draft) in titles:
            draft.level = 0
        elif draft.run_in:
            if run_in and draft.panel is not None and draft.panel != inside:
                draft.level = run_in + 1  # a box that interrupts what a run-in heading began
            else:
                draft.level = run_in = run_in or current + 1
                inside = draft.panel
        else:
            depth = bookmarked.get(id(draft)) or _depth(draft.text)
            draft.level = current = depth or level_of[_key(draft)]
            run_in, inside = 0, draft.panel
    return drafts


def _level_by_type(keys: Iterable[Key], known: dict[Key, list[int]]) -> dict[Key, int]:
    """The level each type of heading has: as bookmarks and numbers say, else one under the next larger."""
    levels: dict[Key, int] = {}
    last, size = 0, float("inf")
    for key in sorted(keys, key=_weight, reverse=True):
        found = known.get(key)
        if found:
            levels[key] = max(sorted(found)[len(found) // 2], 1)
        else:
            near = last > 0 and size - key[0] < NEAR_SIZE and last >= DEEPEST_BY_TYPE
            levels[key] = last if near else min(last + 1, DEEPEST)
        last, size = levels[key], key[0]
    return levels


def _depth(text: str) -> int:
    """The depth a heading's own number tells: 1 for "3.", 2 for "3.1"; 0 without a number."""
    match = _DEPTH.match(text)
    return match.group(1).count(".") + 1 if match else 0


def _titles(drafts: Sequence[Draft], block: Sequence[Draft], body: Body) -> set[int]:
    """The headings (by identity) that make the document's title: on top, in type used nowhere else."""
    top: list[Draft] = []
    for draft in drafts:
        if draft.kind in ("furniture", "graphic") or (
            draft.kind == "paragraph" and draft.table is None and draft.style.size > body.size
        ):
            continue
        if draft.kind != "heading" or draft.run_in or draft.page > drafts[0].page:
            break
        top.append(draft)
    later = block[len(top) :]
    keys = {_key(draft) for draft in later}
    largest = max((draft.style.size for draft in later if draft.page > drafts[0].page), default=body.size)
    return {
        id(draft)
        for draft in top
        if draft.style.size >= largest
        and draft.style.size > LARGER * body.size
        and _key(draft) not in keys
        and not _depth(draft.text)
    }
