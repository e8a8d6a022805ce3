"""The number in a finding's printed name, by which recommendations and responses find each other."""

from __future__ import annotations

import re

from pipeline.phrases import fold

_NUMBER = r"(\d{1,3}(?:\.\d{1,2})*[a-z]?|[ivx]{1,5}|[a-z])"
_NAMED = re.compile(
    rf"\b(?:recomm?[ae]nda\w*|recomendaci[oó]n\w*|rec|r)\b[\s.:#°-]*(?:n[o°º]?[\s.°º]*|number\s+)?{_NUMBER}(?![\w'])"
    r"|\br(\d{1,3}(?:\.\d{1,2})*[a-z]?)\b"
)
_TOLD = re.compile(r"\brecommendations?\s+(?:no\.?\s*)?(\d{1,2}(?:\.\d{1,2})?[a-z]?)(?![\w%])")
_BARE = re.compile(r"^[\s#(]*(\d{1,3}(?:\.\d{1,2})*[a-z]?)(?![\w%])")
_ACTION = re.compile(r"\b(?:key\s+)?actions?\b[\s.:#]*(\d{1,3}(?:\.\d{1,2})+[a-z]?)")


def number_of(label: str | None) -> str | None:
    """The number of a recommendation's label: "3" of "Recommendation 3", "3.1" of "R3.1", "3a" of "# 3a:"."""
    folded = fold(label or "")
    match = _NAMED.search(folded)
    if match is not None:
        return match.group(1) or match.group(2)
    bare = _BARE.search(folded)
    return bare.group(1) if bare else None


def answered_numbers(label: str | None, text: str = "") -> tuple[str, ...]:
    """Numbers of recommendations a response may mean, the likeliest first.

    "Recommendation 3, key action 1" means 3; "Key action 3.1" means 3.1 or 3. Where the label has no
    number, the text may name one: "Management accepts recommendation 2".
    """
    folded = fold(label or "")
    action = _ACTION.search(folded)
    told = _TOLD.search(fold(text))
    number = number_of(label) or (action.group(1) if action else None) or (told.group(1) if told else None)
    if number is None:
        return ()
    whole = re.match(r"\d+", number)
    return tuple(dict.fromkeys([number, *([whole.group()] if whole else [])]))
