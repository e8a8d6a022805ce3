"""Letters drawn as one sign are read in their letters, also where a font says nothing or wrong of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pdf_reports import read, typeset

from pipeline.ingest.ligatures import spelt_out

TEXT = (
    "The office made specific efforts to benefit affected people. Efficiency of offices is sufficient, and its"
    " financial flows are different. Staff filled five field positions. Conflict affects benefits, and official"
    " figures are not final. It flags identified deficits."
)
_SIGN = re.compile(r"<([0-9A-F]{4})> <((?:[0-9A-F]{4}){2,3})>\n", re.IGNORECASE)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("an o\ufb03ce with speci\ufb01c e\ufb00orts", "an office with specific efforts"),
        ("an o\ufffdce with speci\ufffdc e\ufffdorts and con\ufffdict", "an office with specific efforts and conflict"),
        ("the informaƟon of a commiƩee on seƫngs, oŌen on a plaƞorm", "the information of a committee on settings, often on a platform"),
        ("the informa\U0010019fon was so\U0010014cware", "the information was software"),
        ("its Þnancial ßows and speciÞc conßicts", "its financial flows and specific conflicts"),
        ("Þór Jónsson of the Straße in Ōsaka", "Þór Jónsson of the Straße in Ōsaka"),
        ("Þetta er það sem þeir sögðu. Það var gott. Þess vegna.", "Þetta er það sem þeir sögðu. Það var gott. Þess vegna."),
        ("the sta\ufffd of a qua\ufffdk", "the sta\ufffd of a qua\ufffdk"),
        ("a page\n\fled by evaluation\n\fnal", "a page\n\fled by evaluation\n\fnal"),
    ],
)  # fmt: skip
def test_signs_in_a_text(raw: str, read: str) -> None:
    """A sign is told by the words it leaves; letters of other languages, and what is unsure, stay."""
    assert spelt_out(raw) == read


def _mapped(folder: Path, change: Callable[[str], str]) -> Path:
    """The text typeset, with what its font says of its ligatures changed."""
    path = typeset(folder, TEXT)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                told = thing.ToUnicode.read_bytes().decode("latin-1")
                thing.ToUnicode.write(change(told).encode("latin-1"))
        pdf.save(path.with_suffix(".changed.pdf"))
    return path.with_suffix(".changed.pdf")


def _left_out(told: str) -> str:
    fewer = len(_SIGN.findall(told))
    return re.sub(
        r"(\d+) beginbfchar",
        lambda found: f"{int(found[1]) - fewer} beginbfchar",
        _SIGN.sub("", told),
        count=1,
    )


@pytest.mark.parametrize(
    "change",
    [
        _left_out,
        *(
            lambda told, code=code: _SIGN.sub(rf"<\1> <{code}>\n", told)
            for code in ("0000", "001F", "FFFD", "00DE")
        ),
        lambda told: _SIGN.sub(lambda found: f"<{found[1]}> <E0{found[1][2:]}>\n", told),
    ],
    ids=["left out", "nothing", "control", "lost", "another letter", "private"],
)
def test_signs_of_a_font_that_misleads(tmp_path: Path, change: Callable[[str], str]) -> None:
    """Whatever a font says of its ligatures, the words are read whole."""
    reading = read(_mapped(tmp_path, change))
    assert reading.text == TEXT
    assert reading.problems == ()


def test_signs_that_no_word_tells_are_a_problem(tmp_path: Path) -> None:
    """Letters that stay without a meaning are told, with their page and the way out."""
    path = _mapped(tmp_path, lambda told: re.sub(r"(<[0-9A-F]{4}>) <006F>", r"\1 <001F>", told))
    [problem] = read(path).problems
    assert problem.page == 1
    assert "lack letters" in problem.problem
    assert "scan" in problem.remedy
