"""The concerns a finding tells of."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.links.concerns import concerns_of, lexicon
from pipeline.links.scoring import Followed, labelled, score_threads
from pipeline.links.wording import stem
from pipeline.problems import ProfileError

THEMES = (
    "strategy leadership_and_governance financial_resources results_management evaluation_and_learning "
    "human_resources partnership_and_coordination humanitarian_response protection_and_inclusion gender "
    "transparency_and_accountability risk_and_control organisational_structure country_presence climate "
    "development_results mandate_and_positioning"
).split()


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("97% of its resources are earmarked.", "flexible-funding"),
        ("Very limited financial flexibility", "flexible-funding"),
        ("Little flexible funding is available", "flexible-funding"),
        ("Evaluation remains under-resourced", "evaluation"),
        ("Independent evaluations are few", "evaluation"),
        ("a framework that does not measure results", "results-management"),
        ("Results-based management is new", "results-management"),
        ("Reporting stays at the level of outputs", "results-management"),
        ("Organizational structures are complex", "structure-reform"),
        ("victim-support processes", "sexual-misconduct"),
        ("policies on PSEAH", "sexual-misconduct"),
        ("a lack of contingency or reserve funding", "emergency-funding"),
        ("It struggles to scale up in emergencies", "response-capacity"),
        ("co-ordination with other agencies is poor", "system-coordination"),
        ("capacity of field offices", "field-capacity"),
        ("vacancies stay open for a year", "human-resources"),
        ("no one left behind", "inclusion"),
        ("It does not have a humanitarian mandate", "mandate-clarity"),
        ("heads of country offices are poorly trained", "field-capacity"),
        ("Technical officers are too few in the field", "field-capacity"),
        ("Planning follows an annual cycle", "financial-planning"),
        ("Five States have withdrawn as members", "resource-mobilisation"),
        ("It takes 19 months from approval to disburse", "delivery-speed"),
        ("Stocks are poorly managed", "procurement"),
        ("It does some things better than others do", "mandate-clarity"),
        ("Projects are spread too thinly", "organisation-strategy"),
        ("The divisions duplicate each other", "structure-reform"),
        ("Relations with partners are unequal", "partnership"),
        ("Benefits do not last after closure", "transition"),
        ("No durable solutions for protracted situations", "durable-solutions"),
        ("The performance management of staff is weak", "human-resources"),
        ("Staff are unhappy", "human-resources"),  # a hint, for want of anything plainer
    ],
)
def test_told(text: str, concern: str) -> None:
    """A phrase tells its concern in any form of its words, British or American, hyphen or none."""
    assert concern in concerns_of(text)


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("Evaluations suggest that gender analysis lacks depth", "evaluation"),
        ("The political climate is tense", "climate"),
        ("Data protection rules are missing", "protection"),
        ("Social protection has grown", "protection"),
        ("Mandatory training was introduced", "mandate-clarity"),
        ("Staff praise the seed vaults. Gender matters.", "human-resources"),  # a hint beside a plain phrase
        ("Good water supply. Chain saws rust.", "procurement"),  # two sentences
        ("", "evaluation"),
    ],
)
def test_not_told(text: str, concern: str) -> None:
    """Look-alikes, words of two sentences, and hints beside something plainer tell nothing."""
    assert concern not in concerns_of(text)


@pytest.mark.parametrize(
    ("text", "context", "concern", "told"),
    [
        ("which does not meet standards", "It has an evaluation function", "evaluation", True),
        (
            "could do more to integrate them",
            "It respects humanitarian principles but",
            "humanitarian-principles",
            True,
        ),
        ("performance monitoring is in place", "Evaluation remains weak, but", "evaluation", False),
    ],
)
def test_context(text: str, context: str, concern: str, told: bool) -> None:
    """The sentence before counts for a half that points back, not for one that speaks for itself."""
    assert (concern in concerns_of(text, context)) is told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("flexible", "flexibility"),
        ("planning", "planned"),
        ("agencies", "agency"),
        ("evaluations", "evaluation"),
        ("resourced", "resources"),
        ("programmes", "programs"),
        ("organisation", "organisational"),
    ],
)
def test_stem(one: str, other: str) -> None:
    """Forms of one word have one stem."""
    assert stem(one) == stem(other)


def test_the_lexicon_is_whole() -> None:
    """Every concern has a title of its own, one of the taxonomy's themes, and phrases."""
    concerns = lexicon().values()
    assert len({concern.title for concern in concerns}) == len(lexicon())
    assert {concern.theme for concern in concerns} <= set(THEMES)
    assert all(concern.phrases["says"] for concern in concerns)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[[concern]]\nid='a'\ntitle='A'\ntheme='strategy'\n", "lacks says"),
        ("[[concern]]\nid='a'\ntitle='A'\ntheme='strategy'\nsays=['b']\nwords=['c']\n", "words, unknown"),
        ("[[concern]]\nid='a'\ntitle='A'\ntheme='strategy'\nsays=['b', 'b']\n", 'says "b" twice'),
        ("[[concern]]\nid='a'\ntitle='A'\ntheme='strategy'\nsays=['b']\n" * 2, "stands in it twice"),
        ("[[concern]]\nid='a'\ntitle='A'\ntheme='strategy'\nsays=['b||c d']\n", "empty"),
        ("title='x'\n", "nothing else"),
    ],
)
def test_a_wrong_lexicon_is_refused(content: str, says: str, tmp_path: Path) -> None:
    """A slip in the file is named, with the way out."""
    file = tmp_path / "concerns.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ProfileError, match=says):
        lexicon(file)


OLD, NEW = "Evaluation remains weak and under-resourced.", "The evaluation function is still not independent."
LABEL = labelled({"thread": "Evaluation", "2013": [OLD], "2023": [NEW], "verdict": "persisting", "why": "…"})


@pytest.mark.parametrize(
    ("verdict", "texts", "outcome"),
    [
        ("persisting", {"2013": (OLD,), "2023": (NEW,)}, "found"),
        ("persisting", {"2013": ("EVALUATION remains weak and under-resourced",), "2023": (NEW,)}, "found"),
        ("resolved", {"2013": (OLD,), "2023": (NEW,)}, "wrong_verdict"),
        ("persisting", {"2013": (OLD,)}, "missed"),
        ("persisting", {"2013": (NEW,), "2023": (OLD,)}, "missed"),
    ],
)
def test_scoring(verdict: str, texts: dict[str, tuple[str, ...]], outcome: str) -> None:
    """A labelled thread is found with its verdict and a finding of each of its years; else ours is spurious."""
    score = score_threads([Followed(verdict, texts)], [LABEL])
    assert {name: getattr(score, name) for name in ("found", "wrong_verdict", "missed")} == {
        name: ((0,) if name == outcome else ()) for name in ("found", "wrong_verdict", "missed")
    }
    assert score.spurious == ((0,) if outcome == "missed" else ())
