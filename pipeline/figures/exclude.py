"""Where numbers are no figures: dates, years, codes, names, addresses, citations, list numbers.

`masked` gives spans in which no number is looked at again; a year keeps its span so that it can
become a figure's period. Judgements that need what follows a number ("2000 people") are taken
where figures are built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pipeline.figures.currencies import mentions_in
from pipeline.figures.legends import legend_bands
from pipeline.figures.lexicon import alternatives, currency_codes, load, words
from pipeline.model import Span

_MONTH = alternatives(words("names", "months"))
_FIXED = alternatives(words("names", "fixed", "phrases"))
_STREET = alternatives(words("names", "street"))

_NUMBER_CODE = r"[0-9]+(?:\.[0-9]+)*[a-z]?(?![\w%])"
_LIST_OF_CODES = (
    rf"{_NUMBER_CODE}(?:(?:\s*(?:,|,?\s+and|,?\s+or|&|/|\+)\s*|\s*[-–—]\s*|\s+to\s+|\s+through\s+)"
    rf"(?:{_NUMBER_CODE})(?!\s*(?:%|per\s?cent|million|billion|thousand|percentage)))*"
)

_PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # addresses of the web, e-mail, identifiers of publications
        (r"(?:https?://|ftp://|www\.)\S+", re.IGNORECASE),
        (r"(?<!\S)\S{1,64}@\S{1,80}\.[a-z]{2,}\S*", re.IGNORECASE),
        (
            r"(?<![\w.-])[\w.-]{1,120}\.(?:org|int|com|net|edu|gov|info|pdf|html?|aspx?|php|docx?|xlsx?)\b(?:/\S*)?",
            re.IGNORECASE,
        ),
        (r"\b(?:doi:?\s*)?10\.\d{4,9}/\S+", re.IGNORECASE),
        (r"\b(?:ISBN|ISSN)(?:-1[03])?:?\s*[\dX][\dX -]{6,20}", re.IGNORECASE),
        (
            r"(?<!\S)(?=\S{0,300}%(?:[0-9][A-F]|[A-F][0-9]|[2-7][0-9](?=[A-Za-z/&=%])))\S{0,300}?%[0-9A-F]{2}\S*",
            0,
        ),
        # dates and times of day
        (
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:[-–—]|to|and|&)\s*\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?:{_MONTH})"
            rf"(?!\w)(?:,?\s+(?:1[89]|20)\d\d)?",
            0,
        ),
        (
            rf"\b(?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:[-–—]|to|and)\s*(?:(?:{_MONTH})\s+)?\d{{1,2}}"
            rf"(?:st|nd|rd|th)?)?(?![\w%]|[.,]\d|\s*(?:per\s?cent|percent|million|billion|%))(?:,\s*(?:1[89]|20)\d\d)?",
            0,
        ),
        (r"(?<![\w/.])\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}(?![\w/]|[.,]\d)", 0),
        (r"(?<![\w/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/])", 0),
        (
            r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?|hours\b|hrs\b|GMT|CET|UTC)|\b\d{1,2}\s*[ap]\.?m\b\.?(?=\W|$)",
            re.IGNORECASE,
        ),
        (r"\b(?:at|from|until|till|by)\s+\d{1,2}:\d{2}\b(?:\s*[-–—]\s*\d{1,2}:\d{2})?", re.IGNORECASE),
        # telephone numbers and postal addresses
        (r"\b(?:tel|phone|fax|telephone|mobile|cell)\b\.?\s*:?\s*[+(]?[\d][\d\s().+/-]{5,24}", re.IGNORECASE),
        (r"(?<![\w])\+\d{1,3}[\s().-]{0,2}\d[\d\s().-]{6,18}\d", 0),
        (r"\(\d{3}\)\s*\d{3}[-\s]\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|\b1-800-\d{3}-\d{4}\b", 0),
        (
            r"\bP\.?\s?O\.?\s?Box\s+\d+|\b(?:B\.?P\.?|Postfach|Casella\s+Postale|C\.?P\.?|Apartado)\s+\d{2,6}\b",
            re.IGNORECASE,
        ),
        (
            rf"\b\d{{1,5}}[a-z]?(?:\s*[-–]\s*\d{{1,4}})?,?\s+(?:[A-ZÀ-Þ][\w'’-]*\s+){{0,3}}?(?i:{_STREET})(?!\w)(?-i:(?:\s+(?:d[eu]s?|la|le|of)\b)*(?:\s+[A-ZÀ-Þ][\w'’-]*)*(?:,\s*\d{{4,5}}(?:\s+[A-ZÀ-Þ][\w'’-]*)*)?)",
            0,
        ),
        (r"\b[A-Z]{1,2}-\d{4,5}\b", 0),
        # references
        (r"\bet\s+al\.?,?\s*\(?\d{4}[a-z]?\)?", 0),
        (
            r"\b\d{1,4}\s?\(\d{1,3}(?:[-–/]\d{1,3})?\)\s?[:,]\s*(?:pp?\.\s*)?[A-Z]?\d+(?:\s*[-–]\s*[A-Z]?\d+)?",
            0,
        ),
        (r"\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]|\[footnote\s+\d+\s*\]", re.IGNORECASE),
        (r"\b(?:footnotes?|endnotes?|notes?|ibid\.?,?|op\.\s*cit\.?,?)\s+\d+\b", re.IGNORECASE),
        # fixed names, scales, resolutions
        (rf"(?<![\w-])(?:{_FIXED})(?![\w-])", re.IGNORECASE),
        (
            r"\b(?:resolutions?|decisions?)\s+[A-Z]*/?[\w.]+(?:/[\w.]+)*(?:\s*\((?:[IVXLC]+|\d{4})\))?",
            re.IGNORECASE,
        ),
        (
            r"(?<![\w.()/-])(?=[\w.()-]{0,60}[A-Za-z])(?=[\w.()/-]{0,120}[0-9])[\w.()-]{1,60}(?:/[\w.()-]{1,60}){2,}",
            0,
        ),
        (r"(?<![\w/])[A-Z][A-Za-z.]*/(?:[A-Z]+/)*[\w.]*\d[\w./-]*", 0),
        # numbering at the start of a line or inside one: "1.", "3.2.1", "(4)", "1) Resilience"
        (r"(?m)^[\s•▪–-]*\(?\d{1,3}(?:\.\d{1,2})*[.)](?=\s)", 0),
        (r"(?<=[:;,.]\s)\(?\d{1,2}[.)](?=\s+[A-Za-z“])", 0),
        (r"(?<![\w(])\d{1,2}\)(?=\s)", 0),
        (r"\(\d{1,2}\)(?=\s+[a-z])(?=[^()]{3,200}\(\d{1,2}\))", 0),
        (r"(?<!\w)(?:#|№|§{1,2}|N[o°º]\.?)\s?\d+(?:\.\d+)*(?:\s*[-–,&]\s*\d+)*", 0),
        (r"(?<=[a-z]\.)\s[1-9](?=\s[A-Z][a-z])", 0),  # a footnote's marker after the stop
        # scales people are asked on, and legends
        (
            r"(?<![\w.])\d\s?[=:–-]?\s?[A-Z][a-z]+(?:\s[a-z]+){0,3}(?:[,;]\s+\d\s?[=:–-]?\s?[A-Z][a-z]+(?:\s[a-z]+){0,3}){2,}",
            0,
        ),
        (
            r"\b(?:scale|range|ranges|ranging|rated|graded|scored|grades|ratings?|scores?)\s+(?:of|from|is|was|between)?\s*\(?(?:zero|one|0|1)(?:\s*\([^)]{1,40}\))?\s*(?:to|[-–—]|through|and)\s*(?:\d{1,3}|four|five|six|seven|ten)(?!\s?%|\d|\s+per\s?cent|\s+(?:million|billion)|[.,]\d)(?:\s*\([^)]{1,40}\))?",
            re.IGNORECASE,
        ),
        (r"\(\s*[<>≤≥]?\s*\d{1,3}(?:[.,]\d{1,3})?\s*(?:[-–—]|to)\s*\d{1,3}(?:[.,]\d{1,3})\s*\)", 0),
        # powers of ten, margins of error
        (r"±\s?\d[\d.,]*", 0),
        (r"(?<![\d.,])\d[\d.,]*\s?[×x*]\s?10\s?\^?[-−–⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?![\d.,]*\d)", 0),
        # chapters of laws, times ("14:30"), dimensions
        (r"\b\d{1,2}:[0-5]\d:[0-5]\d\b", 0),
    )
)

# "3.1 Relevance" at the start of a line; "1.0 Swiss francs" is none
_HEADING_NUMBER = re.compile(r"(?m)^[ \t]*\d{1,2}(?:\.\d{1,2})+\.?(?=[ \t]+[A-Z])")
# generations and editions of names: "Gavi 5.0", "Web 2.0"
_EDITION = re.compile(
    r"\b(?P<word>[A-Z][\w-]*)\s+\d\.\d(?=\s|[.,;:)]|$)"
    r"(?!\s*(?:%|per\s?cent|percent|million|billion|trillion|thousand|crore|lakh|mio|mrd|mln|out\s+of|/|bn|mn|m\b|times|points?|years?|months?|"
    r"days?|hours?|weeks?|tonnes?|tons?|km|kg|hectares?|ha\b|on\s+(?:a|the)|percentage))"
)

_NAME_NUMBER = re.compile(
    r"(?<![\w-])(?P<word>[A-Za-zÀ-ÿ][\w’'-]*[.°º]?)(?:\s+(?i:no\.?|number|nos\.?|nr\.?|n°))?(?:\s+|\s?#\s?|(?<=\w)[-‑])#?(?=[0-9])"
)
_LIST = re.compile(_LIST_OF_CODES, re.IGNORECASE)
_ALWAYS = words("names", "always")
_USUALLY = words("names", "usually") - _ALWAYS
_VERBS = words("names", "verbs") - _USUALLY
_QUALIFIERS = frozenset(
    word for phrases in load("context")["qualifier"].values() for phrase in phrases for word in phrase.split()
)
_SCORED = frozenset(
    {"score", "scored", "rating", "rated", "index", "average", "mean", "median", "total", "gini"}
)
_YEAR = r"(?:1[89]\d\d|20\d\d|21[0-4]\d)"
YEARS = re.compile(
    rf"(?:(?<![\w.,/$£€-])|(?<=\b(?:end|mid)-))(?P<fiscal>(?:FY|CY|FYs|fiscal\s+years?|financial\s+years?|biennium|school\s+year)\s*[-']?\s*)?"
    rf"(?P<first>{_YEAR})(?:\s*(?:[-–—/]|\bto\b|\bthrough(?:\s+to)?\b|\buntil\b|\band\b)\s*(?:(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+)?(?P<second>{_YEAR})"
    rf"|\s?[-–—/]\s?(?P<short>\d{{2}}(?=[^\w.,%]|[.,](?!\d)|$)))?(?![\w%]|[.,]\d|/\d)",
    re.IGNORECASE,
)
SHORT_FISCAL = re.compile(r"\bFYs?\s?['’]?(?P<first>\d{2})(?:\s?[-–—/]\s?(?:FY)?(?P<second>\d{2}))?(?![\d%])")
_YEAR_TO_YEAR = re.compile(r"\s+(?:and|to)\s+")
_COUNTED_NEXT = re.compile(
    r"\s+(?:(?!and\b|or\b|of\b|to\b|in\b|is\b|are\b|was\b|has\b|on\b|by\b|for\b|the\b|this\b|as\b)[a-z][\w-]+\s+){0,2}?(?!is\b|was\b|has\b|this\b|as\b|thus\b|focuses\b|includes\b|aims\b|addresses\b|provides\b|seeks\b|covers\b|supports\b|refers\b|relates\b|concerns\b|states\b|calls\b|requires\b|sets\b|shows\b|describes\b|outlines\b|presents\b|remains\b|involves\b|always\b|progress\b|towards\b|focus\b|across\b|process\b|business\b)[a-z][a-z-]*[a-z](?:s|people|women|men|children|staff)\b"
)
_FIRST = re.compile(_NUMBER_CODE, re.IGNORECASE)
_RANGED = re.compile(r"\s*(?:[-–—]|to\b|through\b)")
_UNIT_NEXT = re.compile(r"\s*(?:%|per\s?cent|percent|million|billion|thousand|percentage)", re.IGNORECASE)


def masked(text: str) -> tuple[Span, ...]:
    """Spans, sorted and merged, in which no number is a figure; years are not among them."""
    spans = [Span(*match.span()) for pattern in _PATTERNS for match in pattern.finditer(text)]
    spans += [*_names(text), *legend_bands(text)]
    spans += [Span(*match.span()) for match in _EDITION.finditer(text) if _may_have_editions(match["word"])]
    spans += [
        Span(*match.span()) for match in _HEADING_NUMBER.finditer(text) if not _priced(text, match.end())
    ]
    return merged(spans)


def _priced(text: str, at: int) -> bool:
    """Whether a currency follows."""
    rest = text[at : at + 40]
    return any(not rest[: mention.start].strip() for mention in mentions_in(rest))


def _names(text: str) -> Iterator[Span]:
    """ "Table 1", "Annexes 2 to 4", "KPIs 3, 4 and 7", with their whole list of numbers."""
    for match in _NAME_NUMBER.finditer(text):
        name = naming(match["word"].lower())
        listed = _LIST.match(text, match.end()) if name else None
        first = _FIRST.match(text, match.end()) if listed else None
        if name is None or listed is None or first is None or _UNIT_NEXT.match(text, first.end()):
            continue
        group, plural = name
        end = listed.end() if plural or _RANGED.match(text, first.end()) else first.end()
        loose = group == "verb" or (group == "usually" and plural)
        alone = match["word"][0].islower() and end == first.end()
        if loose and alone and _COUNTED_NEXT.match(text, end):
            continue
        yield Span(match.start(), end)


def naming(word: str) -> tuple[str, bool] | None:
    """Whether a word makes the number after it a name: its group, and whether it is a plural."""
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    forms = ((word, False), (singular, True), (word.removesuffix("es"), True), (word.rstrip("."), False))
    last = word.rsplit("-", 1)[-1]  # "sub-output"
    for form, plural in (*forms, (last, False), (last.removesuffix("s"), True)):
        for group, known in (("always", _ALWAYS), ("usually", _USUALLY), ("verb", _VERBS)):
            if form in known:
                return group, plural and form != word
    return None


def _may_have_editions(word: str) -> bool:
    """Whether a word can be a name: no currency, no index, no word that merely opens a sentence."""
    low = word.lower()
    if word in currency_codes() or low in words("grammar", "stop") or low in _QUALIFIERS:
        return False
    return not word.endswith("I") and low not in _SCORED


def years_in(text: str) -> tuple[tuple[Span, int, int], ...]:
    """Every year or span of years of a text: its place, first and last year."""
    found: list[tuple[Span, int, int]] = []
    for match in YEARS.finditer(text):
        first = int(match["first"])
        second = _second_year(first, match["second"] or match["short"])
        if second is None:
            found.append((Span(match.start(), match.end("first")), first, first))
            continue
        found.append((Span(*match.span()), first, second))
    for match in SHORT_FISCAL.finditer(text):
        first = _century(int(match["first"]))
        last = _century(int(match["second"])) if match["second"] else first
        found.append((Span(*match.span()), first, last))
    return _joined(text, sorted(found))


def _joined(text: str, found: list[tuple[Span, int, int]]) -> tuple[tuple[Span, int, int], ...]:
    """The years, two spans told "between … and …" or "from … to …" made one: "2005–06 and 2012–13"."""
    kept: list[tuple[Span, int, int]] = []
    for span, first, last in found:
        if kept and kept[-1][1] < first and _YEAR_TO_YEAR.fullmatch(text, kept[-1][0].end, span.start):
            opening, start, _ = kept[-1]
            lead = text[max(0, opening.start - 9) : opening.start].lower().rstrip()
            if lead.endswith(("between", "from")):
                kept[-1] = (Span(opening.start, span.end), start, last)
                continue
        kept.append((span, first, last))
    return tuple(kept)


def _century(short: int) -> int:
    return 2000 + short if short < 70 else 1900 + short


def _second_year(first: int, second: str | None) -> int | None:
    """The closing year of "2015/16" or "2017–2019", or None where it closes nothing."""
    if second is None:
        return None
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return last if first < last <= first + 60 else None


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans sorted, those that touch made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)


def inside(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether some span of a sorted, merged sequence overlaps `start` to `end`."""
    index = bisect_right(spans, start, key=lambda span: span.end)
    return index < len(spans) and spans[index].start < end
