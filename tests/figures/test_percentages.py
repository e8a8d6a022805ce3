"""Percentages, percentage points, ratios, fractions and scores."""

from __future__ import annotations

import pytest
from reading_figures import told

PERCENTAGES = [
    ("57% of its budget", "57% | percentage | 57 | percent"),
    ("57 % of its budget", "57 % | percentage | 57 | percent"),
    ("57\u00a0% of its budget", "57 % | percentage | 57 | percent"),
    ("57 per cent of its budget", "57 per cent | percentage | 57 | percent"),
    ("57 percent of its budget", "57 percent | percentage | 57 | percent"),
    ("38.6 percent", "38.6 percent | percentage | 38.6 | percent"),
    ("12,5 % of projects", "12,5 % | percentage | 12.5 | percent"),
    ("0.5% of GNI", "0.5% | percentage | 0.5 | percent"),
    (".7 per cent of GNI", ".7 per cent | percentage | 0.7 | percent"),
    ("a 45-per-cent share", "45-per-cent | percentage | 45 | percent"),
    ("100% of offices", "100% | percentage | 100 | percent"),
    ("fifteen per cent of staff", "fifteen per cent | percentage | 15 | percent"),
    ("Seventy-five percent of respondents", "Seventy-five percent | percentage | 75 | percent"),
    ("one per cent of the budget", "one per cent | percentage | 1 | percent"),
    ("two and a half per cent", "two and a half per cent | percentage | 2.5 | percent"),
    ("2½ per cent", "2½ per cent | percentage | 2.5 | percent"),
    ("half a per cent", "half a per cent | percentage | 0.5 | percent"),
    ("a fall of -3.2%", "-3.2% | percentage | -3.2 | percent"),
    ("a change of −3.2 per cent", "−3.2 per cent | percentage | -3.2 | percent"),
    ("growth of minus 3 per cent", "minus 3 per cent | percentage | -3 | percent"),
    ("1,200% more", "1,200% | percentage | 1200 | percent"),
    ("rose by 5 percentage points", "5 percentage points | percentage | 5 | percentage_points"),
    ("a 4 percentage-point gain", "4 percentage-point | percentage | 4 | percentage_points"),
    ("a 4-percentage-point gain", "4-percentage-point | percentage | 4 | percentage_points"),
    ("up 3.5 pp", "3.5 pp | percentage | 3.5 | percentage_points"),
    ("up 3.5 p.p. on 2019", "3.5 p.p. | percentage | 3.5 | percentage_points"),
    ("down two percentage points", "two percentage points | percentage | 2 | percentage_points"),
    ("fell 5 % points", "5 % points | percentage | 5 | percentage_points"),
    ("25 basis points", "25 basis points | percentage | 25 | basis_points"),
    ("(57%)", "57% | percentage | 57 | percent"),
    (
        "Women: 44 per cent; men: 56 per cent",
        "44 per cent | percentage | 44 | percent; 56 per cent | percentage | 56 | percent",
    ),
    ("In Phase 2, 15 per cent was spent", "15 per cent | percentage | 15 | percent"),
    ("In 2015, 20% of them left", "20% | percentage | 20 | percent"),
]

RANGES = [
    ("cooler by 1 to 1.5 degrees Celsius", "1 to 1.5 degrees Celsius | count | 1..1.5 | degrees_celsius"),
    ("eight or nine euros", "eight or nine euros | money | 8..9 | EUR"),
    ("15-20%", "15-20% | percentage | 15..20 | percent"),
    ("15–20 per cent", "15–20 per cent | percentage | 15..20 | percent"),
    ("15%–20%", "15%–20% | percentage | 15..20 | percent"),
    ("15 to 20 per cent", "15 to 20 per cent | percentage | 15..20 | percent"),
    ("between 15 and 20 per cent", "15 and 20 per cent | percentage | 15..20 | percent"),
    ("between 15% and 20%", "15% and 20% | percentage | 15..20 | percent"),
    ("from 15 to 20 per cent of cases", "15 to 20 per cent | percentage | 15..20 | percent"),
    ("ranged from 15% to 20%", "15% to 20% | percentage | 15..20 | percent"),
    ("ten to fifteen per cent", "ten to fifteen per cent | percentage | 10..15 | percent"),
    ("between a third and a half of staff", "a third and a half | ratio | 0.3333..0.5 | -"),
    ("£20m-£25m", "£20m-£25m | money | 20000000..25000000 | GBP"),
    ("between £20m and £25m", "£20m and £25m | money | 20000000..25000000 | GBP"),
    ("£20-25 million", "£20-25 million | money | 20000000..25000000 | GBP"),
    ("USD 3-4 million", "USD 3-4 million | money | 3000000..4000000 | USD"),
    ("USD 3 to 4 million", "USD 3 to 4 million | money | 3000000..4000000 | USD"),
    ("between USD 3 and 4 million", "USD 3 and 4 million | money | 3000000..4000000 | USD"),
    ("USD 3 million to USD 4 million", "USD 3 million to USD 4 million | money | 3000000..4000000 | USD"),
    ("USD 500,000 to USD 1 million", "USD 500,000 to USD 1 million | money | 500000..1000000 | USD"),
    ("$200,000 to $1 million", "$200,000 to $1 million | money | 200000..1000000 | USD"),
    ("10-20 dollars", "10-20 dollars | money | 10..20 | USD"),
    ("between 10 and 20 dollars", "10 and 20 dollars | money | 10..20 | USD"),
    ("€5–10 billion", "€5–10 billion | money | 5000000000..10000000000 | EUR"),
    ("20-25 countries", "20-25 countries | count | 20..25 | countries"),
    ("between 20 and 25 countries", "20 and 25 countries | count | 20..25 | countries"),
    ("20 to 25 countries", "20 to 25 countries | count | 20..25 | countries"),
    ("two to three country offices", "two to three country offices | count | 2..3 | country offices"),
    ("two or three country offices", "two or three country offices | count | 2..3 | country offices"),
    ("3–4 million people", "3–4 million people | count | 3000000..4000000 | people"),
    ("1,200 to 1,500 refugees", "1,200 to 1,500 refugees | count | 1200..1500 | refugees"),
    ("three to five years", "three to five years | duration | 3..5 | year"),
    ("3-6 months", "3-6 months | duration | 3..6 | month"),
    ("a two- to three-year cycle", "two- to three-year | duration | 2..3 | year"),
    ("between 6 and 12 months", "6 and 12 months | duration | 6..12 | month"),
    ("£5-10m a year", "£5-10m | money | 5000000..10000000 | GBP"),
    (
        "GBP 5-10m per year; USD 1-1.5 billion",
        "GBP 5-10m | money | 5000000..10000000 | GBP; USD 1-1.5 billion | money | 1000000000..1500000000 | USD",
    ),
    ("aged 15 to 24", "15 to 24 | duration | 15..24 | year"),
    ("aged 15-24", "15-24 | duration | 15..24 | year"),
    ("aged between 15 and 24", "15 and 24 | duration | 15..24 | year"),
]

NO_RANGES = [
    (
        "$200,000 to 10 local co-operatives",
        "$200,000 | money | 200000 | USD; 10 local co-operatives | count | 10 | local co-operatives",
    ),
    ("Phase 1 to Phase 2", ""),
    ("Annexes 2 to 4", ""),
    ("Outcomes 1 and 2 have the highest number", ""),
    ("between 2019 and 2022", ""),
    ("from 2015/16 to 2017/18", ""),
    (
        "gave USD 5 million to 12 countries",
        "USD 5 million | money | 5000000 | USD; 12 countries | count | 12 | countries",
    ),
    (
        "rose from 10 to 15 per cent",
        "10 | percentage | 10 | percent; 15 per cent | percentage | 15 | percent",
    ),
    (
        "fell from USD 5 million to USD 4 million",
        "USD 5 million | money | 5000000 | USD; USD 4 million | money | 4000000 | USD",
    ),
    (
        "cut by 10 per cent to 45 posts",
        "10 per cent | percentage | 10 | percent; 45 posts | count | 45 | posts",
    ),
]

LISTS = [
    (
        "12, 15 and 18 per cent",
        "12 | percentage | 12 | percent; 15 | percentage | 15 | percent; 18 per cent | percentage | 18 | percent",
    ),
    (
        "12 and 15 per cent respectively",
        "12 | percentage | 12 | percent; 15 per cent | percentage | 15 | percent",
    ),
    ("USD 3 and 4 million", "USD 3 | money | 3000000 | USD; 4 million | money | 4000000 | USD"),
    (
        "USD 3, 4 and 6 million",
        "USD 3 | money | 3000000 | USD; 4 | money | 4000000 | USD; 6 million | money | 6000000 | USD",
    ),
    (
        "two, three and five years",
        "two | duration | 2 | year; three | duration | 3 | year; five years | duration | 5 | year",
    ),
    (
        "10 and 12 countries respectively",
        "10 | count | 10 | countries; 12 countries | count | 12 | countries",
    ),
    (
        "40%, 35% and 25%",
        "40% | percentage | 40 | percent; 35% | percentage | 35 | percent; 25% | percentage | 25 | percent",
    ),
]

RATIOS = [
    ("a third of respondents", "a third | ratio | 0.3333 | -"),
    ("one third of respondents", "one third | ratio | 0.3333 | -"),
    ("one-third of respondents", "one-third | ratio | 0.3333 | -"),
    ("two thirds of respondents", "two thirds | ratio | 0.6667 | -"),
    ("two-thirds of respondents", "two-thirds | ratio | 0.6667 | -"),
    ("three quarters of them", "three quarters | ratio | 0.75 | -"),
    ("a quarter of projects", "a quarter | ratio | 0.25 | -"),
    ("one fifth of staff", "one fifth | ratio | 0.2 | -"),
    ("half of all staff", "half | ratio | 0.5 | -"),
    ("half the staff", "half | ratio | 0.5 | -"),
    ("more than half were women", "half | ratio | 0.5 | -"),
    ("¾ of the schools", "¾ | ratio | 0.75 | -"),
    ("3/4 of the schools", "3/4 | ratio | 0.75 | -"),
    ("one in five women", "one in five | ratio | 0.2 | -"),
    ("1 in 5 women", "1 in 5 | ratio | 0.2 | -"),
    ("one in every three posts", "one in every three | ratio | 0.3333 | -"),
    ("one out of four", "one out of four | ratio | 0.25 | -"),
    ("split 68:32 between men and women", "68:32 | ratio | 68..32 | -"),
    ("a 60/40 split", "60/40 | ratio | 60..40 | -"),
    ("a ratio of 3 to 1", "3 to 1 | ratio | 3..1 | -"),
    ("a ratio of 1:25", "1:25 | ratio | 1..25 | -"),
    ("nearly a third (29.6%)", "a third | ratio | 0.3333 | -; 29.6% | percentage | 29.6 | percent"),
    (
        "8 in 10 respondents (79 per cent)",
        "8 in 10 | ratio | 0.8 | -; 79 per cent | percentage | 79 | percent",
    ),
    ("2 in 3 were managed jointly", "2 in 3 | ratio | 0.6667 | -"),
    ("three times higher than in 2015", "three times | ratio | 3 | times"),
    ("costs are two and a half times the norm", "two and a half times | ratio | 2.5 | times"),
    ("The purpose was twofold: to learn", ""),
    ("a tenfold increase", "tenfold | ratio | 10 | times"),
    ("an eight-fold rise in complaints", "eight-fold | ratio | 8 | times"),
    ("ratios improved to 1:2.4 over the cycle", "1:2.4 | ratio | 1..2.4 | -"),
    ("three out of four offices lack a plan", "three out of four | ratio | 0.75 | -"),
    ("3 out of every 4 dollars", "3 out of every 4 | ratio | 0.75 | -"),
    ("a lap of 1:36.6", ""),
]

SCORES = [
    ("The bank increased its score by 11 points.", "11 points | score | 11 | points"),
    ("2.8 out of 5", "2.8 out of 5 | score | 2.8/5 | points"),
    ("a score of 3.2", "3.2 | score | 3.2 | points"),
    ("scored 3.2 on average", "3.2 | score | 3.2 | points"),
    ("an average rating of 4.1 out of 6", "4.1 out of 6 | score | 4.1/6 | points"),
    ("rated 5 on a 6-point scale", "5 | score | 5/6 | points"),
    ("rated 4 on a scale of 1 to 6", "4 | score | 4/6 | points"),
    ("HCI 0.32", "0.32 | score | 0.32 | points"),
    ("a Human Capital Index of 0.32", "0.32 | score | 0.32 | points"),
    ("a Gini coefficient of 0.45", "0.45 | score | 0.45 | points"),
    ("an overall score of 3.4/5", "3.4/5 | score | 3.4/5 | points"),
    ("received a mean score of 2.9", "2.9 | score | 2.9 | points"),
    ("scored 3 for results and 2 for cost", "3 | score | 3 | points; 2 | score | 2 | points"),
    ("Rating 3 = satisfactory", ""),
    ("Score: 2", ""),
    ("Scale: 4 Strong, 3 Fair, 2 Weak, 1 Poor", ""),
    ("scored 3.6, cost 2.4", "3.6 | score | 3.6 | points; 2.4 | score | 2.4 | points"),
    ("scored 3 out of 4", "3 out of 4 | score | 3/4 | points"),
]


@pytest.mark.parametrize(("text", "expected"), PERCENTAGES)
def test_percentage(text: str, expected: str) -> None:
    """A percentage keeps its printed value; points are a unit of their own."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), RANGES)
def test_range(text: str, expected: str) -> None:
    """A range is one figure with both its ends."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), NO_RANGES)
def test_no_range(text: str, expected: str) -> None:
    """Two numbers that only look like a range stay two, or none."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_list(text: str, expected: str) -> None:
    """The members of a list share the unit that is written once."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), RATIOS)
def test_ratio(text: str, expected: str) -> None:
    """Fractions and shares of a whole are ratios."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), SCORES)
def test_score(text: str, expected: str) -> None:
    """A point on a scale keeps the scale's top where it is told."""
    assert told(text) == expected
