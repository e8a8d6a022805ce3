"""Lines that are no prose: notes and sources under a table, legends, fields of a form, titles."""

from __future__ import annotations

import re

from pipeline.language import parse
from pipeline.segment.cues import fold, lexicon
from pipeline.segment.grammar import is_finite
from pipeline.segment.themes import themes_of

LONGEST_TITLE = 14  # words of a line without an end mark that is taken for a title or a label
_NOTE = re.compile(
    r"(?i)\s*(?:[*†‡§]+\s*\S|(?:sources?|notes?|n\.?b\.?|legend|key|scale|rating scale|data source)"
    r"\s*(?:\(s\))?\s*:)"
)
_LEVEL = re.compile(r"[^\W\d_]{3,}[^()\d]{0,30}\(\s*\d+(?:[.,]\d+)?\s*(?:[-–—]|to)\s*\d+(?:[.,]\d+)?\s*\)")
_FIELD = re.compile(r"\s*([A-Z][\w /’'&-]{0,48}?)\s*:\s+\S")
_FIELD_WORDS = 5
_LABEL_WORDS = 8
_REFERENCE = re.compile(r"(?i)\b(?:assignment|report|reference|document|project) no\b|^\W*report \d{4}/\d")
_END_MARKS = '.!;…"”’)'


def is_note(text: str) -> bool:
    """Whether a block is a note, a source line or a legend, and so says nothing as a whole.

    A legend is told by its form too: two or more levels with their bounds, "Good (2.5-3.5)".
    """
    return _NOTE.match(text) is not None or len(_LEVEL.findall(text)) > 1


def is_field(text: str) -> bool:
    """Whether a sentence fills in a field of a form or of the front matter: "Deadline: May 2024"."""
    if _REFERENCE.search(text):
        return True
    match = _FIELD.match(text)
    if match is None or len(match[1].split()) > _FIELD_WORDS:
        return False
    return fold(match[1].split()[-1]) in lexicon().words["labels"]


def is_label(text: str) -> bool:
    """Whether a bold lead without an end mark is a label ("Quality of care"), not a name or a clause.

    A single word is a label where it names a theme ("Governance"); else it may be anybody's name.
    """
    words = text.split()
    if not words or len(words) > _LABEL_WORDS or text[-1] in _END_MARKS + ":,–—-" or is_finite(parse(text)):
        return False
    return words[-1].islower() or (len(words) == 1 and bool(themes_of(text)))


def is_title(text: str) -> bool:
    """Whether a stretch that is a whole paragraph is a title or a label: short, without an end mark.

    So are stretches mostly capitalised, and those without a finite verb however long.
    """
    words = text.split()
    long = [word for word in words if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long) >= 0.6 * len(long)
    if text[-1] in _END_MARKS:
        return capitals and text[-1] == "." and not is_finite(parse(" ".join(words)))
    if capitals:
        return True
    return len(words) <= LONGEST_TITLE or not is_finite(parse(" ".join(words)))
