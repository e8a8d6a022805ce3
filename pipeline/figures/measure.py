"""What a figure measures, in the sentence's own words, told by its grammar."""

from __future__ import annotations

from pipeline.figures.beside import before_bracket, in_brackets, nearest
from pipeline.figures.clause import same_clause, worded
from pipeline.figures.core import clause_of, core_of, named_after, named_right_before, taking
from pipeline.figures.governor import governor
from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.model import Span

_SHARE_VERBS = words("context", "generic", "shares")
_SAYS_NOTHING = words("context", "generic", "verbs") | frozenset({"score", "rate", "do", "use"})
_STAYS = frozenset({"be", "remain", "stay", "become"})
_PLAIN_NUMBER = frozenset({"number", "figure", "total", "share", "proportion", "amount", "level", "count"})
_HELD = _PLAIN_NUMBER | {"score", "rating", "ranking"}  # by somebody: "its score"
_THAN = frozenset(
    {"later", "earlier", "longer", "shorter", "sooner"}
)  # "closed 18 months later than planned"
_ENOUGH = 6  # words after a figure that say by themselves what it measures


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
            told |= set() if tree.tokens[verb].lemma.lower() == "be" else {verb}
            told |= {state} | {i for i in tree.children[state] if tree.tokens[i].dep == "neg"}
    return told


def _owners(tree: Tree, found: set[int]) -> set[int]:
    """The noun "their" stands for, where nothing but a number of them is measured."""
    nouns = [i for i in found if tree.is_noun(i) and i not in tree.taken]
    if len(nouns) != 1 or tree.tokens[nouns[0]].lemma.lower() not in _HELD:
        return set()
    whose = next((i for i in tree.children[nouns[0]] if tree.tokens[i].dep == "poss"), None)
    if whose is None or tree.tokens[whose].pos != "PRON":
        return set()
    before = [i for i in range(nouns[0]) if tree.is_noun(i) and i not in tree.taken]
    leading = [i for i in before if tree.tokens[i].dep in ("nsubj", "nsubjpass", "dobj")]
    several = [i for i in before[::-1] if tree.tokens[i].tag in ("NNS", "NNPS")]
    plural = [i for i in leading if i in several]
    one = leading[::-1] if tree.tokens[whose].text.lower() == "its" else []
    owner = next(iter(one or plural or several or leading), None)
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
    if named := named_right_before(tree, own[0]):
        return named | named_after(tree, own)
    shared = tree.tokens[top].head
    if reading.kind == "ratio" and tree.tokens[top].dep == "nummod" and tree.is_noun(shared):
        return tree.phrase(shared) | same_clause(tree, governor(tree, shared, "noun", 0), own)
    if reading.kind == "duration" and (task := taking(tree, top)):
        return task
    if reading.kind == "duration" and tree.tokens[shared].text.lower() in _THAN:
        return (set(tree.subtree(shared)) - set(own)) | governor(tree, shared, "none", 0)
    core = core_of(tree, reading, own, top)
    told = len(core) > 3 and any(tree.tokens[i].dep == "acl" for i in core)
    if told or (len(core) >= _ENOUGH and tree.tokens[top].dep in ("pobj", "dobj", "pcomp")):
        return core
    after = tree.tokens[min(own[-1] + 1, len(tree.tokens) - 1)]
    if in_brackets(tree, own) and after.pos == "ADJ" and reading.kind == "percentage":
        return before_bracket(tree, own[0] - 1) | tree.predicate(own[-1] + 1)  # "relevance (84% positive)"
    if not core and in_brackets(tree, own) and (run := before_bracket(tree, own[0] - 1)):
        return run
    if core and tree.tokens[top].dep == "pobj" and _accompanies(tree, tree.tokens[top].head):
        return core  # "with 88% of its staff outside headquarters"
    above = same_clause(tree, governor(tree, top, "of" if core else "none", 0), own)
    leads = tree.tokens[top].dep in ("nsubj", "nsubjpass")
    if core and leads and any(_acts(tree, i) and not _shares(tree, i) for i in above):
        first = min(core)
        core = {i for i in core if not _links(tree, i) and (i != first or tree.tokens[i].lemma != "of")}
    return core | above


def _accompanies(tree: Tree, preposition: int) -> bool:
    """Whether a word is a "with" that no verb right before it asks for ("agreed with")."""
    asked = preposition > 0 and tree.is_verb(preposition - 1)
    return tree.tokens[preposition].lemma.lower() == "with" and not asked


def _counted(tree: Tree, reading: Reading, own: tuple[int, ...], top: int) -> set[int]:
    """A counted noun, what specifies it, and what the sentence says of it."""
    core = set(tree.inside(reading.counted)) if reading.counted else set()
    if top in core:
        core |= tree.phrase(top) | clause_of(tree, top)
    core |= _owner(tree, own[0])
    alone = reading.counted is not None and len(tree.inside(reading.counted)) == 1
    if alone and (earlier := _named_before(tree, top)):
        return earlier
    if in_brackets(tree, own) and tree.tokens[top].dep in ("appos", "dep", "npadvmod", "ROOT"):
        head = tree.tokens[top].head
        if head in tree.counted or head in tree.taken:
            return core | same_clause(tree, governor(tree, head, "noun", 1), own)
        return core | (tree.phrase(head, 0) if tree.is_noun(head) else set())
    return core | same_clause(tree, governor(tree, top, "noun", 0), own)


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


def _links(tree: Tree, index: int) -> bool:
    """Whether a word is the "of" between a figure and what it is a share of."""
    return tree.tokens[index].lemma.lower() == "of" and tree.tokens[index].head in tree.taken


def _acts(tree: Tree, index: int) -> bool:
    """Whether a word is a verb and no modifier ("a growing portfolio")."""
    return tree.tokens[index].pos == "VERB" and tree.tokens[index].dep not in ("amod", "compound")


def _shares(tree: Tree, verb: int) -> bool:
    return tree.tokens[verb].lemma.lower() in _SHARE_VERBS
