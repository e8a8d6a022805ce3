"""Bytes of a text file → its characters, whatever program saved it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pipeline.problems import Problem, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252", "mac_roman", "latin_1")
# What English, French, Spanish and German reports hold beyond ASCII; the rest speaks against a guess.
_USUAL = frozenset("’‘“”–—•…\xa0\xadéèêëàâäáãçñöôóõøüûúíîïßåæœÉÈÀÁÇÖÜÅØÍÓÚÑ£€§°·«»©®™½¼²³¹¿¡")
_MISPLACED = re.compile(
    r"[^\W\d_][À-ÖØ-ÞŸŽŠ][a-zß-ÿ]|[a-z][¥¤¶‡†∫√³²¹±¼½¾ºª][a-zß-ÿ]|[a-z][À-ÖØ-ÞŸŽŠ]\b|\b[õìíéëä]\w*[ìíÒÓ]"
)
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 400_000  # bytes that decide; longer files say the same
_REMEDY = "Open it in a word processor or browser and save it as PDF, DOCX or UTF-8 text."


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a text file and what a person should know of how they were told."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, file: str) -> Decoded:
    """The text of a file of unknown encoding.

    Raises Unreadable where the bytes are no text or their encoding cannot be told.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, name, file)
    wide = _without_mark(data)
    if wide is not None:
        return Decoded(wide)
    if _binary(data):
        raise Unreadable(f"{file}: not a report format this reads (binary data).", _REMEDY)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _damaged(data, file) or _guessed(data, file)


def _marked(data: bytes, name: str, file: str) -> Decoded:
    """Text behind a byte-order mark; what does not decode is replaced, and said so."""
    text = data.decode(name, errors="replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(name.removesuffix("-sig")))
    if len(_UNSEEN.findall(text)) * 20 > len(text):
        raise Unreadable(f"{file}: not a report format this reads (binary data).", _REMEDY)
    return Decoded(text, _replaced(lost, file) if lost > 0 else ())


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of mostly Latin text is zero."""
    sample = data[:4000]
    if len(data) % 2 or len(sample) < 4:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[offset::2].count(0)
        if zeros * 10 > len(sample) * 4 and sample[1 - offset :: 2].count(0) * 50 < len(sample):
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                return None
    return None


def _binary(data: bytes) -> bool:
    """Whether the bytes hold control characters no text file has (a few stray ones are forgiven)."""
    sample = data[:_SAMPLE]
    unseen = sum(map(sample.count, (bytes([byte]) for byte in (*range(9), *range(14, 32)))))
    return sample.count(0) * 1000 > len(sample) or unseen * 50 > len(sample)


def _damaged(data: bytes, file: str) -> Decoded | None:
    """UTF-8 with a few broken bytes: read, each shown as U+FFFD, and said so. None: it is no UTF-8."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    sound = sum(1 for char in text if ord(char) > 127) - lost
    return Decoded(text, _replaced(lost, file)) if sound > 4 * lost else None


def _replaced(lost: int, file: str) -> tuple[Problem, ...]:
    return (
        Problem(
            "ingest",
            "warning",
            f"{file}: {lost} characters could not be decoded and are shown as \ufffd.",
            "Save the file again as UTF-8 from the program it came from.",
        ),
    )


def _guessed(data: bytes, file: str) -> Decoded:
    """Text in an older encoding; said as a warning, since a guess can be wrong."""
    name = _western(data[:_SAMPLE])
    if name is None:
        best = from_bytes(data[:_SAMPLE]).best()
        if best is None:
            raise Unreadable(f"{file}: the encoding of this text cannot be told.", _REMEDY)
        name = best.encoding
    problem = Problem(
        "ingest",
        "warning",
        f"{file}: not UTF-8; read as {name.replace('_', '-')}.",
        "If quotes or accents look wrong in the rows, save the file as UTF-8.",
    )
    return Decoded(data.decode(name, errors="replace"), (problem,))


def _western(data: bytes) -> str | None:
    """The Western European encoding whose reading looks like prose, or None."""
    if sum(byte > 127 for byte in data) * 4 > len(data):
        return None  # another script: in Western prose accents are few
    best: tuple[float, str] | None = None
    for name in _WESTERN:
        text = data.decode(name, errors="replace")
        beyond = [char for char in text if ord(char) > 127]
        usual = sum(char in _USUAL for char in beyond)
        score = (usual - 2 * len(_MISPLACED.findall(text))) / max(1, len(beyond))
        if score > 0.6 and (best is None or score > best[0]):
            best = (score, name)
    return best[1] if best else None
