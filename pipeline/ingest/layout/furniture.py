"""Running heads and feet, page numbers, browsers' print headers: told by repetition over pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from pipeline.ingest.layout.lines import Line, line_of, rows_of
from pipeline.ingest.layout.lists import roman_number
from pipeline.ingest.layout.printed import PageChars, Printed

MARGIN = 0.13  # of the page's height: running heads and feet stand no deeper
OUTERMOST = 4  # rows from the edge
LARGER = 1.15  # times the size of a running head: what is larger is a heading
APART = 1.7  # type sizes from a running head to the text, where both are set alike
HEAD = 0.07  # of the page's height: a lone row of small type above is a head
FOOT = 0.88  # of the page's height: a lone line below is a foot
SMALL = 0.93  # of the body's size
DRIFT = 24.0  # points: how far a running head may move from page to page
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|p(?:á|a)gina|p\.|pg\.?)\s*)?[-–—|\[\s]*(\d{1,4}|[ivxlc]{1,7})[-–—|\]\s]*"
    r"(?:(?:of|/|de|sur|von|\|)?\s*(?:page|\d{1,4})?)",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(r"(\d{1,4})\s*[|•·–—]?\s+\D")
_NUMBER_LAST = re.compile(r"\D[\s|•·–—]+(\d{1,4})$")
_DIGITS = re.compile(r"\d+")
_PRINTED_AT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}")
_ADDRESS = re.compile(r"(?:https?://|file:///)\S+")
_OF_PAGES = re.compile(r"\b\d{1,4}\s*/\s*\d{1,4}$")


def furniture_of(
    pages: Sequence[PageChars], bodies: Sequence[Sequence[Printed]], body_size: float
) -> list[list[Line]]:
    """The lines of each page that are no part of its body, in order from the top.

    `bodies` are the words of each page that stand in no table.
    """
    edges = [_edge_lines(page, words) for page, words in zip(pages, bodies, strict=True)]
    repeated = _repeated(pages, edges)
    titles = _title_lines(edges, bodies, body_size)
    found: list[list[Line]] = []
    numbered = _numbering(pages, edges, body_size)
    for index, (page, words, lines) in enumerate(zip(pages, bodies, edges, strict=True)):
        again = [
            line
            for line in lines
            if _stands_again(line, repeated.get((_key(line), _zone(line, page)), ()), page.number)
            or (index > 0 and line.top < MARGIN * page.height and _key(line) in titles)
        ]
        plain = [line for line in lines if _browser(line.text) or id(line) in numbered]
        sure = _isolated(again, plain, words, page) + [line for line in lines if _browser(line.text)]
        known = {id(line) for line in sure}
        sure = [line for line in lines if id(line) in known]
        held = [line for line in lines if id(line) in known or id(line) in numbered]
        held += _outer(sure, held, lines, page, body_size)
        found.append(held + _lone_foot(held, words, page, body_size))
    return _with_lone_heads(found, pages, bodies, body_size)


def _with_lone_heads(
    found: list[list[Line]],
    pages: Sequence[PageChars],
    bodies: Sequence[Sequence[Printed]],
    body_size: float,
) -> list[list[Line]]:
    """Furniture with the heads that are told by their place and type alone, though none stands again.

    On the first page only one that another page has as high and as large: it may name the report.
    """
    heads = [_lone_head(page, words, body_size) for page, words in zip(pages, bodies, strict=True)]
    first = heads[0] if heads else []
    if first and not any(
        other and abs(other[0].base - first[0].base) < 2 and abs(other[0].size - first[0].size) < 0.3
        for other in heads[1:]
    ):
        heads[0] = []
    done: list[list[Line]] = []
    for held, lines in zip(found, heads, strict=True):
        taken = {word.order for line in held for word in line.words}
        done.append([*(line for line in lines if line.words[0].order not in taken), *held])
    return done


def _lone_head(page: PageChars, words: Sequence[Printed], body_size: float) -> list[Line]:
    """The topmost row of a page where it is short, in small type, and far from all under it."""
    band = [word for word in words if word.base < HEAD * page.height]
    if not band:
        return []
    top = min(word.base for word in band)
    row = [word for word in band if word.base - top < 2]
    nearest = min((word.base for word in page.words if word.base > top + 2), default=page.height)
    above = any(word.base < top - 2 for word in page.words)
    small = all(word.style.size < SMALL * body_size for word in row)
    if above or not small or len(row) > 14 or nearest - top < 2.2 * body_size:
        return []
    return [line_of(stretch) for part in rows_of(row) for stretch in part]


def _isolated(
    held: Sequence[Line], numbers: Sequence[Line], words: Sequence[Printed], page: PageChars
) -> list[Line]:
    """Repeated lines without those that go over into the text below or above: those are body.

    A running head has nothing larger than itself nearer to the paper's edge.
    """
    half = page.height / 2
    kept = list(held)
    for head in (True, False):
        zone = [line for line in kept if (line.base < half) is head]
        zone.sort(key=lambda line: line.base, reverse=not head)
        while zone:
            inner = zone[-1]
            taken = {word.order for line in (*kept, *numbers) for word in line.words}
            step = 0.5 * inner.size  # what stands on its own row is no text below or above it
            low = [w for w in words if w.base > inner.base + step and w.order not in taken]
            high = [w for w in words if w.base < inner.base - step and w.order not in taken]
            if head:
                nearest = min(low, key=attrgetter("base"), default=None)
            else:
                nearest = max(high, key=attrgetter("base"), default=None)
            larger = any(w.style.size > LARGER * inner.size for w in (high if head else low))
            if _apart(inner, nearest) and not larger:
                break
            kept.remove(zone.pop())
    return kept


def _apart(line: Line, nearest: Printed | None) -> bool:
    """Whether a line stands apart from the text next to it, by white space or by type."""
    if nearest is None:
        return True
    size = max(nearest.style.size, line.size)
    return abs(nearest.base - line.base) > APART * size or nearest.style != line.style


def _outer(
    sure: Sequence[Line], held: Sequence[Line], lines: Sequence[Line], page: PageChars, body_size: float
) -> list[Line]:
    """Lines in small type that stand beside a page number, or nearer to the edge than a running line."""
    half = page.height / 2
    head = max((line.base for line in sure if line.base < half), default=0.0)
    foot = min((line.base for line in sure if line.base >= half), default=page.height)
    taken = {id(line) for line in held}
    return [
        line
        for line in lines
        if id(line) not in taken
        and line.size <= 1.1 * body_size
        and (line.base < head - 1 or line.base > foot + 1 or any(abs(line.base - h.base) < 2 for h in held))
    ]


def _lone_foot(
    held: Sequence[Line], words: Sequence[Printed], page: PageChars, body_size: float
) -> list[Line]:
    """A single short line in small print at the very foot, far from all other text ("Template 08/2022")."""
    taken = {word.order for line in held for word in line.words}
    rest = [word for word in words if word.order not in taken and word.base > FOOT * page.height]
    if not rest or len(rest) > 14:
        return []
    last = max(rest, key=lambda word: word.base)
    row = [word for word in rest if abs(word.base - last.base) < 2]
    above = max((w.base for w in words if w.base < last.base - 2 and w.order not in taken), default=0.0)
    small = last.style.size < SMALL * body_size and not row[0].raised
    lone = len(row) == len(rest) and last.base - above > 2.5 * body_size
    starts = min(row, key=lambda word: word.x0)
    noted = starts.style.size < 0.86 * last.style.size or starts.text.rstrip(".").isdigit()
    return [line_of(row)] if small and lone and not noted else []


def _edge_lines(page: PageChars, words: Sequence[Printed]) -> list[Line]:
    """The rows of words in the head and foot of a page, the outermost few of each."""
    head = [word for word in words if word.base < MARGIN * page.height]
    foot = [word for word in words if word.base > (1 - MARGIN) * page.height]
    lines: list[Line] = []
    for zone, slicer in ((head, slice(None, OUTERMOST)), (foot, slice(-OUTERMOST, None))):
        rows = rows_of(zone)[slicer]
        lines.extend(line_of(stretch) for row in rows for stretch in row)
    return lines


def _key(line: Line) -> str:
    return " ".join(line.text.casefold().split())


def _zone(line: Line, page: PageChars) -> bool:
    return line.top < page.height / 2


def _repeated(
    pages: Sequence[PageChars], edges: Sequence[Sequence[Line]]
) -> dict[tuple[str, bool], list[tuple[int, Line]]]:
    """Where each text stands in heads and feet."""
    places: dict[tuple[str, bool], list[tuple[int, Line]]] = defaultdict(list)
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            places[_key(line), _zone(line, page)].append((page.number, line))
    return {key: found for key, found in places.items() if len({page for page, _ in found}) > 1}


def _stands_again(line: Line, places: Sequence[tuple[int, Line]], page: int) -> bool:
    """Whether another page has the line in the same type at nearly the same height."""
    return any(
        number != page
        and abs(other.base - line.base) <= DRIFT
        and abs(other.size - line.size) <= 0.1 * line.size
        for number, other in places
    )


def _browser(text: str) -> bool:
    """Whether a line is what a browser prints over and under each page."""
    return bool(
        (_PRINTED_AT.match(text) and len(text) < 160) or (_ADDRESS.match(text) and _OF_PAGES.search(text))
    )


def _numbering(pages: Sequence[PageChars], edges: Sequence[Sequence[Line]], body_size: float) -> set[int]:
    """The lines (by identity) that number the pages: their number runs with the page's.

    What stands beside the number must be the same on another page; a number alone that no other
    page goes on must stand nearest to the edge.
    """
    places: dict[tuple[int, str], set[int]] = defaultdict(set)
    candidates: list[tuple[Line, int, str, bool]] = []
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            number, bare = _number_in(line.text)
            if number is not None and (bare or line.size <= 1.1 * body_size):
                beside = "" if bare else _DIGITS.sub("#", _key(line))
                places[number - page.number, beside].add(page.number)
                head = _zone(line, page)
                last = not any(
                    _zone(other, page) is head
                    and (other.base < line.base - 2 if head else other.base > line.base + 2)
                    for other in lines
                )
                candidates.append((line, number - page.number, beside, last))
    return {
        id(line)
        for line, offset, beside, last in candidates
        if len(places[offset, beside]) > 1 or (not beside and offset == 0 and last)
    }


def _number_in(text: str) -> tuple[int | None, bool]:
    """The page number a line holds, and whether it holds nothing else."""
    match = _PAGE_NUMBER.fullmatch(text.strip())
    if match:
        digits = match.group(1)
        return (int(digits) if digits.isdigit() else roman_number(digits.lower())), True
    ends = _NUMBER_FIRST.match(text) or _NUMBER_LAST.search(text)
    return (int(ends.group(1)), False) if ends else (None, False)


def _title_lines(
    edges: Sequence[Sequence[Line]], bodies: Sequence[Sequence[Printed]], body_size: float
) -> set[str]:
    """The lines of the first page set as large as a title."""
    if not bodies:
        return set()
    large = [word for word in bodies[0] if word.style.size > 1.25 * body_size]
    return {_key(line_of(stretch)) for row in rows_of(large) for stretch in row}
