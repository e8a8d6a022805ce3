"""Rows of sections, findings, ratings and threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.model import Document, Finding, FindingRef, Links, Section, Span
from pipeline.rows.indexed import Indexed, ids, place, section_at, source
from pipeline.tables import FindingRow, RatingRow, SectionRow, ThreadRow


def section_rows(index: Indexed) -> Iterator[SectionRow]:
    """The rows of sections.csv one report has, in document order."""
    for name, section in zip(index.sections, index.report.segmentation.sections, strict=True):
        span = Span(section.start, section.end)
        yield SectionRow(
            section_id=name,
            document_id=index.document_id,
            parent_id=None if section.parent is None else index.sections[section.parent],
            level=section.level,
            kind=section.kind,
            heading=index.document.quote(span),
            **place(index.document, span),
        )


def finding_rows(index: Indexed, same: Mapping[str, str], answers: Mapping[str, str]) -> Iterator[FindingRow]:
    """The rows of findings.csv one report has, in document order; links by finding id."""
    document, found = index.document, index.report.segmentation
    numbered = sorted(zip(index.findings, found.findings, strict=True), key=lambda pair: pair[1].span)
    for name, finding in numbered:
        number = _finding_section(index, finding)
        printed = None if finding.responds_to is None else index.findings[finding.responds_to]
        yield FindingRow(
            finding_id=name,
            document_id=index.document_id,
            organisation=index.organisation,
            published=found.identity.published,
            kind=finding.kind,
            stage=finding.stage,
            label=finding.label,
            component=finding.component,
            theme=";".join(finding.themes) or None,
            text=document.quote(finding.span),
            basis=finding.basis,
            rule=finding.rule,
            confidence=Decimal(str(round(finding.confidence, 2))),
            same_as=same.get(name),
            responds_to=answers.get(name, printed),
            section_id=None if number is None else index.sections[number],
            section=_path(document, found.sections, number),
            source=source(document, finding.span),
            **place(document, finding.span),
        )


def _finding_section(index: Indexed, finding: Finding) -> int | None:
    return section_at(index, finding.start) if finding.section is None else finding.section


def _path(document: Document, sections: Sequence[Section], number: int | None) -> str | None:
    names: list[str] = []
    while number is not None:
        section = sections[number]
        names.append(document.quote(Span(section.start, section.end)))
        number = section.parent
    return " > ".join(reversed(names)) or None


def rating_rows(index: Indexed) -> Iterator[RatingRow]:
    """The rows of ratings.csv one report has."""
    document, found = index.document, index.report.segmentation
    keys = ((index.document_id, r.component, document.quote(r.span)) for r in found.ratings)
    for name, rating in zip(ids("r", keys), found.ratings, strict=True):
        yield RatingRow(
            rating_id=name,
            document_id=index.document_id,
            organisation=index.organisation,
            component=rating.component,
            label=rating.label,
            score=rating.score,
            scale=rating.scale,
            scale_min=rating.scale_min,
            scale_max=rating.scale_max,
            year=rating.year,
            text=document.quote(rating.span),
            source=source(document, rating.span),
            **place(document, rating.span),
        )


def thread_rows(
    indexes: Sequence[Indexed], names: Mapping[FindingRef, str], links: Links
) -> Iterator[ThreadRow]:
    """The rows of threads.csv, thread by thread."""
    by_id = {index.document_id: index for index in indexes}
    keys = ((thread.organisation, thread.theme, thread.concern) for thread in links.threads)
    for name, thread in zip(ids("c", keys), links.threads, strict=True):
        for ref, similarity in thread.members:
            report = by_id[ref.document_id].report
            yield ThreadRow(
                thread_id=name,
                organisation=thread.organisation,
                theme=thread.theme,
                concern=thread.concern or None,
                verdict=thread.verdict,
                finding_id=names[ref],
                document_id=ref.document_id,
                published=report.segmentation.identity.published,
                similarity=round(similarity, 2),
                text=report.document.quote(report.segmentation.findings[ref.finding].span),
            )
