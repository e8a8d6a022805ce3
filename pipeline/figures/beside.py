"""The words beside a figure that say what it is: before a bracket, or simply nearest."""

from __future__ import annotations

from pipeline.figures.reading import Reading
from pipeline.figures.tree import TIMES, Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PRON", "PART"})


def in_brackets(tree: Tree, own: tuple[int, ...]) -> bool:
    """Whether a figure opens a bracket: "deaths on these routes (275)"."""
    start = own[0] - 1
    while start >= 0 and tree.tokens[start].text != "(" and own[0] - start < 4:
        start -= 1
    return start > 0 and tree.tokens[start].text == "("


def brackets_noun(tree: Tree, own: tuple[int, ...]) -> bool:
    """Whether the bracket a figure opens stands right after a counted noun."""
    return own[0] > 1 and tree.tokens[own[0] - 1].text == "(" and own[0] - 2 in tree.counted


def before_bracket(tree: Tree, index: int) -> set[int]:
    """The run of nouns, adjectives and prepositions right before an opening bracket."""
    while index >= 0 and tree.tokens[index].text != "(":
        index -= 1
    run: set[int] = set()
    index -= 1
    while index >= 0 and tree.tokens[index].pos in _NOMINAL and index not in tree.taken:
        run.add(index)
        index -= 1
    return run


def ended_before(tree: Tree, index: int, whole: bool = False) -> set[int]:
    """The noun phrase that ends in the comma before a word, figures of its own stepped over.

    With `whole` it is the widest one: "operations in Malawi", not "Malawi".
    """
    index -= 1
    while index > 0 and index in tree.taken:
        index -= 1
    if index < 1 or tree.tokens[index].text != "," or not tree.is_noun(index - 1):
        return set()
    noun = index - 1
    while (
        whole and tree.tokens[noun].dep == "pobj" and tree.is_noun(tree.tokens[tree.tokens[noun].head].head)
    ):
        noun = tree.tokens[tree.tokens[noun].head].head
    return tree.phrase(noun, 1) - tree.taken


def nearest(tree: Tree, reading: Reading) -> set[int]:
    """The noun phrase that ends right before the figure, else the one after it."""
    depth, depths = 0, []  # how many brackets are open at a word
    for token in tree.tokens:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        depths.append(depth)
    here = next((d for d, token in zip(depths, tree.tokens, strict=True) if token.end > reading.start), 0)
    nouns = [i for i in range(len(tree.tokens)) if tree.is_noun(i) and i not in tree.taken]
    nouns = [i for i in nouns if tree.tokens[i].lemma.lower() not in TIMES and depths[i] <= here]
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
