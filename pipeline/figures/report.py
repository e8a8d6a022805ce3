"""The figures of a whole report: its prose, its notes and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.figures.cells import table_figures
from pipeline.figures.facts import with_facts
from pipeline.figures.habits import Habit, habit_of
from pipeline.figures.labels import labelled
from pipeline.figures.sums import sums_that_fail
from pipeline.figures.text import figures_in, parse_ahead
from pipeline.model import BODY_KINDS, Block, Document, Figure, Figures, Identity, Span


def figures_of(document: Document, identity: Identity) -> Figures:
    """Every figure of a report in text order, and what is doubtful about them.

    Blocks in another language than English give none.
    """
    habit = habit_of(document.text)
    parse_ahead(_prose(document), habit)
    figures: list[Figure] = []
    for number, block in enumerate(document.blocks):
        if block.kind not in BODY_KINDS or block.kind == "table" or not document.in_english(block):
            continue
        figures += labelled(document, number, _of_block(document, block, identity, habit, len(figures)))
    for index in range(len(document.tables)):
        if _english_table(document, index):
            found = table_figures(document, index, identity, habit)
            base = len(figures)
            figures += [replace(f, pair=None if f.pair is None else f.pair + base) for f in found]
    told, contradictions = with_facts(document, _in_order(figures))
    return Figures(told, contradictions + sums_that_fail(document, told))


def _prose(document: Document) -> Iterator[str]:
    """The stretches of the document that are read as sentences."""
    cells = (block for table in document.tables for cell in table.body() for block in cell.blocks)
    for block in (*document.blocks, *cells):
        if block.kind in BODY_KINDS and block.kind != "table" and document.in_english(block):
            yield document.text[block.start : block.end]


def _in_order(figures: list[Figure]) -> tuple[Figure, ...]:
    """The figures sorted by place, pairs pointing at the new places; a place told twice is kept once."""
    order = sorted(range(len(figures)), key=lambda number: (figures[number].start, figures[number].end))
    places = {old: new for new, old in enumerate(order)}
    return tuple(
        replace(figures[old], pair=None if figures[old].pair is None else places[figures[old].pair or 0])
        for old in order
    )


def _english_table(document: Document, index: int) -> bool:
    if (document.language or "en") == "en":
        return True
    blocks = [block for block in document.blocks if block.table == index]
    return bool(blocks) and all(document.in_english(block) for block in blocks)


def _of_block(
    document: Document, block: Block, identity: Identity, habit: Habit, before: int
) -> list[Figure]:
    text = document.text[block.start : block.end]
    found = _without_number(text, block, figures_in(text, identity, habit))
    return [
        replace(
            figure,
            start=figure.start + block.start,
            end=figure.end + block.start,
            context=Span(figure.context.start + block.start, figure.context.end + block.start),
            pair=None if figure.pair is None else figure.pair + before,
            in_footnote=block.kind == "note",
        )
        for figure in found
    ]


def _without_number(text: str, block: Block, found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures without the number a heading begins with: "4 Main findings"."""
    short = len(text) <= 80 and not text.rstrip().endswith((".", ";", ":"))
    heads = block.kind in ("heading", "caption") or (block.kind == "paragraph" and short)
    if not heads or not found or found[0].start != 0 or found[0].kind not in ("count", "duration"):
        return found
    numbered = re.match(r"\d{1,2}\s+[A-Z]", text)
    if numbered is None or any(figure.pair == 0 for figure in found):
        return found
    return tuple(replace(f, pair=None if f.pair is None else f.pair - 1) for f in found[1:])
