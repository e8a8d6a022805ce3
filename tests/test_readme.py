"""What the README tells people to do works as it stands there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from commands import ROOT

from pipeline.ingest import read
from pipeline.profile import load_profiles
from pipeline.segment import segment

README = (ROOT / "README.md").read_text(encoding="utf-8")

REPORT = """ODA Council

Agency Review of the World Food Programme

The Council asked the Programme to:

- Publish its unit costs.
- Strengthen its evaluation office.

Points to watch

- Procurement is slow.
- Country offices lack staff.
"""


def test_the_worked_profile_adds_a_family_of_reports(tmp_path: Path) -> None:
    """One file, copied from the README, makes its reports read by its own rules."""
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    profiles = tmp_path / "profiles"
    shutil.copytree(ROOT / "pipeline" / "profiles", profiles)
    (profiles / "oda-review.toml").write_text(example, encoding="utf-8")
    path = tmp_path / "review.txt"
    path.write_text(REPORT, encoding="utf-8")
    document = read(path, path.name, "review")
    found = segment(document, load_profiles(profiles), {})
    assert found.profile == "oda-review"
    assert (found.identity.assessor, found.identity.framework) == ("ODA Council", "Agency Review")
    rows = [(f.kind, f.stage, f.rule, document.quote(f.span)) for f in found.findings]
    assert rows == [
        ("reform", "priority", "oda-asked", "Publish its unit costs."),
        ("reform", "priority", "oda-asked", "Strengthen its evaluation office."),
        ("weakness", None, "oda-homework", "Procurement is slow."),
        ("weakness", None, "oda-homework", "Country offices lack staff."),
    ]


def test_no_placeholder_is_left() -> None:
    """The README is whole."""
    assert re.findall(r"@[A-Z]+@", README) == []
