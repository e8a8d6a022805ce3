"""Notes of a web page: their labels and ways back taken off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.html.tree import anchor_label
from pipeline.ingest.rich import Bit, Para

_LEADING_LABEL = re.compile(r"\s*(?:\[\w{1,4}\]|\(\w{1,3}\)|\d{1,3}[.:)]?|[a-z][.)]|[*†‡§¶]+)\s+")


def as_note(para: Para, marker: str | None) -> Para:
    """A note with its label taken off its text."""
    bits = tuple(
        bit for bit in para.bits if bit.call != "back" or not re.search(r"[↩↑^]|back|return", bit.text, re.I)
    )
    if marker is not None and marker != "•":
        return replace(para, kind="note", level=0, marker=marker, bits=bits)
    first = next((bit for bit in bits if bit.text.strip()), None)
    if first is not None and first.call == "back" and anchor_label(first.text):
        rest = tuple(bit for bit in bits if bit is not first)
        return replace(para, kind="note", level=0, marker=first.text.strip(), bits=rest)
    label = _LEADING_LABEL.match("".join(bit.text for bit in bits))
    if label is None or not para.keys:
        return replace(para, kind="note", level=0, marker=None, bits=bits)
    return replace(para, kind="note", level=0, marker=label.group().strip(), bits=_without(bits, label.end()))


def _without(bits: Sequence[Bit], count: int) -> tuple[Bit, ...]:
    """The bits less their first `count` characters."""
    kept: list[Bit] = []
    for bit in bits:
        cut = min(count, len(bit.text))
        count -= cut
        if bit.text[cut:]:
            kept.append(replace(bit, text=bit.text[cut:], call=None))
    return tuple(kept)
