"""Pages of words → the canonical text of a document: what every source of printed words goes through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby
from operator import attrgetter

from pipeline.ingest.canonical import Canon, CanonicalText, CellPassages, Passage
from pipeline.ingest.layout.body import Body, body_of
from pipeline.ingest.layout.captions import is_source_line, is_titling, names_table, with_captions
from pipeline.ingest.layout.contents import with_contents
from pipeline.ingest.layout.counted import with_counted
from pipeline.ingest.layout.drafts import Draft, DraftTable
from pipeline.ingest.layout.flow import page_drafts
from pipeline.ingest.layout.furniture import furniture_of
from pipeline.ingest.layout.headings import with_headings
from pipeline.ingest.layout.hyphens import Spelling, running, spelling_of
from pipeline.ingest.layout.indented import with_indented
from pipeline.ingest.layout.joining import joined
from pipeline.ingest.layout.leads import with_lead
from pipeline.ingest.layout.lines import Line
from pipeline.ingest.layout.notes import lifted, with_endnotes, with_notes
from pipeline.ingest.layout.numbering import number_lists
from pipeline.ingest.layout.printed import Mark, PageChars, Printed, Style, unturned
from pipeline.ingest.layout.regions import is_table
from pipeline.ingest.layout.tables.headers import header_rows
from pipeline.ingest.layout.tables.ruled import Grid, grids_of, words_in
from pipeline.ingest.words import Word
from pipeline.model import Box, Page
from pipeline.problems import Problem

CONTEXT = 30  # drafts of earlier pages that a page is read after
FEWEST_LOST = 3  # words of a page that lack a letter: told
FULL = 0.995  # of a page's characters must land in a block


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: its canonical text, its pages with their coverage, what went wrong."""

    canon: Canon
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


def layout(pages: Sequence[PageChars], marks: Sequence[Mark] = ()) -> Laid:
    """The canonical text of printed pages; `marks` are the file's own outline.

    Pages may come from a PDF's text or from recognised scans (`source` "ocr"), in any mixture.
    """
    styles = _styles(pages)
    body = body_of(styles)
    grids = [grids_of(page.rules, page.fills, page.width, page.height) for page in pages]
    drafts = _drafts(pages, grids, body)
    drafts = with_endnotes(with_counted(joined(drafts)))
    drafts = with_headings(with_captions(drafts), body, marks)
    ids = count()
    number_lists(drafts, ids)
    drafts = with_indented(drafts, ids)
    for draft in drafts:
        if draft.table is not None:
            for cell in draft.table.cells:
                cell.drafts = [with_lead(inner, body) for inner in cell.drafts]
                number_lists(cell.drafts, ids)
    placed: Counter[int] = Counter()
    canon = _canon(drafts, pages, placed)
    return _checked(canon, pages, placed)


def _styles(pages: Sequence[PageChars]) -> Counter[Style]:
    styles: Counter[Style] = Counter()
    for page in pages:
        for style, words in groupby(page.words, key=attrgetter("style")):
            styles[style] += sum([len(word.text) for word in words])
    return styles


def _drafts(pages: Sequence[PageChars], grids: Sequence[Sequence[Grid]], body: Body) -> list[Draft]:
    """The drafts of all pages in reading order, running heads first, feet last on each page."""
    loose = [_outside(page, found) for page, found in zip(pages, grids, strict=True)]
    furniture = furniture_of(pages, loose, body.size)
    numbers = count()
    drafts: list[Draft] = []
    for page, found, lines in zip(pages, grids, furniture, strict=True):
        dropped = {word.order for line in lines for word in line.words}
        words = [word for word in page.words if word.order not in dropped] if dropped else page.words
        heads = [line for line in lines if line.top < page.height / 2]
        feet = [line for line in lines if line.top >= page.height / 2]
        drafts.extend(_furniture(heads, page))
        here = with_contents(page_drafts(page, words, found, numbers, drafts[-CONTEXT:]))
        drafts.extend(with_notes(here, body.size, page))
        drafts.extend(_turned(page, here))
        drafts.extend(_furniture(feet, page))
    for draft in drafts:
        if draft.table is not None:
            draft.table.header_rows = header_rows(draft.table)
            draft.table.last_page = draft.page
    return drafts


def _outside(page: PageChars, grids: Sequence[Grid]) -> Sequence[Printed]:
    """The words of a page that stand in no ruled grid of more than one cell, nor in a painted table."""
    boxes = [
        grid.box
        for grid in grids
        if len(grid.cells) > 1
        and (not grid.painted or is_table(grid, words_in([cell.box for cell in grid.cells], page.words)[0]))
    ]
    boxes = [box for box in boxes if box.x1 - box.x0 < 0.97 * page.width]
    return words_in(boxes, page.words)[1] if boxes else page.words


def _furniture(lines: Sequence[Line], page: PageChars) -> list[Draft]:
    return [Draft("furniture", [line], page.number, source=page.source) for line in lines]


def _turned(page: PageChars, drafts: Sequence[Draft]) -> list[Draft]:
    """Words that run up, down or across the page and head no column of its tables: the labels of drawings."""
    if not page.turned:
        return []
    placed = {
        word.order for draft in drafts if draft.table for line in draft.all_lines for word in line.words
    }
    loose = [word for word in page.turned if word.order not in placed]
    lines = [Line((word,), *word.box, word.base, word.style) for word in loose]
    return [Draft("graphic", lines, page.number, source=page.source)] if lines else []


def _canon(drafts: Sequence[Draft], pages: Sequence[PageChars], placed: Counter[int]) -> Canon:
    """The drafts laid end to end; counts the characters placed of each page."""
    spelling = spelling_of(line for draft in drafts for line in draft.all_lines)
    scribe = _Scribe({page.number: page for page in pages}, spelling, placed)
    canon = CanonicalText()
    captioned: int | None = None  # the block of a caption that waits for its table
    headed: int | None = None  # the block of a heading that nothing followed: it may be a chart's title
    open_table: int | None = None  # the block of a table that nothing but a caption or note followed
    for number, draft in enumerate(drafts):
        if draft.table is not None:
            open_table = canon.add_table(
                scribe.cells(draft.table),
                header_rows=draft.table.header_rows,
                caption=headed if captioned is None and draft.table.drawn else captioned,
                page=draft.page,
                panel=draft.panel,
                source=draft.source,
            )
            captioned = None
            continue
        about = open_table is not None and is_source_line(draft)
        block = canon.add(scribe.passage(replace(draft, kind="caption") if about else draft))
        if draft.kind in ("furniture", "note", "graphic") or block is None:
            continue
        headed = block if draft.kind == "heading" else None
        if about and open_table is not None:
            canon.describe(open_table, note=block)
        elif draft.kind == "caption" and open_table is not None and _under_table(drafts, number):
            canon.describe(open_table, caption=block)
        else:
            if draft.kind != "caption" or captioned is None or is_titling(draft.text):
                captioned = block if draft.kind == "caption" else None
            open_table = None
    return canon.finish()


def _under_table(drafts: Sequence[Draft], number: int) -> bool:
    """Whether a caption stands under its table or chart: it names one, and no table follows it."""
    after = drafts[number + 1] if number + 1 < len(drafts) else None
    last = next((draft.table for draft in reversed(drafts[:number]) if draft.table is not None), None)
    named = names_table(drafts[number]) or (
        last is not None and last.drawn and is_titling(drafts[number].text)
    )
    return named and (after is None or after.table is None)


class _Scribe:
    """Turns drafts into passages: words joined over lines, note markers lifted, places kept."""

    def __init__(self, pages: dict[int, PageChars], spelling: Spelling, placed: Counter[int]) -> None:
        self._pages = pages
        self._turned = any(page.turn for page in pages.values())
        self._spelling = spelling
        self._placed = placed

    def passage(self, draft: Draft) -> Passage:
        """One block's words, its marker, and all that is known of it."""
        for line in draft.lines:
            if line.words:  # all of one page
                self._placed[line.words[0].page] += sum([len(word.text) for word in line.words])
        printed = lifted(running(draft.lines, self._spelling))
        turned = self._turned
        words = [
            Word(word.text, word.page, self._box(word) if turned else word.box, word.glued, word.notes)
            for word in printed
        ]
        if words and words[0].glued:
            words[0] = words[0]._replace(glued=False)
        marker = self._marker(draft)
        return Passage(
            words,
            draft.kind,
            draft.level,
            marker,
            draft.lead,
            draft.run_in,
            draft.list_id,
            draft.panel,
            draft.source,
            page=draft.page,
        )

    def cells(self, table: DraftTable) -> list[CellPassages]:
        """The cells of a table with their passages."""
        return [
            CellPassages(
                cell.row,
                cell.column,
                tuple(self.passage(draft) for draft in cell.drafts),
                cell.row < table.header_rows,
                cell.row_span,
                cell.column_span,
            )
            for cell in table.cells
        ]

    def _marker(self, draft: Draft) -> Word | None:
        word = draft.label_word
        if word is None and draft.marker is not None:
            word = draft.marker.word
        if word is None:
            return None
        self._placed[word.page] += len(word.text)
        return Word(word.text, word.page, self._box(word))

    def _box(self, word: Printed) -> Box:
        """A word's box on the page as it lies, whatever way the reader turned it."""
        page = self._pages[word.page]
        return unturned(word.box, page.turn, page.width, page.height)


def _checked(canon: Canon, pages: Sequence[PageChars], placed: Counter[int]) -> Laid:
    described: list[Page] = []
    problems: list[Problem] = []
    for page in pages:
        share = min(placed[page.number] / page.characters, 1.0) if page.characters else 1.0
        wide, tall = (page.width, page.height) if page.turn % 2 == 0 else (page.height, page.width)
        described.append(Page(page.number, round(wide, 2), round(tall, 2), page.source, round(share, 4)))
        if share < FULL:
            problems.append(
                Problem(
                    "ingest",
                    "warning",
                    f"Page {page.number}: only {share:.1%} of the characters found their place in the text.",
                    "Look at this page in the original before quoting from it.",
                    page.number,
                )
            )
        if page.lost >= FEWEST_LOST:
            problems.append(
                Problem(
                    "ingest",
                    "warning",
                    f"Page {page.number}: {page.lost} words lack letters that their font gives no meaning.",
                    "Put a scan of the report in its place, or mend the rows of this page by hand.",
                    page.number,
                )
            )
    return Laid(canon, tuple(described), tuple(problems))
