"""What the page tells of each organisation, gathered from the tables; pure and in a fixed order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from pipeline.organisations import resolve
from pipeline.tables import DocumentRow, FigureRow, FindingRow, ProblemRow, RatingRow, Row, ThreadRow

KINDS = ("strength", "weakness", "reform")
UNDATED = "no date"
UNNAMED = "Organisation not stated"
NO_THEME = "no_theme"
MOST_TRENDS = 12

R = TypeVar("R", bound=Row)
Tables = Mapping[str, Sequence[Row]]
Counts = Mapping[tuple[str, str, str], int]  # (theme, year, kind): how many


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a trend: the year it is for and the row it is read from."""

    year: int
    figure: FigureRow


@dataclass(frozen=True, slots=True)
class Trend:
    """The same measure at two or more times, earliest first."""

    measure: str
    points: tuple[Point, ...]

    @property
    def change(self) -> Decimal | None:
        """Last value against the first, as a share of the first."""
        first, last = self.points[0].figure.value, self.points[-1].figure.value
        if not first or last is None:
            return None
        return (last - first) / abs(first)


@dataclass(frozen=True, slots=True)
class Thread:
    """A concern and the findings it stands on, in order of publication."""

    thread_id: str
    theme: str
    concern: str | None
    verdict: str
    rows: tuple[ThreadRow, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A report and how much was found in it."""

    document: DocumentRow
    findings: int
    ratings: int
    figures: int
    reviewed: int
    rows: int
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """All that the tables say of one organisation."""

    slug: str
    name: str
    acronym: str | None
    coverage: tuple[Coverage, ...]
    years: tuple[str, ...]
    themes: tuple[str, ...]  # the most spoken of first
    counts: Counts
    findings: tuple[FindingRow, ...]
    dates: Mapping[str, str | None]  # of each report
    threads: tuple[Thread, ...]
    ratings: tuple[RatingRow, ...]
    trends: tuple[Trend, ...]
    figures: tuple[FigureRow, ...]

    def count(self, kind: str) -> int:
        return sum(finding.kind == kind for finding in self.findings)


def organisations_of(tables: Tables) -> tuple[Organisation, ...]:
    """The organisations by name; rejected rows are left out."""
    documents = _rows(tables, "documents", DocumentRow)
    named = {document.document_id: _named(document) for document in documents}
    acronyms = {named[d.document_id]: d.organisation_acronym for d in documents if d.organisation_acronym}
    groups: dict[str, list[DocumentRow]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (date_of(d) or "9999", d.document_id)):
        groups[named[document.document_id]].append(document)
    names = sorted(groups, key=lambda name: (name == UNNAMED, name.casefold()))
    return tuple(
        _organisation(f"o{number}", name, acronyms.get(name), groups[name], tables)
        for number, name in enumerate(names, start=1)
    )


def _named(document: DocumentRow) -> str:
    """The name an organisation's reports are put together by."""
    for name in (document.organisation, document.organisation_acronym):
        known = resolve(name) if name else None
        if known is not None:
            return known.name
    return document.organisation or document.organisation_acronym or UNNAMED


def _rows(tables: Tables, name: str, kind: type[R]) -> tuple[R, ...]:
    rows = (row for row in tables.get(name, ()) if isinstance(row, kind))
    return tuple(row for row in rows if getattr(row, "review", None) != "reject")


def _organisation(
    slug: str, name: str, acronym: str | None, documents: Sequence[DocumentRow], tables: Tables
) -> Organisation:
    ids = {document.document_id for document in documents}
    findings = tuple(r for r in _rows(tables, "findings", FindingRow) if r.document_id in ids)
    ratings = tuple(r for r in _rows(tables, "ratings", RatingRow) if r.document_id in ids)
    figures = tuple(r for r in _rows(tables, "figures", FigureRow) if r.document_id in ids)
    threads = tuple(r for r in _rows(tables, "threads", ThreadRow) if r.document_id in ids)
    problems = tuple(r for r in _rows(tables, "problems", ProblemRow) if r.document_id in ids)
    dates = {document.document_id: date_of(document) for document in documents}
    years = {name: year_of(date) for name, date in dates.items()}
    counts: Counter[tuple[str, str, str]] = Counter(
        (theme_of(f), years[f.document_id], f.kind) for f in findings
    )
    totals = Counter(theme_of(f) for f in findings)
    return Organisation(
        slug=slug,
        name=name,
        acronym=acronym,
        coverage=tuple(_coverage(d, findings, ratings, figures, problems) for d in documents),
        years=tuple(sorted({years[f.document_id] for f in findings})),
        themes=tuple(sorted(totals, key=lambda theme: (theme == NO_THEME, -totals[theme], theme))),
        counts=counts,
        findings=findings,
        dates=dates,
        threads=_threads(threads, dates),
        ratings=ratings,
        trends=_trends(figures),
        figures=figures,
    )


def date_of(document: DocumentRow) -> str | None:
    """When a report speaks of: its publication, or the end of the period it assesses."""
    return document.published or document.period_end


def year_of(date: str | None) -> str:
    """The year of a date at any precision."""
    return date[:4] if date else UNDATED


def theme_of(finding: FindingRow) -> str:
    """The stronger theme of a finding."""
    return (finding.theme or NO_THEME).split(";")[0]


def _coverage(
    document: DocumentRow,
    findings: Sequence[FindingRow],
    ratings: Sequence[RatingRow],
    figures: Sequence[FigureRow],
    problems: Sequence[ProblemRow],
) -> Coverage:
    def own(rows: Sequence[R]) -> list[R]:
        return [row for row in rows if getattr(row, "document_id", None) == document.document_id]

    mine: list[Row] = [*own(findings), *own(ratings), *own(figures)]
    return Coverage(
        document=document,
        findings=len(own(findings)),
        ratings=len(own(ratings)),
        figures=len(own(figures)),
        reviewed=sum(getattr(row, "review", None) is not None for row in mine),
        rows=len(mine),
        problems=tuple(own(problems)),
    )


def _threads(rows: Iterable[ThreadRow], dates: Mapping[str, str | None]) -> tuple[Thread, ...]:
    groups: dict[str, list[ThreadRow]] = defaultdict(list)
    for row in rows:
        groups[row.thread_id].append(row)
    return tuple(
        Thread(
            name,
            group[0].theme,
            group[0].concern,
            group[0].verdict,
            tuple(sorted(group, key=lambda r: (dates[r.document_id] or "", -r.similarity, r.finding_id))),
        )
        for name, group in groups.items()
    )


def _trends(figures: Sequence[FigureRow]) -> tuple[Trend, ...]:
    """Pairs told together, and measures told at several times; those with most points first."""
    groups: dict[tuple[str, ...], dict[int, FigureRow]] = defaultdict(dict)
    by_id = {figure.figure_id: figure for figure in figures}
    paired = {name for figure in figures if figure.pair_id for name in (figure.figure_id, figure.pair_id)}
    measures = {figure.figure_id: _measure(figure, by_id) for figure in figures}
    for figure in figures:
        year = figure.year_end or figure.year_start
        measure = measures[figure.figure_id]
        if year is None or measure is None or figure.value is None or figure.value_max is not None:
            continue
        if figure.kind == "count" and not figure.unit and figure.figure_id not in paired:
            continue  # bare numbers of the same name need not count the same things
        unit = "" if figure.figure_id in paired else figure.unit or ""
        key = (measure.casefold(), figure.kind, figure.currency or "", unit)
        groups[key].setdefault(year, figure)
    trends = [
        Trend(measures[points[0].figure.figure_id] or "", points)
        for group in groups.values()
        if len(points := tuple(Point(year, group[year]) for year in sorted(group))) > 1
    ]
    trends.sort(key=lambda trend: (-len(trend.points), trend.measure.casefold()))
    return tuple(trends[:MOST_TRENDS])


def _measure(figure: FigureRow, by_id: Mapping[str, FigureRow]) -> str | None:
    """What a figure measures; of a pair's bare end, what the other end measures."""
    if figure.measure:
        return figure.measure
    other = by_id.get(figure.pair_id or "")
    return other.measure if other else None


def headlines(figures: Sequence[FigureRow], most: int = 8) -> tuple[FigureRow, ...]:
    """The figures to show large: what a sentence says of money, shares and numbers of things.

    The largest sums and counts, and the shares in the order the reports tell them; a fact told
    twice shows once.
    """
    told: dict[object, FigureRow] = {}
    for figure in figures:
        if figure.measure and figure.basis == "prose" and not figure.in_footnote and figure.value is not None:
            same = (figure.kind, figure.value, figure.currency, figure.year_end)
            told.setdefault(figure.fact_id or same, figure)
    largest = sorted(told.values(), key=lambda figure: -(figure.value or 0))
    chosen = [
        *[figure for figure in largest if figure.kind == "money"][: most // 2],
        *[figure for figure in told.values() if figure.kind == "percentage"][: most // 4],
        *[figure for figure in largest if figure.kind == "count"],
    ][:most]
    return tuple(figure for figure in figures if figure in chosen)
