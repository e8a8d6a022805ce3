"""The two reports the project began with, read: headings, lists, tables and notes as a person sees them."""

import json
from pathlib import Path

import pytest

from pipeline.ingest import read
from pipeline.model import Document

ROOT = Path(__file__).parents[2]
SEEDS = ["iom-mar-update-2013", "iom-mopan-2023"]


def seed(name: str) -> Document:
    return read(ROOT / "raw" / f"{name}.txt", f"{name}.txt", name)


@pytest.mark.parametrize("name", SEEDS)
def test_the_headings_of_a_seed_are_those_a_person_marked(name: str) -> None:
    """Neither a heading missed nor one invented."""
    gold = json.loads((ROOT / "tests" / "gold" / f"{name}.json").read_text())
    document = seed(name)
    found = [document.quote(block.span) for block in document.blocks if block.kind == "heading"]
    assert found == [section["heading"] for section in gold["sections"]]


@pytest.mark.parametrize("name", SEEDS)
def test_every_declared_item_of_a_seed_is_a_list_item(name: str) -> None:
    """A list under a lead-in or heading keeps its items whole, apart from what follows."""
    gold = json.loads((ROOT / "tests" / "gold" / f"{name}.json").read_text())
    document = seed(name)
    items = {document.quote(block.span) for block in document.blocks if block.kind == "list_item"}
    declared = {f["text"] for f in gold["findings"] if f["basis"] in {"heading", "lead_in"}}
    assert {text for text in declared if text not in items} == set()


def test_the_cells_of_a_scattered_table_stay_in_order() -> None:
    """A rating over two lines reads on as one, next to the component it is for."""
    text = " ".join(seed("iom-mar-update-2013").text.split())
    assert (
        "performance monitoring is in place. Some progress Financial resources management There has" in text
    )


def test_a_component_name_stands_apart_from_its_narrative() -> None:
    """The first line of a table's cell is a paragraph, not the start of the sentence after it."""
    document = seed("iom-mar-update-2013")
    quotes = [document.quote(block.span) for block in document.blocks if block.kind == "paragraph"]
    assert "Financial resources management" in quotes
    assert any(quote.startswith("There has been improved humanitarian response capacity") for quote in quotes)


def test_a_table_between_tabs_has_header_caption_and_note() -> None:
    """The second half of a table cut in two goes on from the first."""
    document = seed("iom-mopan-2023")
    first, second = document.tables
    assert document.quote(first.caption) == "MOPAN member contributions to IOM in 2021"  # type: ignore[arg-type]
    assert [document.text[c.start : c.end] for c in first.cells[:4]] == [
        "Member", "Contribution USD millions", "United States", "597.12",
    ]  # fmt: skip
    assert (first.header_rows, first.rows, first.columns) == (1, 11, 2)
    assert second.continues == 0
    assert document.quote(second.note) == (  # type: ignore[arg-type]
        "Source: Adapted from OECD (2022), OECD creditor reporting system"
    )


def test_a_raised_number_calls_its_note() -> None:
    """The marker is lifted out of the sentence and tied to the numbered note at the end."""
    document = seed("iom-mopan-2023")
    (ref,) = document.notes
    assert document.text[: ref.offset].endswith("a network of 22 members")
    assert ref.block is not None
    note = document.blocks[ref.block]
    assert (note.kind, note.marker) == ("note", "1.")
    assert document.quote(note.span).startswith("Australia, Belgium, Canada")
