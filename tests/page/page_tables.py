"""Tables of two organisations for the page, hostile words included."""

from __future__ import annotations

from decimal import Decimal

from pipeline.tables import (
    DocumentRow,
    FigureRow,
    FindingRow,
    ProblemRow,
    RatingRow,
    Row,
    ThreadRow,
)

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)> $\\frac{a}{b}$ {{ 7 * 7 }}"


def document(name: str, organisation: str, year: str, **cells: object) -> DocumentRow:
    given: dict[str, object] = {
        "document_id": name,
        "file": f"{name}.pdf",
        "organisation": organisation or None,
        "framework": "Review",
        "published": year or None,
        "pages": 12,
        "words": 4321,
        "status": "ok",
    }
    return DocumentRow.model_validate(given | cells)


def finding(
    number: int, name: str, kind: str, theme: str, year: str, text: str, **cells: object
) -> FindingRow:
    given: dict[str, object] = {
        "finding_id": f"f{number:03}",
        "document_id": name,
        "published": year,
        "kind": kind,
        "theme": theme,
        "text": text,
        "basis": "wording",
        "rule": "said",
        "confidence": Decimal("0.8"),
        "page": number,
    }
    return FindingRow.model_validate(given | cells)


def figure(number: int, text: str, value: int, year: int | None, **cells: object) -> FigureRow:
    given: dict[str, object] = {
        "figure_id": f"n{number:03}",
        "document_id": "water-2023",
        "kind": "money",
        "text": text,
        "value": Decimal(value),
        "currency": "USD",
        "measure": "core budget",
        "year_start": year,
        "year_end": year,
        "basis": "prose",
        "context": f"The core budget was {text}.",
        "page": 7,
    }
    return FigureRow.model_validate(given | cells)


def tables() -> dict[str, list[Row]]:
    """Two reports on one organisation, one on another, one that failed."""
    water, fund = "Water Board", "Harbour Fund"
    return {
        "documents": [
            document("water-2019", water, "2019-05"),
            document("water-2023", water, "2023-10-02", organisation_acronym="WB8"),
            document("fund-2021", fund, "2021", title=HOSTILE, framework=None),
            document("broken", "", "", status="failed", pages=None, words=None),
        ],
        "findings": [
            finding(1, "water-2019", "weakness", "evaluation_and_learning", "2019-05", "Evaluation is weak."),
            finding(
                2,
                "water-2023",
                "reform",
                "evaluation_and_learning;gender",
                "2023-10-02",
                "A unit was set up.",
                stage="progress",
            ),
            finding(
                3,
                "water-2023",
                "strength",
                "strategy",
                "2023-10-02",
                "The strategy is clear.",
                confidence=Decimal(1),
            ),
            finding(
                4, "water-2023", "strength", "strategy", "2023-10-02", "Rejected words.", review="reject"
            ),
            finding(5, "fund-2021", "weakness", "no_theme", "2021", HOSTILE),
        ],
        "figures": [
            figure(1, "USD 4 million", 4_000_000, 2019),
            figure(2, "USD 6 million", 6_000_000, 2022, pair_id="n001", direction="increase"),
            figure(3, "USD 9 million", 9_000_000, None, measure=HOSTILE),
        ],
        "ratings": [
            RatingRow(
                rating_id="r001",
                document_id="water-2019",
                component="Governance",
                label="Weak",
                score=Decimal("1.5"),
                scale_min=Decimal(1),
                scale_max=Decimal(4),
                year=2019,
                text="1.5",
                page=3,
            ),
            RatingRow(
                rating_id="r002",
                document_id="water-2023",
                component="Governance",
                label="Good",
                score=Decimal("3"),
                scale_min=Decimal(1),
                scale_max=Decimal(4),
                year=2023,
                text="3",
                page=4,
            ),
            RatingRow(
                rating_id="r003",
                document_id="fund-2021",
                component="Control",
                label="Some progress",
                text="Some progress",
            ),
        ],
        "threads": [
            ThreadRow(
                thread_id="c001",
                organisation=water,
                theme="evaluation_and_learning",
                verdict="progressing",
                finding_id="f001",
                document_id="water-2019",
                published="2019-05",
                similarity=Decimal("0.7"),
                text="Evaluation is weak.",
            ),
            ThreadRow(
                thread_id="c001",
                organisation=water,
                theme="evaluation_and_learning",
                verdict="progressing",
                finding_id="f002",
                document_id="water-2023",
                published="2023-10-02",
                similarity=Decimal("0.7"),
                text="A unit was set up.",
            ),
        ],
        "problems": [
            ProblemRow(
                document_id="broken",
                file="broken.pdf",
                stage="ingest",
                severity="error",
                problem="It is locked by a password.",
                remedy="Save it without.",
            ),
        ],
    }
