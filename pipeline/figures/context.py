"""What a sentence tells of its figures: measure, period, direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.figures.direction import direction_of
from pipeline.figures.exclude import years_in
from pipeline.figures.likeness import telling
from pipeline.figures.measure import measure_of
from pipeline.figures.period import period_of
from pipeline.figures.reading import Reading
from pipeline.figures.tree import Tree
from pipeline.figures.when import Period
from pipeline.language import LONGEST, parse
from pipeline.model import Direction, Identity, Span

# words that only join a sentence to the one before: they measure nothing
_OPENING = re.compile(
    r"(?:In\s+(?:addition|total|practice|particular|sum|contrast|general|fact|all|short|summary|conclusion)|For\s+(?:example|instance)"
    r"|As\s+(?:a\s+result|such)|On\s+(?:average|the\s+other\s+hand)|At\s+the\s+same\s+time|By\s+(?:contrast|comparison)),?\s"
)
# a sentence about what the one before told stands in its period: "Of this, 30 per cent is earmarked"
_REFERRING = re.compile(
    r"(?:(?:Some|Half|Most|Part|All|Only|\S+\s+(?:per\s?cent|percent))\s+)?(?:[Oo]f\s+)?(?:[Tt]h(?:is|ese|at|ose|em)|[Ww]hich|[Ss]uch|[Bb]oth)\b"
    r"(?!\s+(?:note|report|brief|evaluation|assessment|review|study|paper|document|chapter|section|annex|synthesis)\b)"
)
_OF_WHICH = re.compile(r"\bof\s+which\W[^,;.]{0,30}$|,\s+including\s+(?:\w+\s+){0,2}$")
_IS = re.compile(r"^(?:is|are|was|were|has been|have been)\s+")
_COMPARING = telling("compared versus planned budgeted expected projected targeted")
_LISTED = re.compile(r"\s?,\s+|,?\s+and\s+(?:by\s+)?")
_LABEL = re.compile(
    r"(?:^|[.;)\]•]\s*|\d\S*\s+(?:[a-z%]+\s+)?)(?P<label>[A-Z][A-Za-z/&’'-]*(?:\s+[A-Za-z/&’'()-]+){0,4}):\s*"
    r"(?:(?:about|approximately|approx\.|over|around|c\.|some|up\s+to|nearly|almost|~)\s*)?$"
)
_SHARE = re.compile(r"\w+\s+(?:in|out\s+of)\s+(?:every\s+)?\w+")
_FIELD_ENDS = re.compile(r"\s*(?:$|[.,;()]|(?:in|per|over|from|each)\b|[A-Z][a-z]+(?:\s\w+){0,3}:)")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: the parser takes none


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence says of one figure."""

    measure: str | None = None
    period: Period | None = None
    direction: Direction | None = None


def told_of(
    sentence: str, readings: Sequence[Reading], identity: Identity, before: Period | None
) -> list[Context]:
    """The context of every figure of one sentence; `before` is the period the paragraph set."""
    tree = _tree(sentence, readings) if len(sentence) <= LONGEST else None
    before = None if tree and _speaks_of_now(tree) and not _REFERRING.match(sentence) else before
    measures = (
        _with_wholes(sentence, readings, _measures(sentence, tree, readings))
        if tree
        else [None] * len(readings)
    )
    directions: list[Direction | None] = []
    for number, reading in enumerate(readings):
        told = direction_of(sentence, reading, readings, tree)
        previous = readings[number - 1] if number else None
        if told is None and previous and previous.kind == reading.kind:
            listed = _LISTED.fullmatch(sentence, previous.end, reading.start)
            told = directions[-1] if listed else None
        directions.append(told)
    return [
        Context(measure, period_of(sentence, reading, readings, identity, before), direction)
        for reading, measure, direction in zip(readings, measures, directions, strict=True)
    ]


def _with_wholes(
    sentence: str, readings: Sequence[Reading], measures: Sequence[str | None]
) -> list[str | None]:
    """The measures, each share of a figure just told naming that whole: "USD 3bn, of which 57% is …"."""
    named: list[str | None] = []
    for number, (reading, measure) in enumerate(zip(readings, measures, strict=True)):
        previous = readings[number - 1] if number else None
        whole = named[-1] if previous and _OF_WHICH.search(sentence, previous.end, reading.start) else None
        if whole and not telling(whole) & telling(measure):
            own = _IS.sub("", measure or "")
            named.append(f"{whole}, {own}" if own else whole)
        else:
            named.append(measure)
    return named


def _speaks_of_now(tree: Tree) -> bool:
    """Whether the main verb of a sentence stands in the present: "It has 10,200 staff"."""
    root = next((i for i, token in enumerate(tree.tokens) if token.head == i and tree.is_verb(i)), None)
    if root is None:
        return False
    verbs = [root, *(i for i in tree.children[root] if tree.tokens[i].dep in ("aux", "auxpass"))]
    perfect = tree.tokens[root].tag == "VBN" and not any(tree.tokens[i].dep == "auxpass" for i in verbs)
    return not perfect and any(tree.tokens[i].tag in ("VBZ", "VBP") for i in verbs)


def _label(sentence: str, reading: Reading) -> str | None:
    """The label printed right before a figure in a box or line of facts: "Duration: 48 months"."""
    label = _LABEL.search(sentence, max(0, reading.start - 60), reading.start)
    if label is None or not _FIELD_ENDS.match(sentence, reading.end):
        return None
    return f"{label['label']}, {reading.unit}" if reading.counted else label["label"]


def _measures(sentence: str, tree: Tree, readings: Sequence[Reading]) -> list[str | None]:
    """What each figure measures; two that are compared share the fuller wording."""
    found = [_label(sentence, reading) or measure_of(tree, reading) for reading in readings]
    places = {reading.start: number for number, reading in enumerate(readings)}
    for number, reading in enumerate(readings):
        partner = places.get(reading.pair) if reading.pair is not None else None
        if partner is not None and partner > number:
            both = _shared((reading, found[number]), (readings[partner], found[partner]))
            if both is not None:
                found[number] = found[partner] = both
    return found


def _shared(*told: tuple[Reading, str | None]) -> str | None:
    """The measure two compared figures share, or None where each has a fitting one of its own.

    It is that of the one that names what it counts, else of the one told first.
    """
    naming = [words for reading, words in told if reading.counted is not None and words]
    found = [words for _, words in told if words]
    if len(naming) == 1 or len(found) < 2:
        return (naming or found)[0] if found else None
    first, second = (telling(words) - _COMPARING for words in found)
    if first & second and first - second and second - first:
        return None  # "in India" here, "in Chad" there
    return found[1] if first < second else found[0]


def parsable(sentence: str, readings: Sequence[Reading]) -> str:
    """The sentence as the parser takes it, its length kept.

    A scale letter is read as digits ("1.8 bn doses"), and so is a share ("one in five posts").
    """
    for reading in readings:
        start, end = reading.number.bare, reading.number.end
        if (
            reading.kind == "ratio"
            and reading.unit is None
            and _SHARE.fullmatch(sentence, reading.start, reading.end)
        ):
            start, end = reading.start, reading.end
        elif not reading.number.letter:
            continue
        sentence = sentence[:start] + "0" * (end - start) + sentence[end:]
    return _SURROGATE.sub("?", sentence)


def _tree(sentence: str, readings: Sequence[Reading]) -> Tree:
    tokens = parse(parsable(sentence, readings))
    taken: set[int] = set()
    counted: set[int] = set()
    for reading in readings:
        noun = reading.counted
        own = [i for i, t in enumerate(tokens) if t.start < reading.end and t.end > reading.start]
        taken |= {i for i in own if noun is None or not noun.start <= tokens[i].start < noun.end}
        if noun is not None:
            counted |= {i for i in own if tokens[i].start < noun.end <= tokens[i].end}
    spans = [span for span, _, _ in years_in(sentence)]
    if opening := _OPENING.match(sentence):
        spans.append(Span(*opening.span()))
    years = {i for i, t in enumerate(tokens) for span in spans if span.start < t.end and t.start < span.end}
    return Tree(tokens, frozenset(taken), frozenset(counted), frozenset(years))
