"""Text that only announces what follows ("The following recommendations emerge …") or tells of nothing."""

from __future__ import annotations

import re

from pipeline.phrases import fold

_INTRO = re.compile(
    r"\b(?:the following|these following|below\W*$|(?:given|shown|described|outlined|detailed) below|"
    r"following \w+ (?:are|is|were)|as follows|set out|listed|presented|summari[sz]ed|grouped|organi[sz]ed|"
    r"this section|this chapter)\b"
)
_SPEAKS_OF = re.compile(
    r"\b(?:contain|make|made|present|include|offer|set|issue|address|result|lead|led|give|provide)\w*\b[^.]{0,50}"
    r"\brecommendations\b(?!\s+(?:made|of the previous|from))"
)
_NOTHING = re.compile(r"(?:none|nil|no|n\s?/?\s?a|not applicable)?\W*(?:\w+\W*)?$", re.IGNORECASE)
_LONGEST = 45  # words


def introduces(text: str) -> bool:
    """Whether a paragraph only announces what follows."""
    plain = fold(text)
    short = len(plain.split()) <= _LONGEST
    asks = re.search(r"\b(?:should|must|needs? to|is recommended)\b", plain)
    if asks is None and short and _SPEAKS_OF.search(plain):
        return True
    return plain.endswith(":") or (short and bool(_INTRO.search(plain)))


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing: "None identified.", "N/A"."""
    return _NOTHING.match(text) is not None
