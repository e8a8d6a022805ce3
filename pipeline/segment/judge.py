"""What a sentence says of performance by its own words: evidence weighed into a judgement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from pipeline.language import Token, parse
from pipeline.model import FindingKind, ReformStage
from pipeline.segment.cues import Hit, Lexicon, fold, lexicon
from pipeline.segment.grammar import (
    ancestors,
    children,
    is_finite,
    is_purpose,
    negated,
    relieved,
    root_of,
    short_of,
    standing,
    subject_of,
    top_of,
)
from pipeline.segment.tense import changes

Side = Literal["strength", "weakness", "recommendation", "progress", "planned", "aside"]

NEGATED_PRAISE = 1.1  # "not effective" blames a little more than "effective" praises
NEGATED_BLAME = 0.7  # "no major weaknesses" praises less than "weaknesses" blames
PLAIN_NEGATION = 1.5  # "does not track"; "No results framework"
ASKED_FOR = 0.15  # praise inside what is asked for: "should ensure strong oversight"
WANTED = 0.4  # blame inside it: "needs to close gaps"
REST = 0.35  # what every further piece of evidence adds beside the heaviest
SPEAKS = 1.0  # evidence below this says nothing
KINDS: dict[Side, tuple[FindingKind, ReformStage | None]] = {
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for one side, with the lexicon entry or rule of grammar it comes from."""

    side: Side
    weight: float
    rule: str


def judge(text: str) -> Judgement | None:
    """What a sentence or half of one says of performance, or None where it says nothing of it."""
    return judge_tokens(parse(text))


def judge_tokens(tokens: Sequence[Token]) -> Judgement | None:
    """The same for parsed words."""
    return weigh(evidence_of(tokens, lexicon()))


def weigh(evidence: Sequence[Evidence]) -> Judgement | None:
    """The judgement the evidence adds up to, or None."""
    totals = {side: _total(e.weight for e in evidence if e.side == side) for side in (*KINDS, "aside")}
    if totals["progress"] >= 1.3:
        totals["progress"] += 0.4 * totals["strength"]
    order = sorted(KINDS, key=lambda side: -totals[side])
    best, second = order[0], order[1]
    if totals[best] < SPEAKS or totals["aside"] >= totals[best]:
        return None
    kind, stage = KINDS[best]
    rule = max((e for e in evidence if e.side == best), key=lambda e: e.weight).rule
    margin = totals[best] - max(totals[second], totals["aside"])
    return Judgement(kind, stage, rule, _confidence(totals[best], margin))


def _total(weights: Iterable[float]) -> float:
    ordered = sorted(weights, reverse=True)
    return ordered[0] + REST * sum(ordered[1:]) if ordered else 0.0


def _confidence(total: float, margin: float) -> float:
    return round(1 / (1 + exp(-(0.6 * total + 0.8 * margin - 1.2))), 2)


def evidence_of(tokens: Sequence[Token], words: Lexicon) -> tuple[Evidence, ...]:
    """Everything in a sentence that speaks for a side."""
    hits = words.hits(tokens)
    asks = frozenset(
        i for hit in hits if hit.phrase.sense in {"ask", "plan"} for i in range(hit.first, hit.last + 1)
    )
    found = [e for hit in hits if (e := _of_hit(tokens, hit, asks, words)) is not None]
    found += [Evidence("progress", weight, "reports-change") for _, weight in _done(tokens, words)]
    found += _by_negation(tokens, words, found)
    found += _by_assessor(tokens, words)
    return tuple(found)


def _of_hit(tokens: Sequence[Token], hit: Hit, asks: frozenset[int], words: Lexicon) -> Evidence | None:
    """What one phrase is evidence of, after what the grammar does to it."""
    top = top_of(tokens, hit)
    weight = hit.phrase.weight * standing(tokens, top)
    sense, rule = hit.phrase.sense, hit.phrase.cue
    if sense == "aside":
        return Evidence("aside", hit.phrase.weight, rule)
    if sense == "ask":
        return _of_ask(tokens, hit, top, weight)
    turned = negated(tokens, hit, words)
    asked = _below(tokens, top, asks)
    if sense == "plan":
        return None if turned else Evidence("planned", weight, rule)
    if sense == "change":
        return (
            Evidence("weakness", weight * 0.8, f"not-{rule}")
            if turned
            else Evidence("progress", weight, rule)
        )
    if sense == "praise":
        if turned:
            return Evidence("weakness", weight * NEGATED_PRAISE, f"not-{rule}")
        if short_of(tokens, top, words) or _in_bad_company(tokens, top, words):
            return None
        return Evidence("strength", weight * (ASKED_FOR if asked else 1), rule)
    if turned:
        return Evidence("strength", weight * NEGATED_BLAME, f"not-{rule}")
    if relieved(tokens, top, words):
        return None
    return Evidence("weakness", weight * (WANTED if asked else 1), rule)


def _of_ask(tokens: Sequence[Token], hit: Hit, top: int, weight: float) -> Evidence | None:
    """A demand, unless it is told of the past ("needed to") or only wished for in passing."""
    inside = tokens[hit.first : hit.last + 1]
    if any(token.tag in {"VBD"} and fold(token.lemma) in {"need", "have", "require"} for token in inside):
        return None
    if is_purpose(tokens, top):
        return None
    return Evidence("recommendation", weight, hit.phrase.cue)


def _below(tokens: Sequence[Token], index: int, places: frozenset[int]) -> bool:
    """Whether a word stands under one of these, or under a verb one of these is auxiliary to."""
    for step in (index, *ancestors(tokens, index)):
        if step in places and step != index:
            return True
        if any(child in places and tokens[child].dep == "aux" for child in children(tokens, step)):
            return True
    return False


def _in_bad_company(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Whether a good verb has something bad for its subject: "the absence of … contributed to"."""
    if tokens[index].pos not in {"VERB", "AUX"}:
        return False
    subject = subject_of(tokens, index)
    if subject is None:
        return False
    near = (subject, *children(tokens, subject))
    return any(fold(tokens[i].lemma) in words.words["shortage"] for i in near)


def _done(tokens: Sequence[Token], words: Lexicon) -> tuple[tuple[int, float], ...]:
    """The reports of change that are not denied."""
    return tuple(
        (index, weight)
        for index, weight in changes(tokens, words)
        if not any(tokens[i].dep == "neg" for i in children(tokens, index))
    )


def _by_negation(tokens: Sequence[Token], words: Lexicon, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Blame where the main clause denies something and no phrase has told why."""
    if any(e.side == "weakness" or e.rule.startswith("not-") for e in found):
        return ()
    for index, token in enumerate(tokens):
        word = fold(token.text)
        following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
        if following in {"only", "limited", "one", "longer", "just", "least", "surprising", "entirely"}:
            continue
        place = standing(tokens, token.head)
        if (token.dep == "neg" and word in {"not", "n't", "never"}) and place >= 0.7:
            return (Evidence("weakness", PLAIN_NEGATION * place, "negation"),)
        if word in {"no", "nor", "neither"} and token.dep in {"det", "neg", "preconj", "cc"} and place >= 0.7:
            return (Evidence("weakness", PLAIN_NEGATION * place, "nothing-there"),)
    return ()


def _by_assessor(tokens: Sequence[Token], words: Lexicon) -> tuple[Evidence, ...]:
    """What tells that a sentence speaks of the assessment itself."""
    root = root_of(tokens)
    subject = subject_of(tokens, root)
    if subject is None or not is_finite(tokens):
        return ()
    if fold(tokens[subject].lemma) not in words.words["assessors"]:
        return ()
    pointed = any(
        fold(tokens[i].text) in {"the", "this", "our", "these", "an", "a"} for i in children(tokens, subject)
    )
    if pointed and fold(tokens[root].lemma) in words.words["method"]:
        return (Evidence("aside", 3.0, "method"),)
    return ()
