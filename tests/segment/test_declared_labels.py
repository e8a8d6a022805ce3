"""Recommendations, responses and key actions told by their labels."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, Grid, declared_in, doc, found

from pipeline.segment.labels import label_in
from pipeline.segment.verdicts import verdict_of

GENERAL = next(profile for profile in PROFILES if profile.name == "general")
R = "reform/recommendation [Recommendation "

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "a label with its text and explanatory paragraphs, up to the next": (
        ["# Evaluation", "## Recommendations", "Recommendation 1. Set a plan.", "It is overdue.", "Recommendation 2. Hire."],
        [R + "1] Set a plan. It is overdue.", R + "2] Hire."],
    ),
    "labels of all forms": (
        ["# Evaluation", "## Recommendations", "R1. Set a plan.", "R2: Hire.", "Recommendation # 3: Train.",
         "RECOMMENDATION FOUR – Report.", "Recommendation no. 5 (for the Board): Fund.", "Recommendation 6 [High] Audit."],
        [R + "1] Set a plan.", R + "2] Hire.", R + "3] Train.", R + "4] Report.", R + "5] Fund.", R + "6] Audit."],
    ),
    "labels with whom they address": (
        ["# Evaluation", "## Recommendations", "Recommendation 1 to the country office", "Hire a specialist.",
         "Recommendation 2 to headquarters", "Review the budget."],
        [R + "1] Hire a specialist.", R + "2] Review the budget."],
    ),
    "headings as labels": (
        ["# Evaluation", "## Recommendations", "### Recommendation 1", "Set a plan.", "It is late.",
         "### Recommendation 2: Hire", "Staff are few.", "## Annex 1", "Nothing."],
        [R + "1] Set a plan. It is late.", R + "2] Hire Staff are few."],
    ),
    "a bold first sentence, and fields that close the text": (
        ["# Evaluation", "**Recommendation 1: Set a plan.** It is late.", "Priority: High", "Responsible unit(s): HQ",
         "**Recommendation 2: Hire.**", "Staff are few.", "Timeline: 2025"],
        [R + "1] Set a plan. It is late.", R + "2] Hire. Staff are few."],
    ),
    "lists spell a recommendation out": (
        ["# Evaluation", "## Recommendations", "Recommendation 1. The office should:", "- plan;", "- hire.",
         "Recommendation 2. Report."],
        [R + "1] The office should: - plan; - hire.", R + "2] Report."],
    ),
    "numbered items under a heading take its name": (
        ["# Evaluation", "## KEY RECOMMENDATIONS", "1. Set a plan.", "2. Hire.", "## Next", "1. No more."],
        [R + "1] Set a plan.", R + "2] Hire."],
    ),
    "paragraphs between numbered items explain them": (
        ["# Evaluation", "## Recommendations", "1. Set a plan.", "It is overdue.", "2. Hire.", "The rest is history."],
        [R + "1] Set a plan. It is overdue.", R + "2] Hire."],
    ),
    "a response in running text": (
        ["# Country programme evaluation", "## Recommendation 1: Focus.", "Work in fewer districts.",
         "Proposed follow-up: Agreed. The plan will say so.", "Deadline: 2024", "## Recommendation 2: Hire."],
        [R + "1] Focus. Work in fewer districts.", "reform/response [accept] Agreed. The plan will say so.", R + "2] Hire."],
    ),
    "a label without a number and its fields": (
        ["# Management response", "**Recommendation:** The office should keep to its plan. Partners are areas to watch.",
         "**Management Response:** The office agrees. It has hired a consultant, who writes of challenges and lessons.",
         "**Thematic Area:** Not applicable", "Recommendation: Train staff. Deadline: 2024. Status: Ongoing."],
        ["reform/recommendation [Recommendation] The office should keep to its plan. Partners are areas to watch.",
         "reform/response [accept] The office agrees. It has hired a consultant, who writes of challenges and lessons.",
         "reform/recommendation [Recommendation] Train staff."],
    ),
    "what only announces the recommendation stands before it": (
        ["# Mid-term evaluation", "## 1. Recommendation:", "8. Recommendations",
         "The following recommendations emerge from the findings presented above.", "Outcome 1 and 2",
         "1: Review the members of the task force.", "### Management Response:", "[Added: 2019/05/08]", "Members will change."],
        [R + "1] Review the members of the task force.", "reform/response Members will change."],
    ),
    "actions told by their numbers among lines of a table": (
        ["# Evaluation", "## Recommendations", "Recommendation 1. Merge projects.", "Management Response: Agree", "Key action(s)",
         "Completion date", "Responsible unit(s)", "Status", "1.1 Merge the small ones", "December 2023", "Programme unit", "Ongoing", "1.2 Close two",
         "June 2024"],
        [R + "1] Merge projects.", "reform/response [accept] Agree",
         "reform/response [Recommendation 1, key action 1] Merge the small ones",
         "reform/response [Recommendation 1, key action 2] Close two"],
    ),
    "a form of three columns with short texts": (
        ["# Management response",
         Grid((("Recommendation 1", "", ""), ("Evaluation recommendation", "Plan the upkeep.", ""),
               ("Management response", "Agree", "")), 0)],
        [R + "1] Plan the upkeep.", "reform/response [accept] Agree"],
    ),
    "headers of a table one a line, who is responsible in any words": (
        ["# Evaluation", "Recommendation 1. Train.", "Management response: Agree", "Action no.", "Actions planned",
         "Responsible office/person", "Expected completion date", "1.1", "Revise the agreements", "Chief", "May 2023"],
        [R + "1] Train.", "reform/response [accept] Agree",
         "reform/response [Recommendation 1, key action 1] Revise the agreements"],
    ),
    "nothing is answered before it is asked": (
        ["# Evaluation", "## Background", "Reasons: The office was new.", "Justification: It was asked for."],
        [],
    ),
    "a mention is no label": (
        ["# Evaluation", "## Progress on follow-up", "Recommendation 3 was accepted by all.", "R&D is done."],
        [],
    ),
    "a recommendation inside a chapter ends with its paragraph": (
        ["# Joint Inspection Unit review", "## Audit", "The following recommendation would help.", "**Recommendation 3**",
         "The Board should decide.", "The Inspectors visited Rome."],
        [R + "3] The Board should decide."],
    ),
    "unnumbered paragraphs under a heading": (
        ["# Evaluation", "## Recommendations", "The following recommendations are made.", "The office should plan.",
         "Headquarters should pay."],
        ["reform/recommendation The office should plan.", "reform/recommendation Headquarters should pay."],
    ),
    "a management response form": (
        ["# Management response", "Evaluation recommendation # 1: (Time 0)", "Set a plan.", "Responsible unit(s): (Time 0)",
         "HQ", "Management response - partially accept (Time 1)", "There is no money.", "Key actions: (Time 1)",
         "1. Ask the Board – HQ", "2. Write a plan – HQ", "Implementation monitoring status - discarded/open/completed: (Time 2)"],
        [R + "1] Set a plan.", "reform/response [partially accept] partially accept",
         "reform/response [partially accept] There is no money.",
         "reform/response [Recommendation 1, key action 1] Ask the Board – HQ",
         "reform/response [Recommendation 1, key action 2] Write a plan – HQ"],
    ),
    "the same form run into one paragraph": (
        ["# Management response", "Evaluation recommandation # 1: (Time 0) : Fixer un plan. Responsible unit(s): (Time 0) : "
         "Équipes du siège Management response - accept (Time 1)", "Key actions:", "1. Demander au Conseil"],
        [R + "1] Fixer un plan.", "reform/response [accept] accept",
         "reform/response [Recommendation 1, key action 1] Demander au Conseil"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_declared_by_labels(case: str) -> None:
    """A labelled item is whole and verbatim, its label kept apart, and ends where it ends."""
    parts, expected = CASES[case]
    assert declared_in(doc(*parts)) == expected


def test_answers_point_at_their_recommendation() -> None:
    """Responses and key actions point at the recommendation they answer."""
    result = found(doc(*CASES["a management response form"][0]))
    declared = [finding for finding in result.findings if finding.basis != "wording"]
    assert [finding.responds_to for finding in declared] == [None, 0, 0, 0, 0]


def test_other_language_keeps_declared_items() -> None:
    """Items a known label declares are kept in any language; nothing else is told of it."""
    parts = CASES["the same form run into one paragraph"][0]
    document = doc(*parts, "Le bureau reste faible et sous-financé.", language="fr")
    assert len(found(document).findings) == 3


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Accepted.", "accept"),
        ("Partially accepted. The office agrees in part.", "partially accept"),
        ("Not accepted", "reject"),
        ("Management agrees with the recommendation.", "accept"),
        ("UNDP partially agrees.", "partially accept"),
        ("The office does not agree.", "reject"),
        ("Rejected. There is no money.", "reject"),
        ("Yes", "accept"),
        ("No", "reject"),
        ("No new posts will be asked for.", None),
        ("The office will revise the manual.", None),
    ],
)
def test_verdict(text: str, verdict: str | None) -> None:
    """Management's verdict is told where a response opens with it, and only there."""
    found_verdict = verdict_of(text, GENERAL)
    assert (found_verdict[0].name if found_verdict else None) == verdict


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Recommendation 3.", "Recommendation 3", ""),
        ("Recommendation 3: Strengthen", "Recommendation 3", "Strengthen"),
        ("Recommendation 3 Strengthen", "Recommendation 3", "Strengthen"),
        ("Recommendation 3a. Strengthen", "Recommendation 3a", "Strengthen"),
        ("Recommendation IV – Strengthen", "Recommendation IV", "Strengthen"),
        ("Strategic recommendation 2: Strengthen", "Recommendation 2", "Strengthen"),
        ("R3 – Strengthen", "Recommendation 3", "Strengthen"),
        ("Recommendation 3 calls for more", None, None),
        ("Recommendation A strategy", None, None),
        ("R 1990s", None, None),
        ("Recommendations", None, None),
    ],
)
def test_label(text: str, name: str | None, rest: str | None) -> None:
    """A label is told from a mention, normalised, and parted from the text after it."""
    hit = label_in(text, GENERAL)
    assert (hit.name if hit else None) == name
    assert (text[hit.end :] if hit else None) == rest
