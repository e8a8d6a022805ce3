"""Management's responses and key actions find the recommendation they answer."""

from __future__ import annotations

from typing import Any

import pytest
from linked_reports import about, report_of, row

from pipeline.links import link
from pipeline.links.labels import answered_numbers, number_of
from pipeline.model import FindingRef

ASK_1 = row("recommendation", "Recruit auditors for the regional offices.", "Recommendation 1")
ASK_2 = row("recommendation", "Publish all evaluations within three months.", "Recommendation 2")


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Recommendation 3", "3"),
        ("Recommendation 3.", "3"),
        ("Evaluation recommendation # 1:", "1"),
        ("R3", "3"),
        ("R3.1", "3.1"),
        ("Rec. 12", "12"),
        ("# 3:", "3"),
        ("3a", "3a"),
        ("Recommendation No. 4", "4"),
        ("Recommendation IV", "iv"),
        ("Recommendation B", "b"),
        ("Recommandation 2", "2"),
        ("Recomendación 5", "5"),
        ("Recommendation 3, key action 2", "3"),
        ("Key action 2", None),
        ("Partially accepted", None),
        ("accept", None),
        ("", None),
        (None, None),
    ],
)
def test_number_of(label: str | None, number: str | None) -> None:
    """The number of a recommendation's label is read in its usual forms, and from nothing else."""
    assert number_of(label) == number


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("Recommendation 3, key action 1", ("3",)),
        ("Key action 3.1", ("3.1", "3")),
        ("Recommendation 3.2", ("3.2", "3")),
        ("Key action 1", ()),
        ("accept", ()),
    ],
)
def test_answered_numbers(label: str, numbers: tuple[str, ...]) -> None:
    """A response's label tells the recommendation, its own number aside."""
    assert answered_numbers(label) == numbers


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([ASK_1, ASK_2, row("response", "Accepted.", "Recommendation 2")], [(2, 1)]),
        ([ASK_1, ASK_2, row("response", "Accepted.", "Recommendation 1, key action 2")], [(2, 0)]),
        ([ASK_1, ASK_2, row("response", "Hire six auditors by May.", "Key action 1.2")], [(2, 0)]),
        (
            [ASK_1, row("response", "accept", "accept"), row("response", "Hire six.", "Action 1")],
            [(1, 0), (2, 0)],
        ),
        ([ASK_1, row("w", "Audit is weak."), row("response", "Agreed.", "accept")], []),
        ([row("response", "Accepted.", "Recommendation 7"), ASK_1], []),
        ([row("response", "Accepted.", "Recommendation 1"), ASK_1], [(0, 1)]),
        ([ASK_1, ASK_2, row("response", "Accepted.", "Recommendation 2", responds_to=0)], [(2, 0)]),
        ([ASK_1, ASK_2, ASK_1, row("response", "Accepted.", "Recommendation 1")], [(3, 2)]),
    ],
)
def test_within_a_report(rows: list[dict[str, Any]], pairs: list[tuple[int, int]]) -> None:
    """By the layout, then by number, then by what stands before it; a doubtful one points nowhere."""
    links = link([report_of("r", rows, about("Some Body", "2020"))])
    assert [(one.finding, other.finding) for one, other in links.responds_to] == pairs


MATRIX = [
    row("response", "Accepted. Six auditors will be recruited for regional offices.", "Recommendation 1"),
    row("response", "Accepted. Evaluations go online once cleared, within three months.", "Recommendation 2"),
]


def test_across_files() -> None:
    """A response matrix without recommendations of its own answers those of the report it fits."""
    report = report_of("report", [ASK_1, ASK_2], about("Some Body", "2020-01", "Evaluation of oversight"))
    other = report_of(
        "other",
        [row("recommendation", "Grow more seed.", "Recommendation 1"), row("recommendation", "Insure it.", "Recommendation 2")],
        about("Some Body", "2020-03", "Evaluation of seed vaults"),
    )  # fmt: skip
    matrix = report_of(
        "matrix", MATRIX, about("Some Body", "2020-09", "Management response: evaluation of oversight")
    )
    assert link([matrix, other, report]).responds_to == (
        (FindingRef("matrix", 0), FindingRef("report", 0)),
        (FindingRef("matrix", 1), FindingRef("report", 1)),
    )


@pytest.mark.parametrize(
    ("organisation", "published", "title"),
    [
        ("Another Body", "2020-01", "Evaluation of oversight"),
        ("Some Body", "2023-01", "Evaluation of oversight"),
    ],
)
def test_not_across(organisation: str, published: str, title: str) -> None:
    """A response never answers another organisation, nor a report of a later year."""
    report = report_of("report", [ASK_1, ASK_2], about(organisation, published, title))
    matrix = report_of(
        "matrix", MATRIX, about("Some Body", "2020-09", "Management response: evaluation of oversight")
    )
    assert link([report, matrix]).responds_to == ()


def test_its_own_recommendations_come_first() -> None:
    """A matrix that quotes the recommendations answers its own copies, which point at the report's."""
    report = report_of("report", [ASK_1, ASK_2], about("Some Body", "2020-01"))
    matrix = report_of("matrix", [ASK_1, MATRIX[0], ASK_2, MATRIX[1]], about("Some Body", "2020-09"))
    links = link([matrix, report])
    assert [(one, other.document_id) for one, other in links.responds_to] == [
        (FindingRef("matrix", 1), "matrix"),
        (FindingRef("matrix", 3), "matrix"),
    ]
    assert (FindingRef("matrix", 2), FindingRef("report", 1)) in links.same_as


def test_an_answer_in_prose_finds_its_recommendation() -> None:
    """A sentence that names the recommendation it answers is linked, in the same file or another."""
    answer = row("response", "Management accepts recommendation 2.", "accept")
    about_both = about("Some Body", "2020", "Evaluation of the seed fund")
    reports = [report_of("answered", [answer], about_both), report_of("asked", [ASK_1, ASK_2], about_both)]
    assert link(reports).responds_to == ((FindingRef("answered", 0), FindingRef("asked", 1)),)
    alone = report_of("r", [ASK_1, ASK_2, answer], about_both)
    assert link([alone]).responds_to == ((FindingRef("r", 2), FindingRef("r", 1)),)
