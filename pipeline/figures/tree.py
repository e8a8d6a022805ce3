"""A parsed sentence as a tree: phrases round a word, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
_NEVER_LAST = frozenset({"DET", "PUNCT", "CCONJ", "ADP", "SCONJ", "PART"})
_PLACES = frozenset({"in", "for", "among", "on", "at"})
_CIRCUMSTANCE = frozenset("despite during after before following without notwithstanding given amid".split())
_ARTICLES = frozenset({"the", "a", "an"})
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
            elif token.dep in ("pobj", "pcomp") and child not in self.taken:
                noun = self.is_noun(child) or token.pos in ("NUM", "PRON")
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
        counted = noun in self.counted and self.tokens[preposition].lemma.lower() not in _PLACES
        if counted or noun in self.taken | self.years or not self.is_noun(noun):
            return False
        dated = self.tokens[noun].pos == "PROPN" and not self.years.isdisjoint(self.children[noun])
        return not dated and self.tokens[noun].lemma.lower() not in TIMES

    def _like(self, verb: int, other: int) -> bool:
        """Whether a second verb shares the first one's subject and tells no figure."""
        verbal = self.is_verb(other) or self.tokens[other].text.endswith("ing")
        return verbal and not self.told(other) and self.child(other, "nsubj") is None

    def printed(self, words: Iterable[int], most: int = 18, leads: bool = False) -> str:
        """The words in text order as one string, punctuation and dangling small words left off.

        With `leads` the string goes on from one before it: it may begin with an article or pronoun
        and end in a preposition.
        """
        kept = self._kept(words, leads)[:most]
        order = self._with_articles(kept if leads else self._trimmed(kept), leads)
        text = ""
        for position, index in enumerate(order):
            token = self.tokens[index]
            previous = order[position - 1] if position else index
            touching = previous == index - 1 and self.tokens[previous].end == token.start
            word = token.text
            if leads and not index and token.pos != "PROPN" and not word[1:2].isupper():
                word = word[0].lower() + word[1:]
            text += ("" if not text or touching else ", " if self._apart(previous, index) else " ") + word
        return text.strip(" ,;:–—-")

    def _with_articles(self, order: list[int], leads: bool) -> list[int]:
        """The words with the articles printed before them, save at the start of the phrase."""
        kept = set(order)
        for index in order:
            for child in self.children[index]:
                token = self.tokens[child]
                denies = token.lemma.lower() == "no"
                if token.dep != "det" or not (leads or denies or token.lemma.lower() in _ARTICLES):
                    continue
                if leads or denies or min(i for i in kept if i > child) != order[0]:
                    kept.add(child)
        return sorted(kept)

    def _apart(self, left: int, right: int) -> bool:
        """Whether two words printed next to each other come from different parts of the sentence."""
        skipped = range(left + 1, right)
        if self.tokens[right].lemma.lower() == "of" and self.tokens[right].head in self.taken:
            return bool(skipped)
        if self.is_verb(right):
            return False
        marks = [self.tokens[i].text for i in skipped]
        if any(mark in marks for mark in ("–", "—", ";", ":")) or marks.count("(") > marks.count(")"):
            return True
        joins = self.is_noun(right) or self.tokens[right].pos == "DET"
        return any(self.tokens[i].pos == "VERB" or (joins and self.tokens[i].pos == "AUX") for i in skipped)

    def _kept(self, words: Iterable[int], leads: bool = False) -> list[int]:
        kept = {i for i in words if i not in self.taken and not self._silent(i)}
        for index in sorted(kept):  # "co-ordinated", "non-core": the parser cuts at the hyphen
            if index > 1 and self._hyphen(index - 1):
                kept |= {index - 1, index - 2} - self.taken
            if index + 2 < len(self.tokens) and self._hyphen(index + 1):
                kept |= {index + 1, index + 2} - self.taken - self.years
        kept |= {i for i in range(1, len(self.tokens) - 1) if self._hyphen(i) and {i - 1, i + 1} <= kept}
        return sorted(
            i
            for i in kept
            if not (self.tokens[i].pos == "ADP" and self._empty(i, kept, leads))
            and not (self.tokens[i].text == "," and i + 1 not in kept)
        )

    def _hyphen(self, index: int) -> bool:
        """Whether a word is a hyphen or slash with no space round it."""
        if not 0 < index < len(self.tokens) - 1:
            return False
        before, here, after = self.tokens[index - 1 : index + 2]
        return here.text in ("-", "‑", "/", "–") and before.end == here.start and here.end == after.start

    def _empty(self, preposition: int, kept: set[int], leads: bool) -> bool:
        """Whether nothing of what a preposition governs is kept, nor told before it."""
        below = [i for i in self.children[preposition] if self.tokens[i].dep in ("pobj", "pcomp", "prep")]
        if leads and not self.counted.isdisjoint(below):
            return False
        if not below and self.tokens[preposition].dep == "prep":
            return preposition + 1 not in kept  # "children under five"
        return bool(below) and not any(i in kept for i in below)

    def _trimmed(self, order: list[int]) -> list[int]:
        while len(order) > 1 and not self._hyphen(order[1]):
            if self.tokens[order[0]].pos not in _NEVER_LAST and self.tokens[order[0]].tag != "PRP$":
                break
            order = order[1:]
        while len(order) > 1 and (
            self.tokens[order[-1]].pos in (*_NEVER_LAST, "AUX") or self.tokens[order[-1]].lemma == "have"
        ):
            if self.tokens[order[-1]].tag in ("POS", "RP"):
                break
            order = order[:-1]
        return order

    def _silent(self, index: int) -> bool:
        """Brackets, quotes and question words, which a measure does without."""
        token = self.tokens[index]
        around = "".join(t.text for t in self.tokens[max(0, index - 1) : index + 2])
        if token.text.isupper() and around == f"({token.text})":
            return True  # an acronym after the name it stands for
        if self.asks(index) or (token.pos == "DET" and token.lemma.lower() in ("the", "a", "an")):
            return True
        if token.text in ("|", "·", "•"):
            return True
        return token.pos == "PUNCT" and token.text not in ("-", "‑", "/", "&", ",", "–", "'")
