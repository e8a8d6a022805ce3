"""Web page → Document: headings, lists, tables and notes of its markup, less what no reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4.dammit import EncodingDetector
from lxml import etree

from pipeline.ingest.encoding import Decoded, decode
from pipeline.ingest.gridded import guessed_header, spread
from pipeline.ingest.html.notes import as_note
from pipeline.ingest.html.tree import Tree
from pipeline.ingest.ligatures import spelt_out
from pipeline.ingest.numerals import numeral
from pipeline.ingest.rich import Bit, Grid, Item, Para, laid, raised_notes
from pipeline.ingest.source import Source
from pipeline.ingest.typed import with_typed_items
from pipeline.model import BlockKind, Document, Metadata
from pipeline.problems import Problem, Unreadable

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_BOLD = frozenset({"b", "strong", "th"})
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
# How lists are numbered, by `type` and by style sheet, in the names of `numeral`.
_FORMS = {
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman", "upper-roman": "upperRoman",
}  # fmt: skip


def read_html(source: Source) -> Document:
    """The document of a web page, without pages. Raises Unreadable where it shows no text."""
    decoded = _decoded(source)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    text = spelt_out(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text.replace("\0", "")))
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    items = _Walk(Tree(root)).items() if root is not None else []
    canon = laid(with_typed_items(items))
    if not canon.blocks:
        raise Unreadable(
            f"{source.file}: the web page shows no text.",
            "Open it in a browser, wait until it shows, and save it as PDF.",
        )
    deep = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    problems = (*decoded.problems, *((_cut_off(source.file),) if deep else ()))
    return source.document("text/html", canon, metadata=_metadata(root), problems=problems)


def _decoded(source: Source) -> Decoded:
    """The page's characters: UTF-8 where it is, else as it declares itself, else as found out."""
    data = source.data
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and data.count(b"\0") * 10 < len(
        data
    ):
        try:
            return Decoded(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
        declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
        names = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "utf-8": ""}
        try:
            name = names.get(declared or "", declared or "")
            if name:
                return Decoded(data.decode(name))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, source.file)


def _cut_off(file: str) -> Problem:
    return Problem(
        "ingest",
        "error",
        f"{file}: elements nested too deep; the text inside them was left out.",
        "Open the page in a browser and save it as PDF.",
    )


def _metadata(root: etree._Element | None) -> Metadata:
    """The page's own title, author and date."""
    if root is None:
        return Metadata()
    told = {
        (meta.get("name") or meta.get("property") or "").lower(): (meta.get("content") or "").strip()
        for meta in root.iter("meta")
    }
    title = next((" ".join("".join(map(str, el.itertext())).split()) for el in root.iter("title")), "")
    dated = next(
        (told[key] for key in ("article:published_time", "dcterms.date", "dc.date", "date") if told.get(key)),
        "",
    )
    date = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?!\d)", dated)
    return Metadata(
        title or told.get("og:title") or None, told.get("author") or None, date.group() if date else None
    )


@dataclass
class _List:
    """An open list: its key, the number of its next item, how items are numbered ("" for bullets)."""

    key: str
    number: int
    style: str
    step: int = 1


@dataclass
class _Table:
    """An open table of data: its rows so far, and which of them are marked as header."""

    rows: list[list[tuple[tuple[Para, ...], int, int]]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)


class _Walk:
    """One walk over the visible elements of a page; `items()` gives its paragraphs and grids."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._sinks: list[list[Item]] = [[]]
        self._bits: list[Bit] = []
        self._lists: list[_List] = []
        self._tables: list[_Table | None] = []
        self._marker: str | None = None
        self._in_item: list[bool] = []
        self._kinds: list[tuple[BlockKind, int]] = []
        self._bold = 0
        self._calls: list[str] = []
        self._keys: list[str] = []
        self._notes = 0
        self._pre = 0
        self._count = 0

    def items(self) -> list[Item]:
        for event, element in self._tree.events():
            if event == "start":
                self._start(element)
                self._text(element.text)
                continue
            if event == "end":
                self._end(element)
            self._text(element.tail)
        self._flush()
        return raised_notes(self._sinks[0])

    def _text(self, text: str | None) -> None:
        if text and not self._pre:
            text = text.replace("\n", " ")  # a line break is an element of its own
        if text:
            self._bits.append(Bit(text, self._bold > 0, self._calls[-1] if self._calls else None))

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
        keys = self._tree.note_keys(element)
        self._keys.extend(keys)
        self._notes += bool(keys) and tag in _BLOCKS
        self._pre += tag == "pre"
        self._bold += tag in _BOLD or _is_bold(element)
        call = self._tree.call_of(element)
        if call is not None:
            self._calls.append(call)
        kind = self._tree.kind_of(element)
        if kind is not None:
            self._kinds.append(kind)
        if tag == "br":
            self._bits.append(Bit("\n"))
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._open_list(element)
        elif tag == "li":
            self._open_item(element)
        elif tag == "table":
            self._tables.append(_Table() if self._tree.is_data(element) else None)
        elif self._tables and self._tables[-1] is not None and tag in {"tr", "td", "th"}:
            self._open_row_or_cell(self._tables[-1], element)

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
        if self._tables and tag in {"td", "th"} and (table := self._tables[-1]) is not None and table.rows:
            self._close_cell(table, element)
        elif tag == "table":
            self._close_table()
        elif tag == "li" and self._in_item:
            self._in_item.pop()
        elif tag in {"ul", "ol", "menu", "dir"}:
            self._lists.pop()
        if self._tree.kind_of(element) is not None:
            self._kinds.pop()
        if self._tree.call_of(element) is not None:
            self._calls.pop()
        self._pre -= tag == "pre"
        self._bold -= tag in _BOLD or _is_bold(element)
        self._notes -= bool(self._tree.note_keys(element)) and tag in _BLOCKS

    def _open_list(self, element: etree._Element) -> None:
        self._count += 1
        ordered = element.tag == "ol"
        styled = _LIST_STYLE.search(element.get("style") or "")
        said = element.get("type") or (styled[1] if styled else "")
        style = _FORMS.get(said, "decimal") if ordered else ""
        begin = _whole(element.get("start"), 1)
        step = 1
        if ordered and element.get("reversed") is not None:
            step = -1
            begin = _whole(element.get("start"), sum(child.tag == "li" for child in element))
        key = self._lists[0].key if self._lists else f"list{self._count}"
        self._lists.append(_List(key, begin, style, step))

    def _open_item(self, element: etree._Element) -> None:
        self._in_item.append(True)
        if not self._lists:
            self._marker = "•"
            return
        here = self._lists[-1]
        here.number = _whole(element.get("value"), here.number)
        self._marker = f"{numeral(here.number, here.style)}." if here.style else "•"
        here.number += here.step

    def _open_row_or_cell(self, table: _Table, element: etree._Element) -> None:
        if element.tag == "tr":
            parent = element.getparent()
            table.rows.append([])
            cells = [str(child.tag) for child in element if child.tag in {"td", "th"}]
            head = parent is not None and parent.tag == "thead"
            table.heads.append(head or (bool(cells) and set(cells) == {"th"}))
        else:
            if not table.rows:
                table.rows.append([])
                table.heads.append(False)
            self._sinks.append([])

    def _close_cell(self, table: _Table, element: etree._Element) -> None:
        if len(self._sinks) < 2:
            return
        held = self._sinks.pop()
        nested = (((item,) if isinstance(item, Para) else item.paras) for item in held)
        paras = tuple(para for inner in nested for para in inner)
        spans = (
            _whole(element.get("rowspan"), 1) or len(table.rows) + 1000,
            _whole(element.get("colspan"), 1),
        )
        table.rows[-1].append((paras, *spans))

    def _close_table(self) -> None:
        table = self._tables.pop() if self._tables else None
        if table is None or not table.rows:
            return
        cells = spread(table.rows)
        marked = 0
        while marked < len(table.heads) and table.heads[marked]:
            marked += 1
        header = marked if marked < len(table.rows) else 0
        self._sinks[-1].append(Grid(cells, header or guessed_header(cells)))

    def _flush(self) -> None:
        """Ends the paragraph at hand and puts it where it belongs."""
        bits, self._bits = tuple(self._bits), []
        if not any(bit.text.strip() for bit in bits):
            return
        kind, level = self._kinds[-1] if self._kinds else ("paragraph", 0)
        marker, self._marker = self._marker, None
        keys, self._keys = tuple(self._keys), []
        list_key = None
        if kind == "paragraph" and marker is not None and self._in_item and not keys:
            kind, level = "list_item", max(1, len(self._lists))
            list_key = self._lists[-1].key if self._lists else "list"
        para = Para(bits, kind, level, marker if kind == "list_item" else None, list_key, keys)
        if keys or self._notes:
            para = as_note(para, marker)
        self._sinks[-1].append(para)


def _is_bold(element: etree._Element) -> bool:
    return re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", element.get("style") or "", re.I) is not None


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise
