"""The heading tree and what headings say."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, doc, found

from pipeline.segment.outline import heading_rule

NAMED = {profile.name: profile for profile in PROFILES}


@pytest.mark.parametrize(
    ("heading", "kind", "section"),
    [
        ("STRENGTHS", "strength", "strengths"),
        ("Key strengths", "strength", "strengths"),
        ("3.1 Main strengths identified", "strength", "strengths"),
        ("Strengths of the Global Fund", "strength", "strengths"),
        ("What works well", "strength", "strengths"),
        ("Good practices", "strength", "strengths"),
        ("Areas for improvement", "weakness", "weaknesses"),
        ("AREAS FOR IMPROVEMENT AND/OR ATTENTION", "weakness", "weaknesses"),
        ("Key challenges", "weakness", "weaknesses"),
        ("Recommendations to the Executive Board", "reform", "recommendations"),
        ("Chapter 5: Recommendations", "reform", "recommendations"),
        ("Summary of recommendations", "reform", "recommendations"),
        ("Reform priorities", "reform", "priorities"),
        ("Conclusions and recommendations", None, "recommendations"),
        ("Strengths and weaknesses", None, "strengths"),
        ("Key findings", None, "findings"),
        ("Lessons learned", None, "lessons"),
        ("Methodology", None, "method"),
        ("Purpose, objectives and scope", None, "method"),
        ("Limitations of the evaluation", None, "method"),
        ("ABOUT THE ASSESSMENT OF THE FUND", None, "about"),
        ("Annex 2. Terms of reference", None, "method"),
        ("Implementation of recommendations", None, None),
        ("Follow-up to previous recommendations", None, None),
        ("Building on strengths", None, None),
        ("The Fund's strengths are also its weakness", None, None),
        ("Humanitarian response", None, None),
        ("Areas of good practice", "strength", "strengths"),
        ("What Worked", "strength", "strengths"),
        ("What the programme achieved", "strength", "strengths"),
        ("Key results", "strength", "strengths"),
        ("Comparative advantage", "strength", "strengths"),
        ("What Didn't Work", "weakness", "weaknesses"),
        ("What the Trust needs to do better", "weakness", "weaknesses"),
        ("Opportunities for improvement", "weakness", "weaknesses"),
        ("Factors that hindered implementation", "weakness", "weaknesses"),
        ("Outstanding challenges", "weakness", "weaknesses"),
        ("What remains to be done", "reform", "recommendations"),
        ("What GAO Recommends", "reform", "recommendations"),
        ("The way forward", "reform", "recommendations"),
        ("Reforms the UK wants to see", "reform", "priorities"),
        ("Norway's priorities in the dialogue with the Fund", "reform", "priorities"),
        ("What has changed since 2011", "reform", "progress"),
        ("Actions agreed with the Board", "reform", "planned"),
        ("Commitments for 2019 to 2021", "reform", "planned"),
        ("Opportunities", None, None),
        ("Milestones", None, "about"),
        ("Key strategic challenges and opportunities", None, None),
        ("Strengths and areas for improvement", None, "strengths"),
        ("Implementation of previous recommendations", None, None),
        ("What we like", "strength", "strengths"),
        ("What partners liked most", "strength", "strengths"),
        ("What worries us", "weakness", "weaknesses"),
        ("What still needs attention", "weakness", "weaknesses"),
        ("What holds the Fund back", "weakness", "weaknesses"),
        ("What we do not like", "weakness", "weaknesses"),
        ("What we ask for", "reform", "recommendations"),
        ("What we ask of the agency", "reform", "recommendations"),
        ("What needs to happen now", "reform", "recommendations"),
        ("What we would like to see", "reform", "priorities"),
        ("What we expect", "reform", "priorities"),
        ("What we want", "reform", "priorities"),
        ("What comes next", "reform", "planned"),
        ("What countries asked for", None, None),
        ("What the Fund asks of applicants", None, None),
        ("What the Fund is like", None, None),
        ("What we asked", None, None),
        ("What we do", None, None),
        ("What is the problem?", None, None),
        ("What needs the agency serves", None, None),
        ("What limits this evaluation", None, None),
        ("How the evaluation was done", None, "method"),
        ("How this review was carried out", None, "method"),
        ("What we reviewed", None, "method"),
        ("How the Fund was reviewed", None, None),
        ("Overview", None, "summary"),
        ("Mandate", None, "about"),
    ],
)
def test_heading_rule(heading: str, kind: str | None, section: str | None) -> None:
    """A heading declares by its head, whatever qualifies it; a clause declares nothing."""
    rule = heading_rule(heading, NAMED["mopan"])
    assert (rule.kind if rule else None) == kind
    assert (rule.section if rule else None) == section


def test_tree() -> None:
    """Sections nest by level and end where the next of their level begins."""
    document = doc("# A", "one", "## Summary", "two", "### C", "three", "## Annexes", "four")
    sections = found(document).sections
    assert [(document.text[s.start : s.end], s.parent, s.kind) for s in sections] == [
        ("A", None, "title"),
        ("Summary", 0, "summary"),
        ("C", 1, "summary"),
        ("Annexes", 0, "annex"),
    ]
    assert [document.text[s.end : s.body_end].split()[-1] for s in sections] == [
        "four",
        "three",
        "three",
        "four",
    ]


def test_finding_names_its_section() -> None:
    """A finding stands in the innermost section around it."""
    result = found(doc("# R", "## Strengths", "### Finance", "- Clean audits."))
    assert result.findings[0].section == 2


def test_cells_of_a_scattered_table_are_no_sections() -> None:
    """A component's name in a scattered progress table is a cell, though set as a heading."""
    document = doc(
        "# MAR Update", "## Progress against Reform Priorities", "MAR Reform Component", "Progress Rating",
        "### Partnership behaviour", "It has a plan.", "Some progress", "### Gender equality", "It has none.",
    )  # fmt: skip
    assert len(found(document).sections) == 2
