"""What always holds of links, whatever the reports."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st
from linked_reports import about, report_of, row

from pipeline.links import link
from pipeline.links.concerns import concerns_of
from pipeline.links.wording import plain, stem, weights_of, words_of
from pipeline.model import Links, Report

SENTENCES = (
    "Evaluation remains weak and underfunded.",
    "The evaluation policy was revised.",
    "Most funding is earmarked.",
    "The Fund has strengthened its internal controls.",
    "Recruitment in country offices is slow.",
    "Gender equality is well reflected in all programmes.",
    "Management accepts the recommendation and will act by May.",
    "The seed vaults in three regions are not insured.",
    "Set aside a fixed share of expenditure for evaluation.",
)
KINDS = ("w", "s", "priority", "recommendation", "progress", "planned", "response")
LINES = st.builds(
    row,
    st.sampled_from(KINDS),
    st.sampled_from(SENTENCES) | st.text(min_size=1, max_size=40),
    st.sampled_from(
        [None, "Recommendation 1", "Recommendation 2", "Recommendation 2, key action 1", "accept"]
    ),
)
ORGANISATIONS = st.sampled_from(["WFP", "World Food Programme", "Some Body", None])
DATES = st.sampled_from([None, "2011", "2013-05", "2023-10-02"])


@st.composite
def batches(draw: st.DrawFn) -> tuple[Report, ...]:
    """A few reports of a few organisations, dated or not."""
    count = draw(st.integers(1, 4))
    return tuple(
        report_of(
            f"r{number}",
            draw(st.lists(LINES, min_size=0, max_size=6)),
            about(
                draw(ORGANISATIONS),
                draw(DATES),
                draw(st.sampled_from([None, "Review", "Evaluation of seed"])),
            ),
        )
        for number in range(count)
    )


@settings(max_examples=60, deadline=None)
@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_reports_makes_no_difference(batch: tuple[Report, ...], random: object) -> None:
    """The same reports in any order give the same links."""
    shuffled = list(batch)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link(shuffled) == link(batch)


@settings(max_examples=60, deadline=None)
@given(batches())
def test_links_are_sound(batch: tuple[Report, ...]) -> None:
    """Every link joins two findings that exist, of one organisation or one report, of a fitting kind."""
    links = link(batch)
    findings = {
        (report.document.document_id, number): (report, finding)
        for report in batch
        for number, finding in enumerate(report.segmentation.findings)
    }
    for one, other in links.same_as + links.responds_to:
        assert one != other
        (mine, _), (theirs, pointed) = findings[one], findings[other]
        assert mine is theirs or mine.segmentation.identity.organisation is not None
        assert (pointed.stage == "recommendation") or (one, other) in links.same_as
    assert len({one for one, _ in links.same_as}) == len(links.same_as)
    assert len({one for one, _ in links.responds_to}) == len(links.responds_to)
    for thread in links.threads:
        refs = [ref for ref, _ in thread.members]
        assert len(set(refs)) == len(refs)
        assert all(ref in findings and 0 <= similarity <= 1 for ref, similarity in thread.members)
        assert (len({findings[ref][0].segmentation.identity.published for ref in refs}) > 1) or (
            thread.verdict == "new"
        )
    names = [(thread.organisation, thread.theme, thread.concern) for thread in links.threads]
    assert len(set(names)) == len(names)


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_words_are_read(text: str, context: str) -> None:
    """No text makes the reading of words fail; weights and shares stay between 0 and 1."""
    assert all(0 < share <= 1 for share in concerns_of(text, context).values())
    assert all(0 < weight <= 1 for weight in weights_of(text).values())
    assert all(stem(word) for word in words_of(text))
    assert plain(plain(text)) == plain(text)


def test_no_reports() -> None:
    """Nothing gives nothing."""
    assert link(()) == Links()


def test_a_thousand_findings_are_linked_quickly() -> None:
    """Ten reports of a hundred findings each take seconds, repeated words and page-long items included."""
    reports = []
    for year in range(2010, 2020):
        lines = [
            row(
                KINDS[n % 5],
                f"{SENTENCES[n % 9]} Region {n} of the {year} plan {'risk ' * (n % 50)}management.",
            )
            for n in range(99)
        ]
        reports.append(
            report_of(
                f"r-{year}", [*lines, row("w", "internal control " * 3000)], about("Some Body", str(year))
            )
        )
    before = time.process_time()
    links = link(reports)
    assert links.threads
    assert time.process_time() - before < 20
