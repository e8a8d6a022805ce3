"""What rises, falls, lies above or below, and what is told of few of a set."""

from __future__ import annotations

import pytest

from pipeline.segment.judge import judge


def said(text: str) -> str:
    """What a sentence is judged to say, in one word."""
    judgement = judge(text)
    return "none" if judgement is None else judgement.stage or judgement.kind


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Skilled birth attendance coverage dropped by nine points.", "weakness"),
        ("School enrolment rose by a quarter.", "strength"),
        ("Maternal mortality has fallen in all three provinces.", "strength"),
        ("The backlog of claims grew to 4,000 cases.", "weakness"),
        ("Vacancy rates have doubled since the move.", "weakness"),
        ("The number of children without a birth certificate declined.", "strength"),
        ("This raised the risk of duplicate payments.", "weakness"),
        ("The annual budget rose from USD 40 million to USD 52 million.", "none"),
        ("Expenditure grew by 4 per cent a year.", "none"),
        ("Coverage should rise to 90 per cent.", "recommendation"),
    ],
)
def test_movement(text: str, want: str) -> None:
    """A good thing that falls is a weakness, a bad one that falls a strength; sums are neither."""
    assert said(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("The cost per beneficiary is below the regional average.", "strength"),
        ("Overheads were well above plan.", "weakness"),
        ("Compliance remained below the target.", "weakness"),
        ("Unit costs are lower than those of comparable agencies.", "strength"),
    ],
)
def test_comparison(text: str, want: str) -> None:
    """What should be little is good below a mark, what should be much above it."""
    assert said(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Only 4 of 13 outputs were achieved.", "weakness"),
        ("Fewer than half of the offices have adopted the policy.", "weakness"),
        ("Just two of nine plans set out clear targets.", "weakness"),
        ("Little has been done to mend this.", "weakness"),
        ("Limited progress has been made on this priority.", "weakness"),
        ("There has been little change in staffing.", "weakness"),
        ("Eleven of the thirteen targets were achieved.", "strength"),
        ("Good progress has been made on this priority.", "progress"),
    ],
)
def test_few(text: str, want: str) -> None:
    """What is told of few of a set, or of next to nothing, turns round."""
    assert said(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "Recommendation 4 remains open pending receipt of the signed policy.",
        "The Mission accepted recommendation 2.",
        "MONUSCO accepted recommendation 2 and stated that training would follow.",
        "The report contains five recommendations, of which two are critical.",
        "The agreement became effective on 3 May 2016.",
        "The new rules took effect in July.",
        "It had committed $7 billion by the end of 2012.",
        "It is intended for the Executive Board.",
        "Project performance was rated moderately satisfactory.",
        "The office managed a portfolio of $60 million, of which half came from vertical funds.",
        "REPORT 2015/031 of the internal auditors",
        "In Kenya, the plan was revised after the drought.",
        "The Ministry of Health adopted a new policy.",
    ],
)
def test_no_judgement(text: str) -> None:
    """Follow-up of audits, dates, ratings, facts and what others did say nothing of performance."""
    assert said(text) == "none"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("A procurement service has been moved to the regional centre.", "progress"),
        ("Access to safe water has been improved in 40 villages.", "strength"),
        ("The new framework guides the allocation of funds.", "progress"),
        ("The new strategy is clear.", "strength"),
        ("The agency has put a ban on new posts in place.", "progress"),
        ("Dependence on two donors poses a risk to its programmes.", "weakness"),
        ("Payments were made without evidence of delivery.", "weakness"),
        ("The system will go live by the end of 2026.", "planned"),
        ("The system went live in March.", "progress"),
    ],
)
def test_kind(text: str, want: str) -> None:
    """Reform inside is told from results outside, what is done from what is announced."""
    assert said(text) == want
