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


def fold(text: str) -> str:
    """The text as comparison sees it: lower case, one kind of quote, dash and space."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME).lower().replace("&", " and ")
    plain = re.sub(r"\bco-(?=[a-z])", "co", plain)
    return " ".join(plain.split())


def bare(text: str) -> str:
    """Folded text without numbering in front, brackets behind, and punctuation around."""
    plain = fold(text)
    plain = re.sub(r"^(?:(?:\d+|[a-z]|[ivx]+)[.)]|\d+(?:\.\d+)+\.?|[-•*]+)\s+", "", plain)
    plain = re.sub(r"\s*\((?:continued|cont'?d|cont\.?|\d+)\)$", "", plain)
    return plain.strip(" .:;,-*_#\"'")


@lru_cache(maxsize=4096)
def pattern(phrase: str) -> re.Pattern[str]:
    """The regular expression of a phrase, to be searched in folded text."""
    source = ""
    for word in fold(phrase).split():
        bare_word = word.removesuffix("?") if len(word) > 1 else word
        body = rf"(?:{'|'.join(_word(part) for part in bare_word.split('|'))})"
        if word == "*":
            source += r"(?:\s\S+){0,8}?" if source else r"(?:\S+\s){0,8}?"
        elif bare_word != word:
            source += rf"(?:\s{body})?" if source else rf"(?:{body}\s)?"
        else:
            source += body if not source or source.endswith(("\\s){0,8}?", "\\s)?")) else rf"\s{body}"
    return re.compile(rf"(?<!\w){source}(?!\w)")


def _word(word: str) -> str:
    if word.endswith("*") and len(word) > 1:
        return re.escape(word[:-1]) + r"[\w'-]*"
    return re.escape(word)


def occurs(phrase: str, folded: str) -> re.Match[str] | None:
    """Where the phrase first stands in folded text."""
    return pattern(phrase).search(folded)


def is_whole(phrase: str, folded: str) -> bool:
    """Whether the phrase is the whole of a folded text."""
    return pattern(phrase).fullmatch(folded) is not None
