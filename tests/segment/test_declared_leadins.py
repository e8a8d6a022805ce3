"""What the sentence before a list announces."""

from __future__ import annotations

import pytest
from segment_documents import PROFILES, declared_in, doc, found

from pipeline.segment.leadins import lead_in_rule

MOPAN = next(profile for profile in PROFILES if profile.name == "mopan")
ANNOUNCED = [
    ("Key strengths identified in the MAR were:", "strength"),
    ("Areas for improvement were:", "weakness"),
    ("The main areas where improvement was needed were:", "weakness"),
    ("However, it also identified a number of weaknesses, including:", "weakness"),
    ("The following areas for reform were identified:", "reform/priority"),
    ("The MAR identified the following reform priorities:", "reform/priority"),
    ("The following improvements were sought by DFID:", "reform/priority"),
    ("Denmark’s priorities for its dialogue with the agency in 2019–2022 will be:", "reform/priority"),
    ("The UK will look for progress in the following areas by 2013:", "reform/priority"),
    ("We suggest some key measures that could be taken in the coming years:", "reform/recommendation"),
    ("DFID asked UNICEF to:", "reform/priority"),
    ("DFID’s priorities for reform were:", "reform/priority"),
    ("Key achievements since the MAR include:", "reform/progress"),
    ("Key achievements include:", "strength"),
    ("Since 2011, UNICEF has made progress in a number of areas:", "reform/progress"),
    ("UNDP has taken the following steps:", "reform/progress"),
    ("Progress against reform priorities includes:", "reform/progress"),
    ("Against the agreed priorities for reform, progress has been as follows:", "reform/progress"),
    ("In relation to the weaknesses named then, the agency has:", "reform/progress"),
    ("Notable improvements since the last assessment are:", "reform/progress"),
    ("Progress has been slower in the following areas:", "weakness"),
    ("Less progress has been made on:", "weakness"),
    ("Remaining challenges include:", "weakness"),
    ("The agency still needs to improve in:", "weakness"),
    ("Despite these achievements, significant gaps remain:", "weakness"),
    ("Looking ahead, UNICEF should:", "reform/recommendation"),
    ("The evaluation recommends that UNDP:", "reform/recommendation"),
    ("The following actions are recommended:", "reform/recommendation"),
    ("The team makes the following recommendations:", "reform/recommendation"),
    ("To address these shortcomings, the organisation needs to:", "reform/recommendation"),
    ("UNDP should consider:", "reform/recommendation"),
    ("Going forward, priorities for the organisation include:", "reform/recommendation"),
    ("The organisation plans to:", "reform/planned"),
    ("Over the next two years it will:", "reform/planned"),
    ("The assessment focused on the following areas:", None),
    ("MOPAN assesses performance in five areas:", None),
    ("The evaluation sought to answer the following questions:", None),
    ("The programme has three components:", None),
    ("UNHCR works in the following regions:", None),
    ("Data were collected through:", None),
    ("The main objectives of the evaluation were to:", None),
    ("The evaluation aimed to:", None),
    ("Its mandate is to:", None),
    ("The strategic plan has four goals:", None),
    ("The following ratings were used:", None),
    ("WFP performs strongly in:", "strength"),
    ("The organisation is particularly good at:", "strength"),
    ("Stakeholders praised the organisation for:", "strength"),
    ("Factors that contributed to success include:", "strength"),
    ("Factors that hindered performance include:", "weakness"),
    ("Stakeholders raised concerns about:", "weakness"),
    ("The organisation is weaker in:", "weakness"),
    ("It does less well in:", "weakness"),
    ("Evidence was limited on:", "weakness"),
    ("What works well:", "strength"),
    ("What could be better:", "weakness"),
    ("Strengths:", "strength"),
    ("Weaknesses:", "weakness"),
    ("It is recommended that:", "reform/recommendation"),
    ("We recommend that the Board:", "reform/recommendation"),
    ("In order to strengthen its impact, WHO is encouraged to:", "reform/recommendation"),
    ("Reforms implemented to date include:", "reform/progress"),
    ("Further reforms are needed to:", "reform/recommendation"),
    ("Good practices observed include:", "strength"),
    ("Lessons learned include:", None),
    ("The review found four reasons for partial agreement with recommendations:", None),
    ("The risks identified are as follows:", "weakness"),
    ("The review commended UNFPA for:", "strength"),
    ("The review criticised UNFPA for:", "weakness"),
    ("The organisation’s results in 2019 were as follows:", None),
    ("In 2019 the Fund spent its money on:", None),
    ("In response, management has:", "reform/progress"),
    ("Its strategic plan should be read together with:", None),
    ("Key constraints were:", "weakness"),
    ("The following reforms have been put in place:", "reform/progress"),
    ("Areas requiring further attention:", "weakness"),
    ("MOPAN identified four areas for improvement:", "weakness"),
    ("Among the organisation's main assets are:", "strength"),
    ("Interviewees highlighted the following positive features:", "strength"),
    ("The evaluation identified several areas in which the Fund excels:", "strength"),
    ("The main strengths of UN Women identified by the assessment can be summarised as follows:", "strength"),
    ("Nevertheless, the assessment points to several weaknesses that limit its effectiveness:", "weakness"),
    ("A number of issues need attention:", "weakness"),
    ("The agency faces the following challenges:", "weakness"),
    ("Shortfalls were observed in:", "weakness"),
    ("The most serious gaps concern:", "weakness"),
    ("Where it could do better:", "weakness"),
    ("Reform priorities set in 2011 were:", "reform/priority"),
    ("DFID expected UNIDO to:", "reform/priority"),
    ("Good progress has been made on:", "reform/progress"),
    ("Important changes since the previous MOPAN assessment are:", "reform/progress"),
    ("Among the reforms undertaken since 2016 are:", "reform/progress"),
    (
        "The evaluation team proposes the following actions for consideration by management:",
        "reform/recommendation",
    ),
    ("Specifically, the country office is advised to:", "reform/recommendation"),
    ("Management should therefore:", "reform/recommendation"),
    ("This will require the organisation to:", "reform/recommendation"),
    ("UNHCR needs, in particular, to:", "reform/recommendation"),
    ("Options for improvement include:", "reform/recommendation"),
    ("The secretariat intends to:", "reform/planned"),
    ("The portfolio consists of:", None),
    ("The Executive Board comprises:", None),
    ("Respondents were asked to rate:", None),
    ("The report is structured as follows:", None),
    ("Four case studies were carried out:", None),
    ("The following documents were reviewed:", None),
    ("Box 2 shows:", None),
    ("The theory of change assumes that:", None),
    ("Its main functions are:", None),
    ("Key partners include:", None),
    ("Key weaknesses noted by partners include:", "weakness"),
    ("It is recognised for:", "strength"),
    ("Performance was unsatisfactory in:", "weakness"),
    ("Performance was highly satisfactory for:", "strength"),
    ("The UK will look for:", "reform/priority"),
    ("Sweden will work to ensure that:", "reform/priority"),
    ("Denmark will prioritise the following areas in the coming period:", "reform/priority"),
    ("The Trust has agreed to:", "reform/planned"),
    ("Examples of good practice include:", "strength"),
    ("Evidence of good practices was found in:", "strength"),
    ("The assessment points to several weaknesses:", "weakness"),
    ("Areas where further progress is needed include:", "reform/recommendation"),
    ("There is limited evidence of progress in:", "weakness"),
    # what is named, but not announced
    ("The review named four reasons for rejecting the recommendations:", None),
    ("The strengths assessment drew on:", None),
    ("How will we ensure results and monitor progress:", None),
    ("The programme addresses the following challenges:", None),
    ("The project was designed to overcome the following constraints:", None),
    ("The evaluation followed up on recommendations in three areas:", None),
    ("Three lessons can be drawn from the strengths of the programme:", None),
    ("Progress reports include:", None),
    ("The team examined progress against the following outcomes:", None),
    ("The evaluation assessed the strengths and weaknesses of:", None),
]


@pytest.mark.parametrize(("sentence", "announced"), ANNOUNCED)
def test_lead_in(sentence: str, announced: str | None) -> None:
    """A lead-in is told by the profile's phrases: what it announces first, in its main clause."""
    rule = lead_in_rule(sentence, MOPAN)
    told = None if rule is None or rule.kind is None else rule.kind + (f"/{rule.stage}" if rule.stage else "")
    assert told == announced


def test_lead_in_by_its_own_words() -> None:
    """Where no phrase is known the lead-in's own words tell, with lower confidence."""
    document = doc("# Evaluation report", "Reporting suffers from:", "- late reports;", "- high costs.")
    assert declared_in(document) == ["weakness late reports;", "weakness high costs."]
    assert {finding.confidence for finding in found(document).findings} == {0.85}


def test_lead_in_before_dashes() -> None:
    """A lead-in says more than the dashes of its list; plus and minus in one list say more than it."""
    document = doc(
        "# Review",
        "+ Trusted.",
        "- Slow.",
        "The UK will look for:",
        "- targets by 2012;",
        "- a published budget.",
    )
    assert declared_in(document) == [
        "strength Trusted.",
        "weakness Slow.",
        "reform/priority targets by 2012;",
        "reform/priority a published budget.",
    ]


def test_question_and_pointer_announce_nothing() -> None:
    """A list of chapters, or one under a question, is no finding by what its lead-in speaks of."""
    document = doc("# Review", "The strengths of the policy are discussed in chapter 3:", "- 3.1 deals with coverage;",
                   "How is progress monitored:", "- Annual consultations")  # fmt: skip
    assert declared_in(document) == []


@pytest.mark.parametrize(
    "lead_in",
    [
        "The committee works effectively as follows:",
        "Respondents were asked to name the strengths of:",
        "Stakeholders were asked what should be improved. They include:",
        "The evaluation synthesis provides:",
        "The synthesis draws on the strengths of several methods:",
    ],
)
def test_lists_that_are_no_findings(lead_in: str) -> None:
    """A list of steps, people, contents or methods is declared nothing by a good word before it."""
    assert declared_in(doc("# Review", lead_in, "- the chair and the secretary;", "- two offices.")) == []


def test_label_like_list_is_left_alone() -> None:
    """An item that ends with a colon is one finding with what is nested in it."""
    document = doc(
        "# R",
        "## Areas for improvement",
        "- It needs more staff:",
        "  - in Asia;",
        "  - in Africa.",
        "- Audit.",
    )
    assert declared_in(document) == [
        "weakness It needs more staff: - in Asia; - in Africa.",
        "weakness Audit.",
    ]
