"""What a finding is about: one or two themes of the taxonomy in `lexicon/themes.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.phrases import fold, occurs
from pipeline.problems import ProfileError
from pipeline.segment.cues import FOLDER

_WEIGHTS: Mapping[str, float] = {"core": 3.0, "near": 2.0, "hint": 1.0}
_KEYS = {"id", "components", *_WEIGHTS}
# Who says it is not what it is about: "evaluations suggest scope for …".
_REPORTED = re.compile(
    r"(?<!\w)(?:(?:the|our|this|these|many|several|recent) )?"
    r"(?:evaluation|assessment|review|report|audit)s? (?:also |further )?"
    r"(?:suggest|find|found|show|note|conclude|reveal|indicate|highlight|identif|confirm)\w*"
)
AGAIN = 0.35  # what every further phrase of a theme adds beside the heaviest
BY_COMPONENT = 1.9  # what the component it stands under adds …
BY_LETTER = 0.01  # … and for each letter of it that is the theme's
LONG_NAME = 8  # shorter names of components must be the whole name
SECOND = 0.6  # a second theme must weigh at least this share of the first
HALF = 0.7  # the share of what the whole sentence says, where the text is half of it
LEAST = 1.9  # and at least this much


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: the phrases that speak for it with their weights, the components that are about it."""

    name: str
    phrases: tuple[tuple[str, float], ...]
    components: tuple[str, ...]

    def weight(self, folded: str) -> float:
        """How much the folded text speaks for the theme; words that speak twice count once."""
        kept: list[tuple[int, int]] = []
        total = 0.0
        for phrase, weight in self.phrases:  # the heaviest stand first
            match = occurs(phrase, folded)
            if match is None or any(match.start() < end and start < match.end() for start, end in kept):
                continue
            total += weight * (AGAIN if kept else 1.0)
            kept.append(match.span())
        return total

    def by_component(self, component: str) -> float:
        """What a folded component of a framework says for the theme: more, the more of it is named."""
        named = [
            name
            for name in self.components
            if component == name or (len(name) >= LONG_NAME and name in component)
        ]
        return BY_COMPONENT + max(map(len, named)) * BY_LETTER if named else 0.0


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
        phrases = tuple((says, weight) for key, weight in _WEIGHTS.items() for says in entry[key])
        themes.append(Theme(name, phrases, tuple(fold(says) for says in entry["components"])))
    return tuple(themes)


def themes_of(
    text: str, component: str | None = None, context: str | None = None, whole: str | None = None
) -> tuple[str, ...]:
    """The one or two themes a finding is about, the weightier first; () where nothing tells.

    `component` is what the row, item or section says it assesses. `whole` is the sentence of which
    the text is a half, and counts by half. `context` (the heading) is asked only where these say
    too little.
    """
    weights = _weights(text, component)
    if whole is not None and whole != text:
        for name, weight in _weights(whole, None).items():
            weights[name] = weights.get(name, 0.0) + HALF * weight
    if context and max(weights.values(), default=0.0) < LEAST:
        for name, weight in _weights(context, component).items():
            weights[name] = weights.get(name, 0.0) + weight
    order = sorted(weights, key=lambda name: -weights[name])
    kept = [name for name in order if weights[name] >= max(LEAST, SECOND * weights[order[0]])]
    return tuple((kept or order[:1])[:2])


def _weights(text: str, component: str | None) -> dict[str, float]:
    """The themes something speaks for, with how much."""
    folded = _REPORTED.sub(" ", fold(text))
    about = fold(component) if component else ""
    weights = {
        theme.name: theme.weight(folded) + (theme.by_component(about) if about else 0.0)
        for theme in taxonomy()
    }
    return {name: weight for name, weight in weights.items() if weight}
