"""What ties findings together: the same said twice, a response to its recommendation, a concern
followed over an organisation's reports. Offline, and the same whatever the order of the reports."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.links.across import same_across
from pipeline.links.responses import answers_across, answers_within
from pipeline.links.same import by_report, same_within
from pipeline.links.subjects import Subject, subjects_of
from pipeline.links.threads import threads_of
from pipeline.links.wording import plain
from pipeline.model import FindingRef, Links, Report, Thread


def link(reports: Sequence[Report]) -> Links:
    """The links of all findings; reports without an organisation are linked only within themselves."""
    subjects = subjects_of(reports)
    titles = {
        report.document.document_id: plain(report.segmentation.identity.title or "") for report in reports
    }
    same: list[tuple[FindingRef, FindingRef]] = []
    answers: list[tuple[FindingRef, FindingRef]] = []
    for report in by_report(subjects):
        same.extend(same_within(report))
        answers.extend(answers_within(report))
    threads: list[Thread] = []
    for findings in _by_organisation(subjects):
        own = tuple(by_report(findings))
        again = same_across(own, frozenset(ref for ref, _ in same))
        same.extend(again)
        answers.extend(answers_across(own, dict(answers), titles))
        copies = {ref for ref, _ in again}  # a matrix of 2021 that quotes 2020 says nothing of 2021
        threads.extend(threads_of([subject for subject in findings if subject.ref not in copies]))
    return Links(tuple(sorted(same)), tuple(sorted(answers)), tuple(threads))


def _by_organisation(subjects: Sequence[Subject]) -> list[tuple[Subject, ...]]:
    """The findings of each organisation that is told, oldest first, by the organisation's name."""
    names: dict[str, list[Subject]] = {}
    for subject in subjects:
        if subject.organisation is not None:
            names.setdefault(plain(subject.organisation), []).append(subject)
    return [tuple(names[name]) for name in sorted(names)]
