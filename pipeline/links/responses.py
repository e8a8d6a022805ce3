"""Management's responses and key actions, and the recommendations they answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.links.labels import answered_numbers, number_of
from pipeline.links.likeness import likeness
from pipeline.links.subjects import Subject
from pipeline.model import FindingRef

Link = tuple[FindingRef, FindingRef]
ENOUGH = 0.3  # likeness of titles, plus twice that of texts, by which two files belong together
COVERED = 0.8  # share of the answered numbers that a report's recommendations must have


def answers_within(subjects: Sequence[Subject]) -> tuple[Link, ...]:
    """What each response of one report (its findings in order) answers, where the report has it."""
    links = []
    for place, subject in enumerate(subjects):
        if subject.finding.stage == "response":
            asked = _asked(subjects, place)
            if asked is not None:
                links.append((subject.ref, asked))
    return tuple(links)


def _asked(subjects: Sequence[Subject], place: int) -> FindingRef | None:
    """What the layout says; else the same number, the one printed before it first; else what it follows."""
    subject = subjects[place]
    if subject.finding.responds_to is not None:
        return FindingRef(subject.ref.document_id, subject.finding.responds_to)
    numbers = answered_numbers(subject.finding.label, subject.text)
    for number in numbers:
        found = [n for n, other in enumerate(subjects) if _recommends(other, number)]
        if found:
            return subjects[max((n for n in found if n < place), default=found[0])].ref
    if numbers:
        return None
    for before in reversed(subjects[:place]):
        if before.finding.stage == "recommendation":
            return before.ref
        if before.finding.stage != "response":
            return None
    return None


def _recommends(subject: Subject, number: str) -> bool:
    return subject.finding.stage == "recommendation" and number_of(subject.finding.label) == number


def answers_across(
    reports: Sequence[Sequence[Subject]], answered: Mapping[FindingRef, FindingRef], titles: Mapping[str, str]
) -> tuple[Link, ...]:
    """What responses answer in another report of the same organisation, where their own has nothing.

    `reports` are one organisation's, oldest first; `titles` tells words of a report's title.
    """
    links: list[Link] = []
    for responses in reports:
        open_ones = [
            (subject, numbers)
            for subject in responses
            if subject.finding.stage == "response"
            and subject.ref not in answered
            and (numbers := answered_numbers(subject.finding.label, subject.text))
        ]
        if open_ones:
            links.extend(_answered_elsewhere(open_ones, responses, reports, titles))
    return tuple(links)


def _answered_elsewhere(
    open_ones: Sequence[tuple[Subject, tuple[str, ...]]],
    responses: Sequence[Subject],
    reports: Sequence[Sequence[Subject]],
    titles: Mapping[str, str],
) -> Iterator[Link]:
    """Links to the one report whose recommendations these responses fit best."""
    best, best_fit = {}, 0.0
    for report in reports:
        asked = _numbered(report)
        if report is responses or not _covers(asked, open_ones) or _too_late(report, responses):
            continue
        fit = _title_likeness(titles, responses, report) + 2 * _text_likeness(open_ones, asked)
        if fit > best_fit:
            best, best_fit = asked, fit
    if best_fit >= ENOUGH:
        for subject, numbers in open_ones:
            found = next((best[number] for number in numbers if number in best), None)
            if found is not None:
                yield subject.ref, found.ref


def _numbered(report: Sequence[Subject]) -> dict[str, Subject]:
    """A report's recommendations by number; of several, the fullest."""
    asked: dict[str, Subject] = {}
    for subject in report:
        number = number_of(subject.finding.label)
        if subject.finding.stage != "recommendation" or number is None:
            continue
        if number not in asked or len(subject.text) > len(asked[number].text):
            asked[number] = subject
    return asked


def _covers(asked: Mapping[str, Subject], open_ones: Sequence[tuple[Subject, tuple[str, ...]]]) -> bool:
    met = sum(1 for _, numbers in open_ones if any(number in asked for number in numbers))
    return met >= COVERED * len(open_ones)


def _too_late(report: Sequence[Subject], responses: Sequence[Subject]) -> bool:
    """Whether the report is from a later year than the response; unknown dates are no reason."""
    asked, answered = report[0].year, responses[0].year
    return bool(asked and answered) and asked > answered


def _title_likeness(
    titles: Mapping[str, str], responses: Sequence[Subject], report: Sequence[Subject]
) -> float:
    one, other = (set(titles.get(found[0].ref.document_id, "").split()) for found in (responses, report))
    return len(one & other) / min(len(one), len(other)) if min(len(one), len(other)) > 1 else 0.0


def _text_likeness(
    open_ones: Sequence[tuple[Subject, tuple[str, ...]]], asked: Mapping[str, Subject]
) -> float:
    """How alike responses and the recommendations of their numbers are, on average."""
    shares = []
    for subject, numbers in open_ones:
        found = next((asked[number] for number in numbers if number in asked), None)
        if found is not None and len(subject.weights) > 2:
            shares.append(float(likeness((subject, found), 0.0).against_all(0)[1]))
    return sum(shares) / len(shares) if shares else 0.0
