"""The tree of a parsed sentence: what hangs on what, and how much a word counts where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.language import Token
from pipeline.segment.cues import Hit, fold

# How much a phrase counts that stands below one of these relations, and not in the main clause.
STANDING: Mapping[str, float] = {
    "relcl": 0.7,
    "acl": 0.75,
    "advcl": 0.7,
    "pcomp": 0.8,
    "csubj": 0.6,
    "appos": 0.8,
}
CONDITIONS = frozenset({"if", "when", "where", "unless", "given", "as", "whether", "once", "until"})
CONCESSIONS = frozenset({"while", "although", "though", "whilst", "whereas", "despite", "notwithstanding"})
# Verbs that only tell how far along another is: "continues to deliver" delivers.
ASPECT = frozenset(
    "continue help begin start seem appear tend manage prove remain come able succeed allow enable keep "
    "use get show".split()
)


def children(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The direct dependents of a word."""
    return iter(_dependents(_Sentence(tokens))[index])


class _Sentence:
    """A parsed sentence told from others by being the same object, not by comparing its words."""

    __slots__ = ("tokens",)

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def __hash__(self) -> int:
        return id(self.tokens)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sentence) and other.tokens is self.tokens


@lru_cache(maxsize=256)  # its dependents are asked for again and again while a sentence is judged
def _dependents(sentence: _Sentence) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in sentence.tokens]
    for index, token in enumerate(sentence.tokens):
        if token.head != index:
            found[token.head].append(index)
    return tuple(map(tuple, found))


def ancestors(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The heads above a word, nearest first, the root last."""
    seen = {index}
    while tokens[index].head not in seen:
        index = tokens[index].head
        seen.add(index)
        yield index


def top_of(tokens: Sequence[Token], hit: Hit) -> int:
    """The word of a phrase that the others hang on: the one nearest to the root."""
    inside = range(hit.first, hit.last + 1)
    for index in inside:
        if tokens[index].head not in inside or tokens[index].head == index:
            return index
    return hit.first


def standing(tokens: Sequence[Token], index: int) -> float:
    """How much a word counts by where it stands: 1 in the main clause, less the deeper it lies."""
    weight = 1.0
    for step in (index, *ancestors(tokens, index)):
        token = tokens[step]
        share = STANDING.get(token.dep, 1.0)
        marks = {fold(tokens[i].text) for i in children(tokens, step) if tokens[i].dep in {"mark", "advmod"}}
        if (token.dep == "advcl" and marks & CONDITIONS) or _given(token):
            share = 0.4
        elif (token.dep == "advcl" and marks & CONCESSIONS) or is_purpose(tokens, step):
            share = 0.35
        elif token.dep == "pobj" and fold(tokens[token.head].text) in CONCESSIONS:
            share = 0.3
        elif token.dep == "pcomp" and fold(tokens[token.head].text) == "with":
            share = 0.5
        weight *= share
    return max(weight, 0.1)


def _given(token: Token) -> bool:
    """Whether a word opens a tail of circumstances: "… is an achievement given the difficult start"."""
    return token.dep in {"acl", "advcl", "prep"} and fold(token.text) == "given"


def is_purpose(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb is an infinitive of purpose or aim: what is wanted, not what is so."""
    token = tokens[index]
    if token.tag != "VB" or token.dep not in {"advcl", "acl", "xcomp", "relcl"}:
        return False
    if token.dep == "xcomp" and fold(tokens[token.head].lemma) in ASPECT:
        return False
    return any(tokens[i].tag == "TO" for i in children(tokens, index))


def is_told(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb tells what is or was, neither wished for, planned nor denied."""
    helpers = (i for i in children(tokens, verb) if tokens[i].dep in {"aux", "auxpass", "neg"})
    unreal = {"to", "will", "would", "should", "could", "can", "may", "might", "must", "not", "n't", "never"}
    return unreal.isdisjoint(fold(tokens[i].text) for i in helpers)


def root_of(tokens: Sequence[Token]) -> int:
    """The root of the (last) tree: the main verb, or the noun of a fragment."""
    roots = [i for i, token in enumerate(tokens) if token.head == i]
    verbs = [i for i in roots if tokens[i].pos in {"VERB", "AUX"}]
    return (verbs or roots or [0])[0]


def subject_of(tokens: Sequence[Token], index: int) -> int | None:
    """The subject of a verb, its own or the one it shares by being joined with "and"."""
    seen: set[int] = set()
    while index not in seen:
        seen.add(index)
        for child in children(tokens, index):
            if tokens[child].dep in {"nsubj", "nsubjpass", "csubj", "expl"}:
                return child
        if tokens[index].dep not in {"conj", "xcomp"}:
            return None
        index = tokens[index].head
    return None


def is_finite(tokens: Sequence[Token]) -> bool:
    """Whether the words hold a finite verb, and so are more than a note or a title."""
    return any(token.tag in {"VBZ", "VBP", "VBD", "MD"} and token.pos in {"VERB", "AUX"} for token in tokens)
