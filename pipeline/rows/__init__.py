"""From what was found to the rows of the tables: ids, order, and what a row quotes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import FindingRef, Links, Report
from pipeline.rows.figures import figure_rows, table_rows
from pipeline.rows.findings import finding_rows, rating_rows, section_rows, thread_rows
from pipeline.rows.indexed import indexed
from pipeline.tables import Row

Rows = dict[str, tuple[Row, ...]]


def rows_of(reports: Sequence[Report], links: Links) -> Rows:
    """The rows of every table that reports have, report by report in the order given."""
    indexes = [indexed(report) for report in reports]
    ids = {FindingRef(i.document_id, n): name for i in indexes for n, name in enumerate(i.findings)}
    same = {ids[one]: ids[other] for one, other in links.same_as}
    answers = {ids[one]: ids[other] for one, other in links.responds_to}
    return {
        "sections": tuple(row for index in indexes for row in section_rows(index)),
        "findings": tuple(row for index in indexes for row in finding_rows(index, same, answers)),
        "ratings": tuple(row for index in indexes for row in rating_rows(index)),
        "figures": tuple(row for index in indexes for row in figure_rows(index)),
        "tables": tuple(row for index in indexes for row in table_rows(index)),
        "threads": tuple(thread_rows(indexes, ids, links)),
    }
