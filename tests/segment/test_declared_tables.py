"""Findings declared by the columns and rows of tables."""

from __future__ import annotations

import pytest
from segment_documents import Grid, declared_in, doc, found, grid

R = "reform/recommendation [Recommendation "

CASES: dict[str, tuple[list[str | Grid], list[str]]] = {
    "columns of strengths and weaknesses": (
        ["# Review", grid("Theme|Strengths|Areas for improvement",
                          "Finance|- Good cash planning overall//- Clean audit reports|Cost recovery is still weak")],
        ["strength Good cash planning overall", "strength Clean audit reports", "weakness Cost recovery is still weak"],
    ),
    "a header with what it is of and an aside": (
        ["# Review", grid("OBJECTIVE (2020–2025)|REGIONAL HUB ACHIEVEMENTS (EXAMPLES 2020–2025)",
                          "Objective 1|- Data: Produced a report.//- However, evidence of long-term impact is limited.")],
        ["strength Data: Produced a report."],
    ),
    "rows that open with what they declare": (
        ["# Review", grid("|Finance|People", "What works well|Good cash planning overall|Skilled teams everywhere",
                          "What needs to improve|Cost recovery is still weak|Gender balance is poor")],
        ["strength Good cash planning overall", "strength Skilled teams everywhere",
         "weakness Cost recovery is still weak", "weakness Gender balance is poor"],
    ),
    "recommendation, response and key actions in columns": (
        ["# Management response",
         grid("Recommendation|Lead|Management response|Action to be taken|Deadline",
              "Recommendation 1: Adopt a plan.|HQ|Agreed.|1.1 Issue a circular soon.//1.2 Train all the offices.|2021",
              "^|^|^|1.3 Report to the Board.|2022",
              "Recommendation 2: Hire more staff.|HR|Partially agreed. Budgets are short.|2.1 Review the staffing.|2022")],
        [R + "1] Adopt a plan.", "reform/response [accept] Agreed.",
         "reform/response [Recommendation 1, key action 1] Issue a circular soon.",
         "reform/response [Recommendation 1, key action 2] Train all the offices.",
         "reform/response [Recommendation 1, key action 3] Report to the Board.",
         R + "2] Hire more staff.", "reform/response [partially accept] Partially agreed. Budgets are short.",
         "reform/response [Recommendation 2, key action 1] Review the staffing."],
    ),
    "a form with a header row for each recommendation": (
        ["# Management response",
         grid("Recommendation 1. Sharpen the focus.||", "Management response: Accepted. The office will do so.||",
              "Key action(s)|Time frame|Responsible unit(s)", "1.1 Close the small projects.|2024|Programme",
              "Recommendation 2. Fund gender work.||", "Management response: Rejected.||", headers=0)],
        [R + "1] Sharpen the focus.", "reform/response [accept] Accepted. The office will do so.",
         "reform/response [Recommendation 1, key action 1] Close the small projects.",
         R + "2] Fund gender work.", "reform/response [reject] Rejected."],
    ),
    "a form without a header, its actions under one of their own": (
        ["# Management response",
         grid("Recommendation 1|The office should set clear targets for leadership.", "Management response|Partially accepted",
              "Comments|Management agrees with the aim, but donors decide.", "Key action|Description|Responsible unit|Deadline",
              "1.1|Issue guidance for offices.|Unit A|2023", "1.2|Train the field staff.|Unit B|2024")],
        [R + "1] The office should set clear targets for leadership.", "reform/response [partially accept] Partially accepted",
         "reform/response [partially accept] Management agrees with the aim, but donors decide.",
         "reform/response [Recommendation 1, key action 1] Issue guidance for offices.",
         "reform/response [Recommendation 1, key action 2] Train the field staff."],
    ),
    "dates stamped by a tracking system": (
        ["# Management response", "1. Recommendation: Set up a working group of senior staff.",
         "Management Response: [Added: 2014/04/09] [Last Updated: 2014/05/01]", "Agreed. Staff will be part of the next cycle.",
         grid("Key Action|Responsible|Due Date", "[Added: 2012/10/06] Name a focal point. [Added: 2012/10/07]|Unit A|2015")],
        [R + "1] Set up a working group of senior staff.", "reform/response [accept] Agreed. Staff will be part of the next cycle.",
         "reform/response [Recommendation 1, key action 1] Name a focal point."],
    ),
    "labels down the first column, boxes behind their words": (
        ["# Management response", "**Recommendation 1:** Update the strategy.",
         grid("Management response|Agree ☐ Partially agree ☒ Disagree ☐", "Reason (if partially agree or disagree)|Funds are short.",
              "Unit responsible|Programme")],
        [R + "1] Update the strategy.", "reform/response [partially accept] Partially agree",
         "reform/response [partially accept] Funds are short."],
    ),
    "a table without a header under a heading that declares": (
        ["# Evaluation", "## Recommendations",
         grid("1|1. Set up a fund for drugs in each district.|Ministry", "2|2. Should the office not hand over its cars?|Office",
              headers=0),
         "## Strengths", grid("Governance|The board meets every quarter and publishes its minutes.", headers=0)],
        [R + "1] Set up a fund for drugs in each district.", R + "2] Should the office not hand over its cars?",
         "strength The board meets every quarter and publishes its minutes."],
    ),
    "actions are what the heading calls them where nothing was recommended": (
        ["# Annual review", "## Next steps", grid("Action|Who|When", "Publish the audit report|Secretariat|May"),
         "## Strengths", grid("Area|Description", "Staff|Staff are well trained and stay long.")],
        ["reform/planned Publish the audit report", "strength Staff are well trained and stay long."],
    ),
    "a header of strengths and weaknesses that was read as a row": (
        ["# Evaluation brief", grid("|What works well|What could be improved", "Planning|Residents choose roads.|Plans ignore upkeep.",
                                    headers=0)],
        ["strength Residents choose roads.", "weakness Plans ignore upkeep."],
    ),
    "a header of two rows": (
        ["# Management response",
         grid("Recommendation|Management response|Responsible|By when", "|Agree / partially agree / disagree|Action to be taken|",
              "1. Scale up cash.|Agree|Map urban markets.|June", "2. Stop food aid.|Disagree|Food remains necessary.|")],
        [R + "1] Scale up cash.", "reform/response [accept] Agree",
         "reform/response [Recommendation 1, key action 1] Map urban markets.",
         R + "2] Stop food aid.", "reform/response [reject] Disagree",
         "reform/response [Recommendation 2, key action 1] Food remains necessary."],
    ),
    "several numbered recommendations in one cell": (
        ["# Evaluation", grid("Area|Recommendations", "Monitoring|1. Set up a database. 2. Sanction late reports by 2021.")],
        [R + "1] Set up a database.", R + "2] Sanction late reports by 2021."],
    ),
    "four fields of one picture": (
        ["# Evaluation brief", grid("Strengths|Weaknesses", "Clear standards are in place|No register of assets",
                                    "Opportunities|Threats", "New county road fund|Cuts in the national budget")],
        ["strength Clear standards are in place", "weakness No register of assets", "weakness Cuts in the national budget"],
    ),
    "a table that measures, under a heading that declares": (
        ["# Evaluation", "## Results achieved",
         grid("Number of children in school by the end of the year|120|340", "Share of girls among pupils in rural schools|48|51",
              headers=0)],
        [],
    ),
    "actions under a header that was left empty": (
        ["# Management response", "**Recommendation:** Strengthen advocacy.", "**Management Response:** Accepted.", "### Key Actions",
         grid("|Responsible|Deadline|Status", "Construct a theory of change.|Office|2018|Completed",
              "Ensure that the audit is followed up.|Office|2019|Ongoing")],
        ["reform/recommendation [Recommendation] Strengthen advocacy.", "reform/response [accept] Accepted.",
         "reform/response [Recommendation, key action 1] Construct a theory of change.",
         "reform/response [Recommendation, key action 2] Ensure that the audit is followed up."],
    ),
    "names and values side by side": (
        ["# Management response to the review", "## Recommendation 1",
         grid("Recommendation|Extend the project by twelve months.", "Response|Rejected", "Reason|There is no budget.",
              "Action(s)|1. Submit a request to the donor. Deadline: May//2. Revise the work plan.",
              "Responsible|Project manager", headers=0)],
        ["reform/recommendation Extend the project by twelve months.", "reform/response [reject] Rejected",
         "reform/response [reject] There is no budget.",
         "reform/response [Key action 1] Submit a request to the donor.", "reform/response [Key action 2] Revise the work plan."],
    ),
    "labels and texts side by side": (
        ["# Management response",
         grid("Recommendation 1:|Improve the targeting of cash.", "Management response:|Accepted",
              "Key actions:|Revise the guide.//Train the partners.", "Responsible unit:|Programme",
              "Recommendation 2:|Improve monitoring.", "Management response:|Rejected. There is no money.", headers=0)],
        [R + "1] Improve the targeting of cash.", "reform/response [accept] Accepted",
         "reform/response [Recommendation 1, key action 1] Revise the guide.",
         "reform/response [Recommendation 1, key action 2] Train the partners.",
         R + "2] Improve monitoring.", "reform/response [reject] Rejected. There is no money."],
    ),
    "the number beside, the verdict in a narrow column": (
        ["# Internal audit report",
         grid("Rec. no.|Recommendation|Accepted? (Yes/No)|Client comments",
              "1|The Department should update its manual.|Yes|It will be revised this year.",
              "2|The Department should train its staff.|No|Training exists already.")],
        [R + "1] The Department should update its manual.", "reform/response [accept] Yes",
         "reform/response [accept] It will be revised this year.", R + "2] The Department should train its staff.",
         "reform/response [reject] No", "reform/response [reject] Training exists already."],
    ),
    "a line that names a group of rows is none": (
        ["# Terminal evaluation", grid("#|TE Recommendation|Entity|Time frame", "A|Category 1: Policy||",
                                       "A.1|Adopt the policy in all districts.|Ministry|2024")],
        [R + "A.1] Adopt the policy in all districts."],
    ),
    "a progress table: each sentence, by its own words where they overrule": (
        ["# MAR Update", "## Progress against Reform Priorities",
         grid("MAR Reform Component|MAR 2011 Score|Progress Rating",
              "Partnership behaviour//Steps have been taken to work with partners. Evaluation remains weak, but performance "
              "monitoring is in place.||Some progress")],
        ["reform/progress Steps have been taken to work with partners.",
         "reform/progress performance monitoring is in place."],
    ),
    "the same table with its cells scattered": (
        ["# MAR Update", "## Progress against Reform Priorities", "MAR Reform Component MAR", "2011 Score", "Progress",
         "Rating", "Partnership behaviour", "Steps have been taken to work with partners.", "Some", "progress"],
        ["reform/progress Steps have been taken to work with partners."],
    ),
    "signs in cells": (
        ["# Multilateral Aid Review", grid("Component|Score (1-4)", "Partnership behaviour//+ Good partner to all.//"
                                           "- Little voice for the poor.|3")],
        ["strength Good partner to all.", "weakness Little voice for the poor."],
    ),
    "a table that goes on without its header": (
        ["# Evaluation report", grid("No|Recommendation", "1|Set up a unit for gender"),
         grid("2|Train staff in all offices", "3|Report each year to the Board", headers=0)],
        [R + "1] Set up a unit for gender", R + "2] Train staff in all offices", R + "3] Report each year to the Board"],
    ),
    "a form whose cells stand one a line": (
        ["# Management response", "Recommendation 1: Widen the wells.", "Management response: Agree", "Action no.",
         "Actions planned", "Responsible office", "Expected completion date", "1.1", "Sign with six builders", "Water",
         "May 2024", "1.2", "Find money for pumps", "Partners", "June 2024"],
        [R + "1] Widen the wells.", "reform/response [accept] Agree",
         "reform/response [Recommendation 1, key action 1] Sign with six builders",
         "reform/response [Recommendation 1, key action 2] Find money for pumps"],
    ),
    "a table for each recommendation, its label over the whole width": (
        ["# Management response",
         grid("Recommendation 1||", "Evaluation recommendation|Place the upkeep of wells at the centre of planning.|", "Management response|Agree|",
              "|Action planned|Responsible", "Action 1.1|Sign with twelve states|Chief", headers=0),
         grid("Recommendation 2||", "Evaluation recommendation|Reduce the number of states in order to reach scale.|", "Management response|Partially agree|",
              "|Action planned|Responsible", "Action 2.1|Map all the partners|Chief", headers=0)],
        [R + "1] Place the upkeep of wells at the centre of planning.", "reform/response [accept] Agree",
         "reform/response [Recommendation 1, key action 1] Sign with twelve states",
         R + "2] Reduce the number of states in order to reach scale.", "reform/response [partially accept] Partially agree",
         "reform/response [Recommendation 2, key action 1] Map all the partners"],
    ),
    "a form whose boxes are ticked": (
        ["# Management response", grid("Recommendation 1:|Adapt the strategy.", "Management response:|☐ Agree ☒ Partially agree",
                                       "Reasons (if partially agree or disagree):|Funds are short.", headers=0)],
        [R + "1] Adapt the strategy.", "reform/response [partially accept] Partially agree",
         "reform/response [partially accept] Funds are short."],
    ),
    "a box is running text": (
        ["# Evaluation report", grid("Areas for improvement//- Slow systems.//- Few staff.", headers=0)],
        ["weakness Slow systems.", "weakness Few staff."],
    ),
    "a table of figures declares nothing": (
        ["# Review", grid("Priority|Budget|Progress", "High|120|55%", "Low|80|20%")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_declared_in_tables(case: str) -> None:
    """Cells take the kind and stage their column or row declares, whole and verbatim."""
    parts, expected = CASES[case]
    assert declared_in(doc(*parts)) == expected


def test_component_from_the_row() -> None:
    """A finding in a table stands under the component its row names, in the profile's words."""
    document = doc(
        "# MAR Update",
        grid("MAR Reform Component|Progress Rating", "Partnership//It has a plan now.|Some progress"),
    )
    assert {finding.component for finding in found(document).findings} == {"Partnership behaviour"}


def test_actions_answer_their_recommendation() -> None:
    """Key actions of several rows answer the one recommendation whose cell spans them."""
    parts, _ = CASES["recommendation, response and key actions in columns"]
    assert [f.responds_to for f in found(doc(*parts)).findings] == [None, 0, 0, 0, 0, None, 5, 5]
