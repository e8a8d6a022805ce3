"""How charts are drawn: one style, and SVG that takes its colours from the page.

Matplotlib's colours are markers here that become CSS variables, so that one drawing serves light,
dark and print. What differs from run to run, or would reach beyond the drawing, is taken out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 9.2  # inches, of a chart that fills the column
INK, SOFT, LINE = "#0a0b01", "#0a0b02", "#0a0b03"
COLOUR = {"strength": "#0a0b04", "weakness": "#0a0b05", "reform": "#0a0b06"}
ON_COLOUR = "#0a0b07"
VERDICT = {"persisting": "#0a0b05", "progressing": "#0a0b08", "resolved": "#0a0b04", "new": "#0a0b06"}
_VARIABLES = {
    INK: "--ink",
    SOFT: "--soft",
    LINE: "--line",
    "#0a0b04": "--good",
    "#0a0b05": "--bad",
    "#0a0b06": "--reform",
    ON_COLOUR: "--on-colour",
    "#0a0b08": "--warm",
}
FONT = 9.5
_STYLE: dict[Any, Any] = {
    "font.size": FONT,
    "font.family": "DejaVu Sans",
    "svg.fonttype": "none",
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "ytick.major.size": 0,
    "xtick.major.size": 0,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "text.parse_math": False,
}


class Chart(NamedTuple):
    """A drawing and what it shows, in a sentence for those who do not see it."""

    svg: str
    title: str


@contextmanager
def styled() -> Iterator[None]:
    """Charts drawn inside have the page's style."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second that only this page needs

    with mpl.rc_context(_STYLE):
        yield


def panels(height: float, rows: int = 1, columns: int = 1, **options: Any) -> tuple[Figure, list[Axes]]:
    """A drawing of a height in inches, and its panels row by row."""
    from matplotlib.figure import Figure as Drawing  # noqa: PLC0415
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.06)  # inches
    figure = Drawing(figsize=(WIDTH, height), layout=layout)
    return figure, list(figure.subplots(rows, columns, squeeze=False, **options).flat)


def svg_of(figure: Figure, name: str) -> str:
    """The drawing as an element of the page; `name` keeps its inner names apart from others'."""
    import matplotlib as mpl  # noqa: PLC0415

    buffer = io.StringIO()
    salted: dict[Any, Any] = {"svg.hashsalt": name}
    with mpl.rc_context(salted):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'<(g|text|use) id="[^"]*"', r"<\1", drawing)
    drawing = re.sub(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', _opening, drawing, count=1)
    # the links of the table beside a chart take the keyboard, the chart's own only the pointer
    drawing = drawing.replace("'DejaVu Sans'", "inherit").replace("xlink:href", "href")
    drawing = drawing.replace("<a href", '<a tabindex="-1" href').replace(' target="_blank"', "")
    for marker, variable in _VARIABLES.items():
        drawing = drawing.replace(marker, f"var({variable})")
    return re.sub(r"\n\s*", "\n", drawing).strip()


def _opening(match: re.Match[str]) -> str:
    width = float(match[1].split()[2])
    return f'<svg viewBox="{match[1]}" width="{width:.0f}" aria-hidden="true" focusable="false">'
