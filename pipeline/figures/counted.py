"""The noun a number counts, told from the words after it without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.figures.lexicon import alternatives, load, unit_names, words

STOP = words("grammar", "stop")
_SINGULAR = words("grammar", "singular")
_PLAIN = frozenset(words("units", "plain", "nouns"))
_VERBS = words("grammar", "verbs")
_ACTS = words("grammar", "acts")
_OF_PHRASE = re.compile(
    rf"\s+(?:{alternatives(words('units', 'of_phrases', 'phrases'))})(?![\w-])", re.IGNORECASE
)
_WORD = re.compile(
    r"(?P<gap>[ \t\u00a0\u202f]{1,3}|[ \t]?\n[ \t]?)"
    r"(?P<word>[“\"‘]?[A-Za-zÀ-ɏ](?:[\w'’‑&/-]|\.(?!\d))*|\d+\.\d|\d{1,2}(?=\s[a-z]))"
)
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}s?\)(?=\s[a-z])")
_GROUP = re.compile(
    r"(?:^|[.;]\s+)of\s+(?:the|these|those|its|their|all)\s[^.;:,]{2,60},\s+(?:only\s+|just\s+|some\s+|about\s+|over\s+)?$",
    re.IGNORECASE,
)
_DID = re.compile(r"\s+(?:[a-z]+ed|had|have|were|are|was)\s+(?!and\b|or\b)[a-z]")
_NUMBERS = frozenset(
    word for group in ("units", "teens", "tens", "scales") for word in load("numbers")[group]
)
_LONGEST = 7
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Counted:
    """The words after a number that name what it counts; `start` is where the first one begins."""

    start: int
    end: int


def plural(word: str) -> bool:
    """Whether a word looks like the plural noun a number takes."""
    low = word.lower().rstrip(".").replace("’", "'")
    if low in _PLAIN or (len(word) > 2 and word[-1] == "s" and word[:-1].isupper()):
        return True
    if low in _SINGULAR or low in STOP or len(low) < 3:
        return False
    low = low.removesuffix("'")
    if "-" in low:
        low = low.rsplit("-", 1)[1]
        if low in _PLAIN:
            return True
    if low.endswith("eaux"):
        return True
    if not low.endswith("s") or low.endswith(("ss", "ous", "us", "'s")):
        return False
    return not low.endswith("is") or low.endswith(("ois", "lis"))


def counted_after(text: str, at: int, one: bool = False) -> Counted | None:
    """The noun phrase that begins at `at` (white space first), up to its plural head.

    "ten central departments, including" gives "central departments". With `one`, the first noun
    is taken as it stands ("1 country"). None where punctuation or a small word comes first.
    """
    position, first, found = at, None, None
    named = False
    pending = False  # an "and" or comma between adjectives was crossed
    for _ in range(_LONGEST):
        if first is not None and found is None and (short := _ACRONYM.match(text, position)):
            position = short.end()  # "six United Nations (UN) organizations"
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match["word"].rstrip(_SUPERSCRIPTS)
        closes = word.endswith(".") and not word[:-1].isupper()
        bare = word.rstrip(".,").strip('“"‘([')
        if bare.lower() in _NUMBERS or (bare.isdigit() and not named):
            break
        named = bare[:1].isupper()  # "three Level 3 emergencies"
        superlative = bare.lower() in ("most", "least") and first is None
        if bare.lower() in STOP and not superlative:
            joins = bare.lower() in ("and", "or", "and/or") and found is None and first is not None
            if not joins or pending:
                break
            pending, position = True, match.end()
            continue
        if found is not None and not _goes_on(text, match, found):
            break
        start = match.start("word") + (len(word) - len(word.lstrip('“"‘([')))
        first = start if first is None else first
        position = match.start("word") + len(word.rstrip("."))
        position = position - 2 if word.rstrip(".").endswith(("'s", "’s")) and plural(bare[:-2]) else position
        if plural(bare) or (one and found is None and not _adjective(bare)):
            found = Counted(first, position)
        if closes or word != match["word"] or text[position : position + 1] in "’'":
            break
    if found and (whole := _OF_PHRASE.match(text, found.end)):
        return Counted(found.start, whole.end())
    return found


def of_them(text: str, start: int, end: int) -> bool:
    """Whether a number stands for some of a group just named and a verb follows: "Of the 20, 15 measured"."""
    before = text[max(0, start - 90) : start]
    return bool(_GROUP.search(before) and _DID.match(text, end))


def _adjective(word: str) -> bool:
    return word.lower().endswith(
        ("al", "ive", "ed", "ing", "ous", "able", "ible", "ic", "new", "full", "ary", "ant")
    )


def _goes_on(text: str, match: re.Match[str], found: Counted) -> bool:
    """Whether the noun phrase goes on after a plural: "Member States parties", "data service requests"."""
    word = match["word"].rstrip(".,")
    if plural(word):
        return word.lower() not in unit_names("duration") and word.lower() not in _ACTS
    head = text[found.start : found.end].rsplit(" ", 1)[-1]
    if not (head[:1].isupper() or head.lower() in _PLAIN) or not word[0].islower():
        return False
    if word.lower() in STOP or word.lower() in _VERBS or word.lower().endswith("ed"):
        return False
    following = _WORD.match(text, match.end())
    return following is not None and plural(following["word"].rstrip(".,"))
