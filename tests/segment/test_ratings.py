"""Judgements on a scale, wherever they stand."""

from __future__ import annotations

import pytest
from segment_documents import Grid, doc, found, grid

MOPAN, MAR, UN = "# MOPAN 3.1 assessment", "# MAR Update", "# Evaluation report"

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "words in a column": (
        [UN, grid("Criterion|Rating", "Relevance|Satisfactory", "Efficiency|Moderately unsatisfactory")],
        ["Relevance = Satisfactory", "Efficiency = Moderately unsatisfactory"],
    ),
    "a table among what explains the method": (
        [MOPAN, "## The assessment approach", grid("Performance area|Rating|Average score", "Strategic management|Satisfactory|3.21")],
        ["Strategic management = Satisfactory (3.21) of 4"],
    ),
    "a score without a colon": (["# Review", "ICAI score Green Amber"], ["ICAI score = Green Amber"]),
    "a share of many, and the scale itself": (
        [UN, "92 percent of projects were rated moderately satisfactory.", "Each grant is rated satisfactory, moderately satisfactory or unsatisfactory.",
         "Three agencies were rated weak on at least one component."],
        [],
    ),
    "letters under a header": (
        [UN, grid("Criterion|Rating", "Relevance|HS", "Efficiency|MU")],
        ["Relevance = HS", "Efficiency = MU"],
    ),
    "a word with its score": (
        [MAR, grid("Component|Score (1-4)", "Partnership behaviour|Satisfactory (3)", "Gender equality|Weak (2)")],
        ["Partnership behaviour = Satisfactory (3) of 4", "Gender equality = Weak (2) of 4"],
    ),
    "bare scores under a header": (
        [MAR, grid("Component|Score (1-4)", "Partnership|3", "Cost and Value Consciousness|2", "Gender equality|")],
        ["Partnership behaviour = (3) of 4", "Cost and value consciousness = (2) of 4"],
    ),
    "the document's own words for a component": (
        [MOPAN, grid("No.|Area|Score|Rating", "7|Working with partners for results|3.05|Satisfactory",
                     "8|Achievement of results|N/A|No evidence")],
        ["Working with partners for results = Satisfactory (3.05) of 4", "Achievement of results = No evidence"],
    ),
    "the last of two names, and a name over two lines": (
        [MAR, grid("Component|Score (1-4)", "2. Attention to cross-cutting issues://2a. Fragile contexts//+ Present early.|Weak (2)",
                   "1b. Critical Role in Meeting UK Aid//Objectives//+ Close to our aims.|Strong (4)")],
        ["Fragile contexts = Weak (2) of 4", "Critical role in meeting UK aid objectives = Strong (4) of 4"],
    ),
    "numbers within the legend's range": (
        [MOPAN, grid("Quadrant II: Operational management|Survey|Documents", "KPI 5 Managing money|4.20|5", "KPI 6 Managing people|3.9|4"),
         "Legend: Strong (4.50-5.49); Adequate (3.50-4.49); Inadequate (2.50-3.49)."],
        ["KPI 5 Managing money = (4.20) of 6", "KPI 5 Managing money = (5) of 6",
         "KPI 6 Managing people = (3.9) of 6", "KPI 6 Managing people = (4) of 6"],
    ),
    "two bodies' ratings, and what lies between them": (
        [UN, grid("Criteria|Own rating|Office rating|Rating disconnect", "Relevance|5|4|-1", "Efficiency|4|4|0")],
        ["Relevance = (5)", "Relevance = (4)", "Efficiency = (4)", "Efficiency = (4)"],
    ),
    "score and word side by side are one": (
        [MOPAN, grid("KPI|Score|Rating", "KPI 1: Organisational architecture|3.12|Satisfactory")],
        ["KPI 1: Organisational architecture = Satisfactory (3.12) of 4"],
    ),
    "columns of different scales are told apart": (
        [MAR, grid("MAR Reform Component|MAR 2011 Score|Progress Rating|MAR Update Score, if any change",
                   "Partnership behaviour//It has a plan now.|2|Some progress|3")],
        ["Partnership behaviour = (2) of 4 in 2011", "Partnership behaviour = Some progress", "Partnership behaviour = (3) of 4"],
    ),
    "one for each year": (
        [UN, grid("Criterion|2018|2022", "Relevance|Satisfactory|Highly satisfactory")],
        ["Relevance = Satisfactory in 2018", "Relevance = Highly satisfactory in 2022"],
    ),
    "stars": (
        [UN, grid("Criterion|Rating", "Relevance|★★★★☆")],
        ["Relevance = (4) of 5"],
    ),
    "colours": (
        [UN, grid("Question|Grade", "Efficiency|Amber", "Sustainability|Red")],
        ["Efficiency = Amber", "Sustainability = Red"],
    ),
    "sentences": (
        [MOPAN, "Relevance is rated highly satisfactory.", "KPI 7 was rated satisfactory, with 2.85 out of 4.",
         "Overall, the organisation scored 3.2 out of 4."],
        ["Relevance = Highly satisfactory", "KPI 7 = Satisfactory (2.85) of 4", "organisation = (3.2) of 4"],
    ),
    "a score before its word": (
        [MOPAN, "Efficiency was rated 2.8 out of 4, unsatisfactory."],
        ["Efficiency = Unsatisfactory (2.8) of 4"],
    ),
    "lines of component and level": (
        [UN, "Sustainability: Moderately likely", "Overall rating: Satisfactory"],
        ["Sustainability = Moderately likely", "Overall rating = Satisfactory"],
    ),
    "the heading names what an overall rating is of": (
        ["# MOPAN 3.1 assessment", "## KPI 3: Operating model and resources", "Overall KPI score: 3.10 / 4",
         "Overall KPI rating: Satisfactory", "## MI 3.1 Staffing",
         grid("Overall MI rating|Unsatisfactory", "Overall MI score|2.00 / 4", headers=0)],
        ["KPI 3: Operating model and resources = Satisfactory (3.10) of 4", "MI 3.1 Staffing = Unsatisfactory (2.00) of 4"],
    ),
    "a header that gives the scale's ends": (
        [UN, grid("Criterion|Rating (1–6)|Comment", "Relevance|6|In line with plans", "Efficiency|4|Mixed results")],
        ["Relevance = (6) of 6", "Efficiency = (4) of 6"],
    ),
    "statistics are no ratings": (
        [UN, grid("Country|HDI score|Population", "Ruritania|0.75|4,300", "Sylvania|0.61|900")],
        [],
    ),
    "an opinion is no rating": (
        ["# Evaluation report", "The programme was considered effective by its partners."],
        [],
    ),
    "one component a column": (
        ["# Multilateral Development Review 2016", grid("Match with UK priorities|Organisational strengths", "Very good|Good")],
        ["Match with UK development priorities = Very good", "Organisational strengths = Good"],
    ),
    "scores without a header": (
        [MOPAN, grid("KPI 1: Architecture|3.45|Satisfactory", "KPI 2: Cross-cutting issues|2.30|Unsatisfactory", headers=0)],
        ["KPI 1: Architecture = Satisfactory (3.45) of 4", "KPI 2: Cross-cutting issues = Unsatisfactory (2.30) of 4"],
    ),
    "scattered cells": (
        [MAR, "## Progress", "MAR Reform Component MAR", "2011 Score", "Progress", "Rating", "MAR Update", "Score, if any",
         "change", "Partnership behaviour", "It has a plan now.", "2", "Some", "progress", "3", "Gender equality",
         "It has a policy now. Reasonable progress"],
        ["Partnership behaviour = (2) of 4 in 2011", "Partnership behaviour = Some progress",
         "Partnership behaviour = (3) of 4", "Gender equality = Reasonable progress"],
    ),
    "a level that closes what a component opened": (
        ["# Multilateral Aid Review", "## 3. Focus on poor countries", "+ Most money goes to poor places.",
         "- Some goes elsewhere.", "Satisfactory (3)", "## 7. Cost and value consciousness", "- Costs go up.", "Weak (2)"],
        ["Focus on poor countries = Satisfactory (3) of 4", "Cost and value consciousness = Weak (2) of 4"],
    ),
    "levels in a pile have lost what they are for": (
        ["# Multilateral Aid Review", "## 3. Focus on poor countries", "+ Good aims.", "Strong (4)", "Weak (2)"],
        [],
    ),
    "a column of levels below the column of components": (
        ["# Multilateral Aid Review", "## 2. Attention to cross-cutting issues:", "## 2a. Fragile contexts", "+ Present early.",
         "## 3. Focus on poor countries", "- Spends elsewhere.", "## 4. Contribution to results", "+ Some are seen.",
         "Weak (2)", "Strong (4)", "Satisfactory (3)"],
        ["Fragile contexts = Weak (2) of 4", "Focus on poor countries = Strong (4) of 4",
         "Contribution to results = Satisfactory (3) of 4"],
    ),
    "one cell a line": (
        [MOPAN, "Area", "Score", "Rating", "1", "Sound money and structures", "3.12", "Satisfactory", "2",
         "Work across themes", "2.30", "Unsatisfactory", "3", "People in the right place", "3.60", "Highly satisfactory"],
        ["Sound money and structures = Satisfactory (3.12) of 4", "Work across themes = Unsatisfactory (2.30) of 4",
         "People in the right place = Highly satisfactory (3.60) of 4"],
    ),
    "lines of a panel run together": (
        [UN, "Outcome: Moderately Satisfactory Lender's work: Good First pillar: Moderately Unsatisfactory"],
        ["Outcome = Moderately Satisfactory", "Lender's work = Good", "First pillar = Moderately Unsatisfactory"],
    ),
    "lines of a panel one by one": (
        [UN, "Outcome of the loan: Moderately Satisfactory", "Lender's work: Good", "The loan closed late."],
        ["Outcome of the loan = Moderately Satisfactory", "Lender's work = Good"],
    ),
    "a rating in a lead": (
        [UN, "**Relevance: Satisfactory.** The programme met the needs of growers.",
         "**Efficiency (rating: 2.5 out of 4).** Payments were slow."],
        ["Relevance = Satisfactory", "Efficiency = (2.5) of 4"],
    ),
    "scores of two years beside the level": (
        [MOPAN, grid("Micro-indicator|Rating|2017|2020", "MI 1.1 Long view|Highly satisfactory|3.20|3.75",
                     "MI 1.2 Sound structure|Unsatisfactory|2.60|2.20")],
        ["MI 1.1 Long view = (3.20) of 4 in 2017", "MI 1.1 Long view = Highly satisfactory (3.75) of 4 in 2020",
         "MI 1.2 Sound structure = (2.60) of 4 in 2017", "MI 1.2 Sound structure = Unsatisfactory (2.20) of 4 in 2020"],
    ),
    "someone rates something": (
        ["# Internal audit report", "The auditors rate the stores' stock keeping as partially effective."],
        ["stores' stock keeping = Partially effective"],
    ),
    "scattered cells under other header words": (
        [MAR, "## Progress", "Part looked at", "Earlier points", "How it went", "Fragile contexts", "It has a policy now.",
         "2", "Some progress", "Gender equality", "It has a plan now.", "Good progress"],
        ["Fragile contexts = Some progress", "Gender equality = Good progress"],
    ),
    "an opinion of money's worth is none": (
        [MAR, "The review assessed the fund as very good value for money."], [],
    ),
    "a legend is none": (
        [MOPAN, "## How to read these charts", "- Highly satisfactory (3.51-4.00)", "- Satisfactory (2.51–3.50)",
         grid("Rating|Meaning", "Highly satisfactory|Above all others", "Satisfactory|Good enough"),
         grid("Score|Label", "4|Highly satisfactory", "3|Satisfactory")],
        [],
    ),
    "priorities and responses are none": (
        [UN, grid("Recommendation|Priority|Response", "Set a plan for all.|High|Accepted")],
        [],
    ),
    "an ordinary sentence is none": ([UN, "Staff found the results satisfactory and the rating scale clear."], []),
}  # fmt: skip


def shown(parts: list[str | Grid]) -> list[str]:
    lines = []
    for r in found(doc(*parts)).ratings:
        score = f"({r.score})" if r.score is not None else ""
        top = f"of {r.scale_max}" if r.scale_max is not None and r.score is not None else ""
        year = f"in {r.year}" if r.year else ""
        lines.append(" ".join(x for x in (r.component, "=", r.label, score, top, year) if x))
    return lines


@pytest.mark.parametrize("case", CASES)
def test_ratings(case: str) -> None:
    """One row for one judgement, with its component as the profile calls it."""
    parts, expected = CASES[case]
    assert shown(parts) == expected


def test_rating_stands_at_its_span() -> None:
    """A rating's words are read back through its span."""
    document = doc(*CASES["scattered cells"][0])
    assert [document.quote(r.span) for r in found(document).ratings][1] == "Some progress"


def test_level_on_no_scale() -> None:
    """A rating on no scale is kept as printed, with a warning that says where to add it."""
    result = found(
        doc(UN, grid("Criterion|Rating", "Relevance|Good+", "Efficiency|Satisfactory", "Impact|n/a"))
    )
    assert [(r.label, r.scale) for r in result.ratings] == [
        ("Good+", None),
        ("Satisfactory", "Six-point scale"),
    ]
    (problem,) = result.problems
    assert 'Rating "Good+" is on no scale of profile "un-evaluation"' in problem.problem
    assert "[[scale]] in profiles/un-evaluation.toml" in problem.remedy


def test_levels_and_legends_are_no_findings() -> None:
    """Levels in lines of their own, the names of such rows and legends say nothing to be judged."""
    parts = [
        *CASES["one cell a line"][0],
        "Scale: Highly satisfactory (3.51-4.00); Satisfactory (2.51-3.50).",
    ]
    assert found(doc(*parts)).findings == ()


def test_rating_lines_are_no_findings() -> None:
    """A line of component and level is a rating and no finding."""
    assert found(doc(UN, "Overall rating: Satisfactory")).findings == ()
