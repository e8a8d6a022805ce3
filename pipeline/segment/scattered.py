"""A progress table whose cells lie scattered, one after the other, as copied text leaves them.

    Strategic and performance management
    There is strong leadership from HQ. Steps have been taken …
    Some
    progress

The header words tell that there is such a table; a component's name opens a row, sentences are
its narrative, and words that make a level of a scale are its rating.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Block, Finding, Span
from pipeline.phrases import fold, occurs
from pipeline.profile import Column
from pipeline.segment.columns import column_rule
from pipeline.segment.components import component_named, component_opening
from pipeline.segment.draft import NARRATIVE, Declared, Draft, Reading
from pipeline.segment.overruled import narrated
from pipeline.segment.scales import level_named
from pipeline.segment.units import sentences_in, text_of

_FEWEST = 2  # rows by which a table without known header words is told
_HEADER_LINES = 8
_LABEL_WORDS = 5  # the longest level of a scale


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a scattered table: its component, its narrative, and what may be its ratings."""

    component: str
    narrative: tuple[Span, ...]  # sentences
    leftovers: tuple[Span, ...]  # short pieces that are no sentence, in order


@dataclass(frozen=True, slots=True)
class Scattered:
    """A scattered table: the rule of its narrative column, all its blocks' span, its rows."""

    rule: Column
    span: Span
    entries: tuple[Entry, ...]
    header: str  # the folded text of its header cells


def scattered_tables(reading: Reading) -> tuple[Scattered, ...]:
    """The scattered tables of a document, by the header words of a narrative column."""
    found: list[Scattered] = []
    starts = (_headers, _unheaded)
    for rule in (rule for rule in reading.profile.column if rule.role == "narrative"):
        for index in (index for start in starts for index in start(reading, rule)):
            table = _table(reading, rule, index)
            if table is not None and not any(
                other.span.start < table.span.end and table.span.start < other.span.end for other in found
            ):
                found.append(table)
    return tuple(found)


def _headers(reading: Reading, rule: Column) -> Iterator[int]:
    """Where the header of such a table stands: its words, whole or over up to four pieces."""
    texts = [
        fold(text_of(reading.document, block)) if block.kind != "table" else "" for block in reading.blocks
    ]
    for index, text in enumerate(texts):
        joined = " ".join(texts[index : index + 4])
        if len(text.split()) > 25 or not any(
            (match := occurs(phrase, joined)) and match.start() <= len(text) for phrase in rule.says
        ):
            continue
        yield index


def _unheaded(reading: Reading, rule: Column) -> Iterator[int]:
    """Where such a table starts whose header says something else: at the short lines over its rows.

    Two rows at least tell it, each a component's own line with sentences and a level behind it.
    """
    opening = [index for index, block in enumerate(reading.blocks) if _is_row_name(reading, block)]
    for index in opening:
        table = _table(reading, rule, index)
        rated = (
            [entry for entry in table.entries if entry.narrative and _rates(reading, entry)] if table else []
        )
        if len(rated) >= _FEWEST:
            first = index
            while (
                first
                and index - first < _HEADER_LINES
                and _is_header_line(reading, reading.blocks[first - 1])
            ):
                first -= 1
            yield first
            return


def _is_row_name(reading: Reading, block: Block) -> bool:
    return (
        block.kind != "table"
        and component_named(text_of(reading.document, block), reading.profile) is not None
    )


def _rates(reading: Reading, entry: Entry) -> bool:
    texts = [reading.document.quote(piece) for piece in entry.leftovers]
    joined = [" ".join(pair) for pair in pairwise(texts)]
    scales = reading.profile.scale
    return any(level_named(text, scale) is not None for text in (*texts, *joined) for scale in scales)


def _is_header_line(reading: Reading, block: Block) -> bool:
    text = text_of(reading.document, block)
    return (
        block.kind == "paragraph" and len(text.split()) <= _LABEL_WORDS and text.rstrip()[-1:] not in ".!?;:"
    )


def _table(reading: Reading, rule: Column, index: int) -> Scattered | None:
    document = reading.document
    entries: list[Entry] = []
    header: list[str] = []
    name: str | None = None
    narrative: list[Span] = []
    leftovers: list[Span] = []
    end = reading.blocks[index].end
    for block in reading.blocks[index:]:
        opening = _opens(reading, block)
        if opening is None and block.kind in {"heading", "table"} and not _is_piece(reading, block, name):
            break
        if opening is not None:
            if name is not None:
                entries.append(Entry(name, tuple(narrative), tuple(leftovers)))
            name, narrative, leftovers = opening[0], [], []
        if name is None:
            header.append(fold(text_of(document, block)))
            end = block.end
            continue
        start = block.start + (opening[1] if opening else 0)
        for sentence in sentences_in(document, Span(start, block.end)):
            short = len(document.quote(sentence).split()) <= _LABEL_WORDS
            bare = document.text[sentence.start : sentence.end].rstrip()[-1:] not in ".!?"
            short = short or column_rule(document.quote(sentence), reading.profile) is not None
            (leftovers if short and bare else narrative).append(sentence)
        end = block.end
    if name is not None:
        entries.append(Entry(name, tuple(narrative), tuple(leftovers)))
    if not entries:
        return None
    return Scattered(rule, Span(reading.blocks[index].start, end), tuple(entries), " ".join(header))


def _opens(reading: Reading, block: Block) -> tuple[str, int] | None:
    """The component a block opens with, and how far into the block its row's text starts."""
    if block.kind == "table":
        return None
    text = text_of(reading.document, block)
    named = component_named(text, reading.profile)
    return (named, len(text)) if named else component_opening(text, reading.profile)


def _is_piece(reading: Reading, block: Block, name: str | None) -> bool:
    """Whether what was read as a heading is a cell: a header's line, or a short level of a scale."""
    if block.kind == "table":
        return False
    text = text_of(reading.document, block)
    if any(level_named(text, scale) is not None for scale in reading.profile.scale):
        return True
    known = reading.outline.section_at(block.start)
    rule = reading.outline.rules[known] if known is not None else None
    words = len(text.split())
    return rule is None and (name is None or words <= 3)


def scattered_findings(reading: Reading, tables: Sequence[Scattered]) -> Declared:
    """The narrative sentences of scattered tables, each of the kind its column or words give it."""
    drafts: list[Draft] = []
    for table in tables:
        for entry in table.entries:
            for sentence in entry.narrative:
                said = Finding(
                    table.rule.kind or "reform", sentence.start, sentence.end, "table", table.rule.id,
                    NARRATIVE, table.rule.stage, None, entry.component,
                )  # fmt: skip
                drafts.extend(Draft(part) for part in narrated(reading, said))
    return Declared(tuple(drafts), tuple(table.span for table in tables))
