"""Editing of banks: each edit returns a new bank, which knows the text of its file."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, Self

from mock_interviewer.questions.ids import free_id, slug
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionSource,
    VocabularyTerm,
)
from mock_interviewer.questions.overlay import (
    EDITABLE,
    OWN_LIST,
    BankOverlay,
    QuestionChange,
    fingerprint,
    overlay_yaml,
)
from mock_interviewer.questions.overlay_merge import OverlayNote, apply_overlay, with_final_ids
from mock_interviewer.questions.yaml_writer import bank_yaml

_ADDED = "own"
"""The prefix of the id of a question added to a bank that comes with the program."""


class EditedBank(Protocol):
    """A bank, and the edits that a person can make to it. Immutable: each edit returns another."""

    @property
    def bank(self) -> Bank:
        """The bank as it is used."""

    @property
    def own(self) -> bool:
        """Whether the whole bank is the person's, so that updates of the program never touch it."""

    @property
    def notes(self) -> tuple[OverlayNote, ...]:
        """Notes for the person about earlier edits."""

    @property
    def text(self) -> str:
        """The content of its file; "" if no file is needed."""

    def new_id(self, text: str, taken: Collection[str] = ()) -> str:
        """Return a free id for a question with this text, which isn't among ``taken`` either."""

    def original(self, question: str) -> Question | None:
        """Return the original of a question that the person changed; None for any other."""

    def added(self, question: str) -> bool:
        """Return whether the person added a question to a bank that comes with the program."""

    def put(self, question: Question) -> Self:
        """Replace the question with the same id, or add the question."""

    def retire(self, question: str) -> Self:
        """Stop asking a question."""

    def unretire(self, question: str) -> Self:
        """Ask a retired question again."""

    def restore(self, question: str) -> Self:
        """Undo all changes to a question that came with the program."""

    def set_groups(self, groups: Collection[QuestionGroup]) -> Self:
        """Replace the person's groups."""

    def set_vocabulary(self, vocabulary: Collection[VocabularyTerm]) -> Self:
        """Replace the person's terms that apply to all questions."""


@dataclass(frozen=True)
class OwnBank:
    """A bank in a file of the person's own."""

    bank: Bank
    own: bool = True
    notes: tuple[OverlayNote, ...] = ()

    @property
    def text(self) -> str:
        """The content of its file."""
        return bank_yaml(self.bank)

    def new_id(self, text: str, taken: Collection[str] = ()) -> str:
        """Return a free id for a question with this text, which isn't among ``taken`` either."""
        used = {each.id for each in self.bank.all_questions}
        return free_id(slug(text) or "question", used.union(taken))

    def original(self, question: str) -> Question | None:  # noqa: ARG002 (as the Protocol has it)
        """Return None: nothing here came with the program."""
        return None

    def added(self, question: str) -> bool:  # noqa: ARG002 (as the Protocol has it)
        """Return False: the whole bank is the person's."""
        return False

    def put(self, question: Question) -> "OwnBank":
        """Replace the question with the same id, or add the question as the last."""
        every = self.bank.all_questions
        if any(each.id == question.id for each in every):
            return self._with(
                questions=_in_place(self.bank.questions, question),
                retired=_in_place(self.bank.retired, question),
            )
        number = max((each.source.number for each in every), default=0) + 1
        source = QuestionSource(
            list=max((each.source.list for each in every), default=1), number=number
        )
        added = question.model_copy(update={"source": source})
        return self._with(questions=(*self.bank.questions, added))

    def retire(self, question: str) -> "OwnBank":
        """Stop asking a question."""
        return self._asking(lambda ident, asked: asked and ident != question)

    def unretire(self, question: str) -> "OwnBank":
        """Ask a retired question again."""
        return self._asking(lambda ident, asked: asked or ident == question)

    def restore(self, question: str) -> "OwnBank":  # noqa: ARG002 (as the Protocol has it)
        """Change nothing: nothing here came with the program."""
        return self

    def set_groups(self, groups: Collection[QuestionGroup]) -> "OwnBank":
        """Replace the groups."""
        return self._with(groups=tuple(groups))

    def set_vocabulary(self, vocabulary: Collection[VocabularyTerm]) -> "OwnBank":
        """Replace the terms that apply to all questions."""
        return self._with(vocabulary=tuple(vocabulary))

    def _asking(self, asks: Callable[[str, bool], bool]) -> "OwnBank":
        asked = {question.id for question in self.bank.questions}
        every = sorted(
            self.bank.all_questions, key=lambda each: (each.source.list, each.source.number)
        )
        return self._with(
            questions=tuple(each for each in every if asks(each.id, each.id in asked)),
            retired=tuple(each for each in every if not asks(each.id, each.id in asked)),
        )

    def _with(self, **fields: tuple[object, ...]) -> "OwnBank":
        return replace(self, bank=self.bank.model_copy(update=fields))


@dataclass(frozen=True)
class OverlaidBank:
    """A bank that comes with the program, with the person's edits applied."""

    shipped: Bank
    overlay: BankOverlay
    own: bool = False

    @property
    def bank(self) -> Bank:
        """The bank as it is used."""
        return self._applied[0]

    @property
    def notes(self) -> tuple[OverlayNote, ...]:
        """Notes for the person about edits that an update of the bank affected."""
        return self._applied[1]

    @property
    def text(self) -> str:
        """The content of the file of edits; "" if there are none."""
        return "" if self.overlay.empty else overlay_yaml(self.overlay)

    def new_id(self, text: str, taken: Collection[str] = ()) -> str:
        """Return a free id, not among ``taken``, that no update of the bank is likely to use."""
        used = {each.id for each in self.bank.all_questions}
        return free_id(f"{_ADDED}-{slug(text) or 'question'}", used.union(taken))

    def original(self, question: str) -> Question | None:
        """Return the original of a question that the person changed; None for any other."""
        return self._shipped(question) if self.overlay.change_of(question) else None

    def added(self, question: str) -> bool:
        """Return whether the person added a question."""
        return self._shipped(question) is None

    def put(self, question: Question) -> "OverlaidBank":
        """Store the differences from the shipped question with this id, or an added question."""
        overlay = with_final_ids(self.shipped, self.overlay)
        shipped = self._shipped(question.id)
        if shipped is None:
            own = question.model_copy(update={"source": QuestionSource(list=OWN_LIST, number=1)})
            there = any(each.id == own.id for each in overlay.added)
            added = _in_place(overlay.added, own) if there else (*overlay.added, own)
            return self._with(overlay, added=_numbered(added))
        change = _difference(shipped, question)
        others = tuple(each for each in overlay.changed if each.id != question.id)
        return self._with(overlay, changed=(*others, change) if change else others)

    def retire(self, question: str) -> "OverlaidBank":
        """Stop asking a question."""
        overlay = with_final_ids(self.shipped, self.overlay)
        return self._with(overlay, retired=tuple(dict.fromkeys((*overlay.retired, question))))

    def unretire(self, question: str) -> "OverlaidBank":
        """Ask a retired question again."""
        overlay = with_final_ids(self.shipped, self.overlay)
        kept = tuple(ident for ident in overlay.retired if ident != question)
        return self._with(overlay, retired=kept)

    def restore(self, question: str) -> "OverlaidBank":
        """Undo all changes to a question that came with the program."""
        overlay = with_final_ids(self.shipped, self.overlay)
        others = tuple(each for each in overlay.changed if each.id != question)
        return self._with(overlay, changed=others)

    def set_groups(self, groups: Collection[QuestionGroup]) -> "OverlaidBank":
        """Replace the groups besides the bank's own."""
        overlay = with_final_ids(self.shipped, self.overlay)
        return self._with(
            overlay, groups=tuple(each for each in groups if each not in self.shipped.groups)
        )

    def set_vocabulary(self, vocabulary: Collection[VocabularyTerm]) -> "OverlaidBank":
        """Replace the terms for all questions besides the bank's own."""
        overlay = with_final_ids(self.shipped, self.overlay)
        added = tuple(each for each in vocabulary if each not in self.shipped.vocabulary)
        return self._with(overlay, vocabulary=added)

    def _shipped(self, ident: str) -> Question | None:
        return next((each for each in self.shipped.all_questions if each.id == ident), None)

    def _with(self, overlay: BankOverlay, **fields: tuple[object, ...]) -> "OverlaidBank":
        return replace(self, overlay=overlay.model_copy(update=fields))

    @cached_property
    def _applied(self) -> tuple[Bank, tuple[OverlayNote, ...]]:
        return (
            apply_overlay(self.shipped, self.overlay)
            if not self.overlay.empty
            else (self.shipped, ())
        )


def _difference(shipped: Question, edited: Question) -> QuestionChange | None:
    """Return what differs, or None if nothing does."""
    differing = [name for name in EDITABLE if getattr(shipped, name) != getattr(edited, name)]
    if not differing:
        return None
    fields = {name: getattr(edited, name) for name in differing}
    marks = {name: fingerprint(shipped, name) for name in differing}
    return QuestionChange(shipped.id, fields, marks)


def _in_place(questions: tuple[Question, ...], question: Question) -> tuple[Question, ...]:
    """Return questions with the one of the same id replaced, except for its source."""
    return tuple(
        question.model_copy(update={"source": each.source}) if each.id == question.id else each
        for each in questions
    )


def _numbered(added: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return added questions with sources that give their order in the file."""
    return tuple(
        question.model_copy(update={"source": QuestionSource(list=OWN_LIST, number=number)})
        for number, question in enumerate(added, 1)
    )
