"""Words of change: which way a figure tells that something went."""

from __future__ import annotations

import re

from pipeline.figures.lexicon import alternatives, words

_UP = words("context", "direction", "increase")
_DOWN = words("context", "direction", "decrease")
CHANGE = re.compile(
    rf"\b(?:{alternatives(_UP | _DOWN | words('context', 'direction', 'change'))})\b", re.IGNORECASE
)
