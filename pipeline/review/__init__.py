"""People's decisions: taken over from the files they worked in, shown again on new rows.

    harvested = harvest(out, read_workbook)
    shown = apply(tables, harvested.reviews, harvested.known, texts)
    put(out, files, stamp, harvested.seen)

`harvest` reads what people did; `apply` shows it on the rows of a run; `put` writes tables and
workbook so that neither an interrupted run nor a file changed meanwhile loses anything.
"""

from pipeline.review.apply import Shown, apply
from pipeline.review.harvest import Book, Harvest, harvest
from pipeline.review.identity import EDITABLE
from pipeline.review.written import BOOK, put, stamp_of

__all__ = ["BOOK", "EDITABLE", "Book", "Harvest", "Shown", "apply", "harvest", "put", "stamp_of"]
