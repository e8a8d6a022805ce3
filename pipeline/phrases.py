"""Phrases as profiles write them, and the folded text they are compared with.

A phrase is words. `*` stands for up to eight words, `word*` for any ending, `a|b` for either
word, `word?` for a word that may be missing. Case, kinds of quotes and dashes, `&` for "and" and
the hyphen of "co-ordination" make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00ad": "", "\u0002": ""}
)

_GAP = r"(?:[,;:]?\s)"  # between two words of a phrase; a comma there says nothing


@lru_cache(maxsize=32_768)  # the same headings and phrases are held against each other all the time
def fold(text: str) -> str:
    """The text as comparison sees it: lower case, one kind of quote, dash and space."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).lower().replace("&", " and ")
    plain = re.sub(r"\bco-(?=[a-z])", "co", plain)
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Folded text without numbering in front, years and brackets behind, punctuation around."""
    plain = fold(text)
    plain = re.sub(r"^(?:(?:\d+[a-z]?|[a-z]|[ivx]+)[.)]|\d+(?:\.\d+)+\.?|[-•*]+)\s+", "", plain)
    plain = re.sub(r"[\s,:-]+(?:19|20)\d{2}(?:\s*[-/]\s*(?:\d{4}|\d{2}))?$", "", plain)
    plain = re.sub(r"\s*\((?:continued|cont'?d|cont\.?|\d+)\)$", "", plain)
    return plain.strip(" .:;,?!-*_#\"'")


@lru_cache(maxsize=4096)
def pattern(phrase: str) -> re.Pattern[str]:
    """The regular expression of a phrase, to be searched in folded text."""
    return re.compile(_source(phrase))


@lru_cache(maxsize=1024)
def one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One regular expression for any of the phrases."""
    return re.compile("|".join(f"(?:{_source(phrase)})" for phrase in phrases))


def _source(phrase: str) -> str:
    source = ""
    gap = False  # whether a space must stand before the next word
    for word in fold(phrase).split():
        sure = word.removesuffix("?") if len(word) > 1 else word
        body = rf"(?:{'|'.join(_word(part) for part in sure.split('|'))})"
        if word == "*":
            source += rf"(?:{_GAP}\S+){{0,8}}?" if gap else rf"(?:\S+{_GAP}){{0,8}}?"
        elif sure != word:
            source += rf"(?:{_GAP}{body})?" if gap else rf"(?:{body}{_GAP})?"
        else:
            source += _GAP + body if gap else body
            gap = True
    return rf"(?<!\w){source}(?!\w)"


def _word(word: str) -> str:
    if word.endswith("*") and len(word) > 1:
        return re.escape(word[:-1]) + r"[\w'-]*"
    return re.escape(word)


@lru_cache(maxsize=4096)
def anchor(phrase: str) -> str:
    """The longest piece of a phrase that stands in every text it occurs in; to be looked for first.

    Looking for a piece is a hundred times as fast as searching the phrase. Empty where it has none.
    """
    sure = (word for word in fold(phrase).split() if "|" not in word and not word.endswith("?"))
    return max((word.rstrip("*") for word in sure), key=len, default="")


def occurs(phrase: str, folded: str) -> re.Match[str] | None:
    """Where the phrase first stands in folded text."""
    return pattern(phrase).search(folded) if anchor(phrase) in folded else None


def is_whole(phrase: str, folded: str) -> bool:
    """Whether the phrase is the whole of a folded text."""
    return pattern(phrase).fullmatch(folded) is not None
