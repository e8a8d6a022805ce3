"""A report with the ids of its rows, and where a row stands."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Document, Report, Source, Span


@dataclass(frozen=True, slots=True)
class Indexed:
    """A report with the ids of its rows, in the order of what they stand for."""

    report: Report
    sections: tuple[str, ...]
    findings: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def document(self) -> Document:
        return self.report.document

    @property
    def document_id(self) -> str:
        return self.report.document.document_id

    @property
    def organisation(self) -> str | None:
        """The assessed organisation's name, or its acronym where only that is known."""
        who = self.report.segmentation.identity
        return who.organisation or who.organisation_acronym


def indexed(report: Report) -> Indexed:
    """A report with ids for its sections, findings and figures."""
    document, found = report.document, report.segmentation
    name = document.document_id
    figures = (
        (name, document.quote(f.context), f.start - f.context.start, document.quote(f.span))
        for f in report.figures.figures
    )
    return Indexed(
        report,
        ids("s", ((name, document.quote(Span(s.start, s.end))) for s in found.sections)),
        ids("f", ((name, document.quote(f.span)) for f in found.findings)),
        ids("n", figures),
    )


def row_id(prefix: str, *parts: object) -> str:
    """A short id made from what the row says, so that it stays when other rows come or go."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=5)
    return f"{prefix}{digest.hexdigest()}"


def ids(prefix: str, keys: Iterable[tuple[object, ...]]) -> tuple[str, ...]:
    """An id for each key; equal keys are told apart by their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    names = []
    for key in keys:
        names.append(row_id(prefix, *key, seen[key]) if seen[key] else row_id(prefix, *key))
        seen[key] += 1
    return tuple(names)


def section_at(index: Indexed, offset: int) -> int | None:
    """The innermost section that holds an offset."""
    best = None
    for number, section in enumerate(index.report.segmentation.sections):
        if section.start <= offset < section.body_end:
            best = number
    return best


def place(document: Document, span: Span) -> dict[str, int | None]:
    """Page, start and end of a span, as a quoting row has them."""
    return {"page": document.page_at(span.start), "start": span.start, "end": span.end}


def source(document: Document, span: Span) -> Source:
    """How the text at a span was read."""
    after = bisect_right(document.blocks, span.start, key=lambda block: block.start)
    return document.blocks[max(after - 1, 0)].source if document.blocks else "text"
