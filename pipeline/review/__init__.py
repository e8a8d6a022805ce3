"""People's decisions: taken over from the files they worked in, shown again on new rows.

    harvested = harvest(out, read_workbook)
    shown = apply(tables, harvested.reviews, harvested.known, texts)
    put(out, files, stamp, harvested)

`harvest` reads what people did; `apply` shows it on the rows of a run; `put` writes tables and
workbook so that neither an interrupted run nor a file changed meanwhile loses anything.
"""

from pathlib import Path

from pipeline.review.apply import Shown, apply
from pipeline.review.harvest import Book, Harvest, ReadBook, harvest
from pipeline.review.identity import EDITABLE
from pipeline.review.merge import merge_files
from pipeline.review.save import put
from pipeline.review.written import BOOK, stamp_of

__all__ = [
    "BOOK",
    "EDITABLE",
    "Book",
    "Harvest",
    "ReadBook",
    "Shown",
    "apply",
    "harvest",
    "merge_files",
    "put",
    "stamp_of",
    "stats",
]


def stats(out: Path, read_book: ReadBook | None = None) -> str:
    """What people decided by table, kind, basis and confidence, and the precision that follows."""
    from pipeline.review.precision import counted  # noqa: PLC0415 - pandas is for this alone

    return counted(out, read_book)
