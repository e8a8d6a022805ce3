"""The tables are declared once; the CSV header, the descriptor and the README follow."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

from pipeline.dictionary import dictionary, update
from pipeline.problems import PipelineError
from pipeline.tables import TABLES, bounds, closed_set, optional, table, value_type
from pipeline.write import descriptor_of, files_of, put_in_place

README = Path(__file__).parent.parent / "README.md"

CONTRACT = {  # the columns other programs rely on, in order; a table may gain columns
    "documents": "document_id file media_type sha256 title organisation organisation_acronym assessor framework "
    "published period_start period_end language pages words status problem",
    "sections": "section_id document_id parent_id level kind heading page start end",
    "findings": "finding_id document_id organisation published kind stage label component theme text basis rule "
    "confidence same_as responds_to section_id section page start end review review_note",
    "ratings": "rating_id document_id organisation component label score scale scale_min scale_max year text page "
    "start end review review_note",
    "figures": "figure_id document_id organisation kind text value value_max unit currency scale_max qualifier "
    "measure period year_start year_end direction pair_id in_footnote basis finding_id section_id context page "
    "start end review review_note",
    "tables": "table_id document_id page caption row column row_header column_header text figure_id",
    "threads": "thread_id organisation theme verdict finding_id document_id published similarity text review "
    "review_note",
    "reviews": "row_id table document_id column found corrected review review_note reviewer reviewed_at text status",
    "problems": "document_id file stage page severity problem remedy",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_contract(name: str) -> None:
    """Every column of the contract is there, in its order."""
    columns = table(name).columns
    assert [column for column in columns if column in CONTRACT[name].split()] == CONTRACT[name].split()


def test_columns_are_described() -> None:
    """No column is without its entry in the dictionary."""
    for spec in TABLES:
        assert all(spec.field(column).description for column in spec.columns), spec.name


@pytest.mark.parametrize(
    ("name", "column", "kind", "may_be_empty", "values", "bound"),
    [
        ("findings", "kind", str, False, ("strength", "weakness", "reform"), {}),
        (
            "findings",
            "stage",
            str,
            True,
            ("priority", "recommendation", "progress", "planned", "response"),
            {},
        ),
        ("findings", "confidence", Decimal, False, (), {"minimum": 0, "maximum": 1}),
        ("findings", "page", int, True, (), {"minimum": 1}),
        ("figures", "value", Decimal, True, (), {}),
        ("figures", "currency", str, True, (), {"pattern": "^[A-Z]{3}$"}),
        ("figures", "in_footnote", bool, False, (), {}),
    ],
)
def test_declaration(
    name: str, column: str, kind: type, may_be_empty: bool, values: tuple[str, ...], bound: dict[str, object]
) -> None:
    """Type, emptiness, closed set and bounds are read off the declaration."""
    info = table(name).field(column)
    assert value_type(info) is kind
    assert optional(info) is may_be_empty
    assert closed_set(info) == values
    assert bounds(info) == bound


def test_readme_holds_the_dictionary() -> None:
    """The README's dictionary is the one the columns give; `make dictionary` mends it."""
    assert dictionary() in README.read_text(encoding="utf-8")


def test_a_readme_without_marks_is_left_alone(tmp_path: Path) -> None:
    """Where the marks are gone, nothing is written and the message says which."""
    readme = tmp_path / "README.md"
    readme.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="put both back"):
        update(readme)
    assert readme.read_text(encoding="utf-8") == "# Mine\n"


def test_empty_tables_are_a_valid_package(tmp_path: Path) -> None:
    """Tables without a row still have headers that the descriptor describes."""
    put_in_place(tmp_path, files_of({"documents": ()}, {}))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


def test_descriptor_names_every_column() -> None:
    """The descriptor's fields are the columns, in order."""
    resources = {
        r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in descriptor_of([])["resources"]
    }
    assert resources == {spec.name: list(spec.columns) for spec in TABLES}


def test_put_in_place_writes_only_what_changed(tmp_path: Path) -> None:
    """A file already equal is left alone, and the text of a report that is gone is removed."""
    files = {"a.csv": b"1\n", "text/one.txt": b"one", "text/two.txt": b"two"}
    assert set(put_in_place(tmp_path, files)) == set(files)
    del files["text/two.txt"]
    assert put_in_place(tmp_path, files | {"a.csv": b"2\n"}) == ("a.csv",)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*")) == [
        "a.csv",
        "text/one.txt",
    ]


def test_a_failed_write_leaves_the_old_files(tmp_path: Path) -> None:
    """Where one file cannot be written, none of the others has been replaced."""
    put_in_place(tmp_path, {"a.csv": b"old", "b.csv": b"old"})
    (tmp_path / ".b.csv.new").mkdir()
    with pytest.raises(PipelineError, match="directory"):
        put_in_place(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert (tmp_path / "b.csv").read_bytes() == b"old"
