"""Words of change: which way a figure tells that something went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.lexicon import words
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.model import Direction, Span

_UP = words("context", "direction", "increase")
_DOWN = words("context", "direction", "decrease")
_ALL = _UP | _DOWN | words("context", "direction", "change")
_WORD = re.compile(r"[a-z]+")
_MOVES = words("context", "moves", "verbs")
_BY = frozenset({"by", "to", "from", "at", "of", "with"})
_BEYOND: dict[str, Direction] = {"above": "increase", "beyond": "increase", "below": "decrease"}
_UPWARD = re.compile(
    r"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!set )\b(?:up(?:\s+by)?|"
    r"(?:increased|rose|rising|grew|improved|improving|growth|increase)(?:\s+(?:by|of|from|to))?)\s+$",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(
    r"\b(?:down(?:\s+(?:by|to))?(?:\s+(?:under|below|about|around|just|only|some|nearly|almost))?|(?:decreased|fell|falling|declined|dropped|reduced|drop|decrease|reduction)"
    r"(?:\s+(?:by|of|from|to))?)\s+$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:(?P<up>more|higher|greater|above|larger|longer)|(?P<down>less|fewer|lower|below|smaller|shorter))\s+than\s+"
    r"(?:in|the\s+(?:previous|preceding|prior|year)|last|a\s+year|during|at\s+the\s+(?:end|start))\b",
    re.IGNORECASE,
)
_LATER_FIRST = re.compile(
    r"\b(?:from|compared|comparison|against|versus|vs|opposed|relative|than|double|triple|twice|half)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:from|baseline|double|triple|twice|previous|earlier)\b", re.IGNORECASE)
_VARIES = re.compile(r"\b(?:var(?:y|ies|ied|ying)|rang(?:e|es|ed|ing)|differ\w*)\b")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bprevious\s+year\b|\byear\s+(?:earlier|before)\b")


def tells_change(text: str) -> bool:
    """Whether some word of a text tells that something changed."""
    return not _ALL.isdisjoint(_WORD.findall(text.lower()))


def direction_of(
    sentence: str, reading: Reading, readings: Sequence[Reading], tree: Tree | None
) -> Direction | None:
    """Whether the sentence tells of an increase or a decrease to, from or by this figure."""
    partner = next((other for other in readings if other.start == reading.pair), None)
    if partner is not None:
        return _between(sentence, reading, partner)
    before = sentence[max(0, reading.start - 24) : reading.start]
    if than := _THAN.match(sentence, reading.end):
        return "increase" if than["up"] else "decrease"
    if _UPWARD.search(before):
        return "increase"
    if _DOWNWARD.search(before):
        return "decrease"
    return _above(tree, reading) if tree else None


def _between(sentence: str, reading: Reading, partner: Reading) -> Direction | None:
    """Which way two compared figures went: the one told as the later is held against the other."""
    first, second = sorted((reading, partner), key=lambda one: one.start)
    gap = sentence[first.end : second.start]
    earlier, later = (second, first) if _LATER_FIRST.search(gap) else (first, second)
    dated = _DATED.search(gap) and _DATED.search(sentence, second.end, second.end + 40)
    clause = re.split(r"[.;]\s", sentence[: first.start])[-1]
    if _VARIES.search(clause):
        return None  # "from $12 in Malawi to $85 in Jordan" tells no change
    if first.value_max is not None:  # which way "1:6" to "1:9" goes is for the words to say
        said = set(_WORD.findall(clause.lower()))
        return "decrease" if said & _DOWN else "increase" if said & _UP else None
    after, before = _level(later), _level(earlier)
    if after == before or not (dated or _MOVED.search(gap) or tells_change(clause + gap)):
        return None
    return "increase" if after > before else "decrease"


def _level(reading: Reading) -> Decimal:
    """A value to compare: a share of one as a percentage, "1:2.4" as what it divides to."""
    if reading.kind != "ratio":
        return reading.value
    return reading.value / reading.value_max if reading.value_max else reading.value * 100


def _above(tree: Tree, reading: Reading) -> Direction | None:
    """The change told by the words a figure hangs on: "grown by 70%", "a 5% reduction in"."""
    own = tree.inside(Span(reading.start, reading.end))
    if not own:
        return None
    here = tree.top(own)
    if reading.kind == "duration" and tree.tokens[tree.tokens[here].head].lemma.lower() != "by":
        return None
    by = False  # "cut delivery times by 56 days": what is cut stands between
    for _ in range(5):
        token = tree.tokens[here]
        above = token.head
        if above == here or above in tree.taken:
            return None
        head = tree.tokens[above]
        if token.dep == "dobj" and head.lemma.lower() not in _MOVES and not by:
            return None
        if token.dep in ("nsubj", "nsubjpass", "appos", "relcl", "advcl", "ccomp") and here not in own:
            return None
        if head.lemma.lower() in _BEYOND and tree.tokens[head.head].text.lower() in _ALL:
            return _BEYOND[head.lemma.lower()]  # "pushing the budget above $10 billion"
        if head.pos == "ADP" and head.lemma.lower() not in _BY and head.lemma.lower() not in ("up", "down"):
            return None
        word = head.text.lower()
        by = by or word == "by"
        if token.dep in ("nsubj", "nsubjpass") and tree.is_verb(above):
            return None
        if word in _UP and not (word == "up" and reading.qualifier == "up_to"):
            return "increase"
        if word in _DOWN:
            return "decrease"
        if tree.is_verb(above):
            return None
        here = above
    return None
