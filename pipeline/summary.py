"""What a run says when it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.model import Report
from pipeline.profile import Profile
from pipeline.tables import DocumentRow, FigureRow, FindingRow, ProblemRow, Row

SHOWN = 10  # problems printed; the rest stands in problems.csv


def summary(tables: Mapping[str, Sequence[Row]], out: Path, silent: Sequence[str] = ()) -> tuple[str, ...]:
    """The closing lines of a run: reports, findings and figures by kind, problems, where to look.

    `silent` are the rules that made no finding.
    """
    documents = [row for row in tables["documents"] if isinstance(row, DocumentRow)]
    findings = [row for row in tables["findings"] if isinstance(row, FindingRow)]
    figures = [row for row in tables["figures"] if isinstance(row, FigureRow)]
    problems = [row for row in tables["problems"] if isinstance(row, ProblemRow)]
    failed = sum(row.status == "failed" for row in documents)
    kinds = Counter(f"{row.kind}/{row.stage}" if row.stage else row.kind for row in findings)
    lines = [
        f"{len(documents)} reports{f', {failed} of them failed' if failed else ''}",
        f"{len(findings)} findings{_by(kinds)}",
        f"{len(tables['ratings'])} ratings",
        f"{len(figures)} figures{_by(Counter(row.kind for row in figures))}",
        f"{len(problems)} problems{_by(Counter(row.severity for row in problems))}",
    ]
    lines += [f"  {row.severity}: {row.problem} {row.remedy}" for row in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more in {out / 'problems.csv'}")
    if silent:
        lines.append(f"{len(silent)} rules of the profiles made no finding: {', '.join(silent)}")
    lines.append(_where(out, bool(problems)))
    return tuple(lines)


def silent_rules(reports: Sequence[Report], profiles: Sequence[Profile]) -> tuple[str, ...]:
    """The ids of rules that declare findings in the profiles these reports were read by, but made none."""
    used = {report.segmentation.profile for report in reports}
    fired = {finding.rule for report in reports for finding in report.segmentation.findings}
    declaring = {
        rule.id
        for profile in profiles
        if profile.name in used
        for rule in (*profile.heading, *profile.lead_in, *profile.label, *profile.column, *profile.marker)
        if rule.kind is not None
    }
    return tuple(sorted(declaring - fired))


def _by(counts: Counter[str]) -> str:
    return f": {', '.join(f'{n} {kind}' for kind, n in sorted(counts.items()))}" if counts else ""


def _where(out: Path, problems: bool) -> str:
    look = [str(out / "findings.csv"), str(out / "figures.csv")]
    if problems:
        look.insert(0, str(out / "problems.csv"))
    return f"Look next at {', '.join(look)}."
