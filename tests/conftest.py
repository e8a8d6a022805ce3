"""What many tests share: the project's folders, and its tables made anew from raw/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


def run_pipeline(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`python -m pipeline …` as a user runs it; the caller looks at the exit status."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports to develop against; tests that need it skip where it is absent."""
    if not (CORPUS / "gold").is_dir():
        pytest.skip(f"the corpus of real reports is not here ({CORPUS.name}/ beside the project's folder)")
    return CORPUS


@pytest.fixture(scope="session")
def seed_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """extracted/ made from the committed raw/, in a folder of its own."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(ROOT / "raw", folder / "raw")
    done = run_pipeline("run", "--raw", folder / "raw", "--out", folder / "extracted")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "extracted"
