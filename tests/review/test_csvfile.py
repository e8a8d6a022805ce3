"""Table files: what is written, and what is read back out of a spreadsheet's hands."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import csvfile
from pipeline.problems import PipelineError, SetAside
from pipeline.tables import FigureRow, FindingRow, Row, table

FINDINGS = table("findings")
FIGURES = table("figures")


def finding(**changes: object) -> FindingRow:
    cells: dict[str, object] = {
        "finding_id": "f1a2",
        "document_id": "agency-2019",
        "published": "2019-10",
        "kind": "weakness",
        "text": "Evaluation remains underfunded; “learning” is ad hoc – naïvely so.",
        "basis": "heading",
        "rule": "mar-weakness",
        "confidence": Decimal("0.90"),
        "start": 10,
        "end": 75,
    }
    return FindingRow.model_validate(cells | changes)


def figure(**changes: object) -> FigureRow:
    cells: dict[str, object] = {
        "figure_id": "g1",
        "document_id": "agency-2019",
        "kind": "money",
        "text": "USD 2.1 billion",
        "value": Decimal("2.1E+9"),
        "basis": "prose",
        "context": "Income rose to USD 2.1 billion.",
    }
    return FigureRow.model_validate(cells | changes)


def saved(row: Row, tmp_path: Path) -> bytes:
    spec = FINDINGS if isinstance(row, FindingRow) else FIGURES
    csvfile.write_table(spec, [row], tmp_path / "table.csv")
    return (tmp_path / "table.csv").read_bytes()


def test_written_form(tmp_path: Path) -> None:
    """A table is UTF-8 with a byte-order mark, comma, LF, plain numbers, lower-case booleans."""
    written = saved(figure(), tmp_path)
    assert written.startswith(b"\xef\xbb\xbffigure_id,document_id,organisation,kind,text,value,")
    assert b"\r" not in written
    assert written.endswith(b"\n")
    assert b",USD 2.1 billion,2100000000," in written
    assert b",false,prose," in written


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("57.0"), "57"),
        (Decimal("0.3333"), "0.3333"),
        (Decimal("2.1E+9"), "2100000000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.0"), "0"),
        (Decimal("100"), "100"),
        (Decimal("1" * 60), "1" * 60),
        (True, "true"),
        (None, ""),
        (12, "12"),
    ],
)
def test_plain(value: object, cell: str) -> None:
    """A number stands in its cell without exponent, separators or idle noughts."""
    assert csvfile.plain(value) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+ more", "'+ more"),
        ("- a dash", "'- a dash"),
        ("-", "'-"),
        ("@home", "'@home"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=x", "''=x"),
        ("-5", "-5"),
        ("-5.5%", "-5.5%"),
        ("+1,234", "+1,234"),
        ("-2+3", "'-2+3"),
        ("-5 per cent", "'-5 per cent"),
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
    ],
)
def test_neutral(text: str, cell: str) -> None:
    """A cell a spreadsheet would run is written so that it does not, and read back as it was."""
    assert csvfile.neutral(text) == cell
    assert csvfile.restored(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\r15%.,x \n\";"), max_size=8))
def test_neutral_gives_every_text_back(text: str) -> None:
    """No text is changed by being neutralised and restored."""
    assert csvfile.restored(csvfile.neutral(text)) == text


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=9))
def test_any_text_comes_back(text: str, note: str) -> None:
    """Whatever a cell holds, it is read back as it was written."""
    row = {"finding_id": "f1", "text": text, "review_note": note}
    data = csvfile.table_bytes(FINDINGS, [row])
    if "\x00" in text + note:
        with pytest.raises(SetAside):
            csvfile.sheet_of(data, FINDINGS, "findings.csv")
        return
    (read,) = csvfile.sheet_of(data, FINDINGS, "findings.csv").rows
    assert {column: cell for column, cell in read.items() if cell} == {c: v for c, v in row.items() if v}


def test_row_comes_back(tmp_path: Path) -> None:
    """A record written as a table is read back equal."""
    for spec, row in ((FINDINGS, finding(text="=1+1")), (FIGURES, figure(in_footnote=True))):
        saved(row, tmp_path)
        (cells,) = csvfile.read_cells(tmp_path / "table.csv", spec)
        assert csvfile.parse_row(spec, cells) == row


def resaved(data: bytes, how: str) -> bytes:
    """The file as a spreadsheet's save leaves it."""
    text = data.decode("utf-8-sig")
    quoted = '"' + text.replace('"', "").replace(",", '","').replace("\n", '"\n"')[:-1]
    return {
        "no byte-order mark": text.encode(),
        "semicolons, cp1252, CRLF": text.replace(",", ";").replace("\n", "\r\n").encode("cp1252"),
        "UTF-16 text with tabs": text.replace(",", "\t").replace("\n", "\r\n").encode("utf-16"),
        "UTF-16 without mark": text.replace(",", "\t").encode("utf-16-le"),
        "old Macintosh line ends": text.replace("\n", "\r").encode(),
        "all cells quoted": quoted.encode(),
        "trailing empty columns": text.replace("\n", ",,,\n").encode(),
        "trailing empty rows": (text + ",,,,\n" * 9 + "\n\n").encode(),
        "sep line": ("sep=;\n" + text.replace(",", ";")).encode(),
        "headings in capitals": text.replace("finding_id", "Finding_ID ", 1).encode(),
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "no byte-order mark",
        "semicolons, cp1252, CRLF",
        "UTF-16 text with tabs",
        "UTF-16 without mark",
        "old Macintosh line ends",
        "all cells quoted",
        "trailing empty columns",
        "trailing empty rows",
        "sep line",
        "headings in capitals",
    ],
)
def test_read_however_saved(how: str, tmp_path: Path) -> None:
    """A table saved by a spreadsheet in its own way holds the same row."""
    row = finding(text="Évaluation – “learning” is naïve and underfunded.")
    sheet = csvfile.sheet_of(resaved(saved(row, tmp_path), how), FINDINGS, "findings.csv")
    assert [csvfile.parse_row(FINDINGS, cells) for cells in sheet.rows] == [row]


def test_mixed_encodings() -> None:
    """A cell typed by an old editor into a UTF-8 file does not garble the rest of it."""
    data = "finding_id,text\nf1,naïve –\n".encode() + "f2,Zürich\n".encode("cp1252")
    sheet = csvfile.sheet_of(data, FINDINGS, "findings.csv")
    assert [cells["text"] for cells in sheet.rows] == ["naïve –", "Zürich"]


def test_columns_moved_dropped_and_unknown() -> None:
    """Columns count by name: a dropped one is lacking in every row, a stranger is told."""
    sheet = csvfile.sheet_of(b"text,my column,finding_id\nA,x,f1\n", FINDINGS, "findings.csv")
    assert sheet.rows == ({"text": "A", "my column": "x", "finding_id": "f1"},)
    assert sheet.columns == ("text", "finding_id")
    assert sheet.unknown == ("my column",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"a\x00\x01\x02b", "no text"),
        (b"hello world\n", "no column finding_id"),
        (b"text,kind\nA,weakness\n", "no column finding_id"),
        (b'finding_id,text\nf1,"A\nf2,B\n', "quotes do not close"),
        (b"finding_id,text\nf1,A,B\n", "line 2: 3 cells under 2 headings"),
        (b"finding_id,text,text\nf1,A,B\n", "column text twice"),
        (b"finding_id,kind,text\nf1,weakness,A\nf2,weak", "cut off at line 3"),
        (b"finding_id,text\n<<<<<<< HEAD\nf1,A\n=======\nf1,B\n>>>>>>> b\n", "conflict marks"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
    ],
)
def test_makes_no_sense(data: bytes, says: str) -> None:
    """A file that cannot be understood is set aside whole, with what was found and the way out."""
    with pytest.raises(SetAside, match=says) as told:
        csvfile.sheet_of(data, FINDINGS, "extracted/findings.csv")
    assert "extracted/findings.csv" in str(told.value)
    assert "run again" in str(told.value)


def test_failed_write_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while writing leaves the former table whole and nothing beside it."""
    former = saved(finding(), tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PipelineError, match="No space left"):
        csvfile.write_table(FINDINGS, [finding(text="New.")], tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_bytes() == former
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_opened_in_the_wrong_encoding_and_saved() -> None:
    """A UTF-8 file taken for Windows' encoding and saved as UTF-8 reads as it was written."""
    said = "Größe – “naïve” ÁÍ"
    written = csvfile.table_bytes(FINDINGS, [{"finding_id": "f1", "text": said}])
    opened = "".join(
        bytes([b]).decode("cp1252" if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1") for b in written
    )
    typed = opened.rstrip("\n") + "Übrigens: проверено\n"
    (row,) = csvfile.sheet_of(typed.encode(), FINDINGS, "findings.csv").rows
    assert (row["text"], row["review_note"]) == (said, "Übrigens: проверено")
