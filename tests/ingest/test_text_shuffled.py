"""Tables a conversion ran together: recognised, left, and said so; lists that look like notes."""

from __future__ import annotations

from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text
from pipeline.model import Document

SHUFFLED = """\
What comes next was agreed with the ministry in June.

Management response
No. Recommendation

Response

Deadline

1

Focus on fewer countries, with a min\u00ad Accepted
imum allocation of 500,000 each.

June 2022

2

Strengthen the monitoring of qual\u00ad Partially ac\u00ad
ity in all regions.
cepted

Ongoing

Recommendation 3.
The Fund should publish its budgets each year, and explain how they were spent.
"""


def _document(raw: str) -> Document:
    return read_text(Source(raw.encode(), "report.txt", "report"))


def _kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


def test_a_table_run_together_says_nothing() -> None:
    """Cells that run into each other become labels, the title above and what follows stay, one problem tells."""
    document = _document(SHUFFLED)
    kinds = _kinds(document)
    assert ("heading", "Management response") in kinds
    assert ("graphic", "No. Recommendation") in kinds
    assert all(kind == "graphic" for kind, text in kinds if "imum" in text or "cepted" in text)
    assert kinds[0] == ("paragraph", "What comes next was agreed with the ministry in June.")
    assert kinds[-1][0] == "paragraph"
    [problem] = document.problems
    assert "“No. Recommendation”" in problem.problem
    assert "PDF or Word file" in problem.remedy


def test_a_list_with_plain_numbers_is_no_notes() -> None:
    """Lines that count from one under a heading are its items, though notes with these numbers are called."""
    raw = (
        "Findings\nThe Fund runs to 2022.1 It reaches many people, but costs rose.2\n\n"
        "Recommendations\n1 Focus on fewer countries.\n2 Strengthen monitoring.\n3 Streamline approval.\n\n"
        "1\n\nBusiness plan, p. 3.\n\n2\n\nVisits to 18 sites.\n\fManagement response\nIt was agreed.\n"
    )
    items = [text for kind, text in _kinds(_document(raw)) if kind == "list_item"]
    assert items == ["Focus on fewer countries.", "Strengthen monitoring.", "Streamline approval."]
