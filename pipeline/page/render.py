"""The page as one HTML file that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.page import charts, wording
from pipeline.page.drawing import Chart, styled
from pipeline.page.gather import (
    KINDS,
    Organisation,
    Tables,
    headlines,
    organisations_of,
    theme_of,
    year_of,
)
from pipeline.tables import DocumentRow, FindingRow, ProblemRow, Row

_FOLDER = Path(__file__).parent


def render(tables: Tables) -> str:
    """The page for the tables of `extracted/`; equal tables give equal bytes."""
    organisations = organisations_of(tables)
    documents = [row for row in tables.get("documents", ()) if isinstance(row, DocumentRow)]
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        kinds=KINDS,
        headlines=headlines,
        theme_of=theme_of,
        year_of=year_of,
        by_kind=_by_kind,
        by_id={document.document_id: document for document in documents},
        charts_of=_charts,
        sized=_sized,
        anchor=wording.anchor,
        counted=wording.counted,
        plural=wording.plural,
        source=wording.source_link,
    )
    environment.filters.update(
        label=wording.label,
        labels=wording.labels,
        short=wording.short,
        grouped=wording.grouped,
        percent=wording.percent,
        years=wording.years,
        called=wording.called,
    )
    with styled():
        overview = charts.overview(organisations)
    return environment.get_template("report.html").render(
        style=(_FOLDER / "report.css").read_text(encoding="utf-8"),
        organisations=organisations,
        overview=overview,
        totals=_totals(tables, organisations),
        reviewed=_reviewed(tables),
        problems=[row for row in tables.get("problems", ()) if isinstance(row, ProblemRow)],
    )


def _charts(organisation: Organisation) -> dict[str, Chart | None]:
    with styled():
        return {
            "balance": charts.balance(organisation),
            "threads": charts.threads_chart(organisation),
            "ratings": charts.ratings_chart(organisation),
            "trends": charts.trends_chart(organisation),
        }


def _by_kind(organisation: Organisation, theme: str, kind: str) -> list[FindingRow]:
    """The findings of a theme and kind, the latest report first, in the order of their report."""
    chosen = [f for f in organisation.findings if theme_of(f) == theme and f.kind == kind]
    return sorted(chosen, key=lambda finding: finding.published or "", reverse=True)


def _sized(counts: dict[tuple[str, str, str], int], theme: str, year: str, kind: str) -> int:
    return counts.get((theme, year, kind), 0)


def _totals(tables: Tables, organisations: Sequence[Organisation]) -> list[tuple[str, int]]:
    def count(name: str) -> int:
        return sum(getattr(row, "review", None) != "reject" for row in tables.get(name, ()))

    named: list[tuple[str, int]] = [("organisations", len(organisations)), ("reports", count("documents"))]
    return named + [(name, count(name)) for name in ("findings", "ratings", "figures")]


def _reviewed(tables: Tables) -> dict[str, Any]:
    """How much of what people review is reviewed, and how it was decided."""
    rows: list[Row] = [row for name in ("findings", "ratings", "figures") for row in tables.get(name, ())]
    decided = Counter(getattr(row, "review", None) for row in rows)
    return {
        "rows": len(rows),
        "decided": len(rows) - decided[None],
        "accept": decided["accept"],
        "edit": decided["edit"],
        "reject": decided["reject"],
    }
