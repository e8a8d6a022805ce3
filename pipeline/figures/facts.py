"""Figures of a report that tell the same fact, and those that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.likeness import alike, telling
from pipeline.model import Document, Figure
from pipeline.problems import Problem

_LOOSE = frozenset({"about", "over", "under", "almost", "up_to", "at_least"})
_SAME = 0.6  # share of content words from which two measures are taken for one
_NEAR = Decimal("0.25")  # farther apart, two values hardly claim to be the same thing


def with_facts(
    document: Document, figures: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Problem, ...]]:
    """The figures with `fact` set where two or more tell the same, and contradictions as warnings."""
    parent = list(range(len(figures)))
    problems: list[Problem] = []
    for first, second in _comparable(figures):
        one, other = figures[first], figures[second]
        alike_told = _same_thing(one, other)
        if (alike_told and _same_value(one, other)) or _restates(document, one, other):
            parent[_root(parent, second)] = _root(parent, first)
        elif alike_told and _contradicts(one, other):
            problems.append(_contradiction(document, one, other))
    members: dict[int, list[int]] = defaultdict(list)
    for index in range(len(figures)):
        members[_root(parent, index)].append(index)
    shared = [group for group in members.values() if len(group) > 1]
    number = {index: fact for fact, group in enumerate(shared) for index in group}
    return tuple(replace(f, fact=number.get(i)) for i, f in enumerate(figures)), tuple(problems)


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _comparable(figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """Pairs of figures worth comparing: of one kind, with a content word in common, or neighbours."""
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        if index:
            yield index - 1, index
        seen: set[int] = set()
        for word in sorted(telling(figure.measure)):
            known = by_word[figure.kind, word]
            seen.update(known[-40:])  # a word in every measure of a long table tells nothing
            known.append(index)
        yield from ((other, index) for other in sorted(seen - {index - 1}))


def _restates(document: Document, one: Figure, other: Figure) -> bool:
    """Whether the second only says the first again: "nearly a third (29.6%)", "£5m (US$8m)"."""
    gap = document.text[one.end : other.start] if 0 <= other.start - one.end <= 40 else "."
    if not gap.rstrip().endswith("(") or any(mark in gap for mark in ".;,"):
        return False
    if one.kind == other.kind and one.value == other.value and one.currency == other.currency:
        return gap.strip() == "("  # "twenty per cent (20%)"
    if one.kind == other.kind == "money":
        return one.currency != other.currency and gap.strip() == "("
    shares = {figure.kind: figure.value for figure in (one, other)}
    if set(shares) != {"ratio", "percentage"} or one.value_max or other.value_max:
        return False
    return abs(shares["ratio"] * 100 - shares["percentage"]) <= 5


def _same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same of the same time, as far as their words tell."""
    if (one.kind, one.currency) != (other.kind, other.currency) or one.context == other.context:
        return False
    if one.kind in ("duration", "percentage") and one.unit != other.unit:
        return False
    times = {(f.year_start, f.year_end) for f in (one, other) if f.year_start or f.year_end}
    if len(times) > 1:
        return False
    shared = telling(one.measure) & telling(other.measure)
    enough = len(shared) >= 2 or telling(one.measure) == telling(other.measure)
    return enough and alike(one.measure, other.measure) >= _SAME


def _same_value(one: Figure, other: Figure) -> bool:
    """Whether two values agree, one of them rounded perhaps."""
    if (one.value_max is None) != (other.value_max is None):
        return False
    ends = [(one.value, other.value)]
    if one.value_max is not None and other.value_max is not None:
        ends.append((one.value_max, other.value_max))
    return all(_rounded(a, b) or _rounded(b, a) for a, b in ends)


def _rounded(fine: Decimal, coarse: Decimal) -> bool:
    """Whether one value is the other, rounded to the places it is written with."""
    if fine == coarse:
        return True
    exponent = coarse.normalize().as_tuple().exponent
    digits = len(coarse.normalize().as_tuple().digits)
    if not isinstance(exponent, int) or digits < 2:
        return False
    return abs(fine - coarse) * 2 <= Decimal(1).scaleb(exponent)


def _contradicts(one: Figure, other: Figure) -> bool:
    """Whether two figures that read as the same thing and time give different values."""
    if one.pair is not None or other.pair is not None:
        return False
    if one.value_max is not None or other.value_max is not None or "table" in (one.basis, other.basis):
        return False
    if {one.qualifier, other.qualifier} & _LOOSE or one.direction or other.direction:
        return False
    if (one.year_start, one.year_end) != (other.year_start, other.year_end):
        return False
    if len(telling(one.measure) & telling(other.measure)) < 2 or alike(one.measure, other.measure) < 0.8:
        return False
    larger = max(abs(one.value), abs(other.value))
    return 0 < abs(one.value - other.value) <= larger * _NEAR


def _contradiction(document: Document, one: Figure, other: Figure) -> Problem:
    first, second = document.quote(one.span), document.quote(other.span)
    page = document.page_at(one.start)
    where = f"page {page}" if page else "earlier in the report"
    return Problem(
        "figures",
        "warning",
        f"“{second}” stands against “{first}” ({where}) for what reads as the same thing: {other.measure}.",
        "Compare the two places in the report and reject the row that is wrong.",
        document.page_at(other.start),
    )
