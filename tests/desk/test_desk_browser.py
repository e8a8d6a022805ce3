"""A person at the review page: Chromium works through a queue by keyboard, and the files show it."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from desk_tables import HOSTILE, LINES, RIGHT_TO_LEFT, Folder
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright

from pipeline.desk.guard import Session
from pipeline.desk.serve import desk_app, listen

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and shutil.which("chromium") is None,
    reason="needs Chromium: apt-get install chromium",
)


@dataclass
class Watch:
    """What the browser complained of and whom it spoke to."""

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = str(CHROMIUM) if CHROMIUM.exists() else shutil.which("chromium")
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def address(folder: Folder) -> Iterator[str]:
    """The page served for real, on a port of its own."""
    listening = listen()
    session = Session.new(listening.getsockname()[1])
    app = desk_app(folder.out, folder.raw, session, lambda row: folder.documents.get(row.document_id))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield session.address
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, opened; afterwards nothing was complained of and nobody else was asked."""
    watch = Watch()
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()

    def asked(request: Request) -> None:
        watch.asked.append(request.url)

    opened.on("console", lambda message: watch.said.append(message.text))
    opened.on("pageerror", lambda error: watch.said.append(str(error)))
    opened.on("request", asked)
    opened.goto(address)
    expect(opened.locator("#row article")).to_be_visible()
    yield opened
    context.close()
    assert watch.said == []
    assert [url for url in watch.asked if not re.match(r"http://127\.0\.0\.1:\d+/", url)] == []


def on_row(page: Page, words: str) -> None:
    expect(page.locator("#row blockquote")).to_have_text(words)


def test_queue_by_keyboard(page: Page, folder: Folder) -> None:
    """Accept, reject, skip, go back and undo, each with one key, are in reviews.csv at once."""
    on_row(page, LINES[2])
    page.keyboard.press("a")
    on_row(page, HOSTILE)
    assert folder.decisions() == {"f0001": "accept"}
    page.keyboard.press("x")
    expect(page.locator("#said")).to_have_text("Rejected")
    assert folder.decisions() == {"f0001": "accept", "f0004": "reject"}
    expect(page.locator("#summary")).to_have_text("2 of 9 decided")
    page.keyboard.press(" ")
    on_row(page, LINES[1])
    page.keyboard.press("k")
    on_row(page, LINES[2])  # the thread's row, which quotes the finding
    page.keyboard.press("j")
    on_row(page, LINES[1])
    page.keyboard.press("Backspace")
    on_row(page, HOSTILE)
    assert folder.decisions() == {"f0001": "accept"}
    page.keyboard.press("Backspace")
    on_row(page, LINES[2])
    assert folder.reviews() == []


def test_edit_by_keyboard(page: Page, folder: Folder) -> None:
    """The fields take the keyboard with e and give it back with Ctrl and Enter."""
    page.keyboard.press("e")
    expect(page.locator("#f-kind")).to_be_focused()
    page.keyboard.type("reform")
    page.locator("#fields").get_by_label("Theme 2").select_option("gender")
    page.locator("#f-note").fill("asked for in 2019 already")
    page.keyboard.press("Control+Enter")
    on_row(page, HOSTILE)
    assert folder.corrections("f0001") == {"kind": "reform", "theme": "evaluation_and_learning;gender"}
    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_text("Accepted")
    assert folder.decisions() == {"f0001": "edit", "f0004": "accept"}


def test_typed_and_not_saved(page: Page, folder: Folder) -> None:
    """What stands in the fields unsaved is saved by accepting, and leaving the row asks first."""
    page.locator("#f-theme").select_option("gender")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    on_row(page, HOSTILE)
    assert folder.corrections("f0001") == {"theme": "gender"}
    page.locator("#f-theme").select_option("strategy")
    page.keyboard.press("Escape")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.keyboard.press("j")
    expect(page.locator("#f-theme")).to_have_value("strategy")
    assert asked == ["Leave this row without saving what you changed in it?"]
    page.locator("#f-theme").select_option("evaluation_and_learning")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    on_row(page, LINES[2])


def test_entry_that_does_not_fit(page: Page, folder: Folder) -> None:
    """A refused entry stays in its field, marked and told, and the row stays."""
    page.locator("#search").fill("2.1 billion")
    on_row(page, "USD 2.1 billion")
    page.locator("#f-value").fill("much")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problem")).to_contain_text("Value")
    expect(page.locator("#f-value")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#f-value")).to_have_value("much")
    assert folder.reviews() == []


def test_source_shows_the_words(page: Page) -> None:
    """The row's words are marked on the image of their page; t shows the text instead."""
    mark = page.locator(".marks rect").first
    expect(mark).to_be_visible()
    image = page.locator(".sheet img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    box, sheet = mark.bounding_box(), page.locator(".sheet").bounding_box()
    assert box
    assert sheet
    assert abs((box["y"] - sheet["y"]) / sheet["height"] - (842 - 700 - 11) / 842) < 0.01
    assert abs((box["x"] - sheet["x"]) / sheet["width"] - 59 / 595) < 0.01
    page.keyboard.press("t")
    expect(page.locator(".prose mark").first).to_have_text("Evaluation")
    page.keyboard.press("t")
    expect(mark).to_be_visible()


def drag(page: Page, first: str, last: str) -> None:
    """Selects from one word of the source to another with the mouse."""
    page.locator("#source").hover()
    expect(page.locator("#source [data-s]", has_text=first).first).to_be_attached()
    start = page.locator("#source [data-s]", has_text=first).first.bounding_box()
    end = page.locator("#source [data-s]", has_text=last).first.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2)
    page.mouse.up()


@pytest.mark.parametrize("view", ["page", "text"])
def test_missed_item_by_selecting(page: Page, folder: Folder, view: str) -> None:
    """Words selected on the page image or in the text become a new row with m."""
    expect(page.locator(".marks rect").first).to_be_visible()
    if view == "text":
        page.keyboard.press("t")
        expect(page.locator(".prose mark").first).to_be_visible()
    drag(page, "Country", "need.")
    page.keyboard.press("m")
    expect(page.locator("#missed-text")).to_have_value(LINES[5])
    page.locator("#missed select[name=kind]").first.select_option("weakness")
    page.locator("#missed-form button.save").click()
    on_row(page, LINES[5])
    (row_id,) = folder.decisions()
    document = folder.documents["fund-2023"]
    cells = folder.corrections(row_id)
    assert document.text[int(cells["start"]) : int(cells["end"])] == LINES[5]
    assert (cells["kind"], cells["page"]) == ("weakness", "1")
    page.keyboard.press("Backspace")
    expect(page.locator("#said")).to_have_text("Undone")
    assert folder.reviews() == []


def test_text_taken_from_the_source(page: Page, folder: Folder) -> None:
    """With s the selected words become the row's text, its place with them."""
    expect(page.locator(".marks rect").first).to_be_visible()
    drag(page, "Evaluation", "underfunded")
    page.keyboard.press("s")
    expect(page.locator("#f-text")).to_have_value("Evaluation remains underfunded")
    page.keyboard.press("Control+Enter")
    on_row(page, HOSTILE)
    cells = folder.corrections("f0001")
    assert set(cells) == {"text", "end"}
    assert cells["text"] == "Evaluation remains underfunded"


def test_accept_all_with_undo(page: Page, folder: Folder) -> None:
    """Accepting all that a filter shows asks first and is taken back in one step."""
    page.locator("#filter select[name=table]").select_option("findings")
    page.locator("#filter select[name=document]").select_option("fund-2023")
    expect(page.locator(".rows li")).to_have_count(3)
    page.locator('[data-do="ask-accept-all"]').click()
    expect(page.locator("#confirm-said")).to_contain_text("3 undecided rows")
    page.locator('#confirm [data-do="accept-all"]').click()
    expect(page.locator("#summary")).to_have_text("3 of 3 decided")
    assert folder.decisions() == {"f0001": "accept", "f0002": "accept", "f0003": "accept"}
    page.locator("#undo").click()
    expect(page.locator("#summary")).to_have_text("0 of 3 decided")
    assert folder.reviews() == []


def test_search_and_help(page: Page) -> None:
    """The slash goes to the search, Escape leaves it, and ? shows the keys."""
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("protection")
    on_row(page, LINES[4])
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#summary")).to_have_text("0 of 1 decided")


def test_single_keys_can_be_switched_off(page: Page, folder: Folder) -> None:
    """With single keys off a letter decides nothing, and the buttons still do."""
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.locator("#row").focus()
    page.keyboard.press("a")
    page.locator('.actions [data-do="reject"]').focus()
    page.keyboard.press("Enter")
    on_row(page, HOSTILE)
    assert folder.decisions() == {"f0001": "reject"}
    expect(page.locator('.actions [data-do="reject"]')).to_be_focused()


def test_hostile_words(page: Page, folder: Folder) -> None:
    """Script tags, formulas and right-to-left marks are shown as the words they are."""
    page.keyboard.press("a")
    on_row(page, HOSTILE)
    expect(page.locator(".prose mark").first).to_have_text("<script>alert(1)</script>")
    assert page.locator("#row script, #queue script, #row img, #source img").count() == 0
    page.locator("#search").fill("foreign aid")
    on_row(page, RIGHT_TO_LEFT)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_text("Accepted")
    assert {r["text"] for r in folder.reviews()} == {LINES[2], RIGHT_TO_LEFT}


def test_what_a_screen_reader_finds(page: Page) -> None:
    """Landmarks are named, every field has its label, and each decision is announced."""
    for role, name in (("navigation", "Queue"), ("main", "The row"), ("complementary", "The source")):
        expect(page.get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]
    unnamed = page.eval_on_selector_all(
        "input, select, textarea, button, meter, progress",
        "all => all.filter(e => !e.labels?.length && !e.ariaLabel && !e.textContent.trim()"
        " && !e.getAttribute('aria-labelledby')).map(e => e.outerHTML)",
    )
    assert unnamed == []
    page.keyboard.press("a")
    expect(page.locator("#announce")).to_contain_text("Accepted. weakness: <script>")
    expect(page.locator(".rows [aria-current]")).to_have_count(1)


def test_page_stays_where_it_was_after_reload(page: Page) -> None:
    """The address keeps filter and row, never the token."""
    page.locator("#filter select[name=kind]").select_option("reform")
    on_row(page, LINES[4])
    page.wait_for_url(re.compile("kind=reform.*row=findings%3Af0003"))
    assert "token" not in page.url
    page.reload()
    on_row(page, LINES[4])
    expect(page.locator("#filter select[name=kind]")).to_have_value("reform")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Browser, address: str, scheme: str) -> None:
    """Words stand out from their ground by at least 4.5 to 1, light and dark."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    ratios = page.evaluate(
        CONTRAST, [".row small", ".tag", ".accept", ".reject", ".save", ".progress", ".said"]
    )
    context.close()
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


CONTRAST = """names => {
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return Object.fromEntries(names.map(name => {
    const element = document.querySelector(name);
    const [one, other] = [light(parts(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    return [name, (one + 0.05) / (other + 0.05)];
  }));
}"""
