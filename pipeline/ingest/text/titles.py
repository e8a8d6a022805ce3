"""The few short lines a text opens with: its title, subtitles, organisation, date."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.ingest.imprint import is_imprint
from pipeline.ingest.text.cells import is_scrap
from pipeline.ingest.text.pieces import Piece

MOST = 4  # lines
_ORGANISATION = re.compile(r".+\([A-Z][\w-]*[A-Z]\)")  # "World Health Organization (WHO)"


def title_lines(pieces: Sequence[Piece], could_be: Callable[[Piece], bool]) -> int:
    """How many pieces at the top are such lines; `could_be` tells what may be a heading."""
    count = 0
    for piece in pieces[:MOST]:
        short = piece.kind == "text" and len(piece.lines) == 1 and is_scrap(piece)
        if not (is_imprint(piece.text) or (short and could_be(piece))):
            break
        count += 1
    return count


def subtitles(top: Sequence[Piece]) -> list[int]:
    """The lines of a title's block that head something: not its first, no imprint, no organisation."""
    return [
        index
        for index, piece in enumerate(top)
        if index and not is_imprint(piece.text) and not _ORGANISATION.fullmatch(piece.text)
    ]
