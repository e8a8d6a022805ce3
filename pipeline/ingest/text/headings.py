"""Headings of a text file, told without type: by capitals, numbers, standing alone, and what follows.

Only what is certain of the page is used: a line alone, short, unclosed, with something under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from pipeline.ingest.imprint import is_imprint
from pipeline.ingest.text.cells import is_scrap, scattered
from pipeline.ingest.text.parts import scored_parts
from pipeline.ingest.text.pieces import Piece, closed, opens_low
from pipeline.ingest.text.sentences import LONGEST, sentence_headings
from pipeline.ingest.text.titles import subtitles, title_lines

Style = Literal["caps", "number", "part", "bold", "plain", "sentence"]

CAPTION = re.compile(
    r"(?i:table|figure|fig\.|chart|graph|map|exhibit|diagram)\s+(?:\d|[A-Z]\b|[IVX]+\b)[\w.\-]*\s*(?:[:.–—-]|$|[A-Z])"
)
_NUMBERED = re.compile(
    r"(\d{1,2}(?:\.\d{1,2})*)(?:[.)]|[a-z][.)]?)?\s+\S|(?:Annex|Appendix|Chapter|Part|Section)\s+(?:\d+|[A-Z]|[IVX]+)\b"
)
_BOLD = re.compile(r"(\*\*|__)[^*_]+\1:?")
_OPEN_TAIL = re.compile(
    r"\b(?:should|must|will|can|may|to|that|which|include|includes|including|are|is|were|was|be|by|and|or|of|for|the|a"
    r"|has|have|with|in|on|from|as)$"
)
LONGEST_TITLE = 30  # words of the line a text opens with
_ACRONYM = 7  # letters: amid cells, a word in capitals no longer than this is one of them


class Outline:
    """What the headings of one text look like; `headings()` gives the pieces with theirs marked."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._texts = Counter(piece.text for piece in pieces)
        gaps = sorted(piece.gap for piece in pieces if piece.gap)
        self._usual_gap = gaps[len(gaps) // 2] if gaps else 0

        self._titled = title_lines(pieces, self._could_be)

    def headings(self) -> tuple[Piece, ...]:
        found = self._found(glued=False)
        if sum(piece.kind == "heading" for piece in self._pieces) > 1:
            found = {index: style for index, style in found.items() if style == "bold"}
        else:
            glued = self._found(glued=True)
            alone = sum(self._stands_alone(i, style) for i, style in found.items() if i + 1 not in found)
            found = glued if len(glued.keys() - found.keys()) > alone else found
        return self._marked(found)

    def _stands_alone(self, index: int, style: Style) -> bool:
        """Whether a heading found shows that headings of this text have a line of their own."""
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        return index > 0 and style in {"plain", "caps", "bold"} and after is not None and not after.glued

    @cached_property
    def _is_dense(self) -> bool:
        """Whether the text has (almost) no empty lines, so that they cannot set headings apart."""
        return (
            len(self._pieces) > 5 and sum(piece.glued for piece in self._pieces) * 10 > len(self._pieces) * 8
        )

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """Words that stand in capitals inside prose: in a line of their own they tell nothing."""
        prose = (p.text for p in self._pieces if any(char.islower() for char in p.text))
        return frozenset(word for text in prose for word in re.findall(r"\b[A-Z][A-Z0-9]+\b", text))

    @cached_property
    def _scattered(self) -> frozenset[int]:
        """Cells of tables that fell apart."""
        cells = scattered(
            self._pieces, self._is_caps, lambda index: self._opens_part(index) or self._titles(index)
        )
        return cells - frozenset(range(self._titled))

    def _found(self, *, glued: bool) -> dict[int, Style]:
        styles: dict[int, Style] = {}
        sentences = sentence_headings(self._pieces)
        parts = scored_parts(self._pieces)
        for index in range(len(self._pieces)):
            style = "sentence" if index in sentences else self._style(index, styles, glued=glued)
            style = "part" if index in parts else style
            if style is not None:
                styles[index] = style
        if glued:
            below = [i for i in styles if i > 1 and self._pieces[i].glued and i - 1 not in styles]
            styles |= {index - 1: "plain" for index in below if self._heads(index - 1)}
        first = min((index for index in styles if index), default=0)
        if first <= self._titled:
            styles |= dict.fromkeys(subtitles(self._pieces[:first]), "plain")
        return dict(sorted((styles | self._next_in_count(styles)).items()))

    def _next_in_count(self, found: dict[int, Style]) -> dict[int, Style]:
        """Items "5. Conclusions:" that carry on the count of the numbered headings before them."""
        count = 0
        more: dict[int, Style] = {}
        for index, piece in enumerate(self._pieces):
            number = re.match(
                r"(\d{1,2})[.)]?(?!\S)", f"{piece.marker} " if piece.kind == "item" else piece.text
            )
            if number is None or piece.kind not in {"item", "text"}:
                continue
            if found.get(index) == "number":
                count = int(number.group(1))
            elif count and piece.kind == "item" and int(number.group(1)) == count + 1 and piece.gap:
                opens = piece.text.endswith(":") and len(piece.text.split()) <= 12
                if opens and self._has_body(index, prose=True):
                    more[index] = "number"
                    count += 1
        return more

    def _style(self, index: int, before: dict[int, Style], *, glued: bool) -> Style | None:
        """The style that makes a piece a heading, or None; `before` holds the ones above."""
        piece = self._pieces[index]
        numbered = piece.kind == "item" and self._is_numbered_heading(index)
        if not (numbered or piece.kind == "text") or not self._could_be(piece):
            return None
        if numbered:
            return "number"
        if self._is_caps(piece.text) and not (index in self._scattered and len(piece.text) < _ACRONYM):
            return "caps"
        if _BOLD.fullmatch(piece.text) and not piece.glued:
            return "bold"
        if index == 0 and self._gap_after(0) and len(self._pieces) > 1:
            return "plain"
        if self._repeats(piece) or index in self._scattered or not self._isolated(index, before, glued=glued):
            return None
        if index and self._pieces[index - 1].text.endswith(":"):
            return None
        if _NUMBERED.match(piece.text) and (self._has_body(index) or self._next_is_numbered(index)):
            return "number"
        if CAPTION.match(piece.text):
            return None
        return "plain" if self._has_body(index) or self._stands_over(index, before) else None

    def _could_be(self, piece: Piece) -> bool:
        text = piece.text
        words = text.split()
        longest = LONGEST if piece is not self._pieces[0] else LONGEST_TITLE
        if len(words) > longest or len(piece.lines) > 3 or is_imprint(text):
            return False
        if not re.search(r"[^\W\d_]{2}", text) or opens_low(text) or "\t" in text or _OPEN_TAIL.search(text):
            return False
        return (
            text.endswith("?")
            or _BOLD.fullmatch(text) is not None
            or not re.search(r"[.;:,!][\"'”’]*$", text)
        )

    def _is_caps(self, text: str) -> bool:
        words = re.findall(r"[^\W\d_]+", text)
        spoken = [word for word in words if len(word) > 2 and word not in self._acronyms]
        return bool(spoken) and text.upper() == text and sum(map(len, words)) >= 4

    def _is_numbered_heading(self, index: int) -> bool:
        """An item "2. Methodology": short, unclosed, alone, with prose under it rather than a next item."""
        piece = self._pieces[index]
        if not re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*[.)]?", piece.marker or "") or closed(piece.text):
            return False
        if opens_low(piece.text) or piece.glued:
            return False
        return self._has_body(index, prose=True) or self._stands_over_number(index)

    def _stands_over_number(self, index: int) -> bool:
        """Whether the next piece carries the number of this one further: "2." over "2.1" or "2a."."""
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        number = (self._pieces[index].marker or "").rstrip(".)")
        said = f"{after.marker or ''} {after.text}".lstrip() if after is not None else ""
        return re.match(rf"{re.escape(number)}(?:\.\d|\.?[a-z][.) ])", said) is not None

    def _next_is_numbered(self, index: int) -> bool:
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        return after is not None and "." in after.text[:4] and _NUMBERED.match(after.text) is not None

    def _isolated(self, index: int, before: dict[int, Style], *, glued: bool) -> bool:
        piece = self._pieces[index]
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        above = (
            index == 0
            or piece.gap > 0
            or self._is_dense
            or piece.lines[0].page != self._pieces[index - 1].lines[-1].page
            or (glued and self._follows_closed(index))
        )
        ended = not index or index - 1 in before or self._ends(index - 1)
        if self._is_dense and not ended:
            return False
        over_cells = index + 1 in self._scattered and self._titles(index)
        parted = after is None or not after.glued or after.kind in {"item", "table", "caption", "graphic"}
        return above and (parted or glued or over_cells)

    def _follows_closed(self, index: int) -> bool:
        """Whether a few words stand between prose and prose, or between a title and prose."""
        short = len(self._pieces[index].lines) == 1 and len(self._pieces[index].text.split()) <= 6
        above = self._pieces[:index]
        return short and (
            (above[-1].kind in {"text", "item"} and closed(above[-1].text))
            or (len(above) <= 3 and not any(closed(piece.text) for piece in above))
            or self._heads(index - 1)
            or is_imprint(above[-1].text)
        )

    def _ends(self, index: int) -> bool:
        """Whether a piece is whole without what follows."""
        text = self._pieces[index].text
        return closed(text) or is_imprint(text) or index < self._titled

    def _heads(self, index: int) -> bool:
        """Whether a few words behind an empty line may be a heading over a heading."""
        piece = self._pieces[index]
        return piece.gap > 0 and is_scrap(piece) and index not in self._scattered and self._could_be(piece)

    def _repeats(self, piece: Piece) -> bool:
        return self._texts[piece.text] > 1

    def _gap_after(self, index: int) -> int:
        return self._pieces[index + 1].gap if index + 1 < len(self._pieces) else 1

    def _has_body(self, index: int, *, prose: bool = False) -> bool:
        """Whether something stands under a piece that a heading could head."""
        below = [piece for piece in self._pieces[index + 1 : index + 4] if not is_imprint(piece.text)]
        if not below:
            return False
        after = below[0]
        if after.kind in {"item", "table", "graphic"}:
            return not prose
        if after.kind == "caption":
            return len(below) > 1 and below[1].kind in {"item", "table"}
        words = len(after.text.split())
        return after.kind == "text" and (words >= 12 or (words >= 5 and closed(after.text)))

    def _opens_part(self, index: int) -> bool:
        """Whether a wider gap than usual stands above a line of words, and other lines close under it."""
        piece = self._pieces[index]
        wide = piece.gap > self._usual_gap or index == 0
        after = self._pieces[index + 1] if index + 1 < len(self._pieces) else None
        close = after is not None and after.kind == "text" and after.gap <= self._usual_gap
        return (
            wide and close and after is not None and not opens_low(after.text) and len(piece.text.split()) > 1
        )

    def _titles(self, index: int) -> bool:
        """Whether a line between prose and the cells of a table that fell apart is its title."""
        words = self._pieces[index].text.split()
        capitals = sum(word[0].isupper() for word in words)
        above = next((piece for piece in self._pieces[:index][::-1] if piece.kind != "furniture"), None)
        prose = above is not None and closed(above.text) and above.kind in {"text", "item"}
        return prose and len(words) > 2 and capitals > len(words) // 2 and index + 1 < len(self._pieces)

    def _stands_over(self, index: int, before: dict[int, Style]) -> bool:
        """A line that opens a part whose first heading comes at once."""
        amid = index and any(piece.glued and is_scrap(piece) for piece in self._pieces[index - 3 : index])
        scattered = index + 1 in self._scattered and self._titles(index)
        return not amid and index - 1 not in before and (self._opens_part(index) or scattered)

    def _marked(self, found: dict[int, Style]) -> tuple[Piece, ...]:
        """The pieces with headings of their level: the title first, then capitals, then the rest.

        Beside a writer's own marks, a heading found stands below the last one marked.
        """
        styles = set(found.values())
        first = min(found, default=-1)
        titled = bool(found) and found[first] not in {"number", "part"}
        flat = styles.isdisjoint({"caps", "number"} if titled else {"caps", "number", "part"})
        seen: set[str] = set()  # "2a." stands below "2." where there is such a heading
        marks: int | None = None
        done: list[Piece] = []
        for index, piece in enumerate(self._pieces):
            if piece.kind == "heading":
                marks = piece.level
            if index not in found:
                done.append(piece)
                continue
            top = 2 if titled and index != first else 1
            deeper = found[index] == "sentence" and "plain" in styles if flat else found[index] != "caps"
            level = top + (deeper and index != first)
            text = f"{piece.marker} {piece.text}" if piece.kind == "item" else piece.text
            number = _NUMBERED.match(text)
            if found[index] in {"number", "part"} and number is not None:
                count = number.group(1) or ""
                lettered = bool(count) and text[len(count)].isalpha()
                level = top + count.count(".") + (lettered and count in seen)
                seen.update(() if lettered else (count,))
            if piece.kind == "item":
                head = replace(piece.lines[0], text=f"{piece.marker} {piece.lines[0].text}")
                piece = replace(piece, lines=(head, *piece.lines[1:]), marker=None)  # noqa: PLW2901
            done.append(replace(piece, kind="heading", level=level if marks is None else marks + 1))
        return tuple(done)
