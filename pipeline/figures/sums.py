"""Parts that do not add up to the total a report prints beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.figures.rows import Rows
from pipeline.model import Document, Figure
from pipeline.problems import Problem

_TOTAL = re.compile(r"^\W*(?:grand\s+|sub-?\s?|overall\s+)?(?:totals?|sum|all)\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^\W*sub-?\s?total", re.IGNORECASE)


def sums_that_fail(document: Document, figures: Sequence[Figure]) -> tuple[Problem, ...]:
    """A warning for every column and row of a table whose printed total is not the sum of its parts.

    Rounded parts may miss their total by half a unit of their last place each.
    """
    lines: dict[tuple[int, str, int], dict[int, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.table is not None and figure.cell is not None and figure.cell[1] > 0:
            row, column = figure.cell
            lines[figure.table, "column", column][row].append(figure)
            lines[figure.table, "row", row][column].append(figure)
    checked: dict[tuple[int, str], list[Problem | None]] = defaultdict(list)
    rows: dict[int, Rows] = {}
    for (index, axis, _), cells in sorted(lines.items()):
        known = rows.get(index) or rows.setdefault(index, Rows.of(document, document.tables[index]))
        names = known.heads if axis == "row" else {row: text for row, (_, text) in known.stubs.items()}
        if line := _line(axis, names, cells):
            checked[index, axis].append(_check(document, axis, *line))
    return tuple(
        problem
        for (_, axis), found in sorted(checked.items())
        if axis == "column" or 2 * found.count(None) >= len(found)  # else the columns are no parts
        for problem in found
        if problem is not None
    )


def _line(
    axis: str, names: Mapping[int, str], cells: Mapping[int, Sequence[Figure]]
) -> tuple[Figure, list[list[Figure]]] | None:
    """The total of a column or row and what may add up to it: its parts, or its subtotals."""
    if any(len(found) > 1 for found in cells.values()) or len(cells) < 3:
        return None
    ordered = [(names.get(place, ""), cells[place][0]) for place in sorted(cells)]
    name, total = ordered[-1]
    if not _TOTAL.match(name) or len({(f.kind, f.currency, f.unit) for _, f in ordered}) > 1:
        return None
    parts = [figure for name, figure in ordered[:-1] if not _TOTAL.match(name)]
    halves = [figure for name, figure in ordered[:-1] if _SUBTOTAL.match(name)]
    if len(parts) < 2 or any(f.value_max is not None or f.qualifier for _, f in ordered):
        return None
    if total.kind in ("percentage", "score") and (axis == "row" or abs(total.value - 100) > 1):
        return None  # shares add up to a hundred; rates and scores do not add up
    return total, [some for some in (parts, halves) if some]


def _check(document: Document, axis: str, total: Figure, addends: list[list[Figure]]) -> Problem | None:
    """The warning for one column or row, or None where its total holds."""
    slack = _slack(document, [*addends[0], total])
    sums = [sum((f.value for f in some), Decimal(0)) for some in addends]
    if any(abs(told - total.value) <= slack for told in sums):
        return None
    return Problem(
        "figures",
        "warning",
        f"The parts of “{total.measure}” add up to {sums[0]:f}, the table prints {total.value:f}.",
        f"Check the {axis} against the report: a part may be misread or missing, or the report be wrong.",
        document.page_at(total.start),
    )


def _slack(document: Document, ordered: Sequence[Figure]) -> Decimal:
    """By how much rounding alone may part a sum from its total."""
    step = Decimal(0)
    for figure in ordered:
        printed = re.search(r"[.,](\d{1,2})(?!\d)", document.quote(figure.span))
        digits = re.sub(r"\D", "", document.quote(figure.span))
        if not digits or figure.value == 0:
            continue
        written = Decimal(digits) / (Decimal(10) ** len(printed[1]) if printed else 1)
        unit = Decimal(1) / (Decimal(10) ** len(printed[1]) if printed else 1)
        scale = abs(figure.value) / written if written else Decimal(1)
        step = max(step, unit * scale)
    return step * len(ordered) / 2
