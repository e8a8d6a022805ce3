"""The language of a document and of its parts, and what a reader is told of it."""

from pathlib import Path

import pytest

from pipeline.ingest import read, tongue
from pipeline.ingest.tongue import language_of
from pipeline.model import Document

ENGLISH = (
    "The organisation has improved its planning and the quality of its reporting, but evaluation is still "
    "weak and should be funded from the core budget."
)
FRENCH = (
    "L’organisation a amélioré la planification et la qualité de ses rapports, mais la fonction d’évaluation "
    "reste faible et devrait être financée sur le budget ordinaire."
)
SPANISH = (
    "La organización ha mejorado la planificación y la calidad de sus informes, pero la evaluación sigue "
    "siendo débil y debería financiarse con el presupuesto ordinario."
)
POLISH = (
    "Organizacja poprawiła planowanie oraz jakość sprawozdań, jednak funkcja ewaluacji pozostaje słaba i "
    "powinna być finansowana z budżetu podstawowego, a nie z projektów realizowanych w krajach partnerskich."
)


def document(tmp_path: Path, *paragraphs: str) -> Document:
    path = tmp_path / "report.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return read(path, "report.txt", "report")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (SPANISH, "es"),
        (POLISH, "pl"),
        ("A organização melhorou o planejamento e a qualidade dos seus relatórios, mas não a avaliação.", "pt"),
        ("Die Organisation hat ihre Planung verbessert, aber die Evaluierung ist nicht ausreichend finanziert.", "de"),
        ("L’organizzazione ha migliorato la pianificazione, ma la valutazione non è ancora finanziata.", "it"),
        ("Организация улучшила планирование, однако оценка остаётся слабой.", "ru"),
        ("حسّنت المنظمة التخطيط لكن التقييم لا يزال ضعيفا", "ar"),
        ("该组织改进了规划，但评价工作仍然薄弱。", "zh"),
        ("Evaluation remains underfunded", None),
        ("2013 2014 597.12 169.00 63.05 55.10 46.83 26.72 26.07", None),
        ("Belgium, Canada, Denmark, Finland, France, Germany, Ireland, Italy, Japan, Korea, Luxembourg, Norway", None),
    ],
)  # fmt: skip
def test_prose_tells_its_language(text: str, language: str | None) -> None:
    """Sentences tell their language; names, numbers and a few words tell none."""
    assert language_of(text) == language


def test_an_english_report_has_no_block_set_apart(tmp_path: Path) -> None:
    """Nothing is said where all is English, also not of names and short lines."""
    made = document(
        tmp_path, "Summary", ENGLISH, "Côte d’Ivoire, São Tomé e Príncipe, Perú, México, España", ENGLISH
    )
    assert made.language == "en"
    assert {block.language for block in made.blocks} == {None}
    assert made.problems == ()
    assert all(made.in_english(block) for block in made.blocks)


def test_a_report_in_another_language_is_told_and_not_read(tmp_path: Path) -> None:
    """The problem names the language and the words, and what it means."""
    made = document(tmp_path, "Résumé", FRENCH, FRENCH.replace("faible", "fragile"), "Conclusion")
    assert made.language == "fr"
    assert not any(made.in_english(block) for block in made.blocks)
    (problem,) = made.problems
    assert "in French (52 words); no findings or figures" in problem.problem
    assert problem.severity == "warning"
    assert "English edition" in problem.remedy


def test_answers_in_another_language_are_left_and_told(tmp_path: Path) -> None:
    """In an English report only the French parts are set apart, short ones between them included."""
    made = document(tmp_path, ENGLISH, ENGLISH, ENGLISH, FRENCH, "Réponse", FRENCH, ENGLISH)
    assert made.language == "en"
    assert [block.language for block in made.blocks] == [None, None, None, "fr", "fr", "fr", None]
    assert [made.in_english(block) for block in made.blocks] == [True, True, True, False, False, False, True]
    assert "words are in French and were left; the rest was worked" in made.problems[-1].problem


def test_an_english_part_of_a_foreign_report_is_read(tmp_path: Path) -> None:
    """The summary in English of a report in Spanish is worked."""
    made = document(tmp_path, SPANISH, SPANISH, SPANISH, ENGLISH, SPANISH)
    assert made.language == "es"
    assert [made.in_english(block) for block in made.blocks] == [False, False, False, True, False]
    assert "mostly in Spanish" in made.problems[-1].problem


def test_pages_in_another_language_are_named(tmp_path: Path) -> None:
    """Where pages are known, the problem says which."""
    made = document(
        tmp_path, ENGLISH, ENGLISH + "\f" + FRENCH, FRENCH + "\f" + FRENCH, "\f" + ENGLISH, ENGLISH
    )
    assert "on pages 2-3 are in French" in made.problems[-1].problem
    assert made.problems[-1].page == 2


@pytest.mark.parametrize("text", ["x", "12 34", "Annex", "—"])
def test_too_little_text_has_no_language(tmp_path: Path, text: str) -> None:
    """A few words are taken as they come, and read."""
    made = document(tmp_path, text)
    assert made.language is None
    assert all(made.in_english(block) for block in made.blocks)


def test_answers_in_the_cells_of_a_table_are_told(tmp_path: Path) -> None:
    """Cells are judged one by one: an English template with French answers."""
    rows = "\n".join(f"{ENGLISH} ({n})\t{FRENCH} ({n})" for n in range(3))
    made = document(tmp_path, ENGLISH, "Finding\tResponse\n" + rows, ENGLISH)
    (table,) = made.tables
    assert [block.language for cell in table.cells if cell.row for block in cell.blocks] == [None, "fr"] * 3


def test_references_in_the_words_of_the_report_are_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that names what the report speaks of is told by those words; no model is loaded for it."""
    monkeypatch.setattr(tongue, "_model", lambda: pytest.fail("the model was asked"))
    source = (
        "Okafor, quality reporting, planning evaluation budget, improved organisation: core evaluation funded "
        "weak reporting (2019), available online, evaluation quality planning improved budget, accessed May 2021."
    )
    made = document(tmp_path, ENGLISH, ENGLISH, source, ENGLISH)
    assert made.language == "en"
    assert {block.language for block in made.blocks} == {None}
