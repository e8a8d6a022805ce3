"""Items that writers of Word files and web pages made by hand: bullets and numbers typed, lines broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ingest.broken import cut, parts_of
from pipeline.ingest.rich import Grid, Item, Para

_TYPED = re.compile(
    r"\s*(?:([•●○◦▪■□‣⁃➢➤►✓✔·\uf0b7\uf0a7\uf0d8])\s*(?=\S)"
    r"|([-–—−+*](?=[\t\xa0 ])|o(?=\t)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?=\s)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[A-Z]))\s+)"
)


def with_typed_items(items: Sequence[Item]) -> list[Item]:
    """The items with every typed bullet or number taken off as a marker, cells of grids included.

    Paragraphs that line breaks part are parted.
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
    for part in parts_of(para, key, lambda line: _TYPED.match(line) is not None):
        found = _TYPED.match("".join(bit.text for bit in part.bits))
        if part.kind != "paragraph" or found is None or part.bits[0].call is not None:
            made.append(part)
            continue
        sign = found.group(1) or found.group(2)
        marker = "•" if "\ue000" <= sign <= "\uf8ff" else sign
        bits = cut(part.bits, found.end())
        made.append(replace(part, kind="list_item", level=1, bits=bits, marker=marker, list_key=going or key))
    return made
