"""Management's answers to numbered recommendations, told in running text."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, doc, found

from pipeline.segment.answers import answer_label

GENERAL = next(profile for profile in PROFILES if profile.name == "general")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Management accepts recommendation 2.", "accept"),
        ("The Secretariat fully agrees with recommendations 1 and 2.", "accept"),
        ("Management concurs with the evaluation's recommendation 2.", "accept"),
        ("Recommendation 6 was accepted in principle.", "accept"),
        ("The Fund did not accept recommendation 3.", "reject"),
        ("It agrees in part with recommendation 3.", "partially accept"),
        ("The Fund accepts recommendations 1 and 3 and partially accepts 2.", "Recommendation 1: accept; Recommendation 3: accept; Recommendation 2: partially accept"),
        ("Recommendations 1 to 3 are accepted and recommendation 4 is partially accepted.", "Recommendation 1: accept; Recommendation 2: accept; Recommendation 3: accept; Recommendation 4: partially accept"),
        ("Recommendation 5 is noted and remains under consideration.", None),
        ("The Board accepted 12 reports in 2020, as recommendation 2 asked.", None),
        ("Five of the 12 recommendations were accepted.", None),
    ],
)  # fmt: skip
def test_answer_label(text: str, label: str | None) -> None:
    """Each recommendation a sentence names gets the verdict that is said of it; numbers of other things none."""
    assert answer_label(text, GENERAL) == label


def test_answers_in_prose() -> None:
    """Sentences of a management response that name a recommendation are responses; others are not."""
    findings = found(
        doc(
            "# Evaluation of meals",
            "## Management response",
            "The office thanks the team. It accepts recommendations 1 and 2. In response to recommendation 1, a plan will be drawn up.",
        )
    ).findings
    answers = [finding for finding in findings if finding.stage == "response"]
    assert [finding.label for finding in answers] == ["accept", None]


def test_what_is_answered_by_number_was_asked_by_number() -> None:
    """A numbered item that asks is a recommendation where its number is answered; a paragraph's number is none."""
    findings = found(
        doc(
            "# Audit of fuel management",
            "10. Records were not reconciled, which they should have been.",
            "(1) The Mission should reconcile its records every month. Variances should be explained.",
            "The Mission accepted recommendation 1 and stated that it had begun.",
        )
    ).findings
    asked = [finding for finding in findings if finding.stage == "recommendation" and finding.label]
    assert [finding.label for finding in asked] == ["Recommendation 1"]
    assert [finding.basis for finding in asked] == ["heading"]
