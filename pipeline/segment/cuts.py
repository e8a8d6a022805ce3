"""Blocks cut where a label stands inside them, as forms filled in by hand leave it.

… avant toute phase de conception. Responsible unit(s): Équipes … Management response - accept
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.model import Block, Document, Span
from pipeline.profile import Label, Profile
from pipeline.segment.labels import Hit, label_in
from pipeline.segment.units import trimmed

_FIELD_WORDS = 12  # of what a field may say
_LONG_WORD = 6  # letters of a field's name that stands alone


def cut_at_labels(document: Document, blocks: Sequence[Block], profile: Profile) -> Iterator[Block]:
    """The blocks, each cut before every label it holds that a colon or dash makes plain."""
    expression = _expression_of(profile)
    for block in blocks:
        if block.kind not in {"paragraph", "list_item"}:
            yield block
            continue
        text = document.text[block.start : block.end]
        cuts = [block.start + at for at, _ in _labels(text, expression, profile)]
        for index, (start, end) in enumerate(zip([block.start, *cuts], [*cuts, block.end], strict=True)):
            span = trimmed(document, start, end)
            if index:
                yield replace(
                    block, kind="paragraph", start=span.start, end=span.end, marker=None, lead=None, level=0
                )
            else:
                yield replace(block, start=span.start, end=span.end)


def before_fields(document: Document, span: Span, profile: Profile) -> Span:
    """The span without the fields that close it: "Publish the plan. Priority: high"."""
    end = span.end
    text = document.text[span.start : span.end]
    for at, hit in reversed(tuple(_labels(text, _expression_of(profile), profile))):
        value = document.quote(Span(span.start + at + hit.end, end))
        if hit.rule.role != "field" or len(value.split()) > _FIELD_WORDS:
            break
        end = span.start + at
    return trimmed(document, span.start, end)


def _expression_of(profile: Profile) -> re.Pattern[str]:
    forms = tuple(phrase for rule in profile.label for phrase in rule.says if _plain(phrase, rule.numbered))
    words = tuple(phrase for rule in profile.label for phrase in rule.says if _before_colon(phrase, rule))
    return _expression(forms, words)


def _labels(text: str, expression: re.Pattern[str], profile: Profile) -> Iterator[tuple[int, Hit]]:
    """The labels inside a text with their places."""
    for match in expression.finditer(text):
        at = match.start("label") if match["label"] else match.start("form")
        hit = label_in(text[at:], profile)
        if at and hit is not None and re.search(r"[:–—-]|\(", text[at : at + hit.end]):
            yield at, hit


def _plain(phrase: str, numbered: bool) -> bool:
    """Whether a phrase is long enough to be told inside running text."""
    return " " in phrase or (numbered and len(phrase) > 4)


def _before_colon(phrase: str, rule: Label) -> bool:
    """Whether a word is told inside running text by the colon behind it: "Deadline:", "Recommendation:"."""
    field = rule.role == "field" and " " not in phrase and len(phrase) >= _LONG_WORD
    return phrase.endswith(":") or field


@lru_cache(maxsize=16)
def _expression(phrases: tuple[str, ...], words: tuple[str, ...]) -> re.Pattern[str]:
    """A label with a capital, after the end of a sentence, a bracket or a line."""
    body = "|".join(
        _capital(phrase) for phrase in sorted(phrases, key=len, reverse=True) if "*" not in phrase
    )
    mark = r"(?=\s*(?:#?\s*[\dIVX.]{1,5}[a-h]?\s*)?(?:\([^)]{1,30}\)\s*)?(?::|[–—-]\s))"
    behind = r"(?:(?<=[.;:)\]”\"»])\s+|\n\s*)"
    form = "|".join(_capital(phrase) for phrase in sorted(phrases, key=len, reverse=True) if _several(phrase))
    short = "|".join(_capital(word.rstrip(":")) for word in words)
    label = rf"(?:{body}){mark}" + (rf"|(?:{short})(?=\s?:\s)" if short else "")
    return re.compile(rf"(?:{behind}(?P<label>{label})|\s(?P<form>(?:{form}){mark}))")


def _several(phrase: str) -> bool:
    """Whether a phrase has words enough to be a form's label wherever it stands."""
    return " " in phrase and "*" not in phrase


def _capital(phrase: str) -> str:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return f"[{phrase[0].upper()}]{words[1:]}"
