"""What is asked for or announced: demands that stand, and those the grammar takes back."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import OPINION, Evidence
from pipeline.segment.cues import Hit, Lexicon, fold
from pipeline.segment.grammar import ancestors, children, is_purpose, subject_of
from pipeline.segment.tense import is_past

IN_PASSING = 0.5  # a demand inside a relative clause: "which need to be consolidated"
_EFFECTS = frozenset(
    "provide strengthen help enable ensure allow lead result make facilitate improve reduce increase".split()
)
VITAL = 0.6  # of a demand, as praise of one named: "The Fund is critical for …"
ASKED_OF_PAST = 0.4  # of a demand, as blame: "has since had to repay"
_SERVED = frozenset(
    "applicant supplier vendor grantee borrower recipient beneficiary contractor user client country".split()
)
_TOLD_OF_THE_PAST = frozenset({"be", "need", "have", "require", "encourage", "ask", "invite", "press"})


def of_ask(tokens: Sequence[Token], hit: Hit, top: int, weight: float, words: Lexicon) -> Evidence | None:
    """A demand, unless it is told of the past ("needed to") or only wished for in passing."""
    inside = tokens[hit.first : hit.last + 1]
    if any(token.tag == "VBD" and fold(token.lemma) in _TOLD_OF_THE_PAST for token in inside):
        return None
    if is_purpose(tokens, top) or _expected(tokens, top) or tokens[top].dep == "acl":
        return None  # "the time needed to build trust"
    if _of_those_served(tokens, hit, top, words):
        return None
    if fold(tokens[hit.first].lemma) == "be" and fold(tokens[hit.last].text) == "for":
        subject = subject_of(tokens, hit.first)
        if subject is not None and tokens[subject].pos == "PROPN":
            return Evidence("strength", weight * VITAL, "vital")  # "The Fund is critical for …"
    if _is_burden(tokens, top):
        return Evidence("weakness", weight, "burden")
    if any(token.tag == "VBN" and fold(token.lemma) == "have" for token in inside):
        return Evidence("weakness", weight * ASKED_OF_PAST, "had-to")
    if tokens[top].tag == "VBN" and is_past(tokens, top):
        return None  # "only recoveries were required to be reported"
    if fold(tokens[tokens[top].head].lemma) in OPINION and tokens[top].dep == "aux":
        return Evidence("strength", weight, "commended")  # "should be commended"
    if _too_late(tokens, hit):
        return Evidence("weakness", weight, "should-have")
    steps = (top, *ancestors(tokens, top))
    share = IN_PASSING if any(tokens[i].dep in {"relcl", "pcomp"} for i in steps) else 1.0
    return Evidence("recommendation", weight * share, hit.phrase.cue)


def _of_those_served(tokens: Sequence[Token], hit: Hit, top: int, words: Lexicon) -> bool:
    """Whether it is no demand but what people lack: "they need an income", "responds to needs that …"."""
    if fold(tokens[top].lemma) != "need" or fold(tokens[hit.last].text) not in {"need", "needs", "a", "an"}:
        return False
    if tokens[top].tag == "VBZ" and top and fold(tokens[top - 1].text) == "to":
        return True  # a noun, misread
    subject = subject_of(tokens, top)
    return subject is not None and (
        fold(tokens[subject].text) == "they"
        or (tokens[subject].tag == "NNS" and fold(tokens[subject].lemma) in words.words["people"])
    )


def _is_burden(tokens: Sequence[Token], top: int) -> bool:
    """Whether it is told what must be borne: "applicants must fill in four forms, which slows …"."""
    verb = tokens[top].head if tokens[top].dep == "aux" else top
    subject = subject_of(tokens, verb)
    if subject is None or fold(tokens[subject].lemma) not in _SERVED:
        return False
    return fold(tokens[top].text) in {"must", "have"} and any(
        (token.dep == "relcl" and token.head > top) or fold(token.lemma) == "wait"
        for token in tokens[top + 1 :]
    )


def _expected(tokens: Sequence[Token], top: int) -> bool:
    """Whether "should" tells what is expected to follow: "This should strengthen the controls"."""
    verb = tokens[top].head if tokens[top].dep == "aux" else top
    subject = subject_of(tokens, verb)
    return (
        fold(tokens[top].text) == "should"
        and subject is not None
        and fold(tokens[subject].text) in {"this", "that", "these", "which", "findings"}
        and fold(tokens[verb].lemma) in _EFFECTS
    )


def _too_late(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether the demand is for what was not done: "should have included"."""
    following = tokens[hit.last + 1 : hit.last + 4]
    return (
        fold(tokens[hit.last].lemma) in {"should", "must", "ought", "to"}
        and bool(following)
        and fold(following[0].text) == "have"
        and any(token.tag == "VBN" for token in following)
    )


def is_mere_time(tokens: Sequence[Token], hit: Hit, top: int, asks: frozenset[int]) -> bool:
    """Whether a mere time is told of what is past or asked: "by the end of 2012 it had committed"."""
    if any(token.pos in {"VERB", "AUX"} for token in tokens[hit.first : hit.last + 1]):
        return False
    verb = next((i for i in ancestors(tokens, top) if tokens[i].pos in {"VERB", "AUX"}), None)
    return verb is not None and (is_past(tokens, verb) or is_below(tokens, top, asks))


def announces_paper(tokens: Sequence[Token], top: int) -> bool:
    """Whether what is announced is a report to come: "a full report will be published"."""
    verb = next((i for i in (top, *ancestors(tokens, top)) if tokens[i].pos == "VERB"), top)
    named = (i for i in children(tokens, verb) if tokens[i].dep in {"nsubjpass", "dobj"})
    return any(
        fold(tokens[i].lemma) in {"report", "analysis", "finding"}
        and not any(tokens[j].dep == "poss" for j in children(tokens, i))
        for i in named
    )


def is_below(tokens: Sequence[Token], index: int, places: frozenset[int]) -> bool:
    """Whether a word stands under one of these, or under a verb one of these is auxiliary to."""
    for step in (index, *ancestors(tokens, index)):
        if step in places and step != index:
            return True
        if any(child in places and tokens[child].dep == "aux" for child in children(tokens, step)):
            return True
    return False
