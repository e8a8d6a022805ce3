"""Decisions made on the page, each on disk in reviews.csv before the next row shows.

The lines of a row that is decided are added at the end of the file, and those they replace blanked:
ten thousand decisions are about two megabytes, too many to write anew for each. What another program
wrote in the meantime is read first, so that neither loses the other's decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.csvfile import cells_of, table_bytes, write_bytes
from pipeline.review.decisions import flat, grouped
from pipeline.review.lock import writing
from pipeline.review.record import recorded
from pipeline.store import amend
from pipeline.tables import ReviewRow, table

Key = tuple[str, str]  # table, row_id
Records = tuple[ReviewRow, ...]

_SPEC = table("reviews")
_HEADER = table_bytes(_SPEC, ())
_FEW = 100  # rows decided at once; for more the file is written whole


class Ledger:
    """The records of reviews.csv by row, with the way back from each batch of decisions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._records: dict[Key, Records] = {}
        self._lines: dict[Key, bytes] = {}
        self._at: dict[Key, tuple[int, int]] = {}  # start and length; none for a file in another form
        self._in_order = True
        self._batches: list[Mapping[Key, tuple[Records, Records]]] = []
        self._refresh()

    def of(self, key: Key) -> Records:
        """What was decided on a row; () where nothing was."""
        return self._records.get(key, ())

    @property
    def decided(self) -> tuple[Key, ...]:
        """The rows that something was decided on."""
        return tuple(self._records)

    @property
    def can_undo(self) -> bool:
        return bool(self._batches)

    def write(self, changes: Mapping[Key, Records]) -> None:
        """Replaces all records of each row; on return they are on disk.

        Raises PipelineError, with nothing changed, where the file cannot be written or read.
        """
        with writing(self._path.parent):
            self._refresh()
            batch = {key: (self.of(key), records) for key, records in changes.items()}
            self._put(changes)
        self._batches.append(batch)

    def undo(self) -> tuple[Key, ...]:
        """Takes the last batch back; the rows it was about, () where there is none.

        A row that someone else decided on since keeps that decision.
        """
        if not self._batches:
            return ()
        batch = self._batches[-1]
        with writing(self._path.parent):
            self._refresh()
            self._put({key: before for key, (before, after) in batch.items() if self.of(key) == after})
        self._batches.pop()
        return tuple(batch)

    def close(self) -> None:
        """Puts the lines in the order git joins best."""
        with writing(self._path.parent):
            self._refresh()
            if not self._in_order:
                self._write_whole(self._lines)
                self._seen = self._mark()

    def _put(self, changes: Mapping[Key, Records]) -> None:
        lines = {key: _line(key, records) for key, records in changes.items()}
        if self._at and len(changes) <= _FEW:
            self._amend(lines)
        else:
            self._write_whole(self._lines | lines)
        for key, records in changes.items():
            if records:
                self._records[key] = records
            else:
                for known in (self._records, self._lines, self._at):
                    known.pop(key, None)
        self._seen = self._mark()

    def _amend(self, lines: Mapping[Key, bytes]) -> None:
        """Adds lines at the end, in place of those their rows had."""
        at = amend(self._path, b"".join(lines.values()), [self._at[key] for key in lines if key in self._at])
        for key, line in lines.items():
            self._lines[key], self._at[key] = line, (at, len(line))
            at += len(line)
        self._in_order = False

    def _write_whole(self, lines: Mapping[Key, bytes]) -> None:
        """Writes the file anew, its lines in order."""
        write_bytes(self._path, _whole(lines))
        self._keep(lines)

    def _keep(self, lines: Mapping[Key, bytes]) -> None:
        """Notes the lines of a file that has them in order, and where each row's stand."""
        self._lines, at = {}, len(_HEADER)
        for key in sorted(lines):
            self._lines[key], self._at[key] = lines[key], (at, len(lines[key]))
            at += len(lines[key])
        self._in_order = True

    def _refresh(self) -> None:
        """Reads the file again if it is not the one last read or written.

        Raises SetAside, with nothing overwritten, where it cannot be understood.
        """
        mark = self._mark()
        if mark is not None and mark == self._seen:
            return
        decisions, _ = recorded(self._path.parent)
        self._records = grouped(decisions)
        self._at = {}
        self._lines = {key: _line(key, records) for key, records in self._records.items()}
        if self._path.is_file() and self._path.read_bytes() == _whole(self._lines):
            self._keep(self._lines)
        self._seen = mark

    def _mark(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino


def _whole(lines: Mapping[Key, bytes]) -> bytes:
    return _HEADER + b"".join(lines[key] for key in sorted(lines))


def _line(key: Key, records: Records) -> bytes:
    return table_bytes(_SPEC, (cells_of(_SPEC, record) for record in flat({key: records})))[len(_HEADER) :]
