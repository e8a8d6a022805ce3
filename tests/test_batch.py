"""Many reports side by side: one that hangs, swells or crashes costs only itself."""

from __future__ import annotations

import os
import signal
import time

import pytest

from pipeline.batch import Died, Limits, each
from pipeline.problems import PipelineError
from pipeline.progress import step


def _behave(task: str) -> str:
    step(f"began {task}")
    if task == "hang":
        time.sleep(60)
    if task == "swell":
        return str(len(bytearray(3_000_000_000)))
    if task == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if task == "fault":
        raise KeyError("no such key")
    if task == "profile":
        raise PipelineError("profiles/who.toml: unknown key")
    return task.upper()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("hang", "it took longer than 3 seconds."),
        ("swell", "it needs more than 1000 MB of memory."),
        ("crash", "the process that read it died"),
        ("fault", "the program failed on it (KeyError: 'no such key')."),
    ],
)
def test_a_bad_report_costs_only_itself(bad: str, why: str) -> None:
    """The others give their results in order, and the bad one says what happened."""
    tasks = ["a", bad, "b", "c"]
    results = list(each(_behave, tasks, Limits(seconds=3, megabytes=1000, jobs=2), lambda task: None))
    died = results.pop(1)
    assert results == ["A", "B", "C"]
    assert isinstance(died, Died)
    assert died.task == bad
    assert died.why.startswith(why)


def test_steps_are_heard() -> None:
    """Whoever watches hears what the workers tell, also of one that dies of it."""
    told: list[str] = []
    list(each(_behave, ["a", "crash", "b"], Limits(seconds=10, jobs=2), told.append))
    assert sorted(told) == ["began a", "began b", "began crash"]


def test_no_more_workers_than_reports() -> None:
    """One report needs one process, however many cores there are."""
    assert Limits(jobs=8).workers(1) == 1
    assert Limits(jobs=2).workers(9) == 2


def test_what_concerns_all_stops_all() -> None:
    """A profile that says something it may not say is no fault of one report."""
    with pytest.raises(PipelineError, match="unknown key"):
        list(each(_behave, ["a", "profile"], Limits(jobs=1), lambda task: None))


def test_a_fault_keeps_its_trace() -> None:
    """Whoever mends the program is told where it failed."""
    (died,) = each(_behave, ["fault"], Limits(jobs=1), lambda task: None)
    assert isinstance(died, Died)
    assert died.trace is not None
    assert 'raise KeyError("no such key")' in died.trace
