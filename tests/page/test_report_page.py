"""report.html: one self-contained page, the same bytes for the same tables, each number traceable."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from page_tables import HOSTILE, figure, finding, tables
from playwright.sync_api import sync_playwright

from pipeline.page import render
from pipeline.page.gather import Organisation, headlines, organisations_of
from pipeline.page.wording import called, percent, source_link
from pipeline.tables import DocumentRow


class Marked(HTMLParser):
    """What a page is made of: elements, ids and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name == "src" or name.startswith("on"):
                self.sources.append(f"{name}={value}")


@pytest.fixture(scope="module")
def page() -> str:
    return render(tables())


def named(name: str) -> Organisation:
    return next(one for one in organisations_of(tables()) if one.name == name)


def test_same_tables_same_bytes(page: str) -> None:
    """Two renderings are equal, and neither holds the time or a random name."""
    assert render(tables()) == page


def test_needs_nothing_else(page: str) -> None:
    """No script, no image or style from elsewhere, no link but to rows and reports."""
    marked = Marked(page)
    assert marked.tags["script"] == marked.tags["link"] == marked.tags["img"] == marked.tags["iframe"] == 0
    assert marked.sources == []
    assert {link[0] for link in marked.links if not link.startswith("../raw/")} == {"#"}
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page


def test_every_inner_link_has_its_target(page: str) -> None:
    """Each number's link leads to a place on the page, and no name is given twice."""
    marked = Marked(page)
    inner = {link[1:] for link in marked.links if link.startswith("#")}
    assert inner - set(marked.ids) == set()
    assert [name for name, times in Counter(marked.ids).items() if times > 1] == []
    assert {"f001", "f002", "n001", "r001", "c001"} <= set(marked.ids)


@pytest.mark.parametrize(
    "link", ["../raw/water-2019.pdf#page=1", "../raw/water-2023.pdf#page=7", "../raw/fund-2021.pdf"]
)
def test_rows_lead_to_their_page(page: str, link: str) -> None:
    """A row links to the page of its report; a row without a page to the report."""
    assert link in Marked(page).links


def test_hostile_words_stay_text(page: str) -> None:
    """Mark-up, template and formula signs in a report's words come out as those words."""
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == 1
    assert "{{ 7 * 7 }}" in page
    assert HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page


def test_rejected_rows_are_left_out(page: str) -> None:
    """What a reviewer rejected is counted, not shown."""
    assert "Rejected words." not in page
    assert "1 rejected" in page


def test_findings_by_theme_and_year() -> None:
    """Counts stand by theme, year of the report and kind; a second theme does not count twice."""
    assert named("Water Board").counts == {
        ("evaluation_and_learning", "2019", "weakness"): 1,
        ("evaluation_and_learning", "2023", "reform"): 1,
        ("strategy", "2023", "strength"): 1,
    }


def test_reports_without_organisation_come_last() -> None:
    """Reports of nobody are told at the end, not dropped."""
    names = [one.name for one in organisations_of(tables())]
    assert names == ["Harbour Fund", "Water Board", "Organisation not stated"]


def test_names_of_one_organisation_join() -> None:
    """An organisation's full name and its acronym are one organisation."""
    rows = [
        DocumentRow(document_id="a", file="a.pdf", organisation="World Health Organization", status="ok"),
        DocumentRow(document_id="b", file="b.pdf", organisation="WHO", status="ok"),
    ]
    assert len(organisations_of({"documents": rows})) == 1


def test_trend_of_a_measure() -> None:
    """The same measure at two times is a trend with its change."""
    (trend,) = named("Water Board").trends
    assert [(point.year, point.figure.text) for point in trend.points] == [
        (2019, "USD 4 million"),
        (2022, "USD 6 million"),
    ]
    assert trend.change == Decimal("0.5")


def test_bare_counts_make_no_trend() -> None:
    """Numbers without a unit are not set against each other because their measure reads alike."""
    rows = tables() | {
        "figures": [
            figure(1, "ten", 10, 2020, kind="count", currency=None, measure="staffing"),
            figure(2, "three", 3, 2023, kind="count", currency=None, measure="staffing"),
        ]
    }
    assert all(not one.trends for one in organisations_of(rows))


def test_headlines_tell_a_fact_once() -> None:
    """Of figures that tell one fact, one is shown large; those in footnotes and tables are not."""
    rows = [
        figure(1, "USD 4 million", 4_000_000, 2019, fact_id="k1"),
        figure(2, "$4m", 4_000_000, 2019, fact_id="k1"),
        figure(3, "USD 8 million", 8_000_000, 2020, in_footnote=True),
        figure(4, "USD 9 million", 9_000_000, 2020, basis="table"),
    ]
    assert [row.figure_id for row in headlines(rows)] == ["n001"]


def test_empty_tables() -> None:
    """Without any report the page says what to do."""
    assert "run <code>make</code>" in render({})


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (Decimal("0.5"), "+50\u202f%"),
        (Decimal("-0.126"), "−13\u202f%"),
        (Decimal(0), "±0\u202f%"),
        (None, ""),
    ],
)
def test_change_is_signed(share: Decimal | None, told: str) -> None:
    """A change is a signed percentage, and nothing where there is none."""
    assert percent(share) == told


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("a report (final).pdf", "../raw/a%20report%20%28final%29.pdf#page=3"),
        ("2023/who#1.pdf", "../raw/2023/who%231.pdf#page=3"),
        ("javascript:alert(1).pdf", "../raw/javascript%3Aalert%281%29.pdf#page=3"),
    ],
)
def test_file_names_in_links(file: str, link: str) -> None:
    """Any file name makes a link that leads into raw/."""
    assert source_link(DocumentRow(document_id="a", file=file, status="ok"), 3) == link


def test_report_in_few_words() -> None:
    """A report is called by framework and year, the year once."""
    row = DocumentRow(document_id="a", file="a.pdf", framework="MAR 2016", published="2016-12", status="ok")
    assert called(row) == "MAR 2016"
    assert called(row.model_copy(update={"framework": None})) == "a.pdf (2016)"


def test_many_rows_and_odd_themes() -> None:
    """A theme a reviewer typed, and years beyond those drawn, keep their rows and their links."""
    rows = [
        finding(n, "water-2023", "strength", f"Own théme & {n % 3}", "2023", f"Words {n}.")
        for n in range(1, 40)
    ]
    marked = Marked(render(tables() | {"findings": rows, "threads": []}))
    assert {link[1:] for link in marked.links if link.startswith("#")} <= set(marked.ids)
    assert sum(name.startswith("f0") for name in marked.ids) == 39


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium: apt-get install chromium")
def test_in_a_browser(page: str, tmp_path: Path) -> None:
    """The page shows without complaint or request, charts take the scheme's colours, print opens all."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        colours = []
        for scheme in ("light", "dark"):
            opened = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]
            opened.on("console", lambda message: said.append(message.text))
            opened.on("request", lambda request: asked.append(request.url))
            opened.goto(path.as_uri())
            colours.append(opened.eval_on_selector("figure svg text", "text => getComputedStyle(text).fill"))
        assert not opened.get_by_text("The strategy is clear.").is_visible()
        opened.emulate_media(media="print")
        assert opened.get_by_text("The strategy is clear.").is_visible()
        opened.emulate_media(media="screen")
        opened.goto(path.as_uri() + "#f003")
        assert opened.get_by_text("The strategy is clear.").is_visible()
        browser.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file://")] == []
    assert colours[0] != colours[1]
