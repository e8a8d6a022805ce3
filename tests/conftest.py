"""What many tests share: the project's folders, and its tables made anew from raw/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import CORPUS, ROOT, run_pipeline


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
