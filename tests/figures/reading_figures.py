"""How the tests of figures write down what they expect."""

from __future__ import annotations

from decimal import Decimal

from pipeline.figures import find_figures
from pipeline.model import Figure


def told(text: str, *, context: bool = False) -> str:
    """The figures of a text as "text | kind | value | unit", joined by "; "."""
    return "; ".join(line(text, figure) for figure in find_figures(text, context=context))


def line(text: str, figure: Figure) -> str:
    """One figure: its text, kind, value (a range as low..high, a score as point/scale), unit."""
    value = number(figure.value)
    if figure.value_max is not None:
        value += f"..{number(figure.value_max)}"
    if figure.scale_max is not None:
        value += f"/{number(figure.scale_max)}"
    unit = figure.currency or figure.unit or "-"
    shown = " ".join(text[figure.start : figure.end].split())
    return f"{shown} | {figure.kind} | {value} | {unit}"


def number(value: Decimal) -> str:
    """A value as figures.csv prints it."""
    return format(value, "f")
