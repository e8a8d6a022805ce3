"""Contents pages: lines that end in a page number, by dot leaders or under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.lines import FEWEST_PAGES, Line, line_of

_LEADERS = re.compile(r"\.\s?(?:\.\s?){3}|……|____|·\s?(?:·\s?){3}")
_ENDS_IN_PAGE = re.compile(r"\S.*?(?:\s|\.{2,}|…)\s*(\d{1,3}|[ivxl]{1,5})$")
LONGEST = 400  # characters of an entry
FEWEST = 3  # lines that make a contents list
FAR = 2.0  # type sizes: a page number stands further behind its entry than words stand apart


def with_contents(drafts: Sequence[Draft]) -> list[Draft]:
    """A page's drafts, those of a contents list taken line by line and told apart.

    A list is one where dot leaders lead to numbers, or where most lines of a stretch end in page
    numbers that never fall. Its title (the heading line right above) belongs to it.
    """
    done: list[Draft] = []
    listed = _lists_pages(drafts)
    for draft in drafts:
        if draft.table is None and any(
            _LEADERS.search(line.text) or (listed and _far_page(line) is not None) for line in draft.lines
        ):
            done.extend(_entries(draft))
        else:
            done.append(draft)
    return _with_title(_numbered_runs(done))


def _lists_pages(drafts: Sequence[Draft]) -> bool:
    """Whether page numbers that never fall stand far behind the lines of a page."""
    lines = (line for draft in drafts if draft.table is None for line in draft.lines)
    pages = [page for line in lines if (page := _far_page(line)) is not None]
    numbers = [page for page in pages if page]
    return len(pages) >= FEWEST_PAGES and numbers == sorted(numbers) and len(set(numbers)) > 1


def _far_page(line: Line) -> int | None:
    """The page number that stands far behind the words of a line; 0 for one in small letters."""
    if len(line.words) < 2 or line.words[-1].x0 - line.words[-2].x1 < FAR * line.size:
        return None
    match = _ENDS_IN_PAGE.match(line.text)
    return None if match is None else int(match[1]) if match[1].isdigit() else 0


def _entries(draft: Draft) -> list[Draft]:
    """One draft for each entry: a line that ends in a number closes one."""
    entries: list[Draft] = []
    open_entry = False
    for number, line in enumerate(draft.lines):
        whole = line_of([draft.marker.word, *line.words]) if number == 0 and draft.marker else line
        if open_entry:
            entries[-1].lines.append(whole)
        else:
            entries.append(replace(draft, kind="contents", lines=[whole], marker=None))
        open_entry = not _ENDS_IN_PAGE.match(entries[-1].text[-LONGEST:].lstrip())
    return entries


def _numbered_runs(drafts: list[Draft]) -> list[Draft]:
    """Runs of short drafts that end in page numbers, or that stand between such entries, marked."""
    pages = [_page_of(draft) for draft in drafts]
    done = list(drafts)
    start = 0
    while start < len(done):
        end = start
        last = 0
        while end < len(done):
            page = pages[end]
            if page is None or page < last:
                break
            last, end = page, end + 1
        entries = sum(draft.kind == "contents" for draft in done[start:end])
        if end - start >= FEWEST and (entries or end - start >= 5):
            for index in range(start, end):
                done[index] = _entry(done[index])
        start = max(end, start + 1)
    for index in range(1, len(done) - 1):
        between = done[index - 1].kind == done[index + 1].kind == "contents"
        if between and done[index].kind in ("paragraph", "list_item") and len(done[index].lines) <= 2:
            done[index] = _entry(done[index])
    return done


def _entry(draft: Draft) -> Draft:
    if draft.kind == "contents":
        return draft
    lines = draft.lines
    if draft.marker is not None:
        lines = [line_of([draft.marker.word, *lines[0].words]), *lines[1:]]
    return replace(draft, kind="contents", lines=lines, marker=None)


def _page_of(draft: Draft) -> int | None:
    """The page number a short draft ends in."""
    if draft.table is not None or not draft.lines or len(draft.lines) > 3:
        return None
    if draft.kind not in ("paragraph", "list_item", "contents"):
        return None
    if not draft.lines[-1].words[-1].text[-1:].isalnum():
        return None
    text = draft.text
    match = _ENDS_IN_PAGE.match(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    last = draft.lines[-1].words
    far = len(last) < 2 or last[-1].x0 - last[-2].x1 > last[-1].style.size or "." * 4 in text
    if not far and draft.kind != "contents":
        return None
    return int(match.group(1)) if match.group(1).isdigit() else 0


def _with_title(drafts: list[Draft]) -> list[Draft]:
    for index in range(1, len(drafts)):
        title = drafts[index - 1]
        if (
            drafts[index].kind == "contents"
            and title.kind == "paragraph"
            and title.lines
            and len(title.lines) == 1
            and len(title.text.split()) <= 5
        ):
            drafts[index - 1] = replace(title, kind="contents")
            break
    return drafts
