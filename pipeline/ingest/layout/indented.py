"""Lists whose items nothing marks but their indent, told by the sentence that announces them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.layout.drafts import Draft

FEWEST = 2  # items: a lone paragraph set in is a quotation
INDENT = 1.0  # type sizes
MOST = 40  # items
SAME = 2.0  # points: items of one list begin so near to each other
_ASIDE = frozenset(["furniture", "note", "graphic"])


def mark_indented(drafts: Sequence[Draft], ids: Iterator[int]) -> None:
    """Make items of the paragraphs under a line that ends in a colon, set in further than it as a whole.

    What follows them must stand where that line does, or be no paragraph.
    """
    flow = [draft for draft in drafts if draft.kind not in _ASIDE]
    for number, lead in enumerate(flow):
        if lead.kind != "paragraph" or not lead.lines or not lead.text.endswith(":"):
            continue
        items = _items(lead, flow[number + 1 : number + 1 + MOST])
        after = flow[number + 1 + len(items)] if number + 1 + len(items) < len(flow) else None
        if len(items) < FEWEST or (after is not None and after.lines and after.x0 > lead.x0 + SAME):
            continue
        list_id = next(ids)
        for item in items:
            item.kind, item.level, item.list_id = "list_item", 1, list_id


def _items(lead: Draft, rest: Sequence[Draft]) -> list[Draft]:
    """The paragraphs right under a lead that begin further in than it, alike and in all their lines."""
    items: list[Draft] = []
    for draft in rest:
        if (
            draft.kind != "paragraph"
            or not draft.lines
            or (draft.page, draft.panel) != (lead.page, lead.panel)
        ):
            break
        first = items[0] if items else draft
        if draft.x0 < lead.x0 + INDENT * lead.style.size or abs(draft.x0 - first.x0) > SAME:
            break
        if abs(draft.lines[0].x0 - draft.x0) > SAME or draft.style.size != lead.style.size:
            break
        items.append(draft)
    return items
