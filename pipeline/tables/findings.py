"""The tables of judgements: findings, ratings, and the threads through findings."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from pipeline.model import FindingBasis, FindingKind, ReformStage, Review, Verdict
from pipeline.tables.row import PartialDate, Reviewed, Row, RowId, Share, Year


class FindingRow(Reviewed):
    """A strength, a weakness or a reform item."""

    finding_id: RowId = Field(description="Names the finding.")
    document_id: RowId = Field(description="The report.")
    organisation: str | None = Field(None, description="The assessed organisation.")
    published: PartialDate | None = Field(None, description="When the report was published.")
    kind: FindingKind = Field(description="strength, weakness or reform.")
    stage: ReformStage | None = Field(None, description="Of a reform: how far it is.")
    label: str | None = Field(
        None,
        description='Its printed name ("Recommendation 3"), or management\'s verdict; several by name.',
    )
    component: str | None = Field(
        None, description="Component or objective of the framework it stands under."
    )
    theme: str | None = Field(None, description="One or two themes, the stronger first, joined by ';'.")
    text: str = Field(description="The finding, verbatim, white space folded.")
    basis: FindingBasis = Field(
        description="How its kind is known: heading, lead-in, table, or its own wording."
    )
    rule: str = Field(description="The profile rule that made it.")
    confidence: Share = Field(
        description="How sure the kind is: of rows at 0.9, nine in ten should be right."
    )
    same_as: RowId | None = Field(None, description="The finding that says the same, here or elsewhere.")
    responds_to: RowId | None = Field(None, description="The recommendation this answers.")
    section_id: RowId | None = Field(None, description="The section it stands in.")
    section: str | None = Field(None, description="Headings above it, outermost first, joined by ' > '.")


class RatingRow(Reviewed):
    """A judgement on a scale."""

    rating_id: RowId = Field(description="Names the rating.")
    document_id: RowId = Field(description="The report.")
    organisation: str | None = Field(None, description="The assessed organisation.")
    component: str = Field(description="What is rated, in the profile's words where it knows it.")
    label: str | None = Field(None, description="The rating in words.")
    score: Decimal | None = Field(
        None, description="The rating as a number; empty where the source has none."
    )
    scale: str | None = Field(None, description="The scale it stands on.")
    scale_min: Decimal | None = Field(None, description="Lowest point of that scale.")
    scale_max: Decimal | None = Field(None, description="Highest point of that scale.")
    year: Year | None = Field(None, description="Year the rating is for.")
    text: str = Field(description="The rating as printed, white space folded.")


class ThreadRow(Row):
    """A finding's place in a concern followed across an organisation's reports."""

    thread_id: RowId = Field(description="Names the concern.")
    organisation: str = Field(description="The assessed organisation.")
    theme: str = Field(description="The theme its findings share.")
    concern: str | None = Field(None, description="What the concern is, in a few words.")
    verdict: Verdict = Field(description="What became of it by the latest report.")
    finding_id: RowId = Field(description="A finding it stands on.")
    document_id: RowId = Field(description="The report that finding stands in.")
    published: PartialDate | None = Field(None, description="When that report was published.")
    similarity: Share = Field(description="How close the finding is to the concern's other reports, 0 to 1.")
    text: str = Field(description="The finding.")
    review: Review | None = Field(None, description="A reviewer's decision; empty: not looked at yet.")
    review_note: str | None = Field(None, description="A reviewer's remark.")
