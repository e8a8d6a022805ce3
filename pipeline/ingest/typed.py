"""Items that writers of Word files and web pages made by hand: bullets and numbers typed, lines broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ingest.rich import Bit, Grid, Item, Para

_TYPED = re.compile(
    r"\s*(?:([•●○◦▪■□‣⁃➢➤►✓✔·\uf0b7\uf0a7\uf0d8])\s*(?=\S)"
    r"|([-–—−+*](?=[\t\xa0 ])|o(?=\t)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[A-Z]))\s+)"
)


def with_typed_items(items: Sequence[Item]) -> list[Item]:
    """The items with every typed bullet or number taken off as a marker, cells of grids included.

    A line break inside a paragraph parts items where the next line begins with a marker.
    """
    done: list[Item] = []
    for number, item in enumerate(items):
        if isinstance(item, Para):
            done.extend(_itemised(item, f"typed{number}", done[-1:]))
            continue
        cells = []
        for place, cell in enumerate(item.cells):
            paras: list[Item] = []
            for para in cell.paras:
                paras.extend(_itemised(para, f"typed{number}.{place}", paras[-1:]))
            cells.append(replace(cell, paras=tuple(para for para in paras if isinstance(para, Para))))
        done.append(Grid(tuple(cells), item.header_rows))
    return done


def _itemised(para: Para, key: str, before: Iterable[Item]) -> list[Para]:
    """A paragraph as itself, or as the items that are typed in it; they go on the list before them."""
    if para.kind not in {"paragraph", "list_item"} or all(bit.bold for bit in para.bits if bit.text.strip()):
        return [para]
    made: list[Para] = []
    last = next(iter(before), None)
    going = last.list_key if isinstance(last, Para) and (last.list_key or "").startswith("typed") else None
    for part in _parts(para):
        found = _TYPED.match("".join(bit.text for bit in part.bits))
        if part.kind != "paragraph" or found is None or part.bits[0].call is not None:
            made.append(part)
            continue
        sign = found.group(1) or found.group(2)
        marker = "•" if "\ue000" <= sign <= "\uf8ff" else sign
        bits = cut(part.bits, found.end())
        made.append(replace(part, kind="list_item", level=1, bits=bits, marker=marker, list_key=going or key))
    return made


def _parts(para: Para) -> list[Para]:
    """A paragraph cut at the line breaks behind which an item begins."""
    text = "".join(bit.text for bit in para.bits)
    cuts = [
        0,
        *(found.end() for found in re.finditer(r"\n\s*", text) if _TYPED.match(text[found.end() :][:40])),
    ]
    parts: list[Para] = []
    for number, start in enumerate(cuts):
        end = cuts[number + 1] if number + 1 < len(cuts) else len(text)
        bits = cut(para.bits, start, end)
        if any(bit.text.strip() for bit in bits):
            first = replace(para, bits=bits)
            rest = replace(para, bits=bits, kind="paragraph", level=0, marker=None, list_key=None, keys=())
            parts.append(rest if parts else first)
    return parts or [para]


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
