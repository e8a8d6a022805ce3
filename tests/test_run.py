"""The whole way, as a user goes it: reports dropped in, tables out, and what goes wrong told."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from commands import ROOT, run_pipeline
from reportlab.pdfgen import canvas

REPORT = """Progress Assessment

Baseline

The MAR highlighted several strengths:

- It has {n} offices in the field and a strong record in emergencies.
- It works well with partners.

The MAR also highlighted several weaknesses:

- It has very limited financial flexibility.
"""


def files(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with two small reports in raw/."""
    (tmp_path / "raw").mkdir()
    for n, name in ((12, "alpha"), (30, "beta")):
        (tmp_path / "raw" / f"{name}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    return tmp_path


def run(place: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run_pipeline("run", "--raw", place / "raw", "--out", place / "extracted", *more)


def test_one_worker_and_two_give_the_same_bytes(place: Path) -> None:
    """The tables do not depend on how many work on them, nor on the run."""
    assert run(place, "--jobs", "1").returncode == 0
    first = files(place / "extracted")
    shutil.rmtree(place / "extracted")
    shutil.rmtree(place / "build")
    assert run(place, "--jobs", "2").returncode == 0
    assert files(place / "extracted") == first


def test_only_the_new_report_is_worked_on(place: Path) -> None:
    """A report dropped in later joins the tables; the others are not read again."""
    assert "Worked on 2 of 2 reports." in run(place).stdout
    before = rows(place / "extracted" / "findings.csv")
    (place / "raw" / "gamma.md").write_text(
        REPORT.format(n=7).replace("Baseline", "# Baseline"), encoding="utf-8"
    )
    said = run(place).stdout
    assert "Worked on 1 of 3 reports." in said
    after = rows(place / "extracted" / "findings.csv")
    assert [row for row in after if row["document_id"] != "gamma"] == before
    assert {row["kind"] for row in after if row["document_id"] == "gamma"} == {"strength", "weakness"}


def test_nothing_to_do_is_said_and_changes_nothing(place: Path) -> None:
    """A second run with nothing changed writes nothing and still says how things stand."""
    run(place)
    before = {p: p.stat().st_mtime_ns for p in (place / "extracted").rglob("*")}
    done = run(place)
    assert done.stdout.startswith("Nothing has changed since the last run.\n2 reports")
    assert {p: p.stat().st_mtime_ns for p in (place / "extracted").rglob("*")} == before


def test_nothing_to_do_loads_no_grammar(place: Path) -> None:
    """A run with nothing to do pays for neither spaCy, pdfium, pandas nor a worker."""
    run(place)
    code = (
        "import sys; from pipeline.__main__ import main; "
        "status = main(sys.argv[1:]); "
        "print([m for m in ('spacy', 'pypdfium2', 'pandas', 'pdfplumber', 'matplotlib') if m in sys.modules])"
    )
    arguments = ["run", "--raw", str(place / "raw"), "--out", str(place / "extracted")]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_report_taken_away_takes_its_rows_along(place: Path) -> None:
    """Without its file a report is no longer in the tables, nor is its text."""
    run(place)
    (place / "raw" / "beta.txt").unlink()
    assert run(place).returncode == 0
    assert {row["document_id"] for row in rows(place / "extracted" / "findings.csv")} == {"alpha"}
    assert [p.name for p in (place / "extracted" / "text").iterdir()] == ["alpha.txt"]


def test_only_keeps_the_other_rows(place: Path) -> None:
    """--only works on the reports it names; rows written before stay."""
    assert run(place, "--only", "alpha*").returncode == 0
    assert {row["document_id"] for row in rows(place / "extracted" / "documents.csv")} == {"alpha"}
    assert run(place, "--only", "beta*").returncode == 0
    assert {row["document_id"] for row in rows(place / "extracted" / "documents.csv")} == {"alpha", "beta"}
    done = run(place, "--only", "omega*")
    assert done.returncode == 2
    assert "no report is named 'omega*'" in done.stderr


def test_what_is_stated_wins(place: Path) -> None:
    """sources.csv says what a report does not say of itself, and wins over what was read."""
    (place / "raw" / "sources.csv").write_text(
        "file,title,organisation,organisation_acronym,assessor,framework,published\n"
        "alpha.txt,A title,World Food Programme,WFP,An office,A framework,2013-04\n",
        encoding="utf-8",
    )
    assert run(place).returncode == 0
    (alpha,) = (row for row in rows(place / "extracted" / "documents.csv") if row["document_id"] == "alpha")
    assert alpha["title"] == "A title"
    assert alpha["organisation"] == "World Food Programme"
    assert alpha["published"] == "2013-04"
    finding = rows(place / "extracted" / "findings.csv")[0]
    assert (finding["organisation"], finding["published"]) == ("World Food Programme", "2013-04")


def test_stages_alone(place: Path) -> None:
    """Each stage runs alone and leaves its result for the next."""
    for stage in ("ingest", "segment", "figures"):
        done = run_pipeline(stage, "--raw", place / "raw", "--out", place / "extracted")
        assert done.stdout == f"{stage}: 2 reports, 2 worked on, 0 failed.\n", done.stderr
        assert not (place / "extracted").exists()
    done = run_pipeline("write", "--raw", place / "raw", "--out", place / "extracted")
    assert done.stdout.startswith("Worked on 0 of 2 reports.\n2 reports\n")


def test_no_raw_folder(tmp_path: Path) -> None:
    """A missing folder is named, with the way out."""
    done = run_pipeline("run", "--raw", tmp_path / "nowhere", "--out", tmp_path / "extracted")
    assert done.returncode == 2
    assert "no such folder" in done.stderr


# --- bad input ------------------------------------------------------------------------------------


def pdf(path: Path, text: str | None) -> None:
    page = canvas.Canvas(str(path))
    if text:
        page.drawString(72, 720, text)
    else:
        page.rect(72, 72, 200, 200, fill=1)
    page.showPage()
    page.save()


BAD = {  # file: a word its problem must hold
    "empty.txt": "empty",
    "picture.docx": "the image is damaged or too large",
    "junk.txt": "not a report format",
    "locked.pdf": "password",
    "cut.pdf": "broken or cut short",
    "blank.pdf": "shows no text",
    "alpha.txt": "same name",
}


@pytest.fixture
def bad_place(place: Path) -> Path:
    """Two good reports among seven files that are not."""
    raw = place / "raw"
    (raw / "empty.txt").write_bytes(b"")
    (raw / "picture.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (raw / "junk.txt").write_bytes(bytes((n * n * 7 + n * 13) % 256 for n in range(4096)))
    pdf(raw / "blank.pdf", None)
    pdf(raw / "locked.pdf", "A secret")
    with pikepdf.open(raw / "locked.pdf", allow_overwriting_input=True) as locked:
        locked.save(raw / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    pdf(raw / "cut.pdf", "A report that was cut off while it was copied")
    whole = (raw / "cut.pdf").read_bytes()
    (raw / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    (raw / "alpha.md").write_text(REPORT.format(n=99), encoding="utf-8")
    return place


def test_bad_input_costs_only_itself(bad_place: Path) -> None:
    """Each bad file has a row that names it and the way out; the good ones are done; status 1."""
    done = run(bad_place)
    assert done.returncode == 1, done.stdout + done.stderr
    problems = rows(bad_place / "extracted" / "problems.csv")
    told = {
        row["file"]: f"{row['problem']} {row['remedy']}" for row in problems if row["severity"] == "error"
    }
    assert told.keys() == BAD.keys()
    assert {file for file, word in BAD.items() if word not in told[file]} == set()
    assert all(row["remedy"] for row in problems)
    assert not [word for word in told.values() if " object at 0x" in word]  # the same bytes on every run
    documents = {row["file"]: row["status"] for row in rows(bad_place / "extracted" / "documents.csv")}
    assert {documents[file] for file in ("alpha.md", "alpha.txt", "beta.txt")} == {"ok"}
    assert {documents[file] for file in BAD.keys() - {"alpha.txt"}} == {"failed"}
    assert "9 reports, 6 of them failed" in done.stdout
    assert "problems.csv" in done.stdout.splitlines()[-1]


def test_the_status_of_a_bad_batch_stays(bad_place: Path) -> None:
    """A second run with nothing changed still ends with status 1."""
    run(bad_place)
    done = run(bad_place)
    assert done.stdout.startswith("Nothing has changed")
    assert done.returncode == 1


def test_an_interrupted_run_leaves_the_last_tables(place: Path) -> None:
    """Whatever kills a run, the tables of the last one are whole."""
    assert run(place).returncode == 0
    before = files(place / "extracted")
    for n in range(20):
        (place / "raw" / f"more-{n}.txt").write_text(REPORT.format(n=n) * 20, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", "--raw", place / "raw", "--out", place / "extracted"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1.5)
        process.kill()
    assert files(place / "extracted") == before
