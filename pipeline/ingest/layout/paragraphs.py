"""The lines of one column → paragraphs, list items and heading lines, told by white space and type."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.layout.body import far
from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.lines import Line, line_of
from pipeline.ingest.layout.lists import Marker, goes_on, is_bare, label_of, marker_of

LEADING = 1.22  # type sizes from baseline to baseline, where a page does not tell
LOOSE = 1.3  # times the usual leading: a wider step parts paragraphs
INDENT = 0.8  # type sizes
AHEAD = 8  # lines among which an item's successor is looked for
NEIGHBOURS = 8  # lines before and behind that tell where a column ends
FEWEST = 4  # of them
FIELD_LINES = 3  # of a field's name and value in a narrow box
NARROW = 14  # type sizes: of such a box
HALF = 0.6  # of the column: a line that ends before was not full
SLACK = 1.2  # type sizes: a word that had this much room to spare was broken off on purpose
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LISTED = re.compile(r"(?:,|\b(?:and|or|et|ou))$")
_LABELLED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'()/ -]{1,38}\s?:(?:\s+\S|$)")  # "Budget: USD 3 000 000"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a column is set: its edges, and the usual step from line to line by type size.

    `framed` tells that its right edge is that of a box; else it is the longest line's, which may
    stand far off (a title over two columns), so that a line is held against its neighbours'.
    """

    left: float
    right: float
    leading: dict[float, float]
    framed: bool = False

    def at(self, number: int, lines: Sequence[Line]) -> Setting:
        """The setting around one line."""
        if self.framed:
            return self
        size = lines[number].size
        least, most = 0.9 * size, 1.1 * size
        near = [
            line.x1
            for line in lines[max(0, number - NEIGHBOURS) : number + NEIGHBOURS]
            if least < line.style.size < most
        ]
        return Setting(self.left, max(near), self.leading) if len(near) >= FEWEST else self

    def step(self, size: float) -> float:
        return self.leading.get(round(size), LEADING * size)


def leading_of(columns: Sequence[Sequence[Line]]) -> dict[float, float]:
    """The usual step from baseline to baseline of a page, by type size."""
    steps: dict[float, list[float]] = {}
    for lines in columns:
        for last, line in itertools.pairwise(lines):
            step = line.base - last.base
            if _ENDED.search(last.words[-1].text):
                continue  # what follows may be another paragraph
            if abs(line.size - last.size) < 0.6 and 0.8 * line.size < step < 2.6 * line.size:
                steps.setdefault(round(line.size), []).append(step)
    return {
        size: sorted(found)[max(0, (len(found) - 1) // 3)] for size, found in steps.items() if len(found) > 2
    }


def drafts_of(
    lines: Sequence[Line], setting: Setting, page: int, before: Sequence[Draft] = ()
) -> list[Draft]:
    """The paragraphs and items of one column, in order; `before` are those of earlier columns."""
    drafts: list[Draft] = []
    for number, line in enumerate(lines):
        last = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        here = setting.at(number, lines)
        marker = None
        if marker_of(line) is not None:
            marker = _marker(line, last, lines[number + 1 : number + AHEAD], [*before, *drafts], here)
        if marker is None and drafts and last is not None and not _parts(drafts[-1], last, line, after, here):
            drafts[-1].lines.append(line)
            continue
        gap = line.base - last.base - setting.step(line.size) if last is not None else 0.0
        body = (
            line_of([w._replace(glued=False) if n == 0 else w for n, w in enumerate(line.words[1:])])
            if marker
            else line
        )
        drafts.append(
            Draft(
                "list_item" if marker else "paragraph",
                [body],
                page,
                setting.left,
                here.right,
                marker=marker,
                gap=gap,
            )
        )
    return drafts


def _marker(
    line: Line, last: Line | None, later: Sequence[Line], drafts: Sequence[Draft], setting: Setting
) -> Marker | None:
    """The line's item marker, where it is one and not a word that a line happens to begin with."""
    marker = marker_of(line)
    if marker is None or marker.kind == "glyph":
        return marker
    previous = next((d.marker for d in reversed(drafts) if d.marker is not None), None)
    in_order = previous is not None and _any_goes_on(marker, drafts)
    if is_bare(marker) and not in_order and not (marker.ordinal == 1 and _is_followed(marker, later)):
        return None
    opens = marker.ordinal in (None, 1) or (previous is None and marker.wide)
    rested = (
        last is None
        or bool(_ENDED.search(last.text))
        or _stepped(last, line, setting)
        or abs(last.size - line.size) > 0.08 * line.size
        or _changes(last, line)
    )
    if marker.kind == "dash":
        hangs = bool(later) and abs(later[0].x0 - marker.text_x) < 0.3 * line.size
        return marker if marker.wide or (rested and (hangs or in_order or last is None)) else None
    if marker.wide and (in_order or opens or rested):
        return marker
    short = last is None or _short(last, line, setting)
    listed = last is not None and _LISTED.search(last.text) is not None
    if in_order and (rested or short or listed):
        return marker
    if opens and marker.ordinal == 1 and (rested or _is_followed(marker, later)):
        return marker
    return marker if rested and (marker.kind == "number") and _stands_out(line, setting) else None


def _is_followed(marker: Marker, later: Sequence[Line]) -> bool:
    """Whether the next item of its list begins one of the next lines."""
    found = (marker_of(line) for line in later)
    return any(other is not None and goes_on(other, marker) for other in found)


def _stands_out(line: Line, setting: Setting) -> bool:
    """Whether a numbered line begins at the edge of its column and goes on with a capital."""
    return line.x0 <= setting.left + 3 * line.size and line.words[1].text[:1].isupper()


def _any_goes_on(marker: Marker, drafts: Sequence[Draft]) -> bool:
    """Whether a marker continues one of the lists open above it."""
    return any(draft.marker is not None and goes_on(marker, draft.marker) for draft in reversed(drafts[-30:]))


def _stepped(last: Line, line: Line, setting: Setting) -> bool:
    return line.base - last.base > LOOSE * setting.step(line.size)


def _short(last: Line, line: Line, setting: Setting) -> bool:
    """Whether the line before ended although the next word had room."""
    first = line.words[0]
    return last.x1 + (first.x1 - first.x0) + SLACK * line.size < setting.right


def _parts(draft: Draft, last: Line, line: Line, after: Line | None, setting: Setting) -> bool:
    """Whether a line begins a new paragraph."""
    size = max(last.size, line.size)
    step = line.base - last.base
    if label_of(line) is not None:
        return True
    if step > max(LOOSE * setting.step(line.size), 1.05 * size) or step < -0.5 * size:
        return True
    if abs(last.size - line.size) > 0.08 * size:
        return not _same_sentence(last, line)
    if _changes(last, line):
        return True
    if _LABELLED.match(line.text) and _LABELLED.match(draft.lines[0].text):  # a field under a field
        narrow = setting.right - setting.left < NARROW * size
        if len(draft.lines) == 1 or (
            len(draft.lines) <= FIELD_LINES and (narrow or _short(last, line, setting))
        ):
            return True
    ended, opens = bool(_ENDED.search(last.text)), _opens(line)
    if line.text[:1].isdigit() and not ended:  # "in 2022 and again in" + "2023."
        opens = last.x1 < setting.left + HALF * (setting.right - setting.left)
    if _centred(draft.lines, line, setting):
        return False
    if len(draft.lines) > 1:  # its own lines tell best how wide a paragraph is set
        reach = max(other.x1 for other in (*draft.lines, line, *([after] if after else [])))
        setting = Setting(setting.left, min(setting.right, reach), setting.leading, setting.framed)
    if _short(last, line, setting) and (ended or opens) and not _ragged(draft, line, setting):
        return True
    return _indented(draft, last, line, after, ended)


def _opens(line: Line) -> bool:
    """Whether a line begins as a sentence does: with a capital, a digit or an opening mark."""
    return not line.text[:1].islower() and line.text[:1] not in ",;.)"


def _ragged(draft: Draft, line: Line, setting: Setting) -> bool:
    """Whether the lines so far are too uneven for a short one to say anything (a narrow box)."""
    return setting.right - setting.left < 12 * line.size and not _ENDED.search(draft.lines[-1].text)


def _indented(draft: Draft, last: Line, line: Line, after: Line | None, ended: bool) -> bool:
    """Whether a line's left edge says that it is not the same paragraph's."""
    size = line.size
    if draft.marker is not None:
        if len(draft.lines) > 1:
            edge = draft.lines[1].x0
            return line.x0 < edge - INDENT * size and ended
        back = (
            line.x0 < draft.marker.word.x0 + 0.3 * size and draft.marker.text_x - draft.marker.word.x0 > size
        )
        return back and ended and _opens(line) and _step_wide(draft)
    if line.x0 - last.x0 > INDENT * size and len(draft.lines) > 1 and ended:
        return after is None or after.x0 < line.x0 - 0.5 * INDENT * size or not _opens(line)
    return False


def _step_wide(draft: Draft) -> bool:
    marker = draft.marker
    return marker is not None and marker.wide


def _same_sentence(last: Line, line: Line) -> bool:
    """Whether a change of size falls inside a sentence (small capitals, a large first word)."""
    return (
        line.text[:1].islower()
        and not _ENDED.search(last.text)
        and abs(last.size - line.size) < 0.2 * last.size
    )


def _changes(last: Line, line: Line) -> bool:
    """Whether the type changes between two lines, not inside one of them."""
    a, b = last.words[-1].style, line.words[0].style
    if b.bold and not a.bold and last.words[0].style.bold and _ENDED.search(last.words[-1].text):
        return True  # each begins with a bold lead
    if a.bold != b.bold and all(w.style.bold == a.bold for w in last.words):
        if all(w.style.bold == b.bold for w in line.words) or not a.bold:
            return _opens(line) or a.bold
        return _opens(line) and bool(_ENDED.search(last.text))
    if a.colour != b.colour and far(a.colour, b.colour):
        whole = all(w.style.colour == a.colour for w in last.words) and all(
            w.style.colour == b.colour for w in line.words
        )
        return whole and _opens(line)
    return False


def _centred(lines: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Whether lines are set around one middle: their ends say nothing then."""
    middle = (line.x0 + line.x1) / 2
    return (
        all(
            abs((other.x0 + other.x1) / 2 - middle) < 0.6 * line.size
            and abs(other.x0 - line.x0) > 0.6 * line.size
            for other in lines
        )
        and abs((setting.left + setting.right) / 2 - middle) < 6 * line.size
    )


def spread(draft: Draft, start: int, end: int | None) -> Draft:
    """A draft cut down to the words from `start` to `end` of its run, line by line."""
    lines: list[Line] = []
    seen = 0
    for line in draft.lines:
        low = max(start - seen, 0)
        high = len(line.words) if end is None else min(end - seen, len(line.words))
        if low < high:
            words = list(line.words[low:high])
            words[0] = words[0]._replace(glued=False) if low else words[0]
            lines.append(line if (low, high) == (0, len(line.words)) else line_of(words))
        seen += len(line.words)
    return replace(draft, lines=lines)
