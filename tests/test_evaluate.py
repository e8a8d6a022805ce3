"""How tables are held against hand labels."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import evaluate, render
from pipeline.evaluate.labels import fold, read_gold
from pipeline.problems import PipelineError
from pipeline.tables import table

GOLD: dict[str, Any] = {
    "findings": [
        {"kind": "strength", "stage": None, "basis": "heading", "text": "It is well led and trusted by all its donors today."},
        {"kind": "weakness", "stage": None, "basis": "wording", "text": "Evaluation remains underfunded."},
        {"kind": "reform", "stage": "progress", "basis": "wording", "text": "A new policy is in place.", "optional": True},
    ],
    "figures": {
        "pages": [1],
        "rows": [
            {"page": 1, "text": "USD 2.1 billion", "kind": "money", "value": 2100000000, "currency": "USD", "year": 2019,
             "measure": "budget of the agency", "qualifier": "over"},
            {"page": 1, "text": "37.741 USD", "kind": "money", "value": 37741, "accept_values": [37741], "currency": "USD"},
            {"page": 2, "text": "12 staff", "kind": "count", "value": 12},
        ],
    },
    "not_figures": [{"page": 1, "text": "COVID-19"}, {"page": 1, "text": "Agenda 2030"}],
    "ratings": [{"component": "Financial resources management", "label": "Some progress", "score": None}],
    "sections": [{"heading": "Key findings", "page": 1}, {"heading": "SUMMARY", "page": 1, "in_text_layer": False}],
}  # fmt: skip


def tables(folder: Path, **rows: list[dict[str, str]]) -> Path:
    """A folder of tables with these rows of one report."""
    rows["documents"] = [{"document_id": "who", "file": "un/who.pdf"}]
    for name in ("documents", "findings", "figures", "ratings", "sections"):
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, table(name).columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({"document_id": "who", "page": "1"} | row for row in rows.get(name, []))
    return folder


def finding(text: str, kind: str, basis: str, stage: str = "") -> dict[str, str]:
    return {"finding_id": fold(text)[:12], "text": text, "kind": kind, "basis": basis, "stage": stage}


def scores(
    tmp_path: Path, gold: dict[str, Any] = GOLD, **rows: list[dict[str, str]]
) -> dict[str, tuple[float, ...]]:
    """(labels, right, rows) by kind of score."""
    labels = tmp_path / "gold"
    labels.mkdir()
    (labels / "who.json").write_text(json.dumps(gold), encoding="utf-8")
    evaluation = evaluate(labels, tables(tmp_path, **rows))
    return {s.kind: (s.labels, s.right, -1 if s.rows is None else s.rows) for s in evaluation.scores}


def test_findings(tmp_path: Path) -> None:
    """Declared ones must agree in words, kind and stage; worded ones in start and kind."""
    got = scores(
        tmp_path,
        findings=[
            finding("It is well led and trusted by all its donors today.", "strength", "heading"),
            finding("Evaluation remains underfunded.", "strength", "wording"),
            finding("A new policy is in place.", "reform", "wording", "progress"),
            finding("Nobody asked for this row.", "weakness", "wording"),
        ],
    )
    assert got["declared exact"] == (1, 1, 1)
    assert got["worded"] == (
        1,
        0,
        2,
    )  # the wrong kind and the row nobody asked for; the optional one counts nowhere


def test_a_cut_finding_is_spotted_only(tmp_path: Path) -> None:
    """A finding that lacks its last words is spotted, not exact."""
    got = scores(
        tmp_path, findings=[finding("1. It is well led and trusted by all its donors", "strength", "heading")]
    )
    assert got["declared spotted"] == (1, 1, 1)
    assert got["declared exact"] == (1, 0, 1)


def test_figures(tmp_path: Path) -> None:
    """Only labelled pages count; values agree to one in a thousand; money also in its currency."""
    got = scores(
        tmp_path,
        figures=[
            {"text": "USD 2.1 billion", "kind": "money", "value": "2100000000", "currency": "USD",
             "year_start": "2019", "year_end": "2019", "measure": "the agency’s budgets", "qualifier": "about"},
            {"text": "37.741 USD", "kind": "money", "value": "37.741", "currency": "USD"},
            {"text": "19", "kind": "count", "value": "19"},
            {"text": "12 staff", "kind": "count", "value": "12", "page": "2"},
        ],
    )  # fmt: skip
    assert got["figures spotted"] == (2, 2, 3)
    assert got["figures exact"] == (2, 1, 3)
    assert got["figure year"] == (1, 1, -1)
    assert got["figure measure"] == (1, 1, -1)
    assert got["figure qualifier"] == (1, 0, -1)
    assert got["traps withstood"] == (2, 1, -1)


def test_ratings_and_sections(tmp_path: Path) -> None:
    """A rating agrees in component, label and score; a heading no text layer holds is not asked for."""
    got = scores(
        tmp_path,
        ratings=[
            {"component": "Financial resource management", "label": "Some progress", "text": "Some progress"}
        ],
        sections=[{"heading": "Key findings:"}, {"heading": "Annex"}],
    )
    assert got["ratings"] == (1, 1, 1)
    assert got["sections"] == (1, 1, 2)


def test_rejected_rows_do_not_count(tmp_path: Path) -> None:
    """A row that a reviewer rejected is no row of the report."""
    row = finding("Nobody asked for this row.", "weakness", "wording") | {"review": "reject"}
    assert scores(tmp_path, findings=[row])["worded"] == (1, 0, 0)


def test_rendered(tmp_path: Path) -> None:
    """The page of scores names report, kind, precision, recall, F1 and, in detail, what was missed."""
    scores(tmp_path, sections=[{"heading": "Annex"}])
    text = render(evaluate(tmp_path / "gold", tmp_path), detail=True)
    assert "who" in text
    assert "missed  p. 1 key findings" in text
    assert "false   p. 1 annex" in text


@pytest.mark.parametrize("content", ["{", "[]", '{"notes": []}'])
def test_no_gold_file(tmp_path: Path, content: str) -> None:
    """A file that holds no labels is named."""
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"x\.json: no gold file"):
        read_gold(path)


def test_a_label_that_lacks_a_field_is_shown(tmp_path: Path) -> None:
    """The message names file, label and what is missing."""
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"figures": {"rows": [], "optional": [{"text": "44 offices"}]}}))
    with pytest.raises(PipelineError, match=r"x\.json: the label .*44 offices.* lacks 'kind'"):
        read_gold(path)


def test_no_gold_folder(tmp_path: Path) -> None:
    """A folder without labels is told, with the way out."""
    with pytest.raises(PipelineError, match="--gold"):
        evaluate(tmp_path, tmp_path)


def test_labels_of_both_spellings(tmp_path: Path) -> None:
    """Figures may be a list or an object with pages; a finding whole or by its ends."""
    gold = {
        "findings": [{"text_start": "One two", "text_end": "nine ten.", "kind": "weakness"}],
        "figures": [],
    }
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    read = read_gold(tmp_path / "a.json")
    assert read.findings is not None
    assert (read.findings[0].opening, read.findings[0].closing) == ("one two", "nine ten.")
    assert read.figure_pages is None
    (tmp_path / "b.json").write_text(json.dumps(GOLD), encoding="utf-8")
    figures = read_gold(tmp_path / "b.json").figures
    assert figures is not None
    assert figures[1].values == (Decimal(37741), Decimal(37741))


def test_threads(tmp_path: Path) -> None:
    """A labelled concern is met by its verdict and a finding of each of its years; others are false alarms."""
    entry = {
        "thread": "Evaluation",
        "verdict": "persisting",
        "2013": ["Evaluation remains weak."],
        "2023": ["It is weak still."],
    }
    scores(tmp_path)
    (tmp_path / "gold" / "threads.json").write_text(json.dumps([entry]), encoding="utf-8")
    met = [
        ("c1", "2013", "Evaluation remains weak."),
        ("c1", "2023-10", "It is weak still."),
        ("c2", "2023-10", "Other."),
    ]
    rows = [{"thread_id": i, "published": y, "text": t, "verdict": "persisting"} for i, y, t in met]
    with (tmp_path / "threads.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table("threads").columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    (score,) = (s for s in evaluate(tmp_path / "gold", tmp_path).scores if s.kind == "threads")
    assert (score.labels, score.right, score.rows) == (1, 1, 2)
    assert score.false == ("persisting: Other.",)
