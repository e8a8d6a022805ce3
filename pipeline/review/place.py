"""Where a text stands in a report's canonical text."""

from __future__ import annotations

import re
from typing import NamedTuple


class Place(NamedTuple):
    """Start and end (excluded), in code points."""

    start: int
    end: int

    @classmethod
    def of(cls, text: str, canonical: str, near: int | None = None) -> Place | None:
        """Where `text` stands, white space apart: nearest to `near`, else if it stands there once."""
        words = text.split()
        if not words or not canonical:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        places = [cls(*match.span()) for match in pattern.finditer(canonical)]
        if not places or (near is None and len(places) > 1):
            return None
        return min(places, key=lambda place: abs(place.start - (near or 0)))
