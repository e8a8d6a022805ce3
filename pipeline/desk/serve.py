"""Starts the review page on this machine and prints its address."""

from __future__ import annotations

import gc
import getpass
import socket
import webbrowser
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from pipeline.desk.app import app_of
from pipeline.desk.desk import Desk, Person
from pipeline.desk.guard import Guard, Session
from pipeline.desk.ledger import Ledger
from pipeline.desk.opened import opened
from pipeline.desk.pages import Pages
from pipeline.desk.sources import Loader, Sources
from pipeline.model import Document
from pipeline.review.lock import reviewing, writing
from pipeline.sources import Source
from pipeline.stages import document_of
from pipeline.tables import TABLES, DocumentRow, SectionRow

LOOPBACK = "127.0.0.1"


def serve(
    out: Path, raw: Path, build: Path, port: int = 0, open_browser: bool = True, load: Loader | None = None
) -> None:
    """Serves the page for the tables of `out` until interrupted.

    `load` gives a report's Document; without it, it is what the last run kept in `build`. Raises
    PipelineError where there are no tables yet.
    """
    with listen(port) as listening, reviewing(out), suppress(KeyboardInterrupt):
        session = Session.new(listening.getsockname()[1])
        ledger = Ledger(out / "reviews.csv")
        app = desk_app(out, raw, session, load or reader(raw, build), ledger)
        print(f"Reviewing {out}: open {session.address}\nStop with Ctrl-C.", flush=True)
        if open_browser:
            webbrowser.open(session.address)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off"
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            ledger.close()


def listen(port: int = 0) -> socket.socket:
    """A socket on loopback, whose answers leave at once; port 0 takes a free one.

    Without TCP_NODELAY the body of each answer waits 40 ms for the browser to acknowledge its head;
    asyncio sets it only on sockets that name their protocol.
    """
    listening = socket.create_server((LOOPBACK, port))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def desk_app(out: Path, raw: Path, session: Session, load: Loader, ledger: Ledger | None = None) -> Guard:
    """The page for the tables of `out`, as an ASGI application."""
    with writing(out):
        mark = _mark(out)
        found = opened(out)
    for line in found.left_out:
        print(line)
    tables = found.tables
    desk = Desk(tables, ledger or Ledger(out / "reviews.csv"), Person(_reviewer(), _now), found.written)
    documents = [row for row in tables["documents"] if isinstance(row, DocumentRow)]
    sections = [row for row in tables["sections"] if isinstance(row, SectionRow)]
    pages = Pages(desk, Sources(out, raw, documents, load), sections, lambda: _mark(out) != mark)
    gc.collect()
    gc.freeze()  # the rows stay: looking through ten thousand for garbage took 0.2 s of a key press
    return app_of(pages, session)


def _mark(out: Path) -> tuple[int, ...]:
    """What changes when a run writes the tables anew."""
    paths = (out / f"{spec.name}.csv" for spec in TABLES if spec.reviewed)
    return tuple(path.stat().st_mtime_ns for path in paths if path.is_file())


def reader(raw: Path, build: Path) -> Loader:
    """Reports as they were last read; read anew from `raw` where `build` has them no more."""

    def load(row: DocumentRow) -> Document | None:
        path = (raw / row.file).resolve()
        if not path.is_relative_to(raw.resolve()) or not path.is_file():
            return None
        return document_of(Source(row.document_id, row.file, path, row.sha256 or "", {}), build)

    return load


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _reviewer() -> str | None:
    """The name of the user this runs as, where the system knows one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the password file: in some containers
        return None
