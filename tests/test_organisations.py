"""Organisations are known by all their names, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.organisations import load, mentioned, resolve
from pipeline.problems import ProfileError


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("IOM", "IOM"),
        ("iom", "IOM"),
        ("OIM", "IOM"),
        ("International Organisation for Migration", "IOM"),
        ("INTERNATIONAL ORGANIZATION FOR MIGRATION", "IOM"),
        ("International Organization for Migration (IOM)", "IOM"),
        ("Organisation internationale pour les migrations", "IOM"),
        ("World Food Program", "WFP"),
        ("the World Food Programme", "WFP"),
        ("World Food Programme – Country Office", "WFP"),
        ("WFP/PAM", "WFP"),
        ("United Nations Children’s Fund", "UNICEF"),
        ("UNICEF Country Office", "UNICEF"),
        ("UNHCR - the UN Refugee Agency", "UNHCR"),
        ("UNHCR, the UN Refugee Agency", "UNHCR"),
        ("Joint United Nations Programme on HIV/AIDS (UNAIDS)", "UNAIDS"),
        ("UNIFEM", "UN Women"),
        ("UN Women", "UN Women"),
        ("UNISDR", "UNDRR"),
        ("Education for All Fast Track Initiative", "GPE"),
        ("GAVI", "Gavi"),
        ("Gavi, the Vaccine Alliance", "Gavi"),
        ("UN Habitat", "UN-Habitat"),
        ("ECHO", "DG ECHO"),
        ("World Bank Group", "World Bank"),
        ("Banque africaine de développement", "AfDB"),
        ("WHO", "WHO"),
        ("Organización Mundial de la Salud", "WHO"),
        ("who", None),
        ("Who", None),
        ("echo", None),
        ("Ministry of Health", None),
        ("WFP and FAO", None),
        ("IOM (WFP)", None),
        ("", None),
        (" — ", None),
    ],
)
def test_a_name_resolves(name: str, acronym: str | None) -> None:
    """Acronyms, full, former and foreign names give the organisation; anything unclear gives none."""
    found = resolve(name)
    assert (found.acronym if found else None) == acronym


@pytest.mark.parametrize(
    "acronym",
    (
        "AfDF AsDF CDB CERF CIF ComSec ECHO EDF EBRD EFW FAO FTI GAVI GEF GFATM GFDRR HABITAT ICRC IDA "
        "IDB IFAD IFC IFRC ILO IOM OCHA OHCHR PBF PIDG UNAIDS UNDP UNEP UNESCO UNFPA UNHCR UNICEF UNIDO "
        "UNIFEM UNISDR UNITAID WFP WHO AfDB ADB CGIAR GCF GPE MLF UNODC UNOPS UNRWA UNCTAD ITC ECW IMF "
        "AIIB UNCDF UNV PAHO EIB IsDB WIPO ITU WMO IMO ICAO IAEA"
    ).split(),
)
def test_assessed_organisations_are_known(acronym: str) -> None:
    """Every organisation of the MAR, of MOPAN and of the UN system's evaluations is in the registry."""
    assert resolve(acronym) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IOM’s work. The International Organization for Migration (IOM) …", [("IOM", 3, "IOM")]),
        ("those who know WHO, WHO's partners", [("WHO", 2, "WHO")]),
        ("WHO WE ARE\nAbout us", []),
        ("an echo of what people said", []),
        ("ECHO funds WFP.", [("DG ECHO", 1, "ECHO"), ("WFP", 1, "WFP")]),
        ("a global fund for nature, and the Global Fund", [("GFATM", 1, "Global Fund")]),
        ("the world bank of ideas", []),
        ("UN\nWomen works; the UN. Women work.", [("UN Women", 1, "UN\nWomen")]),
        ("GAVI Alliance and Gavi", [("Gavi", 2, "GAVI Alliance")]),
        (
            "United Nations Development Fund for Women",
            [("UN Women", 1, "United Nations Development Fund for Women")],
        ),
        ("UNDP/UNFPA/UNOPS", [("UNDP", 1, "UNDP"), ("UNFPA", 1, "UNFPA"), ("UNOPS", 1, "UNOPS")]),
        ("L'OIM en 2024", [("IOM", 1, "OIM")]),
        ("no name at all", []),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, int, str]]) -> None:
    """A text's organisations come most often named first, with their first place; words are no names."""
    assert [
        (mention.organisation.acronym, mention.count, text[mention.first.start : mention.first.end])
        for mention in mentioned(text)
    ] == expected


def test_every_name_finds_its_own() -> None:
    """Whatever the registry calls an organisation resolves to it."""
    for organisation in load().organisations:
        for name in (organisation.name, *organisation.names, *organisation.acronyms):
            assert resolve(name) is organisation, name


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and what it finds stands in the text."""
    for mention in mentioned(text):
        assert text[mention.first.start : mention.first.end].strip()
    resolve(text)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('[[organisation]]\nname = "A Body"\n', "needs a name and a kind"),
        ('[[organisation]]\nname = "A Body"\nkind = "club"\n', "needs a name and a kind"),
        ('[[organisation]]\nname = "A Body"\nkind = "un"\nalias = "x"\n', "alias"),
        (
            '[[organisation]]\nname = "A Body"\nkind = "un"\nacronym = "AB"\n'
            '[[organisation]]\nname = "Another Body"\nkind = "un"\nacronym = "ab"\n',
            "names both A Body and Another Body",
        ),
    ],
)
def test_a_contradictory_registry_is_refused(content: str, says: str, tmp_path: Path) -> None:
    """An entry that says something it may not say is named, with the way out."""
    file = tmp_path / "organisations.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ProfileError, match=says):
        load(file)
