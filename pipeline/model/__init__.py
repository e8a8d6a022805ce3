"""The things the pipeline speaks of, frozen and without I/O.

Offsets are code points into the canonical text of one document (`Document.text`), start
included, end excluded. Pages are 1-based. Boxes are in points from the top left of the page.
"""

from __future__ import annotations

from pipeline.model.document import Block, Cell, Document, Metadata, NoteRef, Page, Table
from pipeline.model.figures import Figure, Figures
from pipeline.model.findings import Finding, Identity, Rating, Section, Segmentation
from pipeline.model.links import FindingRef, Links, Report, Thread
from pipeline.model.places import Box, Run, Span
from pipeline.model.sets import (
    BODY_KINDS,
    BlockKind,
    Direction,
    FigureBasis,
    FigureKind,
    FindingBasis,
    FindingKind,
    Qualifier,
    ReformStage,
    Review,
    Source,
    Status,
    Verdict,
)

__all__ = [
    "BODY_KINDS",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Direction",
    "Document",
    "Figure",
    "FigureBasis",
    "FigureKind",
    "Figures",
    "Finding",
    "FindingBasis",
    "FindingKind",
    "FindingRef",
    "Identity",
    "Links",
    "Metadata",
    "NoteRef",
    "Page",
    "Qualifier",
    "Rating",
    "ReformStage",
    "Report",
    "Review",
    "Run",
    "Section",
    "Segmentation",
    "Source",
    "Span",
    "Status",
    "Table",
    "Thread",
    "Verdict",
]
