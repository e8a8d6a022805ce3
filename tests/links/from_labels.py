"""Reports built from hand labels or from a few lines, for tests of the links alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.links.scoring import Followed
from pipeline.model import Document, Finding, Identity, Links, Report, Segmentation

GOLD = Path(__file__).parents[1] / "gold"


def finding_of(row: Mapping[str, Any], start: int, text: str) -> Finding:
    """A finding as labelled, standing at `start`."""
    return Finding(
        row["kind"], start, start + len(text), row.get("basis", "heading"), row.get("rule", "label"),
        row.get("confidence", 1.0), row.get("stage"), row.get("label"), row.get("component"),
        tuple(row.get("theme", ())), responds_to=row.get("responds_to"),
    )  # fmt: skip


def report_of(
    name: str, rows: Sequence[Mapping[str, Any]], identity: Identity, text: str | None = None
) -> Report:
    """A report with these findings; without a text, one line a finding."""
    written = text if text is not None else "\n\n".join(row["text"] for row in rows)
    findings, at = [], 0
    for row in rows:
        start = row["start"] if text is not None else written.index(row["text"], at)
        at = start if text is not None else start + len(row["text"])
        findings.append(finding_of(row, start, row["text"]))
    document = Document(name, f"{name}.txt", "text/plain", "0" * 64, written, ())
    return Report(document, Segmentation(identity, "test", findings=tuple(findings)))


def seed_report(stem: str, published: str | None) -> Report:
    """A seed with its labelled findings, in its own text."""
    gold = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    raw = (GOLD.parents[1] / "raw" / f"{stem}.txt").read_text(encoding="utf-8")
    meta = gold["metadata"]
    identity = Identity(organisation=meta["organisation"], organisation_acronym=meta["organisation_acronym"])
    rows = gold["findings"]
    return report_of(stem, rows, replace(identity, published=published), " ".join(raw.split()))


def followed(links: Links, reports: Sequence[Report]) -> list[Followed]:
    """The threads as they are scored."""
    by_id = {report.document.document_id: report for report in reports}
    threads = []
    for thread in links.threads:
        texts: dict[str, list[str]] = {}
        for ref, _ in thread.members:
            report = by_id[ref.document_id]
            year = (report.segmentation.identity.published or "")[:4]
            span = report.segmentation.findings[ref.finding].span
            texts.setdefault(year, []).append(report.document.quote(span))
        threads.append(Followed(thread.verdict, {year: tuple(lines) for year, lines in texts.items()}))
    return threads
