"""Findings judged by their own words: sentences of narrative that nothing printed declares."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import parse, parse_all
from pipeline.model import Document, Finding, FindingKind, Identity, ReformStage, Section, Span
from pipeline.profile import Profile
from pipeline.segment import contrast
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.grammar import root_of, subject_of
from pipeline.segment.judge import Judgement, in_company, judge
from pipeline.segment.legends import lists_levels
from pipeline.segment.moves import MOVES
from pipeline.segment.readable import Piece, pieces_of, plain
from pipeline.segment.themes import themes_of

LEAST = 0.42  # below it a row costs a reader more than it brings
OCR_SHARE = 0.85  # of the confidence, where the words themselves were guessed from a picture
OVERRULES = 1.1  # weight from which a sentence's own words overrule what its place declares …
PRAISE_OVERRULES = 1.5  # … and from which praise does: progress is praised easily


def worded_findings(
    document: Document,
    sections: tuple[Section, ...],
    taken: tuple[Span, ...],
    profile: Profile | None = None,
    identity: Identity | None = None,
) -> tuple[Finding, ...]:
    """The sentences outside `taken` that praise, criticise, ask or report a change.

    Only English paragraphs, list items and table cells of narrative sections are read. A sentence
    that turns from praise to criticism gives a finding for each half. What the assessor of
    `identity` does itself is no finding; what it notes is.
    """
    assessor = frozenset((identity.assessor or "").split()) if identity else frozenset()
    found: list[Finding] = []
    pieces = tuple(pieces_of(document, sections, taken))
    parse_all([" ".join(plain(document, piece.span).split()) for piece in pieces])  # all at once is faster
    for piece in pieces:
        text = plain(document, piece.span)
        if _tells_of_assessor(text, assessor) or (profile is not None and lists_levels(text, profile)):
            continue
        judgement = judge(text)
        parts = contrast.split(text)
        for part in parts or (Span(0, len(text)),):
            said = contrast.judge_half(text, part) if parts else judgement
            if said is None:
                continue
            said = in_company(said, company(document, piece))
            if said.confidence >= LEAST:
                found.append(_finding(document, sections, piece, part, said))
    return tuple(found)


def company(document: Document, piece: Piece) -> int:
    """How many of the sentences before and after it in its paragraph speak, less those that do not."""
    return sum(1 if _speaks(plain(document, span)) else -1 for span in piece.beside)


def _speaks(text: str) -> bool:
    return lexicon().has_cue(text) and (judge(text) is not None or bool(contrast.split(text)))


def overrule(
    document: Document, span: Span, kind: FindingKind, stage: ReformStage | None
) -> Judgement | None:
    """What a declared sentence says against the kind its heading or column declares, or None.

    Told are a weakness among strengths or progress, a standing strength among progress, and what is
    only planned among progress or recommendations. A list of weaknesses is believed: what it lists
    is often named by what should be ("Further strengthening of …").
    """
    text = plain(document, span)
    judgement = judge(text, OVERRULES)
    if judgement is None or not _goes_against(judgement, kind, stage):
        return None
    return judge(text, PRAISE_OVERRULES) if judgement.kind == "strength" else judgement


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
        moved = judgement.rule in MOVES  # "Travel costs fell" is what progress looks like
        told = judgement.kind == "weakness" or judgement.stage == "planned"
        return told or (judgement.kind == "strength" and not moved)
    return stage == "recommendation" and judgement.stage == "planned"


def _finding(
    document: Document, sections: Sequence[Section], piece: Piece, part: Span, said: Judgement
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
