"""Lines of a batch of answers to judge, and of what became of their key points: JSON, each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.feedback.coverage import Asked, Coverage, PointToMake

if TYPE_CHECKING:
    from mock_interviewer.questions.model import Bank

HEAVIEST = 1000
Examples = Mapping[str, tuple[str, ...]]
"""Sentences that make a key point, by the words of the point in lower case."""


@dataclass(frozen=True)
class Entry:
    """One answer to judge; ``id`` is any JSON value, given back as it is."""

    id: object
    asked: Asked
    answer: str


def examples_in(banks: "Iterable[Bank]") -> Examples:
    """Return the sentences of banks: one of their points is then judged as in a session."""
    return {
        _alike(point.point): point.said
        for bank in banks
        for question in bank.questions
        for point in question.key_points
    }


def read_entry(line: bytes, number: int, name: str, examples: Examples) -> Entry:
    """Return what stands on a line of the file ``name``; lines count from 1.

    ``{"id": …, "question": "…", "key_points": ["…"], "answer": "…"}``. A key point may be an
    object: ``point`` with any of ``essential``, ``weight`` and ``said``. One that comes without
    ``said`` has those of ``examples``. Raises UsageError, which names the line.
    """
    try:
        return _entry(_parsed(line), examples)
    except UsageError as error:
        raise UsageError(f"Line {number} of {name} cannot be used: {error}") from error


def entry_json(entry: Entry, coverage: Coverage) -> dict[str, Any]:
    """Return the line that answers an entry; ``score`` is null where it has no key points."""
    total = coverage.total_weight
    weighed = sum(point.weight * point.score for point in coverage.points)
    return {
        "id": entry.id,
        "score": weighed / total if total else None,
        "points": [
            {
                "covered": str(point.covered),
                "score": point.score,
                "evidence": None
                if point.evidence is None
                else [point.evidence.start, point.evidence.end],
            }
            for point in coverage.points
        ],
    }


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UsageError("it is no JSON.") from error
    if not isinstance(found, dict):
        raise UsageError("it is no JSON object.")
    return found


def _refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which Python takes for JSON."""
    raise ValueError(constant)


def _entry(found: Mapping[str, Any], examples: Examples) -> Entry:
    missing = [key for key in ("id", "question", "key_points", "answer") if key not in found]
    if missing:
        raise UsageError(f"it has no {' and no '.join(missing)}.")
    points = found["key_points"]
    if not isinstance(points, list):
        raise UsageError("its key_points are no list.")
    made = tuple(_point(point, place, examples) for place, point in enumerate(points, 1))
    return Entry(found["id"], Asked(_text(found, "question"), made), _text(found, "answer"))


def _point(found: object, place: int, examples: Examples) -> PointToMake:
    if isinstance(found, str):
        found = {"point": found}
    if not isinstance(found, dict):
        raise UsageError("a key point of it is neither a text nor an object.")
    essential, weight = found.get("essential", False), found.get("weight", 1.0)
    if not isinstance(essential, bool):
        raise UsageError("essential is neither true nor false.")
    if (
        isinstance(weight, bool)
        or not isinstance(weight, int | float)
        or not 0 < weight <= HEAVIEST
    ):
        raise UsageError(f"a weight of it is no number above 0, up to {HEAVIEST}.")
    point = _text(found, "point")
    return PointToMake(
        id=str(place),
        point=point,
        essential=essential,
        weight=float(weight),
        said=_texts(found, "said") or examples.get(_alike(point), ()),
    )


def _alike(point: str) -> str:
    return " ".join(point.casefold().split())


def _text(found: Mapping[str, Any], key: str) -> str:
    text = found.get(key)
    if not isinstance(text, str):
        raise UsageError(f"its {key} is no text.")
    return _sound(text)


def _texts(found: Mapping[str, Any], key: str) -> tuple[str, ...]:
    texts: Sequence[object] = found.get(key, ())
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise UsageError(f"its {key} are no list of texts.")
    return tuple(_sound(str(text)) for text in texts)


def _sound(text: str) -> str:
    """Return a text that can be encoded, of the same length: half a character becomes a "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
