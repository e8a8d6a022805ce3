"""Which profile fits a document: profiles choose themselves by what the document says."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Document
from pipeline.phrases import fold, occurs
from pipeline.problems import PipelineError, Problem
from pipeline.profile import Profile
from pipeline.segment.units import flow, text_of

FALLBACK = "general"
ENOUGH = 3  # the weight from which a profile fits
_FRONT = 400  # characters in which a report says what it is
_OPENING = 30_000  # characters read to tell the family


def choose(document: Document, profiles: Sequence[Profile]) -> tuple[Profile, tuple[Problem, ...]]:
    """The profile with most weight for it; the general one, with a warning, where none has enough.

    Between equals the one that extends the other is taken, then the first by name.
    """
    opening = fold(document.text[:_OPENING])
    headings = (text_of(document, block) for block in flow(document) if block.kind == "heading")
    heads = fold(" . ".join((document.text[:_FRONT], *headings)))
    scored = [(_weight(profile, opening, heads), _depth(profile, profiles), profile) for profile in profiles]
    fitting = [entry for entry in scored if entry[2].identify]
    best = max(fitting, key=lambda entry: (entry[0], entry[1]), default=None)
    if best is not None and best[0] >= ENOUGH:
        return best[2], ()
    fallback = next((profile for profile in profiles if profile.name == FALLBACK), None)
    if fallback is None:
        raise PipelineError(f'There is no profile "{FALLBACK}". Put {FALLBACK}.toml back into profiles/.')
    if document.language not in (None, "en"):
        return fallback, ()  # profiles speak English; that the report does not is told by its reader
    return fallback, (_unfitting(best[2].name if best is not None and best[0] else None),)


def _weight(profile: Profile, opening: str, heads: str) -> int:
    """The weights of the phrases found; twice where one stands in front or in a heading.

    One that is only mentioned once ("good results in the latest MOPAN assessment") tells little.
    """
    fronted = [entry for entry in profile.identify if any(occurs(phrase, heads) for phrase in entry.says)]
    mentioned = [
        entry
        for entry in profile.identify
        if entry not in fronted and any(occurs(phrase, opening) for phrase in entry.says)
    ]
    if (
        not fronted
        and len(mentioned) == 1
        and not any(_twice(phrase, opening) for phrase in mentioned[0].says)
    ):
        return min(mentioned[0].weight, ENOUGH - 1)
    return sum(2 * entry.weight for entry in fronted) + sum(entry.weight for entry in mentioned)


def _twice(phrase: str, text: str) -> bool:
    first = occurs(phrase, text)
    return first is not None and occurs(phrase, text[first.end() :]) is not None


def _depth(profile: Profile, profiles: Sequence[Profile]) -> int:
    named = {other.name: other for other in profiles}
    depth = 0
    while profile.extends is not None:
        profile = named[profile.extends]
        depth += 1
    return depth


def _unfitting(nearest: str | None) -> Problem:
    near = f'; "{nearest}" comes nearest' if nearest else ""
    return Problem(
        "segment",
        "warning",
        f"No profile of a report family fits this report{near}. It was read by the general one.",
        "Look its rows through, or add a profile for its family (see the README).",
    )
