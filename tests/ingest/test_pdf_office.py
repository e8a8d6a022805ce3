"""Real PDFs from LibreOffice: what its exporter does to headings, notes, lists and tables."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pdf_reports import read, shown, texts

STYLES = """<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-family="'Liberation Serif'" fo:font-size="11pt" fo:language="en" fo:country="GB"/>
</style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="H1" style:family="paragraph" style:default-outline-level="1">
<style:paragraph-properties fo:margin-top="0.4cm"/>
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph" style:default-outline-level="2">
<style:text-properties fo:font-size="12pt" fo:font-weight="bold" fo:color="#1f4e79"/></style:style>
<style:style style:name="Note" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="W" style:family="text">
<style:text-properties fo:font-weight="bold" fo:color="#ffffff"/></style:style>
<style:style style:name="fn" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-style-name="fn" style:num-format="1"/>
<text:list-style style:name="L1">{bullets}</text:list-style></office:styles>"""
BULLET = """<text:list-level-style-bullet text:level="{level}" text:bullet-char="{char}">
<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{level}cm"
 fo:text-indent="-0.5cm" fo:margin-left="{level}cm"/></style:list-level-properties></text:list-level-style-bullet>"""
PAGES = """<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties
 fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style/><style:footer-style/>
</style:page-layout>
<style:style style:name="c" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm" style:vertical-align="middle"/></style:style>
<style:style style:name="h" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm" fo:background-color="#4472c4"/></style:style>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="pm"><style:header><text:p>Evaluation of the Seed Bank</text:p></style:header>
<style:footer><text:p><text:page-number/> | Evaluation Office</text:p></style:footer></style:master-page>
</office:master-styles>"""
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)


def _note(number: int, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f'<text:note-body><text:p text:style-name="Note">{text}</text:p></text:note-body></text:note>'
    )


def _cell(text: str, style: str = "c", span: int = 1) -> str:
    spanned = f' table:number-rows-spanned="{span}"' if span > 1 else ""
    return f'<table:table-cell table:style-name="{style}"{spanned}>{text}</table:table-cell>'


def _items(*texts_: str) -> str:
    inner = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts_)
    return f'<text:list text:style-name="L1">{inner}</text:list>'


def _rows() -> str:
    rows = ""
    for n in range(1, 9):
        first = _cell(
            f"<text:p>Recommendation {n} asks the bank to act on a thing long put off.</text:p>", span=2
        )
        verdict = _cell("<text:p>Partially accepted</text:p>", span=2)
        action = f"<text:p>The head of unit {n} will write to all of the members before the end of the year.</text:p>"
        rows += f"<table:table-row>{first}{verdict}{_cell(action + _items(f'Letter {n}', f'Views {n}'))}</table:table-row>"
        rows += (
            "<table:table-row><table:covered-table-cell/><table:covered-table-cell/>"
            f"{_cell(f'<text:p>A second action for number {n}.</text:p>')}</table:table-row>"
        )
    return rows


def _source() -> str:
    bullets = BULLET.format(level=1, char="•") + BULLET.format(level=2, char="–")
    head = "".join(
        _cell(f'<text:p><text:span text:style-name="W">{t}</text:span></text:p>', "h")
        for t in ("Recommendation", "Response", "Key action")
    )
    body = f"""<text:h text:style-name="H1" text:outline-level="1">1. Introduction</text:h>
<text:p>It covers 2018 to 2022{_note(1, "The bank was founded in 1987.")} and met 214 people in 17
 countries{_note(2, "Named in annex 2.")}.</text:p>
<text:h text:style-name="H2" text:outline-level="2">1.1 Strengths</text:h>
<text:p>The bank has two strengths:</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>It holds collections that no other institution has, and
 keeps them in good order even in places where the power supply is not reliable;</text:p>
{_items("wheat;")}</text:list-item><text:list-item><text:p>Farmers trust it.</text:p></text:list-item></text:list>
<text:h text:style-name="H1" text:outline-level="1">2. Response</text:h>
<text:p>Table 1: Management response</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{_rows()}</table:table>
<text:p>Source: Evaluation office.</text:p><text:p>The closing paragraph stands after the table.</text:p>"""
    return (
        f'<?xml version="1.0"?><office:document {NAMES} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{STYLES.format(bullets=bullets)}{PAGES}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    )


@pytest.fixture(scope="session")
def office_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report exported by LibreOffice; tests that need it skip where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: apt-get install libreoffice-writer")
    folder = tmp_path_factory.mktemp("office")
    (folder / "report.fodt").write_text(_source(), encoding="utf-8")
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "report.fodt")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "report.pdf"


def test_flow_of_an_office_report(office_pdf: Path) -> None:
    """Headings keep their levels, markers are lifted, notes and running lines stand apart."""
    lines = shown(office_pdf, "heading", "paragraph", "list_item", "note").splitlines()
    assert lines == [
        "heading1: 1. Introduction",
        "paragraph: It covers 2018 to 2022 and met 214 people in 17 countries.",
        "heading2: 1.1 Strengths",
        "paragraph: The bank has two strengths:",
        "list_item1: (•) It holds collections that no other institution has, and keeps them in good order even in"
        " places where the power supply is not reliable;",
        "list_item2: (–) wheat;",
        "list_item1: (•) Farmers trust it.",
        "heading1: 2. Response",
        "note: (1) The bank was founded in 1987.",
        "note: (2) Named in annex 2.",
        "paragraph: The closing paragraph stands after the table.",
    ]
    reading = read(office_pdf)
    assert [(n.label, n.block is not None) for n in reading.notes] == [("1", True), ("2", True)]
    assert "Evaluation of the Seed Bank" in texts(office_pdf, "furniture")


def test_table_of_an_office_report(office_pdf: Path) -> None:
    """Sixteen rows over two pages are one table with its caption, its source and its merged cells."""
    reading = read(office_pdf)
    (table,) = reading.tables
    assert (table.rows, table.columns, table.header_rows) == (17, 3, 1)
    assert table.caption is not None
    assert table.note is not None
    first = table.cell_at(15, 0)
    assert first is not None
    assert first.row_span == 2
    assert reading.text[first.start : first.end].startswith("Recommendation 8 asks")
    actions = table.cell_at(15, 2)
    assert actions is not None
    assert [block.kind for block in actions.blocks] == ["paragraph", "list_item", "list_item"]
