"""What find_figures reads in plain strings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.figures import find_figures


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("USD 2.1 billion", Decimal(2_100_000_000), "USD"),
        ("£20m", Decimal(20_000_000), "GBP"),
        ("37.741 USD", Decimal(37_741), "USD"),
    ],
)
def test_money(text: str, value: Decimal, currency: str) -> None:
    """An amount is in whole units of its currency."""
    (figure,) = find_figures(text, context=False)
    assert (figure.kind, figure.value, figure.currency) == ("money", value, currency)
