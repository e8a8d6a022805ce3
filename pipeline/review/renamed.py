"""Reports whose file was renamed or typeset anew: their rows are found under their new id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.review.decisions import Decisions, Key
from pipeline.review.find import Candidate
from pipeline.review.near import compared

_SHARE = 0.5  # of the decided rows that a new report must have, to be the old one


def renamed(
    dossiers: Mapping[Key, Decisions],
    candidates: Iterable[Candidate],
    documents: Iterable[str],
    known: frozenset[Key],
) -> dict[str, str]:
    """The new id of each report that is gone and whose rows a new report has.

    A report counts as new that was not there when the tables were written last.
    """
    present = frozenset(documents)
    texts: dict[str, set[str]] = {name: set() for name in sorted(present) if ("documents", name) not in known}
    wanted: dict[str, set[str]] = {}
    for (table, _), decisions in dossiers.items():
        one = decisions[0]
        if table != "documents" and one.document_id and one.document_id not in present and one.text:
            wanted.setdefault(one.document_id, set()).add(compared(one.text))
    if not wanted or not texts:
        return {}
    for candidate in candidates:
        if candidate.document_id in texts:
            texts[candidate.document_id].add(compared(candidate.text))
    found: dict[str, str] = {}
    for old, decided in wanted.items():
        counts = sorted(((len(decided & said), name) for name, said in texts.items()), reverse=True)
        alone = len(counts) == 1 or counts[0][0] > counts[1][0]
        if alone and counts[0][0] >= max(1, _SHARE * len(decided)):
            found[old] = counts[0][1]
    return found
