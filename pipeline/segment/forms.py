"""What the form of a sentence is evidence of: denials, commands, subjects that are few or new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import children, is_finite, is_told, root_of, standing, subject_of
from pipeline.segment.scope import few_before, left_behind
from pipeline.segment.tense import is_past

PLAIN_NEGATION = 1.5  # "does not track"; "No results framework"
TOLD = 1.2  # a denied phrase of at least this weight needs no plain negation beside it
COMMAND = 2.0  # "Establish a dedicated unit"
NECESSARY = 2.0  # "getting these relationships right is crucial"
NEW_THING = 1.6  # "the new framework guides allocation"
ANNOUNCED = 1.6  # "the agency will join"
FEW = 1.8  # "only 3 of 17 strategies", "little has been done"
DONE = 1.9  # "eleven of the thirteen targets were met"
_NECESSARY = frozenset({"crucial", "essential", "critical", "vital", "imperative", "necessary", "key"})
_HARMLESS = frozenset(
    {
        "only",
        "limited",
        "other",
        "longer",
        "just",
        "least",
        "surprising",
        "surprisingly",
        "entirely",
        "merely",
    }
)
_SET_OUT = frozenset("target targets planned plan objective goal".split())
_COSTS = frozenset("cost expenditure spending budget price disbursement payment".split())
_PARTLY = frozenset({"partly", "partially", "belatedly", "late"})
_SHARES = frozenset("all most majority half third quarter cent percent % share number".split())
_WHOLE = frozenset({"complete", "completed", "finished", "operational", "closed"})


def by_negation(tokens: Sequence[Token], found: Sequence[Evidence]) -> list[Evidence]:
    """Blame where the main clause denies something and no phrase has told what."""
    told = [e for e in found if e.rule.startswith("not-") or e.rule == "falls-short"]
    if any(e.weight > TOLD or e.side == "strength" for e in told):
        return []
    for index, token in enumerate(tokens):
        following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
        place = standing(tokens, token.head)
        if following in _HARMLESS or place < 0.7 or left_behind(tokens, index):
            continue
        word = fold(token.text)
        if word == "nowhere" or (token.dep == "neg" and word in {"not", "n't", "never"}):
            return [Evidence("weakness", PLAIN_NEGATION * place, "negation")]
        if word in {"no", "nor", "neither"} and token.dep in {"det", "neg", "preconj", "cc"}:
            return [Evidence("weakness", PLAIN_NEGATION * place, "nothing-there")]
    return []


def by_future(tokens: Sequence[Token], words: Lexicon) -> list[Evidence]:
    """A change announced in the future tense: "the agency will join", not "this will improve"."""
    root = root_of(tokens)
    lemma = fold(tokens[root].lemma)
    subject = subject_of(tokens, root)
    made = lemma in words.words["changes"] - words.words["light"] | {"join"}
    if (
        subject is None
        or not (made or _dated(tokens))
        or fold(tokens[subject].lemma) in {"report", "analysis"}
    ):
        return []
    helpers = {
        fold(tokens[i].text) for i in children(tokens, root) if tokens[i].dep in {"aux", "auxpass", "neg"}
    }
    if not helpers & {"will", "shall"} or helpers & {"not", "n't"} or tokens[subject].pos in {"PRON", "DET"}:
        return []
    return [Evidence("planned", ANNOUNCED, "announced")]


def _dated(tokens: Sequence[Token]) -> bool:
    """Whether a time to come is named: "from January 2027"."""
    return any(
        fold(token.text) in {"from", "by", "in"}
        and any(re.fullmatch(r"20\d\d", after.text) for after in tokens[i + 1 : i + 4])
        for i, token in enumerate(tokens)
    )


def by_subject(tokens: Sequence[Token], words: Lexicon) -> list[Evidence]:
    """What the subject of the main clause tells: next to none of something, or something new at work."""
    root = root_of(tokens)
    if tokens[root].pos != "VERB":
        return []
    subject = subject_of(tokens, root)
    none = {"nothing", "none", "nobody"} | ({"little"} if subject == 0 else set())
    if few_before(tokens, root) or (subject is not None and fold(tokens[subject].text) in none):
        return [Evidence("weakness", FEW, "few-of")]
    if subject is None or not (tokens[root].tag == "VBZ" or _in_force(tokens, root)):
        return []
    if not is_told(tokens, root):
        return []  # "will enter into force"
    new = any(fold(tokens[i].text) in {"new", "revised"} for i in children(tokens, subject))
    if new and fold(tokens[subject].lemma) in words.words["arrangements"]:
        return [Evidence("progress", NEW_THING, "new-thing")]
    return []


def by_completion(tokens: Sequence[Token], words: Lexicon) -> list[Evidence]:
    """What was set out and is done: targets met are a result, recommendations carried out are reform."""
    found: list[Evidence] = []
    for index, token in enumerate(tokens):
        done = fold(token.lemma) in words.words["completes"] and is_past(tokens, index)
        whole = token.dep == "acomp" and fold(token.text) in _WHOLE
        verb = token.head if whole else index
        subject = subject_of(tokens, verb) if done or whole else None
        if subject is None or not is_told(tokens, verb) or few_before(tokens, verb):
            continue
        if not whole and (tokens[subject].dep != "nsubjpass" or _has_object(tokens, verb)):
            continue
        if {"less", "fewer", "only"} & {fold(token.text) for token in tokens[verb + 1 : verb + 4]}:
            continue  # "was met by less than half"
        if any(fold(tokens[i].text) in _PARTLY for i in children(tokens, verb)):
            continue
        what = next((fold(tokens[i].lemma) for i in _of(tokens, subject)), fold(tokens[subject].lemma))
        weight = DONE * standing(tokens, verb)
        as_planned = {"planned", "scheduled", "designed"} & {
            fold(t.text) for t in tokens[verb + 1 : verb + 5]
        }
        if what in words.words["deliverables"] or (as_planned and what in words.words["undertakings"]):
            found.append(Evidence("strength", weight, "delivered"))
        elif what in words.words["undertakings"]:
            found.append(Evidence("progress", weight, "carried-out"))
    return found[:1]


def by_share(tokens: Sequence[Token]) -> list[Evidence]:
    """What share of a target was reached, where nearly all was: "or 98 per cent of the target"."""
    if not _COSTS.isdisjoint(fold(token.lemma) for token in tokens):
        return []
    for index, token in enumerate(tokens):
        ahead = [fold(after.text) for after in tokens[index + 1 : index + 8]]
        if not re.fullmatch(r"(9\d|1\d\d)(\.\d+)?", token.text) or ahead[:1] not in (
            ["%"],
            ["per"],
            ["percent"],
        ):
            continue
        mark = ahead.index("of") if "of" in ahead[:3] else len(ahead)
        if _SET_OUT & {*ahead[mark : mark + 4]} and not _short(tokens, index):
            return [Evidence("strength", DONE * standing(tokens, index), "near-target")]
    return []


def _short(tokens: Sequence[Token], index: int) -> bool:
    """Whether a share is told to be a condition or not reached: "short of 95 per cent of the target"."""
    before = {fold(token.text) for token in tokens[max(index - 3, 0) : index]}
    return not before.isdisjoint(
        {"below", "under", "only", "short", "than", "to", "once", "when", "if", "until"}
    )


def _has_object(tokens: Sequence[Token], verb: int) -> bool:
    return any(tokens[i].dep == "dobj" for i in children(tokens, verb))


def _of(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """What a number or share is told of: "three of the reforms", "all but one of the targets"."""
    if tokens[index].pos != "NUM" and fold(tokens[index].lemma) not in _SHARES:
        return
    for child in children(tokens, index):
        if fold(tokens[child].text) in {"of", "but"}:
            for thing in children(tokens, child):
                if tokens[thing].dep == "pobj":
                    yield from _of(tokens, thing)
                    yield thing


def by_form(tokens: Sequence[Token]) -> list[Evidence]:
    """What the form of the main clause asks for: a command, or something called necessary."""
    root = root_of(tokens)
    own = {tokens[i].dep: i for i in children(tokens, root)}
    subject = own.keys() & {"nsubj", "nsubjpass", "csubj", "expl"}
    first = next((i for i, token in enumerate(tokens) if token.pos not in {"PUNCT", "SPACE", "NUM", "X"}), 0)
    if root == first and tokens[root].tag in {"VB", "VBP"} and not subject and _is_command(tokens, root):
        return [Evidence("recommendation", COMMAND, "command")]
    if not is_finite(tokens) and any(_to_be_done(tokens, i) for i in range(len(tokens))):
        return [Evidence("recommendation", NECESSARY, "to-be-done")]
    would = any(fold(tokens[i].text) == "would" for i in children(tokens, root))
    what = own.get("nsubj", own.get("nsubjpass"))
    if would and what is not None and any(_more(tokens[i]) for i in children(tokens, what)):
        return [Evidence("recommendation", COMMAND, "would-help")]
    quality = own.get("acomp")
    if "csubj" in own and quality is not None and fold(tokens[quality].text) in _NECESSARY:
        return [Evidence("recommendation", NECESSARY, "necessary")]
    return []


def _to_be_done(tokens: Sequence[Token], index: int) -> bool:
    """Whether a note leaves something to do: "Roles and functions to be clarified"."""
    own = [fold(tokens[i].text) for i in children(tokens, index)]
    return tokens[index].tag == "VBN" and "to" in own and "be" in own


def _more(token: Token) -> bool:
    """Whether a word asks for more or other than there is: "a smaller board would save time"."""
    return token.tag == "JJR" or fold(token.text) in {"more", "better", "greater", "closer", "earlier"}


def _is_command(tokens: Sequence[Token], root: int) -> bool:
    """Whether what looks like a command is none of the titles and names that look so: "REPORT 2014/097"."""
    if len(tokens) < root + 3 or (tokens[root].text.isupper() and len(tokens[root].text) > 1):
        return False
    if fold(tokens[root].text) in {"see", "refer", "note", "consult"}:
        return False
    return tokens[root + 1].pos not in {"NUM", "PUNCT", "SYM"}


def _in_force(tokens: Sequence[Token], root: int) -> bool:
    """Whether something "came into force", "took effect"."""
    return fold(tokens[root].lemma) in {"come", "enter", "take", "go"} and any(
        fold(token.text) in {"force", "effect"} for token in tokens[root + 1 : root + 4]
    )
