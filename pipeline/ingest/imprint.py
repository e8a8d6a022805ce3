"""Lines that head nothing: when, where or under which number a report came out, and bare values."""

from __future__ import annotations

import re

LONGEST = 300  # letters of such a line
MOST_WORDS = 16
_DAY = r"\d{1,2}(?:st|nd|rd|th|er)?"
_MONTH = (  # of English, French and Spanish; in capitals three letters are an acronym ("MAR 2013")
    r"(?![A-Z]{3}\b)(?i:jan(?:uary|vier)?|enero?|feb(?:ruary|rero)?|f[eé]v(?:rier)?|mar(?:ch|s|zo)?|a[pv]r(?:il)?"
    r"|abr(?:il)?|mayo?|mai|june?|junio|juin|july?|julio|juillet|aug(?:ust)?|ao[uû]t|ago(?:sto)?"
    r"|sept?(?:i?emb(?:er|re))?|oct(?:ober|obre|ubre)?|nov(?:i?emb(?:er|re))?|d[eé]c(?:emb(?:er|re))?"
    r"|dic(?:iembre)?)\.?,?"
)
_YEAR = r"(?:19|20)\d\d"
_FULL_DATE = (
    rf"(?:{_DAY}\s+(?:de\s+)?{_MONTH}\s+(?:de\s+)?{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
)
_DATE = re.compile(rf"{_FULL_DATE}|(?:{_MONTH}\s+(?:de\s+)?)?{_YEAR}(?:\s*[-–/]\s*\d{{2,4}})?|{_MONTH}")
_PLACE_AND_DATE = re.compile(
    rf"[^\s,]+(?:\s[^\s,]+){{0,2}}\s?,\s*(?:[^\W\d_]+day,?\s+)?(?:\d{{2}}\s+)?{_FULL_DATE}"
)
_CODE = re.compile(r"(?=\S*\d)[A-Z]{2,}[\w.]*/[\w./-]+|[A-Z]{1,4}-?\d{3,}[\w./-]*")
_VALUE = re.compile(  # "Score: 2", "USD 6.4 bn"
    r"[^\W\d_]+(?:\s[^\W\d_]+)?\s?:\s*\d[\d.,/]*"
    r"|(?:[A-Z]{0,3}[$€£]\s?|[A-Z]{3}\s?(?=\S+\s?(?i:m|mn|bn|k|million|billion|thousand)\b))\d[\d.,]*(?:\s?[^\W\d_]+)?"
)
_FIELD = re.compile(
    r"(?:publisher|published|authors?|date|source|isbn|contact|reference)\s*:\s*\S",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")
_BAR = re.compile(r"\s[|·•]\s")


def is_imprint(text: str) -> bool:
    """Whether a line is a date, a place with one, a code, an address, a value, or such set behind bars."""
    text = text.strip("() ")
    if len(text) > LONGEST:
        return False
    if _ADDRESS.search(text) or _DATE.fullmatch(text) or _CODE.fullmatch(text) or _VALUE.fullmatch(text):
        return True
    if len(text.split()) > MOST_WORDS:
        return False
    parts = _BAR.split(text)
    return (
        (len(parts) > 1 and any(_DATE.fullmatch(part) or _CODE.fullmatch(part) for part in parts))
        or _PLACE_AND_DATE.fullmatch(text) is not None
        or _FIELD.match(text) is not None
    )
