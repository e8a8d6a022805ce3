"""Real reports: headings found, no footnote marker inside a number, forms and tables over pages whole."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from rapidfuzz.fuzz import ratio

from pipeline.ingest.pdf.reader import PdfReading, read_pdf


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower()
    return " ".join(re.sub('[‘’“”"]', "'", re.sub("[–—−]", "-", text)).split())


def _sections_f1(reading: PdfReading, gold: list[dict[str, object]]) -> float:
    found = [
        (_folded(reading.text[block.start : block.end]), block.page)
        for block in reading.blocks
        if block.kind == "heading" and block.level > 0
    ]
    hits, asked = 0, 0
    for section in gold:
        optional = section.get("optional") or section.get("in_text_layer") is False
        wanted = _folded(str(section["heading"]))
        match = next((f for f in found if f[1] == section["page"] and ratio(f[0], wanted) >= 85), None)
        asked += not optional
        if match is not None:
            found.remove(match)
            hits += not optional
    precision, recall = hits / max(hits + len(found), 1), hits / asked
    return 2 * precision * recall / max(precision + recall, 1e-9)


@pytest.mark.parametrize("stem", ["iom-rdh-asia-pacific-2025", "iom-meta-evaluation-brief-2025"])
def test_sections(corpus: Path, stem: str) -> None:
    """Headings are found with an F1 of at least 0.90 against the hand labels."""
    gold = json.loads((corpus / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
    assert _sections_f1(read_pdf(corpus / f"{stem}.pdf"), gold["sections"]) >= 0.90


@pytest.mark.parametrize(
    "stem",
    ["iom-rdh-asia-pacific-2025", "iom-meta-evaluation-brief-2025", "iom-management-response-2025",
     "iom-evaluation-brief-french-2025"],
)  # fmt: skip
def test_every_character_lands(corpus: Path, stem: str) -> None:
    """No page of a real report loses a character."""
    reading = read_pdf(corpus / f"{stem}.pdf")
    assert all(page.coverage >= 0.995 for page in reading.pages)
    assert not reading.problems


def test_a_table_over_four_pages_is_one(corpus: Path) -> None:
    """Rows cut by pages are whole, centred cells stand in their row, the repeated header is gone."""
    reading = read_pdf(corpus / "iom-rdh-asia-pacific-2025.pdf")
    table = reading.tables[0]
    assert (table.rows, table.columns, table.header_rows) == (4, 2, 1)
    counts = [len(cell.blocks) for cell in table.body() if cell.column == 1]
    assert counts == [3, 4, 4]
    last = table.cell_at(3, 1)
    assert last is not None
    assert reading.text[last.start : last.end].endswith("indicating an evidence gap in this area.")
    assert len(reading.tables) == 3
    assert [reading.text[: n.offset].split()[-1] for n in reading.notes] == ["region.", "(2020–2025)"]


def test_a_form_over_twelve_pages_keeps_its_sentences(corpus: Path) -> None:
    """Recommendations and actions of a boxed form are whole where a page end cuts them."""
    reading = read_pdf(corpus / "iom-management-response-2025.pdf")
    gold = json.loads((corpus / "gold" / "iom-management-response-2025.json").read_text(encoding="utf-8"))
    bodies = [
        _folded(reading.text[block.start : block.end])
        for block in reading.blocks
        if block.kind in ("paragraph", "list_item", "heading")
    ]
    missed = []
    for finding in gold["findings"]:
        start, end = _folded(finding["text_start"]), _folded(finding["text_end"])
        if not any(start in body and end in body[body.find(start) :] for body in bodies):
            missed.append(finding["id"])
    assert missed == []
