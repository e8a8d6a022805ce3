"""Lines that tell whom to ask and who holds the rights, and say nothing of the organisation."""

from __future__ import annotations

import re

_LONGEST = 400  # characters
_ASKS = re.compile(r"\b(?:should|must|needs? to|recommend\w*|ought)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|©|\ball rights reserved\b|\b(?:tel|telephone|phone|fax)\b\W{0,3}[+(\d]"
    r"|^\W*(?:https?://|www\.)\S+\W*$"
    r"|^\W*(?:for (?:more|further) information|contacts?\b|e-?mail\b|website\b|web\b|visit\b"
    r"|available (?:at|from)\b).*(?:https?://|www\.)",
    re.IGNORECASE | re.DOTALL,
)


def is_imprint(text: str) -> bool:
    """Whether a paragraph is an address, telephone number, web page or copyright notice."""
    return len(text) <= _LONGEST and bool(_TELLS.search(text)) and not _ASKS.search(text)
