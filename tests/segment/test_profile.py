"""Profiles: loading, refusing, extending, choosing, and adding a family by a file alone."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from segment_documents import PROFILES, declared_in, doc, found, grid

from pipeline.phrases import bare, fold, is_whole, occurs
from pipeline.problems import ProfileError
from pipeline.profile import FOLDER, load_profiles

HEAD = 'name = "mine"\ntitle = "Mine"\n'


def loaded(tmp_path: Path, content: str) -> None:
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    load_profiles(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (HEAD + "colour = 1", '"colour" is no key'),
        (HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\nsaid = ["y"]', '"heading[1].said" is no key'),
        (
            HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\nkind = "strenght"',
            "'strenght'; it must be 'strength'",
        ),
        (HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\nsection = "chapter"', "'chapter'; it must be"),
        (HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\nkind = "reform"', "a stage goes with"),
        (
            HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\nkind = "strength"\nstage = "progress"',
            "a stage goes with",
        ),
        (HEAD + '[[heading]]\nid = "a"\nsays = []', "heading[1].says"),
        (HEAD + '[[heading]]\nsays = ["x"]', '"heading[1].id" is missing'),
        (
            HEAD + '[[heading]]\nid = "a"\nsays = ["Key gaps", "key  GAPS"]',
            'the phrase "key  GAPS" stands twice',
        ),
        (
            HEAD + '[[lead_in]]\nid = "a"\nsays = ["x"]\n[[lead_in]]\nid = "b"\nsays = ["X"]',
            '"X" stands twice',
        ),
        (
            HEAD + '[[heading]]\nid = "a"\nsays = ["x"]\n[[lead_in]]\nid = "a"\nsays = ["y"]',
            'id "a" is taken',
        ),
        (HEAD + '[[scale]]\nid = "a"\nname = "S"\nsays = ["s"]\nlevel = []', "scale[1].level"),
        (HEAD + 'extends = "none"', '"none" is no other profile'),
        (HEAD + 'extends = "mine"', "is no other profile"),
        ('name = "yours"\ntitle = "T"', 'must be the file\'s own, "mine"'),
        ("name = ", "not TOML"),
    ],
)
def test_refused(tmp_path: Path, content: str, told: str) -> None:
    """What a profile may not say is refused, naming the file, the place and the way out."""
    with pytest.raises(ProfileError) as error:
        loaded(tmp_path, content)
    assert "mine.toml" in str(error.value)
    assert told in str(error.value)


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without profiles is told, with what to put there."""
    with pytest.raises(ProfileError, match=r"general\.toml"):
        load_profiles(tmp_path)


def test_shipped_profiles_load() -> None:
    """The shipped profiles load, every one but the general extending it in the end."""
    assert {"general", "mar", "mar-update", "mopan", "un-evaluation"} <= {p.name for p in PROFILES}
    for profile in PROFILES:
        assert any(rule.id == "heading-strength" for rule in profile.heading)


def test_own_rule_wins_over_the_extended_one() -> None:
    """A phrase of one's own is taken out of the rules one extends."""
    mar = next(profile for profile in PROFILES if profile.name == "mar")
    document = doc("# Multilateral Aid Review", "## Organisational strengths", "- Founded in Rome.")
    assert found(document).profile == mar.name
    assert declared_in(document) == []


FAMILY = """
name = "peer-review"
title = "Widget Council peer review"
extends = "general"
assessor = "Widget Council"
framework = "Peer Review"
identify = [{ says = ["peer review of", "widget council"], weight = 5 }]

[[heading]]
id = "peer-bouquet"
kind = "strength"
section = "strengths"
says = ["bouquets"]

[[lead_in]]
id = "peer-homework"
kind = "reform"
stage = "recommendation"
says = ["homework"]

[[column]]
id = "peer-brickbat"
role = "findings"
kind = "weakness"
says = ["brickbats"]

[[scale]]
id = "peer-scale"
name = "Fruit scale"
says = ["ripeness"]
level = [{ label = "Ripe", score = 3 }, { label = "Green", score = 1 }]

[[component]]
name = "Orchard management"
says = ["orchards"]
"""


def test_family_added_by_a_file(tmp_path: Path) -> None:
    """A report family is added by nothing but a profile file."""
    for path in FOLDER.glob("*.toml"):
        copy(path, tmp_path)
    (tmp_path / "peer-review.toml").write_text(FAMILY, encoding="utf-8")
    document = doc(
        "# Peer review of the Fruit Fund",
        "## Bouquets",
        "- Apples arrive on time.",
        "## Findings",
        "The council left some homework:",
        "- Plant more pears.",
        grid("Area|Brickbats|Ripeness", "Orchards|Plums are left to rot|Green"),
    )
    profiles = load_profiles(tmp_path)
    result = found(document, profiles)
    assert (result.profile, result.problems) == ("peer-review", ())
    assert (result.identity.assessor, result.identity.framework) == ("Widget Council", "Peer Review")
    assert declared_in(document, profiles) == [
        "strength Apples arrive on time.",
        "reform/recommendation Plant more pears.",
        "weakness Plums are left to rot",
    ]
    assert [finding.rule for finding in result.findings] == ["peer-bouquet", "peer-homework", "peer-brickbat"]
    (rating,) = result.ratings
    assert (rating.component, rating.label, rating.scale) == ("Orchard management", "Green", "Fruit scale")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["# Progress Assessment", "The MAR Update looked at reform priorities."], "mar-update"),
        (["# Multilateral Aid Review 2011", "Organisational strengths"], "mar"),
        (["# Performance at a glance", "MOPAN is a network."], "mopan"),
        (["# Independent Country Programme Evaluation: Ruritania", "x"], "un-evaluation"),
        (["# Management response and action plan", "x"], "un-evaluation"),
        (["# Evaluation of the seed programme", "The evaluation team met."], "un-evaluation"),
        (["# Review of whistle-blowing (JIU/REP/2018/4)", "x"], "un-evaluation"),
        (["# Our annual flower show", "x"], "general"),
    ],
)
def test_profile_chosen(parts: list[str], name: str) -> None:
    """A profile is chosen by what the document says, never by its file."""
    assert found(doc(*parts)).profile == name


@pytest.mark.parametrize(
    ("phrase", "text", "found_there"),
    [
        ("areas for improvement", "AREAS  FOR IMPROVEMENT", True),
        ("areas for|of improvement", "areas of improvement", True),
        ("areas for|of improvement", "areas in improvement", False),
        ("recommend*", "we recommended this", True),
        ("further? improvement", "improvement", True),
        ("reforms * needed", "reforms that are badly needed", True),
        ("about *", "about mopan", True),
        ("score if any", "score, if any", True),
        ("gaps", "stopgaps", False),
        ("camp co-ordination", "Camp Coordination", True),
        ("results & reform", "results and reform", True),
    ],
)
def test_phrase(phrase: str, text: str, found_there: bool) -> None:
    """Phrases are compared word by word, with their few wildcards."""
    assert (occurs(phrase, fold(text)) is not None) == found_there


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("4.2 Recommendations", "recommendations"),
        ("IV. Conclusions:", "conclusions"),
        ("STRENGTHS (continued)", "strengths"),
        ("a) Areas for improvement", "areas for improvement"),
        ("Co-ordination & “learning”", 'coordination and "learning'),
    ],
)
def test_bare(heading: str, plain: str) -> None:
    """A heading is compared without its number, asides and punctuation."""
    assert bare(heading) == plain
    assert is_whole(plain, bare(heading))
