"""Web pages as they are published: what a reader sees is read, in order; what surrounds it is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.html.reader import read_html
from pipeline.ingest.source import Source
from pipeline.model import Document, Span
from pipeline.problems import Unreadable


def page(body: str, head: str = "") -> Document:
    data = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    return read_html(Source(data, "page.html", "page"))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Review</h1><p>It is effective.", [("heading", "Review"), ("paragraph", "It is effective.")]),
        ("<div>One<div>Two</div>Three</div>", [("paragraph", t) for t in ("One", "Two", "Three")]),
        ("<p>Slow<br>procurement", [("paragraph", "Slow procurement")]),
        ("<p>First<br><br>Second", [("paragraph", "First"), ("paragraph", "Second")]),
        ("<p>under&shy;funded &amp; small", [("paragraph", "underfunded & small")]),
        ("<p>A <del>weak</del><ins>strong</ins> body", [("paragraph", "A strong body")]),
        ("<p>Seen<script>var a</script><style>p{}</style>", [("paragraph", "Seen")]),
        ("<p hidden>No<p style='display:none'>No<p>Yes", [("paragraph", "Yes")]),
        ("<nav><a href=/>Home</a></nav><p>Text", [("paragraph", "Text")]),
        ("<p>Text<div class='sr-only'>skip</div>", [("paragraph", "Text")]),
        ("<header>The Network</header><p>Text", [("furniture", "The Network"), ("paragraph", "Text")]),
        ("<p><b>Key findings</b><p>Text", [("heading", "Key findings"), ("paragraph", "Text")]),
        ("<div role=heading aria-level=3>Scope</div>x", [("heading", "Scope"), ("paragraph", "x")]),
        ("<p>H<sub>2</sub>O, 5 km<sup>2</sup>, the 12<sup>th</sup>", [("paragraph", "H2O, 5 km2, the 12th")]),
        (
            "<ul><li><a href='#a'>Aim</a><li><a href='#b'>Scope</a><li><a href='#c'>End</a></ul><p>Text",
            [("contents", "Aim"), ("contents", "Scope"), ("contents", "End"), ("paragraph", "Text")],
        ),
        (
            "<h2>Contents</h2><ol><li><a href='#a'>Aim</a><li><a href='#b'>Scope</a><li><a href='#c'>End</a></ol>",
            [("contents", "Contents"), ("contents", "Aim"), ("contents", "Scope"), ("contents", "End")],
        ),
        (
            "<p>Recommendation 1. Publish it.<br>\n<b>Recommendation 2.</b>\tFund it.<br>Recommendation 10. Go.",
            [
                ("paragraph", "Recommendation 1. Publish it."),
                ("paragraph", "Recommendation 2. Fund it. Recommendation 10. Go."),
            ],
        ),
        ("<p>Offices in 2021<br>and 2022 grew", [("paragraph", "Offices in 2021 and 2022 grew")]),
        (
            "<p>Its\nsources:\n1. Text</p><pre>A\n1. Text</pre>",
            [("paragraph", "Its sources: 1. Text"), ("paragraph", "A"), ("list_item", "Text")],
        ),
        (
            "<p><b>Strengths</b><br>It is fast.<br>It is lean.<br> <br><b>Gaps</b><br>No plan.",
            [
                ("heading", "Strengths"),
                ("paragraph", "It is fast. It is lean."),
                ("heading", "Gaps"),
                ("paragraph", "No plan."),
            ],
        ),
        (
            "<p>It found gaps:<br>Weak oversight;<br>No plan; and<br>Late staff.<p>It has a plan:<br>Yes<br>No.",
            [
                ("paragraph", "It found gaps:"),
                ("list_item", "Weak oversight;"),
                ("list_item", "No plan; and"),
                ("list_item", "Late staff."),
                ("paragraph", "It has a plan: Yes No."),
            ],
        ),
        (
            "<p>Text<footer><h2>Help</h2>© Them</footer>",
            [("paragraph", "Text"), ("furniture", "Help"), ("furniture", "© Them")],
        ),
    ],
)
def test_what_an_element_is(body: str, expected: list[tuple[str, str]]) -> None:
    """Markup becomes blocks as a browser would show them."""
    assert kinds(page(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>A<li>B</ul>", [("•", 1, "A"), ("•", 1, "B")]),
        ("<ol><li>A<li>B</ol>", [("1.", 1, "A"), ("2.", 1, "B")]),
        ("<ol start=3 type=a><li>A<li value=7>B</ol>", [("c.", 1, "A"), ("g.", 1, "B")]),
        ("<ol type=I><li>A<li>B</ol>", [("I.", 1, "A"), ("II.", 1, "B")]),
        ("<ol reversed><li>A<li>B</ol>", [("2.", 1, "A"), ("1.", 1, "B")]),
        ("<ul><li>A<ol><li>a</ol><li>B</ul>", [("•", 1, "A"), ("1.", 2, "a"), ("•", 1, "B")]),
        ("<ol style='list-style-type: lower-roman'><li>A<li>B</ol>", [("i.", 1, "A"), ("ii.", 1, "B")]),
        ("<ul><li><p>A</p></li></ul>", [("•", 1, "A")]),
    ],
)
def test_items_print_their_markers(body: str, expected: list[tuple[str, int, str]]) -> None:
    """An item carries the number a browser prints and the depth it stands at; one list has one id."""
    document = page(body)
    items = [block for block in document.blocks if block.kind == "list_item"]
    assert [(b.marker, b.level, document.quote(b.span)) for b in items] == expected
    assert len({block.list_id for block in items}) == 1


def test_a_table_keeps_its_merged_cells_header_caption_and_source() -> None:
    """Spans place cells where a browser does."""
    document = page(
        "<table><caption>Table 1. Ratings</caption><thead><tr><th rowspan=2>Component<th colspan=2>Score"
        "<tr><th>2013<th>2016</thead><tr><th>Finance<td>2<td>3<tr><td>Partnership<td rowspan=2>Weak<td>4"
        "<tr><td>Gender<td>1</table><p>Source: own data"
    )
    (table,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, document.text[c.start : c.end]) for c in table.cells] == [
        (0, 0, 2, 1, "Component"), (0, 1, 1, 2, "Score"), (1, 1, 1, 1, "2013"), (1, 2, 1, 1, "2016"),
        (2, 0, 1, 1, "Finance"), (2, 1, 1, 1, "2"), (2, 2, 1, 1, "3"),
        (3, 0, 1, 1, "Partnership"), (3, 1, 2, 1, "Weak"), (3, 2, 1, 1, "4"),
        (4, 0, 1, 1, "Gender"), (4, 2, 1, 1, "1"),
    ]  # fmt: skip
    assert table.header_rows == 2
    assert table.caption is not None
    assert document.quote(table.caption) == "Table 1. Ratings"
    assert table.note is not None
    assert document.quote(table.note) == "Source: own data"


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>",
        "<table role=presentation><tr><td>Left<td>Right<tr><td>x<td>y</table>",
        "<table><tr><td><table><tr><td>Left<td>Right<tr><td>x<td>y</table></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_text(body: str) -> None:
    """Cells that only place text on the screen are paragraphs (a table inside one is still a table)."""
    document = page(body)
    assert document.blocks[0].kind == ("table" if body.count("<table") == 2 else "paragraph")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ('<p>funded<sup><a href="#fn1" id="r1">1</a></sup> well<p id="fn1">1. A note. <a href="#r1">↩</a>', "1"),
        ('<p>funded<a href="#_ftn1" name="_ftnref1">[1]</a> well<p><a href="#_ftnref1" name="_ftn1">[1]</a> A note.', "1"),
        ('<p>funded<sup>2</sup> well<p><sup>2</sup> A note.', "2"),
        ('<p>funded<sup><a href="#fn:7">[footnote 7]</a></sup> well<ol start=7><li id="fn:7"><p>A note.</ol>', "7"),
        ('<p>funded<sup>[<a href="#n3">3</a>]</sup> well<ol start=3><li id="n3">A note.</ol>', "3"),
        ('<p>funded<a class="footnote-ref" href="#f*"><sup>*</sup></a> well<aside id="f*">* A note.</aside>', "*"),
    ],
)  # fmt: skip
def test_a_note_is_lifted_and_tied_to_its_marker(body: str, label: str) -> None:
    """However a page is made, the marker leaves the sentence and the note stands apart from it."""
    document = page(body)
    assert kinds(document) == [("paragraph", "funded well"), ("note", "A note.")]
    (ref,) = document.notes
    assert (ref.offset, ref.label, ref.block) == (6, label, 1)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=iso-8859-1><p>Côte d’Ivoire".encode("cp1252"), "Côte d’Ivoire"),
        ("<meta charset=windows-1252><p>Türkiye".encode(), "Türkiye"),
        ("<p>Évaluation – résumé".encode("utf-16"), "Évaluation – résumé"),
        (b"<?xml version='1.0' encoding='utf-8'?><html><body><p>Plain</p></body></html>", "Plain"),
    ],
)
def test_the_encoding_is_told(data: bytes, text: str) -> None:
    """The bytes win over what the page says of itself."""
    document = read_html(Source(data, "page.html", "page"))
    assert document.text == text


def test_title_and_date_of_the_page() -> None:
    """What the page says of itself outside its text is kept apart."""
    head = "<title>Review of  the Fund</title><meta property='article:published_time' content='2016-12-01T10:00'>"
    document = page("<p>Text", head)
    assert (document.metadata.title, document.metadata.created) == ("Review of the Fund", "2016-12-01")


TAGS = (
    "p div ul ol li table tr td th thead caption a sup b h1 h2 br dl dt dd nav header footer pre span".split()
)
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<td rowspan=0 colspan=3>", "<a href='#n'>1</a>", "<li id=n value=4>", "<ol start=-2 type=i>"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    """Tag soup never breaks the reader, and what it reads stands in order at its spans."""
    try:
        document = page("<p>x" + "".join(pieces).encode("utf-8", "replace").decode())
    except Unreadable:
        return
    ends = [0, *(block.end for block in document.blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, document.blocks, strict=False))
    for table in document.tables:
        places = {
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        }
        assert (
            len(places) == table.rows * table.columns == sum(c.row_span * c.column_span for c in table.cells)
        )


@pytest.mark.parametrize("body", ["", "<script>app()</script><div id=root></div>", "<nav>Home</nav>"])
def test_a_page_without_text_is_refused_with_the_way_out(body: str) -> None:
    """A page that only a script fills has nothing to read."""
    with pytest.raises(Unreadable, match="save it as PDF"):
        page(body)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after</p>",
        "<p>x<table><tr><td rowspan=100000 colspan=100000>a<td>b<tr><td>c<td>d</table>",
        "<p>x</p>" + "<b>" * 500 + "</ul></td></li></table><li>odd</li><td>cell</td><tr><dd>",
        "<p>x<ol start=99999999999999><li value='many'>a</ol>",
        "<p>x<a href='#'>1</a><a href='#p' id='p'>2</a><sup></sup><sup> </sup>",
    ],
)
def test_hostile_markup_is_read_as_far_as_it_goes(body: str) -> None:
    """Neither depth, absurd spans nor stray tags break the reading; what is lost is told."""
    document = page("<p>before</p>" + body)
    assert "before" in document.text
    assert "5000" not in body or document.problems


BOX = "<table><tr><td>Component<td>Score<tr><td>Finance<td>2</table>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(
            f"<p><b>Review of the Network</b></p>{BOX}<p>Text", "heading", id="a document's first line"
        ),
        pytest.param(f"<p>It works.</p><p><b>How it scored</b></p>{BOX}", "caption", id="a table's title"),
        pytest.param(
            f"<p>No.</p><p><b>Aim</b><p>It works.</p><p><b>Scope</b><p>All.</p><p><b>Scores</b></p>{BOX}",
            "heading",
            id="one of several headings in bold",
        ),
        pytest.param(
            f"<p>No.</p><p><b>Aim</b><p>It works.</p><p><b>Scope</b><p>All.</p><p><b>Table 2: Scores</b></p>{BOX}",
            "caption",
            id="labelled as a table's",
        ),
    ],
)
def test_a_line_in_bold_above_a_table(body: str, kind: str) -> None:
    """It is the table's caption unless it is the title of the report or one of its headings."""
    document = page(body)
    place = next(n for n, block in enumerate(document.blocks) if block.kind == "table")
    assert document.blocks[place - 1].kind == kind


def test_a_table_inside_a_cell_is_read_with_the_cell() -> None:
    """What a table with headers holds in a cell, another table included, is that cell's."""
    inner = "<table><tr><td>Set up a site<td>2024<tr><td>Hire<td>2025</table>"
    document = page(f"<table><tr><th>Recommendation<th>Response<tr><td>Publish<td>Accepted{inner}</table>")
    [table] = document.tables
    assert [document.quote(Span(cell.start, cell.end)) for cell in table.body()] == [
        "Publish", "Accepted Set up a site 2024 Hire 2025",
    ]  # fmt: skip
