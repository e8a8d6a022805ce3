"""What the grammar of a sentence does to a phrase in it: how far it counts, and which way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.language import Token
from pipeline.segment.cues import Hit, Lexicon, fold

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
_FALLS = frozenset("fall decline drop decrease shrink diminish disappear recede subside".split())
_NEGATION_PASSES = frozenset(
    "acomp attr dobj pobj prep amod advmod xcomp oprd agent compound nmod nsubjpass conj poss npadvmod "
    "dative pcomp auxpass aux det quantmod nummod".split()
)
_DURING = frozenset({"during", "amid", "amidst", "despite", "notwithstanding", "throughout"})
_SETTINGS = frozenset(
    "environment context setting situation circumstance condition time period climate".split()
)
_ADJUNCTS = frozenset({"without", "with", "at", "by", "despite", "through"})  # "filled without competition"
_NOMINAL = frozenset({"amod", "pobj", "prep", "compound", "conj", "nmod", "poss", "pcomp", "acl", "advmod"})


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
        if token.dep == "advcl" and marks & CONDITIONS:
            share = 0.4
        elif (token.dep == "advcl" and marks & CONCESSIONS) or is_purpose(tokens, step):
            share = 0.35
        elif token.dep == "pobj" and fold(tokens[token.head].text) in CONCESSIONS:
            share = 0.3
        elif token.dep == "pcomp" and fold(tokens[token.head].text) == "with":
            share = 0.5
        weight *= share
    return max(weight, 0.1)


def is_purpose(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb is an infinitive of purpose or aim: what is wanted, not what is so."""
    token = tokens[index]
    if token.tag != "VB" or token.dep not in {"advcl", "acl", "xcomp", "relcl"}:
        return False
    if token.dep == "xcomp" and fold(tokens[token.head].lemma) in ASPECT:
        return False
    return any(tokens[i].tag == "TO" for i in children(tokens, index))


def negated(tokens: Sequence[Token], hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a negation has the phrase in its scope ("no", "not", "without", "less effective")."""
    negators = lexicon.words["negators"]
    top = top_of(tokens, hit)
    if [fold(token.text) for token in tokens[max(hit.first - 2, 0) : hit.first]] == ["far", "from"]:
        return True
    for step in (top, *ancestors(tokens, top)):
        for child in children(tokens, step):
            word = fold(tokens[child].text)
            if word in {"less", "least"} and step == top and child < hit.first:
                return True
            if word not in negators or word == "without" or child > hit.last:
                continue
            if hit.first <= child <= hit.last:
                continue
            if not _not_only(tokens, child) and (tokens[child].dep != "conj"):
                return True
        if fold(tokens[step].text) == "without" and step < hit.first:
            return True
        if tokens[step].pos in {"VERB", "AUX"} and _of_few(tokens, step, hit):
            return True
        if tokens[step].dep not in _NEGATION_PASSES or _new_clause(tokens, step):
            return False
    return False


_SMALL = frozenset({"only", "just", "merely", "barely", "scarcely", "hardly"})
_PARTS = frozenset({"half", "quarter", "third", "fifth", "tenth", "fraction", "handful", "minority", "few"})


def few_before(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb is told of few of a set: "only 3 of 17 plans set", "fewer than half have"."""
    subject = subject_of(tokens, verb)
    if subject is None or (tokens[verb].dep == "conj" and subject < tokens[verb].head < verb):
        return False
    bounds = (i for i in range(verb - 1, -1, -1) if fold(tokens[i].text) in {",", ";", ":", "but"})
    start = next(bounds, -1) + 1
    fronted = fold(tokens[0].text) == "of" and start and "," not in {t.text for t in tokens[: start - 1]}
    forms = [fold(token.text) for token in tokens[start:verb]]
    for at, form in enumerate(forms[:-2]):
        ahead = tokens[start + at + 1 : start + at + 4]
        counted = form in _SMALL or (form == "than" and at > 0 and forms[at - 1] in {"fewer", "less"})
        if counted and _of_size(ahead) and (fronted or _of_whole(forms[at:])):
            return True
    return False


def _of_size(ahead: Sequence[Token]) -> bool:
    """Whether a number or a part of a whole is among the words."""
    return any(token.pos == "NUM" or fold(token.lemma) in _PARTS for token in ahead)


def _of_whole(forms: Sequence[str]) -> bool:
    """Whether a number is told of a whole: "3 of 17", "one in three", "12 per cent"."""
    return not {"of", "in", "out", "%", "percent", "cent", "half", "quarter", "third"}.isdisjoint(forms)


def _of_few(tokens: Sequence[Token], verb: int, hit: Hit) -> bool:
    """Whether the subject is "few" or "little" of something: next to none, unless "a few"."""
    if hit.last >= verb and few_before(tokens, verb):
        return True
    subject = subject_of(tokens, verb)
    if subject is None:
        return False
    own = {fold(tokens[i].text): i for i in (subject, *children(tokens, subject))}
    few = own.get("few", own.get("little"))
    if few is None or hit.first <= few <= hit.last:
        return False
    return not few <= hit.last <= subject and "a" not in own


def _not_only(tokens: Sequence[Token], index: int) -> bool:
    """Whether a negator denies nothing: "not only", "not limited to", "no other"."""
    following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
    plain = {"only", "limited", "other", "longer", "just", "least", "surprising", "surprisingly"}
    return following in plain or left_behind(tokens, index)


def left_behind(tokens: Sequence[Token], index: int) -> bool:
    """Whether a negator belongs to "leave no one behind"."""
    near = [fold(token.text) for token in tokens[index : index + 4]]
    return near[:2] == ["no", "one"] and "behind" in near


def is_told(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb tells what is or was, neither wished for, planned nor denied."""
    helpers = (i for i in children(tokens, verb) if tokens[i].dep in {"aux", "auxpass", "neg"})
    unreal = {"to", "will", "would", "should", "could", "can", "may", "might", "must", "not", "n't", "never"}
    return unreal.isdisjoint(fold(tokens[i].text) for i in helpers)


def _new_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether a conjunct has a verb of its own, so that a negation before it does not reach it."""
    return tokens[index].dep == "conj" and tokens[index].pos in {"VERB", "AUX"}


def short_of(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a good thing is what is lacking: "limited flexibility", "a lack of clear priorities"."""
    shortage = lexicon.words["shortage"]
    step = index
    for _ in range(8):
        for child in children(tokens, step):
            if tokens[child].dep in {"amod", "compound", "det", "nmod", "advmod"} and _is(
                tokens[child], shortage
            ):
                return True
        token = tokens[step]
        if step != index and _is(token, shortage):
            return True
        head = token.head
        if head == step:
            return False
        above = tokens[head]
        if token.dep == "nsubj" and fold(above.lemma) in {"be", "remain"}:
            return any(
                tokens[i].dep in {"acomp", "attr"} and _is(tokens[i], shortage)
                for i in children(tokens, head)
            )
        if token.dep not in _NOMINAL:
            return token.dep in {"dobj", "nsubjpass", "xcomp", "acomp", "nsubj"} and _is(above, shortage)
        step = head
    return False


def governed(tokens: Sequence[Token], index: int, places: frozenset[int]) -> bool:
    """Whether a word is the complement of one of these words: "falls short of good practice"."""
    step = index
    while tokens[step].head != step and tokens[step].dep in _NOMINAL | {"dobj", "xcomp"}:
        step = tokens[step].head
        if step in places:
            return True
    return False


def falls(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bad thing is what falls: "the number of overdue audits has fallen"."""
    step = index
    while tokens[step].head != step and tokens[step].dep in _NOMINAL:
        step = tokens[step].head
    return tokens[step].dep == "nsubj" and fold(tokens[tokens[step].head].lemma) in _FALLS


def relieved(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a bad thing is what is being mended: "address the shortcomings", "reduction in delays"."""
    relieves = lexicon.words["relieves"]
    if any(tokens[i].dep == "amod" and _is(tokens[i], relieves) for i in children(tokens, index)):
        return True  # "avoided duplication", misread as a kind of duplication
    step = index
    for above in ancestors(tokens, index):
        if fold(tokens[above].lemma) == "identify" and _by_assessor(tokens, above, lexicon):
            return False  # "the audit identified gaps"
        if _is(tokens[above], relieves):
            return not (tokens[above].pos == "VERB" and fold(tokens[step].text) in _ADJUNCTS)
        if tokens[step].dep not in _NOMINAL | {"dobj", "nsubjpass"}:
            return False
        if tokens[above].pos in {"VERB", "AUX"} and tokens[step].dep in {"dobj", "nsubjpass"}:
            return False
        step = above
    return False


def _by_assessor(tokens: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    subject = subject_of(tokens, verb)
    return subject is not None and fold(tokens[subject].lemma) in lexicon.words["assessors"]


def of_circumstances(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word tells under what circumstances something was done, not how well.

    "during a period of exceptional disruption", "achieves results in a challenging environment"
    """
    step = index
    while tokens[step].head != step and tokens[step].dep in _NOMINAL | {"appos"}:
        above = tokens[step].head
        word = fold(tokens[above].text)
        if tokens[above].pos in {"ADP", "SCONJ"} and (
            word in _DURING or (word == "in" and fold(tokens[step].lemma) in _SETTINGS)
        ):
            return tokens[tokens[above].head].pos != "NOUN"
        step = above
    return False


def _is(token: Token, words: frozenset[str]) -> bool:
    return fold(token.text) in words or fold(token.lemma) in words


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
