"""What the program last wrote, kept beside the tables, so that a person's change can be told.

`extracted/.written/` holds a copy of every table as it was written. It is committed with the
tables: whoever clones or pulls has tables and copies that belong together, so that neither another
machine's run nor a changed rule is ever taken for a correction. Nobody edits it.

While a run writes (see `save`), there are besides, by table: `.taken.csv`, the table as people left
it, once that is safe in reviews.csv; `.next.csv`, the table as it will be; and `.next.sha256`, the
hash of the file to be replaced. They are gone when all is written; after an interrupted run they
tell which rows a file was edited from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.csvfile import read_sheet
from pipeline.tables import TableSpec

FOLDER = ".written"
BOOK = "review.xlsx"
_OPEN = ("~${}", ".~lock.{}#")  # what Excel and LibreOffice lay beside a file they have open


def digest(path: Path) -> str | None:
    """The hash of a file's bytes; None where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def copy_of(out: Path, name: str, state: str = "") -> Path:
    """Where the copy of a table stands; `state` is taken or next while a run writes."""
    return out / FOLDER / (f"{name}.{state}.csv" if state else f"{name}.csv")


def replaced_hash(out: Path, name: str) -> Path:
    """Where the hash of the file stands that a run is about to replace."""
    return out / FOLDER / f"{name}.next.sha256"


def copies(out: Path, name: str) -> tuple[Path, ...]:
    """The copies a table's file may have been edited from, the older first.

    It is one, unless a run was interrupted and the file is neither as that run found it nor as it
    wrote it.
    """
    file, taken, following = out / f"{name}.csv", copy_of(out, name, "taken"), copy_of(out, name, "next")
    older = taken if taken.is_file() else copy_of(out, name)
    if not following.is_file():
        return (older,) if older.is_file() else ()
    if digest(file) == digest(following):
        return (following,)
    if _line(replaced_hash(out, name)) == str(digest(file)) and older.is_file():
        return (older,)
    return tuple(path for path in (older, following) if path.is_file())


def rows_written(path: Path, spec: TableSpec) -> tuple[dict[str, str], ...]:
    """The rows of a copy."""
    return read_sheet(path, spec).rows


def copy_for_book(out: Path, name: str, stamp: str | None) -> Path | None:
    """The copy of the table that the workbook was written from; None where it is of another run."""
    if stamp is not None and stamp == _line(out / FOLDER / "stamp.next"):
        following = copy_of(out, name, "next")
        return following if following.is_file() else copy_of(out, name)
    return copy_of(out, name) if stamp == _line(out / FOLDER / "stamp") else None


def open_elsewhere(out: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Of the files named, those another program has open, each with the file that says so."""
    return tuple(
        f"{out / name} is open in another program (it laid {mark.format(name)} beside it)"
        for name in names
        for mark in _OPEN
        if (out / name).exists() and (out / mark.format(name)).exists()
    )


def book_as_written(out: Path) -> bool:
    """Whether the workbook is as the program wrote it."""
    mark = _line(out / FOLDER / f"{BOOK}.sha256")
    return mark is not None and mark == digest(out / BOOK)


def stamp_of(files: Mapping[str, bytes]) -> str:
    """A short name for one state of the tables; the workbook carries it."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\x00" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:16]


def _line(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
