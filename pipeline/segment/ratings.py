"""Judgements on a scale: in tables, in scattered cells, in sentences and in "Component: level" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Rating, Span
from pipeline.phrases import bare, fold, occurs
from pipeline.profile import Profile
from pipeline.segment.columns import column_rule
from pipeline.segment.components import component_named, is_name, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.levels import level_ratings
from pipeline.segment.merged import joined
from pipeline.segment.names import component_above
from pipeline.segment.rated import ANONYMOUS, RATERS, rated_in_text
from pipeline.segment.rated_tables import ratings_in
from pipeline.segment.scales import level_pattern, point_of, rating_of
from pipeline.segment.scattered import Entry, Scattered

# "Use of evidence 48%", "KPI score: Satisfactory 2.75", "assumptions."
_MIXED = re.compile(r"%$|^[a-z].*\.$")
_NUMBERED = re.compile(r"[A-Z]\w+ \d")  # "Output 1: Mills are equipped" may be a clause
_UNNAMED = frozenset({"rating", "score", "grade", "assessment", "output score"})


def ratings(reading: Reading, tables: Sequence[Scattered]) -> tuple[Rating, ...]:
    """Every rating of a document, in order. The legend that explains a scale is none."""
    found = [
        *(r for table in reading.document.tables for r in ratings_in(reading, table)),
        *(r for table in tables for entry in table.entries for r in _scattered(reading, entry, table.header)),
        *rated_in_text(reading, [table.span for table in tables]),
        *level_ratings(reading, [table.span for table in tables]),
    ]
    kept: list[Rating] = []
    for rating in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or rating.start >= kept[-1].end:  # nothing is rated twice by the same words
            placed = _placed(reading, rating)
            named = placed.label is not None or bare(placed.component) not in _UNNAMED
            if named and not _is_mixed(placed.component, reading.profile):
                kept.append(placed)
    return tuple(joined(kept))


def _is_mixed(component: str, profile: Profile) -> bool:
    """Whether what should name a component is pieces of a table that copied text has run together."""
    levels = level_pattern(profile).findall(component)
    return (
        len(levels) > 1 or bool(levels and component[-1:].isdigit()) or _MIXED.search(component) is not None
    )


def _placed(reading: Reading, rating: Rating) -> Rating:
    """The rating with the component the nearest heading names, where its own line says only "Rating"."""
    plain = bare(RATERS.sub("", rating.component))
    known = component_named(plain, reading.profile) is not None
    rule = None if known else column_rule(plain, reading.profile)
    if not ANONYMOUS.fullmatch(plain) and (rule is None or rule.role != "rating"):
        return rating
    above = component_above(reading, rating.start)
    if above is None and plain in _UNNAMED:
        above = _own_heading(reading, rating)
    return rating if above is None else replace(rating, component=above)


def _own_heading(reading: Reading, rating: Rating) -> str | None:
    """The words of the heading a bare "Score: 2" stands right under, where they can name what is rated."""
    index = reading.outline.section_at(rating.start)
    section = reading.outline.sections[index] if index is not None else None
    if section is None or section.kind not in {None, "narrative"}:
        return None
    name = printed_component(reading.document.quote(Span(section.start, section.end)), reading.profile)
    return name if is_name(name) or _NUMBERED.match(name) else None


def _scattered(reading: Reading, entry: Entry, header: str) -> Iterator[Rating]:
    """The levels and scores among the pieces of a scattered row.

    "Some" and "progress" on two lines are one level. A number is the score of the column that
    stands before or after the level's own in the header.
    """
    columns = _header_columns(reading, header)
    pieces = list(entry.leftovers)
    levels: list[tuple[int, Rating]] = []
    numbers = [i for i, piece in enumerate(pieces) if reading.document.quote(piece).isdecimal()]
    index = 0
    while index < len(pieces):
        for length in (3, 2, 1):
            run = pieces[index : index + length]
            if len(run) < length or any(i in numbers for i in range(index, index + length)):
                continue
            span = Span(run[0].start, run[-1].end)
            point = point_of(reading.document.quote(span), reading.profile, header)
            if point is not None and point.label is not None:
                levels.append((index, rating_of(point, entry.component, span)))
                index += length - 1
                break
        index += 1
    yield from (rating for _, rating in levels)
    own = next((i for i, column in enumerate(columns) if levels and _names(levels[0][1], column)), None)
    if own is None:
        return
    for index in numbers:
        place = own - 1 if index < levels[0][0] else own + 1
        if 0 <= place < len(columns):
            point = point_of(reading.document.quote(pieces[index]), reading.profile, columns[place])
            if point is not None:
                yield rating_of(point, entry.component, pieces[index], columns[place])


def _header_columns(reading: Reading, header: str) -> list[str]:
    """The rating columns a scattered header names, in their order."""
    found: dict[int, str] = {}
    for rule in reading.profile.column:
        if rule.role == "rating":
            for phrase in rule.says:
                match = occurs(phrase, header) if len(phrase.split()) > 1 and "*" not in phrase else None
                if match is not None and len(match.group()) > len(found.get(match.start(), "")):
                    found[match.start()] = match.group()
    return [
        text for at, text in sorted(found.items()) if not any(a < at < a + len(t) for a, t in found.items())
    ]


def _names(rating: Rating, column: str) -> bool:
    return rating.scale is not None and fold(rating.scale) in column
