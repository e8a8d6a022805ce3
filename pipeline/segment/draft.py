"""What the declaring mechanisms work on and hand on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Block, Document, Finding, Span
from pipeline.profile import Profile
from pipeline.segment.outline import Outline

# How sure a declared kind is. Readers of the gold reports agree on nearly every item under a
# heading or lead-in; a column's items more often speak against their header.
HEADING = 0.97
LEAD_IN = 0.96
WORDED_LEAD_IN = 0.85
LABEL = 0.97
COLUMN = 0.95
NARRATIVE = 0.85
PROSE = 0.8  # paragraphs and sentences, not items, under a heading


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with the profile it is read by, its running blocks and its headings."""

    document: Document
    profile: Profile
    outline: Outline
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A declared finding; `answers` is the span of the recommendation it responds to."""

    finding: Finding
    answers: Span | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """What one mechanism found, and the spans nothing else may take: its items and their intros."""

    drafts: tuple[Draft, ...] = ()
    taken: tuple[Span, ...] = ()
