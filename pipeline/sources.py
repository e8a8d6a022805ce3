"""What lies in raw/: the reports, and what people state of them in sources.csv."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from charset_normalizer import from_bytes

from pipeline.problems import Problem
from pipeline.store import write_aside

SOURCES = "sources.csv"
COLUMNS = (
    "file",
    "title",
    "organisation",
    "organisation_acronym",
    "assessor",
    "framework",
    "published",
    "source_url",
    "licence",
    "note",
)
STATED = COLUMNS[1:7]  # what wins over the words of the report
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Source:
    """A report in raw/: `file` is its path there, `stated` what sources.csv says of it."""

    document_id: str
    file: str
    path: Path
    sha256: str
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """All reports in raw/ by id, and what is odd about the folder (a file with each problem)."""

    reports: tuple[Source, ...]
    problems: tuple[tuple[str, Problem], ...]


def sources_in(raw: Path, hashes: Path | None = None, only: str | None = None) -> Sources:
    """The reports below `raw` whose path or name matches `only`.

    `hashes` is a file that remembers hashes by size and time, so that an unchanged archive is not
    read again. Hidden files, lock files of office suites and sources.csv are no reports.
    """
    stated, problems = _stated(raw / SOURCES)
    known = _Hashes(hashes)
    reports: list[Source] = []
    taken: dict[str, str] = {}
    files = {path.relative_to(raw).as_posix(): path for path in _reports(raw)}
    for file, path in sorted(files.items()):
        document_id = _slug(path.stem)
        if document_id in taken:
            problems.append((file, _same_stem(file, taken[document_id])))
            document_id = _slug(f"{document_id}-{hashlib.sha256(file.encode()).hexdigest()[:6]}")
        taken[document_id] = file
        if only is None or fnmatch(file, only) or fnmatch(path.name, only):
            reports.append(Source(document_id, file, path, known.of(path), stated.pop(file, {})))
        else:
            stated.pop(file, None)
    known.save()
    problems += [(file, _no_such_file(file)) for file in stated]
    return Sources(tuple(sorted(reports, key=lambda source: source.document_id)), tuple(problems))


def _reports(raw: Path) -> list[Path]:
    return [
        path
        for path in raw.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(raw).parts)
        and path != raw / SOURCES
        and path.name.lower() not in {"readme.md", "thumbs.db", "desktop.ini"}
    ]


def _slug(stem: str) -> str:
    """A file's name without its ending, as an id: small letters, digits and hyphens, a letter first."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > 80 or not slug:
        slug = f"{slug[:60].rstrip('-')}-{hashlib.sha256(stem.encode()).hexdigest()[:6]}".lstrip("-")
    return slug if slug[0].isalpha() else f"d-{slug}"


def _stated(path: Path) -> tuple[dict[str, dict[str, str]], list[tuple[str, Problem]]]:
    """The rows of sources.csv by file, and what is wrong with them."""
    if not path.exists():
        return {}, []
    text = str(from_bytes(path.read_bytes()).best() or "").lstrip("\ufeff")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    unknown = [name for name in rows.fieldnames or () if name and name not in COLUMNS]
    problems = []
    if "file" not in (rows.fieldnames or ()):
        return {}, [
            (SOURCES, _warning("it has no column “file”.", f"Give it the header: {','.join(COLUMNS)}."))
        ]
    if unknown:
        said = f"unknown columns: {', '.join(unknown)}."
        problems.append((SOURCES, _warning(said, f"Rename or remove them; known are {', '.join(COLUMNS)}.")))
    stated: dict[str, dict[str, str]] = {}
    for row in rows:
        file = (row["file"] or "").strip().replace("\\", "/")
        cells = {name: (row.get(name) or "").strip() for name in STATED}
        if cells["published"] and not _DATE.match(cells["published"]):
            said = f"published “{cells['published']}” of {file} is no date."
            problems.append((SOURCES, _warning(said, "Write it as 2023, 2023-10 or 2023-10-05.")))
            cells["published"] = ""
        if file:
            stated[file] = {name: value for name, value in cells.items() if value}
    return stated, problems


def _warning(problem: str, remedy: str) -> Problem:
    return Problem("run", "warning", f"raw/{SOURCES}: {problem}", remedy)


def _same_stem(file: str, other: str) -> Problem:
    return Problem(
        "run",
        "error",
        f"raw/{file} has the same name as raw/{other}, but for the ending or folder.",
        "Both were read, this one under a longer id. If they are one report, keep one; else rename one.",
    )


def _no_such_file(file: str) -> Problem:
    return _warning(
        f"it names {file}, which is not in raw/.", "Correct the file name in that row, or remove it."
    )


class _Hashes:
    """SHA-256 of files, remembered by size and modification time."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, list[object]] = {}
        self._seen: dict[str, list[object]] = {}
        if path is not None and path.exists():
            try:
                self._known = json.loads(path.read_text(encoding="utf-8"))
            except (json.JSONDecodeError, UnicodeDecodeError):
                self._known = {}  # a damaged memory is made anew

    def of(self, path: Path) -> str:
        status = path.stat()
        mark: list[object] = [status.st_size, status.st_mtime_ns]
        name = str(path.absolute())
        known = self._known.get(name)
        if known and known[:2] == mark:
            digest = str(known[2])
        else:
            with path.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
        self._seen[name] = [*mark, digest]
        return digest

    def save(self) -> None:
        if self._path is not None and self._seen != self._known:
            write_aside(self._path, json.dumps(self._known | self._seen, indent=0, sort_keys=True).encode())
