"""Feedback as plain JSON data and back."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


def to_plain(value: object) -> dict[str, Any]:
    """Return one of our frozen dataclasses as JSON data; enums become their values.

    Numbers that are not finite would be no JSON: raises ValueError for one.
    """
    plain = _adapter(cast("Any", type(value))).dump_python(value, mode="json")
    json.dumps(plain, allow_nan=False)
    return dict(plain)


def from_plain(kind: type[T], data: object) -> T:
    """Rebuild a ``kind`` from what ``to_plain`` gave.

    Raises ValueError (pydantic's, which says where) for data of another shape.
    """
    return cast("T", _adapter(cast("Any", kind)).validate_python(data))


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
