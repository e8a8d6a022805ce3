"""Whether two texts are one text that was read a little differently.

Strict where it matters: a decision must never move to another sentence that sounds alike. Numbers
and negations must agree, and no word may stand for quite another.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.review.identity import JOINT, key_of

NEAR = 85  # percent of the characters: a text trimmed by a quarter is still near
_LEAST = 5  # letters of a word that may be misread by one
_SHORT = 20  # characters; a shorter text must be equal
_REVERSING = frozenset(
    "not no never neither nor none without hardly barely rarely cannot un non less fewer more only".split()
)
_OPPOSITE = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "de")


@lru_cache(maxsize=50_000)
def compared(text: str) -> str:
    """A text as it is compared, its parts apart."""
    return JOINT.join(key_of(part) for part in text.split(JOINT))


def nearness(one: str, other: str) -> float:
    """How near two texts are, 85 to 100, or 0 where they may well be two.

    Both as `compared` gives them. Of texts in parts, the first (what a figure or rating says)
    must be equal.
    """
    if one == other:
        return 100.0
    parts, others = one.split(JOINT), other.split(JOINT)
    if len(parts) != len(others):
        return 0.0
    first, other_first = parts[0].replace(" ", ""), others[0].replace(" ", "")
    if len(parts) > 1 and (first != other_first or not first):
        return 0.0
    return min(map(_near_part, parts, others))


def _near_part(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if one.replace(" ", "") == other.replace(" ", ""):
        return 99.0
    if min(len(one), len(other)) < _SHORT:
        return 0.0
    ratio = fuzz.ratio(one, other)
    return ratio if ratio >= NEAR and _one_reading(one.split(), other.split()) else 0.0


def _one_reading(one: list[str], other: list[str]) -> bool:
    """Whether what differs is how a text was read or cut, not what it says."""
    codes = [c for c in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if c[0] != "equal"]
    replaced = any(tag == "replace" for tag, *_ in codes)
    for tag, i1, i2, j1, j2 in codes:
        gone, come = one[i1:i2], other[j1:j2]
        if tag == "replace":
            if not _same_words(gone, come):
                return False
        elif (i1 > 0 or j1 > 0) and (i2 < len(one) or j2 < len(other)):  # inside the text
            words = gone + come
            if _REVERSING & set(words) or (replaced and any(re.search(r"\d", word) for word in words)):
                return False
    return True


def _same_words(gone: list[str], come: list[str]) -> bool:
    """Whether words are the same but for a letter, a hyphen or a glued footnote number."""
    before, after = "".join(gone), "".join(come)
    if before == after:
        return True
    if _REVERSING & (set(gone) ^ set(come)):
        return False
    if not before.isdigit() and not after.isdigit() and (_noted(before, after) or _noted(after, before)):
        return True
    if re.findall(r"\d+", before) != re.findall(r"\d+", after):
        return False
    shorter, longer = sorted((before, after), key=len)
    if longer.endswith(shorter) and longer.removesuffix(shorter) in _OPPOSITE:
        return False
    if len(shorter) < _LEAST:
        return False
    return Levenshtein.distance(before, after) <= 1 + len(shorter) // 10


def _noted(word: str, other: str) -> bool:
    """Whether the other is the word with a footnote's number glued to it."""
    return other.startswith(word) and re.fullmatch(r"\d{1,3}", other.removeprefix(word)) is not None
