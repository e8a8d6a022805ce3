"""Numbers set apart by weight, colour or size: of an item, or over what they count."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, shown, typeset
from reportlab.pdfgen.canvas import Canvas


def test_bold_numbers_without_a_full_stop_number_a_list(tmp_path: Path) -> None:
    """Numbers told by weight alone are markers where they follow each other; a lone one is text."""
    path = typeset(
        tmp_path,
        """
*85* Countries took part in the survey, and most of them were content with what they had been sent by the office.

*1* Focus on fewer countries, with a minimum allocation for each of them that is known well before the year begins.

*2* Strengthen monitoring.

*3* Streamline approval.
""",
    )
    assert shown(path).split("\n") == [
        "paragraph: 85 Countries took part in the survey, and most of them were content with what they had been"
        " sent by the office.",
        "list_item1: (1) Focus on fewer countries, with a minimum allocation for each of them that is known well"
        " before the year begins.",
        "list_item1: (2) Strengthen monitoring.",
        "list_item1: (3) Streamline approval.",
    ]


def test_a_large_number_over_what_it_counts(tmp_path: Path) -> None:
    """A figure in large type is read with the words under it and is no heading; a title stays one."""

    def draw(canvas: Canvas) -> None:
        for x, number, label in ((60, "1.2 million", "births attended"), (220, "32", "countries supported")):
            canvas.setFillGray(0.9)
            canvas.rect(x, 600, 130, 60, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(x + 10, 635, number)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x + 10, 618, label)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(60, 560, "2.1 Effectiveness")
        canvas.setFont("Helvetica", 9)
        for n in range(4):
            canvas.drawString(
                60, 540 - 11 * n, "The office met most of what it had set out to do in the plan of the year,"
            )

    assert shown(drawn(tmp_path, draw)).split("\n")[:3] == [
        "paragraph: 1.2 million births attended",
        "paragraph: 32 countries supported",
        "heading2: 2.1 Effectiveness",
    ]


def test_numbers_in_discs_number_what_stands_beside_them(tmp_path: Path) -> None:
    """Figures that count up in circles are the markers of the paragraphs at their right, also on a page's top."""
    said = (
        "The country office should publish its evaluations within six months, and tell the ministry what it has"
        " changed because of them.",
        "Headquarters should fund the posts that no project pays for.",
    )
    rows = ", ".join(
        f"circle(radius: 13pt, fill: navy, align(center + horizon, text(14pt, white)[{n}])), [{text}]"
        for n, text in enumerate(said, 1)
    )
    path = typeset(tmp_path, f"#grid(columns: (36pt, 1fr), row-gutter: 10pt, {rows})")
    assert shown(path).split("\n") == [f"list_item1: ({n}) {text}" for n, text in enumerate(said, 1)]
