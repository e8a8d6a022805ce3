"""Names and numbers as the page writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote

from pipeline.tables import DocumentRow, FigureRow

_PLURALS = {"strength": "strengths", "weakness": "weaknesses", "reform": "reform items"}
_SPECIAL = {"no_theme": "No theme"}


def plural(kind: str) -> str:
    """The heading over findings of a kind."""
    return _PLURALS[kind].capitalize()


def counted(number: int, kind: str) -> str:
    """So many findings of a kind."""
    one = "reform item" if kind == "reform" else kind
    return f"{grouped(number)} {one if number == 1 else _PLURALS[kind]}"


def label(name: str | None) -> str:
    """A name of a closed set as a person reads it."""
    if not name:
        return ""
    return _SPECIAL.get(name, name.replace("_", " ").capitalize())


def labels(names: str | None) -> str:
    """Names joined by ';' as a person reads them."""
    return ", ".join(label(name) for name in (names or "").split(";") if name)


def short(value: object, most: int = 40) -> str:
    """A value in few characters; a number without needless noughts."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    text = str(value)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def grouped(number: int) -> str:
    """A whole number with thin spaces between its thousands."""
    return f"{number:,}".replace(",", "\u202f")


def percent(share: Decimal | None) -> str:
    """A change as a signed percentage."""
    if share is None:
        return ""
    return f"{'+' if share > 0 else '−' if share < 0 else '±'}{abs(share) * 100:.0f}\u202f%"


def years(figure: FigureRow) -> str:
    """The time a figure is for, in the fewest words known."""
    start, end = figure.year_start, figure.year_end
    if start and end and start != end:
        return f"{start}–{end}"
    return str(end or start or figure.period or "")


def source_link(document: DocumentRow, page: int | None) -> str:
    """Where the report's page opens from extracted/report.html."""
    target = f"../raw/{quote(document.file)}"
    return f"{target}#page={page}" if page else target


def called(document: DocumentRow) -> str:
    """A report in few words: its framework or title, and its year."""
    name = document.framework or document.title or document.file
    date = document.published or document.period_end
    return f"{short(name, 34)} ({date[:4]})" if date and date[:4] not in name else short(name, 34)


def anchor(slug: str, theme: str, kind: str = "") -> str:
    """The name on the page of a theme's findings, or of those of one kind."""
    name = f"{slug}-{re.sub(r'[^a-z0-9]+', '-', theme.lower())}"
    return f"{name}-{kind}" if kind else name
