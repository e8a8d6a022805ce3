"""The sentences of a document that may be judged by their words: narrative, English, not spoken for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language import sentences
from pipeline.model import Block, Document, Section, Span
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.judge import judge
from pipeline.segment.notes import is_field, is_label, is_note, is_title

# Sections that describe: nothing in them is said of performance.
_SILENT = frozenset({"title", "method", "about", "contents", "references", "annex", "figures"})
_AMONG_RATINGS = 0.6  # how sure a judgement must be in a paragraph that stands among ratings
_DATELINE = re.compile(
    r"[A-Z][\w .'-]{2,30},\s(?:[A-Z][\w ]{2,20},\s)?\d{1,2}\s[A-Z][a-z]+\s\d{4}\s?[-–—]\s+"
)
# What a sign or a level stands for: "Some progress = Some steps", "good (60-80 points), fair (40-60"
_GLOSS = re.compile(r"[a-z] = [A-Z]|\(\d+\s?[-–]\s?\d+[^()]{0,9}\).*\(\d+\s?[-–]\s?\d+[^()]{0,9}\)")
FEWEST_WORDS = 3
FEWEST_CELL_WORDS = 6
LONGEST_SENTENCE = 1500  # characters; what is longer is a table or a list that lost its shape


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that may be judged, with the section it stands in."""

    span: Span
    block: Block
    section: int | None
    beside: tuple[Span, ...] = ()  # the sentences before and after it in its block


def plain(document: Document, span: Span) -> str:
    """The words at a span with every white-space character a space; offsets stay."""
    return "".join(" " if char.isspace() else char for char in document.text[span.start : span.end])


def pieces_of(document: Document, sections: Sequence[Section], taken: Sequence[Span]) -> Iterator[Piece]:
    """The sentences that may be judged, in document order."""
    covered = _Cover(taken)
    places = _Places(document, sections)
    for block, fewest, celled in _readable(document):
        start = _after_label(document, block)
        stretches = [
            Span(start + s.start, start + s.end) for s in sentences(document.text[start : block.end])
        ]
        for index, span in enumerate(stretches):
            section = places.at(span.start, block.panel)
            least = places.least(section, celled)
            if covered.touches(span) or least is None:
                continue
            text = document.text[span.start : span.end]
            if len(text.split()) < fewest or len(text) > LONGEST_SENTENCE or text.endswith(":"):
                continue
            if not lexicon().has_cue(text) or is_field(text) or _GLOSS.search(text):
                continue
            if least and not _plain_enough(block, text, least):
                continue
            if block.kind != "paragraph" or not is_title(text):
                beside = (*stretches[max(index - 1, 0) : index], *stretches[index + 1 : index + 2])
                yield Piece(span, block, section, beside)


def _plain_enough(block: Block, text: str, least: float) -> bool:
    """Whether a sentence of a paragraph praises, criticises, asks or reports as surely as it needs to."""
    said = judge(text) if block.kind == "paragraph" else None
    return said is not None and said.confidence >= least


def _after_label(document: Document, block: Block) -> int:
    """Where the prose of a block begins: after a bold label run into it, "Added value The fund is …".

    So too after the place and date of a news item: "Geneva, 1 December 2016 - The Alliance …".
    """
    if block.kind == "paragraph" and (dateline := _DATELINE.match(document.text, block.start, block.end)):
        return dateline.end()
    if block.kind != "paragraph" or block.lead is None or not block.start < block.lead < block.end:
        return block.start
    label = document.text[block.start : block.lead]
    rest = document.text[block.lead : block.end].lstrip()
    return block.lead if rest[:1].isupper() and is_label(label.strip()) else block.start


def _describes(lead: str) -> bool:
    """Whether a lead-in announces aims, questions or activities: "The specific objectives were:"."""
    last = lead.rsplit(". ", 1)[-1]
    if not lead.endswith(":"):
        return False
    words = {fold(word).strip(".,;:()") for word in last.split()}
    named = words | {word.removesuffix("s") for word in words}
    return not named.isdisjoint(lexicon().words["described"]) and judge(last) is None


def _readable(document: Document) -> Iterator[tuple[Block, int, bool]]:
    """English paragraphs, list items and blocks of cells in text order.

    With each the fewest words to judge, and whether it stands in a cell.
    """
    described = False  # whether the list being read says only what was meant or done
    for block in document.blocks:
        if block.kind != "list_item":
            described = block.kind in {"paragraph", "heading"} and _describes(document.quote(block.span))
        if not document.in_english(block) or (block.kind == "list_item" and described):
            continue
        if block.kind == "paragraph" and is_note(document.quote(block.span)):
            continue
        if block.kind in {"paragraph", "list_item"}:
            yield block, FEWEST_WORDS, False
        elif block.kind == "table" and block.table is not None:
            for cell in document.tables[block.table].body():
                english = filter(document.in_english, cell.blocks)
                yield from ((b, _fewest(document, b), True) for b in english)


def _fewest(document: Document, block: Block) -> int:
    """The fewest words to judge in a cell: a short one is prose only where it ends as sentences do."""
    return FEWEST_WORDS if document.quote(block.span).endswith(".") else FEWEST_CELL_WORDS


class _Cover:
    """Stretches of text that are spoken for."""

    def __init__(self, taken: Sequence[Span]) -> None:
        self._spans = sorted(taken)
        self._starts = [span.start for span in self._spans]
        self._reach: list[int] = []
        for span in self._spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def touches(self, span: Span) -> bool:
        """Whether any of them overlaps the span."""
        before = bisect_right(self._starts, span.end - 1)
        return before > 0 and self._reach[before - 1] > span.start


class _Places:
    """Which section a place of the text belongs to."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._panels = {b.start: b.panel for b in document.blocks if b.kind == "heading"}
        self._order = sorted(range(len(sections)), key=lambda i: sections[i].start)
        self._starts = [sections[i].start for i in self._order]

    def at(self, offset: int, panel: int | None = None) -> int | None:
        """The innermost section around the offset, or None; a heading in a box governs its box only."""
        before = bisect_right(self._starts, offset)
        index: int | None = self._order[before - 1] if before else None
        while index is not None and not self._governs(index, offset, panel):
            index = self._sections[index].parent
        return index

    def _governs(self, index: int, offset: int, panel: int | None) -> bool:
        section = self._sections[index]
        own = self._panels.get(section.start)
        return offset < section.body_end and (own is None or own == panel)

    def least(self, index: int | None, celled: bool) -> float | None:
        """How sure a judgement must be in a section; None where it or one it stands in describes.

        Sentences in cells are read among ratings freely: they give the reasons.
        """
        least = 0.0
        while index is not None:
            kind = self._sections[index].kind
            if kind in _SILENT:
                return None
            if kind == "ratings" and not celled:
                least = _AMONG_RATINGS
            index = self._sections[index].parent
        return least
