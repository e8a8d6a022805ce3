"""The tables as files: CSV, canonical texts and the Data Package that describes them.

Everything is written into a folder aside and moved into place when all of it is whole, so that an
interrupted run leaves the last good tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.csvfile import cells_of, table_bytes
from pipeline.store import unwritable
from pipeline.tables import TABLES, DocumentRow, Row, TableSpec, bounds, closed_set, optional, value_type

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {str: "string", int: "integer", Decimal: "number", bool: "boolean"}


def files_of(tables: Mapping[str, Sequence[Row]], texts: Mapping[str, str]) -> dict[str, bytes]:
    """The files of extracted/ that hold the tables, by their path there."""
    files = {
        f"{spec.name}.csv": table_bytes(spec, [cells_of(spec, row) for row in tables.get(spec.name, ())])
        for spec in TABLES
    }
    documents = [row for row in tables["documents"] if isinstance(row, DocumentRow)]
    descriptor = json.dumps(descriptor_of(documents), indent=2, ensure_ascii=False) + "\n"
    files["datapackage.json"] = descriptor.encode()
    for document_id, text in texts.items():
        files[f"text/{document_id}.txt"] = text.encode()
    return files


def put_in_place(out: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Writes files below `out` where their content differs; returns those that were written.

    All are written aside first; only then are they renamed into place. Texts of reports that are
    gone are removed. Raises PipelineError with the old files in place when they cannot be written.
    """
    changed = {name: data for name, data in files.items() if _content(out / name) != data}
    aside = {name: (out / name).with_name(f".{Path(name).name}.new") for name in changed}
    try:
        for name, data in changed.items():
            aside[name].parent.mkdir(parents=True, exist_ok=True)
            aside[name].write_bytes(data)
        for name, path in aside.items():
            path.replace(out / name)
    except OSError as error:
        raise unwritable(Path(error.filename or out), error) from error
    finally:
        for path in aside.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
    for path in (out / "text").glob("*.txt"):
        if f"text/{path.name}" not in files:
            path.unlink()
    return tuple(changed)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def descriptor_of(documents: Sequence[DocumentRow]) -> dict[str, Any]:
    """The Data Package descriptor (version 2) of the tables, with the reports as its sources."""
    return {
        "$schema": SCHEMA,
        "name": "assessment-tables",
        "title": "Assessments of international organisations as tables",
        "description": "Findings, ratings and figures of published assessments, with page and words.",
        "sources": [
            {"title": row.title or row.file, "path": row.file, "hash": f"sha256:{row.sha256}"}
            for row in documents
        ],
        "resources": [_resource(spec) for spec in TABLES],
    }


def _resource(spec: TableSpec) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(spec, name) for name in spec.columns], "missingValues": [""]}
    if spec.key:
        schema["primaryKey"] = list(spec.key)
    if spec.foreign:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": "" if other == spec.name else other, "fields": [key]},
            }
            for column, other, key in spec.foreign
        ]
    return {
        "name": spec.name,
        "path": f"{spec.name}.csv",
        "type": "table",
        "description": " ".join((spec.record.__doc__ or "").split()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(spec: TableSpec, name: str) -> dict[str, Any]:
    info = spec.field(name)
    constraints: dict[str, Any] = {} if optional(info) else {"required": True}
    if values := closed_set(info):
        constraints["enum"] = list(values)
    constraints |= bounds(info)
    field: dict[str, Any] = {"name": name, "type": _TYPES[value_type(info)], "description": info.description}
    return field | ({"constraints": constraints} if constraints else {})
