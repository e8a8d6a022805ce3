"""Narrative columns of progress tables, told by what stands in them."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, declared_in, doc, found, grid, shown

PROSE = "Ferry timetables were published in May. The depot was given a new roof."
TOLD = [
    "reform/progress Ferry timetables were published in May.",
    "reform/progress The depot was given a new roof.",
]
HEADERS = ("Narrative", "Comments", "Evidence", "Assessment", "Assessment of progress", "Progress made",
           "Summary of progress", "What we saw")  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_the_column_of_sentences_is_the_narrative(header: str) -> None:
    """Whatever its header, its sentences are progress under the component their row names."""
    document = doc(
        "# Review",
        grid(f"Component|{header}|Score|Progress rating", f"Harbour safety|{PROSE}|2|Some progress"),
    )
    assert declared_in(document) == TOLD
    assert {finding.component for finding in found(document, PROFILES).findings} == {"Harbour safety"}


def test_a_sentence_of_the_narrative_speaks_for_itself() -> None:
    """A sentence whose words say otherwise is not called progress."""
    table = grid(
        "Component|Narrative|Progress rating",
        f"Harbour safety|{PROSE} Inspections are still inadequate.|Little progress",
    )
    findings = found(doc("# Review", table), PROFILES).findings
    assert [(finding.kind, finding.component) for finding in findings][2:] == [("weakness", "Harbour safety")]


@pytest.mark.parametrize(
    "table",
    [
        grid("Criterion|Assessment|Rating", f"Relevance|{PROSE}|Satisfactory"),
        grid("Component|Weaknesses|Progress rating", f"Relevance|{PROSE}|Some progress"),
        grid("Component|Comments|Progress in days", f"Relevance|{PROSE}|12"),
    ],
)
def test_other_prose_beside_ratings_is_no_progress(table: object) -> None:
    """Prose is no narrative of progress unless the table rates progress and declares nothing else."""
    assert [line for line in declared_in(doc("# Review", table)) if "progress" in line] == []  # type: ignore[arg-type]


def test_name_and_narrative_in_one_cell() -> None:
    """Every row's sentences are under the name its cell opens with, and so are its scores."""
    table = grid("Component and commentary|Score|Progress rating",
                 f"Harbour safety//{PROSE}|2|Some progress", "**Night ferries** Two boats were leased in June.|1|Little progress")  # fmt: skip
    seen = found(doc("# Review", table), PROFILES)
    assert [finding.component for finding in seen.findings] == [
        "Harbour safety",
        "Harbour safety",
        "Night ferries",
    ]
    assert [rating.component for rating in seen.ratings] == ["Harbour safety"] * 2 + ["Night ferries"] * 2
    assert declared_in(doc("# Review", table)) == [*TOLD, "reform/progress Two boats were leased in June."]


@pytest.mark.parametrize("header", ["Revised score", "New score", "Update score if any change"])
def test_scores_beside_known_scores_have_their_scale(header: str) -> None:
    """A column of small numbers headed as a score beside one whose scale is known is on that scale."""
    table = grid(f"Component|MAR 2011 score|{header}", "Harbour safety|2|3", "Night ferries|3|")
    ratings = found(doc("# Multilateral Aid Review of the Ferry Board", table), PROFILES).ratings
    assert [(rating.component, rating.score, rating.scale) for rating in ratings] == [
        ("Harbour safety", 2, "MAR score"), ("Harbour safety", 3, "MAR score"), ("Night ferries", 3, "MAR score")
    ]  # fmt: skip


PROGRESS = {
    "each sentence by itself": (
        "Quays were rebuilt on two islands. Talks on a third are stalled.",
        ["reform/progress Quays were rebuilt on two islands.", "weakness Talks on a third are stalled."],
    ),
    "a setback is no progress": (
        "The sale was postponed, and no funds have been set aside for it.",
        ["weakness The sale was postponed, and no funds have been set aside for it."],
    ),
    "a bare fact stays progress": ("The pilot took up her post in May.", ["reform/progress The pilot took up her post in May."]),
    "items stay whole": (
        "- Quays were rebuilt. Two boats were leased.//- Fares were published.",
        ["reform/progress Quays were rebuilt. Two boats were leased.", "reform/progress Fares were published."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PROGRESS)
def test_a_column_of_progress_is_read_by_sentence(case: str) -> None:
    """In a follow-up table of any family each sentence on progress is one finding, by its own words."""
    said, expected = PROGRESS[case]
    table = grid(
        "Recommendation|Status|Progress to date", f"Open more quays. Add night boats.|In progress|{said}"
    )
    document = doc("# Follow-up to recommendations", table)
    told = [shown(document, finding) for finding in found(document, PROFILES).findings]
    assert told == ["reform/recommendation Open more quays. Add night boats.", *expected]


@pytest.mark.parametrize(
    "header", ["Progress so far", "Progress as of June 2024", "Comments on progress", "Implementation update"]
)
def test_columns_of_progress_by_other_names(header: str) -> None:
    """What a follow-up table calls its column of progress makes no difference."""
    table = grid(f"Recommendation|{header}", "Open more quays.|Quays were rebuilt on two islands.")
    assert declared_in(doc("# Follow-up to recommendations", table)) == [
        "reform/recommendation Open more quays.",
        "reform/progress Quays were rebuilt on two islands.",
    ]
