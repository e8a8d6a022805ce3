"""The parts of a Word file, unpacked with limits and parsed without following anything outside."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.problems import Problem, Unreadable

LARGEST_PART = 150_000_000  # bytes unpacked: a report of a thousand pages has a tenth of it
_DAMAGED = "Open it in Word or LibreOffice, save it again as DOCX or PDF."


class Package:
    """A Word file's parts by what they are to its document. Raises Unreadable where it is damaged."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.problems: dict[str, Problem] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise Unreadable(
                f"{file}: the Word document is damaged or cut off ({error}).", _DAMAGED
            ) from error
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self.main = self._main()
        self._related = self._relations(self.main)

    def document(self) -> etree._Element:
        root = self._parsed(self.main)
        if root is None:
            raise Unreadable(f"{self.file}: the Word document holds no text part.", _DAMAGED)
        return root

    def part(self, kind: str) -> etree._Element | None:
        """The document's part of a kind ("styles", "numbering", "footnotes" …), or None."""
        for related, target in self._related.values():
            if related == kind:
                return self._parsed(target)
        return None

    def related(self, relation: str) -> etree._Element | None:
        """The part a relation id of the document leads to."""
        found = self._related.get(relation)
        return self._parsed(found[1]) if found else None

    def properties(self) -> etree._Element | None:
        """The core properties: title, creator, dates."""
        for kind, target in self._relations("").values():
            if kind == "core-properties":
                return self._parsed(target)
        return self._parsed("docProps/core.xml")

    def _main(self) -> str:
        for kind, target in self._relations("").values():
            if kind == "officeDocument" and target.lower() in self._names:
                return target
        return next(
            (n for n in self._names.values() if re.fullmatch(r"word/document\d*\.xml", n)),
            "word/document.xml",
        )

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → kind and target of the parts a part leads to; "" is the package itself."""
        folder, name = posixpath.split(part)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target") or ""
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rpartition("/")[2], path)
        return found

    def _parsed(self, name: str) -> etree._Element | None:
        data = self._unpacked(name)
        if data is None:
            return None
        try:
            return etree.fromstring(data, _parser(recover=False))
        except (etree.XMLSyntaxError, ValueError) as error:
            self.problems[name] = Problem(
                "ingest",
                "warning",
                f"{self.file}: its part {name} is damaged ({error}); it was read as far as it goes.",
                _DAMAGED,
            )
        try:
            root = etree.fromstring(_mended(data), _parser(recover=True))
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"{self.file}: its part {name} is damaged ({error}).", _DAMAGED) from error
        return root if isinstance(root, etree._Element) else None

    def _unpacked(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is none. Never more than the largest part may have."""
        listed = self._names.get(name.lower())
        if listed is None:
            return None
        try:
            with self._archive.open(listed) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(
                f"{self.file}: its part {name} cannot be unpacked ({error}).", _DAMAGED
            ) from error
        except RuntimeError as error:  # zipfile's word for an encrypted member
            raise Unreadable(f"{self.file}: password-protected.", "Save it without the password.") from error
        if len(data) > LARGEST_PART:
            raise Unreadable(
                f"{self.file}: its part {name} unpacks to over {LARGEST_PART // 1_000_000} MB.",
                "No report is so large; check where the file comes from, or put its PDF here.",
            )
        return data


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=recover)


def _mended(data: bytes) -> bytes:
    """The bytes of a damaged part less what no text may hold (a lenient parser would pass it on)."""
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", errors="replace")
    text = re.sub(r"^\s*<\?xml[^>]*>|&#[^;\s]{0,12};?|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return text.encode("utf-8", errors="replace")


def local(element: etree._Element) -> str:
    """An element's name without its namespace ("" for comments): strict and older files use others."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def whole(element: etree._Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number of sensible size, or None."""
    value = attribute(element, name)
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else None


def switched(parent: etree._Element | None, name: str) -> bool | None:
    """A toggle such as bold: on, off, or None where nothing is said."""
    found = child(parent, name)
    if found is None:
        return None
    return (attribute(found) or "1").lower() not in {"0", "false", "off", "none"}


def named(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a part's root with this name."""
    return (element for element in (root if root is not None else ()) if local(element) == name)
