"""Findings judged by their own words, in documents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from segment_documents import doc, grid

from pipeline.model import Document, Finding, Identity, Section, Span
from pipeline.segment.wording import overrule, worded_findings

WEAK = "Evaluation remains weak and under-resourced."
STRONG = "The agency has a strong track record in emergencies."
NEUTRAL = "The agency was founded in 1961."


def sections_of(document: Document, *kinds: str | None) -> tuple[Section, ...]:
    """One section a heading, of these kinds in turn."""
    heads = [block for block in document.blocks if block.kind == "heading"]
    ends = [head.start for head in heads[1:]] + [len(document.text)]
    return tuple(
        Section(head.start, head.end, end, head.level, kind)
        for head, end, kind in zip(heads, ends, kinds, strict=True)
    )


def worded(document: Document, *kinds: str | None, taken: tuple[Span, ...] = ()) -> tuple[Finding, ...]:
    return worded_findings(document, sections_of(document, *kinds), taken, None, Identity())


def rows(document: Document, findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.stage or finding.kind, document.quote(finding.span)) for finding in findings]


def test_sentences_of_narrative() -> None:
    """Each sentence that says something is a row, verbatim, with basis, rule, confidence and themes."""
    document = doc("# Findings", f"{NEUTRAL} {WEAK} {STRONG}")
    found = worded(document, "findings")
    assert rows(document, found) == [("weakness", WEAK), ("strength", STRONG)]
    assert {finding.basis for finding in found} == {"wording"}
    assert all(0 < finding.confidence < 1 and finding.rule for finding in found)
    assert found[0].themes[0] == "evaluation_and_learning"
    assert found[0].section == 0


def test_halves_of_a_contrast_are_rows() -> None:
    """A sentence that turns gives two rows, the turning word in neither."""
    document = doc("# Findings", "Audit is rigorous, but follow-up is slow.")
    assert rows(document, worded(document, None)) == [
        ("strength", "Audit is rigorous"),
        ("weakness", "follow-up is slow."),
    ]


@pytest.mark.parametrize("kind", ["method", "about", "contents", "annex", "references"])
def test_silent_sections(kind: str) -> None:
    """Where a report describes its method, itself or its sources, nothing is a finding."""
    document = doc("# A heading", WEAK, "# Findings", WEAK)
    assert len(worded(document, kind, "findings")) == 1


def test_paragraphs_among_ratings_are_judged_where_plain() -> None:
    """What is plainly said beside ratings is a finding, what is not so sure is none."""
    unsure = (
        "Members are mostly satisfied with the pace at which boats are built, painted and sent to the islands "
        "of the north, and with the way in which the Board tells them of the plans that it has made for them."
    )
    assert len(worded(doc("# Findings", unsure), "findings")) == 1
    document = doc("# Scores", WEAK, unsure, "# Findings", STRONG)
    assert [row[1] for row in rows(document, worded(document, "ratings", "findings"))] == [WEAK, STRONG]


def test_lessons_are_judged() -> None:
    """What stands under "Lesson learned" is judged by its words."""
    document = doc("# Lesson learned:", WEAK, "# Findings", STRONG)
    assert len(worded(document, "lessons", "findings")) == 2


def test_silent_section_reaches_what_stands_under_it() -> None:
    """A subsection of a method section is silent too."""
    document = doc("# Method", "## Limits", WEAK)
    outer, inner = sections_of(document, "method", None)
    sections = (replace(outer, body_end=len(document.text)), replace(inner, parent=0))
    assert worded_findings(document, sections, (), None, Identity()) == ()


def test_heading_in_a_box_governs_the_box_only() -> None:
    """Text that goes on beside a box is not of the box's section."""
    document = doc("# Method", WEAK, STRONG)
    boxed = tuple(replace(b, panel=1) if i < 2 else b for i, b in enumerate(document.blocks))
    document = replace(document, blocks=boxed)
    assert rows(document, worded(document, "method")) == [("strength", STRONG)]


def test_taken_sentences_are_left() -> None:
    """A sentence that touches a declared finding or a lead-in is not judged again."""
    document = doc("# Findings", f"{WEAK} {STRONG}")
    at = document.text.index(WEAK)
    assert rows(document, worded(document, None, taken=(Span(at + 3, at + 9),))) == [("strength", STRONG)]


@pytest.mark.parametrize(
    "text",
    [
        "They are: good (60–80 points), poor (20–40 points) and very poor (0–20 points).",
        "(1) Little progress = Few steps have been taken; (2) Some progress = Steps have been taken.",
    ],
)
def test_gloss_is_no_finding(text: str) -> None:
    """A sentence that says what grades or signs stand for judges nobody."""
    assert worded(doc("# Findings", text), None) == ()


def test_lead_in_is_no_finding() -> None:
    """A sentence that only leads to a list says nothing itself."""
    document = doc("# Findings", "The review highlighted several serious weaknesses:")
    assert worded(document, None) == ()


@pytest.mark.parametrize(
    ("lead", "count"),
    [
        ("The specific objectives of the project were:", 0),
        ("The evaluation asked the following questions:", 0),
        ("The following activities were carried out:", 0),
        ("Weak planning of activities had several effects:", 2),
        ("In the field:", 2),
    ],
)
def test_list_of_aims(lead: str, count: int) -> None:
    """What a lead-in calls aims, questions or activities asks nothing of the organisation."""
    document = doc("# Findings", lead, "- Strengthen the audit function.", "- Improve access to safe water.")
    assert len(worded(document, None)) == count


def test_list_items_and_cells() -> None:
    """Loose list items and sentences in cells are judged; short cells and heads are not."""
    document = doc(
        "# Findings",
        f"- {WEAK}",
        grid("Area | Remarks", f"Good | {STRONG}"),
    )
    assert rows(document, worded(document, None)) == [("weakness", WEAK), ("strength", STRONG)]


def test_short_sentences_in_cells() -> None:
    """A short cell is read as prose where it ends as sentences do, and not where it is a label."""
    document = doc(
        "# Findings", grid("Area | Remarks", "Strong support | Audit is weak. Gender was overlooked.")
    )
    assert rows(document, worded(document, None)) == [
        ("weakness", "Audit is weak."),
        ("weakness", "Gender was overlooked."),
    ]


@pytest.mark.parametrize(("of_document", "of_block"), [("fr", None), ("en", "fr")])
def test_other_languages_are_left(of_document: str, of_block: str | None) -> None:
    """The lexicon is English: what is not English is not judged."""
    document = doc("# Findings", WEAK, language=of_document)
    document = replace(document, blocks=tuple(replace(b, language=of_block) for b in document.blocks))
    assert worded(document, None) == ()


def test_words_guessed_from_a_picture_are_less_sure() -> None:
    """A row from optical character recognition carries less confidence."""
    document = doc("# Findings", WEAK)
    scanned = replace(document, blocks=tuple(replace(b, source="ocr") for b in document.blocks))
    assert worded(scanned, None)[0].confidence < worded(document, None)[0].confidence


def test_what_the_assessor_does() -> None:
    """The assessor's own doings are no findings; what it notes of the organisation is."""
    document = doc(
        "# Findings",
        "Acme provided strong support to the agency. Acme notes that the agency lacks a strategy.",
    )
    found = worded_findings(document, (), (), None, Identity(assessor="Acme"))
    assert rows(document, found) == [("weakness", "Acme notes that the agency lacks a strategy.")]


def test_company() -> None:
    """A sentence among description is less sure than one among findings, and faint praise goes."""
    plain, other = "The office reports to the board.", "Its staff are in Accra."
    faint = "The fund provides support to farmers and their families in seven provinces of the country."
    alone = worded(doc("# Findings", STRONG), None)[0]
    among = worded(doc("# Findings", f"{WEAK} {STRONG} {WEAK}"), None)[1]
    described = doc("# Findings", f"{plain} {STRONG} {other}")
    assert among.confidence > alone.confidence > worded(described, None)[0].confidence
    assert worded(doc("# Findings", f"{plain} {faint} {other}"), None) == ()


def test_line_breaks_inside_a_sentence() -> None:
    """A sentence over several lines is judged as one and read back verbatim."""
    document = doc("# Findings", "Evaluation remains\nweak, but audit\nis rigorous.")
    assert rows(document, worded(document, None)) == [
        ("weakness", "Evaluation remains weak"),
        ("strength", "audit is rigorous."),
    ]


def test_many_sentences() -> None:
    """A long section costs in proportion to its length and loses nothing."""
    document = doc("# Findings", " ".join([WEAK] * 1000))
    assert len(worded(document, None)) == 1000


@pytest.mark.parametrize(
    ("text", "kind", "stage", "want"),
    [
        ("Evaluation remains weak and under-resourced", "reform", "progress", "weakness"),
        ("There is strong leadership from headquarters.", "reform", "progress", "strength"),
        ("Steps have been taken to improve monitoring.", "reform", "progress", None),
        ("Performance monitoring is in place.", "reform", "progress", None),
        ("Little has been done to control travel costs.", "reform", "progress", "weakness"),
        ("There has been little change in the way costs are tracked.", "reform", "progress", "weakness"),
        ("Limited progress has been made on gender.", "reform", "progress", "weakness"),
        ("No progress has been made.", "reform", "progress", "weakness"),
        ("Progress has been slow.", "reform", "progress", "weakness"),
        ("Nothing has changed at country level.", "reform", "progress", "weakness"),
        ("Results are reported mostly as outputs.", "reform", "progress", "weakness"),
        ("Some progress has been made on transparency.", "reform", "progress", None),
        ("A procurement service has been moved to the region.", "reform", "progress", None),
        ("The new policy allows tailored support for ten countries.", "reform", "progress", None),
        ("However, evidence of long-term impact is limited.", "strength", None, "weakness"),
        ("It has introduced a new handbook.", "strength", None, None),
        ("Rolling out a new system, due in 2024.", "reform", "recommendation", "planned"),
        ("A single code of conduct should be adopted.", "reform", "recommendation", None),
        ("Further strengthening of the audit function.", "weakness", None, None),
        ("Strong leadership in the field.", "weakness", None, None),
        ("The agency was founded in 1961.", "strength", None, None),
    ],
)
def test_overrule(text: str, kind: str, stage: str | None, want: str | None) -> None:
    """Plain words overrule what a heading or column declares; lesser differences do not."""
    document = doc(text)
    judgement = overrule(document, Span(0, len(document.text)), kind, stage)  # type: ignore[arg-type]
    assert (judgement and (judgement.stage or judgement.kind)) == want
