"""What Word files and web pages have in common: paragraphs of bits that are bold or call a note, and grids.

Readers make these; `laid` turns them into canonical text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ingest.canonical import Canon, CanonicalText, CellPassages, Passage
from pipeline.ingest.words import Word
from pipeline.model import BlockKind

CAPTION = re.compile(r"(?i:table|figure|fig\.|chart|graph|map|box|exhibit)\s+(?:\d|[A-Z]\b|[IVX]+\b)")
SOURCE_LINE = re.compile(r"(?:sources?|notes?)\s*:", re.I)
_BASE = re.compile(r"(?:^|[\d/])(?:[kcdm]?m|ft|in|10)$", re.I)  # of m², km², 10⁶
_LONGEST_HEADING = 18  # words


@dataclass(frozen=True, slots=True)
class Bit:
    """Some characters of a paragraph in one type. With `call` they are the marker of that note."""

    text: str
    bold: bool = False
    call: str | None = None


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, heading, item or note; `keys` are the notes it is (or begins)."""

    bits: tuple[Bit, ...]
    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str | None = None
    list_key: str | None = None
    keys: tuple[str, ...] = ()
    panel: int | None = None

    @property
    def text(self) -> str:
        return " ".join("".join(bit.text for bit in self.bits if bit.call is None).split())


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its paragraphs and its place."""

    row: int
    column: int
    paras: tuple[Para, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first `header_rows` rows are its header."""

    cells: tuple[GridCell, ...]
    header_rows: int = 0

    @property
    def paras(self) -> tuple[Para, ...]:
        """The paragraphs of all cells."""
        return tuple(para for cell in self.cells for para in cell.paras)


Item = Para | Grid


def laid(items: Sequence[Item]) -> Canon:
    """Canonical text of the items, captions tied to tables, note markers to notes."""
    kept = [item for item in items if isinstance(item, Grid) or item.text]
    return _Layer(_captions(_bold_headings(_contents(kept)))).canon()


class _Layer:
    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._canon = CanonicalText()
        self._lists: dict[str, int] = {}
        self._keys = frozenset(
            key for item in items if isinstance(item, Para) and item.kind == "note" for key in item.keys
        )

    def canon(self) -> Canon:
        caption: int | None = None
        table: int | None = None
        for item in self._items:
            if isinstance(item, Grid):
                table = self._grid(item, caption)
                caption = None
                continue
            block = self._canon.add(self._passage(item))
            if item.kind == "note" and not item.keys and table is not None and block is not None:
                self._canon.describe(table, note=block)
            caption = block if item.kind == "caption" else None
            table = table if item.kind == "note" else None
        return self._canon.finish()

    def _passage(self, para: Para) -> Passage:
        words, lead = words_in(para.bits, self._keys)
        list_id = None
        if para.kind == "list_item":
            list_id = self._lists.setdefault(para.list_key or "", len(self._lists) + 1)
        return Passage(
            words,
            para.kind,
            para.level,
            para.marker,
            lead if para.kind in {"paragraph", "list_item"} else None,
            list_id=list_id,
            panel=para.panel,
        )

    def _grid(self, grid: Grid, caption: int | None) -> int | None:
        cells = [
            CellPassages(
                cell.row,
                cell.column,
                tuple(self._passage(para) for para in cell.paras),
                cell.row < grid.header_rows,
                cell.row_span,
                cell.column_span,
            )
            for cell in grid.cells
        ]
        return self._canon.add_table(cells, header_rows=grid.header_rows, caption=caption)


def words_in(bits: Sequence[Bit], notes: Collection[str]) -> tuple[tuple[Word, ...], int | None]:
    """The words of some bits, markers of known notes lifted; and how many words its bold lead has."""
    text = "".join(bit.text for bit in bits)
    calls: list[tuple[int, int]] = []
    bold_end = place = 0
    bold, last = True, None
    for bit in bits:
        end = place + len(bit.text)
        if bit.call is not None and (bit.call in notes or _is_marker(bit, text[:place])):
            calls = [*calls[:-1], (calls[-1][0], end)] if last == bit.call else [*calls, (place, end)]
            last = bit.call
        elif bit.text.strip():
            bold = bold and bit.bold
            bold_end, last = end if bold else bold_end, None
        place = end
    lifted = {place for start, end in calls for place in range(start, end)}
    bare = "".join("\0" if place in lifted else char for place, char in enumerate(text))
    words: list[Word] = []
    lead = 0
    for found in re.finditer(r"\S+", bare):
        labels = [_label(text[start:end]) for start, end in calls if found.start() <= start < found.end()]
        words.append(Word(found.group().replace("\0", ""), notes=tuple(labels)))
        lead += found.end() <= bold_end and bool(words[-1].text)
    return tuple(words), lead if 0 < lead < len(words) else None


def _label(marker: str) -> str:
    """The label in a marker's text: "[footnote 7]" → "7"."""
    return re.sub(r"^(?:foot|end)?note\s*", "", marker.strip("[]() ."), flags=re.I)


def _is_marker(bit: Bit, before: str) -> bool:
    """Whether a raised number that calls no known note is a marker all the same, not an exponent."""
    word = before.rsplit(maxsplit=1)[-1] if before.strip() and not before[-1].isspace() else ""
    raised = bit.call is not None and bit.call.startswith("raised:")
    return raised and bool(word) and not _BASE.search(word)


def raised_notes(items: Sequence[Item]) -> list[Item]:
    """Paragraphs that begin with a raised number which a raised number above calls are notes."""
    called: set[str] = set()
    done: list[Item] = []
    for item in items:
        if not isinstance(item, Para):
            done.append(item)
            continue
        first = next((bit for bit in item.bits if bit.text.strip()), None)
        if first is not None and first.call in called and first.call and first.call.startswith("raised:"):
            rest = tuple(bit for bit in item.bits if bit is not first)
            item = replace(item, kind="note", bits=rest, marker=first.text.strip(), keys=(first.call,))  # noqa: PLW2901
        called.update(bit.call for bit in item.bits if bit.call)
        done.append(item)
    return done


def _contents(items: Sequence[Item]) -> list[Item]:
    """The heading of a table of contents goes with it."""
    done: list[Item] = []
    for item, after in pairwise([*items, None]):
        over = isinstance(after, Para) and after.kind == "contents"
        if over and isinstance(item, Para) and item.kind == "heading":
            item = replace(item, kind="contents", level=0)  # noqa: PLW2901
        if item is not None:
            done.append(item)
    return done


def _bold_headings(items: Sequence[Item]) -> list[Item]:
    """Short paragraphs set wholly in bold, with something under them, are headings below the last.

    Right above a table such a line is its caption, but for the line a document begins with and
    where other lines in bold head paragraphs.
    """
    done: list[Item] = []
    above = 0
    usual = sum(
        isinstance(item, Para) and isinstance(after, Para) and is_bold_heading(item)
        for item, after in pairwise(items)
    )
    for item, after in pairwise([*items, None]):
        if isinstance(item, Para) and item.kind == "heading":
            above = item.level
        heads = isinstance(after, Para) or (after is not None and (not done or usual > 1))
        if isinstance(item, Para) and heads and is_bold_heading(item):
            done.append(replace(item, kind="heading", level=above + 1))
        elif item is not None:
            done.append(item)
    return done


def is_bold_heading(para: Para) -> bool:
    """Whether a paragraph is short, in bold, and no sentence."""
    if para.kind != "paragraph" or not all(bit.bold or not bit.text.strip() for bit in para.bits):
        return False
    words = para.text.split()
    short = len(words) <= _LONGEST_HEADING and re.search(r"[^\W\d_]{2}", para.text) is not None
    return short and not re.search(r"[.:;,]$", para.text) and not CAPTION.match(para.text)


def _captions(items: Sequence[Item]) -> list[Item]:
    """Title lines of tables and figures, and the source lines under them."""
    done: list[Item] = []
    for item, after in pairwise([*items, None]):
        if isinstance(item, Para) and item.kind == "paragraph" and len(item.text.split()) <= 40:
            labelled = CAPTION.match(item.text) and not re.search(r"[;,]$", item.text)
            close = isinstance(after, Grid) and len(item.text.split()) <= 25
            unclosed = not re.search(r"[.;:,]$", item.text)
            if (labelled and (close or unclosed)) or (close and unclosed):
                item = replace(item, kind="caption")  # noqa: PLW2901 - the same item, its kind known now
            elif SOURCE_LINE.match(item.text):
                item = replace(item, kind="note")  # noqa: PLW2901
        if item is not None:
            done.append(item)
    return done
