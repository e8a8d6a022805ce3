"""A PDF file → its canonical text: opening, the character pass page by page, the layout."""

from __future__ import annotations

import ctypes
import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.ingest.layout.arrange import layout
from pipeline.ingest.layout.printed import Mark, PageChars
from pipeline.ingest.pdf.bullets import with_drawn_bullets, with_numbered_discs
from pipeline.ingest.pdf.characters import page_chars
from pipeline.ingest.pdf.faces import Fonts
from pipeline.ingest.pdf.pictures import may_hold_writing
from pipeline.model import Block, Metadata, NoteRef, Page, Run, Table
from pipeline.problems import Problem, Unreadable

UNMAPPED = 0.3  # of a page's characters without a meaning: the page is read as a picture instead
MOST_MARKS = 5_000
DEEPEST_MARK = 12
_REPORTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".txt")
_CREATED = re.compile(r"(?:D:)?(\d{4})(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?")

# Pages that no text could be read from → what was recognised of them (missing: nothing).
Recognise = Callable[[tuple[int, ...]], Mapping[int, PageChars]]


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What was read from a PDF. `unread` are the pages (1-based) that show something but hold no
    usable text: scans without a text layer, fonts that do not say what their glyphs mean."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    notes: tuple[NoteRef, ...]
    metadata: Metadata
    problems: tuple[Problem, ...]
    unread: tuple[int, ...]


def read_pdf(path: Path, recognise: Recognise | None = None) -> PdfReading:
    """The PDF at `path`, read; `recognise` is asked once for the pages without usable text.

    Raises Unreadable for files that are encrypted, broken or without pages.
    """
    _keep_what_is_loaded()
    with _opened(path) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise Unreadable(
                f"{path.name}: the PDF has no pages.", "Get the report again from where it was published."
            )
        fonts = Fonts()
        pages = [_page(document, index, fonts) for index in range(count)]
        marks = tuple(_marks(document))
        metadata = _metadata(document)
        inside = tuple(_reports_inside(document))
        unread = tuple(page.number for page in pages if _lacks_text(page))
        if unread[-1:] == (count,) and _is_back_cover(document, pages):
            unread = unread[:-1]
    if unread and recognise is not None:
        recognised = recognise(unread)
        pages = [recognised.get(page.number, page) for page in pages]
        unread = tuple(number for number in unread if number not in recognised)
    left_out = set(unread)
    laid = layout([_emptied(page) if page.number in left_out else page for page in pages], marks)
    canon = laid.canon
    return PdfReading(
        canon.text,
        canon.blocks,
        canon.tables,
        laid.pages,
        canon.runs,
        canon.notes,
        metadata,
        (*laid.problems, *_left(path.name, inside)),
        unread,
    )


@cache
def _keep_what_is_loaded() -> None:
    """Spare the collector of circular garbage the modules loaded so far: they stay, and walking them
    while a page's many small objects are made takes a third of the time of a short report."""
    gc.freeze()


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The pdfium document of a file, closed afterwards."""
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    if not document:
        raise _unopened(path, pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _unopened(path: Path, error: int) -> Unreadable:
    if error == pdfium.FPDF_ERR_PASSWORD:
        return Unreadable(
            f"{path.name}: the PDF is locked with a password.",
            "Save a copy without the password and put that in its place.",
        )
    if error == pdfium.FPDF_ERR_SECURITY:
        return Unreadable(
            f"{path.name}: the PDF is encrypted in a way that cannot be undone here.",
            "Print it to a new PDF from a reader that opens it, and put that in its place.",
        )
    return Unreadable(
        f"{path.name}: the PDF is broken or cut short; no page of it can be read.",
        "Download it again, or open it in a reader and save it anew.",
    )


def _page(document: Any, index: int, fonts: Fonts) -> PageChars:
    """One page as printed; a page that cannot be loaded counts as an empty one."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return PageChars(index + 1, 0.0, 0.0, (), unmapped=1.0)
    try:
        return with_numbered_discs(with_drawn_bullets(page_chars(page, index + 1, fonts)))
    finally:
        pdfium.FPDF_ClosePage(page)


def _lacks_text(page: PageChars) -> bool:
    """Whether a page shows something, but no text that can be used."""
    if page.unmapped > UNMAPPED:
        return True
    if page.characters > 0:
        return False
    area = page.width * page.height
    pictures = sum((box.x1 - box.x0) * (box.bottom - box.top) for box in page.images)
    return pictures > 0.3 * area or len(page.drawings) > 50


def _is_back_cover(document: Any, pages: Sequence[PageChars]) -> bool:
    """Whether the last page of a report with text is a mere picture; the first may hold its title."""
    last = pages[-1]
    written = any(page.characters for page in pages[:-1])
    return written and not last.characters and not may_hold_writing(document, last)


def _emptied(page: PageChars) -> PageChars:
    """A page whose text means nothing, without it."""
    if page.unmapped <= UNMAPPED:
        return page
    return PageChars(page.number, page.width, page.height, (), images=page.images, turn=page.turn)


def _marks(document: Any) -> Iterator[Mark]:
    """The file's bookmarks in order; a circle among them is walked once."""
    seen: set[int] = set()
    stack: list[tuple[Any, int]] = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    while stack and len(seen) < MOST_MARKS:
        mark, level = stack.pop()
        address = ctypes.cast(mark, ctypes.c_void_p).value if mark else None
        if address is None or address in seen:
            continue
        seen.add(address)
        stack.append((pdfium.FPDFBookmark_GetNextSibling(document, mark), level))
        if level < DEEPEST_MARK:
            stack.append((pdfium.FPDFBookmark_GetFirstChild(document, mark), level + 1))
        title = _utf16(pdfium.FPDFBookmark_GetTitle, mark)
        target = pdfium.FPDFBookmark_GetDest(document, mark)
        page = pdfium.FPDFDest_GetDestPageIndex(document, target) if target else -1
        if title:
            yield Mark(title, level, page + 1 if page >= 0 else None)


def _reports_inside(document: Any) -> Iterator[str]:
    """The names of reports that a PDF carries as files of their own, as a portfolio does."""
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(document), MOST_MARKS)):
        name = _utf16(_attachment_name, pdfium.FPDFDoc_GetAttachment(document, index))
        if name.lower().endswith(_REPORTS):
            yield name


def _attachment_name(attachment: Any, buffer: Any, length: int) -> int:
    place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)) if buffer is not None else None
    return int(pdfium.FPDFAttachment_GetName(attachment, place, length))


def _left(file: str, inside: Sequence[str]) -> Iterator[Problem]:
    if inside:
        said = ", ".join(inside[:3]) + (" and more" if len(inside) > 3 else "")
        yield Problem(
            "ingest",
            "warning",
            f"{file}: carries files of its own ({said}), which were not read.",
            "Save them out of it with a PDF reader, and put those that are reports into raw/.",
        )


def _utf16(get: Callable[..., int], *arguments: Any) -> str:
    """What one of pdfium's string functions says, without control characters."""
    length = get(*arguments, None, 0)
    if not 2 < length < 20_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    get(*arguments, buffer, length)
    text = buffer.raw[: length - 2].decode("utf-16", errors="replace")
    return " ".join(text.replace("\0", "").split())


def _metadata(document: Any) -> Metadata:
    title, author, created = (
        _utf16(pdfium.FPDF_GetMetaText, document, name) for name in (b"Title", b"Author", b"CreationDate")
    )
    match = _CREATED.match(created)
    date = "-".join(part for part in match.groups() if part) if match else None
    return Metadata(title or None, author or None, date)
