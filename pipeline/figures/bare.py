"""Numbers that stand alone and still count: "45 were rated", "two of these", "deaths (275)"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.figures.counted import counted_after, of_them, plural
from pipeline.figures.exclude import naming
from pipeline.figures.lexicon import alternatives, load, words
from pipeline.figures.reading import Reading

_SPELLED = alternatives(word for group in ("units", "teens", "tens") for word in load("numbers")[group])
_OF_THE = re.compile(
    r"(?:\s+out)?\s+of\s+(?:(?:the|these|those|its|their|our|all|his|her|them|which|whom|such)\b"
    rf"|(?=[0-9])|(?=(?:{_SPELLED})\s))",
    re.IGNORECASE,
)
_VERB = re.compile(rf"\s+(?:{alternatives(words('grammar', 'verbs'))})\b", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:^|[.;:,(–—]\s*|\b(?:and|while|whereas|only|but|which|whom|these|them|just|about|approximately|over|another|of)\s+)$",
    re.IGNORECASE,
)
_OUT_OF_BEFORE = re.compile(r"\b[0-9][0-9,]*\s+(?:out\s+)?of\s+(?:the\s+|a\s+total\s+of\s+)?$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:^|[.;:,–—]\s*|\b(?:of\s+(?:which|whom|these|them|those),?|and|while|whereas|only|but)\s+)"
    r"(?:(?:some|about|around|approximately|nearly|almost|over|more\s+than|at\s+least|a\s+further|another)\s+)?$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:numbers?|target|goal|quota|baseline|ceiling|total|totals|count|enrolment|membership|attendance|caseload|headcount|staffing|strength|tally|quota|sample\s+size)\b"
    r"[^.;:]{0,90}?\b(?:was|is|were|are|be|been|reached|reaching|reaches|stood\s+at|stands\s+at|totall?ed|totall?ing|amounted\s+to|to|at|by|equals?|exceeded|exceeds|of)\s+"
    r"(?:(?:about|around|approximately|just|only|over|under|nearly|almost|some|a\s+total\s+of|more\s+than|less\s+than|at\s+least|up\s+to)\s+)*$",
    re.IGNORECASE,
)
# "has tripled the staff of the unit to 36", "cut its indicators from 60 to 36"
_BROUGHT_TO = re.compile(
    r"\b(?:doubled|tripled|quadrupled|increas(?:ed|ing)|rais(?:ed|ing)|expand(?:ed|ing)|reduc(?:ed|ing)|cut|brought|bringing)\s+"
    r"(?:the|its|their|this|his|her)\s+(?:number\s+of\s+)?(?P<what>[a-z][^.;:,0-9]{2,70}?)\s+(?:from\s+[\w,]+\s+)?to\s+"
    r"(?:(?:about|around|just|only|over|nearly|almost|some|more\s+than|less\s+than|at\s+least)\s+)*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:$|[.,;)]+(?:\s|$)|\s(?:in|by|since|over|between)\b)")
# "in contrast to a planned 3,000", "partially agreed with the remaining 11"
_OTHERS_OF = re.compile(
    r"\b(?:(?:an?|the)\s+(?:initially\s+|originally\s+)?(?:planned|expected|targeted|projected|anticipated|intended|original)|the\s+remaining)\s+$",
    re.IGNORECASE,
)
_A_YEAR = re.compile(
    r"\s+(?:per|a|each|every)\s+(?:year|annum|month|week|day)\b|\s+annually\b", re.IGNORECASE
)
# a line of a fact box: "Support staff: 7", "Evaluators: Total 11"
_FACT = re.compile(r"^\W*(?:[A-Z][\w’'-]*\s+(?:[\w’'-]+\s+){0,3})?(?P<what>[A-Za-z]+):\s+(?:[Tt]otal:?\s+)?$")
_FACT_ENDS = re.compile(r"\s*(?:$|[.;]|\()")
_ONLY = re.compile(r"[–—,;:(]\s*(?:only|just)\s+$|\bthere\s+(?:are|were)\s+(?:only|just)\s+$", re.IGNORECASE)
_SOMEWHERE = re.compile(
    r"\s+(?:in|across|within|worldwide|globally|among|at)\b(?!\s+(?:19|20)\d\d)", re.IGNORECASE
)
# millions without a noun: "Admissions reached 2.1 million, exceeding …"
_LEVEL = re.compile(
    r"\b(?:reach(?:ed|es|ing)|number(?:ed|s|ing)|totall?(?:ed|ing)|(?:stood|stands|peaked)\s+at|(?:rose|fell|grew|dropped|increased|"
    r"amounted|climbed|declined|decreased)\s+to)\s+"
    r"(?:(?:about|around|approximately|nearly|almost|over|more\s+than|at\s+least|just|some|an\s+estimated)\s+)*$",
    re.IGNORECASE,
)
_SCORE_BEFORE = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|index|coefficient|averag(?:e|ed|ing)|mean|median|GPA)\b"
    r"(?:[^.;:,()]{0,40}?\b(?:of|was|is|were|at|value|reached|to|from|stood\s+at)|\s+value)?\s*[:=]?\s*(?:\(|(?:only|just|about|around|a|over|under|below|above|at|nearly)\s+)*$",
    re.IGNORECASE,
)
_INDEX_NAME = re.compile(
    r"\b[A-Z]{1,5}I\s*(?:\(\w+\)\s*)?"
    r"(?:(?:value|score)s?\b[^.;:,()]{0,40}?\b(?:of|was|is|at|to|from)|value|of|was|is|at|:|=|score\s+of)?\s*\(?$"
)
_IN_YEAR = re.compile(
    r"\s+(?:in|by|during|for|as\s+of|at\s+the\s+end\s+of|at\s+end)\s+(?:early\s+|late\s+|mid-?|fiscal\s+|FY\s?|the\s+)?(?:(?:[A-Z][a-z]{2,8}|end)\s+)?(?:19|20)\d\d\b"
)
_BEFORE_IN_YEAR = re.compile(
    r"\b(?:the|from|to|just|only|of|was|were|against|than|at|reached|with|over|about|nearly|almost|and|up|down|some|is|under|below|numbered|totall?ed|averaged|counted)\s+$|[,(–—]\s*$",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(rf"\s*(?:\d[\d,]*|(?:{_SPELLED}))(?=\s)", re.IGNORECASE)
_STATE = re.compile(
    rf"\s+(?:{alternatives(words('grammar', 'states', 'phrases'))})\b(?!\s+of\b)", re.IGNORECASE
)
_LISTED = re.compile(r"(?:^|[:;,(–—]\s*|\band\s+|\bwith\s+)$", re.IGNORECASE)
_LEGEND = re.compile(r"\s*=")
_NEXT_COUNT = re.compile(
    r"\s+(?P<word>in|for|from|at|on|with|among|by|as)\b[^.;:]{1,60}?(?:,|\band|;)\s+(?:and\s+|only\s+|another\s+)?",
    re.IGNORECASE,
)
_NEXT_SCORE = re.compile(
    r"\s+(?:for|on|in|against)\b[^.;:]*(?:\band|,)\s+(?:only\s+|just\s+|a\s+)?", re.IGNORECASE
)
_FOR_WHAT = re.compile(r"\s+(?:for|on|in|against)\b", re.IGNORECASE)
_MORE_THAN = re.compile(
    r"\s+(?:more|fewer|less)\s+than\s+(?:in|the|last|a\s+year|planned|expected)\b", re.IGNORECASE
)
_PAREN = re.compile(r"\((?:n\s?=\s?|N\s?=\s?|total:?\s)?$")
_PERCENTAGE_OF = re.compile(r"\bpercentages?\s+of\s+(?:about\s+|just\s+|only\s+)?$", re.IGNORECASE)
_SCORE_LINE = re.compile(r"\W*(?:scores?|ratings?)\s*[:=]\s*\S+\W*$", re.IGNORECASE)
# "4 million people gained access to water and 2.8 million to sanitation"
_NEXT_MILLIONS = re.compile(r"[^.;:]*?(?:,|\band)\s+(?:(?:about|over|nearly|almost|some|more\s+than)\s+)?")
_TO_WHAT = re.compile(r"\s+(?:to|in|for|from|with|through|by|on|at)\s+(?!19|20)[a-zA-Z]")
_NAMED_SCORE = re.compile(r"\s?(?:,|,?\s+and)\s+(?:[A-Za-z-]+\s+){1,3}(?:at\s+|\()?")
_ASIDE = re.compile(r"\s\([^()]{1,30}\)(?=\s[a-z])")
_N_EQUALS = re.compile(r"\(?\b[nN]\s?=\s?$")
_SCALE_AFTER = re.compile(
    r"\s+on\s+(?:a|an|the)\s+(?:(?:scale\s+(?:of|from)\s+(?:zero|one|0|1)\s*(?:to|[-–—])\s*(?P<top>\d{1,3}|four|five|six|ten))|(?P<points>\d{1,2}|four|five|six|seven|ten)[\s-]points?\b)",
    re.IGNORECASE,
)
_WORD_VALUES = {"four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def licensed(text: str, reading: Reading, before_it: Reading | None = None) -> Reading | None:
    """The reading with the kind its surroundings give it, or None where nothing is counted.

    `before_it` is the figure told before it: "scored 3 for results and 2 for cost".
    """
    if not reading.bare:
        return _scale_after(text, reading)
    if again := _again(text, reading, before_it):
        return again
    if _PERCENTAGE_OF.search(text, max(0, reading.start - 24), reading.start):
        return replace(reading, kind="percentage", unit="percent")
    if reading.number.plain_one or _LEGEND.match(text, reading.number.end):
        return None
    before = text[max(0, reading.start - 130) : reading.start]
    if scored := _scored(text, reading, before):
        return scored
    if not reading.number.whole or reading.value < 1 or reading.value_max is not None:
        return None
    if match := _OF_THE.match(text, reading.number.end):
        return replace(reading, kind="count", unit=_unit_of(text, match))
    if _anaphoric(before):
        return None
    if _NUMBER_OF.search(before) or _N_EQUALS.search(before):
        return replace(reading, kind="count", unit=_counted_noun(before))
    if _OTHERS_OF.search(before) and _ENDS.match(text, reading.number.end):
        unit = before_it.unit if before_it and before_it.kind == "count" else None
        return replace(reading, kind="count", unit=unit)
    if (fact := _FACT.match(before)) and _FACT_ENDS.match(text, reading.number.end):
        return replace(reading, kind="count", unit=fact["what"]) if _countable(fact["what"]) else None
    return replace(reading, kind="count") if _counts_alone(text, reading, before) else None


def _countable(word: str) -> bool:
    """Whether a word names things to count, and does not name what is numbered: no "Pages: 12"."""
    return plural(word) and naming(word.lower()) is None


def _again(text: str, reading: Reading, before_it: Reading | None) -> Reading | None:
    """The reading as one more of what was told before: "12 countries in Africa, 5 in Asia"."""
    gap = text[before_it.end : reading.start] if before_it else ""
    if before_it is None or reading.value_max is not None or len(gap) > 80:
        return None
    if before_it.kind == "count" and before_it.number.scale == reading.number.scale > 1:
        more = _NEXT_MILLIONS.fullmatch(gap) and _TO_WHAT.match(text, reading.number.end)
        return replace(reading, kind="count", unit=before_it.unit) if more else None
    if reading.number.scale != 1:
        return None
    if before_it.kind == "score" and reading.value <= 10:
        listed = bool(_NEXT_SCORE.fullmatch(gap) and _FOR_WHAT.match(text, reading.number.end))
        listed = listed or bool(
            not reading.number.whole and _NAMED_SCORE.fullmatch(gap)
        )  # "relevance 3.6, cost 2.4"
        told = replace(reading, kind="score", unit="points", scale_max=before_it.scale_max)
        return told if listed else None
    again = _NEXT_COUNT.fullmatch(gap) if before_it.kind == "count" and reading.number.whole else None
    if again and re.match(rf"\s+{again['word']}\s+(?:[A-Z]|[‘'“\"]?\w)", text[reading.number.end :][:20]):
        named = again["word"] == "as" or text[reading.number.end :].split(maxsplit=1)[1][:1].isupper()
        return replace(reading, kind="count", unit=before_it.unit) if named else None
    return None


def _counts_alone(text: str, reading: Reading, before: str) -> bool:
    """Whether a whole number without a noun counts: "45 were rated", "to 81 in 2023", "(275)"."""
    end = reading.number.end
    if aside := _ASIDE.match(text, end):
        end = aside.end()  # "86 (67 percent) were implemented"
    if _OUT_OF_BEFORE.search(before) or _MORE_THAN.match(text, end):
        return True
    if reading.value <= 1:
        return False
    if _VERB.match(text, end) and _SUBJECT.search(before[-32:]):
        return True
    if of_them(text, reading.start, end) or (_ONLY.search(before) and _SOMEWHERE.match(text, end)):
        return True
    if (brought := _BROUGHT_TO.search(before)) and _ENDS.match(text, end):
        return any(plural(word) for word in re.findall(r"[A-Za-z-]+", brought["what"]))
    if reading.number.scale >= 1000 and _A_YEAR.match(text, end):
        return True
    if _STATE.match(text, end) and _LISTED.search(before[-8:]) and reading.number.scale == 1:
        return True
    if reading.number.scale >= 1000 and _LEVEL.search(before) and _ENDS.match(text, end):
        return True
    if _IN_YEAR.match(text, end) and _BEFORE_IN_YEAR.search(before[-12:]):
        return True
    bracketed = _PAREN.search(before) and text[end : end + 1] == ")"
    return bool(bracketed) and _plural_before(before) and reading.value > 9


def _anaphoric(before: str) -> bool:
    return bool(
        re.search(
            r"\b(?:these|those|both|its|their|other|next|last|first|top|no\.?|number)\s+$",
            before,
            re.IGNORECASE,
        )
    )


def _scored(text: str, reading: Reading, before: str) -> Reading | None:
    """The reading as a score where the words before, or a scale after, say it is one."""
    if _SCORE_LINE.match(text) and not text[reading.number.end :].strip(" ."):
        return None  # "Score: 2" alone is a rating
    scaled = _SCALE_AFTER.match(text, reading.number.end)
    named = _SCORE_BEFORE.search(before) or _INDEX_NAME.search(before)
    if not (scaled or named) or reading.number.scale != 1:
        return None
    if (
        not scaled
        and reading.number.whole
        and (reading.value > 10 and not re.search(r"score|index", before[-60:], re.IGNORECASE))
    ):
        return None
    top = _top(scaled) if scaled else None
    return replace(reading, kind="score", unit="points", scale_max=top)


def _scale_after(text: str, reading: Reading) -> Reading:
    if (
        reading.kind == "score"
        and reading.scale_max is None
        and (match := _SCALE_AFTER.match(text, reading.end))
    ):
        return replace(reading, scale_max=_top(match))
    return reading


def _top(match: re.Match[str]) -> Decimal:
    top = (match["top"] or match["points"]).lower()
    return Decimal(_WORD_VALUES.get(top, 0) or int(top))


def _unit_of(text: str, match: re.Match[str]) -> str | None:
    """What "two of these Reviews" counts."""
    number = _NUMBER_WORD.match(text, match.end())
    found = counted_after(text, number.end() if number else match.end())
    return " ".join(text[found.start : found.end].split()) if found else None


def _counted_noun(before: str) -> str | None:
    """What "the number of participants … dropped to" counts."""
    match = re.search(r"\bnumbers?\s+of(?P<what>\s+.*)$", before, re.IGNORECASE | re.DOTALL)
    found = counted_after(match["what"], 0) if match else None
    return match["what"][found.start : found.end] if match and found else None


def _plural_before(before: str) -> bool:
    words_before = re.findall(r"[A-Za-z][\w'’-]*", before)
    return bool(words_before) and any(plural(word) for word in words_before[-6:])
