"""Decisions made on the page, each on disk in reviews.csv before the next row shows.

A row decided for the first time adds its lines to the end of the file; whatever changes lines that
stand there has the file written whole, aside and renamed. What another program wrote in the meantime
is read first, so that neither loses the other's decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.csvfile import cells_of, table_bytes, write_bytes
from pipeline.review.decisions import flat, grouped
from pipeline.review.lock import writing
from pipeline.review.record import recorded
from pipeline.store import append
from pipeline.tables import ReviewRow, table

Key = tuple[str, str]  # table, row_id
Records = tuple[ReviewRow, ...]

_SPEC = table("reviews")
_HEADER = table_bytes(_SPEC, ())


class Ledger:
    """The records of reviews.csv by row, with the way back from each batch of decisions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._records: dict[Key, Records] = {}
        self._lines: dict[Key, bytes] = {}
        self._as_written = False  # else a line at its end could be in another form than those before it
        self._in_order = False
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
        """Puts the lines in the order git joins best, where new ones stand at the end."""
        with writing(self._path.parent):
            self._refresh()
            if not self._in_order:
                self._put({})

    def _put(self, changes: Mapping[Key, Records]) -> None:
        lines = {key: _line(key, records) for key, records in changes.items()}
        new = all(records and key not in self._records for key, records in changes.items())
        if self._as_written and new and changes:
            append(self._path, b"".join(lines.values()))
            self._in_order = False
        else:
            kept = self._lines | lines
            write_bytes(self._path, _HEADER + b"".join(kept[key] for key in sorted(kept)))
            self._as_written = self._in_order = True
        for key, records in changes.items():
            if records:
                self._records[key], self._lines[key] = records, lines[key]
            else:
                self._records.pop(key, None)
                self._lines.pop(key, None)
        self._seen = self._mark()

    def _refresh(self) -> None:
        """Reads the file again if it is not the one last read or written.

        Raises SetAside, with nothing overwritten, where it cannot be understood.
        """
        mark = self._mark()
        if mark is not None and mark == self._seen:
            return
        decisions, _ = recorded(self._path.parent)
        self._records = grouped(decisions)
        self._lines = {key: _line(key, records) for key, records in self._records.items()}
        whole = _HEADER + b"".join(self._lines[key] for key in sorted(self._lines))
        self._as_written = self._in_order = self._path.is_file() and self._path.read_bytes() == whole
        self._seen = mark

    def _mark(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino


def _line(key: Key, records: Records) -> bytes:
    return table_bytes(_SPEC, (cells_of(_SPEC, record) for record in flat({key: records})))[len(_HEADER) :]
