"""All reports of raw/ through their stages (`stages.work`), then linked, reviewed and written.

`run` is what `make` does. Nothing is done twice: results are found again by content, and where
neither reports, rules nor tables have changed since the last run, it says so and ends.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from pipeline.batch import Died, Limits, each
from pipeline.problems import PipelineError, Problem
from pipeline.sources import Sources, sources_in
from pipeline.stages import STAGES, StageName, Task, Worked, work
from pipeline.store import code_key, key_of, write_aside


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
    from pipeline.publish import publish  # noqa: PLC0415 - a run with nothing to do loads no tables

    said, complete = publish(settings.out, settings.results, found, worked)
    outcome = Outcome(said, 0 if complete else 1)
    worked_on = f"Worked on {sum(w.fresh for w in worked)} of {len(worked)} reports."
    kept = {
        "inputs": inputs,
        "outputs": _hashes(settings.out),
        "said": outcome.said,
        "status": outcome.status,
    }
    write_aside(stamp, json.dumps(kept, indent=1).encode())
    return Outcome((worked_on, *outcome.said), outcome.status)


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
    steps = len(tasks) * min(STAGES.index(last) + 1, 3)
    results = []
    with tqdm(total=steps, desc=f"{len(tasks)} reports", unit="step", disable=None, leave=False) as bar:
        for result in each(work, tasks, settings.limits, lambda _: bar.update()):
            results.append(result)
            bar.set_postfix_str(f"{len(results)} done", refresh=False)
    return tuple(
        _failed(result, settings.results) if isinstance(result, Died) else result for result in results
    )


def _failed(died: Died[Task], build: Path) -> Worked:
    """A report whose work gave no result; the trace of a fault is kept for whoever mends it."""
    source = died.task.source
    remedy = "Try it alone (--only) with a higher --seconds or --megabytes; else print it to a new PDF."
    if died.trace is not None:
        trace = build / "faults" / f"{source.document_id}.txt"
        write_aside(trace, died.trace.encode())
        remedy = f"This is a fault of the program: tell its keepers, with {trace}. Or print it to a new PDF."
    problem = Problem("run", "error", f"raw/{source.file}: {died.why}", remedy)
    return Worked(source, "", problem=problem)


def _stage_outcome(last: StageName, worked: Sequence[Worked]) -> Outcome:
    failed = [w for w in worked if w.problem is not None]
    fresh = sum(w.fresh for w in worked)
    said = [f"{last}: {len(worked)} reports, {fresh} worked on, {len(failed)} failed."]
    said += [f"  {w.problem.problem} {w.problem.remedy}" for w in failed if w.problem]
    return Outcome(tuple(said), 1 if failed else 0)
