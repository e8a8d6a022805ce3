"""Which line breaks of a text file its writer made, and which come from wrapping.

People's texts are wrapped at a width that changes with the box they were copied from, so every
stretch of lines is judged by its own width: a line break is real where the next line's first word
would still have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.text.pieces import GLYPHS, SIGNS, Line, closed, is_marker, marker_at, opens_low

HASHES = re.compile(r"(#{1,6})(?:\s+|$)")
_RULE = re.compile(r"(?:[-=_*~]\s?){3,}$")
# A line that ends so goes on, whatever room it left.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:and|or|of|the|for|in|to|a|an|by|with|on|from|at|as|its|their|this|that|which|than|over|under"
    r"|about|between|into|through|is|are|was|were|be|been|has|have|had|not|&|[–—])$|[,(]$"
)
_AMID = re.compile(r"[a-z)%]{2}[.!?]\s+[A-Z]\S*(?:\s+\S+){0,5}$")  # a sentence begun near a line's end: prose
# "Responsible unit(s): …" opens a line of a form; "For example: …" goes on with the prose.
_LABEL = re.compile(
    r"[A-Z][\w()/’'&-]*(?: [\w()/’'&#,-]+){0,4} ?:(?:\s|$)"
    r"|[A-Z][a-z]+(?: [a-z]+)? #? ?\d{1,2}[a-z]?\s*[.:–—-]\s"
)
_CONNECTIVE = re.compile(
    r"(?:For|In|As|This|These|Those|However|Thus|It|They|The|Such|On|At|By|But|And|Note)\b"
)
# A component or a chapter amid bullets: "3. Focus on results", "2b. Gender".
_PART = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}[a-z][.)]?)\s+[A-Z]")
_NARROW = frozenset("iljtfrI.,;:'’‘|!()[]/-·  ")
_WIDE = frozenset("mwMW%—@&")
NOT_WRAPPED = -1.0
_WIDEST_WRAP = 160  # characters of a line that may have been wrapped
_CELL_WORDS = 3  # a line of so few may be part of a narrow cell
_LEAD_LINES = 3  # the longest lead-in between two lists


class Measure(NamedTuple):
    """How far lines may reach, as printed and in characters (0: they are not wrapped), and their margin."""

    printed: float
    counted: float
    margin: int


def usual_width(lines: Sequence[Line]) -> float:
    """The width most prose of the file is wrapped at; 0 where that cannot be told, -1 where it is not."""
    prose = [len(line.text) for line in lines if len(line.text.split()) > _CELL_WORDS]
    if sum(length > _WIDEST_WRAP for length in prose) * 4 > len(prose):
        return NOT_WRAPPED
    widths = sorted(
        _width(line.text)
        for line, following in pairwise(lines)
        if not following.gap and opens_low(following.text) and not closed(line.text)
        if len(line.text.split()) > _CELL_WORDS
    )
    return widths[len(widths) * 9 // 10] if len(widths) > 2 else 0.0


def _width(text: str) -> float:
    """Printed width in characters of average width, for a proportional face."""
    return sum(
        0.55 if char in _NARROW else 1.6 if char in _WIDE else 1.3 if char.isupper() else 1.0 for char in text
    )


def measured(chunk: Sequence[Line], usual: float) -> Measure:
    """What the lines of a chunk may reach; one without wrapped prose takes the file's usual width."""
    if usual == NOT_WRAPPED:
        return Measure(0.0, 0.0, min(line.indent for line in chunk))
    wrapped = any(
        opens_low(after.text) and not closed(before.text) and not marker_at(after.text)
        for before, after in pairwise(chunk)
    )
    printed = _widest([_width(line.text) for line in chunk])
    counted = _widest([float(len(line.text)) for line in chunk])
    margin = min(line.indent for line in chunk)
    if wrapped:
        return Measure(printed, counted, margin)
    return (
        Measure(max(printed, usual), max(counted, usual * 1.1), margin)
        if usual
        else Measure(0.0, 0.0, margin)
    )


def _widest(widths: Sequence[float]) -> float:
    """What lines reach, but for a rare one that runs over."""
    return sorted(widths)[-1 - len(widths) // 10]


def is_real(chunk: Sequence[Line], begun: int, number: int, measure: Measure) -> bool:
    """Whether the line break before `chunk[number]` was made by the writer, not by wrapping.

    `begun` is the first line of the piece that would go on.
    """
    before, after = chunk[number - 1], chunk[number]
    if HASHES.match(before.text) or HASHES.match(after.text) or is_rule(before) or is_rule(after):
        return True
    if is_marker(before.text):
        return False
    if after.text[0] in GLYPHS or (closed(before.text) and _opens(after.text)):
        return True
    fits = _fits(before.text, after.text, measure)
    if marker_at(after.text):
        same = _family(chunk[begun].text) == _family(after.text)
        return fits or closed(before.text) or same or _is_sign(chunk, begun, number)
    if marker_at(chunk[begun].text) and _ends_item(chunk, begun, number, measure):
        return True
    if after.indent > before.indent and before.text.endswith(":"):
        return True
    listed = after.indent == chunk[begun].indent > measure.margin
    if listed or (after.indent > before.indent and after.indent == chunk[begun].indent):
        return closed(before.text) or fits
    if re.search(r"\w[-\u00ad\u2010\x02]$", before.text):
        return False
    return fits


def _opens(text: str) -> bool:
    """Whether a line after a closed one begins something: a form's line, a part, a score beneath its text."""
    label = _LABEL.match(text) and not _CONNECTIVE.match(text)
    return bool(label or _PART.match(text) or re.fullmatch(r"\d{1,2}[+-]?", text))


def _is_sign(chunk: Sequence[Line], begun: int, number: int) -> bool:
    """Whether a line begins with a sign that is no dash of prose, or stands right under a part's title."""
    titled = number - begun == 1 and _PART.match(chunk[begun].text) is not None
    return _family(chunk[number].text) == "±" and (titled or chunk[number].text[0] in "+=▲▼")


def _ends_item(chunk: Sequence[Line], begun: int, number: int, measure: Measure) -> bool:
    """Whether a line behind a list's item is no more of it: a lead-in, or a line back at the margin."""
    before, after = chunk[number - 1], chunk[number]
    if opens_low(after.text) or after.indent > chunk[begun].indent:
        return False
    if any(
        line.indent > above.indent and marker_at(above.text) and not marker_at(line.text)
        for above, line in pairwise(chunk)
    ):
        return _OPEN_END.search(before.text) is None  # its lines hang
    if not closed(before.text):
        return False
    for index in range(number, min(number + _LEAD_LINES, len(chunk) - 1)):
        if marker_at(chunk[index].text):
            break
        if chunk[index].text.endswith(":") and marker_at(chunk[index + 1].text):
            return _family(chunk[index + 1].text) == _family(chunk[begun].text)
    return _fits(before.text, after.text, measure, slack=0.99)


def _fits(before: str, after: str, measure: Measure, *, slack: float | None = None) -> bool:
    """Whether the first word of the next line would have had room on this one.

    A line that closes a sentence may end anywhere; one that does not must stop clearly short.
    """
    if _AMID.search(before) and not closed(before):
        return False
    if not measure.printed:
        return True
    if _OPEN_END.search(before):
        return False
    if slack is None:
        slack = 0.95 if closed(before) else 0.7 if opens_low(after) else 0.88
    word = after.split(maxsplit=1)[0]
    return (
        _width(before) + 0.55 + _width(word) <= measure.printed * slack
        and len(before) + 1 + len(word) <= measure.counted * slack
    )


def is_rule(line: Line) -> bool:
    """Whether a line is a drawn rule."""
    return _RULE.match(line.text) is not None


def _family(text: str) -> str | None:
    """What a printed marker is made of, its numbers and letters aside; None where there is none."""
    found = marker_at(text)
    if found is None:
        return None
    sign = found.group().strip()
    return "±" if sign in SIGNS else re.sub(r"\d+", "1", re.sub(r"[a-z]+", "a", sign))
