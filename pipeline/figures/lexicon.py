"""The words of figures, read once from the TOML files beside this module.

What is in them is said in the files. Every table is checked on loading: unknown currency codes
and phrases given twice with different meanings raise ProfileError.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

from pipeline.problems import ProfileError

FOLDER = Path(__file__).with_name("lexicon")


@cache
def load(name: str) -> Mapping[str, Mapping[str, Any]]:
    """The lexicon file of that name; ProfileError where it is no TOML."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path.name}: {error}. Mend the line it names.") from error


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, longest first, white space of any kind."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)


def inverted(table: Mapping[str, Iterable[str]], where: str) -> dict[str, str]:
    """Phrase → key; ProfileError where one phrase stands under two keys."""
    meaning: dict[str, str] = {}
    for key, phrases in table.items():
        for phrase in phrases:
            if meaning.setdefault(phrase, key) != key:
                raise ProfileError(
                    f"{where}: “{phrase}” stands under {meaning[phrase]} and under {key}. Keep it under one."
                )
    return meaning


def fold(phrase: str) -> str:
    """Lower case, white space as single spaces: how phrases are compared."""
    return " ".join(phrase.lower().split())


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes a report may use, withdrawn ones named in the lexicon included."""
    table = load("currencies")
    current = {str(currency.alpha_3) for currency in pycountry.currencies}
    return frozenset(current | set(table["withdrawn"]["codes"])) - set(table["never"]["codes"])


@cache
def currency_names() -> Mapping[str, tuple[str, Decimal, bool]]:
    """Lower-case name → code, the part of a unit it stands for, and whether the code is inferred."""
    table = load("currencies")
    known = currency_codes() | {"SDG"}
    names: dict[str, tuple[str, Decimal, bool]] = {}
    groups = (
        ("names", Decimal(1), False),
        ("inferred", Decimal(1), True),
        ("hundredths", Decimal("0.01"), True),
    )
    for group, part, inferred in groups:
        for phrase, code in inverted(table[group], "currencies.toml").items():
            if code not in known:
                raise ProfileError(
                    f"currencies.toml: “{code}” is no ISO 4217 code. Correct it under [{group}]."
                )
            names[phrase] = (code, part, inferred)
    return names


@cache
def currency_signs() -> Mapping[str, tuple[str, bool]]:
    """Sign → code, and whether the code is only inferred ("$")."""
    table = load("currencies")
    signs = {sign: (code, False) for sign, code in inverted(table["signs"], "currencies.toml").items()}
    return signs | {sign: (code, True) for sign, code in table["shared"].items()}


@cache
def unit_names(group: str) -> Mapping[str, str]:
    """Written form (lower case) → unit, of one group of units.toml."""
    return inverted(load("units")[group], "units.toml")


@cache
def words(file: str, group: str, key: str = "words") -> frozenset[str]:
    """A plain word list of a lexicon file."""
    return frozenset(load(file)[group][key])
