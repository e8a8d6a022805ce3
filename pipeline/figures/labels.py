"""Figures printed alone, with what they measure on a line beside them: boxes, charts, key facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.figures.counted import counted_after, plural
from pipeline.figures.exclude import years_in
from pipeline.figures.number import plain
from pipeline.figures.numbers import numbers_in
from pipeline.model import BODY_KINDS, Block, Document, Figure, Span

_LONGEST = 10  # words of a label


def labelled(document: Document, number: int, found: list[Figure]) -> list[Figure]:
    """The figures of a block, one that fills it measured by the short line over or under it.

    So print "£1.2bn" and "UK core contribution" in the boxes of an overview. A bare number in a
    box is a figure where the line beside it names things to count: "32" over "countries supported".
    """
    block = document.blocks[number]
    if not found:
        bare = _bare(document, block)
        label = _label(document, number) if bare else None
        return [] if bare is None or label is None else _counted(document, bare, label)
    alone = len(found) == 1 and found[0].measure is None and found[0].start == block.start
    if not alone or document.text[found[0].end : block.end].strip(" .;*"):
        return found
    label = _label(document, number)
    return found if label is None else [_measured(document, found[0], label)]


def _bare(document: Document, block: Block) -> Figure | None:
    """A number that is all a block of a panel holds, or None; a year is none."""
    text = document.text[block.start : block.end]
    if block.panel is None or len(text) > 24 or not text[:1].isdigit():
        return None
    numbers = numbers_in(text)
    whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(text.rstrip("+")))
    if not whole or not numbers[0].whole or numbers[0].value < 2 or years_in(text):
        return None
    number = numbers[0]
    value = number.ambiguous if number.ambiguous is not None and number.scale == 1 else number.value
    end = block.start + number.end
    return Figure("count", block.start, end, plain(Decimal(value)), Span(block.start, block.end))


def _counted(document: Document, bare: Figure, label: Block) -> list[Figure]:
    """A bare number as a count of what its label names; nothing where the label names no things."""
    words = document.quote(label.span)
    step = bare.value <= 12 and words[:1].isupper()  # "2" beside "Partnerships" numbers the boxes
    if step or not any(plural(word) for word in words.split()):
        return []
    noun = counted_after(f" {words}", 0)
    unit = f" {words}"[noun.start : noun.end] if noun else None
    return [_measured(document, replace(bare, unit=unit), label)]


def _measured(document: Document, figure: Figure, label: Block) -> Figure:
    """The figure with its label's words as measure, and its label's year where it has none."""
    words = document.quote(label.span)
    years = years_in(words)
    told = words
    for span, _, _ in reversed(years):
        told = told[: span.start] + " " + told[span.end :]
    told = " ".join(told.split()).strip(" .:;,()–—-")
    if not years or figure.year_start is not None:
        return replace(figure, measure=told or None)
    span, first, last = years[0]
    period = words[span.start : span.end]
    return replace(figure, measure=told or None, period=period, year_start=first, year_end=last)


def _label(document: Document, number: int) -> Block | None:
    """The short line that names a number printed alone, nearest first; None where there is none."""
    block = document.blocks[number]
    places = [n for n in (number + 1, number - 1) if 0 <= n < len(document.blocks)]
    near = [n for n in places if _names(document, block, document.blocks[n])]
    if not near:
        return None
    ended = [n for n in near if n < number and document.text[document.blocks[n].end - 1] == ":"]
    if ended:
        return document.blocks[ended[0]]
    boxed = [n for n in near if document.blocks[n].panel == block.panel] or near
    if len(boxed) > 1 and _above(document, number):
        boxed.reverse()
    nearest = min(boxed, key=lambda n: _distance(document, block, document.blocks[n]))
    return document.blocks[nearest]


def _above(document: Document, number: int) -> bool:
    """Whether, in a run of labels and numbers by turns, the labels come first."""
    for place in range(number - 1, -1, -2):
        before = document.blocks[place]
        if not _names(document, document.blocks[place + 1], before):
            break
        if place == 0 or not document.text[document.blocks[place - 1].start].isdigit():
            return True
    return False


def _names(document: Document, block: Block, label: Block) -> bool:
    """Whether a block is a short line on the same page that could name a number."""
    if label.page != block.page or label.kind not in BODY_KINDS - {"table", "note"}:
        return False
    words = document.quote(label.span)
    years = years_in(words)
    for span, _, _ in reversed(years):
        words = words[: span.start] + words[span.end :]
    short = 0 < len(words.split()) <= _LONGEST and any(char.isalpha() for char in words)
    return short and not any(char.isdigit() for char in words)


def _distance(document: Document, one: Block, other: Block) -> float:
    """How far apart two blocks are printed; nothing without pages, so that the first stays first."""
    first, second = document.runs_at(one.span), document.runs_at(other.span)
    if not first or not second:
        return 0.0
    down = max(
        min(run.box.top for run in second) - max(run.box.bottom for run in first),
        min(run.box.top for run in first) - max(run.box.bottom for run in second),
        0.0,
    )
    across = max(
        min(run.box.x0 for run in second) - max(run.box.x1 for run in first),
        min(run.box.x0 for run in first) - max(run.box.x1 for run in second),
        0.0,
    )
    return round((down + across) / 3)  # a hair's breadth decides nothing
