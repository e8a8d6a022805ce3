"""Findings as links compare them: whose they are, when they were made, what they say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.links.concerns import concerns_of
from pipeline.links.wording import weights_of
from pipeline.model import Document, Finding, FindingRef, Identity, Report
from pipeline.organisations import resolve

_BEFORE = re.compile(r".*(?:[.!?:;][\"'”’)\]]*\s|\n\s*\n)", re.DOTALL)
OWN_NAME = 0.3  # what a word of the organisation's own name counts
_FARTHEST = 400  # characters before a half sentence in which its beginning is sought


@dataclass(frozen=True, slots=True)
class Subject:
    """A finding with what is needed to compare it with others.

    `year` is "" where the report has no date: it then comes before all others.
    """

    ref: FindingRef
    finding: Finding
    text: str
    organisation: str | None
    date: str
    concerns: Mapping[str, float]  # by id, each with how plainly it tells of it
    weights: Mapping[str, float]  # what each stem counts

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def wanting(self) -> bool:
        """Whether it tells of something that is not (yet) as it should be."""
        return self.finding.kind == "weakness" or self.finding.stage in {
            "priority", "recommendation", "planned",
        }  # fmt: skip

    @property
    def order(self) -> tuple[str, str, int, int]:
        return (self.date, self.ref.document_id, self.finding.start, self.ref.finding)


def subjects_of(reports: Sequence[Report]) -> tuple[Subject, ...]:
    """Every finding of the reports, oldest report first, each report in document order."""
    subjects = []
    for report in reports:
        document, found = report.document, report.segmentation
        organisation, date = organisation_of(found.identity), date_of(found.identity)
        own = frozenset(
            weights_of(f"{found.identity.organisation} {found.identity.organisation_acronym} {organisation}")
        )
        for number, finding in enumerate(found.findings):
            text = document.quote(finding.span)
            weights = {root: OWN_NAME if root in own else w for root, w in weights_of(text).items()}
            subjects.append(
                Subject(
                    FindingRef(document.document_id, number),
                    finding,
                    text,
                    organisation,
                    date,
                    concerns_of(text, opening_of(document, finding)),
                    weights,
                )
            )
    return tuple(sorted(subjects, key=lambda subject: subject.order))


def organisation_of(identity: Identity) -> str | None:
    """The name under which an organisation's reports come together, or None where none is told."""
    for name in (identity.organisation, identity.organisation_acronym):
        known = resolve(name) if name else None
        if known is not None:
            return known.name
    return identity.organisation or identity.organisation_acronym


def date_of(identity: Identity) -> str:
    """When a report was made, as precisely as it says; "" where it says nothing."""
    return identity.published or identity.period_end or identity.period_start or ""


def opening_of(document: Document, finding: Finding) -> str:
    """What stands before a finding that begins within a sentence, from the sentence's start."""
    if not document.text[finding.start : finding.start + 1].islower():
        return ""
    block = bisect_right(document.blocks, finding.start, key=lambda block: block.start) - 1
    first = document.blocks[block].start if block >= 0 else 0
    before = document.text[max(first, finding.start - _FARTHEST, 0) : finding.start]
    return _BEFORE.sub("", before)
