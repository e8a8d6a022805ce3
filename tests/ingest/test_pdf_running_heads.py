"""Running heads that stand once or on every other page: told by their place and type."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, set_lines, texts
from reportlab.pdfgen.canvas import Canvas

PROSE = (
    "The agency has grown quickly and its systems have not kept pace with its portfolio, as members said. "
)


def _page(canvas: Canvas, head: str, y: float, size: float) -> None:
    set_lines(canvas, 60, y, 480, head, size)
    set_lines(canvas, 60, 770, 470, PROSE * 6)
    canvas.showPage()


def test_heads_that_differ_from_page_to_page(tmp_path: Path) -> None:
    """Small type alone at the top of a page is no text of it; on the first page too if others have it."""

    def draw(canvas: Canvas) -> None:
        _page(canvas, "INDEPENDENT COUNTRY EVALUATION", 805, 7.5)
        _page(canvas, "CHAPTER 3. CONCLUSIONS", 805, 7.5)
        _page(canvas, "ANNEX", 805, 7.5)

    path = drawn(tmp_path, draw)
    assert texts(path, "furniture") == [
        "INDEPENDENT COUNTRY EVALUATION", "CHAPTER 3. CONCLUSIONS", "ANNEX",
    ]  # fmt: skip


def test_the_first_page_keeps_what_may_name_the_report(tmp_path: Path) -> None:
    """A line in small type over the first page alone stays; so does type as large as the text's."""

    def draw(canvas: Canvas) -> None:
        _page(canvas, "Report to the Board, 14 December 2022", 805, 7.5)
        _page(canvas, "It also said that more was needed.", 805, 10)

    assert texts(drawn(tmp_path, draw), "furniture") == []


def test_small_type_right_over_the_text_stays(tmp_path: Path) -> None:
    """A source line at a page's top goes with what stands under it."""

    def draw(canvas: Canvas) -> None:
        _page(canvas, "1. Summary", 805, 10)
        _page(canvas, "Source: survey of staff, as reported.", 784, 7.5)

    assert texts(drawn(tmp_path, draw), "furniture") == []
