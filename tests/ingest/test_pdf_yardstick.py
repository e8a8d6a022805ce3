"""Ruled tables held against pdfplumber, the yardstick: the same cells, in a fraction of the time."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Spacer, Table

from pipeline.ingest.pdf.reader import read_pdf

DONORS = [
    ["Donor", "2021", "2022"],
    ["Germany", "169.00", "171.25"],
    ["Japan", "63.05", "60.10"],
    ["Sweden", "26.72", "27.00"],
]
RATINGS = [
    ["Component", "Score", "Rating"],
    ["Strategic direction", "3.12", "Satisfactory"],
    ["Financial control", "2.40", "Unsatisfactory"],
]


def typeset(path: Path, *tables: list[list[str]]) -> Path:
    style = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")]
    parts = [part for rows in tables for part in (Table(rows, colWidths=120, style=style), Spacer(1, 60))]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    return path


@pytest.mark.parametrize("tables", [[DONORS], [RATINGS], [DONORS, RATINGS]])
def test_same_cells_as_pdfplumber(tmp_path: Path, tables: list[list[list[str]]]) -> None:
    """Every ruled table pdfplumber finds is found here, row by row and cell by cell."""
    path = typeset(tmp_path / "tables.pdf", *tables)
    with pdfplumber.open(path) as pdf:
        theirs = [table for page in pdf.pages for table in page.extract_tables()]
    assert theirs == tables
    reading = read_pdf(path)
    ours = []
    for table in reading.tables:
        rows = [["" for _ in range(table.columns)] for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = " ".join(reading.text[cell.start : cell.end].split())
        ours.append(rows)
    assert ours == theirs
