"""Where a text names a currency: codes, signs, names; before or after the amount."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.lexicon import (
    alternatives,
    currency_codes,
    currency_names,
    currency_signs,
    fold,
    words,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A currency named in a text; `part` is 0.01 for cents, `inferred` where many share the name."""

    start: int
    end: int
    code: str
    part: Decimal = Decimal(1)
    inferred: bool = False
    wordlike: bool = False


_WORDLIKE = words("currencies", "wordlike", "codes")
_LETTERED = frozenset(sign for sign in currency_signs() if sign[-1].isalnum() or sign[-1] == ".")
_DRAWN = frozenset(currency_signs()) - _LETTERED
_PARTS = frozenset(name for name in currency_names() if not name[0].isalpha())  # "¢"
_PLAIN = alternatives([*(sign for sign in _DRAWN if not sign[0].isalpha()), *_PARTS])
_LED = alternatives(sign for sign in _DRAWN if sign[0].isalpha())
_SIGN = re.compile(rf"(?<![A-Za-z])(?:{_LED})|(?:{_PLAIN})")
_WORD = re.compile(
    r"(?<![^\W\d_])(?P<code>[A-Z]{3})(?=(?:m|mn|bn|k)?(?![^\W\d_]))|(?<![^\W\d_])[Uu]\.[Ss]\.(?=\s[Dd])|(?<![^\W\d_])[^\W\d_][^\W\d_.'’ʻ]*"
)
_GLUED_SIGN = re.compile(r"\s?[$€£](?=\s?[0-9])")
_CODES = currency_codes() | {code.lower() for code in ("USD", "EUR", "GBP", "CHF")}
_CODES |= {code.title() for code in ("USD", "EUR", "GBP", "CHF")}


def _by_first_word() -> Mapping[str, re.Pattern[str]]:
    """First word of a currency's name → a pattern for all names that begin so."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in currency_names():
        groups[name.split()[0]].append(name)
    return {
        first: re.compile(rf"(?:{alternatives(names)})(?![A-Za-z])", re.IGNORECASE)
        for first, names in groups.items()
    }


_NAMES = _by_first_word()


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Every naming of a currency in the text, in order; none overlaps another."""
    found = [_signed(match.start(), match.end(), match.group()) for match in _SIGN.finditer(text)]
    for match in _WORD.finditer(text):
        mention = _worded(text, match)
        if mention is not None:
            found.append(mention)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _signed(start: int, end: int, sign: str) -> Mention:
    if sign in _PARTS:
        code, part, inferred = currency_names()[sign]
        return Mention(start, end, code, part, inferred)
    code, inferred = currency_signs()[" ".join(sign.split())]
    return Mention(start, end, code, inferred=inferred, wordlike=sign in _WORDLIKE)


def _worded(text: str, match: re.Match[str]) -> Mention | None:
    """A code ("USD"), a sign in letters ("Rs.") or a name ("Danish kroner")."""
    start, end = match.span()
    word = match.group()
    names = _NAMES.get(word.lower())
    if names and (named := names.match(text, start)):
        code, part, inferred = currency_names()[fold(named.group())]
        return Mention(start, named.end(), code, part, inferred)
    for sign in (f"{word}.", word.removesuffix("."), word):
        if sign in _LETTERED and text.startswith(sign, start):
            return _signed(start, start + len(sign), sign)
    if word in _CODES:
        glued = _GLUED_SIGN.match(text, end)
        return Mention(start, glued.end() if glued else end, word.upper(), wordlike=word in _WORDLIKE)
    return None


def own_dollar(text: str) -> str:
    """The dollar a document means by a bare $: the US one, unless another is named far more often.

    A single contribution in another dollar does not turn every $ of a report.
    """
    mentions = mentions_in(text)
    named = Counter(m.code for m in mentions if not m.inferred and m.code in _DOLLARS)
    bare = sum(1 for m in mentions if m.inferred and m.code == "USD")
    for code in sorted(named, key=lambda code: (-named[code], code))[:1]:
        if code != "USD" and named[code] > 2 * named["USD"] and named[code] * 3 >= bare:
            return code
    return "USD"


_DOLLARS = frozenset(
    code for name, (code, _, inferred) in currency_names().items() if "dollar" in name and not inferred
)
