"""Findings declared by headings and lead-ins."""

from __future__ import annotations

import pytest
from segment_documents import Grid, declared_in, doc, found

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "a heading declares the items under it, until the next": (
        ["# MOPAN brief", "## STRENGTHS", "- Clear mandate.", "- Skilled staff.", "## About MOPAN", "- 22 members."],
        ["strength Clear mandate.", "strength Skilled staff."],
    ),
    "headings of improvement declare weaknesses": (
        ["# MOPAN brief", "## Areas identified for improvement and/or attention", "- Slow systems."],
        ["weakness Slow systems."],
    ),
    "a qualifier in front and what it is of behind change nothing": (
        ["# R", "## Key strengths of the Fund", "- Wide reach.", "## Institutional weaknesses", "- Slow systems."],
        ["strength Wide reach.", "weakness Slow systems."],
    ),
    "what a word before a colon declares inside a paragraph": (
        ["# R", "## Baseline", "The review was mixed. Strengths: a strong focus on the poor. Weaknesses: slow systems."],
        ["strength a strong focus on the poor.", "weakness slow systems."],
    ),
    "a label governs its whole paragraph, up to the next": (
        ["# R", "Strengths: The Fund has a clear mandate. Its staff are committed.",
         "Weaknesses: Accounts are late. Audits are qualified. No targets exist. Reports are thin.",
         "**Areas for improvement in 2012** Reporting on outcomes.", "**Strong points:** (a) wide reach; (b) loyal staff."],
        ["strength The Fund has a clear mandate. Its staff are committed.", "weakness Accounts are late.",
         "weakness Audits are qualified.", "weakness No targets exist.", "weakness Reports are thin.",
         "weakness Reporting on outcomes.", "strength wide reach", "strength loyal staff."],
    ),
    "a bold first sentence with what explains it": (
        ["# R", "## Recommendations", "**Strengthen control.** Recruit an auditor.", "The auditor should report to the board.",
         "**Publish results.** Once a year.", "## Strengths", "None identified."],
        ["reform/recommendation Strengthen control. Recruit an auditor. The auditor should report to the board.",
         "reform/recommendation Publish results. Once a year."],
    ),
    "what a donor says": (
        ["# Statement", "We look to the Agency to:", "- report on savings.", "We remain concerned about:", "- earmarking.",
         "We commend the Agency for:", "- opening its meetings.", "We expect that by 2020 it will have:", "- halved its costs"],
        ["reform/recommendation report on savings.", "weakness earmarking.", "strength opening its meetings.",
         "reform/priority halved its costs"],
    ),
    "a label that nothing follows": (
        ["# Minutes", "Challenges: none reported.", "Weaknesses: N/A", "Strengths: committed staff."],
        ["strength committed staff."],
    ),
    "who is addressed opens what follows": (
        ["# R", "## Recommendations", "To the centre:", "1. Plan.", "2. Save.", "To donors:", "1. Pay."],
        ["reform/recommendation [Recommendation 1] Plan.", "reform/recommendation [Recommendation 2] Save.",
         "reform/recommendation [Recommendation 1] Pay."],
    ),
    "numbered headings under recommendations are their first words": (
        ["# R", "## Key recommendations", "### #1: Share data", "Partners must agree on a protocol.",
         "### 2. Governance", "- Appoint a board.", "- Publish minutes."],
        ["reform/recommendation [Recommendation 1] Share data Partners must agree on a protocol.",
         "reform/recommendation Appoint a board.", "reform/recommendation Publish minutes."],
    ),
    "a line with a colon governs what is next, no later list": (
        ["# R", "Points of attention:", "- thin staffing", "- late reports", "The review rests on:", "- a survey"],
        ["weakness thin staffing", "weakness late reports"],
    ),
    "management's answer in prose opens with a verdict": (
        ["# R", "## Recommendations", "- Train staff.", "## Management response", "The report comes in time.",
         "Management agrees with the recommendations. Staff will be trained."],
        ["reform/recommendation Train staff.",
         "reform/response [accept] Management agrees with the recommendations. Staff will be trained."],
    ),
    "headings that ask": (
        ["# Brief", "## What worked well?", "- Cash came within a week.", "## What did not work so well?", "- Nobody answered.",
         "## What should be done differently?", "- Train staff first."],
        ["strength Cash came within a week.", "weakness Nobody answered.", "reform/recommendation Train staff first."],
    ),
    "what only tells when": (
        ["# R", "## Areas of weakness in aid run by the agency", "### A chronicle", "In 2015 aid was late.",
         "## Timeline", "### 2019 – First steps", "The unit was slow to start."],
        [],
    ),
    "a sentence that holds the word declares nothing": (
        ["# R", "## The Fund's strengths are also the root of its shortcomings", "- It grew.", "- It shrank."],
        [],
    ),
    "what is asked in a list of conclusions and recommendations is asked whole": (
        ["# Report", "Conclusions and recommendations",
         "1. The Fund is growing fast. Its board should therefore publish a plan. (Paragraph 12)", "2. The office moved to Rome."],
        ["reform/recommendation The Fund is growing fast. Its board should therefore publish a plan. (Paragraph 12)"],
    ),
    "a heading that says two things declares neither": (
        ["# R", "## Strengths and weaknesses", "- The office is in Rome."],
        [],
    ),
    "two words for one thing declare it": (
        ["# R", "## Challenges and constraints", "- Slow systems."],
        ["weakness Slow systems."],
    ),
    "a heading without meaning under a declaring one takes its kind": (
        ["# R", "## Weaknesses", "### Finance", "- Slow systems.", "### People", "- Few staff."],
        ["weakness Slow systems.", "weakness Few staff."],
    ),
    "nested items belong to their item": (
        ["# R", "## Strengths", "- Wide reach:", "  - in Asia;", "  - in Africa.", "- Skilled staff."],
        ["strength Wide reach: - in Asia; - in Africa.", "strength Skilled staff."],
    ),
    "paragraphs stand for items that have lost their bullets": (
        ["# R", "## Areas for improvement", "Its systems are slow.", "Data are poor."],
        ["weakness Its systems are slow.", "weakness Data are poor."],
    ),
    "a long paragraph under a heading is told sentence by sentence": (
        ["# R", "## Strengths", "It has a plan. It has staff. It has funds. It has friends."],
        ["strength It has a plan.", "strength It has staff.", "strength It has funds.", "strength It has friends."],
    ),
    "a bullet read as text is none of it": (
        ["# R", "## Strengths", "▶︎ Wide reach in Asia.", "\uf0b7 Skilled staff in Africa."],
        ["strength Wide reach in Asia.", "strength Skilled staff in Africa."],
    ),
    "a bold lead declares its paragraph": (
        ["# R", "## Finance", "**Strengths:** It has a clear plan.", "**Areas for improvement:** Its systems are slow."],
        ["strength It has a clear plan.", "weakness Its systems are slow."],
    ),
    "headings that lost their type still head": (
        ["Review of a fund", "STRENGTHS", "- Wide reach.", "WEAKNESSES", "- Slow systems."],
        ["strength Wide reach.", "weakness Slow systems."],
    ),
    "an item that declares its nested items": (
        ["# R", "## Findings", "- Strengths:", "  - Wide reach in Asia.", "- Weaknesses:", "  - Slow systems."],
        ["strength Wide reach in Asia.", "weakness Slow systems."],
    ),
    "signs declare where both kinds stand": (
        ["# MAR", "## Partnership behaviour", "▲ Strong delivery.", "▼ Slow reform.", "+ Good audit.", "- No plan."],
        ["strength Strong delivery.", "weakness Slow reform.", "strength Good audit.", "weakness No plan."],
    ),
    "a dash alone is a bullet": (["# MAR", "## Partnership behaviour", "- Wide reach.", "- Slow systems."], []),
    "signs inside a paragraph": (
        ["# MAR", "## Finance", "+ Clear mandate – agreed by all. – Slow reform. = Weak"],
        ["strength Clear mandate – agreed by all.", "weakness Slow reform."],
    ),
    "a lead-in governs exactly the list after it": (
        ["# R", "The MAR highlighted several strengths:", "- Wide reach.", "- Good plans.", "Evaluation is underfunded."],
        ["strength Wide reach.", "strength Good plans."],
    ),
    "a lead-in at the end of prose": (
        ["# R", "Much is done. The reforms that still need to be rolled out include:", "- A new system.", "- Audit."],
        ["reform/recommendation A new system.", "reform/recommendation Audit."],
    ),
    "priorities asked beforehand": (
        ["# R", "DFID’s reform priorities were:", "- Better data;", "- Better plans."],
        ["reform/priority Better data;", "reform/priority Better plans."],
    ),
    "what a lead-in announces first counts": (
        ["# R", "Since the MAR, key achievements against reform priorities include:", "- Steps taken."],
        ["reform/progress Steps taken."],
    ),
    "a concession before the announcement does not count": (
        ["# R", "Despite these weaknesses, key strengths include:", "- Wide reach.", "- Good plans."],
        ["strength Wide reach.", "strength Good plans."],
    ),
    "a list told in running text": (
        ["# R", "There are strengths: (a) strong partners; (b) good data; and (c) wide reach."],
        ["strength strong partners", "strength good data", "strength wide reach."],
    ),
    "a lead-in that refers to the sentence before": (
        ["# R", "The Bank has taken several steps to reform. These include:", "- a new policy;", "- an audit."],
        ["reform/progress a new policy;", "reform/progress an audit."],
    ),
    "lists of method, sources or types are no findings": (
        ["# R", "The strengths of these methods were weighed:", "- interviews;", "Achievements fall into two categories:",
         "- studies;"],
        [],
    ),
    "nothing under a chapter on method is declared": (
        ["# R", "## Methodology", "The survey had strengths:", "- many answers.", "Recommendations were:", "- few."],
        [],
    ),
    "a bullet of strengths that opens with however": (
        ["# R", "## Strengths", "- Wide reach.", "- However, evidence of long-term impact is limited."],
        ["strength Wide reach."],
    ),
    "what is only due is planned": (
        ["# R", "Reforms that need to be consolidated include:", "- Rolling out a new planning system, due in 2024, to standardise processes.", "- Audit."],
        ["reform/planned Rolling out a new planning system, due in 2024, to standardise processes.", "reform/recommendation Audit."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_declared_in_lists(case: str) -> None:
    """Items take the kind and stage their heading or lead-in declares, whole and verbatim."""
    parts, expected = CASES[case]
    assert declared_in(doc(*parts)) == expected


def test_item_overruled_says_so() -> None:
    """An item whose own words overrule its heading has basis wording and the rule that spoke."""
    document = doc(
        "# R", "## Strengths", "- Wide reach.", "- However, evidence of long-term impact is limited."
    )
    last = found(document).findings[-1]
    assert (last.kind, last.basis) == ("weakness", "wording")
    assert last.rule != "heading-strength"
    assert last.confidence < 1


def test_thousand_items() -> None:
    """A list of a thousand items gives a thousand findings."""
    items = [f"- Item {number} of this long list is here." for number in range(1000)]
    assert len(declared_in(doc("# R", "## Areas for improvement", *items))) == 1000


def test_page_long_heading_is_text() -> None:
    """A heading of a page's length is read as text, and what stands under it is kept."""
    document = doc("# " + "words of a heading " * 100, "# Strengths", "- Wide reach.")
    assert declared_in(document) == ["strength Wide reach."]
    assert [document.text[s.start : s.end] for s in found(document).sections] == ["Strengths"]


def test_no_known_heading() -> None:
    """A report of no known family gives what its words declare and a warning with the way out."""
    result = found(doc("# Notes on gardening", "The roses are well kept. The lawn remains weak."))
    assert result.profile == "general"
    (problem,) = result.problems
    assert "No profile" in problem.problem
    assert problem.severity == "warning"
    assert "profile" in problem.remedy


def test_nearest_profile_is_named() -> None:
    """The warning names the profile that comes nearest."""
    (problem,) = found(doc("# A note", "It speaks of key performance indicators.")).problems
    assert '"mopan" comes nearest' in problem.problem


def test_a_name_dropped_once_chooses_no_profile() -> None:
    """A report that once names another's assessment is not of that family."""
    filler = ["The agency runs schools in nine countries and counts on three donors." for _ in range(8)]
    once = found(doc("# Strategy for the agency", *filler, "It did well in the latest MOPAN assessment."))
    often = found(doc("# Strategy for the agency", *filler, "MOPAN assessed it.", "MOPAN rates it well."))
    assert (once.profile, often.profile) == ("general", "mopan")
