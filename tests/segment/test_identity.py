"""What a report says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from segment_documents import PROFILES, Grid, doc, found, grid

from pipeline.model import Page
from pipeline.segment import segment
from pipeline.segment.dates import covered_period, dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("OCTOBER 2023", ["2023-10"]),
        ("9th July 2025", ["2025-07-09"]),
        ("July 9, 2025", ["2025-07-09"]),
        ("10 juin 2025", ["2025-06-10"]),
        ("31.12.2022", ["2022-12-31"]),
        ("2021-03", ["2021-03"]),
        ("Sept. 2019", ["2019-09"]),
        ("from 2018 to 2022", ["2018", "2022"]),
        ("45 May 2020", []),
        ("C/2019X and 20195", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    """Dates are read at the precision written; impossible ones are not."""
    assert [dated.value for dated in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        (
            "This assessment therefore covers the period from January 2019 through to March 2023.",
            ("2019-01", "2023-03"),
        ),
        ("The evaluation covered 2018–2022.", ("2018", "2022")),
        ("The evaluation covers the period 2018-22 in full.", ("2018", "2022")),
        ("The review period was January to June 2024.", ("2024-01", "2024-06")),
        ("The final evaluation was carried out between May 2021 and February 2022.", None),
        ("The organisation's strategic plan 2019-2023 was adopted.", None),
        ("It is the second assessment of the Fund, with the first completed in 2017-18.", None),
    ],
)
def test_covered_period(sentence: str, period: tuple[str, str] | None) -> None:
    """The period is what a sentence says the assessment covers."""
    assert covered_period(sentence) == period


def test_brief() -> None:
    """Title, organisation, assessor, framework and date of a brief are read from its first lines."""
    who = found(
        doc("# PERFORMANCE AT A GLANCE", "World Food Programme (WFP)", "MARCH 2019", "MOPAN 3.0 was applied.")
    ).identity
    assert who.title == "PERFORMANCE AT A GLANCE"
    assert (who.organisation, who.organisation_acronym) == ("World Food Programme", "WFP")
    assert (who.assessor, who.framework, who.published) == ("MOPAN", "MOPAN 3.0", "2019-03")


def test_evaluators() -> None:
    """The firm that evaluated is the assessor, not the office that asked for it."""
    who = found(
        doc("# Evaluation report", "Author: Jo Doe, Clear Sight Ltd", "Final report date: July 2025")
    ).identity
    assert (who.assessor, who.published) == ("Clear Sight Ltd", "2025-07")


def test_stated_wins() -> None:
    """What a person stated of a report wins over what was read."""
    document = doc("# PERFORMANCE AT A GLANCE", "World Food Programme (WFP)", "MOPAN")
    who = segment(document, PROFILES, {"title": "T", "organisation": "IOM", "published": "2020-05"}).identity
    assert (who.title, who.organisation, who.organisation_acronym, who.published) == (
        "T",
        "IOM",
        "IOM",
        "2020-05",
    )


def test_title_is_the_largest_line_of_the_front() -> None:
    """A box beside the title, smaller than it, is no title; nor is the name of a chapter above it."""
    plain = doc(
        "### AT A GLANCE",
        "Twelve schools.",
        "## FEATURES",
        "# Evaluation of school meals in the hills",
        "Text here.",
    )
    panels = (0, 0, None, None, None)
    blocks = tuple(replace(b, page=1, panel=p) for b, p in zip(plain.blocks, panels, strict=True))
    document = replace(plain, blocks=blocks, pages=(Page(1, 595, 842),))
    assert found(document).identity.title == "Evaluation of school meals in the hills"


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (["# Evaluation of meals", "Evaluation brief · October 2020", "It ran well."], "2020-10"),
        (["# Audit of stores", "REPORT 2014/097 · 30 September 2014 · Assignment No. 7"], "2014-09-30"),
        (["# Evaluation of meals", "Evaluation period:", "January 2016 – June 2020"], None),
        (
            ["# Evaluation of meals", "Evaluation period: March 2018 – June 2022 Published: November 2022"],
            "2022-11",
        ),
        (["# Review of fleets", "Joint Inspection Unit, Geneva 2019"], "2019"),
        (["# Evaluation of meals", "© 2022 International Bank for Reconstruction and Development"], "2022"),
        (["# Evaluación final", "Oficina de Evaluación, septiembre de 2020"], "2020-09"),
        (["# Evaluation of meals", "Activities in 2020"], None),
        (["# Review of an agency", grid("Agency: The Fund|Date: February 2011", headers=0)], "2011-02"),
    ],
)
def test_published(lines: list[str | Grid], published: str | None) -> None:
    """The date a report came out stands alone, between bars or in a form's cell; a period is none."""
    assert found(doc(*lines)).identity.published == published


def test_period_under_its_label() -> None:
    """A period in a block below its label is the report's."""
    who = found(doc("# Evaluation of meals", "Evaluation period:", "January 2016 – June 2020")).identity
    assert (who.period_start, who.period_end) == ("2016-01", "2020-06")


def test_chapter_of_an_extract_stays_a_section() -> None:
    """The first heading of an extract is a section where it is a chapter's, not only a title."""
    plain = doc("# 1. Executive summary", "It went well.", "# 2. Findings", "More text stands here.")
    blocks = tuple(replace(b, page=1) for b in plain.blocks)
    document = replace(plain, blocks=blocks, pages=(Page(1, 595, 842),))
    assert len(found(document).sections) == 2


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Executive Board", "Distribution: General", "Report on the evaluation of school meals"], "Report on the evaluation of school meals"),
        (["Evaluation Office", "June 2019", "Evaluation of the work on seeds in Mali"], "Evaluation of the work on seeds in Mali"),
        (["EVALUATION BRIEF", "Ex-post evaluation of the Clean Wells project"], "Ex-post evaluation of the Clean Wells project"),
        (["Programme Evaluation Series", "05/2021", "Evaluation of the work on seeds"], "Evaluation of the work on seeds"),
        (["Country Program Evaluation", "Bolivia 2011-2015"], "Country Program Evaluation: Bolivia 2011-2015"),
        (["Republic of Kenya", "Country strategy and programme evaluation"], "Republic of Kenya: Country strategy and programme evaluation"),
        (["Sharing what we learn", "POLICY EVALUATION", "Evaluation of the policy on small ports"], "Evaluation of the policy on small ports"),
        (["JIU/REP/2019/4", "Original: ENGLISH", "Review of fleets in the region"], "Review of fleets in the region"),
        (["# Executive Summary", "The Fund works in 40 countries and has done well there for some years now."], None),
    ],
)  # fmt: skip
def test_title(lines: list[str], title: str | None) -> None:
    """The title says what kind of paper it is and on what; series, offices and notices are none."""
    assert found(doc(*lines)).identity.title == title


@pytest.mark.parametrize(
    ("lines", "assessor"),
    [
        (
            ["# Evaluation of meals", "Independent Evaluation Office, March 2018"],
            "Independent Evaluation Office",
        ),
        (["# Evaluation of meals", "Evaluation Office", "Prepared by Clear Sight Ltd."], "Clear Sight Ltd."),
        (["# Evaluation of meals", "Conducted by: Blue Hill International"], "Blue Hill International"),
        (["# Évaluation finale du projet", "Évaluateur : Cabinet Clair"], "Cabinet Clair"),
        (["# Evaluation of meals", "Assessor unknown."], None),
    ],
)
def test_assessor(lines: list[str], assessor: str | None) -> None:
    """The firm that evaluated is the assessor, else the office the front names."""
    assert found(doc(*lines)).identity.assessor == assessor


@pytest.mark.parametrize(
    ("lines", "organisation"),
    [
        (["# Evaluation of meals in Mali", "The World Bank lent. IDA gave and IFC gave. IFC advised IFC clients."], "World Bank"),
        (["# Review of fleets in United Nations system organizations", "WFP has most cars. WFP leads. WFP buys."], None),
        (["# Evaluation of the answer to the flood", "WFP, UNICEF and IOM came. WFP and UNICEF stayed."], None),
        (["# Evaluation of meals", "Document of the International Fund for Agricultural Development", "WFP and FAO helped. WFP paid."], "International Fund for Agricultural Development"),
    ],
)  # fmt: skip
def test_organisation(lines: list[str], organisation: str | None) -> None:
    """The organisation is the one the cover names or the text names most; a group stands for its parts."""
    assert found(doc(*lines)).identity.organisation == organisation
