"""Broken, hostile and odd PDFs: a clear error or a reading, never a crash."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pdf_reports import drawn, read, set_lines, typeset
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.layout.printed import PageChars, Printed, Style
from pipeline.ingest.pdf.reader import read_pdf
from pipeline.problems import Unreadable

PROSE = "The office has grown quickly and its systems have not kept pace with its growing portfolio. "


def _written(folder: Path, fill: Callable[[pikepdf.Pdf], None], **options: object) -> Path:
    pdf = pikepdf.new()
    fill(pdf)
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    path = folder / "odd.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def _page(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Page:
    pdf.add_blank_page(page_size=(400, 400))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[-1].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    pdf.pages[-1].Contents = pdf.make_stream(content)
    return pdf.pages[-1]


@pytest.mark.parametrize("length", [0, 12, 900, 0.5, 0.98])
def test_a_file_cut_short(tmp_path: Path, length: float) -> None:
    """A truncated file is either read or refused with the way out."""
    whole = drawn(tmp_path, lambda c: (set_lines(c, 60, 780, 470, PROSE * 20), c.showPage())).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(length * len(whole) if 0 < length < 1 else length)])
    try:
        pages, refused = read_pdf(path).pages, None
    except Unreadable as error:
        pages, refused = (), error.problem
    assert pages or (refused is not None and "cut.pdf" in refused.problem and refused.remedy)


def test_garbage_after_the_header(tmp_path: Path) -> None:
    """Noise that calls itself a PDF is refused."""
    path = tmp_path / "noise.pdf"
    path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(20_000))
    with pytest.raises(Unreadable, match="broken"):
        read_pdf(path)


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes(tmp_path: Path, seed: int) -> None:
    """A file with damaged bytes is read as far as it goes or refused; offsets stay sound."""
    data = bytearray(
        typeset(
            tmp_path, f"= Title\n{PROSE * 9}\n- one\n- two\n#table(columns: 2, [a], [b], [c], [d])"
        ).read_bytes()
    )
    chance = random.Random(seed)
    for _ in range(60):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    path = tmp_path / "flipped.pdf"
    path.write_bytes(bytes(data))
    try:
        reading = read_pdf(path)
    except Unreadable:
        return
    assert all(0 <= b.start <= b.end <= len(reading.text) for b in reading.blocks)
    reading.text.encode("utf-8")


def test_a_locked_file(tmp_path: Path) -> None:
    """A file with a password says so and what to do."""
    path = _written(
        tmp_path, lambda pdf: pdf.add_blank_page(), encryption=pikepdf.Encryption(owner="a", user="b")
    )
    with pytest.raises(Unreadable, match="password"):
        read_pdf(path)


def test_no_pages(tmp_path: Path) -> None:
    """A file without pages says so."""
    with pytest.raises(Unreadable, match="no pages"):
        read_pdf(_written(tmp_path, lambda pdf: None))


def test_absurd_sizes_and_places(tmp_path: Path) -> None:
    """Huge pages, huge type, words beyond any paper and flattened text do no harm."""

    def fill(pdf: pikepdf.Pdf) -> None:
        page = _page(
            pdf,
            b"BT /F 12 Tf 100 100 Td (Hello there) Tj ET BT /F 9e4 Tf 1e20 1e20 Td (far) Tj ET"
            b" BT /F 12 Tf 0 0 0 0 0 0 Tm (flat) Tj ET 1e30 0 m 0 1e30 l S",
        )
        page.MediaBox = [0, 0, 1e9, 1e9]

    assert "Hello there" in read(_written(tmp_path, fill)).text


def test_many_small_pages_take_time_in_proportion(tmp_path: Path) -> None:
    """Two thousand pages take hardly longer a page than two hundred."""

    def of(count: int) -> float:
        path = _written(
            tmp_path,
            lambda pdf: (
                [_page(pdf, b"BT /F 12 Tf 20 100 Td (Page text %d) Tj ET" % n) for n in range(count)] and None
            ),
        )
        begun = time.process_time()
        assert len(read(path).pages) == count
        return (time.process_time() - begun) / count

    small = min(of(200), of(200))
    assert of(2000) < 4 * small


def test_scattered_words_and_shapes(tmp_path: Path) -> None:
    """A page of thousands of scattered words, lines and areas is read within seconds."""
    chance = random.Random(3)
    words = b"".join(
        b"BT /F %d Tf %d %d Td (w%d) Tj ET\n"
        % (chance.randrange(4, 20), chance.randrange(400), chance.randrange(400), n)
        for n in range(2000)
    )
    shapes = b"".join(
        b"0.%d 0.2 0.7 rg %d %d 40 30 re f %d %d m 50 90 l S\n"
        % (chance.randrange(9), chance.randrange(400), chance.randrange(400), n % 400, n % 300)
        for n in range(3000)
    )
    begun = time.process_time()
    reading = read(_written(tmp_path, lambda pdf: _page(pdf, words + shapes) and None))
    assert reading.pages[0].coverage > 0.99
    assert time.process_time() - begun < 20


def test_fonts_without_a_unicode_map_are_not_taken_for_text(tmp_path: Path) -> None:
    """A page whose glyphs have no meaning is reported unread, not read as gibberish."""
    source = typeset(tmp_path, PROSE * 5)
    with pikepdf.open(source) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        path = tmp_path / "unmapped.pdf"
        pdf.save(path)
    reading = read(path)
    assert reading.unread == (1,)
    assert reading.text == ""


def test_a_scan_is_reported_unread(tmp_path: Path) -> None:
    """A page that is one picture counts among the unread; what is recognised of it is laid out."""
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)

    path = drawn(tmp_path, draw)
    assert read(path).unread == (1,)
    words = (("Evaluation", 60, 108), ("remains", 114, 108), ("weak.", 60, 121))
    recognised = tuple(
        Printed(text, x, base - 8, x + 5 * len(text), base + 2, base, Style(), number)
        for number, (text, x, base) in enumerate(words)
    )
    page = PageChars(1, 595, 842, recognised, characters=22, source="ocr")
    reading = read_pdf(path, lambda numbers: {1: page} if numbers == (1,) else {})
    assert reading.text == "Evaluation remains weak."
    assert reading.blocks[0].source == "ocr"
    assert reading.unread == ()


def test_a_picture_on_the_back_is_no_scan(tmp_path: Path) -> None:
    """A last page that is all photograph is not sent to recognition; one that looks like paper is."""
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    photograph = Image.linear_gradient("L").resize((120, 160))
    paper = Image.new("L", (120, 160), 235)
    for picture, unread in ((photograph, ()), (paper, (2,))):

        def draw(canvas: Canvas, picture: Image.Image = picture) -> None:
            set_lines(canvas, 60, 780, 470, PROSE * 3)
            canvas.showPage()
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)

        assert read(drawn(tmp_path, draw)).unread == unread


def test_squared_paper_and_endless_rules(tmp_path: Path) -> None:
    """A page ruled like squared paper, and rules longer than any page, cost next to nothing."""
    squares = b"".join(b"%d 0 m %d 400 l S 0 %d m 400 %d l S\n" % (n, n, n, n) for n in range(0, 2000, 4))
    endless = b"".join(b"0 %d m 900000 %d l S\n" % (n, n) for n in range(50, 300, 30))
    begun = time.process_time()
    for content in (squares, endless):
        path = _written(
            tmp_path,
            lambda pdf, content=content: (
                _page(pdf, content + b"BT /F 12 Tf 20 100 Td (Text here) Tj ET") and None
            ),
        )
        assert "Text here" in read(path).text
    assert time.process_time() - begun < 10


def test_reports_carried_inside_are_told(tmp_path: Path) -> None:
    """A portfolio is read as what its page shows, and says which files in it were left."""

    def fill(pdf: pikepdf.Pdf) -> None:
        _page(pdf, b"BT /F 12 Tf 40 300 Td (Open this portfolio in a newer reader.) Tj ET")
        pdf.attachments["evaluation.pdf"] = pikepdf.AttachedFileSpec(pdf, b"%PDF-1.7")
        pdf.attachments["logo.svg"] = pikepdf.AttachedFileSpec(pdf, b"<svg/>")

    reading = read(_written(tmp_path, fill))
    assert reading.text == "Open this portfolio in a newer reader."
    [problem] = reading.problems
    assert "(evaluation.pdf)" in problem.problem
    assert "Save them" in problem.remedy


@pytest.mark.parametrize(
    "matrix", [b"-1 0 0 -1 300 300", b"-1 0 0 1 300 300", b"1 0 0 -1 40 300", b"0 1 -1 0 300 40"]
)
def test_text_turned_about_is_read(tmp_path: Path, matrix: bytes) -> None:
    """Upside down, mirrored, flipped or set along the side: the words stay whole and in order."""
    content = b"BT /F 12 Tf %s Tm (Evaluation remains underfunded.) Tj ET" % matrix
    assert read(_written(tmp_path, lambda pdf: _page(pdf, content))).text == (
        "Evaluation remains underfunded."
    )
