"""Corrections stay: what reviewers do to the tables is taken over and shown again."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from reviewing import BOARD, EVALUATION, REPORT, TABLES, TRAINED, Bench, document, finding, rating

from pipeline.problems import PipelineError, SetAside


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "extracted")
    bench.run()
    return bench


def files(bench: Bench) -> dict[str, bytes]:
    return {str(p.relative_to(bench.out)): p.read_bytes() for p in bench.out.rglob("*") if p.is_file()}


def test_mark_and_note(bench: Bench) -> None:
    """A mark and a remark move to reviews.csv and stand in the table again."""
    bench.set("f1", review="accept", review_note="as in the annual report")
    bench.run()
    assert bench.row("f1")["review"] == "accept"
    assert bench.row("f1")["review_note"] == "as in the annual report"
    assert bench.reviews() == [
        {
            "row_id": "f1",
            "table": "findings",
            "document_id": REPORT,
            "review": "accept",
            "review_note": "as in the annual report",
            "text": TRAINED,
            "status": "applied",
        }
    ]


def test_corrected_cell(bench: Bench) -> None:
    """A corrected cell is shown again, marked edit; what the program found is kept beside it."""
    bench.set("f2", kind="reform", stage="recommendation")
    bench.run()
    assert (bench.row("f2")["kind"], bench.row("f2")["stage"]) == ("reform", "recommendation")
    assert bench.row("f2")["review"] == "edit"
    kind = bench.decision("f2", "kind")
    assert (kind["found"], kind["corrected"], kind["review"]) == ("weakness", "reform", "edit")
    assert "found" not in bench.decision("f2", "stage")


def test_stage_goes_with_the_kind(bench: Bench) -> None:
    """A reform that a person makes a strength has no stage any more."""
    bench.tables["findings"] = (finding("f1", TRAINED, kind="reform", stage="progress"),)
    bench.run()
    bench.set("f1", kind="strength")
    bench.run()
    assert (bench.row("f1")["kind"], bench.row("f1")["stage"]) == ("strength", "")
    bench.run()
    assert len(bench.reviews()) == 1


def test_cleared_cell(bench: Bench) -> None:
    """A cell a person emptied stays empty."""
    bench.set("n2", "figures", value="")
    bench.run()
    assert bench.row("n2", "figures")["value"] == ""
    assert bench.decision("n2", "value")["found"] == "57"


def test_deleted_row_is_rejected(bench: Bench) -> None:
    """A deleted row is a rejected one, told apart in the table."""
    bench.delete("f3")
    bench.run()
    assert bench.row("f3")["review"] == "reject"
    assert bench.decision("f3")["review"] == "reject"


def test_deleted_row_of_a_table_without_marks_stays_out(bench: Bench) -> None:
    """A section or cell that was deleted is left out, and nothing points at it."""
    bench.tables["findings"] = (finding("f1", TRAINED, section_id="s2"),)
    bench.run()
    bench.delete("s2", "sections")
    bench.run()
    assert [row["section_id"] for row in bench.rows("sections")] == ["s1"]
    assert bench.row("f1")["section_id"] == ""
    assert bench.decision("s2")["review"] == "reject"


def test_deleted_report_is_told(bench: Bench) -> None:
    """A report cannot be deleted from its table; the way to leave it out is told."""
    bench.delete(REPORT, "documents")
    bench.run()
    assert bench.row(REPORT, "documents")["status"] == "ok"
    assert any("out of raw/" in problem.remedy for problem in bench.problems)


def test_added_row(bench: Bench) -> None:
    """A row added by hand gets an id of its own and what the program can fill in, and stays."""
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.", page="7")
    bench.run(texts={REPORT: "Intro. Its logistics are\nsecond to none. End."})
    added = bench.rows()[-1]
    assert added["finding_id"].startswith("fadded")
    assert (added["page"], added["start"], added["end"]) == ("7", "7", "40")
    assert (added["rule"], added["confidence"], added["review"]) == ("reviewer", "1", "edit")
    before = files(bench)
    bench.run(texts={REPORT: "Intro. Its logistics are\nsecond to none. End."})
    assert files(bench) == before


def test_added_row_finds_its_report(bench: Bench) -> None:
    """A row added without its report belongs to the only report that has its words."""
    bench.tables["documents"] = (document(), document("other-2020"))
    bench.add(kind="strength", text="Its logistics are second to none.")
    bench.run(texts={REPORT: "Nothing of the kind.", "other-2020": "Its logistics are second to none."})
    assert bench.rows()[-1]["document_id"] == "other-2020"
    assert bench.problems == []


def test_row_added_by_copying_another(bench: Bench) -> None:
    """A copied row that was filled in anew is an added row; the one it was copied from stays."""
    bench.edit(lambda rows: [*rows, rows[0] | {"text": "Offices share premises and cut costs.", "page": "9"}])
    bench.run()
    assert bench.row("f1")["text"] == TRAINED
    assert bench.row("f1")["review"] == ""
    assert bench.rows()[-1]["text"] == "Offices share premises and cut costs."
    assert bench.rows()[-1]["finding_id"] not in {"f1", ""}


def test_what_a_killed_program_left_aside(bench: Bench) -> None:
    """A file half written aside by a program that was killed is taken away by the next run."""
    (bench.out / ".findings.csv.4711.new").write_bytes(b"half")
    bench.set("f1", review="accept")
    bench.run()
    assert not list(bench.out.glob(".*.new"))
    assert bench.row("f1")["review"] == "accept"


def test_row_copied_and_marked(bench: Bench) -> None:
    """A row that stands twice and is marked in the copy is decided, not added."""
    rows = bench.rows()
    bench.edit(lambda rows: [*rows, rows[0] | {"review": "accept", "review_note": "seen"}])
    bench.run()
    assert [row["finding_id"] for row in bench.rows()] == [row["finding_id"] for row in rows]
    assert (bench.row("f1")["review"], bench.row("f1")["review_note"]) == ("accept", "seen")


def test_theme_in_other_writing(bench: Bench) -> None:
    """A theme typed with capitals and spaces is the theme of that name."""
    bench.set("f1", theme="Gender; Human resources")
    bench.run()
    assert bench.row("f1")["theme"] == "gender;human_resources"


def test_rows_added_between_an_interrupted_run_and_the_next(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows added after a run was cut off stand beside those added before, however alike."""
    from pipeline.review import save  # noqa: PLC0415

    for number in range(1, 4):
        bench.add(document_id=REPORT, kind="strength", text=f"Added finding number word{number} says this.")
    real, count = save.write_bytes, iter(range(100))

    def cut_off(path: Path, data: bytes) -> None:
        if next(count) >= 2:
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(save, "write_bytes", cut_off)
    with suppress(KeyboardInterrupt):
        bench.run()
    monkeypatch.undo()
    another = {"document_id": REPORT, "kind": "strength", "text": "Added finding number word4 says this."}
    bench.edit(lambda rows: [another, *rows])
    bench.run()
    assert sorted(row["text"] for row in bench.rows()[4:]) == [
        f"Added finding number word{number} says this." for number in range(1, 5)
    ]


def test_same_words_added_again_after_a_correction(bench: Bench) -> None:
    """A row added with the words another added row once had is a row of its own."""
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.run()
    bench.set(bench.rows()[-1]["finding_id"], text="Its supply chain is second to none.")
    bench.run()
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.run()
    assert [row["text"] for row in bench.rows()[4:]] == [
        "Its supply chain is second to none.",
        "Its logistics are second to none.",
    ]


def test_added_row_corrected_and_deleted(bench: Bench) -> None:
    """An added row can be corrected like any other; deleted, it is shown no more and not forgotten."""
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.run()
    name = bench.rows()[-1]["finding_id"]
    bench.set(name, text="Its logistics are second to none in crises.")
    bench.run()
    assert bench.row(name)["text"] == "Its logistics are second to none in crises."
    bench.delete(name)
    bench.run()
    assert len(bench.rows()) == 4
    assert bench.decision(name)["review"] == "reject"
    assert bench.decision(name, "text")["corrected"].endswith("in crises.")


def test_added_row_that_lacks_something_is_kept_and_told(bench: Bench) -> None:
    """An added row without its kind is not lost: it waits in reviews.csv, and what it lacks is told."""
    bench.add(document_id=REPORT, text="Its logistics are second to none.")
    bench.run()
    assert len(bench.rows()) == 4
    assert any("kind is empty" in problem.problem for problem in bench.problems)
    assert {row["status"] for row in bench.reviews()} == {"orphaned"}
    bench.run()
    assert any("kind is empty" in problem.problem for problem in bench.problems)


def test_correction_that_does_not_fit_is_kept_and_told(bench: Bench) -> None:
    """A cell that cannot hold what was typed shows what was found; the typed word is kept and told."""
    bench.set("f2", kind="strenght")
    bench.run()
    assert bench.row("f2")["kind"] == "weakness"
    assert bench.decision("f2", "kind")["corrected"] == "strenght"
    assert any("'strenght' cannot stand in kind" in problem.problem for problem in bench.problems)
    bench.set("f2", kind="Strength")
    bench.run()
    assert bench.row("f2")["kind"] == "strength"
    assert bench.problems == []


@pytest.mark.parametrize(
    ("typed", "mark"),
    [("Accept", "accept"), ("accepted", "accept"), ("REJECT ", "reject"), ("no", "reject"), ("✓", "accept")],
)
def test_marks_people_write(bench: Bench, typed: str, mark: str) -> None:
    """A mark is understood in the forms people write it."""
    bench.set("f1", review=typed)
    bench.run()
    assert bench.row("f1")["review"] == mark


def test_mark_not_understood(bench: Bench) -> None:
    """A mark that is none is kept as a remark and told."""
    bench.set("f1", review="dubious")
    bench.run()
    assert bench.row("f1")["review"] == ""
    assert bench.row("f1")["review_note"] == "review: dubious"
    assert any("dubious" in problem.problem for problem in bench.problems)


def test_remark_alone(bench: Bench) -> None:
    """A remark without a decision stays, and is no decision; it joins the one made later."""
    bench.set("f1", review_note="ask Geneva")
    bench.run()
    assert (bench.row("f1")["review"], bench.row("f1")["review_note"]) == ("", "ask Geneva")
    bench.set("f1", review="accept")
    bench.run()
    assert (bench.row("f1")["review"], bench.row("f1")["review_note"]) == ("accept", "ask Geneva")
    assert len(bench.reviews()) == 1


def test_taken_back(bench: Bench) -> None:
    """A mark taken away and a cell put back to what was found are decisions no more."""
    bench.set("f1", review="reject", kind="weakness")
    bench.run()
    bench.set("f1", review="", kind="strength")
    bench.run()
    assert bench.reviews() == []
    assert bench.row("f1")["review"] == ""


def test_column_of_ones_own_is_kept(bench: Bench) -> None:
    """What a person writes into a column of their own goes to reviews.csv, and they are told."""
    path = bench.path("findings")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    lines = [
        f"{line},{'to check' if n == 0 else 'see p. 9' if n == 1 else ''}" for n, line in enumerate(lines)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    bench.run()
    assert bench.decision("f1", "to check")["corrected"] == "see p. 9"
    assert any("to check" in problem.problem for problem in bench.problems)
    bench.run()
    assert bench.decision("f1", "to check")["status"] == "applied"


def test_nothing_done_changes_nothing(bench: Bench) -> None:
    """A run after which nobody did anything writes the same bytes."""
    bench.set("f1", review="accept")
    bench.set("f2", kind="reform")
    bench.run()
    before = files(bench)
    bench.run()
    assert files(bench) == before


# --- whatever changed in between ---------------------------------------------------------------


def test_changed_rule_is_no_correction(bench: Bench) -> None:
    """Rows that a changed rule made otherwise are not taken for people's work."""
    bench.tables["findings"] = (finding("f1", TRAINED, kind="reform", stage="progress"),)
    bench.run()
    assert bench.reviews() == []
    assert bench.row("f1")["kind"] == "reform"


def test_correction_outlives_a_changed_rule(bench: Bench) -> None:
    """A corrected cell is shown over whatever a changed rule finds there."""
    bench.set("f2", theme="evaluation")
    bench.run()
    bench.tables["findings"] = (finding("f2", EVALUATION, kind="reform", theme="results", stage="progress"),)
    bench.run()
    assert (bench.row("f2")["kind"], bench.row("f2")["theme"]) == ("reform", "evaluation")


@pytest.mark.parametrize(
    "text",
    [
        "Evaluation remains under-funded – ‘learning’ is ad hoc and naïve.",
        "Evaluation remains underfunded – “learning” is ad hoc and naïve",
        "Evaluation remains underfunded — “learning” is ad  hoc and naïve.12",
        "3. Evaluation remains underfunded – “learning” is ad hoc and naïve.",
        "Evaluation remains underfundcd – “learning” is ad hoc and naïve.",
        "Evaluation remains underfunded12 – “learning” is ad hoc and naïve.",
    ],
)
def test_found_again_by_near_equal_text(bench: Bench, text: str) -> None:
    """A decision follows its row when the text is read a little differently and the id is another."""
    bench.set("f2", review="accept", kind="reform")
    bench.run()
    bench.tables["findings"] = (finding("f1", TRAINED), finding("f9", text))
    bench.run()
    assert (bench.row("f9")["review"], bench.row("f9")["kind"]) == ("accept", "reform")
    assert bench.decision("f9")["status"] == "applied"


@pytest.mark.parametrize(
    "text",
    [
        "Evaluation remains well funded and its learning is systematic.",
        "Evaluation remains underfunded – “learning” is not ad hoc and naïve.",
        "Evaluation remains funded – “learning” is ad hoc and naïve.",
        "Evaluation remains underfunded – “teaching” is ad hoc and naïve.",
        "Evaluation remains underfunded.",
    ],
)
def test_another_text_is_another_row(bench: Bench, text: str) -> None:
    """A decision never moves to a sentence that sounds alike and says something else."""
    bench.set("f2", review="accept")
    bench.run()
    bench.tables["findings"] = (finding("f9", text),)
    bench.run()
    assert bench.row("f9")["review"] == ""
    assert bench.decision("f2")["status"] == "orphaned"
    assert any("f2" in problem.problem and EVALUATION[:40] in problem.problem for problem in bench.problems)


def test_numbers_must_agree(bench: Bench) -> None:
    """A decision on one year's row never moves to another year's."""
    bench.tables["findings"] = (finding("f1", "The 2016 budget of the office was cut by a fifth."),)
    bench.run()
    bench.set("f1", review="accept")
    bench.run()
    bench.tables["findings"] = (finding("f2", "The 2017 budget of the office was cut by a fifth."),)
    bench.run()
    assert bench.row("f2")["review"] == ""


def test_row_that_stood_beside_is_another(bench: Bench) -> None:
    """A near-equal row that was there all along does not inherit the decision on one that went."""
    twin = EVALUATION.removesuffix(".")
    bench.tables["findings"] = (finding("f2", EVALUATION), finding("f3", twin))
    bench.run()
    bench.set("f2", review="reject")
    bench.run()
    bench.tables["findings"] = (finding("f3", twin),)
    bench.run()
    assert bench.row("f3")["review"] == ""
    bench.run()
    assert bench.row("f3")["review"] == ""
    assert bench.decision("f2")["status"] == "orphaned"


def test_two_rows_that_could_be_meant(bench: Bench) -> None:
    """Where two new rows could be the decided one, neither is taken."""
    bench.set("f2", review="reject")
    bench.run()
    bench.tables["findings"] = (finding("f8", EVALUATION + " A"), finding("f9", EVALUATION + " B"))
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["", ""]
    assert bench.decision("f2")["status"] == "orphaned"


def test_row_cut_in_two(bench: Bench) -> None:
    """A decision on a sentence that is two findings now belongs to neither."""
    whole = "Steps have been taken to train staff at all levels, but evaluation remains underfunded."
    bench.tables["findings"] = (finding("f1", whole),)
    bench.run()
    bench.set("f1", review="reject")
    bench.run()
    halves = "Steps have been taken to train staff at all levels", "evaluation remains underfunded."
    bench.tables["findings"] = (finding("f5", halves[0]), finding("f6", halves[1]))
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["", ""]


def test_other_report_is_another_row(bench: Bench) -> None:
    """The same words in another report are not the row that was decided."""
    bench.set("f2", review="accept")
    bench.run()
    bench.tables["documents"] = (document(), document("other-2020"))
    bench.tables["findings"] = (finding("f9", EVALUATION, document_id="other-2020"),)
    bench.run()
    assert bench.row("f9")["review"] == ""
    assert bench.decision("f2")["status"] == "orphaned"


def test_renamed_report(bench: Bench) -> None:
    """A report that comes under another file name, typeset anew, keeps its decisions and added rows."""
    bench.set("f1", review="accept")
    bench.set("f2", kind="reform")
    bench.set(REPORT, "documents", title="Multilateral Aid Review")
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.run()
    bench.tables = {
        "documents": (document("agency-2019-final"),),
        "findings": tuple(
            finding(f"g{n}", text, document_id="agency-2019-final", kind="weakness")
            for n, text in enumerate((TRAINED, EVALUATION.replace("underfunded", "under-funded"), BOARD))
        ),
    }
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["accept", "edit", "", "edit"]
    assert bench.rows()[-1]["text"] == "Its logistics are second to none."
    assert bench.row("agency-2019-final", "documents")["title"] == "Multilateral Aid Review"
    assert {row["document_id"] for row in bench.reviews()} == {"agency-2019-final"}
    assert bench.problems == []


def test_report_gone_and_another_come(bench: Bench) -> None:
    """A new report is not the one that went because a sentence stands in both."""
    for name in ("f1", "f2", "f3"):
        bench.set(name, review="accept")
    bench.run()
    bench.tables = {
        "documents": (document("other-2020"),),
        "findings": (finding("g1", TRAINED, document_id="other-2020"),),
    }
    bench.run()
    assert [row["review"] for row in bench.rows()] == [""]
    assert {row["status"] for row in bench.reviews()} == {"orphaned"}


def test_orphan_comes_back(bench: Bench) -> None:
    """A decision whose row is gone is shown again when the row is back."""
    bench.set("f2", review="accept", kind="reform")
    bench.run()
    bench.tables["findings"] = ()
    bench.run()
    assert {row["status"] for row in bench.reviews()} == {"orphaned"}
    bench.tables = dict(TABLES)
    bench.run()
    assert (bench.row("f2")["review"], bench.row("f2")["kind"]) == ("accept", "reform")
    assert {row["status"] for row in bench.reviews()} == {"applied"}


def test_id_that_names_another_row_now(bench: Bench) -> None:
    """An id is not believed when the row that has it says something quite different."""
    bench.set("f2", review="accept")
    bench.run()
    bench.tables["findings"] = (
        finding("f2", "Gender parity was reached in 2018."),
        finding("f7", EVALUATION),
    )
    bench.run()
    assert (bench.row("f2")["review"], bench.row("f7")["review"]) == ("", "accept")


def test_rating_is_told_by_its_component(bench: Bench) -> None:
    """A rating's decision stays with its component, however common the label."""
    bench.set("r1", "ratings", review="accept")
    bench.run()
    bench.tables["ratings"] = (
        rating("r8", "Financial management", "Reasonable progress"),
        rating("r9", "Human resources", "Reasonable Progress"),
    )
    bench.run()
    assert [row["review"] for row in bench.rows("ratings")] == ["", "accept"]


def test_corrected_text_is_followed_by_what_was_found(bench: Bench) -> None:
    """A row whose text was corrected is found again by the text the program found."""
    bench.set("f3", text="The Executive Board is too large to take decisions.")
    bench.run(texts={REPORT: f"X {BOARD}"})
    assert bench.decision("f3", "text")["found"] == BOARD
    assert bench.row("f3")["end"] == ""
    bench.tables["findings"] = (finding("f9", BOARD.removesuffix("."), start=2, end=60),)
    bench.run(texts={REPORT: "X The Executive Board is too large to take decisions quickly."})
    assert bench.row("f9")["text"] == "The Executive Board is too large to take decisions."


def test_corrected_text_takes_its_place(bench: Bench) -> None:
    """A text corrected to other words of the report points at those words."""
    text = f"Heading {BOARD} Next."
    bench.tables["findings"] = (finding("f3", BOARD, start=8, end=8 + len(BOARD)),)
    bench.run()
    bench.set("f3", text="The Executive Board is too large")
    bench.run(texts={REPORT: text})
    row = bench.row("f3")
    assert text[int(row["start"]) : int(row["end"])] == "The Executive Board is too large"


# --- nothing is lost ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"not a table at all\n", b'finding_id,text\nf1,"open\n', b"\x00\x01\x02\x03"]
)
def test_file_that_makes_no_sense(bench: Bench, content: bytes) -> None:
    """A file that cannot be understood is left as it is, and so are all others."""
    bench.set("f1", review="accept", name="findings")
    bench.path("figures").write_bytes(content)
    before = files(bench)
    with pytest.raises(SetAside, match=r"figures\.csv"):
        bench.run()
    assert files(bench) == before


def test_all_bad_files_are_named_at_once(bench: Bench) -> None:
    """Every file that cannot be understood is named, so that one look mends all."""
    bench.path("figures").write_bytes(b"")
    bench.path("ratings").write_bytes(b"")
    with pytest.raises(SetAside, match=r"(?s)ratings\.csv.*figures\.csv"):
        bench.run()


def test_most_rows_gone(bench: Bench) -> None:
    """A long table of which most rows are gone was cut off, not reviewed."""
    bench.tables["findings"] = tuple(finding(f"f{n}", f"Finding {n} says its own thing.") for n in range(40))
    bench.run()
    bench.edit(lambda rows: rows[:10])
    with pytest.raises(SetAside, match="lacks 30 of 40 rows"):
        bench.run()


def test_column_sorted_alone(bench: Bench) -> None:
    """A column that was sorted without its rows is told, not taken for corrections."""
    names = "delta echo alpha foxtrot bravo charlie golf hotel".split()
    bench.tables["findings"] = tuple(
        finding(f"f{n}", f"{w} office lags behind.") for n, w in enumerate(names)
    )
    bench.run()
    texts = sorted(row["text"] for row in bench.rows())
    bench.edit(lambda rows: [row | {"text": text} for row, text in zip(rows, texts, strict=True)])
    with pytest.raises(SetAside, match="sorted without the other columns"):
        bench.run()


def test_file_of_another_run(bench: Bench) -> None:
    """A table of another run than the copy beside it is told, not taken for corrections."""
    bench.tables["findings"] = tuple(
        finding(f"f{n}", f"Finding {n} says its own thing.", rule="old") for n in range(40)
    )
    bench.run()
    old = bench.path("findings").read_bytes()
    bench.tables["findings"] = tuple(
        finding(f"f{n}", f"Finding {n} says its own thing.", rule="new") for n in range(40)
    )
    bench.run()
    bench.path("findings").write_bytes(old)
    with pytest.raises(SetAside, match="different runs"):
        bench.run()
    assert bench.path("findings").read_bytes() == old


@pytest.mark.parametrize("lock", [".~lock.findings.csv#", "~$findings.csv"])
def test_file_open_elsewhere(bench: Bench, lock: str) -> None:
    """A table that is open in a spreadsheet is not written under its hands."""
    (bench.out / lock).write_text("someone")
    before = files(bench)
    with pytest.raises(SetAside, match="open in another program"):
        bench.run()
    assert files(bench) == before


def test_changed_while_the_run_was_at_work(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table saved between reading and writing is not overwritten; the next run takes it over."""
    from pipeline import review  # noqa: PLC0415

    real = review.apply

    def slow(*args: object, **options: object) -> object:
        bench.set("f1", review="reject")
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(review, "apply", slow)
    with pytest.raises(PipelineError, match="changed while the run was at work"):
        bench.run()
    monkeypatch.undo()
    bench.run()
    assert bench.row("f1")["review"] == "reject"


@pytest.mark.parametrize("survives", range(24))
def test_interrupted_anywhere(bench: Bench, survives: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run cut off at any write loses no decision and makes no correction of its own rows."""
    from pipeline.review import save  # noqa: PLC0415

    bench.set("f1", review="accept")
    bench.set("f2", kind="reform")
    bench.add(document_id=REPORT, kind="strength", text="Its logistics are second to none.")
    bench.tables["findings"] = tuple(
        row.model_copy(update={"theme": "strategy", "confidence": Decimal("0.7")})
        for row in TABLES["findings"]
    )
    real, count = save.write_bytes, iter(range(100))

    def cut_off(path: Path, data: bytes) -> None:
        if next(count) >= survives:
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(save, "write_bytes", cut_off)
    with suppress(KeyboardInterrupt):
        bench.run()
    monkeypatch.undo()
    bench.run()
    assert (bench.row("f1")["review"], bench.row("f2")["kind"]) == ("accept", "reform")
    assert {(row["row_id"], row.get("column", "")) for row in bench.reviews() if row["row_id"] < "f9"} == {
        ("f1", ""),
        ("f2", "kind"),
    }
    assert [row["text"] for row in bench.rows()].count("Its logistics are second to none.") == 1
    assert {row["theme"] for row in bench.rows()} == {"strategy", ""}


def test_full_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves tables and decisions whole, and the next run takes all over."""
    bench.set("f1", review="accept")
    bench.tables["findings"] = TABLES["findings"][:2]

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    before = files(bench)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PipelineError, match="No space left on device"):
        bench.run()
    assert files(bench) == before
    monkeypatch.undo()
    bench.run()
    assert bench.row("f1")["review"] == "accept"


def test_reviews_file_lost(bench: Bench) -> None:
    """A reviews.csv that is gone is restored from what was written last, and told."""
    bench.set("f1", review="accept")
    bench.run()
    bench.path("reviews").unlink()
    bench.run()
    assert bench.decision("f1")["review"] == "accept"
    assert any("restored" in problem.problem for problem in bench.problems)


def test_table_file_lost(bench: Bench) -> None:
    """A table that is gone is made anew with its decisions; nothing in it counts as deleted."""
    bench.set("f1", review="accept")
    bench.run()
    bench.path("findings").unlink()
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["accept", "", "", ""]


def test_without_copy_of_what_was_written(bench: Bench) -> None:
    """Where the copy is gone, marks and added rows are taken over, and the rest is told."""
    bench.set("f1", review="accept", kind="weakness")
    (bench.out / ".written" / "findings.csv").unlink()
    bench.run()
    assert bench.row("f1")["review"] == "accept"
    assert any("only marks" in problem.problem for problem in bench.problems)


def test_reviews_joined_by_git_with_conflict(bench: Bench) -> None:
    """A reviews.csv in which git left both sides counts both, and lists where they differ."""
    bench.set("f1", review="accept")
    bench.run()
    path = bench.path("reviews")
    header, line = path.read_text(encoding="utf-8-sig").splitlines()
    theirs = line.replace(",accept,", ",reject,")
    other = line.replace("f1", "f2", 1).replace(TRAINED, EVALUATION)
    path.write_text(
        f"{header}\n<<<<<<< ours\n{line}\n=======\n{theirs}\n{other}\n>>>>>>> b\n", encoding="utf-8"
    )
    bench.run()
    assert sorted(row["review"] for row in bench.reviews()) == ["accept", "accept", "reject"]
    assert bench.row("f2")["review"] == "accept"
    assert any("people decided differently" in problem.problem for problem in bench.problems)


def test_reviews_reformatted_by_a_spreadsheet(bench: Bench) -> None:
    """reviews.csv saved by a spreadsheet keeps the values it was written with."""
    bench.set("n1", "figures", value="2123456789")
    bench.set(REPORT, "documents", published="2020-03")
    bench.run()
    path = bench.path("reviews")
    text = path.read_text(encoding="utf-8-sig")
    mangled = text.replace("2123456789", "2.12E+09").replace("2020-03", "Mar-20").replace("2019-10", "Oct-19")
    assert mangled.count("E+09") == 1
    path.write_text(mangled.replace("2100000000", "2100000000.0"), encoding="utf-8")
    bench.run()
    assert bench.row("n1", "figures")["value"] == "2123456789"
    assert bench.row(REPORT, "documents")["published"] == "2020-03"
