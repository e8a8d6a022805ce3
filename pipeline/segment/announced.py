"""Whether a phrase of a lead-in is what it announces: the head of its noun phrase, under a fitting verb.

"The review named four reasons for rejecting recommendations:" announces reasons, and "The office
monitors progress:" announces nothing that was achieved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language import Token, parse

# nouns that only count or group what follows their "of" or "for"
_CARRIERS = frozenset(
    "number range series set list variety couple handful lot host group type kind form example case area "
    "aspect point element factor part most some many all several one two three four five majority "
    "summary overview evidence sign indication level degree record".split()
)
_TREATS = frozenset(
    "monitor address tackle overcome assess measure discuss examine review track explain analyse analyze "
    "mitigate resolve solve manage improve reduce remedy redress rectify correct consider define verify "
    "rate score ensure reflect describe".split()
)
_TURNING = frozenset("on for from about despite through without against towards toward under behind".split())
_RESPONDS = frozenset({"respond", "react", "adapt", "contribute", "reply", "relate"})
_ASKS = re.compile(r"(?:how|why|who|whom|whether)\b", re.IGNORECASE)
_STEPS = 8


def is_question(sentence: str) -> bool:
    """Whether a lead-in only asks: "How will results be monitored:"."""
    return _ASKS.match(sentence) is not None


def governs(sentence: str, words: range) -> bool:
    """Whether the words of a lead-in, counted from 0, announce what follows it."""
    if is_question(sentence):
        return False
    tokens = parse(sentence.rstrip(" :") + ".")
    inside = _tokens_at(sentence, tokens, words)
    heads = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    nouns = [i for i in heads if tokens[i].pos in {"NOUN", "PROPN"}]
    return not heads or len(nouns) < len(heads) or any(_is_head(tokens, i) for i in nouns)


def _tokens_at(sentence: str, tokens: Sequence[Token], words: range) -> list[int]:
    places = [match.span() for match in re.finditer(r"\S+", sentence)][words.start : words.stop]
    if not places:
        return []
    start, end = places[0][0], places[-1][1]
    return [
        i
        for i, token in enumerate(tokens)
        if start <= token.start and token.end <= end and token.pos != "PUNCT"
    ]


def _is_head(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun is what its clause is about, not part of another noun's phrase."""
    step = index
    for _ in range(_STEPS):
        token = tokens[step]
        above = tokens[token.head]
        if token.head == step or token.dep == "appos":
            return True
        if token.dep in {"dobj", "nsubjpass"}:
            return above.lemma.lower() not in _TREATS
        if token.dep == "pobj":
            governor = tokens[above.head]
            if governor.pos in {"NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ"} and above.head != token.head:
                if governor.lemma.lower() not in _CARRIERS:
                    return False
                step = above.head
                continue
            return above.text.lower() not in _TURNING and governor.lemma.lower() not in _RESPONDS
        if token.dep in {"compound", "nmod", "poss", "amod"} and above.pos in {"NOUN", "PROPN"}:
            if above.lemma.lower() not in _CARRIERS:
                return False
        elif token.dep != "conj":
            return True
        step = token.head
    return True
