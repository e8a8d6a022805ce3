"""Counts in millions without a currency, points on scales, shares of ten, verbs after a noun."""

from __future__ import annotations

import pytest
from reading_figures import told

SCALED = [
    (
        "Pupils fed numbered 2.6m in 2020 and 3.1m in 2021.",
        "2.6m | count | 2600000 | -; 3.1m | count | 3100000 | -",
    ),
    ("It shipped 2.4 bn tablets", "2.4 bn tablets | count | 2400000000 | tablets"),
    ("some 7 mn farmers were registered", "7 mn farmers | count | 7000000 | farmers"),
    ("above the target of 1.4 million", "1.4 million | count | 1400000 | -"),
    ("a wall of 3.4 m in height", ""),
    ("5 m people", "5 m people | count | 5000000 | people"),
    ("The number of pupils rose to 2.7m.", "2.7m | count | 2700000 | pupils"),
    (
        "Visits reached 2.1 million, exceeding the target of 1.9 million.",
        "2.1 million | count | 2100000 | -; 1.9 million | count | 1900000 | -",
    ),
    ("Some 38,000 were trained.", "38,000 | count | 38000 | -"),
    ("two regional bureaux", "two regional bureaux | count | 2 | regional bureaux"),
    ("The fund tripled the staff of its audit office to 42.", "42 | count | 42 | -"),
    ("It cut its indicators from 95 to 40 in 2021.", "95 | count | 95 | -; 40 | count | 40 | -"),
    ("few experts in shelter – only 11 in the whole agency", "11 | count | 11 | -"),
    ("IDA approved credits across 37 operations.", "37 operations | count | 37 | operations"),
]


@pytest.mark.parametrize(("text", "expected"), SCALED)
def test_scaled_counts(text: str, expected: str) -> None:
    """Millions in letters count where a noun, a year or a word of counting says so; metres do not."""
    assert told(text) == expected


POINTS = [
    ("Effectiveness scored 4/5 in the review.", "4/5 | score | 4/5 | points"),
    ("The office was rated 3/4 overall.", "3/4 | score | 3/4 | points"),
    ("about 3/4 of the budget", "3/4 | ratio | 0.75 | -"),
    ("The HDI value of the region was 0.587.", "0.587 | score | 0.587 | points"),
    ("the GII value in 2019 stood at 0.48", "0.48 | score | 0.48 | points"),
    ("Eight out of ten clinics have power.", "Eight out of ten | ratio | 0.8 | -"),
    (
        "Eight of the ten clinics have power.",
        "Eight | count | 8 | clinics; ten clinics | count | 10 | clinics",
    ),
    ("18 of 60 audits", "18 | count | 18 | audits; 60 audits | count | 60 | audits"),
]


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_points_and_shares(text: str, expected: str) -> None:
    """A mark over its scale is a score, a share of ten in words one ratio, a part of a group two counts."""
    assert told(text) == expected


VERBS = [
    ("Data quality across the 48 field offices varies.", "48 field offices | count | 48 | field offices"),
    ("Overlap between three units persists.", "three units | count | 3 | units"),
    (
        "Closure of nine audit observations remains slow.",
        "nine audit observations | count | 9 | audit observations",
    ),
    (
        "Of the 20 surveys reviewed, 15 measured staff views.",
        "20 surveys | count | 20 | surveys; 15 | count | 15 | -",
    ),
    ("40 data service requests", "40 data service requests | count | 40 | data service requests"),
    ("12 Member States parties", "12 Member States parties | count | 12 | Member States parties"),
]


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_noun_ends_before_its_verb(text: str, expected: str) -> None:
    """The noun a number counts never runs into the verb of the sentence."""
    assert told(text) == expected


def test_tagger_tells_ambiguous_verbs() -> None:
    """A verb that could be a noun is cut off where the sentence is parsed."""
    text = "The lack of guidance for 14 country teams results in delay."
    assert told(text, context=True) == "14 country teams | count | 14 | country teams"


OTHER_HANDS = [
    ("a loan of 3.2 million U.S. dollars", "3.2 million U.S. dollars | money | 3200000 | USD"),
    ("a grant of Rs 2.5 crore", "Rs 2.5 crore | money | 25000000 | INR"),
    ("It earned 8 out of 10 points.", "8 out of 10 | score | 8/10 | points"),
    ("320 deaths per 100,000 live births", "320 deaths | count | 320 | deaths"),
    ("10-15 exabytes of data", "10-15 exabytes | count | 10..15 | exabytes"),
    ("more than 1 dollar and forty-two cents", "1 dollar and forty-two cents | money | 1.42 | USD"),
    ("between 1.1 and 1.3 million dollars", "1.1 and 1.3 million dollars | money | 1100000..1300000 | USD"),
    ("a quarter of a billion euros", "a quarter of a billion euros | money | 250000000 | EUR"),
    ("CHF 1'234'567", "CHF 1'234'567 | money | 1234567 | CHF"),
    ("8- to 16-kilometre routes", "8- to 16-kilometre | count | 8..16 | kilometres"),
]


@pytest.mark.parametrize(("text", "expected"), OTHER_HANDS)
def test_wordings_of_other_readers(text: str, expected: str) -> None:
    """Kinds of wording that public test suites of quantity readers hold are read too."""
    assert told(text) == expected
