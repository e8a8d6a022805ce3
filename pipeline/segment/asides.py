"""What tells that a sentence is about the assessment, other actors or what the organisation is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pycountry

from pipeline.language import Token
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import children, is_finite, root_of, subject_of

Side = Literal["strength", "weakness", "recommendation", "progress", "planned", "aside"]

METHOD = 3.0  # "the review examined"
OF_ASSESSOR = 1.8  # whatever else "the evaluation" does
CONTEXT = 1.7  # what is said of countries, donors or events
OF_WORLD = 2.4  # "Food insecurity has worsened"
DEFINITION = 1.5  # what "is a global partnership" weighs against praise in passing
_TEAMS = frozenset({"team", "exercise", "consultant"})  # the assessor's only where named so: "review team"
OPINION = frozenset(
    "value appreciate praise recognise trust welcome respect commend speak describe regard rate".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for one side, with the lexicon entry or rule of grammar it comes from."""

    side: Side
    weight: float
    rule: str


def of_subject(tokens: Sequence[Token], words: Lexicon) -> list[Evidence]:
    """What tells that a sentence only defines the organisation, or speaks of the assessment itself."""
    root = root_of(tokens)
    subject = subject_of(tokens, root)
    if subject is None or not is_finite(tokens):
        return []
    if _defines(tokens, root, words):
        return [Evidence("aside", DEFINITION, "definition")]
    if _begins(tokens, root, subject, words):
        return [Evidence("aside", METHOD, "origin")]
    who = fold(tokens[subject].lemma)
    verb = fold(tokens[root].lemma)
    if fold(tokens[subject].text) in {"i", "he", "she"}:
        return [Evidence("aside", METHOD, "quoted")]
    if (
        _points(tokens, root, words)
        or _of_aim(tokens, root, subject, words)
        or _of_itself(tokens, root, subject, words)
    ):
        return [Evidence("aside", METHOD, "method")]
    if verb == "be" and who in words.words["assessors"] and _is_paper(tokens, root, words):
        return [Evidence("aside", METHOD, "method")]
    if who in words.words["outsiders"] or _country(tokens, subject):
        told = verb in OPINION or (verb in words.words["reports"] and verb != "be")
        weight = OF_WORLD if who in words.words["world"] else CONTEXT
        return [] if told else [Evidence("aside", weight, "context")]
    kinds = {fold(tokens[i].lemma) for i in children(tokens, subject) if tokens[i].dep == "compound"}
    if who not in words.words["assessors"] or (who in _TEAMS and kinds.isdisjoint(words.words["assessors"])):
        return []
    if _to_come(tokens, root, subject):
        return []
    pointed = who in words.words["instruments"] or any(
        fold(tokens[i].text) in {"the", "this", "our", "these", "an", "a"}
        or (tokens[i].dep == "compound" and tokens[i].pos == "PROPN" and who != "paper")
        for i in children(tokens, subject)
    )
    if pointed and verb in words.words["method"]:
        return [Evidence("aside", METHOD, "method")]
    if _bare(tokens, subject) and verb in words.words["method"] and tokens[root].tag in {"VBZ", "VBP"}:
        return [Evidence("aside", METHOD, "method")]  # "Peer reviews provide …", wherever they are made
    if pointed and verb not in words.words["reports"]:
        return [Evidence("aside", OF_ASSESSOR, "assessor")]
    return []


def is_truth(tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether a sentence says what holds anywhere: "Sharing findings ensures …", "Reforms last where …"."""
    root = root_of(tokens)
    subject = subject_of(tokens, root)
    if subject is None or tokens[root].tag not in {"VBZ", "VBP"}:
        return False
    if tokens[subject].dep == "csubj":
        return tokens[subject].tag == "VBG"
    if fold(tokens[subject].lemma) in words.words["mandates"]:
        return fold(tokens[root].lemma) != "be"
    clauses = (i for i in children(tokens, root) if i > root and tokens[i].dep == "advcl")
    conditions = {"when", "where", "if", "whenever", "unless"}
    told = (fold(tokens[j].text) for i in clauses for j in children(tokens, i))
    return _bare(tokens, subject) and not conditions.isdisjoint(told)


def _bare(tokens: Sequence[Token], subject: int) -> bool:
    """Whether a subject is any of its kind: "evaluations", "a reform"."""
    own = (tokens[i] for i in children(tokens, subject) if tokens[i].dep in {"det", "poss", "nummod"})
    return tokens[subject].tag in {"NN", "NNS"} and {"a", "an"}.issuperset(fold(t.text) for t in own)


def _points(tokens: Sequence[Token], root: int, words: Lexicon) -> bool:
    """Whether findings are only counted: "It identified four barriers to …", "made a number of points"."""
    if fold(tokens[root].lemma) not in words.words["reports"] | words.words["method"] | {"make", "raise"}:
        return False
    topics = words.words["topics"]
    for index in children(tokens, root):
        what = fold(tokens[index].lemma)
        if tokens[index].dep not in {"dobj", "nsubjpass"} or what not in topics | {"number"}:
            continue
        below = {fold(tokens[j].lemma) for i in children(tokens, index) for j in children(tokens, i)}
        counted = any(tokens[i].dep == "nummod" for i in children(tokens, index))
        if counted or (what == "number" and below & topics):
            return True
    return False


def _of_aim(tokens: Sequence[Token], root: int, subject: int, words: Lexicon) -> bool:
    """Whether it is told what is wanted or for what: "The goal is to improve …", "It sought to …"."""
    own = [tokens[i] for i in children(tokens, root)]
    if {fold(tokens[root].lemma), fold(tokens[root].text)} & words.words["wishes"]:
        return "aux" not in {token.dep for token in own}  # "it should aim to …" asks
    aim = fold(tokens[root].lemma) == "be" and fold(tokens[subject].lemma) in words.words["aims"]
    return aim and any(tokens[i].tag == "VB" and _to(tokens, i) for i in children(tokens, root))


def _to(tokens: Sequence[Token], index: int) -> bool:
    return any(tokens[i].tag == "TO" for i in children(tokens, index))


def _of_itself(tokens: Sequence[Token], root: int, subject: int, words: Lexicon) -> bool:
    """Whether a paper just named or its authors go on: "It reviews …", "We focus on …"."""
    who, verb = fold(tokens[subject].text), fold(tokens[root].lemma)
    helped = any(tokens[i].dep in {"aux", "auxpass"} for i in children(tokens, root))
    if tokens[root].tag not in {"VBZ", "VBP"} or helped:
        return False
    return verb in words.words["looks" if who in {"it", "they"} else "method"] and who in {"it", "they", "we"}


def _is_paper(tokens: Sequence[Token], root: int, words: Lexicon) -> bool:
    """Whether a paper is called what it is: "This evaluation is the first analysis of its kind"."""
    papers = words.words["studies"] | words.words["assessors"]
    return any(tokens[i].dep == "attr" and fold(tokens[i].lemma) in papers for i in children(tokens, root))


def _to_come(tokens: Sequence[Token], root: int, subject: int) -> bool:
    """Whether it is some review or survey still to be made: "a follow-up survey will be carried out"."""
    later = any(fold(tokens[i].text) == "will" for i in children(tokens, root))
    return later and any(fold(tokens[i].text) in {"a", "an"} for i in children(tokens, subject))


def by_country(tokens: Sequence[Token]) -> bool:
    """Whether it is a country, by name, that acts in the main clause."""
    subject = subject_of(tokens, root_of(tokens))
    return subject is not None and _country(tokens, subject)


def by_others(tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether donors, governments or a country by name act in the main clause."""
    subject = subject_of(tokens, root_of(tokens))
    return subject is not None and (
        fold(tokens[subject].lemma) in words.words["outsiders"] or _country(tokens, subject)
    )


def in_country(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause opens with the country it tells of: "In Peru, the law was revised"."""
    return any(
        fold(tokens[i].text) == "in" and i < index and _country(tokens, place)
        for i in children(tokens, index)
        for place in children(tokens, i)
    )


def _country(tokens: Sequence[Token], subject: int) -> bool:
    """Whether the subject is a country by name."""
    if tokens[subject].pos != "PROPN":
        return False  # "Spain's aid has fallen"
    words = [tokens[i].text for i in (*children(tokens, subject), subject) if tokens[i].pos == "PROPN"]
    return " ".join(words).lower() in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        str(getattr(country, "common_name", country.name)).lower() for country in pycountry.countries
    )


def _begins(tokens: Sequence[Token], root: int, subject: int, words: Lexicon) -> bool:
    """Whether a sentence says since when there is the organisation: "The Fund was launched in 2008"."""
    own = {fold(tokens[i].text) for i in children(tokens, root)}
    return (
        fold(tokens[root].lemma) in {"launch", "establish", "create", "found", "set", "form"}
        and _is_body(tokens, subject, words)
        and bool(own & {"was", "were"})
    )


def _is_body(tokens: Sequence[Token], subject: int, words: Lexicon) -> bool:
    """Whether a subject is an organisation: by its name, or "the Fund"."""
    if tokens[subject].pos == "PROPN":
        return not any(fold(tokens[i].text) in {"a", "an"} for i in children(tokens, subject))
    the = any(fold(tokens[i].text) in {"the", "this"} for i in children(tokens, subject))
    return the and fold(tokens[subject].lemma) in words.words["bodies"]


def _defines(tokens: Sequence[Token], root: int, words: Lexicon) -> bool:
    """Whether a sentence says what the organisation is: "is a global partnership that …"."""
    return fold(tokens[root].lemma) == "be" and any(
        tokens[i].dep == "attr"
        and fold(tokens[i].lemma) in words.words["bodies"]
        and not any(fold(tokens[j].text) in {"only", "sole"} for j in children(tokens, i))
        for i in children(tokens, root)
    )
