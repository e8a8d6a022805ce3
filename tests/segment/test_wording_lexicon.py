"""The lexicon of judgement: how its phrases are written, matched and refused."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.language import parse
from pipeline.problems import ProfileError
from pipeline.segment.cues import Lexicon, lexicon, read_lexicon


def entry(*says: str, **other: Any) -> dict[str, Any]:
    return {"id": "a-cue", "sense": "praise", "weight": 1.0, "says": list(says), "seen": "here"} | other


def of(*says: str) -> Lexicon:
    words = {"changes": [], "negators": []}
    return read_lexicon({"praise": {"cue": [entry(*says)], **words}})


def found(says: str, text: str) -> list[str]:
    """What the phrase finds in a sentence, as printed."""
    words = parse(text)
    return [text[words[hit.first].start : words[hit.last].end] for hit in of(says).hits(words)]


@pytest.mark.parametrize(
    ("says", "text", "want"),
    [
        ("strong", "A strong and stronger team.", ["strong", "stronger"]),
        ("play * role", "It plays a key role here.", ["plays a key role"]),
        ("play * role", "It plays in many countries and regions of the world a role.", []),
        ("lead|key role", "Its key role and its lead role.", ["key role", "lead role"]),
        ("struggle", "It struggled.", ["struggled"]),
        ("need to _/VERB", "It needs to act.", ["needs to act"]),
        ("need to _/VERB", "There is a need to all of them.", []),
        ("limited/ADJ", "It has limited reach.", ["limited"]),
        ("prioritise", "It prioritizes its work.", ["prioritizes"]),
        ("under-resourced", "It is under-resourced.", ["under-resourced"]),
        ("it's late", "It’s late.", []),
    ],
)
def test_phrase(says: str, text: str, want: list[str]) -> None:
    """A phrase matches written forms and lemmas, with gaps, choices and parts of speech."""
    assert found(says, text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The partners of the GAP met in Rome.", []),
        ("There is a gap in data.", ["gap"]),
        ("A GAP WAS FOUND.", ["GAP"]),
    ],
)
def test_acronym_is_no_cue(text: str, want: list[str]) -> None:
    """Letters that stand for a name say nothing, unless all the sentence is in capitals."""
    assert found("gap", text) == want


def test_longer_or_heavier_phrase_speaks() -> None:
    """Where phrases of one sense overlap only one speaks."""
    words = parse("It has a strong track record.")
    assert len(of("strong", "strong track record").hits(words)) == 1


def test_cue_asked_for_before_parsing() -> None:
    """A text without any telling word is told apart without being parsed."""
    assert of("excellent").has_cue("Its services are excellent.")
    assert not of("excellent").has_cue("Its offices are in Rome.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"cue": [entry("a", wight=2)]}, "wants exactly"),
        ({"cue": [entry("a", sense="liking")]}, "a sense of"),
        ({"cue": [{"id": "a-cue", "sense": "praise"}]}, "wants exactly"),
        ({"cue": [entry("good", "good")]}, "Keep one of them"),
        ({"chnages": ["adopt"]}, "no list is called"),
    ],
)
def test_refuses(content: dict[str, Any], message: str) -> None:
    """A lexicon with unknown keys, unknown senses or repeated phrases is refused, naming the cue."""
    with pytest.raises(ProfileError, match=message):
        read_lexicon({"praise": content})


def test_own_lexicon_loads() -> None:
    """The lexicon that comes with the pipeline is sound, and each entry quotes where it was seen."""
    senses = {phrase.sense for phrases in lexicon().by_first.values() for phrase in phrases}
    assert senses == {"praise", "blame", "ask", "change", "plan", "aside", "name"}
