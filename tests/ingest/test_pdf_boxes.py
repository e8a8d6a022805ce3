"""Frames, tiles, side notes and boxes beside text: what stands in them is read whole and in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import drawn, set_lines, shown, texts, typeset
from reportlab.pdfgen.canvas import Canvas

CARD = """
#let card(title, good, bad) = block(width: 100%, stroke: 1pt + rgb("#003c71"), below: 5mm)[
  #block(width: 100%, fill: rgb("#003c71"), inset: 5pt, below: 2pt)[
    #text(fill: white, weight: "bold")[#title #h(1fr) Score: 2]]
  #pad(x: 5pt, bottom: 5pt, grid(columns: (1fr, 1fr), [*STRENGTHS* \\ + #good], [*WEAKNESSES* \\ – #bad]))]
"""


def test_cards_under_each_other_are_no_table(tmp_path: Path) -> None:
    """Framed cards with bars of colour stay boxes of text, though their rules are as wide as each other."""
    source = CARD + (
        "#card[1a. Critical role][Monitors progress in all regions.][Fails to lead in two countries.]"
        "#card[2. Focus on poor countries][Africa is a declared priority.][Large offices absorb staff time.]"
    )
    read = shown(typeset(tmp_path, source))
    assert "table" not in read
    assert "Fails to lead in two countries." in read
    assert read.index("Monitors progress") < read.index("Fails to lead") < read.index("2. Focus on poor")


def test_a_table_below_a_frame_keeps_its_rows(tmp_path: Path) -> None:
    """The sides of a frame as wide as the table under it are no rules of that table."""
    source = """
#rect(width: 100%)[*Main strengths* \\ The mandate is clear and sets the agency apart.]
#rect(width: 100%)[*Areas for improvement* \\ Risk is managed on paper only.]
== Ratings
#table(columns: (12mm, 1fr, 40mm, 20mm), stroke: (x: none, y: 0.5pt),
  [KPI], [Indicator], [Rating], [Score], [1], [Architecture], [Satisfactory], [2.84],
  [2], [Cross-cutting issues], [Satisfactory], [2.61], [3], [Operating model], [Unsatisfactory], [2.12])
"""
    read = shown(typeset(tmp_path, source))
    assert "table 4x4, " in read
    assert "  2 | Cross-cutting issues | Satisfactory | 2.61" in read
    assert "paragraph: Risk is managed on paper only." in read


def test_tiles_of_figures_are_read_before_the_columns_under_them(tmp_path: Path) -> None:
    """A row of boxes is read from left to right, the last one too, before the text and panel under it."""
    source = """
#let tile(number, what) = rect(width: 100%, height: 16mm, fill: rgb("#e6f2fc"), stroke: none)[
  #text(16pt, weight: "bold")[#number] \\ #text(8pt)[#what]]
#grid(columns: (1fr, 1fr, 1fr), gutter: 3mm,
  tile[US\\$ 19.6m][Budget of the project], tile[1,120][factories enrolled], tile[48][advisers trained])
#grid(columns: (2fr, 1fr), gutter: 5mm,
  [The project remained relevant and adapted well to the pandemic. Gains on freedom of association were
   modest, and one in eight factories still had no worker representative by the end of the project.],
  rect(width: 100%, fill: rgb("#eeeeee"), stroke: none)[*Quick facts* \\ Three countries in two regions])
"""
    read = shown(typeset(tmp_path, source))
    assert "paragraph: US$ 19.6m Budget of the project" in read
    assert read.index("48 advisers trained") < read.index("The project remained") < read.index("Quick facts")


def test_side_notes_stay_with_the_section_they_stand_in(tmp_path: Path) -> None:
    """Notes in a margin are read with the paragraph beside them, and headings cut the page."""
    source = """
#let beside(note, body) = grid(columns: (35mm, 1fr), gutter: 6mm, text(8pt, style: "italic", note), body)
= Relevance
#beside[The programme is closely aligned with plans.][The programme responds to the national water policy and
to the needs voiced by district councils. The evaluation found no overlap with the work of other donors.]
#beside[Gender was an afterthought.][Women fetch water in nine of ten households, yet they hold fewer than a
fifth of the seats in water committees. No budget was set aside for gender work before 2021.]
= Effectiveness
#beside[Targets were exceeded.][By the end of 2022 the programme had drilled 1,204 boreholes against a target
of 1,050. It also rehabilitated 300 older ones, and quality was strong in the north.]
"""
    read = shown(typeset(tmp_path, source))
    said = ["Relevance", "closely aligned", "responds to", "afterthought", "Women fetch", "Effectiveness"]
    places = [read.index(words) for words in said]
    assert places == sorted(places)
    assert read.index("Effectiveness") < read.index("Targets were") < read.index("By the end of 2022")


def test_a_sentence_goes_on_under_a_box_at_its_side(tmp_path: Path) -> None:
    """A paragraph that begins beside a panel and goes on below it in full width is one."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(380, 716, 150, 56, stroke=0, fill=1)
        canvas.setFillGray(0)
        set_lines(canvas, 390, 755, 130, "The agency has 65 field offices and 193 members.")
        for number, line in enumerate(
            (
                "The agency plays a valued role as a standard setter in",
                "education and science. It has led the debate on open data for",
                "many years, and partners praise the work of its institutes and",
                "its advisers. It is also known as a convener, but its results are",
                "held back by ambitions without funds and by a thin network",
                "of offices. It spreads its means across too many programmes, and its budget has been flat.",
            )
        ):
            canvas.drawString(60, 760 - 13 * number, line)

    [box, paragraph] = sorted(texts(drawn(tmp_path, draw), "paragraph"), key=len)
    assert box == "The agency has 65 field offices and 193 members."
    assert "a thin network of offices." in paragraph


def test_upright_headers_of_a_table_head_its_columns(tmp_path: Path) -> None:
    """Headers set upright stand in their cells, those of more than one line whole."""
    source = """
#let up(body) = rotate(-90deg, reflow: true, body)
#table(columns: 3, [*Country*], up[*Relevance*], up[*Cost and value \\ for money*],
  [Ghana], [5], [4], [Malawi], [5], [3])
The table shows how relevant the programme is, and that it costs less than others in both countries.
"""
    assert (
        shown(typeset(tmp_path, source)).splitlines()[1] == "  Country | Relevance | Cost and value for money"
    )


def test_short_columns_drawn_one_after_the_other_are_read_so(tmp_path: Path) -> None:
    """Columns of two lines each are kept apart where the file draws the first before the second."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for x, lines in (
            (
                60,
                (
                    "This brief sums up an assessment that covers 2019 to",
                    "mid-2024. It drew on 96 interviews and a",
                ),
            ),
            (
                312,
                (
                    "survey in ten countries with a response rate of 41%.",
                    "It was led by two members of the network.",
                ),
            ),
        ):
            for number, line in enumerate(lines):
                canvas.drawString(x, 700 - 14 * number, line)

    [paragraph] = texts(drawn(tmp_path, draw), "paragraph")
    assert "covers 2019 to mid-2024. It drew on 96 interviews and a survey in ten countries" in paragraph


def test_items_told_by_indent_alone(tmp_path: Path) -> None:
    """Paragraphs set in as a whole under a line that ends in a colon are items; what follows is not."""
    source = """
The assessment identified several weaknesses:
#pad(left: 8mm)[Weak oversight of partners in high-risk settings.

Long delays in recruiting specialised staff, which average eleven months and leave country offices
without leadership for most of a year.]
The agency has prepared a plan to address them.
"""
    path = typeset(tmp_path, source)
    assert [item[:12] for item in texts(path, "list_item")] == ["Weak oversig", "Long delays "]
    assert texts(path, "paragraph")[-1] == "The agency has prepared a plan to address them."


def test_a_note_under_a_short_rule_is_lifted_out_of_a_sentence(tmp_path: Path) -> None:
    """The small print under a short rule is a note, its number parted from the word it stands against."""

    def draw(canvas: Canvas) -> None:
        set_lines(canvas, 60, 700, 220, "Joint work with other banks is frequent at project level, and it is")
        set_lines(canvas, 320, 700, 220, "seldom guided by a shared analysis. Country systems are used more.")
        canvas.line(60, 650, 160, 650)
        set_lines(canvas, 60, 640, 220, "1Data as at 31 December 2019.", 7)

    path = drawn(tmp_path, draw)
    assert texts(path, "note") == ["Data as at 31 December 2019."]
    assert "it is seldom guided" in texts(path, "paragraph")[0]


def test_capitals_set_letter_by_letter_make_words(tmp_path: Path) -> None:
    """A heading in tracked capitals is read as its words."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(60, 760, "PERFORMANCE AT A GLANCE", charSpace=1.9)
        set_lines(canvas, 60, 735, 400, "The agency has improved its results since the last assessment.")

    assert texts(drawn(tmp_path, draw), "heading") == ["PERFORMANCE AT A GLANCE"]


SENTENCE = (
    "The agency has grown quickly, and its systems have not kept pace with the growth of its portfolio. "
)
CARDS = (("USD 1.2bn", "total income in 2022"), ("87%", "of it earmarked"), ("142", "country offices"))


@pytest.mark.parametrize("round_off", [0, 6])
def test_cards_are_read_one_after_the_other(tmp_path: Path, round_off: float) -> None:
    """Cards of a figure over its caption are no chart, whatever the shape of their corners."""

    def draw(canvas: Canvas) -> None:
        for n, (figure, caption) in enumerate(CARDS):
            canvas.setFillColorRGB(0.92, 0.96, 1)
            canvas.roundRect(60 + 160 * n, 700, 150, 60, round_off, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawCentredString(135 + 160 * n, 733, figure)
            canvas.setFont("Helvetica", 8)
            canvas.drawCentredString(135 + 160 * n, 712, caption)
        set_lines(canvas, 60, 660, 470, SENTENCE * 4)

    assert texts(drawn(tmp_path, draw), "paragraph") == [
        *(f"{figure} {caption}" for figure, caption in CARDS),
        (SENTENCE * 4).strip(),
    ]


def test_columns_under_a_table_are_no_rows_of_it(tmp_path: Path) -> None:
    """Text in two columns right under a table of four is read column by column."""
    rows = (
        ("Region", "2019", "2020", "2021"),
        ("Africa", "62%", "64%", "69%"),
        ("Asia", "71%", "70%", "75%"),
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for down, row in enumerate(rows):
            for across, word in enumerate(row):
                canvas.drawString(60 + 120 * across, 760 - 12 * down, word)
        for x in (60, 310):
            set_lines(canvas, x, 715, 220, SENTENCE * 5, 9)

    assert shown(drawn(tmp_path, draw)).split("\n") == [
        "table 3x4, 1 header",
        *(f"  {' | '.join(row)}" for row in rows),
        *[f"paragraph: {(SENTENCE * 5).strip()}"] * 2,
    ]


def test_a_sentence_set_large_in_italics_heads_nothing(tmp_path: Path) -> None:
    """A quotation from the text between two rules is no heading, one that is no sentence is."""
    source = f"""{SENTENCE * 4}

#text(14pt, style: "italic")[Nobody checks whether the rules are followed.]

{SENTENCE * 4}

#text(14pt, style: "italic")[What the rules are for]

{SENTENCE * 4}"""
    assert texts(typeset(tmp_path, source), "heading") == ["What the rules are for"]
