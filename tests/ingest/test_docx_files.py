"""Word files as Word, python-docx and LibreOffice write them: what is printed with all changes accepted."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as Written
from docx.enum.text import WD_BREAK
from docx.oxml.ns import nsdecls

from pipeline.ingest import read
from pipeline.ingest.docx.reader import read_docx
from pipeline.ingest.source import Source
from pipeline.model import Document
from pipeline.problems import Unreadable

W = nsdecls("w")


def saved(written: Written) -> Document:
    out = io.BytesIO()
    written.save(out)
    return read_docx(Source(out.getvalue(), "report.docx", "report"))


def body(xml: str, parts: dict[str, str] | None = None) -> Document:
    """A Word file of this body, with further parts by name (numbering, footnotes …)."""
    return read_docx(Source(package(xml, parts), "report.docx", "report"))


def package(xml: str, parts: dict[str, str] | None = None) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts or {})
    )
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        main = f'<Relationship Id="m" Type="{kind}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f"{head}{main}</Relationships>")
        archive.writestr("word/_rels/document.xml.rels", f"{head}{relations}</Relationships>")
        archive.writestr(
            "word/document.xml",
            f"<w:document {nsdecls('w', 'wp', 'r', 'a')} {EXTRA}><w:body>{xml}</w:body></w:document>",
        )
        for name, text in (parts or {}).items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def packed(data: bytes, method: int | None = None, flags: int | None = None) -> bytes:
    """The archive with its directory saying that its parts are packed by another method, or locked."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        for offset, value in ((8, flags), (10, method)):
            if value is not None:
                changed[at + offset] = value
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "") -> str:
    inner = text if text.startswith("<") else t(text)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (t("It works."), "It works."),
        (t("in 2022") + '<w:r><w:rPr><w:position w:val="7"/></w:rPr><w:t>74</w:t></w:r>' + t("."), "in 2022."),
        (t("It ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>works</w:t></w:r>" + t("."), "It works."),
        (t("under") + "<w:r><w:softHyphen/></w:r>" + t("funded"), "underfunded"),
        (t("co") + "<w:r><w:noBreakHyphen/></w:r>" + t("operation"), "co-operation"),
        (t("A") + "<w:r><w:tab/></w:r>" + t("B") + '<w:r><w:br/></w:r>' + t("C"), "A B C"),
        (t("was ") + f"<w:del><w:r><w:delText>weak</w:delText></w:r></w:del><w:ins>{t('strong')}</w:ins>", "was strong"),
        (t("A ") + f"<w:moveFrom>{t('B ')}</w:moveFrom>" + t("C ") + f"<w:moveTo>{t('B')}</w:moveTo>", "A C B"),
        (t("Seen") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> not</w:t></w:r>", "Seen"),
        (t("Seen") + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> too</w:t></w:r>', "Seen too"),
        (f'<w:hyperlink w:anchor="x">{t("a link")}</w:hyperlink>' + t(" here"), "a link here"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{t('chosen')}</w:sdtContent></w:sdt>", "chosen"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "12",
        ),
        (f'<w:fldSimple w:instr=" DOCPROPERTY Org ">{t("the Fund")}</w:fldSimple>' + t(" works"), "the Fund works"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + t(" five"), "≥ five"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        (f"<w:smartTag>{t('Geneva')}</w:smartTag>", "Geneva"),
    ],
)  # fmt: skip
def test_the_characters_of_a_paragraph(xml: str, expected: str) -> None:
    """What Word prints, with changes accepted, is read; codes and hidden text are not."""
    assert kinds(body(f"<w:p>{xml}</w:p>")) == [("paragraph", expected)]


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    """Accepting the deletion of a paragraph mark joins two paragraphs."""
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    assert kinds(body(p("The fund", gone) + p("works."))) == [("paragraph", "The fund works.")]


def test_headings_by_style_by_outline_and_by_what_a_style_is_based_on() -> None:
    """Levels come from built-in names and outline levels; with a title, all stand one lower."""
    styles = (
        f"<w:styles {W}>"
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Sub"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
        "</w:styles>"
    )
    document = body(
        p("Review", '<w:pStyle w:val="T"/>') + p("Summary", '<w:pStyle w:val="berschrift1"/>')
        + p("Scope", '<w:pStyle w:val="Own"/>') + p("Detail", '<w:outlineLvl w:val="2"/>')
        + p("Not one", '<w:pStyle w:val="berschrift1"/><w:outlineLvl w:val="9"/>')
        + p("Text", '<w:pStyle w:val="Loop"/>'),
        {"styles": styles},
    )  # fmt: skip
    assert [(b.kind, b.level, document.quote(b.span)) for b in document.blocks] == [
        ("heading", 1, "Review"),
        ("heading", 2, "Summary"),
        ("heading", 3, "Scope"),
        ("heading", 4, "Detail"),
        ("paragraph", 0, "Not one"),
        ("paragraph", 0, "Text"),
    ]


NUMBERING = (
    f"<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Recommendation %1:"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)


def item(text: str, num: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (item("A", 1) + item("B", 1), [("1.", 1), ("2.", 1)]),
        (item("A", 1) + item("a", 1, 1) + item("b", 1, 1) + item("B", 1) + item("c", 1, 1),
         [("1.", 1), ("1.a)", 2), ("1.b)", 2), ("2.", 1), ("2.a)", 2)]),
        (item("A", 1) + item("i", 1, 2) + item("ii", 1, 2), [("1.", 1), ("(i)", 3), ("(ii)", 3)]),
        (item("A", 2) + item("B", 2), [("•", 1), ("•", 1)]),
        (item("A", 1) + item("B", 4), [("1.", 1), ("5.", 1)]),
        (item("Do.", 3) + p("Because.") + item("Do more.", 3), [("Recommendation 1:", 1), ("Recommendation 2:", 1)]),
        (p("•\tTyped") + p("–\tTyped too"), [("•", 1), ("–", 1)]),
        (p("(a)\tTyped"), [("(a)", 1)]),
        (p("1. Typed") + p("2. Typed too"), [("1.", 1), ("2.", 1)]),
        (p(t("1.1 Define") + "<w:r><w:br/></w:r>" + t("1.2 Report")), [("1.1", 1), ("1.2", 1)]),
        (p(t("Two things:") + "<w:r><w:br/></w:r>" + t("• Define")), [("•", 1)]),
        (p(t("It found gaps:") + "<w:r><w:br/></w:r>" + t("Weak oversight;") + "<w:r><w:br/></w:r>" + t("No plan.")), [(None, 1), (None, 1)]),
        (p("1.5 million people") + p("e.g. this") + p("A. Name"), []),
        (item("A", 0) + item("B", 99), []),
    ],
)  # fmt: skip
def test_items_print_the_numbers_word_computes(xml: str, expected: list[tuple[str, int]]) -> None:
    """Counters run over levels, restart under a new parent and where a list overrides its start."""
    document = body(xml, {"numbering": NUMBERING})
    items = [block for block in document.blocks if block.kind == "list_item"]
    assert [(block.marker, block.level) for block in items] == expected


def test_bullets_apart_are_two_lists_and_a_list_taken_up_again_is_one() -> None:
    """Word gives all bullets one list; a reader sees a new one after a paragraph."""
    xml = item("A", 2) + item("B", 2) + p("Between.") + item("C", 2) + item("D", 1) + p("x") + item("E", 1)
    lists = [b.list_id for b in body(xml, {"numbering": NUMBERING}).blocks if b.kind == "list_item"]
    assert lists[0] == lists[1] != lists[2]
    assert lists[3] == lists[4]


def test_a_numbered_heading_keeps_its_number_in_its_text() -> None:
    """The number Word computes is part of what is printed."""
    document = body(
        item("Scope", 1).replace("<w:numPr>", '<w:outlineLvl w:val="0"/><w:numPr>'), {"numbering": NUMBERING}
    )
    assert kinds(document) == [("heading", "1. Scope")]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def test_a_table_keeps_merged_cells_header_caption_and_deleted_rows_out() -> None:
    """Cells stand where Word draws them."""
    table = "".join(
        (
            "<w:tbl>",
            row(cell("Component"), cell("Score", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
            row(cell("Finance", '<w:vMerge w:val="restart"/>'), cell("2"), cell("3")),
            row(cell("", "<w:vMerge/>"), cell("4"), cell("5")),
            row(cell("Gone"), cell("0"), cell("0"), properties='<w:del w:id="1" w:author="a"/>'),
            "</w:tbl>",
        )
    )
    document = body(p("Table 1: Ratings") + table + p("Source: own data."))
    (grid,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, document.text[c.start : c.end]) for c in grid.cells] == [
        (0, 0, 1, 1, "Component"), (0, 1, 1, 2, "Score"),
        (1, 0, 2, 1, "Finance"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3"), (2, 1, 1, 1, "4"), (2, 2, 1, 1, "5"),
    ]  # fmt: skip
    assert (grid.header_rows, grid.rows) == (1, 3)
    assert [kind for kind, _ in kinds(document)] == ["caption", "table", "note"]
    assert grid.caption is not None
    assert grid.note is not None


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([("Criterion", "Rating"), ("Relevance", "Satisfactory"), ("Efficiency", "Weak")], 1),
        ([("Member", "2013"), ("Japan", "63.05")], 0),
        ([("Country:", "Kenya"), ("Period:", "2018"), ("Budget:", "USD 2 million")], 0),
        ([("Finding", "Response"), ("It is weak in most of its offices and has been so.", "Accepted.")], 1),
        ([("It is weak.", "It is strong."), ("It is slow.", "It is quick.")], 0),
    ],
)
def test_the_header_of_a_table_that_marks_none(rows: list[tuple[str, str]], header: int) -> None:
    """Short words over the rest are a header; labels beside their values are none."""
    table = "".join(row(*(cell(text) for text in line)) for line in rows)
    assert body(f"<w:tbl>{table}</w:tbl>").tables[0].header_rows == header


def test_items_typed_into_a_cell_are_its_items() -> None:
    """Key actions parted by line breaks stand apart, their numbers with them."""
    actions = f"<w:tc>{p(t('1.1 Define.') + '<w:r><w:br/></w:r>' + t('1.2 Report.'))}</w:tc>"
    document = body(
        f"<w:tbl>{row(cell('Recommendation'), cell('Actions'))}{row(cell('Revise it.'), actions)}</w:tbl>"
    )
    blocks = document.tables[0].cells[3].blocks
    assert [(b.kind, b.marker, document.quote(b.span)) for b in blocks] == [
        ("list_item", "1.1", "Define."),
        ("list_item", "1.2", "Report."),
    ]


def test_a_box_drawn_as_a_table_of_one_cell_is_a_panel() -> None:
    """Its paragraphs and items are text that stands apart, not a table."""
    document = body(p("Before.") + f"<w:tbl>{row(cell('Boxed.'))}</w:tbl>" + p("After."))
    assert kinds(document) == [("paragraph", t) for t in ("Before.", "Boxed.", "After.")]
    assert [block.panel is not None for block in document.blocks] == [False, True, False]


def notes(kind: str, *texts: str) -> str:
    body = "".join(
        f'<w:{kind} w:id="{n}">{p("<w:r><w:" + kind + "Ref/></w:r>" + t(text))}</w:{kind}>'
        for n, text in enumerate(texts, start=2)
    )
    return f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0">{p("---")}</w:{kind}>{body}</w:{kind}s>'


def test_notes_are_lifted_and_tied_to_their_markers() -> None:
    """Footnotes count in digits, endnotes in Roman numerals, in the order they are called."""
    called = (
        t("below the age of 35") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + t(" and more")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t(".") + '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )  # fmt: skip
    document = body(
        p(called), {"footnotes": notes("footnote", "One.", "Two."), "endnotes": notes("endnote", "End.")}
    )
    assert kinds(document) == [
        ("paragraph", "below the age of 35 and more."),
        ("note", "Two."),
        ("note", "One."),
        ("note", "End."),
    ]
    assert [(ref.label, ref.block) for ref in document.notes] == [("1", 1), ("2", 2), ("i", 3)]
    assert [block.marker for block in document.blocks[1:]] == ["1", "2", "i"]


def test_a_cross_reference_to_a_note_is_no_number() -> None:
    """ "See note 1 again" printed as a raised 1 is lifted like the first call."""
    again = '<w:fldSimple w:instr=" NOTEREF _Ref1 \\f ">' + t("1") + "</w:fldSimple>"
    called = t("in 2020") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + t(" and in 2021") + again + t(".")
    document = body(p(called), {"footnotes": notes("footnote", "One.")})
    assert kinds(document)[0] == ("paragraph", "in 2020 and in 2021.")
    assert [ref.block for ref in document.notes] == [1, 1]


BOX = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
    ],
)
def test_a_text_box_is_read_once_behind_its_paragraph(drawing: str) -> None:
    """Word writes boxes twice, for new and old programs."""
    document = body(p(t("Around.") + f"<w:r>{drawing}</w:r>") + p("After."))
    assert kinds(document) == [("paragraph", t) for t in ("Around.", "Boxed.", "After.")]
    assert document.blocks[1].panel is not None


def test_a_table_of_contents_is_no_text() -> None:
    """Its entries are marked, over as many paragraphs as the field runs."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    document = body(p(begin + separate + t("Summary 1")) + p("Scope 2") + p(t("End 3") + end) + p("Text."))
    assert [kind for kind, _ in kinds(document)] == ["contents", "contents", "contents", "paragraph"]


def test_running_heads_and_feet_are_furniture() -> None:
    """They are kept, once each, apart from the text."""
    xml = (
        p("Text.")
        + '<w:sectPr><w:headerReference w:type="default" r:id="r0"/><w:footerReference r:id="r1"/></w:sectPr>'
    )
    parts = {
        "header": f"<w:hdr {W}>{p('The Network')}</w:hdr>",
        "footer": f"<w:ftr {W}>{p('Page 1')}</w:ftr>",
    }
    assert kinds(body(xml, parts)) == [
        ("furniture", "The Network"),
        ("paragraph", "Text."),
        ("furniture", "Page 1"),
    ]


def test_a_file_python_docx_wrote() -> None:
    """Headings, lists, bold leads, page breaks and tables of an ordinary file; title and author apart."""
    written = docx.Document()
    written.core_properties.title = "Review of the Coral Fund"
    written.add_heading("Review", 0)
    written.add_heading("Strengths", 1)
    lead = written.add_paragraph(style="List Bullet")
    lead.add_run("Agility:").bold = True
    lead.add_run(" quick to respond.")
    written.add_paragraph("Costs fell.", style="List Bullet")
    written.add_paragraph("First.", style="List Number")
    written.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    table = written.add_table(rows=3, cols=2)
    for number, (left, right) in enumerate(
        [("Member", "USD millions"), ("Japan", "63.05"), ("Italy", "26.07")]
    ):
        table.cell(number, 0).text, table.cell(number, 1).text = left, right
    document = saved(written)
    assert [(b.kind, b.level, b.marker) for b in document.blocks] == [
        ("heading", 1, None), ("heading", 2, None), ("list_item", 1, "•"), ("list_item", 1, "•"),
        ("list_item", 1, "1."), ("table", 0, None),
    ]  # fmt: skip
    first = document.blocks[2]
    assert first.lead is not None
    assert document.text[first.start : first.lead] == "Agility:"
    assert document.tables[0].header_rows == 1
    assert document.metadata.title == "Review of the Coral Fund"
    assert document.pages == ()


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)
def test_a_file_libreoffice_wrote(tmp_path: Path) -> None:
    """The same report saved from a page by LibreOffice reads the same."""
    (tmp_path / "report.html").write_text(
        "<html><body><h1>Review</h1><p>It works<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'>"
        "<sup>1</sup></a> well.</p><h2>Strengths</h2><ul><li><b>Agility:</b> quick<ul><li>nested</ul><li>Costs fell.</ul>"
        "<ol start=3><li>Third<li>Fourth</ol><table border=1><thead><tr><th rowspan=2>Component<th colspan=2>Score"
        "<tr><th>2013<th>2016</thead><tr><td>Finance<td>2<td>3</table>"
        "<div id=sdfootnote1><p><a class=sdfootnotesym name=sdfootnote1sym href='#sdfootnote1anc'>1</a>A note.</p></div>"
    )
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(tmp_path / "report.html")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read(tmp_path / "report.docx", "report.docx", "report")
    found = [
        (b.kind, b.level, b.marker, document.quote(b.span)) for b in document.blocks if b.kind != "table"
    ]
    assert found == [
        ("heading", 1, None, "Review"),
        ("paragraph", 0, None, "It works well."),
        ("heading", 2, None, "Strengths"),
        ("list_item", 1, "•", "Agility: quick"),
        ("list_item", 2, "•", "nested"),
        ("list_item", 1, "•", "Costs fell."),
        ("list_item", 1, "3.", "Third"),
        ("list_item", 1, "4.", "Fourth"),
        ("note", 0, "1", "A note."),
    ]
    (table,) = document.tables
    assert (table.header_rows, table.rows, table.columns) == (2, 3, 3)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (package("")[:-30], "damaged"),
        (package(""), "shows no text"),
        (package(p("<w:r><w:drawing/></w:r>")), "save it as PDF"),
        (package(p("x" * 160_000_000)), "unpacks to over 150 MB"),
        (packed(package(p("Text.")), method=97), "cannot be unpacked"),
        (packed(package(p("Text.")), flags=1), "password-protected"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    """Cut off, empty, only pictures, a bomb, oddly packed or locked: refused with the way out."""
    with pytest.raises(Unreadable, match=says):
        read_docx(Source(data, "report.docx", "report"))


def test_a_part_damaged_in_its_middle_is_read_as_far_as_it_goes() -> None:
    """What can be told is told, with a warning; bytes that are no text are replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        xml = f"<w:document {W}><w:body>{p('Before.')}<w:p><w:r><w:t>A\udced&#xD800;</w:t></w:p>{p('After.')}"
        archive.writestr("word/document.xml", xml.encode("utf-8", "surrogateescape"))
    document = read_docx(Source(out.getvalue(), "report.docx", "report"))
    assert document.text.startswith("Before.")
    assert "After." in document.text
    assert "damaged" in document.problems[0].problem
    document.text.encode()


def test_entities_of_a_hostile_file_are_not_unfolded() -> None:
    """A file cannot make the reader fetch or multiply anything."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
            f"<w:document {W}><w:body><w:p><w:r><w:t>Text &b; &f; end</w:t></w:r></w:p></w:body></w:document>",
        )
    document = read_docx(Source(out.getvalue(), "report.docx", "report"))
    assert "aaaa" not in document.text
    assert "root:" not in document.text


WIDE = '<w:gridSpan w:val="999999999"/>'


@pytest.mark.parametrize(
    "xml",
    [
        "<w:tbl>" + "<w:tr><w:tc>" * 60 + p("deep") + "</w:tc></w:tr>" * 60 + "</w:tbl>" + p("after"),
        "<w:tbl>" + row(cell("a", WIDE)) + row(cell("b"), cell("c")) + "</w:tbl>" + p("after"),
        f"<w:tbl>{row(cell('a', '<w:vMerge/>'), cell('b'))}{row(cell('c', '<w:vMerge/>'))}</w:tbl>"
        + p("after"),
        p(
            '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + t("after")
        ),
        p("after", '<w:numPr><w:ilvl w:val="-5"/><w:numId w:val="1"/></w:numPr>'),
        p('<w:r><w:footnoteReference w:id="nope"/></w:r>' + t("after")),
        p('<w:r><w:sym w:char="D800"/></w:r>' + t("after")),
    ],
)
def test_odd_structure_is_read_as_far_as_it_goes(xml: str) -> None:
    """Whatever the structure, the text after it is read."""
    assert "after" in body(xml, {"numbering": NUMBERING}).text
