"""Numbers in boxes, units in the corner of a table, cells of ratings and of time frames."""

from __future__ import annotations

from decimal import Decimal

from grids import Draft

from pipeline.figures import figures_of
from pipeline.model import Figure, Identity


def told(draft: Draft) -> tuple[Figure, ...]:
    """The figures of a draft."""
    return figures_of(draft.done(), Identity()).figures


def test_unit_in_the_corner_holds_for_the_table() -> None:
    """A unit in the head of the first column is that of all columns without one of their own."""
    draft = Draft()
    draft.table([["Donor (EUR thousand)", "2021", "2022"], ["Austria", "1,120", "975"]])
    assert [(f.kind, f.value, f.currency, f.year_start) for f in told(draft)] == [
        ("money", Decimal(1_120_000), "EUR", 2021),
        ("money", Decimal(975_000), "EUR", 2022),
    ]


def test_survey_means_are_no_counts_of_respondents() -> None:
    """Broken numbers up to six under a head that names people are points of a scale."""
    draft = Draft()
    draft.table(
        [
            ["Key performance area", "Survey respondents", "Document review"],
            ["Results focus", "4.52", "5"],
            ["Country focus", "4.08", "4"],
        ]
    )
    assert told(draft) == ()


def test_time_frames_are_no_figures() -> None:
    """A range of years takes no unit from a sentence in its row."""
    draft = Draft()
    draft.table(
        [
            ["Recommendation", "Time frame"],
            ["Train laboratory staff where fewer than 20% of them hold a degree", "2022-2025"],
        ]
    )
    assert [f.kind for f in told(draft)] == ["percentage"]


def test_a_box_names_its_number() -> None:
    """A number alone in a box counts what its label names; the years of a label are its period."""
    draft = Draft()
    for panel, (number, label) in enumerate(
        [("41", "countries reached"), ("2.3 million", "doses given"), ("EUR 80 M", "budget 2019-2023")]
    ):
        draft.add("paragraph", number, panel=panel)
        draft.add("paragraph", label, panel=panel)
    assert [(f.kind, f.value, f.unit, f.measure, f.year_end) for f in told(draft)] == [
        ("count", Decimal(41), "countries", "countries reached", None),
        ("count", Decimal(2_300_000), "doses", "doses given", None),
        ("money", Decimal(80_000_000), "EUR", "budget", 2023),
    ]


def test_a_lone_number_outside_a_box_is_none() -> None:
    """A number on a line of its own in running text is a page number or a marker."""
    draft = Draft()
    draft.add("paragraph", "41")
    draft.add("paragraph", "countries reached")
    assert told(draft) == ()


def test_a_label_with_a_colon_comes_before() -> None:
    """A label that ends in a colon names what follows it, whatever comes after."""
    draft = Draft()
    for text in ("Budget:", "CHF 12.4 million", "Partners"):
        draft.add("paragraph", text)
    assert [f.measure for f in told(draft)] == ["Budget"]


def test_labels_by_turns_stay_with_their_numbers() -> None:
    """In a run that begins with a label each number takes the label over it."""
    draft = Draft()
    for text in ("Core resources", "21%", "Thematic funds", "79%"):
        draft.add("paragraph", text, panel=0)
    assert [f.measure for f in told(draft)] == ["Core resources", "Thematic funds"]


def test_numbers_of_boxes_count_nothing() -> None:
    """A small number over a title numbers its box."""
    draft = Draft()
    draft.add("paragraph", "3", panel=0)
    draft.add("paragraph", "Partnerships", panel=0)
    assert told(draft) == ()
