"""The table of what people decided."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.model import Review
from pipeline.tables.row import Row, RowId


class ReviewRow(Row):
    """What a person decided on one row or cell."""

    row_id: RowId = Field(description="Id of the row, of any table.")
    table: str = Field(description="The table it stands in.")
    document_id: RowId | None = Field(None, description="The report.")
    column: str | None = Field(None, description="The corrected column; empty for the row as a whole.")
    found: str | None = Field(None, description="What the program had found when it was decided.")
    corrected: str | None = Field(None, description="What the person put there; empty: cleared.")
    review: Review = Field(description="accept, reject or edit.")
    review_note: str | None = Field(None, description="The person's remark.")
    reviewer: str | None = Field(None, description="Who decided, where known.")
    reviewed_at: str | None = Field(None, description="When (ISO 8601), where known.")
    text: str | None = Field(None, description="The row's text then, by which it is found again.")
    status: Literal["applied", "orphaned"] = Field(description="orphaned: no row was found for it any more.")
