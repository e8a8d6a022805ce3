"""The rows about the reports themselves: documents.csv, and problems.csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from pipeline.model import Document, Report, Status
from pipeline.problems import Problem
from pipeline.sources import Source
from pipeline.tables import DocumentRow, ProblemRow

ENGLISH = "en"


def document_row(source: Source, report: Report | None, problems: Sequence[Problem]) -> DocumentRow:
    """What is known of one report; `problems` are all of its own.

    `partial` is a report of which something is missing from the tables: an error on the way, or
    parts in another language than English.
    """
    errors = [p for p in problems if p.severity == "error" and (report is None or p.stage != "run")]
    if report is None:
        said = errors[0].problem if errors else "it could not be read."
        stated = {name: value for name, value in source.stated.items() if name in DocumentRow.model_fields}
        return DocumentRow(
            document_id=source.document_id,
            file=source.file,
            sha256=source.sha256,
            status="failed",
            problem=said,
            **stated,
        )
    document = report.document
    foreign = _has_other_languages(document)
    told = errors or ([p for p in problems if p.stage == "ingest"] if foreign else [])
    status: Status = "partial" if errors or foreign else "ok"
    return DocumentRow(
        document_id=document.document_id,
        file=source.file,
        media_type=document.media_type,
        sha256=document.sha256,
        language=document.language,
        pages=len(document.pages) or None,
        words=len(document.text.split()),
        status=status,
        problem=told[0].problem if told else None,
        **asdict(report.segmentation.identity),
    )


def _has_other_languages(document: Document) -> bool:
    languages = {document.language, *(block.language for block in document.blocks)}
    return not languages <= {None, ENGLISH}


def problem_rows(told: Iterable[tuple[str | None, str | None, Problem]]) -> tuple[ProblemRow, ...]:
    """The rows of problems.csv from (document id, file, problem): by report, errors first, by page."""
    rows = {
        ProblemRow(
            document_id=document_id,
            file=file,
            stage=problem.stage,
            page=problem.page,
            severity=problem.severity,
            problem=problem.problem,
            remedy=problem.remedy,
        ): None
        for document_id, file, problem in told
    }
    return tuple(
        sorted(
            rows,
            key=lambda row: (row.file or "", row.severity, row.page or 0, row.stage, row.problem),
        )
    )
