"""The words of a measure as they are printed: punctuation dropped, articles and hyphens kept."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.figures.tree import Tree

_NEVER_LAST = frozenset({"DET", "PUNCT", "CCONJ", "ADP", "SCONJ", "PART"})
_ARTICLES = frozenset({"the", "a", "an"})
_HYPHENS = ("-", "‑", "/", "–")


def printed(tree: Tree, words: Iterable[int], most: int = 18, leads: bool = False) -> str:
    """The words in text order as one string, punctuation and dangling small words left off.

    With `leads` the string goes on from one before it: it may begin with an article or pronoun
    and end in a preposition.
    """
    kept = _kept(tree, words, leads)[:most]
    order = _with_articles(tree, kept if leads else _trimmed(tree, kept), leads)
    text = ""
    for position, index in enumerate(order):
        token = tree.tokens[index]
        previous = order[position - 1] if position else index
        touching = previous == index - 1 and tree.tokens[previous].end == token.start
        word = token.text
        if leads and not index and token.pos != "PROPN" and not word[1:2].isupper():
            word = word[0].lower() + word[1:]
        text += ("" if not text or touching else ", " if _apart(tree, previous, index) else " ") + word
    return text.strip(" ,;:–—-")


def _with_articles(tree: Tree, order: list[int], leads: bool) -> list[int]:
    """The words with the articles printed before them, save at the start of the phrase."""
    kept = set(order)
    for index in order:
        for child in tree.children[index]:
            token = tree.tokens[child]
            denies = token.lemma.lower() == "no"
            if token.dep != "det" or not (leads or denies or token.lemma.lower() in _ARTICLES):
                continue
            if leads or denies or min(i for i in kept if i > child) != order[0]:
                kept.add(child)
    return sorted(kept)


def _apart(tree: Tree, left: int, right: int) -> bool:
    """Whether two words printed next to each other come from different parts of the sentence."""
    skipped = range(left + 1, right)
    if tree.tokens[right].lemma.lower() == "of" and tree.tokens[right].head in tree.taken:
        return bool(skipped)
    if tree.is_verb(right):
        return False
    marks = [tree.tokens[i].text for i in skipped]
    if any(mark in marks for mark in ("–", "—", ";", ":")) or marks.count("(") > marks.count(")"):
        return True
    if any(tree.tokens[i].pos == "ADP" and tree.tokens[i].lemma == "with" for i in skipped):
        return True
    joins = tree.is_noun(right) or tree.tokens[right].pos == "DET"
    return any(tree.tokens[i].pos == "VERB" or (joins and tree.tokens[i].pos == "AUX") for i in skipped)


def _kept(tree: Tree, words: Iterable[int], leads: bool = False) -> list[int]:
    kept = {i for i in words if i not in tree.taken and not _silent(tree, i)}
    for index in sorted(kept):  # "co-ordinated", "non-core": the parser cuts at the hyphen
        if index > 1 and _hyphen(tree, index - 1):
            kept |= {index - 1, index - 2} - tree.taken
        if index + 2 < len(tree.tokens) and _hyphen(tree, index + 1):
            kept |= {index + 1, index + 2} - tree.taken - tree.years
    kept |= {i for i in range(1, len(tree.tokens) - 1) if _hyphen(tree, i) and {i - 1, i + 1} <= kept}
    return sorted(
        i
        for i in kept
        if not (tree.tokens[i].pos == "ADP" and _empty(tree, i, kept, leads))
        and not (tree.tokens[i].text == "," and i + 1 not in kept)
    )


def _hyphen(tree: Tree, index: int) -> bool:
    """Whether a word is a hyphen or slash with no space round it."""
    if not 0 < index < len(tree.tokens) - 1:
        return False
    before, here, after = tree.tokens[index - 1 : index + 2]
    return here.text in _HYPHENS and before.end == here.start and here.end == after.start


def _empty(tree: Tree, preposition: int, kept: set[int], leads: bool) -> bool:
    """Whether nothing of what a preposition governs is kept, nor told before it."""
    below = [i for i in tree.children[preposition] if tree.tokens[i].dep in ("pobj", "pcomp", "prep")]
    if leads and not (tree.counted | tree.taken).isdisjoint(below):
        return False
    if not below and tree.tokens[preposition].dep == "prep":
        return preposition + 1 not in kept  # "children under five"
    return bool(below) and not any(i in kept for i in below)


def _trimmed(tree: Tree, order: list[int]) -> list[int]:
    while len(order) > 1 and not _hyphen(tree, order[1]):
        if tree.tokens[order[0]].pos not in _NEVER_LAST and tree.tokens[order[0]].tag != "PRP$":
            break
        order = order[1:]
    while len(order) > 1 and (
        tree.tokens[order[-1]].pos in (*_NEVER_LAST, "AUX") or tree.tokens[order[-1]].lemma == "have"
    ):
        if tree.tokens[order[-1]].tag in ("POS", "RP"):
            break
        order = order[:-1]
    return order


def _silent(tree: Tree, index: int) -> bool:
    """Brackets, quotes and question words, which a measure does without."""
    token = tree.tokens[index]
    around = "".join(t.text for t in tree.tokens[max(0, index - 1) : index + 2])
    if token.text.isupper() and around == f"({token.text})":
        return True  # an acronym after the name it stands for
    if (tree.asks(index) and not _links_clause(tree, index)) or (
        token.pos == "DET" and token.lemma.lower() in _ARTICLES
    ):
        return True
    if token.text in ("|", "·", "•"):
        return True
    return token.pos == "PUNCT" and token.text not in (*_HYPHENS, "&", ",", "'")


def _links_clause(tree: Tree, index: int) -> bool:
    """Whether a question word ties a clause to what is counted: "countries where", "projects for which"."""
    token = tree.tokens[index]
    verb = tree.tokens[token.head].head if token.dep == "pobj" else token.head
    of = tree.tokens[token.head].lemma.lower() == "of"  # "120 offices, of which 14": a share of them
    tied = (token.dep == "pobj" and not of) or token.lemma.lower() == "where"
    return tied and tree.tokens[verb].dep == "relcl" and tree.tokens[verb].head in tree.counted
