"""Where a text names a currency: codes, signs, names; before or after the amount."""

from __future__ import annotations

import re
from collections import Counter
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
_LETTERED = sorted(sign for sign in currency_signs() if sign[-1].isalnum() or sign[-1] == ".")
_DRAWN = sorted(sign for sign in currency_signs() if sign not in _LETTERED)
_CODES = alternatives(currency_codes())
_MENTION = re.compile(
    rf"(?:(?<![A-Za-z])(?P<drawn>{alternatives(sign for sign in _DRAWN if sign[0].isalpha())}))"
    rf"|(?P<sign>{alternatives(sign for sign in _DRAWN if not sign[0].isalpha())})"
    rf"|(?<![A-Za-z0-9])(?P<lettered>{alternatives(_LETTERED)})(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?P<code>{_CODES})(?:\s?[$€£](?=\s?[0-9]))?(?=(?:m|mn|bn|k)?(?![A-Za-z]))"
    rf"|(?<![A-Za-z])(?P<lower>(?i:usd|eur|gbp|chf))(?![A-Za-z])"
    rf"|(?<![A-Za-z])(?P<name>(?i:{alternatives(currency_names())}))(?![A-Za-z])"
)


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Every naming of a currency in the text, in order."""
    return tuple(mention for match in _MENTION.finditer(text) if (mention := _mention(match)))


def _mention(match: re.Match[str]) -> Mention | None:
    start, end = match.span()
    if name := match["name"]:
        code, part, inferred = currency_names()[fold(name)]
        return Mention(start, end, code, part, inferred)
    if code_text := match["code"] or match["lower"]:
        return Mention(start, end, code_text.upper(), wordlike=code_text.upper() in _WORDLIKE)
    sign = match["sign"] or match["drawn"] or match["lettered"]
    code, inferred = currency_signs()[sign]
    return Mention(start, end, code, inferred=inferred, wordlike=sign in _WORDLIKE)


def own_dollar(text: str) -> str:
    """The dollar a document means by a bare $: the one it names most often, else the US dollar."""
    named = Counter(
        mention.code for mention in mentions_in(text) if not mention.inferred and mention.code in _DOLLARS
    )
    return min(named, key=lambda code: (-named[code], code)) if named else "USD"


_DOLLARS = frozenset(
    code for name, (code, _, inferred) in currency_names().items() if "dollar" in name and not inferred
)
