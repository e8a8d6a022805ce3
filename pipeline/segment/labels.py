"""Labels that open a block: "Recommendation 3.", "Management response - accept", "Deadline:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model import Block, Document
from pipeline.phrases import fold
from pipeline.profile import Label, Profile
from pipeline.segment.units import text_of

_NUMBER = (
    r"(?:\s*(?:no\b\.?|nos\b\.?|nr\b\.?|n[°º]|number\b|\#))?"
    r"(?:\s*(?P<number>\d{1,3}(?:\.\d{1,2}){0,2}(?:\.?[a-h]\b)?|(?-i:[IVX]{1,5}|[A-H])|one|two|three|four|five|six|seven|eight|nine|ten)(?![\w%]))?"
)
_PLACEHOLDER = r"\((?:time|step|phase|field|optional|max|please|required|if|s)\b[^)]{0,40}\)"
_BRACKET = r"\s*[(\[][^)\]]{1,80}[)\]](?=\s*(?:[:.–—-]|$|(?-i:[A-Z“\"])))"
_FRONT = r"(?P<front>\d{1,2}[a-h]?)[.)]\s+"  # "1. Recommendation: …"
_STAMP = r"\[[^\]\n]{0,30}\d{4}[^\]\n]{0,12}\]"  # "[Last Updated: 2012/10/08]"
_AFTER = rf"(?:{_BRACKET})?(?P<mark>(?:\s*(?:[:.)–—-]|{_PLACEHOLDER}))*)(?:\s*{_STAMP})*\s*"
_ADDRESSED = re.compile(r"(?:to|for)\s+(?:\S+\s+){0,7}\S*[^\s.:;!?]")  # "Recommendation 2 to headquarters"
STAMPS = re.compile(rf"(?:\s*{_STAMP})+\s*$")  # behind a text …
STAMPED = re.compile(rf"(?:\s*{_STAMP})+\s*")  # … or before it
_SHORT = 3  # a phrase of so few letters ("r", "rec") is a label only with its number close by


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found at the start of a block; `end` is where the text after it starts."""

    rule: Label
    number: str | None
    end: int

    @property
    def name(self) -> str | None:
        """What stands in the label column: "Recommendation 3"."""
        if self.rule.name is None:
            return None
        return f"{self.rule.name} {self.number}" if self.number else self.rule.name


def label_of(document: Document, block: Block, profile: Profile) -> Hit | None:
    """The label a block opens with; the marker of a list item may be or hold it ("R3.")."""
    text = text_of(document, block)
    if block.marker:
        hit = label_in(block.marker, profile)
        if hit is not None and hit.end >= len(block.marker.rstrip()):
            return Hit(hit.rule, hit.number, block.start)
    bold = None if block.lead is None else block.lead - block.start
    hit = label_in(text, profile, bold, block.kind == "heading")
    front = f"{marker_number(block.marker)}. "
    if (hit is None or hit.number is None) and marker_number(block.marker):
        numbered = label_in(front + text, profile)
        if numbered is not None and numbered.end > len(front):
            return Hit(numbered.rule, numbered.number, block.start + numbered.end - len(front))
    return None if hit is None else Hit(hit.rule, hit.number, block.start + hit.end)


def label_in(text: str, profile: Profile, bold: int | None = None, heading: bool = False) -> Hit | None:
    """The label a text opens with; `end` counts from the text's start. The longest one wins."""
    hits = [hit for rule in profile.label if (hit := _hit(text, rule, bold, heading)) is not None]
    return max(hits, key=lambda hit: (hit.end, hit.number is not None), default=None)


def _hit(text: str, rule: Label, bold: int | None, heading: bool) -> Hit | None:
    match = _expression(rule.says).match(text)
    if match is None:
        return None
    number, mark = match["number"] or match["front"], (match["mark"] or "").strip()
    rest = text[match.end() :]
    whole = not rest.strip()
    ends_bold = bold is not None and abs(bold - match.end()) <= 3
    addressed = _ADDRESSED.fullmatch(rest) if rule.numbered and number and not mark else None
    if addressed is not None:
        return Hit(rule, _tidy(number), len(text))
    if rule.numbered:
        if number is None or (len(fold(match["phrase"])) <= _SHORT and not number[:1].isdigit()):
            return None
        opens = rest[:1].isupper() or rest[:1] in "\"'“‘(«"
        lone_letter = number[:1].isalpha()
        fits = bool(mark) or whole or ends_bold or (opens and not lone_letter and mark != "-")
    else:
        fits = bool(mark) or whole or ends_bold or match["phrase"].endswith(":")
    return Hit(rule, _tidy(number), match.end()) if fits else None


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _tidy(number: str | None) -> str | None:
    if number and number.lower() in _WORDS:
        return str(_WORDS.index(number.lower()) + 1)
    return re.sub(r"\s", "", number) if number else None


@lru_cache(maxsize=256)
def _expression(says: tuple[str, ...]) -> re.Pattern[str]:
    phrases = sorted(says, key=len, reverse=True)
    body = "|".join(_phrase(phrase) for phrase in phrases)
    return re.compile(rf"\W{{0,3}}(?:{_FRONT})?(?P<phrase>{body}){_NUMBER}{_AFTER}", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    """A phrase as it may stand in unfolded text; a trailing dot or letter must not run on."""
    words = [r"(?:\S+\s+){0,3}?\S+" if word == "*" else re.escape(word) for word in phrase.split()]
    source = r"\s+".join(words).replace("'", "['’]")
    if phrase.endswith(":"):
        return source.removesuffix(":") + r"\s?:"
    return source if phrase.endswith((".", ")")) or len(phrase) <= _SHORT else source + r"(?!\w)"


def number_in_front(text: str) -> tuple[str | None, int]:
    """The item number a text opens with ("3.", "3a)", "1.2") and where the text after it starts."""
    match = re.match(r"\s*(\d{1,3}(?:\.\d{1,2})*[a-h]?)[.):]?\s+(?=[\"“'‘(]?\w)", text)
    if (
        match is None
        or not re.match(r"\s*\d[\w.]*[.):]|\s*\d+\.\d", match.group())
        or int(match[1].split(".")[0].rstrip("abcdefgh")) > 199
    ):
        return None, 0
    return match[1], match.end()


def marker_number(marker: str | None) -> str | None:
    """The number a list marker prints: "3." gives "3", "R3" gives "3", a bullet gives None."""
    lettered = re.match(r"\W*([A-H]\.\d{1,2})\W*$", marker or "")
    if lettered:
        return lettered[1]
    match = re.match(r"\W*(?:[A-Za-z]{1,3})?[.\s]?(\d{1,3}(?:\.\d{1,2})*[a-h]?)\W*$", marker or "")
    return match[1] if match else None
