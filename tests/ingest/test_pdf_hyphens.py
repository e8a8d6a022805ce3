"""Hyphens at line ends: whose they are where neither the word nor its parts stand elsewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pdf_reports import read, typeset

from pipeline.ingest.layout.hyphens import Spelling, _keeps


def test_compounds_keep_their_hyphen_and_capitals_are_joined(tmp_path: Path) -> None:
    """What is written with a hyphen after a whole word keeps it; split words lose it, in capitals too."""
    path = typeset(
        tmp_path,
        """#set par(justify: false)
#text(size: 14pt)[*CONCLUSIONS, RECOMMENDA-\\ TIONS AND COST-\\ BASED PLANNING*]

The organi-\\ sation made long-\\ term plans with donor-\\ funded, results-\\ based and under-\\ funded parts,
and five-\\ year plans too: notwith-\\ standing its short-\\ ages it is country-\\ led.""",
    )
    assert read(path).text.split("\n\n") == [
        "CONCLUSIONS, RECOMMENDATIONS AND COST-BASED PLANNING",
        "The organisation made long-term plans with donor-funded, results-based and underfunded parts,"
        " and five-year plans too: notwithstanding its shortages it is country-led.",
    ]


@pytest.mark.parametrize(
    ("head", "tail", "words", "joined"),
    [
        ("long", "term", {}, False),
        ("quality", "of-care", {"quality": 1, "of": 9}, False),
        ("Follow", "up", {"follow": 1}, False),
        ("scaling", "up,", {}, False),
        ("break", "down", {"breakdown": 1}, True),
        ("long", "term", {"longterm": 2}, True),
        ("MANAGE", "MENT", {}, True),
        ("ASSESS", "MENTS,", {}, True),
        ("EVALU", "ATORS", {"evaluators": 2}, True),
        ("UNDP", "UNICEF", {}, False),
        ("under", "funded", {}, True),
        ("gov", "ernance", {"governance": 4}, True),
        ("cross-cut", "ting", {}, True),
        ("co-oper", "ation", {}, True),
        ("state-of-the", "art", {}, False),
    ],
)
def test_whose_hyphen_a_part_tells(head: str, tail: str, words: dict[str, int], joined: bool) -> None:
    """The document's own spelling decides first, then which parts are written with a hyphen."""
    assert _keeps(head, tail, Spelling(Counter(words), splits=True)) is not joined


@pytest.mark.parametrize(
    ("head", "tail", "words", "joined"),
    [
        ("pro", "grammes", {}, True),
        ("pre", "pared", {}, True),
        ("pro", "poor", {"poor": 3}, False),
        ("inter", "agency", {"agency": 3}, False),
        ("multi", "donor", {}, False),
    ],
)
def test_whose_hyphen_where_words_are_rarely_split(
    head: str, tail: str, words: dict[str, int], joined: bool
) -> None:
    """A prefix keeps its hyphen before a word the document knows; the opening of a word never does."""
    assert _keeps(head, tail, Spelling(Counter(words), splits=False)) is not joined
