"""Words of a PDF: what a person reads on the page, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import drawn, read, set_lines, shown, texts, typeset
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.layout.hyphens import Spelling, spelling_of

PROSE = "The office has grown quickly and its systems have not kept pace with its portfolio in the regions. "


def test_ligatures_are_letters(tmp_path: Path) -> None:
    """Ligatures read as the letters they join."""
    path = typeset(tmp_path, "Staff of five field offices find the workflow difficult; affluent.")
    assert read(path).text == "Staff of five field offices find the workflow difficult; affluent."


def test_markers_are_lifted_from_words_and_numbers(tmp_path: Path) -> None:
    """A footnote marker is no part of the number before it, and calls its note."""
    path = typeset(
        tmp_path,
        "Below the age of 35#footnote[Survey of 2019.] the index of 0.28#footnote[Index, 2020, page 3.] fell"
        " in 2022.#footnote[See annex 4.]",
    )
    reading = read(path)
    assert reading.text.split("\n\n")[0] == "Below the age of 35 the index of 0.28 fell in 2022."
    called = [(n.label, reading.text[: n.offset].split()[-1], n.block) for n in reading.notes]
    assert [(label, word) for label, word, _ in called] == [("1", "35"), ("2", "0.28"), ("3", "2022.")]
    notes = [reading.blocks[block] for _, _, block in called if block is not None]
    assert [reading.text[n.start : n.end] for n in notes] == [
        "Survey of 2019.", "Index, 2020, page 3.", "See annex 4.",
    ]  # fmt: skip


def test_raised_small_figures_are_markers_too(tmp_path: Path) -> None:
    """A marker set small and high is lifted, two at once as well; a note in small print takes its label."""

    def draw(canvas: Canvas) -> None:
        y = set_lines(canvas, 60, 780, 470, PROSE * 3) - 20
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, y, "Nobody below 35")
        x = 60 + canvas.stringWidth("Nobody below 35", "Helvetica", 10)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(x, y + 4, "12,13")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(x + 19, y, "was asked.")
        for number, text in (("12", "Survey of 2019, page 7."), ("13", "Index of Water, 2020.")):
            y = 60 if number == "12" else 48
            canvas.setFont("Helvetica", 5)
            canvas.drawString(60, y + 3, number)
            canvas.setFont("Helvetica", 8)
            canvas.drawString(67, y, text)

    reading = read(drawn(tmp_path, draw))
    assert "Nobody below 35 was asked." in reading.text
    assert [(note.label, note.block is not None) for note in reading.notes] == [("12", True), ("13", True)]


def test_faux_bold_is_read_once(tmp_path: Path) -> None:
    """Words printed twice to look bold are read once, and are bold."""

    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.setFont("Helvetica", 14)
            canvas.drawString(60 + shift, 780, "Summary of the assessment")
        set_lines(canvas, 60, 750, 470, PROSE * 3)

    assert shown(drawn(tmp_path, draw)).splitlines()[0] == "heading0: Summary of the assessment"


def test_what_nobody_sees_is_left_aside(tmp_path: Path) -> None:
    """White on white, covered, unpainted and off-page words are not text; a white word on a bar is."""

    def draw(canvas: Canvas) -> None:
        y = set_lines(canvas, 60, 780, 470, PROSE * 2) - 30
        canvas.setFillColor(white)
        canvas.drawString(60, y, "WHITE")
        canvas.setFillColor(black)
        canvas.drawString(60, y - 40, "COVERED")
        canvas.setFillColor(Color(0.1, 0.2, 0.6))
        canvas.rect(55, y - 60, 300, 40, fill=1, stroke=0)
        canvas.setFillColor(white)
        canvas.drawString(62, y - 45, "On the bar")
        canvas.setFillColor(black)
        canvas.drawString(700, y, "OFFPAGE")
        words = canvas.beginText(60, y - 90)
        words.setTextRenderMode(3)
        words.textOut("UNPAINTED")
        canvas.drawText(words)

    text = read(drawn(tmp_path, draw)).text
    assert "On the bar" in text
    assert not any(word in text for word in ("WHITE", "COVERED", "UNPAINTED", "OFFPAGE"))


def test_letters_set_apart_make_words(tmp_path: Path) -> None:
    """A heading with its letters set apart reads as words."""
    path = typeset(
        tmp_path, "#text(tracking: 4pt)[SUMMARY REPORT]\n\nIt stands over prose of the usual kind."
    )
    assert read(path).text.startswith("SUMMARY REPORT\n\n")


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    """A split word is joined, a word's own hyphen kept."""
    path = typeset(
        tmp_path,
        """#set par(justify: false)
#block(width: 5cm)[The recommen-\\ dations on co-\\ operation, which OECD-\\ DAC members made for long-\\
term and short-\\ and medium-term work, were taken up; co-operation and recommendations grew over the
long-term.]""",
    )
    assert read(path).text == (
        "The recommendations on co-operation, which OECD-DAC members made for long-term and short- and "
        "medium-term work, were taken up; co-operation and recommendations grew over the long-term."
    )


def test_soft_hyphens_vanish(tmp_path: Path) -> None:
    """Words a typesetter hyphenated are whole again."""
    path = typeset(
        tmp_path,
        '#set text(lang: "en", hyphenate: true)\n#block(width: 3.2cm)[Independent organisations implementing '
        "humanitarian programmes internationally notwithstanding administrative considerations.]",
    )
    assert read(path).text == (
        "Independent organisations implementing humanitarian programmes internationally notwithstanding "
        "administrative considerations."
    )


def test_a_web_address_over_lines_is_one_word(tmp_path: Path) -> None:
    """An address broken at its slashes is mended."""
    path = typeset(
        tmp_path,
        "#set par(justify: false)\n#block(width: 6cm)[See the page https:\\/\\/example.org/reports/\\ "
        "evaluation-2023/annex.pdf for the list.]",
    )
    assert "https://example.org/reports/evaluation-2023/annex.pdf for" in read(path).text


@pytest.mark.parametrize(
    ("head", "tail", "words", "joined"),
    [
        ("develop", "ment", {}, True),
        ("recom", "mend", {"recommend": 2}, True),
        ("co", "operation", {"co-operation": 1}, False),
        ("phase", "out", {"phase": 1, "out": 3}, False),
        ("OECD", "DAC", {}, False),
        ("COVID", "19", {}, False),
    ],
)
def test_whose_hyphen_it_is(head: str, tail: str, words: dict[str, int], joined: bool) -> None:
    """What the document writes elsewhere decides whose a hyphen is, then the look of the parts."""
    from collections import Counter  # noqa: PLC0415

    from pipeline.ingest.layout.hyphens import _keeps  # noqa: PLC0415

    assert _keeps(head, tail, Spelling(Counter(words), splits=False)) is not joined


def test_spelling_of_nothing() -> None:
    """A document without lines spells nothing."""
    assert not spelling_of([]).words


def test_a_watermark_and_turned_words_stay_out_of_the_prose(tmp_path: Path) -> None:
    """Slanting and upright words are labels of drawings, not part of a paragraph."""

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, 60, 700, 400, PROSE * 4, 11)
        canvas.saveState()
        canvas.translate(300, 650)
        canvas.rotate(45)
        canvas.setFillColor(Color(0.9, 0.9, 0.9))
        canvas.setFont("Helvetica", 60)
        canvas.drawCentredString(0, 0, "DRAFT")
        canvas.restoreState()

    path = drawn(tmp_path, draw)
    assert texts(path, "graphic") == ["DRAFT"]
    assert texts(path, "paragraph") == [(PROSE * 4).strip()]


def test_a_page_turned_by_a_quarter_reads_upright(tmp_path: Path) -> None:
    """A landscape page set sideways reads like any other, and its boxes lie on the paper as it is."""

    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(60, -60, "Annex 1. Turned page")
        for number, line in enumerate((PROSE.strip(), "It goes on here and ends.")):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(60, -90 - 14 * number, line)

    path = drawn(tmp_path, draw)
    reading = read(path)
    assert reading.text == "Annex 1. Turned page\n\n" + PROSE + "It goes on here and ends."
    page = reading.pages[0]
    assert page.width < page.height
    first = reading.runs[0].box
    assert first.bottom - first.top > first.x1 - first.x0  # "Annex" runs up the paper


@pytest.mark.parametrize(
    ("source", "text", "labels"),
    [
        ("since 2010#super[3] on", "since 2010 on", ["3"]),
        ("a total of 10#super[6] offices", "a total of 10 offices", ["6"]),
        ("about £20m#super[2] more", "about £20m more", ["2"]),
        ("an area of 35 km#super[2] was", "an area of 35 km2 was", []),
        ("the 4#super[th] session", "the 4th session", []),
        ("USD 2.1 billion,#super[12,13] or", "USD 2.1 billion, or", ["12", "13"]),
        ("in the field,#super[a] it", "in the field, it", ["a"]),
    ],
)
def test_what_is_a_marker(tmp_path: Path, source: str, text: str, labels: list[str]) -> None:
    """Raised figures are markers behind words, years, counts and amounts; not where they square a measure."""
    reading = read(typeset(tmp_path, f"#set super(typographic: false)\n{source}"))
    assert reading.text == text
    assert [note.label for note in reading.notes] == labels


@pytest.mark.parametrize("upright", [True, False])
def test_a_page_that_the_file_has_turned(tmp_path: Path, upright: bool) -> None:
    """A page with a rotation of its own has the size and the boxes that a reader sees."""
    import pikepdf  # noqa: PLC0415

    def draw(canvas: Canvas) -> None:
        if upright:
            canvas.rotate(90)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, -90 if upright else 700, "Evaluation remains weak in the regions.")

    with pikepdf.open(drawn(tmp_path, draw)) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        path = tmp_path / "turned.pdf"
        pdf.save(path)
    reading = read(path)
    assert reading.text == "Evaluation remains weak in the regions."
    page, box = reading.pages[0], reading.runs[0].box
    assert page.width > page.height  # A4, shown landscape
    assert (box.x1 - box.x0 > box.bottom - box.top) is upright
    assert 0 <= box.x0 < box.x1 <= page.width
    assert 0 <= box.top < box.bottom <= page.height
