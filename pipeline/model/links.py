"""A report after its stages, and what ties the findings of several together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pipeline.model.document import Document
from pipeline.model.figures import Figures
from pipeline.model.findings import Segmentation
from pipeline.model.sets import Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """One report after all stages that look at it alone."""

    document: Document
    segmentation: Segmentation
    figures: Figures = field(default_factory=Figures)


class FindingRef(NamedTuple):
    """A finding of some report: its document and its index there."""

    document_id: str
    finding: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A concern of one organisation followed over its reports.

    `members` stand in order of publication, each with its similarity (0 to 1) to the members of
    the other reports. `concern` is what the thread is about, in a few words.
    """

    organisation: str
    theme: str
    verdict: Verdict
    members: tuple[tuple[FindingRef, Decimal], ...]
    concern: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """What ties findings together, within a report and over reports."""

    same_as: tuple[tuple[FindingRef, FindingRef], ...] = ()
    responds_to: tuple[tuple[FindingRef, FindingRef], ...] = ()
    threads: tuple[Thread, ...] = ()
