"""Which multilateral organisation a name means, by full name, acronym, former or foreign name.

The names are data (`registry/organisations.toml`); this module knows only how names are compared:
word by word, accents, capitals and variant spellings aside.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pipeline.model import Span
from pipeline.problems import ProfileError

OrganisationKind = Literal[
    "un", "fund", "bank", "red_cross", "eu", "regional", "research", "partnership", "oversight"
]

REGISTRY = Path(__file__).parent / "registry" / "organisations.toml"

_WORD = re.compile(r"[^\W_]+|&")
_GAP = re.compile(r"[\s,/’'‘ʼ\-\u2010-\u2014\u00ad]*")  # what may stand between two words of one name
_PARTS = re.compile(r"[(),;:/|\[\]–—]|\s-\s")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_FIELDS = {"name", "acronym", "kind", "names", "acronyms", "part_of"}
_SETTINGS = {"organisation", "ordinary_words", "offices", "spelling"}


@dataclass(frozen=True, slots=True)
class Organisation:
    """A multilateral organisation; `oversight` bodies assess others.

    `names` are other full names (former, foreign), `acronyms` other short ones; `part_of` names the
    group it belongs to.
    """

    name: str
    kind: OrganisationKind
    acronym: str | None = None
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """How often a text names an organisation, and where it does so first."""

    organisation: Organisation
    count: int
    first: Span


class _Name(NamedTuple):
    """One way to call an organisation: its words, compared and as written."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    organisation: Organisation
    short: bool  # an acronym: its capitals count


@dataclass(frozen=True, slots=True)
class Registry:
    """The organisations and what is needed to find their names."""

    organisations: tuple[Organisation, ...]
    by_words: Mapping[tuple[str, ...], _Name]
    by_first: Mapping[str, tuple[_Name, ...]]  # longest first
    ordinary: frozenset[str]
    offices: tuple[tuple[str, ...], ...]
    spelling: Mapping[str, str]


def resolve(name: str) -> Organisation | None:
    """The organisation a name stands for, or None where the registry has none or it is unclear.

    Takes acronyms in any case, full and foreign names, a name with its acronym in brackets or what
    it is behind a dash, and a name before "Country Office".
    """
    whole = _called(name)
    if whole is not None:
        return whole
    parts = [found for part in _PARTS.split(name) if (found := _called(part)) is not None]
    opening = _called(_BRACKETS.sub("", name)) or _called(_PARTS.split(name.strip())[0])
    return opening if opening is not None and all(part is opening for part in parts) else None


def mentioned(text: str) -> tuple[Mention, ...]:
    """The organisations a text names, most often named first, then in order of appearance.

    A name counts once where it stands, the longest that fits; bodies that assess others are among
    them (`kind` tells them apart).
    """
    counts: dict[str, int] = {}
    firsts: dict[str, tuple[Organisation, Span]] = {}
    for organisation, span in _occurrences(text):
        counts[organisation.name] = counts.get(organisation.name, 0) + 1
        firsts.setdefault(organisation.name, (organisation, span))
    mentions = [Mention(organisation, counts[name], first) for name, (organisation, first) in firsts.items()]
    return tuple(sorted(mentions, key=lambda mention: (-mention.count, mention.first)))


def _called(name: str) -> Organisation | None:
    """The organisation whose name these words are, "the" and an office's word aside."""
    registry = load()
    matches = list(_WORD.finditer(name))
    words = tuple(_folded(match.group(), registry.spelling) for match in matches)
    if words and words[0] in {"the", "la", "le"}:
        words, matches = words[1:], matches[1:]
    for office in ((), *registry.offices):
        if office and words[-len(office) :] != office:
            continue
        kept = len(words) - len(office)
        found = registry.by_words.get(words[:kept])
        if found is None:
            continue
        written = "".join(match.group() for match in matches[:kept])
        if found.short and "".join(found.written) in registry.ordinary and not written.isupper():
            continue
        return found.organisation
    return None


def _occurrences(text: str) -> Iterator[tuple[Organisation, Span]]:
    """Each place where a text names an organisation, in text order, without overlaps."""
    registry = load()
    matches = list(_WORD.finditer(text))
    words = [_folded(match.group(), registry.spelling) for match in matches]
    at = 0
    while at < len(words):
        name = next(
            (
                name
                for name in registry.by_first.get(words[at], ())
                if tuple(words[at : at + len(name.words)]) == name.words
                and _stands(name, matches, at, text, registry)
            ),
            None,
        )
        if name is None:
            at += 1
            continue
        last = at + len(name.words) - 1
        yield name.organisation, Span(matches[at].start(), matches[last].end())
        at = last + 1


def _stands(name: _Name, matches: Sequence[re.Match[str]], at: int, text: str, registry: Registry) -> bool:
    """Whether the words found are the name: its capitals are there and nothing parts them."""
    found = matches[at : at + len(name.words)]
    for left, right in pairwise(found):
        if _GAP.fullmatch(text, left.end(), right.start()) is None:
            return False
    written = tuple(match.group() for match in found)
    if not name.short:
        return all(
            seen[0].isupper() for seen, known in zip(written, name.written, strict=True) if known[0].isupper()
        )
    if written != name.written and not (all(word.isupper() for word in written)):
        return False
    return "".join(name.written) not in registry.ordinary or not _shouted(matches, at, len(found), text)


def _shouted(matches: Sequence[re.Match[str]], at: int, length: int, text: str) -> bool:
    """Whether a neighbouring word of the same line is in capitals too ("WHO WE ARE")."""
    neighbours = []
    if at > 0:
        neighbours.append((matches[at - 1], text[matches[at - 1].end() : matches[at].start()]))
    if at + length < len(matches):
        after = matches[at + length]
        neighbours.append((after, text[matches[at + length - 1].end() : after.start()]))
    return any(
        gap.strip(" ") == "" and len(word.group()) > 1 and word.group().isalpha() and word.group().isupper()
        for word, gap in neighbours
    )


def _folded(word: str, spelling: Mapping[str, str]) -> str:
    """A word as names are compared: small letters, no accents, one spelling."""
    if word == "&":
        return "and"
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char)
    )
    return spelling.get(bare, bare)


@cache
def load(path: Path = REGISTRY) -> Registry:
    """The registry as read from its file; raises ProfileError where the file contradicts itself."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _refuse_unknown(data, _SETTINGS, path, "the file")
    spelling: dict[str, str] = data.get("spelling", {})
    organisations = tuple(_organisation(entry, path) for entry in data.get("organisation", ()))
    known = {organisation.name for organisation in organisations}
    for organisation in organisations:
        if organisation.part_of is not None and organisation.part_of not in known:
            raise ProfileError(
                f'{path.name}: {organisation.name} is part_of "{organisation.part_of}", which has no entry. '
                "Add it, or mend the name."
            )
    by_words: dict[tuple[str, ...], _Name] = {}
    for organisation in organisations:
        for name in _names(organisation, spelling):
            other = by_words.setdefault(name.words, name)
            if other.organisation is not organisation:
                raise ProfileError(
                    f'{path.name}: "{" ".join(name.written)}" names both {other.organisation.name} and '
                    f"{organisation.name}. Keep it with one of them."
                )
    by_first: dict[str, list[_Name]] = {}
    for name in by_words.values():
        by_first.setdefault(name.words[0], []).append(name)
    return Registry(
        organisations,
        by_words,
        {
            first: tuple(sorted(names, key=lambda name: (-len(name.words), name.words)))
            for first, names in by_first.items()
        },
        frozenset(data.get("ordinary_words", ())),
        tuple(
            sorted(
                (
                    tuple(_folded(word, spelling) for word in _WORD.findall(office))
                    for office in data.get("offices", ())
                ),
                key=lambda office: (-len(office), office),
            )
        ),
        spelling,
    )


def _organisation(entry: Mapping[str, Any], path: Path) -> Organisation:
    """One entry of the file; raises ProfileError on unknown keys and kinds."""
    _refuse_unknown(entry, _FIELDS, path, str(entry.get("name", "an organisation without a name")))
    if "name" not in entry or entry.get("kind") not in get_args(OrganisationKind):
        raise ProfileError(
            f"{path.name}: {entry.get('name', 'an organisation')} needs a name and a kind, one of "
            f"{', '.join(get_args(OrganisationKind))}."
        )
    return Organisation(
        entry["name"],
        entry["kind"],
        entry.get("acronym"),
        tuple(entry.get("names", ())),
        tuple(entry.get("acronyms", ())),
        entry.get("part_of"),
    )


def _refuse_unknown(entry: Mapping[str, Any], known: set[str], path: Path, where: str) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise ProfileError(
            f"{path.name}: {where} has {', '.join(unknown)}, which means nothing here. "
            f"Known are {', '.join(sorted(known))}."
        )


def _names(organisation: Organisation, spelling: Mapping[str, str]) -> Iterator[_Name]:
    """Every way to call an organisation; its short names last, so that a full name wins."""
    for names, short in (
        ((organisation.name, *organisation.names), False),
        (((organisation.acronym,) if organisation.acronym else ()) + organisation.acronyms, True),
    ):
        for name in names:
            written = tuple(_WORD.findall(name))
            words = tuple(_folded(word, spelling) for word in written)
            if words[0] == "the":
                words, written = words[1:], written[1:]
            yield _Name(words, written, organisation, short)
