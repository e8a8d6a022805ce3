"""Plain text and Markdown → Document: hard-wrapped, bullets lost, cells scattered, as people have them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.canonical import CanonicalText, CellPassages, Passage
from pipeline.ingest.encoding import decode
from pipeline.ingest.ligatures import spelt_out
from pipeline.ingest.source import Source
from pipeline.ingest.text.markdown import Notes, front_matter, prose_of, shown, spelt
from pipeline.ingest.text.pieces import SIGNS, Line, Piece, lines_of
from pipeline.ingest.text.roles import roles_of
from pipeline.ingest.text.shuffled import shuffled_left
from pipeline.ingest.text.unwrap import pieces_of
from pipeline.ingest.words import words_of
from pipeline.model import BlockKind, Document, Metadata, Page, Table
from pipeline.problems import Unreadable

_EMPTY = "Put the report's text into it, or remove it."
_KINDS: dict[str, BlockKind] = {
    "text": "paragraph",
    "item": "list_item",
    "heading": "heading",
    "note": "note",
    "caption": "caption",
    "contents": "contents",
    "furniture": "furniture",
    "graphic": "graphic",
}


def read_text(source: Source) -> Document:
    """The document of a text file. Pages are those its form feeds tell, else it has none.

    Raises Unreadable where the file is empty or no text.
    """
    decoded = decode(source.data, source.file)
    markdown = source.file.lower().endswith((".md", ".markdown", ".mkd"))
    told, text = front_matter(decoded.text) if markdown else ({}, decoded.text)
    lines = lines_of(spelt_out(shown(text) if markdown else text))
    if not lines:
        raise Unreadable(f"{source.file}: the file is empty.", _EMPTY)
    last = lines[-1].page
    pieces = roles_of(pieces_of(lines))
    canon = _Writer(pieces, paged=last > 1).written().finish()
    if not canon.blocks:
        raise Unreadable(f"{source.file}: the file holds no text that shows.", _EMPTY)
    return source.document(
        "text/markdown" if markdown else "text/plain",
        replace(canon, tables=_continued(canon.tables, canon.text)),
        pages=[Page(number, 0.0, 0.0) for number in range(1, last + 1)] if last > 1 else (),
        metadata=_metadata(told),
        problems=(*decoded.problems, *shuffled_left(pieces, source.file)),
    )


def _metadata(told: Mapping[str, str]) -> Metadata:
    date = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?!\d)", told.get("date", ""))
    return Metadata(told.get("title"), told.get("author"), date.group() if date else None)


@dataclass(frozen=True, slots=True)
class _Level:
    """An open list level: how far its markers stand in, and their family."""

    indent: int
    family: str


class _Writer:
    """Lays pieces into canonical text, with their lists, tables and notes."""

    def __init__(self, pieces: Sequence[Piece], *, paged: bool) -> None:
        self._pieces = pieces
        self._paged = paged
        self._known = spelt(line.text for piece in pieces for line in piece.lines)
        labels = [(p.marker or "").strip("[]().") for p in pieces if p.kind == "note"]
        bare = [p.marker for p in pieces if p.kind == "note" and (p.marker or "").isdigit()]
        self._notes = Notes(frozenset(filter(None, labels)), frozenset(filter(None, bare)))
        self._canon = CanonicalText()
        self._lists = 0
        self._levels: list[_Level] = []

    def written(self) -> CanonicalText:
        caption: int | None = None
        table: int | None = None
        for piece in self._pieces:
            if piece.kind not in {"item", "furniture"}:
                self._levels = []
            if piece.kind == "table":
                table = self._table(piece, caption)
                caption = None
                continue
            block = self._canon.add(self._passage(piece))
            if piece.kind == "note" and not piece.marker and table is not None and block is not None:
                self._canon.describe(table, note=block)
            caption = block if piece.kind == "caption" else None
            table = table if piece.kind in {"furniture", "note"} else None
        return self._canon

    def _passage(self, piece: Piece) -> Passage:
        prose = prose_of(piece.lines, known=self._known, notes=self._notes, paged=self._paged)
        if piece.marker and not words_of(prose.words):
            return Passage(piece.marker)
        level = self._item_level(piece) if piece.kind == "item" else piece.level
        return Passage(
            prose.words,
            _KINDS[piece.kind],
            level,
            piece.marker,
            prose.lead if piece.kind != "heading" else None,
            list_id=self._lists if piece.kind == "item" else None,
        )

    def _item_level(self, piece: Piece) -> int:
        """How deep an item is nested: by its indent, else by a marker of another family."""
        here = _Level(piece.indent, _family(piece.marker))
        if not self._levels or (
            len(self._levels) == 1
            and re.fullmatch(r"\(?[1ai][.)]", piece.marker or "")
            and here == self._levels[0]
        ):
            self._lists += 1
            self._levels = [here]
            return 1
        while len(self._levels) > 1 and here.indent < self._levels[-1].indent - 1:
            self._levels.pop()
        families = [level.family for level in self._levels]
        if here.indent > self._levels[-1].indent + 1 or here.family not in families:
            self._levels.append(here)
        else:
            while self._levels[-1].family != here.family:
                self._levels.pop()
        return len(self._levels)

    def _table(self, piece: Piece, caption: int | None) -> int | None:
        page = piece.lines[0].page if self._paged else None
        rows = piece.cells or tuple(
            tuple((Piece("text", (Line(text, page=piece.lines[0].page),)),) for text in row)
            for row in piece.rows
        )
        cells = [
            CellPassages(
                row,
                column,
                tuple(self._passage(part) for part in parts),
                header=row < piece.header_rows,
            )
            for row, line in enumerate(rows)
            for column, parts in enumerate(line)
        ]
        return self._canon.add_table(cells, header_rows=piece.header_rows, caption=caption, page=page)


def _family(marker: str | None) -> str:
    """Markers that look alike: numbers, letters, or one glyph."""
    if marker and re.search(r"\d", marker):
        return "1" * len(re.findall(r"\d+", marker))
    if marker in SIGNS:
        return "±"
    return "a" if marker and marker.strip("().").isalpha() and len(marker) > 1 else marker or ""


def _continued(tables: Sequence[Table], text: str) -> tuple[Table, ...]:
    """Tables that repeat an earlier one's header and have no caption of their own go on from it."""
    done: list[Table] = []
    seen: dict[tuple[str, ...], int] = {}
    for index, table in enumerate(tables):
        header = tuple(" ".join(text[cell.start : cell.end].split()) for cell in table.cells if cell.header)
        earlier = seen.get(header) if header and table.caption is None else None
        done.append(table if earlier is None else replace(table, continues=earlier))
        seen[header] = index
    return tuple(done)
