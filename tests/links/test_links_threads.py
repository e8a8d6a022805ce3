"""Concerns are followed over an organisation's reports."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from linked_reports import GOLD, about, followed, invented, quoted, report_of, row, seed_report

from pipeline.links import link
from pipeline.links.scoring import labelled, score_threads
from pipeline.model import Identity, Report

SEEDS = ("iom-mar-update-2013", "iom-mopan-2023")


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def test_the_seeds_threads_are_found() -> None:
    """Of the threads a person found between the two seeds nine in ten are found with their verdict."""
    reports = [seed_report(SEEDS[0], "2013"), seed_report(SEEDS[1], "2023-10")]
    labels = [labelled(entry) for entry in json.loads((GOLD / "threads.json").read_text(encoding="utf-8"))]
    links = link(reports)
    score = score_threads(followed(links, reports), labels)
    assert share(len(score.found), len(labels)) >= 0.9
    assert share(len(score.spurious), len(links.threads)) <= 0.15


def test_an_undated_report_comes_first() -> None:
    """A report without a date is taken for the oldest, so the seeds' threads are the same."""
    dated = link([seed_report(SEEDS[0], "2013"), seed_report(SEEDS[1], "2023-10")])
    undated = link([seed_report(SEEDS[0], None), seed_report(SEEDS[1], "2023-10")])
    assert undated.threads == dated.threads


@pytest.mark.parametrize(
    ("file", "least", "most_spurious"),
    [
        ("invented.toml", 0.9, 0.15),
        ("reserve.toml", 0.8, 0.2),
        ("plain.toml", 0.7, 0.25),
        ("fresh.toml", 0.7, 0.25),
        ("reworded.toml", 0.75, 0.2),
    ],
)
def test_invented_organisations(file: str, least: float, most_spurious: float) -> None:
    """Reports of organisations that do not exist give the threads a reader would follow."""
    labels = found = ours = spurious = 0
    for case in invented(file):
        threads = followed(link(case.reports), case.reports)
        score = score_threads(threads, case.labels)
        labels += len(case.labels)
        found += len(score.found)
        ours += len(threads)
        spurious += len(score.spurious)
    assert share(found, labels) >= least
    assert share(spurious, ours) <= most_spurious


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ([("w", "Evaluation is weak.")], [("w", "The evaluation function is not independent.")], "persisting"),
        ([("priority", "Improve evaluation policy.")], [("recommendation", "Fund the evaluation function.")], "persisting"),
        ([("progress", "An evaluation policy was adopted.")], [("w", "Evaluation coverage is poor.")], "persisting"),
        ([("w", "Evaluation is weak.")], [("planned", "An evaluation policy is due in 2024.")], "persisting"),
        (
            [("w", "Evaluation is weak.")],
            [("progress", "An evaluation policy was adopted."), ("w", "Evaluation coverage is poor.")],
            "progressing",
        ),
        (
            [("w", "Evaluation is weak.")],
            [("w", "The evaluation function, although significantly improved, is not independent.")],
            "progressing",
        ),
        ([("w", "Evaluation is weak.")], [("progress", "An evaluation policy was adopted.")], "resolved"),
        ([("w", "Evaluation is weak.")], [("s", "The evaluation function is highly regarded.")], "resolved"),
        ([("s", "Strong partnerships.")], [("w", "The evaluation function is weak.")], "new"),
        ([("s", "The evaluation function is sound.")], [("w", "The evaluation function is weak.")], "new"),
        ([("w", "Evaluation is weak.")], [("s", "Strong partnerships.")], None),
        ([("s", "The evaluation function is sound.")], [("s", "The evaluation function is strong.")], None),
        ([("s", "Strong partnerships.")], [("progress", "An evaluation policy was adopted.")], None),
        ([("s", "Strong partnerships.")], [("planned", "An evaluation policy is due in 2024.")], None),
        ([("w", "Evaluation is weak.")], [("response", "We will strengthen the evaluation function.")], None),
    ],
)  # fmt: skip
def test_verdicts(earlier: list[tuple[str, str]], later: list[tuple[str, str]], verdict: str | None) -> None:
    """What is asked for or weak, then done, half done or still weak, gives the verdict."""
    reports = [
        report_of("first", [row(*line) for line in earlier], about("Some Body", "2013")),
        report_of("second", [row(*line) for line in later], about("Some Body", "2023-10")),
    ]
    verdicts = [thread.verdict for thread in link(reports).threads if thread.concern == "Evaluation"]
    assert verdicts == ([verdict] if verdict else [])


def three(*lines: tuple[str, str] | None) -> list[Report]:
    """Reports of 2011, 2016 and 2021 with one finding each, or none; all praise partnerships."""
    return [
        report_of(
            f"r-{year}",
            [row("s", "Strong partnerships."), *([row(*line)] if line else [])],
            about("Some Body", year),
        )
        for year, line in zip(("2011", "2016", "2021"), lines, strict=True)
    ]


WEAK = ("w", "Evaluation is weak.")
DONE = ("progress", "An evaluation policy was adopted.")


@pytest.mark.parametrize(
    ("lines", "verdict", "members"),
    [
        ((WEAK, DONE, WEAK), "persisting", 3),
        ((WEAK, WEAK, DONE), "resolved", 3),
        ((WEAK, None, DONE), "resolved", 2),
        ((WEAK, DONE, None), "resolved", 2),
        ((None, WEAK, None), "new", 1),
        ((None, None, WEAK), "new", 1),
        ((WEAK, None, None), None, 0),
    ],
)
def test_more_than_two_reports(
    lines: tuple[tuple[str, str] | None, ...], verdict: str | None, members: int
) -> None:
    """The verdict is that of the latest report which speaks of the concern."""
    threads = [thread for thread in link(three(*lines)).threads if thread.concern == "Evaluation"]
    assert [(thread.verdict, len(thread.members)) for thread in threads] == (
        [(verdict, members)] if verdict else []
    )


def test_one_report_has_no_threads() -> None:
    """Nothing can be followed in one report, nor in two of one year."""
    weak = [row(*WEAK)]
    reports = [
        report_of("a", weak, about("Some Body", "2013-01")),
        report_of("b", weak, about("Some Body", "2013-09")),
    ]
    assert link(reports[:1]).threads == ()
    assert link(reports).threads == ()


def test_names_of_one_organisation_come_together() -> None:
    """An acronym, a French name and the full name are one organisation, called by its full name."""
    names = (
        Identity(organisation_acronym="WFP", published="2011"),
        Identity(organisation="Programme alimentaire mondial", published="2015"),
        Identity(organisation="World Food Programme", organisation_acronym="WFP", published="2020"),
    )
    reports = [report_of(f"r{n}", [row(*WEAK)], name) for n, name in enumerate(names)]
    (thread,) = link(reports).threads
    assert thread.organisation == "World Food Programme"
    assert [ref.document_id for ref, _ in thread.members] == ["r0", "r1", "r2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (about("World Health Organization", "2011"), about("World Food Programme", "2021")),
        (about("Some Body", "2011"), about("Another Body", "2021")),
        (about(None, "2011"), about(None, "2021")),
    ],
)
def test_no_thread_joins_two_organisations(one: Identity, other: Identity) -> None:
    """Reports of different organisations, or of none that is told, are never linked."""
    line = row(
        "recommendation",
        "Establish an evaluation policy that covers all country offices.",
        "Recommendation 1",
    )
    links = link([report_of("a", [line], one), report_of("b", [line], other)])
    assert links.threads == ()
    assert links.same_as == ()
    assert links.responds_to == ()


def test_a_quoted_recommendation_is_no_news() -> None:
    """A response matrix of the next year that quotes the report's recommendation opens no thread."""
    asked = row(
        "recommendation", "Fund the evaluation office with a fixed share of spending.", "Recommendation 1"
    )
    reports = [
        report_of("report", [asked], about("Some Body", "2020-11")),
        report_of("matrix", [asked, row("response", "Accepted.", "accept")], about("Some Body", "2021-02")),
    ]
    links = link(reports)
    assert links.threads == ()
    assert len(links.same_as) == len(links.responds_to) == 1


def test_an_unknown_organisation_is_followed_by_its_own_name() -> None:
    """A body the registry does not know is followed all the same, however its name is set."""
    reports = [
        report_of("a", [row(*WEAK)], about("Agency for Some Thing", "2011")),
        report_of("b", [row(*WEAK)], about("AGENCY FOR SOME THING", "2021")),
    ]
    assert [thread.verdict for thread in link(reports).threads] == ["persisting"]


def test_a_concern_without_a_name_is_followed_by_its_words() -> None:
    """Findings that share their telling words are one thread though no known concern fits."""
    reports = [
        report_of("a", [row("w", "The seed vaults in three regions are not insured.", theme=["risk_and_control"])], about("Some Body", "2011")),
        report_of("b", [row("s", "All seed vaults are insured."), row("s", "Good canteens.")], about("Some Body", "2021")),
    ]  # fmt: skip
    (thread,) = link(reports).threads
    assert (thread.verdict, thread.theme) == ("resolved", "risk_and_control")
    assert {"seed", "vaults"} <= set(thread.concern.lower().split())


def test_half_a_sentence_is_understood_by_its_beginning() -> None:
    """A half that says "which" or "them" belongs to what its sentence speaks of."""
    text = "Partnerships are good. It supports the evaluation function, which does not yet meet standards."
    half = row("w", "which does not yet meet standards.", start=text.index("which"))
    reports = [
        report_of("a", [row(*WEAK)], about("Some Body", "2011")),
        report_of("b", [half], about("Some Body", "2021"), text),
    ]
    (thread,) = link(reports).threads
    assert (thread.concern, thread.verdict) == ("Evaluation", "persisting")


def test_similarity_sorts() -> None:
    """Members carry how like they are to other years: near-equal words nearly 1, mere relatives less."""
    reports = [
        report_of("a", [row("w", "Evaluation remains weak and underfunded.")], about("Some Body", "2011")),
        report_of(
            "b",
            [
                row("w", "Evaluation remains weak and underfunded!"),
                row("w", "The evaluation office lacks independence."),
            ],
            about("Some Body", "2021"),
        ),
    ]
    (thread,) = link(reports).threads
    by_text = {quoted(reports, ref): similarity for ref, similarity in thread.members}
    assert by_text["Evaluation remains weak and underfunded!"] == Decimal("1.0")
    assert Decimal(0) < by_text["The evaluation office lacks independence."] < Decimal("0.9")


def test_a_long_report_gives_a_readable_thread() -> None:
    """At most a dozen findings of one year stand in a thread, the likest ones."""
    many = [row("w", f"The evaluation office in region {n} lacks staff.") for n in range(40)]
    same = row("w", "The evaluation policy is out of date.")
    reports = [
        report_of("a", [same], about("Some Body", "2011")),
        report_of("b", [*many, same], about("Some Body", "2021")),
    ]
    (thread,) = [thread for thread in link(reports).threads if thread.concern == "Evaluation"]
    texts = [quoted(reports, ref) for ref, _ in thread.members]
    assert len(texts) == 13
    assert texts.count(same["text"]) == 2
