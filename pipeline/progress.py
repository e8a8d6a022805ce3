"""How far a worker is, told to whoever watches; silent where nobody does."""

from __future__ import annotations

from multiprocessing.connection import Connection

_LONGEST = 200  # bytes; a message this short is written to a pipe whole, whoever else writes
_watcher: list[Connection] = []


def watch_by(watcher: Connection | None) -> None:
    """Tells all further steps of this process to the pipe's other end."""
    _watcher[:] = [] if watcher is None else [watcher]


def step(what: str) -> None:
    """Tells that something is done: a few words for a person."""
    for watcher in _watcher:
        watcher.send_bytes(what.encode()[:_LONGEST])
