"""What a report of change is evidence of: reform inside, a result outside, or a loss."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import ancestors, children, subject_of
from pipeline.segment.scope import few_before
from pipeline.segment.tense import changes

_HELPS = frozenset({"contribute", "help", "enable", "lead"})  # what it brings about elsewhere
IN_MONEY = 0.4  # of a report of change that only names a sum
_CURRENCIES = frozenset("$ £ € ¥ US$ USD EUR GBP CHF SDR XDR JPY SEK NOK DKK CAD AUD".split())


def done(tokens: Sequence[Token], words: Lexicon) -> tuple[tuple[int, float], ...]:
    """The reports of change that are not denied."""
    return tuple(
        (index, weight)
        for index, weight in changes(tokens, words)
        if not any(tokens[i].dep == "neg" for i in children(tokens, index))
        if not few_before(tokens, index) and not _of_none(tokens, index)
    )


def _of_none(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is denied of all: "no woman has ever been appointed"."""
    subject = subject_of(tokens, verb)
    return subject is not None and any(fold(tokens[i].text) == "no" for i in children(tokens, subject))


def of_change(tokens: Sequence[Token], index: int, weight: float, words: Lexicon) -> Evidence:
    """A change inside the organisation is progress; one it brought about outside is a strength."""
    objects = [i for i in children(tokens, index) if tokens[i].dep in {"dobj", "nsubjpass"}]
    less = fold(tokens[index].lemma) in words.words["relieves"]
    if less and any(fold(tokens[i].lemma) in words.words["assets"] for i in objects):
        return Evidence("weakness", weight, "reduced")
    if any(is_money(tokens, i) for i in objects):
        return Evidence("progress", weight * IN_MONEY, "reports-change")
    named = {fold(tokens[j].lemma) for i in objects for j in (i, *children(tokens, i))}
    if any(fold(tokens[i].lemma) in _HELPS for i in ancestors(tokens, index)):
        return Evidence("strength", weight, "changed-outside")
    if not objects and _result_outside(tokens, index, words):
        return Evidence("strength", weight, "changed-outside")
    inside = fold(tokens[index].lemma) in words.words["inside"] or bool(named & words.words["arrangements"])
    others = {"government", "ministry", "counterpart"}
    if not inside and (
        any(fold(lemma) in words.words["outside"] for i in objects for lemma in _what(tokens, i, words))
        or not named.isdisjoint(others)
    ):
        return Evidence("strength", weight, "changed-outside")
    return Evidence("progress", weight, "reports-change")


def _what(tokens: Sequence[Token], index: int, words: Lexicon) -> tuple[str, ...]:
    """What is changed, and of what where it is a cost or quality: "the cost of food"."""
    lemma = tokens[index].lemma
    if fold(lemma) not in words.words["goods"] | words.words["bads"]:
        return (lemma,)
    below = (i for i in children(tokens, index) if fold(tokens[i].text) in {"of", "in", "among"})
    return (lemma, *(tokens[j].lemma for i in below for j in children(tokens, i)))


def _result_outside(tokens: Sequence[Token], verb: int, words: Lexicon) -> bool:
    """Whether it is told once that something outside got better: "attendance improved in schools that …"."""
    subject = subject_of(tokens, verb)
    return (
        subject is not None
        and tokens[verb].tag == "VBD"
        and fold(tokens[verb].lemma) == "improve"
        and fold(tokens[subject].lemma) in words.words["outside"]
    )


def is_money(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the head of an amount of money: "committed $3.2 billion"."""
    return tokens[index].pos in {"NUM", "SYM"} or any(
        tokens[i].tag == "$" or tokens[i].text in _CURRENCIES for i in children(tokens, index)
    )
