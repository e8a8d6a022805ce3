"""How long the review page takes from a key press to the next row, on ten thousand rows.

Run as `PYTHONPATH=. python bench/desk.py [ROWS] [DECISIONS]`; needs Chromium. Times are taken in the
page: from the key's event to the second animation frame after the next row stands in it, so that it
is painted; what two frames alone take is shown too. Every decision is on disk by then.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from decimal import Decimal
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright
from reportlab.pdfgen import canvas

from pipeline.csvfile import write_table
from pipeline.desk.guard import Session
from pipeline.desk.serve import desk_app, listen
from pipeline.model import Block, Box, Document, Run
from pipeline.model import Page as PageSize
from pipeline.tables import DocumentRow, FindingRow, table

WORDS = (
    "The office has taken steps to strengthen evaluation but capacity at country level remains weak".split()
)
REPORTS, LINES_A_PAGE, WORDS_A_LINE = 20, 40, 13
MEASURE = """key => new Promise(done => {
  const before = document.querySelector('#row article');
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (document.querySelector('#row article') === before) return;
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  seen.observe(document.getElementById('row'), { childList: true });
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
})"""

FRAMES = """() => new Promise(done => {
  const start = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""

SOURCE = """() => new Promise(async done => {
  const shown = () => document.querySelector('#source .sheet')?.dataset.page
    + document.querySelector('#source .marks')?.innerHTML;
  await new Promise(read => setTimeout(read, 700));
  const before = shown();
  const start = performance.now();
  const look = () => {
    const late = performance.now() - start > 3000;
    if (late || (shown() !== before && document.querySelector('#source img')?.complete))
      done(performance.now() - start);
    else requestAnimationFrame(look);
  };
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
  look();
})"""


def report(path: Path, pages: int) -> Document:
    """A report of full pages, and the Document it is read as."""
    drawn = canvas.Canvas(str(path), pagesize=(595, 842))
    runs, blocks, parts, at = [], [], [], 0
    for number in range(1, pages + 1):
        drawn.setFont("Helvetica", 9)
        for line in range(LINES_A_PAGE):
            start, y = at, 790 - 18 * line
            for word in range(WORDS_A_LINE):
                said = WORDS[(word + line + number) % len(WORDS)]
                x = 50 + word * 38
                drawn.drawString(x, y, said)
                runs.append(Run(at, at + len(said), number, Box(x, 842 - y - 8, x + 34, 842 - y + 2)))
                parts.append(said + " ")
                at += len(said) + 1
            blocks.append(Block("paragraph", start, at - 1, number))
            parts.append("\n")
            at += 1
        drawn.showPage()
    drawn.save()
    sizes = tuple(PageSize(number, 595, 842) for number in range(1, pages + 1))
    return Document(
        path.stem,
        path.name,
        "application/pdf",
        "0" * 64,
        "".join(parts),
        tuple(blocks),
        pages=sizes,
        runs=tuple(runs),
    )


def folder(root: Path, rows: int) -> dict[str, Document]:
    """Tables of so many rows on twenty reports."""
    (root / "raw").mkdir()
    each = -(-rows // REPORTS)
    pages = -(-each // LINES_A_PAGE)
    documents = {}
    findings = []
    for number in range(REPORTS):
        document = report(root / "raw" / f"report-{number}.pdf", pages)
        documents[document.document_id] = document
        for place, block in enumerate(document.blocks[:each]):
            findings.append(
                FindingRow(
                    finding_id=f"f{number:02}{place:05}",
                    document_id=document.document_id,
                    kind=("strength", "weakness")[place % 2],
                    theme="evaluation_and_learning",
                    text=document.text[block.start : block.end],
                    basis="wording",
                    rule="bench",
                    confidence=Decimal((place * 7919) % 100) / 100,
                    page=block.page,
                    start=block.start,
                    end=block.end,
                )
            )
    listed = [
        DocumentRow(document_id=name, file=d.file, media_type=d.media_type, pages=pages, status="ok")
        for name, d in documents.items()
    ]
    write_table(table("documents"), listed, root / "extracted" / "documents.csv")
    write_table(table("findings"), findings[:rows], root / "extracted" / "findings.csv")
    return documents


def told(name: str, times: list[float]) -> None:
    """Prints the median, the 95th percentile and the worst of some times in milliseconds."""
    ranked = sorted(times)
    high = ranked[min(int(len(ranked) * 0.95), len(ranked) - 1)]
    print(
        f"{name:<26} median {statistics.median(ranked):6.1f} ms   95% {high:6.1f} ms   "
        f"worst {ranked[-1]:6.1f} ms",
        flush=True,
    )


def measured(page: Page, key: str, times: int, pause: float) -> list[float]:
    """Milliseconds from the key to the next row, so many times, with a pause to read in between."""
    found = []
    for _ in range(times):
        found.append(page.evaluate(MEASURE, key))
        time.sleep(pause)
    return found


def main(rows: int = 10_000, decisions: int = 100) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        documents = folder(root, rows)
        listening = listen()
        session = Session.new(listening.getsockname()[1])
        began = time.perf_counter()
        app = desk_app(root / "extracted", root / "raw", session, lambda row: documents[row.document_id])
        busy = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(f"{rows} rows loaded in {time.perf_counter() - began:.2f} s; {busy}")
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--headless=new", "--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(session.address)
            page.wait_for_selector(".marks rect")
            page.evaluate(MEASURE, "j")
            told("two frames, nothing done", [page.evaluate(FRAMES) for _ in range(50)])
            told("accept (a), no pause", measured(page, "a", decisions, 0))
            told("accept (a), 0.3 s between", measured(page, "a", decisions // 2, 0.3))
            told("next (j)", measured(page, "j", decisions // 2, 0.1))
            told("undo (Backspace)", measured(page, "Backspace", decisions // 4, 0.1))
            page.click("[data-do=ask-accept-all]")
            page.click("#confirm [data-do=accept-all]")
            page.wait_for_selector("#row .done")
            size = (root / "extracted" / "reviews.csv").stat().st_size
            print(f"all {rows} accepted: reviews.csv holds {size:,} bytes")
            page.select_option("#filter select[name=state]", "")
            page.wait_for_selector("#row blockquote")
            told("accept (a), all decided", measured(page, "a", decisions // 2, 0.1))
            page.wait_for_selector(".marks rect")
            told("next row and its source", [page.evaluate(SOURCE) for _ in range(20)])
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
