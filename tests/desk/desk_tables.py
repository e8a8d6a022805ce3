"""A small set of tables and reports for the review page, hostile words included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportlab.pdfgen import canvas

from pipeline.csvfile import read_cells, write_table
from pipeline.model import Block, Box, Document, Page, Run
from pipeline.tables import (
    DocumentRow,
    FigureRow,
    FindingRow,
    RatingRow,
    Row,
    SectionRow,
    ThreadRow,
    table,
)

PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
Sender = Callable[..., dict[str, object]]
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> ' \" & {{ 7 * 7 }}"
FORMULA = '=HYPERLINK("http://evil.example/";"click")'
RIGHT_TO_LEFT = "\u202eforeign aid\u202c \u0627\u0644\u0645\u0633\u0627\u0639\u062f\u0627\u062a"

LINES = (
    "Performance of the Fund",
    "The Fund responds quickly to sudden crises in its member countries.",
    "Evaluation remains underfunded and lacks independence.",
    "The budget rose from USD 2.1 billion in 2019 to USD 2.99 billion in 2022.",
    "The Fund should adopt a protection strategy by the end of next year.",
    "Country offices were never asked what they need.",
)
HOSTILE_LINES = (HOSTILE, FORMULA, RIGHT_TO_LEFT, "Staff morale is good.")


def paged_report(path: Path) -> Document:
    """A PDF of one page with LINES, and the Document it is read as."""
    page = canvas.Canvas(str(path), pagesize=(595, 842), invariant=True)
    runs: list[Run] = []
    blocks: list[Block] = []
    text = ""
    for number, line in enumerate(LINES):
        y, x = 780 - 40 * number, 60.0
        start = len(text)
        page.setFont("Helvetica", 12)
        page.drawString(x, y, line)
        for word in line.split():
            width = page.stringWidth(word, "Helvetica", 12)
            runs.append(
                Run(len(text), len(text) + len(word), 1, Box(x, 842 - y - 10, x + width, 842 - y + 3))
            )
            text += word + " "
            x += width + page.stringWidth(" ", "Helvetica", 12)
        text = text[:-1]
        blocks.append(Block("paragraph" if number else "heading", start, len(text), 1))
        text += "\n\n"
    page.showPage()
    page.save()
    return Document(
        "fund-2023",
        path.name,
        "application/pdf",
        "0" * 64,
        text,
        tuple(blocks),
        pages=(Page(1, 595, 842),),
        runs=tuple(runs),
    )


def place(document: Document, words: str) -> dict[str, int | None]:
    start = document.text.index(words)
    return {"page": document.page_at(start), "start": start, "end": start + len(words)}


def finding(document: Document, number: int, words: str, **cells: object) -> FindingRow:
    given: dict[str, object] = {
        "finding_id": f"f{number:04}",
        "document_id": document.document_id,
        "organisation": "The Fund",
        "published": "2023-10",
        "kind": "weakness",
        "theme": "evaluation_and_learning",
        "text": words,
        "basis": "wording",
        "rule": "lacks",
        "confidence": Decimal("0.6"),
        **place(document, words),
        **cells,
    }
    return FindingRow.model_validate(given)


def tables_of(paged: Document, plain: Document) -> dict[str, list[Row]]:
    """Rows on both reports: five findings in order of doubt, a figure, a rating, a thread."""
    documents: list[Row] = [
        DocumentRow(
            document_id=document.document_id,
            file=document.file,
            media_type=document.media_type,
            organisation="The Fund",
            pages=len(document.pages) or None,
            status="ok",
        )
        for document in (paged, plain)
    ]
    findings: list[Row] = [
        finding(paged, 1, LINES[2], confidence=Decimal("0.55")),
        finding(
            paged, 2, LINES[1], kind="strength", theme="humanitarian_response", confidence=Decimal("0.8")
        ),
        finding(paged, 3, LINES[4], kind="reform", stage="recommendation", confidence=Decimal("0.9")),
        finding(plain, 4, HOSTILE, label=HOSTILE, section=HOSTILE, confidence=Decimal("0.7")),
        finding(plain, 5, FORMULA, confidence=Decimal("0.95")),
        finding(plain, 6, RIGHT_TO_LEFT, confidence=Decimal("0.97")),
    ]
    figure = FigureRow(
        figure_id="n0001",
        document_id=paged.document_id,
        kind="money",
        text="USD 2.1 billion",
        value=Decimal(2_100_000_000),
        currency="USD",
        measure="budget",
        basis="prose",
        context=LINES[3],
        **place(paged, "USD 2.1 billion"),  # type: ignore[arg-type]
    )
    rating = RatingRow(
        rating_id="r0001",
        document_id=plain.document_id,
        component="Morale",
        label="good",
        text="good",
        **place(plain, "good"),  # type: ignore[arg-type]
    )
    thread = ThreadRow(
        thread_id="c0001",
        organisation="The Fund",
        theme="evaluation_and_learning",
        verdict="persisting",
        finding_id="f0001",
        document_id=paged.document_id,
        similarity=Decimal("0.5"),
        text=LINES[2],
    )
    return {
        "documents": documents,
        "sections": [
            SectionRow(
                section_id="s1",
                document_id=paged.document_id,
                level=1,
                heading=LINES[0],
                **place(paged, LINES[0]),  # type: ignore[arg-type]
            )
        ],
        "findings": findings,
        "figures": [figure],
        "ratings": [rating],
        "threads": [thread],
    }


def plain_report() -> Document:
    text = "\n\n".join(HOSTILE_LINES)
    return Document("hostile", "hostile.txt", "text/plain", "1" * 64, text, ())


def write_all(out: Path, raw: Path) -> dict[str, Document]:
    """Writes the tables, texts and reports; the Documents by id."""
    raw.mkdir(parents=True)
    paged, plain = paged_report(raw / "fund-2023.pdf"), plain_report()
    (raw / "hostile.txt").write_text(plain.text, encoding="utf-8")
    for name, rows in tables_of(paged, plain).items():
        write_table(table(name), rows, out / f"{name}.csv")
    (out / "text").mkdir()
    for document in (paged, plain):
        (out / "text" / f"{document.document_id}.txt").write_text(document.text, encoding="utf-8")
    return {document.document_id: document for document in (paged, plain)}


@dataclass
class Folder:
    """A project folder with tables and reports."""

    root: Path
    documents: dict[str, Document]

    @property
    def out(self) -> Path:
        return self.root / "extracted"

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    def reviews(self) -> list[dict[str, str]]:
        """What reviews.csv holds."""
        path = self.out / "reviews.csv"
        return [dict(row) for row in read_cells(path, table("reviews"))] if path.exists() else []

    def decisions(self) -> dict[str, str]:
        """The decision on each row as a whole."""
        return {row["row_id"]: row["review"] for row in self.reviews() if not row["column"]}

    def corrections(self, row_id: str) -> dict[str, str]:
        return {r["column"]: r["corrected"] for r in self.reviews() if r["row_id"] == row_id and r["column"]}
