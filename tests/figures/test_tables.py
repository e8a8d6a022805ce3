"""Figures in tables: what header, stub, caption and note say of a cell."""

from __future__ import annotations

from decimal import Decimal

from grids import Draft

from pipeline.figures import figures_of
from pipeline.model import Figure, Identity


def rows(draft: Draft) -> list[tuple[str, str, Decimal, str | None]]:
    """Text, kind, value and currency or unit of every table figure."""
    document = draft.done()
    return [(document.quote(f.span), f.kind, f.value, f.currency or f.unit) for f in table_figures(draft)]


def table_figures(draft: Draft) -> list[Figure]:
    return [f for f in figures_of(draft.done(), Identity()).figures if f.basis == "table"]


def test_currency_and_scale_from_the_header() -> None:
    """A header "Contribution USD millions" makes 597.12 of it 597 120 000 dollars."""
    draft = Draft()
    draft.table(
        [["Member", "Contribution USD millions"], ["United States", "597.12"], ["Germany", "169.00"]],
        caption="MOPAN member contributions to the organisation in 2021",
    )
    assert rows(draft) == [
        ("597.12", "money", Decimal(597_120_000), "USD"),
        ("169.00", "money", Decimal(169_000_000), "USD"),
    ]
    assert [(f.measure, f.year_start) for f in table_figures(draft)] == [
        ("Contribution, United States", 2021),
        ("Contribution, Germany", 2021),
    ]


def test_a_continued_table_inherits_its_caption() -> None:
    """The second half of a table takes caption, currency and year from the first."""
    draft = Draft()
    draft.table([["Member", "EUR thousand"], ["Spain", "1,250"]], caption="Table 2. Core funding in 2020")
    draft.table([["Finland", "980"]], header_rows=0, continues=0)
    figures = table_figures(draft)
    assert [(f.value, f.currency, f.year_start) for f in figures] == [
        (Decimal(1_250_000), "EUR", 2020),
        (Decimal(980_000), "EUR", 2020),
    ]


def test_years_as_columns_and_scale_from_the_caption() -> None:
    """Where columns are years, the caption says what is measured and in what."""
    draft = Draft()
    draft.table(
        [["Programme", "2018", "2019"], ["Health", "12.5", "14.0"], ["Total", "12.5", "14.0"]],
        caption="Figure 4: Expenditure by programme (US$ million)",
    )
    figures = table_figures(draft)
    assert [(f.value, f.currency, f.year_start) for f in figures] == [
        (Decimal(12_500_000), "USD", 2018),
        (Decimal(14_000_000), "USD", 2019),
        (Decimal(12_500_000), "USD", 2018),
        (Decimal(14_000_000), "USD", 2019),
    ]
    assert figures[0].measure == "Expenditure by programme, Health"


def test_scale_from_the_note() -> None:
    """A note under the table may hold the unit."""
    draft = Draft()
    draft.table(
        [["Donor", "Amount"], ["Norway", "45.2"]],
        note="Note: all amounts in CHF million. Source: annual report 2022.",
    )
    (figure,) = table_figures(draft)
    assert (figure.value, figure.currency, figure.year_start) == (Decimal(45_200_000), "CHF", None)


def test_units_differ_by_column_and_row() -> None:
    """Each column, and each row, may have a unit of its own."""
    draft = Draft()
    draft.table(
        [
            ["Indicator", "Baseline 2018", "Target 2021"],
            ["Share of women in management (%)", "38", "50"],
            ["Number of country offices", "85", "90"],
            ["Budget (USD million)", "1.2", "1.5"],
        ]
    )
    assert rows(draft) == [
        ("38", "percentage", Decimal(38), "percent"),
        ("50", "percentage", Decimal(50), "percent"),
        ("85", "count", Decimal(85), "country offices"),
        ("90", "count", Decimal(90), "country offices"),
        ("1.2", "money", Decimal(1_200_000), "USD"),
        ("1.5", "money", Decimal(1_500_000), "USD"),
    ]


def test_a_cell_that_says_its_own_unit() -> None:
    """A unit printed in the cell overrules the header's."""
    draft = Draft()
    draft.table([["Item", "Staff (number)"], ["Field", "120 (34%)"], ["Costs", "£1.5m"]])
    assert rows(draft) == [
        ("120", "count", Decimal(120), "Staff"),
        ("34%", "percentage", Decimal(34), "percent"),
        ("£1.5m", "money", Decimal(1_500_000), "GBP"),
    ]


def test_labels_and_ratings_are_no_figures() -> None:
    """Ordinals, years, codes and ratings in a table make no figure."""
    draft = Draft()
    draft.table(
        [
            ["No.", "Indicator", "Year", "Rating", "Code"],
            ["1", "KPI 1", "2019", "3.2", "0045"],
            ["2", "KPI 2", "2020", "2.8", "0046"],
        ]
    )
    assert rows(draft) == []


def test_brackets_are_negative_amounts() -> None:
    """An amount in accounting brackets is below zero."""
    draft = Draft()
    draft.table([["Item", "USD thousand"], ["Income", "1,200"], ["Deficit", "(350)"], ["Change", "-40"]])
    assert [value for _, _, value, _ in rows(draft)] == [
        Decimal(1_200_000),
        Decimal(-350_000),
        Decimal(-40_000),
    ]


def test_sentences_in_cells_are_read_as_prose() -> None:
    """A narrative cell is read like a paragraph, with basis table."""
    draft = Draft()
    draft.table(
        [["Area", "Progress"], ["Field", "Responded to 161 requests in 2024, double the 81 in 2023."]]
    )
    assert rows(draft) == [
        ("161 requests", "count", Decimal(161), "requests"),
        ("81", "count", Decimal(81), "requests"),
    ]


def test_empty_and_missing_cells_give_nothing() -> None:
    """A dash, "n/a" or an empty cell is no figure."""
    draft = Draft()
    draft.table([["Item", "USD million"], ["A", "–"], ["B", "n/a"], ["C", ""], ["D", "..."]])
    assert rows(draft) == []


def test_parts_that_miss_their_total_are_told() -> None:
    """A printed total that is not the sum of its parts is a warning; rounding is not."""
    draft = Draft()
    draft.table([["Region", "USD million"], ["Africa", "12.4"], ["Asia", "8.1"], ["Total", "25.5"]])
    draft.table([["Region", "Share (%)"], ["Africa", "33.3"], ["Asia", "66.6"], ["Total", "100.0"]])
    problems = figures_of(draft.done(), Identity()).problems
    assert [problem.severity for problem in problems] == ["warning"]
    assert "20500000" in problems[0].problem
    assert "25500000" in problems[0].problem


def test_rows_that_miss_their_total_are_told() -> None:
    """A total at the end of a row is held against its parts, where most rows of the table add up."""
    draft = Draft()
    years = ["Donor", "2020", "2021", "Total"]
    lines = [["Norway", "10", "12", "25"], ["Ghana", "3", "4", "7"], ["Japan", "5", "6", "11"]]
    draft.table([years, *lines], caption="Contributions (USD million)")
    draft.table([["Unit", "Staff", "Posts", "Total grants"], ["A", "5", "9", "30"]], caption="Offices")
    problems = figures_of(draft.done(), Identity()).problems
    assert [problem.severity for problem in problems] == ["warning"]
    assert "22000000" in problems[0].problem


def test_tables_of_another_language_give_nothing() -> None:
    """A report in French gives no figures, tables included."""
    draft = Draft()
    draft.add("paragraph", "Le budget s’élève à USD 3 000 000.")
    draft.table([["Poste", "USD"], ["Personnel", "1 200"]])
    assert figures_of(draft.done("fr"), Identity()).figures == ()


def test_a_table_of_ratings_gives_nothing() -> None:
    """Small bare numbers under criteria are points of a scale, not counts."""
    draft = Draft()
    draft.table(
        [["Agency", "Relevance", "Effectiveness"], ["A", "4", "5"], ["B", "3", "4"]],
        caption="Results by criterion",
    )
    draft.table(
        [["KPI", "2018", "2023"], ["Leadership", "3.25", "3.10"]], caption="Table 3. Ratings by indicator"
    )
    assert rows(draft) == []


def test_a_noun_in_a_row_does_not_overrule_a_printed_unit() -> None:
    """The row "Staff" of a table in USD million holds money."""
    draft = Draft()
    draft.table([["Item", "USD million"], ["Staff", "12.4"], ["Projects", "8.1"]])
    assert [kind for _, kind, _, _ in rows(draft)] == ["money", "money"]


def test_a_range_in_a_cell_is_one_figure() -> None:
    """ "10–15" in a cell is one figure with two ends."""
    draft = Draft()
    draft.table([["Item", "Share (%)"], ["Overheads", "10–15"]])
    (figure,) = table_figures(draft)
    assert (figure.value, figure.value_max, figure.kind) == (10, 15, "percentage")


def test_a_count_column() -> None:
    """A column of whole numbers under a noun is a count of it."""
    draft = Draft()
    draft.table([["Region", "Staff", "Offices"], ["Africa", "1,204", "45"], ["Asia", "890", "28"]])
    assert [(kind, value) for _, kind, value, _ in rows(draft)] == [
        ("count", 1204),
        ("count", 45),
        ("count", 890),
        ("count", 28),
    ]


def test_years_before_a_unit_are_no_amount() -> None:
    """ "2018–2022 (USD thousand)" in a caption names years and a unit, no money."""
    draft = Draft()
    draft.table(
        [["Output", "Budget"], ["Seeds", "14,400"]], caption="Table 1: Expenditure, 2018–2022 (USD thousand)"
    )
    (figure,) = figures_of(draft.done(), Identity()).figures
    assert (figure.value, figure.year_start, figure.year_end) == (14_400_000, 2018, 2022)


def test_rates_need_not_add_up() -> None:
    """A column of rates with an overall rate is no sum that fails; averages may have decimals."""
    draft = Draft()
    draft.table([["Output", "Spent (%)"], ["A", "98.8"], ["B", "90.4"], ["Total", "93.5"]])
    draft.table([["Indicator", "2022"], ["Average yield (t/ha)", "1.6"]])
    told = figures_of(draft.done(), Identity())
    assert told.problems == ()
    assert told.figures[-1].measure == "Average yield (t/ha)"
