"""Lists declared by the sentence before them: "The MAR highlighted several strengths:".

A lead-in governs exactly the list after it; the sentence after the list is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Block, Finding, FindingKind, ReformStage, Span
from pipeline.phrases import fold, occurs
from pipeline.profile import LeadIn, Profile
from pipeline.segment.announced import governs, is_question
from pipeline.segment.draft import LEAD_IN, WORDED_LEAD_IN, Declared, Draft, Reading
from pipeline.segment.judge import judge
from pipeline.segment.numbered import number_label
from pipeline.segment.units import Unit, enumerated, sentences_in, text_of, trimmed, units

# what may stand before the clause that announces: a concession, a purpose, an occasion
_BEFORE = re.compile(
    r"^(?:although|while|whilst|despite|notwithstanding|even though|though|apart from|in order to|to|given|"
    r"in (?:light of|response to|addition to|view of)|building on|because of|besides|beyond|"
    r"against|in relation to|with (?:regard|respect) to|as regards|regarding|"
    r"relative to|in line with|in terms of|compared (?:to|with)|since)\b[^,]*,\s*"
)
_ANNOUNCES = re.compile(
    r"\b(?:following|below|as follows|include|includes|are|were|to)\s*$|\bfollowing\b|\bas follows\b"
)
# what a lead-in judged by its own words ends in: "Reporting suffers from:"
_GOES_ON = re.compile(
    r"\b(?:from|in|on|of|by|with|for|to|at|is|are|was|were|has|have|that|includ(?:e|es|ing))\s*:$"
)
_LONGEST = 60  # words of a lead-in that is judged by its own words
_REFERS = re.compile(r"(?:these|they|this|those|it|among (?:these|them))\b", re.IGNORECASE)
# "… several strengths. The Agency:" – the list goes on from a subject, as the sentence before declares
_SUBJECT = re.compile(r"(?:it|they|(?:the|this)(?:\s+[\w'’&-]+){1,4}|[A-Z]{2,}[\w-]*)\s*:$", re.IGNORECASE)
_NAME_WORDS = 5  # "Strengths:" as an item declares the items nested in it
_PLAIN = 0.69  # from which a lead-in's own words are believed where no phrase is known
UNTOLD = frozenset({"method", "about", "contents", "references"})  # sections that hold no findings


def lead_in_rule(sentence: str, profile: Profile) -> LeadIn | None:
    """The rule a lead-in matches: what it announces first, in its main clause.

    A rule without kind, which says that the list is no findings, wins wherever it stands.
    """
    whole = fold(sentence)
    text = _BEFORE.sub("", whole)
    dropped = len(whole[: len(whole) - len(text)].split())
    found: list[tuple[int, int, int, LeadIn]] = []
    for order, rule in enumerate(profile.lead_in):
        for phrase in rule.says:
            match = occurs(phrase, text)
            if match is not None:
                if rule.kind is None:
                    return rule
                # "… has:" decides, wherever else the sentence names something
                place = -1 if phrase.endswith(":") else match.start()
                found.append((place, match.start() - match.end(), order, rule))
    for place, length, _, rule in sorted(found, key=lambda entry: entry[:3]):
        first = dropped + len(text[: max(place, 0)].split())
        words = range(first, first + len(text[place : place - length].split()))
        if place < 0 or governs(sentence, words):
            both = (other for other in found if _beside(text, (place, place - length), other[0]))
            return None if any(other[3].kind != rule.kind for other in both) else rule
    return None


def _beside(text: str, one: tuple[int, int], other: int) -> bool:
    """Whether what is found at `other` is named together with one: "strengths and weaknesses"."""
    return (
        other > one[1]
        and re.fullmatch(r"\s*(?:and|or|/)\s*(?:the |key |main )*", text[one[1] : other]) is not None
    )


def lead_in_findings(reading: Reading, closed: Sequence[Span]) -> Declared:
    """The items of every list whose lead-in the profile knows, blocks in `closed` left alone."""
    drafts: list[Draft] = []
    taken: list[Span] = []
    shut = {span.start for span in closed}
    blocks = reading.blocks
    for index, block in enumerate(blocks):
        if block.kind == "table" or block.start in shut or reading.outline.kind_at(block.start) in UNTOLD:
            continue
        sentence = _last_sentence(reading, block)
        following = _list_after(blocks, index, shut)
        if sentence is None:
            continue
        for inner in _inline(reading, block):
            drafts.extend(inner.drafts)
            taken.extend(inner.taken)
        if following and _announces(reading, sentence) and not _of_both_signs(following, reading.profile):
            said = _announced(reading, sentence)
            if said is None:
                continue
            taken.append(sentence)
            if _SUBJECT.match(reading.document.quote(sentence)):
                taken.extend(filter(None, (_before(reading, sentence),)))
            if said.kind is not None:
                drafts.extend(_draft(said, unit.span, unit.marker) for unit in following)
            taken.extend(unit.span for unit in following)
    return Declared(tuple(drafts), tuple(taken))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a lead-in says its list is; without kind, no findings."""

    rule: str
    kind: FindingKind | None
    stage: ReformStage | None
    confidence: float


def _announced(reading: Reading, sentence: Span) -> _Said | None:
    """What a lead-in announces, by the profile's phrases, else by its own words."""
    text = " ".join(reading.document.text[sentence.start : sentence.end].split())
    rule = lead_in_rule(text, reading.profile)
    if rule is None and (_REFERS.match(text) or _SUBJECT.match(text)):
        before = _before(reading, sentence)
        rule = lead_in_rule(reading.document.quote(before), reading.profile) if before else None
    if rule is not None:
        return _Said(rule.id, rule.kind, rule.stage, LEAD_IN)
    above = reading.outline.declaration(reading.outline.section_at(sentence.start))
    english = reading.document.language in (None, "en")
    if (
        not english
        or not text.endswith(":")
        or len(text.split()) > _LONGEST
        or is_question(text)
        or _GOES_ON.search(text) is None
        or (above is not None and above.kind is not None)
    ):
        return None
    judged = judge(text.rstrip(":") + ".")
    if judged is None or judged.confidence < _PLAIN or judged.kind == "reform":
        return None
    return _Said(judged.rule, judged.kind, judged.stage, WORDED_LEAD_IN)


def _before(reading: Reading, sentence: Span) -> Span | None:
    """The sentence before one in its paragraph, to which "These include:" refers; None if none."""
    for block in reading.blocks:
        if block.start <= sentence.start < block.end:
            earlier = [span for span in sentences_in(reading.document, block) if span.end <= sentence.start]
            return earlier[-1] if earlier else None
    return None


def _last_sentence(reading: Reading, block: Block) -> Span | None:
    text = text_of(reading.document, block).rstrip()
    if block.kind == "list_item" and (not text.endswith(":") or len(text.split()) > _NAME_WORDS):
        return None  # an item that ends with a colon is one with what is nested in it
    found = sentences_in(reading.document, block)
    return found[-1] if found else None


def _announces(reading: Reading, sentence: Span) -> bool:
    text = reading.document.text[sentence.start : sentence.end].rstrip()
    if text.endswith(":"):
        return True
    return bool(_ANNOUNCES.search(fold(text).rstrip(" .;:-")))


def _list_after(blocks: Sequence[Block], index: int, shut: set[int]) -> tuple[Unit, ...]:
    """The items of the list right after a block; of a list item, the ones nested in it."""
    depth = blocks[index].level if blocks[index].kind == "list_item" else 0
    run: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind != "list_item" or block.level <= depth or block.start in shut:
            break
        if (
            run
            and block.list_id != run[0].list_id
            and block.level <= run[0].level
            and depth == 0
            and _new_list(run, block)
        ):
            break
        run.append(block)
    return units(run)


def _of_both_signs(items: Sequence[Unit], profile: Profile) -> bool:
    """Whether a list's own bullets tell its items apart: "+ Trusted by partners", "– Slow to disburse"."""
    kinds = {rule.kind for item in items for rule in profile.marker if item.marker in rule.says}
    return len(kinds) > 1


def _new_list(run: Sequence[Block], block: Block) -> bool:
    """Whether an item of another printed list starts a list of its own: its numbering restarts."""
    return (block.marker or "").strip("(). ") in {"1", "a", "i"} and block.list_id is not None


def _inline(reading: Reading, block: Block) -> list[Declared]:
    """Lists told in running text: "Key weaknesses are: (a) …; (b) …"."""
    found: list[Declared] = []
    for sentence in sentences_in(reading.document, block):
        text = reading.document.text[sentence.start : sentence.end]
        colon = text.find(":")
        if colon < 0 or colon == len(text) - 1:
            continue
        rest = trimmed(reading.document, sentence.start + colon + 1, sentence.end)
        pieces = enumerated(reading.document, rest)
        rule = lead_in_rule(text[: colon + 1], reading.profile)
        if rule is not None and rule.kind is not None and pieces:
            said = _Said(rule.id, rule.kind, rule.stage, LEAD_IN)
            found.append(Declared(tuple(_draft(said, piece, None) for piece in pieces), (sentence,)))
    return found


def _draft(said: _Said, span: Span, marker: str | None) -> Draft:
    label = number_label(marker, "Recommendation") if said.stage == "recommendation" else None
    kind = said.kind or "reform"
    return Draft(
        Finding(kind, span.start, span.end, "lead_in", said.rule, said.confidence, said.stage, label)
    )
