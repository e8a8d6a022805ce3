"""English sentences and their grammar."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import parse, parse_all, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ("It grew.", "It then shrank."),
        ("Its budget is USD 2.99 billion.", "57% goes to humanitarian response."),
        ("It works in 33 countries.", "“We deliver,” staff said."),
        ("The plan (2019–2023) ended.)", "A new one followed."),
        ("Is it effective?", "Yes!", "Very."),
        ("He left in 2013.", "20 countries remained."),
        ("It draws on documents, surveys, etc.", "The rest is in Annex A.", "It was published in May."),
        ("There is no Plan B.", "It relies on donors."),
        ("Its headquarters are in the U.K.", "It has offices in 40 countries."),
        ("Progress was made since the MAR.", "The agency has a strategy."),
        ("The answer is no.", "The board decided otherwise."),
        ("It was rated B.", "This is satisfactory."),
        ("See the full report…", "It is online."),
        ("The audit was clean [12].", "No fraud was found."),
        ("«Il faut agir.»", "Élargir la base est essentiel."),
    ],
)
def test_sentences(parts: tuple[str, ...]) -> None:
    """A full stop, question or exclamation mark ends a sentence where the next one opens."""
    text = " ".join(parts)
    assert tuple(text[span.start : span.end] for span in sentences(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "The budget rose by approx. 20 per cent.",
        "Dr. Amina Diallo and Mr. J. Smith led the team.",
        "It was founded by J. R. Smith in 1951.",
        "See Fig. 3 and para. 14 of document No. 7, p. 22.",
        "Several tools (e.g. The Handbook) exist, i.e. Guidelines and templates.",
        "The U.S. Government and the U.N. Security Council agreed.",
        "Half of the U.N. Mine Action Service is paid for by two donors.",
        "The deliverables. and insufficient involvement of officers were noted.",
        "It costs USD 2.5 million.",
        "It ended on 3 Sept. 2019 and began on 1 Jan. 2015.",
        "Smith et al. 2019 found otherwise.",
        "Version 3.1 of the framework applies to St. Petersburg vs. Moscow.",
    ],
)
def test_one_sentence(text: str) -> None:
    """Abbreviations, initials, decimals and stray full stops do not end a sentence."""
    assert len(sentences(text)) == 1


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aAbB. ?!()\n\"'…1,;:U", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    """Every character that is not white space lies in exactly one sentence."""
    spans = sentences(text)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_blank(text: str) -> None:
    """Blank text has no sentences."""
    assert sentences(text) == ()


def test_words_of_a_sentence() -> None:
    """A word knows its place, lemma, part of speech and head; the root is its own head."""
    text = "The agency lacks funds."
    words = parse(text)
    assert [text[word.start : word.end] for word in words] == ["The", "agency", "lacks", "funds", "."]
    root = words[2]
    assert (root.lemma, root.pos, root.head) == ("lack", "VERB", 2)
    assert words[words[1].head] == root
    assert words[1].dep == "nsubj"


def test_many_at_once() -> None:
    """Parsing many texts gives what parsing each gives."""
    texts = ["The agency lacks funds.", "Evaluation is strong.", ""]
    assert parse_all(texts) == tuple(parse(text) for text in texts)


def test_half_a_character() -> None:
    """A lone surrogate, as broken fonts leave it, is parsed as some mark; offsets stay."""
    words = parse("Its \ud83d\ude00 reach is wide.")
    assert [word.text for word in words][-2:] == ["wide", "."]
    assert words[-1].end == len("Its \ud83d\ude00 reach is wide.")
