"""What rises, falls or lies above or below: good of what should grow, bad of what should shrink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.language import Token
from pipeline.segment.asides import Evidence, Side, in_country
from pipeline.segment.cues import Lexicon, fold
from pipeline.segment.grammar import children, is_told, standing, subject_of
from pipeline.segment.scope import relieved

MOVES = frozenset({"good-moves", "bad-moves"})  # the rules that something got better or worse
MOVED = 1.9  # "coverage fell to 77%", "vacancies rose"
MOVING = 1.8  # "falling coverage"
COMPARED = 1.8  # "the cost per pupil is below the average"
STANDS = 1.6  # "vacancies remain high"
TAKES = 1.3  # "recruitment takes eleven months"
WORSENED = 1.9  # "this increased the risk that …"
_ABOVE = frozenset({"above", "over", "beyond", "higher"})
_BELOW = frozenset({"below", "under", "lower"})
_MOST = frozenset({"highest", "longest", "largest", "heaviest"})
_LEAST = frozenset({"lowest", "shortest", "smallest"})
_MUCH = frozenset(
    {"high", "higher", "large", "considerable", "substantial", "heavy", "widespread", "frequent"}
)
_LITTLE = frozenset({"low", "lower", "small", "minimal", "rare", "infrequent", "negligible"})
_PEAKS = frozenset({"record", "peak", "high", "height"})
_TIMES = frozenset({"times", "twice", "double", "triple"})  # "twice the average"
_STAYS = frozenset({"be", "remain", "stay", "keep", "hold"})
_MARKS = frozenset(  # what a quality is held against
    "average averages target targets plan norm standard benchmark threshold ceiling cap market peer peers "
    "level comparator comparators baseline budget".split()
)
_DEEPEST = 6  # steps below the subject's head that still tell what it is


def of_moves(
    tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int] = frozenset()
) -> dict[int, Evidence]:
    """What the movements in a sentence are evidence of, by the verb or word of comparison.

    `blamed` are the words that blame by themselves: what they name should be little too.
    """
    for tell in (_moved, _moving, _compared, _stands, _takes):
        if found := dict(tell(tokens, words, blamed)):
            return found
    return {}


def is_bad(tokens: Sequence[Token], index: int, words: Lexicon, blamed: frozenset[int]) -> bool | None:
    """Whether a noun names what should be little (costs, deaths, delays); None where nothing tells."""
    kinds = [i in blamed or _kind(tokens[i], words) for i in _under(tokens, index)]
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
        if deep and tokens[child].dep not in {"relcl", "punct", "appos", "advcl"}:
            yield from _under(tokens, child, deep - 1)


def _moved(tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int]) -> Iterator[tuple[int, Evidence]]:
    """Verbs by which something grows or shrinks, and those that make something bad grow."""
    for index, token in enumerate(tokens):
        up = fold(token.lemma) in words.words["rises"]
        if not up and fold(token.lemma) not in words.words["drops"]:
            continue
        if token.pos != "VERB" or not is_told(tokens, index) or _idiom(tokens, index):
            continue
        what = _object(tokens, index)
        said = _by_itself(tokens, index, up, words, blamed) if what is None else None
        if up and what is not None and is_bad(tokens, what, words, blamed):
            said = Evidence("weakness", WORSENED * standing(tokens, index), "worsened")
        if not up and what is not None and is_bad(tokens, what, words, blamed):
            side = _bettered(tokens, index, what, words)  # "has halved the price of …"
            said = Evidence(side, MOVED * standing(tokens, index), "bad-moves")
        if said is not None:
            yield index, said


def _moving(
    tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int]
) -> Iterator[tuple[int, Evidence]]:
    """What is told to shrink in passing: "falling coverage"; what rises so is mostly the world's."""
    for index, token in enumerate(tokens):
        if (token.dep, token.tag) != ("amod", "VBG") or fold(token.lemma) not in words.words["drops"]:
            continue
        if is_bad(tokens, token.head, words, blamed) is False and not relieved(tokens, token.head, words):
            yield index, Evidence("weakness", MOVING * standing(tokens, index), "moving")


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


def _by_itself(
    tokens: Sequence[Token], index: int, up: bool, words: Lexicon, blamed: frozenset[int]
) -> Evidence | None:
    """What it says that the subject moves."""
    subject = subject_of(tokens, index)
    if subject is None or tokens[subject].dep != "nsubj":
        return None
    if tokens[index].tag == "VBN" and not _perfect(tokens, index):
        return None
    bad = is_bad(tokens, subject, words, blamed)
    if bad is None:
        return None
    rule = "bad-moves" if bad else "good-moves"
    side = "weakness" if bad == up else _bettered(tokens, index, subject, words)
    return Evidence(side, MOVED * standing(tokens, index), rule)


def _bettered(tokens: Sequence[Token], verb: int, subject: int, words: Lexicon) -> Side:
    """What it is that something got better: a result, but progress where it "has" and lies inside."""
    named = {fold(tokens[i].lemma) for i in _under(tokens, subject)}
    outside = not named.isdisjoint(words.words["outside"]) and named.isdisjoint(words.words["own"])
    inside = not outside and not in_country(tokens, verb)
    return "progress" if inside and _perfect(tokens, verb) else "strength"


def _perfect(tokens: Sequence[Token], index: int) -> bool:
    return any(fold(tokens[i].lemma) == "have" for i in children(tokens, index))


def _compared(
    tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int]
) -> Iterator[tuple[int, Evidence]]:
    """Comparisons of a subject with a mark: "unit costs were above plan", "took twice the norm"."""
    for index in range(len(tokens)):
        more = _more(tokens, index)
        verb = None if more is None else _clause_of(tokens, index)
        subject = None if verb is None else subject_of(tokens, verb)
        if verb is None or subject is None:
            continue
        bad = True if fold(tokens[verb].lemma) == "take" else is_bad(tokens, subject, words, blamed)
        if bad is not None:
            side: Side = "weakness" if bad == more else "strength"
            yield index, Evidence(side, COMPARED * standing(tokens, index), "compared")


def _more(tokens: Sequence[Token], index: int) -> bool | None:
    """Whether a word sets its clause above a mark; False for below, None where it compares nothing."""
    word = fold(tokens[index].text)
    following = [fold(token.text) for token in tokens[index + 1 : index + 6]]
    if word in _MOST | _LEAST:
        before = {fold(token.text) for token in tokens[max(index - 3, 0) : index]}
        told = "among" in before or not {"among", "of", "in"}.isdisjoint(following[:1])
        return word in _MOST if told else None
    if word in _TIMES:
        return True if following[:1] in (["the"], ["its"], ["that"]) and _MARKS & {*following} else None
    if word not in _ABOVE | _BELOW:
        return None
    if word in {"higher", "lower"}:
        return word == "higher" if "than" in following[:3] else None
    verb = _clause_of(tokens, index)
    kept = verb is not None and fold(tokens[verb].lemma) in {"keep", "remain", "stay", "hold"}
    counted = kept and any(token.pos == "NUM" for token in tokens[index + 1 : index + 3])
    return word in _ABOVE if counted or _MARKS & {*following} else None


def _stands(
    tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int]
) -> Iterator[tuple[int, Evidence]]:
    """How much there is of something: "vacancies remain high", "co-financing reached a record"."""
    for index, token in enumerate(tokens):
        word = fold(token.text)
        verb = _clause_of(tokens, index) if word in _MUCH | _LITTLE | _PEAKS else None
        subject = None if verb is None else subject_of(tokens, verb)
        if verb is None or subject is None or not is_told(tokens, verb):
            continue
        if fold(tokens[subject].lemma) in words.words["outsiders"]:
            continue  # "Poverty remains widespread"
        lemma = fold(tokens[verb].lemma)
        level = token.dep == "acomp" and token.head == verb and lemma in _STAYS and word not in _PEAKS - _MUCH
        if not level and not (word in _PEAKS and lemma in {"reach", "hit"}):
            continue
        bad = is_bad(tokens, subject, words, blamed)
        if bad is not None:
            side: Side = "weakness" if bad == (word not in _LITTLE) else "strength"
            yield index, Evidence(side, STANDS * standing(tokens, verb), "stands")


def _takes(tokens: Sequence[Token], words: Lexicon, blamed: frozenset[int]) -> Iterator[tuple[int, Evidence]]:
    """What is told to last for months: "recruitment takes eleven months"."""
    for index, token in enumerate(tokens):
        if fold(token.lemma) != "take" or token.pos != "VERB" or not is_told(tokens, index):
            continue
        following = tokens[index + 1 : index + 9]
        long = any(
            fold(t.lemma) in {"month", "year"} and t.dep in {"dobj", "pobj", "npadvmod"} for t in following
        )
        counted = any(t.pos == "NUM" for t in following)
        less = {fold(t.text) for t in tokens} & {"only", "just", "now", "place", "part"}
        if long and counted and not less:
            yield index, Evidence("weakness", TAKES * standing(tokens, index), "takes-long")


def _clause_of(tokens: Sequence[Token], index: int) -> int | None:
    """The verb whose clause a word stands in."""
    for _ in range(len(tokens)):
        if tokens[index].pos in {"VERB", "AUX"} and tokens[index].dep not in {"aux", "auxpass"}:
            return index
        if tokens[index].head == index:
            return None
        index = tokens[index].head
    return None
