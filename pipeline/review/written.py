"""What the program last wrote, kept beside the tables, so that a person's change can be told.

`extracted/.written/` holds a copy of every table as it was written. It is committed with the
tables: whoever clones or pulls has tables and copies that belong together, so that neither another
machine's run nor a changed rule is ever taken for a correction. Nobody edits it.

A run writes the new copy first (`<table>.next.csv`, with the hash of the table it is to replace), then
the table, then takes the new copy for the copy. So an interrupted run can be told from edits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.csvfile import read_sheet, write_bytes
from pipeline.problems import PipelineError
from pipeline.review.identity import EDITABLE
from pipeline.tables import TableSpec

FOLDER = ".written"
BOOK = "review.xlsx"
KEPT = frozenset((*EDITABLE, "reviews"))  # the tables people work in
_OPEN = ("~${}", ".~lock.{}#")  # what Excel and LibreOffice lay beside a file they have open


def digest(path: Path) -> str | None:
    """The hash of a file's bytes; None where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def copies(out: Path, name: str) -> tuple[Path, ...]:
    """The copies a file may have been written from, the older first.

    It is one, unless a run was interrupted and the file is neither as that run found it nor as it
    wrote it.
    """
    copy, following, replaced = out / FOLDER / name, *_following(out / FOLDER, name)
    if not following.is_file():
        return (copy,) if copy.is_file() else ()
    if digest(out / name) == digest(following):
        return (following,)
    untouched = replaced.is_file() and replaced.read_text(encoding="ascii").strip() == str(digest(out / name))
    return tuple(
        path for path in (copy, following) if path.is_file() and not (untouched and path == following)
    )


def _following(folder: Path, name: str) -> tuple[Path, Path]:
    """The copy a run is about to write from, and the hash of the table it replaces."""
    stem = name.removesuffix(".csv")
    return folder / f"{stem}.next.csv", folder / f"{stem}.next.sha256"


def rows_written(path: Path, spec: TableSpec) -> tuple[dict[str, str], ...]:
    """The rows of a copy."""
    return read_sheet(path, spec).rows


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
    mark = out / FOLDER / f"{BOOK}.sha256"
    return mark.is_file() and mark.read_text(encoding="ascii").strip() == digest(out / BOOK)


def stamp_of(files: Mapping[str, bytes]) -> str:
    """A short name for one state of the tables; the workbook carries it."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\x00" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()[:16]


def last_stamp(out: Path) -> str | None:
    """The name of the state of the tables that was written last."""
    path = out / FOLDER / "stamp"
    return path.read_text(encoding="ascii").strip() if path.is_file() else None


def put(out: Path, files: Mapping[str, bytes], stamp: str, seen: Mapping[str, str | None]) -> None:
    """Writes reviewed files with their copies; reviews.csv first, as it is people's.

    `seen` has the hash of each file as people's work was taken from it. Raises PipelineError, with
    that file and those after it untouched, where one was changed meanwhile or cannot be written.
    """
    _check_untouched(out, seen)
    folder = out / FOLDER
    tables = {name: data for name, data in files.items() if name.endswith(".csv")}
    if "reviews.csv" in tables:
        write_bytes(out / "reviews.csv", tables["reviews.csv"])
    fresh = {
        name: data
        for name, data in tables.items()
        if name.removesuffix(".csv") in KEPT and not _holds(folder / name, data)
    }
    for name, data in fresh.items():
        following, replaced = _following(folder, name)
        write_bytes(replaced, f"{digest(out / name)}\n".encode())
        write_bytes(following, data)
    write_bytes(folder / "stamp", f"{stamp}\n".encode())  # before the tables: an old workbook is told
    for name, data in tables.items():
        write_bytes(out / name, data)
    if BOOK in files:
        mark = hashlib.sha256(files[BOOK]).hexdigest() + "\n"
        write_bytes(out / BOOK, files[BOOK])
        write_bytes(folder / f"{BOOK}.sha256", mark.encode())
    for name in fresh:
        _following(folder, name)[0].replace(folder / name)
    for left in folder.iterdir():
        if ".next." in left.name or (left.suffix == ".csv" and left.stem not in KEPT):
            left.unlink()


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _check_untouched(out: Path, seen: Mapping[str, str | None]) -> None:
    changed = [name for name, before in seen.items() if digest(out / name) != before]
    if changed:
        raise PipelineError(
            f"{', '.join(str(out / name) for name in changed)}: changed while the run was at work. "
            "Nothing was overwritten. Run again, and the change is taken over."
        )
    if held := open_elsewhere(out, tuple(seen)):
        raise PipelineError(f"{'; '.join(held)}. Nothing was overwritten. Close it, then run again.")
