"""What the elements of a web page are to a reader: seen or not, navigation or text, data or layout, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from pipeline.model import BlockKind

Event = Literal["start", "end", "passed"]
_UNSEEN = frozenset(
    "script style noscript template nav iframe svg canvas object embed audio video map select option "
    "datalist textarea button input del s strike head".split()
)
_AWAY = frozenset({"navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog", "tablist"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|skip-?(?:link|nav|to)|"
    r"navbar|nav|navigation|pagination|share|social|menu)(?:$|[\s_-])",
    re.I,
)
_UNSEEN_CLASS = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:$|\s)", re.I)
_LABEL = re.compile(r"[\[(]?(?:(?:foot|end)?note\s*)?(\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})[\])]?[.:]?")
_NOTELIKE = re.compile(r"fn|ftn|note|endn|edn|cite|ref", re.I)
_HEADINGS = re.compile(r"h[1-6]")


def anchor_label(text: str) -> str | None:
    """The label in a note marker's text ("[12]" → "12"), or None where the text is none."""
    found = _LABEL.fullmatch(text.strip())
    return found.group(1) if found else None


class Tree:
    """The elements of one page and what they are; asked by the walk over them."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._order: dict[etree._Element, int] = {}
        self._named: dict[str, etree._Element] = {}
        for place, element in enumerate(root.iter(etree.Element)):
            self._order[element] = place
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    self._named.setdefault(name, element)
        self._length = len(_text_of(root))
        self._kinds: dict[etree._Element, tuple[BlockKind, int] | None] = {}
        self._calls: dict[etree._Element, str] = {}
        self._targets: dict[etree._Element, str] = {}
        self._find_notes()

    def events(self) -> Iterator[tuple[Event, etree._Element]]:
        """Start and end of every element a reader sees, in order; of the others that they were passed."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        unseen: set[etree._Element] = set()
        for event, element in walk:
            if event == "start" and self._is_unseen(element):
                unseen.add(element)
                walk.skip_subtree()
            elif event == "start":
                yield "start", element
            else:
                yield ("passed" if element in unseen else "end"), element

    def kind_of(self, element: etree._Element) -> tuple[BlockKind, int] | None:
        """What an element makes of the paragraphs in it, with the level of a heading; None: nothing."""
        if element not in self._kinds:
            self._kinds[element] = self._kind(element)
        return self._kinds[element]

    def call_of(self, element: etree._Element) -> str | None:
        """The note an element's text calls: its target's name, "raised:…" for a raised number, "back"."""
        if element in self._calls:
            return self._calls[element]
        if element.tag == "sup":
            label = anchor_label(_text_of(element))
            if label is not None:
                linked = next((self._calls[a] for a in element.iter("a") if a in self._calls), None)
                return linked or (f"raised:{label}" if not label.isalpha() else None)
        return None

    def note_keys(self, element: etree._Element) -> tuple[str, ...]:
        """The notes that begin in this element."""
        key = self._targets.get(element)
        return (key,) if key is not None else ()

    def is_data(self, table: etree._Element) -> bool:
        """Whether a table holds data; else it lays out the page and its cells are read as text."""
        if (table.get("role") or "").lower() in {"presentation", "none"}:
            return False
        if next(table.iterdescendants("table"), None) is not None:
            own = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
            return any(cell.tag == "th" for row in own[1:2] + own[:1] for cell in row) and len(own) > 1
        rows = [sum(1 for cell in row if cell.tag in {"td", "th"}) for row in table.iter("tr")]
        if next(table.iter("th", "caption"), None) is not None:
            return bool(rows)
        headed = next(table.iter("h1", "h2", "h3"), None) is not None
        return sum(count > 1 for count in rows) > 1 and not headed

    def _is_unseen(self, element: etree._Element) -> bool:
        if element.tag in _UNSEEN or element.get("hidden") is not None:
            return True
        if _HIDING.search(element.get("style") or "") or (element.get("role") or "").lower() in _AWAY:
            return True
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _UNSEEN_CLASS.search(named) and element.tag not in {"body", "html"}:
            return True
        if element.tag in {"body", "html", "main", "article", "h1"} or not _ASIDE.search(named):
            return False
        return len(_text_of(element)) * 5 < self._length

    def _kind(self, element: etree._Element) -> tuple[BlockKind, int] | None:
        tag = str(element.tag)
        if _HEADINGS.fullmatch(tag):
            around = (self.kind_of(above) for above in element.iterancestors())
            return ("furniture", 0) if ("furniture", 0) in around else ("heading", int(tag[1]))
        role = (element.get("role") or "").lower()
        if role == "heading":
            level = element.get("aria-level") or "2"
            return "heading", int(level) if re.fullmatch("[1-9]", level) else 2
        if tag in {"caption", "figcaption"}:
            return "caption", 0
        if role in {"banner", "contentinfo"} or (tag in {"header", "footer"} and self._is_outermost(element)):
            return None if next(element.iter("h1"), None) is not None else ("furniture", 0)
        if tag in {"ul", "ol"} and self._is_contents(element):
            return "contents", 0
        return None

    def _is_outermost(self, element: etree._Element) -> bool:
        inside = {"main", "article", "section", "table", "figure", "blockquote"}
        return not any(above.tag in inside for above in element.iterancestors()) and not any(
            below in self._targets for below in element.iter(etree.Element)
        )

    def _is_contents(self, element: etree._Element) -> bool:
        """A list whose every word leads to a place in this page."""
        links = [a for a in element.iter("a") if (a.get("href") or "").startswith("#")]
        if len(links) < 3 or any(a in self._calls for a in links):
            return False
        linked = sum(len("".join(_text_of(a).split())) for a in links)
        return linked * 10 >= len("".join(_text_of(element).split())) * 9

    def _find_notes(self) -> None:
        """Markers that lead to a note further on, the notes they lead to, and the ways back."""
        links = [a for a in self._root.iter("a") if (a.get("href") or "").startswith("#")]
        for a in links:
            name = (a.get("href") or "")[1:]
            target = self._named.get(name)
            if target is None or anchor_label(_text_of(a)) is None or not self._is_notelike(a):
                continue
            if self._order[target] > self._order[a] and not _HEADINGS.fullmatch(str(target.tag)):
                self._calls[a] = name
                self._targets[target] = name
        called = {self._order[a] for a in self._calls}
        for a in links:
            target = self._named.get((a.get("href") or "")[1:])
            if a not in self._calls and target is not None and self._order[target] < self._order[a]:
                near = range(self._order[target] - 3, self._order[target] + 4)
                if len(_text_of(a).strip()) <= 6 and not called.isdisjoint(near):
                    self._calls[a] = "back"

    @staticmethod
    def _is_notelike(a: etree._Element) -> bool:
        said = " ".join(a.get(name) or "" for name in ("href", "id", "name", "class", "role", "epub:type"))
        raised = any(near.tag == "sup" for near in (*a.iterancestors(), *a.iterdescendants()))
        return raised or _NOTELIKE.search(said) is not None


def _text_of(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
