"""Every column of every table of `extracted/`, declared once.

A field's order is its column's order, its description the entry in the data dictionary. The CSV
header, `datapackage.json`, the workbook and the README's dictionary come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from pipeline.model import (
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
from pipeline.problems import Severity, Stage

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
RowId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
PartialDate = Annotated[str, Field(pattern=DATE)]
Year = Annotated[int, Field(ge=1000, le=2999)]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Row(BaseModel):
    """A row of a table; an empty cell is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentRow(Row):
    """A report."""

    document_id: RowId = Field(description="Names the report: its file name without the ending, simplified.")
    file: str = Field(description="Path of the report below raw/.")
    media_type: str | None = Field(None, description="What kind of file it is (IANA media type).")
    sha256: str | None = Field(None, description="Hash of the file the rows were read from.")
    title: str | None = Field(None, description="Title as printed, or as raw/sources.csv says.")
    organisation: str | None = Field(None, description="The assessed organisation, in full.")
    organisation_acronym: str | None = Field(None, description="Its acronym.")
    assessor: str | None = Field(None, description="Who assessed it.")
    framework: str | None = Field(None, description="The assessment framework or series.")
    published: PartialDate | None = Field(None, description="When it was published, as precisely as known.")
    period_start: PartialDate | None = Field(None, description="Start of the period it assesses.")
    period_end: PartialDate | None = Field(None, description="End of that period.")
    language: str | None = Field(None, description="Main language (ISO 639-1).")
    pages: int | None = Field(None, description="Number of pages; empty for formats without pages.")
    words: int | None = Field(None, description="Number of words read.")
    status: Status = Field(description="ok: all read; partial: something was left; failed: nothing was read.")
    problem: str | None = Field(None, description="What was left or failed, in short; more in problems.csv.")


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


class SectionRow(Quote):
    """A heading and what stands under it."""

    section_id: RowId = Field(description="Names the section.")
    document_id: RowId = Field(description="The report.")
    parent_id: RowId | None = Field(None, description="The section it stands in.")
    level: int = Field(ge=1, description="Depth of the heading, 1 the highest.")
    kind: str | None = Field(None, description="What the profile takes the section for.")
    heading: str = Field(description="The heading as printed.")


class FindingRow(Reviewed):
    """A strength, a weakness or a reform item."""

    finding_id: RowId = Field(description="Names the finding.")
    document_id: RowId = Field(description="The report.")
    organisation: str | None = Field(None, description="The assessed organisation.")
    published: PartialDate | None = Field(None, description="When the report was published.")
    kind: FindingKind = Field(description="strength, weakness or reform.")
    stage: ReformStage | None = Field(None, description="Of a reform: how far it is.")
    label: str | None = Field(
        None, description='Its printed name ("Recommendation 3"), or management\'s verdict.'
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


class TableRow(Row):
    """A cell of a table in a report."""

    table_id: RowId = Field(description="Names the table.")
    document_id: RowId = Field(description="The report.")
    page: int | None = Field(
        None, ge=1, description="Page the cell starts on; empty for formats without pages."
    )
    caption: str | None = Field(None, description="The table's caption.")
    row: int = Field(ge=0, description="Row in the table, header rows first, from 0.")
    column: int = Field(ge=0, description="Column, from 0.")
    row_header: str | None = Field(None, description="What the row is about (its first cell).")
    column_header: str | None = Field(None, description="What the column is about (its header cells).")
    text: str | None = Field(None, description="What stands in the cell; empty where nothing does.")
    figure_id: RowId | None = Field(None, description="The first figure read from the cell.")


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


class ProblemRow(Row):
    """Something a person should know."""

    document_id: RowId | None = Field(None, description="The report, where there is one.")
    file: str | None = Field(None, description="The file.")
    stage: Stage = Field(description="Which stage saw it.")
    page: int | None = Field(None, ge=1, description="The page, where known.")
    severity: Severity = Field(description="error: something is missing; warning: something is doubtful.")
    problem: str = Field(description="What was found.")
    remedy: str = Field(description="What to do about it.")


@cache
def _columns(record: type[Row]) -> tuple[str, ...]:
    """The columns of a record in order; asked for once a cell, so kept."""
    last = tuple(Reviewed.model_fields) if issubclass(record, Quote) else ()
    own = tuple(name for name in record.model_fields if name not in last)
    return own + tuple(name for name in last if name in record.model_fields)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of `extracted/`: its record, its key and what its columns point at."""

    name: str
    record: type[Row]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()  # (column, table, its column)

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in order: a quoting row's place and review come last."""
        return _columns(self.record)

    def field(self, column: str) -> FieldInfo:
        return self.record.model_fields[column]

    @property
    def id_column(self) -> str | None:
        """The single column that names a row, where there is one."""
        return self.key[0] if len(self.key) == 1 else None

    @property
    def reviewed(self) -> bool:
        return issubclass(self.record, (Reviewed, ThreadRow))


_DOCUMENT = ("document_id", "documents", "document_id")
_SECTION = ("section_id", "sections", "section_id")

TABLES: tuple[TableSpec, ...] = (
    TableSpec("documents", DocumentRow, ("document_id",)),
    TableSpec("sections", SectionRow, ("section_id",), (_DOCUMENT, ("parent_id", "sections", "section_id"))),
    TableSpec(
        "findings",
        FindingRow,
        ("finding_id",),
        (
            _DOCUMENT,
            _SECTION,
            ("same_as", "findings", "finding_id"),
            ("responds_to", "findings", "finding_id"),
        ),
    ),
    TableSpec("ratings", RatingRow, ("rating_id",), (_DOCUMENT,)),
    TableSpec(
        "figures",
        FigureRow,
        ("figure_id",),
        (
            _DOCUMENT,
            _SECTION,
            ("finding_id", "findings", "finding_id"),
            ("pair_id", "figures", "figure_id"),
        ),
    ),
    TableSpec(
        "tables", TableRow, ("table_id", "row", "column"), (_DOCUMENT, ("figure_id", "figures", "figure_id"))
    ),
    TableSpec(
        "threads",
        ThreadRow,
        ("thread_id", "finding_id"),
        (_DOCUMENT, ("finding_id", "findings", "finding_id")),
    ),
    TableSpec("reviews", ReviewRow, ()),
    TableSpec("problems", ProblemRow, ()),
)


def table(name: str) -> TableSpec:
    """The table of that name; KeyError for no table of `extracted/`."""
    return {spec.name: spec for spec in TABLES}[name]


def value_type(info: FieldInfo) -> type:
    """The Python type of a column's values: str, int, Decimal or bool."""
    for part in _parts(info.annotation):
        if isinstance(part, type) and part is not type(None):
            return part
    return str


def closed_set(info: FieldInfo) -> tuple[str, ...]:
    """The values a column may hold, or () where any will do."""
    for part in _parts(info.annotation):
        if get_origin(part) is Literal:
            return tuple(str(value) for value in get_args(part))
    return ()


def optional(info: FieldInfo) -> bool:
    """Whether the cell may be empty."""
    return type(None) in _parts(info.annotation)


def bounds(info: FieldInfo) -> dict[str, object]:
    """What else holds for a column's values, in the words of a Data Package: pattern, minimum, maximum."""
    said = {}
    for bound in (*info.metadata, *_metadata(info.annotation)):
        for theirs, ours in (("pattern", "pattern"), ("ge", "minimum"), ("le", "maximum")):
            if getattr(bound, theirs, None) is not None:
                said[ours] = getattr(bound, theirs)
    return said


def _metadata(annotation: object) -> tuple[object, ...]:
    """What annotations inside a type say of its values."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        flat = [part for each in said for part in getattr(each, "metadata", [each])]
        return (*flat, *_metadata(inner))
    return tuple(part for arg in get_args(annotation) for part in _metadata(arg))


def _parts(annotation: object) -> tuple[object, ...]:
    """The members of a union, annotations taken off."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _parts(get_args(annotation)[0])
    if origin is Literal or origin is None:
        return (annotation,)
    return tuple(part for arg in get_args(annotation) for part in _parts(arg))
