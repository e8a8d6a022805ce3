"""The tables about reports: what they are, their sections, their own tables, and problems."""

from __future__ import annotations

from pydantic import Field

from pipeline.model import Status
from pipeline.problems import Severity, Stage
from pipeline.tables.row import PartialDate, Quote, Row, RowId


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


class SectionRow(Quote):
    """A heading and what stands under it."""

    section_id: RowId = Field(description="Names the section.")
    document_id: RowId = Field(description="The report.")
    parent_id: RowId | None = Field(None, description="The section it stands in.")
    level: int = Field(ge=1, description="Depth of the heading, 1 the highest.")
    kind: str | None = Field(None, description="What the profile takes the section for.")
    heading: str = Field(description="The heading as printed.")


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


class ProblemRow(Row):
    """Something a person should know."""

    document_id: RowId | None = Field(None, description="The report, where there is one.")
    file: str | None = Field(None, description="The file.")
    stage: Stage = Field(description="Which stage saw it.")
    page: int | None = Field(None, ge=1, description="The page, where known.")
    severity: Severity = Field(description="error: something is missing; warning: something is doubtful.")
    problem: str = Field(description="What was found.")
    remedy: str = Field(description="What to do about it.")
