"""A measure worded as what is counted: "countries the evaluation visited", "reports rated good"."""

from __future__ import annotations

from pipeline.figures.printing import printed
from pipeline.figures.tree import TIMES, Tree

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_LONGEST = 8  # words of a subject that is told in full
_ENDS = frozenset({":", ";", "–", "—"})
_PARTS = frozenset({"·", "|", "•"})  # between the facts of one line
_LEVELS = frozenset({"to", "by", "from", "at"})  # "brought costs down to 12% of the budget"
_JOINS = frozenset({"be", "have"})


def worded(tree: Tree, found: set[int], own: tuple[int, ...]) -> str:
    """The words of a measure as a phrase that names the thing counted or measured.

    What a verb acts on comes before the clause; the forms of "be" that merely join subject and
    participle or adjective are left off.
    """
    first, last = _bounds(tree, own[0], _PARTS)
    found = {i for i in found if first <= i < last} or found
    parts = _object_first(tree, found, own)
    if parts is None:
        return printed(tree, found - _joining(tree, found))
    front, clause = printed(tree, parts[0], 14), printed(tree, parts[1], 14, leads=True)
    return f"{front} {clause}" if front and clause else front or clause


def same_clause(tree: Tree, found: set[int], own: tuple[int, ...]) -> set[int]:
    """The words on a figure's side of a colon or semicolon, where a sentence of its own stands there."""
    first, last = _bounds(tree, own[0])
    near = {i for i in found if first <= i < last}
    tells = any(tree.tokens[i].tag in _FINITE for i in range(first, last))
    return near if tells and any(tree.is_noun(i) or tree.is_verb(i) for i in near) else found


def _bounds(tree: Tree, index: int, ends: frozenset[str] = _ENDS) -> tuple[int, int]:
    """The stretch between two such marks in which a word stands; the end is excluded."""
    marks = [i for i, token in enumerate(tree.tokens) if token.text in ends]
    first = max((i for i in marks if i < index), default=-1) + 1
    return first, min((i for i in marks if i > index), default=len(tree.tokens))


def _joining(tree: Tree, found: set[int]) -> set[int]:
    """The auxiliaries a noun phrase does without: "reports (were) rated good", "(has been) paid"."""
    told = set()
    for index in found:
        token = tree.tokens[index]
        helping = token.dep in ("aux", "auxpass")
        verb = token.head if helping else index
        helped = {tree.tokens[i].tag for i in tree.children[verb] if tree.tokens[i].dep in ("aux", "auxpass")}
        if helped & {"MD", "TO"} or token.pos != "AUX" or token.lemma.lower() not in _JOINS:
            continue
        passive = helping and tree.tokens[verb].tag in ("VBN", "VBG")
        passive = passive and (token.lemma.lower() == "be" or tree.child(verb, "auxpass") is not None)
        copula = tree.tokens[verb].lemma.lower() == "be"  # and its "has" in "has been vacant"
        states = {i for i in tree.children[verb] if tree.tokens[i].dep in ("acomp", "prep", "advmod", "oprd")}
        after_verb = max((i for i in found if i < index and tree.tokens[i].pos != "AUX"), default=index)
        if tree.tokens[after_verb].pos != "VERB" and (passive or (copula and states & found)):
            told.add(index)
    return told


def _object_first(tree: Tree, found: set[int], own: tuple[int, ...]) -> tuple[set[int], set[int]] | None:
    """What a verb acts on, and the clause round it; None where the figure counts no object."""
    counted = tree.top(own)
    noun = _acted_on(tree, counted)
    verb, preposition = _acting(tree, noun)
    level = preposition is not None and tree.tokens[preposition].lemma.lower() in _LEVELS
    whole = _whole(tree, counted) if verb in found and not level else None
    if whole in found:
        counted = whole or counted  # "agreed with 54 of the recommendations"
    elif counted not in tree.counted:
        return None
    if verb is None or not tree.is_verb(verb):
        return None
    if verb not in found and (preposition is not None or tree.tokens[verb].lemma.lower() == "be"):
        return None
    subject = _subject(tree, verb, own)
    if subject is None:
        return None
    front = {i for i in tree.subtree(counted) if i in found} | {counted}
    if tree.child(counted, "relcl") in front:
        return front, set()  # what is counted says enough: "projects that it audited in Iraq"
    thing = tree.child(verb, "dobj")
    if preposition is not None and thing in found:
        front |= {i for i in tree.subtree(thing or 0) if i in found} | {preposition}
        preposition = None
    told = (
        found
        | {verb, *(i for i in tree.children[verb] if tree.tokens[i].dep == "prt")}
        | ({preposition} if preposition is not None else set())
    )
    later = {i for c in tree.children[verb] if tree.tokens[c].dep in ("conj", "cc") for i in tree.subtree(c)}
    rest = {i for i in tree.subtree(verb) if i in told} - front - set(tree.subtree(noun)) - later
    if subject:
        return front, rest | subject
    return (front, rest) if _infinitive(tree, verb) else (rest | front, set())


def _acted_on(tree: Tree, noun: int) -> int:
    """The word in a verb's object that stands for a counted noun: the first of a list, the whole."""
    while tree.tokens[noun].dep == "conj" and tree.is_noun(tree.tokens[noun].head):
        noun = tree.tokens[noun].head
    above = tree.tokens[tree.tokens[noun].head].head
    if tree.tokens[noun].dep == "pobj" and (above in tree.taken or _sums(tree, above)):
        return above  # "held two of 16 seats", "assessed a total of 47 agencies"
    return noun


def _sums(tree: Tree, noun: int) -> bool:
    """Whether a noun only says that what follows is a sum, and is what a verb acts on."""
    return tree.tokens[noun].lemma.lower() == "total" and tree.tokens[noun].dep == "dobj"


def _whole(tree: Tree, figure: int) -> int | None:
    """The noun a bare figure is some of: "54 of the recommendations"."""
    of = tree.child(figure, "prep") if figure in tree.taken else None
    if of is None or tree.tokens[of].lemma.lower() != "of" or tree.tokens[figure].lemma.lower() in TIMES:
        return None
    noun = tree.child(of, "pobj")
    return noun if noun is not None and tree.is_noun(noun) else None


def _acting(tree: Tree, noun: int) -> tuple[int | None, int | None]:
    """The verb a noun is the object of, and the preposition between them, if any."""
    token = tree.tokens[noun]
    if token.dep == "dobj":
        return token.head, None
    if token.dep != "pobj" or tree.aside(token.head):
        return None, None
    return tree.tokens[token.head].head, token.head


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[i].tag == "TO" for i in tree.children[verb])


def _subject(tree: Tree, verb: int, own: tuple[int, ...]) -> set[int] | None:
    """The words of a verb's subject; empty where the verb needs none, None where it has none told."""
    finite = verb
    while (subject := tree.subject(finite)) is None:
        token = tree.tokens[finite]
        if _infinitive(tree, finite) or (token.tag == "VBG" and token.dep in ("pcomp", "advcl", "xcomp")):
            return set()
        if token.dep != "conj" or token.head == finite:
            return None
        finite = token.head
    first, last = _bounds(tree, own[0])
    if subject in tree.taken or subject in own or not first <= subject < min(verb, last):
        return None
    if tree.asks(subject):
        head = tree.tokens[finite].head
        known = tree.tokens[finite].dep == "relcl" and tree.is_noun(head) and head not in tree.taken
        return tree.phrase(head, 0) if known else None
    if not tree.is_noun(subject):
        return {subject} if tree.tokens[subject].pos == "PRON" else None
    phrase = tree.phrase(subject, 1)
    return phrase if len(phrase) <= _LONGEST else tree.phrase(subject, 0)
