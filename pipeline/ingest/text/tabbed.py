"""Tables of a text file: lines in a row with as many cells each, parted by tabs, strokes or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.ingest.text.pieces import Line, Piece, marker_at

_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?|")
_FIGURE = r"[-–(]?\d{1,3}(?: \d{3})+[.,]\d+\)?|[-–(]?\d[\d.,]*%?\)?(?!\S)|n/?a(?!\S)|[-–](?!\S)"
_TAIL = re.compile(rf"(?:\s+(?:{_FIGURE})){{2,}}$")  # numbers behind the name of a row, as far apart as words


def grids_in(chunk: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where lines in a row hold the same number of cells: the first line and the one behind the last.

    Cells that only wide gaps part need three lines, most of them with a number.
    """
    counts = [len(_cells(line.text)) for line in chunk]
    start = 0
    while start < len(chunk):
        end = start + 1
        while end < len(chunk) and (counts[end] == counts[start] or _PIPE_RULE.match(chunk[end].text)):
            end += 1
        sure = counts[start] > 1 and (not _is_gapped(chunk[start]) or _has_numbers(chunk[start:end]))
        if sure and end - start > 1:
            yield start, end
        start = end


def _is_gapped(line: Line) -> bool:
    return "\t" not in line.text and "|" not in line.text


def _has_numbers(lines: Sequence[Line]) -> bool:
    """Whether most lines hold a cell behind the first that begins with a number."""
    numbers = sum(any(re.match(r"[-–(]?\W?\d", cell) for cell in _cells(line.text)[1:]) for line in lines)
    return len(lines) > 2 and numbers * 3 >= len(lines) * 2


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a table's line; a line of prose is one cell."""
    if "\t" in line:
        cut = tuple(cell.strip() for cell in line.split("\t"))
        lead = marker_at(line)
        return cut[:1] if len(cut) == 2 and lead and not line[lead.end() :].count("\t") else cut
    if line.count("|") > 1 or (line.count("|") == 1 and " | " in line):
        return tuple(
            cell.strip().replace("\\|", "|")
            for cell in re.split(r"(?<!\\)\|", line.removeprefix("|").removesuffix("|"))
        )
    numbered = numbers_apart(line)
    if len(numbered) > 3 or (len(numbered) > 2 and re.search(r"\d[.,%]", " ".join(numbered[1:]))):
        return numbered
    gapped = tuple(re.split(r"\s{3,}", line))
    return gapped if all(gapped) and not marker_at(line) else (line,)


def numbers_apart(line: str) -> tuple[str, ...]:
    """A row's name and the numbers behind it; a line that ends in fewer than two numbers stays whole."""
    tail = None if marker_at(line) else _TAIL.search(" " + line)
    if tail is None:
        return (line,)
    name = line[: max(0, tail.start() - 1)].strip()
    return (*([name] if name else []), *re.findall(_FIGURE, tail.group()))


def grid_of(lines: Sequence[Line], *, glued: bool) -> Piece:
    """A table; its header is what stands above a Markdown rule, or a first row of words over numbers."""
    ruled = [number for number, line in enumerate(lines) if _PIPE_RULE.match(line.text)]
    rows = tuple(_cells(line.text) for number, line in enumerate(lines) if number not in ruled)
    header = ruled[0] if ruled else int(_is_header(rows))
    return Piece(
        "table",
        tuple(lines),
        gap=lines[0].gap,
        glued=glued,
        rows=rows,
        header_rows=min(header, max(0, len(rows) - 1)),
    )


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    first, body = rows[0], rows[1:]
    if not body or any(re.fullmatch(r"[\W\d]+", cell) and not _YEAR.fullmatch(cell) for cell in first):
        return False
    numbers = any(re.search(r"\d", cell) for row in body for cell in row[1:])
    short = all(len(cell.split()) <= 6 and not cell.endswith(".") for cell in first)
    return numbers or (short and len(body) > 1)
