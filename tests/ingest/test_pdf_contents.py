"""Contents pages whose page numbers stand in a column of their own, without dot leaders."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, texts
from reportlab.pdfgen.canvas import Canvas

ENTRIES = (
    ("FOREWORD", "vi"),
    ("1. BACKGROUND", "1"),
    ("1.1 Purpose and scope of the evaluation", "1"),
    ("1.2 Findings on relevance and on the coherence of", ""),
    ("the portfolio in the regions", "4"),
    ("2. CONCLUSIONS", "12"),
    ("2.1 Recommendations", "12"),
    ("REFERENCES", "18"),
)


def test_page_numbers_drawn_after_the_entries_belong_to_them(tmp_path: Path) -> None:
    """Entries of one line and of two are told, however far off their numbers stand."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 680, "CONTENTS")
        canvas.setFont("Helvetica", 10)
        for number, (entry, _) in enumerate(ENTRIES):
            canvas.drawString(60, 650 - 16 * number, entry)
        for number, (_, page) in enumerate(ENTRIES):
            canvas.drawRightString(530, 650 - 16 * number, page)

    path = drawn(tmp_path, draw)
    found = texts(path, "contents")
    assert found[:3] == ["CONTENTS", "FOREWORD vi", "1. BACKGROUND 1"]
    assert found[4] == "1.2 Findings on relevance and on the coherence of the portfolio in the regions 4"
    assert found[-1] == "REFERENCES 18"
    assert texts(path, "heading") == texts(path, "paragraph") == []


def test_numbers_that_fall_are_no_pages(tmp_path: Path) -> None:
    """A column of amounts behind short lines makes no contents list of them."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, amount in enumerate((40, 12, 33, 8, 51, 20)):
            canvas.drawString(60, 650 - 16 * number, f"Office of region {number}")
            canvas.drawRightString(530, 650 - 16 * number, str(amount))

    assert texts(drawn(tmp_path, draw), "contents") == []
