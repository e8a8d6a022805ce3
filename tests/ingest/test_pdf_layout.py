"""Reading order, panels, paragraphs over breaks, and what stands at the edges of pages."""

from __future__ import annotations

from pathlib import Path

from pdf_reports import drawn, read, set_lines, shown, texts, typeset
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

OFFICE = "The office has grown quickly and its systems have not kept pace with its growing portfolio. "
AGENCY = "An agency of this size cannot do without a plan for its cash, which it still has not made. "


def test_columns_of_unequal_width(tmp_path: Path) -> None:
    """A narrow and a wide column drawn line by line across the page are read one after the other."""

    def draw(canvas: Canvas) -> None:
        left = simpleSplit(OFFICE * 4, "Helvetica", 9, 150)
        right = simpleSplit(AGENCY * 6, "Helvetica", 9, 300)
        canvas.setFont("Helvetica", 9)
        for number in range(max(len(left), len(right))):
            for x, lines in ((50, left), (218, right)):
                if number < len(lines):
                    canvas.drawString(x, 780 - 12 * number, lines[number])

    assert texts(drawn(tmp_path, draw), "paragraph") == [(OFFICE * 4).strip(), (AGENCY * 6).strip()]


def test_boxes_side_by_side(tmp_path: Path) -> None:
    """Two coloured boxes side by side are read one by one, before the heading under both."""
    path = typeset(
        tmp_path,
        """
The review looked at 30 agencies and at what each of them does well, and where each falls short of it.

#grid(columns: (1fr, 1fr), gutter: 10pt,
 rect(fill: rgb("#dfefff"), inset: 8pt, width: 100%)[
  *STRENGTHS*
  - Delivers results in the poorest countries and reports them openly.
  - Strong partnerships with the private sector.
 ],
 rect(fill: rgb("#ffe9d6"), inset: 8pt, width: 100%)[
  *AREAS FOR IMPROVEMENT*
  - Weak evidence on gender equality.
  - Slow to pay out: only 57% of funds were spent.
 ])

#text(14pt, weight: "bold")[What comes next]

The agency will be looked at again.
""",
    )
    assert shown(path) == (
        "paragraph: The review looked at 30 agencies and at what each of them does well, and where each falls"
        " short of it.\n"
        "heading2: STRENGTHS\n"
        "list_item1: (•) Delivers results in the poorest countries and reports them openly.\n"
        "list_item1: (•) Strong partnerships with the private sector.\n"
        "heading2: AREAS FOR IMPROVEMENT\n"
        "list_item1: (•) Weak evidence on gender equality.\n"
        "list_item1: (•) Slow to pay out: only 57% of funds were spent.\n"
        "heading1: What comes next\n"
        "paragraph: The agency will be looked at again."
    )
    panels = [block.panel for block in read(path).blocks]
    assert panels == [None, 0, 0, 0, 1, 1, 1, None, None]


def test_a_box_does_not_break_the_paragraph_around_it(tmp_path: Path) -> None:
    """A sentence that runs from the foot of one column to below a box in the next stays whole."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        y = set_lines(canvas, 50, 500, 220, OFFICE * 2)
        for line in ("The last paragraph of this column tells of", "a reform that was begun in"):
            canvas.drawString(50, y - 12, line)
            y -= 13
        canvas.setFillColorRGB(0.8, 0.9, 1)
        canvas.rect(300, 440, 240, 80, fill=1, stroke=0)
        canvas.setFillColorRGB(0, 0, 0)
        set_lines(canvas, 308, 505, 220, "Facts: the office has 42 staff. It was founded in 1999.")
        set_lines(canvas, 300, 420, 240, "several regions at once and is not yet over. " + AGENCY)

    found = texts(drawn(tmp_path, draw), "paragraph")
    assert any("was begun in several regions at once" in text for text in found)
    assert "Facts: the office has 42 staff. It was founded in 1999." in found


def test_paragraphs_run_over_pages_and_past_notes(tmp_path: Path) -> None:
    """A paragraph cut by a page end is one block; foot, head and notes between stay their own."""
    body = "Every sentence of this long paragraph tells that the office reports on time and in full. "
    path = typeset(
        tmp_path,
        '#set page(header: [A running head], footer: context [Page #counter(page).display("1 of 1", both: true)])\n'
        + body * 52
        + "#footnote[A note at the foot.] "
        + body * 20,
    )
    paragraphs = texts(path, "paragraph")
    assert paragraphs == [(body * 52 + body * 20).strip()]
    assert texts(path, "note") == ["A note at the foot."]
    assert set(texts(path, "furniture")) == {"A running head", "Page 1 of 2", "Page 2 of 2"}


def test_a_browsers_print_header_cuts_nothing(tmp_path: Path) -> None:
    """Date, title, address and page count that a browser prints are furniture on every page."""

    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            canvas.setFont("Helvetica", 7)
            canvas.drawString(20, 827, "11/24/25, 5:39 PM")
            canvas.drawString(200, 827, "Assessment of the Water Office")
            canvas.drawString(20, 12, "https://example.org/assessments/water-office")
            canvas.drawRightString(575, 12, f"{page}/2")
            text = "It was found that the systems of the office" if page == 1 else "are old and slow."
            y = 780
            if page == 1:
                y = set_lines(canvas, 60, y, 470, OFFICE * 30)
            set_lines(canvas, 60, y - (15 if page == 1 else 0), 470, text)
            canvas.showPage()

    path = drawn(tmp_path, draw)
    assert texts(path, "paragraph")[-1] == "It was found that the systems of the office are old and slow."
    assert len(texts(path, "furniture")) == 8


def test_headings_at_page_tops_are_no_running_heads(tmp_path: Path) -> None:
    """Large numbered headings that open page after page stay headings."""
    path = typeset(
        tmp_path,
        "\n#pagebreak()\n".join(
            f'#text(16pt, weight: "bold")[Recommendation {n}]\n\n{OFFICE * 4}' for n in range(1, 5)
        ),
    )
    assert texts(path, "heading") == [f"Recommendation {n}" for n in range(1, 5)]


def test_contents_pages_are_no_body(tmp_path: Path) -> None:
    """Every line of a contents page is marked as such, with leaders and without."""
    path = typeset(
        tmp_path,
        f"""#set heading(numbering: "1.1")
#outline()
#pagebreak()
= Background
{OFFICE * 4}
== Methods
{AGENCY * 4}
= Findings
{OFFICE * 4}
""",
    )
    contents = texts(path, "contents")
    assert [" ".join(line.replace(" .", "").split()) for line in contents] == [
        "Contents", "1 Background 2", "1.1 Methods 2", "2 Findings 2",
    ]  # fmt: skip
    assert texts(path, "heading") == ["1 Background", "1.1 Methods", "2 Findings"]


def test_indented_lines_follow_in_order_of_height(tmp_path: Path) -> None:
    """A line under an indented table comes after it, though it begins further left."""
    path = typeset(
        tmp_path,
        """No policy exists.

#align(center, table(columns: 2, [Indicator], [2022], [Farmers], [12], [Banks], [38]))

Source: the Fund.

The numbers were not audited, as the text says here in a line that runs over the width of the page.
""",
    )
    assert [block.kind for block in read(path).blocks] == ["paragraph", "table", "caption", "paragraph"]


def test_chart_labels_stay_out_of_the_prose(tmp_path: Path) -> None:
    """Each bar of a chart is a row, with the title of its axis over them; the prose under it is untouched."""
    bars = "".join(
        f"#place(bottom + left, dx: {x}pt, rect(width: 30pt, height: {h}pt, fill: blue))"
        f"#place(bottom + left, dx: {x}pt, dy: 14pt, text(8pt)[{year}])"
        f"#place(bottom + left, dx: {x + 4}pt, dy: {-h - 3}pt, text(8pt)[{h}])"
        for x, h, year in ((20, 60, 2019), (70, 90, 2020), (120, 117, 2021))
    )
    path = typeset(
        tmp_path,
        f"""The first paragraph of the page stands over a chart and tells what the chart is about to show.

#box(width: 300pt, height: 150pt)[{bars}
#place(left + horizon, dx: -20pt, rotate(-90deg, text(8pt)[Million US\\$]))]
#v(30pt)

The chart shows that income has grown every year since 2019 and that most of it is earmarked.
""",
    )
    paragraphs = texts(path, "paragraph")
    assert [text.split()[1] for text in paragraphs] == ["first", "chart"]
    rows = ["   | Million US$", "  2019 | 60", "  2020 | 90", "  2021 | 117"]
    assert shown(path, "table", "graphic").split("\n")[1:] == rows


def test_labelled_lines_of_a_box_stay_apart(tmp_path: Path) -> None:
    """Short lines that each begin with their own label are no paragraph."""
    path = typeset(
        tmp_path,
        """#set par(justify: false)
#rect(fill: rgb("#00aeef"), inset: 8pt, width: 8cm)[
Geographical coverage: Global \\
Project code: CS1137 \\
Budget: 37.741 USD]

The text under the box tells more of the project, over the whole width of the page, as prose does.
""",
    )
    assert texts(path, "paragraph")[:3] == [
        "Geographical coverage: Global", "Project code: CS1137", "Budget: 37.741 USD",
    ]  # fmt: skip


def test_a_brief_with_sidebar_bars_and_bands(tmp_path: Path) -> None:
    """Sidebars, coloured heading bars side by side and a full-width heading come in a reader's order."""
    bar = '#rect(width: 100%, fill: rgb("{0}"), inset: 4pt)[#text(white, weight: "bold")[{1}]]\n{2}'
    strong = bar.format("#3a8f3a", "STRENGTHS", "- Clear vision\n- Strong presence in all of its countries")
    weak = bar.format("#c85a1e", "AREAS FOR IMPROVEMENT", "- Use of evidence\n- Slow delegation")
    path = typeset(
        tmp_path,
        f"""
#grid(columns: (2fr, 1fr), gutter: 14pt, [
#text(13pt, fill: blue, weight: "bold")[Key findings]

{OFFICE * 5}

#text(13pt, fill: blue, weight: "bold")[Its presence is an asset.]

{AGENCY * 4}
],[
#rect(fill: rgb("#e6eef6"), inset: 8pt, width: 100%)[*ABOUT IT*

*Staff:* 1,130]
])
#v(8pt)
#grid(columns: (1fr, 1fr), gutter: 14pt, [{strong}], [{weak}])
#v(8pt)
#text(13pt, fill: blue, weight: "bold")[Ratings]
#table(columns: (3fr, 1fr, 1fr), stroke: none, fill: (x, y) => if calc.odd(y) {{ rgb("#eef3f8") }},
 [*KPI*], [*Score*], [*Rating*], [KPI 1: Architecture and frameworks that enable results], [3.12], [Good],
 [KPI 2: Cross-cutting issues], [2.43], [Poor], [KPI 3: Operating model], [2.88], [Good])
""",
    )
    assert texts(path, "heading") == [
        "Key findings", "Its presence is an asset.", "STRENGTHS", "ABOUT IT", "AREAS FOR IMPROVEMENT",
        "Ratings",
    ]  # fmt: skip
    assert shown(path, "table").splitlines()[-2:] == [
        "  KPI 2: Cross-cutting issues | 2.43 | Poor",
        "  KPI 3: Operating model | 2.88 | Good",
    ]


def test_headings_at_the_side(tmp_path: Path) -> None:
    """Short headings beside their text are each read before it, and what follows comes after all."""
    rows = "".join(
        f"[*{title}*], [{text * 3}]," for title, text in (("Relevance", OFFICE), ("Efficiency", AGENCY))
    )
    path = typeset(
        tmp_path,
        f"""
#grid(columns: (1fr, 3fr), gutter: 12pt, {rows} [*Sustainability*], [{OFFICE * 2}])

#text(14pt, weight: "bold")[Conclusions]

{AGENCY * 4}
""",
    )
    assert shown(path) == (
        f"heading2: Relevance\nparagraph: {(OFFICE * 3).strip()}\n"
        f"heading2: Efficiency\nparagraph: {(AGENCY * 3).strip()}\n"
        f"heading2: Sustainability\nparagraph: {(OFFICE * 2).strip()}\n"
        f"heading1: Conclusions\nparagraph: {(AGENCY * 4).strip()}"
    )


def test_paragraphs_of_one_line_each(tmp_path: Path) -> None:
    """Where every paragraph is one line, the space between them is not taken for the space of lines."""
    findings = [
        f"*Finding {n}.* It met {n * 3} people, and its plan was late by {n} weeks." for n in range(1, 9)
    ]
    path = typeset(tmp_path, "\n\n".join(findings))
    assert texts(path, "paragraph") == [finding.replace("*", "") for finding in findings]


def test_double_spaced_lines(tmp_path: Path) -> None:
    """Lines set far apart still make one paragraph."""
    path = typeset(tmp_path, f"#set par(leading: 1.6em, spacing: 3em)\n{OFFICE * 5}\n\n{AGENCY * 5}")
    assert texts(path, "paragraph") == [(OFFICE * 5).strip(), (AGENCY * 5).strip()]
