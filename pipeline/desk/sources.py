"""The report beside the row: its pages as images with their words, or its text."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pypdfium2

from pipeline.language import sentences
from pipeline.model import Box, Document, Run, Span
from pipeline.problems import PipelineError
from pipeline.tables import DocumentRow

WIDTH = 1200  # pixels of a page's image
MOST_PIXELS = 6_000_000
KEPT_IMAGES = 48
KEPT_DOCUMENTS = 4
TEXT_AROUND = 4000  # characters of text shown before and after a row's own

Loader = Callable[[DocumentRow], Document | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is shown as one paragraph."""

    kind: str
    words: tuple[tuple[int, int, str, bool], ...]  # start, end, the word, whether it is marked


class Sources:
    """The reports of the tables, by id; nothing else is ever read."""

    def __init__(self, out: Path, raw: Path, documents: Sequence[DocumentRow], load: Loader) -> None:
        self._out = out
        self._raw = raw
        self._rows = {row.document_id: row for row in documents}
        self._load = load
        self._documents: OrderedDict[str, Document | None] = OrderedDict()
        self._images: OrderedDict[tuple[str, int], bytes | None] = OrderedDict()
        self._lock = Lock()  # pdfium serves one thread at a time

    def document(self, document_id: str) -> Document | None:
        """The report as read, or None where it cannot be had any more."""
        if document_id not in self._rows:
            return None
        with self._lock:
            if document_id not in self._documents:
                self._documents[document_id] = self._loaded(document_id)
                if len(self._documents) > KEPT_DOCUMENTS:
                    self._documents.popitem(last=False)
            self._documents.move_to_end(document_id)
            return self._documents[document_id]

    def _loaded(self, document_id: str) -> Document | None:
        """The report, if it still is the one the rows were read from: their places are offsets in it."""
        try:
            document = self._load(self._rows[document_id])
        except (PipelineError, OSError):
            return None  # its text is shown instead
        text = self._written(document_id)
        return document if document is None or text is None or document.text == text else None

    def _written(self, document_id: str) -> str | None:
        """The text as it was written with the tables."""
        try:
            return (self._out / "text" / f"{document_id}.txt").read_bytes().decode("utf-8-sig")
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def text(self, document_id: str) -> str | None:
        """The canonical text of a report."""
        document = self.document(document_id)
        if document is not None:
            return document.text
        return self._written(document_id) if document_id in self._rows else None

    def image(self, document_id: str, number: int) -> bytes | None:
        """A page as JPEG; None where the report has no such page or is no PDF."""
        place = (document_id, number)
        with self._lock:
            if place not in self._images:
                self._images[place] = self._rendered(document_id, number)
                if len(self._images) > KEPT_IMAGES:
                    self._images.popitem(last=False)
            self._images.move_to_end(place)
            return self._images[place]

    def _rendered(self, document_id: str, number: int) -> bytes | None:
        path = self._file(document_id)
        if path is None:
            return None
        try:
            with pypdfium2.PdfDocument(path) as pdf:
                if not 1 <= number <= len(pdf):
                    return None
                return _picture(pdf[number - 1])
        except (pypdfium2.PdfiumError, OSError):
            return None  # broken, or locked by a password

    def _file(self, document_id: str) -> Path | None:
        """The report's PDF below raw/; None where there is none."""
        row = self._rows.get(document_id)
        if row is None or row.media_type not in {None, "application/pdf"}:
            return None
        path = (self._raw / row.file).resolve()
        return path if path.is_relative_to(self._raw.resolve()) and path.is_file() else None

    def size(self, document_id: str, number: int) -> tuple[float, float] | None:
        """Width and height of a page in points; None where it cannot be shown as an image."""
        document = self.document(document_id)
        if document is None or self._file(document_id) is None:
            return None
        return next(((p.width, p.height) for p in document.pages if p.number == number), None)

    def words(self, document_id: str, number: int) -> tuple[tuple[Run, str], ...]:
        """The words of a page and where they are printed."""
        document = self.document(document_id)
        if document is None:
            return ()
        runs = (run for run in document.runs if run.page == number)
        return tuple((run, document.text[run.start : run.end]) for run in runs)

    def marks(self, document_id: str, span: Span) -> tuple[tuple[int, Box], ...]:
        """Where a span is printed: a box for each line it runs over."""
        document = self.document(document_id)
        if document is None:
            return ()
        return tuple(_lines([_clipped(run, span) for run in document.runs_at(span)]))

    def pieces(self, document_id: str, span: Span) -> tuple[Piece, ...] | None:
        """The text around a span, paragraph by paragraph; None where there is no text."""
        text = self.text(document_id)
        if text is None:
            return None
        start, end = max(span.start - TEXT_AROUND, 0), min(span.end + TEXT_AROUND, len(text))
        document = self.document(document_id)
        blocks: list[tuple[str, int, int]] = (
            [] if document is None else [(b.kind, b.start, b.end) for b in document.blocks]
        )
        if not blocks:
            blocks = list(_paragraphs(text))
        shown = ((kind, max(s, start), min(e, end)) for kind, s, e in blocks if s < end and e > start)
        return tuple(Piece(kind, tuple(_words(text, s, e, span))) for kind, s, e in shown)

    def sentence(self, document_id: str, span: Span) -> str:
        """The sentence a span begins in, white space folded."""
        text = self.text(document_id) or ""
        document = self.document(document_id)
        blocks = [] if document is None else [(b.start, b.end) for b in document.blocks]
        if not blocks:
            blocks = [(start, end) for _, start, end in _paragraphs(text)]
        for start, end in blocks:
            if start <= span.start < end:
                said = (s for s in sentences(text[start:end]) if s.start <= span.start - start < s.end)
                around = next(said, Span(0, end - start))
                return " ".join(text[start + around.start : start + around.end].split())
        return " ".join(text[span.start : span.end].split())

    def find(self, document_id: str, words: str, near: int) -> Span | None:
        """Where words stand in a report, white space aside: the place nearest to an offset."""
        text = self.text(document_id)
        wanted = "".join(words.split())
        if text is None or not wanted:
            return None
        kept = [n for n, character in enumerate(text) if not character.isspace()]
        packed = "".join(text[n] for n in kept)
        places: list[Span] = []
        at = packed.find(wanted)
        while at >= 0:
            places.append(Span(kept[at], kept[at + len(wanted) - 1] + 1))
            at = packed.find(wanted, at + 1)
        return min(places, key=lambda place: abs(place.start - near), default=None)

    def page_at(self, document_id: str, offset: int) -> int | None:
        """The page an offset is printed on."""
        document = self.document(document_id)
        return None if document is None else document.page_at(offset)


def _picture(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale, rev_byteorder=True).to_pil()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=90, subsampling=0)  # PNG takes ten times as long
    return buffer.getvalue()


def _lines(runs: Sequence[Run]) -> list[tuple[int, Box]]:
    """The boxes of words, those that stand side by side joined."""
    lines: list[tuple[int, Box]] = []
    for run in runs:
        if lines and lines[-1][0] == run.page and _beside(lines[-1][1], run.box):
            before = lines[-1][1]
            box = Box(before.x0, min(before.top, run.box.top), run.box.x1, max(before.bottom, run.box.bottom))
            lines[-1] = (run.page, box)
        else:
            lines.append((run.page, run.box))
    return lines


def _clipped(run: Run, span: Span) -> Run:
    """The part of a printed word that lies in the span, its characters taken for equally wide."""
    start, end = max(run.start, span.start), min(run.end, span.end)
    wide = (run.box.x1 - run.box.x0) / max(run.end - run.start, 1)
    left, right = run.box.x0 + (start - run.start) * wide, run.box.x1 - (run.end - end) * wide
    return Run(start, end, run.page, run.box._replace(x0=left, x1=right))


def _beside(left: Box, right: Box) -> bool:
    """Whether a word goes on the line that ends with the other box."""
    middle = (right.top + right.bottom) / 2
    near = 2 * max(right.bottom - right.top, 1)
    return left.top <= middle <= left.bottom and -1 <= right.x0 - left.x1 <= near


def _paragraphs(text: str) -> list[tuple[str, int, int]]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append(("paragraph", start, start + len(line)))
        start += len(line)
    return found


def _words(text: str, start: int, end: int, marked: Span) -> list[tuple[int, int, str, bool]]:
    words, at = [], start
    for word in text[start:end].split():
        at = text.index(word, at)
        inside = at < marked.end and at + len(word) > marked.start
        words.append((at, at + len(word), word, inside))
        at += len(word)
    return words
