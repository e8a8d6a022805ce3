"""Levels that stand in blocks of their own: closing what a component opens, or one cell a line.

3. Focus on poor countries          4
+ Allocates most of its funds …     Cost and value consciousness
Satisfactory (3)                    3.58
                                    Highly satisfactory
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Block, Rating, Span
from pipeline.segment.components import component_named, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import legend_near
from pipeline.segment.scales import Point, point_of, rating_of
from pipeline.segment.units import is_heading, text_of

_SCORE = re.compile(r"\d(?:\.\d{1,2})?|\d,\d{1,2}|n/?a", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}\.?")
_NAME_WORDS = 20
_FEWEST = 3  # rows of a pattern that make it a table
_SKIPPED = frozenset({"method", "contents", "references"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row printed one cell a line: its name, and the blocks of its scores and its level."""

    name: Block
    scores: tuple[Block, ...]
    level: Block | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (self.name, *self.scores, *((self.level,) if self.level else ()))


def level_ratings(reading: Reading, closed: Sequence[Span]) -> Iterator[Rating]:
    """The ratings of levels in blocks of their own, outside `closed`."""
    rows = stacked_rows(reading, closed)
    for row in rows:
        yield from _of_row(reading, row)
    taken = {block.start for row in rows for block in row.blocks}
    yield from _closing(reading, closed, taken)
    yield from _piled(reading, closed, taken)


def level_lines(reading: Reading) -> tuple[Span, ...]:
    """The blocks that are nothing but a level, and the names and scores of rows so printed."""
    rows = (block.span for row in stacked_rows(reading, ()) for block in row.blocks)
    return (*rows, *(block.span for block in reading.blocks if _level(reading, block) is not None))


# ---- one cell a line ---------------------------------------------------------------------------


def stacked_rows(reading: Reading, closed: Sequence[Span]) -> tuple[Row, ...]:
    """The rows of tables printed one cell a line: name, score, level over and over."""
    free = [b for b in reading.blocks if not any(span.start <= b.start < span.end for span in closed)]
    found: list[Row] = []
    run: list[Row] = []
    index = gap = 0
    while index < len(free):
        row = _row(reading, free, index)
        if row is not None:
            run.append(row)
            index += len(row.blocks)
            gap = 0
            continue
        gap += not _ORDINAL.fullmatch(text_of(reading.document, free[index]).strip())
        if gap > _BETWEEN:
            found.extend(run if _is_table(reading, free, run) else ())
            run = []
        index += 1
    return (*found, *(run if _is_table(reading, free, run) else ()))


def _is_table(reading: Reading, blocks: Sequence[Block], run: Sequence[Row]) -> bool:
    """Whether rows are a table's: several, or two with nothing but an ordinal between."""
    if len(run) != _FEWEST - 1:
        return len(run) >= _FEWEST
    between = blocks[blocks.index(run[0].blocks[-1]) + 1 : blocks.index(run[1].name)]
    return all(_ORDINAL.fullmatch(text_of(reading.document, block).strip()) for block in between)


_BETWEEN = 7  # blocks between two rows, as where a page's head repeats the table's


def _row(reading: Reading, blocks: Sequence[Block], index: int) -> Row | None:
    """The row that starts at a block: words, then scores and a level, or scores a legend explains."""
    name = blocks[index]
    text = text_of(reading.document, name)
    words = re.findall(r"[^\W\d_]{2,}", text)
    if name.kind == "table" or not words or len(text.split()) > _NAME_WORDS or text.rstrip()[-1:] in ".;:?!":
        return None
    if _level(reading, name) is not None:
        return None
    scores: list[Block] = []
    level: Block | None = None
    for block in blocks[index + 1 : index + 4]:
        point = _level(reading, block)
        if point is not None and (scores or len((point.label or "").split()) > 1):
            level = block
            break
        plain = text_of(reading.document, block).strip()
        if block.kind in {"table", "heading"} or not _SCORE.fullmatch(plain) or len(scores) == 2:
            break
        scores.append(block)
    if level is not None and len(scores) <= 1:
        return Row(name, tuple(scores), level)
    if level is None and scores and _explained(reading, name, scores):
        return Row(name, tuple(scores), None)
    return None


def _explained(reading: Reading, name: Block, scores: Sequence[Block]) -> bool:
    """Whether scores without a level are ones: behind an indicator's name and number."""
    named = component_named(text_of(reading.document, name), reading.profile)
    decimal = any(re.search(r"[.,]", text_of(reading.document, block)) for block in scores)
    return named is not None and decimal


def _of_row(reading: Reading, row: Row) -> Iterator[Rating]:
    document, profile = reading.document, reading.profile
    component = printed_component(text_of(document, row.name), profile)
    if row.level is not None:
        point = _level(reading, row.level)
        score = point_of(text_of(document, row.scores[0]), profile, "score") if row.scores else None
        if point is not None:
            number = score.score if score is not None else None
            top = point.scale.maximum if point.scale else point.maximum
            full = Point(point.label, number, point.scale, point.minimum, top)
            yield rating_of(
                full,
                component,
                Span(row.scores[0].start, row.level.end) if number is not None else row.level.span,
            )
        return
    legend = legend_near(document, profile, row.blocks[-1].span)
    for block in row.scores:
        score = point_of(text_of(document, block), profile, "score")
        if score is not None and score.score is not None:
            scale = legend.scale if legend else None
            low, high = (scale.minimum, scale.maximum) if scale else (None, None)
            yield rating_of(Point(None, score.score, scale, low, high), component, block.span)


# ---- closing a group -----------------------------------------------------------------------------


def _closing(reading: Reading, closed: Sequence[Span], taken: set[int]) -> Iterator[Rating]:
    """A level that closes what a heading or component's line has opened.

    Where several stand in a pile, the text has lost what each is for, and none counts. Without a
    number under a heading the profile does not know, it counts where headings are often so rated.
    """
    opener: Block | None = None
    held: list[Block] = []
    under: Block | None = None  # the block read last
    found: list[tuple[Rating, bool]] = []
    beneath: set[int] = set()
    for block in (*reading.blocks, None):
        if block is not None and any(span.start <= block.start < span.end for span in closed):
            continue
        if block is None or _opens(reading, block, opener):
            found.extend(_closed_by(reading, opener, held))
            opener, held = block, []
        elif block.start not in taken and _level(reading, block) is not None:
            held.append(block)
            beneath |= {block.start} if under is opener else set()
        under = block
    alike = [rating for rating, sure in found if not sure and rating.start in beneath]
    yield from (r for r, sure in found if sure or (r in alike and len(alike) >= _FEWEST))


def _closed_by(
    reading: Reading, opener: Block | None, held: Sequence[Block]
) -> Iterator[tuple[Rating, bool]]:
    """The rating of a group with one level, and whether it is one beyond doubt."""
    if opener is None or len(held) != 1 or reading.outline.kind_at(held[0].start) in _SKIPPED:
        return
    point = _level(reading, held[0])
    name = text_of(reading.document, opener)
    if point is not None:
        sure = point.score is not None or component_named(name, reading.profile) is not None
        yield rating_of(point, printed_component(name, reading.profile), held[0].span), sure


def _piled(reading: Reading, closed: Sequence[Span], taken: set[int]) -> Iterator[Rating]:
    """The levels of a table's score column that stands below its other one, as copied text leaves it.

    They are given out in order, only where there are as many as components above them.
    """
    openers: list[Block] = []
    pile: list[Block] = []
    bare = False  # nothing stands under the last component yet
    for block in reading.document.blocks:
        if block.kind == "table" or any(span.start <= block.start < span.end for span in closed):
            continue
        if _level(reading, block) is not None:
            pile.extend([] if block.start in taken else [block])
        elif component_named(text_of(reading.document, block), reading.profile) is not None:
            if pile:
                yield from _given_out(reading, openers, pile)
                openers, pile = [], []
            elif bare:
                openers.pop()  # "2. Attention to cross-cutting issues:" over 2a
            openers.append(block)
            bare = True
        elif block.kind != "furniture":
            bare = False
    yield from _given_out(reading, openers, pile)


def _given_out(reading: Reading, openers: Sequence[Block], pile: Sequence[Block]) -> Iterator[Rating]:
    if len(pile) != len(openers) or len(pile) < _FEWEST:
        return
    for opener, block in zip(openers, pile, strict=True):
        point = _level(reading, block)
        if point is not None and point.score is not None:
            name = printed_component(text_of(reading.document, opener), reading.profile)
            yield rating_of(point, name, block.span)


def _opens(reading: Reading, block: Block, opener: Block | None) -> bool:
    """Whether a block is a heading or a component's own line."""
    if block.kind == "table":
        return True
    text = text_of(reading.document, block)
    if _level(reading, block) is not None:
        return False
    return is_heading(reading.document, block) or component_named(text, reading.profile) is not None


def _level(reading: Reading, block: Block) -> Point | None:
    """The level a block is in full, or None."""
    text = text_of(reading.document, block).strip()
    if block.kind == "table" or not text[:1].isupper() or len(text.split()) > 6:
        return None
    point = point_of(text, reading.profile, "rating")
    if point is None or point.label is None or (len(point.label) <= 3 and point.label.upper() != "N/A"):
        return None
    return point
