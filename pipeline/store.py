"""Stage results on disk, found again by what they were made from."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.problems import PipelineError

T = TypeVar("T")

PACKAGE = Path(__file__).parent
STALE = 14 * 24 * 3600  # seconds after which a result nobody uses is dropped


class Store:
    """Results under one folder, a file each: `<stage>/<key>.msgpack`.

    A key is a hash of everything the result depends on, so a result never goes stale: when a
    report, a rule or the code of a stage changes, its key changes. Files are written aside and
    renamed; a damaged one counts as absent.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def get(self, stage: str, key: str, kind: type[T]) -> T | None:
        """The result of a stage, or None where there is none."""
        try:
            return msgspec.msgpack.decode(self._path(stage, key).read_bytes(), type=kind)
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def put(self, stage: str, key: str, value: object) -> None:
        """Keeps a result."""
        write_aside(self._path(stage, key), msgspec.msgpack.encode(value))

    def prune(self, stage: str, keep: Iterable[str]) -> None:
        """Removes old results of a stage but those to keep; newer ones may be another run's."""
        names = {f"{key}.msgpack" for key in keep}
        for path in (self.root / stage).glob("*.msgpack"):
            if path.name not in names and time.time() - path.stat().st_mtime > STALE:
                path.unlink(missing_ok=True)

    def _path(self, stage: str, key: str) -> Path:
        return self.root / stage / f"{key}.msgpack"


def write_aside(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment either the old or the new one is there, whole.

    On return it is safe on disk. Raises PipelineError where the disk is full or the file may not be
    written; what stood there before stands there still.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        aside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def amend(path: Path, lines: bytes, gone: Sequence[tuple[int, int]] = ()) -> int:
    """Adds lines to the end of a file, then blanks others (start, length); returns where the new ones start.

    On return both are safe on disk. Wherever it is cut off, no line is lost. Raises PipelineError with
    the file as it was where the lines cannot be added.
    """
    try:
        with path.open("r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            try:
                if file.write(lines) < len(lines):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(file.fileno())
            except OSError:
                file.truncate(end)
                raise
            for start, length in gone:
                file.seek(start)
                file.write(b" " * (length - 1) + b"\n")
            if gone:
                os.fsync(file.fileno())
            return end
    except OSError as error:
        raise unwritable(path, error) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> PipelineError:
    """What to tell where a file cannot be written."""
    return PipelineError(
        f"{path}: cannot be written ({error.strerror or error}). What stood there is untouched. Free some "
        "space, allow writing there, or close the program that has the file open; then try again."
    )


def key_of(*parts: object) -> str:
    """A short hash of parts; equal parts give equal keys on every machine."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else msgspec.json.encode(part, order="deterministic")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def code_key(*names: str) -> str:
    """Hash of the code and rules under the package: of modules, packages or folders by name."""
    digest = hashlib.blake2b(digest_size=16)
    for name in names:
        for path in _files(name):
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(name: str) -> list[Path]:
    module = PACKAGE / f"{name}.py"
    if module.exists():
        return [module]
    return sorted(
        path
        for path in (PACKAGE / name).rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    )


@cache
def versions(*packages: str) -> tuple[str, ...]:
    """The installed versions of packages a stage's results depend on."""
    return tuple(version(package) for package in packages)
