"""The closed sets of values: kinds, stages, bases, verdicts."""

from __future__ import annotations

from typing import Literal

BlockKind = Literal[
    "heading",  # a heading, run-in headings included
    "paragraph",
    "list_item",
    "table",  # its text is the text of its cells; the cells stand in Document.tables
    "caption",  # the title line of a table, figure or box
    "note",  # a footnote or endnote
    "contents",  # a line of a table of contents
    "furniture",  # running head or foot, page number, a browser's print header
    "graphic",  # labels of a chart or drawing: text, but no prose
]
Source = Literal["text", "ocr"]
FindingKind = Literal["strength", "weakness", "reform"]
ReformStage = Literal["priority", "recommendation", "progress", "planned", "response"]
FindingBasis = Literal["heading", "lead_in", "table", "wording"]
FigureKind = Literal["money", "percentage", "count", "score", "ratio", "duration"]
FigureBasis = Literal["prose", "table"]
Qualifier = Literal["about", "over", "at_least", "under", "up_to", "almost"]
Direction = Literal["increase", "decrease"]
Verdict = Literal["persisting", "progressing", "resolved", "new"]
Review = Literal["accept", "reject", "edit"]
Status = Literal["ok", "partial", "failed"]

BODY_KINDS: frozenset[BlockKind] = frozenset(
    {"heading", "paragraph", "list_item", "table", "note", "caption"}
)
