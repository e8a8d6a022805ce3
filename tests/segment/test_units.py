"""The units findings are made of."""

from __future__ import annotations

import pytest
from segment_documents import doc, grid

from pipeline.model import Span
from pipeline.segment.units import enumerated, flow, units


def texts(*lines: str) -> list[str]:
    document = doc(*lines)
    return [" ".join(document.text[unit.start : unit.end].split()) for unit in units(document.blocks)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("- one", "- two"), ["one", "two"]),
        (("- one", "  - a", "  - b", "- two"), ["one - a - b", "two"]),
        (("  - a", "  - b", "- one"), ["a", "b", "one"]),
        (("A paragraph.", "- one", "Another.", "- two"), ["A paragraph.", "one", "Another.", "two"]),
        (("1. one", "  a) x", "    - deep", "2. two"), ["one a) x - deep", "two"]),
    ],
)
def test_units(lines: tuple[str, ...], expected: list[str]) -> None:
    """An item holds what is nested in it; paragraphs stand alone."""
    assert texts(*lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "(a) strong partners; (b) good data; and (c) wide reach.",
            ["strong partners", "good data", "wide reach."],
        ),
        ("(i) plans, (ii) staff", ["plans", "staff"]),
        ("plans; staff; and money.", ["plans", "staff", "money."]),
        ("plans and staff", []),
        ("plans; staff", []),
    ],
)
def test_enumerated(text: str, expected: list[str]) -> None:
    """A list told in running text gives its items, without the marks and the "and" between them."""
    document = doc(text)
    assert [document.quote(span) for span in enumerated(document, Span(0, len(text)))] == expected


def test_flow() -> None:
    """A table of one column is running text; a real table keeps its place as one block."""
    document = doc("one", grid("two//three", headers=0), grid("a|b", "c|d"), "four")
    assert [block.kind for block in flow(document)] == [
        "paragraph",
        "paragraph",
        "paragraph",
        "table",
        "paragraph",
    ]
