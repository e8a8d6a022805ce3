"""Scans: a page typeset, photographed askew and read back through Tesseract; and what happens without it."""

import io
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from PIL import Image

from pipeline.ingest import read
from pipeline.ingest.ocr.image import skew_of, straightened
from pipeline.ingest.ocr.words import Seen, run_sideways, seen_in, without_noise
from pipeline.model import Document, Span
from pipeline.problems import Unreadable

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed: apt-get install tesseract-ocr"
)
REPORT = """
#set page(paper: "a4", margin: 2.5cm)
#set text(size: 11pt)
#set par(justify: true, leading: 0.7em)
#text(size: 17pt, weight: "bold")[Review of the Coral Fund]

The Fund works in 33 island states and has spent USD 4.2 million since 2012. It is a flexible partner for
coastal communities, and its office in the region has delivered results under difficult conditions.

#text(size: 13pt, weight: "bold")[Strengths]

- A strong record of working with local fishing communities and with their associations.
- Good control of administrative costs, which fell from 12 per cent to 9 per cent of the budget.

#text(size: 13pt, weight: "bold")[Areas for improvement]

- Evaluation remains underfunded, and lessons are rarely shared between the country offices.
- The Fund has no strategy for gender equality.
"""


RATINGS = """
#set page(paper: "a4", margin: 2.5cm)
#set text(size: 11pt)
The Fund was rated on two components by its assessors in the year 2016, as the table shows.
#table(
  columns: 3,
  table.header[*Component*][*Rating*][*Score*],
  [Strategic and performance management], [Some progress], [2],
  [Partnership behaviour], [Little progress], [1],
)
The scores have been agreed by the board of the Fund and by its members.
"""


def scan(degrees: float, quarter: int = 0, report: str = REPORT) -> Image.Image:
    """The report as a scanner sees it: grey, 200 dots per inch, laid askew."""
    page = pypdfium2.PdfDocument(typst.compile(report.encode()))[0]
    image = page.render(scale=200 / 72, grayscale=True).to_pil()
    askew = image.rotate(-degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)
    return askew.rotate(quarter, expand=True)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    scan(1.5).save(path, resolution=200)
    return read(path, "scan.pdf", "scan")


@pytest.mark.parametrize("degrees", [-4.0, -1.5, 0.0, 0.7, 1.5, 5.0])
def test_the_skew_of_a_page_is_found(degrees: float) -> None:
    """To a tenth of a degree, whichever way the page was turned; level lines stay."""
    image = scan(degrees)
    assert skew_of(image) == pytest.approx(degrees, abs=0.1)
    assert skew_of(straightened(image, skew_of(image))) == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("shade", [0, 255])
def test_a_blank_page_has_no_skew(shade: int) -> None:
    """Nothing is read into white or black paper."""
    assert skew_of(Image.new("L", (800, 1100), shade)) == 0.0


@needs_tesseract
def test_a_scan_reads_as_the_report_that_was_scanned(scanned: Document) -> None:
    """Words, headings and items come through, though the page lay askew by 1.5 degrees."""
    text = " ".join(scanned.text.split())
    for sentence in (
        "The Fund works in 33 island states and has spent USD 4.2 million since 2012.",
        "Good control of administrative costs, which fell from 12 per cent to 9 per cent of the budget.",
        "Evaluation remains underfunded, and lessons are rarely shared between the country offices.",
    ):
        assert sentence in text
    headings = [scanned.quote(block.span) for block in scanned.blocks if block.kind == "heading"]
    assert headings == ["Review of the Coral Fund", "Strengths", "Areas for improvement"]
    assert sum(block.kind == "list_item" for block in scanned.blocks) == 4


@needs_tesseract
def test_what_was_recognised_says_so(scanned: Document) -> None:
    """Later stages trust recognised blocks less, so each one tells; so does its page."""
    assert {block.source for block in scanned.blocks} == {"ocr"}
    assert [page.source for page in scanned.pages] == ["ocr"]


@needs_tesseract
def test_a_scanned_page_behind_a_printed_one_keeps_its_place(tmp_path: Path) -> None:
    """In a mixed file each block tells its page and where its words came from."""
    scan(1.5).save(tmp_path / "scan.pdf", resolution=200)
    joined = pypdfium2.PdfDocument.new()
    for part in (typst.compile(REPORT.encode()), str(tmp_path / "scan.pdf")):
        joined.import_pages(pypdfium2.PdfDocument(part))
    joined.save(tmp_path / "mixed.pdf")
    document = read(tmp_path / "mixed.pdf", "mixed.pdf", "mixed")
    assert [(page.source, page.coverage) for page in document.pages] == [("text", 1.0), ("ocr", 1.0)]
    assert {(block.page, block.source) for block in document.blocks} == {(1, "text"), (2, "ocr")}
    assert {run.page for run in document.runs} == {1, 2}


@needs_tesseract
def test_a_font_that_does_not_say_what_its_glyphs_mean_is_read_from_the_picture(tmp_path: Path) -> None:
    """Text without a Unicode map is looked at, not copied."""
    file = pikepdf.open(io.BytesIO(typst.compile(REPORT.encode())))
    for thing in file.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]
    file.save(tmp_path / "unmapped.pdf")
    document = read(tmp_path / "unmapped.pdf", "unmapped.pdf", "unmapped")
    assert "Evaluation remains underfunded" in document.text
    assert {block.source for block in document.blocks} == {"ocr"}


@needs_tesseract
def test_a_ruled_table_on_a_scan_is_a_table(tmp_path: Path) -> None:
    """Lines ruled on the paper part its cells, though they waver on a page laid askew."""
    scan(1.5, report=RATINGS).save(tmp_path / "scan.pdf", resolution=200)
    document = read(tmp_path / "scan.pdf", "scan.pdf", "scan")
    (table,) = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.cells] == [
        "Component", "Rating", "Score",
        "Strategic and performance management", "Some progress", "2",
        "Partnership behaviour", "Little progress", "1",
    ]  # fmt: skip
    assert table.header_rows == 1
    assert "|" not in document.text


@needs_tesseract
def test_boxes_stand_where_the_words_are_on_the_scan(scanned: Document) -> None:
    """On a page turned by 1.5 degrees a word far right of the middle stands lower than on the straight one."""
    start = scanned.text.index("rarely")
    (run,) = scanned.runs_at(Span(start, start + 6))
    left = scanned.text.index("Evaluation")
    (first,) = scanned.runs_at(Span(left, left + 10))
    fall = (run.box.top - first.box.top) / (run.box.x0 - first.box.x0)
    assert fall == pytest.approx(0.0262, abs=0.008)


@needs_tesseract
@pytest.mark.parametrize("quarter", [90, 180])
def test_a_page_scanned_sideways_is_turned(tmp_path: Path, quarter: int) -> None:
    """A page fed into the scanner sideways or upside down is read upright."""
    scan(0.0, quarter).save(tmp_path / "scan.png", dpi=(200, 200))
    document = read(tmp_path / "scan.png", "scan.png", "scan")
    assert "no strategy for gender equality" in " ".join(document.text.split())
    assert document.media_type == "image/png"


@needs_tesseract
@pytest.mark.parametrize(
    ("mode", "size"),
    [("L", (900, 1200)), ("L", (1, 1)), ("1", (10, 20_000)), ("RGBA", (300, 200)), ("P", (99, 99))],
)
def test_a_picture_without_words_is_refused(tmp_path: Path, mode: str, size: tuple[int, int]) -> None:
    """A photograph is no report, whatever its size and colours."""
    Image.new(mode, size).save(tmp_path / "photo.png")
    with pytest.raises(Unreadable, match="no text could be recognised"):
        read(tmp_path / "photo.png", "photo.png", "photo")


def test_without_tesseract_every_page_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages with a text layer are read all the same; each scanned one is a problem with its remedy."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    first = typst.compile(REPORT.encode())
    scan(0.0).save(tmp_path / "scan.pdf", resolution=200)
    joined = pypdfium2.PdfDocument.new()
    for part in (first, str(tmp_path / "scan.pdf"), str(tmp_path / "scan.pdf")):
        joined.import_pages(pypdfium2.PdfDocument(part))
    joined.save(tmp_path / "mixed.pdf")
    document = read(tmp_path / "mixed.pdf", "mixed.pdf", "mixed")
    assert "Evaluation remains underfunded" in document.text
    assert [(problem.page, problem.severity) for problem in document.problems] == [(2, "error"), (3, "error")]
    assert all("apt-get install tesseract-ocr" in problem.remedy for problem in document.problems)


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_a_scan_without_tesseract_is_refused_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Where nothing at all can be read, the whole file is the problem."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    scan(0.0).save(tmp_path / name)
    with pytest.raises(Unreadable, match="apt-get install tesseract-ocr"):
        read(tmp_path / name, name, "scan")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + bytes(500), b"\xff\xd8\xff\xe0" + bytes(90), b"II*\x00" + bytes(9)]
)  # fmt: skip
@needs_tesseract
def test_a_damaged_image_is_refused(tmp_path: Path, data: bytes) -> None:
    """A cut-off picture names itself and the way out."""
    (tmp_path / "scan.png").write_bytes(data)
    with pytest.raises(Unreadable, match="damaged"):
        read(tmp_path / "scan.png", "scan.png", "scan")


def test_tesseracts_table_is_read_whatever_stands_in_it() -> None:
    """Quotes in a word are no quoting, empty rows and dirt are no words."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = (
        '5\t1\t1\t1\t1\t1\t10\t10\t50\t20\t96.1\t"quoted\n'
        "5\t1\t1\t1\t1\t2\t70\t10\t50\t20\t93\tword\n"
        "5\t1\t1\t1\t1\t3\t70\t10\t50\t20\t12\t~~\n"
        "5\t1\t1\t1\t1\t4\t70\t10\t50\t20\t95\t \n"
        "4\t1\t1\t1\t1\t0\t70\t10\t50\t20\t-1\t\n"
    )
    assert [word.text for word in seen_in(head + rows)] == ['"quoted', "word"]


def _seen(text: str, confidence: float, line: int, width: int = 60, height: int = 30) -> Seen:
    return Seen(text, 100, 100, width, height, confidence, (line, 1, 1))


def test_lines_of_noise_are_dropped() -> None:
    """A line Tesseract is not sure of at all is left out; a doubtful word in a good line stays."""
    words = [_seen("Weaknesses", 96, 1), _seen("ou", 32, 1), _seen("SGA", 7, 2), _seen("RGN", 29, 2)]
    assert [word.text for word in without_noise(words)] == ["Weaknesses", "ou"]


def test_words_taller_than_wide_tell_a_page_on_its_side() -> None:
    """A page whose long words stand upright lies on its side, however sure Tesseract is of them."""
    assert run_sideways([_seen("Findings", 96, 1, 30, 160), _seen("of", 96, 1, 40, 30)])
    assert not run_sideways([_seen("Findings", 96, 1, 160, 30), _seen("procedures", 96, 1, 180, 35)])
