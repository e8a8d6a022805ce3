"""Lists whose items nothing marks but their indent, told by the sentence that announces them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.layout.drafts import Draft

FEWEST = 2  # items: a lone paragraph set in is a quotation
FEWEST_LINES = 3  # items that are the lines of one paragraph
INDENT = 1.0  # type sizes
HANG = 0.6  # type sizes: the later lines of an item begin so much further in
MOST = 40  # items
SAME = 2.0  # points: items of one list begin so near to each other
SPARE = 1.2  # type sizes: a line that leaves room for the next word and this was broken off on purpose
_ASIDE = frozenset(["furniture", "note", "graphic"])


def with_indented(drafts: Sequence[Draft], ids: Iterator[int]) -> list[Draft]:
    """Drafts with the paragraphs under a line that ends in a colon made items, where they are set so.

    That is further in than it as a whole, with what follows them standing where that line does or
    no paragraph; or with their first lines hanging out. Lines broken off early are an item each.
    """
    done = list(drafts)
    for number in reversed(range(len(done))):
        lead = done[number]
        if lead.kind != "paragraph" or not lead.lines or not lead.text.endswith(":"):
            continue
        flow = [draft for draft in done[number + 1 : number + 1 + 2 * MOST] if draft.kind not in _ASIDE]
        items = _set_in(lead, flow) or _hanging(lead, flow)
        split = {id(item): _line_by_line(item) for item in items}
        if sum(map(len, split.values())) < (FEWEST if len(items) > 1 else FEWEST_LINES):
            continue
        list_id = next(ids)
        listed = {
            key: [replace(part, kind="list_item", level=1, list_id=list_id) for part in parts]
            for key, parts in split.items()
        }
        done = [part for draft in done for part in listed.get(id(draft), [draft])]
    return done


def _set_in(lead: Draft, flow: Sequence[Draft]) -> list[Draft]:
    """The paragraphs right under a lead that begin further in than it, alike and in all their lines."""
    items: list[Draft] = []
    for draft in flow[:MOST]:
        first = items[0] if items else draft
        if not _is_plain(draft, lead) or abs(draft.lines[0].x0 - draft.x0) > SAME:
            break
        if _inwards(draft) < _inwards(lead) + INDENT * lead.style.size and not _under(first, draft):
            break
        if abs(_inwards(draft) - _inwards(first)) > SAME and not _under(first, draft):
            break
        items.append(draft)
    after = flow[len(items)] if len(items) < len(flow) else None
    returns = after is None or not after.lines or _inwards(after) <= _inwards(lead) + SAME
    return items if returns else []


def _under(first: Draft, draft: Draft) -> bool:
    """Whether a draft stands on a later page exactly below where the first item does."""
    return draft is not first and draft.page > first.page and abs(draft.x0 - first.x0) <= SAME


def _hanging(lead: Draft, flow: Sequence[Draft]) -> list[Draft]:
    """The paragraphs right under a lead whose first lines hang out, and lone lines among them."""
    items: list[Draft] = []
    for draft in flow[:MOST]:
        if not _is_plain(draft, lead) or abs(_inwards(draft) - _inwards(lead)) > SAME:
            break
        if len(draft.lines) > 1 and not _hangs(draft):
            break
        items.append(draft)
    return items if sum(len(item.lines) > 1 for item in items) >= FEWEST else []


def _hangs(draft: Draft) -> bool:
    """Whether all lines but the first begin further in."""
    edge = draft.lines[0].x0 + HANG * draft.style.size
    page = draft.lines[0].words[0].page
    return all(line.x0 > edge for line in draft.lines[1:] if line.words[0].page == page)


def _is_plain(draft: Draft, lead: Draft) -> bool:
    """Whether a draft is a paragraph in the type and the box of the lead."""
    if draft.kind != "paragraph" or not draft.lines:
        return False
    return draft.panel == lead.panel and draft.style.size == lead.style.size


def _inwards(draft: Draft) -> float:
    """How far in from the edge of its column a draft begins."""
    return draft.x0 - draft.left


def _line_by_line(draft: Draft) -> list[Draft]:
    """A draft in one piece, or a piece for each line where all of them end before they are full."""
    lines = draft.lines
    early = all(
        line.x1 + after.words[0].x1 - after.words[0].x0 + SPARE * line.size < draft.right
        for line, after in pairwise(lines)
    )
    return [replace(draft, lines=[line]) for line in lines] if early else [draft]
