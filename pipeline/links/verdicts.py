"""What became of a concern: the verdict on its findings, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.links.subjects import Subject
from pipeline.links.wording import tells
from pipeline.model import Verdict

FEW = 0.2  # a share of the evidence below which it does not count against the rest
STANDING = 0.5  # what a standing quality counts beside a change that is told


def verdict_of(members: Sequence[Subject], first_year: str) -> Verdict | None:
    """What became of a concern by the latest report that speaks of it; None: nothing to follow.

    `members` are its findings, `first_year` that of the organisation's first report. Something is a
    concern where it falls short, is asked for, or is being changed; a strength alone opens none.
    """
    years = sorted({member.year for member in members})
    if not years:
        return None
    latest = [member for member in members if member.year == years[-1]]
    earlier = [m for m in members if m.year != years[-1] and m.finding.kind != "strength"]
    wanting = float(sum(member.wanting for member in latest))
    told = sum(change_in(member) for member in latest)
    good = sum(max(change_in(m), STANDING * (m.finding.kind == "strength")) for m in latest)
    still = wanting > FEW * (wanting + good)
    if not earlier:
        raised = any(member.wanting and member.finding.stage != "planned" for member in latest)
        return "new" if years[-1] != first_year and raised and still else None
    if still:
        return "progressing" if told > FEW * (wanting + told) else "persisting"
    return "resolved" if any(member.wanting for member in earlier) else None


def change_in(member: Subject) -> float:
    """1 where a finding tells of a change for the better, else 0."""
    if member.finding.stage is not None and member.finding.stage != "progress":
        return 0.0
    strong = member.finding.kind == "strength" and tells("better", member.text)
    return float(member.finding.stage == "progress" or strong or tells("improved", member.text))
