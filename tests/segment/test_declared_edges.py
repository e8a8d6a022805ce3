"""Where a declaration reaches: lead-ins of two sentences, addresses, answers, items with labels."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, Grid, declared_in, doc, found, grid, shown

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "a lead-in that ends in a subject": (
        ["# Review", "The review found a number of strengths. The Board:", "- has loyal members;", "- runs ferries on time."],
        ["strength has loyal members;", "strength runs ferries on time."],
    ),
    "a lead-in that ends in a pronoun": (
        ["# Review", "Its main weaknesses are well known. It:", "- has old boats;", "- sells few tickets."],
        ["weakness has old boats;", "weakness sells few tickets."],
    ),
    "a subject alone declares nothing": (["# Review", "The Board:", "- sells paper tickets;", "- owns a quay."], []),
    "an address under recommendations": (
        ["# Recommendations", "Recommendation 1. Train the pilots.", "For more information: ferries@example.org, tel. +44 20 7946 0000"],
        ["reform/recommendation [Recommendation 1] Train the pilots."],
    ),
    "rights under recommendations": (
        ["# Recommendations", "1. Train the pilots.", "2. Paint the boats.", "© The Ferry Board 2021. All rights reserved.",
         "www.example.org/ferries"],
        ["reform/recommendation [Recommendation 1] Train the pilots.", "reform/recommendation [Recommendation 2] Paint the boats."],
    ),
    "a web page that is recommended": (
        ["# Recommendations", "- The Board should publish its timetable on www.example.org."],
        ["reform/recommendation The Board should publish its timetable on www.example.org."],
    ),
    "what is asked by a date stays asked": (
        ["# Recommendations", "- The Board should be planning to repaint the boats by the end of 2015.",
         "- The Board needs to publish fares by the end of 2016."],
        ["reform/recommendation The Board should be planning to repaint the boats by the end of 2015.",
         "reform/recommendation The Board needs to publish fares by the end of 2016."],
    ),
    "what a list is followed by is none of it": (
        ["# Report", "## Danish priorities for the cooperation", "Denmark will work for the following:", "1. A stronger focus on islands;",
         "2. A broader choice of boats.", "The ferry was painted in 2015."],
        ["reform/priority A stronger focus on islands;", "reform/priority A broader choice of boats."],
    ),
    "paragraphs after one that came before the list": (
        ["# Report", "## Strengths", "The Board has loyal members and a good name.", "It is praised for:", "- safe boats;", "- low fares.",
         "The pilots know every rock of the coast."],
        ["strength The Board has loyal members and a good name.", "strength safe boats;", "strength low fares.",
         "strength The pilots know every rock of the coast."],
    ),
    "how the review was done": (
        ["# Report", "## Recommendations", "1. Paint the boats.", "### How the evaluation was done", "The team met forty pilots. It was led by a captain."],
        ["reform/recommendation [Recommendation 1] Paint the boats."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_declared(case: str) -> None:
    """Exactly what is declared, no more."""
    parts, expected = CASES[case]
    assert declared_in(doc(*parts)) == expected


@pytest.mark.parametrize("header", ["Action planned", "Actions planned", "Planned action", "Planned actions"])
def test_planned_actions_answer(header: str) -> None:
    """A column of planned actions holds what management answers."""
    table = grid(
        f"No.|Recommendation|Response|{header}",
        "1|Train the pilots.|Agreed|A course will be run in the winter.",
    )
    assert declared_in(doc("# Recommendations and responses", table))[-1] == (
        "reform/response [Recommendation 1, key action 1] A course will be run in the winter."
    )


def test_labelled_items_are_one_finding_each() -> None:
    """A bold label stays with its item, and a numbered conclusion is one whose words are weak."""
    document = doc(
        "# Review", "## Key findings", "1. **Relevance.** The ferries were highly relevant to the islands.",
        "2. **Upkeep.** The boats are poorly maintained. Spares are lacking.",
        "## Conclusions", "Conclusion 1. The ferries were highly effective.", "Conclusion 2. The quay is where the road ends.",
    )  # fmt: skip
    assert [shown(document, finding) for finding in found(document, PROFILES).findings] == [
        "strength Relevance. The ferries were highly relevant to the islands.",
        "weakness Upkeep. The boats are poorly maintained. Spares are lacking.",
        "strength [Conclusion 1] Conclusion 1. The ferries were highly effective.",
    ]


@pytest.mark.parametrize("asks", ["should", "must"])
def test_asked_by_a_date_is_asked(asks: str) -> None:
    """A date does not make a promise of what someone else asks for."""
    document = doc("# Review", "## Key findings", f"The Board {asks} repaint its boats by the end of 2015.")
    assert [(f.kind, f.stage) for f in found(document, PROFILES).findings] == [("reform", "recommendation")]


NUMBERED = {
    "praise and blame": (
        "Finding 2. Timetables are clear and widely used. They are seldom kept because boats are poorly maintained.",
        ["strength Timetables are clear and widely used.",
         "weakness They are seldom kept because boats are poorly maintained."],
    ),
    "blame and its reason": (
        "Finding 2. The boats are poorly maintained. Spares are lacking.",
        ["weakness [Finding 2] Finding 2. The boats are poorly maintained. Spares are lacking."],
    ),
    "a recommendation": (
        "Recommendation 2. The boats are poorly maintained. Train the pilots, whose skills are excellent.",
        ["reform/recommendation [Recommendation 2] The boats are poorly maintained. Train the pilots, whose skills are excellent."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NUMBERED)
def test_numbered_findings_that_praise_and_criticise_are_split(case: str) -> None:
    """A numbered finding is one unless its sentences plainly differ; a recommendation always is."""
    text, expected = NUMBERED[case]
    document = doc("# Review", "## Key findings", text)
    assert [shown(document, finding) for finding in found(document, PROFILES).findings] == expected
