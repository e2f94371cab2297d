"""Errors in banks as plain sentences with line numbers: invalid fields and broken links."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.field_words import find_field
from mock_interviewer.questions.model import BankHeader, KeyPoint, Question
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap, line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_SHOULD_BE = {
    "string_type": "text",
    "tuple_type": "a list",
    "model_type": "a map",
    "model_attributes_type": "a map",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_pattern_mismatch": "lowercase letters and digits, joined by single hyphens",
}


def explain_invalid(
    error: ValidationError, root: YamlMap, path: Path, shape: type[BaseModel] = Question
) -> list[BankError]:
    """Return a BankError for each error in ``root``, which was validated as ``shape``."""
    return [
        BankError(path, line_of(root, *details["loc"]), *_sentence(details, shape))
        for details in error.errors(include_url=False)
    ]


def question_maps(
    root: YamlMap, key: str, path: Path, problems: list[BankError]
) -> list[tuple[int, YamlMap]]:
    """Return the maps of a list of questions, numbered from 1.

    Any other entry of the list is added to ``problems``.
    """
    entries = root.get(key)
    if not isinstance(entries, YamlList):
        return []
    maps = []
    for number, (line, node) in enumerate(zip(entries.lines, entries, strict=True), 1):
        if isinstance(node, YamlMap):
            maps.append((number, node))
        else:
            remedy = 'write it as "- id: …" with its keys below'
            problems.append(BankError(path, line, "this question isn't a map of keys", remedy))
    return maps


def suggestion(word: str, known: Sequence[str]) -> str | None:
    """Return the known word closest to a misspelled one, or None if none is close."""
    near = difflib.get_close_matches(word, known, n=1)
    return near[0] if near else None


def _sentence(details: "ErrorDetails", shape: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong, and what to write instead."""
    loc = details["loc"]
    place = find_field(shape, loc)
    owner = place.owner or ("question" if "text" in shape.model_fields else "file")
    key, kind = place.key, details["type"]
    example = f"for example {quoted(f'{key}: {place.words.example}')}"
    if kind == "missing":
        return f"the {owner} has no {quoted(key)}", f"add {example}"
    if kind == "extra_forbidden":
        return f"{quoted(key)} isn't a key of a {owner}", _known_keys(key, place.model)
    subject = quoted(key)
    if loc and isinstance(loc[-1], int):
        subject = f"entry {loc[-1] + 1} of {subject}"
    value = details["input"]
    if value is None or kind in {"string_too_short", "too_short"}:
        return f"{subject} is empty", f"write {example}"
    if kind == "string_too_long":
        limit = details.get("ctx", {}).get("max_length")
        return f"{subject} is longer than {limit} characters", "shorten it"
    wanted = _SHOULD_BE.get(kind) or details["msg"].removeprefix("Input should be ")
    if kind == "string_pattern_mismatch" and key == "url":
        wanted = "an address that starts with https://"
    return f"{subject} is {_described(value)} but should be {wanted}", f"write {example}"


def _known_keys(key: str, model: type[BaseModel]) -> str:
    known = list(model.model_fields)
    if meant := suggestion(key, known):
        return f"write {quoted(meant)}"
    return f"delete it or use one of {', '.join(known)}"


def _described(value: object) -> str:
    if isinstance(value, YamlMap | dict):
        return "a map"
    if isinstance(value, YamlList | list | tuple):
        return "a list"
    return quoted(value)


@dataclass(frozen=True)
class PlacedQuestion:
    """A question, its file, and the YAML map that it was read from."""

    question: Question
    path: Path
    node: YamlMap

    def error(self, steps: Sequence[str | int], what: str, remedy: str) -> BankError:
        """Return an error with the line of the part of the question that the steps lead to."""
        return BankError(self.path, line_of(self.node, *steps), what, remedy)


def check_question(placed: PlacedQuestion) -> Iterator[BankError]:
    """Yield inconsistencies between the parts of one question."""
    question = placed.question
    yield from _repeated_points(placed, question.key_points, ("key_points",))
    points = [point.id for point in question.key_points]
    for number, follow_up in enumerate(question.follow_ups):
        steps = ("follow_ups", number)
        yield from _repeated_points(placed, follow_up.key_points, (*steps, "key_points"))
        for index, about in enumerate(follow_up.about):
            if about not in points:
                yield placed.error(
                    (*steps, "about", index),
                    f"the follow-up is about {quoted(about)}, which isn't one of its key points",
                    _use_one_of(about, points),
                )
    for index, other in enumerate(question.see_also):
        if other == question.id:
            yield placed.error(
                ("see_also", index),
                f"the question refers to itself, {quoted(other)}",
                "name another question or delete it",
            )
        elif other in question.see_also[:index]:
            yield placed.error(
                ("see_also", index), f"{quoted(other)} is listed twice", "delete one of them"
            )


def check_questions(bank: Sequence[PlacedQuestion], known: Iterable[str]) -> Iterator[BankError]:
    """Yield inconsistencies between the questions of a bank.

    ``known`` are the ids of all its questions, including invalid ones.
    """
    ids = sorted(known)
    lookup = set(ids)
    first: dict[str, PlacedQuestion] = {}
    for placed in bank:
        question = placed.question
        earlier = first.setdefault(question.id, placed)
        if earlier is not placed:
            yield placed.error(
                ("id",),
                f"the id {quoted(question.id)} is already used in "
                f"{earlier.path.name}, line {line_of(earlier.node, 'id')}",
                "give each question its own id",
            )
        for index, other in enumerate(question.see_also):
            if other not in lookup:
                yield placed.error(
                    ("see_also", index),
                    f"there is no question {quoted(other)} to refer to",
                    _use_one_of(other, ids),
                )


def check_header(
    path: Path, root: YamlMap, header: BankHeader, known: Iterable[str]
) -> Iterator[BankError]:
    """Yield inconsistencies between a bank's header, read from ``root``, and its questions."""
    ids = sorted(known)
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("retired", at), ident) for at, ident in enumerate(header.retired)
    ]
    for number, group in enumerate(header.groups):
        named += [
            (("groups", number, "questions", at), ident) for at, ident in enumerate(group.questions)
        ]
        if group.name in {other.name for other in header.groups[:number]}:
            yield BankError(
                path,
                line_of(root, "groups", number, "name"),
                f"there is another group {quoted(group.name)}",
                "give each group its own name",
            )
    for steps, ident in named:
        if ident not in ids:
            what = f"there is no question {quoted(ident)}"
            yield BankError(path, line_of(root, *steps), what, _use_one_of(ident, ids))


def _repeated_points(
    placed: PlacedQuestion, points: Sequence[KeyPoint], steps: Sequence[str | int]
) -> Iterator[BankError]:
    seen: dict[str, int] = {}
    for index, point in enumerate(points):
        earlier = seen.setdefault(point.id, index)
        if earlier != index:
            line = line_of(placed.node, *steps, earlier, "id")
            yield placed.error(
                (*steps, index, "id"),
                f"the key point id {quoted(point.id)} is already used on line {line}",
                "give each key point its own id",
            )


def _use_one_of(word: str, known: Sequence[str]) -> str:
    meant = suggestion(word, known)
    return f"write {quoted(meant)}" if meant else "write an existing id or delete it"
