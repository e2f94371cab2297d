"""A person's edits to a bank that comes with the program, in a file beside the person's own banks.

The bank's own files are never changed. The edits lie over them, and so survive updates of the bank.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.field_words import FieldWords
from mock_interviewer.questions.model import Question, QuestionGroup, Slug, VocabularyTerm
from mock_interviewer.questions.validation import (
    PlacedQuestion,
    check_question,
    explain_invalid,
    question_maps,
)
from mock_interviewer.questions.yaml_reader import YamlMap, read_map
from mock_interviewer.questions.yaml_writer import as_yaml, shorten_terms

OVERLAY_FOLDER = "edits"
"""The folder for files of edits, within that of the person's banks: a file per bank, by its id."""
OWN_LIST = 1
"""The source list of every added question in its file; in the bank it becomes the last list."""


EDITABLE = tuple(name for name in Question.model_fields if name not in {"id", "source"})
"""The names of the fields of a Question that can be changed, in their order."""


@dataclass(frozen=True)
class QuestionChange:
    """The fields of a question that a person changed, with their values.

    ``id`` is the question's. ``instead_of`` has a fingerprint of the bank's value of each field at
    the time of the change.
    """

    id: str
    fields: Mapping[str, Any]
    instead_of: Mapping[str, str] = field(default_factory=dict)


class _ChangeHead(BaseModel):
    """What a change has in its file besides fields of the question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[Slug, FieldWords("what-is-attention")]
    instead_of: dict[str, str] = {}


def _optional(name: str) -> Any:
    """Return a field of a Question, as a field that need not be given."""
    field_info = copy(Question.model_fields[name])
    if field_info.is_required():
        field_info.default = None
    return field_info.annotation, field_info


_ChangeEntry = create_model(
    "_ChangeEntry", __base__=_ChangeHead, **{name: _optional(name) for name in EDITABLE}
)
"""A change as it is in the file, where only the changed fields are given."""


class BankOverlay(BaseModel):
    """All of a person's edits to one bank. ``retired`` and groups may name questions it lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bank: Slug
    added: tuple[Question, ...] = ()
    changed: tuple[QuestionChange, ...] = ()
    retired: tuple[Slug, ...] = ()
    groups: tuple[QuestionGroup, ...] = ()
    vocabulary: tuple[VocabularyTerm, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is changed."""
        return self == BankOverlay(bank=self.bank)

    def change_of(self, question: str) -> QuestionChange | None:
        """Return the changes to the bank's question with this id, or None."""
        return next((change for change in self.changed if change.id == question), None)


class _OverlayFile(BaseModel):
    """The file around the questions, which are validated one by one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bank: Annotated[Slug, FieldWords("llm")]
    added: Annotated[tuple[Any, ...], FieldWords("[{id: own-question, …}]")] = ()
    changed: Annotated[tuple[Any, ...], FieldWords("[{id: what-is-attention, …}]")] = ()
    retired: Annotated[tuple[Slug, ...], FieldWords("[what-is-attention]")] = ()
    groups: Annotated[
        tuple[QuestionGroup, ...],
        FieldWords("[{name: Before Friday, questions: [what-is-attention]}]", entry="group"),
    ] = ()
    vocabulary: Annotated[
        tuple[VocabularyTerm, ...], FieldWords("[self-attention]", entry="term")
    ] = ()


def overlay_file(own: Path, bank_id: str) -> Path:
    """Return the file for the edits to a bank, below the folder of the person's banks."""
    return own / OVERLAY_FOLDER / f"{bank_id}.yaml"


def fingerprint(question: Question, name: str) -> str:
    """Return a hash of the value of a field."""
    value = question.model_dump(mode="json", include={name})
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def inspect_overlay(path: Path, bank_id: str) -> tuple[BankOverlay | None, tuple[BankError, ...]]:
    """Return the edits in a file, or None and everything that is wrong with it.

    A missing file has no edits.
    """
    if not path.exists():
        return BankOverlay(bank=bank_id), ()
    try:
        root = read_map(path)
    except BankError as error:
        return None, (error,)
    return inspect_overlay_map(root, path, bank_id)


def inspect_overlay_map(
    root: YamlMap, path: Path, bank_id: str
) -> tuple[BankOverlay | None, tuple[BankError, ...]]:
    """Return the edits in a YAML map, or None and everything that is wrong with it."""
    try:
        head = _OverlayFile.model_validate(root)
    except ValidationError as error:
        return None, tuple(explain_invalid(error, root, path, _OverlayFile))
    problems: list[BankError] = []
    if head.bank != bank_id:
        what = f"these are edits to the bank {quoted(head.bank)}"
        problems.append(BankError(path, 1, what, f"name the file {head.bank}.yaml"))
    added = [
        _added(number, node, path, problems)
        for number, node in question_maps(root, "added", path, problems)
    ]
    changed = [
        _changed(node, path, problems) for _, node in question_maps(root, "changed", path, problems)
    ]
    problems += [*_repeated(root, "added", path), *_repeated(root, "changed", path)]
    problems.sort(key=lambda problem: problem.line or 0)
    if problems:
        return None, tuple(problems)
    return BankOverlay(
        bank=head.bank,
        added=tuple(question for question in added if question is not None),
        changed=tuple(change for change in changed if change is not None),
        retired=head.retired,
        groups=head.groups,
        vocabulary=head.vocabulary,
    ), ()


def overlay_yaml(overlay: BankOverlay) -> str:
    """Return the text of a file with these edits; reading it returns the same edits."""
    content = overlay.model_dump(mode="json", exclude_defaults=True, exclude={"added", "changed"})
    if overlay.added:
        content["added"] = [
            question.model_dump(mode="json", exclude_defaults=True, exclude={"source"})
            for question in overlay.added
        ]
    if overlay.changed:
        content["changed"] = [_change_content(change) for change in overlay.changed]
    for entry in (content, *content.get("added", ()), *content.get("changed", ())):
        shorten_terms(entry)
    return as_yaml(content)


def _change_content(change: QuestionChange) -> dict[str, Any]:
    entry = _ChangeEntry.model_construct(
        id=change.id, instead_of=dict(change.instead_of), **change.fields
    )
    given = entry.model_dump(mode="json", include={"instead_of", *change.fields})
    if not change.instead_of:
        del given["instead_of"]
    sparse = entry.model_dump(mode="json", exclude_defaults=True)
    # Defaults within a field are left out; a changed field is written even if it is the default.
    return {"id": change.id} | {name: sparse.get(name, given[name]) for name in given}


def _added(number: int, node: YamlMap, path: Path, problems: list[BankError]) -> Question | None:
    fields: Mapping[str, object] = {"source": {"list": OWN_LIST, "number": number}} | dict(node)
    try:
        question = Question.model_validate(fields)
    except ValidationError as error:
        problems += explain_invalid(error, node, path)
        return None
    problems += check_question(PlacedQuestion(question, path, node))
    return question


def _changed(node: YamlMap, path: Path, problems: list[BankError]) -> QuestionChange | None:
    try:
        entry = _ChangeEntry.model_validate(node)
    except ValidationError as error:
        problems += explain_invalid(error, node, path, _ChangeEntry)
        return None
    given = entry.model_fields_set
    fields = {name: getattr(entry, name) for name in EDITABLE if name in given}
    return QuestionChange(entry.id, fields, entry.instead_of)


def _repeated(root: YamlMap, key: str, path: Path) -> Iterator[BankError]:
    """Yield a problem for each repeated id in a list."""
    seen: set[str] = set()
    for _, node in question_maps(root, key, path, []):
        ident = node.get("id")
        if isinstance(ident, str):
            if ident in seen:
                what = f"the id {quoted(ident)} is already used in this list"
                remedy = "give each question its own id"
                yield BankError(path, node.lines["id"], what, remedy)
            seen.add(ident)
