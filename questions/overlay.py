"""A person's own edits to a bank that comes with the program, in a file beside the own banks.

The bank's files are never changed. What a person changed lies over it, and so outlives its updates.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mock_interviewer.questions.errors import BankError, quoted
from mock_interviewer.questions.model import (
    BankText,
    FollowUp,
    KeyPoint,
    Question,
    QuestionGroup,
    QuestionKind,
    Reference,
    Slug,
    VocabularyTerm,
)
from mock_interviewer.questions.validation import PlacedQuestion, check_question, explain_invalid
from mock_interviewer.questions.yaml_reader import YamlList, YamlMap, read_map
from mock_interviewer.questions.yaml_writer import as_yaml, shorten_terms

OVERLAY_FOLDER = "edits"
"""The folder, among the own banks, of the files of edits: one for each bank, named by its id."""
OWN_LIST = 1
"""The list that an added question has as its source in its file; in the bank it comes last."""


class QuestionChange(BaseModel):
    """The fields of a question that a person changed, and no others.

    ``instead_of`` has a fingerprint of what the bank said in each of them at that time. Fields that
    were not given keep the bank's value, whatever stands here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    instead_of: dict[str, str] = {}
    text: BankText = ""
    section: BankText = ""
    subsection: BankText | None = None
    kind: QuestionKind = QuestionKind.TECHNICAL
    difficulty: int | None = Field(default=None, ge=1, le=5)
    spoken: BankText | None = None
    rephrased: BankText | None = None
    vocabulary: tuple[VocabularyTerm, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    model_answer: BankText | None = None
    example: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    references: tuple[Reference, ...] = ()
    see_also: tuple[Slug, ...] = ()

    @property
    def fields(self) -> dict[str, Any]:
        """The changed fields of a Question and their values."""
        return {name: getattr(self, name) for name in EDITABLE if name in self.model_fields_set}


EDITABLE = tuple(name for name in QuestionChange.model_fields if name not in {"id", "instead_of"})
"""The names of the fields of a Question that can be changed, in their order."""


class BankOverlay(BaseModel):
    """All that a person made of one bank. ``retired`` and groups may name what is gone from it."""

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
        """Return what was changed in the bank's question of this id, or None."""
        return next((change for change in self.changed if change.id == question), None)


class _OverlayFile(BaseModel):
    """The file around the questions; each of these is validated by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bank: Slug
    added: tuple[Any, ...] = ()
    changed: tuple[Any, ...] = ()
    retired: tuple[Slug, ...] = ()
    groups: tuple[QuestionGroup, ...] = ()
    vocabulary: tuple[VocabularyTerm, ...] = ()


def overlay_file(own: Path, bank_id: str) -> Path:
    """Return where the edits to a bank are kept, below the folder of own banks."""
    return own / OVERLAY_FOLDER / f"{bank_id}.yaml"


def fingerprint(question: Question, field: str) -> str:
    """Return what stands for the value of a field, the same for the same value only."""
    value = question.model_dump(mode="json", include={field})
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def inspect_overlay(path: Path, bank_id: str) -> tuple[BankOverlay | None, tuple[BankError, ...]]:
    """Return the edits to a bank that a file holds, or None and everything that is wrong with it.

    A file that is not there holds none.
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
    """Return the edits that a map describes, or None and what is wrong with it."""
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
        for number, node in _maps(root, "added", path, problems)
    ]
    changed = [_changed(node, path, problems) for _, node in _maps(root, "changed", path, problems)]
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
    """Return the text of a file that reads as the same edits again."""
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
    given = change.model_dump(mode="json", include=change.model_fields_set - {"id"})
    sparse = change.model_dump(mode="json", exclude_defaults=True)
    # Inside a field defaults say nothing; a field itself that is given says that it is changed.
    return {"id": change.id} | {name: sparse.get(name, given[name]) for name in given}


def _maps(
    root: YamlMap, key: str, path: Path, problems: list[BankError]
) -> list[tuple[int, YamlMap]]:
    """Return the maps of a list, numbered from 1; anything else in it is a problem."""
    entries = root.get(key)
    if not isinstance(entries, YamlList):
        return []
    maps = []
    for number, (line, node) in enumerate(zip(entries.lines, entries, strict=True), 1):
        if isinstance(node, YamlMap):
            maps.append((number, node))
        else:
            remedy = 'write it as "- id: …" with its keys below'
            problems.append(BankError(path, line, "this question is no map of keys", remedy))
    return maps


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
        return QuestionChange.model_validate(node)
    except ValidationError as error:
        problems += explain_invalid(error, node, path, QuestionChange)
        return None


def _repeated(root: YamlMap, key: str, path: Path) -> Iterator[BankError]:
    """Yield a problem for each id that stands twice in a list."""
    seen: set[str] = set()
    for _, node in _maps(root, key, path, []):
        ident = node.get("id")
        if isinstance(ident, str):
            if ident in seen:
                what = f"the id {quoted(ident)} stands here already"
                remedy = "give each question an id of its own"
                yield BankError(path, node.lines["id"], what, remedy)
            seen.add(ident)
