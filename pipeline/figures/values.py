"""Decimals as people write them."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal) -> Decimal:
    """The same value without needless zeros and without an exponent: 2100000000, 0.3333."""
    whole = value.to_integral_value()
    if value == whole:
        return Decimal(int(whole))
    return value.normalize()
