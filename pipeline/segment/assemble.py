"""Declared and worded findings as one ordered list, each in its section, with component and themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Finding, Identity, Section, Span
from pipeline.segment.components import component_mentioned, component_named
from pipeline.segment.draft import Declared, Reading
from pipeline.segment.outline import Outline
from pipeline.segment.rated import rating_lines
from pipeline.segment.themes import themes_of
from pipeline.segment.wording import worded_findings


def assembled(
    reading: Reading, headless: Sequence[Span], found: Declared, who: Identity
) -> tuple[tuple[Section, ...], tuple[Finding, ...]]:
    """The sections and all findings of a document.

    What was read as a heading inside `headless` (a scattered table, a cover) is no section.
    """
    outline = _without(reading.outline, headless)
    sections = outline.sections
    # all stands under the title; only the title itself is silent
    spoken = tuple(replace(s, kind=None) if s.kind == "title" else s for s in sections)
    worded = worded_findings(
        reading.document, spoken, (*found.taken, *rating_lines(reading)), reading.profile, who
    )
    declared = [replace(d.finding, section=outline.section_at(d.finding.start)) for d in found.drafts]
    every = sorted([*declared, *worded], key=lambda f: (f.start, f.end))
    places = {finding.span: index for index, finding in enumerate(every)}
    answers = {draft.finding.span: draft.answers for draft in found.drafts if draft.answers is not None}
    return sections, tuple(_finished(reading, sections, finding, places, answers) for finding in every)


def _finished(
    reading: Reading,
    sections: Sequence[Section],
    finding: Finding,
    places: dict[Span, int],
    answers: dict[Span, Span],
) -> Finding:
    document, profile = reading.document, reading.profile
    text = document.quote(finding.span)
    component = finding.component or component_mentioned(text, profile)
    above: list[str] = []
    section = finding.section
    while section is not None:
        above.append(document.quote(Span(sections[section].start, sections[section].end)))
        section = sections[section].parent
    component = component or next((name for head in above if (name := component_named(head, profile))), None)
    themes = (
        finding.themes
        if finding.basis == "wording" and finding.themes and not component
        else themes_of(text, component, above[0] if above else None)
    )
    answered = answers.get(finding.span)
    return replace(
        finding,
        component=component,
        themes=themes,
        responds_to=places.get(answered) if answered is not None else None,
    )


def _without(outline: Outline, spans: Sequence[Span]) -> Outline:
    """The outline without headings that stand inside these spans."""
    inside = [any(span.start <= s.start < span.end for span in spans) for s in outline.sections]
    if not any(inside):
        return outline
    kept = [index for index, dropped in enumerate(inside) if not dropped]
    number = {old: new for new, old in enumerate(kept)}
    sections = tuple(
        replace(outline.sections[i], parent=_kept(outline, outline.sections[i].parent, number)) for i in kept
    )
    ends = {number[i]: _end(outline, i, number) for i in kept}
    return Outline(
        tuple(replace(s, body_end=ends[i]) for i, s in enumerate(sections)),
        tuple(outline.rules[i] for i in kept),
    )


def _kept(outline: Outline, parent: int | None, number: dict[int, int]) -> int | None:
    while parent is not None and parent not in number:
        parent = outline.sections[parent].parent
    return None if parent is None else number[parent]


def _end(outline: Outline, index: int, number: dict[int, int]) -> int:
    """Where a section ends once the headings that are none no longer end it."""
    own = outline.sections[index]
    later = (
        outline.sections[i].start
        for i in sorted(number)
        if outline.sections[i].start > own.start and outline.sections[i].level <= own.level
    )
    return next(later, max(s.body_end for s in outline.sections))
