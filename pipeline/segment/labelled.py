"""What labels open and where it ends: up to the next label, heading, table or panel's edge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Block, Span
from pipeline.segment.columns import DECLARING, column_rule
from pipeline.segment.cuts import cut_at_labels
from pipeline.segment.draft import Reading
from pipeline.segment.imprint import is_imprint
from pipeline.segment.labels import Hit, label_of
from pipeline.segment.units import is_heading, text_of, trimmed

_HEADER_WORDS = 5
_FEWEST_HEADERS = 3
_FEWEST_FIELDS = 2
_NUMBERS = re.compile(r"^(?:\w+ ){1,2}(?:no|nos|number)\.?$", re.IGNORECASE)
_EMBEDDED = 6  # blocks a recommendation outside a chapter of recommendations may have
_NEAR = 8  # labels back to the recommendation that a heading may answer
_SKIPPED = frozenset({"method", "contents", "references"})
_ASKING = frozenset({"recommendations", "response"})


@dataclass(slots=True)
class Labelled:
    """A label and what it has opened; the first block of `spans` may be cut behind the label."""

    hit: Hit
    level: int  # of the heading that holds the label; 0 for a paragraph
    blocks: list[Block]
    spans: list[Span] = field(default_factory=list)
    followed: bool = False  # another label came after it
    more: bool = False  # a label within it said that it goes on

    @property
    def role(self) -> str:
        return "response" if self.hit.rule.role == "reasons" else self.hit.rule.role

    @property
    def text_blocks(self) -> list[Block]:
        """The blocks behind the label, the label's own where text stands in it."""
        return self.blocks[-len(self.spans) :] if self.spans else []


def labelled(reading: Reading, blocks: Sequence[Block], asking: bool = False) -> tuple[Labelled, ...]:
    """The labels of a run of blocks, in order, each with what is its own.

    `asking` tells that something has been recommended before the run.
    """
    opened = _opened(reading, blocks, asking)
    asked = [entry for entry in opened if entry.role == "recommendation"]
    lengths = [_paragraphs(entry) for entry in asked if entry.followed]
    return tuple(
        _limited(entry, _limit(reading, entry, lengths)) if entry.role == "recommendation" else entry
        for entry in opened
    )


def _opened(reading: Reading, blocks: Sequence[Block], asking: bool) -> list[Labelled]:
    state = _State(reading, asking=asking)
    for block in _without_headers(reading, cut_at_labels(reading.document, blocks, reading.profile)):
        state.take(block)
    return state.opened


def _without_headers(reading: Reading, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the field headers of tables printed one cell a line: three or more in a run."""
    run: list[tuple[Block, bool]] = []  # with whether it is a field's header
    for block in blocks:
        text = reading.document.quote(block.span)
        short = block.kind == "paragraph" and len(text.split()) <= _HEADER_WORDS and text[-1:] not in ":;!?"
        rule = column_rule(text, reading.profile) if short else None
        numbers = short and _NUMBERS.search(text) is not None
        if rule is not None or numbers:
            run.append((block, numbers or (rule is not None and rule.role not in DECLARING)))
            continue
        yield from _without_fields(run)
        run = []
        yield block
    yield from _without_fields(run)


def _without_fields(run: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    """The headers of a run; of a table's header row, told by two fields or more, those that are none."""
    row = len(run) >= _FEWEST_HEADERS and sum(is_field for _, is_field in run) >= _FEWEST_FIELDS
    yield from (header for header, is_field in run if not (row and is_field))


@dataclass(slots=True)
class _State:
    """What is open while blocks are read one by one.

    `asked` is the recommendation not yet answered: what goes on after a field within it ("Priority:
    high") is still its own.
    """

    reading: Reading
    opened: list[Labelled] = field(default_factory=list)
    current: Labelled | None = None
    asked: Labelled | None = None
    asking: bool = False  # whether anything has been recommended yet

    def take(self, block: Block) -> None:
        """Read one block: a label, the end of what is open, or more of it."""
        if block.kind == "table" or is_imprint(text_of(self.reading.document, block)):
            self.current = self.asked = None
            return
        hit = self._hit(block)
        more = hit is not None and hit.rule.role == "more"
        if self.current is not None and _leaves_panel(self.current, block) and not more:
            self.current = self.asked = None
            hit = self._hit(block)
        if hit is not None and hit.rule.role == "more":
            self.current = self.asked
            if self.current is not None:
                self.current.more = True
            self._add(block)
        elif hit is not None:
            self._open(hit, block)
        elif self.current is not None and _ends(self.reading, self.current, block):
            self.current = self.asked = None
        else:
            if (
                self.current is not None
                and self.current.role == "field"
                and self.current.spans
                and self.asked
            ):
                self.current = self.asked
            self._add(block)

    def _hit(self, block: Block) -> Hit | None:
        """The label a block opens with, unless it can be none here."""
        if self.reading.outline.kind_at(block.start) in _SKIPPED:
            return None
        hit = label_of(self.reading.document, block, self.reading.profile)
        if hit is None or hit.rule.role == "recommendation":
            return hit
        if hit.rule.role == "reasons" and not (self.current is not None and self.current.role == "response"):
            hit = Hit(
                hit.rule.model_copy(update={"role": "field", "kind": None, "stage": None}), None, hit.end
            )
        if hit.rule.role == "more":
            return hit if self.asked is not None else None
        heading = is_heading(self.reading.document, block)
        asked = any(entry.role == "recommendation" for entry in self.opened[-_NEAR:])
        if (heading and not asked) or (hit.rule.role in {"response", "actions"} and not self.asking):
            return None  # "Management response" before anything is asked, or as a chapter's heading
        # a field ("Priority:") closes nothing where nothing is open
        return None if self.current is None and hit.rule.role in {"field", "actions"} else hit

    def _open(self, hit: Hit, block: Block) -> None:
        if self.current is not None:
            self.current.followed = True
        heading = is_heading(self.reading.document, block)
        self.current = Labelled(hit, block.level if heading else 0, [block])
        rest = trimmed(self.reading.document, hit.end, block.end)
        if rest.end > rest.start:
            self.current.spans.append(rest)
        self.opened.append(self.current)
        self.asking = self.asking or self.current.role == "recommendation"
        if self.current.role != "field":
            self.asked = self.current if self.current.role == "recommendation" else None

    def _add(self, block: Block) -> None:
        if self.current is not None:
            self.current.spans.append(block.span)
            self.current.blocks.append(block)


def _leaves_panel(current: Labelled, block: Block) -> bool:
    """Whether the box has ended in which the label or, below it, its text stands."""
    box = current.blocks[-1].panel if current.blocks[0].panel is not None else None
    return box is not None and block.panel != box and bool(current.spans)


def _ends(reading: Reading, current: Labelled, block: Block) -> bool:
    """Whether a heading ends what is open; large type after a label that stands alone is its text."""
    if not is_heading(reading.document, block) or (current.level and block.level > current.level):
        return False
    return bool(current.spans) or current.role in {"response", "actions"}


def _paragraphs(entry: Labelled) -> int:
    return sum(block.kind != "list_item" for block in entry.text_blocks)


def _limit(reading: Reading, entry: Labelled, lengths: Sequence[int]) -> int | None:
    """How many paragraphs a recommendation may have, or None for all it has run over.

    The last one has no more than those before it where these had one each; one embedded in a
    chapter that goes on after it, no more than the longest of its like.
    """
    if entry.more:
        return None
    if reading.outline.kind_at(entry.hit.end) in _ASKING:
        return 1 if not entry.followed and lengths and max(lengths) <= 1 else None
    if entry.followed:
        return None if entry.level or len(entry.spans) <= _EMBEDDED else 1
    return max((1, *(length for length in lengths if length <= _EMBEDDED)))


def _limited(entry: Labelled, limit: int | None) -> Labelled:
    """The entry cut before the paragraph that is one too many."""
    if limit is None:
        return entry
    kept = 0
    for block in entry.text_blocks:
        if block.kind != "list_item":
            if limit == 0:
                break
            limit -= 1
        kept += 1
    dropped = len(entry.spans) - kept
    if not dropped:
        return entry
    return replace(entry, spans=entry.spans[:kept], blocks=entry.blocks[: len(entry.blocks) - dropped])
