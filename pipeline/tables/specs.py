"""The tables by name: record, key, and what their columns point at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic.fields import FieldInfo

from pipeline.tables.figures import FigureRow
from pipeline.tables.findings import FindingRow, RatingRow, ThreadRow
from pipeline.tables.reports import DocumentRow, ProblemRow, SectionRow, TableRow
from pipeline.tables.reviews import ReviewRow
from pipeline.tables.row import Quote, Reviewed, Row


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
