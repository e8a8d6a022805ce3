"""Lines that are no prose are not judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from segment_documents import doc

from pipeline.segment.notes import is_field, is_label, is_note, is_title
from pipeline.segment.wording import worded_findings


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Source: financial statements. Figures exclude gifts in kind.", True),
        ("Note: not all offices replied.", True),
        ("* Implementation status is tracked online.", True),
        ("Legend: Strong, Adequate, Weak", True),
        ("Highly satisfactory (3.51–4.00); Satisfactory (2.51–3.50)", True),
        ("Noted weaknesses persist.", False),
        ("Key partners value its advice.", False),
        ("Delivery was strong (80–90%) in both phases.", False),
    ],
)
def test_note(text: str, want: bool) -> None:
    """Notes, sources and legends are told by their opening word or by bounds behind each level."""
    assert is_note(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Addressed to: Country Director", True),
        ("Outcome rating: Moderately satisfactory.", True),
        ("Priority: High. Deadline: March 2024.", True),
        ("REPORT 2014/097 · 30 September 2014 · Assignment No. AP2014/683/04", True),
        ("Robust oversight: 96% of audit recommendations were closed.", False),
        ("Decision-making is slow: plans are approved five months late.", False),
    ],
)
def test_field(text: str, want: bool) -> None:
    """A field of a form is a label with its value, not a sentence with a colon."""
    assert is_field(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Effective management of procurement", True),
        ("Operating model and resources support relevance and agility", True),
        ("Working in coherent partnerships", True),
        ("Evaluation remains weak and is poorly funded.", False),
        (
            "The evaluation function remains weak and is poorly funded, and the offices in the field have no "
            "staff of their own who could mend this",
            False,
        ),
    ],
)
def test_title(text: str, want: bool) -> None:
    """A short line without an end mark, or any without a finite verb, is a title."""
    assert is_title(text) == want


def test_lines_that_are_no_prose_give_no_rows() -> None:
    """Among notes, fields and labels only the sentence is a row."""
    document = doc(
        "# Findings",
        "Source: annual report. Figures exclude weak data.",
        "Addressed to: strengthened regional offices.",
        "Effective management of procurement",
        "Procurement is slow.",
    )
    found = worded_findings(document, (), ())
    assert [document.quote(finding.span) for finding in found] == ["Procurement is slow."]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Quality of care", True),
        ("Governance", True),
        ("The Regional Bank", False),
        ("UNAIDS", False),
        ("Gavi", False),
        ("UNICEF", False),
        ("Strategic management:", False),
        ("Evaluation is weak", False),
    ],
)
def test_label(text: str, want: bool) -> None:
    """A bold lead is a label where it is no name, no clause and has no mark behind it."""
    assert is_label(text) == want


def test_label_run_into_a_sentence() -> None:
    """A bold label without a mark belongs to no sentence; a name at its start does."""
    document = doc("# Findings", "Quality of care Training is poorly funded.", "The Bank Group lacks staff.")
    leads = {"Quality": len("Quality of care"), "The": len("The Bank")}
    blocks = tuple(
        replace(b, lead=b.start + leads[word])
        if (word := document.quote(b.span).split()[0]) in leads and b.kind == "paragraph"
        else b
        for b in document.blocks
    )
    document = replace(document, blocks=blocks)
    found = worded_findings(document, (), ())
    assert [document.quote(finding.span) for finding in found] == [
        "Training is poorly funded.",
        "The Bank Group lacks staff.",
    ]
