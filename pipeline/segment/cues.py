"""The lexicon of judgement: what assessors write, read from `lexicon/*.toml`, found in sentences.

A phrase is words in order, each matched on its written form or its lemma, spelling folded to
British: "a|b" takes either, "*" skips up to four words, "_" is any one
word, "word/POS" asks for a part of speech or a tag.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.language import Token
from pipeline.problems import ProfileError

Sense = Literal["praise", "blame", "ask", "change", "plan", "aside", "name"]

FOLDER = Path(__file__).parent / "lexicon"
FILES = ("praise", "blame", "ask", "change", "aside", "moves")
GAP = 4  # the most words a "*" skips
STEM = 5  # letters by which words are compared before anything is parsed
ANY = "_"  # a step that takes any word
_IZE = re.compile(r"(?<=[a-z]{2})yz(?=e|i)|(?<=[a-z]{2})iz(?=e|i|a)")
_AMERICAN = {
    "favorable": "favourable", "favorably": "favourably", "program": "programme", "programs": "programmes",
    "labor": "labour", "behavior": "behaviour", "center": "centre", "rigor": "rigour", "fulfill": "fulfil",
    "defense": "defence", "endeavor": "endeavour", "unfavorable": "unfavourable",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
LISTS = frozenset(
    "changes light stative inside arrangements assessors instruments method reports negators shortage "
    "relieves outsiders bodies outside assets described served people labels rises drops goods "
    "bads papers wishes deliverables undertakings completes own events studies world topics looks "
    "aims mandates".split()
)
_KEYS = {"id", "sense", "weight", "says", "seen"}


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase, or a gap where `words` is empty."""

    words: frozenset[str]
    pos: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon with the entry it belongs to."""

    cue: str
    sense: Sense
    weight: float
    steps: tuple[Step, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its words are tokens `first` to `last`, both included."""

    phrase: Phrase
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases by the words they may begin with, and the plain word lists by name."""

    by_first: Mapping[str, tuple[Phrase, ...]]
    words: Mapping[str, frozenset[str]]
    stems: frozenset[str]  # the first letters of the telling words

    def has_cue(self, text: str) -> bool:
        """Whether the text holds a word a phrase may hang on; if not, it need not be parsed."""
        return any(fold(word)[:STEM] in self.stems for word in _WORD.findall(text))

    def hits(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """The phrases found, longest first where two of one sense overlap; in token order."""
        shouted = not any(token.text.islower() and len(token.text) > 1 for token in tokens)
        forms = [() if not shouted and _is_acronym(token) else _forms(token) for token in tokens]
        found: list[Hit] = []
        for index, words in enumerate(forms):
            for word in words:
                for phrase in self.by_first.get(word, ()):
                    last = _match(phrase.steps, index, tokens, forms)
                    if last is not None:
                        found.append(Hit(phrase, index, last))
        return _without_overlaps(found)


@lru_cache(maxsize=32_768)
def fold(word: str) -> str:
    """A word as phrases compare it: lower case, one apostrophe, British endings."""
    plain = _IZE.sub(lambda m: m.group().replace("z", "s"), word.lower().replace("’", "'"))
    return _AMERICAN.get(plain, plain)


def _is_acronym(token: Token) -> bool:
    """Whether a word is letters that stand for a name: a programme called GAP is no gap."""
    return len(token.text) > 2 and token.text.isupper() and token.text.isalpha()


def _forms(token: Token) -> tuple[str, ...]:
    """The written form and the lemma, once where they are the same."""
    text, lemma = fold(token.text), fold(token.lemma)
    return (text,) if text == lemma else (text, lemma)


def _match(
    steps: tuple[Step, ...], at: int, tokens: Sequence[Token], forms: list[tuple[str, ...]]
) -> int | None:
    """The last token of the phrase that begins at token `at`, or None."""
    if not steps:
        return at - 1
    step = steps[0]
    if not step.words:
        for skip in range(GAP + 1):
            last = _match(steps[1:], at + skip, tokens, forms)
            if last is not None:
                return last
        return None
    if at >= len(tokens) or (ANY not in step.words and step.words.isdisjoint(forms[at])):
        return None
    if step.pos is not None and step.pos not in {tokens[at].pos, tokens[at].tag}:
        return None
    return _match(steps[1:], at + 1, tokens, forms)


def _without_overlaps(found: list[Hit]) -> tuple[Hit, ...]:
    """The hits with shorter or lighter ones dropped where another of their sense covers them."""
    kept: list[Hit] = []
    order = sorted(found, key=lambda h: (-(h.phrase.weight), h.first - h.last, h.first))
    for hit in order:
        covered = any(
            hit.first <= other.last and other.first <= hit.last and other.phrase.sense == hit.phrase.sense
            for other in kept
        )
        if not covered:
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: (h.first, h.last, h.phrase.cue)))


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the pipeline; raises ProfileError where a file is wrong."""
    return read_lexicon({name: _load(FOLDER / f"{name}.toml") for name in FILES})


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"lexicon {path.name}: {error}. Restore the file or mend its TOML.") from error


def read_lexicon(files: Mapping[str, Mapping[str, Any]]) -> Lexicon:
    """The lexicon in these parsed files; raises ProfileError for what it may not say."""
    by_first: dict[str, list[Phrase]] = {}
    words: dict[str, frozenset[str]] = {}
    seen: dict[tuple[str, str], str] = {}
    for name, content in files.items():
        for key, value in content.items():
            if key == "cue":
                continue
            if key not in LISTS:
                raise ProfileError(
                    f'lexicon {name}.toml: no list is called "{key}". Known are {", ".join(sorted(LISTS))}.'
                )
            words[key] = frozenset(fold(word) for word in value)
        for entry in content.get("cue", ()):
            for phrase in _phrases(name, entry):
                place = (phrase.sense, phrase.says)
                if place in seen:
                    raise ProfileError(
                        f'lexicon {name}.toml: "{phrase.says}" stands in cue "{seen[place]}" and again in '
                        f'"{phrase.cue}". Keep one of them.'
                    )
                seen[place] = phrase.cue
                for word in phrase.steps[0].words:
                    by_first.setdefault(word, []).append(phrase)
    phrases = {word: tuple(found) for word, found in by_first.items()}
    return Lexicon(phrases, words, _stems(phrases, words))


def _longest(words: Set[str]) -> int:
    return max(map(len, words), default=0)


def _stems(by_first: Mapping[str, tuple[Phrase, ...]], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The first letters of each phrase's longest word, of verbs of change and movement, of negators."""
    telling: set[str] = set()
    for phrase in chain.from_iterable(by_first.values()):
        if phrase.sense not in {"aside", "name"}:
            telling |= max((step.words for step in phrase.steps), key=_longest)
    for name in ("changes", "negators", "rises", "drops", "completes"):
        telling |= words.get(name, frozenset())
    return frozenset(word[:STEM] for word in telling)


def _phrases(name: str, entry: Mapping[str, Any]) -> tuple[Phrase, ...]:
    """The phrases of one entry of a lexicon file, checked."""
    cue = entry.get("id")
    if set(entry) != _KEYS or entry["sense"] not in get_args(Sense):
        raise ProfileError(
            f'lexicon {name}.toml, cue "{cue}": wants exactly {", ".join(sorted(_KEYS))}, and a sense of '
            f"{', '.join(get_args(Sense))}."
        )
    return tuple(
        Phrase(str(cue), entry["sense"], float(entry["weight"]), steps_of(says), says)
        for says in entry["says"]
    )


def steps_of(says: str) -> tuple[Step, ...]:
    """The steps of a phrase as written in a lexicon; hyphens stand as words of their own."""
    steps: list[Step] = []
    for written in says.split():
        if written == "*":
            steps.append(Step(frozenset()))
            continue
        word, _, pos = written.partition("/")
        if "-" in word and "|" not in word:
            steps += [Step(frozenset({fold(part)})) for part in re.split(r"(-)", word)]
        else:
            steps.append(Step(frozenset(fold(part) for part in word.split("|")), pos or None))
    return tuple(steps)
