"""Notes of a text file: at its end, under a table, at the foot of a page; and where they are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.ingest.text.pieces import Piece

SUPERSCRIPTS = {"¹": "1", "²": "2", "³": "3", **{chr(0x2070 + n): str(n) for n in (0, *range(4, 10))}}
_CALL = re.compile(f"(?<=\\S)[{''.join(SUPERSCRIPTS)}]+|\\[\\^(\\w+)\\](?!:)")
_BASE = re.compile(r"(?:^|[\s\d(/])(?:[kcdm]?m|10)$")  # of m², km², 10⁶
# A number stuck to the word or stop before it: "data.3", "countries3" (but not "COVID19" or "CO2").
_STUCK = re.compile(r"(?:(?<=[a-z]{3})|(?<=[a-z%)][.,;:)”’\"])|(?<=\d[,;)]))(\d{1,3})(?=[\s.,;:)”’]|$)")
_DEFINITION = re.compile(r"\[\^(\w+)\]:\s*")
_SOURCE = re.compile(r"[*_]{0,2}(?:Sources?|Notes?|N\.B\.)[*_]{0,2}\s*:", re.I)
_FOOT = re.compile(r"(\d{1,3})(?:\s+(?=[A-Z“‘\"(]|https?:|www\.)|$)")
_HEAD = re.compile(r"(?!(?:end|foot)?notes?\b|references\b|sources\b)[A-Z]\w+(?: [\w&-]+){0,4}:?", re.I)
_NEAR_FOOT = 10  # pieces from the end of a page


def calls_in(text: str, stuck: Collection[str] = ()) -> tuple[tuple[int, int, str], ...]:
    """Where footnotes are called in a text: start, end and the note's label.

    Raised numbers and Markdown's calls are seen everywhere but in powers; plain numbers stuck to a
    word only where they are among `stuck`, the labels of notes at the foot of pages.
    """
    calls = [
        (found.start(), found.end(), found.group(1) or "".join(SUPERSCRIPTS[c] for c in found.group()))
        for found in _CALL.finditer(text)
        if found.group(1) or not _BASE.search(text[: found.start()])
    ]
    if stuck:
        calls += [
            (found.start(), found.end(), found.group(1))
            for found in _STUCK.finditer(text)
            if found.group(1) in stuck
        ]
    return tuple(sorted(calls))


def with_notes(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with notes marked: those a marker above calls, sources, and those at the foot of pages."""
    called: set[str] = set()
    done: list[Piece] = []
    footed = _alternating(_at_foot(_listed(pieces)))
    for index, piece in enumerate(footed):
        label = (piece.marker or "").strip("().[]")
        definition = _DEFINITION.match(piece.lines[0].text)
        if definition:
            first = replace(piece.lines[0], text=piece.lines[0].text[definition.end() :])
            lines = tuple(line for line in (first, *piece.lines[1:]) if line.text)
            note = replace(piece, kind="note", lines=lines, marker=f"[{definition.group(1)}]")
            done.append(note if lines else piece)
        elif (label in called and _mostly(called, footed, index)) or (
            piece.kind == "text" and _SOURCE.match(piece.text)
        ):
            done.append(replace(piece, kind="note"))
        else:
            done.append(piece)
        called.update(raised for start, _, raised in calls_in(piece.text) if piece.text[start] != "[")
    return tuple(done)


def _mostly(called: Collection[str], pieces: Sequence[Piece], index: int) -> bool:
    """Whether the items around this one are notes: most of their numbers are called."""
    first = last = index
    while first and pieces[first - 1].kind == "item":
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind == "item":
        last += 1
    items = pieces[first : last + 1]
    above = pieces[first - 1] if first else None
    if above is not None and not above.glued and _HEAD.fullmatch(above.text):
        return False  # a list under a line of its own, "Recommendations"
    hits = sum((item.marker or "").strip("().[]") in called for item in items)
    return pieces[index].kind == "item" and hits * 2 > len(items)


def _listed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with plain numbers that count from one under a line of its own made items of a list."""
    done = list(pieces)
    for index, above in enumerate(pieces):
        if above.kind != "text" or above.glued or not _HEAD.fullmatch(above.text):
            continue
        items: list[Piece] = []
        for piece in pieces[index + 1 :]:
            found = _FOOT.match(piece.text) if piece.kind == "text" and piece.glued else None
            if found is None or found.group(1) != str(len(items) + 1) or found.end() == len(piece.text):
                break
            items.append(replace(_cut(piece, found.end()), kind="item", marker=found.group(1)))
        if len(items) > 1:
            done[index + 1 : index + 1 + len(items)] = items
    return done


def _at_foot(pieces: Sequence[Piece]) -> list[Piece]:
    """Notes at the foot of pages: they begin with the number that is next in the whole document."""
    pages: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        pages.setdefault(piece.lines[0].page, []).append(index)
    done: dict[int, Piece | None] = dict(enumerate(pieces))
    expected = 1
    for here in pages.values() if len(pages) > 1 else ():
        for index in here[-_NEAR_FOOT:]:
            piece = pieces[index]
            found = _FOOT.match(piece.text) if piece.kind == "text" else None
            if found is None or int(found.group(1)) != expected:
                continue
            alone = found.end() == len(piece.text)
            after = pieces[index + 1] if index + 1 in here else None
            if alone and (after is None or after.kind != "text"):
                continue
            body = after if alone and after is not None else _cut(piece, found.end())
            done[index] = replace(body, kind="note", marker=found.group(1), gap=piece.gap)
            if alone:
                done[index + 1] = None
            expected += 1
    return [piece for piece in done.values() if piece is not None]


def _alternating(pieces: Sequence[Piece]) -> list[Piece]:
    """Notes whose numbers stand in lines of their own, before each or behind each, at the end of a text.

    They count from one number to the next, and words above have such numbers stuck to them.
    """
    last = len(pieces)
    while last and pieces[last - 1].kind == "furniture":
        last -= 1
    first = last
    while first > 1 and pieces[first - 1].kind == pieces[first - 2].kind == "text":
        if _is_label(pieces[first - 1]) == _is_label(pieces[first - 2]):
            break
        first -= 2
    pairs = [(pieces[n], pieces[n + 1]) for n in range(first, last, 2)]
    numbered = [(a, b) if _is_label(a) else (b, a) for a, b in pairs]
    labels = [int(number.text) for number, _ in numbered]
    called = {found.group(1) for piece in pieces[:first] for found in _STUCK.finditer(piece.text)}
    if len(labels) < 2 or labels != list(range(labels[0], labels[0] + len(labels))):
        return list(pieces)
    if not {str(label) for label in labels} & called:
        return list(pieces)
    notes = [replace(body, kind="note", marker=number.text) for number, body in numbered]
    return [*pieces[:first], *notes, *pieces[last:]]


def _is_label(piece: Piece) -> bool:
    return piece.text.isdecimal() and len(piece.text) < 4


def _cut(piece: Piece, count: int) -> Piece:
    """A piece less the first characters of its first line."""
    first = replace(piece.lines[0], text=piece.lines[0].text[count:])
    return replace(piece, lines=(first, *piece.lines[1:]) if first.text else piece.lines[1:])
