"""Tables that text pulled from a PDF has cell under cell, or with numbers a word space apart."""

from __future__ import annotations

import pytest

from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text
from pipeline.model import Document

PROSE = (
    "The Fund has grown quickly over the period under review, and its systems have not kept pace with the\n"
    "growth of its portfolio. Most of its income is tied to projects, which leaves little for its core.\n"
)
RATINGS = [
    ["Component", "2013", "2016", "Comment"],
    ["Strategic focus", "3", "4", "Good, with a clear mandate and a strategy linked to results"],
    ["Human resources", "2", "n/a", "No change: a third of the posts are empty"],
    ["Evaluation", "1", "2", "Weak"],
]
RESPONSES = [
    ["Recommendation", "Response", "Due"],
    ["1. Publish evaluations within six months of completion", "Accepted", "Q4 2024"],
    ["2. Fund core posts", "Partially accepted", "Q2 2025"],
    ["3. Review how partners are chosen", "Rejected", "n/a"],
]
INCOME = [
    ["USD million", "2019", "2020", "2021"],
    ["Core contributions", "120.4", "118.9", "1 021.0"],
    ["Earmarked contributions", "402.0", "455.1", "470.8"],
    ["Total", "522.4", "574.0", "1 491.8"],
]


def _document(table: str) -> Document:
    raw = f"Review of the Fund\n{PROSE}\nSummary table\n{table}\n\n{PROSE}\nConclusion\n{PROSE}"
    return read_text(Source(raw.encode(), "report.txt", "report"))


def _rows(document: Document) -> list[list[str]]:
    [table] = document.tables
    assert table.header_rows == 1
    return [
        [
            " ".join((f"{block.marker} " if block.marker else "") + document.quote(block.span) for block in cell.blocks)
            for cell in table.cells
            if cell.row == row
        ]
        for row in range(table.rows)
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [RATINGS, RESPONSES, INCOME])
def test_cells_under_each_other_are_rows(rows: list[list[str]]) -> None:
    """Pieces that repeat the pattern of a header are rows: a column holds numbers, or each begins with the next."""
    assert _rows(_document("\n\n".join(cell for row in rows for cell in row))) == rows


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_numbers_behind_a_name_are_its_cells(between: str) -> None:
    """Rows whose numbers stand a word space apart are read alike, with or without empty lines between."""
    assert _rows(_document(between.join(" ".join(row) for row in INCOME))) == INCOME


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(cell for row in RATINGS for cell in row if cell != "3"),
        "\n\n".join(["Relevance", "Good", "Reach", "Coherence", "Fair", "Cost", "Impact", "Poor", "Time"]),
        "It spent 12 in 2019 and 14 in 2020\nof 120 and 140 planned for 2021 2022\nand 17 in the year after.",
    ],
    ids=["a cell missing", "no numbers", "prose"],
)
def test_what_keeps_to_no_pattern_is_no_table(text: str) -> None:
    """Short pieces that repeat nothing are left as they stand."""
    assert _document(text).tables == ()
