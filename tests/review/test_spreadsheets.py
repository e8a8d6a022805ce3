"""What a spreadsheet alone did to a cell is no correction; what a person did is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing import TABLES, Bench, document, figure, finding

from pipeline.csvfile import plain
from pipeline.review.sameness import ColumnKind, Habits, kind_of, meant, same
from pipeline.tables import table

GERMAN = Habits(decimal_comma=True, lossy=True)
LONG = "word " * 9_000


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("number", "2100000000", "2.1E+09"),
        ("number", "2123456789", "2.12E+09"),
        ("number", "2123456789", "2.12346E+09"),
        ("number", "57", "57.0"),
        ("number", "57", "57.00"),
        ("number", "57", "57%"),
        ("number", "2100000000", "2,100,000,000"),
        ("number", "2100000000", "2,100,000,000.00"),
        ("number", "2100000000", "$2,100,000,000.00"),
        ("number", "2100000000", "2 100 000 000"),
        ("number", "1000", "1'000"),
        ("number", "-5", "(5)"),
        ("number", "0.3333", ".3333"),
        ("number", "0.0000001", "1E-07"),
        ("number", "123456789012345678", "123456789012346000"),
        ("number", "123456789012345678", "1.23457E+17"),
        ("share", "0.9", "90%"),
        ("share", "0.87", "87.00%"),
        ("share", "0.875", "88%"),
        ("boolean", "true", "TRUE"),
        ("boolean", "false", "FALSE"),
        ("boolean", "true", "WAHR"),
        ("closed", "weakness", "Weakness "),
        ("date", "2019-10", "Oct-19"),
        ("date", "2019-10", "Okt 19"),
        ("date", "2019-10", "oct.-19"),
        ("date", "2019-10", "01/10/2019"),
        ("date", "2019-10", "10/1/2019"),
        ("date", "2019-10", "2019-10-01"),
        ("date", "2019-10", "2019-10-01 00:00:00"),
        ("date", "2019-10", "10/2019"),
        ("date", "2019-10", "43739"),
        ("date", "2019-10-05", "05/10/2019"),
        ("date", "2019-10-05", "10/5/19"),
        ("date", "2019-10-05", "05.10.2019"),
        ("date", "2019-10-05", "5-Oct-19"),
        ("date", "2019-10-05", "October 5, 2019"),
        ("date", "2019-10-05", "Oct-19"),
        ("date", "2019", "2019.0"),
        ("text", "mar-2016", "Mar-16"),
        ("text", "October 2019", "Oct-19"),
        ("text", "2-3", "02-Mar"),
        ("text", "2-3", "03-Feb"),
        ("text", "10-15", "Oct-15"),
        ("text", "5 October", "05-Oct"),
        ("text", "2015/10", "Oct-15"),
        ("text", "68:32", "68:32:00"),
        ("text", "3:1", "03:01"),
        ("text", "mar-2016", "03/01/16"),
        ("text", "MAR1", "01-Mar"),
        ("text", "MAR2016", "Mar-16"),
        ("text", "1.2", "01. Feb"),
        ("text", "2.5.1", "02.05.2001"),
        ("text", "October 2019", "10/01/19"),
        ("text", "1/2", "01/02/26"),
        ("text", "57%", "57.00%"),
        ("text", "57%", "0.57"),
        ("text", "$1,200", "$1,200.00"),
        ("text", "5.0", "5"),
        ("text", "007", "7"),
        ("text", "1E5", "1.00E+05"),
        ("text", "=SUM(A1)", "#NAME?"),
        ("text", "=SUM(A1)", "Err:508"),
        ("text", "“learning” – it’s…", '"learning" - it\'s...'),
        ("text", "two\nlines", "two\r\nlines"),
        ("text", "no-break\u00a0space and a co\u00adoperation", "no-break space and a cooperation"),
        ("text", "  padded", "padded  "),
        ("text", "'quoted'", "quoted'"),
        ("text", "at least ≥ 5 → better", "at least ? 5 ? better"),
        ("text", "at least ≥ 5", "at least = 5"),
        ("text", "naïve “ideas”", "naÃ¯ve â€œideasâ€\x9d".replace("\x9d", "?")),
        ("text", "Łódź office", "L\u00f3dz office"),
        ("text", LONG, LONG[:32_767]),
    ],
)
def test_spreadsheet_alone(kind: ColumnKind, written: str, read: str) -> None:
    """A cell as a spreadsheet reformats, recodes or cuts it still says what was written."""
    assert same(kind, written, read)


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("number", "0.3333", "0,3333"),
        ("number", "57", "57,0"),
        ("number", "2100000000", "2,1E+09"),
        ("number", "2100000000", "2.100.000.000"),
        ("text", "zażółć", "za¿ó³æ"),
    ],
)
def test_spreadsheet_of_another_country(kind: ColumnKind, written: str, read: str) -> None:
    """Decimal commas and other code pages are known by the file they stand in."""
    assert same(kind, written, read, GERMAN)


@pytest.mark.parametrize(
    ("kind", "written", "read", "now"),
    [
        ("number", "2100000000", "2.2E+09", "2200000000"),
        ("number", "37741", "37.741", "37.741"),
        ("number", "37.741", "37741", "37741"),
        ("number", "57", "58.0", "58"),
        ("number", "57", "", ""),
        ("number", "", "57.0", "57"),
        ("number", "57", "about 57", "about 57"),
        ("number", "0.3333", "0.33", "0.33"),
        ("number", "2.75", "2.8", "2.8"),
        ("share", "0.9", "95%", "0.95"),
        ("boolean", "true", "FALSE", "false"),
        ("boolean", "true", "perhaps", "perhaps"),
        ("closed", "weakness", "Strength", "strength"),
        ("closed", "over", "at least", "at_least"),
        ("date", "2019-10", "2019-11", "2019-11"),
        ("date", "2019-10", "Nov-19", "2019-11"),
        ("date", "2019-10-05", "2019-10", "2019-10"),
        ("date", "2019", "2020", "2020"),
        ("date", "2019", "2019-10", "2019-10"),
        ("date", "2019-10", "13/04/2020", "2020-04-13"),
        ("date", "2019-10", "04/05/2020", "04/05/2020"),
        ("text", "2-3", "3-2", "3-2"),
        ("text", "5.0", "6", "6"),
        ("text", "strong", "Strong", "Strong"),
        ("text", "“learning” is naïve ≥ 5", '"learning" is not naïve ? 5', "“learning” is not naïve ≥ 5"),
        ("text", "a", "", ""),
    ],
)
def test_person(kind: ColumnKind, written: str, read: str, now: str) -> None:
    """A correction is taken in the table's own form, its untouched words as they were written."""
    assert not same(kind, written, read)
    assert meant(kind, written, read) == now


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_any_number_reformatted(value: Decimal) -> None:
    """A number stays itself in every form a spreadsheet gives it."""
    written = plain(value)
    assert same("number", written, f"{value:,}")
    assert same("number", written, f"{value:.4f}")
    assert same("number", written, f"{value:.2E}")
    assert same("number", written, f"{value:,}".translate(str.maketrans(",.", ".,")), GERMAN)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_another_number_is_a_correction(one: int, other: int) -> None:
    """Two numbers written out in full are never taken for one."""
    assert same("number", str(one), str(other)) == (one == other)


@given(st.dates(min_value=date(1931, 1, 1), max_value=date(2029, 12, 31)))
def test_any_date_reformatted(day: date) -> None:
    """A date stays itself in every form a spreadsheet gives it."""
    for form in ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%d-%b-%y", "%b-%y", "%Y-%m-%d 00:00:00"):
        assert same("date", f"{day:%Y-%m-%d}", f"{day:{form}}")


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [
        ("findings", "kind", "closed"),
        ("findings", "confidence", "share"),
        ("findings", "published", "date"),
        ("findings", "page", "number"),
        ("findings", "text", "text"),
        ("figures", "value", "number"),
        ("figures", "in_footnote", "boolean"),
        ("figures", "year_start", "number"),
        ("figures", "a column of one's own", "text"),
    ],
)
def test_kind_of_column(name: str, column: str, kind: ColumnKind) -> None:
    """What a column holds is told by its declaration."""
    assert kind_of(table(name), column) == kind


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "extracted")
    bench.tables["documents"] = (document("mar-2016"), document())
    bench.tables["findings"] += (
        finding("f5", "“Łódź” and ≥ 5 others → done, 'so' …", label="3-4", theme="a;b"),
    )
    bench.tables["figures"] += (
        figure("n4", "-5", "It fell by -5 in 2-3 years.", value=Decimal(-5), in_footnote=True),
    )
    bench.run()
    return bench


def german(cells: dict[str, str]) -> dict[str, str]:
    """A row as a German spreadsheet shows it."""
    shown = dict(cells)
    for column, cell in cells.items():
        if column in {"value", "confidence"}:
            shown[column] = {"2100000000": "2,1E+09"}.get(cell, cell.replace(".", ","))
        elif cell in {"true", "false"}:
            shown[column] = {"true": "WAHR", "false": "FALSCH"}[cell]
        elif cell == "2019-10":
            shown[column] = "Okt 19"
        elif cell == "mar-2016":
            shown[column] = "Mrz 16"
        elif cell == "3-4":
            shown[column] = "03. Apr"
    return shown


def english(cells: dict[str, str]) -> dict[str, str]:
    """A row as an English spreadsheet shows it."""
    words = {"2100000000": "2.1E+09", "true": "TRUE", "false": "FALSE", "2019-10": "Oct-19", "57": "57.0"}
    words |= {"mar-2016": "Mar-16", "3-4": "04-Mar", "0.3333": "0.333300"}
    return {column: words.get(cell, cell) for column, cell in cells.items()}


@pytest.mark.parametrize("name", ["documents", "findings", "figures"])
@pytest.mark.parametrize(
    ("shown", "form"),
    [
        (english, {"encoding": "utf-8-sig", "separator": ","}),
        (english, {"encoding": "cp1252", "separator": ","}),
        (english, {"encoding": "utf-16", "separator": "\t"}),
        (english, {"encoding": "mac_roman", "separator": ","}),
        (german, {"encoding": "cp1252", "separator": ";"}),
        (german, {"encoding": "cp850", "separator": ";"}),
        (german, {"encoding": "utf-8", "separator": ";"}),
    ],
)
def test_whole_file_resaved(
    bench: Bench, name: str, shown: Callable[[dict[str, str]], dict[str, str]], form: dict[str, str]
) -> None:
    """A table that a spreadsheet saved its own way, sorted and with columns moved, holds no correction."""
    before = bench.path(name).read_bytes()
    rows = [shown(row) for row in reversed(bench.rows(name))]
    columns = list(reversed(rows[0]))
    bench.resave(name, columns, rows, **form)
    bench.run()
    assert bench.reviews() == []
    assert bench.path(name).read_bytes() == before


@pytest.mark.parametrize("dropped", ["published", "text", "document_id", "review"])
def test_columns_dropped(bench: Bench, dropped: str) -> None:
    """A column that was hidden and dropped on saving is untouched, not cleared."""
    rows = bench.rows()
    rows[0]["review_note"] = "seen"
    bench.resave("findings", [column for column in rows[0] if column != dropped], rows)
    bench.run()
    assert bench.row("f1")["review_note"] == "seen"
    assert len(bench.reviews()) == 1


def test_column_shown_with_fixed_decimals(bench: Bench) -> None:
    """Numbers shown rounded because their column was given a format are not corrected numbers."""
    rows = bench.rows("figures")
    for row, shown in zip(rows, ("2100000000.00", "57.00", "0.33", "-5.00"), strict=True):
        row["value"] = shown
    rows[1]["review"] = "accept"
    bench.resave("figures", list(rows[0]), rows, separator=",")
    bench.run()
    assert [(row["row_id"], row["review"]) for row in bench.reviews()] == [("n2", "accept")]


def test_number_rounded_by_hand(bench: Bench) -> None:
    """One number that a person rounded is corrected."""
    bench.set("n3", "figures", value="0.33")
    bench.run()
    assert bench.row("n3", "figures")["value"] == "0.33"


def test_one_correction_in_a_mangled_file(bench: Bench) -> None:
    """Among all that a spreadsheet reformatted, the one cell a person corrected is found."""
    rows = [german(row) for row in bench.rows("figures")]
    rows[0]["value"] = "2,2E+09"
    rows[3]["context"] = rows[3]["context"] + " Ça."
    bench.resave("figures", list(rows[0]), rows)
    bench.run()
    decided = {(row["row_id"], row.get("column"), row.get("corrected")) for row in bench.reviews()}
    assert decided == {("n1", "value", "2200000000"), ("n4", "context", "It fell by -5 in 2-3 years. Ça.")}


def test_correction_keeps_what_the_encoding_lost(bench: Bench) -> None:
    """A text corrected in a file that lost characters keeps those of the words nobody touched."""
    rows = bench.rows()
    rows[4]["text"] = rows[4]["text"].replace("others", "offices")
    bench.resave("findings", list(rows[0]), rows)
    bench.run()
    assert bench.row("f5")["text"] == "“Łódź” and ≥ 5 offices → done, 'so' …"


def test_report_id_that_reads_as_a_date(bench: Bench) -> None:
    """A report called mar-2016 keeps its corrections when a spreadsheet shows Mar-16."""
    rows = [english(row) for row in bench.rows("documents")]
    rows[0]["title"] = "Multilateral Aid Review"
    bench.resave("documents", list(rows[0]), rows)
    bench.run()
    assert bench.row("mar-2016", "documents")["title"] == "Multilateral Aid Review"
    assert len(bench.reviews()) == 1


def test_ids_lost(bench: Bench) -> None:
    """Rows whose ids were emptied are known by their other cells."""
    rows = [row | {"finding_id": ""} for row in bench.rows()]
    rows[1]["review"] = "accept"
    bench.resave("findings", list(rows[0]), rows, encoding="utf-8")
    bench.run()
    assert [row["review"] for row in bench.rows()] == ["", "accept", "", "", ""]
    assert len(bench.rows()) == len(TABLES["findings"]) + 1
