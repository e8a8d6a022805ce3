"""The canonical text: how blocks, lists, tables and notes are laid end to end."""

from __future__ import annotations

from pipeline.ingest.canonical import CanonicalText, CellPassages, Passage
from pipeline.ingest.words import Word
from pipeline.model import Box

BOX = Box(10, 10, 20, 20)


def test_blocks_lists_and_markers() -> None:
    """Blocks stand apart by an empty line, items of a list by a line break, markers before the block."""
    canon = CanonicalText()
    canon.add(Passage("1.  Findings", "heading", 1))
    canon.add(Passage("The review\n highlighted:"))
    canon.add(Passage("It has reach.", "list_item", 1, "•", list_id=0))
    canon.add(Passage("It is\u00a0agile.", "list_item", 1, "•", list_id=0))
    canon.add(Passage("After."))
    done = canon.finish()
    assert done.text == "1. Findings\n\nThe review highlighted:\n\n• It has reach.\n• It is agile.\n\nAfter."
    assert [done.text[b.start : b.end] for b in done.blocks][2:4] == ["It has reach.", "It is agile."]
    assert [b.marker for b in done.blocks] == [None, None, "•", "•", None]


def test_a_word_split_over_lines_keeps_both_boxes() -> None:
    """A glued word joins its neighbour without a space and keeps its own run."""
    canon = CanonicalText()
    canon.add(Passage([Word("recom", 1, BOX), Word("mend", 2, BOX, glued=True), Word("it", 2, BOX)]))
    done = canon.finish()
    assert done.text == "recommend it"
    assert [(r.start, r.end, r.page) for r in done.runs] == [(0, 5, 1), (5, 9, 2), (10, 12, 2)]
    assert done.blocks[0].page == 1


def test_a_lead_ends_before_the_space() -> None:
    """Block.lead is the offset at which the bold lead ends."""
    canon = CanonicalText()
    canon.add(Passage("Design and structure: it was", lead=3))
    done = canon.finish()
    assert done.text[: done.blocks[0].lead] == "Design and structure:"
    assert done.text == "Design and structure: it was"


def test_table_text() -> None:
    """Rows are lines, cells stand apart by tabs, a cell's paragraphs by line breaks; gaps are empty cells."""
    canon = CanonicalText()
    caption = canon.add(Passage("Table 1: Ratings", "caption"))
    block = canon.add_table(
        [
            CellPassages(0, 0, (Passage("Component"),), header=True),
            CellPassages(0, 1, (Passage("Rating"),), header=True),
            CellPassages(1, 0, (Passage("Gender"),), row_span=2),
            CellPassages(1, 1, (Passage("Some"), Passage("Good", "list_item", 1, "•", list_id=0))),
        ],
        header_rows=1,
        caption=caption,
    )
    assert block is not None
    canon.describe(block, note=canon.add(Passage("Source: own data", "caption")))
    done = canon.finish()
    assert done.text == "Table 1: Ratings\n\nComponent\tRating\nGender\tSome\n• Good\n\n\nSource: own data"
    table = done.tables[0]
    assert (table.rows, table.columns, table.header_rows) == (3, 2, 1)
    assert [done.text[c.start : c.end] for c in table.cells] == [
        "Component", "Rating", "Gender", "Some\n• Good", "",
    ]  # fmt: skip
    assert [done.text[b.start : b.end] for b in table.cells[3].blocks] == ["Some", "Good"]
    assert table.caption is not None
    assert table.note is not None
    assert done.text[slice(*table.note)] == "Source: own data"


def test_markers_find_their_notes() -> None:
    """A marker calls the note on its page; without pages the next note with its label."""
    canon = CanonicalText()
    canon.add(Passage([Word("ages", 1, BOX, notes=("1",)), Word("35.", 2, BOX, notes=("1",))]))
    canon.add(Passage([Word("First", 1, BOX)], "note", marker=Word("1", 1, BOX)))
    canon.add(Passage([Word("Second", 2, BOX)], "note", marker=Word("1", 2, BOX)))
    done = canon.finish()
    assert done.text == "ages 35.\n\n1 First\n\n1 Second"
    assert [(n.offset, n.label, n.block) for n in done.notes] == [(4, "1", 1), (8, "1", 2)]


def test_unseen_characters_leave_no_trace() -> None:
    """Control characters, soft hyphens and lone surrogates never reach the text."""
    canon = CanonicalText()
    canon.add(Passage("co\u00adop\u200beration\x02 \ud800 fine"))
    assert canon.finish().text == "cooperation � fine"


def test_nothing_makes_no_block() -> None:
    """Blank content gives no block."""
    canon = CanonicalText()
    assert canon.add(Passage(" \n\t")) is None
    assert canon.add_table([CellPassages(0, 0)]) is None
    assert canon.finish().text == ""
