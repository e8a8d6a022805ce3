"""One at a time: who writes people's files, and who has the review page of a folder open.

The locks lie on folders, so that no file is left behind, and the system frees them when the program
ends, however it ends. Where there is no folder yet, or its file system knows no locks (some network
drives), each goes on without.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.problems import PipelineError
from pipeline.review.written import FOLDER


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Keeps other runs and review pages from writing to `out` meanwhile; waits until they have."""
    with ExitStack() as held:
        _lock(held, out, fcntl.LOCK_EX)
        yield


@contextmanager
def reviewing(out: Path) -> Iterator[None]:
    """Keeps the review page of `out` to one; raises PipelineError where another has it open."""
    with ExitStack() as held:
        try:
            _lock(held, out / FOLDER, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PipelineError(
                f"{out} is open in another `make review`. Go on in its window, or stop it (Ctrl-C where it "
                "was started), then start again."
            ) from error
        yield


def _lock(held: ExitStack, folder: Path, how: int) -> None:
    """Locks a folder for as long as `held` is open."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        held.callback(os.close, handle)
        fcntl.flock(handle, how)
    except BlockingIOError:
        raise
    except OSError:
        pass
