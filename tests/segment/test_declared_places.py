"""Findings where the layout alone tells what is whose: boxes, run-in leads, untold chapters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from segment_documents import PROFILES, Grid, declared_in, doc, found, grid

from pipeline.segment.columns import row_roles

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "a chapter that describes ends with the first component": (
        ["# Multilateral Aid Review", "## Description of Organisation", "It was founded long ago.",
         "### 3. Focus on poor countries", "+ Most money goes to poor places.", "- Some goes elsewhere."],
        ["strength Most money goes to poor places.", "weakness Some goes elsewhere."],
    ),
    "a table with both signs describes nothing": (
        ["# Multilateral Aid Review", "## Description of Organisation", "It was founded long ago.",
         grid("Component|Score (1-4)", "Partnership behaviour//+ Good partner to all.//- Little voice for the poor.|3")],
        ["strength Good partner to all.", "weakness Little voice for the poor."],
    ),
    "leads that run into their paragraphs under a heading that declares": (
        ["# Internal audit report", "## Key achievements and good practices", "### Sound cash handling.",
         "All banks are reconciled each month.", "## Key issues and risks", "### Poor stock records.",
         "Half of the stores keep no ledger."],
        ["strength All banks are reconciled each month.", "weakness Half of the stores keep no ledger."],
    ),
    "a number below another is no announcement": (
        ["# Internal audit report", "## Key achievements", "Claims not paid in time were below 1% of the whole."],
        ["strength Claims not paid in time were below 1% of the whole."],
    ),
    "the report's own title declares no responses": (
        ["# Management response to the review of wells", "- Management welcomes the review, which covers ten years."],
        [],
    ),
    "an answer in prose that names several recommendations": (
        ["# Evaluation report", "Recommendation 1. The bank should plant more trees.", "Recommendation 2. The bank should dig wells.",
         "**Management response:** Management welcomes the report. Management agrees with recommendation 1 and will hire "
         "two planters. Management partially agrees with recommendation 2, as wells are dear."],
        ["reform/recommendation [Recommendation 1] The bank should plant more trees.",
         "reform/recommendation [Recommendation 2] The bank should dig wells.",
         "reform/response [accept] Management agrees with recommendation 1 and will hire two planters.",
         "reform/response [partially accept] Management partially agrees with recommendation 2, as wells are dear."],
    ),
    "what a form says of a recommendation": (
        ["# Evaluation report", "## Recommendations", "The Fund should set up one desk for all claims.",
         "Priority: High. Addressed to: the claims section. Time frame: 12 months."],
        ["reform/recommendation The Fund should set up one desk for all claims."],
    ),
    "a matrix of recommendations and letters": (
        ["# Joint review report", grid("Recommendation 1|d|E", "Recommendation 2|f|c", headers=0)],
        [],
    ),
    "what a chapter of recommendations says of them": (
        ["# Evaluation report", "## Recommendations", "The report contains six formal recommendations to the heads.",
         "The Fund should set up one desk for all claims."],
        ["reform/recommendation The Fund should set up one desk for all claims."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_declared_by_place(case: str) -> None:
    """What stands near decides, and what only describes or counts is left alone."""
    parts, expected = CASES[case]
    assert declared_in(doc(*parts)) == expected


def test_header_cells_may_end_with_a_stop() -> None:
    """A header row inside a table is one though "Action no." closes with a full stop."""
    document = doc(
        "# Management response",
        grid(
            "Rec. 1|Buy seeds early.|Agree",
            "Action no.|Key action|Responsible unit",
            "1.1|Sign a standing order.|Supply",
        ),
    )
    table = document.tables[0]
    cells = tuple(cell for cell in table.cells if cell.row == 1)
    profile = next(p for p in PROFILES if p.name == "un-evaluation")
    roles = row_roles(document, cells, profile)
    assert {column: rule.role for column, rule in roles.items()} == {1: "action", 2: "field"}


def test_suggested_actions_belong_to_their_recommendation() -> None:
    """Actions suggested in the next box are part of the recommendation above, and no heading."""
    plain = doc(
        "# Evaluation report", "## Recommendations", "### Recommendation 1", "The Fund should plan ahead.",
        "Suggested actions:", "- Map all needs by May.",
    )  # fmt: skip
    panels = (None, None, 1, 2, 3, 3)
    document = replace(
        plain, blocks=tuple(replace(b, panel=p) for b, p in zip(plain.blocks, panels, strict=True))
    )
    (finding,) = found(document).findings
    assert document.quote(finding.span).endswith("Map all needs by May.")
    assert len(found(document).sections) == 3


def test_no_finding_without_words() -> None:
    """A list item that is nothing but a number or letter is no finding."""
    assert declared_in(doc("# Review", "## Strengths", "- 4", "- Skilled teams", "- d")) == [
        "strength Skilled teams"
    ]


def test_a_report_in_french_is_left() -> None:
    """A report in another language gives nothing, unless an English form asks and names the answers."""
    parts = ("# Évaluation du projet", "## Points forts", "- Une forte présence sur le terrain.", "## Points faibles",
             "- Des données peu fiables.", "## Recommandations", "Recommandation 1 : Élaborer une stratégie.")  # fmt: skip
    assert declared_in(doc(*parts, language="fr")) == []
    form = ("Evaluation recommendation # 1:", "Élaborer une stratégie avec les partenaires.")
    assert declared_in(doc(*form, language="fr")) == [
        "reform/recommendation [Recommendation 1] Élaborer une stratégie avec les partenaires."
    ]


def test_family_headings_that_lost_their_type() -> None:
    """A phrase of several words that the family uses for a chapter is one though nothing sets it off."""
    document = doc(
        "# MAR Update", "Progress is slow.", "Progress against Reform Priorities", "It has a plan."
    )
    headings = [document.text[s.start : s.end] for s in found(document).sections]
    assert headings == ["MAR Update", "Progress against Reform Priorities"]
