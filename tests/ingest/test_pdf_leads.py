"""Bold words at the start of a paragraph: which are titles, which a number's or a field's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_reports import read, typeset

REST = (
    "The office has grown quickly and its systems have not kept pace with all of its work, as members said."
)


@pytest.mark.parametrize(
    ("lead", "rest", "heading"),
    [
        ("Design and structure:", REST, True),
        ("What is a hub?", REST, True),
        ("2021 – Staffing and first programmes:", REST, True),
        ("Efficiency.", REST, True),
        ("Good access to treatment.", REST, True),
        ("Recommendation 2.", REST, False),
        ("FINDING 1:", REST, False),
        ("Recommandation n° 3 :", REST, False),
        ("The office should strengthen its monitoring.", REST, False),
        ("Management response: Fully accepted.", REST, False),
        ("Budget:", "CHF 12.4 million", False),
        ("Evaluation period:", "January 2016 – June 2020", False),
    ],
)
def test_a_lead_is_a_heading_only_where_it_is_a_title(
    tmp_path: Path, lead: str, rest: str, heading: bool
) -> None:
    """A title is parted from its paragraph; any other lead stays in it, its end noted."""
    reading = read(typeset(tmp_path, f"{REST} {REST}\n\n#strong[{lead}] {rest}\n\n{REST} {REST}"))
    found = [reading.text[b.start : b.end] for b in reading.blocks]
    if heading:
        assert found[1:3] == [lead, rest]
        assert reading.blocks[1].run_in
    else:
        assert found[1] == f"{lead} {rest}"
        assert reading.text[reading.blocks[1].start : reading.blocks[1].lead] == lead


def test_white_parts_a_title_from_its_text(tmp_path: Path) -> None:
    """A bold title without a full stop is one where more than a word space stands behind it."""
    reading = read(
        typeset(
            tmp_path,
            f"{REST}\n\n*Quality of care* #h(7pt) Coaching reaches few. {REST}\n\n*Staff* Members said so. {REST}",
        )
    )
    found = [reading.text[b.start : b.end] for b in reading.blocks if b.kind == "heading"]
    assert found == ["Quality of care"]
