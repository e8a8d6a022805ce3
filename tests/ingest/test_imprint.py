"""Lines that head nothing."""

from __future__ import annotations

import pytest

from pipeline.ingest.imprint import is_imprint


@pytest.mark.parametrize(
    "line",
    [
        "04 July 2016",
        "10 de marzo de 2020",
        "December 2024",
        "2019–2022",
        "Luxembourg, 12 October 2013",
        "The Daily News, Tuesday 11 Jun 2019",
        "01 Dec 2020 | IE10004 | Impact Evaluation",
        "Ghana · Nepal · Peru | October 2023",
        "REG/17/05/MUL",
        "Publisher: Department of Aid",
        "Score: 2",
        "USD 6.4 bn",
        "www.example.org",
    ],
)
def test_imprint(line: str) -> None:
    """Dates, places with dates, codes, publishers, addresses and bare values head nothing."""
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "Recommendations",
        "Results in 2020",
        "Meeting of the Board, 12 May 2021",
        "COVID-19",
        "SDG 5",
        "KPI 12",
        "MAR 2013",
        "Agenda 2030",
        "Marketing",
        "Goal 2: health for all",
    ],
)
def test_heading(line: str) -> None:
    """Headings that hold a year, a number or a code are none of these."""
    assert not is_imprint(line)
