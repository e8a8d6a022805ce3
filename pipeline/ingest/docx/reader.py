"""Word file → Document: what Word would print with all changes accepted, by its own structure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.ingest.docx.package import Package, attribute, child, local, named, switched, whole
from pipeline.ingest.docx.runs import Notes, Runs
from pipeline.ingest.docx.styles import Numbering, Printed, Styles
from pipeline.ingest.docx.tables import placed_cells, rows_of
from pipeline.ingest.gridded import guessed_header
from pipeline.ingest.rich import Bit, Grid, GridCell, Item, Para, laid, raised_notes
from pipeline.ingest.source import Source
from pipeline.ingest.typed import with_typed_items
from pipeline.model import BlockKind, Document, Metadata
from pipeline.problems import Problem, Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTENTS = re.compile(r"(?:toc|table of figures|contents) ?\d*$")
_DEEPEST = 12  # tables in tables


def read_docx(source: Source) -> Document:
    """The document of a Word file, without pages. Raises Unreadable where it is damaged or empty."""
    package = Package(source.data, source.file)
    body = child(package.document(), "body")
    reader = _Body(package)
    main = reader.items(body) if body is not None else []
    heads, feet = reader.furniture(body)
    canon = laid(with_typed_items(raised_notes(_shifted([*heads, *main, *reader.notes(), *feet]))))
    if not any(block.kind != "furniture" for block in canon.blocks):
        raise Unreadable(
            f"{source.file}: the Word document shows no text.",
            "If it holds pictures of pages, save it as PDF.",
        )
    return source.document(
        MEDIA_TYPE,
        canon,
        metadata=_metadata(package.properties()),
        problems=(*_left(body, source.file), *package.problems.values()),
    )


def _metadata(properties: etree._Element | None) -> Metadata:
    """What the file's core properties say of it."""
    title, author, created = (
        " ".join((found.text or "").split()) if (found := child(properties, name)) is not None else ""
        for name in ("title", "creator", "created")
    )
    date = re.match(r"\d{4}-\d{2}-\d{2}", created)
    return Metadata(title or None, author or None, date.group() if date else None)


def _left(body: etree._Element | None, file: str) -> tuple[Problem, ...]:
    """A warning where the document takes in other files by reference, which are not read."""
    if body is None or not any(local(element) == "altChunk" for element in body.iter(etree.Element)):
        return ()
    return (
        Problem(
            "ingest",
            "warning",
            f"{file}: holds other files inside (altChunk) whose text was not read.",
            "Open it in Word and save it again; the parts are then joined.",
        ),
    )


def _shifted(items: Sequence[Item]) -> list[Item]:
    """Headings one level down where a title stands above them."""
    titled = any(isinstance(item, Para) and item.kind == "heading" and item.level == 0 for item in items)
    return [
        replace(item, level=item.level + titled)
        if isinstance(item, Para) and item.kind == "heading"
        else item
        for item in items
    ]


@dataclass
class _List:
    """The list at hand: its key, and whether the last paragraph was one of its items."""

    key: str = ""
    of: str = ""
    open: bool = False
    count: int = field(default=0)


class _Body:
    """Reads the parts of one Word file into paragraphs and grids."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._notes = Notes(_note_forms(package))
        self._runs = Runs(self._styles, self._notes)
        self._list = _List()
        self._panels = 0
        self._carried: tuple[Bit, ...] = ()

    def items(self, parent: etree._Element) -> list[Item]:
        return list(self._blocks(parent, None, 0))

    def notes(self) -> list[Item]:
        """The notes that were called, in the order of their labels' first calls."""
        found: list[Item] = []
        for kind in ("footnote", "endnote"):
            parts = {attribute(note, "id"): note for note in named(self._package.part(f"{kind}s"), kind)}
            for key, label in list(self._notes.labels.items()):
                note = parts.get(key.partition(":")[2]) if key.startswith(f"{kind}:") else None
                if note is None:
                    continue
                paras = [item for item in self._blocks(note, None, 0) if isinstance(item, Para)]
                for number, para in enumerate(paras):
                    keys = (key, f"label:{label}") if number == 0 else ()
                    marker = label if number == 0 else None
                    found.append(replace(para, kind="note", level=0, marker=marker, keys=keys, list_key=None))
        return found

    def furniture(self, body: etree._Element | None) -> tuple[list[Item], list[Item]]:
        """Running heads and feet, each wording once."""
        sides: dict[str, list[Item]] = {"headerReference": [], "footerReference": []}
        said: set[str] = set()
        for reference in body.iter(etree.Element) if body is not None else ():
            if local(reference) not in sides:
                continue
            part = self._package.related(attribute(reference, "id") or "")
            for item in self._blocks(part, None, 0) if part is not None else ():
                for para in (item,) if isinstance(item, Para) else item.paras:
                    if para.text and para.text not in said:
                        said.add(para.text)
                        sides[local(reference)].append(Para(para.bits, "furniture"))
        return sides["headerReference"], sides["footerReference"]

    def _blocks(self, parent: etree._Element, panel: int | None, depth: int) -> Iterator[Item]:
        """Paragraphs and tables under an element, text boxes behind the paragraph that holds them."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, panel)
            elif name == "tbl":
                yield from self._table(element, panel, depth + 1)
            elif name == "AlternateContent":
                for choice in list(element)[:1]:
                    yield from self._blocks(choice, panel, depth)
            elif name in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
                yield from self._blocks(element, panel, depth)

    def _paragraph(self, element: etree._Element, panel: int | None) -> Iterator[Para]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle")) or self._styles.standard("paragraph")
        contents = self._runs.fields.inside("TOC")
        bits = (*self._carried, *self._runs.bits(element, style))
        self._carried = ()
        boxes, self._runs.boxes = self._runs.boxes, []
        if child(properties, "rPr", "del") is not None:
            self._carried = (*bits, Bit(" ")) if bits else ()  # its end was deleted: it runs into the next
        else:
            contents = contents or self._runs.fields.inside("TOC")
            yield self._role(Para(bits, panel=panel), properties, style, contents)
        for box in boxes:
            self._panels += 1
            yield from (item for item in self._blocks(box, self._panels, _DEEPEST) if isinstance(item, Para))

    def _role(self, para: Para, properties: etree._Element | None, style: str | None, contents: bool) -> Para:
        """A paragraph as what its style, outline level, numbering or typed bullet makes of it."""
        if not para.text:
            return para
        names = self._styles.names(style)
        printed = self._printed(properties, style)
        if contents or any(_CONTENTS.match(name) for name in names):
            return replace(para, kind="contents")
        level = self._heading_level(properties, style, names)
        if level is not None:
            number = (Bit(f"{printed.text} ", para.bits[0].bold),) if printed and not printed.bullet else ()
            self._list.open = False
            return replace(para, kind="heading", level=level, bits=number + para.bits)
        if "caption" in names[:1]:
            number = (Bit(f"{printed.text} "),) if printed and not printed.bullet else ()
            return replace(para, kind="caption", bits=number + para.bits)
        if printed is not None:
            return self._item(para, printed)
        self._list.open = False
        return para

    def _heading_level(
        self, properties: etree._Element | None, style: str | None, names: Sequence[str]
    ) -> int | None:
        """The level of a heading (0 for the document's title), or None."""
        if names[:1] == ("title",):
            return 0
        direct = whole(child(properties, "outlineLvl"))
        if direct is not None:
            return direct + 1 if direct < 9 else None
        return self._styles.outline(style)

    def _printed(self, properties: etree._Element | None, style: str | None) -> Printed | None:
        number, level = self._styles.numbering(style)
        direct = child(properties, "numPr")
        if direct is not None:
            number = whole(child(direct, "numId")) if child(direct, "numId") is not None else number
            level = whole(child(direct, "ilvl")) if child(direct, "ilvl") is not None else level
        if not number or attribute(child(properties, "numPr", "ins")) == "0":
            return None
        return self._numbering.next(number, min(8, max(0, level or 0)))

    def _item(self, para: Para, printed: Printed) -> Para:
        fresh = printed.list != self._list.of or (
            (printed.bullet or printed.number == 1) and not self._list.open
        )
        if (fresh and printed.level == 0) or not self._list.key:
            self._list.count += 1
            self._list.key, self._list.of = f"list{self._list.count}", printed.list
        self._list.open = True
        return replace(
            para, kind="list_item", level=printed.level + 1, marker=printed.text, list_key=self._list.key
        )

    def _table(self, table: etree._Element, panel: int | None, depth: int) -> Iterator[Item]:
        """A table as a grid; one of a single row or column is a box, its content is text."""
        rows = rows_of(table)
        placed, columns = placed_cells(rows)
        if depth >= _DEEPEST or len(rows) < 2 or columns < 2:
            self._panels += 1
            for _, _, cell, _ in placed:
                yield from self._blocks(cell, self._panels if panel is None else panel, depth)
            return
        cells: list[GridCell] = []
        above: dict[int, int] = {}
        for row, column, cell, span in placed:
            merge = child(cell, "tcPr", "vMerge")
            goes_on = merge is not None and attribute(merge) in {None, "continue"} and column in above
            if goes_on:
                first = cells[above[column]]
                cells[above[column]] = replace(first, row_span=row - first.row + 1)
                continue
            above[column] = len(cells)
            cells.append(GridCell(row, column, tuple(self._cell(cell, depth)), 1, span))
        marked = [switched(child(row, "trPr"), "tblHeader") or False for row in rows]
        header = marked.index(False) if False in marked else 0
        yield Grid(tuple(cells), header or guessed_header(cells))

    def _cell(self, cell: etree._Element, depth: int) -> Iterator[Para]:
        """The paragraphs of a cell, those of tables inside it in their order."""
        for item in self._blocks(cell, None, depth):
            for para in (item,) if isinstance(item, Para) else item.paras:
                if para.text:
                    kind: BlockKind = "list_item" if para.kind == "list_item" else "paragraph"
                    yield replace(para, kind=kind, level=para.level if kind == "list_item" else 0)


def _note_forms(package: Package) -> dict[str, str]:
    """How footnotes and endnotes are numbered: as the settings or a section say, else as Word does."""
    forms = {"footnote": "decimal", "endnote": "lowerRoman"}
    places = [
        package.part("settings"),
        *(e for e in package.document().iter(etree.Element) if local(e) == "sectPr"),
    ]
    for place in places:
        for kind in forms:
            said = attribute(child(place, f"{kind}Pr", "numFmt"))
            if said:
                forms[kind] = said
    return forms
