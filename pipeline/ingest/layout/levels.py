"""How deep each heading lies: by bookmarks, its own number, or its type; 0 for the document's title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.ingest.imprint import is_imprint
from pipeline.ingest.layout.body import Body
from pipeline.ingest.layout.drafts import Draft

LARGER = 1.12  # times the body's size: a title is at least so large
DEEPEST = 6  # levels told by type alone
DEEPEST_BY_TYPE = 3  # from here on types of nearly one size count as one level
NEAR_SIZE = 0.8  # points
_DEPTH = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")

Key = tuple[float, bool, bool]


def key_of(draft: Draft) -> Key:
    """The type a heading is set in: size, weight, capitals; headings of one level share it."""
    style = draft.style
    text = draft.text
    return (round(style.size * 2) / 2, style.bold, text.upper() == text)


def _weight(key: Key) -> tuple[float, bool, bool]:
    size, bold, capitals = key
    return (size, capitals, bold)


def levelled(drafts: list[Draft], bookmarked: dict[int, int], body: Body) -> list[Draft]:
    """Levels for all headings; 0 for the document's own title."""
    block = [draft for draft in drafts if draft.kind == "heading" and not draft.run_in]
    titles = _titles(drafts, block, body)
    titles -= {id(draft) for draft in block[1:] if id(draft) in bookmarked}
    known: dict[Key, list[int]] = defaultdict(list)
    keys: set[Key] = set()
    for draft in block:
        if id(draft) in titles:
            continue
        keys.add(key_of(draft))
        depth = bookmarked.get(id(draft)) or _depth(draft.text)
        if depth:
            known[key_of(draft)].append(depth)
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
            draft.level = current = depth or level_of[key_of(draft)]
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
            draft.kind == "paragraph"
            and draft.table is None
            and (draft.style.size > body.size or is_imprint(draft.text))
        ):
            continue
        if draft.kind != "heading" or draft.run_in or draft.page > drafts[0].page:
            break
        top.append(draft)
    later = block[len(top) :]
    keys = {key_of(draft) for draft in later}
    largest = max((draft.style.size for draft in later if draft.page > drafts[0].page), default=body.size)
    return {
        id(draft)
        for draft in top
        if draft.style.size >= largest
        and draft.style.size > LARGER * body.size
        and key_of(draft) not in keys
        and not _depth(draft.text)
    }
