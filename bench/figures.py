"""How many characters a second figures are read from, with and without their context.

Run as `python bench/figures.py [REPEATS]`. The text is a page of an invented assessment, repeated.
Beside it stands quantulum3 on the same text, where it is installed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

from pipeline.figures import find_figures

PAGE = """The agency's total income rose from USD 2.1 billion in 2019 to USD 2.99 billion in 2022, of
which 57% went to emergencies. It works in more than 150 countries with some 20,000 staff, two
thirds of whom are in the field. Under the strategic plan, 34 of 48 output indicators (71 per cent)
were on track. Management agreed with 11 recommendations and rejected one. The vacancy rate stood at
17.4 per cent at the end of 2021, against a target of 10 per cent. Partners praised its quick
response, though coordination with local authorities remained uneven and evaluation underfunded.
Travel costs were reduced by £1.2m (14%) between 2011 and 2013. Staff gave it an average score of
4.2 on a six-point scale. See Table 3, KPI 12 and resolution 1325 for the method, which follows
good practice and needs no further explanation here. Many offices lack dedicated data staff.
"""


def speed(read: Callable[[str], object], text: str) -> float:
    """Characters a second, the first (loading) run left out."""
    read(PAGE)
    start = time.perf_counter()
    read(text)
    return len(text) / (time.perf_counter() - start)


def varied(repeats: int) -> str:
    """The page again and again, every sentence a little different: parses are remembered."""
    pages = []
    for number in range(repeats):
        area = chr(97 + number % 26) + chr(97 + number // 26 % 26)
        pages.append(PAGE.replace(". ", f" in area {area}. ").replace(".\n", f" for unit {area}.\n"))
    return "\n".join(pages)


def main() -> None:
    """Prints one line a reader."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    text = varied(repeats)
    print(f"{len(text):,} characters")
    bare = speed(lambda part: find_figures(part, context=False), text)
    print(f"find_figures, context=False  {bare:>12,.0f} characters/s")
    print(f"find_figures                 {speed(find_figures, text):>12,.0f} characters/s")
    if find_spec("quantulum3") is None:
        print("quantulum3 is not installed: pip install -r requirements-bench.lock to compare")
        return
    from quantulum3 import parser  # noqa: PLC0415 - only the benchmark needs it

    print(f"quantulum3                   {speed(parser.parse, text):>12,.0f} characters/s")


if __name__ == "__main__":
    main()
