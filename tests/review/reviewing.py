"""A small extracted/ folder to review in: runs of the program, and what people do between them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pipeline import review
from pipeline.csvfile import cells_of, read_cells, table_bytes
from pipeline.problems import Problem
from pipeline.tables import DocumentRow, FigureRow, FindingRow, RatingRow, Row, SectionRow, table
from pipeline.workbook import read_workbook, workbook_bytes

Cells = dict[str, str]
REPORT = "agency-2019"
NAMES = (*review.EDITABLE, "reviews", "problems")


def document(name: str = REPORT, **changes: object) -> DocumentRow:
    cells = {"document_id": name, "file": f"{name}.pdf", "status": "ok", "published": "2019-10"}
    return DocumentRow.model_validate(cells | changes)


def finding(name: str, text: str, **changes: object) -> FindingRow:
    cells = {
        "finding_id": name,
        "document_id": REPORT,
        "published": "2019-10",
        "kind": "weakness",
        "text": text,
        "basis": "heading",
        "rule": "areas-for-improvement",
        "confidence": Decimal("0.9"),
        "page": 3,
    }
    return FindingRow.model_validate(cells | changes)


def figure(name: str, text: str, context: str, **changes: object) -> FigureRow:
    cells = {
        "figure_id": name,
        "document_id": REPORT,
        "kind": "money",
        "text": text,
        "context": context,
        "basis": "prose",
    }
    return FigureRow.model_validate(cells | changes)


def rating(name: str, component: str, text: str, **changes: object) -> RatingRow:
    cells = {"rating_id": name, "document_id": REPORT, "component": component, "text": text, "label": text}
    return RatingRow.model_validate(cells | changes)


def section(name: str, heading: str, **changes: object) -> SectionRow:
    return SectionRow.model_validate(
        {"section_id": name, "document_id": REPORT, "level": 1, "heading": heading} | changes
    )


TRAINED = "Staff are well trained and highly motivated."
EVALUATION = "Evaluation remains underfunded – “learning” is ad hoc and naïve."
BOARD = "The Executive Board is too large to take decisions quickly."
RISK = "=Risk registers are kept by few country offices."
TABLES: dict[str, tuple[Row, ...]] = {
    "documents": (document(),),
    "findings": (
        finding("f1", TRAINED, kind="strength"),
        finding("f2", EVALUATION),
        finding("f3", BOARD, confidence=Decimal("0.6")),
        finding("f4", RISK),
    ),
    "figures": (
        figure("n1", "USD 2.1 billion", "Income was USD 2.1 billion in 2019.", value=Decimal(2_100_000_000)),
        figure("n2", "57%", "Of this, 57% was core funding.", kind="percentage", value=Decimal(57)),
        figure("n3", "a third", "About a third went to Africa.", kind="ratio", value=Decimal("0.3333")),
    ),
    "ratings": (rating("r1", "Human resources", "Reasonable progress"),),
    "sections": (section("s1", "Areas for improvement"), section("s2", "Annex")),
}


@dataclass
class Bench:
    """extracted/ in a folder, the tables the program would make now, and what was told last."""

    out: Path
    tables: dict[str, tuple[Row, ...]] = field(default_factory=lambda: dict(TABLES))
    problems: list[Problem] = field(default_factory=list)

    def run(self, *, book: bool = False, texts: dict[str, str] | None = None) -> None:
        """One run of the program."""
        harvested = review.harvest(self.out, read_workbook)
        shown = review.apply(self.tables, harvested.reviews, harvested.known, texts)
        tables = shown.tables | {"reviews": shown.reviews}
        self.problems = [*harvested.problems, *(problem for _, problem in shown.problems)]
        files = {
            f"{name}.csv": table_bytes(table(name), [cells_of(table(name), r) for r in tables.get(name, ())])
            for name in NAMES
        }
        stamp = review.stamp_of(files)
        if book:
            files[review.BOOK] = workbook_bytes(tables, stamp)
        review.put(self.out, files, stamp, harvested)

    def path(self, name: str) -> Path:
        return self.out / f"{name}.csv"

    def rows(self, name: str = "findings") -> list[Cells]:
        return [dict(cells) for cells in read_cells(self.path(name), table(name))]

    def row(self, row_id: str, name: str = "findings") -> Cells:
        return next(cells for cells in self.rows(name) if next(iter(cells.values())) == row_id)

    def reviews(self) -> list[Cells]:
        """The decisions, each with the cells it fills."""
        return [{column: cell for column, cell in row.items() if cell} for row in self.rows("reviews")]

    def decision(self, row_id: str, column: str = "") -> Cells:
        return next(
            (r for r in self.reviews() if r["row_id"] == row_id and r.get("column", "") == column), {}
        )

    def edit(self, change: Callable[[list[Cells]], Iterable[Cells]], name: str = "findings") -> None:
        """What a person does to the rows of a table in an editor that keeps the file's form."""
        rows = list(change(self.rows(name)))
        self.path(name).write_bytes(table_bytes(table(name), rows))

    def set(self, row_id: str, name: str = "findings", **cells: str) -> None:
        """A person fills cells of one row."""

        def change(rows: list[Cells]) -> list[Cells]:
            return [row | cells if next(iter(row.values())) == row_id else row for row in rows]

        self.edit(change, name)

    def delete(self, row_id: str, name: str = "findings") -> None:
        self.edit(lambda rows: [row for row in rows if next(iter(row.values())) != row_id], name)

    def add(self, name: str = "findings", **cells: str) -> None:
        self.edit(lambda rows: [*rows, cells], name)

    def resave(self, name: str, columns: Sequence[str], rows: Iterable[Cells], **form: str) -> None:
        """A spreadsheet saves a table its own way."""
        encoding, separator = form.get("encoding", "cp1252"), form.get("separator", ";")
        errors = "replace"
        with self.path(name).open("w", encoding=encoding, errors=errors, newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=separator, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
