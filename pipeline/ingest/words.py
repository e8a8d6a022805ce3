"""Words as every reader hands them on: visible text, its place, the note markers lifted from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import Box

# Characters no reader sees: they would only break comparison of words. ZWJ and ZWNJ carry meaning
# in some scripts and stay.
_INVISIBLE = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, 0xFEFF]
)
_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "�")  # cannot be written as UTF-8


class Word(NamedTuple):
    """A word without white space, where it is printed, and what was lifted from it.

    `glued` joins it to the word before without a space (a word split over lines). `notes` are the
    labels of footnote markers that stood just behind it.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    glued: bool = False
    notes: tuple[str, ...] = ()


Content = str | Sequence[Word]


def words_of(content: Content) -> tuple[Word, ...]:
    """The visible words of a content; none of them holds white space or an unseen character."""
    if isinstance(content, str):
        content = [Word(text) for text in content.split()]
    texts = [word.text for word in content]
    whole = "".join(texts)
    if whole.isprintable() and " " not in whole and "" not in texts:
        return tuple(content)
    words: list[Word] = []
    for word in content:
        text = word.text.translate(_LONE_SURROGATES) if not word.text.isascii() else word.text
        parts = text.translate(_INVISIBLE).split()
        if len(parts) == 1 and parts[0] == word.text:
            words.append(word)
            continue
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            words.append(
                word._replace(
                    text=part,
                    glued=word.glued and number == 0,
                    notes=word.notes if last else (),
                )
            )
        if not parts and word.notes and words:
            words[-1] = words[-1]._replace(notes=words[-1].notes + word.notes)
    return tuple(words)
