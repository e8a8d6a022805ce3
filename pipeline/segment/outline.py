"""The heading tree, and what each heading says of what stands under it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Block, Document, Section
from pipeline.phrases import bare, fold, one_of
from pipeline.profile import Heading, Profile
from pipeline.segment.components import component_named
from pipeline.segment.labels import label_in
from pipeline.segment.scales import level_named
from pipeline.segment.units import flow, is_heading, text_of

_OF = (
    "of|for|in|to|at|on|from|since|by|under|against|within|across|during|regarding|concerning|over|"
    "identified|noted|observed|found|emerging|arising|made|addressed|per|with|relating|related|that|as"
)
_TAIL = re.compile(rf"\s(?:{_OF})\s.*$|\s(?:{_OF}|identified|noted|observed|found)$")
_DANGLING = re.compile(rf"\s(?:{_OF})$")  # before a year that was dropped
_NO_QUALIFIER = frozenset(
    f"{_OF}|no|not|without|how|what|why|whether|lack|previous|past|earlier|prior|former|is|are|was|were|has|have|been|"
    "and|or|but|than|the|a|an|these|those|our|non|implementation|implementing|status|follow-up".split("|")
) - {"the", "our"}
# chapters that end what stands before them, even where nothing but their words tells them
_TOLD_APART = frozenset({"annex", "references", "method", "conclusions", "recommendations", "lessons"})
# chapters told by a phrase of their own family's, of several words
_IN_FULL = frozenset({"ratings", "baseline", "progress", "narrative"})
_FEWEST_WORDS = 3
_BEFORE_NOW = re.compile(
    r"\b(?:from|of|in|to|by) (?:the |its )?(?:previous|past|earlier|prior|former|last)\b"
)
_PART = re.compile(r"^(?:chapter|part|section|annex|appendix|box|table|figure)\s+[\w.]{1,5}\s*[:.-]\s*")
_AND = re.compile(r"\s*(?:\sand/or\s|,\s*and\s|,|/|\sand\s|\sor\s|;)\s*")


@dataclass(frozen=True, slots=True)
class Outline:
    """Sections in order, and beside each the rule its heading matches, if any."""

    sections: tuple[Section, ...]
    rules: tuple[Heading | None, ...]

    def section_at(self, offset: int) -> int | None:
        """The innermost section a place stands in (its heading included), as an index."""
        index = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        while index >= 0 and self.sections[index].body_end <= offset:
            parent = self.sections[index].parent
            if parent is None:
                return None
            index = parent
        return index if index >= 0 else None

    def declaration(self, section: int | None) -> Heading | None:
        """The rule that governs a section: its own heading's, or that of the one it stands in."""
        while section is not None:
            rule = self.rules[section]
            if rule is not None:
                return rule
            section = self.sections[section].parent
        return None

    def kind_at(self, offset: int) -> str | None:
        """The kind of the section a place stands in, as far as any heading above tells."""
        rule = self.declaration(self.section_at(offset))
        return rule.section if rule else None


def outline(document: Document, profile: Profile) -> Outline:
    """The heading tree of a document.

    A short line that is nothing but a phrase the profile knows as a heading counts as one, for
    plain text and Word files in which headings have lost their type.
    """
    heads = _heads(document, profile)
    ends = _ends(heads, len(document.text))
    sections: list[Section] = []
    rules: list[Heading | None] = []
    above: list[int] = []
    for index, (block, level) in enumerate(heads):
        while above and sections[above[-1]].level >= level:
            above.pop()
        end = ends[index]
        parent = above[-1] if above else None
        rule = heading_rule(text_of(document, block), profile) or _judged(
            document, block, profile, rules, above
        )
        kind = rule.section if rule else _inherited(sections, parent)
        if index == 0 and level == 1:
            if rule is None or rule.kind is None:
                kind = "title"
            elif strict_rule(text_of(document, block), profile) is None:
                rule = rule.model_copy(update={"units": "items"})  # "Weaknesses in aid managed by …"
        sections.append(Section(block.start, block.end, end, level, kind, parent))
        rules.append(rule)
        above.append(index)
    return Outline(tuple(sections), tuple(rules))


def _judged(
    document: Document, block: Block, profile: Profile, rules: Sequence[Heading | None], above: Sequence[int]
) -> Heading | None:
    """A rule that declares nothing, for a component's name under a heading that only describes.

    What is judged component by component is no description of the organisation any more.
    """
    governing = next((rules[index] for index in reversed(above) if rules[index] is not None), None)
    if governing is None or governing.section != "about":
        return None
    named = component_named(text_of(document, block), profile)
    return Heading(id="component", says=(named,), section="findings") if named is not None else None


def _inherited(sections: Sequence[Section], parent: int | None) -> str | None:
    """The kind of the section around, for a heading that says nothing of its own."""
    kind = sections[parent].kind if parent is not None else None
    return None if kind == "title" else kind


def _ends(heads: Sequence[tuple[Block, int]], last: int) -> list[int]:
    """Where each section ends: at the next heading of its level or above, or with the text."""
    ends = [last] * len(heads)
    still_open: list[int] = []
    for index, (block, level) in enumerate(heads):
        while still_open and heads[still_open[-1]][1] >= level:
            ends[still_open.pop()] = block.start
        still_open.append(index)
    return ends


def _heads(document: Document, profile: Profile) -> list[tuple[Block, int]]:
    heads: list[tuple[Block, int]] = []
    level = 1
    for block in flow(document):
        if is_heading(document, block):
            level = max(1, block.level)
            heads.append((block, level))
        elif block.kind == "paragraph" and is_lost_heading(document, block, profile):
            depth = level + 1 if heads and heads[-1][0].kind == "heading" else level
            heads.append((block, max(1, depth)))
            level = heads[-1][1]
    return heads


def is_lost_heading(document: Document, block: Block, profile: Profile) -> bool:
    """Whether a paragraph is a heading that lost its type: a known phrase and nothing else."""
    text = text_of(document, block)
    if len(text.split()) > 8 or re.search(r"[.!?;,]\s*$", text) or not text[:1].isupper():
        return False
    rule = strict_rule(text, profile)
    parts = [part for part in _AND.split(bare(text)) if part]
    if len(parts) > 1 and all(strict_rule(part, profile) for part in parts):
        return True  # "Conclusions and recommendations"
    label = label_in(text, profile)
    if label is not None and label.rule.role == "more" and text.rstrip().endswith(":"):
        return False  # "Suggested actions:" goes on with its recommendation
    if any(level_named(text, scale) is not None for scale in profile.scale):
        return False  # "Some progress" is a rating
    if rule is None:
        return False
    plain_words = rule.shape == "whole" and rule.section in _IN_FULL and len(text.split()) >= _FEWEST_WORDS
    return rule.kind is not None or rule.section in _TOLD_APART or plain_words


def strict_rule(text: str, profile: Profile) -> Heading | None:
    """The rule whose phrase, qualifiers aside, is all of a text."""
    plain = bare(text)
    return next((r for r in profile.heading if head_matches(plain, r.says, profile.qualifier, False)), None)


def heading_rule(text: str, profile: Profile) -> Heading | None:
    """The rule a heading matches; where it says two things that differ, one that declares nothing."""
    return _rule_for(bare(text), profile)


def _rule_for(plain: str, profile: Profile) -> Heading | None:
    plain = _PART.sub("", plain)
    for reading in _readings(plain):
        whole = _single(reading, profile)
        if whole is not None:
            return whole
        parts = [part for part in _AND.split(reading) if part]
        rules = [_single(part, profile) for part in parts]
        if len(parts) > 1 and all(rules):
            known = [rule for rule in rules if rule is not None]
            first = next((rule for rule in known if rule.section == "recommendations"), known[0])
            if len({(rule.kind, rule.stage) for rule in rules if rule}) == 1:
                return first
            return first.model_copy(update={"kind": None, "stage": None})
    return None


def _readings(plain: str) -> tuple[str, ...]:
    """The heading, and what stands after or before its colon or dash."""
    parts = re.split(r"\s*:\s+|\s+-\s+", plain)
    return (plain, parts[-1], parts[0]) if len(parts) > 1 else (plain,)


def _single(plain: str, profile: Profile) -> Heading | None:
    for rule in profile.heading:
        if one_of(rule.says).fullmatch(plain):
            return rule
    for rule in profile.heading:
        if head_matches(plain, rule.says, profile.qualifier, rule.shape == "head"):
            return rule
    return None


def head_matches(plain: str, says: tuple[str, ...], qualifiers: tuple[str, ...], loose: bool) -> bool:
    """Whether one of the phrases is the head of a heading: "Key strengths of the organisation".

    Strictly, only the profile's qualifiers may stand around it; loosely also up to three other
    words in front ("Institutional strengths") and what it is of behind.
    """
    expression = one_of(says)
    return any(expression.fullmatch(text) for text in _heads_of(plain, qualifiers, loose))


@lru_cache(maxsize=512)
def _heads_of(plain: str, qualifiers: tuple[str, ...], loose: bool) -> tuple[str, ...]:
    """What may be the head of a heading, the whole of it first; nothing where it looks back."""
    if _BEFORE_NOW.search(plain):
        return ()
    core = _unqualified(plain, qualifiers)
    cores = [core, _unqualified(re.sub(r"\s*\([^)]*\)", "", core), qualifiers)]
    if loose:
        cores += [tail.sub("", text) for text in tuple(cores) for tail in (_DANGLING, _TAIL)]
        cores += [ending for text in tuple(cores) for ending in _endings(text)]
    return tuple(dict.fromkeys(cores))


def _endings(text: str) -> Iterator[str]:
    """What is left without one to three words in front, none of which turns the meaning."""
    words = text.split()
    for front in range(1, min(3, len(words) - 1) + 1):
        word = words[front - 1]
        if word in _NO_QUALIFIER or word.endswith(("ing", ",")):
            return
        yield " ".join(words[front:])


def _unqualified(plain: str, qualifiers: tuple[str, ...]) -> str:
    """The heading without the qualifiers in front of it."""
    return _qualifier(qualifiers).sub("", plain)


@lru_cache(maxsize=16)
def _qualifier(qualifiers: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(fold(word)) for word in sorted(qualifiers, key=len, reverse=True))
    return re.compile(rf"^(?:(?:{body})\s+)+" if body else r"(?!)")
