"""What a run says when it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.tables import DocumentRow, FigureRow, FindingRow, ProblemRow, Row

SHOWN = 10  # problems printed; the rest stands in problems.csv


def summary(tables: Mapping[str, Sequence[Row]], out: Path) -> tuple[str, ...]:
    """The closing lines of a run: reports, findings and figures by kind, problems, where to look."""
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
    lines.append(_where(out, bool(problems)))
    return tuple(lines)


def _by(counts: Counter[str]) -> str:
    return f": {', '.join(f'{n} {kind}' for kind, n in sorted(counts.items()))}" if counts else ""


def _where(out: Path, problems: bool) -> str:
    look = [str(out / "findings.csv"), str(out / "figures.csv")]
    if problems:
        look.insert(0, str(out / "problems.csv"))
    return f"Look next at {', '.join(look)}."
