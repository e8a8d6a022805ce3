"""What a figure measures, in the sentence's own words, told by its grammar."""

from __future__ import annotations

from pipeline.figures.beside import before_bracket, brackets_noun, ended_before, in_brackets, nearest
from pipeline.figures.clause import beside, worded
from pipeline.figures.governor import governor
from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.model import Span

_SHARE_VERBS = words("context", "generic", "shares")
_SAYS_NOTHING = words("context", "generic", "verbs") | frozenset({"score", "rate", "do", "use"})
_STAYS = frozenset({"be", "remain", "stay", "become"})
_PLAIN_NUMBER = frozenset({"number", "figure", "total", "share", "proportion", "amount", "level", "count"})
_TASK = frozenset({"xcomp", "ccomp", "advcl"})
_ENOUGH = 6  # words after a figure that say by themselves what it measures
_FOR = frozenset("per of for in to on towards toward among with from by against at as between".split())


def measure_of(tree: Tree, reading: Reading) -> str | None:
    """What one figure of the sentence measures; None where the sentence holds no noun for it."""
    own = tree.inside(Span(reading.start, reading.end))
    if not own:
        return None
    found = _measured(tree, reading, own)
    if not any((tree.is_noun(i) and i not in tree.taken) or _tells(tree, i) for i in found):
        found = nearest(tree, reading) | {i for i in found if tree.tokens[i].pos == "ADJ"} or found
    found = _before_next(tree, found, own)
    first = min(found, default=0)
    if tree.tokens[first].tag == "VB" and tree.tokens[first].lemma.lower() in _SAYS_NOTHING:
        found = found - {first}  # "Increase the share of cash to 40 per cent"
    found |= _owners(tree, found) | _state(tree, found | set(own))
    return worded(tree, found | _wider(tree, found) | _label(tree, own[0]), own) or None


def _before_next(tree: Tree, found: set[int], own: tuple[int, ...]) -> set[int]:
    """The words without those told of a later figure: "reached 84 million girls, 3 million in camps"."""
    following, depth = own[-1] + 1, 0
    while following < len(tree.tokens) and (depth > 0 or following not in tree.taken):
        depth += {"(": 1, ")": -1}.get(tree.tokens[following].text, 0)  # "37 offices (42 per cent) had"
        following += 1
    between = {tree.tokens[i].text.lower() for i in range(own[-1] + 1, following)}
    near = {i for i in found if i < following}
    apart = not between.isdisjoint({",", ";", "–", "to", "and"})
    return near if apart and any(tree.is_noun(i) and i not in tree.taken for i in near) else found


def _tells(tree: Tree, index: int) -> bool:
    """Whether a verb says by itself what an amount is: "had been disbursed", "committed"."""
    token = tree.tokens[index]
    subject = token.tag == "VBG" and token.dep == "nsubj"  # "Spending over the period came to"
    told = token.pos == "VERB" and token.tag in ("VBN", "VBD", "VB")
    return subject or (told and token.lemma.lower() not in _SAYS_NOTHING)


def _state(tree: Tree, found: set[int]) -> set[int]:
    """What the sentence says its subject is: "one in three posts remains vacant"."""
    told: set[int] = set()
    for index in found:
        verb = tree.tokens[index].head
        if tree.tokens[index].dep != "nsubj" or tree.tokens[verb].lemma.lower() not in _STAYS:
            continue
        state = tree.child(verb, "acomp", "oprd")
        if state is not None and tree.tokens[state].pos == "ADJ":
            told |= {verb} - {i for i in (verb,) if tree.tokens[i].lemma.lower() == "be"}
            told |= {state} | {i for i in tree.children[state] if tree.tokens[i].dep == "neg"}
    return told


def _owners(tree: Tree, found: set[int]) -> set[int]:
    """The noun "their" stands for, where nothing but a number of them is measured."""
    nouns = [i for i in found if tree.is_noun(i) and i not in tree.taken]
    if len(nouns) != 1 or tree.tokens[nouns[0]].lemma.lower() not in _PLAIN_NUMBER:
        return set()
    if not any(
        tree.tokens[i].dep == "poss" and tree.tokens[i].pos == "PRON" for i in tree.children[nouns[0]]
    ):
        return set()
    before = [i for i in range(nouns[0]) if tree.is_noun(i) and i not in tree.taken]
    leading = [i for i in before if tree.tokens[i].dep in ("nsubj", "nsubjpass", "dobj")]
    several = [i for i in before[::-1] if tree.tokens[i].tag in ("NNS", "NNPS")]
    plural = [i for i in leading if i in several]
    owner = next(iter(plural or several or leading), None)
    return set() if owner is None else tree.phrase(owner, 1)


def _label(tree: Tree, first: int) -> set[int]:
    """A name right before the figure: "Africa 52%, Asia 23%", "Norway NOK 200 million"."""
    words: set[int] = set()
    index = first - 1
    while (
        index >= 0 and tree.tokens[index].pos == "PROPN" and tree.is_noun(index) and index not in tree.taken
    ):
        words.add(index)
        index -= 1
    return words if index < 0 or tree.tokens[index].pos in ("PUNCT", "CCONJ") else set()


def _wider(tree: Tree, found: set[int]) -> set[int]:
    """For a measure of a single noun, the noun it belongs to: "reduction in staffing"."""
    nouns = [i for i in found if tree.is_noun(i) or tree.tokens[i].pos in ("VERB", "ADJ")]
    if len(nouns) != 1 or tree.tokens[nouns[0]].dep != "pobj":
        return set()
    preposition = tree.tokens[nouns[0]].head
    above = tree.tokens[preposition].head
    if not tree.is_noun(above) or above in tree.taken:
        return set()
    return {preposition} | tree.phrase(above, 0)


def _measured(tree: Tree, reading: Reading, own: tuple[int, ...]) -> set[int]:
    top = tree.top(own)
    if reading.counted is not None:
        return _counted(tree, reading, own, top)
    if named := _named_right_before(tree, own[0]):
        return named | _of(tree, top, own)
    shared = tree.tokens[top].head
    if reading.kind == "ratio" and tree.tokens[top].dep == "nummod" and tree.is_noun(shared):
        return tree.phrase(shared) | beside(tree, governor(tree, shared, "noun", 0), own)
    if reading.kind == "duration" and (task := _taking(tree, top)):
        return task
    core = _core(tree, reading, own, top)
    told = len(core) > 3 and any(tree.tokens[i].dep == "acl" for i in core)
    if told or (len(core) >= _ENOUGH and tree.tokens[top].dep in ("pobj", "dobj", "pcomp")):
        return core
    if not core and in_brackets(tree, own) and (run := before_bracket(tree, own[0] - 1)):
        return run
    if core and tree.tokens[top].dep == "pobj" and tree.tokens[tree.tokens[top].head].lemma.lower() == "with":
        return core  # "with 88% of its staff outside headquarters"
    above = beside(tree, governor(tree, top, "of" if core else "none", 0), own)
    leads = tree.tokens[top].dep in ("nsubj", "nsubjpass")
    if core and leads and any(_acts(tree, i) and not _shares(tree, i) for i in above):
        first = min(core)
        core = {i for i in core if not _links(tree, i) and (i != first or tree.tokens[i].lemma != "of")}
    return core | above


def _taking(tree: Tree, top: int) -> set[int]:
    """What "it" takes a time: "it takes 18 months to recruit a staff member"."""
    verb = tree.tokens[top].head
    who = tree.subject(verb)
    if tree.tokens[verb].lemma.lower() != "take" or who is None or tree.tokens[who].text.lower() != "it":
        return set()
    task = next((i for i in tree.children[verb] if i > top and tree.tokens[i].dep in _TASK), None)
    return set() if task is None else {i for i in tree.subtree(task) if tree.tokens[i].pos != "SCONJ"}


def _core(tree: Tree, reading: Reading, own: tuple[int, ...], top: int) -> set[int]:
    """What a figure itself names: "of …" after it, or the whole or subject told before it."""
    core = _of(tree, top, own) | _next(tree, own)
    subject = reading.kind == "percentage" and tree.tokens[top].dep in ("nsubj", "nsubjpass")
    bracketed = brackets_noun(tree, own)
    asks = reading.kind in ("count", "ratio") or subject or bracketed
    if core or not asks or (in_brackets(tree, own) and not bracketed):
        return core
    core = _elliptic(tree, own[0]) or _fronted(tree, own[0])
    if not core and subject and tree.tokens[tree.tokens[top].head].dep != "relcl":
        core = _subject_before(tree, own[0])
    return core


def _named_right_before(tree: Tree, first: int) -> set[int]:
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


def _counted(tree: Tree, reading: Reading, own: tuple[int, ...], top: int) -> set[int]:
    """A counted noun, what specifies it, and what the sentence says of it."""
    core = set(tree.inside(reading.counted)) if reading.counted else set()
    if top in core:
        core |= tree.phrase(top) | _clause(tree, top)
    core |= _owner(tree, own[0])
    alone = reading.counted is not None and len(tree.inside(reading.counted)) == 1
    if alone and (earlier := _named_before(tree, top)):
        return earlier
    if in_brackets(tree, own) and tree.tokens[top].dep in ("appos", "dep", "npadvmod", "ROOT"):
        head = tree.tokens[top].head
        if head in tree.counted or head in tree.taken:
            return core | beside(tree, governor(tree, head, "noun", 1), own)
        return core | (tree.phrase(head, 0) if tree.is_noun(head) else set())
    return core | beside(tree, governor(tree, top, "noun", 0), own)


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
    if token.tag in ("VBG", "VBN") and tree.tokens[own[0]].pos in ("NUM", "SYM"):
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


def _acts(tree: Tree, index: int) -> bool:
    """Whether a word is a verb and no modifier ("a growing portfolio")."""
    return tree.tokens[index].pos == "VERB" and tree.tokens[index].dep not in ("amod", "compound")


def _shares(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].lemma.lower() in _SHARE_VERBS


def _clause(tree: Tree, noun: int) -> set[int]:
    """A short relative clause of a counted noun: "reports that met standards"."""
    clause = tree.child(noun, "relcl")
    subject = None if clause is None else tree.subject(clause)
    if clause is None or tree.told(clause) or (subject is not None and tree.tokens[subject].text == "one"):
        return set()
    if any(tree.tokens[i].tag == "WRB" for i in tree.children[clause]):
        return set()  # "100 countries where it works" are no others than the 100
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
            if token.dep == "acl" and not tree.remark(child):
                core |= tree.predicate(child)
            elif token.dep == "relcl" and (who := tree.subject(child)) is not None and not tree.asks(who):
                spender = tree.phrase(who, 1) if tree.is_noun(who) else _subject_before(tree, own[0])
                core |= spender | {child}  # "the $36 million it utilized"
            elif token.dep == "prep" and token.lemma.lower() in _FOR:
                core |= _object_of(tree, child)
    return core


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
    return tree.adjunct(preposition) | _clause(tree, noun)


def _fronted(tree: Tree, before: int) -> set[int]:
    """The whole a share is taken of, told in front of it: "Of the 2022 budget, 57% is going to"."""
    for index in range(before - 1, -1, -1):
        token = tree.tokens[index]
        if tree.is_verb(index) or token.text in (";", ":", "."):
            break
        opens = token.lemma.lower() == "of" and (index == 0 or tree.tokens[index - 1].text == ",")
        noun = tree.child(index, "pobj") if opens else None
        if (
            noun is not None
            and noun < before
            and tree.is_noun(noun)
            and noun not in tree.taken | tree.counted
        ):
            return tree.phrase(noun, 1)
    return set()


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
