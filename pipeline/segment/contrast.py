"""Where a sentence turns from praise to criticism, and its two halves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.language import Token, parse
from pipeline.model import Span
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.grammar import is_finite
from pipeline.segment.judge import SPEAKS, Judgement, judge

# Words of concession and contrast: a closed class of English, like "and".
_CONCEDE = "even though|even if|although|though|whilst|while|whereas"
_DESPITE = "despite|notwithstanding|in spite of"
_TURN = "but also|but|yet|however|nevertheless|nonetheless|albeit|with the exception of"
# What may stand before the word that concedes: "However, although …", "At country level, while …".
_AHEAD = (
    r"(?:and |yet |(?:however|nevertheless|nonetheless|moreover|furthermore|similarly|overall|meanwhile|"
    r"indeed|also|thus|finally|likewise|conversely|therefore|generally|interestingly|importantly|equally|"
    r"(?:in|at|on|for|as|since|during|under|within|across|by|from)(?: [\w'’-]+){1,5}), )?"
)
_OPENER = re.compile(rf"(?i)(?:[^,;:]{{1,150}}? that )?{_AHEAD}(?:{_CONCEDE}|{_DESPITE})\s")
_CONCESSION = re.compile(rf"(?i){_AHEAD}(?:{_DESPITE})\s")
_INSIDE = re.compile(rf"(?i)[\s,;–—-]*[\s,;–—](?:{_TURN}|{_CONCEDE})(?:,(?=\s)|(?=\s))\s*")
_COMMA = re.compile(
    r"(?i),\s+(?!(?:and|or|nor|particularly|including|especially|notably|such|which|who|where|with|for)\b)"
)
_WHICH = re.compile(r"(?i),\s+(?=(?:which|who)(?:,)? (?:although|though|while|however)\b)")
_MANNER = re.compile(r"(?i)[\s,;–—-]*(?:while|whilst)\s+(?:also\s+)?\w+ing\b")  # "while ensuring that …"
_SPLICE = re.compile(r"[,;]\s+")
_RIGHT_EDGE = re.compile(r"[\s,;]+$")
# a half that ends so is none: "Progress has, however, been slow"
_BROKEN_OFF = re.compile(
    r"(?i)\b(?:has|have|had|is|are|was|were|be|been|will|would|can|could|should|may|might|must|not|also|to|the|an?|of|"
    r"and|in|for|there)$"
)
_AGAIN = re.compile(rf"(?i)(?:{_CONCEDE}|{_TURN}|that)\s+")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
MOST_CUTS = 8  # places tried in one sentence: each costs a parse of both halves
_FEWEST_WORDS = 3
THIN = 0.5  # evidence enough for what "despite" concedes
_NOT_A_TURN = re.compile(
    r"(?i)(?:not only|not just|not merely|nothing|no one|none|cannot|all|anything)\b[^,;]*$|\b(?:not|as|and)$"
)


def split(text: str) -> tuple[Span, ...]:
    """The two halves of a sentence that turns, or () where it does not.

    Of "Despite …, …" only the main clause is given: what it concedes is too thin to quote.

    The word of contrast and the comma before it belong to neither half; both halves must say
    something, one speaking well of the organisation and the other not.
    """
    if not _may_turn(text):
        return ()
    concedes = _OPENER.match(text) is not None and _CONCESSION.match(text) is not None
    for left, right in islice(_candidates(text), MOST_CUTS):
        if _turns(text, left, right, THIN if concedes else SPEAKS):
            return (right,) if concedes else (left, right)
        if judge(text) is None and _speaks_alone(text, left, right):
            return (right,)
    return ()


def _speaks_alone(text: str, left: Span, right: Span) -> bool:
    one, other = text[left.start : left.end], text[right.start : right.end]
    if min(len(one.split()), len(other.split())) < _FEWEST_WORDS or _BROKEN_OFF.search(one):
        return False
    return _is_main(other) and judge_half(text, right) is not None


def _may_turn(text: str) -> bool:
    """Whether the words of a sentence could speak both for and against; cheap, asked first."""
    tokens = parse(" ".join(text.split()))
    words = lexicon()
    senses: set[str] = {hit.phrase.sense for hit in words.hits(tokens)}
    forms = {fold(token.text) for token in tokens} | {fold(token.lemma) for token in tokens}
    good = senses & {"praise", "change", "plan"} or forms & words.words["changes"]
    bad = senses & {"blame", "ask"} or forms & words.words["negators"]
    return bool(good or bad)


def _candidates(text: str) -> Iterator[tuple[Span, Span]]:
    """Pairs of halves, the most telling place to cut first."""
    opener = _OPENER.match(text)
    if opener:
        told = text[: opener.end()].lower().rfind("that ") + 1  # "The review found that although …, …"
        for comma in _COMMA.finditer(text, opener.end()):
            if _is_main(text[comma.end() :]):
                yield _cut(text, 0 if told else opener.end(), comma.start(), comma.end())
        return
    for match in _WHICH.finditer(text):
        yield _cut(text, 0, match.start(), match.end())
    for match in _INSIDE.finditer(text):
        if (
            match.start()
            and not _NOT_A_TURN.search(text[: match.start()])
            and not _MANNER.match(text, match.start())
        ):
            yield _cut(text, 0, match.start(), match.end())
    for match in _SPLICE.finditer(text):
        if _stands_alone(text[: match.start()]) and _stands_alone(text[match.end() :]):
            yield _cut(text, 0, match.start(), match.end())


def _cut(text: str, start: int, left_end: int, right_start: int) -> tuple[Span, Span]:
    left = text[start:left_end]
    again = _AGAIN.match(text, right_start)
    right_start = again.end() if again else right_start
    return Span(start, left_end - (len(left) - len(_RIGHT_EDGE.sub("", left)))), Span(right_start, len(text))


def _turns(text: str, left: Span, right: Span, least: float) -> bool:
    one, other = text[left.start : left.end], text[right.start : right.end]
    if min(len(one.split()), len(other.split())) < _FEWEST_WORDS or _BROKEN_OFF.search(one):
        return False
    first = judge_half(text, left, least)
    if first is None:
        return False
    second = judge_half(text, right)
    if second is None:
        return False
    return first.favourable != second.favourable or (_concedes(other) and first.kind != second.kind)


def judge_half(text: str, half: Span, least: float = SPEAKS) -> Judgement | None:
    """What a half of a sentence says; the second's verb may have its subject in the first.

    "leave little trace" there is no command, and what is conceded in the first counts in full.
    """
    words = text[half.start : half.end]
    opener = _OPENER.match(words)
    said = judge(words[opener.end() :] if opener else words, least)
    if said is None or said.rule != "command" or not half.start:
        return said
    return judge(f"They {words}", least)


def _concedes(half: str) -> bool:
    """Whether a half is a clause that concedes on its own: "which although improved does not …"."""
    return bool(_WHICH.match(f", {half}"))


def _is_main(text: str) -> bool:
    """Whether words behind a comma are the main clause, and not what an inserted one interrupts.

    "has met, or will meet, | its objectives of …, it has …" opens with no subject of its own.
    """
    tokens = parse(text)
    subject = next((i for i, token in enumerate(tokens) if token.dep in _SUBJECTS), None)
    if subject is None or not is_finite(tokens):
        return False
    fronted = tokens[0].pos in {"ADP", "ADV", "SCONJ", "VERB", "ADJ"}
    return fronted or "," not in {token.text for token in tokens[:subject]}


def _stands_alone(text: str) -> bool:
    """Whether the words are a clause of their own: subject and finite verb, no joining word in front."""
    tokens = parse(text)
    if (
        not tokens
        or fold(tokens[0].text) in {"so", "thus", "thereby"}
        or tokens[0].pos in {"SCONJ", "CCONJ", "ADP"}
        or tokens[0].tag in {"VBG", "VBN", "WDT", "WP", "WRB", "TO"}
    ):
        return False
    return _clause(tokens)


def _clause(tokens: tuple[Token, ...]) -> bool:
    root = next((i for i, token in enumerate(tokens) if token.head == i), 0)
    finite = tokens[root].tag in {"VBZ", "VBP", "VBD"} or any(
        token.head == root and token.dep in {"aux", "auxpass"} and fold(token.text) != "to"
        for token in tokens
    )
    return finite and any(
        token.head == root and token.dep in {"nsubj", "nsubjpass", "expl"} for token in tokens
    )
