"""What a finding is about: one or two themes of the taxonomy in `lexicon/themes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.phrases import fold, pattern
from pipeline.problems import ProfileError
from pipeline.segment.cues import FOLDER

_WEIGHTS: Mapping[str, float] = {"core": 3.0, "near": 2.0, "hint": 1.0}
_KEYS = {"id", "components", *_WEIGHTS}
AGAIN = 0.35  # what every further phrase of a theme adds beside the heaviest
BY_COMPONENT = 1.6  # what the component it stands under adds
SECOND = 0.6  # a second theme must weigh at least this share of the first
LEAST = 1.9  # and at least this much


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: the phrases that speak for it with their weights, the components that are about it."""

    name: str
    phrases: tuple[tuple[re.Pattern[str], float], ...]
    components: tuple[str, ...]

    def weight(self, folded: str) -> float:
        """How much the folded text speaks for the theme."""
        found = sorted((w for phrase, w in self.phrases if phrase.search(folded)), reverse=True)
        return found[0] + AGAIN * sum(found[1:]) if found else 0.0

    def covers(self, component: str) -> bool:
        """Whether a folded component of a framework is about this theme."""
        return any(component == name or (len(name) > 8 and name in component) for name in self.components)


@cache
def taxonomy() -> tuple[Theme, ...]:
    """The themes, in the order of the file; raises ProfileError where it is wrong."""
    path = FOLDER / "themes.toml"
    try:
        return read_taxonomy(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"lexicon {path.name}: {error}. Restore the file or mend its TOML.") from error


def read_taxonomy(content: Mapping[str, Any]) -> tuple[Theme, ...]:
    """The themes of a parsed file; raises ProfileError for what it may not say."""
    themes: list[Theme] = []
    for entry in content.get("theme", ()):
        name = entry.get("id")
        if set(entry) != _KEYS or any(name == theme.name for theme in themes):
            raise ProfileError(
                f'lexicon themes.toml, theme "{name}": stands once, with exactly {", ".join(sorted(_KEYS))}.'
            )
        phrases = tuple((pattern(says), weight) for key, weight in _WEIGHTS.items() for says in entry[key])
        themes.append(Theme(name, phrases, tuple(fold(says) for says in entry["components"])))
    return tuple(themes)


def themes_of(text: str, component: str | None = None, context: str | None = None) -> tuple[str, ...]:
    """The one or two themes a finding is about, the weightier first; () where nothing tells.

    `component` is what the row, item or section says it assesses; `context` (the heading, or the
    sentence before) is asked only where the text itself says too little.
    """
    weights = _weights(text, component)
    if not weights and context:
        weights = _weights(context, component)
    order = sorted(weights, key=lambda name: -weights[name])
    kept = [name for name in order if weights[name] >= max(LEAST, SECOND * weights[order[0]])]
    return tuple((kept or order[:1])[:2])


def _weights(text: str, component: str | None) -> dict[str, float]:
    """The themes something speaks for, with how much."""
    folded = fold(text)
    about = fold(component) if component else ""
    weights = {
        theme.name: theme.weight(folded) + (BY_COMPONENT if about and theme.covers(about) else 0.0)
        for theme in taxonomy()
    }
    return {name: weight for name, weight in weights.items() if weight}
