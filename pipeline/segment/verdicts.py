"""Management's verdict on a recommendation: accept, partially accept, reject, as the profile says it."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.profile import Named, Profile

_TICKS = "☒☑✓✔■🗹✅⊠⌧"
_BOXES = "☐□▢⬜◻"


def verdict_of(text: str, profile: Profile) -> tuple[Named, int, int] | None:
    """Management's verdict where a response opens with one, with its place in the text.

    "Partially accepted. The office …" gives the verdict; a sentence that only speaks of agreement
    further on does not.
    """
    best: tuple[Named, int, int] | None = None
    opening = re.match(r"[\s\W]*", text)
    skip = opening.end() if opening else 0
    for verdict in profile.verdict:
        for phrase in verdict.says:
            match = _opening(phrase).match(text, skip)
            if match and (best is None or match.end(1) > best[2]):
                best = (verdict, match.start(1), match.end(1))
    return best


@lru_cache(maxsize=256)
def _opening(phrase: str) -> re.Pattern[str]:
    subject = r"(?:(?:[\w'’-]+\s+){0,4}?(?:is|are|has|have)?\s*)"
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    one = " " not in phrase and len(phrase) <= 4  # "yes", "no", "full" must stand alone
    ending = r"(?=\s*(?:$|[.,;:–—(-]))" if one else r"(?!\w)"
    return re.compile(rf"{'' if one else subject}({words}){ending}", re.IGNORECASE)


def ticked_verdict(text: str, marker: str | None, profile: Profile) -> tuple[str | None, int, int] | None:
    """The ticked one of a row of boxes with its place: "☐ Agree ☒ Partially agree ☐ Disagree".

    Boxes stand before their words, or behind them where the row ends with one. None where the text is
    no such row; a row in which no tick can be read gives no verdict. The first box may have been taken
    for a bullet (`marker`).
    """
    options = list(_options(profile).finditer(text))
    rest = _options(profile).sub("", text)
    if len(options) < 2 or re.sub(rf"[{_TICKS}{_BOXES}\W]", "", rest):
        return None
    behind = not marker and text.rstrip()[-1:] in _TICKS + _BOXES and text.lstrip()[:1] not in _TICKS + _BOXES
    for index, option in enumerate(options):
        before = text[options[index - 1].end() if index else 0 : option.start()]
        after = text[option.end() : options[index + 1].start() if index + 1 < len(options) else len(text)]
        first = not index and marker is not None and marker in _TICKS
        if any(tick in (after if behind else before) for tick in _TICKS) or first:
            verdict = verdict_of(option.group(), profile)
            return (verdict[0].name if verdict else None, option.start(), option.end())
    return None, 0, len(text)


def _options(profile: Profile) -> re.Pattern[str]:
    return _options_of(tuple(phrase for verdict in profile.verdict for phrase in verdict.says))


@lru_cache(maxsize=16)
def _options_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    body = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)
