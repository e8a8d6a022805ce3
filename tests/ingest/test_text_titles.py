"""The lines a plain text opens with: which of them head it, and which only date or number it."""

from __future__ import annotations

import pytest

from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text

BODY = "The Fund has improved its reporting and now publishes all evaluations, though with some delay."


@pytest.mark.parametrize(
    ("raw", "headings"),
    [
        (f"Follow-up of grant closure\n\n04 July 2016\n\n{BODY}\n", ["Follow-up of grant closure"]),
        (
            f"Geneva, 12 March 2014\n\nSpecial report: aid to islands\n\n{BODY}\n",
            ["Special report: aid to islands"],
        ),
        (
            f"World Coral Fund (WCF)\n\nProgress assessment\n\nSummary\n{BODY}\n",
            ["World Coral Fund (WCF)", "Progress assessment", "Summary"],
        ),
        (
            f"AT A GLANCE\nWorld Coral Fund (WCF)\n\nMarch 2021\n\nContext\n{BODY}\n",
            ["AT A GLANCE", "Context"],
        ),
        (
            f"Lessons\n\nReview of a reef in Fiji\n\n01 Dec 2020 | IE10004 | Review\n\n{BODY}\n",
            ["Lessons", "Review of a reef in Fiji"],
        ),
    ],
)
def test_what_heads_a_text(raw: str, headings: list[str]) -> None:
    """Titles and subtitles are headings; dates, codes and the organisation's name under them are not."""
    document = read_text(Source(raw.encode(), "report.txt", "report"))
    assert [document.quote(b.span) for b in document.blocks if b.kind == "heading"] == headings
