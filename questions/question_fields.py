"""The fields of a question while a person edits it, and the errors in them.

The fields are those of a Question as JSON. A new question has no id, nor has a new key point.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mock_interviewer.questions.field_words import FieldWords, find_field, words_for
from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.model import Bank, Question

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

QuestionFields = dict[str, Any]
"""Fields of a question, or of an entry of one, by their names."""

_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SEE_ALSO = words_for(Question.model_fields["see_also"]) or FieldWords("")
_EMPTY = {"missing", "string_too_short", "string_type", "none_required"}


@dataclass(frozen=True)
class FieldFault:
    """An error that prevents saving: the path to its field, and a sentence that says what to do."""

    path: tuple[str | int, ...]
    sentence: str


def fields_of(question: Question) -> QuestionFields:
    """Return the fields of a question, for editing."""
    return question.model_dump(mode="json", exclude={"source"})


def new_fields(section: str) -> QuestionFields:
    """Return the fields of a new question."""
    return {"text": "", "section": section, "kind": "technical"}


def copied_fields(question: Question) -> QuestionFields:
    """Return the fields of a new question that is a copy of another."""
    fields = fields_of(question)
    del fields["id"]
    return fields


def complete_fields(fields: QuestionFields) -> QuestionFields:
    """Return fields with ids for new key points, without dead links and invisible characters.

    Empty texts become None.
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
    """Return the errors that prevent saving these fields as a question of a bank.

    ``others`` are the ids of the bank's other questions; None if they are unknown.
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
        faults += [each for each in _dead_links(fields, others) if each.path not in said]
    return tuple(faults)


def _dead_links(fields: QuestionFields, others: Collection[str]) -> Iterator[FieldFault]:
    """Yield a fault for each related question that does not exist or is listed twice."""
    named = list(complete_fields(fields).get("see_also", ()))
    for number, ident in enumerate(named):
        if ident not in others:
            yield FieldFault(("see_also", number), _SEE_ALSO.invalid)
        elif ident in named[:number]:
            yield FieldFault(
                ("see_also", number), "This question is listed twice. Remove one of them."
            )


def question_from_fields(fields: QuestionFields, ident: str) -> Question:
    """Return the question with these fields and this id; raises ValidationError."""
    return _validated(fields, ident)


def fields_match(fields: QuestionFields, question: Question) -> bool:
    """Return whether saving the fields would leave the question unchanged."""
    try:
        written = _validated(fields, question.id)
    except ValidationError:
        return False
    return written.model_copy(update={"source": question.source}) == question


def as_bank(question: Question) -> Bank:
    """Return a bank of one question, for ``lint_bank``."""
    return Bank(id="one", name="One", version="1", questions=(question,))


def _validated(fields: QuestionFields, ident: str) -> Question:
    return Question.model_validate(
        complete_fields(fields) | {"id": ident, "source": {"list": 1, "number": 1}}
    )


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _INVISIBLE.sub("", value).strip() or None
    if isinstance(value, Mapping):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value


def _sentence(details: "ErrorDetails") -> str:
    words = find_field(Question, details["loc"]).words
    if details["type"] in _EMPTY or details["input"] is None:
        return words.missing
    if details["type"] == "string_too_long":
        limit = details.get("ctx", {}).get("max_length")
        return f"This is longer than {limit} characters. Shorten it."
    return words.invalid


def are_question_fields(fields: object) -> bool:
    """Return whether ``fields`` could be unfinished fields of a question, read from JSON.

    Keys and types must fit; values need not be valid, and any key may be missing. A key that
    questions do not have may have any value.
    """
    return _fits(Question, fields)


def _fits(annotation: Any, value: object) -> bool:
    """Return whether a value that a person wrote, valid or not, fits the type of a field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        known = annotation.model_fields
        return isinstance(value, dict) and all(
            _fits(known[key].annotation, each) for key, each in value.items() if key in known
        )
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _fits(inner[0], value)
    if origin is tuple:
        return isinstance(value, list) and all(_fits(inner[0], each) for each in value)
    if inner:
        return value is None or any(_fits(each, value) for each in inner)
    if annotation is float:
        return isinstance(value, int | float)
    if annotation is int:
        # The text of what is not a number yet.
        return isinstance(value, int | str | None)
    if annotation is bool:
        return isinstance(value, bool | None)
    return isinstance(value, str | None)
