"""The figures of a whole report."""

from __future__ import annotations

from grids import Draft

from pipeline.figures import figures_of
from pipeline.model import Block, Identity


def test_furniture_contents_and_graphics_give_nothing() -> None:
    """Running heads, contents pages and chart labels hold no figures."""
    draft = Draft()
    for kind in ("furniture", "contents", "graphic"):
        draft.add(kind, "In 2022 the budget was USD 3 million for 45 countries.")
    assert figures_of(draft.done(), Identity()).figures == ()


def test_a_note_says_so() -> None:
    """A figure in a footnote is marked as such."""
    draft = Draft()
    draft.add("paragraph", "It works in 45 countries.")
    draft.add("note", "Of these, 12 countries are in Africa.", marker="3")
    assert [f.in_footnote for f in figures_of(draft.done(), Identity()).figures] == [False, True]


def test_offsets_are_the_documents() -> None:
    """The text of a figure stands at its span of the canonical text."""
    draft = Draft()
    draft.add("heading", "Funding")
    draft.add("paragraph", "Core funding was USD 3 million.")
    draft.add("list_item", "12 offices closed.", marker="•")
    document = draft.done()
    assert [document.quote(f.span) for f in figures_of(document, Identity()).figures] == [
        "USD 3 million",
        "12 offices",
    ]


def test_a_block_in_another_language_gives_nothing() -> None:
    """A French paragraph in an English report is left out."""
    draft = Draft()
    draft.add("paragraph", "Le projet a touché 1 200 personnes.", language="fr")
    draft.add("paragraph", "It reached 1 200 people.")
    assert len(figures_of(draft.done(), Identity()).figures) == 1


def test_the_same_fact_told_twice_shares_its_number() -> None:
    """Two rows that tell one fact point at it; a third figure does not."""
    draft = Draft()
    draft.add("paragraph", "The cluster operates in 33 countries. It has 12 offices.")
    draft.add("paragraph", "As noted, the cluster operates in 33 countries.")
    facts = [f.fact for f in figures_of(draft.done(), Identity()).figures]
    assert facts[0] is not None
    assert facts == [facts[0], None, facts[0]]


def test_two_readings_of_one_thing_are_one_fact() -> None:
    """ "nearly a third (29.6%)" and an amount in two currencies are one fact each."""
    draft = Draft()
    draft.add("paragraph", "Nearly a third (29.6%) of posts were vacant.")
    draft.add("paragraph", "It cost £5 million (US$8 million).")
    facts = [f.fact for f in figures_of(draft.done(), Identity()).figures]
    assert facts == [0, 0, 1, 1]


def test_contradictions_are_warnings() -> None:
    """ "44%" here and "45%" there for the same thing and year are told as a doubt."""
    draft = Draft()
    draft.add("paragraph", "In 2019, 44% of evaluation reports met quality standards.")
    draft.add("paragraph", "In 2019, 45% of evaluation reports met quality standards.")
    (problem,) = figures_of(draft.done(), Identity()).problems
    assert (problem.stage, problem.severity) == ("figures", "warning")
    assert "44%" in problem.problem
    assert "45%" in problem.problem


def test_different_years_do_not_contradict() -> None:
    """The same measure of two years may differ."""
    draft = Draft()
    draft.add("paragraph", "In 2019, 44% of evaluation reports met quality standards.")
    draft.add("paragraph", "In 2020, 45% of evaluation reports met quality standards.")
    assert figures_of(draft.done(), Identity()).problems == ()


def test_rounding_does_not_contradict() -> None:
    """A rounded and a fine value of one thing are the same fact."""
    draft = Draft()
    draft.add("paragraph", "In 2019, 44.6% of evaluation reports met quality standards.")
    draft.add("paragraph", "In 2019, 45% of evaluation reports met quality standards.")
    told = figures_of(draft.done(), Identity())
    assert told.problems == ()
    assert told.figures[0].fact == told.figures[1].fact is not None


def test_the_documents_habit_decides_a_point() -> None:
    """Where a report groups by points elsewhere, 37.741 is 37 741; elsewhere it is a decimal."""
    european, english = Draft(), Draft()
    european.add("paragraph", "It spent EUR 1.234.567 and reached 12,5 % of homes.")
    european.add("paragraph", "The index rose to a score of 37.741 in 2019.")
    english.add("paragraph", "It spent EUR 1,234,567 and reached 12.5 % of homes.")
    english.add("paragraph", "The index rose to a score of 37.741 in 2019.")
    assert [str(f.value) for f in figures_of(european.done(), Identity()).figures][-1] == "37741"
    assert [str(f.value) for f in figures_of(english.done(), Identity()).figures][-1] == "37.741"


def test_list_items_keep_their_marker_out() -> None:
    """The printed number of a list item stands before the block and is no figure."""
    draft = Draft()
    draft.text = "1. "
    draft.blocks = [Block("list_item", 3, 22, marker="1.")]
    draft.text += "45 staff were hired."
    assert [f.start for f in figures_of(draft.done(), Identity()).figures] == [3]


def test_a_headings_number_is_no_count() -> None:
    """ "4 Main findings" is the fourth heading, not four findings; "45 offices closed" stays."""
    draft = Draft()
    draft.add("heading", "4 Main findings")
    draft.add("paragraph", "5 Evaluation questions")
    draft.add("heading", "Reaching 33 countries")
    assert [f.value for f in figures_of(draft.done(), Identity()).figures] == [33]


def test_a_figure_alone_takes_the_label_beside_it() -> None:
    """In a box that prints the amount over its label, the label is the measure."""
    draft = Draft()
    draft.add("paragraph", "£1.2bn")
    draft.add("paragraph", "UK core contribution")
    (figure,) = figures_of(draft.done(), Identity()).figures
    assert figure.measure == "UK core contribution"
