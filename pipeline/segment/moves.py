"""What rises, falls or lies above or below: good of what should grow, bad of what should shrink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import children, standing, subject_of

MOVED = 1.9  # "coverage fell to 77%", "vacancies rose"
COMPARED = 1.8  # "the cost per pupil is below the average"
WORSENED = 1.9  # "this increased the risk that …"
_ABOVE = frozenset({"above", "over", "beyond", "higher"})
_BELOW = frozenset({"below", "under", "lower"})
_MOST = frozenset({"highest", "longest", "largest", "heaviest"})
_LEAST = frozenset({"lowest", "shortest", "smallest"})
_MARKS = frozenset(  # what a quality is held against
    "average averages target targets plan norm standard benchmark threshold ceiling cap market peer peers "
    "level comparator comparators baseline budget".split()
)
_DEEPEST = 6  # steps below the subject's head that still tell what it is


def of_moves(tokens: Sequence[Token], words: Lexicon) -> dict[int, Evidence]:
    """What the movements in a sentence are evidence of, by the verb or word of comparison."""
    found = dict(_moved(tokens, words))
    if not found:
        found |= _compared(tokens, words)
    return found


def is_bad(tokens: Sequence[Token], index: int, words: Lexicon) -> bool | None:
    """Whether a noun names what should be little (costs, deaths, delays); None where nothing tells."""
    kinds = [_kind(tokens[i], words) for i in _under(tokens, index)]
    return True if True in kinds else (False if False in kinds else None)


def _kind(token: Token, words: Lexicon) -> bool | None:
    forms = {fold(token.text), fold(token.lemma)}
    if forms & words.words["bads"]:
        return True
    return False if forms & words.words["goods"] else None


def _under(tokens: Sequence[Token], index: int, deep: int = _DEEPEST) -> Iterator[int]:
    """A noun and what names it more closely; not the clauses told of it."""
    yield index
    for child in children(tokens, index):
        if deep and tokens[child].dep not in {"relcl", "acl", "punct", "appos", "advcl"}:
            yield from _under(tokens, child, deep - 1)


def _moved(tokens: Sequence[Token], words: Lexicon) -> Iterator[tuple[int, Evidence]]:
    """Verbs by which something grows or shrinks, and those that make something bad grow."""
    for index, token in enumerate(tokens):
        up = fold(token.lemma) in words.words["rises"]
        if not up and fold(token.lemma) not in words.words["drops"]:
            continue
        if token.pos != "VERB" or not _told(tokens, index) or _idiom(tokens, index):
            continue
        what = _object(tokens, index)
        said = _by_itself(tokens, index, up, words) if what is None else None
        if up and what is not None and is_bad(tokens, what, words):
            said = Evidence("weakness", WORSENED * standing(tokens, index), "worsened")
        if said is not None:
            yield index, said


def _idiom(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing moves: "falls short of", "falls within the mandate"."""
    if fold(tokens[index].lemma) not in {"fall", "grow", "rise", "drop"}:
        return False
    following = fold(tokens[index + 1].text) if index + 1 < len(tokens) else ""
    return following in {"short", "behind", "within", "under", "into", "upon", "on", "outside", "out"}


def _object(tokens: Sequence[Token], index: int) -> int | None:
    """What a verb moves, where that is no amount ("dropped five percentage points")."""
    for child in children(tokens, index):
        if tokens[child].dep == "dobj" and tokens[child].pos == "NOUN":
            counted = any(tokens[i].dep in {"nummod", "quantmod"} for i in children(tokens, child))
            return None if counted else child
    return None


def _by_itself(tokens: Sequence[Token], index: int, up: bool, words: Lexicon) -> Evidence | None:
    """What it says that the subject moves."""
    subject = subject_of(tokens, index)
    if subject is None or tokens[subject].dep != "nsubj":
        return None
    if tokens[index].tag == "VBN" and not _perfect(tokens, index):
        return None
    bad = is_bad(tokens, subject, words)
    if bad is None:
        return None
    rule = "bad-moves" if bad else "good-moves"
    return Evidence("weakness" if bad == up else "strength", MOVED * standing(tokens, index), rule)


def _told(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb tells what is or was, neither wished for, planned nor denied."""
    helpers = (i for i in children(tokens, index) if tokens[i].dep in {"aux", "auxpass", "neg"})
    unreal = {"to", "will", "would", "should", "could", "can", "may", "might", "must", "not", "n't"}
    return unreal.isdisjoint(fold(tokens[i].text) for i in helpers)


def _perfect(tokens: Sequence[Token], index: int) -> bool:
    return any(fold(tokens[i].lemma) == "have" for i in children(tokens, index))


def _compared(tokens: Sequence[Token], words: Lexicon) -> Iterator[tuple[int, Evidence]]:
    """Comparisons of a subject with a mark: "unit costs were above plan"."""
    for index, token in enumerate(tokens):
        word = fold(token.text)
        extreme = word in _MOST | _LEAST and "among" in {
            fold(t.text) for t in tokens[max(index - 3, 0) : index]
        }
        if not extreme and (word not in _ABOVE | _BELOW or not _has_mark(tokens, index)):
            continue
        verb = _clause_of(tokens, index)
        subject = None if verb is None else subject_of(tokens, verb)
        bad = None if subject is None else is_bad(tokens, subject, words)
        if bad is not None:
            good = bad == (word in _BELOW | _LEAST)
            yield index, Evidence("strength" if good else "weakness", COMPARED, "compared")


def _has_mark(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1 : index + 6]
    if fold(tokens[index].text) in {"higher", "lower"}:
        return any(fold(token.text) == "than" for token in following[:3])
    return any(fold(token.text) in _MARKS for token in following)


def _clause_of(tokens: Sequence[Token], index: int) -> int | None:
    """The verb whose clause a word stands in."""
    for _ in range(len(tokens)):
        if tokens[index].pos in {"VERB", "AUX"} and tokens[index].dep not in {"aux", "auxpass"}:
            return index
        if tokens[index].head == index:
            return None
        index = tokens[index].head
    return None
