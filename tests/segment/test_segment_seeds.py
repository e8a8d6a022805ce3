"""The two seeds: declared findings and ratings as a person labelled them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from segment_documents import PROFILES

from pipeline.ingest import read
from pipeline.model import Document, Segmentation
from pipeline.segment import segment

ROOT = Path(__file__).parents[2]
SEEDS = ("iom-mar-update-2013", "iom-mopan-2023")


def taken(stem: str) -> tuple[Document, Segmentation, dict[str, Any]]:
    document = read(ROOT / "raw" / f"{stem}.txt", f"{stem}.txt", stem)
    gold = json.loads((ROOT / "tests" / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
    return document, segment(document, PROFILES, {}), gold


@pytest.mark.parametrize("stem", SEEDS)
def test_declared(stem: str) -> None:
    """Every declared finding is there, verbatim, with its kind, stage and component, and no other."""
    document, found, gold = taken(stem)
    expected = [
        (row["kind"], row["stage"], row["basis"], row["component"], " ".join(row["text"].split()))
        for row in gold["findings"]
        if row["basis"] != "wording"
    ]
    assert [
        (f.kind, f.stage, f.basis, f.component, document.quote(f.span))
        for f in found.findings
        if f.basis != "wording"
    ] == expected


@pytest.mark.parametrize("stem", SEEDS)
def test_ratings(stem: str) -> None:
    """Every rating is there, and a legend gives none."""
    _, found, gold = taken(stem)
    assert [(r.component, r.label, r.score) for r in found.ratings] == [
        (row["component"], row["label"], row["score"]) for row in gold["ratings"]
    ]


@pytest.mark.parametrize("stem", SEEDS)
def test_sections(stem: str) -> None:
    """The headings are the sections, each of the kind a person gave it."""
    document, found, gold = taken(stem)
    assert [document.text[s.start : s.end] for s in found.sections] == [
        row["heading"] for row in gold["sections"]
    ]


@pytest.mark.parametrize("stem", SEEDS)
def test_spans(stem: str) -> None:
    """Every finding and rating lies inside the text, whole words, without white space at its ends."""
    document, found, _ = taken(stem)
    for row in (*found.findings, *found.ratings):
        words = document.text[row.start : row.end]
        assert words
        assert words == words.strip()
        assert not (document.text[row.start - 1 : row.start] + words[:1]).isalnum()
