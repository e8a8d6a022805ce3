"""What language a document is in, block by block: the rules of the later stages read English.

Prose is told by its small words, other scripts by their letters. Only where neither speaks, and the
words are not those of the report's English, is the statistical model asked: it takes most of a second
to load.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from pipeline.model import BODY_KINDS, Block, Document, Table
from pipeline.problems import Problem

ENGLISH = "en"
LONG_ENOUGH = 8  # words: fewer tell no language by themselves
_ENOUGH_FOR_MODEL = 20  # words
_FEWEST = 12  # words of prose, by which a list of references or a formula is none
_SURE = 0.98  # of the model's answer
_WORTH_TELLING = 40  # words left in another language
_MINOR = 0.01  # share of a foreign document in English that is only titles and names

# Small words that a language uses all the time and the others here (almost) never.
_SMALL = {
    "en": "the of and to in is that for with was are be this which it from by at its has have not been "
    "were their will as on an or these should also",
    "fr": "le la les des et du une dans est pour que qui sur au aux par avec pas ce cette ses été sont "
    "ont plus leur leurs ou en un d l",
    "es": "el la los las del y una que por con para se es al lo como más su sus sobre este esta han "
    "sido entre en un ha son",
    "pt": "os as da do das dos e uma que por com para não em no na nos nas ao pela pelo foi são um sua "
    "seu mais",
    "it": "il la lo gli di ha ma i della dei delle e una che per con non di è sono nel "
    "nella alla dal del un le si anche",
    "de": "der die das und den dem des ein eine einer ist nicht mit für von auf zu im werden wird sich "
    "auch bei als hat haben im ihre durch",
    "nl": "de het een en van dat die niet met voor zijn op te aan wordt worden bij ook naar door uit",
    "sv": "och att det som en på är av för med till den har inte om ett",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words_of_it in _SMALL.items():
    for _small_word in set(_words_of_it.split()):
        _LANGUAGES_OF.setdefault(_small_word, []).append(_language)
_SCRIPTS = {
    "ru": "\u0400-\u04ff",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af",
    "zh": "\u4e00-\u9fff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
    "he": "\u0590-\u05ff",
    "th": "\u0e00-\u0e7f",
}
_OTHER_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_NAMES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "zh": "Chinese",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def with_language(document: Document) -> Document:
    """The document with its language, that of blocks in another, and what a person should know of it.

    A document counts as being in the language most of its words are in. In one that is not
    English, a few English titles and names make no English part.
    """
    text = document.text
    told = {(b.start, b.end): _by_words(text[b.start : b.end]) for b in _leaves(document)}
    untold = {span: _prose(text[span[0] : span[1]]) for span, language in told.items() if language is None}
    untold = {span: own for span, own in untold.items() if len(own) >= _FEWEST}
    english = [text[start:end] for (start, end), language in told.items() if language == ENGLISH and untold]
    known = _prose(" ".join(english))
    for (start, end), own in untold.items():
        if len(own & known) * 2 < len(own):
            told[start, end] = _by_model(text[start:end])
    counts: Counter[str] = Counter()
    for (start, end), language in told.items():
        if language is not None:
            counts[language] += _words(document.text[start:end])
    main = max(sorted(counts), key=lambda language: counts[language]) if counts else _of_all(document)
    if main != ENGLISH and counts[ENGLISH] < _MINOR * sum(counts.values()):
        told = {span: None if language == ENGLISH else language for span, language in told.items()}
    filled = _between(told)
    blocks = tuple(_with(block, filled, main) for block in document.blocks)
    tables = tuple(_table_with(table, filled, main) for table in document.tables)
    marked = replace(document, language=main, blocks=blocks, tables=tables)
    return replace(marked, problems=(*document.problems, *_left(marked)))


def language_of(text: str) -> str | None:
    """The language of a stretch of prose (ISO 639-1), or None where it is too short or tells nothing."""
    return _by_words(text) or _by_model(text)


def _prose(text: str) -> set[str]:
    """The words of a text that stand in sentences: written small, and of some length."""
    return {word for word in _WORD.findall(text) if len(word) > 3 and word.islower()}


def _by_words(text: str) -> str | None:
    """The language that letters or small words tell."""
    if _OTHER_SCRIPT.search(text):
        for language, letters in _SCRIPTS.items():
            found = len(re.findall(f"[{letters}]", text))
            if found > 3 and found * 2 > sum(map(str.isalpha, text)):
                return language
    words = _WORD.findall(text.lower())
    if len(words) < LONG_ENOUGH:
        return None
    hits = _hits(words)
    first, second = sorted(hits, key=lambda language: (-hits[language], language))[:2]
    if hits[first] > 2 and hits[first] > 0.15 * len(words) and hits[first] > 1.5 * hits[second]:
        return first
    short = len(words) < _ENOUGH_FOR_MODEL or hits[ENGLISH] > 0.1 * len(words)
    return ENGLISH if short and hits[ENGLISH] > 2 and hits[ENGLISH] >= hits[first] else None


def _hits(words: Iterable[str]) -> dict[str, int]:
    """How many of some words are small words of each language."""
    hits = dict.fromkeys(_SMALL, 0)
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            hits[language] += 1
    return hits


def _by_model(text: str) -> str | None:
    """The language that the statistical model is sure of, asked for long prose without English words."""
    words = _WORD.findall(text)
    hits = _hits(word.lower() for word in words)
    if len(words) < _ENOUGH_FOR_MODEL or hits[ENGLISH] > 0.1 * len(words):
        return None
    if sum(word[:1].islower() for word in words) < 0.6 * len(words):
        return None  # names of countries, organisations or people are in no language
    language, sure = _model()(text[:3000])
    return language if sure > _SURE and (max(hits.values()) < 0.08 * len(words) or language in hits) else None


@cache
def _model() -> Callable[[str], tuple[str, float]]:
    """The statistical model, told to consider the languages reports are published in."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loaded only where asked

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    languages = "en fr es pt it de nl sv da no fi pl cs hu ro tr ru uk ar fa zh ja ko id vi el hr sr bg sq az"
    identifier.set_languages(languages.split())

    def told(text: str) -> tuple[str, float]:
        language, sure = identifier.classify(text)
        return str(language), float(sure)

    return told


def _leaves(document: Document) -> list[Block]:
    """Every paragraph of the document, those of table cells included, in order."""
    cells = (cell.blocks for table in document.tables for cell in table.cells)
    body = (block for block in document.blocks if block.kind in BODY_KINDS and block.kind != "table")
    return sorted(chain(body, chain.from_iterable(cells)), key=lambda block: block.start)


def _of_all(document: Document) -> str | None:
    """The language of a document whose blocks are too short to tell alone: start, middle, end."""
    text = document.text
    middle = len(text) // 2
    windows = (text[:2000], text[max(0, middle - 1000) : middle + 1000], text[-2000:])
    found = Counter(language for window in windows if (language := language_of(window)) is not None)
    return found.most_common(1)[0][0] if found else None


def _between(told: dict[tuple[int, int], str | None]) -> dict[tuple[int, int], str | None]:
    """Short blocks between two of one language are in it too (a heading, a cell)."""
    spans = list(told)
    before: list[str | None] = []
    last: str | None = None
    for span in spans:
        last = told[span] or last
        before.append(last)
    filled = dict(told)
    following: str | None = None
    for number in range(len(spans) - 1, -1, -1):
        following = told[spans[number]] or following
        if told[spans[number]] is None and before[number] == following:
            filled[spans[number]] = following
    return filled


def _with(block: Block, told: dict[tuple[int, int], str | None], main: str | None) -> Block:
    language = told.get((block.start, block.end))
    return replace(block, language=language) if language not in {None, main, block.language} else block


def _table_with(table: Table, told: dict[tuple[int, int], str | None], main: str | None) -> Table:
    if not any(told.get((b.start, b.end), main) not in {None, main} for c in table.cells for b in c.blocks):
        return table
    cells = tuple(
        replace(cell, blocks=tuple(_with(block, told, main) for block in cell.blocks)) for cell in table.cells
    )
    return replace(table, cells=cells)


def _left(document: Document) -> tuple[Problem, ...]:
    """What is not in English, and what that means."""
    left: dict[str, list[Block]] = {}
    read = 0
    for block in _leaves(document):
        if document.in_english(block):
            read += _words(document.text[block.start : block.end])
        else:
            left.setdefault(block.language or document.language or "", []).append(block)
    problems = []
    for language, blocks in left.items():
        words = sum(_words(document.text[block.start : block.end]) for block in blocks)
        if words < _WORTH_TELLING and language != document.language:
            continue
        where = _pages(document, blocks)
        name = _NAMES.get(language, f"language {language}")
        if read and language == document.language:
            said = f"{document.file}: mostly in {name} ({words} words{where}); only its English was worked."
        elif read:
            said = f"{document.file}: {words} words{where} are in {name} and were left; the rest was worked."
        else:
            said = (
                f"{document.file}: in {name} ({words} words{where}); no findings or figures were looked for."
            )
        remedy = (
            "Put its English edition into raw/, or read these parts by hand: the rules read English only."
        )
        problems.append(Problem("ingest", "warning", said, remedy, min(b.page or 0 for b in blocks) or None))
    return tuple(problems)


def _pages(document: Document, blocks: Iterable[Block]) -> str:
    """The pages of some blocks in words ("" for formats without pages)."""
    pages = sorted({block.page for block in blocks if block.page is not None})
    if not pages:
        return ""
    if len(pages) == len(document.pages):
        return f", {len(pages)} pages" if len(pages) > 1 else ""
    return f" on page{'s' if len(pages) > 1 else ''} {_ranges(pages)}"


def _ranges(numbers: Sequence[int]) -> str:
    """Whole numbers in words: 1-3, 5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, ends)) for ends in ranges)


def _words(text: str) -> int:
    return len(text.split())
