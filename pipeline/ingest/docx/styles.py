"""Styles and numbering of a Word file: what a paragraph is by its style, and the number it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.ingest.docx.package import attribute, child, named, switched, whole
from pipeline.ingest.numerals import numeral

_DEEPEST = 20  # styles based on styles


class Styles:
    """The styles of a document, each asked with those it is based on."""

    def __init__(self, part: etree._Element | None) -> None:
        self._styles = {attribute(style, "styleId") or "": style for style in named(part, "style")}
        self._standard = {
            attribute(style, "type") or "": key
            for key, style in self._styles.items()
            if attribute(style, "default") in {"1", "true", "on"}
        }

    def name(self, style: str | None) -> str:
        """The built-in or given name of a paragraph style, in small letters."""
        return (attribute(child(self._styles.get(style or ""), "name")) or style or "").lower()

    def names(self, style: str | None) -> tuple[str, ...]:
        """Its name and those of the styles it is based on, nearest first."""
        return tuple((attribute(child(found, "name")) or "").lower() for found in self._line(style))

    def outline(self, style: str | None) -> int | None:
        """The outline level (from 1) a paragraph style sets, or None for body text."""
        for found in self._line(style):
            level = whole(child(found, "pPr", "outlineLvl"))
            if level is not None:
                return level + 1 if level < 9 else None
            heading = re.fullmatch(r"heading (\d)", (attribute(child(found, "name")) or "").lower())
            if heading:
                return int(heading.group(1))
        return None

    def numbering(self, style: str | None) -> tuple[int | None, int | None]:
        """The list and level a paragraph style puts its paragraphs in."""
        for found in self._line(style):
            number = child(found, "pPr", "numPr")
            if number is not None:
                return whole(child(number, "numId")), whole(child(number, "ilvl"))
        return None, None

    def run(self, toggle: str, *styles: str | None) -> bool:
        """Whether styles switch something on for their characters ("b", "vanish")."""
        for style in styles:
            for found in self._line(style):
                said = switched(child(found, "rPr"), toggle)
                if said is not None:
                    return said
        return False

    def standard(self, kind: str) -> str | None:
        return self._standard.get(kind)

    def list_of(self, style: str | None) -> int | None:
        """The list a numbering style stands for."""
        return whole(child(self._styles.get(style or ""), "pPr", "numPr", "numId"))

    def _line(self, style: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = attribute(child(found, "basedOn"))


@dataclass(frozen=True, slots=True)
class Printed:
    """The number (or bullet) of a paragraph as printed, its place in its list, and which list."""

    text: str
    level: int
    number: int
    bullet: bool
    list: str


class Numbering:
    """The lists of a document; asked paragraph by paragraph, in order, for what each one prints."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._abstract = {whole(a, "abstractNumId"): a for a in named(part, "abstractNum")}
        self._nums = {whole(num, "numId"): num for num in named(part, "num")}
        self._styles = styles
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[int] = set()

    def next(self, num: int, level: int) -> Printed | None:
        """What the next paragraph of this list prints at this level (from 0), or None for nothing."""
        abstract = self._abstract_of(num)
        definition = self._level(num, level)
        if abstract is None or definition is None:
            return None
        key = whole(abstract, "abstractNumId") or 0
        counts = self._counts.setdefault(key, {})
        if num not in self._begun:
            self._begun.add(num)
            for overridden in named(self._nums.get(num), "lvlOverride"):
                start = whole(child(overridden, "startOverride"))
                if start is not None:
                    counts[whole(overridden, "ilvl") or 0] = start - 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        start = whole(child(definition, "start"))
        counts[level] = counts.get(level, (1 if start is None else start) - 1) + 1
        form = attribute(child(definition, "numFmt")) or "decimal"
        text = attribute(child(definition, "lvlText")) or ""
        if form == "bullet":
            return Printed(_glyph(text), level, counts[level], True, str(key))
        if form == "none" and "%" not in text:
            return Printed(text.strip(), level, counts[level], False, str(key)) if text.strip() else None
        plain = switched(definition, "isLgl") or False
        printed = re.sub(r"%([1-9])", lambda m: self._count(num, int(m.group(1)) - 1, counts, plain), text)
        return Printed(printed.strip(), level, counts[level], False, str(key)) if printed.strip() else None

    def _count(self, num: int, level: int, counts: dict[int, int], plain: bool) -> str:
        definition = self._level(num, level)
        start = whole(child(definition, "start"))
        form = attribute(child(definition, "numFmt")) or "decimal"
        return numeral(counts.get(level, 1 if start is None else start), "decimal" if plain else form)

    def _abstract_of(self, num: int) -> etree._Element | None:
        for _ in range(3):  # a list may stand for a numbering style that names the real one
            abstract = self._abstract.get(whole(child(self._nums.get(num), "abstractNumId")))
            link = attribute(child(abstract, "numStyleLink"))
            if link is None:
                return abstract
            num = self._styles.list_of(link) or 0
        return None

    def _level(self, num: int, level: int) -> etree._Element | None:
        for overridden in named(self._nums.get(num), "lvlOverride"):
            if whole(overridden, "ilvl") == level and child(overridden, "lvl") is not None:
                return child(overridden, "lvl")
        abstract = self._abstract_of(num)
        return next((lvl for lvl in named(abstract, "lvl") if whole(lvl, "ilvl") == level), None)


def _glyph(text: str) -> str:
    """A bullet as a reader sees it: glyphs of symbol fonts are private-use characters."""
    glyph = text.strip()
    return "•" if not glyph or any("\ue000" <= char <= "\uf8ff" for char in glyph) else glyph
