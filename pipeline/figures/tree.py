"""A parsed sentence as a tree: the phrases round a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.figures.lexicon import words
from pipeline.language import Token
from pipeline.model import Span

_NOUNS = frozenset({"NOUN", "PROPN"})
_LEFT_OUT = frozenset(
    "punct det predet cc preconj relcl appos conj dep mark nummod parataxis meta intj".split()
)
_NEAR = frozenset("compound amod nmod poss case advmod neg npadvmod prt".split())
TIMES = frozenset("year month day week quarter end start beginning period biennium time half".split()) | {
    month.lower() for month in words("names", "months")
}
_VERBAL = frozenset("aux auxpass neg prt dobj prep agent acomp attr xcomp oprd dative ccomp".split())
_SUMS = frozenset({"total", "number", "sum", "average", "maximum", "minimum", "out"})
_PLACES = frozenset({"in", "for", "among", "on", "at"})
_CIRCUMSTANCE = frozenset("despite during after before following without notwithstanding given amid".split())
_QUESTION = frozenset({"WDT", "WP", "WP$", "WRB"})


@dataclass(slots=True)
class Tree:
    """The words of a sentence and what hangs on each.

    `taken` are words that belong to figures, `counted` the nouns figures count, `years` the words
    of dates: none of these says what a figure measures, save the noun it counts itself.
    """

    tokens: Sequence[Token]
    taken: frozenset[int]
    counted: frozenset[int]
    years: frozenset[int]
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self.children[token.head].append(index)

    def inside(self, span: Span) -> tuple[int, ...]:
        """The words that overlap a span."""
        return tuple(i for i, t in enumerate(self.tokens) if t.start < span.end and t.end > span.start)

    def top(self, indices: Sequence[int]) -> int:
        """The word of a stretch that the others hang on: its head stands outside."""
        own = set(indices)
        outside = [i for i in indices if self.tokens[i].head not in own or self.tokens[i].head == i]
        nouns = [i for i in outside if self.tokens[i].pos in (*_NOUNS, "NUM", "SYM")]
        return (nouns or outside or list(indices))[-1]

    def child(self, index: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        return next((c for c in self.children[index] if self.tokens[c].dep in deps), None)

    def subject(self, verb: int) -> int | None:
        """The subject of a verb: of the parts of "Non-compliance" the last."""
        found = [c for c in self.children[verb] if self.tokens[c].dep in ("nsubj", "nsubjpass", "csubj")]
        return next((c for c in found[::-1] if self.is_noun(c)), found[0] if found else None)

    def is_noun(self, index: int) -> bool:
        return self.tokens[index].pos in _NOUNS and any(char.isalpha() for char in self.tokens[index].text)

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].pos in ("VERB", "AUX")

    def asks(self, index: int) -> bool:
        """Whether a word is a relative or question word ("which", "whom")."""
        return self.tokens[index].tag in _QUESTION

    def subtree(self, index: int) -> Iterator[int]:
        """The word and all below it."""
        stack = [index]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(self.children[here])

    def told(self, index: int) -> bool:
        """Whether a word or what hangs on it, remarks aside, is another figure or a year."""
        stack = [index]
        while stack:
            here = stack.pop()
            if here in self.years or here in self.taken:
                return True
            stack.extend(c for c in self.children[here] if self.tokens[c].dep != "appos")
        return False

    def phrase(self, index: int, depth: int = 3) -> set[int]:
        """The noun with what specifies it: modifiers, prepositional phrases, participles."""
        words = {index}
        for child in self.children[index]:
            token = self.tokens[child]
            other = child in self.taken or child in self.counted
            other = other or (token.dep == "npadvmod" and token.lemma.lower() in TIMES)
            if other or token.dep in _LEFT_OUT or (token.dep == "poss" and token.pos == "PRON"):
                continue
            if token.dep == "prep" and depth and (not self.told(child) or self._names(child)):
                words |= self.adjunct(child, depth - 1)
            elif token.dep == "acl" and depth and not self.remark(child):
                words |= self.predicate(child, depth - 1)
            elif token.dep in _NEAR:
                words |= {i for i in self.subtree(child) if i not in self.taken and i not in self.years}
        return words

    def remark(self, index: int) -> bool:
        """Whether a participle is set off by a comma or dash, or only compares."""
        first = min(self.subtree(index))
        return self.tokens[index].lemma.lower() == "compare" or (
            first > 0 and self.tokens[first - 1].text in (",", "–", "—")
        )

    def aside(self, preposition: int) -> bool:
        """Whether a preposition opens a circumstance: "despite five offices being closed"."""
        return self.tokens[preposition].lemma.lower() in _CIRCUMSTANCE

    def adjunct(self, preposition: int, depth: int = 2) -> set[int]:
        """A preposition with its noun phrase."""
        words = {preposition}
        for child in self.children[preposition]:
            token = self.tokens[child]
            if token.dep == "prep":
                words |= self.adjunct(child, depth)
            elif token.dep in ("pobj", "pcomp") and child not in self.taken and token.pos != "NUM":
                noun = self.is_noun(child) or token.pos == "PRON"
                words |= self._both(child, depth) if noun else self.predicate(child, depth)
        return words

    def _both(self, noun: int, depth: int) -> set[int]:
        """A noun phrase, with its second half: "locations or activities"."""
        words = self.phrase(noun, depth)
        linker, other = self.child(noun, "cc"), self.child(noun, "conj")
        if linker is not None and other is not None and self.is_noun(other) and not self.told(other):
            words |= {linker} | self.phrase(other, max(0, depth - 1))
        return words

    def predicate(self, verb: int, depth: int = 2) -> set[int]:
        """A verb with its objects and complements, those that tell a figure or year left out."""
        words = {verb}
        degree = verb - 1  # "moderately satisfactory", "fully implemented"
        if degree in self.children[verb] and self.tokens[degree].dep == "advmod":
            words |= {degree} if self.tokens[degree].text.endswith("ly") else set()
        for child in self.children[verb]:
            dep = "prt" if self.tokens[child].lemma == "aside" else self.tokens[child].dep
            told = self.told(child) and not (dep == "prep" and self._names(child))
            if dep not in _VERBAL or child in self.taken or told:
                words |= self.phrase(child, depth) if dep == "dobj" and self.is_noun(child) else set()
                continue
            if self.tokens[child].lemma.lower() in ("compare", "compared"):
                continue
            if dep in ("prep", "agent"):
                words |= self.adjunct(child, depth - 1) if depth else set()
            elif dep in ("dobj", "attr", "dative", "oprd"):
                words |= self._both(child, depth)
            elif dep in ("xcomp", "ccomp", "acomp", "pcomp"):
                words |= self.predicate(child, max(0, depth - 1))
            else:
                words.add(child)
        linker, other = self.child(verb, "cc"), self.child(verb, "conj")
        if depth and linker is not None and other is not None and self._like(verb, other):
            words |= {linker} | self.predicate(other, depth - 1)
        return words

    def _names(self, preposition: int) -> bool:
        """Whether a preposition leads to a noun of its own that tells no time: "out of order"."""
        below = [i for i in self.children[preposition] if self.tokens[i].dep in ("prep", "pobj")]
        if len(below) != 1:
            return False
        noun = below[0]
        if self.tokens[noun].dep == "prep":
            return self._names(noun)
        whole = self.tokens[self.tokens[preposition].head].lemma.lower() not in _SUMS
        places = _PLACES | {"of"} if whole else _PLACES
        counted = noun in self.counted and self.tokens[preposition].lemma.lower() not in places
        if counted or noun in self.taken | self.years or not self.is_noun(noun):
            return False
        dated = self.tokens[noun].pos == "PROPN" and not self.years.isdisjoint(self.children[noun])
        return not dated and self.tokens[noun].lemma.lower() not in TIMES

    def _like(self, verb: int, other: int) -> bool:
        """Whether a second verb shares the first one's subject and tells no figure."""
        verbal = self.is_verb(other) or self.tokens[other].text.endswith("ing")
        return verbal and not self.told(other) and self.child(other, "nsubj") is None
