"""The README's data dictionary, made from the declared columns."""

from __future__ import annotations

from pathlib import Path

from pipeline.problems import PipelineError
from pipeline.store import write_aside
from pipeline.tables import TABLES, TableSpec, closed_set, value_type

BEGIN = "<!-- dictionary: made by `make dictionary`; edit pipeline/tables/ instead -->"
END = "<!-- end of dictionary -->"
_TYPES = {"str": "text", "int": "whole number", "Decimal": "number", "bool": "true/false"}


def dictionary() -> str:
    """Every table with its columns, as Markdown."""
    return "\n\n".join([BEGIN, *(_table(spec) for spec in TABLES), END])


def update(readme: Path) -> bool:
    """Puts the dictionary into a README between its marks; returns whether it changed."""
    text = readme.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise PipelineError(f"{readme}: the dictionary stands between {BEGIN!r} and {END!r}; put both back.")
    new = text[: text.index(BEGIN)] + dictionary() + text[text.index(END) + len(END) :]
    if new != text:
        write_aside(readme, new.encode())
    return new != text


def _table(spec: TableSpec) -> str:
    lines = [f"#### {spec.name}.csv", "", " ".join((spec.record.__doc__ or "").split()), ""]
    lines += ["| column | holds | type |", "| --- | --- | --- |"]
    for name in spec.columns:
        info = spec.field(name)
        kind = _TYPES[value_type(info).__name__]
        values = ", ".join(f"`{value}`" for value in closed_set(info))
        lines.append(f"| `{name}` | {(info.description or '').replace('|', '/')} | {values or kind} |")
    return "\n".join(lines)
