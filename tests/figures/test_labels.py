"""Figures held against hand labels: the seeds always, the corpus where it stands beside the project."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.figures import figures_of
from pipeline.ingest import read
from pipeline.model import Document, Figure, Identity

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SEEDS = [
    (ROOT / "raw" / f"{gold.stem}.txt", gold) for gold in sorted((ROOT / "tests" / "gold").glob("*-20*.json"))
]
OTHERS = [(CORPUS / f"{gold.stem}.pdf", gold) for gold in sorted((CORPUS / "gold").glob("*.json"))]
SMALL = set(
    "the a an of in on at to for and or by with from its their as is are was were be which that this".split()
)


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("–", "-").split())


def content(text: str | None) -> set[str]:
    words = re.findall(r"[a-z][a-z'-]+", fold(text or ""))
    return {word.removesuffix("'s").rstrip("s") for word in words} - SMALL


def shared(asked: str, told: str | None) -> bool:
    """Two content words in common, or one where only one is asked."""
    return len(content(asked) & content(told)) >= min(2, len(content(asked)))


def exact(label: dict[str, Any], figure: Figure) -> bool:
    values = [label["value"], *label.get("accept_values", [])]
    near = any(abs(figure.value - Decimal(str(v))) <= abs(Decimal(str(v))) / 1000 for v in values)
    ends = (label.get("value_max") is None) == (figure.value_max is None)
    return near and ends and label["kind"] == figure.kind and label.get("currency") in (None, figure.currency)


def matched(
    document: Document, gold: dict[str, Any]
) -> Iterator[tuple[dict[str, Any] | None, Figure | None]]:
    """Labels with their figures; a label missed and a figure nobody asked for stand alone."""
    told = gold["metadata"]
    identity = Identity(
        published=told.get("published"),
        period_start=told.get("period_start"),
        period_end=told.get("period_end"),
    )
    asked = gold["figures"] if isinstance(gold["figures"], list) else gold["figures"]["rows"]
    pages = None if isinstance(gold["figures"], list) else gold["figures"].get("pages")
    free = [
        f for f in figures_of(document, identity).figures if not pages or document.page_at(f.start) in pages
    ]
    for label in asked:
        text = fold(label["text"])
        for figure in free:
            there = fold(document.quote(figure.span))
            page = label.get("page") in (None, document.page_at(figure.start))
            if page and (text in there or there in text) and exact(label, figure):
                free.remove(figure)
                if not (label.get("minor") or label.get("optional")):
                    yield label, figure
                break
        else:
            if not (label.get("minor") or label.get("optional")):
                yield label, None
    yield from ((None, figure) for figure in free)


@pytest.mark.parametrize(
    ("report", "gold"), [pytest.param(*pair, id=pair[1].stem) for pair in SEEDS + OTHERS]
)
def test_labelled_report(report: Path, gold: Path) -> None:
    """Nearly every labelled figure is found, exactly and nothing else, with what it measures."""
    labels = json.loads(gold.read_text(encoding="utf-8"))
    if not labels.get("figures"):
        pytest.skip("no figures are labelled in this report")
    pairs = list(matched(read(report, report.name, "report"), labels))
    right = [(label, figure) for label, figure in pairs if label and figure]
    wrong = len(pairs) - len(right)
    assert 2 * len(right) / (2 * len(right) + wrong) >= 0.95
    measured = [shared(label["measure"], figure.measure) for label, figure in right]
    assert sum(measured) / len(measured) >= 0.8
    assert all(figure.qualifier == label.get("qualifier") for label, figure in right)


def test_the_corpus_is_there() -> None:
    """The labelled corpus stands beside the project; without it only the seeds are held."""
    if not OTHERS:
        pytest.skip(f"no labelled corpus at {CORPUS.relative_to(ROOT.parent)}")
    assert all(report.exists() for report, _ in OTHERS)
