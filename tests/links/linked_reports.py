"""Reports built from hand labels or from a few lines, for tests of the links alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.links.scoring import Followed, labelled
from pipeline.model import Document, Finding, FindingRef, Identity, Links, Report, Segmentation

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold"
RAW = HERE.parents[1] / "raw"
SHORT = {"w": ("weakness", None), "s": ("strength", None)}


def row(kind: str, text: str, label: str | None = None, **more: Any) -> dict[str, Any]:
    """A finding in short: "w", "s", or the stage of a reform item."""
    name, stage = SHORT.get(kind, ("reform", kind))
    return {"kind": name, "stage": stage, "text": text, "label": label, **more}


def finding_of(row: Mapping[str, Any], start: int) -> Finding:
    """The finding a row tells of, standing at `start`."""
    return Finding(
        kind=row["kind"],
        start=start,
        end=start + len(row["text"]),
        basis=row.get("basis", "heading"),
        rule="label",
        confidence=row.get("confidence", 1.0),
        stage=row.get("stage"),
        label=row.get("label"),
        component=row.get("component"),
        themes=tuple(row.get("theme", ())),
        responds_to=row.get("responds_to"),
    )


def report_of(
    name: str, rows: Sequence[Mapping[str, Any]], identity: Identity, text: str | None = None
) -> Report:
    """A report with these findings; without a text of its own, one paragraph a finding."""
    written = "\n\n".join(row["text"] for row in rows) if text is None else text
    findings, at = [], 0
    for entry in rows:
        findings.append(finding_of(entry, entry["start"] if text is not None else at))
        at += len(entry["text"]) + 2
    document = Document(name, f"{name}.txt", "text/plain", "0" * 64, written, ())
    return Report(document, Segmentation(identity, "test", findings=tuple(findings)))


def about(organisation: str | None, published: str | None = None, title: str | None = None) -> Identity:
    return Identity(title=title, organisation=organisation, published=published)


@cache
def seed_report(stem: str, published: str | None) -> Report:
    """A seed with its labelled findings, in its own text."""
    gold = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    text = " ".join((RAW / f"{stem}.txt").read_text(encoding="utf-8").split())
    named = gold["metadata"]
    identity = Identity(
        organisation=named["organisation"], organisation_acronym=named["organisation_acronym"]
    )
    return report_of(stem, gold["findings"], replace(identity, published=published), text)


def quoted(reports: Sequence[Report], ref: FindingRef) -> str:
    """The words of a finding."""
    report = next(r for r in reports if r.document.document_id == ref.document_id)
    return report.document.quote(report.segmentation.findings[ref.finding].span)


def followed(links: Links, reports: Sequence[Report]) -> list[Followed]:
    """The threads as they are scored: texts by the year of their report."""
    years = {r.document.document_id: (r.segmentation.identity.published or "")[:4] for r in reports}
    threads = []
    for thread in links.threads:
        texts: dict[str, tuple[str, ...]] = {}
        for ref, _ in thread.members:
            year = years[ref.document_id]
            texts[year] = (*texts.get(year, ()), quoted(reports, ref))
        threads.append(Followed(thread.verdict, texts))
    return threads


@dataclass(frozen=True, slots=True)
class Invented:
    """An organisation that does not exist, its reports, and the threads a reader would follow."""

    name: str
    reports: tuple[Report, ...]
    labels: tuple[Followed, ...]


@cache
def invented(file: str) -> tuple[Invented, ...]:
    """The organisations of a TOML file beside this one."""
    data = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
    return tuple(_invented(entry) for entry in data["organisation"])


def _invented(entry: Mapping[str, Any]) -> Invented:
    findings = entry["findings"]
    reports = tuple(
        report_of(
            f"r-{year}",
            [row(kind, text) for kind, text in lines],
            Identity(organisation=entry["name"], published=year),
        )
        for year, lines in findings.items()
    )
    labels = []
    for thread in entry["threads"]:
        texts: dict[str, list[str]] = {}
        for place in thread["findings"]:
            year, number = place.split(".")
            texts.setdefault(year, []).append(findings[year][int(number) - 1][1])
        labels.append(labelled({"verdict": thread["verdict"], **texts}))
    return Invented(entry["name"], reports, tuple(labels))
