"""Management's answers in running text: "Management accepts recommendations 1 and 3 and rejects 2".

What they answer by number was asked by number: "(1) The Mission should …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.model import Block, Finding, Span
from pipeline.profile import Profile
from pipeline.segment.draft import Declared, Draft, Reading
from pipeline.segment.labels import marker_number
from pipeline.segment.units import sentences_in, text_of, units

_SURE = 0.85
_RULE = "answer"
_SHORTEST = 5  # letters of a verdict that is sought within a sentence; "no" and "full" say too little
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?[a-z]?"
_LIST = rf"{_NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|to)\s+|\s*[&–-]\s*){_NUMBER})*(?![\w%])"
_NAMED = rf"\brecommendations?\s+(?:nos?\.?\s*)?{_LIST}"
_ENDS = (
    r"(?=\s*(?:[.,;:)]|$|(?:and|but|while|because|as|since|in principle|subject|with)\b))"  # not "12 reports"
)
_AFTER = r"(?:\s+(?!and\b|but\b)[\w'’]+){0,3}?\s+"  # "agrees with the evaluation's recommendation 2"
_BEFORE = r"\s+(?:is|are|was|were|has been|have been)(?:\s+(?!part)\w+ly)?\s+"
_ASKS = re.compile(r"^[^.;]{0,160}\b(?:should|must)\b")
_REPLYING = re.compile(
    r"^(?:(?:in (?:response|reply) to|with (?:regard|respect|reference) to|regarding|concerning|as regards"
    rf"|as for|to address)\s+)?{_NAMED}|\b(?:notes|takes note of)\s+{_NAMED}",
    re.IGNORECASE,
)


def answer_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """Sentences that answer numbered recommendations; blocks in `closed` are left alone."""
    shut = {span.start for span in closed}
    free = [b for b in reading.blocks if b.kind in {"paragraph", "list_item"} and b.start not in shut]
    answers = tuple(
        Draft(finding)
        for block in free
        if re.search(_NAMED, text_of(reading.document, block), re.IGNORECASE)
        for sentence in sentences_in(reading.document, block)
        for finding in _answer(reading, sentence)
    )
    texts = [reading.document.quote(draft.finding.span) for draft in answers]
    named = (match.group() for text in texts for match in re.finditer(_NAMED, text, re.IGNORECASE))
    numbers = frozenset(number for listed in named for number in _numbers(listed))
    drafts = (*answers, *_answered(reading, free, numbers))
    return Declared(drafts, tuple(draft.finding.span for draft in drafts))


def _answered(reading: Reading, free: Sequence[Block], numbers: frozenset[str]) -> Iterator[Draft]:
    """The numbered items that ask for something, where their numbers are answered.

    "(1) The Mission should reconcile its records. / The Mission accepted recommendation 1 …"
    """
    for unit in units(free):
        number = marker_number(unit.marker)
        if number in numbers and _ASKS.search(text_of(reading.document, unit)):
            label = f"Recommendation {number}"
            yield Draft(
                Finding("reform", unit.start, unit.end, "heading", _RULE, _SURE, "recommendation", label)
            )


def _answer(reading: Reading, sentence: Span) -> Iterator[Finding]:
    text = reading.document.quote(sentence)
    label = answer_label(text, reading.profile)
    replies = reading.outline.kind_at(sentence.start) == "response" and _REPLYING.search(text) is not None
    if label is not None or replies:
        yield Finding(
            "reform", sentence.start, sentence.end, "wording", _RULE, _SURE, stage="response", label=label
        )


def answer_label(text: str, profile: Profile) -> str | None:
    """The verdict a text gives on recommendations it names by number, or None.

    One verdict is itself ("reject"); of several each is told with its number: "Recommendation 1: accept;
    Recommendation 2: reject".
    """
    told = dict(answers_told(text, profile))
    if len(set(told.values())) <= 1:
        return next(iter(told.values()), None)
    return "; ".join(f"Recommendation {number}: {verdict}" for number, verdict in told.items())


def answers_told(text: str, profile: Profile) -> Iterator[tuple[str, str]]:
    """The numbers of recommendations a sentence answers, each with management's verdict, in its order."""
    if re.search(_NAMED, text, re.IGNORECASE) is None:
        return
    phrases = {phrase: verdict.name for verdict in profile.verdict for phrase in verdict.says}
    for match in _told(tuple(sorted(phrases))).finditer(text):
        verdict = " ".join((match["active"] or match["passive"]).lower().split())
        for number in _numbers(match["after"] or match["bare"] or match["before"]):
            yield number, phrases[verdict]


@lru_cache(maxsize=8)
def _told(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A verdict with the numbers behind it ("accepts recommendation 1"), or in front ("2 is rejected")."""
    long = sorted((phrase for phrase in phrases if len(phrase) >= _SHORTEST), key=len, reverse=True)
    verdict = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in long)
    return re.compile(
        rf"\b(?P<active>{verdict})(?:{_AFTER}(?P<after>{_NAMED})|\s+(?P<bare>{_LIST}){_ENDS})"
        rf"|\b(?P<before>(?:recommendations?\s+(?:nos?\.?\s*)?)?{_LIST}){_BEFORE}(?P<passive>{verdict})\b",
        re.IGNORECASE,
    )


def _numbers(listed: str) -> Iterator[str]:
    """The numbers of a list, those between "2 to 4" too."""
    found = re.findall(rf"(\s+to\s+|\s*[–-]\s*)?({_NUMBER})(?![\w])", listed)
    last = None
    for joined, number in found:
        if joined and last is not None and last.isdigit() and number.isdigit():
            yield from (str(n) for n in range(int(last) + 1, int(number)))
        yield number
        last = number
