"""When a row is right: the rules of scoring, one function a table.

Rows are the cells of the CSV tables. A test takes a label and a row; `pairs_of` matches one to one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from rapidfuzz import fuzz

from pipeline.evaluate.labels import FigureLabel, FindingLabel, RatingLabel, SectionLabel, Trap, fold, words

Cells = Mapping[str, str]
L = TypeVar("L")

_LEADING_LABEL = re.compile(
    r"^(?:(?:(?:recommendation|conclusion|lesson|finding|key action|r|c)\s*)?#?\s*"
    r"(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[ivx]{1,4}|[a-z])\s*[.):]|[-•*])\s+"
)
_STOP = frozenset(
    "a an and are as at be by for from has have in into is it its of on or that the their this to was were "
    "which with".split()
)


def pairs_of(
    labels: Sequence[L], rows: Sequence[Cells], tests: Sequence[Callable[[L, Cells], bool]]
) -> dict[int, int]:
    """Label index → row index, one to one, in order; all that pass the first test come first."""
    found: dict[int, int] = {}
    used: set[int] = set()
    for test in tests:
        for i, label in enumerate(labels):
            if i in found:
                continue
            match = next((j for j, row in enumerate(rows) if j not in used and test(label, row)), None)
            if match is not None:
                found[i] = match
                used.add(match)
    return found


def same_page(page: int | None, row: Cells) -> bool:
    """Whether the row stands on the label's page; a label without a page is on any."""
    return page is None or row.get("page") == str(page)


def near_page(page: int | None, row: Cells) -> bool:
    """Whether the row starts on the label's page or the one beside it."""
    return page is None or not row.get("page") or abs(int(row["page"]) - page) <= 1


def finding_spotted(label: FindingLabel, row: Cells) -> bool:
    """The first eight words agree (85 % of characters), a leading label aside."""
    if not near_page(label.page, row):
        return False
    return any(
        fuzz.ratio(_first(ours), _first(theirs)) >= 85
        for ours in _openings(fold(row["text"]))
        for theirs in _openings(label.opening)
    )


def finding_exact(label: FindingLabel, row: Cells) -> bool:
    """Spotted, and the last six words, kind and stage agree."""
    return (
        finding_spotted(label, row)
        and _closes(fold(row["text"]), label.closing)
        and any(row["kind"] == kind and (row["stage"] or None) == stage for kind, stage in label.kinds)
    )


def finding_kind(label: FindingLabel, row: Cells) -> bool:
    """Spotted, and the kind agrees."""
    return finding_spotted(label, row) and any(row["kind"] == kind for kind, _ in label.kinds)


def figure_spotted(label: FigureLabel, row: Cells) -> bool:
    """Same page, and one text contains the other."""
    text = fold(row["text"])
    return same_page(label.page, row) and (text in label.text or label.text in text)


def figure_exact(label: FigureLabel, row: Cells) -> bool:
    """Spotted, and kind, value, value_max and (for money) currency agree; values to one in a thousand."""
    return (
        figure_spotted(label, row)
        and row["kind"] in label.kinds
        and any(_close(value, row["value"]) for value in label.values)
        and (not row["value_max"] if label.value_max is None else _close(label.value_max, row["value_max"]))
        and (row["kind"] != "money" or label.currency is None or row["currency"] == label.currency)
    )


def year_right(label: FigureLabel, row: Cells) -> bool:
    """The label's year is the row's first or last."""
    return bool({row["year_start"], row["year_end"]} & {str(year) for year in label.years})


def measure_right(label: FigureLabel, row: Cells) -> bool:
    """The measures share two content words (one, where the label has only one)."""
    asked = _content(label.measure or "")
    return len(asked & _content(row["measure"])) >= min(2, len(asked))


def trap_sprung(trap: Trap, row: Cells) -> bool:
    """A figure with that text (or part of it) stands on that page."""
    return (
        same_page(trap.page, row)
        and re.search(rf"(?<!\w){re.escape(fold(row['text']))}(?!\w)", trap.text) is not None
    )


def rating_exact(label: RatingLabel, row: Cells) -> bool:
    """Component (80 %), label and score agree."""
    score = Decimal(row["score"]) if row["score"] else None
    return (
        fuzz.ratio(label.component, fold(row["component"])) >= 80
        and (label.label or "") == fold(row["label"])
        and label.score == score
    )


def section_right(label: SectionLabel, row: Cells) -> bool:
    """The heading agrees (85 %) on its page."""
    return same_page(label.page, row) and fuzz.ratio(label.heading, fold(row["heading"])) >= 85


def _openings(text: str) -> tuple[str, ...]:
    bare = _LEADING_LABEL.sub("", text)
    return (text,) if bare == text else (text, bare)


def _first(text: str) -> str:
    return " ".join(words(text)[:8])


def _closes(text: str, closing: str) -> bool:
    """Whether a text ends in the label's last six words (or all it gives, where these are fewer)."""
    asked = words(closing)[-6:]
    return words(text)[-len(asked) :] == asked


def _close(value: Decimal, cell: str) -> bool:
    try:
        ours = Decimal(cell)
    except InvalidOperation:
        return False
    return abs(ours - value) <= abs(value) / 1000


def _content(text: str) -> set[str]:
    """The content words of a text, plural and singular alike."""
    return {word.removesuffix("'s").rstrip("s") for word in words(fold(text)) if word not in _STOP}
