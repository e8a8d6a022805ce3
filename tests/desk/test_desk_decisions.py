"""What the page writes: every decision on disk, nothing lost, nothing on the wrong row."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from desk_tables import HOSTILE, LINES, ORIGIN, Folder, Sender
from starlette.testclient import TestClient

from pipeline.csvfile import write_table
from pipeline.desk.guard import Session
from pipeline.desk.ledger import Ledger
from pipeline.desk.serve import desk_app
from pipeline.problems import PipelineError
from pipeline.tables import ReviewRow, table


def test_decision_is_on_disk_before_the_next_row(folder: Folder, send: Sender) -> None:
    """The answer that shows the next row comes after reviews.csv holds the decision."""
    answer = send("/decide", row="findings:f0001", review="accept", state="undecided")
    assert folder.decisions() == {"f0001": "accept"}
    assert answer["key"] == "findings:f0004"
    assert answer["decided"] == 1


def test_rows_come_least_sure_first(send: Sender) -> None:
    """Rows of low confidence come first, rows that state none last."""
    seen, key = [], "findings:f0001"
    while key and key not in seen:
        seen.append(key)
        key = str(send("/decide", row=key, review="accept", state="undecided")["key"])
    assert seen == [
        "findings:f0001",
        "findings:f0004",
        "threads:c0001-f0001",
        "findings:f0002",
        "findings:f0003",
        "findings:f0005",
        "findings:f0006",
        "ratings:r0001",
        "figures:n0001",
    ]
    assert key == ""


def test_edit_keeps_what_the_program_found(folder: Folder, send: Sender) -> None:
    """An edited cell is a record with what stood there and what the person put."""
    send(
        "/decide",
        row="findings:f0001",
        review="edit",
        note="see annex",
        cells={"kind": "reform", "stage": "priority"},
    )
    rows = {(r["column"], r["found"], r["corrected"], r["review"]) for r in folder.reviews()}
    assert rows == {
        ("", "", "", "edit"),
        ("kind", "weakness", "reform", "edit"),
        ("stage", "", "priority", "edit"),
    }
    assert next(r for r in folder.reviews() if not r["column"])["review_note"] == "see annex"


def test_edit_put_back_is_an_acceptance(folder: Folder, send: Sender) -> None:
    """A cell put back to what the program found is no correction any more."""
    send("/decide", row="findings:f0001", review="edit", cells={"kind": "reform"})
    send("/decide", row="findings:f0001", review="edit", cells={"kind": "weakness"})
    assert folder.decisions() == {"f0001": "accept"}
    assert folder.corrections("f0001") == {}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"kind": "praise"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"text": ""}, "text"),
    ],
)
def test_entry_that_does_not_fit_is_refused(
    folder: Folder, send: Sender, cells: dict[str, str], column: str
) -> None:
    """An entry its column cannot hold is refused with the field named, and nothing is written."""
    answer = send("/decide", refused=True, row="findings:f0001", review="edit", cells=cells)
    assert answer["column"] == column
    assert folder.reviews() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2.2 bn", None), ("2200000000", "2200000000"), ("2,200,000,000", "2200000000"), ("1e3", "1000")],
)
def test_numbers_as_people_type_them(folder: Folder, send: Sender, typed: str, kept: str | None) -> None:
    """A number is taken in the forms people type, and refused where it is none."""
    send("/decide", refused=kept is None, row="figures:n0001", review="edit", cells={"value": typed})
    assert folder.corrections("n0001") == ({"value": kept} if kept else {})


def test_columns_that_place_a_row_stay(folder: Folder, send: Sender) -> None:
    """What names or places a row cannot be changed through the fields."""
    send(
        "/decide",
        row="findings:f0001",
        review="edit",
        cells={"finding_id": "f9", "document_id": "x", "start": "0"},
    )
    assert folder.reviews()[0]["row_id"] == "f0001"
    assert folder.corrections("f0001") == {}


def test_undo_goes_back_step_by_step(folder: Folder, send: Sender) -> None:
    """Undo takes back one decision at a time and shows its row; with none left it says so."""
    send("/decide", row="findings:f0001", review="accept")
    send("/decide", row="findings:f0002", review="reject")
    assert send("/undo", row="")["key"] == "findings:f0002"
    assert folder.decisions() == {"f0001": "accept"}
    assert send("/undo", row="")["key"] == "findings:f0001"
    assert folder.reviews() == []
    assert "nothing to undo" in str(send("/undo", row="")["said"])


def test_undone_edit_shows_the_old_cells(send: Sender) -> None:
    """After undo the row shows what the program found."""
    send("/decide", row="findings:f0001", review="edit", cells={"theme": "gender"})
    answer = send("/undo", row="")
    assert '<option value="evaluation_and_learning" selected>' in str(answer["row"])


def test_themes_are_chosen_from_the_closed_set(folder: Folder, send: Sender) -> None:
    """One or two themes; the second can be added and taken away, and a strange one is refused."""
    row = {"row": "findings:f0001", "review": "edit"}
    both = {"theme": "evaluation_and_learning", "theme.2": "gender"}
    send("/decide", **row, cells=both)
    assert folder.corrections("f0001") == {"theme": "evaluation_and_learning;gender"}
    send("/decide", **row, cells=both | {"theme.2": ""})
    assert folder.corrections("f0001") == {}
    answer = send("/decide", refused=True, **row, cells={"theme": "evaluation"})
    assert answer["column"] == "theme"
    assert "evaluation_and_learning, human_resources" in str(answer["error"])


def test_accept_all_takes_only_what_the_filter_shows(folder: Folder, send: Sender) -> None:
    """Bulk acceptance leaves decided rows and rows outside the filter alone; one undo reverts it."""
    send("/decide", row="findings:f0001", review="reject")
    send("/accept-all", row="", table="findings", document="fund-2023")
    assert folder.decisions() == {"f0001": "reject", "f0002": "accept", "f0003": "accept"}
    send("/undo", row="")
    assert folder.decisions() == {"f0001": "reject"}


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ({"table": "figures"}, ["figures:n0001"]),
        ({"kind": "strength"}, ["findings:f0002"]),
        ({"theme": "humanitarian_response"}, ["findings:f0002"]),
        ({"basis": "prose"}, ["figures:n0001"]),
        ({"band": "0.5 to 0.7"}, ["findings:f0001"]),
        ({"band": "not stated"}, ["threads:c0001-f0001", "ratings:r0001", "figures:n0001"]),
        ({"document": "hostile", "table": "ratings"}, ["ratings:r0001"]),
        ({"search": "protection STRATEGY"}, ["findings:f0003"]),
        ({"search": "no such words"}, []),
        ({"state": "accept"}, []),
    ],
)
def test_filters(client: TestClient, chosen: dict[str, str], keys: list[str]) -> None:
    """Each filter shows the rows it names, in order of doubt."""
    answer = client.get("/view", params={"move": "first", **chosen}).json()
    assert answer["ahead"] == keys
    assert answer["shown"] == len(keys)


def test_added_item_is_a_row_of_its_report(folder: Folder, send: Sender) -> None:
    """Words selected in the source become a row with its place; it is still there after a restart."""
    document = folder.documents["fund-2023"]
    start = document.text.index(LINES[5])
    send(
        "/add",
        row="findings:f0001",
        table="findings",
        text="",
        start=start,
        end=start + len(LINES[5]),
        cells={"kind": "weakness"},
    )
    (row_id,) = folder.decisions()
    assert folder.decisions() == {row_id: "edit"}
    cells = folder.corrections(row_id)
    assert cells["text"] == LINES[5]
    assert (cells["start"], cells["end"], cells["page"]) == (str(start), str(start + len(LINES[5])), "1")
    assert cells["organisation"] == "The Fund"
    assert (cells["section_id"], cells["section"]) == ("s1", LINES[0])
    assert all(r["document_id"] == "fund-2023" for r in folder.reviews())
    again = desk_app(
        folder.out, folder.raw, Session(1, "t", "c"), lambda row: folder.documents[row.document_id]
    )
    with TestClient(again, base_url="http://127.0.0.1:1") as client:
        client.cookies.set("review-1", "c")
        assert (
            LINES[5] in client.get("/view", params={"search": "country offices", "state": ""}).json()["row"]
        )


def test_added_item_by_typed_words(folder: Folder, send: Sender) -> None:
    """Words typed instead of selected are found in the report, white space aside."""
    send(
        "/add",
        row="findings:f0001",
        table="findings",
        text="Country offices\n were never asked",
        cells={"kind": "weakness"},
    )
    (row_id,) = folder.decisions()
    assert folder.corrections(row_id)["text"] == "Country offices were never asked"


def test_added_item_that_is_not_in_the_report(folder: Folder, send: Sender) -> None:
    """Words the report does not have are refused: every row is verbatim."""
    answer = send(
        "/add",
        refused=True,
        row="findings:f0001",
        table="findings",
        text="Country offices are rich",
        cells={"kind": "weakness"},
    )
    assert answer["column"] == "text"
    assert folder.reviews() == []


def test_added_figure_takes_its_sentence(folder: Folder, send: Sender) -> None:
    """A figure added by hand has its sentence for context."""
    send(
        "/add",
        row="findings:f0001",
        table="figures",
        text="USD 2.99 billion",
        cells={"kind": "money", "value": "2990000000"},
    )
    (row_id,) = folder.decisions()
    assert folder.corrections(row_id)["context"] == LINES[3]


def test_added_figure_is_read(folder: Folder, send: Sender) -> None:
    """What the person leaves empty is filled with what the program reads in the words."""
    send(
        "/add", row="findings:f0001", table="figures", text="USD 2.99 billion", cells={"measure": "own words"}
    )
    (row_id,) = folder.decisions()
    cells = folder.corrections(row_id)
    assert (cells["kind"], cells["value"], cells["currency"]) == ("money", "2990000000", "USD")
    assert cells["year_end"] == "2022"
    assert cells["measure"] == "own words"


def test_adding_can_be_undone_and_done_again(folder: Folder, send: Sender) -> None:
    """An addition undone is gone from the queue, and can be made anew."""
    body = {"row": "findings:f0001", "table": "findings", "text": LINES[5], "cells": {"kind": "weakness"}}
    send("/add", **body)
    send("/undo", row="findings:f0001")
    assert folder.reviews() == []
    send("/add", **body)
    assert len(folder.decisions()) == 1
    assert "already" in str(send("/add", refused=True, **body)["error"])


def test_text_taken_anew_moves_the_row(folder: Folder, send: Sender) -> None:
    """Words selected for a row's text correct its text and its place together."""
    start = folder.documents["fund-2023"].text.index("Evaluation remains underfunded")
    send("/decide", row="findings:f0001", review="edit", cells={}, start=start, end=start + 30)
    assert folder.corrections("f0001")["text"] == "Evaluation remains underfunded"
    assert folder.corrections("f0001")["end"] == str(start + 30)


def test_other_programs_decisions_stay(folder: Folder, send: Sender) -> None:
    """Decisions written to reviews.csv by someone else meanwhile are kept, undo included."""
    send("/decide", row="findings:f0001", review="accept")
    other = ReviewRow(row_id="f0002", table="findings", review="reject", text=LINES[1], status="applied")
    ledger = Ledger(folder.out / "reviews.csv")
    ledger.write({("findings", "f0002"): (other,)})
    send("/decide", row="findings:f0003", review="accept")
    assert folder.decisions() == {"f0001": "accept", "f0002": "reject", "f0003": "accept"}
    send("/undo", row="")
    assert folder.decisions() == {"f0001": "accept", "f0002": "reject"}


def test_orphaned_decisions_stay(folder: Folder, send: Sender) -> None:
    """A decision that finds no row any more stays in the file."""
    orphan = ReviewRow(row_id="f7777", table="findings", review="reject", text="Gone.", status="orphaned")
    Ledger(folder.out / "reviews.csv").write({("findings", "f7777"): (orphan,)})
    send("/decide", row="findings:f0001", review="accept")
    assert folder.decisions() == {"f0001": "accept", "f7777": "reject"}


def test_file_that_cannot_be_read_is_not_overwritten(folder: Folder, send: Sender) -> None:
    """A damaged reviews.csv stops the decision with a message and stays as it is."""
    path = folder.out / "reviews.csv"
    path.write_text("row_id,table,review,status\nf0001,findings,perhaps,applied\n", encoding="utf-8")
    before = path.read_bytes()
    answer = send("/decide", refused=True, row="findings:f0001", review="accept")
    assert "f0001" in str(answer["error"])
    assert path.read_bytes() == before


def test_full_disk_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file cannot be written the decision is refused and not half made."""
    ledger = Ledger(folder.out / "reviews.csv")

    def full(path: Path, data: bytes) -> None:
        raise PipelineError(f"{path}: cannot be written (No space left on device).")

    monkeypatch.setattr("pipeline.desk.ledger.write_bytes", full)
    row = ReviewRow(row_id="f0002", table="findings", review="reject", status="applied")
    with pytest.raises(PipelineError, match="No space"):
        ledger.write({("findings", "f0002"): (row,)})
    assert ledger.of(("findings", "f0002")) == ()
    assert not ledger.can_undo


def test_hostile_words_reach_the_file_as_text(folder: Folder, send: Sender) -> None:
    """A formula typed into a note is neutralised in the file and reads back as typed."""
    send("/decide", row="findings:f0005", review="accept", note="=1+1")
    assert next(r for r in folder.reviews())["review_note"] == "=1+1"
    assert ",'=1+1," in (folder.out / "reviews.csv").read_text(encoding="utf-8-sig")


def test_hostile_words_stay_text_on_the_page(client: TestClient) -> None:
    """Mark-up in a document's words is shown, never run."""
    for path in ("/", "/view?row=findings:f0004", "/text/findings:f0004"):
        page = client.get(path).text
        page = client.get(path).json()["row"] if path.startswith("/view") else page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert HOSTILE in html.unescape(client.get("/view?row=findings:f0004").json()["row"])


def test_tables_made_before_are_needed(tmp_path: Path) -> None:
    """Without tables the page says what to do first."""
    with pytest.raises(PipelineError, match="Run `make` first"):
        desk_app(tmp_path, tmp_path, Session.new(1), lambda row: None)


def test_rows_a_person_broke_are_left_out(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that cannot be read is named and left in its file; the others are shown."""
    path = folder.out / "ratings.csv"
    write_table(table("ratings"), (), folder.out / "empty.csv")
    path.write_text(path.read_text("utf-8-sig") + ",fund-2023,,,,,,,,,,,,,,\n", encoding="utf-8")
    desk_app(folder.out, folder.raw, Session.new(1), lambda row: None)
    assert "ratings.csv, row 3: not shown" in capsys.readouterr().out


def test_disagreement_is_shown(folder: Folder, session: Session) -> None:
    """Where two people decided differently both are shown, and the next decision settles it."""
    both = tuple(
        ReviewRow(row_id="f0001", table="findings", review=mark, reviewer=name, status="applied")
        for mark, name in (("accept", "Ann"), ("reject", "Ben"))
    )
    Ledger(folder.out / "reviews.csv").write({("findings", "f0001"): both})
    app = desk_app(folder.out, folder.raw, session, lambda row: folder.documents[row.document_id])
    with TestClient(app, base_url=ORIGIN) as client:
        client.cookies.set(session.cookie_name, session.cookie)
        row = client.get("/view", params={"row": "findings:f0001"}).json()["row"]
        assert "People decided differently" in row
        assert "accept, Ann" in row
        assert "reject, Ben" in row
        client.post("/decide", json={"row": "findings:f0001", "review": "reject"}, headers={"Origin": ORIGIN})
    assert [r["review"] for r in folder.reviews()] == ["reject"]


def test_tables_written_anew_are_told(folder: Folder, send: Sender) -> None:
    """A run during the review is told, and the decision is kept all the same."""
    assert send("/decide", row="findings:f0001", review="accept")["stale"] is False
    write_table(table("findings"), (), folder.out / "findings.csv")
    assert send("/decide", row="findings:f0002", review="accept")["stale"] is True
    assert folder.decisions() == {"f0001": "accept", "f0002": "accept"}


def as_written(folder: Folder) -> None:
    """Lays the copies beside the tables that a run lays there."""
    (folder.out / ".written").mkdir()
    for path in folder.out.glob("*.csv"):
        (folder.out / ".written" / path.name).write_bytes(path.read_bytes())


def test_cell_edited_in_the_table_before(folder: Folder, session: Session) -> None:
    """A cell corrected in the CSV and not yet taken over shows, and what the program found is kept."""
    as_written(folder)
    path = folder.out / "findings.csv"
    text = path.read_text("utf-8-sig").replace("evaluation_and_learning", "gender", 1)
    path.write_text(text, encoding="utf-8-sig")
    app = desk_app(folder.out, folder.raw, session, lambda row: folder.documents[row.document_id])
    with TestClient(app, base_url=ORIGIN) as client:
        client.cookies.set(session.cookie_name, session.cookie)
        assert 'value="gender"' in client.get("/view", params={"row": "findings:f0001"}).json()["row"]
        client.post("/decide", json={"row": "findings:f0001", "review": "accept"}, headers={"Origin": ORIGIN})
    rows = {(r["column"], r["found"], r["corrected"], r["review"]) for r in folder.reviews()}
    assert rows == {("", "", "", "edit"), ("theme", "evaluation_and_learning", "gender", "edit")}


def test_table_saved_by_a_spreadsheet(folder: Folder, session: Session) -> None:
    """What a spreadsheet reformatted is no correction: dates, decimal commas, separators."""
    as_written(folder)
    path = folder.out / "findings.csv"
    text = path.read_text("utf-8-sig").replace(",2023-10,", ",Oct 23,").replace(",0.55,", ',"0,55",')
    path.write_text(text, encoding="utf-8-sig")
    app = desk_app(folder.out, folder.raw, session, lambda row: folder.documents[row.document_id])
    with TestClient(app, base_url=ORIGIN) as client:
        client.cookies.set(session.cookie_name, session.cookie)
        body = {"row": "findings:f0001", "review": "accept"}
        assert "error" not in client.post("/decide", json=body, headers={"Origin": ORIGIN}).json()
    assert [(r["row_id"], r["column"], r["review"]) for r in folder.reviews()] == [("f0001", "", "accept")]
