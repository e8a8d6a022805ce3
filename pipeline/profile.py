"""Profiles: what a family of reports says, as data.

A profile is one TOML file. It knows phrases (see `pipeline.phrases`), never mechanisms. Loading
refuses what it does not know, so that a slip of the pen is told and not silently without effect.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.model import FindingKind, ReformStage
from pipeline.phrases import fold
from pipeline.problems import ProfileError

FOLDER = Path(__file__).parent / "profiles"
Phrases = Annotated[tuple[str, ...], Field(min_length=1)]
RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
SectionKind = Literal[
    "title", "summary", "baseline", "narrative", "findings", "strengths", "weaknesses", "priorities",
    "progress", "conclusions", "recommendations", "response", "planned", "lessons", "ratings",
    "figures", "method", "about", "contents", "references", "annex",
]  # fmt: skip
ColumnRole = Literal[
    "component",  # what the row is about
    "findings",  # every item of the cell is a finding of the column's kind
    "narrative",  # every sentence of the cell is
    "recommendation",  # the cell is a recommendation
    "response",  # the cell is management's answer to it
    "action",  # every item of the cell is a key action
    "rating",  # the cell is a level of a scale
    "field",  # a deadline, a unit in charge, a status: no finding
]
LabelRole = Literal[
    "recommendation",  # opens one, up to the next
    "more",  # goes on with the recommendation in hand ("Operational implications:")
    "response",  # management's answer to it
    "reasons",  # goes on with the answer in hand ("Comments:"); a field where there is none
    "actions",  # the actions promised, one an item
    "finding",  # opens a finding of the rule's kind
    "field",  # a deadline, a unit in charge: no finding
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Saying(_Part):
    says: Phrases


class _Rule(_Saying):
    id: RuleId
    seen: str | None = None  # a report in which it was seen, for people


class _Declaring(_Rule):
    """A rule that may say what the things it governs are."""

    kind: FindingKind | None = None
    stage: ReformStage | None = None

    @model_validator(mode="after")
    def _stage_goes_with_reform(self) -> Self:
        if (self.kind == "reform") != (self.stage is not None):
            raise ValueError(f'rule "{self.id}": a stage goes with kind "reform", and only with it')
        return self


class Identify(_Part):
    """Phrases that speak for this profile; each found adds its weight once."""

    says: Phrases
    weight: int = Field(1, ge=1, le=10)


class Heading(_Declaring):
    """A heading: the kind of its section, and of the items under it if it declares one.

    With `shape` "whole" the phrase must be the whole heading; "head" allows a qualifier in front
    ("Key strengths") and what it is of behind ("Strengths of the organisation").
    """

    section: SectionKind | None = None
    shape: Literal["head", "whole"] = "head"
    units: Literal["items", "all"] = "all"  # "items": only lists under it are declared, no prose


class LeadIn(_Declaring):
    """A sentence before a list; without kind, the list is known to be no findings."""


class Label(_Declaring):
    """A label at the start of a block: "Recommendation 3:", "Management response:"."""

    role: LabelRole
    name: str | None = None  # as it stands in the label column, the number after it
    numbered: bool = False  # only with a number behind it is it a label


class Column(_Declaring):
    """A table's column, known by its header."""

    role: ColumnRole


class Marker(_Declaring):
    """Signs printed as bullets that declare: plus and minus, triangles up and down."""


class Level(_Part):
    """A point of a scale; `minimum` and `maximum` are the scores it stands for."""

    label: str
    says: tuple[str, ...] = ()
    score: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class Scale(_Rule):
    """A scale; `says` are the headers and names it goes by."""

    name: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    level: Annotated[tuple[Level, ...], Field(min_length=1)]


class Component(_Part):
    """A part of the framework that is judged by itself, and the other names it goes by."""

    name: str
    says: tuple[str, ...] = ()


class Named(_Saying):
    """A value and the phrases that stand for it."""

    name: str


class Profile(_Part):
    """What reports of one family say."""

    name: RuleId
    title: str
    extends: str | None = None
    assessor: str | None = None
    framework: str | None = None
    identify: tuple[Identify, ...] = ()
    frameworks: tuple[Named, ...] = ()  # the first whose phrase the report holds wins over `framework`
    heading: tuple[Heading, ...] = ()
    lead_in: tuple[LeadIn, ...] = ()
    label: tuple[Label, ...] = ()
    column: tuple[Column, ...] = ()
    marker: tuple[Marker, ...] = ()
    scale: tuple[Scale, ...] = ()
    component: tuple[Component, ...] = ()
    verdict: tuple[Named, ...] = ()
    qualifier: tuple[str, ...] = ()  # words that may stand before a heading's phrase

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        for table in ("heading", "lead_in", "label", "column", "marker", "scale", "verdict", "frameworks"):
            _refuse_repeated(table, (phrase for rule in getattr(self, table) for phrase in rule.says))
        _refuse_repeated("component", (name for part in self.component for name in (part.name, *part.says)))
        for scale in self.scale:
            _refuse_repeated(f'scale "{scale.id}"', (n for lv in scale.level for n in (lv.label, *lv.says)))
        return self

    @property
    def rules(self) -> tuple[_Rule, ...]:
        """Every rule that can make a finding or a rating, in the order of the file."""
        groups: tuple[tuple[_Rule, ...], ...] = (
            self.heading, self.lead_in, self.label, self.column, self.marker, self.scale,
        )  # fmt: skip
        return tuple(rule for group in groups for rule in group)


def _refuse_repeated(table: str, phrases: Iterable[str]) -> None:
    seen: set[str] = set()
    for phrase in phrases:
        if fold(phrase) in seen:
            raise ValueError(f'{table}: the phrase "{phrase}" stands twice')
        seen.add(fold(phrase))


def load_profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """All profiles of a folder in the order of their names, each with what it extends.

    Raises ProfileError where a file says something it may not say, naming the file, the table
    and the way out.
    """
    files = sorted((folder or FOLDER).glob("*.toml"))
    if not files:
        raise ProfileError(f"{folder or FOLDER} holds no profile. Put at least general.toml there.")
    read = {path: _read(path) for path in files}
    named: dict[str, Profile] = {}
    rules: dict[str, Path] = {}
    for path, profile in read.items():
        if profile.name != path.stem:
            raise ProfileError(
                f'{path.name}: name = "{profile.name}" must be the file\'s own, "{path.stem}".'
            )
        named[profile.name] = profile
        for rule in profile.rules:
            if rule.id in rules:
                where = rules[rule.id].name
                raise ProfileError(f'{path.name}: id "{rule.id}" is taken by {where}. Give it another id.')
            rules[rule.id] = path
    return tuple(_whole(profile, named, ()) for profile in named.values())


def _read(path: Path) -> Profile:
    try:
        return Profile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path.name}: not TOML ({error}). Mend the line it names.") from error
    except ValidationError as error:
        raise ProfileError(f"{path.name}: {_told(error)}") from error


def _told(error: ValidationError) -> str:
    """The first thing wrong, in the terms of the file."""
    first = error.errors()[0]
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(
        "."
    )
    if first["type"] == "extra_forbidden":
        return f'"{place}" is no key profiles know. Correct its spelling or take it out.'
    if first["type"] == "missing":
        return f'"{place}" is missing. Add it.'
    if first["type"] == "literal_error":
        return f'"{place}" is {first["input"]!r}; it must be {first["ctx"]["expected"]}.'
    message = re.sub(r"^Value error, ", "", first["msg"])
    return f"{place}: {message}. Correct it." if place else f"{message}. Take one out, or correct it."


def _whole(profile: Profile, named: dict[str, Profile], under: tuple[str, ...]) -> Profile:
    """The profile with the rules of the one it extends behind its own."""
    if profile.extends is None:
        return profile
    if profile.extends not in named or profile.extends in (*under, profile.name):
        known = ", ".join(sorted(named))
        raise ProfileError(
            f'{profile.name}.toml: extends = "{profile.extends}" is no other profile. Choose of: {known}.'
        )
    base = _whole(named[profile.extends], named, (*under, profile.name))
    merged = {
        table: _behind(getattr(profile, table), getattr(base, table))
        for table in ("heading", "lead_in", "label", "column", "marker", "scale", "verdict", "frameworks")
    }
    names = {fold(name) for part in profile.component for name in (part.name, *part.says)}
    parts = tuple(
        part for part in base.component if not names & {fold(name) for name in (part.name, *part.says)}
    )
    return profile.model_copy(
        update=merged
        | {
            "component": profile.component + parts,
            "qualifier": tuple(dict.fromkeys(profile.qualifier + base.qualifier)),
        }
    )


R = TypeVar("R", bound=_Saying)


def _behind(own: Sequence[R], base: Sequence[R]) -> tuple[R, ...]:
    """The base's rules behind one's own, without phrases that stand in one's own."""
    said = {fold(phrase) for rule in own for phrase in rule.says}
    kept: list[R] = list(own)
    for rule in base:
        says = tuple(phrase for phrase in rule.says if fold(phrase) not in said)
        if says:
            kept.append(rule.model_copy(update={"says": says}))
    return tuple(kept)
