"""Where a sentence turns from praise to criticism."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.segment.contrast import split


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
            "The policy is sound, although its application is uneven.",
            ("The policy is sound", "its application is uneven."),
        ),
        (
            "Audit is rigorous; however, follow-up is slow.",
            ("Audit is rigorous", "follow-up is slow."),
        ),
        (
            "The fund is well respected, yet it struggles to demonstrate its impact.",
            ("The fund is well respected", "it struggles to demonstrate its impact."),
        ),
        (
            "Although reporting has been strengthened, results data are still unreliable.",
            ("reporting has been strengthened", "results data are still unreliable."),
        ),
        (
            "It is committed to transparency but could do more to publish its budgets.",
            ("It is committed to transparency", "could do more to publish its budgets."),
        ),
        (
            "Leadership at headquarters is weak, whereas country teams are strong.",
            ("Leadership at headquarters is weak", "country teams are strong."),
        ),
        (
            "However, although progress has been made, results data remain unreliable.",
            ("progress has been made", "results data remain unreliable."),
        ),
        (
            "While its mandate is clear, and its strategic plan coherent, resources are spread thinly.",
            ("its mandate is clear, and its strategic plan coherent", "resources are spread thinly."),
        ),
        (
            "Delivery is strong; monitoring is weak.",
            ("Delivery is strong", "monitoring is weak."),
        ),
        (
            "This includes further strengthening the audit function, which although improved "
            "does not yet meet international standards.",
            (
                "This includes further strengthening the audit function",
                "which although improved does not yet meet international standards.",
            ),
        ),
        (
            "A results framework has been put in place, efforts now need to focus on its use.",
            ("A results framework has been put in place", "efforts now need to focus on its use."),
        ),
    ],
)
def test_split(text: str, halves: tuple[str, ...]) -> None:
    """Both halves are verbatim, without the word that turns and the comma before it."""
    assert tuple(text[span.start : span.end] for span in split(text)) == halves


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "The audit found that although stocks are well managed, deliveries remain slow.",
            ("The audit found that although stocks are well managed", "deliveries remain slow."),
        ),
        (
            "While there is little evidence that it has met, or will meet, its aims, it has strong support.",
            ("there is little evidence that it has met, or will meet, its aims", "it has strong support."),
        ),
        (
            "The board saw no material errors, but that gaps remain in reporting.",
            ("The board saw no material errors", "gaps remain in reporting."),
        ),
    ],
)
def test_place_of_the_turn(text: str, halves: tuple[str, ...]) -> None:
    """The cut is at the comma before the main clause; what reports a concession stays with it."""
    assert tuple(text[span.start : span.end] for span in split(text)) == halves


def test_silent_half() -> None:
    """Where a sentence speaks only after its turn, that half is the finding."""
    text = "It aimed to reach every district by 2019, but limited funding constrained its work."
    assert [text[span.start :] for span in split(text)] == ["limited funding constrained its work."]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (
            "Despite improvements since 2020, evaluations are still seen as a formality.",
            "evaluations are still seen as a formality.",
        ),
        (
            "Notwithstanding its weak funding base, the office delivered excellent results.",
            "the office delivered excellent results.",
        ),
    ],
)
def test_concession(text: str, main: str) -> None:
    """Of what is said in spite of something, only the main clause is worth a row."""
    assert tuple(text[span.start : span.end] for span in split(text)) == (main,)


@pytest.mark.parametrize(
    "text",
    [
        "The agency is a strong partner and delivers good results.",
        "Quality assurance tools exist but remain inconsistently applied.",  # "exist" is no praise
        "The agency is not only effective but also efficient.",
        "However, support remains uneven and depends on single managers.",
        "Yet human resources functions are under-resourced.",
        "While the board meets twice a year, the bureau meets every month.",
        "Funding is short-term and, although hefty, it is unpredictable.",
        "The office delivered good results despite weak monitoring systems.",
        "The evaluation covered 12 countries but not the regional offices.",
        "It should deepen its focus, while ensuring that risks are well managed.",
        "It has limited reserves, and it is still at an early stage of planning.",
        "",
        "But",
        "While",
    ],
)
def test_no_turn(text: str) -> None:
    """A sentence that does not turn is left whole."""
    assert split(text) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["While", "but", ",", "the agency", "is strong", "lacks funds", "—", "although"]),
        max_size=9,
    ).map(" ".join)
)
def test_halves_lie_in_order(text: str) -> None:
    """Halves never overlap and never leave the text."""
    end = 0
    for span in split(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
