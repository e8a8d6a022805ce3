"""Whatever a person does at the page, in whatever order: the file holds just what they see."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from desk_tables import Folder, paged_report, plain_report, tables_of
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.desk.decisions import Refused
from pipeline.desk.desk import UNDECIDED, Desk, Person
from pipeline.desk.items import Filter
from pipeline.desk.ledger import Ledger
from pipeline.tables import table

ROWS = st.integers(0, 8)
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), ROWS, st.sampled_from(["accept", "reject"]), WORDS),
        st.tuples(st.just("correct"), ROWS, WORDS, st.sampled_from(["gender", "strategy", ""])),
        st.tuples(st.just("withdraw"), ROWS),
        st.tuples(st.just("accept all"), st.sampled_from(["", "findings", "figures"])),
        st.tuples(
            st.just("add"), st.sampled_from(["Country offices were never asked", "The Fund should adopt"])
        ),
        st.tuples(st.just("undo")),
        st.tuples(st.just("reload")),
    ),
    max_size=12,
)


def made(out: Path, raw: Path) -> Desk:
    tables = tables_of(paged_report(raw / "fund-2023.pdf"), plain_report())
    return Desk(tables, Ledger(out / "reviews.csv"), Person("Ann", lambda: "2026-01-01T00:00:00+00:00"))


def do(desk: Desk, step: tuple[object, ...]) -> None:
    match step:
        case ("decide", int(row), review, str(note)):
            desk.decide(desk.items[row], review, note, {})  # type: ignore[arg-type]
        case ("correct", int(row), str(words), str(theme)):
            item = desk.items[row]
            said = " ".join(words.split()) or item.text
            cells = {"text": said} | ({"theme": theme} if item.spec.name == "findings" else {})
            desk.decide(item, "edit", "", cells)
        case ("withdraw", int(row)):
            desk.withdraw(desk.items[row])
        case ("accept all", str(name)):
            desk.accept_all(Filter(table=name))
        case ("add", str(words)):
            cells = {"document_id": "fund-2023", "kind": "weakness", "text": words, "start": "1", "end": "9"}
            origin = {"basis": "wording", "rule": "reviewer", "confidence": "1"}
            with suppress(Refused):  # added already
                desk.add(table("findings"), cells | origin)
        case ("undo",):
            desk.undo()


def seen(desk: Desk) -> dict[str, tuple[str, str, str]]:
    """What a person sees decided: state, note and words of each row."""
    return {
        item.key: (desk.state(item), desk.note(item), item.text)
        for item in desk.items
        if desk.state(item) != UNDECIDED
    }


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_file_holds_what_is_seen(steps: list[tuple[object, ...]]) -> None:
    """After any steps a desk opened anew on the file shows the same decisions, notes and words."""
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name), {})
        folder.out.mkdir()
        desk = made(folder.out, folder.root)
        for step in steps:
            if step == ("reload",):
                desk = made(folder.out, folder.root)
            do(desk, step)
            assert seen(made(folder.out, folder.root)) == seen(desk)
        while desk.can_undo:
            desk.undo()
        if ("reload",) not in steps:
            assert folder.reviews() == []
