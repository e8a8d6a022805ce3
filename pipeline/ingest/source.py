"""A file of raw/ as every reader takes it, and the document a reader makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.canonical import Canon
from pipeline.model import Document, Metadata, Page
from pipeline.problems import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one report and what it is called; `file` is its path below raw/."""

    data: bytes
    file: str
    document_id: str
    sha256: str = ""

    def document(
        self,
        media_type: str,
        canon: Canon,
        *,
        pages: Sequence[Page] = (),
        metadata: Metadata | None = None,
        problems: Sequence[Problem] = (),
    ) -> Document:
        """The document of this file, its language still untold."""
        return Document(
            document_id=self.document_id,
            file=self.file,
            media_type=media_type,
            sha256=self.sha256,
            text=canon.text,
            blocks=canon.blocks,
            tables=canon.tables,
            pages=tuple(pages),
            runs=canon.runs,
            notes=canon.notes,
            metadata=metadata or Metadata(),
            problems=tuple(problems),
        )
