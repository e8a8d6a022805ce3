"""How a verb tells of change: done, under way, or not told at all."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import in_country
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import ASPECT, children, is_purpose, standing, subject_of

# What the form of a verb of change is worth as a report of change.
PERFECT = 2.3  # "has introduced", "have been strengthened"
UNDER_WAY = 1.7  # "is introducing", "are being revised"
PASSIVE_PAST = 1.5  # "was revised in 2015"
PAST = 1.3  # "introduced"
NOTE = 1.7  # a note without a finite verb: "Improved financial planning"
LIGHT = 0.3  # the share of that for "made", "took", which need an object to say something
_IDIOMS = {"put": "place", "set": "motion", "bring": "line"}  # "put a new rule in place"
_OCCASIONS = frozenset({"after", "before", "since", "until"})  # "approved long after the year has begun"
OUTSIDE = 0.3  # the share where those who changed are not the organisation


def changes(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[tuple[int, float], ...]:
    """The verbs that report a change, with their weight."""
    found = []
    for index, token in enumerate(tokens):
        lemma = fold(token.lemma)
        if lemma not in lexicon.words["changes"] or token.pos != "VERB" or is_purpose(tokens, index):
            continue
        weight = form(tokens, index, lexicon.words["stative"]) * standing(tokens, index)
        if weight and (_of_paper(tokens, index, lexicon) or _of_event(tokens, index, lexicon)):
            weight *= OUTSIDE
        if lemma in lexicon.words["light"] and not _idiom(tokens, index):
            weight *= LIGHT
        subject = subject_of(tokens, index)
        if any(
            fold(tokens[i].text) in _OCCASIONS for i in children(tokens, index) if tokens[i].dep == "mark"
        ):
            weight *= OUTSIDE
        others = lexicon.words["outsiders"] | lexicon.words["assessors"]
        if subject is not None and (
            _lemma(tokens, subject) in others
            or (tokens[subject].dep == "nsubjpass" and in_country(tokens, index))
        ):
            weight *= OUTSIDE
        if weight:
            found.append((index, weight))
    return tuple(found)


def form(tokens: Sequence[Token], index: int, stative: frozenset[str]) -> float:
    """What the tense and voice of a verb is worth; 0 for the present, the future and a wish."""
    token = tokens[index]
    if token.dep == "xcomp" and token.tag == "VB" and fold(tokens[token.head].lemma) in ASPECT:
        return form(tokens, token.head, stative)
    auxiliaries = {fold(tokens[i].text) for i in _auxiliaries(tokens, index)}
    if auxiliaries & {"will", "would", "should", "could", "can", "may", "might", "must", "to", "shall"}:
        return 0.0
    if auxiliaries & {"has", "have", "'ve"}:
        return PERFECT
    if (token.tag == "VBG" and auxiliaries & {"is", "are"}) or "being" in auxiliaries:
        return UNDER_WAY
    if token.tag == "VBN" and auxiliaries & {"was", "were"}:
        return PASSIVE_PAST if fold(token.lemma) not in stative else 0.0
    if token.tag == "VBD":
        return PAST
    if token.tag == "VBN" and token.dep == "ROOT" and not auxiliaries:
        return NOTE
    return 0.0


def _of_paper(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether it is told of a grant or contract when it was signed, not that it has been."""
    subject = subject_of(tokens, index)
    return (
        subject is not None
        and tokens[subject].dep == "nsubjpass"
        and _lemma(tokens, subject) in lexicon.words["papers"]
        and any(fold(tokens[i].text) in {"was", "were"} for i in _auxiliaries(tokens, index))
    )


def _of_event(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether it is told of a workshop or report, once, in the past: "it organised two workshops"."""
    auxiliaries = {fold(tokens[i].text) for i in _auxiliaries(tokens, index)}
    once = not auxiliaries & {"has", "have", "'ve", "is", "are"}
    told = lexicon.words["studies"] | (lexicon.words["events"] if once else frozenset())
    objects = [i for i in children(tokens, index) if tokens[i].dep in {"dobj", "nsubjpass"}]
    if any(tokens[j].dep == "poss" for i in objects for j in children(tokens, i)):
        return False  # "published its first annual review"
    moves = lexicon.words["rises"] | lexicon.words["drops"]
    if not objects and _lemma(tokens, index) in moves and tokens[index].tag != "VBN":
        return True  # "funds increased": whether that is good, what moves tells
    return any(_lemma(tokens, i) in told for i in objects)


def _idiom(tokens: Sequence[Token], index: int) -> bool:
    """Whether a light verb is said with the word that gives it its weight."""
    wanted = _IDIOMS.get(_lemma(tokens, index))
    return wanted is not None and any(
        fold(tokens[i].text) == "in" and any(_lemma(tokens, place) == wanted for place in children(tokens, i))
        for i in children(tokens, index)
    )


def is_past(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb tells of what is over: "had committed", "was 3 per cent"."""
    auxiliaries = {fold(tokens[i].text) for i in _auxiliaries(tokens, index)}
    if auxiliaries & {"will", "would", "should", "to", "can", "could", "may", "might", "is", "are"}:
        return False
    return bool(auxiliaries & {"had", "was", "were", "has", "have"}) or tokens[index].tag == "VBD"


def _auxiliaries(tokens: Sequence[Token], index: int) -> list[int]:
    """The auxiliaries of a verb; a verb joined by "and" without its own shares the first one's."""
    own = [i for i in children(tokens, index) if tokens[i].dep in {"aux", "auxpass"}]
    if not own and tokens[index].dep == "conj" and tokens[index].tag in {"VBN", "VBG"}:
        return _auxiliaries(tokens, tokens[index].head)
    return own


def _lemma(tokens: Sequence[Token], index: int) -> str:
    return fold(tokens[index].lemma)
