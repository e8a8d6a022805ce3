"""What the words around a phrase do to it: deny it, want it, mend it, or make it somebody else's."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.cues import Hit, Lexicon, fold
from pipeline.segment.grammar import ancestors, children, subject_of, top_of

HEAVY = 1.7  # blame from this weight takes the praise in its complement along
_FALLS = frozenset("fall decline drop decrease shrink diminish disappear recede subside".split())
_SELDOM = frozenset({"rare", "few", "low", "negligible", "minimal", "infrequent", "small"})
_NEGATION_PASSES = frozenset(
    "acomp attr dobj pobj prep amod advmod xcomp oprd agent compound nmod nsubjpass conj poss npadvmod "
    "dative pcomp auxpass aux det quantmod nummod".split()
)
# "filled without competition", "cut because of a lack of funds"
_ADJUNCTS = frozenset(
    {"without", "with", "at", "by", "despite", "through", "because", "owing", "due", "amid"}
)
_NOMINAL = frozenset({"amod", "pobj", "prep", "compound", "conj", "nmod", "poss", "pcomp", "acl", "advmod"})
_SMALL = frozenset({"only", "just", "merely", "barely", "scarcely", "hardly"})
_PARTS = frozenset({"half", "quarter", "third", "fifth", "tenth", "fraction", "handful", "minority", "few"})


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
        if tokens[step].dep == "conj" and any(fold(token.text) == "nor" for token in tokens[:step]):
            return True  # "is not contributing, nor working hard"
        if tokens[step].dep not in _NEGATION_PASSES or _new_clause(tokens, step):
            return False
    return False


def _not_only(tokens: Sequence[Token], index: int) -> bool:
    """Whether a negator denies nothing: "not only", "not limited to", "no other"."""
    following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
    plain = {"only", "limited", "other", "longer", "just", "least", "surprising", "surprisingly"}
    return following in plain or left_behind(tokens, index)


def left_behind(tokens: Sequence[Token], index: int) -> bool:
    """Whether a negator belongs to "leave no one behind"."""
    near = [fold(token.text) for token in tokens[index : index + 4]]
    return near[:2] == ["no", "one"] and "behind" in near


def _new_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether a conjunct says something of its own, so that a negation before it does not reach it.

    "is not documented and therefore difficult to assess"
    """
    verbs = {"VERB", "AUX"}
    return tokens[index].dep == "conj" and (
        tokens[index].pos in verbs or tokens[tokens[index].head].pos in verbs
    )


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


def short_of(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a good thing is what is lacking: "limited flexibility", "a lack of clear priorities"."""
    shortage = lexicon.words["shortage"]
    step = index
    for _ in range(8):
        for child in children(tokens, step):
            named = tokens[child].dep in {"amod", "compound", "det", "nmod", "advmod"}
            if named and _is(tokens[child], shortage) and not is_thrift(tokens, child, lexicon):
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
    """Whether a bad thing is what falls or is rare: "the number of overdue audits has fallen"."""
    if any(
        tokens[i].dep == "amod" and fold(tokens[i].text) in {"few", "rare"} for i in children(tokens, index)
    ):
        return True
    step = index
    while tokens[step].head != step and tokens[step].dep in _NOMINAL:
        step = tokens[step].head
    verb = tokens[step].head
    few = any(tokens[i].dep == "acomp" and fold(tokens[i].text) in _SELDOM for i in children(tokens, verb))
    return tokens[step].dep == "nsubj" and (few or fold(tokens[verb].lemma) in _FALLS)


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


def is_thrift(tokens: Sequence[Token], top: int, words: Lexicon) -> bool:
    """Whether what is little is what should be: "low overheads", "few complaints"."""
    head = tokens[tokens[top].head]
    small = fold(tokens[top].text) in {"low", "lower", "few", "fewer"}
    return small and tokens[top].dep == "amod" and _is(head, words.words["bads"])


def _by_assessor(tokens: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    subject = subject_of(tokens, verb)
    return subject is not None and fold(tokens[subject].lemma) in lexicon.words["assessors"]


def tells_of_people(tokens: Sequence[Token], hit: Hit, top: int, words: Lexicon) -> bool:
    """Whether a word of blame only tells who is served: "poor households", "fragile states", "the poor"."""
    served = words.words["people"]
    steps = (i for i in (top, *ancestors(tokens, top)) if tokens[i].dep == "relcl")
    if any(
        fold(tokens[tokens[i].head].lemma) in served and tokens[tokens[i].head].dep == "pobj" for i in steps
    ):
        return True  # "in states that differ widely in capacity"
    if hit.first != hit.last or fold(tokens[top].lemma) not in words.words["served"]:
        return False
    head = tokens[tokens[top].head]
    if tokens[top].dep in {"amod", "compound", "conj"} and fold(head.lemma) in words.words["people"]:
        return True
    return tokens[top].dep in {"pobj", "dobj", "nsubj", "nsubjpass"}


def _is(token: Token, words: frozenset[str]) -> bool:
    return fold(token.text) in words or fold(token.lemma) in words
