"""The report beside the row: where words are printed, where they stand, and what is shown instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_tables import HOSTILE, HOSTILE_LINES, LINES, Folder

from pipeline.desk.sources import Sources
from pipeline.model import Document, Span
from pipeline.problems import Unreadable
from pipeline.tables import DocumentRow


def sources(folder: Folder, **changed: Document | None) -> Sources:
    rows = [
        DocumentRow(document_id=name, file=document.file, media_type=document.media_type, status="ok")
        for name, document in folder.documents.items()
    ]
    known = folder.documents | changed
    return Sources(folder.out, folder.raw, rows, lambda row: known[row.document_id])


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def test_words_of_a_line_are_one_mark(folder: Folder) -> None:
    """Words side by side make one box; words of another line make another."""
    document = folder.documents["fund-2023"]
    shown = sources(folder)
    assert len(shown.marks("fund-2023", span_of(document, LINES[2]))) == 1
    assert len(shown.marks("fund-2023", span_of(document, f"independence.\n\n{LINES[3]}"))) == 2


def test_mark_ends_inside_a_word(folder: Folder) -> None:
    """A span that ends inside a printed word marks its part of the word."""
    span = span_of(folder.documents["fund-2023"], "underfunded")
    ((_, whole),) = sources(folder).marks("fund-2023", span)
    ((_, part),) = sources(folder).marks("fund-2023", Span(span.start + 5, span.end))
    assert part.x1 == whole.x1
    assert part.x0 - whole.x0 == pytest.approx((whole.x1 - whole.x0) * 5 / 11)


@pytest.mark.parametrize(
    ("words", "near", "found"),
    [
        ("The Fund", 0, 33 - 9),
        ("The   Fund\nshould", 0, None),
        ("the fund", 0, -1),
        ("", 0, -1),
        (" \n ", 0, -1),
    ],
)
def test_words_are_found_white_space_aside(folder: Folder, words: str, near: int, found: int | None) -> None:
    """Typed words are found whatever their white space, letter by letter the same."""
    text = folder.documents["fund-2023"].text
    place = sources(folder).find("fund-2023", words, near)
    if found == -1:
        assert place is None
    else:
        assert place is not None
        assert text[place.start : place.end].split() == words.split()


def test_nearest_of_equal_words(folder: Folder) -> None:
    """Of words that stand several times the place nearest to the row is taken."""
    text = folder.documents["fund-2023"].text
    last = text.rindex("The Fund")
    place = sources(folder).find("fund-2023", "The Fund", last + 3)
    assert place == Span(last, last + 8)


def test_text_without_pages(folder: Folder) -> None:
    """A format without pages has no sheet; its text is shown with the words marked."""
    shown = sources(folder)
    assert shown.size("hostile", 1) is None
    pieces = shown.pieces("hostile", span_of(folder.documents["hostile"], HOSTILE))
    assert pieces is not None
    assert [" ".join(word[2] for word in piece.words) for piece in pieces] == [
        " ".join(line.split()) for line in HOSTILE_LINES
    ]
    assert [all(word[3] for word in piece.words) for piece in pieces] == [True, False, False, False]


def test_words_shown_are_where_they_say(folder: Folder) -> None:
    """Every word of the text view stands at its offsets, in every format."""
    for name, document in folder.documents.items():
        for piece in sources(folder).pieces(name, Span(0, 5)) or ():
            for start, end, word, _ in piece.words:
                assert document.text[start:end] == word


def test_report_that_changed_since(folder: Folder) -> None:
    """A report read otherwise than its rows were is not marked: their places are of the old text."""
    changed = replace(folder.documents["fund-2023"], text="Something else. " * 40)
    shown = sources(folder, **{"fund-2023": changed})
    assert shown.marks("fund-2023", Span(0, 20)) == ()
    assert shown.text("fund-2023") == folder.documents["fund-2023"].text


def test_report_that_cannot_be_read(folder: Folder) -> None:
    """Where the report cannot be read any more its written text is shown."""

    def load(row: DocumentRow) -> Document:
        raise Unreadable("It is locked.", "Unlock it.")

    rows = [DocumentRow(document_id="fund-2023", file="fund-2023.pdf", status="ok")]
    shown = Sources(folder.out, folder.raw, rows, load)
    assert shown.text("fund-2023") == folder.documents["fund-2023"].text
    assert shown.size("fund-2023", 1) is None
    assert shown.pieces("unknown", Span(0, 1)) is None


def test_broken_pdf(folder: Folder) -> None:
    """A broken file gives no image and no error."""
    (folder.raw / "fund-2023.pdf").write_bytes(b"%PDF-1.7 broken")
    assert sources(folder).image("fund-2023", 1) is None


def test_image_is_made_once(folder: Folder) -> None:
    """A page's image is a JPEG, kept for the next row of that page."""
    shown = sources(folder)
    image = shown.image("fund-2023", 1)
    assert image is not None
    assert image.startswith(b"\xff\xd8")
    assert shown.image("fund-2023", 1) is image
    assert shown.image("fund-2023", 2) is None
