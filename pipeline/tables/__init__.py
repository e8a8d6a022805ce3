"""Every column of every table of `extracted/`, declared once.

A field's order is its column's order, its description the entry in the data dictionary. The CSV
header, `datapackage.json`, the workbook and the README's dictionary come from here.
"""

from __future__ import annotations

from pipeline.tables.columns import bounds, closed_set, optional, value_type
from pipeline.tables.figures import FigureRow
from pipeline.tables.findings import FindingRow, RatingRow, ThreadRow
from pipeline.tables.reports import DocumentRow, ProblemRow, SectionRow, TableRow
from pipeline.tables.reviews import ReviewRow
from pipeline.tables.row import DATE, Row
from pipeline.tables.specs import TABLES, TableSpec, table

__all__ = [
    "DATE",
    "TABLES",
    "DocumentRow",
    "FigureRow",
    "FindingRow",
    "ProblemRow",
    "RatingRow",
    "ReviewRow",
    "Row",
    "SectionRow",
    "TableRow",
    "TableSpec",
    "ThreadRow",
    "bounds",
    "closed_set",
    "optional",
    "table",
    "value_type",
]
