"""What a sentence tells of its figures: qualifier, period, direction, pair, measure."""

from __future__ import annotations

import pytest

from pipeline.figures import find_figures
from pipeline.figures.habits import habit_of
from pipeline.figures.text import figures_in
from pipeline.model import Figure, Identity

ASSESSED = Identity(period_start="2019-01", period_end="2023-03", published="2023-10")

QUALIFIERS = [
    ("over 100 countries", "over"),
    ("more than 220 individual indicators", "over"),
    ("in excess of USD 5 million", "over"),
    ("upwards of 40 staff", "over"),
    ("exceeding USD 5 million", "over"),
    ("at least 15 per cent", "at_least"),
    ("no fewer than 12 offices", "at_least"),
    ("not less than USD 3 million", "at_least"),
    ("a minimum of USD 30 million", "at_least"),
    ("50 or more countries", "at_least"),
    ("about 40 staff", "about"),
    ("around 40 per cent", "about"),
    ("approximately USD 14 million", "about"),
    ("approx. 40 staff", "about"),
    ("some 32 000 people", "about"),
    ("an estimated 5.5 million deaths", "about"),
    ("roughly half of respondents", "about"),
    ("circa £4m", "about"),
    ("c. £4m", "about"),
    ("~40 staff", "about"),
    ("under USD 500,000", "under"),
    ("less than 10 per cent", "under"),
    ("fewer than 20 posts", "under"),
    ("below 5 per cent", "under"),
    ("children under 5", "under"),
    ("below the age of 35", "under"),
    ("up to £814 million", "up_to"),
    ("no more than 7 per cent", "up_to"),
    ("a maximum of 12 months", "up_to"),
    ("as many as 45 offices", "up_to"),
    ("almost 32 000 people", "almost"),
    ("nearly a third of posts", "almost"),
    ("close to USD 2 billion", "almost"),
    ("57% of the budget", None),
    ("over the past two decades", None),
    ("USD 60 million over five years", None),
    ("reorganised around ten central departments", None),
    ("the reorganisation of its headquarters around ten central departments", None),
    ("concerns about five issues", None),
    ("spread over two phases", None),
    ("grouped under three pillars", None),
    ("aged over 65", "over"),
    ("for over five years", "over"),
    ("for more than five years", "over"),
    ("only 12 offices", None),
    ("exactly 12 offices", None),
]


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIERS)
def test_qualifier(text: str, qualifier: str | None) -> None:
    """A word that says how exact a figure is stays apart from its text."""
    figure = find_figures(text, context=False)[-1]
    assert figure.qualifier == qualifier


PERIODS = [
    ("It will raise funding from £800 million to £1.1 billion for 2017-2019.", [(None, None), (2017, 2019)]),
    ("Staff fell from 7,800 to 6,900 people between 2011 and 2014.", [(2011, 2011), (2014, 2014)]),
    ("Aid grew by 5% between 2005–06 and 2012–13.", [(2005, 2013)]),
    ("Income fell to $624 million in 2019, 13 per cent of revenue.", [(2019, 2019), (2019, 2019)]),
    ("At end-2022 it had 23,300 employees.", [(2022, 2022)]),
    (
        "Aid peaked from FY19 to FY20. This rise, from 4.1 to 4.4 points, was noted.",
        [(2019, 2019), (2020, 2020)],
    ),
    ("In 2015, it reached 76.7 million people.", [(2015, 2015)]),
    (
        "Its budget rose from USD 2.1 billion in 2019 to USD 2.99 billion in 2022.",
        [(2019, 2019), (2022, 2022)],
    ),
    ("The share was 22.4% in FY15 and 19.9% in FY19.", [(2015, 2015), (2019, 2019)]),
    ("It spent USD 4 million in the fiscal year 2015/16.", [(2015, 2016)]),
    ("Over the period 2011-2016 it gave £814 million.", [(2011, 2016)]),
    ("Between 2011 and 2013 costs fell by £1.2m.", [(2011, 2013)]),
    ("Between 1 January 2017 and 31 December 2019 the unit carried out 45 audits.", [(2017, 2019)]),
    ("Since 2018, 25 offices have closed.", [(2018, None)]),
    ("GAVI has immunised 288 million children since 2000.", [(2000, None)]),
    ("It will rise by USD 60 million over five years from 2023 (IOM, 2022).", [(2023, 2027), (2023, 2027)]),
    ("The workforce grew by 70% over the assessment period, to 32 000 people.", [(2019, 2023), (2023, 2023)]),
    ("Over the review period it opened 12 offices.", [(2019, 2023)]),
    ("It had three staff at the time of writing.", [(2023, 2023)]),
    ("By 2030, 100 per cent of offices will have a plan.", [(2030, 2030)]),
    ("At the end of 2021 the rate stood at 17.4 per cent.", [(2021, 2021)]),
    ("Regular resources: $150.9 million (2016), $146.4 million (2017).", [(2016, 2016), (2017, 2017)]),
    ("In 2019 it had 45 staff. Of these, 12 were women.", [(2019, 2019), (2019, 2019)]),
    ("The year 2024 saw record demand. It processed 161 data requests.", [(2024, 2024)]),
    ("In 2020 it had 45 posts, 12 more than in the previous year.", [(2020, 2020), (2020, 2020)]),
    ("Staff fell from 7,800 to 6,900 between 2011 and 2014.", [(2011, 2011), (2014, 2014)]),
    ("It delivered 92% in 2014, up from 78% in 2011.", [(2014, 2014), (2011, 2011)]),
    ("The 2030 Agenda has 17 goals.", [(None, None)]),
    ("The 2017-2018 MOPAN assessment covered 12 indicators.", [(None, None)]),
    ("It has 175 member states (IOM, 2022).", [(None, None)]),
    ("It has 175 member states.", [(None, None)]),
    (
        "The target for 2025 is 50 million people, double the 2019 baseline of 24.8 million.",
        [(2025, 2025), (2019, 2019)],
    ),
    ("Spending was 2.5 per cent less than in 2014.", [(None, None)]),
    (
        "Costs fell by 8%, 5% and 3% in 2017, 2018 and 2019 respectively.",
        [(2017, 2017), (2018, 2018), (2019, 2019)],
    ),
    ("Founded in 1999 and based in Geneva, the Fund works in 38 countries.", [(None, None)]),
    ("Since its creation in 1961, it has assisted 1.5 billion people.", [(1961, None)]),
    ("In the 2021 survey, 45% agreed.", [(2021, 2021)]),
]


def in_report(text: str) -> tuple[Figure, ...]:
    """The figures of a paragraph of a report that states its own period."""
    return figures_in(text, ASSESSED, habit_of(text))


@pytest.mark.parametrize(("text", "years"), PERIODS)
def test_period(text: str, years: list[tuple[int | None, int | None]]) -> None:
    """Each figure gets the years its sentence, or the paragraph before it, tells."""
    assert [(f.year_start, f.year_end) for f in in_report(text)] == years


DIRECTIONS = [
    ("The Bank raised equity from USD 17 billion to USD 53 billion.", ["increase", "increase"]),
    ("A reform has cut 50 posts at senior level.", ["decrease"]),
    ("Needs pushed the budget above $10 billion.", ["increase"]),
    ("Administrative costs were brought down to under 12%.", ["decrease"]),
    ("Spending per child varied from $12 in Malawi to $85 in Jordan.", [None, None]),
    ("Its budget rose from USD 2.1 billion to USD 2.99 billion.", ["increase", "increase"]),
    ("Participation dropped from 256 in 2021 to just 1 by 2024.", ["decrease", "decrease"]),
    ("It fell to USD 88 million from USD 100 million.", ["decrease", "decrease"]),
    ("92% were met, up from 78% in 2011.", ["increase", "increase"]),
    ("It reached 22 countries in 2023, from a baseline of 10 in 2021.", ["increase", "increase"]),
    ("The rate fell to 71 per cent in 2013, compared with 77 per cent in 2011.", ["decrease", "decrease"]),
    ("The workforce grew by 70%.", ["increase"]),
    ("Costs were reduced by £1.2m.", ["decrease"]),
    ("A 12 per cent increase in funding is planned.", ["increase"]),
    ("This would reduce its reliance on earmarked funding to 93%.", ["decrease"]),
    ("It will increase the assessed contribution by USD 60 million.", ["increase"]),
    ("There was a reduction in staffing from 10 to three.", ["decrease", "decrease"]),
    ("Malaria deaths fell by 29%.", ["decrease"]),
    ("The rate stood at 17.4 per cent, against a target of 10 per cent.", [None, None]),
    ("It grew from a quarter of spending in 2015 to 45 per cent in 2019.", ["increase", "increase"]),
    ("A growing portfolio now represents 57% of its budget.", [None]),
    ("It has 175 member states.", [None]),
    ("It raised USD 5 million.", [None]),
    ("DFID will provide up to £814 million.", [None]),
    ("Spending was 2.5 per cent lower than in 2014.", ["decrease"]),
    ("Costs fell by 8%, 5% and 3%.", ["decrease", "decrease", "decrease"]),
]


@pytest.mark.parametrize(("text", "directions"), DIRECTIONS)
def test_direction(text: str, directions: list[str | None]) -> None:
    """A figure says which way it went only where the sentence does."""
    assert [f.direction for f in in_report(text)] == directions


PAIRS = [
    ("Its budget rose from USD 2.1 billion in 2019 to USD 2.99 billion in 2022.", [1, 0]),
    ("It fell to USD 88 million from USD 100 million.", [1, 0]),
    ("92% were met, up from 78% in 2011.", [1, 0]),
    ("The rate was 17.4 per cent, against a target of 10 per cent.", [1, 0]),
    ("161 requests in 2024, double the 81 in 2023", [1, 0]),
    ("A hefty 97% of its funding is earmarked. Reform will only reduce earmarked funding to 93%.", [1, 0]),
    ("The review assessed 43 organisations against ten components.", [None, None]),
    ("It has 12 indicators, broken down into more than 220 indicators.", [None, None]),
    ("£200,000 went to 10 co-operatives.", [None, None]),
    ("Unit costs ranged from USD 12 to USD 48.", [None]),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_pair(text: str, pairs: list[int | None]) -> None:
    """Figures told against one another point at each other, whichever is told first."""
    assert [f.pair for f in in_report(text)] == pairs


MEASURES = [
    ("Its budget rose from USD 2.1 billion in 2019 to USD 2.99 billion in 2022.", 0, "budget"),
    (
        "This leaves a hefty 97% of its resources being earmarked for specific activities or locations.",
        0,
        "resources earmarked specific activities locations",
    ),
    (
        "However, this will only reduce its reliance on earmarked funding to 93%.",
        0,
        "reliance earmarked funding",
    ),
    ("It agreed to increase the assessed contribution by USD 60 million.", 0, "assessed contribution"),
    ("The workforce has grown by 70% over the period, to 32 000 people.", 1, "workforce people"),
    ("The cluster operates in 33 countries.", 0, "countries the cluster operates in"),
    ("It has 175 member states and offices in over 100 countries.", 1, "offices in countries"),
    ("With 39% of reports meeting or exceeding standards, quality improved.", 0, "reports meeting standards"),
    ("The overall score increased from 2.6 to 2.8 out of 5.", 1, "overall score"),
    (
        "The number of participants to internal training dropped from 256 to 1.",
        1,
        "participants to internal training",
    ),
    (
        "It delivered a two-day training on privacy and data protection.",
        0,
        "training on privacy and data protection",
    ),
    ("The agency delivered 92% of its planned outputs in 2014.", 0, "agency delivered planned outputs"),
    (
        "Non-core resources account for three quarters of total contributions.",
        0,
        "Non-core resources total contributions",
    ),
    ("The evaluation team interviewed 214 people.", 0, "people the evaluation team interviewed"),
    (
        "Of the 25 country programmes evaluated, 18 were rated satisfactory.",
        1,
        "country programmes rated satisfactory",
    ),
    ("The management fee of 7 per cent is set by the Board.", 0, "management fee"),
    ("The average cost per beneficiary is USD 32.", 0, "average cost per beneficiary"),
    (
        "It recorded the highest number of migrant deaths on these routes (275) ever.",
        0,
        "migrant deaths on these routes",
    ),
    ("The strategy’s three pillars remain.", 0, "strategy pillars"),
    ("It is a USD 20 million trust fund for peace.", 0, "trust fund"),
    ("Travel costs were reduced by £1.2m (14%) between 2011 and 2013.", 1, "Travel costs"),
    (
        "Staff costs represent 68 per cent of the administrative budget.",
        0,
        "Staff costs administrative budget",
    ),
    ("Two-thirds of the 133 evaluations reviewed were of good quality.", 0, "evaluations of good quality"),
    ("Malaria deaths fell by 29% among children.", 0, "Malaria deaths"),
    ("Half (48 per cent) of its programme resources went to Africa.", 1, "programme resources"),
    ("There was a 12 per cent increase in voluntary contributions.", 0, "increase voluntary contributions"),
    ("The vacancy rate was 14% in headquarters and 21% in the field.", 1, "vacancy rate in field"),
    ("Contributions: Norway NOK 200 million; Sweden SEK 180 million.", 1, "Sweden"),
    ("Sub-Saharan Africa received 52% of resources, Asia 23%, and Latin America 9%.", 1, "Asia"),
    ("There was a reduction in staffing from 10 to three.", 0, "reduction in staffing"),
    ("Nearly 90% of its income is earmarked, compared with 76% for the system.", 1, "income earmarked"),
    ("The network, co-ordinated by two agencies, received USD 12.4 million.", 0, "co-ordinated by agencies"),
    ("Costs per well vary from $4,000 in India to $11,500 in Chad.", 1, "Costs per well Chad"),
    ("UNAIDS scored 3 for contribution to results.", 0, "contribution to results"),
]


@pytest.mark.parametrize(("text", "place", "expected"), MEASURES)
def test_measure(text: str, place: int, expected: str) -> None:
    """The measure holds the words a reader would quote, all from the sentence."""
    measure = find_figures(text)[place].measure or ""
    assert [word for word in expected.split() if word not in measure] == []
    plain = f"{text} {text[:1].lower()}{text[1:]}".replace(",", " ").replace(
        ".", " "
    )  # its first word may move
    assert [word for word in measure.replace(",", " ").split() if word not in plain] == []


CARRIED = [
    ("Core funding in 2007-2009 was £80 million. The fund has 9,400 staff.", None),
    ("In 2021 the appeal closed early. It works in 60 countries.", None),
    ("In 2021 the budget was EUR 90 million. Of this, 30 per cent is earmarked.", 2021),
    ("In 2021 the budget was EUR 90 million. Field offices received EUR 60 million.", 2021),
    ("Donors pledged US$ 2 billion (2021: US$ 1.8 billion).", 2021),
    ("The office was founded in 1948. It serves 12 member states.", None),
]


@pytest.mark.parametrize(("text", "year"), CARRIED)
def test_a_year_is_carried_within_one_story(text: str, year: int | None) -> None:
    """A year holds for the next sentence where that goes on telling of it, not for what is so now."""
    assert find_figures(text)[-1].year_end == year


WORDED = [
    ("The programme serves 54 member countries.", 0, "member countries the programme serves"),
    (
        "A new system was rolled out to all 198 staff in January 2012.",
        0,
        "staff a new system was rolled out to",
    ),
    ("Only 9 of 42 evaluations were rated good.", 0, "evaluations rated good"),
    ("Twelve offices have no evaluation officer.", 0, "offices have no evaluation officer"),
    ("Oversight is weak: only one in five projects is evaluated.", 0, "projects evaluated"),
    ("The facility delivered 1.8 bn doses to 87 economies.", 0, "doses the facility delivered"),
    ("It plans to open 12 offices.", 0, "offices to open"),
    ("It has a wide presence, with 88% of its staff outside headquarters.", 0, "staff outside headquarters"),
    ("The study supports 400 projects worth less than £50,000 each.", 1, "projects worth"),
    ("Workers were drawn by lot; 58 per cent were women.", 0, "Workers were women"),
    ("It takes 18 months to recruit a director.", 0, "recruit a director"),
    ("Budget: USD 6,350,000 (planned) Duration: 48 months", 1, "Duration"),
    ("In-depth case studies in 11 countries were made.", 0, "In-depth case studies in countries"),
    ("Founded in 1977 · 178 Member States · Rome · 789 staff", 1, "staff"),
]

WORDED += [
    (
        "Covering 67 countries where the approach was applied, the study looked at results.",
        0,
        "countries where the approach was applied",
    ),
    (
        "The audit covered 188 projects for which terminal reports were received.",
        0,
        "projects for which terminal reports were received",
    ),
    (
        "The Fund, along with 12 other agencies, are signatories to this initiative.",
        0,
        "other agencies are signatories to initiative",
    ),
    ("Management agreed with 54 of the recommendations.", 0, "recommendations management agreed with"),
    ("Women hold 27 per cent of the senior posts.", 0, "senior posts women hold"),
    ("The findings draw on a review and 174 interviews.", 0, "interviews the findings draw"),
    ("The index assessed a total of 47 agencies.", 0, "agencies the index assessed"),
]


@pytest.mark.parametrize(("text", "place", "expected"), WORDED)
def test_a_measure_names_what_is_counted(text: str, place: int, expected: str) -> None:
    """A measure reads as a phrase of the document: the thing first, articles and denials kept."""
    assert find_figures(text)[place].measure == expected


GRAMMAR = [
    ("By the end of 2020, US$ 1.9 billion of the 7.2 billion pledged had been released.", 0, "released"),
    ("By the end of 2020, US$ 1.9 billion of the 7.2 billion pledged had been released.", 1, "pledged"),
    ("It had committed $4.3bn by the end of 2015.", 0, "committed"),
    (
        "Unvaccinated children are still many, and their number rose to 18 million in 2021.",
        0,
        "children number",
    ),
    ("Co-financing reached US$ 90 million.", 0, "Co-financing"),
    (
        "Outlays on auditors were high. Spending on lawyers reached US$ 2.5m in one agency.",
        0,
        "Spending on lawyers",
    ),
    ("One in four posts remains vacant.", 0, "posts vacant"),
    ("Of the 2021 budget, 52% is going to emergency relief.", 0, "budget emergency relief"),
    ("Spending over the period came to US$ 31.5 million.", 0, "Spending"),
    ("The board should set aside US$ 2 million per biennium.", 0, "set"),
    ("70% of audit observations were closed within 12 months.", 1, "audit observations closed"),
    ("Country strategies are in place in 64 countries.", 0, "Country strategies in place"),
    ("The fund raised only $5 million of its target of $12 million.", 1, "target"),
    (
        "The budget was USD 2.4 billion, of which 52% is going to emergency relief.",
        1,
        "budget emergency relief",
    ),
]


@pytest.mark.parametrize(("text", "place", "expected"), GRAMMAR)
def test_measure_by_grammar(text: str, place: int, expected: str) -> None:
    """The measure names what acts or is acted on, through relative clauses, states and pronouns."""
    measure = find_figures(text)[place].measure or ""
    assert [word for word in expected.split() if word not in measure] == []


@pytest.mark.parametrize(
    ("text", "share", "measure"),
    [
        (
            "Its budget rose from USD 2 billion in 2019 to USD 3 billion in 2022, of which 57% is currently "
            "going to humanitarian response.",
            "57%",
            "budget, currently going to humanitarian response",
        ),
        ("It has 120 offices, of which 14 are in Africa.", "14", "offices in Africa"),
    ],
)
def test_a_share_names_its_whole(text: str, share: str, measure: str) -> None:
    """A share of the figure just told says of what it is one."""
    (found,) = (figure for figure in find_figures(text) if text[figure.start : figure.end] == share)
    assert found.measure == measure
