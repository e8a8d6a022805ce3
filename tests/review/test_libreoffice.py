"""LibreOffice opens, edits and saves the tables and the workbook for real."""

from __future__ import annotations

import json
import shutil
import subprocess
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from reviewing import REPORT, TABLES, Bench, document, figure, finding

SYSTEM_PYTHON = Path("/usr/bin/python3")
STEPS = Path(__file__).with_name("libreoffice_steps.py")
CSV = "Text - txt - csv (StarCalc)"
XLSX = "Calc MS Excel 2007 XML"
LOAD = "44,34,76,1,,1033,false,true"  # comma, UTF-8, English; numbers and dates recognised
AS_IT_WAS = (CSV, "44,34,76,1,,1033,false,true")
WINDOWS = (CSV, "59,34,1,1,,1031,false,true")  # semicolons, cp1252, cells as shown


def usable() -> bool:
    if not shutil.which("soffice") or not SYSTEM_PYTHON.exists():
        return False
    return (
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=False, capture_output=True).returncode == 0
    )


pytestmark = pytest.mark.skipif(
    not usable(),
    reason="LibreOffice with its Python bridge is missing: apt-get install libreoffice python3-uno",
)

EDITS = (
    ["type", "findings", "f1", "review", "accept"],
    ["type", "findings", "f2", "kind", "reform"],
    ["type", "findings", "f2", "stage", "recommendation"],
    ["delete", "findings", "f3"],
    [
        "add",
        "findings",
        {"document_id": REPORT, "kind": "strength", "text": "Its logistics are second to none."},
    ],
    ["sort", "findings", "text"],
)


def office(tmp_path: Path, steps: list[dict[str, object]]) -> None:
    """LibreOffice takes the steps, one file after another, and ends."""
    pipe = f"review{uuid.uuid4().hex}"
    told = tmp_path / "steps.json"
    told.write_text(json.dumps(steps), encoding="utf-8")
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    running = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        subprocess.run([SYSTEM_PYTHON, STEPS, pipe, told], check=True, timeout=120)
        running.wait(timeout=30)
    finally:
        running.kill()
        running.wait()


def bench_in(folder: Path) -> Bench:
    bench = Bench(folder)
    bench.tables["documents"] = (document("mar-2016"), document())
    bench.tables["findings"] = (
        *TABLES["findings"],
        finding("f5", "“Łódź”, ≥ 5 others; 'so'\u202e …", label="3-4", component="1/2", theme="TRUE"),
        finding("f6", "@here -1+1", label="-5", component="1E5", theme="007"),
    )
    bench.tables["figures"] += (
        figure("n4", "2-3", "It took 2-3 years.", value=Decimal("2123456789.25"), period="October 2019"),
    )
    bench.run(book=True)
    return bench


def test_libreoffice_reviews(tmp_path: Path) -> None:
    """What LibreOffice saves unedited holds no correction; what was edited in it is taken over."""
    names = ("csv", "windows", "book", "csv-untouched", "windows-untouched", "book-untouched")
    benches = {name: bench_in(tmp_path / name) for name in names}
    steps: list[dict[str, object]] = []
    for name, bench in benches.items():
        edits = [] if name.endswith("untouched") else list(EDITS)
        if name.startswith("book"):
            steps.append({"file": str(bench.out / "review.xlsx"), "edits": edits, "save": (XLSX, "")})
            continue
        save = AS_IT_WAS if name.startswith("csv") else WINDOWS
        for table in ("findings", "figures", "documents"):
            file = str(bench.path(table))
            mine = [[one[0], None, *one[2:]] for one in edits if one[1] == table]
            steps.append({"file": file, "load": LOAD, "edits": mine, "save": save})
    office(tmp_path, steps)
    for name, bench in benches.items():
        bench.run(book=True)
        decided = {(r["row_id"], r.get("column", ""), r["review"]) for r in bench.reviews()}
        if name.endswith("untouched"):
            assert decided == set(), name
            continue
        added = bench.rows()[-1]
        assert added["text"] == "Its logistics are second to none.", name
        assert {one for one in decided if one[0] != added["finding_id"]} == {
            ("f1", "", "accept"),
            ("f2", "kind", "edit"),
            ("f2", "stage", "edit"),
            ("f3", "", "reject"),
        }, name
        assert bench.row("f5")["text"] == "“Łódź”, ≥ 5 others; 'so'\u202e …"
        before = {path: path.read_bytes() for path in bench.out.rglob("*") if path.is_file()}
        bench.run(book=True)
        assert before == {path: path.read_bytes() for path in bench.out.rglob("*") if path.is_file()}
