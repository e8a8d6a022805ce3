"""Decisions on disk: quickly put there, whoever else writes, and one review page a folder."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pipeline.csvfile import read_cells
from pipeline.desk.ledger import Ledger
from pipeline.problems import PipelineError
from pipeline.review.lock import reviewing, writing
from pipeline.tables import ReviewRow, table


def decision(row_id: str, review: str = "accept") -> ReviewRow:
    return ReviewRow.model_validate(
        {"row_id": row_id, "table": "findings", "review": review, "text": "Said.", "status": "applied"}
    )


def decide(ledger: Ledger, row_id: str, review: str = "accept") -> None:
    ledger.write({("findings", row_id): (decision(row_id, review),)})


def on_disk(path: Path) -> list[tuple[str, str]]:
    return [(row["row_id"], row["review"]) for row in read_cells(path, table("reviews"))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.csv"


def test_new_decision_is_one_line_at_the_end(path: Path) -> None:
    """A row decided for the first time leaves the lines before its own as they stand; closing sorts."""
    ledger = Ledger(path)
    decide(ledger, "f3")
    same_file = path.stat().st_ino
    decide(ledger, "f1")
    assert on_disk(path) == [("f3", "accept"), ("f1", "accept")]
    assert path.stat().st_ino == same_file
    ledger.close()
    assert on_disk(path) == [("f1", "accept"), ("f3", "accept")]


def test_changed_decision_takes_the_place_of_the_former(path: Path) -> None:
    """Deciding anew and undoing leave one decision a row, and the file is not written anew."""
    ledger = Ledger(path)
    for row_id in ("f3", "f1", "f2"):
        decide(ledger, row_id)
    same_file = path.stat().st_ino
    decide(ledger, "f1", "reject")
    assert on_disk(path) == [("f3", "accept"), ("f2", "accept"), ("f1", "reject")]
    ledger.undo()
    assert on_disk(path) == [("f3", "accept"), ("f2", "accept"), ("f1", "accept")]
    ledger.undo()
    assert on_disk(path) == [("f3", "accept"), ("f1", "accept")]
    assert path.stat().st_ino == same_file
    ledger.close()
    assert path.read_bytes().count(b"\n") == 3


def test_cut_off_between_two_decisions_on_a_row(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program dies before the former decision is blanked, the file holds both."""
    ledger = Ledger(path)
    decide(ledger, "f1")
    real, count = os.fsync, iter(range(9))

    def cut_off(handle: int) -> None:
        real(handle)
        if next(count) == 0:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", cut_off)
    with pytest.raises(KeyboardInterrupt):
        decide(ledger, "f1", "reject")
    assert on_disk(path) == [("f1", "accept"), ("f1", "reject")]


def test_file_a_spreadsheet_saved_is_written_whole(path: Path) -> None:
    """A line in commas never follows lines in semicolons."""
    decide(Ledger(path), "f1")
    path.write_bytes(path.read_bytes().replace(b",", b";").replace(b"\n", b"\r\n"))
    ledger = Ledger(path)
    decide(ledger, "f2")
    assert on_disk(path) == [("f1", "accept"), ("f2", "accept")]
    assert b";" not in path.read_bytes()


def test_one_review_page_a_folder(tmp_path: Path) -> None:
    """A second review page is refused and told why; the first one's end frees the folder."""
    (tmp_path / ".written").mkdir()
    with (
        reviewing(tmp_path),
        pytest.raises(PipelineError, match="another `make review`"),
        reviewing(tmp_path),
    ):
        pass
    with reviewing(tmp_path):
        assert list(tmp_path.rglob("*")) == [tmp_path / ".written"]


def test_writers_wait_for_each_other(path: Path) -> None:
    """A decision made while a run writes waits for the run's end, and is then made."""
    ledger = Ledger(path)
    other = threading.Thread(target=decide, args=(ledger, "f1"))
    with writing(path.parent):
        other.start()
        other.join(timeout=0.2)
        assert other.is_alive()
        assert not path.exists()
    other.join(timeout=10)
    assert on_disk(path) == [("f1", "accept")]
