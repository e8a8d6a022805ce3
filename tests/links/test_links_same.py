"""Findings of one report that say the same point at each other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from linked_reports import GOLD, about, quoted, report_of, row, seed_report

from pipeline.links import link
from pipeline.model import FindingRef, Links


def linked(*rows: dict[str, Any]) -> Links:
    return link([report_of("r", rows, about("Some Body", "2020"))])


@pytest.mark.parametrize("stem", ["iom-mar-update-2013", "iom-mopan-2023"])
def test_the_seeds_restatements(stem: str) -> None:
    """In the seeds exactly the labelled restatements are told, each pointing at the other."""
    findings = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))["findings"]
    labels = {(n, finding["same_as"]) for n, finding in enumerate(findings) if "same_as" in finding}
    same = link([seed_report(stem, "2020")]).same_as
    assert {(one.finding, other.finding) for one, other in same} == labels


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("s", "Strong commitment to reform."), ("s", "It has shown a strong commitment to reform throughout.")),
        (
            ("w", "evaluation remains underfunded and long term planning continues to be challenging."),
            ("w", "Evaluation remains under-funded and long-term planning will also continue to be a challenge."),
        ),
        (
            ("w", "Country offices lack staff with skills in gender analysis."),
            ("w", "Country offices lack staff with skills in gender analysis, in particular in fragile states."),
        ),
        (
            ("recommendation", "Strengthen results-based management."),
            (
                "recommendation",
                "Strengthen results-based management. The Secretariat should within a year agree indicators with "
                "every division, train managers in their use, and report to the Board on what has been learnt.",
            ),
        ),
        (
            ("recommendation", "agree a plan of savings with the donors;"),
            ("recommendation", "The Fund should agree a plan of savings with the donors, as asked in 2018.", "Recommendation 1"),
        ),
        (
            ("recommendation", "Fund the evaluation office properly.", "Recommendation 3"),
            ("recommendation", "The Board should set aside 3% of expenditure to fund the evaluation office.", "R3"),
        ),
    ],
)  # fmt: skip
def test_same(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Near-verbatim restatements, and a recommendation in brief and in full, are told."""
    first, second = FindingRef("r", 0), FindingRef("r", 1)
    assert linked(row(*one), row(*other)).same_as == ((first, second), (second, first))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("s", "Strong leadership from headquarters."), ("s", "Strong leadership in the field.")),
        (("s", "Evaluation is well funded by donors."), ("w", "Evaluation is well funded by donors.")),
        (("s", "The policy on fraud is applied in all offices."), ("s", "The policy on fraud is not applied in all offices.")),
        (("w", "In 2019 it spent 57% of its budget on time."), ("w", "In 2021 it spent 63% of its budget on time.")),
        (("w", "Weak governance."), ("w", "Weak governance and weak audit.")),
        (
            ("recommendation", "Train all staff of country offices.", "Recommendation 1"),
            ("recommendation", "Train all staff of regional offices.", "Recommendation 2"),
        ),
        (
            ("recommendation", "Recruit more auditors.", "Recommendation 1"),
            ("recommendation", "Publish aid data quarterly.", "Recommendation 1"),
        ),
        (("progress", "Steps taken to strengthen programme management"), ("progress", "Concrete steps have been taken to improve programme cycle management.")),
        (("response", "Management accepts this recommendation."), ("response", "Management accepts this recommendation.")),
    ],
)  # fmt: skip
def test_not_same(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """What differs in kind, number, year or sense is not the same, however alike the words."""
    assert linked(row(*one), row(*other)).same_as == ()


def test_brief_full_and_table() -> None:
    """Of three tellings the first points at the second, the others at the first."""
    brief = row("recommendation", "Set up a risk register.", "Recommendation 2")
    full = row("recommendation", "Set up a risk register that managers keep up to date.", "Recommendation 2.")
    table = row("recommendation", "A risk register should be set up and kept up to date by managers.", "2")
    first, second, third = (FindingRef("r", n) for n in range(3))
    assert linked(brief, full, table).same_as == ((first, second), (second, first), (third, first))


def test_two_numbered_lists_carry_a_reworded_item() -> None:
    """Where two lists agree in number and mostly in words, an item reworded beyond that is the same."""
    brief = [
        row("recommendation", "Renew the strategy with all member states.", "Recommendation 1"),
        row("recommendation", "Set aside funds for evaluation of programmes.", "Recommendation 2"),
        row("recommendation", "Simplify travel rules for field staff.", "Recommendation 3"),
    ]
    full = [
        row(
            "recommendation", "The strategy is to be renewed together with member states.", "Recommendation 1"
        ),
        row(
            "recommendation",
            "Funds for evaluation are to be set aside in every programme.",
            "Recommendation 2",
        ),
        row(
            "recommendation",
            "Field staff lose days with forms: cut them, and abolish permits.",
            "Recommendation 3",
        ),
    ]
    same = linked(*brief, *full).same_as
    assert {(one.finding, other.finding) for one, other in same if one.finding > other.finding} == {
        (3, 0),
        (4, 1),
        (5, 2),
    }


def test_the_brief_of_another_file() -> None:
    """A recommendation that stands in the report and, the same year, in its brief, points there."""
    full = row(
        "recommendation",
        "Fund the evaluation office with a fixed share of programme expenditure.",
        "Recommendation 4",
    )
    brief = row(
        "recommendation", "Fund the evaluation office with a fixed share of expenditure.", "Recommendation 4"
    )
    reports = [
        report_of("brief", [brief], about("Some Body", "2020-06")),
        report_of("report", [full], about("Some Body", "2020-05")),
    ]
    assert link(reports).same_as == ((FindingRef("brief", 0), FindingRef("report", 0)),)


def test_the_lists_of_two_files() -> None:
    """A brief whose list agrees with the report's on the whole points at it item by item."""
    full = [
        row(
            "recommendation",
            "The strategy is to be renewed together with all member states.",
            "Recommendation 1",
        ),
        row(
            "recommendation",
            "Funds for evaluation are to be set aside in every programme.",
            "Recommendation 2",
        ),
        row(
            "recommendation",
            "Field staff lose days with travel forms: cut them, and abolish permits.",
            "Recommendation 3",
        ),
    ]
    brief = [
        row("recommendation", "Renew the strategy with member states.", "R1"),
        row("recommendation", "Set funds aside for evaluation.", "R2"),
        row("recommendation", "Simplify travel in the field.", "R3"),
    ]
    reports = [
        report_of("report", full, about("Some Body", "2020-05")),
        report_of("summary", brief, about("Some Body", "2020-06")),
    ]
    assert link(reports).same_as == tuple(
        (FindingRef("summary", n), FindingRef("report", n)) for n in range(3)
    )


def test_every_link_names_a_finding() -> None:
    """What a link points at can be quoted."""
    report = seed_report("iom-mar-update-2013", "2013")
    for one, other in link([report]).same_as:
        assert quoted([report], one) != quoted([report], other)
