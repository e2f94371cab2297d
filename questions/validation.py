"""What is wrong in a bank, in plain words and with the line: invalid fields and broken links."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.model import (
    BankHeader,
    FollowUp,
    KeyPoint,
    Question,
    QuestionGroup,
    QuestionSource,
    Reference,
    VocabularyTerm,
)
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap, line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


KEY_EXAMPLES = {
    "about": "about: [weighs-each-token]",
    "arxiv": "arxiv: 1706.03762",
    "authors": "authors: Vaswani et al.",
    "definition": "definition: attention of a sequence to itself",
    "difficulty": "difficulty: 3",
    "doi": "doi: 10.1000/182",
    "essential": "essential: true",
    "example": "example: true",
    "follow_ups": "follow_ups: [{text: Why are the scores scaled?}]",
    "groups": "groups: [{name: Before Friday, questions: [what-is-attention]}]",
    "heard_as": "heard_as: [self a tension]",
    "id": "id: what-is-attention",
    "key_points": "key_points: [{id: weighs-each-token, point: It weighs each token.}]",
    "kind": "kind: technical",
    "list": "list: 1",
    "mistaken": "mistaken: [Attention only shortens the input.]",
    "model_answer": "model_answer: Attention weighs each token by its relevance.",
    "name": "name: Large Language Models",
    "number": "number: 1",
    "part": "part: action",
    "point": "point: It weighs each token by its relevance.",
    "questions": "questions: [{id: what-is-attention, …}]",
    "references": "references: [{authors: Vaswani et al., title: Attention Is All You Need, …}]",
    "retired": "retired: [what-is-attention]",
    "said": "said: [Each word gets weighed by how much it matters.]",
    "rephrased": "rephrased: How would you explain attention to me?",
    "section": "section: Model Architecture",
    "see_also": "see_also: [what-is-attention]",
    "source": "source: {list: 1, number: 1}",
    "spoken": "spoken: What is an L L M?",
    "subsection": "subsection: Attention",
    "term": "term: self-attention",
    "terms": "terms: [query, key, value]",
    "text": "text: What is attention?",
    "title": "title: Attention Is All You Need",
    "url": "url: https://example.org/paper",
    "version": "version: 1.0",
    "vocabulary": "vocabulary: [self-attention]",
    "weight": "weight: 1.5",
    "why": "why: The rest of the answer hangs on it.",
    "year": "year: 2017",
}


_PARTS: dict[str, tuple[str, type[BaseModel]]] = {
    "source": ("source", QuestionSource),
    "vocabulary": ("term", VocabularyTerm),
    "key_points": ("key point", KeyPoint),
    "follow_ups": ("follow-up", FollowUp),
    "references": ("reference", Reference),
    "groups": ("group", QuestionGroup),
}


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
    "string_pattern_mismatch": "lower-case letters and digits, joined by single hyphens",
}


def explain_invalid(
    error: ValidationError, root: YamlMap, path: Path, shape: type[BaseModel] = Question
) -> list[BankError]:
    """Return one BankError for each thing that ``shape`` refused in ``root``."""
    return [
        BankError(path, line_of(root, *details["loc"]), *_sentence(details, shape))
        for details in error.errors(include_url=False)
    ]


def suggestion(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that is meant by a misspelt one, if one is near enough."""
    near = difflib.get_close_matches(word, known, n=1)
    return near[0] if near else None


def _sentence(details: "ErrorDetails", shape: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and what to write instead."""
    loc = details["loc"]
    words = [step for step in loc if isinstance(step, str)]
    key = words[-1] if words else ""
    owner, model = _owner(words, shape)
    example = f"for example {quoted(KEY_EXAMPLES.get(key, key))}"
    if details["type"] == "missing":
        return f"the {owner} has no {quoted(key)}", f"add {example}"
    if details["type"] == "extra_forbidden":
        return f"{quoted(key)} is no key of a {owner}", _known_keys(key, model)
    subject = quoted(key)
    if loc and isinstance(loc[-1], int):
        subject = f"entry {loc[-1] + 1} of {subject}"
    value = details["input"]
    if value is None or details["type"] in {"string_too_short", "too_short"}:
        return f"{subject} is empty", f"write {example}"
    if details["type"] == "string_too_long":
        limit = details.get("ctx", {}).get("max_length")
        return f"{subject} is longer than {limit} characters", "shorten it"
    wanted = _SHOULD_BE.get(details["type"]) or details["msg"].removeprefix("Input should be ")
    if key == "url":
        wanted = "an address that starts with https://"
    return f"{subject} is {_described(value)} but should be {wanted}", f"write {example}"


def _owner(words: Sequence[str], shape: type[BaseModel]) -> tuple[str, type[BaseModel]]:
    """Return what holds the last of the words, in a person's terms and as a model."""
    if len(words) > 1 and words[-2] in _PARTS:
        return _PARTS[words[-2]]
    return ("question" if "text" in shape.model_fields else "file"), shape


def _known_keys(key: str, model: type[BaseModel]) -> str:
    known = list(model.model_fields)
    meant = suggestion(key, known)
    if meant:
        return f"write {quoted(meant)}"
    return f"take it out or use one of {', '.join(known)}"


def _described(value: object) -> str:
    if isinstance(value, YamlMap | dict):
        return "a map"
    if isinstance(value, YamlList | list | tuple):
        return "a list"
    return quoted(value)


@dataclass(frozen=True)
class PlacedQuestion:
    """A question, the file it stands in, and the map it was made from."""

    question: Question
    path: Path
    node: YamlMap

    def error(self, steps: Sequence[str | int], what: str, remedy: str) -> BankError:
        """Return an error on the line that the steps lead to within the question."""
        return BankError(self.path, line_of(self.node, *steps), what, remedy)


def check_question(placed: PlacedQuestion) -> Iterator[BankError]:
    """Yield what is wrong between the parts of one question."""
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
                    f"the follow-up is about {quoted(about)}, which is no key point here",
                    _use_one_of(about, points),
                )
    for index, other in enumerate(question.see_also):
        if other == question.id:
            yield placed.error(
                ("see_also", index),
                f"{quoted(other)} sends its reader to itself",
                "name another question or take it out",
            )
        elif other in question.see_also[:index]:
            yield placed.error(
                ("see_also", index), f"{quoted(other)} is named twice", "keep one of the two"
            )


def check_questions(bank: Sequence[PlacedQuestion], known: Iterable[str]) -> Iterator[BankError]:
    """Yield what is wrong between the questions of a bank.

    ``known`` has the ids of all its questions, also of those that were refused.
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
                f"the id {quoted(question.id)} stands already in "
                f"{earlier.path.name}, line {line_of(earlier.node, 'id')}",
                "give each question an id of its own",
            )
        for index, other in enumerate(question.see_also):
            if other not in lookup:
                yield placed.error(
                    ("see_also", index),
                    f"there is no question {quoted(other)} to see also",
                    _use_one_of(other, ids),
                )


def check_header(
    path: Path, root: YamlMap, header: BankHeader, known: Iterable[str]
) -> Iterator[BankError]:
    """Yield what is wrong between a bank's header, whose map is ``root``, and its questions."""
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
                "give each group a name of its own",
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
                f"the key point {quoted(point.id)} stands already on line {line}",
                "give each key point an id of its own",
            )


def _use_one_of(word: str, known: Sequence[str]) -> str:
    meant = suggestion(word, known)
    return f"write {quoted(meant)}" if meant else "write an id that exists or take it out"
