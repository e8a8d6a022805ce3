"""Whatever a document holds: nothing breaks, nothing overlaps, every span is the document's own."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from segment_documents import Grid, doc, found, grid

LINES = (
    "# Evaluation report", "## Strengths", "## Areas for improvement", "## Recommendations", "### Recommendation 2: Hire",
    "## Strengths and weaknesses", "## Methodology", "# " + "a heading of many words " * 40, "## Partnership behaviour",
    "Recommendation 1.", "Recommendation 1: Set a plan.", "Management response - accept (Time 1)", "Key actions:", "Priority: High",
    "The MAR highlighted several weaknesses:", "Strengths include: (a) plans; (b) staff; and (c) money.", "MAR Reform Component",
    "Progress Rating", "Some", "progress", "Partnership behaviour It has a plan.", "- Wide reach.", "  - in Asia", "1. Set a plan.",
    "+ Clear mandate.", "- Slow reform. + Good audit.", "**Strengths:** It has a plan.", "It is weak, but it has a plan.", ":", "(", "1",
    "Efficiency: Satisfactory (3)", "It was rated 2.8 out of 4, unsatisfactory.", "R1 R2 R3", "☒ Agree ☐ Disagree",
)  # fmt: skip
TABLES = (
    grid("Recommendation|Management response|Key actions", "1. Set a plan.|Agreed.|1.1 Ask the Board soon.//1.2 Tell the staff."),
    grid("Component|Strengths|Rating", "Finance|- Good plan for cash|Weak (2)", "|^|3"),
    grid("MAR Reform Component|Progress Rating", "Partnership//It has a plan. It is weak.|Some progress"),
    grid("Recommendation 1:|Set a plan.", "Management response:|☐ Agree ☒ Disagree", headers=0),
    grid("a|b", "|", headers=0),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LINES + TABLES), min_size=1, max_size=25))
def test_any_order(parts: list[str | Grid]) -> None:
    """Blocks in any order give findings that lie in the text, apart from each other, in order."""
    document = doc(*parts)
    result = found(document)
    end = 0
    for finding in result.findings:
        words = document.text[finding.start : finding.end]
        assert words == words.strip() != ""
        assert finding.start >= end
        end = finding.end
        assert 0 < finding.confidence <= 1
        assert (finding.kind == "reform") == (finding.stage is not None)
        if finding.responds_to is not None:
            assert result.findings[finding.responds_to].stage == "recommendation"
        if finding.section is not None:
            section = result.sections[finding.section]
            assert section.start <= finding.start < section.body_end
    for rating in result.ratings:
        assert document.text[rating.start : rating.end].strip()
    for index, section in enumerate(result.sections):
        assert section.end <= section.body_end
        assert section.parent is None or section.parent < index


def test_same_twice() -> None:
    """The same document gives the same result."""
    document = doc(*LINES, *TABLES)
    assert found(document) == found(document)
