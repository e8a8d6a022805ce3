"""All reports of a run linked, reviewed and written into extracted/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import review
from pipeline.catalogue import document_row, problem_rows
from pipeline.links import link
from pipeline.model import Report
from pipeline.page import render
from pipeline.problems import Problem
from pipeline.profile import load_profiles
from pipeline.rows import rows_of
from pipeline.sources import Sources
from pipeline.stages import Worked, report_of
from pipeline.store import Store
from pipeline.summary import silent_rules, summary
from pipeline.tables import ProblemRow, Row
from pipeline.workbook import read_workbook, workbook_bytes
from pipeline.write import files_of, put_in_place

Told = tuple[str | None, str | None, Problem]  # document id, file, problem
Tables = dict[str, tuple[Row, ...]]


def publish(out: Path, build: Path, found: Sources, worked: Sequence[Worked]) -> tuple[tuple[str, ...], bool]:
    """Writes all of extracted/ and returns what to say, and whether nothing is missing.

    What people did to the tables since the last run is taken over first. Raises SetAside where a
    file of theirs cannot be understood, PipelineError where one cannot be written; the tables then
    stand as they were.
    """
    harvested = review.harvest(out, read_workbook)
    reports = {w.source.document_id: report_of(w, build) for w in worked}
    read = [report for report in reports.values() if report is not None]
    told = _told(found, worked, reports)
    tables: Tables = rows_of(read, link(read))
    tables["documents"] = tuple(_document(w, reports, told) for w in worked)
    texts = {report.document.document_id: report.document.text for report in read}
    shown = review.apply(tables, harvested.reviews, harvested.known, texts)
    files = {w.source.document_id: w.source.file for w in worked}
    told += [(None, None, problem) for problem in harvested.problems]
    told += [(name, files.get(name or ""), problem) for name, problem in shown.problems]
    tables = shown.tables | {"reviews": shown.reviews, "problems": problem_rows(told)}
    _write(out, tables, texts, harvested)
    _prune(build, worked)
    errors = any(row.severity == "error" for row in tables["problems"] if isinstance(row, ProblemRow))
    return summary(tables, out, silent_rules(read, load_profiles())), not errors


def _write(out: Path, tables: Tables, texts: Mapping[str, str], harvested: review.Harvest) -> None:
    """Puts the files in place: those people work in by way of the review, which guards them."""
    files = files_of(tables, texts)
    theirs = {name: data for name, data in files.items() if name.endswith(".csv")}
    stamp = review.stamp_of(theirs)
    review.put(out, theirs | {review.BOOK: workbook_bytes(tables, stamp)}, stamp, harvested)
    ours = {name: data for name, data in files.items() if name not in theirs}
    put_in_place(out, ours | {"report.html": render(tables).encode()})


def _document(worked: Worked, reports: Mapping[str, Report | None], told: Sequence[Told]) -> Row:
    source = worked.source
    own = [problem for name, _, problem in told if name == source.document_id]
    return document_row(source, reports[source.document_id], own)


def _told(found: Sources, worked: Sequence[Worked], reports: Mapping[str, Report | None]) -> list[Told]:
    """Every problem of the stages, with the report it belongs to."""
    ids = {w.source.file: w.source.document_id for w in worked}
    told: list[Told] = [(ids.get(file), file, problem) for file, problem in found.problems]
    for one in worked:
        name = one.source.document_id
        report = reports[name]
        problems = [one.problem] if one.problem else []
        if report is not None:
            problems += [*report.document.problems, *report.segmentation.problems, *report.figures.problems]
        told += [(name, one.source.file, problem) for problem in problems]
    return told


def _prune(build: Path, worked: Sequence[Worked]) -> None:
    """Drops old results that no report uses any more."""
    store = Store(build)
    for stage in ("ingest", "segment", "figures"):
        store.prune(stage, [key for w in worked if (key := getattr(w, stage))])
