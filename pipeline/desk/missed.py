"""What is known of an item a person adds: its words and place, its section, its figure read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from pipeline.csvfile import plain
from pipeline.desk.decisions import Refused
from pipeline.desk.items import Item
from pipeline.desk.sources import Sources
from pipeline.figures import find_figures
from pipeline.model import Figure, Span
from pipeline.tables import SectionRow, TableSpec

_SHARED = ("document_id", "organisation", "published")  # with every row of the report
_BY_HAND: Mapping[str, dict[str, str]] = {  # what a row says of its origin when a person adds it
    "findings": {"basis": "wording", "rule": "reviewer", "confidence": "1"},
    "figures": {"basis": "prose"},
}


def quoted(sources: Sources, document_id: str, span: Span) -> dict[str, str]:
    """The words at a span and where they stand; raises Refused for a span outside the text."""
    text = sources.text(document_id)
    if text is None or not 0 <= span.start < span.end <= len(text):
        raise Refused("The selection is not in this report's text.")
    return {
        "text": " ".join(text[span.start : span.end].split()),
        "start": str(span.start),
        "end": str(span.end),
        "page": plain(sources.page_at(document_id, span.start)),
    }


def missed(
    sources: Sources, sections: Sequence[SectionRow], near: Item, spec: TableSpec, span: Span
) -> dict[str, str]:
    """The cells of a missed item, as far as its report tells them; `near` is a row of that report."""
    quote = quoted(sources, near.document_id, span)
    cells = {column: plain(getattr(near.row, column, None)) for column in _SHARED}
    cells |= _BY_HAND.get(spec.name, {}) | quote | _section(sections, near.document_id, span.start)
    if "context" in spec.columns:
        cells["context"] = sources.sentence(near.document_id, span)
        cells |= _read(cells["context"], quote["text"], spec)
    return {column: cell for column, cell in cells.items() if column in spec.columns}


def _section(sections: Sequence[SectionRow], document_id: str, offset: int) -> dict[str, str]:
    """The section an offset stands in, with the headings above it."""
    own = {row.section_id: row for row in sections if row.document_id == document_id}
    before = [row for row in own.values() if row.start is not None and row.start <= offset]
    row = max(before, key=lambda row: row.start or 0, default=None)
    if row is None:
        return {}
    names, above = [row.heading], own.get(row.parent_id or "")
    while above is not None and len(names) < len(own):
        names.append(above.heading)
        above = own.get(above.parent_id or "")
    return {"section_id": row.section_id, "section": " > ".join(reversed(names))}


def _read(sentence: str, words: str, spec: TableSpec) -> dict[str, str]:
    """What the figures stage reads in the words, in their sentence; nothing where it reads none."""
    start = sentence.find(words)
    for figure in find_figures(sentence):
        if start >= 0 and figure.start < start + len(words) and figure.end > start:
            return _cells(figure, spec)
    return {}


def _cells(figure: Figure, spec: TableSpec) -> dict[str, str]:
    told = {field.name: getattr(figure, field.name) for field in fields(figure)}
    placed = {"start", "end", "context", "basis"}  # as the report has them, not the sentence
    return {name: plain(told[name]) for name in told.keys() - placed if name in spec.columns and told[name]}
