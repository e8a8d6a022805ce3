"""Stage results are found again by what they were made from."""

from __future__ import annotations

import os
import time
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model import Block, Box, Cell, Document, Figure, Figures, NoteRef, Page, Run, Span, Table
from pipeline.problems import PipelineError, Problem
from pipeline.store import STALE, Store, amend, code_key, key_of, write_aside

DOCUMENT = Document(
    "who",
    "who.pdf",
    "application/pdf",
    "00",
    "Heading\n\nOne two³",
    (Block("heading", 0, 7, 1, 1), Block("paragraph", 9, 16, 1, lead=12, source="ocr", language="fr")),
    (Table((Cell(0, 0, 9, 16, True, blocks=(Block("paragraph", 9, 16),)),), 1, 1, 1, 1, Span(0, 7)),),
    (Page(1, 595.3, 841.9, "ocr", 0.998),),
    (Run(0, 7, 1, Box(1.5, 2.5, 3.5, 4.5)), Run(9, 16, 1, Box(0.0, 0.0, 9.0, 9.0))),
    (NoteRef(16, "3", None),),
    problems=(Problem("ingest", "warning", "odd.", "Look.", 1),),
)


def test_a_document_comes_back_as_it_was(tmp_path: Path) -> None:
    """What is kept is read back equal, boxes, spans and problems included."""
    store = Store(tmp_path)
    assert store.get("ingest", "k", Document) is None
    store.put("ingest", "k", DOCUMENT)
    assert store.get("ingest", "k", Document) == DOCUMENT


def test_money_comes_back_exact(tmp_path: Path) -> None:
    """Decimals keep every digit."""
    figures = Figures(
        (Figure("money", 0, 3, Decimal("597120000.10"), Span(0, 9), currency="USD", cell=(1, 2)),)
    )
    store = Store(tmp_path)
    store.put("figures", "k", figures)
    assert store.get("figures", "k", Figures) == figures


def test_a_damaged_result_is_absent(tmp_path: Path) -> None:
    """A result cut off by a crash is made anew, not an error."""
    store = Store(tmp_path)
    store.put("ingest", "k", DOCUMENT)
    path = tmp_path / "ingest" / "k.msgpack"
    path.write_bytes(path.read_bytes()[:40])
    assert store.get("ingest", "k", Document) is None


def test_prune_takes_old_unused_results_only(tmp_path: Path) -> None:
    """Results in use stay, and so do young ones, which may be another run's."""
    store = Store(tmp_path)
    for key in ("used", "young", "old"):
        store.put("ingest", key, DOCUMENT)
    past = time.time() - STALE - 60
    for key in ("used", "old"):
        os.utime(tmp_path / "ingest" / f"{key}.msgpack", (past, past))
    store.prune("ingest", ["used"])
    assert sorted(p.stem for p in (tmp_path / "ingest").iterdir()) == ["used", "young"]


@pytest.mark.parametrize(
    ("one", "other"),
    [(("ab", "c"), ("a", "bc")), (({"a": 1},), ({"a": 2},)), ((b"x",), ("x",)), ((), ("",))],
)
def test_keys_differ(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    """Different parts give different keys, wherever the parts are cut."""
    assert key_of(*one) != key_of(*other)


def test_keys_are_the_same_whatever_the_order_of_a_mapping() -> None:
    """A mapping is keyed by what it holds."""
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})


def test_code_key_follows_the_named_parts() -> None:
    """The key of one stage's code is not that of another's."""
    assert code_key("model") != code_key("model", "problems")
    assert code_key("model") == code_key("model")


def test_write_aside_leaves_no_trace_of_a_failure(tmp_path: Path) -> None:
    """Where the place is taken by a folder, the error says so and nothing is left beside it."""
    (tmp_path / "a").mkdir()
    with pytest.raises(PipelineError, match="a: cannot be written"):
        write_aside(tmp_path / "a", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_amend_leaves_the_file_as_it_was_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could be written of a line before the disk was full is taken off again."""
    (tmp_path / "a").write_bytes(b"nought\none\n")
    assert amend(tmp_path / "a", b"two\n", [(0, 7)]) == 11
    assert (tmp_path / "a").read_bytes() == b"      \none\ntwo\n"

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PipelineError, match="No space left"):
        amend(tmp_path / "a", b"three\n", [(7, 4)])
    assert (tmp_path / "a").read_bytes() == b"      \none\ntwo\n"
