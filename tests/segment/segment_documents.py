"""Small documents for tests, written the way they read.

    doc("# Heading", "A paragraph.", "- a bullet", "  - nested in it", "1. numbered", "** Lead. ** Rest.",
        grid("Recommendation | Response", "Do this | Accepted"))

A heading has as many `#` as its level; `**Bold lead.** text` gives a block with a lead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, Cell, Document, Finding, Segmentation, Table
from pipeline.profile import Profile, load_profiles
from pipeline.segment import segment

_LINE = re.compile(
    r"(?P<heads>#+)\s+|(?P<indent>\s*)(?P<marker>[-+•–▲▼✓✗]|\(?[0-9]+(?:\.[0-9]+)*[.)]|\(?[a-z]\)|R[0-9]+[.:]?)\s+"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, the first `headers` of them header rows; a cell may hold lines."""

    rows: tuple[tuple[str, ...], ...]
    headers: int


def grid(*rows: str, headers: int = 1) -> Grid:
    """A table whose cells are parted by "|"; "//" breaks a cell into blocks; a cell "^" is part of the one above."""
    return Grid(tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows), headers)


def doc(*parts: str | Grid, language: str | None = "en") -> Document:
    """A document of these blocks and tables, without pages."""
    built = _Builder()
    for part in parts:
        if isinstance(part, Grid):
            built.table(part)
        else:
            built.add(part)
    return Document(
        "test",
        "test.txt",
        "text/plain",
        "0",
        built.text,
        tuple(built.blocks),
        tuple(built.tables),
        language=language,
    )


class _Builder:
    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.list_id = 0

    def add(self, line: str) -> None:
        if not (self.blocks and self.blocks[-1].kind == "list_item"):
            self.list_id += 1
        self.blocks.append(self.block(line))

    def block(self, line: str) -> Block:
        self.text += "\n" if self.text else ""
        match = _LINE.match(line)
        if match and match["heads"]:
            return self._put("heading", line[match.end() :], level=len(match["heads"]))
        if match and match["marker"]:
            self.text += match["marker"] + " "
            depth = len(match["indent"]) // 2 + 1
            return self._put("list_item", line[match.end() :], depth, match["marker"], self.list_id)
        return self._put("paragraph", line)

    def _put(
        self, kind: str, words: str, level: int = 0, marker: str | None = None, list_id: int | None = None
    ) -> Block:
        bold = re.match(r"\*\*(.+?)\*\*", words)
        words = words.replace("**", "")
        start = len(self.text)
        self.text += words
        lead = start + len(bold[1]) if bold else None
        return Block(kind, start, len(self.text), None, level, marker, lead, list_id=list_id)  # type: ignore[arg-type]

    def table(self, printed: Grid) -> None:
        cells: list[Cell] = []
        first = len(self.text) + 1
        for row, texts in enumerate(printed.rows):
            for column, text in enumerate(texts):
                if text == "^":
                    above = max((c for c in cells if c.column == column), key=lambda c: c.row)
                    cells[cells.index(above)] = replace(above, row_span=row - above.row + 1)
                    continue
                self.list_id += 1
                inner = tuple(self.block(line.strip()) for line in text.split("//")) if text else ()
                start = inner[0].start if inner else len(self.text)
                cells.append(Cell(row, column, start, len(self.text), row < printed.headers, blocks=inner))
        columns = max(len(texts) for texts in printed.rows)
        self.blocks.append(Block("table", first, len(self.text), table=len(self.tables)))
        self.tables.append(Table(tuple(cells), printed.headers, len(printed.rows), columns))


PROFILES = load_profiles()


def found(document: Document, profiles: Sequence[Profile] = PROFILES) -> Segmentation:
    """What the segment stage finds in it."""
    return segment(document, tuple(profiles), {})


def shown(document: Document, finding: Finding) -> str:
    """A finding as tests compare it: "reform/recommendation [Recommendation 3] text"."""
    stage = f"/{finding.stage}" if finding.stage else ""
    label = f" [{finding.label}]" if finding.label else ""
    return f"{finding.kind}{stage}{label} {document.quote(finding.span)}"


def declared_in(document: Document, profiles: Sequence[Profile] = PROFILES) -> list[str]:
    """The declared findings, in order, as tests compare them."""
    return [shown(document, f) for f in found(document, profiles).findings if f.basis != "wording"]
