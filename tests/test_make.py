"""The README's two commands, and what make promises, in a copy of the project."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from commands import ROOT

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", ".*_cache", ".hypothesis", "__pycache__", "tests"
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as committed, with the environment the tests run in."""
    folder = tmp_path_factory.mktemp("clone") / "project"
    shutil.copytree(ROOT, folder, ignore=NOT_COPIED)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def make(folder: Path, *targets: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *targets], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.mark.skipif(not (ROOT / ".venv" / "run").exists(), reason="needs the environment that make makes")
def test_make_on_the_committed_tree_changes_no_byte(copy: Path) -> None:
    """What is committed is what the committed rules give, and a review of it is kept."""
    before = content(copy / "extracted")
    done = make(copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert content(copy / "extracted") == before
    assert "Nothing has changed" in make(copy).stdout
    make(copy, "clean")
    assert content(copy / "extracted") == before
    assert not (copy / "build").exists()


def test_help_names_every_target() -> None:
    """make help has a line for whatever a user may ask for."""
    said = make(ROOT, "help").stdout
    for target in (
        "all",
        "ingest",
        "segment",
        "figures",
        "write",
        "review",
        "test",
        "lint",
        "check",
        "clean",
        "bench",
    ):
        assert f"make {target} " in said
