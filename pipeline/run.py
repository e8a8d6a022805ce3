"""All reports of raw/ through their stages (`stages.work`), then linked, reviewed and written.

`run` is what `make` does. Nothing is done twice: results are found again by content, and where
neither reports, rules nor tables have changed since the last run, it says so and ends.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from pipeline.batch import Died, Limits, each
from pipeline.model import Report
from pipeline.problems import PipelineError, Problem
from pipeline.sources import Source, Sources, sources_in
from pipeline.stages import StageName, Task, Worked, report_of, work
from pipeline.store import Store, code_key, key_of, write_aside

Told = tuple[str | None, str | None, Problem]  # document id, file, problem


@dataclass(frozen=True, slots=True)
class Settings:
    """Where reports lie, where tables go, and how to work."""

    raw: Path = Path("raw")
    out: Path = Path("extracted")
    build: Path | None = None  # the folder `build` beside `out`, unless told
    only: str | None = None
    force: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def results(self) -> Path:
        """Where results between stages are kept; several `out` folders may share it."""
        return self.build or self.out.absolute().parent / "build"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: what it says, and the exit status (1 where something is missing)."""

    said: tuple[str, ...]
    status: int


def run(settings: Settings, last: StageName = "write") -> Outcome:
    """Takes the reports through the stages up to `last`; raises PipelineError for folders it cannot use."""
    if not settings.raw.is_dir():
        raise PipelineError(f"{settings.raw}: no such folder. Make it and drop the reports in, or use --raw.")
    found = _chosen(settings)
    stamp = settings.results / "runs" / f"{key_of(str(settings.out.resolve()))}.json"
    inputs = _inputs(found)
    if last == "write" and not settings.force and (before := _unchanged(stamp, inputs, settings.out)):
        return before
    worked = _through_stages(settings, found, last)
    if last != "write":
        return _stage_outcome(last, worked)
    outcome = _written(settings, found, worked)
    kept = {
        "inputs": inputs,
        "outputs": _hashes(settings.out),
        "said": outcome.said,
        "status": outcome.status,
    }
    write_aside(stamp, json.dumps(kept, indent=1).encode())
    return outcome


def _chosen(settings: Settings) -> Sources:
    """The reports of this run: all, or those `only` names and those whose rows are already written."""
    everything = sources_in(settings.raw, settings.results / "hashes.json")
    if settings.only is None:
        return everything
    named = {source.file for source in sources_in(settings.raw, None, settings.only).reports}
    if not named:
        raise PipelineError(f"{settings.raw}: no report is named {settings.only!r}. Check --only.")
    known = set(_written_ids(settings.out))
    reports = (s for s in everything.reports if s.file in named or s.document_id in known)
    return Sources(tuple(reports), everything.problems)


def _written_ids(out: Path) -> tuple[str, ...]:
    from pipeline.csvfile import read_cells  # noqa: PLC0415 - a run with nothing to do reads no tables
    from pipeline.tables import table  # noqa: PLC0415

    path = out / "documents.csv"
    return tuple(row["document_id"] for row in read_cells(path, table("documents"))) if path.exists() else ()


def _inputs(found: Sources) -> str:
    """A hash of all that the tables are made from, people's work aside."""
    reports = [(s.document_id, s.file, s.sha256, dict(s.stated)) for s in found.reports]
    problems = [(file, problem) for file, problem in found.problems]
    return key_of(reports, problems, code_key("."), shutil.which("tesseract") is not None)


def _hashes(out: Path) -> dict[str, str]:
    """The hash of every file below extracted/."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def _unchanged(stamp: Path, inputs: str, out: Path) -> Outcome | None:
    """What the last run said, where nothing has changed since."""
    try:
        kept = json.loads(stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return None
    if kept["inputs"] != inputs or kept["outputs"] != _hashes(out):
        return None
    return Outcome(("Nothing has changed since the last run.", *kept["said"]), kept["status"])


def _through_stages(settings: Settings, found: Sources, last: StageName) -> tuple[Worked, ...]:
    """Every report taken through its stages, in the order of ids; one that dies is a failed one."""
    tasks = [Task(source, settings.results, last, settings.force) for source in found.reports]
    with tqdm(total=len(tasks), desc="reports", unit="report", disable=None) as bar:

        def done(task: Task) -> None:
            bar.set_postfix_str(task.source.file[-40:], refresh=False)
            bar.update()

        results = tuple(each(work, tasks, settings.limits, done))
    return tuple(_failed(result) if isinstance(result, Died) else result for result in results)


def _failed(died: Died[Task]) -> Worked:
    remedy = "Try it alone (--only) with a higher --seconds or --megabytes; else print it to a new PDF."
    problem = Problem("ingest", "error", f"raw/{died.task.source.file}: {died.why}", remedy)
    return Worked(died.task.source, "", problem=problem)


def _stage_outcome(last: StageName, worked: Sequence[Worked]) -> Outcome:
    failed = [w for w in worked if w.problem is not None]
    fresh = sum(w.fresh for w in worked)
    said = [f"{last}: {len(worked)} reports, {fresh} worked on, {len(failed)} failed."]
    said += [f"  {w.problem.problem} {w.problem.remedy}" for w in failed if w.problem]
    return Outcome(tuple(said), 1 if failed else 0)


def _written(settings: Settings, found: Sources, worked: Sequence[Worked]) -> Outcome:
    """Links the reports, makes the rows and writes all of extracted/."""
    from pipeline.catalogue import document_row, problem_rows  # noqa: PLC0415 - a run with nothing to do
    from pipeline.links import link  # noqa: PLC0415 - loads none of this
    from pipeline.rows import rows_of  # noqa: PLC0415
    from pipeline.summary import summary  # noqa: PLC0415
    from pipeline.tables import ProblemRow  # noqa: PLC0415
    from pipeline.write import files_of, put_in_place  # noqa: PLC0415

    reports = {w.source.document_id: report_of(w, settings.results) for w in worked}
    read = [report for report in reports.values() if report is not None]
    tables = rows_of(read, link(read))
    told = _told(found, worked, reports)
    tables["documents"] = tuple(
        document_row(w.source, reports[w.source.document_id], _own(told, w.source)) for w in worked
    )
    tables["problems"] = problem_rows(told)
    texts = {report.document.document_id: report.document.text for report in read}
    put_in_place(settings.out, files_of(tables, texts))
    _prune(settings.results, worked)
    failed = any(row.severity == "error" for row in tables["problems"] if isinstance(row, ProblemRow))
    return Outcome(summary(tables, sum(w.fresh for w in worked), settings.out), 1 if failed else 0)


def _told(found: Sources, worked: Sequence[Worked], reports: Mapping[str, Report | None]) -> list[Told]:
    """Every problem of a run, with the report it belongs to."""
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


def _own(told: Sequence[Told], source: Source) -> list[Problem]:
    return [problem for name, _, problem in told if name == source.document_id]


def _prune(build: Path, worked: Sequence[Worked]) -> None:
    """Drops old results that no report uses any more."""
    store = Store(build)
    for stage in ("ingest", "segment", "figures"):
        store.prune(stage, [key for w in worked if (key := getattr(w, stage))])
