"""Invented reports of the families, typeset and read: what is declared and rated in them."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from pytest_regressions.file_regression import FileRegressionFixture
from segment_documents import PROFILES, shown

from pipeline.ingest import read
from pipeline.segment import segment

FAMILIES = Path(__file__).parent / "families"


@pytest.mark.parametrize("source", sorted(FAMILIES.glob("*.typ")), ids=lambda path: path.stem)
def test_family(source: Path, tmp_path: Path, file_regression: FileRegressionFixture) -> None:
    """Declared findings and ratings of a typeset report are those a reader would mark."""
    file = tmp_path / f"{source.stem}.pdf"
    typst.compile(str(source), output=str(file))
    document = read(file, file.name, source.stem)
    result = segment(document, PROFILES, {})
    lines = [f"profile {result.profile}"]
    for finding in result.findings:
        if finding.basis != "wording":
            about = f" ({finding.component})" if finding.component else ""
            lines.append(f"p. {document.page_at(finding.start)} {shown(document, finding)}{about}")
    for r in result.ratings:
        score = f" ({r.score})" if r.score is not None else ""
        lines.append(f"p. {document.page_at(r.start)} rating {r.component} = {r.label or ''}{score}")
    file_regression.check("\n".join(lines) + "\n", basename=source.stem)
