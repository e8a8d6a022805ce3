"""Tables, decisions and workbook written so that nothing is lost, wherever a run is cut off.

First what people did is made safe: reviews.csv, then the tables as they left them. Only then the
new tables replace theirs, and last the copies that tell edits from now on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.csvfile import cells_of, table_bytes, write_bytes
from pipeline.problems import PipelineError
from pipeline.review.harvest import Harvest
from pipeline.review.identity import EDITABLE
from pipeline.review.lock import writing
from pipeline.review.written import BOOK, FOLDER, copy_of, digest, open_elsewhere, replaced_hash
from pipeline.tables import table

_RECORD = "reviews"
_KEPT = (*EDITABLE, _RECORD)  # the tables of which a copy is kept


def put(out: Path, files: Mapping[str, bytes], stamp: str, harvested: Harvest) -> None:
    """Writes reviewed files, by name, with their copies.

    `harvested` is what was taken over from the files that now are replaced. Raises PipelineError
    with all files untouched where one was changed since, or with each file whole where one cannot
    be written; a later run then finds everything again.
    """
    out.mkdir(parents=True, exist_ok=True)
    with writing(out):
        _put(out, files, stamp, harvested)


def _put(out: Path, files: Mapping[str, bytes], stamp: str, harvested: Harvest) -> None:
    _check_untouched(out, harvested.seen)
    _make_safe(out, harvested)
    fresh = [
        name
        for name in _KEPT
        if f"{name}.csv" in files and not _holds(copy_of(out, name), files[f"{name}.csv"])
    ]
    for name in fresh:
        write_bytes(replaced_hash(out, name), f"{digest(out / f'{name}.csv')}\n".encode())
        write_bytes(copy_of(out, name, "next"), files[f"{name}.csv"])
    write_bytes(out / FOLDER / "stamp.next", f"{stamp}\n".encode())
    for name in sorted(files, key=lambda name: name != f"{_RECORD}.csv"):
        write_bytes(out / name, files[name])
    if BOOK in files:
        mark = hashlib.sha256(files[BOOK]).hexdigest()
        write_bytes(out / FOLDER / f"{BOOK}.sha256", f"{mark}\n".encode())
    for name in fresh:
        copy_of(out, name, "next").replace(copy_of(out, name))
    (out / FOLDER / "stamp.next").replace(out / FOLDER / "stamp")
    _tidy(out)


def _make_safe(out: Path, harvested: Harvest) -> None:
    """Writes people's decisions, then the tables as people left them, where they did anything."""
    if not harvested.taken:
        return
    spec = table(_RECORD)
    write_bytes(out / f"{_RECORD}.csv", table_bytes(spec, [cells_of(spec, row) for row in harvested.reviews]))
    for name, rows in harvested.taken.items():
        write_bytes(copy_of(out, name, "taken"), table_bytes(table(name), rows))


def _tidy(out: Path) -> None:
    """Takes away what only a run that writes needs, copies of tables that are not people's, and what
    was being written aside when a program was killed.
    """
    folder = out / FOLDER
    for path in (*out.glob(".*.[0-9]*.new"), *folder.glob(".*.[0-9]*.new")):
        path.unlink()
    kept = {f"{name}.csv" for name in _KEPT}
    for path in (*folder.glob("*.csv"), *folder.glob("*.next.sha256")):
        if path.name not in kept:
            path.unlink()


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
