"""A report file of any format → Document. Knows layouts and formats, no report family."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.ingest.docx.reader import read_docx
from pipeline.ingest.formats import Format, format_of, misnamed
from pipeline.ingest.html.reader import read_html
from pipeline.ingest.ocr.reader import INSTALL, Recogniser, read_image
from pipeline.ingest.pdf.reader import read_pdf
from pipeline.ingest.source import Source
from pipeline.ingest.text.reader import read_text
from pipeline.ingest.tongue import with_language
from pipeline.model import Document
from pipeline.problems import Unreadable

LARGEST = 400_000_000  # bytes: the largest scans of whole books have a quarter of it


def read(path: Path, file: str, document_id: str) -> Document:
    """The report at `path`, read; `file` is what it is called below raw/.

    Its format is told by its content, then by its name. Raises Unreadable where no report can be
    read from it.
    """
    data = _bytes_of(path, file)
    source = Source(data, file, document_id, hashlib.sha256(data).hexdigest())
    format = format_of(data, file)
    document = _READERS[format](path, source)
    told = with_language(document)
    return replace(told, problems=(*misnamed(format, file), *told.problems))


def _bytes_of(path: Path, file: str) -> bytes:
    """The bytes of a file. Raises Unreadable where it cannot be opened or is larger than any report."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(
                f"{file}: over {LARGEST // 1_000_000} MB.",
                "Split it, or save it with its pictures made smaller.",
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{file}: cannot be opened ({error.strerror}).", "Check that it is there and may be read."
        ) from error


def _read_pdf(path: Path, source: Source) -> Document:
    """The document of a PDF; pages without usable text go through Tesseract where it is installed."""
    recogniser = Recogniser(path, source.file)
    reading = read_pdf(path, recogniser)
    problems = (*reading.problems, *recogniser.problems)
    if not reading.blocks:
        if reading.unread:
            first = recogniser.problems[0] if recogniser.problems else None
            raise Unreadable(
                f"{source.file}: none of its {len(reading.pages)} pages has text that can be read.",
                first.remedy if first else INSTALL,
                reading.unread[0],
            )
        raise Unreadable(
            f"{source.file}: the PDF shows no text.", "Get the report again from where it was published."
        )
    return Document(
        document_id=source.document_id,
        file=source.file,
        media_type="application/pdf",
        sha256=source.sha256,
        text=reading.text,
        blocks=reading.blocks,
        tables=reading.tables,
        pages=reading.pages,
        runs=recogniser.placed(reading.runs),
        notes=reading.notes,
        metadata=reading.metadata,
        problems=problems,
    )


_READERS: dict[Format, Callable[[Path, Source], Document]] = {
    "pdf": _read_pdf,
    "docx": lambda _, source: read_docx(source),
    "html": lambda _, source: read_html(source),
    "text": lambda _, source: read_text(source),
    "image": lambda _, source: read_image(source),
}
