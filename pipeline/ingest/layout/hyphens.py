"""Lines → one run of words: hyphens at line ends undone or kept, broken web addresses mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ingest.layout.lines import Line
from pipeline.ingest.layout.printed import HYPHEN, Printed

_AT_END = re.compile(r"[\x02\u00ad‐-]$")
_TRIM = "().,;:!?\"'“”‘’«»[]"
# Endings no English, French or Spanish word consists of alone: what stands before was split.
_ENDINGS = re.compile(
    r"(?:s?[st]ions?|[mt]ents?|ings?|e?d|ers?|ly|ally|ity|ities|ness|able|ible|ances?|ences?|ations?"
    r"|ated?|izing|ising|ized|ised|ized|ture|tures|ous|ive|ives|ful|ism|ist|ists|al|ial|ary|ory|mente?)$"
)
# What is written with a hyphen before a whole word.
_PREFIXES = frozenset(
    "anti co cross ex extra inter intra macro meta micro mid multi non post pre pro pseudo quasi self semi"
    " sub trans ultra vice".split()
)
# Of these, what many words begin with: "pro-|grammes", "pre-|pared", "inter-|est".
_OPENINGS = frozenset(["ex", "extra", "inter", "pre", "pro", "sub", "trans"])
# What is written with a hyphen after a whole word ("donor-funded", "long-term"), but for a few.
_TAILS = frozenset(
    "based building centred centered cutting down driven effective efficient facing focused funded income led"
    " level making off oriented owned party related responsive sensitive sharing specific term up wide"
    " year".split()
)
_UNHYPHENED = frozenset(["fore", "out", "over", "re", "un", "under"])
_SUSPENDED = frozenset(["and", "or", "to", "et", "ou", "und", "oder", "bis", "y", "o", "e"])
_ADDRESS_GOES_ON = re.compile(r"[\w/%?&=#.~-]+[).,;]?$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a document spells inside its lines: words by number, and whether it splits words at all."""

    words: Counter[str]
    splits: bool


def spelling_of(lines: Iterable[Line]) -> Spelling:
    """The spelling of a document, learnt where no line end interferes."""
    words: Counter[str] = Counter()
    lines = [line for line in lines if line.words]
    if not any(_AT_END.search(line.words[-1].text) for line in lines):
        return Spelling(words, splits=False)  # nobody will ask
    ends: list[tuple[str, str]] = []
    open_end: str | None = None
    for line in lines:
        texts = [word.text for word in line.words]
        if open_end is not None:
            ends.append((_bare(open_end), _bare(texts[0])))
            texts = texts[1:]
            open_end = None
        if texts and _AT_END.search(texts[-1]):
            open_end = texts.pop()[:-1]
        words.update(_bare(text) for text in texts)
    split = sum(_was_split(a, b, words) for a, b in ends if a and b)
    kept = sum(1 for a, b in ends if a and b and words[f"{a}-{b}"])
    return Spelling(words, split > kept)


def _was_split(a: str, b: str, words: Counter[str]) -> bool:
    """Whether the parts at a line end speak for a document that splits words."""
    if not (a.isalpha() and b.isalpha()) or words[f"{a}-{b}"]:
        return False
    if words[a + b] or (_ENDINGS.match(b) and not words[b]):
        return True
    return not words[a] and not words[b] and a not in _PREFIXES


def _bare(text: str) -> str:
    return text.strip(_TRIM).lower()


def running(lines: Sequence[Line], spelling: Spelling) -> list[Printed]:
    """The words of a paragraph's lines in one run."""
    words: list[Printed] = []
    for line in lines:
        first = len(words)
        words.extend(line.words)
        if first and line.words:
            _mend(words, first, spelling)
    for number, word in enumerate(words):
        if HYPHEN in word.text:
            words[number] = word._replace(text=word.text.replace(HYPHEN, "-"))
    return words


def _mend(words: list[Printed], first: int, spelling: Spelling) -> None:
    """Join the words at a line end where they are one."""
    last, following = words[first - 1], words[first]
    text = last.text
    if _AT_END.search(text) and len(text) > 1 and text[-2].isalnum():
        after = following.text
        if _bare(after) in _SUSPENDED or not after[0].isalnum():
            words[first - 1] = last._replace(text=text[:-1] + "-")
            return
        head = text[:-1]
        if first > 1 and last.glued and words[first - 2].text:
            head = words[first - 2].text + head
        keep = text[-1] != "\u00ad" and _keeps(head, after, spelling)
        words[first - 1] = last._replace(text=text[:-1] + ("-" if keep else ""))
        words[first] = following._replace(glued=True)
    elif _breaks_inside(text, following.text):
        words[first] = following._replace(glued=True)


def _keeps(head: str, tail: str, spelling: Spelling) -> bool:
    """Whether the hyphen between two parts is the word's own."""
    a, b = _bare(head), _bare(tail).split("-")[0]
    capitals = head.isupper() and tail.rstrip(_TRIM).isupper() and min(len(a), len(b)) > 1
    if not (tail[0].islower() or capitals) or not head[-1].isalpha():
        return True
    if "-" in head:  # "co-oper-|ation", "state-of-the-|art"
        return not (spelling.words[a + b] or _is_ending(a, b))
    whole, parted = spelling.words[a + b], spelling.words[f"{a}-{b}"]
    if whole or parted:
        return parted >= whole
    if b in _TAILS and len(a) > 2 and a not in _UNHYPHENED:
        return True
    if _is_ending(a, b):
        return False
    if capitals:  # two names as likely as one word: "UNDP-UNICEF"
        return True
    known, following = bool(spelling.words[a]), bool(spelling.words[b]) and len(b) > 1
    if a in _PREFIXES:
        return following or (not spelling.splits and a not in _OPENINGS)
    if known and following:
        return True
    return known and not spelling.splits


def _is_ending(a: str, b: str) -> bool:
    """Whether a part is but the end of a word, its first letter the doubled last one before ("cut-|ting")."""
    doubled = len(b) > 3 and a[-1:] == b[0] and b[0] not in "aeiou"
    return _ENDINGS.match(b) is not None or (doubled and _ENDINGS.match(b[1:]) is not None)


def _breaks_inside(text: str, after: str) -> bool:
    """Whether a line end cut a web address, a range of years or an "and/or"."""
    if _ADDRESS.search(text):
        return bool(_ADDRESS_GOES_ON.match(after)) and (
            text[-1] in "/-_.=&?%#" or any(c in after for c in "/=&%_-?") or "." in after[:-1]
        )
    if text[-1] in "–/" and len(text) > 1 and text[-2].isalnum() and after[0].isalnum():
        return text[-1] == "/" or (text[-2].isdigit() and after[0].isdigit())
    return False
