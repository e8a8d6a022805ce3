"""Counts and durations."""

from __future__ import annotations

import pytest
from reading_figures import told

COUNTS = [
    ("works in 33 countries.1 Capital is scarce", "33 countries | count | 33 | countries"),
    ("the 20 most fragile states", "20 most fragile states | count | 20 | most fragile states"),
    (
        "six World Health (WHO) offices",
        "six World Health (WHO) offices | count | 6 | World Health (WHO) offices",
    ),
    (
        "we held 50 interviews, 30 at headquarters and 20 in the field",
        "50 interviews | count | 50 | interviews; 30 | count | 30 | interviews; 20 | count | 20 | interviews",
    ),
    (
        "It rated nine bodies as good, 16 as fair and four as poor",
        "nine bodies | count | 9 | bodies; 16 | count | 16 | bodies; four | count | 4 | bodies",
    ),
    (
        "Of the 30 actions, 12 (40 per cent) were closed",
        "30 actions | count | 30 | actions; 12 | count | 12 | -; 40 per cent | percentage | 40 | percent",
    ),
    (
        "sales rose 60% to 3.9 million sets from 2.4 million",
        "60% | percentage | 60 | percent; 3.9 million sets | count | 3900000 | sets; 2.4 million | count | 2400000 | sets",
    ),
    ("It has 175 member states and offices.", "175 member states | count | 175 | member states"),
    ("in over 100 countries where it works", "100 countries | count | 100 | countries"),
    (
        "with two new Deputy Director Generals and the",
        "two new Deputy Director Generals | count | 2 | new Deputy Director Generals",
    ),
    (
        "around ten central departments, including",
        "ten central departments | count | 10 | central departments",
    ),
    (
        "to 32 000 people, including 7 000 non-staff",
        "32 000 people | count | 32000 | people; 7 000 non-staff | count | 7000 | non-staff",
    ),
    (
        "the five MOPAN 3.1 performance areas – Strategic",
        "five MOPAN 3.1 performance areas | count | 5 | MOPAN 3.1 performance areas",
    ),
    (
        "12 key performance indicators, which are",
        "12 key performance indicators | count | 12 | key performance indicators",
    ),
    ("a network of 22 members¹ who assess", "22 members | count | 22 | members"),
    ("1.2 million children were reached", "1.2 million children | count | 1200000 | children"),
    ("2.5m people", "2.5m people | count | 2500000 | people"),
    ("half a million refugees", "half a million refugees | count | 500000 | refugees"),
    ("a dozen country offices", "a dozen country offices | count | 12 | country offices"),
    ("two dozen partners", "two dozen partners | count | 24 | partners"),
    ("a hundred schools", "a hundred schools | count | 100 | schools"),
    ("one million doses", "one million doses | count | 1000000 | doses"),
    ("forty-five NGOs", "forty-five NGOs | count | 45 | NGOs"),
    ("one hundred and twenty clinics", "one hundred and twenty clinics | count | 120 | clinics"),
    ("3.450 participants took part", "3.450 participants | count | 3450 | participants"),
    ("45 staff members", "45 staff members | count | 45 | staff members"),
    ("120 staff were hired", "120 staff | count | 120 | staff"),
    (
        "10 national and international NGOs took part",
        "10 national and international NGOs | count | 10 | national and international NGOs",
    ),
    (
        "2 national and 3 international experts",
        "2 | count | 2 | international experts; 3 international experts | count | 3 | international experts",
    ),
    (
        "4 United Nations specialised agencies",
        "4 United Nations specialised agencies | count | 4 | United Nations specialised agencies",
    ),
    (
        "40 Small Island Developing States (SIDS)",
        "40 Small Island Developing States | count | 40 | Small Island Developing States",
    ),
    (
        "30 low- and middle-income countries",
        "30 low- and middle-income countries | count | 30 | low- and middle-income countries",
    ),
    ("a 12-country study", "12-country | count | 12 | country"),
    ("a five-member panel", "five-member | count | 5 | member"),
    ("over 2000 people were displaced", "2000 people | count | 2000 | people"),
    ("some 1950 households were moved", "1950 households | count | 1950 | households"),
    ("1 country office closed", "1 country | count | 1 | country"),
    ("two of these Reviews were endorsed", "two | count | 2 | Reviews"),
    (
        "19 of the 25 country offices replied",
        "19 | count | 19 | country offices; 25 country offices | count | 25 | country offices",
    ),
    ("Of the 90 reports, 45 were satisfactory", "90 reports | count | 90 | reports; 45 | count | 45 | -"),
    ("the number of posts fell to 45", "45 | count | 45 | posts"),
    ("the survey respondents (n = 312)", "312 | count | 312 | -"),
    ("highest number of migrant deaths on these routes (275) ever", "275 | count | 275 | -"),
    ("500 km of road", "500 km | count | 500 | kilometres"),
    ("20,000 ha were replanted", "20,000 ha | count | 20000 | hectares"),
    ("1.2 million tonnes of food", "1.2 million tonnes | count | 1200000 | tonnes"),
    ("12.5 tonnes of seed", "12.5 tonnes | count | 12.5 | tonnes"),
    ("45 MW of capacity", "45 MW | count | 45 | megawatts"),
    ("a grant covering 15 000 hectares", "15 000 hectares | count | 15000 | hectares"),
    ("32\u00a0000 people", "32 000 people | count | 32000 | people"),
    (
        "3,200 health workers and 450 midwives",
        "3,200 health workers | count | 3200 | health workers; 450 midwives | count | 450 | midwives",
    ),
    (
        "The evaluation drew on 86 interviews, 12 focus groups and 3 surveys.",
        "86 interviews | count | 86 | interviews; 12 focus groups | count | 12 | focus groups; 3 surveys | count | 3 | surveys",
    ),
    ("rates 12 KPIs on a four-point scale", "12 KPIs | count | 12 | KPIs"),
    (
        "Only two of five country programme evaluations discussed it",
        "two | count | 2 | country programme evaluations; five country programme evaluations | count | 5 | country programme evaluations",
    ),
    (
        "12 countries in Africa, 5 in Asia and 3 in Latin America",
        "12 countries | count | 12 | countries; 5 | count | 5 | countries; 3 | count | 3 | countries",
    ),
    (
        "The survey (n=1,204) covered 62 offices.",
        "1,204 | count | 1204 | -; 62 offices | count | 62 | offices",
    ),
    (
        "recommendations: 14 implemented, 6 in progress and 2 not started",
        "14 | count | 14 | -; 6 | count | 6 | -; 2 | count | 2 | -",
    ),
    (
        "18 were rated satisfactory, five moderately satisfactory and two unsatisfactory",
        "18 | count | 18 | -; five | count | 5 | -; two | count | 2 | -",
    ),
    ("recommendations (153 of 254) were implemented", "153 | count | 153 | -; 254 | count | 254 | -"),
    ("on average 2.3 monitoring officers", "2.3 monitoring officers | count | 2.3 | monitoring officers"),
    (
        "37 indicators (29 outcome and 8 output indicators)",
        "37 indicators | count | 37 | indicators; 29 | count | 29 | output indicators; 8 output indicators | count | 8 | output indicators",
    ),
    (
        "reaching 9 million children in 40+ countries",
        "9 million children | count | 9000000 | children; 40+ countries | count | 40 | countries",
    ),
    ("2 P-5s and 3 P-4s", "2 P-5s | count | 2 | P-5s; 3 P-4s | count | 3 | P-4s"),
    ("responded to three Level 3 emergencies", "three Level 3 emergencies | count | 3 | Level 3 emergencies"),
    ("18 P-5 posts", "18 P-5 posts | count | 18 | P-5 posts"),
    ("27 of them responded", "27 | count | 27 | -"),
    (
        "more than 220 individual indicators.",
        "220 individual indicators | count | 220 | individual indicators",
    ),
]

COUNTS += [
    (
        "It trained 4361 people (against a planned 3000).",
        "4361 people | count | 4361 | people; 3000 | count | 3000 | people",
    ),
    (
        "It accepted 54 of the requests and deferred the remaining 11.",
        "54 | count | 54 | requests; 11 | count | 11 | requests",
    ),
    (
        "From 66 million per year it rose to 90 million a year.",
        "66 million | count | 66000000 | -; 90 million | count | 90000000 | -",
    ),
    ("Support staff: 7 (F=6; M=1)", "7 | count | 7 | staff"),
    ("Evaluators: Total 11; (F=6 and M=5)", "11 | count | 11 | Evaluators"),
    ("Pages: 12", ""),
    ("Documents: 1. Report", ""),
]

DURATIONS = [
    ("Life expectancy is 73", "73 | duration | 73 | year"),
    ("over five years from 2023", "five years | duration | 5 | year"),
    ("for two decades", "two decades | duration | 2 | decade"),
    ("a nine-month delay", "nine-month | duration | 9 | month"),
    ("a two-day training on privacy", "two-day | duration | 2 | day"),
    ("a 30-day notice", "30-day | duration | 30 | day"),
    ("a 5 year programme", "5 year | duration | 5 | year"),
    ("18 months later", "18 months | duration | 18 | month"),
    ("10 years' experience", "10 years | duration | 10 | year"),
    ("ten years’ experience", "ten years | duration | 10 | year"),
    ("two and a half years", "two and a half years | duration | 2.5 | year"),
    ("2.5 years", "2.5 years | duration | 2.5 | year"),
    ("48 hours", "48 hours | duration | 48 | hour"),
    ("within 10 working days", "10 working days | duration | 10 | working_day"),
    ("six weeks", "six weeks | duration | 6 | week"),
    ("the last three calendar years", "three calendar years | duration | 3 | year"),
    ("below the age of 35", "35 | duration | 35 | year"),
    ("children under 5", "5 | duration | 5 | year"),
    ("18-year-old girls", "18-year | duration | 18 | year"),
    ("girls aged 18", "18 | duration | 18 | year"),
    ("65 years of age", "65 years | duration | 65 | year"),
    ("half-day workshops", ""),
    ("three (3) years", "three (3) years | duration | 3 | year"),
    ("twenty-five (25) partners", "twenty-five (25) partners | count | 25 | partners"),
    ("half a day", "half a day | duration | 0.5 | day"),
    ("one and a half years", "one and a half years | duration | 1.5 | year"),
    ("a year and a half", ""),
    (
        "3 years, 2 months and 14 days",
        "3 years | duration | 3 | year; 2 months | duration | 2 | month; 14 days | duration | 14 | day",
    ),
    ("a one-year extension", ""),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_count(text: str, expected: str) -> None:
    """A count is its number with the noun it counts."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), DURATIONS)
def test_duration(text: str, expected: str) -> None:
    """A duration keeps its unit; an age is one."""
    assert told(text) == expected
