"""The fields of a question while it is being written, and what is wrong in them.

The fields are those of a Question, without an id where it is new; so are the key points in them.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.model import Bank, Question

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

QuestionFields = dict[str, Any]

_NEVER_SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_EMPTY = {"missing", "string_too_short", "string_type", "none_required"}
_NEEDED = {
    "text": "Write the question.",
    "section": "Choose a section, or write a new one.",
    "point": "Write what a good answer says.",
    "term": "Write the term.",
    "authors": "Write who wrote it.",
    "title": "Write its title.",
    "year": "Write the year it appeared.",
}
_WRONG = {
    "year": "Write a year from 1800 to 2100.",
    "url": "Write an address that starts with https://.",
    "weight": "Write a number above 0, and 10 at most.",
    "difficulty": "Choose a difficulty from 1 to 5.",
    "part": "Choose a part of a story, or none.",
    "see_also": "Choose another question of this bank, or take this one out.",
}


@dataclass(frozen=True)
class FieldFault:
    """What keeps a question from being saved: a sentence, and the way to the field it is about."""

    path: tuple[str | int, ...]
    sentence: str


def fields_of(question: Question) -> QuestionFields:
    """Return the fields of a question, to be written on."""
    return question.model_dump(mode="json", exclude={"source"})


def new_fields(section: str) -> QuestionFields:
    """Return the fields of a question that nobody has written yet."""
    return {"text": "", "section": section, "kind": "technical"}


def copied_fields(question: Question) -> QuestionFields:
    """Return the fields of a question like another one."""
    fields = fields_of(question)
    del fields["id"]
    return fields


def complete_fields(fields: QuestionFields) -> QuestionFields:
    """Return fields with ids for new key points, and without what leads nowhere or is not shown.

    Empty texts that need not be there are None.
    """
    done: QuestionFields = {key: _cleaned(value) for key, value in fields.items()}
    asked_back = [
        point for each in done.get("follow_ups", ()) for point in each.get("key_points", ())
    ]
    points = [*done.get("key_points", ()), *asked_back]
    taken = {point["id"] for point in points if point.get("id")}
    for point in points:
        if not point.get("id"):
            point["id"] = free_id(slug(point.get("point") or "") or "point", taken)
            taken.add(point["id"])
    own = {point["id"] for point in done.get("key_points", ())}
    for follow_up in done.get("follow_ups", ()):
        follow_up["about"] = [each for each in follow_up.get("about", ()) if each in own]
    return done


def field_faults(
    fields: QuestionFields, others: Collection[str] | None = None
) -> tuple[FieldFault, ...]:
    """Return what keeps these fields from being a question of a bank.

    ``others`` are the ids of the bank's other questions; None where they are not known.
    """
    faults: list[FieldFault] = []
    try:
        _validated(fields, "new")
    except ValidationError as error:
        faults += [
            FieldFault(details["loc"], _sentence(details))
            for details in error.errors(include_url=False)
        ]
    if others is not None:
        said = {fault.path for fault in faults}
        faults += [each for each in _led_astray(fields, others) if each.path not in said]
    return tuple(faults)


def _led_astray(fields: QuestionFields, others: Collection[str]) -> Iterator[FieldFault]:
    """Yield a fault for each question to see also that is not there, or named before."""
    named = list(complete_fields(fields).get("see_also", ()))
    for number, ident in enumerate(named):
        if ident not in others:
            yield FieldFault(("see_also", number), _WRONG["see_also"])
        elif ident in named[:number]:
            yield FieldFault(
                ("see_also", number), "This question stands here already. Take one out."
            )


def question_from_fields(fields: QuestionFields, ident: str) -> Question:
    """Return the question that these fields describe, under an id; raises ValidationError."""
    return _validated(fields, ident)


def fields_match(fields: QuestionFields, question: Question) -> bool:
    """Return whether fields say what a question says."""
    try:
        written = _validated(fields, question.id)
    except ValidationError:
        return False
    return written.model_copy(update={"source": question.source}) == question


def as_bank(question: Question) -> Bank:
    """Return a bank of one question, to be looked through for doubts."""
    return Bank(id="one", name="One", version="1", questions=(question,))


def _validated(fields: QuestionFields, ident: str) -> Question:
    return Question.model_validate(
        complete_fields(fields) | {"id": ident, "source": {"list": 1, "number": 1}}
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NEVER_SHOWN.sub("", value).strip() or None
    if isinstance(value, Mapping):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value


def _sentence(details: "ErrorDetails") -> str:
    keys = [step for step in details["loc"] if isinstance(step, str)]
    key = keys[-1] if keys else ""
    if details["type"] in _EMPTY or details["input"] is None:
        return _NEEDED.get(key, "Write something here, or take it out.")
    if details["type"] == "string_too_long":
        limit = details.get("ctx", {}).get("max_length")
        return f"This is longer than {limit} characters. Shorten it."
    return _WRONG.get(key, "This cannot be saved as it is. Write it anew.")
