"""What the declaration of a column says of its values."""

from __future__ import annotations

from typing import Annotated, Literal, get_args, get_origin

from pydantic.fields import FieldInfo


def value_type(info: FieldInfo) -> type:
    """The Python type of a column's values: str, int, Decimal or bool."""
    for part in _parts(info.annotation):
        if isinstance(part, type) and part is not type(None):
            return part
    return str


def closed_set(info: FieldInfo) -> tuple[str, ...]:
    """The values a column may hold, or () where any will do."""
    for part in _parts(info.annotation):
        if get_origin(part) is Literal:
            return tuple(str(value) for value in get_args(part))
    return ()


def optional(info: FieldInfo) -> bool:
    """Whether the cell may be empty."""
    return type(None) in _parts(info.annotation)


def bounds(info: FieldInfo) -> dict[str, object]:
    """What else holds for a column's values, in the words of a Data Package: pattern, minimum, maximum."""
    said = {}
    for bound in (*info.metadata, *_metadata(info.annotation)):
        for theirs, ours in (("pattern", "pattern"), ("ge", "minimum"), ("le", "maximum")):
            if getattr(bound, theirs, None) is not None:
                said[ours] = getattr(bound, theirs)
    return said


def _metadata(annotation: object) -> tuple[object, ...]:
    """What annotations inside a type say of its values."""
    if get_origin(annotation) is Annotated:
        inner, *said = get_args(annotation)
        flat = [part for each in said for part in getattr(each, "metadata", [each])]
        return (*flat, *_metadata(inner))
    return tuple(part for arg in get_args(annotation) for part in _metadata(arg))


def _parts(annotation: object) -> tuple[object, ...]:
    """The members of a union, annotations taken off."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _parts(get_args(annotation)[0])
    if origin is Literal or origin is None:
        return (annotation,)
    return tuple(part for arg in get_args(annotation) for part in _parts(arg))
