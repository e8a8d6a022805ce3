"""How reports of the families print ratings, in sentences, lines and tables; and what only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from segment_documents import Grid, grid
from test_ratings import MAR, MOPAN, UN, shown

MAR11 = "# Multilateral Aid Review"
REPORTS = {"MAR": MAR, "MOPAN": MOPAN, "UN": UN}
SENTENCES = list(
    csv.DictReader(
        (Path(__file__).parent / "rating_sentences.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)

TABLES: dict[str, tuple[list[str | Grid], str]] = {
    "self-rating beside the validated": ([UN, grid("Criterion|Self-rating|Validated rating", "Outcome|Satisfactory|Moderately satisfactory", "Bank performance|Satisfactory|Satisfactory")],
     "Outcome = Satisfactory; Outcome = Moderately satisfactory; Bank performance = Satisfactory; Bank performance = Satisfactory"),
    "merged header over two columns": ([UN, grid("Criteria|Ratings|Ratings", "Criteria|PMD|IOE", "Relevance|5|4", "Effectiveness|4|4",headers=2)],
     "Relevance = (5); Relevance = (4); Effectiveness = (4); Effectiveness = (4)"),
    "the whole in a row of its own": ([UN, grid("Criterion|Rating", "Efficiency|Efficient", "Overall assessment|Successful")],
     "Efficiency = Efficient; Overall assessment = Successful"),
    "rating first": ([UN, grid("Rating|Criterion|Comment", "Satisfactory|Relevance|In line with plans.", "Weak|Efficiency|Costs were high.")],
     "Relevance = Satisfactory; Efficiency = Weak"),
    "rotated": ([UN, grid("|Relevance|Effectiveness|Efficiency", "Rating|Satisfactory|Moderately satisfactory|Unsatisfactory")],
     "Relevance = Satisfactory; Effectiveness = Moderately satisfactory; Efficiency = Unsatisfactory"),
    "rotated scores": ([UN, grid("Criterion|Relevance|Effectiveness|Efficiency", "Score (1-6)|5|4|3")],
     "Relevance = (5) of 6; Effectiveness = (4) of 6; Efficiency = (3) of 6"),
    "one project a row, criteria over columns": ([UN, grid("Project|Relevance|Efficiency", "Roads II|S|MU", "Water I|HS|MS")],
     "Relevance = S; Efficiency = MU; Relevance = HS; Efficiency = MS"),
    "sub-criteria under their criterion": ([UN, grid("Criterion|Rating", "A. Strategic relevance|Highly satisfactory", "1. Alignment to the strategy|HS", "2. Complementarity|S", "B. Sustainability|Moderately likely", "1. Financial sustainability|ML")],
     "Strategic relevance = Highly satisfactory; Alignment to the strategy = HS; Complementarity = S; Sustainability = Moderately likely; Financial sustainability = ML"),
    "summary assessment between": ([UN, grid("Criterion|Summary assessment|Rating", "Strategic relevance|The project was aligned with plans.|HS", "Efficiency|Costs rose by 12 per cent.|MU")],
     "Strategic relevance = HS; Efficiency = MU"),
    "letters A to C": ([UN, grid("Output|Score", "Output 1: Clinics built|A", "Output 2: Nurses trained|B")],
     "Output 1: Clinics built = A; Output 2: Nurses trained = B"),
    "letters with plus": ([UN, grid("Output|Annual review score", "Clinics built|A+", "Nurses trained|C")],
     "Clinics built = A+; Nurses trained = C"),
    "colours": ([UN, grid("Question|Rating", "Relevance: Is it right?|GREEN", "Effectiveness: Does it work?|AMBER/RED")],
     "Relevance = GREEN; Effectiveness = AMBER/RED"),
    "stars": ([UN, grid("Area|Rating", "Delivery|★★★☆☆", "Learning|★★")],
     "Delivery = (3) of 5; Learning = (2)"),
    "percentages under a score": ([UN, grid("Section|Score", "Purpose|85%", "Methods|70%")],
     ""),
    "mopan three levels": ([MOPAN, grid("Indicator|Score|Rating", "KPI 1: Organisational architecture and financial framework|3.25|Satisfactory", "MI 1.1: Strategic plan|3.50|Satisfactory", "MI 1.2: Structure|N/E|No evidence")],
     "KPI 1: Organisational architecture and financial framework = Satisfactory (3.25) of 4; MI 1.1: Strategic plan = Satisfactory (3.50) of 4; MI 1.2: Structure = No evidence"),
    "mopan elements": ([MOPAN, "## MI 2.1 Gender equality",grid("Element|Score", "Element 1: Policy in place|4", "Element 2: Staff trained|2", "Overall score|3.00", "Overall rating|Satisfactory")],
     "Element 1: Policy in place = (4); Element 2: Staff trained = (2); MI 2.1 Gender equality = Satisfactory (3.00) of 4"),
    "common approach by respondents": ([MOPAN, grid("Key performance indicator|Donors at HQ|Donors in-country|Direct partners|Document review", "KPI 1 Providing direction|4.50|4.20|4.80|5", "KPI 2 Corporate focus|4.10|4.00|4.40|4"),"Legend: Strong or above (4.50-6.00); Adequate (3.50-4.49); Inadequate or below (1.00-3.49)."],
     "KPI 1 Providing direction = (4.50) of 6.00; KPI 1 Providing direction = (4.20) of 6.00; KPI 1 Providing direction = (4.80) of 6.00; KPI 1 Providing direction = (5) of 6.00; KPI 2 Corporate focus = (4.10) of 6.00; KPI 2 Corporate focus = (4.00) of 6.00; KPI 2 Corporate focus = (4.40) of 6.00; KPI 2 Corporate focus = (4) of 6.00"),
    "common approach words": ([MOPAN, grid("KPI|Survey respondents|Document review", "Delegating decision-making|Adequate|Strong", "Using performance information|Inadequate|Very strong")],
     "Delegating decision-making = Adequate; Delegating decision-making = Strong; Using performance information = Inadequate; Using performance information = Very strong"),
    "mar index": ([MAR11, grid("Component|Score", "Critical role in meeting international objectives|Strong (4)", "Focus on poor countries|Weak (2)", "Likelihood of positive change|Uncertain")],
     "Critical role in meeting international objectives = Strong (4) of 4; Focus on poor countries = Weak (2) of 4; Likelihood of positive change = Uncertain"),
    "likelihood with its number apart": ([MAR11, grid("Component|Rating|Score", "Partnership behaviour|Strong|4", "Gender equality|Weak|2", "Likelihood of positive change|Uncertain|2")],
     "Partnership behaviour = Strong (4) of 4; Gender equality = Weak (2) of 4; Likelihood of positive change = Uncertain (2)"),
    "likelihood with score first": ([MAR11, grid("Component|Score|Rating", "Partnership behaviour|4|Strong", "Likelihood of positive change|3|Likely")],
     "Partnership behaviour = Strong (4) of 4; Likelihood of positive change = Likely (3)"),
    "mar update with no change": ([MAR, grid("MAR Reform Component|MAR 2011 Score|Progress Rating|MAR Update Score, if any change", "Gender equality//It has a plan now.|2|Little or no progress|", "Partnership behaviour//It has done much.|3|Significant progress|4")],
     "Gender equality = (2) of 4 in 2011; Gender equality = Little or no progress; Partnership behaviour = (3) of 4 in 2011; Partnership behaviour = Significant progress; Partnership behaviour = (4) of 4"),
    "old and new": ([MAR, grid("Component|Old score|New score", "Gender equality|2|3", "Partnership behaviour|3|3")],
     "Gender equality = (2); Gender equality = (3); Partnership behaviour = (3); Partnership behaviour = (3)"),
    "panel of label and value": ([UN, grid("Overall rating|Partially satisfactory", "Governance|Satisfactory", "Operations|Some improvement needed",headers=0)],
     "Overall rating = Partially satisfactory; Governance = Satisfactory; Operations = Some improvement needed"),
    "audit areas with a tick": ([UN, grid("Area|Satisfactory|Partially satisfactory|Unsatisfactory", "Governance|X||", "Procurement||X|")],
     "Governance = Satisfactory; Procurement = Partially satisfactory"),
    "audit areas with a tick mark": ([UN, grid("Audit area|Effective|Some improvement needed|Major improvement needed|Ineffective", "Governance|✓|||", "Procurement|||✔|")],
     "Governance = Effective; Procurement = Major improvement needed"),
    "oios key controls": ([UN, grid("Business objective|Key controls|Efficient and effective operations|Compliance with mandates", "Effective management of stores|(a) Regulatory framework|Partially satisfactory|Satisfactory")],
     "Regulatory framework = Partially satisfactory; Regulatory framework = Satisfactory"),
    "gef": ([UN, grid("1. Monitoring & Evaluation|Rating|2. IA & EA Execution|Rating", "M&E design at entry|MS|Quality of UNDP implementation|S", "M&E plan implementation|MU|Quality of execution|MS")],
     "M&E design at entry = MS; Quality of UNDP implementation = S; M&E plan implementation = MU; Quality of execution = MS"),
    "gef unable": ([UN, grid("Sustainability|Rating", "Financial resources|L", "Socio-political|ML", "Overall likelihood|UA")],
     "Financial resources = L; Socio-political = ML; Overall likelihood = UA"),
    "rating with text in its cell": ([UN, grid("Criterion|Rating and justification", "Relevance|Satisfactory. The project met the needs of farmers.", "Efficiency|Unsatisfactory. Payments were late.")],
     "Relevance = Satisfactory; Efficiency = Unsatisfactory"),
    "adb weights": ([UN, grid("Criterion|Weight (%)|Rating|Value", "Relevance|25|Relevant|2", "Effectiveness|25|Less than effective|1", "Overall assessment||Successful|")],
     "Relevance = Relevant; Effectiveness = Less than effective; Overall assessment = Successful"),
    "ifad partner": ([UN, grid("Evaluation criteria|IOE rating (1-6)", "Rural poverty impact|4", "Project performance|4.25", "Overall project achievement|4")],
     "Rural poverty impact = (4) of 6; Project performance = (4.25) of 6; Overall project achievement = (4) of 6"),
    "danish": ([UN, grid("Assessment area|Rating", "Relevance|Very good", "Governance|Fair")],
     "Relevance = Very good; Governance = Fair"),
    "australian": ([UN, grid("Criterion|Rating", "Delivers results on poverty|Very strong", "Monitors performance|Satisfactory", "Plays a critical role|Strong")],
     "Delivers results on poverty = Very strong; Monitors performance = Satisfactory; Plays a critical role = Strong"),
    "evaluability": ([UN, grid("Dimension|Rating", "Clarity of objectives|High", "Availability of data|Low", "Overall evaluability|Medium")],
     "Clarity of objectives = High; Availability of data = Low; Overall evaluability = Medium"),
    "table in a section on the method": ([MOPAN, "## The assessment process", "Staff were asked about their work.",grid("Performance area|Rating|Average score", "Agility|Satisfactory|3.21", "Reach|Highly satisfactory|3.60")],
     "Agility = Satisfactory (3.21) of 4; Reach = Highly satisfactory (3.60) of 4"),
    "bank's own and the reviewer's": ([UN, grid("|ICR|ICR Review", "Outcome:|Satisfactory|Moderately Satisfactory", "Bank Performance:|Satisfactory|Satisfactory")],
     "Outcome = Satisfactory; Outcome = Moderately Satisfactory; Bank Performance = Satisfactory; Bank Performance = Satisfactory"),
    "overall row with an empty cell": ([UN, grid("Criterion|Summary assessment|Rating", "Nature of external context|Conflict went on.|HU", "Overall project rating||MS")],
     "Nature of external context = HU; Overall project rating = MS"),
    "header over all, then the columns": ([UN, grid("Performance ratings|Performance ratings", "Criterion|Rating", "Relevance|Satisfactory", "Impact|Unsatisfactory",headers=2)],
     "Relevance = Satisfactory; Impact = Unsatisfactory"),
    "number and name apart": ([MOPAN, grid("KPI|Name|Score", "1|Clear direction|3.20", "2|Fair structure|2.40")],
     "Clear direction = (3.20); Fair structure = (2.40)"),
    "years of the assessment": ([MOPAN, grid("KPI|2017 score|2023 score", "KPI 1: Structure|2.80|3.20", "KPI 2: Gender|2.10|2.60")],
     "KPI 1: Structure = (2.80) in 2017; KPI 1: Structure = (3.20) in 2023; KPI 2: Gender = (2.10) in 2017; KPI 2: Gender = (2.60) in 2023"),
    "grade of evidence beside it": ([UN, grid("Finding|Strength of evidence", "Cash reached the poorest.|Strong", "Targets were late.|Moderate")],
     ""),
    "ratings without header": ([UN, grid("Relevance|Satisfactory", "Efficiency|Moderately satisfactory",headers=0)],
     "Relevance = Satisfactory; Efficiency = Moderately satisfactory"),
    "previous and current audit": ([UN, grid("Area|Previous rating|Current rating", "Procurement|Unsatisfactory|Partially satisfactory", "Finance|Satisfactory|Satisfactory")],
     "Procurement = Unsatisfactory; Procurement = Partially satisfactory; Finance = Satisfactory; Finance = Satisfactory"),
    "two rows joined in copied text": ([UN, grid("Criterion|Rating", "Relevance|Satisfactory", "Impact Overall performance|Moderately unsatisfactory Moderately satisfactory")],
     "Relevance = Satisfactory; Impact = Moderately unsatisfactory; Overall performance = Moderately satisfactory"),
    "grades with signs": ([UN, grid("Area|Grade", "Disclosure|A/A-", "Delegation|D+", "Oversight|F")],
     "Disclosure = A/A-; Delegation = D+; Oversight = F"),
    "grades called so": ([UN, grid("Area|Grade", "Disclosure|Grade B+", "Oversight|Grade C")],
     "Disclosure = B+; Oversight = C"),
    "below zero": ([UN, grid("Dimension|Score", "Learning|1.04", "Institutions|-0.12")],
     "Learning = (1.04); Institutions = (-0.12)"),
    "a word and its mean, on a scale without numbers": ([UN, grid("Criterion|Rating|Mean", "Relevance|Very good|3.4", "Monitoring|Fair|1.8")],
     "Relevance = Very good (3.4); Monitoring = Fair (1.8)"),
    "percentages beside their level": ([UN, grid("Dimension|Score|Assessment", "Delivery|84%|Very good", "Learning|48%|Weak")],
     "Delivery = Very good (84) of 100; Learning = Weak (48) of 100"),
    "levels only the report knows": ([UN, grid("Standard|Maturity|Score", "Independence|Established|3", "Utility|Leading|4", "Credibility|Emerging|2"), "Maturity scale: 1 = absent; 2 = emerging; 3 = established; 4 = leading."],
     "Independence = Established (3) of 4; Utility = Leading (4) of 4; Credibility = Emerging (2) of 4"),
    "the report's own ends of known levels": ([UN, grid("Index|Rating|Score", "Strengths|Good|2.7", "Transparency|Adequate|2.2"), "Ratings: Weak (below 1.5), Adequate (1.5 to 2.4), Good (2.5 to 3.2), Very good (above 3.2)."],
     "Strengths = Good (2.7) of 3.2; Transparency = Adequate (2.2) of 3.2"),
    "an own rating beside what declares progress": ([UN, grid("Grant|Implementation rating|Overall progress", "Chad|Moderately satisfactory|On track", "Yemen|Satisfactory|Delayed")],
     "Chad = Moderately satisfactory; Yemen = Satisfactory"),
    "the whole in one cell": ([UN, grid("Key controls|Effective operations", "Risk management|Satisfactory", "Final overall rating: Satisfactory|")],
     "Risk management = Satisfactory; Final overall rating = Satisfactory"),
    "the score of the indicator in the header": ([MOPAN, grid("MI 3.1: Structures are aligned|Score", "Element 1: Staffing|3", "Overall score|3.00")],
     "Element 1: Staffing = (3); MI 3.1: Structures are aligned = (3.00)"),
    "a name before plus signs": ([MAR, grid("Attributes|Rating", "1a. Focus on poor countries + Works in the poorest.|Satisfactory (3)")],
     "Focus on poor countries = Satisfactory (3) of 4"),
    "headings with their levels below": (["# Assessment", "## a) Delivers results", "STRONG", "It met its targets.", "## b) Leads reform", "WEAK", "It has seldom led.", "## c) Holds down costs", "SATISFACTORY", "Travel is cheaper."],
     "Delivers results = STRONG; Leads reform = WEAK; Holds down costs = SATISFACTORY"),
    "a heading over one level alone": (["# Assessment", "## Leads reform", "Weak", "It has seldom led."],
     ""),
    "who rates, under what is rated": ([UN, "## Objective 1. The management of stores", "OIG rating: Partially effective. Stores run out."],
     "Objective 1. The management of stores = Partially effective"),
    "not rated": ([UN, grid("Criterion|Rating", "Relevance|Not rated", "Efficiency|Satisfactory", "Impact|-")],
     "Efficiency = Satisfactory"),
# look-alikes
    "audit recommendations by priority": ([UN, grid("Issue|Priority|Owner", "Weak control of stores|High|Finance", "Late reports|Medium|Programme")],""),
    "degree of importance": ([UN, grid("Risk|Rating|Mitigation", "Fraud in procurement|High|Train staff.", "Loss of data|Medium|Back up.")],""),
    "legend": ([MOPAN, "## Rating scale",grid("Score range|Rating", "3.51-4.00|Highly satisfactory", "2.51-3.50|Satisfactory")], ""),
    "legend with words": ([UN, grid("Rating|Definition", "Satisfactory|Targets were met.", "Unsatisfactory|Targets were missed.")],""),
    "legend letters": ([UN, grid("Code|Rating", "HS|Highly satisfactory", "S|Satisfactory", "MS|Moderately satisfactory")],""),
    "legend colour": ([UN, grid("Colour|Meaning", "Green|Performs well.", "Red|Performs poorly.")],""),
    "legend six": ([UN, grid("Score|Assessment|Category", "6|Highly satisfactory|Satisfactory", "5|Satisfactory|Satisfactory", "3|Moderately unsatisfactory|Unsatisfactory")],""),
    "legend in the method": ([UN, "## Methodology",grid("Score|Performance", "4|Strong evidence", "3|Good evidence", "1|Weak evidence")],""),
    "shares of projects": ([UN, grid("Criterion|Satisfactory or better (%)|Number rated", "Relevance|84|120", "Efficiency|61|118")],""),
    "distribution": ([UN, grid("Rating|Number of projects", "Satisfactory|12", "Unsatisfactory|4")],""),
    "risk register": ([UN, grid("Risk|Likelihood|Impact", "Staff leave the office|Likely|High", "Funds arrive late|Unlikely|Medium")],""),
    "recommendation priority": ([UN, grid("No.|Recommendation|Priority|Deadline", "1|The office should set targets.|High|June 2024")],""),
    "targets": ([UN, grid("Indicator|Baseline|Target|Actual", "Share of children in school|60|80|75")],""),
    "implementation status": ([UN, grid("Recommendation|Status|Rating of evidence", "Set a plan.|Implemented|")],""),
    "index numbers": ([UN, grid("Country|Corruption score|Rank", "Ruritania|34|110", "Sylvania|71|18")],""),
    "credit": ([UN, grid("Agency|Rating|Outlook", "Moody's|Aaa|Stable", "Fitch|AAA|Stable")],""),
    "survey shares": ([UN, grid("Question|Very good|Good|Poor", "Was the training useful?|45%|40%|15%", "Was it on time?|30|50|20")],""),
    "sample of interviews": ([UN, "## Methodology",grid("Group|Number", "Staff|12", "Partners|4")],""),
    "poor countries": ([UN, grid("Country|Income level|Population", "Ruritania|Low|4.3", "Sylvania|High|0.9")],""),
}  # fmt: skip


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["text"][:60])
def test_rating_sentences(row: dict[str, str]) -> None:
    """A sentence or line gives the ratings it tells, blocks parted by "//", and no others."""
    parts: list[str | Grid] = [REPORTS[row["report"]], *(row["text"].split(" // "))]
    assert "; ".join(shown(parts)).casefold() == row["ratings"].casefold()


@pytest.mark.parametrize("case", TABLES)
def test_rating_tables(case: str) -> None:
    """A table gives one rating for each mark of a component, a legend or a list of other things none."""
    parts, expected = TABLES[case]
    assert "; ".join(shown(parts)).casefold() == expected.casefold()
