"""Everything in a sentence that speaks for a judgement, after what its grammar does to it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import OPINION, Evidence, by_country, by_others, of_subject
from pipeline.segment.cues import Hit, Lexicon, fold
from pipeline.segment.forms import by_completion, by_form, by_future, by_negation, by_now, by_subject
from pipeline.segment.grammar import (
    ancestors,
    children,
    falls,
    few_before,
    governed,
    is_purpose,
    negated,
    of_circumstances,
    relieved,
    short_of,
    standing,
    subject_of,
    top_of,
)
from pipeline.segment.moves import of_moves
from pipeline.segment.tense import changes, is_past

NEGATED_PRAISE = 1.1  # "not effective" blames a little more than "effective" praises
NEGATED_BLAME = 0.7  # "no major weaknesses" praises less than "weaknesses" blames
NEGATED_CHANGE = 0.8  # "has not introduced"
ASKED_FOR = 0.15  # praise inside what is asked for: "should ensure strong oversight"
WANTED = 0.4  # blame inside it: "needs to close gaps"
IN_PASSING = 0.6  # a demand inside a relative clause: "which need to be consolidated"
BY_OUTSIDERS = 0.3  # a good deed of donors or governments, or a change they made
HEAVY = 1.7  # blame from this weight takes the praise in its complement along
_EFFECTS = frozenset(
    "provide strengthen help enable ensure allow lead result make facilitate improve reduce increase".split()
)
ASIDE_BELOW = 0.4  # of what only a subordinate clause says of method: "… that it has assessed whether"
ASKED_OF_PAST = 0.4  # of a demand, as blame: "has since had to repay"
IN_MONEY = 0.4  # of a report of change that only names a sum
_CURRENCIES = frozenset("$ £ € ¥ US$ USD EUR GBP CHF SDR XDR JPY SEK NOK DKK CAD AUD".split())
_TOLD_OF_THE_PAST = frozenset({"be", "need", "have", "require", "encourage", "ask", "invite", "press"})


def evidence_of(tokens: Sequence[Token], words: Lexicon) -> tuple[Evidence, ...]:
    """Everything in a sentence that speaks for a side."""
    said = _outside_names(words.hits(tokens))
    moves = of_moves(tokens, words, _blaming(tokens, said))
    hits = tuple(hit for hit in said if moves.keys().isdisjoint(range(hit.first, hit.last + 1)))
    asks = frozenset(
        i for hit in hits if hit.phrase.sense in {"ask", "plan"} for i in range(hit.first, hit.last + 1)
    )
    blames = frozenset(
        top
        for hit in hits
        if hit.phrase.sense == "blame" and hit.phrase.weight >= HEAVY
        if tokens[top := top_of(tokens, hit)].pos in {"VERB", "NOUN"}
    )
    found = [
        e
        for hit in hits
        if (e := _of_hit(tokens, hit, asks, words)) is not None
        if e.side != "strength" or not governed(tokens, top_of(tokens, hit), blames)
        if e.side != "strength" or not _blamed(tokens, top_of(tokens, hit), hits)
    ]
    found += [
        _of_change(tokens, index, weight, words)
        for index, weight in _done(tokens, words)
        if index not in moves and not _does_harm(tokens, index, blames, words)
    ]
    found += moves.values()
    found += by_negation(tokens, found)
    found += by_form(tokens)
    found += by_subject(tokens, words)
    found += by_completion(tokens, words)
    found += by_now(tokens, words)
    if not any(e.side == "planned" for e in found):
        found += by_future(tokens, words)
    found += of_subject(tokens, words)
    return tuple(found)


def _blaming(tokens: Sequence[Token], hits: Sequence[Hit]) -> frozenset[int]:
    """The nouns and adjectives that blame by themselves."""
    return frozenset(
        i
        for hit in hits
        if hit.phrase.sense == "blame"
        for i in range(hit.first, hit.last + 1)
        if tokens[i].pos in {"NOUN", "ADJ"}
    )


def _blamed(tokens: Sequence[Token], index: int, hits: Sequence[Hit]) -> bool:
    """Whether a good thing is the topic of blame: "value for money is rarely considered"."""
    subject = index
    while tokens[subject].dep in {"prep", "pobj", "amod", "compound"} and tokens[subject].head != subject:
        subject = tokens[subject].head
    verb = tokens[subject].head
    if tokens[subject].dep not in {"nsubj", "nsubjpass"}:
        return False
    telling = {verb, *(i for i in children(tokens, verb) if tokens[i].dep in {"acomp", "advmod", "oprd"})}
    return any(
        hit.phrase.sense == "blame" and hit.phrase.weight >= HEAVY and top_of(tokens, hit) in telling
        for hit in hits
    )


def _outside_names(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits without names ("strategic plan") and the words that only belong to one."""
    named = {i for hit in hits if hit.phrase.sense == "name" for i in range(hit.first, hit.last + 1)}
    return tuple(hit for hit in hits if not named.issuperset(range(hit.first, hit.last + 1)))


def _of_hit(tokens: Sequence[Token], hit: Hit, asks: frozenset[int], words: Lexicon) -> Evidence | None:
    """What one phrase is evidence of, or None where the grammar takes its point away."""
    top = top_of(tokens, hit)
    weight = hit.phrase.weight * standing(tokens, top)
    rule = hit.phrase.cue
    turned = negated(tokens, hit, words)
    match hit.phrase.sense:
        case "aside":
            below = tokens[top].pos == "VERB" and tokens[top].dep in {
                "ccomp",
                "advcl",
                "relcl",
                "acl",
                "pcomp",
            }
            return Evidence("aside", weight * (ASIDE_BELOW if below else 1), rule)
        case "ask":
            return _of_ask(tokens, hit, top, weight)
        case "plan":
            if turned or _by_then(tokens, hit, top, asks) or _of_papers(tokens, top):
                return None
            return Evidence("planned", weight * (BY_OUTSIDERS if by_others(tokens, words) else 1), rule)
        case "change" if turned or _little_of(tokens, hit, words):
            return Evidence("weakness", weight * NEGATED_CHANGE, f"not-{rule}")
        case "change":
            of_what = fold(tokens[tokens[top].head].lemma) if tokens[top].dep == "amod" else ""
            outside = of_what in words.words["outside"] or by_country(tokens)
            share = BY_OUTSIDERS if by_others(tokens, words) and not by_country(tokens) else 1.0
            return Evidence("strength" if outside else "progress", weight * share, rule)
        case "praise" if turned:
            return Evidence("weakness", weight * NEGATED_PRAISE, f"not-{rule}")
        case "blame" if turned and not relieved(tokens, top, words):
            return Evidence("strength", weight * NEGATED_BLAME, f"not-{rule}")
    asked = _below(tokens, top, asks)
    if hit.phrase.sense == "blame":
        if relieved(tokens, top, words) or falls(tokens, top) or _of_people(tokens, hit, top, words):
            return None
        if _named_after(tokens, top, words):
            return None
        if of_circumstances(tokens, top):
            weight *= IN_PASSING
        return Evidence("weakness", weight * (WANTED if asked else 1), rule)
    if short_of(tokens, top, words) or _in_bad_company(tokens, top, words):
        return None
    if tokens[top].tag == "VBD" and any(
        tokens[i].dep == "dobj" and _is_money(tokens, i) for i in children(tokens, top)
    ):
        weight *= IN_MONEY  # "mobilised USD 11.9 billion"
    asked = asked or _wished(tokens, top, words)
    share = (ASKED_FOR if asked else 1) * (BY_OUTSIDERS if _by_outsiders(tokens, hit, top, words) else 1)
    return Evidence("strength", weight * share, rule)


def _by_then(tokens: Sequence[Token], hit: Hit, top: int, asks: frozenset[int]) -> bool:
    """Whether a mere time is told of what is past or asked: "by the end of 2012 it had committed"."""
    if any(token.pos in {"VERB", "AUX"} for token in tokens[hit.first : hit.last + 1]):
        return False
    verb = next((i for i in ancestors(tokens, top) if tokens[i].pos in {"VERB", "AUX"}), None)
    return verb is not None and (is_past(tokens, verb) or _below(tokens, top, asks))


def _of_papers(tokens: Sequence[Token], top: int) -> bool:
    """Whether what is announced is a report to come: "a full report will be published"."""
    verb = next((i for i in (top, *ancestors(tokens, top)) if tokens[i].pos == "VERB"), top)
    named = (i for i in children(tokens, verb) if tokens[i].dep in {"nsubjpass", "dobj"})
    return any(
        fold(tokens[i].lemma) in {"report", "analysis", "finding"}
        and not any(tokens[j].dep == "poss" for j in children(tokens, i))
        for i in named
    )


def _little_of(tokens: Sequence[Token], hit: Hit, words: Lexicon) -> bool:
    """Whether what is reported as made is next to nothing: "limited progress has been made"."""
    nouns = (i for i in range(hit.first, hit.last + 1) if tokens[i].pos == "NOUN")
    return any(
        tokens[child].dep in {"amod", "det", "nmod"}
        and fold(tokens[child].lemma) in words.words["shortage"] | {"no"}
        for noun in nouns
        for child in children(tokens, noun)
    )


def _wished(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Whether a good thing is only sought: "strong evidence was sought"."""
    return any(fold(tokens[i].lemma) in words.words["wishes"] for i in ancestors(tokens, index))


def _of_people(tokens: Sequence[Token], hit: Hit, top: int, words: Lexicon) -> bool:
    """Whether a word of blame only tells who is served: "poor households", "fragile states", "the poor"."""
    served = words.words["people"]
    steps = (i for i in (top, *ancestors(tokens, top)) if tokens[i].dep == "relcl")
    if any(
        fold(tokens[tokens[i].head].lemma) in served and tokens[tokens[i].head].dep == "pobj" for i in steps
    ):
        return True  # "in states that differ widely in capacity"
    if hit.first != hit.last or fold(tokens[top].lemma) not in words.words["served"]:
        return False
    head = tokens[tokens[top].head]
    if tokens[top].dep in {"amod", "compound", "conj"} and fold(head.lemma) in words.words["people"]:
        return True
    return tokens[top].dep in {"pobj", "dobj", "nsubj", "nsubjpass"}


def _named_after(tokens: Sequence[Token], top: int, words: Lexicon) -> bool:
    """Whether a bad thing is what an arrangement is for: "a tracking table for overdue reports"."""
    for step in (top, *ancestors(tokens, top)):
        head = tokens[step].head
        if tokens[step].dep not in {"amod", "compound", "pobj", "prep", "conj", "nmod"} or head == step:
            return False
        if fold(tokens[step].text) in {"for", "on", "against"}:
            return fold(tokens[head].lemma) in words.words["arrangements"]
    return False


def _of_ask(tokens: Sequence[Token], hit: Hit, top: int, weight: float) -> Evidence | None:
    """A demand, unless it is told of the past ("needed to") or only wished for in passing."""
    inside = tokens[hit.first : hit.last + 1]
    if any(token.tag == "VBD" and fold(token.lemma) in _TOLD_OF_THE_PAST for token in inside):
        return None
    if is_purpose(tokens, top) or _expected(tokens, top) or tokens[top].dep == "acl":
        return None  # "the time needed to build trust"
    if any(token.tag == "VBN" and fold(token.lemma) == "have" for token in inside):
        return Evidence("weakness", weight * ASKED_OF_PAST, "had-to")
    if tokens[top].tag == "VBN" and is_past(tokens, top):
        return None  # "only recoveries were required to be reported"
    if _too_late(tokens, hit):
        return Evidence("weakness", weight, "should-have")
    steps = (top, *ancestors(tokens, top))
    share = IN_PASSING if any(tokens[i].dep in {"relcl", "pcomp"} for i in steps) else 1.0
    return Evidence("recommendation", weight * share, hit.phrase.cue)


def _expected(tokens: Sequence[Token], top: int) -> bool:
    """Whether "should" tells what is expected to follow: "This should strengthen the controls"."""
    verb = tokens[top].head if tokens[top].dep == "aux" else top
    subject = subject_of(tokens, verb)
    return (
        fold(tokens[top].text) == "should"
        and subject is not None
        and fold(tokens[subject].text) in {"this", "that", "these", "which", "findings"}
        and fold(tokens[verb].lemma) in _EFFECTS
    )


def _too_late(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether the demand is for what was not done: "should have included"."""
    following = tokens[hit.last + 1 : hit.last + 4]
    return (
        fold(tokens[hit.last].lemma) in {"should", "must", "ought", "to"}
        and bool(following)
        and fold(following[0].text) == "have"
        and any(token.tag == "VBN" for token in following)
    )


def _below(tokens: Sequence[Token], index: int, places: frozenset[int]) -> bool:
    """Whether a word stands under one of these, or under a verb one of these is auxiliary to."""
    for step in (index, *ancestors(tokens, index)):
        if step in places and step != index:
            return True
        if any(child in places and tokens[child].dep == "aux" for child in children(tokens, step)):
            return True
    return False


def _by_outsiders(tokens: Sequence[Token], hit: Hit, top: int, words: Lexicon) -> bool:
    """Whether a good deed is one of donors, governments or events."""
    if top != hit.first or tokens[top].pos != "VERB" or fold(tokens[top].lemma) in OPINION:
        return False
    subject = subject_of(tokens, top)
    return subject is not None and fold(tokens[subject].lemma) in words.words["outsiders"]


def _in_bad_company(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Whether a good verb has something bad for its subject: "the absence of … contributed to"."""
    if tokens[index].pos not in {"VERB", "AUX"}:
        return False
    subject = subject_of(tokens, index)
    if subject is None:
        return False
    near = (subject, *children(tokens, subject))
    return any(fold(tokens[i].lemma) in words.words["shortage"] for i in near)


def _of_change(tokens: Sequence[Token], index: int, weight: float, words: Lexicon) -> Evidence:
    """A change inside the organisation is progress; one it brought about outside is a strength."""
    objects = [i for i in children(tokens, index) if tokens[i].dep in {"dobj", "nsubjpass"}]
    less = fold(tokens[index].lemma) in words.words["relieves"]
    if less and any(fold(tokens[i].lemma) in words.words["assets"] for i in objects):
        return Evidence("weakness", weight, "reduced")
    if any(_is_money(tokens, i) for i in objects):
        return Evidence("progress", weight * IN_MONEY, "reports-change")
    named = {fold(tokens[j].lemma) for i in objects for j in (i, *children(tokens, i))}
    inside = fold(tokens[index].lemma) in words.words["inside"] or bool(named & words.words["arrangements"])
    if not inside and any(fold(tokens[i].lemma) in words.words["outside"] for i in objects):
        return Evidence("strength", weight, "changed-outside")
    return Evidence("progress", weight, "reports-change")


def _is_money(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the head of an amount of money: "committed $3.2 billion"."""
    return tokens[index].pos in {"NUM", "SYM"} or any(
        tokens[i].tag == "$" or tokens[i].text in _CURRENCIES for i in children(tokens, index)
    )


def _does_harm(tokens: Sequence[Token], verb: int, blames: frozenset[int], words: Lexicon) -> bool:
    """Whether what a change is done to is bad, and not relieved by it: "has created confusion"."""
    if fold(tokens[verb].lemma) in words.words["relieves"]:
        return False
    return any(tokens[i].head == verb and tokens[i].dep == "dobj" for i in blames)


def _of_none(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is denied of all: "no woman has ever been appointed"."""
    subject = subject_of(tokens, verb)
    return subject is not None and any(fold(tokens[i].text) == "no" for i in children(tokens, subject))


def _done(tokens: Sequence[Token], words: Lexicon) -> tuple[tuple[int, float], ...]:
    """The reports of change that are not denied."""
    return tuple(
        (index, weight)
        for index, weight in changes(tokens, words)
        if not any(tokens[i].dep == "neg" for i in children(tokens, index))
        if not few_before(tokens, index) and not _of_none(tokens, index)
    )
