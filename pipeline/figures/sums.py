"""Parts that do not add up to the total a report prints beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.rows import Rows
from pipeline.model import Document, Figure
from pipeline.problems import Problem

_TOTAL = re.compile(r"^\W*(?:grand\s+|sub-?\s?|overall\s+)?(?:totals?|sum|all)\b", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^\W*sub-?\s?total", re.IGNORECASE)


def sums_that_fail(document: Document, figures: Sequence[Figure]) -> tuple[Problem, ...]:
    """A warning for every column of a table whose printed total is not the sum of its parts.

    Rounded parts may miss their total by half a unit of their last place each.
    """
    by_column: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table is not None and figure.cell is not None and figure.cell[1] > 0:
            by_column[figure.table, figure.cell[1]].append(figure)
    problems = []
    rows: dict[int, Rows] = {}
    for (index, _), column in sorted(by_column.items()):
        known = rows.get(index) or rows.setdefault(index, Rows.of(document, document.tables[index]))
        if problem := _check(document, known, column):
            problems.append(problem)
    return tuple(problems)


def _check(document: Document, table: Rows, column: Sequence[Figure]) -> Problem | None:
    """The warning for one column, or None where there is no total or the total holds."""
    rows: dict[int, list[Figure]] = defaultdict(list)
    for figure in column:
        rows[figure.cell[0] if figure.cell else 0].append(figure)
    if any(len(found) > 1 for found in rows.values()) or len(rows) < 3:
        return None
    ordered = [rows[row][0] for row in sorted(rows)]
    names = [table.stubs[row][1] if row in table.stubs else "" for row in sorted(rows)]
    if not _TOTAL.match(names[-1]) or len({(f.kind, f.currency, f.unit) for f in ordered}) > 1:
        return None
    total = ordered[-1]
    parts = [f for f, name in zip(ordered[:-1], names[:-1], strict=True) if not _TOTAL.match(name)]
    halves = [f for f, name in zip(ordered[:-1], names[:-1], strict=True) if _SUBTOTAL.match(name)]
    if len(parts) < 2 or any(f.value_max is not None or f.qualifier for f in ordered):
        return None
    if total.kind == "percentage" and abs(total.value - 100) > 1:
        return None  # shares add up to a hundred; rates do not add up
    slack = _slack(document, ordered)
    if any(
        abs(sum((f.value for f in some), Decimal(0)) - total.value) <= slack
        for some in (parts, halves)
        if some
    ):
        return None
    told = sum((f.value for f in parts), Decimal(0))
    return Problem(
        "figures",
        "warning",
        f"The parts of “{total.measure}” add up to {told:f}, the table prints {total.value:f}.",
        "Check the column against the report: a part may be misread or missing, or the report be wrong.",
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
