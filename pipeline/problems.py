"""What can go wrong: the record that becomes a row of problems.csv, and the errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Stage = Literal["ingest", "segment", "figures", "links", "review", "write", "run"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know, with the way out.

    `problem` says what was found and where, `remedy` what to do about it. `page` is 1-based.
    The document it belongs to is told by whoever holds the problem.
    """

    stage: Stage
    severity: Severity
    problem: str
    remedy: str
    page: int | None = None


class PipelineError(Exception):
    """An error a user can mend: the message says what, where and what to do."""


class Unreadable(PipelineError):
    """A report that cannot be read; becomes one row of problems.csv, the batch goes on."""

    def __init__(self, problem: str, remedy: str, page: int | None = None) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = Problem("ingest", "error", problem, remedy, page)


class ProfileError(PipelineError):
    """A profile or lexicon file that says something it may not say."""


class SetAside(PipelineError):
    """A file of people's work that cannot be understood; nothing was overwritten."""
