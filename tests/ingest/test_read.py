"""The entrance: formats told by content, everything else refused with the way out."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.problems import Unreadable


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.pdf", b"", "empty"),
        ("blank.txt", b" \r\n\n\t ", "empty"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as DOCX or PDF"),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("report.rtf", rb"{\rtf1\ansi Report}", "save it as DOCX or PDF"),
        ("sheet.xlsx", zipped("xl/workbook.xml"), "Excel"),
        ("slides.pptx", zipped("ppt/presentation.xml"), "Export it as PDF"),
        ("report.odt", zipped("mimetype", "content.xml"), "OpenDocument"),
        ("book.epub", zipped("META-INF/container.xml"), "e-book"),
        ("many.zip", zipped("a.pdf", "b.pdf"), "Unpack it"),
        ("cut.docx", zipped("word/document.xml")[:40], "damaged"),
        ("tool.exe", b"MZ\x90\x00" + bytes(range(256)) * 8, "not a report format"),
        ("noise.bin", bytes(range(256)) * 40, "not a report format"),
        ("noise.txt", bytes(range(256)) * 40, "not a report format"),
        ("data.csv", b"a,b\n1,2\n", "not a report format"),
        ("data.json", b'{"a": 1}', "not a report format"),
        ("feed.xml", b"<?xml version='1.0'?><rss/>", "not a report format"),
        ("page.mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "browser"),
        ("moving.gif", b"GIF89a" + bytes(30), "PNG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_report_is_refused_by_name_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    """A file this cannot read names itself, what it is, and what to do."""
    with pytest.raises(Unreadable) as error:
        read(put(tmp_path, name, data), f"sub/{name}", "id")
    problem = error.value.problem
    assert f"sub/{name}" in problem.problem
    assert says in str(error.value)
    assert problem.remedy.endswith(".")


@pytest.mark.parametrize(
    ("name", "data", "media_type", "warned"),
    [
        ("report.txt", b"Summary\n\nIt works.", "text/plain", False),
        ("REPORT.TXT", b"Summary\n\nIt works.", "text/plain", False),
        ("report.md", b"# Summary\n\nIt works.", "text/markdown", False),
        ("report", b"Summary\n\nIt works.", "text/plain", False),
        ("report.html", b"<h1>Summary</h1><p>It works.", "text/html", False),
        ("report.txt", b"<!DOCTYPE html><html><body><p>It works.", "text/html", True),
        ("report.pdf", b"<html><body><p>Page not found: it works.", "text/html", True),
        ("report.docx", b"Summary\n\nIt works.", "text/plain", True),
    ],
)
def test_content_tells_the_format(
    tmp_path: Path, name: str, data: bytes, media_type: str, warned: bool
) -> None:
    """A name that says otherwise is only warned of."""
    document = read(put(tmp_path, name, data), name, "id")
    assert document.media_type == media_type
    assert "It works." in document.text or "it works" in document.text
    assert any("the name says" in problem.problem for problem in document.problems) == warned


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Côte d’Ivoire – 5 %".encode(), "Côte d’Ivoire – 5 %"),
        ("\ufeffCôte d’Ivoire".encode(), "Côte d’Ivoire"),
        ("Côte d’Ivoire".encode("utf-16"), "Côte d’Ivoire"),
        ("The Côte d’Ivoire office".encode("utf-16-le"), "The Côte d’Ivoire office"),
        ("The Côte d’Ivoire office".encode("utf-16-be"), "The Côte d’Ivoire office"),
        ("DFID’s reform priorities – £20m".encode("cp1252"), "DFID’s reform priorities – £20m"),
        (
            "L’évaluation à Genève reste sous-financée".encode("cp1252"),
            "L’évaluation à Genève reste sous-financée",
        ),
        ("DFID’s reform priorities – £20m".encode("mac_roman"), "DFID’s reform priorities – £20m"),
        ("L’évaluation à Genève".encode("mac_roman"), "L’évaluation à Genève"),
        ("Evaluación en España".encode("latin-1"), "Evaluación en España"),
        (
            "Оценка остаётся слабой, но планирование улучшилось.".encode("cp1251"),
            "Оценка остаётся слабой, но планирование улучшилось.",
        ),
        (
            "该组织改进了规划，但评价工作仍然薄弱。需要更多的资源。".encode("gb18030"),
            "该组织改进了规划，但评价工作仍然薄弱。需要更多的资源。",
        ),
    ],
)
def test_a_text_in_any_encoding_reads_as_it_was_written(tmp_path: Path, data: bytes, text: str) -> None:
    """Accents, quotes, dashes and pound signs survive the program that saved them."""
    assert read(put(tmp_path, "a.txt", data), "a.txt", "a").text == text


@pytest.mark.parametrize("name", ["missing.pdf", "folder"])
def test_what_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    """A file that went away, or is none, is a problem of its own."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(tmp_path / name, name, "id")


def test_a_file_larger_than_any_report_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even taken into memory."""
    monkeypatch.setattr("pipeline.ingest.LARGEST", 1000)
    with pytest.raises(Unreadable, match="Split it"):
        read(put(tmp_path, "huge.txt", b"x" * 1001), "huge.txt", "id")


def test_a_few_broken_bytes_are_shown_and_told(tmp_path: Path) -> None:
    """UTF-8 with damage is read, not refused and not taken for another encoding."""
    data = "Évaluation à Genève – l’équipe déléguée".encode() + b" \xff end"
    document = read(put(tmp_path, "a.txt", data), "a.txt", "a")
    assert "Genève" in document.text
    assert "\ufffd end" in document.text
    assert "could not be decoded" in document.problems[0].problem
