"""Markup inside a line of text: emphasis, note calls, hyphens at line ends → words as a reader sees them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.ingest.text.notes import calls_in
from pipeline.ingest.text.pieces import Line
from pipeline.ingest.words import Word
from pipeline.model import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)  # a page is known, a place on it is not
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,5000}?)\r?\n---[ \t]*\r?\n", re.S)
_RULED = re.compile(r"[*_]{4,}")  # a line to write on is no emphasis
_STRONG = re.compile(
    r"(?<![\w*_])(\*{3}|_{3}|\*\*|__)(?=[^\s*_])((?:(?!\1).){1,600}?)(?<=\S)\1(?![\w*])", re.S
)
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])((?:(?!\1).){1,600}?)(?<=[^\s*_])\1(?![\w*_])", re.S)
_SPLIT = re.compile(r"(\w+)[-\u00ad\u2010\x02]$")
_SUSPENDED = re.compile(r"(?:and|or|to|et|ou)\b")  # "short- and long-term"
# First parts that keep their hyphen when the line ends behind it.
_KEEPS = frozenset(
    "anti co cross counter ex extra high inter intra long low macro micro mid multi non off on over post pre "
    "pro re self semi short so socio sub under well".split()
)
# Second parts that a hyphen goes before: "donor-funded", "results-based".
_KEPT_BEFORE = frozenset(
    "based building driven effective focused funded led level making oriented owned related responsive"
    " sensitive sharing specific term wide".split()
)


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of a piece; `lead` counts those of a bold lead at its start."""

    words: tuple[Word, ...]
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """The labels of a file's notes; numbers stuck to a word call only the `stuck` ones."""

    labels: frozenset[str] = frozenset()
    stuck: frozenset[str] = frozenset()


def prose_of(lines: Sequence[Line], *, known: Collection[str], notes: Notes, paged: bool) -> Prose:
    """The words of some lines, markup taken off.

    `known` are the file's words in lower case (they decide on hyphens at line ends); a number that
    calls none of its notes stays. With `paged` every word
    carries its page.
    """
    text, pages = _joined(lines, known)
    marked = _RULED.sub(lambda line: " " * len(line.group()), text)
    strong = [(*found.span(), len(found.group(1))) for found in _STRONG.finditer(marked)]
    dropped = {place for start, end, marks in strong for place in range(start, start + marks)}
    dropped |= {place for start, end, marks in strong for place in range(end - marks, end)}
    bare = "".join(" " if place in dropped else char for place, char in enumerate(marked))
    dropped |= {place for found in _EMPHASIS.finditer(bare) for place in (found.start(), found.end() - 1)}
    calls = [call for call in calls_in(text, notes.stuck) if call[2] in notes.labels]
    dropped |= {place for start, end, _ in calls for place in range(start, end)}
    if not dropped and not paged and "\\" not in text:
        return Prose(tuple(Word(word) for word in text.split()))
    words: list[Word] = []
    lead = 0
    for found in re.finditer(r"\S+", text):
        kept = "".join(text[place] for place in range(*found.span()) if place not in dropped)
        labels = tuple(label for start, _, label in calls if found.start() <= start < found.end())
        page = pages[found.start()] if paged else None
        kept = kept.replace("\\*", "*").replace("\\_", "_")
        words.append(Word(kept, page, NOWHERE if paged else None, notes=labels))
        lead += bool(strong) and strong[0][0] == 0 and found.end() <= strong[0][1]
    return Prose(tuple(words), lead if 0 < lead < len(words) else None)


def shown(text: str) -> str:
    """The text of a Markdown file less what shows nothing: targets of links, pictures, comments, escapes."""
    text = _COMMENT.sub("", text)
    text = re.sub(r"!\[[^\]\n]*\]\([^)\n]*\)", "", text)
    text = re.sub(r"(?<!\\)\[([^\]\n]+)\]\(<?[^)\s]*>?(?:\s+[\"'][^\n]*?[\"'])?\)", r"\1", text)
    text = re.sub(r"(?<!`)`([^`\n]+)`(?!`)", r"\1", text)
    text = re.sub(r"^(?:[ ]{0,3}>[ ]?)+", "", text, flags=re.M)
    text = re.sub(r"<br\s*/?>|\\$", " ", text, flags=re.I | re.M)
    return html.unescape(re.sub(r"\\([!-)+-/:-@\[\]^`{}~])", r"\1", text))


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """What a Markdown file says of itself above its text ("title: …" between dashes), and the text below."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    said = re.findall(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", found.group(1), flags=re.M)
    return {key.lower(): value for key, value in said if value}, text[found.end() :]


def spelt(lines: Iterable[str]) -> frozenset[str]:
    """The words of a text in lower case, less the halves that hyphens at line ends leave."""
    known: set[str] = set()
    cut = False
    for line in lines:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.lower())
        split = _SPLIT.search(line[-60:]) is not None
        known.update(words[int(cut) : len(words) - split])
        cut = split
    return frozenset(known)


def _joined(lines: Sequence[Line], known: Collection[str]) -> tuple[str, list[int]]:
    """The lines as one text, a word split at a line end made whole, and the page of every character."""
    parts: list[str] = []
    pages: list[int] = []
    for number, line in enumerate(lines):
        text = line.text
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        split = _SPLIT.search(text[-60:])
        if split and re.match(r"[^\W\d_]", following) and not _SUSPENDED.match(following):
            keep = text[-1] != "\u00ad" and _keeps_hyphen(split.group(1), following, known)
            text = text[:-1] + ("-" if keep else "")
        elif following:
            text += " "
        parts.append(text)
        pages.extend([line.page] * len(text))
    return "".join(parts), pages


def _keeps_hyphen(first: str, following: str, known: Collection[str]) -> bool:
    """Whether the hyphen between `first` and the word after the line end belongs to the word."""
    found = re.match(r"[^\W\d_]+", following)
    rest = found.group() if found else ""
    whole, apart = f"{first}{rest}".lower(), f"{first}-{rest}".lower()
    if whole in known or apart in known:
        return apart in known and whole not in known
    if rest.lower() in _KEPT_BEFORE and len(first) > 2:
        return True
    return first.lower() in _KEEPS or rest[:1].isupper() or {first.lower(), rest.lower()} <= set(known)
