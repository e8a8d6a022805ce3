"""What a figure itself names: "57% of its budget", the whole told before it, the noun right before it."""

from __future__ import annotations

from pipeline.figures.beside import brackets_noun, ended_before, in_brackets
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree

_TASK = frozenset({"xcomp", "ccomp", "advcl"})
_FOR = frozenset("per of for in to on towards toward among with from by against at as between".split())


def core_of(tree: Tree, reading: Reading, own: tuple[int, ...], top: int) -> set[int]:
    """What a figure itself names: "of …" after it, or the whole or subject told before it."""
    core = named_after(tree, own) | _next(tree, own)
    subject = reading.kind == "percentage" and tree.tokens[top].dep in ("nsubj", "nsubjpass")
    bracketed = brackets_noun(tree, own)
    asks = reading.kind in ("count", "ratio") or subject or bracketed
    if core or not asks or (in_brackets(tree, own) and not bracketed):
        return core
    core = _elliptic(tree, own[0])
    if not core and subject and tree.tokens[tree.tokens[top].head].dep != "relcl":
        core = _subject_before(tree, own[0])
    return core


def named_after(tree: Tree, own: tuple[int, ...]) -> set[int]:
    """What "57% of its budget", "USD 5 million for relief" names after the figure."""
    core: set[int] = set()
    for word in own:
        for child in tree.children[word]:
            token = tree.tokens[child]
            if child in own:
                continue
            if token.dep == "acl" and not tree.remark(child):
                core |= tree.predicate(child)
            elif token.dep == "relcl" and (who := tree.subject(child)) is not None and not tree.asks(who):
                spender = tree.phrase(who, 1) if tree.is_noun(who) else _subject_before(tree, own[0])
                core |= spender | {child}  # "the $36 million it utilized"
            elif token.dep == "prep" and token.lemma.lower() in _FOR:
                core |= _object_of(tree, child)
    return core


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
    participle = token.tag in ("VBG", "VBN") and token.lemma.lower() != "compare"
    if participle and tree.tokens[own[0]].pos in ("NUM", "SYM"):
        words = {after, token.head} if token.dep == "amod" else tree.predicate(after)
        return {i for i in words if i >= after} | _shared(tree, own[0])
    return set()


def taking(tree: Tree, top: int) -> set[int]:
    """What "it" takes a time: "it takes 18 months to recruit a staff member"."""
    verb = tree.tokens[top].head
    who = tree.subject(verb)
    if tree.tokens[verb].lemma.lower() != "take" or who is None or tree.tokens[who].text.lower() != "it":
        return set()
    task = next((i for i in tree.children[verb] if i > top and tree.tokens[i].dep in _TASK), None)
    return set() if task is None else {i for i in tree.subtree(task) if tree.tokens[i].pos != "SCONJ"}


def named_right_before(tree: Tree, first: int) -> set[int]:
    """The noun of "supervision budgets, at $95,000, were thin", "400 projects worth less than £50,000"."""
    if first and tree.tokens[first - 1].lemma.lower() == "at":
        return ended_before(tree, first - 1)
    worth = next((i for i in range(first - 1, max(0, first - 5), -1) if tree.tokens[i].text == "worth"), None)
    if worth is None:
        return set()
    if tree.tokens[worth - 1].text == ",":  # "36 operations in Malawi, worth UA 512 million"
        return ended_before(tree, worth, whole=True) | {worth}
    noun = worth - 1
    return (
        set()
        if noun in tree.taken or not tree.is_noun(noun)
        else {i for i in tree.phrase(noun, 0) | {worth} if i <= worth}
    )


def clause_of(tree: Tree, noun: int) -> set[int]:
    """A short relative clause of a counted noun: "reports that met standards"."""
    clause = tree.child(noun, "relcl")
    subject = None if clause is None else tree.subject(clause)
    if clause is None or tree.told(clause) or (subject is not None and tree.tokens[subject].text == "one"):
        return set()
    asking = (i for i in tree.subtree(clause) if tree.asks(i))
    links = {i for i in asking if tree.tokens[i].tag == "WRB" or tree.tokens[i].dep == "pobj"}
    named = subject is not None and tree.is_noun(subject) and subject not in tree.counted | tree.taken
    if not named and any(tree.tokens[i].tag == "WRB" for i in links):
        return set()  # "100 countries where it works" are no others than the 100
    told = tree.predicate(clause, 1)
    if len(told) > 8:
        return set()
    if not named or subject is None:
        return told
    return told | links | {tree.tokens[i].head for i in links} | tree.phrase(subject, 0)


def _object_of(tree: Tree, preposition: int) -> set[int]:
    """A preposition after a figure with its object; "of whom" gives the noun it stands for."""
    noun = tree.child(preposition, "pobj")
    if noun is None or noun in tree.taken:
        noun = next((i for i in sorted(tree.counted) if i > preposition and i - preposition < 6), None)
        return set() if noun is None else tree.phrase(noun)
    if noun in tree.years:
        return set()
    if tree.asks(noun):
        return _elliptic(tree, preposition) or ended_before(tree, preposition)
    if tree.tokens[noun].pos == "PRON":
        return _subject_before(tree, preposition, ("NNS", "NNPS")) or _elliptic(tree, preposition)
    if tree.tokens[preposition].lemma.lower() != "of" and tree.told(preposition):
        return set()
    return tree.adjunct(preposition) | clause_of(tree, noun)


def _subject_before(
    tree: Tree, before: int, tags: tuple[str, ...] = ("NN", "NNS", "NNP", "NNPS")
) -> set[int]:
    """The subject told last before a word: "Workers were chosen by lot; 58 per cent were women"."""
    subjects = (i for i in range(before - 1, -1, -1) if tree.tokens[i].dep in ("nsubj", "nsubjpass"))
    noun = next((i for i in subjects if tree.tokens[i].tag in tags and i not in tree.taken), None)
    return set() if noun is None else tree.phrase(noun, 1)


def _elliptic(tree: Tree, before: int) -> set[int]:
    """The noun that the sentence counted last before a word: "of the 90 reports, 45 were …"."""
    counted = [i for i in tree.counted if i < before]
    return tree.phrase(max(counted), 1) if counted else _shared(tree, before)


def _shared(tree: Tree, before: int) -> set[int]:
    """The noun that earlier members of a list of shares name: "39% of reports …, 44% …"."""
    for index in range(before - 1, -1, -1):
        token = tree.tokens[index]
        if token.dep == "pobj" and tree.tokens[token.head].lemma.lower() == "of":
            return {index} if tree.tokens[token.head].head in tree.taken else set()
    return set()
