"""Lists: which items belong together, and how deep each is nested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.lists import SIGNS, Marker, goes_on

STEP = 6.0  # points: a marker set further in by this is one level deeper
_ASIDE = frozenset(["furniture", "note", "graphic"])


def number_lists(drafts: Sequence[Draft], ids: Iterator[int]) -> None:
    """Give every list item its list and its depth; a list ends at a heading or at other text.

    A number that goes on an earlier list's takes it up again over paragraphs between.
    """
    stack: list[Draft] = []
    broken = False
    signed = any(draft.marker is not None and draft.marker.word.text in SIGNS for draft in drafts)
    for draft in drafts:
        if draft.kind in _ASIDE:
            continue
        if draft.kind != "list_item" or draft.marker is None:
            broken = True
            if draft.kind in ("heading", "table") and not draft.run_in:
                stack = []
            continue
        if signed and draft.marker.kind == "dash" and stack and _is_title(stack[-1], draft):
            stack = []  # what is weighed under a numbered title is no part of it
        stack = _placed(draft, draft.marker, stack, broken, ids)
        broken = False


def _is_title(outer: Draft, draft: Draft) -> bool:
    """Whether a numbered item stands over signs that begin where it does."""
    if outer.marker is None or draft.marker is None or outer.marker.kind == "dash":
        return False
    return abs((draft.marker.word.x0 - draft.left) - (outer.marker.word.x0 - outer.left)) < STEP


def _placed(
    draft: Draft, marker: Marker, stack: list[Draft], broken: bool, ids: Iterator[int]
) -> list[Draft]:
    """The open lists after this item, innermost last; its own list and level are set."""
    indent = marker.word.x0 - draft.left
    for depth in range(len(stack) - 1, -1, -1):
        other = stack[depth]
        if other.marker is None or not goes_on(marker, other.marker):
            continue
        counted = marker.kind not in ("glyph", "dash")
        same = abs(indent - (other.marker.word.x0 - other.left)) < STEP or other.page != draft.page
        if (counted or (same and not broken)) and draft.panel == other.panel:
            draft.list_id, draft.level = other.list_id, depth + 1
            return [*stack[:depth], draft]
    if broken and marker.ordinal in (None, 1) and not _deeper(indent, stack):
        stack = []
    while stack and not _nests(indent, marker, stack[-1]):
        stack = stack[:-1]
    draft.list_id, draft.level = next(ids), len(stack) + 1
    if stack:
        draft.list_id = stack[0].list_id
    return [*stack, draft]


def _deeper(indent: float, stack: Sequence[Draft]) -> bool:
    last = stack[-1] if stack else None
    return last is not None and last.marker is not None and indent > last.marker.word.x0 - last.left + STEP


def _nests(indent: float, marker: Marker, outer: Draft) -> bool:
    """Whether a new list begins inside an item: set further in, or of another kind without going back."""
    if outer.marker is None:
        return False
    edge = outer.marker.word.x0 - outer.left
    if indent > edge + STEP:
        return True
    return indent > edge - STEP and marker.kind != outer.marker.kind and marker.ordinal in (None, 1)
