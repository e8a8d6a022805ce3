"""What a report says: of itself, its sections, findings and ratings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.places import Span
from pipeline.model.sets import FindingBasis, FindingKind, ReformStage
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report is: by whom, of whom, when. Dates are ISO 8601 at the precision known."""

    title: str | None = None
    organisation: str | None = None
    organisation_acronym: str | None = None
    assessor: str | None = None
    framework: str | None = None
    published: str | None = None
    period_start: str | None = None
    period_end: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (`start` to `end`) and what stands under it, up to `body_end`."""

    start: int
    end: int
    body_end: int
    level: int
    kind: str | None = None  # as the profile names it: summary, conclusions, recommendations …
    parent: int | None = None  # index into Segmentation.sections


@dataclass(frozen=True, slots=True)
class Finding:
    """A strength, a weakness or a reform item, verbatim.

    `responds_to` is the index of the recommendation this answers where the printed layout says so;
    other links are found over all reports (`Links`).
    """

    kind: FindingKind
    start: int
    end: int
    basis: FindingBasis
    rule: str
    confidence: float
    stage: ReformStage | None = None
    label: str | None = None
    component: str | None = None
    themes: tuple[str, ...] = ()
    section: int | None = None
    responds_to: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Rating:
    """One judgement on a scale. `start` to `end` is what is printed: the label or the score."""

    component: str
    start: int
    end: int
    label: str | None = None
    score: Decimal | None = None
    scale: str | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    year: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What the segment stage found in one document."""

    identity: Identity
    profile: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    ratings: tuple[Rating, ...] = ()
    problems: tuple[Problem, ...] = ()
