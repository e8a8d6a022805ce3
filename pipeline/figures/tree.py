"""A parsed sentence as a tree: subtrees, phrases, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.language import Token
from pipeline.model import Span

_NOUNS = frozenset({"NOUN", "PROPN"})
_LEFT_OUT = frozenset(
    {
        "punct",
        "det",
        "predet",
        "cc",
        "preconj",
        "relcl",
        "appos",
        "conj",
        "dep",
        "mark",
        "nummod",
        "parataxis",
        "meta",
        "intj",
    }
)
_NEAR = frozenset(
    {"compound", "amod", "nmod", "poss", "case", "advmod", "neg", "npadvmod", "prt", "acl", "prep"}
)
_NEVER_FIRST = frozenset({"DET", "PUNCT", "CCONJ", "ADP", "SCONJ", "PART"})
_VERBAL = frozenset(
    {
        "aux",
        "auxpass",
        "neg",
        "prt",
        "dobj",
        "prep",
        "agent",
        "acomp",
        "attr",
        "xcomp",
        "oprd",
        "dative",
        "advmod",
        "ccomp",
    }
)


@dataclass(slots=True)
class Tree:
    """The words of a sentence with their children; `taken` are words that belong to figures."""

    tokens: Sequence[Token]
    taken: frozenset[int]
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

    def is_noun(self, index: int) -> bool:
        return self.tokens[index].pos in _NOUNS

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].pos in ("VERB", "AUX")

    def subtree(self, index: int, seen: set[int] | None = None) -> Iterator[int]:
        """The word and all below it."""
        seen = set() if seen is None else seen
        stack = [index]
        while stack:
            here = stack.pop()
            if here not in seen:
                seen.add(here)
                yield here
                stack.extend(self.children[here])

    def dated(self, index: int) -> bool:
        """Whether a word or what hangs on it tells a year or another figure."""
        return any(i in self.years or i in self.taken for i in self.subtree(index))

    def phrase(self, index: int, depth: int = 3) -> set[int]:
        """The noun with what specifies it: modifiers, prepositional phrases, participles."""
        words = {index}
        for child in self.children[index]:
            dep = self.tokens[child].dep
            if (
                child in self.taken
                or dep in _LEFT_OUT
                or (dep == "poss" and self.tokens[child].pos == "PRON")
            ):
                continue
            if dep == "prep":
                if depth and not self.dated(child):
                    words |= self.adjunct(child, depth - 1)
            elif dep == "acl":
                if depth:
                    words |= self.predicate(child, depth - 1)
            elif dep in _NEAR:
                words |= {i for i in self.subtree(child) if i not in self.taken and i not in self.years}
        return words

    def adjunct(self, preposition: int, depth: int = 2) -> set[int]:
        """A preposition with its noun phrase."""
        words = {preposition}
        for child in self.children[preposition]:
            if self.tokens[child].dep in ("pobj", "prep", "pcomp"):
                if self.is_noun(child) or self.tokens[child].pos in ("NUM", "PRON"):
                    words |= self.phrase(child, depth) | self._coordinated(child, depth)
                elif self.tokens[child].dep == "prep":
                    words |= self.adjunct(child, depth)
                else:
                    words |= self.predicate(child, depth)
        return words

    def _coordinated(self, noun: int, depth: int) -> set[int]:
        """ "locations or activities": the second noun of a pair, without figures."""
        words: set[int] = set()
        linker = self.child(noun, "cc")
        other = self.child(noun, "conj")
        if linker is not None and other is not None and self.is_noun(other) and not self.dated(other):
            words |= {linker} | self.phrase(other, max(0, depth - 1))
        return words

    def predicate(self, verb: int, depth: int = 2) -> set[int]:
        """A verb with its objects and complements, those that tell a figure or year left out."""
        words = {verb}
        for child in self.children[verb]:
            dep = self.tokens[child].dep
            if dep not in _VERBAL or child in self.taken or self.dated(child):
                continue
            if dep in ("prep", "agent"):
                if depth:
                    words |= self.adjunct(child, depth - 1)
            elif dep in ("dobj", "attr", "dative", "oprd"):
                words |= self.phrase(child, depth) | self._coordinated(child, depth)
            elif dep in ("xcomp", "ccomp", "acomp"):
                words |= self.predicate(child, max(0, depth - 1))
            elif dep != "advmod":
                words.add(child)
        linker, other = self.child(verb, "cc"), self.child(verb, "conj")
        if (
            depth
            and linker is not None
            and other is not None
            and self.is_verb(other)
            and not self.dated(other)
        ):
            words |= {linker} | self.predicate(other, depth - 1)
        return words

    def _silent(self, index: int) -> bool:
        """Brackets, quotes and question words, which a measure does without."""
        token = self.tokens[index]
        if token.tag in ("WDT", "WP", "WP$", "WRB"):
            return True
        return token.pos == "PUNCT" and token.text not in ("-", "‑", "/", "&", ",", "–")

    def printed(self, words: Iterable[int], most: int = 16) -> str:
        """The words in text order as one string, punctuation and leading small words off."""
        order = [i for i in sorted(set(words)) if i not in self.taken and not self._silent(i)]
        while len(order) > 1 and self.tokens[order[0]].pos in _NEVER_FIRST:
            order.pop(0)
        order = order[:most]
        while (
            len(order) > 1
            and self.tokens[order[-1]].pos in _NEVER_FIRST
            and self.tokens[order[-1]].tag != "POS"
        ):
            order.pop()
        text = ""
        for position, index in enumerate(order):
            token = self.tokens[index]
            touching = (
                position > 0
                and order[position - 1] == index - 1
                and self.tokens[index - 1].end == token.start
            )
            text += ("" if not text or touching else " ") + token.text
        return text.strip(" ,;:–—-")
