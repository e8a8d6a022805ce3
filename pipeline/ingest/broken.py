"""Paragraphs of Word files and web pages that are several: told apart by their line breaks alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.rich import Bit, Para, is_bold_heading

_LABEL = re.compile(r"\s*([^\W\d_]+)\s?#?(\d{1,2})(?=[.:)]?\s)")  # "Recommendation 2. ", "R2: "
_CLOSED = re.compile(r"(?:[.;]|[,;]? (?:and|or))\s*$")
FEWEST_ITEMS = 2


def parts_of(para: Para, key: str, is_item: Callable[[str], bool]) -> list[Para]:
    """A paragraph as itself, or cut at the line breaks that part it; `key` names a list in it.

    Such a break follows an empty line, stands beside a line that heads others in bold, before one
    of several labels that count up, or before what `is_item` takes for an item. The lines behind a
    colon, where all end as items do, are a list.
    """
    text = "".join(bit.text for bit in para.bits)
    if "\n" not in text:
        return [para]
    edges = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    lines = [replace(para, bits=cut(para.bits, start, end)) for start, end in pairwise(edges)]
    said = [line.text for line in lines]
    heads = [is_bold_heading(line) for line in lines]
    listed = _announced(said)
    parts: list[Para] = []
    for number, line in enumerate(lines):
        item = number in listed
        apart = (
            not parts
            or item
            or not said[number - 1]
            or heads[number] is not heads[number - 1]
            or is_item(said[number] + " ")
            or _counts(said, number)
        )
        if not apart:
            parts[-1] = replace(parts[-1], bits=(*parts[-1].bits, *line.bits))
        elif said[number]:
            rest = replace(line, kind="paragraph", level=0, marker=None, list_key=None, keys=())
            parts.append(replace(rest, kind="list_item", level=1, list_key=key) if item else rest)
    if parts and 0 not in listed:
        parts[0] = replace(para, bits=parts[0].bits)
    return parts or [para]


def _announced(lines: Sequence[str]) -> range:
    """The lines behind one that ends in a colon, up to the next empty one, where all end as items do."""
    for number, line in enumerate(lines):
        if line.endswith(":"):
            end = next((n for n in range(number + 1, len(lines)) if not lines[n]), len(lines))
            items = lines[number + 1 : end]
            closed = all(_CLOSED.search(item) for item in items) and items[-1:] != []
            return range(number + 1, end) if closed and len(items) >= FEWEST_ITEMS else range(0)
    return range(0)


def _counts(lines: Sequence[str], number: int) -> bool:
    """Whether a line begins with a label ("Recommendation 2") whose neighbour another line begins with."""
    label = _LABEL.match(lines[number] + " ")
    others = (_LABEL.match(line + " ") for line in lines)
    return label is not None and any(
        other is not None and other[1] == label[1] and abs(int(other[2]) - int(label[2])) == 1
        for other in others
    )


def cut(bits: Sequence[Bit], start: int, end: int | None = None) -> tuple[Bit, ...]:
    """The bits from one character to another (excluded)."""
    kept: list[Bit] = []
    place = 0
    for bit in bits:
        stop = len(bit.text) if end is None else min(len(bit.text), end - place)
        text = bit.text[max(0, start - place) : max(0, stop)]
        if text:
            kept.append(replace(bit, text=text))
        place += len(bit.text)
    return tuple(kept)
