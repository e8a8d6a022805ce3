"""What lies in raw/, and what people state of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.sources import COLUMNS, sources_in

HEADER = ",".join(COLUMNS)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def put(raw: Path, *names: str) -> None:
    for name in names:
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("WHO_MOPAN 2019.pdf", r"who-mopan-2019"),
        ("2023 évaluation (finale).txt", r"d-2023-evaluation-finale"),
        ("报告.pdf", r"d-[0-9a-f]{6}"),
        ("a" * 100 + ".pdf", r"a{60}-[0-9a-f]{6}"),
    ],
)
def test_ids(raw: Path, name: str, pattern: str) -> None:
    """A report is named for its file: short, plain, a letter first."""
    put(raw, name)
    (report,) = sources_in(raw).reports
    assert re.fullmatch(pattern, report.document_id)


def test_what_is_no_report(raw: Path) -> None:
    """Hidden files, locks of office suites, the folder's README and sources.csv are passed over."""
    put(raw, "a.txt", ".hidden.txt", ".git/x.txt", "~$a.docx", ".~lock.a.csv#", "README.md", "who/b.pdf")
    (raw / "sources.csv").write_text(HEADER + "\n", encoding="utf-8")
    assert [source.file for source in sources_in(raw).reports] == ["a.txt", "who/b.pdf"]


def test_same_stem_twice(raw: Path) -> None:
    """Two files of one name are both read; the second gets a longer id and a row that says so."""
    put(raw, "brief.pdf", "brief.txt")
    found = sources_in(raw)
    ids = [source.document_id for source in found.reports]
    assert ids[0] == "brief"
    assert ids[1].startswith("brief-")
    ((file, problem),) = found.problems
    assert file == "brief.txt"
    assert problem.severity == "error"
    assert "raw/brief.pdf" in problem.problem


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{HEADER}\nb.txt,Bérénice,,WHO,,,2019-05,,,\n", "utf-8-sig"),
        (f"{HEADER}\r\nb.txt,Bérénice,,WHO,,,2019-05,,,\r\n".replace(",", ";"), "cp1252"),
        ("published\tfile\ttitle\torganisation_acronym\n2019-05\tb.txt\tBérénice\tWHO\n", "utf-16"),
    ],
)
def test_stated(raw: Path, text: str, encoding: str) -> None:
    """sources.csv is understood as spreadsheets save it; empty cells state nothing."""
    put(raw, "b.txt")
    (raw / "sources.csv").write_bytes(text.encode(encoding))
    found = sources_in(raw)
    assert dict(found.reports[0].stated) == {
        "title": "Bérénice",
        "organisation_acronym": "WHO",
        "published": "2019-05",
    }
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADER}\ngone.pdf,,,,,,,,,\n", "gone.pdf, which is not in raw/"),
        ("file,titel\na.txt,x\n", "unknown columns: titel"),
        (f"{HEADER}\na.txt,,,,,,May 2019,,,\n", "published “May 2019” of a.txt is no date"),
        ("name,title\na.txt,x\n", "has no column “file”"),
    ],
)
def test_odd_sources(raw: Path, text: str, said: str) -> None:
    """A mistake in sources.csv is a warning that says what and where; the report is still worked on."""
    put(raw, "a.txt")
    (raw / "sources.csv").write_text(text, encoding="utf-8")
    found = sources_in(raw)
    assert [source.file for source in found.reports] == ["a.txt"]
    assert [said in problem.problem for _, problem in found.problems] == [True]


def test_only(raw: Path) -> None:
    """A pattern takes reports by name or by path."""
    put(raw, "un/a.pdf", "un/b.txt", "mar/c.pdf")
    assert [s.file for s in sources_in(raw, only="*.pdf").reports] == ["un/a.pdf", "mar/c.pdf"]
    assert [s.file for s in sources_in(raw, only="un/*").reports] == ["un/a.pdf", "un/b.txt"]


def test_hashes_are_remembered(raw: Path, tmp_path: Path) -> None:
    """A changed file has another hash, whatever was remembered, and a damaged memory is no matter."""
    put(raw, "a.txt")
    memory = tmp_path / "hashes.json"
    first = sources_in(raw, memory).reports[0].sha256
    assert sources_in(raw, memory).reports[0].sha256 == first
    (raw / "a.txt").write_text("other words", encoding="utf-8")
    second = sources_in(raw, memory).reports[0].sha256
    assert second != first
    memory.write_text("{", encoding="utf-8")
    assert sources_in(raw, memory).reports[0].sha256 == second
