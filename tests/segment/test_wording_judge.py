"""What single sentences say, by their own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.segment.contrast import split
from pipeline.segment.judge import judge

HELD_OUT = Path(__file__).parent / "wording_held_out.tsv"
HELD_OUT_FLOOR = 0.92  # measured on the first run, before anything was tuned: 105 of 113


def said(text: str) -> str:
    """What a sentence is judged to say, in one word."""
    judgement = judge(text)
    if judgement is None:
        return "none"
    return judgement.stage or judgement.kind


def test_held_out_sentences() -> None:
    """Of sentences set aside before any tuning, at least as many are judged right as at the first run."""
    rows = [line.split("\t") for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    right = sum(said(text) == want for want, text in rows)
    assert right >= HELD_OUT_FLOOR * len(rows)


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "Steps have been taken to track results, but evaluation remains underfunded.",
            ("Steps have been taken to track results", "evaluation remains underfunded."),
        ),
        (
            "While country offices are well managed, headquarters lacks a clear strategy.",
            ("country offices are well managed", "headquarters lacks a clear strategy."),
        ),
        (
            "The fund is a strong partner and should now publish its audits.",
            (),
        ),
        ("Quality assurance tools exist but remain inconsistently applied.", ()),
        ("The agency is not only effective but also efficient.", ()),
    ],
)
def test_split_at_the_contrast(text: str, halves: tuple[str, ...]) -> None:
    """A sentence is split where it turns from praise to criticism, without the word that turns it."""
    assert tuple(text[span.start : span.end] for span in split(text)) == halves
