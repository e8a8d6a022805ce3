"""What kind of file a report is: told by its bytes, by its name only where they leave it open."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Literal

from pipeline.problems import Problem, Unreadable

Format = Literal["pdf", "docx", "html", "text", "image"]

_ENDINGS: dict[Format, frozenset[str]] = {
    "pdf": frozenset({".pdf"}),
    "docx": frozenset({".docx", ".docm", ".dotx"}),
    "html": frozenset({".html", ".htm", ".xhtml", ".xht"}),
    "text": frozenset({".txt", ".md", ".markdown", ".text", ".rst", ".log", ".mkd", ""}),
    "image": frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"}),
}
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_PREFERRED: dict[Format, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "html": ".html",
    "text": ".txt",
    "image": ".png",
}
_NAMES: dict[Format, str] = {
    "pdf": "PDF",
    "docx": "a Word document",
    "html": "a web page",
    "text": "text",
    "image": "an image",
}

_OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007, and of encrypted Office files
)

# What a file begins with, what it is, and how its words can still be had.
_SAVE_WORD = "Open it in Word or LibreOffice and save it as DOCX or PDF."
_FOREIGN = (
    (_OLE, "an old Office file (.doc, .xls or .ppt)", _SAVE_WORD),
    (b"{\\rtf", "rich text (.rtf)", _SAVE_WORD),
    (b"%!PS", "PostScript", "Turn it into PDF (ps2pdf does) and put that here."),
    (b"GIF8", "a GIF image", "Save it as PNG, or put the report's PDF here."),
    (b"BM", "a bitmap image", "Save it as PNG, or put the report's PDF here."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and put the report itself here."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it and put the report itself here."),
    (b"Rar!", "a RAR archive", "Unpack it and put the report itself here."),
    (b"\x7fELF", "a program", "Put the report itself here."),
    (b"MZ", "a program", "Put the report itself here."),
    (b"AT&TFORM", "a DjVu scan", "Turn it into PDF and put that here."),
)
_ZIPPED = (
    (r"xl/", "an Excel workbook (.xlsx)", "Print or export the sheets with the report's text as PDF."),
    (r"ppt/", "a PowerPoint presentation (.pptx)", "Export it as PDF."),
    (r"word/document\.bin", "a binary Word file", _SAVE_WORD),
    (r"content\.xml", "an OpenDocument file (.odt, .ods or .odp)", _SAVE_WORD),
    (r"META-INF/container\.xml|OEBPS/", "an e-book (.epub)", "Convert it to PDF or HTML (Calibre does)."),
    (r"Index/|.*\.iwa", "an Apple Pages file", "Export it as DOCX or PDF."),
)
_DATA = {
    ".csv": "a table of data (.csv)",
    ".tsv": "a table of data (.tsv)",
    ".json": "data (.json)",
    ".xml": "data (.xml)",
    ".yaml": "data (.yaml)",
    ".yml": "data (.yml)",
    ".rtf": "rich text (.rtf)",
    ".tex": "a LaTeX source (.tex)",
    ".py": "a program",
    ".svg": "a drawing (.svg)",
    ".eml": "a message (.eml)",
    ".css": "a style sheet",
    ".js": "a program",
}
_TAGS = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_MARKUP = re.compile(rb"<(?:p|div|h[1-6]|table|ul|ol|span|br|article|section)[\s>/]", re.I)


def format_of(data: bytes, file: str) -> Format:
    """The format of a report. Raises Unreadable, with the way out, where it is none this reads."""
    if not data:
        raise Unreadable(f"{file}: the file is empty.", "Put the report there again, or remove the file.")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_IMAGES):
        return "image"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, file)
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise _not_read(file, "a password-protected Office file", "Open it, save it without the password.")
    for begins, what, remedy in _FOREIGN:
        if head.startswith(begins) and (len(begins) > 2 or b"\0" in data[:1024]):
            raise _not_read(file, what, remedy)
    return _text_like(data, head, file)


def misnamed(format: Format, file: str) -> tuple[Problem, ...]:
    """A warning where a file's name says another format than its content is."""
    ending = PurePosixPath(file).suffix.lower()
    if ending in _ENDINGS[format] or (format == "text" and ending not in set().union(*_ENDINGS.values())):
        return ()
    return (
        Problem(
            "ingest",
            "warning",
            f"{file}: the name says {ending or 'nothing'}, the content is {_NAMES[format]}; read as that.",
            f"Rename it to end in {_PREFERRED[format]}.",
        ),
    )


def _zipped(data: bytes, file: str) -> Format:
    """A zip archive is a Word document or nothing this reads."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        ending = PurePosixPath(file).suffix.lower()
        if ending in _ENDINGS["docx"]:
            raise Unreadable(
                f"{file}: the Word document is damaged or cut off ({error}).", "Fetch or save the file again."
            ) from error
        raise _not_read(file, "a damaged archive", "Fetch or save the file again.") from error
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    for pattern, what, remedy in _ZIPPED:
        if any(re.match(pattern, name) for name in names):
            raise _not_read(file, what, remedy)
    raise _not_read(file, "a zip archive", "Unpack it and put the reports themselves here.")


def _text_like(data: bytes, head: bytes, file: str) -> Format:
    """Web page or text, for bytes no signature tells; binary data is left to the text reader to refuse."""
    ending = PurePosixPath(file).suffix.lower()
    if ending == ".pdf" and (b"endobj" in data or b"%%EOF" in data or b"\0" in data[:4096]):
        return "pdf"  # its head is lost; the reader of PDFs says what can be had
    plain = data[:65536].replace(b"\0", b"")  # UTF-16 pages read as ASCII
    if head[:13].lower().startswith(b"mime-version:") or b"multipart/related" in head[:2000].lower():
        raise _not_read(file, "a web archive (.mhtml)", "Open it in a browser and save it as HTML or PDF.")
    if ending in _ENDINGS["html"] and (_TAGS.search(plain) or _MARKUP.search(plain)):
        return "html"
    if ending not in {".md", ".markdown"} and _TAGS.search(plain[:2048]):
        return "html"
    if ending in _DATA or head.startswith(b"<?xml"):
        raise _not_read(file, _DATA.get(ending, "data (.xml)"), "Save the report as PDF, DOCX, HTML or text.")
    return "text"


def _not_read(file: str, what: str, remedy: str) -> Unreadable:
    return Unreadable(f"{file}: {what}, not a report format this reads.", remedy)
