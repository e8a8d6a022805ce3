"""What a person may choose in a column."""

from __future__ import annotations

from pipeline.segment.themes import taxonomy
from pipeline.tables import TableSpec, closed_set

SEVERAL = ";"  # joins what was chosen, in columns that hold more than one


def choices_of(spec: TableSpec, column: str) -> tuple[str, ...]:
    """The values a column may hold; () where any words will do."""
    if column == "theme":
        return tuple(theme.name for theme in taxonomy())
    return closed_set(spec.field(column))


def most_chosen(spec: TableSpec, column: str) -> int:
    """How many of its choices a column holds at most."""
    return 2 if (spec.name, column) == ("findings", "theme") else 1
