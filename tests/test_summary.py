"""What a run says when it ends."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Document, Finding, Identity, Report, Segmentation
from pipeline.profile import load_profiles
from pipeline.summary import silent_rules, summary

NOTHING = dict.fromkeys(("documents", "findings", "figures", "ratings", "problems"), ())


def test_rules_that_made_no_finding() -> None:
    """A run lists the rules of the profiles it used that made no finding, and no others."""
    finding = Finding("weakness", 0, 4, "heading", "heading-weakness", 0.9)
    document = Document("a", "a.txt", "text/plain", "0" * 64, "Weak", ())
    report = Report(document, Segmentation(Identity(), "general", findings=(finding,)))
    silent = silent_rules([report], load_profiles())
    assert "heading-strength" in silent
    assert "heading-weakness" not in silent
    assert not any(rule.startswith("mopan") for rule in silent)
    assert any("heading-strength" in line for line in summary(NOTHING, Path("extracted"), silent))
