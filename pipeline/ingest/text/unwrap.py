"""Lines of a text file → its pieces: paragraphs, items with a printed marker, headings marked so, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.text.breaks import HASHES, is_real, is_rule, measured, usual_width
from pipeline.ingest.text.columns import Columns, columns_in
from pipeline.ingest.text.pieces import PAGE_NUMBER, Line, Piece, marker_at
from pipeline.ingest.text.tabbed import grid_of, grids_in


def pieces_of(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The pieces of a text in order; every line lands in one."""
    usual = usual_width(lines)
    turned = bool(lines) and lines[0].page != lines[-1].page
    done: list[Piece] = []
    start = 0
    for area in columns_in(lines):
        done += _plain(lines[start : area.first], usual, turned=turned)
        glued = bool(done) and not lines[area.first].gap
        if area.prose:
            done += (piece for column in area.rows[0] for piece in _plain(column, usual, turned=turned))
        else:
            done.append(_table_of(lines[area.first : area.last], area, glued=glued))
        start = area.last
    return (*done, *_plain(lines[start:], usual, turned=turned))


def _plain(lines: Sequence[Line], usual: float, *, turned: bool) -> Iterator[Piece]:
    """The pieces of lines that are set in one column."""
    return (piece for chunk in _chunks(lines, turned=turned) for piece in _pieces_in(chunk, usual))


def _table_of(lines: Sequence[Line], area: Columns, *, glued: bool) -> Piece:
    """A table set in columns, every cell cut into its own paragraphs and items."""
    widths = [
        usual_width([line for cell in column for line in cell]) for column in zip(*area.rows, strict=True)
    ]
    cells = tuple(
        tuple(
            tuple(_cell(cell, width, header=number < area.header_rows))
            for cell, width in zip(row, widths, strict=True)
        )
        for number, row in enumerate(area.rows)
    )
    return Piece(
        "table",
        tuple(lines),
        gap=lines[0].gap,
        glued=glued,
        cells=cells,
        header_rows=area.header_rows,
    )


def _cell(lines: Sequence[Line], width: float, *, header: bool) -> Iterator[Piece]:
    """The pieces of a cell; the lines of a header, or of one or two words each, are one."""
    if header or all(len(line.text.split()) < 3 and not marker_at(line.text) for line in lines):
        yield from [Piece("text", tuple(lines))] if lines else []
        return
    apart = (n for n, (above, line) in enumerate(pairwise(lines), 1) if line.gap and line.page == above.page)
    for first, last in pairwise([0, *apart, len(lines)]):
        yield from _prose(lines[first:last], width)


def _chunks(lines: Sequence[Line], *, turned: bool) -> Iterator[tuple[Line, ...]]:
    """Lines without a blank line or page break between them."""
    chunk: list[Line] = []
    for line, after in pairwise([*lines, None]):
        if line is None:
            continue
        foot = turned and (after is None or after.page != line.page) and PAGE_NUMBER.fullmatch(line.text)
        if chunk and (line.gap or line.page != chunk[-1].page or foot):
            yield tuple(chunk)
            chunk = []
        chunk.append(line)
    if chunk:
        yield tuple(chunk)


def _pieces_in(chunk: tuple[Line, ...], usual: float) -> Iterator[Piece]:
    """The pieces of one chunk: tables cut out, the rest cut where a line break is real."""
    start = 0
    for first, last in grids_in(chunk):
        yield from _prose(chunk[start:first], usual)
        yield grid_of(chunk[first:last], glued=first > 0)
        start = last
    yield from _prose(chunk[start:], usual, glued=start > 0)


def _prose(chunk: Sequence[Line], usual: float, *, glued: bool = False) -> Iterator[Piece]:
    """Paragraphs, items and headings of lines that hold no table."""
    if not chunk:
        return
    measure = measured(chunk, usual)
    begun = 0
    for number in range(1, len(chunk) + 1):
        if number < len(chunk) and not is_real(chunk, begun, number, measure):
            continue
        yield _piece(chunk[begun:number], glued=glued or begun > 0)
        begun = number


def _piece(lines: Sequence[Line], *, glued: bool) -> Piece:
    """One piece, its printed marker taken off the first line."""
    first = lines[0]
    base = Piece("text", tuple(lines), indent=first.indent, gap=first.gap, glued=glued)
    if is_rule(first):
        return replace(base, kind="furniture")
    hashes = HASHES.match(first.text)
    found = hashes or marker_at(first.text)
    if found is None:
        return base
    rest = tuple(line for line in (replace(first, text=first.text[found.end() :]), *lines[1:]) if line.text)
    if not rest:
        return base
    if hashes:
        return replace(base, kind="heading", lines=rest, marker=hashes.group(1), level=len(hashes.group(1)))
    return replace(base, kind="item", lines=rest, marker=found.group().strip())
