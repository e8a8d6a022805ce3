"""PDFs that a browser printed: drawn bullets, cells parted by level rules, print headers, endnotes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from pdf_reports import read, shown, texts

PROSE = (
    "The agency has grown quickly and its systems have not kept pace with its portfolio, as members said. "
)
ROWS = "".join(
    f"<tr><td>KPI {n}: The architecture of it</td><td>{PROSE * 2}{'It fell short. ' * n}</td>"
    f"<td>{2.5 + n / 10:.2f}</td></tr>"
    for n in range(1, 13)
)
BAR = "<rect x={x} y={y} width=40 height={h} fill=blue /><text x={x} y=195 font-size=10>{year}</text>"
BARS = "".join(
    BAR.format(x=x, y=180 - h, h=h, year=year)
    for x, h, year in ((20, 80, 2019), (80, 120, 2020), (140, 150, 2021))
)
PAGE = f"""<html><head><title>Assessment of Global Seeds</title><style>
body {{ font-family: "Liberation Sans"; font-size: 12px }} table {{ border-collapse: collapse }}
td, th {{ border-bottom: 1px solid #999; padding: 4px; text-align: left; vertical-align: top; font-size: 12px }}
.box {{ background: #e8f0fb; padding: 10px; border-radius: 8px }}
.grid {{ display: grid; grid-template-columns: 1fr 1fr; gap: 16px }}</style></head><body>
<h1>Performance at a glance</h1><p>{PROSE * 3}<sup>1</sup></p>
<h2>Strengths</h2><ul><li>{PROSE}</li><li>It reaches people below 35<sup>2</sup> too.<ul><li>nested</li></ul></li></ul>
<div class=grid><div class=box><b>GOOD</b><ul><li>Good reach</li><li>Strong staff</li></ul></div>
<div class=box><b>POOR</b><ul><li>Weak evaluation</li></ul></div></div>
<p><b>Table 1. KPI ratings</b></p>
<table><tr><th>KPI</th><th>Assessment</th><th>Score</th></tr>{ROWS}</table>
<h2>Conclusions</h2><p>{PROSE * 6}</p><svg width=400 height=200>{BARS}</svg><p>{PROSE * 40}</p>
<hr><p style="font-size: 9px">1. First note.</p><p style="font-size: 9px">2. Second note, on age.</p>
</body></html>"""


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page printed by Chromium; tests that need it skip where none is installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
         f"--print-to-pdf={folder}/page.pdf", (folder / "page.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "page.pdf"


def test_drawn_bullets_are_markers(printed: Path) -> None:
    """A disc drawn before a line makes it an item, a ring a nested one; boxes side by side stay apart."""
    items = [line for line in shown(printed).splitlines() if line.startswith("list_item")]
    assert items == [
        f"list_item1: (•) {PROSE.strip()}",
        "list_item1: (•) It reaches people below 35 too.",
        "list_item2: (◦) nested",
        "list_item1: (•) Good reach",
        "list_item1: (•) Strong staff",
        "list_item1: (•) Weak evaluation",
    ]
    assert texts(printed, "heading") == [
        "Performance at a glance",
        "Strengths",
        "GOOD",
        "POOR",
        "Conclusions",
    ]


def test_cells_parted_by_level_rules(printed: Path) -> None:
    """A table without upright rules over two pages is one table, its cut row whole."""
    reading = read(printed)
    (table,) = reading.tables
    assert (table.rows, table.columns, table.header_rows) == (13, 3, 1)
    for number in range(1, 13):
        cells = [table.cell_at(number, column) for column in range(3)]
        row = [" ".join(reading.text[c.start : c.end].split()) if c else "" for c in cells]
        assert row == [
            f"KPI {number}: The architecture of it",
            (PROSE * 2 + "It fell short. " * number).strip(),
            f"{2.5 + number / 10:.2f}",
        ]
    assert table.caption is not None


def test_print_headers_and_endnotes(printed: Path) -> None:
    """What the browser prints on each page is furniture; endnotes answer their markers; labels stay out."""
    reading = read(printed)
    furniture = texts(printed, "furniture")
    assert len(furniture) == 4 * len(reading.pages)
    assert texts(printed, "note") == ["First note.", "Second note, on age."]
    assert [(n.label, n.block is not None) for n in reading.notes] == [("1", True), ("2", True)]
    assert texts(printed, "graphic") == ["2019 2020 2021"]
    assert texts(printed, "paragraph")[-1] == (PROSE * 40).strip()
