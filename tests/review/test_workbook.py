"""review.xlsx: what is written, and what people do in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from reviewing import EVALUATION, REPORT, RISK, TABLES, Bench, document, figure, finding

from pipeline.problems import SetAside
from pipeline.review import EDITABLE
from pipeline.tables import TABLES as SPECS
from pipeline.tables import ProblemRow, table
from pipeline.workbook import GUIDE, read_workbook, workbook_bytes

HOSTILE = (
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "http://evil.example/",
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "_x0041_ and \x01 and \x0b",
    "{=1+1}",
    "007",
    "2019-10",
    "TRUE",
    "'quoted'",
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "extracted")
    bench.run(book=True)
    return bench


def edited(bench: Bench, change: Callable[[Workbook], object]) -> None:
    """A person opens the workbook, changes something and saves it."""
    path = bench.out / "review.xlsx"
    book = load_workbook(path)
    change(book)
    book.save(path)


def cell(book: Workbook, name: str, row_id: str, column: str) -> Any:
    sheet = book[name]
    place = next(c.column for c in sheet[1] if c.value == column)
    row = next(r[0].row for r in sheet.iter_rows(min_row=2) if r[0].value == row_id)
    return sheet.cell(row, place)


def test_a_sheet_a_table_after_one_that_explains() -> None:
    """The first sheet explains; then there is one sheet a table, its columns as in the CSV file."""
    book = load_workbook(io.BytesIO(workbook_bytes(TABLES)))
    assert book.sheetnames == [GUIDE, *(spec.name for spec in SPECS)]
    said = " ".join(str(c.value) for row in book[GUIDE].iter_rows() for c in row if c.value)
    assert "accept, reject or edit" in said
    assert all(spec.field(column).description in said for spec in SPECS for column in spec.columns)
    for spec in SPECS:
        assert tuple(c.value for c in book[spec.name][1]) == spec.columns


def test_sheet_is_made_for_reviewing() -> None:
    """Header frozen, filter on, drop-downs for closed sets, wrapped text, colours, widths."""
    book = load_workbook(io.BytesIO(workbook_bytes(TABLES)))
    sheet = book["findings"]
    columns = {c.value: c.column_letter for c in sheet[1]}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{columns['review_note']}5"
    offered = {str(v.sqref).split(":")[0][:-1]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert offered[columns["review"]] == '"accept,reject,edit"'
    assert offered[columns["kind"]] == '"strength,weakness,reform"'
    first, last = book["Read me"]["D2"], book["Read me"]["D18"]
    assert (offered[columns["theme"]], first.value, last.value) == (
        "'Read me'!$D$2:$D$18",
        "strategy",
        "mandate_and_positioning",
    )
    assert sheet[f"{columns['text']}2"].alignment.wrap_text
    assert sheet[f"{columns['text']}2"].number_format == "@"
    coloured = {str(area.sqref).split(":")[0][:-1] for area in sheet.conditional_formatting}
    assert {columns["kind"], columns["confidence"], columns["review"]} <= coloured
    assert sheet.column_dimensions[columns["text"]].width > 60


def test_problems_are_for_reading() -> None:
    """Problems and decisions are shown too, in sheets that are not for writing."""
    problem = ProblemRow(
        stage="ingest", severity="error", problem="No text.", remedy="Use OCR.", file="a.pdf"
    )
    book = load_workbook(io.BytesIO(workbook_bytes(TABLES | {"problems": (problem,)})))
    assert book["problems"]["F2"].value == "No text."
    assert book["problems"].protection.sheet
    assert not book["findings"].protection.sheet


def test_same_bytes_for_the_same_content() -> None:
    """A workbook tells nothing of when or where it was written."""
    first = workbook_bytes(TABLES, "state")
    assert workbook_bytes(TABLES, "state") == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}


def test_hostile_text_stays_text() -> None:
    """No text of a document becomes a formula, a link or a number."""
    rows = tuple(finding(f"f{n}", text, label=text) for n, text in enumerate(HOSTILE))
    data = workbook_bytes({"findings": rows})
    sheet = load_workbook(io.BytesIO(data))["findings"]
    place = next(c.column for c in sheet[1] if c.value == "text")
    assert {c.data_type for row in sheet.iter_rows(min_row=2, min_col=place, max_col=place) for c in row} == {
        "s"
    }
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"hyperlink" not in b"".join(archive.read(name) for name in archive.namelist())
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_untouched_workbook_holds_no_correction(tmp_path: Path) -> None:
    """A workbook opened and saved by another program says what was written, whatever stands in it."""
    bench = Bench(tmp_path / "extracted")
    bench.tables["findings"] = tuple(finding(f"f{n}", text, label=text) for n, text in enumerate(HOSTILE))
    bench.tables["figures"] = (
        figure("n1", "x", "y", value=Decimal("1" * 40), value_max=Decimal("0.1234567"), in_footnote=True),
        figure("n2", "x", "z", value=Decimal("2123456789.25")),
    )
    bench.run(book=True)
    edited(bench, lambda book: None)
    bench.run(book=True)
    assert bench.reviews() == []


def test_who_saved_the_workbook_decided(bench: Bench) -> None:
    """Where the spreadsheet says who saved the workbook and when, the decisions in it say so too."""

    def review(book: Workbook) -> None:
        cell(book, "findings", "f1", "review").value = "accept"
        book.properties.lastModifiedBy = "Ann Müller"

    bench.set("f2", review="reject")
    edited(bench, review)
    saved = load_workbook(bench.out / "review.xlsx").properties.modified
    bench.run(book=True)
    found = {
        row["row_id"]: (row.get("reviewer", ""), row.get("reviewed_at", "")[:16]) for row in bench.reviews()
    }
    assert found == {"f1": ("Ann Müller", f"{saved:%Y-%m-%dT%H:%M}"), "f2": ("", "")}


def test_reviewed_in_the_workbook(bench: Bench) -> None:
    """Marks, corrections, deleted and added rows of the workbook are taken over like those of the CSV."""

    def review(book: Workbook) -> None:
        cell(book, "findings", "f1", "review").value = "accept"
        cell(book, "findings", "f2", "theme").value = "evaluation"
        cell(book, "findings", "f2", "published").value = datetime(2020, 3, 1)
        cell(book, "figures", "n2", "value").value = 58.0
        cell(book, "figures", "n1", "in_footnote").value = True
        book["findings"].delete_rows(cell(book, "findings", "f3", "review").row)
        book["findings"].append(
            [None, REPORT, None, None, "strength", *[None] * 4, "Logistics are second to none."]
        )

    edited(bench, review)
    bench.run(book=True)
    assert bench.row("f1")["review"] == "accept"
    assert (bench.row("f2")["theme"], bench.row("f2")["published"]) == ("evaluation", "2020-03-01")
    assert bench.row("f3")["review"] == "reject"
    assert bench.row("n2", "figures")["value"] == "58"
    assert bench.row("n1", "figures")["in_footnote"] == "true"
    assert bench.rows()[-1]["text"] == "Logistics are second to none."
    assert bench.row("f4")["text"] == RISK
    assert load_workbook(bench.out / "review.xlsx")["findings"]["A2"].value == "f1"


def test_month_typed_as_date(bench: Bench) -> None:
    """A month that the spreadsheet made a date of stays a month."""

    def review(book: Workbook) -> None:
        published = cell(book, "findings", "f1", "published")
        published.value, published.number_format = datetime(2020, 3, 1), "mmm-yy"

    edited(bench, review)
    bench.run(book=True)
    assert bench.row("f1")["published"] == "2020-03"


def test_workbook_and_table_edited_both(bench: Bench) -> None:
    """What was done in the table and in the workbook is joined; where it differs, both stay and it is told."""
    bench.set("f1", review="accept")
    bench.set("f2", review="accept", theme="evaluation")

    def review(book: Workbook) -> None:
        cell(book, "findings", "f2", "review").value = "reject"
        cell(book, "findings", "f2", "theme").value = "evaluation"
        cell(book, "findings", "f4", "review").value = "accept"

    edited(bench, review)
    bench.run(book=True)
    assert (bench.row("f1")["review"], bench.row("f4")["review"]) == ("accept", "accept")
    marks = [row["review"] for row in bench.reviews() if row["row_id"] == "f2" and "column" not in row]
    assert sorted(marks) == ["accept", "reject"]
    assert [p for p in bench.problems if "decided differently" in p.problem]
    assert len([row for row in bench.reviews() if row.get("column") == "theme"]) == 1


def test_workbook_of_another_run(bench: Bench) -> None:
    """An edited workbook from another run than the tables is set aside, not compared with them."""
    edited(bench, lambda book: cell(book, "findings", "f1", "review").__setattr__("value", "accept"))
    old = (bench.out / "review.xlsx").read_bytes()
    bench.run(book=True)
    bench.tables["findings"] = (finding("f1", EVALUATION, kind="strength"),)
    bench.run(book=True)
    (bench.out / "review.xlsx").write_bytes(old)
    with pytest.raises(SetAside, match="merge-reviews"):
        bench.run(book=True)
    assert (bench.out / "review.xlsx").read_bytes() == old


def test_unedited_workbook_of_another_run(bench: Bench) -> None:
    """A workbook of another run that nobody edited is in nobody's way."""
    old = (bench.out / "review.xlsx").read_bytes()
    bench.tables["findings"] = (finding("f1", EVALUATION, kind="strength"),)
    bench.run(book=True)
    (bench.out / "review.xlsx").write_bytes(old)
    bench.run(book=True)
    assert bench.reviews() == []
    assert (bench.out / "review.xlsx").read_bytes() != old


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_workbook_that_makes_no_sense(bench: Bench, content: bytes) -> None:
    """A workbook that cannot be read is left as it is, with all tables."""
    (bench.out / "review.xlsx").write_bytes(content)
    with pytest.raises(SetAside, match=r"review\.xlsx"):
        bench.run(book=True)
    assert (bench.out / "review.xlsx").read_bytes() == content


def test_workbook_open_elsewhere(bench: Bench) -> None:
    """A workbook that is open in Excel is not written under its hands."""
    (bench.out / "~$review.xlsx").write_bytes(b"x")
    with pytest.raises(SetAside, match="open in another program"):
        bench.run(book=True)


def test_sheet_taken_away(bench: Bench) -> None:
    """A sheet a person took away is a table untouched, not one deleted."""
    edited(bench, lambda book: [book.remove(book[name]) for name in ("figures", "reviews", "problems")])
    bench.run(book=True)
    assert bench.reviews() == []


def test_more_rows_than_a_sheet_holds() -> None:
    """A table longer than a sheet goes on in a second one, and is read back whole."""
    rows = tuple(finding(f"f{n}", f"Finding {n}.") for n in range(25))
    data = workbook_bytes({"findings": rows, "documents": (document(),)}, row_limit=11)
    book = load_workbook(io.BytesIO(data))
    assert [name for name in book.sheetnames if "findings" in name] == [
        "findings",
        "findings (2)",
        "findings (3)",
    ]


def test_split_table_is_read_back_whole(tmp_path: Path) -> None:
    """The sheets of a split table are one table again."""
    rows = tuple(finding(f"f{n}", f"Finding {n}.") for n in range(25))
    path = tmp_path / "review.xlsx"
    path.write_bytes(workbook_bytes({"findings": rows}, row_limit=11))
    read = read_workbook(path).sheets["findings"].rows
    assert [row["finding_id"] for row in read] == [row.finding_id for row in rows]


def test_text_longer_than_a_cell(tmp_path: Path) -> None:
    """A text that no cell holds is cut visibly; that is no correction, and a real one keeps the rest."""
    bench = Bench(tmp_path / "extracted")
    long = " ".join(f"word{n}" for n in range(6_000))
    bench.tables["findings"] = (finding("f1", long), finding("f2", EVALUATION))
    bench.run(book=True)
    shown = cell(load_workbook(bench.out / "review.xlsx"), "findings", "f1", "text").value
    assert len(shown) <= 32_767
    assert "the rest stands in the CSV" in shown
    edited(bench, lambda book: cell(book, "findings", "f2", "review").__setattr__("value", "accept"))
    bench.run(book=True)
    assert [row["row_id"] for row in bench.reviews()] == ["f2"]

    def correct(book: Workbook) -> None:
        cell(book, "findings", "f1", "text").value = shown.replace("word7 ", "seven ")

    edited(bench, correct)
    bench.run(book=True)
    assert bench.row("f1")["text"] == long.replace("word7 ", "seven ")


def test_every_reviewed_table_has_its_sheet(bench: Bench) -> None:
    """Each table people may correct is read back with all its rows and columns."""
    book = read_workbook(bench.out / "review.xlsx")
    for name in EDITABLE:
        assert book.sheets[name].columns == table(name).columns
        assert len(book.sheets[name].rows) == len(bench.rows(name))
