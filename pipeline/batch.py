"""Many reports at once: a process for each core, limits of time and memory, and what to do when one dies."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as TimedOut
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from traceback import format_exception
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.problems import PipelineError
from pipeline.progress import watch_by

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take, and how many are worked on side by side."""

    seconds: int = 600
    megabytes: int = 4_000
    jobs: int = 0  # 0: one for each core

    def workers(self, tasks: int) -> int:
        """How many processes to start for so many reports."""
        return max(1, min(self.jobs or os.cpu_count() or 1, tasks))


@dataclass(frozen=True, slots=True)
class Died(Generic[T]):
    """A task that gave no result: `why` says what happened, to be followed by what to do."""

    task: T
    why: str
    trace: str | None = None  # of an error in the program itself


def each(
    work: Callable[[T], R], tasks: Sequence[T], limits: Limits, heard: Callable[[str], object]
) -> Iterator[R | Died[T]]:
    """The results of tasks in their order, whatever order they end in.

    Each runs in a process of its own kind, kept for the next task. What `work` tells of its steps
    (`progress.step`) is passed to `heard`, in a thread of its own.
    One that runs over its time, over its memory, into a crash or into a fault of the program costs
    only itself. A PipelineError that `work` raises concerns all of them and is raised here.
    """
    if not tasks:
        return
    context = multiprocessing.get_context("forkserver")
    _start_quietly()
    ear, mouth = context.Pipe(duplex=False)
    listener = Thread(target=_listen, args=(ear, heard), daemon=True)
    listener.start()
    with ProcessPool(
        max_workers=limits.workers(len(tasks)),
        context=context,
        initializer=_start,
        initargs=(limits.megabytes, mouth),
    ) as pool:
        futures = [pool.schedule(work, args=(task,), timeout=limits.seconds) for task in tasks]
        for task, future in zip(tasks, futures, strict=True):
            error = future.exception()
            if isinstance(error, PipelineError):
                raise error
            yield future.result() if error is None else _died(task, error, limits)
    mouth.close()
    listener.join(timeout=1)  # until all is heard; a dead worker's end may stay open


def _start_quietly() -> None:
    """Starts the process that workers come from with nothing to print to.

    What C libraries say of a damaged file, and what a worker killed at its start says, helps nobody;
    whatever matters comes back as a result.
    """
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            forkserver.ensure_running()
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _died(task: T, error: BaseException, limits: Limits) -> Died[T]:
    """What became of a task that gave no result."""
    if isinstance(error, TimedOut):
        return Died(task, f"it took longer than {limits.seconds} seconds.")
    if isinstance(error, MemoryError):
        return Died(task, f"it needs more than {limits.megabytes} MB of memory.")
    if isinstance(error, ProcessExpired):
        return Died(task, f"the process that read it died (exit code {error.exitcode}).")
    trace = "".join(format_exception(error))
    return Died(task, f"the program failed on it ({type(error).__name__}: {error}).", trace)


def _start(megabytes: int, mouth: Connection) -> None:
    """Readies a worker: it tells its steps, and may take no more memory than that."""
    watch_by(mouth)
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, megabytes * 2**20))


def _listen(ear: Connection, heard: Callable[[str], object]) -> None:
    with suppress(EOFError):
        while True:
            heard(ear.recv_bytes().decode(errors="ignore"))
