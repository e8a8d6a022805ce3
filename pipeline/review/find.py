"""Which new row the decisions on an old one belong to.

By id first; then, for a row whose id is gone, by near-equal text on the same report. One row takes
the decisions on one row, and where two could be meant, neither is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from pipeline.review.decisions import Decisions, Key
from pipeline.review.identity import JOINT
from pipeline.review.near import NEAR, compared, nearness

_LOOSE = 50  # percent: an id is made from the text, so that far less need speak for it
_MARGIN = 2.0  # points by which the best must be better than the next
_PIECE = 12  # characters; a new row of at least that many that stands in an old one is a piece of it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the new table: its id, its report and the words it is found again by."""

    row_id: str
    document_id: str
    text: str


class _Claim(NamedTuple):
    score: float
    key: Key
    row_id: str


def targets(
    dossiers: Mapping[Key, Decisions],
    rows: Sequence[Candidate],
    known: frozenset[Key],
    renamed: Mapping[str, str],
) -> dict[Key, str]:
    """The id of the new row for each decided one that was found; the others are orphans.

    `known` has the rows that were written last. A row that stood beside the decided one is another
    row, however near its text. `renamed` has the new ids of reports that have another.
    """
    by_id = {row.row_id: row for row in rows}
    found = {
        key: key[1]
        for key, decisions in dossiers.items()
        if key[1] in by_id and _may_be(decisions, by_id[key[1]])
    }
    found |= {
        key: renamed[key[1]]
        for key in dossiers
        if key[0] == "documents" and key not in found and renamed.get(key[1]) in by_id
    }
    taken = frozenset(found.values())
    free: dict[str, list[Candidate]] = defaultdict(list)
    for row in rows:
        if row.row_id not in taken:
            free[row.document_id].append(row)
    claims: list[_Claim] = []
    for key, decisions in dossiers.items():
        if key not in found:
            text = compared(_text(decisions))
            report = _document(decisions)
            others = _strangers(key, decisions, free[renamed.get(report, report)], known)
            claims += (_Claim(score, key, name) for score, name in _near(text, others))
    return found | _settled(claims, dossiers)


def _text(decisions: Decisions) -> str:
    return next((one.text for one in decisions if one.text), "")


def _document(decisions: Decisions) -> str:
    return next((one.document_id for one in decisions if one.document_id), "")


def _may_be(decisions: Decisions, row: Candidate) -> bool:
    """Whether the row that has the id now can be the one that was decided."""
    if _text(decisions) in ("", row.text):
        return True
    text, now = compared(_text(decisions)), compared(row.text)
    return text in now or now in text or fuzz.ratio(text, now) >= _LOOSE


def _strangers(
    key: Key, decisions: Decisions, rows: Sequence[Candidate], known: frozenset[Key]
) -> Sequence[Candidate]:
    """The rows that did not stand beside the decided one in the tables written last."""
    stood = key in known or all(one.status == "orphaned" for one in decisions)
    return [row for row in rows if (key[0], row.row_id) not in known] if stood else rows


def _near(text: str, rows: Sequence[Candidate]) -> list[tuple[float, str]]:
    """The rows near a text, each with how near; none where the text was cut into several."""
    if not text:
        return []
    texts = [compared(row.text) for row in rows]
    chosen = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    near = [(nearness(text, found), rows[index].row_id) for found, _, index in chosen]
    near = [(score, name) for score, name in near if score]
    if near and max(near)[0] < 99 and _cut_up(text, texts):
        return []
    return near


def _cut_up(text: str, texts: Sequence[str]) -> bool:
    """Whether several new rows stand in what was one."""
    if JOINT in text:
        return False
    return sum(len(piece) >= _PIECE and piece in text for piece in texts) > 1


def _settled(claims: Sequence[_Claim], dossiers: Mapping[Key, Decisions]) -> dict[Key, str]:
    """The claims that are the best both for the decisions and for the row."""
    of_key: dict[Key, list[_Claim]] = defaultdict(list)
    of_row: dict[tuple[str, str], list[_Claim]] = defaultdict(list)
    for claim in claims:
        of_key[claim.key].append(claim)
        of_row[claim.key[0], claim.row_id].append(claim)
    return {
        claim.key: claim.row_id
        for claim in claims
        if _best(claim, of_key[claim.key]) and _best(claim, of_row[claim.key[0], claim.row_id])
    } | _twins(claims, of_key, of_row, dossiers)


def _best(claim: _Claim, rivals: Sequence[_Claim]) -> bool:
    others = [rival.score for rival in rivals if rival is not claim]
    if not others:
        return True
    margin = 0.5 if claim.score >= 99 else _MARGIN
    return claim.score >= max(others) + margin


def _twins(
    claims: Sequence[_Claim],
    of_key: Mapping[Key, Sequence[_Claim]],
    of_row: Mapping[tuple[str, str], Sequence[_Claim]],
    dossiers: Mapping[Key, Decisions],
) -> dict[Key, str]:
    """Rows of equal words that were decided alike: as many as decisions, so each takes one."""
    found: dict[Key, str] = {}
    for claim in claims:
        exact = [one for one in of_key[claim.key] if one.score == 100]
        rivals = [one for one in of_row[claim.key[0], claim.row_id] if one.score == 100]
        if claim.score != 100 or len(exact) < 2 or len(exact) != len(rivals):
            continue
        if len({_effect(dossiers[one.key]) for one in rivals}) == 1:
            keys = sorted(one.key for one in rivals)
            names = sorted(one.row_id for one in exact)
            found[claim.key] = names[keys.index(claim.key)]
    return found


def _effect(decisions: Decisions) -> tuple[tuple[str | None, ...], ...]:
    """What decisions do, whoever made them."""
    return tuple((one.column, one.corrected, one.review, one.review_note) for one in decisions)
