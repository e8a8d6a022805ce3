"""What rows have in common: their types, and what a row that quotes a report carries."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.model import Review, Source

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
RowId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
PartialDate = Annotated[str, Field(pattern=DATE)]
Year = Annotated[int, Field(ge=1000, le=2999)]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Row(BaseModel):
    """A row of a table; an empty cell is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(Row):
    """What every row that quotes a document carries, last but for the review."""

    page: int | None = Field(
        None, ge=1, description="Page of the file, from 1; empty for formats without pages."
    )
    start: int | None = Field(
        None, ge=0, description="Where the text starts in text/<document_id>.txt (code points)."
    )
    end: int | None = Field(None, ge=0, description="Where it ends; that place is no longer part of it.")


class Reviewed(Quote):
    """A quoting row that people review."""

    source: Source = Field("text", description="text, or ocr where it was read from a picture.")
    review: Review | None = Field(None, description="A reviewer's decision; empty: not looked at yet.")
    review_note: str | None = Field(None, description="A reviewer's remark.")
