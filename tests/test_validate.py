"""make validate: each error in plain words, with file, row, column and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.tables import DocumentRow, FindingRow, Row
from pipeline.validate import Validation, validate
from pipeline.workbook import read_workbook, workbook_bytes
from pipeline.write import files_of

ROWS: dict[str, tuple[Row, ...]] = {
    "documents": (
        DocumentRow(document_id="who-2023", file="who-2023.pdf", status="ok", published="2023-10", pages=22),
    ),
    "findings": tuple(
        FindingRow(
            finding_id=f"f{number}",
            document_id="who-2023",
            published="2023-10",
            kind="weakness",
            text=f"Reporting is slow, “late” and costly – number {number}.",
            basis="wording",
            rule="slow",
            confidence=Decimal("0.75"),
            page=number,
            start=number * 100,
            end=number * 100 + 40,
        )
        for number in (1, 2, 3)
    ),
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "extracted"
    for name, data in files_of(ROWS, {"who-2023": "words"}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def edited(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8-sig", newline="")


def test_tables_as_written(out: Path) -> None:
    """What the program writes has no error."""
    assert validate(out) == Validation((f"{out}: 9 tables, no error.",), True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("f2,", "f1,", r"findings.csv, row 3 \(f1\): has the same finding_id as row 2. Delete one"),
        (
            ",weakness,",
            ",praise,",
            r'row 2 \(f1\), column "kind": "praise" is not among its values. Choose one of: strength, weakness, reform',
        ),
        (
            ",weakness,",
            ",,",
            r'row 2 \(f1\), column "kind": is empty, but every row needs a value here. Fill it in',
        ),
        (",0.75,", ",1.75,", r'column "confidence": "1.75" is above 1'),
        (",0.75,", ",-1,", r'column "confidence": "-1" is below 0'),
        (",0.75,", ",high,", r'column "confidence": "high" stands where a plain number is expected'),
        (
            "f1,who-2023,",
            "f1,who,",
            r'row 2 \(f1\): document_id points at "who", which is in no row of documents.csv',
        ),
        (
            "f1,who-2023,",
            "f1,WHO 2023,",
            r'column "document_id": "WHO 2023" is not written as this column is',
        ),
        (",2023-10,", ",soon,", r'column "published": "soon" is not written as this column is'),
        (",1,100,", ",one,100,", r'column "page": "one" stands where a whole number is expected'),
        ("\nf3", "\nf3,who-2023,,,,,,,,,,,,,,,,,,,,,,,,more\nf3", r'"more" stands right of the last column'),
    ],
)
def test_errors_in_plain_words(out: Path, old: str, new: str, told: str) -> None:
    """An error names file, row, column and the way out."""
    edited(out / "findings.csv", (old, new))
    messages, right = validate(out)
    assert not right
    assert any(re.search(told, message) for message in messages), messages
    assert all(message.startswith(str(out)) for message in messages)


def semicolons(data: bytes) -> bytes:
    """As a German spreadsheet saves: semicolons, decimal commas, CRLF, Windows' encoding, no mark."""
    lines = data.decode("utf-8-sig").replace("0.75", "0,75").splitlines()
    split = [re.sub(r'("(?:[^"]|"")*")|,', lambda m: m[1] or ";", line) for line in lines]
    split = [re.sub(r"(^|;)0;75(;|$)", r"\g<1>0,75\2", line) for line in split]
    return "\r\n".join(split).encode("cp1252") + b"\r\n"


def tabs(data: bytes) -> bytes:
    return re.sub(r'("(?:[^"]|"")*")|,', lambda m: m[1] or "\t", data.decode("utf-8-sig")).encode("utf-16")


def with_trailing_columns(data: bytes) -> bytes:
    return data.replace(b"\n", b",,\n")


def with_blank_line(data: bytes) -> bytes:
    return data + b",,,\n"


def without_a_column(data: bytes) -> bytes:
    lines = data.decode("utf-8-sig").splitlines()
    return "\n".join(line.rsplit(",", 1)[0] for line in lines).encode() + b"\n"


@pytest.mark.parametrize(
    ("saved", "told"),
    [
        (semicolons, "saved with semicolons"),
        (tabs, "saved with tabs"),
        (with_trailing_columns, "no error"),
        (with_blank_line, "no error"),
        (without_a_column, 'column "review_note" is missing. Nothing is lost'),
    ],
)
def test_what_a_spreadsheet_does_is_no_error(out: Path, saved: Callable[[bytes], bytes], told: str) -> None:
    """A file saved anew by a spreadsheet is read as what it is, with a note."""
    path = out / "findings.csv"
    path.write_bytes(saved(path.read_bytes()))
    messages, right = validate(out)
    assert right, messages
    assert any(told in message for message in messages), messages


def test_errors_in_a_file_saved_anew(out: Path) -> None:
    """An error is found in a semicolon file too, in its own row."""
    path = out / "findings.csv"
    path.write_bytes(semicolons(path.read_bytes().replace(b",weakness,", b",praise,", 1)))
    messages, right = validate(out)
    assert not right
    assert '"praise" is not among its values' in messages[0]
    assert "row 2 (f1)" in messages[0]


def test_columns_moved_and_added(out: Path) -> None:
    """Columns in another order are found by name; one of the reader's own is told, not an error."""
    path = out / "documents.csv"
    lines = [line.split(",") for line in path.read_text("utf-8-sig").splitlines()]
    path.write_text(
        "".join(
            ",".join(["mine" if n == 0 else "x", *reversed(cells)]) + "\n" for n, cells in enumerate(lines)
        ),
        "utf-8",
    )
    messages, right = validate(out)
    assert right, messages
    assert 'column "mine" is none of this table\'s' in messages[0]


def test_row_added_by_hand(out: Path) -> None:
    """A row without an id is a reader's own: a note says what becomes of it."""
    with (out / "findings.csv").open("a", encoding="utf-8") as file:
        columns = (out / "findings.csv").read_text("utf-8-sig").splitlines()[0].split(",")
        cells = {
            "document_id": "who-2023",
            "kind": "strength",
            "text": "Staff are able.",
        }
        file.write(",".join(cells.get(column, "") for column in columns) + "\n")
    messages, right = validate(out)
    assert right, messages
    assert "row 5: note: has no finding_id. A row you added is kept" in messages[0]


def test_missing_parts(out: Path) -> None:
    """Missing files and columns are told with what brings them back."""
    (out / "threads.csv").unlink()
    edited(out / "ratings.csv", ("rating_id,", "id,"))
    messages, right = validate(out)
    assert not right
    assert any("threads.csv: is missing. Run `make`" in message for message in messages)
    assert any(
        'ratings.csv, row 1: column "rating_id" is missing. Put it back' in message for message in messages
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (None, "is missing. Run `make`"),
        (b"{", "cannot be read"),
        (b"[]", "cannot be read"),
        (b"\xff", "cannot be read"),
    ],
)
def test_descriptor(out: Path, data: bytes | None, told: str) -> None:
    """Without a descriptor that can be read there is one message."""
    path = out / "datapackage.json"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    (message,), right = validate(out)
    assert told in message
    assert not right


def test_edited_workbook(out: Path) -> None:
    """What people did in review.xlsx is checked too, and told by sheet, row and column."""
    path = out / "review.xlsx"
    path.write_bytes(workbook_bytes(ROWS))
    assert validate(out, read_workbook) == Validation((f"{out}: 9 tables, no error.",), True)
    book = load_workbook(path)
    sheet = book["findings"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, columns["kind"]).value = "weak"
    sheet.cell(4, columns["page"]).value = 2.5
    sheet.cell(7, columns["text"]).value = "Missed: staff turnover is high."
    book.save(path)
    messages, right = validate(out, read_workbook)
    assert not right
    told = "\n".join(messages)
    assert f'{path}, sheet findings, row 3 (f2), column "kind": "weak" is not among its values.' in told
    assert f'{path}, sheet findings, row 4 (f3), column "page": "2.5" stands where a whole number' in told
    assert f"{path}, sheet findings, row 7: note: has no finding_id. A row you added is kept" in told
    assert f'{path}, sheet findings, row 7, column "kind": is empty, but every row needs a value' in told
    assert 'row 7, column "rule"' not in told
    assert "9 tables, 9 sheets of review.xlsx, " in messages[-1]


def test_workbook_that_cannot_be_read(out: Path) -> None:
    """A workbook that is none is an error with the way out."""
    (out / "review.xlsx").write_bytes(b"PK\x03\x04 half a file")
    messages, right = validate(out, read_workbook)
    assert not right
    assert "review.xlsx: no workbook that can be read" in messages[0]


def test_decisions_that_git_could_not_join(out: Path) -> None:
    """Conflict marks in reviews.csv are no error: the next run takes the decisions of both sides."""
    header, line = "row_id,table,review,status", "f1,findings,{},applied"
    sides = ["<<<<<<< HEAD", line.format("accept"), "=======", line.format("reject"), ">>>>>>> theirs"]
    (out / "reviews.csv").write_text("\n".join([header, *sides]) + "\n", encoding="utf-8")
    messages, right = validate(out)
    assert right, messages


def test_cells_are_held_against_what_was_written(out: Path) -> None:
    """What a spreadsheet made of a cell is told from what was written; a copy that is damaged is told."""
    (out / ".written").mkdir()
    (out / ".written" / "findings.csv").write_bytes((out / "findings.csv").read_bytes())
    edited(out / "findings.csv", (",2023-10,", ",Okt 23,"), (",0.75,", ",75 %,"))
    assert validate(out).ok
    (out / ".written" / "findings.csv").write_bytes(b"PK\x03\x04")
    messages, right = validate(out)
    assert not right
    assert "is a workbook or archive" in messages[0]
