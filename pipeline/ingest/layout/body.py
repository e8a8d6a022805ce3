"""How the running text of a document is set: what headings and leads stand out from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.ingest.layout.printed import Style


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a document is set."""

    size: float
    bold: bool
    colour: int

    def far(self, colour: int) -> bool:
        """Whether a colour differs from the body's to the eye; greys and blacks do not."""
        return far(colour, self.colour) and _chroma(colour) > 24


def body_of(styles: Counter[Style]) -> Body:
    """The type most of a document is set in."""
    sizes: Counter[float] = Counter()
    for style, letters in styles.items():
        sizes[round(style.size * 2) / 2] += letters
    size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 10.0
    near = {style: letters for style, letters in styles.items() if abs(style.size - size) <= 0.5}
    bold = sum(n for style, n in near.items() if style.bold) > 0.5 * sum(near.values())
    colours: Counter[int] = Counter()
    for style, letters in near.items():
        colours[style.colour] += letters
    return Body(size, bold, max(colours, key=lambda c: (colours[c], -c)) if colours else 0)


def far(a: int, b: int) -> bool:
    """Whether two colours differ to the eye."""
    return sum(abs((a >> shift & 0xFF) - (b >> shift & 0xFF)) for shift in (0, 8, 16)) > 90


def _chroma(colour: int) -> int:
    parts = [colour >> shift & 0xFF for shift in (0, 8, 16)]
    return max(parts) - min(parts)
