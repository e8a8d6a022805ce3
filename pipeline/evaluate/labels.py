"""Hand labels (`gold/<file stem>.json`) read into one shape, whichever of its spellings a file uses."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.problems import PipelineError

_QUOTES = str.maketrans("‘’‚‛′`“”„‟″«»‐‑‒–—―−", '\'\'\'\'\'\'"""""""-------')


def fold(text: str | None) -> str:
    """Text as it is compared: NFKC, lower case, one kind of quote and dash, single spaces."""
    folded = unicodedata.normalize("NFKC", text or "").translate(_QUOTES).lower()
    return " ".join(folded.split())


@dataclass(frozen=True, slots=True)
class FindingLabel:
    """A finding as a person labelled it; `kinds` holds (kind, stage) as labelled, then its alternatives."""

    opening: str  # its first eight words, or all of it
    closing: str
    basis: str
    kinds: tuple[tuple[str, str | None], ...]
    themes: tuple[str, ...]
    page: int | None
    optional: bool


@dataclass(frozen=True, slots=True)
class FigureLabel:
    """A figure as a person labelled it."""

    text: str
    kinds: tuple[str, ...]
    values: tuple[Decimal, ...]
    value_max: Decimal | None
    currency: str | None
    years: tuple[int, ...]
    qualifier: str | None
    direction: str | None
    measure: str | None
    page: int | None
    optional: bool


@dataclass(frozen=True, slots=True)
class RatingLabel:
    """A rating as a person labelled it; optional where its cell is empty in the source."""

    component: str
    label: str | None
    score: Decimal | None
    optional: bool


@dataclass(frozen=True, slots=True)
class SectionLabel:
    """A heading as a person labelled it."""

    heading: str
    page: int | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Trap:
    """Something that looks like a figure and is none."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Gold:
    """All labels of one report; a kind that was not labelled is None."""

    stem: str
    findings: tuple[FindingLabel, ...] | None
    figures: tuple[FigureLabel, ...] | None
    figure_pages: frozenset[int] | None
    ratings: tuple[RatingLabel, ...] | None
    sections: tuple[SectionLabel, ...] | None
    traps: tuple[Trap, ...] | None


def read_gold(path: Path) -> Gold:
    """The labels in one file; raises PipelineError where it is no gold file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise PipelineError(
            f"{path}: no gold file ({error}). Mend the JSON or move the file away."
        ) from error
    if not isinstance(data, dict) or not {"findings", "figures", "sections"} & data.keys():
        raise PipelineError(f"{path}: no gold file (neither findings, figures nor sections in it).")
    figures = data.get("figures")
    pages = None
    if isinstance(figures, dict):
        pages = frozenset(figures["pages"]) if figures.get("pages") else None
        figures = (figures.get("rows") or []) + [
            dict(row, optional=True) for row in figures.get("optional") or []
        ]
    findings = data.get("findings")
    if findings is not None:
        extra = (data.get("findings_optional") or []) + (data.get("optional_findings") or [])
        findings = findings + [dict(row, optional=True) for row in extra]
    ratings = data.get("ratings")
    if ratings is not None:
        ratings = ratings + [dict(row, optional=True) for row in data.get("empty_ratings") or []]
    return Gold(
        path.stem,
        _each(path, findings, _finding),
        _each(path, figures, _figure),
        pages,
        _each(path, ratings, _rating),
        _each(path, data.get("sections"), _section),
        _each(path, data.get("not_figures"), lambda row: Trap(fold(row["text"]), row.get("page"))),
    )


def _each(path: Path, rows: list[Any] | None, read: Any) -> Any:
    if rows is None:
        return None
    labels = []
    for row in rows:
        try:
            labels.append(read(row))
        except KeyError as error:
            raise PipelineError(f"{path}: the label {row} lacks {error}. Add it.") from error
    return tuple(labels)


def _finding(row: dict[str, Any]) -> FindingLabel:
    text = row.get("text")
    kinds = [(row.get("kind", ""), row.get("stage"))]
    alternatives = row.get("alt") or []
    for other in [alternatives] if isinstance(alternatives, dict) else alternatives:
        kinds.append((other.get("kind", ""), other.get("stage")))
    for kind in _listed(row.get("kind_alt")):
        kinds.append((kind, row.get("stage_alt")))
    return FindingLabel(
        fold(text or row.get("text_start")),
        fold(text or row.get("text_end")),
        row.get("basis", "wording"),
        tuple(kinds),
        tuple(_listed(row.get("theme"))),
        row.get("page"),
        bool(row.get("optional")),
    )


def _figure(row: dict[str, Any]) -> FigureLabel:
    values = [row.get("value"), *_listed(row.get("value_alt")), *_listed(row.get("accept_values"))]
    years = {row.get("year"), row.get("year_start"), row.get("year_end"), *_listed(row.get("year_alt"))}
    return FigureLabel(
        fold(row["text"]),
        (row["kind"], *_listed(row.get("kind_alt"))),
        tuple(Decimal(str(value)) for value in values if value is not None),
        None if row.get("value_max") is None else Decimal(str(row["value_max"])),
        row.get("currency"),
        tuple(sorted(int(year) for year in years if year is not None)),
        row.get("qualifier"),
        row.get("direction"),
        row.get("measure"),
        row.get("page"),
        bool(row.get("optional")) or bool(row.get("minor")),
    )


def _rating(row: dict[str, Any]) -> RatingLabel:
    score = row.get("score")
    return RatingLabel(
        fold(row["component"]),
        row.get("label") and fold(row["label"]),
        None if score is None else Decimal(str(score)),
        bool(row.get("optional")),
    )


def _section(row: dict[str, Any]) -> SectionLabel:
    missing = row.get("in_text_layer") is False
    return SectionLabel(fold(row["heading"]), row.get("page"), bool(row.get("optional")) or missing)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def words(text: str) -> list[str]:
    """The words of folded text, without the marks around them."""
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text)
