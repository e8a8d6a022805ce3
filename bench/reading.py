"""Pages per second and peak memory of this reader beside others, on the same PDFs, in one run.

    python bench/reading.py report.pdf …

Every reader works in a process of its own, which imports it and then reads the file; the best of
three runs counts. Seconds are processor time, children's included, so that other work on the machine
does not blur them. Ratios say how many times as fast as that reader this one is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
READERS = {
    "this reader": (
        "from pipeline.ingest import read",
        "read(path, path.name, 'bench').text",
    ),
    "pdfium, bare text": (
        "import pypdfium2",
        "[page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]",
    ),
    "pdfplumber extract_text": (
        "import pdfplumber",
        "[page.extract_text() for page in pdfplumber.open(path).pages]",
    ),
    "pymupdf4llm": ("import pymupdf4llm", "pymupdf4llm.to_markdown(str(path))"),
}
MODULES = {"pdfplumber extract_text": "pdfplumber", "pymupdf4llm": "pymupdf4llm"}
MEASURE = """
import json, resource, sys
from pathlib import Path
{imports}
path = Path(sys.argv[1])
def spent():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)
begun = spent()
{work}
seconds = spent() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, peak]))
"""


def main(arguments: list[str]) -> int:
    """Measure the files named, or a report typeset for the purpose."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in arguments] or [_typeset(Path(folder))]
        for file in files:
            if not file.is_file():
                print(f"{file}: no such file", file=sys.stderr)
                return 2
            _compare(file)
    return 0


def _compare(file: Path) -> None:
    """Print one table: a row a reader."""
    pages = _pages(file)
    print(f"\n{file.name}: {pages} pages, {file.stat().st_size / 1024:.0f} KiB")
    print(f"  {'reader':<26}{'pages/s':>9}{'seconds':>9}{'peak MB':>9}{'  times as fast is this one':>28}")
    own: float | None = None
    for name, (imports, work) in READERS.items():
        module = MODULES.get(name)
        if module is not None and find_spec(module) is None:
            print(f"  {name:<26}  not installed: pip install -r requirements-bench.lock")
            continue
        measured = [found for found in (_measured(file, imports, work) for _ in range(RUNS)) if found]
        if not measured:
            print(f"  {name:<26}  could not read it")
            continue
        seconds, peak = min(found[0] for found in measured), max(found[1] for found in measured)
        own = seconds if own is None else own
        print(f"  {name:<26}{pages / seconds:>9.1f}{seconds:>9.3f}{peak:>9.0f}{seconds / own:>28.2f}")


def _measured(file: Path, imports: str, work: str) -> tuple[float, float] | None:
    """Seconds and peak memory in MB of one run, imports left out of the seconds."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(imports=imports, work=work), str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def _pages(file: Path) -> int:
    import pypdfium2  # noqa: PLC0415 - the readers are measured in processes of their own

    return len(pypdfium2.PdfDocument(file))


def _typeset(folder: Path) -> Path:
    """A report of some sixty pages: prose in columns, lists, notes and tables."""
    import typst  # noqa: PLC0415 - a development dependency, not needed for named files

    prose = "The office has grown quickly and its systems have not kept pace with its growing portfolio. " * 6
    chapter = (
        f"= Chapter\n{prose}#footnote[A note.]\n\n== Strengths\n"
        + "\n".join(f"- Item {n}: {prose}" for n in range(6))
        + f"\n#columns(2)[{prose * 6}]\n#table(columns: 4, "
        + ", ".join(f"[Cell {n} of the table]" for n in range(60))
        + ")\n#pagebreak()\n"
    )
    file = folder / "typeset.pdf"
    file.write_bytes(typst.compile((f'#set page(paper: "a4")\n{chapter}' * 22).encode()))
    return file


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
