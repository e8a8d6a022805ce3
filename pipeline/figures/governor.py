"""The words above a figure that say what it is a figure of."""

from __future__ import annotations

from typing import Literal

from pipeline.figures.lexicon import words
from pipeline.figures.tree import TIMES, Tree

Core = Literal["none", "of", "noun"]  # what the figure itself names: nothing, "of …", its noun
_GENERIC = words("context", "generic", "nouns")
_EMPTY_VERBS = words("context", "generic", "verbs")
_COUNTED_EMPTY = words("context", "generic", "counted")
_STATES = frozenset({"place", "order", "use", "line", "operation", "force", "progress", "course", "track"})
_KEPT = frozenset({"target", "baseline", "ceiling"})  # generic, yet no level reached
_INCLUDING = frozenset({"include", "including", "comprise", "comprising"})


def governor(tree: Tree, top: int, core: Core, depth: int) -> set[int]:
    """The words above a figure that say what it is a figure of."""
    token = tree.tokens[top]
    head = token.head
    if head == top or depth > 6:
        return set()
    if token.dep in ("pobj", "pcomp"):
        return _by_preposition(tree, head, core, depth)
    if token.dep in ("nsubj", "nsubjpass", "csubj", "expl") and tree.is_verb(head):
        if core == "noun" and tree.tokens[head].lemma.lower() == "be" and _explains(tree, head):
            return set()
        return tree.predicate(head) | (set() if core != "none" else _antecedent(tree, head))
    if head in tree.taken or head in tree.counted:
        if token.dep == "appos" and core == "of":
            return set()  # "84 million girls, 3 million of them in camps"
        return governor(tree, head, core, depth + 1)
    if tree.tokens[head].tag in ("JJR", "RBR"):
        return governor(tree, head, core, depth + 1)  # "cost 40% more than planned"
    if tree.is_verb(head) or tree.tokens[head].pos == "ADJ":
        return _by_verb(tree, head, token.dep, core)
    if token.dep == "conj" and tree.is_noun(head) and (first := _listed_first(tree, head, core)) is not None:
        return governor(tree, first, core, depth + 1)
    if token.dep in ("conj", "appos", "dep") and core != "none":
        return set() if tree.is_noun(head) else governor(tree, head, core, depth + 1)
    if tree.is_noun(head) and tree.tokens[head].lemma.lower() not in TIMES:
        phrase = tree.phrase(head)
        above = set()
        if tree.tokens[head].lemma.lower() in _GENERIC and not _specified(tree, head):
            above = governor(tree, head, core, depth + 1)
        return phrase | above
    return governor(tree, head, core, depth + 1)


def _listed_first(tree: Tree, noun: int, core: Core) -> int | None:
    """What a list began with: "€54m for malaria and US$ 460m for HIV", "draw on a review and 174 interviews".

    None where it began with no figure, save for a counted noun in what a verb leads to.
    """
    if tree.tokens[noun].dep != "pobj":
        return None
    above = tree.tokens[tree.tokens[noun].head].head
    told = tree.child(above, "attr", "dobj") if tree.is_verb(above) else above
    if told in tree.taken:
        return told
    return noun if core == "noun" and tree.is_verb(above) else None


def _explains(tree: Tree, verb: int) -> bool:
    """Whether a whole clause says what the subject of "be" is: "two challenges are how to promote"."""
    return tree.child(verb, "xcomp", "ccomp") is not None and tree.child(verb, "acomp", "attr") is None


def _specified(tree: Tree, noun: int) -> bool:
    """Whether a noun like "increase" says itself of what: "an increase in staff"."""
    return any(tree.tokens[child].lemma.lower() in ("in", "of") for child in tree.children[noun])


def _by_preposition(tree: Tree, preposition: int, core: Core, depth: int) -> set[int]:
    """What "offices in 33 countries", "increased by 5%", "a budget of USD 3 million" tell."""
    above = tree.tokens[preposition].head
    part = tree.tokens[preposition].lemma.lower() in _INCLUDING
    if above == preposition or (part and core == "of") or (core == "noun" and tree.aside(preposition)):
        return set()
    beside = preposition - 1
    if (
        core == "noun"
        and tree.is_noun(beside)
        and tree.tokens[beside].dep == "conj"
        and beside not in tree.taken
    ):
        above = beside  # "member states and offices in": the offices are in
    named = core == "noun" and tree.tokens[above].lemma.lower() not in _EMPTY_VERBS
    link = {preposition} if named and tree.child(preposition, "pobj") not in tree.taken else set()
    if tree.is_verb(above):
        return _by_verb(tree, above, "prep", core) | link
    if above in tree.taken:
        return governor(tree, above, core, depth + 1)
    if core == "noun" and tree.tokens[preposition].lemma.lower() == "with" and _joins(tree, above):
        shared = tree.tokens[above].head
        return tree.predicate(shared) if tree.is_verb(shared) else governor(tree, shared, core, depth + 1)
    above = _last_of_list(tree, above, preposition)
    if above in tree.counted:
        return {above} | link if core != "none" and not part else governor(tree, above, core, depth + 1)
    if tree.is_noun(above):
        phrase = tree.phrase(above)
        if tree.tokens[above].lemma.lower() in _GENERIC and len(phrase) <= 2:
            higher = governor(tree, above, core, depth + 1)
            named = any(tree.is_noun(i) for i in higher)
            kept = len(phrase) == 2 or not named or tree.tokens[above].lemma.lower() in _KEPT
            return higher | (phrase if kept else set())
        return phrase | link | _in_place(tree, above)
    if tree.tokens[above].pos == "ADP":
        return _by_preposition(tree, above, core, depth + 1)
    return governor(tree, above, core, depth + 1) | link


def _joins(tree: Tree, word: int) -> bool:
    """Whether "with" after a word adds to a subject: "along with", "together with"."""
    return tree.tokens[word].lemma.lower() in ("along", "together")


def _in_place(tree: Tree, noun: int) -> set[int]:
    """The subject where a noun is only its state: "frameworks are in place in 33 countries"."""
    preposition = tree.tokens[noun].head
    if tree.tokens[noun].dep != "pobj" or tree.tokens[noun].lemma.lower() not in _STATES:
        return set()
    verb = tree.tokens[preposition].head
    while tree.tokens[verb].pos == "ADP" and tree.tokens[verb].head != verb:
        preposition, verb = verb, tree.tokens[verb].head
    return _subject(tree, verb) | {preposition, tree.tokens[noun].head} if tree.is_verb(verb) else set()


def _standing(tree: Tree, verb: int) -> set[int]:
    """How a subject stands: "strategies are in place in 64 countries"."""
    told: set[int] = set()
    for preposition in tree.children[verb]:
        noun = tree.child(preposition, "pobj") if tree.tokens[preposition].dep == "prep" else None
        if noun is not None and tree.tokens[noun].lemma.lower() in _STATES and not tree.told(preposition):
            told |= {preposition, noun}
    return told


def _last_of_list(tree: Tree, noun: int, preposition: int) -> int:
    """The noun of a coordination that stands right before a preposition: "states and offices in"."""
    for _ in range(4):
        other = tree.child(noun, "conj")
        if other is None or other > preposition or not tree.is_noun(other):
            break
        noun = other
    return noun


def _by_verb(tree: Tree, verb: int, dep: str, core: Core) -> set[int]:
    """The object a verb changes, else its subject; with the verb where it says something."""
    if tree.tokens[verb].lemma.lower() == "compare" and tree.tokens[verb].tag == "VBN":
        return set()
    changed = tree.child(verb, "dobj")
    if changed is not None and tree.asks(changed):
        return _antecedent(tree, verb) | (
            {verb} if core != "none" else set()
        )  # "a shortfall which appeals had cut to USD 21 million"
    if changed is not None and changed not in tree.taken and dep not in ("dobj", "attr"):
        return tree.phrase(changed) | ({verb} if core != "none" else set())
    subject = _subject(tree, verb)
    empty = _COUNTED_EMPTY if core == "noun" and dep in ("dobj", "attr", "nsubj") else _EMPTY_VERBS
    if tree.tokens[verb].lemma.lower() in empty or tree.tokens[verb].pos == "AUX":
        return subject | _standing(tree, verb) if subject else tree.predicate(verb)
    told = tree.predicate(verb)
    if told == {verb} and tree.tokens[verb].dep == "advcl":  # "responded to the cyclone, approving …"
        told |= tree.predicate(tree.tokens[verb].head, 1)
    return subject | told


def _subject(tree: Tree, verb: int) -> set[int]:
    """The subject of a verb, through "which", participles, coordination and raising."""
    for step in range(6):
        subject = tree.subject(verb)
        if subject is not None:
            if tree.asks(subject):
                return _antecedent(tree, verb)
            if subject in tree.taken:
                of = next((i for i in tree.children[subject] if tree.tokens[i].lemma.lower() == "of"), None)
                noun = None if of is None or step else tree.child(of, "pobj")
                return tree.phrase(noun, 1) if noun is not None and tree.is_noun(noun) else set()
            return tree.phrase(subject) if tree.is_noun(subject) or _gerund(tree, subject) else set()
        token = tree.tokens[verb]
        if token.dep in ("relcl", "acl") and tree.is_noun(token.head):
            return tree.phrase(token.head, 1) - set(tree.subtree(verb))
        if token.head == verb or token.dep not in (
            "conj",
            "xcomp",
            "advcl",
            "ccomp",
            "pcomp",
            "prep",
            "acomp",
        ):
            return set()
        verb = token.head
        if tree.is_noun(verb):
            return tree.phrase(verb, 1)
    return set()


def _gerund(tree: Tree, word: int) -> bool:
    """Whether a verb in -ing stands as a noun: "Spending on consultants reached"."""
    return tree.tokens[word].tag == "VBG"


def _antecedent(tree: Tree, verb: int) -> set[int]:
    """What "which" stands for: the noun a relative clause hangs on, or the subject over a figure."""
    token = tree.tokens[verb]
    if token.dep != "relcl":
        return set()
    head = token.head
    for _ in range(5):
        if tree.is_verb(head):
            return _subject(tree, head)
        if tree.is_noun(head) and head not in tree.taken:
            return tree.phrase(head, 1) - set(tree.subtree(verb))
        if tree.tokens[head].head == head:
            break
        head = tree.tokens[head].head
    return set()
