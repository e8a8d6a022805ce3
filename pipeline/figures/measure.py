"""What a figure measures, in the sentence's own words, told by its grammar."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.model import Span

_GENERIC = words("context", "generic", "nouns")
_EMPTY_VERBS = words("context", "generic", "verbs")
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")


@dataclass(frozen=True, slots=True)
class Found:
    """The words of a measure; `sure` where grammar and not mere nearness told them."""

    words: frozenset[int]
    sure: bool = True


def measure_of(tree: Tree, reading: Reading, spans: dict[int, Span]) -> str | None:
    """What one figure of the sentence measures; None where the sentence holds no noun for it."""
    found = _found(tree, reading, spans, 0)
    if found is None or not _noun_in(tree, found.words):
        found = _nearest(tree, reading)
    if found is None:
        return None
    return tree.printed(found.words) or None


def _noun_in(tree: Tree, chosen: frozenset[int]) -> bool:
    return any(tree.is_noun(i) and i not in tree.taken for i in chosen)


def _found(tree: Tree, reading: Reading, spans: dict[int, Span], depth: int) -> Found | None:
    own = tree.inside(Span(reading.start, reading.end))
    if not own or depth > 3:
        return None
    top = tree.top(own)
    core: set[int] = set()
    if reading.counted is not None:
        core = {i for i in tree.inside(reading.counted)}
        core |= _own(tree, top, core)
    else:
        core = _of(tree, top, own)
    governor = _governor(tree, top, own, bool(core), 0)
    return Found(frozenset(core | governor)) if core or governor else None


def _own(tree: Tree, noun: int, core: set[int]) -> set[int]:
    """A counted noun with what specifies it."""
    return tree.phrase(noun) if noun in core or tree.is_noun(noun) else set()


def _of(tree: Tree, top: int, own: tuple[int, ...]) -> set[int]:
    """What "57% of its budget", "USD 5 million for relief" names after the figure."""
    core: set[int] = set()
    for word in own:
        for child in tree.children[word]:
            if child in own:
                continue
            dep = tree.tokens[child].dep
            if dep == "prep" and not tree.dated(child):
                core |= tree.adjunct(child)
                core |= {
                    i
                    for grandchild in tree.children[child]
                    for clause in tree.children[grandchild]
                    if tree.tokens[clause].dep in ("relcl", "acl")
                    for i in tree.predicate(clause) | set(tree.children[clause][:1])
                    if i not in tree.taken
                }
            elif dep == "acl":
                core |= tree.predicate(child)
    return core


def _governor(tree: Tree, top: int, own: tuple[int, ...], specific: bool, depth: int) -> set[int]:
    """The words above a figure that say what it is a figure of."""
    token = tree.tokens[top]
    head = token.head
    if head == top or depth > 5:
        return set()
    dep = token.dep
    if dep in ("conj", "appos") or (dep == "dep" and not tree.is_verb(head)):
        return _above(tree, head, own, specific, depth)
    if dep in ("pobj", "pcomp"):
        return _by_preposition(tree, head, own, specific, depth)
    if dep in _SUBJECT and tree.is_verb(head):
        antecedent = _antecedent(tree, head)
        return tree.predicate(head) | (antecedent if not specific else set())
    if tree.is_verb(head) or tree.tokens[head].pos == "ADJ":
        return _by_verb(tree, head, dep, specific)
    if tree.is_noun(head) and head not in tree.taken:
        return tree.phrase(head)
    return _above(tree, head, own, specific, depth)


def _above(tree: Tree, head: int, own: tuple[int, ...], specific: bool, depth: int) -> set[int]:
    """Through another figure or a coordinated noun to what governs both."""
    if head in tree.taken:
        higher = _governor(tree, head, own, specific, depth + 1)
        shared = _of(tree, head, (head,)) if not specific else set()
        return higher | {i for i in shared if not specific}
    if tree.is_noun(head):
        return tree.phrase(head) if not specific else tree.phrase(head, 0)
    return _governor(tree, head, own, specific, depth + 1)


def _by_preposition(
    tree: Tree, preposition: int, own: tuple[int, ...], specific: bool, depth: int
) -> set[int]:
    """ "offices in 33 countries", "increased by 5%", "a budget of USD 3 million"."""
    above = tree.tokens[preposition].head
    if above == preposition:
        return set()
    word = {preposition} if specific else set()
    if above in tree.taken:
        return _above(tree, above, own, specific, depth + 1) | (word if specific else set())
    if tree.is_verb(above):
        return _by_verb(tree, above, "prep", specific) | word
    if tree.is_noun(above):
        phrase = tree.phrase(above)
        if tree.tokens[above].lemma.lower() in _GENERIC and len(phrase) <= 2:
            return phrase | _governor(tree, above, own, specific, depth + 1)
        return phrase | word
    if tree.tokens[above].dep in ("prep", "agent") or tree.tokens[above].pos == "ADP":
        return _by_preposition(tree, above, own, specific, depth + 1)
    return _governor(tree, above, own, specific, depth + 1) | word


def _by_verb(tree: Tree, verb: int, dep: str, specific: bool) -> set[int]:
    """The object a verb changes, else its subject; with the verb where it says something."""
    dobj = tree.child(verb, "dobj")
    if dobj is not None and dobj not in tree.taken and dep not in ("dobj", "attr"):
        chosen = tree.phrase(dobj)
        return chosen | ({verb} if specific else set())
    subject = _subject(tree, verb)
    lemma = tree.tokens[verb].lemma.lower()
    if lemma in _EMPTY_VERBS or tree.tokens[verb].pos == "AUX":
        return subject or tree.predicate(verb)
    told = tree.predicate(verb)
    return subject | told


def _subject(tree: Tree, verb: int) -> set[int]:
    """The subject of a verb, through "which", participles, coordination and raising."""
    for _ in range(6):
        subject = tree.child(verb, "nsubj", "nsubjpass")
        if subject is not None:
            if tree.tokens[subject].tag in ("WDT", "WP", "WP$", "WRB"):
                return _antecedent(tree, verb)
            if subject in tree.taken:
                return tree.phrase(subject) - tree.taken
            return tree.phrase(subject) if tree.is_noun(subject) else set()
        token = tree.tokens[verb]
        if token.dep in ("relcl", "acl") and tree.is_noun(token.head):
            return tree.phrase(token.head, 1) - set(tree.subtree(verb))
        if token.head == verb or token.dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acl", "prep"):
            return set()
        verb = token.head
        if tree.is_noun(verb):
            return tree.phrase(verb, 1)
    return set()


def _antecedent(tree: Tree, verb: int) -> set[int]:
    """What "which" stands for: the noun a relative clause hangs on, or that noun's subject."""
    token = tree.tokens[verb]
    if token.dep != "relcl":
        return set()
    head = token.head
    if head in tree.taken:
        above = tree.tokens[head].head
        for _ in range(4):
            if tree.is_verb(above):
                return _subject(tree, above)
            above = tree.tokens[above].head
        return set()
    return tree.phrase(head, 1) - set(tree.subtree(verb))


def _nearest(tree: Tree, reading: Reading) -> Found | None:
    """The noun phrase that ends right before the figure, else the one after it."""
    before = [
        i
        for i, t in enumerate(tree.tokens)
        if t.end <= reading.start and tree.is_noun(i) and i not in tree.taken
    ]
    after = [
        i
        for i, t in enumerate(tree.tokens)
        if t.start >= reading.end and tree.is_noun(i) and i not in tree.taken
    ]
    if not before and not after:
        return None
    noun = before[-1] if before else after[0]
    while tree.tokens[noun].dep == "compound" or (
        tree.tokens[noun].dep == "pobj"
        and tree.is_noun(tree.tokens[tree.tokens[noun].head].head)
        and tree.tokens[tree.tokens[noun].head].head != noun
    ):
        parent = tree.tokens[noun].head
        noun = parent if tree.tokens[noun].dep == "compound" else tree.tokens[parent].head
        if noun in tree.taken:
            return None
    return Found(frozenset(tree.phrase(noun)), sure=False)
