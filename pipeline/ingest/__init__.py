"""A report file of any format → Document. Knows layouts and formats, no report family."""

from __future__ import annotations

from pathlib import Path

from pipeline.ingest.source import Source
from pipeline.ingest.text import read_text
from pipeline.model import Document


def read(path: Path, file: str, document_id: str) -> Document:
    """The report at `path`, read; `file` is what it is called below raw/.

    Its format is told by its content, then by its name. Raises Unreadable where no report can be
    read from it.
    """
    return read_text(Source(path.read_bytes(), file, document_id))
