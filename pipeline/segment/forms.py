"""What the form of a sentence is evidence of: denials, commands, subjects that are few or new."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import children, few_before, root_of, standing, subject_of

PLAIN_NEGATION = 1.5  # "does not track"; "No results framework"
TOLD = 1.2  # a denied phrase of at least this weight needs no plain negation beside it
COMMAND = 2.0  # "Establish a dedicated unit"
NECESSARY = 2.0  # "getting these relationships right is crucial"
NEW_THING = 1.6  # "the new framework guides allocation"
ANNOUNCED = 1.6  # "the agency will join"
FEW = 1.8  # "only 3 of 17 strategies", "little has been done"
_NECESSARY = frozenset({"crucial", "essential", "critical", "vital", "imperative", "necessary", "key"})
_HARMLESS = frozenset(
    {"only", "limited", "one", "longer", "just", "least", "surprising", "surprisingly", "entirely", "merely"}
)


def by_negation(tokens: Sequence[Token], found: Sequence[Evidence]) -> list[Evidence]:
    """Blame where the main clause denies something and no phrase has told what."""
    told = [e for e in found if e.rule.startswith("not-") or e.rule == "falls-short"]
    if any(e.weight > TOLD or e.side == "strength" for e in told):
        return []
    for index, token in enumerate(tokens):
        following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
        place = standing(tokens, token.head)
        if following in _HARMLESS or place < 0.7:
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
    if lemma not in words.words["changes"] - words.words["light"] | {"join"} or subject is None:
        return []
    helpers = {
        fold(tokens[i].text) for i in children(tokens, root) if tokens[i].dep in {"aux", "auxpass", "neg"}
    }
    if not helpers & {"will", "shall"} or helpers & {"not", "n't"} or tokens[subject].pos in {"PRON", "DET"}:
        return []
    return [Evidence("planned", ANNOUNCED, "announced")]


def by_subject(tokens: Sequence[Token], words: Lexicon) -> list[Evidence]:
    """What the subject of the main clause tells: next to none of something, or something new at work."""
    root = root_of(tokens)
    if tokens[root].pos != "VERB":
        return []
    subject = subject_of(tokens, root)
    if few_before(tokens, root) or (
        subject == 0 and fold(tokens[0].text) in {"little", "nothing", "none", "nobody"}
    ):
        return [Evidence("weakness", FEW, "few-of")]
    if subject is None or not (tokens[root].tag == "VBZ" or _in_force(tokens, root)):
        return []
    new = any(fold(tokens[i].text) in {"new", "revised"} for i in children(tokens, subject))
    if new and fold(tokens[subject].lemma) in words.words["arrangements"]:
        return [Evidence("progress", NEW_THING, "new-thing")]
    return []


def by_form(tokens: Sequence[Token]) -> list[Evidence]:
    """What the form of the main clause asks for: a command, or something called necessary."""
    root = root_of(tokens)
    own = {tokens[i].dep: i for i in children(tokens, root)}
    subject = own.keys() & {"nsubj", "nsubjpass", "csubj", "expl"}
    first = next((i for i, token in enumerate(tokens) if token.pos not in {"PUNCT", "SPACE", "NUM", "X"}), 0)
    if root == first and tokens[root].tag in {"VB", "VBP"} and not subject and _is_command(tokens, root):
        return [Evidence("recommendation", COMMAND, "command")]
    quality = own.get("acomp")
    if "csubj" in own and quality is not None and fold(tokens[quality].text) in _NECESSARY:
        return [Evidence("recommendation", NECESSARY, "necessary")]
    return []


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
