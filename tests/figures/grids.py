"""Small documents for tests: a caption, a grid, a note, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, BlockKind, Cell, Document, Span, Table


class Draft:
    """A document while it is written down piece by piece."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    def add(self, kind: BlockKind, text: str, **more: object) -> Span:
        """Writes one block and returns where it stands."""
        start = len(self.text)
        self.text += text + "\n\n"
        span = Span(start, start + len(text))
        self.blocks.append(Block(kind, span.start, span.end, **more))  # type: ignore[arg-type]
        return span

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        caption: str | None = None,
        note: str | None = None,
        header_rows: int = 1,
        continues: int | None = None,
    ) -> None:
        """Writes a grid whose first rows are its header."""
        title = self.add("caption", caption) if caption else None
        start = len(self.text)
        cells = []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                at = len(self.text)
                self.text += value + "\t"
                inner = (Block("paragraph", at, at + len(value)),) if value else ()
                cells.append(Cell(r, c, at, at + len(value), header=r < header_rows, blocks=inner))
            self.text += "\n"
        self.blocks.append(Block("table", start, len(self.text), table=len(self.tables)))
        under = self.add("caption", note) if note else None
        self.tables.append(
            Table(
                tuple(cells),
                header_rows,
                len(rows),
                len(rows[0]),
                caption=title,
                note=under,
                continues=continues,
            )
        )

    def done(self, language: str | None = "en") -> Document:
        """The document as the readers would hand it over."""
        return Document(
            "report",
            "report.txt",
            "text/plain",
            "0",
            self.text,
            tuple(self.blocks),
            tuple(self.tables),
            language=language,
        )
