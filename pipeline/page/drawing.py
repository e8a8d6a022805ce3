"""How charts are drawn: one style, and SVG that takes its colours from the page.

Matplotlib's colours are markers here that become CSS variables, so that one drawing serves light,
dark and print. What differs from run to run, or would reach beyond the drawing, is taken out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

Side = Literal["left", "center", "right"]
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


class Sheet:
    """An empty drawing on which places are inches from the top left: no axes to lay out or to pay for."""

    def __init__(self, height: float) -> None:
        from matplotlib.figure import Figure  # noqa: PLC0415

        self.figure = Figure(figsize=(WIDTH, height))
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.set_autoscale_on(False)

    def bar(self, left: float, right: float, middle: float, height: float, colour: str, url: str) -> None:
        """A filled bar; `url` is where a click on it leads."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        size = (right - left, height)
        self._axes.add_patch(
            Rectangle((left, middle - height / 2), *size, color=colour, lw=0, url=url, zorder=3)
        )

    def line(self, xs: Sequence[float], ys: Sequence[float], colour: str, width: float) -> None:
        """A line through places, its width in points."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        self._axes.add_line(Line2D(xs, ys, color=colour, lw=width, solid_capstyle="round"))

    def dot(self, x: float, y: float, radius: float, colour: str, filled: bool = True) -> None:
        from matplotlib.patches import Circle  # noqa: PLC0415

        face = colour if filled else "none"
        self._axes.add_patch(
            Circle((x, y), radius, facecolor=face, edgecolor=colour, lw=0 if filled else 1.4, zorder=3)
        )

    def say(
        self,
        x: float,
        y: float,
        text: str,
        colour: str = INK,
        side: Side = "left",
        size: float = FONT,
        **more: Any,
    ) -> None:
        """Words, their middle at `y`; `side` is the side of them that stands at `x`."""
        self._axes.text(
            x, y, text, color=colour, ha=side, va="center_baseline", fontsize=size, zorder=4, **more
        )


def svg_of(sheet: Sheet, name: str) -> str:
    """The drawing as an element of the page; `name` keeps its inner names apart from others'."""
    import matplotlib as mpl  # noqa: PLC0415

    buffer = io.StringIO()
    salted: dict[Any, Any] = {"svg.hashsalt": name}
    with mpl.rc_context(salted):
        sheet.figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
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
