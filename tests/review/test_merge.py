"""Two people's files joined, and how often the program was right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from reviewing import BOARD, REPORT, TRAINED, Bench, finding

from pipeline.csvfile import write_table
from pipeline.problems import PipelineError, SetAside
from pipeline.review import merge_files, stats
from pipeline.tables import ReviewRow, table
from pipeline.workbook import read_workbook


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "extracted")
    bench.run(book=True)
    return bench


@pytest.fixture
def colleague(bench: Bench, tmp_path: Path) -> Bench:
    """A colleague with a copy of the same folder."""
    shutil.copytree(bench.out, tmp_path / "theirs")
    return Bench(tmp_path / "theirs")


def test_copies_of_reviews_csv(bench: Bench, colleague: Bench) -> None:
    """Decisions of both are joined; the same decision told twice counts once."""
    bench.set("f1", review="accept")
    bench.set("f2", review="reject")
    bench.run()
    colleague.set("f1", review="accept")
    colleague.set("f3", review="accept", review_note="sure")
    colleague.run()
    lines, conflicts = merge_files([colleague.path("reviews")], bench.out)
    assert conflicts == 0
    assert "1 decisions came in" in lines[0]
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["accept", "reject", "accept", ""]
    assert bench.row("f3")["review_note"] == "sure"


def test_conflicts_are_listed_and_none_dropped(bench: Bench, colleague: Bench) -> None:
    """Where two people decided differently, both decisions stay and are named."""
    bench.set("f1", review="accept", component="Human resources", review_note="mine")
    bench.run()
    colleague.set("f1", review="reject", component="Staffing", review_note="theirs")
    colleague.run()
    lines, conflicts = merge_files([colleague.path("reviews")], bench.out)
    assert conflicts == 2
    assert "decided differently: findings f1: accept / reject" in lines
    assert "decided differently: findings f1, component: 'Human resources' / 'Staffing'" in lines
    bench.run()
    assert len(bench.reviews()) == 4
    assert bench.row("f1")["review_note"] == "mine; theirs"
    assert len([p for p in bench.problems if "decided differently" in p.problem]) == 2
    bench.run()
    assert len(bench.reviews()) == 4


def test_conflict_settled_by_deciding_again(bench: Bench, colleague: Bench) -> None:
    """A conflict is over when someone decides once more with its outcome in view."""
    bench.set("f1", review="accept")
    bench.run()
    colleague.set("f1", review="reject")
    colleague.run()
    merge_files([colleague.path("reviews")], bench.out)
    bench.run()
    shown = bench.row("f1")["review"]
    bench.set("f1", review="reject" if shown == "accept" else "accept")
    bench.run()
    assert len(bench.reviews()) == 1
    assert bench.problems == []


def test_copy_of_a_table(bench: Bench, colleague: Bench) -> None:
    """A colleague's copy of a table counts like their reviews.csv; rows it lacks say nothing."""
    colleague.set("f1", review="accept")
    colleague.set("f2", kind="reform")
    colleague.edit(lambda rows: rows[:2])
    colleague.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    _, conflicts = merge_files([colleague.path("findings")], bench.out)
    assert conflicts == 0
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["accept", "edit", "", "", "edit"]


def test_copy_of_the_workbook(bench: Bench, colleague: Bench) -> None:
    """A colleague's copy of the workbook counts too."""
    path = colleague.out / "review.xlsx"
    book = load_workbook(path)
    sheet = book["findings"]
    place = next(c.column for c in sheet[1] if c.value == "review")
    sheet.cell(2, place).value = "reject"
    book.save(path)
    merge_files([path], bench.out, read_workbook)
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["reject", "", "", ""]


def test_copy_of_another_runs_table(tmp_path: Path) -> None:
    """From a copy made by other rules only marks come over; its other cells are named, not taken."""
    old, new = Bench(tmp_path / "old"), Bench(tmp_path / "new")
    texts = [f"Office {w} lags behind in reporting." for w in "abcdefghijklmnopqrst"]
    old.tables["findings"] = tuple(finding(f"f{n}", t, theme="old") for n, t in enumerate(texts))
    new.tables["findings"] = tuple(finding(f"f{n}", t, theme="new") for n, t in enumerate(texts))
    old.run()
    new.run()
    old.set("f3", review="accept")
    lines, _ = merge_files([old.path("findings")], new.out)
    new.run()
    assert any("another run" in line for line in lines)
    assert [(row["row_id"], row["review"]) for row in new.reviews()] == [("f3", "accept")]
    assert {row["theme"] for row in new.rows()} == {"new"}


def test_work_on_disk_is_joined_too(bench: Bench, colleague: Bench) -> None:
    """What stands in the own tables and no run has taken over yet is part of the join."""
    bench.set("f1", review="accept", review_note="mine")
    colleague.set("f1", review="reject", review_note="theirs")
    colleague.run()
    merge_files([colleague.path("reviews")], bench.out)
    bench.run()
    notes = {row["review"]: row.get("review_note") for row in bench.reviews()}
    assert notes == {"accept": "mine", "reject": "theirs"}


@pytest.mark.parametrize(
    "content", ["nothing of ours,at all\n1,2\n", "", "row_id,table,review\nf1,findings,maybe\n"]
)
def test_file_that_cannot_be_joined(bench: Bench, tmp_path: Path, content: str) -> None:
    """A file that is none of ours is named, and nothing is written."""
    bench.set("f1", review="accept")
    bench.run()
    before = bench.path("reviews").read_bytes()
    stranger = tmp_path / "stranger.csv"
    stranger.write_text(content)
    with pytest.raises(SetAside, match=r"stranger\.csv"):
        merge_files([stranger], bench.out)
    assert bench.path("reviews").read_bytes() == before


def test_no_such_file(bench: Bench, tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(PipelineError, match=r"missing\.csv"):
        merge_files([tmp_path / "missing.csv"], bench.out)


def test_decision_found_by_text_in_another_version(bench: Bench, tmp_path: Path) -> None:
    """A colleague's decision made under other rules finds its row by its text."""
    theirs = Bench(tmp_path / "theirs")
    theirs.tables["findings"] = (finding("g7", BOARD + "12"), finding("g8", TRAINED))
    theirs.run()
    theirs.set("g7", review="reject")
    theirs.run()
    merge_files([theirs.path("reviews")], bench.out)
    bench.run()
    assert bench.row("f3")["review"] == "reject"


def test_stats(bench: Bench) -> None:
    """Accepted, edited and rejected are counted by what the program had found."""
    bench.set("f1", review="accept")
    bench.set("f2", kind="strength")
    bench.set("f3", review="reject")
    bench.set("n1", "figures", review="accept")
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.run()
    said = stats(bench.out)
    lines = {" ".join(line.split()) for line in said.splitlines()}
    assert "findings 1 1 1 1 33% 67%" in lines
    assert "figures 1 0 0 2 100% 100%" in lines
    assert "findings: strength 1 0 0 0 100% 100%" in lines
    assert "findings: weakness 0 1 1 1 0% 50%" in lines
    assert "findings: heading 1 1 1 1 33% 67%" in lines
    assert "findings: 0.5 to 0.7 0 0 1 0 0% 0%" in lines
    assert "Added by people (missed by the program): 1. Decisions whose row is gone: 0." in lines


def test_stats_counts_what_no_run_has_taken_over(bench: Bench) -> None:
    """Marks count as soon as they stand in a file."""
    assert "Nothing has been decided yet." in stats(bench.out)
    bench.set("f1", review="accept")
    assert "By table" in stats(bench.out)


def test_latest_decision_is_shown(bench: Bench) -> None:
    """Of two decisions on one row the later one is shown, where both say when."""
    base = ReviewRow(row_id="f1", table="findings", document_id=REPORT, review="reject", status="applied")
    later = base.model_copy(update={"review": "accept", "reviewed_at": "2024-05-02T10:00:00+00:00"})
    earlier = base.model_copy(update={"reviewed_at": "2024-05-01T10:00:00+00:00"})
    write_table(table("reviews"), [later, earlier], bench.path("reviews"))
    bench.run()
    assert bench.row("f1")["review"] == "accept"
