"""The table of figures."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from pipeline.model import Direction, FigureBasis, FigureKind, Qualifier
from pipeline.tables.row import Reviewed, RowId, Year


class FigureRow(Reviewed):
    """An amount, percentage, count, score, ratio or duration."""

    figure_id: RowId = Field(description="Names the figure.")
    document_id: RowId = Field(description="The report.")
    organisation: str | None = Field(None, description="The assessed organisation.")
    kind: FigureKind = Field(description="What kind of quantity it is.")
    text: str = Field(description="The figure as printed, without its qualifier.")
    value: Decimal | None = Field(
        None, description="In whole units: 2100000000 for USD 2.1 billion, 57 for 57%."
    )
    value_max: Decimal | None = Field(None, description="Upper end of a range; right side of a ratio.")
    unit: str | None = Field(None, description="percent, percentage_points, year, the noun of a count …")
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$", description="ISO 4217 code, of money.")
    currency_inferred: bool | None = Field(
        None, description="True where a bare symbol was read as that currency."
    )
    scale_max: Decimal | None = Field(None, description="Highest point of the scale, of a score.")
    qualifier: Qualifier | None = Field(None, description="about, over, at_least, under, up_to, almost.")
    measure: str | None = Field(None, description="What is measured or counted, in the document's words.")
    period: str | None = Field(None, description="When, in the document's words.")
    year_start: Year | None = Field(None, description="First year it is for.")
    year_end: Year | None = Field(None, description="Last year it is for.")
    direction: Direction | None = Field(None, description="Whether it tells of an increase or a decrease.")
    pair_id: RowId | None = Field(None, description="The figure it is compared with (from … to …).")
    fact_id: RowId | None = Field(None, description="Shared by figures that tell the same fact.")
    in_footnote: bool = Field(False, description="Whether it stands in a footnote or endnote.")
    basis: FigureBasis = Field(description="prose or table.")
    finding_id: RowId | None = Field(None, description="The finding it stands in.")
    section_id: RowId | None = Field(None, description="The section it stands in.")
    context: str = Field(description="Its sentence, or its row of the table.")
