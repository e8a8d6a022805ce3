"""What a figure measures, in the sentence's own words, told by its grammar."""

from __future__ import annotations

from typing import Literal

from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.model import Span

Core = Literal["none", "of", "noun"]  # what the figure itself names: nothing, "of …", its noun
_GENERIC = words("context", "generic", "nouns")
_EMPTY_VERBS = words("context", "generic", "verbs")
_SHARE_VERBS = words("context", "generic", "shares")
_COUNTED_EMPTY = words("context", "generic", "counted")
_INCLUDING = frozenset({"include", "including", "comprise", "comprising"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PRON", "PART"})
_ENOUGH = 6  # words after a figure that say by themselves what it measures
_FOR = frozenset("of for in to on towards toward among with from by against at as between".split())


def measure_of(tree: Tree, reading: Reading) -> str | None:
    """What one figure of the sentence measures; None where the sentence holds no noun for it."""
    own = tree.inside(Span(reading.start, reading.end))
    if not own:
        return None
    found = _measured(tree, reading, own)
    if not any(tree.is_noun(i) and i not in tree.taken for i in found):
        found = _nearest(tree, reading) or found
    return tree.printed(found) or None


def _measured(tree: Tree, reading: Reading, own: tuple[int, ...]) -> set[int]:
    top = tree.top(own)
    if reading.counted is not None:
        return _counted(tree, reading, own, top)
    core = _of(tree, top, own) | _next(tree, own)
    subject = reading.kind == "percentage" and tree.tokens[top].dep in ("nsubj", "nsubjpass")
    if not core and (reading.kind in ("count", "ratio") or subject or _brackets_noun(tree, own)):
        core = _elliptic(tree, own[0])
    told = len(core) > 3 and any(tree.tokens[i].dep == "acl" for i in core)
    if told or (len(core) >= _ENOUGH and tree.tokens[top].dep in ("pobj", "dobj", "pcomp")):
        return core
    if not core and _in_brackets(tree, own) and (run := _before_bracket(tree, own[0] - 1)):
        return run
    governor = _governor(tree, top, "of" if core else "none", 0)
    if core and any(tree.tokens[i].pos == "VERB" and not _shares(tree, i) for i in governor):
        core = {i for i in core if not _links(tree, i)}
    return core | governor


def _counted(tree: Tree, reading: Reading, own: tuple[int, ...], top: int) -> set[int]:
    """A counted noun, what specifies it, and what the sentence says of it."""
    core = set(tree.inside(reading.counted)) if reading.counted else set()
    if top in core:
        core |= tree.phrase(top) | _clause(tree, top)
    core |= _owner(tree, own[0])
    alone = reading.counted is not None and len(tree.inside(reading.counted)) == 1
    if alone and (earlier := _named_before(tree, top)):
        return earlier
    if _in_brackets(tree, own) and tree.tokens[top].dep in ("appos", "dep", "npadvmod", "ROOT"):
        head = tree.tokens[top].head
        if head in tree.counted or head in tree.taken:
            return core | _governor(tree, head, "noun", 1)
        return core | (tree.phrase(head, 0) if tree.is_noun(head) else set())
    return core | _governor(tree, top, "noun", 0)


def _owner(tree: Tree, first: int) -> set[int]:
    """Whose: "the strategy's three pillars"."""
    if first < 2 or tree.tokens[first - 1].tag != "POS":
        return set()
    owner, words = first - 2, {first - 1, first - 2}
    return words | {
        i for i in tree.children[owner] if i < owner and tree.tokens[i].dep in ("compound", "amod")
    }


def _named_before(tree: Tree, noun: int) -> set[int]:
    """A fuller phrase of the same noun earlier in the sentence: "data requests … 81 requests"."""
    lemma = tree.tokens[noun].lemma.lower()
    for index in range(noun - 1, -1, -1):
        if tree.tokens[index].lemma.lower() == lemma and tree.is_noun(index) and index not in tree.counted:
            phrase = tree.phrase(index)
            return phrase if len(phrase) > 1 else set()
    return set()


def _in_brackets(tree: Tree, own: tuple[int, ...]) -> bool:
    """Whether a figure opens a bracket: "deaths on these routes (275)"."""
    start = own[0] - 1
    while start >= 0 and tree.tokens[start].text != "(" and own[0] - start < 4:
        start -= 1
    return start > 0 and tree.tokens[start].text == "("


def _brackets_noun(tree: Tree, own: tuple[int, ...]) -> bool:
    """Whether the bracket a figure opens stands right after a counted noun."""
    return own[0] > 1 and tree.tokens[own[0] - 1].text == "(" and own[0] - 2 in tree.counted


def _before_bracket(tree: Tree, index: int) -> set[int]:
    """The run of nouns, adjectives and prepositions right before an opening bracket."""
    while index >= 0 and tree.tokens[index].text != "(":
        index -= 1
    words: set[int] = set()
    index -= 1
    while index >= 0 and tree.tokens[index].pos in _NOMINAL and index not in tree.taken:
        words.add(index)
        index -= 1
    return words


def _next(tree: Tree, own: tuple[int, ...]) -> set[int]:
    """What follows a figure directly: "… (48 per cent) of its resources", "44% approaching …"."""
    after = own[-1] + 1
    if after < len(tree.tokens) and tree.tokens[after].text == "(":
        while after < len(tree.tokens) and tree.tokens[after].text != ")":
            after += 1
        after += 1
    elif after < len(tree.tokens) and tree.tokens[after].text.lower() in (")", "out"):
        after += 1
    if after >= len(tree.tokens):
        return set()
    token = tree.tokens[after]
    if token.lemma.lower() == "of" and token.pos == "ADP":
        return _object_of(tree, after)
    if token.tag in ("VBG", "VBN") and tree.tokens[own[0]].pos == "NUM":
        words = {after, token.head} if token.dep == "amod" else tree.predicate(after)
        return {i for i in words if i >= after} | _shared(tree, own[0])
    return set()


def _shared(tree: Tree, before: int) -> set[int]:
    """The noun that earlier members of a list of shares name: "39% of reports …, 44% …"."""
    for index in range(before - 1, -1, -1):
        token = tree.tokens[index]
        if token.dep == "pobj" and tree.tokens[token.head].lemma.lower() == "of":
            return {index} if tree.tokens[token.head].head in tree.taken else set()
    return set()


def _links(tree: Tree, index: int) -> bool:
    """Whether a word is the "of" between a figure and what it is a share of."""
    return tree.tokens[index].lemma.lower() == "of" and tree.tokens[index].head in tree.taken


def _shares(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].lemma.lower() in _SHARE_VERBS


def _clause(tree: Tree, noun: int) -> set[int]:
    """A short relative clause of a counted noun: "reports that met standards"."""
    clause = tree.child(noun, "relcl")
    if clause is None or tree.told(clause):
        return set()
    told = tree.predicate(clause, 1)
    return told if len(told) <= 8 else set()


def _of(tree: Tree, top: int, own: tuple[int, ...]) -> set[int]:
    """What "57% of its budget", "USD 5 million for relief" names after the figure."""
    core: set[int] = set()
    for word in own:
        for child in tree.children[word]:
            token = tree.tokens[child]
            if child in own:
                continue
            if token.dep == "acl":
                core |= tree.predicate(child)
            elif token.dep == "prep" and token.lemma.lower() in _FOR:
                core |= _object_of(tree, child)
    return core


def _object_of(tree: Tree, preposition: int) -> set[int]:
    """A preposition after a figure with its object; "of whom" gives the noun it stands for."""
    noun = tree.child(preposition, "pobj")
    if noun is not None and noun in tree.taken:
        noun = next((i for i in sorted(tree.counted) if i > preposition and i - preposition < 6), None)
        return set() if noun is None else tree.phrase(noun)
    if noun is None or noun in tree.years:
        return set()
    if tree.asks(noun) or tree.tokens[noun].pos == "PRON":
        return _elliptic(tree, preposition)
    if tree.tokens[preposition].lemma.lower() != "of" and tree.told(preposition):
        return set()
    return tree.adjunct(preposition) | _clause(tree, noun)


def _elliptic(tree: Tree, before: int) -> set[int]:
    """The noun that the sentence counted last before a word: "of the 90 reports, 45 were …"."""
    counted = [i for i in tree.counted if i < before]
    return tree.phrase(max(counted), 1) if counted else _shared(tree, before)


def _governor(tree: Tree, top: int, core: Core, depth: int) -> set[int]:
    """The words above a figure that say what it is a figure of."""
    token = tree.tokens[top]
    head = token.head
    if head == top or depth > 6:
        return set()
    if token.dep in ("pobj", "pcomp"):
        return _by_preposition(tree, head, core, depth)
    if token.dep in ("nsubj", "nsubjpass", "csubj", "expl") and tree.is_verb(head):
        return tree.predicate(head) | (set() if core != "none" else _antecedent(tree, head))
    if tree.is_verb(head) or tree.tokens[head].pos == "ADJ":
        return _by_verb(tree, head, token.dep, core)
    if head in tree.taken or head in tree.counted:
        return _governor(tree, head, core, depth + 1)
    if token.dep in ("conj", "appos", "dep") and core != "none":
        return set() if tree.is_noun(head) else _governor(tree, head, core, depth + 1)
    if tree.is_noun(head):
        phrase = tree.phrase(head)
        above = set()
        if tree.tokens[head].lemma.lower() in _GENERIC and not _specified(tree, head):
            above = _governor(tree, head, core, depth + 1)
        return phrase | above
    return _governor(tree, head, core, depth + 1)


def _specified(tree: Tree, noun: int) -> bool:
    """Whether a noun like "increase" says itself of what: "an increase in staff"."""
    return any(tree.tokens[child].lemma.lower() in ("in", "of") for child in tree.children[noun])


def _by_preposition(tree: Tree, preposition: int, core: Core, depth: int) -> set[int]:
    """What "offices in 33 countries", "increased by 5%", "a budget of USD 3 million" tell."""
    above = tree.tokens[preposition].head
    if above == preposition:
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
        return _governor(tree, above, core, depth + 1)
    above = _last_of_list(tree, above, preposition)
    if above in tree.counted:
        part = tree.tokens[preposition].lemma.lower() in _INCLUDING
        return {above} | link if core != "none" and not part else _governor(tree, above, core, depth + 1)
    if tree.is_noun(above):
        phrase = tree.phrase(above)
        if tree.tokens[above].lemma.lower() in _GENERIC and len(phrase) <= 2:
            higher = _governor(tree, above, core, depth + 1)
            named = any(tree.is_noun(i) for i in higher)
            return higher | (phrase if len(phrase) == 2 or not named else set())
        return phrase | link
    if tree.tokens[above].pos == "ADP":
        return _by_preposition(tree, above, core, depth + 1)
    return _governor(tree, above, core, depth + 1) | link


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
    changed = tree.child(verb, "dobj")
    if changed is not None and changed not in tree.taken and dep not in ("dobj", "attr"):
        return tree.phrase(changed) | ({verb} if core != "none" else set())
    subject = _subject(tree, verb)
    empty = _COUNTED_EMPTY if core == "noun" and dep in ("dobj", "attr", "nsubj") else _EMPTY_VERBS
    if tree.tokens[verb].lemma.lower() in empty or tree.tokens[verb].pos == "AUX":
        return subject or tree.predicate(verb)
    return subject | tree.predicate(verb)


def _subject(tree: Tree, verb: int) -> set[int]:
    """The subject of a verb, through "which", participles, coordination and raising."""
    for _ in range(6):
        subject = tree.child(verb, "nsubj", "nsubjpass")
        if subject is not None:
            if tree.asks(subject):
                return _antecedent(tree, verb)
            return tree.phrase(subject) if tree.is_noun(subject) and subject not in tree.taken else set()
        token = tree.tokens[verb]
        if token.dep in ("relcl", "acl") and tree.is_noun(token.head):
            return tree.phrase(token.head, 1) - set(tree.subtree(verb))
        if token.head == verb or token.dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep"):
            return set()
        verb = token.head
        if tree.is_noun(verb):
            return tree.phrase(verb, 1)
    return set()


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


def _nearest(tree: Tree, reading: Reading) -> set[int]:
    """The noun phrase that ends right before the figure, else the one after it."""
    nouns = [i for i in range(len(tree.tokens)) if tree.is_noun(i) and i not in tree.taken]
    before = [i for i in nouns if tree.tokens[i].end <= reading.start]
    after = [i for i in nouns if tree.tokens[i].start >= reading.end]
    if not before and not after:
        return set()
    noun = before[-1] if before else after[0]
    for _ in range(4):
        above = tree.tokens[noun].head
        if tree.tokens[noun].dep == "compound" and above not in tree.taken:
            noun = above
        elif tree.tokens[noun].dep == "pobj" and tree.is_noun(tree.tokens[above].head):
            noun = tree.tokens[above].head
        else:
            break
    return set() if noun in tree.taken else tree.phrase(noun)
