"""Lists of a PDF: markers apart, nesting, items over breaks, and numbers that are no markers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import drawn, read, set_lines, shown, texts, typeset
from reportlab.pdfgen.canvas import Canvas

LONG = "an item that is long enough to fill more than one line of the page, so that it must be put together "


def test_bullets_numbers_and_nesting(tmp_path: Path) -> None:
    """Markers stand apart from the text, nested items lie deeper, the sentence after is no item."""
    path = typeset(
        tmp_path,
        f"""
The assessment highlighted several strengths:
- It has a clear mandate, {LONG}again.
- Its field presence is unmatched:
  - it keeps 42 country offices;
  - it runs nine hubs.
- Its results framework works.
It is well placed to build on these.

+ The board should act.
  #enum(numbering: "(a)", [at once;], [in public.])
+ The staff should follow.
""",
    )
    assert shown(path) == (
        "paragraph: The assessment highlighted several strengths:\n"
        f"list_item1: (•) It has a clear mandate, {LONG}again.\n"
        "list_item1: (•) Its field presence is unmatched:\n"
        "list_item2: (‣) it keeps 42 country offices;\n"
        "list_item2: (‣) it runs nine hubs.\n"
        "list_item1: (•) Its results framework works.\n"
        "paragraph: It is well placed to build on these.\n"
        "list_item1: (1.) The board should act.\n"
        "list_item2: ((a)) at once;\n"
        "list_item2: ((b)) in public.\n"
        "list_item1: (2.) The staff should follow."
    )
    lists = [block.list_id for block in read(path).blocks if block.kind == "list_item"]
    assert lists[0] == lists[4] != lists[5] == lists[8]


def test_symbol_bullets(tmp_path: Path) -> None:
    """A bullet from a symbol font is a marker, whatever letter it is."""

    def draw(canvas: Canvas) -> None:
        y = set_lines(
            canvas, 60, 780, 470, "The office has grown quickly and its systems have not kept pace:"
        )
        for text in ("First point.", "Second point."):
            y -= 4
            canvas.setFont("Symbol", 10)
            canvas.drawString(70, y, "·")
            canvas.setFont("Helvetica", 10)
            canvas.drawString(85, y, text)
            y -= 13

    assert texts(drawn(tmp_path, draw), "list_item") == ["First point.", "Second point."]


def test_an_item_runs_over_a_page(tmp_path: Path) -> None:
    """An item cut by the page end stays one, and its list goes on."""
    path = typeset(tmp_path, "\n".join(f"- Item {n} is {LONG * 3}." for n in range(1, 20)))
    items = texts(path, "list_item")
    assert items == [f"Item {n} is {LONG * 3}".strip() + " ." for n in range(1, 20)]
    assert len({block.list_id for block in read(path).blocks if block.kind == "list_item"}) == 1


def test_a_number_that_opens_a_line_is_no_marker(tmp_path: Path) -> None:
    """A sentence's last number, broken to the next line, stays in its sentence."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, line in enumerate(
            (
                "The number of country offices that report each year has by now risen to",
                "21. The board was told of this.",
            )
        ):
            canvas.drawString(60, 700 - 13 * number, line)

    path = drawn(tmp_path, draw)
    assert not texts(path, "list_item")
    assert len(texts(path, "paragraph")) == 1


def test_a_dash_in_a_sentence_is_no_bullet(tmp_path: Path) -> None:
    """A dash that a line happens to begin with belongs to its sentence."""
    path = typeset(
        tmp_path,
        """#set par(justify: false)
#block(width: 9cm)[The responsible units are the programme teams in the country \\
– or other agencies of the family – with support from the secretariat of the fund.]""",
    )
    assert not texts(path, "list_item")


def test_numbered_items_flush_with_the_margin(tmp_path: Path) -> None:
    """Items without hanging indent are told by their order."""
    path = typeset(
        tmp_path,
        """#set par(justify: false)
*KEY RECOMMENDATIONS*

#block(width: 8cm)[1. Keep promoting the use of the templates and ensure that their use is mandatory.]
#block(width: 8cm)[2. Continue advocating for equality in all of the programmes of the organisation.]
#block(width: 8cm)[3. Make tools accessible.]
""",
    )
    assert [item.split()[0] for item in texts(path, "list_item")] == ["Keep", "Continue", "Make"]


ITEMS = (
    "Results frameworks are linked to budgets, and managers report on them every quarter to the Executive"
    " Board and its committees.",
    "Evaluation covers two thirds of spending.",
    "A strong presence in fragile settings, which partners value more than any other feature of the fund in"
    " the survey held for this assessment.",
)
PROSE = "The fund has grown quickly, and its systems have not kept pace with the growth of its portfolio. "


@pytest.mark.parametrize(
    "source",
    [
        "\n\n".join(f"#par(hanging-indent: 1.2em)[{item}]" for item in ITEMS),
        "\n\n".join(f"#pad(left: 1.2em)[{item}]" for item in ITEMS),
        f"#columns(2)[{PROSE * 16} The strengths were:\n\n"
        + "\n\n".join(f"#pad(left: 1.2em)[{item}]" for item in ITEMS)
        + f"\n\n{PROSE * 2}]",
        f"{PROSE * 34}\n\nThe strengths were:\n\n"
        + "\n\n".join(f"#pad(left: 1.2em)[{item}]" for item in ITEMS),
    ],
    ids=["hanging", "set in", "over columns", "over pages"],
)
def test_items_without_a_mark(tmp_path: Path, source: str) -> None:
    """Paragraphs that hang or stand further in than the line announcing them are items of one list."""
    page = "#set page(height: 16cm)\n" + f"The strengths were:\n\n{source}\n\n{PROSE * 2}"
    reading = read(typeset(tmp_path, page))
    items = [block for block in reading.blocks if block.kind == "list_item"]
    assert [reading.text[block.start : block.end] for block in items] == list(ITEMS)
    assert len({block.list_id for block in items}) == 1


def test_lines_broken_off_early_are_items(tmp_path: Path) -> None:
    """Short lines set in under a colon are an item each, though none begins with a capital."""
    path = typeset(
        tmp_path,
        f"The fund needs to:\n#pad(left: 1.5em)[manage its risks \\ publish its evaluations \\ report by sex and"
        f" age]\n{PROSE * 2}",
    )
    assert texts(path, "list_item") == [
        "manage its risks",
        "publish its evaluations",
        "report by sex and age",
    ]


def test_a_quotation_set_in_is_no_list(tmp_path: Path) -> None:
    """One paragraph set in under a colon stays what it is, its lines short as they are."""
    page = f"A minister said:\n#pad(left: 1.5em)[We were heard, \\ and it helped.]\n{PROSE * 2}"
    assert texts(typeset(tmp_path, page), "list_item") == []


def test_a_table_under_its_announcement_is_no_list(tmp_path: Path) -> None:
    """A paragraph that ends in a colon may announce a table."""
    path = typeset(
        tmp_path, "The review rated as follows:\n\n#table(columns: 2, [Area], [Rating], [Results], [Good])"
    )
    reading = read(path)
    assert [block.kind for block in reading.blocks] == ["paragraph", "table"]
