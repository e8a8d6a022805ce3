"""A report file of any format → Document. Knows layouts and formats, no report family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.ingest.docx import read_docx
from pipeline.ingest.formats import Format, format_of, misnamed
from pipeline.ingest.html import read_html
from pipeline.ingest.source import Source
from pipeline.ingest.text import read_text
from pipeline.ingest.tongue import with_language
from pipeline.model import Document

_READERS: dict[Format, Callable[[Source], Document]] = {
    "docx": read_docx,
    "html": read_html,
    "text": read_text,
}


def read(path: Path, file: str, document_id: str) -> Document:
    """The report at `path`, read; `file` is what it is called below raw/.

    Its format is told by its content, then by its name. Raises Unreadable where no report can be
    read from it.
    """
    source = Source(path.read_bytes(), file, document_id)
    format = format_of(source.data, file)
    document = with_language(_READERS[format](source))
    return replace(document, problems=(*misnamed(format, file), *document.problems))
