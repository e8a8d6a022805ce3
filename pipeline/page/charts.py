"""The charts of the page, drawn inside `styled()`; each stands beside a table of its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.page.drawing import (
    COLOUR,
    FONT,
    INK,
    LINE,
    ON_COLOUR,
    SOFT,
    VERDICT,
    WIDTH,
    Chart,
    panels,
    svg_of,
)
from pipeline.page.gather import KINDS, Organisation, Point, Thread, Trend, year_of
from pipeline.page.wording import anchor, counted, label, labels, short
from pipeline.tables import RatingRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TRENDS_A_ROW = 3
LABELS = 2.4  # inches that the names beside a chart take


def balance(organisation: Organisation, most_years: int = 4) -> Chart | None:
    """Weaknesses to the left, strengths and reform items to the right, by theme and year."""
    if not organisation.findings:
        return None
    years, themes = organisation.years[-most_years:], organisation.themes
    sides = [_sides(organisation.counts, theme, year) for theme in themes for year in years]
    left, right = max(side[0] for side in sides), max(side[1] for side in sides)
    margin = (left + right) * 0.04
    inch = (WIDTH - LABELS) / len(years) / (left + right + 2 * margin)
    figure, each = panels(0.75 + 0.3 * len(themes), 1, len(years), sharey=True)
    for axes, year in zip(each, years, strict=True):
        for place, theme in enumerate(themes):
            _bars(axes, place, organisation, theme, year, inch)
        axes.axvline(0, color=LINE, linewidth=1)
        axes.set_xlim(-left - margin, right + margin)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_title(year, color=INK, fontweight="bold", fontsize=FONT + 1)
    each[0].set_yticks(range(len(themes)), [label(theme) for theme in themes])
    each[0].set_ylim(len(themes) - 0.4, -0.6)
    return Chart(svg_of(figure, f"{organisation.slug}-balance"), _balance_said(organisation))


def _sides(counts: Mapping[tuple[str, str, str], int], theme: str, year: str) -> tuple[int, int]:
    strength, weakness, reform = (counts.get((theme, year, kind), 0) for kind in KINDS)
    return weakness, strength + reform


def _bars(axes: Axes, place: int, organisation: Organisation, theme: str, year: str, inch: float) -> None:
    """One theme's bars in one year; their numbers lead to the findings."""
    right = 0
    for kind in ("strength", "reform", "weakness"):
        number = organisation.counts.get((theme, year, kind), 0)
        url = f"#{anchor(organisation.slug, theme, kind)}"
        if kind == "weakness":
            _bar(axes, place, 0, -number, kind, url, inch)
        else:
            right = _bar(axes, place, right, number, kind, url, inch)


def _bar(axes: Axes, place: int, start: int, length: int, kind: str, url: str, inch: float) -> int:
    """Draws a bar, with its number where it fits (`inch` is the length of one); where it ends."""
    if length:
        axes.barh(place, length, left=start, height=0.72, color=COLOUR[kind], linewidth=0, url=url)
    if abs(length) * inch > 0.05 + 0.075 * len(str(abs(length))):
        axes.text(
            start + length / 2,
            place,
            str(abs(length)),
            ha="center",
            va="center_baseline",
            color=ON_COLOUR,
            fontsize=FONT - 1.5,
            url=url,
        )
    return start + length


def _balance_said(organisation: Organisation) -> str:
    told = ", ".join(counted(organisation.count(kind), kind) for kind in KINDS)
    return f"{organisation.name}: {told}, by theme and year of the report."


def threads_chart(organisation: Organisation) -> Chart | None:
    """Each concern as a line from its first report to its last, its findings counted in dots."""
    threads, places = organisation.threads, _moments(organisation)
    if not threads:
        return None
    figure, (axes,) = panels(0.6 + 0.3 * len(threads))
    for place, thread in enumerate(threads):
        _thread(axes, place, thread, Counter(places[row.document_id] for row in thread.rows))
    names = [f"{short(called(thread), 46)}  {number}" for number, thread in enumerate(threads, start=1)]
    axes.set_yticks(range(len(threads)), names)
    axes.set_ylim(len(threads) - 0.4, -0.6)
    shown = {row.document_id for thread in threads for row in thread.rows}
    every = sorted(places[name] for name in shown)
    ticks = {
        year_of(organisation.dates[name]): places[name] for name in sorted(shown, key=places.__getitem__)
    }
    margin = max((every[-1] - every[0]) * 0.14, 0.6)
    axes.set_xlim(every[0] - margin / 2, every[-1] + margin * 1.4)
    axes.set_xticks(list(ticks.values()), list(ticks))
    axes.grid(axis="x", color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)
    return Chart(svg_of(figure, f"{organisation.slug}-threads"), _threads_said(organisation.name, threads))


def called(thread: Thread) -> str:
    """What a concern is called: its own name, or its theme."""
    return thread.concern or labels(thread.theme)


def _moments(organisation: Organisation) -> dict[str, float]:
    """Where each report stands in time; one without a date stands left of the first."""
    times = {name: _time(date) for name, date in organisation.dates.items() if date}
    first, last = min(times.values(), default=0.0), max(times.values(), default=0.0)
    return {name: times.get(name, first - max((last - first) / 4, 1)) for name in organisation.dates}


def _thread(axes: Axes, place: int, thread: Thread, moments: Mapping[float, int]) -> None:
    """One concern: a dot for each moment, with the number of its findings."""
    colour = VERDICT[thread.verdict]
    axes.plot([min(moments), max(moments)], [place, place], color=colour, linewidth=2.2, zorder=1)
    inside: dict[str, Any] = {
        "ha": "center",
        "va": "center_baseline",
        "color": ON_COLOUR,
        "fontsize": FONT - 2,
    }
    for time, here in sorted(moments.items()):
        axes.scatter(time, place, s=74 + 10 * min(here, 12), color=colour, zorder=2, linewidths=0)
        axes.text(time, place, str(here), zorder=3, url=f"#{thread.thread_id}", **inside)
    axes.annotate(
        label(thread.verdict),
        (max(moments), place),
        xytext=(11, 0),
        textcoords="offset points",
        va="center_baseline",
        color=colour,
        fontsize=FONT - 0.5,
    )


def _time(date: str) -> float:
    """A date of any precision in years; the middle of the year where no month is known."""
    year, month, *_ = [*(int(part) for part in date.split("-")), 7]
    return year + (month - 1) / 12


def _threads_said(name: str, threads: Sequence[Thread]) -> str:
    verdicts = [thread.verdict for thread in threads]
    counted = ", ".join(f"{verdicts.count(v)} {v}" for v in VERDICT if v in verdicts)
    return f"{name}: {len(threads)} concerns followed over its reports: {counted}."


def ratings_chart(organisation: Organisation) -> Chart | None:
    """Scores on their scales, the latest filled, earlier ones hollow."""
    groups = scored(organisation.ratings)
    if not groups:
        return None
    figure, (axes,) = panels(0.6 + 0.3 * len(groups))
    for place, rows in enumerate(groups.values()):
        axes.plot([0, 1], [place, place], color=LINE, linewidth=5, solid_capstyle="round", zorder=1)
        for row in rows:
            latest = row is rows[-1]
            share = _share(row)
            axes.scatter(
                share,
                place,
                s=70,
                zorder=3 if latest else 2,
                color=VERDICT["progressing"] if latest else "none",
                edgecolors=VERDICT["progressing"],
                linewidths=1.4,
            )
        last = rows[-1]
        axes.text(
            1.03,
            place,
            f"{short(last.score)} of {short(last.scale_max)}" + (f"  {last.label}" if last.label else ""),
            va="center",
            color=SOFT,
            fontsize=FONT - 0.5,
        )
    axes.set_yticks(range(len(groups)), list(groups))
    axes.set_ylim(len(groups) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.45)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return Chart(
        svg_of(figure, f"{organisation.slug}-ratings"),
        f"{organisation.name}: {len(groups)} rated components on their scales.",
    )


def scored(ratings: Sequence[RatingRow]) -> dict[str, list[RatingRow]]:
    """Ratings with a score on a known scale, by component, earliest first."""
    groups: dict[str, list[RatingRow]] = {}
    for row in ratings:
        if row.score is not None and row.scale_max is not None and row.scale_max > (row.scale_min or 0):
            groups.setdefault(row.component, []).append(row)
    return {name: sorted(rows, key=lambda row: row.year or 0) for name, rows in groups.items()}


def _share(row: RatingRow) -> float:
    low, high, score = row.scale_min or Decimal(0), row.scale_max or Decimal(1), row.score or Decimal(0)
    return float(min(max((score - low) / (high - low), Decimal(0)), Decimal(1)))


def trends_chart(organisation: Organisation) -> Chart | None:
    """The measures told at several times, a small panel each."""
    trends = organisation.trends
    if not trends:
        return None
    rows = -(-len(trends) // TRENDS_A_ROW)
    figure, each = panels(1.7 * rows, rows, TRENDS_A_ROW)
    for axes in each[len(trends) :]:
        axes.set_axis_off()
    for axes, trend in zip(each, trends, strict=False):
        _trend(axes, trend)
    told = (f"{trend.measure}, {_told(trend.points[0])}, {_told(trend.points[-1])}" for trend in trends)
    return Chart(svg_of(figure, f"{organisation.slug}-trends"), f"{organisation.name}: {'; '.join(told)}.")


def _told(point: Point) -> str:
    return f"{point.figure.text} in {point.year}"


def _trend(axes: Axes, trend: Trend) -> None:
    years = [point.year for point in trend.points]
    values = [float(point.figure.value or 0) for point in trend.points]
    axes.plot(years, values, color=VERDICT["progressing"], linewidth=2, marker="o", markersize=5)
    rising = values[-1] >= values[0]
    for place, above, side in ((0, not rising, "left"), (-1, rising, "right")):
        axes.annotate(
            short(trend.points[place].figure.text, 24),
            (years[place], values[place]),
            xytext=(0, 7 if above else -7),
            textcoords="offset points",
            ha=side,
            va="bottom" if above else "top",
            color=INK,
            fontsize=FONT - 1,
            url=f"#{trend.points[place].figure.figure_id}",
        )
    spread = max(values) - min(values) or abs(values[0]) or 1
    axes.set_ylim(min(values) - 0.6 * spread, max(values) + 0.55 * spread)
    axes.set_xticks([years[0], years[-1]], [str(years[0]), str(years[-1])])
    first, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    axes.margins(x=0.02)
    axes.set_yticks([])
    axes.set_title(short(trend.measure, 34), color=SOFT, fontsize=FONT, loc="left")


def overview(organisations: Sequence[Organisation]) -> Chart | None:
    """Strengths, weaknesses and reform items of every organisation, side by side."""
    shown = [organisation for organisation in organisations if organisation.findings]
    if len(shown) < 2:
        return None
    figure, (axes,) = panels(0.4 + 0.32 * len(shown))
    inch = (WIDTH - LABELS - 1) / max(len(organisation.findings) for organisation in shown)
    for place, organisation in enumerate(shown):
        right = 0
        for kind in KINDS:
            right = _bar(axes, place, right, organisation.count(kind), kind, f"#{organisation.slug}", inch)
    axes.set_yticks(range(len(shown)), [short(organisation.name, 44) for organisation in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    return Chart(
        svg_of(figure, "overview"), f"Strengths, weaknesses and reform items of {len(shown)} organisations."
    )
