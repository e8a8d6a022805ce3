"""What holds of every PDF: nothing lost, every run in its page, characters of a line in order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_reports import PREAMBLE

from pipeline.ingest.pdf.reader import PdfReading, read_pdf

WORDS = "evaluation remains weak staff budget 35 countries long-term results co-operation efficient 2.1 (UN)".split()
PHRASE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
BLOCK = st.one_of(
    PHRASE,
    PHRASE.map(lambda text: f"= {text[:40]}"),
    st.lists(PHRASE, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(PHRASE, min_size=6, max_size=6).map(
        lambda cells: "#table(columns: 2, " + ", ".join(f"[{cell}]" for cell in cells) + ")"
    ),
    PHRASE.map(lambda text: f"{text}#footnote[{text[:30]}] {text}"),
    PHRASE.map(lambda text: f"#columns(2)[{text}\n\n{text}]"),
    PHRASE.map(lambda text: f'#rect(fill: rgb("#dde"), width: 60%)[*{text[:20]}:* {text}]'),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("properties")


def _reading(folder: Path, blocks: list[str]) -> PdfReading:
    path = folder / "report.pdf"
    path.write_bytes(typst.compile((PREAMBLE + "\n\n".join(blocks)).encode()))
    return read_pdf(path)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCK, min_size=1, max_size=8))
def test_nothing_is_lost_or_out_of_place(folder: Path, blocks: list[str]) -> None:
    """All characters land in blocks, which never overlap; runs are sorted, inside the text and the page."""
    reading = _reading(folder, blocks)
    assert all(page.coverage >= 0.995 for page in reading.pages)
    ends = 0
    for block in reading.blocks:
        assert ends <= block.start < block.end <= len(reading.text)
        assert reading.text[block.start : block.end].strip() == reading.text[block.start : block.end]
        ends = block.end
    last = 0
    for run in reading.runs:
        assert last <= run.start < run.end
        last = run.end
        page = reading.pages[run.page - 1]
        assert -2 <= run.box.x0 < run.box.x1 <= page.width + 2
        assert -2 <= run.box.top < run.box.bottom <= page.height + 2
        assert " " not in reading.text[run.start : run.end]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_words_of_a_line_stand_in_order(folder: Path, blocks: list[str]) -> None:
    """Within a paragraph, words on one baseline come from left to right."""
    reading = _reading(folder, blocks)
    for block in reading.blocks:
        if block.kind != "paragraph":
            continue
        runs = [run for run in reading.runs if block.start <= run.start < block.end]
        for one, two in pairwise(runs):
            if (
                one.page == two.page
                and abs(one.box.bottom - two.box.bottom) < 1
                and one.box.top == two.box.top
            ):
                assert two.box.x0 >= one.box.x0


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_reading_twice_gives_the_same(folder: Path, blocks: list[str]) -> None:
    """The same file gives the same reading."""
    first = _reading(folder, blocks)
    assert read_pdf(folder / "report.pdf") == first


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PHRASE, min_size=1, max_size=5))
def test_every_word_of_prose_is_read(folder: Path, paragraphs: list[str]) -> None:
    """The words set are the words read, in order."""
    reading = _reading(folder, paragraphs)
    assert reading.text.split() == " ".join(paragraphs).split()
