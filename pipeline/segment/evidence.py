"""Everything in a sentence that speaks for a judgement, after what its grammar does to it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence, by_country, by_others, is_truth, of_subject
from pipeline.segment.asked import announces_paper, is_below, is_mere_time, of_ask
from pipeline.segment.changed import IN_MONEY, done, is_money, of_change
from pipeline.segment.cues import Hit, Lexicon, fold
from pipeline.segment.forms import by_completion, by_form, by_future, by_negation, by_share, by_subject
from pipeline.segment.grammar import children, standing, top_of
from pipeline.segment.moves import of_moves
from pipeline.segment.scope import (
    HEAVY,
    falls,
    governed,
    is_thrift,
    negated,
    relieved,
    short_of,
    tells_of_people,
)

NEGATED_PRAISE = 1.1  # "not effective" blames a little more than "effective" praises
NEGATED_BLAME = 0.7  # "no major weaknesses" praises less than "weaknesses" blames
NEGATED_CHANGE = 0.8  # "has not introduced"
ASKED_FOR = 0.15  # praise inside what is asked for: "should ensure strong oversight"
ASIDE_BELOW = 0.4  # of what only a subordinate clause says of method: "… that it has assessed whether"
_BELOW = frozenset({"ccomp", "advcl", "relcl", "acl", "pcomp"})  # subordinate clauses
BY_OUTSIDERS = 0.3  # a good deed of donors or governments, or a change they made


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
    ]
    found += [
        of_change(tokens, index, weight, words) for index, weight in done(tokens, words) if index not in moves
    ]
    found += moves.values()
    found += by_negation(tokens, found)
    found += by_form(tokens)
    found += by_subject(tokens, words)
    found += by_completion(tokens, words)
    found += by_share(tokens)
    if not any(e.side == "planned" for e in found):
        found += by_future(tokens, words)
    found += of_subject(tokens, words)
    if not any(e.side == "weakness" and e.rule != "burden" for e in found):
        found = [e for e in found if e.rule != "burden"]  # a rule to follow, and no complaint of it
    return tuple(e for e in found if e.side != "strength") if is_truth(tokens, words) else tuple(found)


def _blaming(tokens: Sequence[Token], hits: Sequence[Hit]) -> frozenset[int]:
    """The nouns and adjectives that blame by themselves."""
    return frozenset(
        i
        for hit in hits
        if hit.phrase.sense == "blame"
        for i in range(hit.first, hit.last + 1)
        if tokens[i].pos in {"NOUN", "ADJ"}
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
            below = tokens[top].pos == "VERB" and tokens[top].dep in _BELOW
            return Evidence("aside", weight * (ASIDE_BELOW if below else 1), rule)
        case "ask":
            return of_ask(tokens, hit, top, weight, words)
        case "plan":
            if turned or is_mere_time(tokens, hit, top, asks) or announces_paper(tokens, top):
                return None
            return Evidence("planned", weight * (BY_OUTSIDERS if by_others(tokens, words) else 1), rule)
        case "change" if hit.first == top == 0 and tokens[0].dep in _BELOW and tokens[0].tag in {"VB", "VBN"}:
            return None  # "Set up in 2016, the Facility pools …"
        case "change" if turned:
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
    asked = is_below(tokens, top, asks)
    if hit.phrase.sense == "blame":
        if relieved(tokens, top, words) or falls(tokens, top) or tells_of_people(tokens, hit, top, words):
            return None
        if is_thrift(tokens, top, words):
            return None
        return Evidence("weakness", weight, rule)
    if short_of(tokens, top, words):
        return None
    if tokens[top].tag == "VBD" and any(
        tokens[i].dep == "dobj" and is_money(tokens, i) for i in children(tokens, top)
    ):
        weight *= IN_MONEY  # "mobilised USD 11.9 billion"
    return Evidence("strength", weight * (ASKED_FOR if asked else 1), rule)
