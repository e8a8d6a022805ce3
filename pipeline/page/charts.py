"""The charts of the page, drawn inside `styled()`; each stands beside a table of its numbers.

Places are in inches from the top left of the drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

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
    Sheet,
    Side,
    svg_of,
)
from pipeline.page.gather import KINDS, Organisation, Point, Thread, Trend, year_of
from pipeline.page.wording import anchor, counted, label, labels, short
from pipeline.tables import RatingRow

LABELS = 2.8  # what the names left of a chart take
CONCERNS = 3.5  # what the names of concerns take
ROW = 0.28
BAR = 0.2
LONGEST = 34  # characters of a name beside a chart
TRENDS_A_ROW = 3
TREND = (WIDTH / TRENDS_A_ROW, 1.4)  # width and height of a small panel


def balance(organisation: Organisation, most_years: int = 4) -> Chart | None:
    """Weaknesses to the left, strengths and reform items to the right, by theme and year."""
    if not organisation.findings:
        return None
    years, themes = organisation.years[-most_years:], organisation.themes
    sides = [_sides(organisation.counts, theme, year) for theme in themes for year in years]
    left, right = max(side[0] for side in sides), max(side[1] for side in sides)
    panel = (WIDTH - LABELS) / len(years)
    one = (panel - 0.3) / max(left + right, 6)
    sheet = Sheet(0.45 + ROW * len(themes))
    for place, theme in enumerate(themes):
        sheet.say(LABELS - 0.1, _row(place), short(label(theme), LONGEST), side="right")
    for number, year in enumerate(years):
        zero = LABELS + number * panel + 0.15 + left * one
        sheet.line((zero, zero), (0.3, 0.4 + ROW * len(themes)), LINE, 0.8)
        sheet.say(zero, 0.15, year, side="center", size=FONT + 1, fontweight="bold")
        for place, theme in enumerate(themes):
            _bars(sheet, place, zero, organisation, (theme, year), one)
    told = ", ".join(counted(organisation.count(kind), kind) for kind in KINDS)
    said = f"{organisation.name}: {told}, by theme and year of the report."
    return Chart(svg_of(sheet, f"{organisation.slug}-balance"), said)


def _row(place: int) -> float:
    return 0.42 + ROW * place + ROW / 2 - 0.05


def _sides(counts: Mapping[tuple[str, str, str], int], theme: str, year: str) -> tuple[int, int]:
    strength, weakness, reform = (counts.get((theme, year, kind), 0) for kind in KINDS)
    return weakness, strength + reform


def _bars(
    sheet: Sheet, place: int, zero: float, organisation: Organisation, where: tuple[str, str], one: float
) -> None:
    """One theme's bars in one year; they lead to the findings."""
    right = zero
    for kind in ("strength", "reform", "weakness"):
        number = organisation.counts.get((*where, kind), 0)
        url = f"#{anchor(organisation.slug, where[0], kind)}"
        if kind == "weakness":
            _bar(sheet, zero - number * one, number, one, _row(place), kind, url)
        else:
            right = _bar(sheet, right, number, one, _row(place), kind, url)


def _bar(sheet: Sheet, left: float, number: int, one: float, middle: float, kind: str, url: str) -> float:
    """Draws a bar, with its number where that fits; where it ends."""
    right = left + number * one
    if number:
        sheet.bar(left, right, middle, BAR, COLOUR[kind], url)
    if right - left > 0.05 + 0.075 * len(str(number)):
        sheet.say((left + right) / 2, middle, str(number), ON_COLOUR, "center", FONT - 1.5, url=url)
    return right


def overview(organisations: Sequence[Organisation]) -> Chart | None:
    """Strengths, weaknesses and reform items of every organisation, side by side."""
    shown = [organisation for organisation in organisations if organisation.findings]
    if len(shown) < 2:
        return None
    one = (WIDTH - LABELS - 0.2) / max(len(organisation.findings) for organisation in shown)
    sheet = Sheet(0.1 + ROW * len(shown))
    for place, organisation in enumerate(shown):
        middle = 0.05 + ROW * place + ROW / 2
        sheet.say(LABELS - 0.1, middle, short(organisation.name, LONGEST), side="right")
        right = LABELS
        for kind in KINDS:
            right = _bar(sheet, right, organisation.count(kind), one, middle, kind, f"#{organisation.slug}")
    said = f"Strengths, weaknesses and reform items of {len(shown)} organisations."
    return Chart(svg_of(sheet, "overview"), said)


def threads_chart(organisation: Organisation) -> Chart | None:
    """Each concern as a line from its first report to its last, its findings counted in dots."""
    threads, times = organisation.threads, _moments(organisation)
    if not threads:
        return None
    shown = {row.document_id for thread in threads for row in thread.rows}
    first, last = min(times[name] for name in shown), max(times[name] for name in shown)
    wide = (WIDTH - CONCERNS - 1.7) / max(last - first, 1)
    places = {name: CONCERNS + 0.35 + (times[name] - first) * wide for name in shown}
    bottom = 0.1 + ROW * len(threads)
    sheet = Sheet(bottom + 0.3)
    ticks = {
        year_of(organisation.dates[name]): places[name] for name in sorted(shown, key=places.__getitem__)
    }
    for year, x in ticks.items():
        sheet.line((x, x), (0.05, bottom), LINE, 0.7)
        sheet.say(x, bottom + 0.15, year, SOFT, "center")
    for number, thread in enumerate(threads):
        middle = 0.05 + ROW * number + ROW / 2
        name = f"{short(called(thread), LONGEST + 6)}  {number + 1}"
        sheet.say(CONCERNS - 0.1, middle, name, side="right")
        _thread(sheet, middle, thread, Counter(places[row.document_id] for row in thread.rows))
    verdicts = Counter(thread.verdict for thread in threads)
    told = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICT if verdicts[verdict])
    said = f"{organisation.name}: {len(threads)} concerns followed over its reports: {told}."
    return Chart(svg_of(sheet, f"{organisation.slug}-threads"), said)


def called(thread: Thread) -> str:
    """What a concern is called: its own name, or its theme."""
    return thread.concern or labels(thread.theme)


def _moments(organisation: Organisation) -> dict[str, float]:
    """Where each report stands in time; one without a date stands left of the first."""
    times = {name: _time(date) for name, date in organisation.dates.items() if date}
    first, last = min(times.values(), default=0.0), max(times.values(), default=0.0)
    return {name: times.get(name, first - max((last - first) / 4, 1)) for name in organisation.dates}


def _thread(sheet: Sheet, middle: float, thread: Thread, moments: Mapping[float, int]) -> None:
    """One concern: a dot for each moment, with the number of its findings."""
    colour = VERDICT[thread.verdict]
    sheet.line((min(moments), max(moments)), (middle, middle), colour, 2.2)
    for x, here in sorted(moments.items()):
        sheet.dot(x, middle, 0.075 + 0.004 * min(here, 10), colour)
        sheet.say(x, middle, str(here), ON_COLOUR, "center", FONT - 2, url=f"#{thread.thread_id}")
    sheet.say(max(moments) + 0.18, middle, label(thread.verdict), colour, size=FONT - 0.5)


def _time(date: str) -> float:
    """A date of any precision in years; the middle of the year where no month is known."""
    year, month, *_ = [*(int(part) for part in date.split("-")), 7]
    return year + (month - 1) / 12


def ratings_chart(organisation: Organisation) -> Chart | None:
    """Scores on their scales, the latest filled, earlier ones hollow."""
    groups = scored(organisation.ratings)
    if not groups:
        return None
    sheet = Sheet(0.15 + ROW * len(groups))
    start, end = LABELS + 0.15, WIDTH - 2.6
    for place, (component, rows) in enumerate(groups.items()):
        middle = 0.08 + ROW * place + ROW / 2
        sheet.say(LABELS - 0.1, middle, short(component, LONGEST), side="right")
        sheet.line((start, end), (middle, middle), LINE, 4)
        for row in rows:
            x = start + _share(row) * (end - start)
            sheet.dot(x, middle, 0.07, VERDICT["progressing"], filled=row is rows[-1])
        last = rows[-1]
        told = f"{short(last.score)} of {short(last.scale_max)}"
        sheet.say(end + 0.2, middle, short(f"{told}  {last.label or ''}", LONGEST), SOFT, size=FONT - 0.5)
    said = f"{organisation.name}: {len(groups)} rated components on their scales."
    return Chart(svg_of(sheet, f"{organisation.slug}-ratings"), said)


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
    sheet = Sheet(TREND[1] * -(-len(trends) // TRENDS_A_ROW))
    for number, trend in enumerate(trends):
        row, column = divmod(number, TRENDS_A_ROW)
        _trend(sheet, column * TREND[0] + 0.1, row * TREND[1], trend)
    told = (f"{trend.measure}, {_told(trend.points[0])}, {_told(trend.points[-1])}" for trend in trends)
    return Chart(svg_of(sheet, f"{organisation.slug}-trends"), f"{organisation.name}: {'; '.join(told)}.")


def _told(point: Point) -> str:
    return f"{point.figure.text} in {point.year}"


def _trend(sheet: Sheet, left: float, top: float, trend: Trend) -> None:
    """A measure's line, its first and last figure beside its ends."""
    right, high, low = left + TREND[0] - 0.35, top + 0.52, top + 0.85
    years = [point.year for point in trend.points]
    values = [float(point.figure.value or 0) for point in trend.points]
    spread = max(values) - min(values)
    xs = [left + 0.06 + (year - years[0]) / (years[-1] - years[0]) * (right - left - 0.12) for year in years]
    ys = [
        low - (value - min(values)) / spread * (low - high) if spread else (low + high) / 2
        for value in values
    ]
    sheet.say(left, top + 0.12, short(trend.measure, LONGEST), SOFT)
    sheet.line(xs, ys, VERDICT["progressing"], 2)
    for x, y in zip(xs, ys, strict=True):
        sheet.dot(x, y, 0.04, VERDICT["progressing"])
    rising = values[-1] >= values[0]
    ends: tuple[tuple[int, float, bool, Side], ...] = (
        (0, left, not rising, "left"),
        (-1, right, rising, "right"),
    )
    sheet.line((left, right), (top + 1.12, top + 1.12), LINE, 0.8)
    for place, x, above, side in ends:
        figure = trend.points[place].figure
        y = ys[place] + (-0.16 if above else 0.16)
        sheet.say(x, y, short(figure.text, 24), INK, side, FONT - 1, url=f"#{figure.figure_id}")
        sheet.say(x, top + 1.23, str(years[place]), SOFT, side, FONT - 1)
