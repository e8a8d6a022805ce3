"""What names a row, and the words by which it is found again when its name is gone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

from pipeline.csvfile import Cells
from pipeline.review.sameness import folded
from pipeline.tables import ReviewRow, TableSpec

_WORD = re.compile(r"[\w%$£€]+")
JOINT = " · "  # between the parts of a row's words
_WORDS: Mapping[str, tuple[str, ...]] = {  # a figure or rating alone says too little to be told by
    "documents": ("file",),
    "sections": ("heading",),
    "findings": ("text",),
    "ratings": ("component", "text"),
    "figures": ("text", "context"),
    "tables": ("row_header", "column_header", "text"),
    "threads": ("text",),
}
EDITABLE = tuple(_WORDS)  # the tables people correct; reviews.csv is theirs, problems.csv is told to them


def row_id(spec: TableSpec, cells: Cells) -> str:
    """The id of a row, its parts joined by a hyphen; "" where a part is empty."""
    parts = [cells.get(column, "").strip() for column in spec.key]
    return "-".join(parts) if all(parts) else ""


def row_text(spec: TableSpec, cells: Cells) -> str:
    """The words by which a row is found again on its report."""
    parts = (cells.get(column, "") for column in _WORDS[spec.name])
    return JOINT.join(part for part in parts if part)


def naming_columns(spec: TableSpec) -> tuple[str, ...]:
    """The columns that name a row or find it again."""
    return tuple(dict.fromkeys((*spec.key, "document_id", *_WORDS[spec.name])))


def main_column(spec: TableSpec) -> str:
    """The column that holds what a row says; an added row must have it."""
    return "text" if "text" in spec.columns else _WORDS[spec.name][0]


def added_id(spec: TableSpec, cells: Cells) -> str:
    """The id of a row a person adds: made from what it says, so that adding it twice is one row."""
    said = "\x1f".join(cells.get(column, "") for column in ("document_id", "kind", "text", "start"))
    return f"{spec.name[0]}added{hashlib.blake2b(said.encode(), digest_size=5).hexdigest()}"


def is_added(decisions: tuple[ReviewRow, ...]) -> bool:
    """Whether the decisions on a row make it: it has words that no program found."""
    return any(
        one.column in {"text", "heading", "file"} and one.found is None and one.corrected for one in decisions
    )


def key_of(text: str) -> str:
    """A text as it is compared: lower case, no punctuation, accents, hyphens or spacing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded(text)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare.casefold().replace("-", "")))
