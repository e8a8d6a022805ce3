"""The characters of one Word paragraph: deletions, field codes and hidden text left aside, notes called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx.package import attribute, child, local, switched
from pipeline.ingest.docx.styles import Styles
from pipeline.ingest.ligatures import spelt_out
from pipeline.ingest.numerals import numeral
from pipeline.ingest.rich import Bit

_GONE = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "instrText", "delInstrText", "rt"}
)
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"}


# What the font "Symbol" draws for its private characters, as far as reports write them.
_SYMBOLS = {
    "\uf0a3": "≤", "\uf0b3": "≥", "\uf0b1": "±", "\uf0b4": "×", "\uf0b0": "°", "\uf0bb": "≈", "\uf0b9": "≠",
    "\uf0ae": "→", "\uf0be": "—", "\uf02d": "−", "\uf0bc": "…", "\uf06d": "μ", "\uf0e5": "∑",
}  # fmt: skip


@dataclass
class Fields:
    """The fields open at a place: a field may run over many paragraphs (a table of contents does)."""

    codes: list[str] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)

    def mark(self, kind: str | None) -> None:
        if kind == "begin":
            self.codes.append("")
            self.in_code.append(True)
        elif kind == "separate" and self.in_code:
            self.in_code[-1] = False
        elif kind == "end" and self.codes:
            self.codes.pop()
            self.in_code.pop()

    def says(self, code: str) -> None:
        if self.codes:
            self.codes[-1] += code

    def inside(self, name: str) -> bool:
        return any(code.split()[:1] == [name] for code in self.codes)

    @property
    def hidden(self) -> bool:
        return any(self.in_code)


class Notes:
    """Footnotes and endnotes in the order they are called, with the label each one prints."""

    def __init__(self, forms: dict[str, str]) -> None:
        self._forms = forms
        self.labels: dict[str, str] = {}
        self._numbers = {"footnote": 0, "endnote": 0}

    def called(self, kind: str, number: str, mark: str | None) -> tuple[str, str]:
        """The key and label of a note at its call; `mark` is a label the writer set."""
        key = f"{kind}:{number}"
        if key not in self.labels:
            if mark is None:
                self._numbers[kind] += 1
            self.labels[key] = mark or numeral(self._numbers[kind], self._forms.get(kind, "decimal"))
        return key, self.labels[key]


class Runs:
    """Reads the characters of paragraphs, in order; text boxes met on the way are kept in `boxes`."""

    def __init__(self, styles: Styles, notes: Notes) -> None:
        self._styles = styles
        self._notes = notes
        self.fields = Fields()
        self.boxes: list[etree._Element] = []

    def bits(self, paragraph: etree._Element, style: str | None) -> tuple[Bit, ...]:
        return tuple(self._within(paragraph, style))

    def _within(self, parent: etree._Element, style: str | None) -> Iterator[Bit]:
        for element in parent:
            name = local(element)
            if name in _GONE or not name:
                continue
            if name == "r":
                yield from self._run(element, style)
            elif name == "AlternateContent":
                yield from self._within(_chosen(element), style)
            elif name == "t":  # the text of a formula
                yield Bit(element.text or "")
            elif name == "fldSimple" and (attribute(element, "instr") or "").split()[:1] == ["NOTEREF"]:
                yield from (
                    Bit(bit.text, bit.bold, f"label:{bit.text.strip()}")
                    for bit in self._within(element, style)
                )
            else:
                yield from self._within(element, style)

    def _run(self, run: etree._Element, style: str | None) -> Iterator[Bit]:
        properties = child(run, "rPr")
        kind = attribute(child(properties, "rStyle"))
        bold = self._toggle(properties, "b", kind, style)
        hidden = self._toggle(properties, "vanish", kind, style)
        raised = _is_raised(properties)
        custom = ""
        for element in run:
            name = local(element)
            if name == "fldChar":
                self.fields.mark(attribute(element, "fldCharType"))
            elif name == "instrText":
                self.fields.says(element.text or "")
            elif name == "AlternateContent":
                self._drawn(_chosen(element))
            elif name in {"drawing", "pict", "object"}:
                self._drawn(element)
            elif not hidden and not self.fields.hidden and name in {"footnoteReference", "endnoteReference"}:
                mark = _mark_after(element, run)
                key, label = self._notes.called(
                    name.removesuffix("Reference"), attribute(element, "id") or "", mark
                )
                custom = mark or custom
                yield Bit(label, call=key)
            elif not hidden and not self.fields.hidden:
                text = _text(element, name)
                if custom and text.strip().startswith(custom):
                    text, custom = text.strip()[len(custom) :], ""
                if text:
                    yield Bit(text, bold, self._call(text, raised))

    def _call(self, text: str, raised: bool) -> str | None:
        """What a raised number calls: a note by its label where a cross-reference says so."""
        if self.fields.inside("NOTEREF"):
            return f"label:{text.strip()}"
        return f"raised:{text.strip()}" if raised and re.fullmatch(r"\s*(\d{1,3}|[*†‡]+)\s*", text) else None

    def _toggle(self, properties: etree._Element | None, name: str, *styles: str | None) -> bool:
        said = switched(properties, name)
        return said if said is not None else self._styles.run(name, *styles)

    def _drawn(self, parent: etree._Element) -> None:
        """Keeps the text boxes of a drawing, once each."""
        stack = [parent]
        while stack:
            element = stack.pop()
            if local(element) == "txbxContent":
                self.boxes.append(element)
            elif local(element) == "AlternateContent":
                stack.append(_chosen(element))
            else:
                stack.extend(reversed(element))


def _is_raised(properties: etree._Element | None) -> bool:
    """Whether a run stands above its line, as a superscript or by a height given."""
    height = attribute(child(properties, "position")) or ""
    return (
        attribute(child(properties, "vertAlign")) == "superscript"
        or re.fullmatch(r"[1-9]\d*", height) is not None
    )


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Of the same content told twice, for newer and older programs, the first that says anything."""
    empty = alternatives
    for choice in alternatives:
        if local(choice) in {"Choice", "Fallback"} and len(choice):
            return choice
        empty = choice
    return empty if empty is not alternatives else etree.Element("none")


def _mark_after(reference: etree._Element, run: etree._Element) -> str | None:
    """The label a writer set for a note by hand: it follows the reference in the same run."""
    if (attribute(reference, "customMarkFollows") or "0") in {"0", "false", "off"}:
        return None
    return "".join(t.text or "" for t in run if local(t) == "t").strip() or None


def _text(element: etree._Element, name: str) -> str:
    if name == "t":
        return spelt_out(element.text or "")
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        code = attribute(element, "char") or ""
        char = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
        if (attribute(element, "font") or "").lower() == "symbol" and char[:1] in _SYMBOLS:
            return _SYMBOLS[char]
        return "•" if "\ue000" <= char <= "\uf8ff" else "" if "\ud800" <= char <= "\udfff" else char
    if name == "ruby":
        return "".join(t.text or "" for t in element.iter() if local(t) == "t" and not _is_gloss(t))
    return _SPACES.get(name, "")


def _is_gloss(text: etree._Element) -> bool:
    return any(local(above) == "rt" for above in text.iterancestors())
