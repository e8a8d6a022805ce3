"""What a sentence says of performance by its own words: evidence weighed into a judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from pipeline.language import parse
from pipeline.model import FindingKind, ReformStage
from pipeline.segment.asides import Evidence, Side
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.evidence import evidence_of

REST = 0.35  # what every further piece of evidence adds beside the heaviest
SPEAKS = 0.95  # evidence below this says nothing
FROM_WEIGHT, FROM_LEAD, DOUBT = 0.6, 0.5, 0.6
# Rules that were right less often than the weight of their words tells, with the share left to them.
DOUBTED: Mapping[str, float] = {
    "should": 0.92, "need-for": 0.92, "command": 0.85, "reports-change": 0.9, "blame-mild": 0.8,
    "blame-thing": 0.92, "praise-asset": 0.92, "praise-good": 0.95,
}  # fmt: skip
HEDGED = 0.95  # the share of the confidence where the assessor is careful ("appears to be")
SUREST = 0.98  # no sentence judged by its words is certain
OUTSHINES = 1.3  # praise heavier than a report of change by this factor is not carried by it
CARRIES = 1.3  # a report of progress at least this heavy …
ANNOUNCES = 2.0  # what is announced at least this plainly is not yet done
OUTWEIGHS = 1.7  # blame from this weight …
OUTWEIGHS_SHARE = 0.7  # … and this share of a report of change is what the sentence is about
CARRIED = 0.4  # … carries along this share of the praise
KINDS: Mapping[Side, tuple[FindingKind, ReformStage | None]] = {
    "strength": ("strength", None),
    "weakness": ("weakness", None),
    "recommendation": ("reform", "recommendation"),
    "progress": ("reform", "progress"),
    "planned": ("reform", "planned"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a stretch of text says: its kind and stage, the rule that spoke, how sure it is."""

    kind: FindingKind
    stage: ReformStage | None
    rule: str
    confidence: float

    @property
    def favourable(self) -> bool:
        """Whether it speaks well: a strength, or a reform done or promised."""
        return self.kind == "strength" or self.stage in {"progress", "planned"}


def judge(text: str, least: float = SPEAKS) -> Judgement | None:
    """What a sentence or half of one says of performance, or None where it says nothing of it.

    Evidence that weighs less than `least` says nothing; nor does a question.
    """
    if text.rstrip().endswith("?"):
        return None
    tokens = parse(" ".join(text.split()))
    judgement = weigh(evidence_of(tokens, lexicon()), least)
    if judgement is None or not any(fold(token.lemma) in lexicon().words["hedges"] for token in tokens):
        return judgement
    return replace(judgement, confidence=round(judgement.confidence * HEDGED, 2))


def weigh(evidence: Sequence[Evidence], least: float = SPEAKS) -> Judgement | None:
    """The judgement the evidence adds up to, or None."""
    totals = {side: _total(e.weight for e in evidence if e.side == side) for side in (*KINDS, "aside")}
    if totals["progress"] >= max(CARRIES, totals["strength"] / OUTSHINES):
        totals["progress"] += CARRIED * totals["strength"]
    if totals["planned"] >= ANNOUNCES:
        totals["progress"] *= CARRIED  # "rolling out a new system, due in 2024"
    order = sorted(KINDS, key=lambda side: -totals[side])
    best, second = order[0], order[1]
    if best == "progress" and totals["weakness"] >= max(OUTWEIGHS, OUTWEIGHS_SHARE * totals[best]):
        best, second = "weakness", best
    if totals[best] < least or totals["aside"] >= totals[best]:
        return None
    kind, stage = KINDS[best]
    rule = max((e for e in evidence if e.side == best), key=lambda e: e.weight).rule
    margin = totals[best] - max(totals[second], totals["aside"])
    sure = _confidence(totals[best], margin) * DOUBTED.get(rule, 1.0)
    return Judgement(kind, stage, rule, round(sure, 2))


def _total(weights: Iterable[float]) -> float:
    ordered = sorted(weights, reverse=True)
    return ordered[0] + REST * sum(ordered[1:]) if ordered else 0.0


def _confidence(total: float, margin: float) -> float:
    """How often such evidence was right, from the weight found and its lead over the next side.

    Fitted by logistic regression on the 627 worded rows of 60 reports at the first sight of them,
    then raised half way to what rows of the same reports came to after the rules had been mended.
    """
    sure = FROM_WEIGHT * min(total, 4.0) + FROM_LEAD * min(max(margin, 0.0), 3.0) - DOUBT
    return min(1 / (1 + exp(-sure)), SUREST)
