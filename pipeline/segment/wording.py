"""Findings judged by their own words: sentences of narrative that nothing printed declares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.language import parse, parse_all, sentences
from pipeline.model import Block, Document, Finding, FindingKind, Identity, ReformStage, Section, Span
from pipeline.segment import contrast
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.grammar import root_of, subject_of
from pipeline.segment.judge import Judgement, judge
from pipeline.segment.themes import themes_of

# Sections that describe: nothing in them is said of performance.
SILENT = frozenset(
    {"title", "method", "description", "about", "contents", "references", "annex", "figures", "ratings"}
)
FEWEST_WORDS = 3
FEWEST_CELL_WORDS = 6
LONGEST_SENTENCE = 1500  # characters; what is longer is a table or a list that lost its shape
OCR_SHARE = 0.85  # of the confidence, where the words themselves were guessed from a picture
OVERRULES = 0.7  # confidence from which a sentence's own words overrule what its place declares …
PRAISE_OVERRULES = 0.78  # … and from which praise does: progress is praised easily


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or half of one, with the section it stands in."""

    span: Span
    block: Block
    section: int | None


def worded_findings(
    document: Document,
    sections: tuple[Section, ...],
    taken: tuple[Span, ...],
    profile: Any = None,
    identity: Identity | None = None,
) -> tuple[Finding, ...]:
    """The sentences outside `taken` that praise, criticise, ask or report a change.

    Only English paragraphs, list items and table cells of narrative sections are read. A sentence
    that turns from praise to criticism gives a finding for each half. What the assessor of
    `identity` does itself is no finding; what it notes is.
    """
    assessor = frozenset((identity.assessor or "").split()) if identity else frozenset()
    found: list[Finding] = []
    pieces = tuple(_pieces(document, sections, taken))
    parse_all([" ".join(_plain(document, piece.span).split()) for piece in pieces])  # all at once is faster
    for piece in pieces:
        text = _plain(document, piece.span)
        if _tells_of_assessor(text, assessor):
            continue
        judgement = judge(text)
        for part in contrast.split(text) or (Span(0, len(text)),):
            said = judgement if len(part) == len(text) else judge(text[part.start : part.end])
            if said is not None:
                found.append(_finding(document, sections, piece, part, said))
    return tuple(found)


def overrule(
    document: Document, span: Span, kind: FindingKind, stage: ReformStage | None
) -> Judgement | None:
    """What a declared sentence says against the kind its heading or column declares, or None.

    Told are a weakness among strengths or progress, a standing strength among progress, and what is
    only planned among progress or recommendations. A list of weaknesses is believed: what it lists
    is often named by what should be ("Further strengthening of …").
    """
    judgement = judge(_plain(document, span))
    if judgement is None or not _goes_against(judgement, kind, stage):
        return None
    least = PRAISE_OVERRULES if judgement.kind == "strength" else OVERRULES
    return judgement if judgement.confidence >= least else None


def _tells_of_assessor(text: str, assessor: frozenset[str]) -> bool:
    """Whether the assessor is who acts in the sentence, and does not merely report."""
    if not any(word in text for word in assessor):
        return False
    tokens = parse(text)
    root = root_of(tokens)
    subject = subject_of(tokens, root)
    if subject is None or tokens[subject].text not in assessor:
        return False
    return fold(tokens[root].lemma) not in lexicon().words["reports"] - {"be"}


def _goes_against(judgement: Judgement, kind: FindingKind, stage: ReformStage | None) -> bool:
    """Whether a sentence's own words outweigh this declaration."""
    if kind == "strength":
        return judgement.kind == "weakness"
    if stage == "progress":
        return judgement.kind in {"weakness", "strength"} or judgement.stage == "planned"
    return stage == "recommendation" and judgement.stage == "planned"


def _finding(
    document: Document, sections: Sequence[Section], piece: _Piece, part: Span, said: Judgement
) -> Finding:
    start, end = piece.span.start + part.start, piece.span.start + part.end
    heading = None if piece.section is None else sections[piece.section]
    context = document.quote(Span(heading.start, heading.end)) if heading else None
    share = OCR_SHARE if piece.block.source == "ocr" else 1.0
    return Finding(
        kind=said.kind,
        start=start,
        end=end,
        basis="wording",
        rule=said.rule,
        confidence=round(said.confidence * share, 2),
        stage=said.stage,
        themes=themes_of(document.quote(Span(start, end)), None, context, document.quote(piece.span)),
        section=piece.section,
    )


def _plain(document: Document, span: Span) -> str:
    """The words at a span with every white-space character a space; offsets stay."""
    return "".join(" " if char.isspace() else char for char in document.text[span.start : span.end])


def _pieces(document: Document, sections: Sequence[Section], taken: Sequence[Span]) -> Iterator[_Piece]:
    """The sentences that may be judged, in document order."""
    covered = _Cover(taken)
    places = _Places(document, sections)
    for block, fewest in _readable(document):
        for sentence in sentences(document.text[block.start : block.end]):
            span = Span(block.start + sentence.start, block.start + sentence.end)
            section = places.at(span.start, block.panel)
            if covered.touches(span) or places.silent(section):
                continue
            text = document.text[span.start : span.end]
            if len(text.split()) < fewest or len(text) > LONGEST_SENTENCE or text.endswith(":"):
                continue
            if not lexicon().has_cue(text):
                continue
            if block.kind != "paragraph" or not _is_title(text):
                yield _Piece(span, block, section)


def _is_title(text: str) -> bool:
    """Whether a stretch without an end mark is mostly capitalised, as titles and labels are."""
    if text[-1] in '.!;…"”’)':
        return False
    words = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) >= 0.6 * len(words)


def _readable(document: Document) -> Iterator[tuple[Block, int]]:
    """English paragraphs, list items and blocks of cells in text order, with the fewest words to judge."""
    for block in document.blocks:
        if (block.language or document.language or "en") != "en":
            continue
        if block.kind in {"paragraph", "list_item"}:
            yield block, FEWEST_WORDS
        elif block.kind == "table" and block.table is not None:
            for cell in document.tables[block.table].body():
                yield from ((b, FEWEST_CELL_WORDS) for b in cell.blocks if (b.language or "en") == "en")


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

    def silent(self, index: int | None) -> bool:
        """Whether the section or one it stands in is of a kind that describes."""
        while index is not None:
            if self._sections[index].kind in SILENT:
                return True
            index = self._sections[index].parent
        return False
