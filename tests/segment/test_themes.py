"""What findings are about."""

from __future__ import annotations

import pytest

from pipeline.problems import ProfileError
from pipeline.segment.themes import read_taxonomy, taxonomy, themes_of

TAXONOMY = (
    "strategy leadership_and_governance financial_resources results_management evaluation_and_learning "
    "human_resources partnership_and_coordination humanitarian_response protection_and_inclusion gender "
    "transparency_and_accountability risk_and_control organisational_structure country_presence climate "
    "development_results mandate_and_positioning"
).split()


def test_taxonomy() -> None:
    """The themes are those the issue names, once each."""
    assert sorted(theme.name for theme in taxonomy()) == sorted(TAXONOMY)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("The new strategic plan gives the agency a clear direction to 2021.", "strategy"),
        ("Country strategies are of uneven quality.", "strategy"),
        ("The Executive Board does not exercise effective oversight.", "leadership_and_governance"),
        ("Senior leadership sets a strong tone from the top.", "leadership_and_governance"),
        ("Only 12 per cent of contributions are unearmarked.", "financial_resources"),
        ("Unit costs are not used to drive value for money.", "financial_resources"),
        ("Procurement reform has saved USD 40 million.", "financial_resources"),
        ("The results framework lacks outcome indicators.", "results_management"),
        ("Project monitoring is weak and baselines are missing.", "results_management"),
        ("The evaluation function is independent and well funded.", "evaluation_and_learning"),
        ("Lessons from failed projects are not shared.", "evaluation_and_learning"),
        ("Recruitment takes nine months on average.", "human_resources"),
        ("High staff turnover weakens institutional memory.", "human_resources"),
        ("Co-ordination with other UN agencies is good.", "partnership_and_coordination"),
        ("Civil society is rarely consulted.", "partnership_and_coordination"),
        ("It responded quickly to the cholera emergency.", "humanitarian_response"),
        ("Preparedness for sudden-onset disasters has improved.", "humanitarian_response"),
        ("Safeguarding against sexual exploitation is inadequate.", "protection_and_inclusion"),
        ("People with disabilities are seldom reached.", "protection_and_inclusion"),
        ("Women and girls are at the centre of its programmes.", "gender"),
        ("Gender mainstreaming remains superficial.", "gender"),
        ("It publishes all project documents under the IATI standard.", "transparency_and_accountability"),
        ("Accountability to affected populations is weak.", "transparency_and_accountability"),
        ("Risk management is embedded in all operations.", "risk_and_control"),
        ("Internal audit found cases of fraud.", "risk_and_control"),
        ("Decentralisation has brought decisions closer to the field.", "organisational_structure"),
        ("Headquarters divisions work in silos.", "organisational_structure"),
        ("Country offices lack delegated authority.", "country_presence"),
        ("It has a strong presence in the field.", "country_presence"),
        ("Climate adaptation is absent from most projects.", "climate"),
        ("Environmental safeguards are applied to all loans.", "climate"),
        ("Immunisation coverage rose to 86 per cent.", "development_results"),
        ("The programme lifted 40,000 households out of poverty.", "development_results"),
        ("Its mandate overlaps with that of two other agencies.", "mandate_and_positioning"),
        ("It has a clear comparative advantage in normative work.", "mandate_and_positioning"),
    ],
)
def test_theme(text: str, theme: str) -> None:
    """A finding has at most two themes, the one a reader would name among them."""
    found = themes_of(text)
    assert theme in found
    assert len(found) <= 2


@pytest.mark.parametrize(
    ("component", "theme"),
    [
        ("Financial resources management", "financial_resources"),
        ("Strategic and performance management", "results_management"),
        ("Partnership behaviour", "partnership_and_coordination"),
        ("Transparency and accountability", "transparency_and_accountability"),
        ("Cost and value consciousness", "financial_resources"),
        ("KPI 8: Evidence base and evaluation function", "evaluation_and_learning"),
        ("KPI 1: Organisational architecture and financial framework", "strategy"),
    ],
)
def test_component_tells_the_theme(component: str, theme: str) -> None:
    """What says nothing of its own takes the theme of the component it stands under."""
    assert theme in themes_of("This is done well.", component)


def test_half_of_a_sentence() -> None:
    """A half that names nothing is about what the whole sentence is about."""
    whole = "Gender equality is well integrated, although evaluations suggest scope for greater depth."
    assert themes_of("evaluations suggest scope for greater depth.", None, None, whole) == ("gender",)


def test_nothing_to_tell() -> None:
    """A text that speaks of no theme has none, however its heading is asked in vain."""
    assert themes_of("This was done well.", None, "Introduction") == ()


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "a", "core": ["x"], "near": [], "hint": []},
        {"id": "a", "core": ["x"], "near": [], "hint": [], "components": [], "weight": 2},
    ],
)
def test_refuses_what_it_does_not_know(entry: dict[str, object]) -> None:
    """A theme with a missing or unknown key is refused, naming it."""
    with pytest.raises(ProfileError, match='theme "a"'):
        read_taxonomy({"theme": [entry]})


def test_refuses_a_repeated_theme() -> None:
    """A theme named twice is refused."""
    entry = {"id": "a", "core": ["x"], "near": [], "hint": [], "components": []}
    with pytest.raises(ProfileError, match="stands once"):
        read_taxonomy({"theme": [entry, entry]})
