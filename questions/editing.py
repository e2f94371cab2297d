"""Banks as a person edits them: each edit returns a new bank and the text of its file."""

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
"""Starts the id of a question that was added to a bank that comes with the program."""


class EditedBank(Protocol):
    """A bank and what a person may do with it. Never changed; each edit returns another."""

    @property
    def bank(self) -> Bank:
        """The bank as it is used."""

    @property
    def own(self) -> bool:
        """Whether the whole bank is the person's, and no program's update touches it."""

    @property
    def notes(self) -> tuple[OverlayNote, ...]:
        """What has to be said of earlier edits."""

    @property
    def text(self) -> str:
        """What its file holds; "" where there is nothing to keep."""

    def new_id(self, text: str) -> str:
        """Return a free id for a question of this text."""

    def original(self, question: str) -> Question | None:
        """Return a question as the program brought it, where the person changed it; else None."""

    def added(self, question: str) -> bool:
        """Return whether the person added a question to a bank of the program's."""

    def keep(self, question: Question) -> Self:
        """Put a question in place of that of its id, or add it."""

    def retire(self, question: str) -> Self:
        """Let a question be asked no more."""

    def bring_back(self, question: str) -> Self:
        """Let a retired question be asked again."""

    def restore(self, question: str) -> Self:
        """Undo all changes to a question that came with the program."""

    def group(self, groups: Collection[QuestionGroup]) -> Self:
        """Have these groups, and no others of the person's."""

    def expect(self, vocabulary: Collection[VocabularyTerm]) -> Self:
        """Have these terms of the person's for all questions."""


@dataclass(frozen=True)
class OwnBank:
    """A bank in a file of the person's."""

    bank: Bank
    own: bool = True
    notes: tuple[OverlayNote, ...] = ()

    @property
    def text(self) -> str:
        """What its file holds."""
        return bank_yaml(self.bank)

    def new_id(self, text: str) -> str:
        """Return a free id for a question of this text."""
        return free_id(slug(text) or "question", {each.id for each in self.bank.every})

    def original(self, question: str) -> Question | None:  # noqa: ARG002 (as the Protocol has it)
        """Return None: nothing here came with the program."""
        return None

    def added(self, question: str) -> bool:  # noqa: ARG002 (as the Protocol has it)
        """Return False: the whole bank is the person's."""
        return False

    def keep(self, question: Question) -> "OwnBank":
        """Put a question in place of that of its id, or add it as the last."""
        every = self.bank.every
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
        """Let a question be asked no more."""
        return self._asking(lambda ident, asked: asked and ident != question)

    def bring_back(self, question: str) -> "OwnBank":
        """Let a retired question be asked again."""
        return self._asking(lambda ident, asked: asked or ident == question)

    def restore(self, question: str) -> "OwnBank":  # noqa: ARG002 (as the Protocol has it)
        """Change nothing: nothing here came with the program."""
        return self

    def group(self, groups: Collection[QuestionGroup]) -> "OwnBank":
        """Have these groups."""
        return self._with(groups=tuple(groups))

    def expect(self, vocabulary: Collection[VocabularyTerm]) -> "OwnBank":
        """Have these terms for all questions."""
        return self._with(vocabulary=tuple(vocabulary))

    def _asking(self, asks: Callable[[str, bool], bool]) -> "OwnBank":
        asked = {question.id for question in self.bank.questions}
        every = sorted(self.bank.every, key=lambda each: (each.source.list, each.source.number))
        return self._with(
            questions=tuple(each for each in every if asks(each.id, each.id in asked)),
            retired=tuple(each for each in every if not asks(each.id, each.id in asked)),
        )

    def _with(self, **fields: tuple[object, ...]) -> "OwnBank":
        return replace(self, bank=self.bank.model_copy(update=fields))


@dataclass(frozen=True)
class OverlaidBank:
    """A bank that comes with the program, with the person's edits over it."""

    shipped: Bank
    overlay: BankOverlay
    own: bool = False

    @property
    def bank(self) -> Bank:
        """The bank as it is used."""
        return self._applied[0]

    @property
    def notes(self) -> tuple[OverlayNote, ...]:
        """What has to be said of edits that an update of the bank met."""
        return self._applied[1]

    @property
    def text(self) -> str:
        """What the file of edits holds; "" where there are none."""
        return "" if self.overlay.empty else overlay_yaml(self.overlay)

    def new_id(self, text: str) -> str:
        """Return a free id that no update of the bank is likely to bring."""
        wanted = slug(text) or "question"
        return free_id(f"{_ADDED}-{wanted}", {each.id for each in self.bank.every})

    def original(self, question: str) -> Question | None:
        """Return a question as the program brought it, where the person changed it; else None."""
        return self._shipped(question) if self.overlay.change_of(question) else None

    def added(self, question: str) -> bool:
        """Return whether the person added a question."""
        return self._shipped(question) is None

    def keep(self, question: Question) -> "OverlaidBank":
        """Keep what differs from the program's question of this id, or a question of one's own."""
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
        """Let a question be asked no more."""
        overlay = with_final_ids(self.shipped, self.overlay)
        return self._with(overlay, retired=tuple(dict.fromkeys((*overlay.retired, question))))

    def bring_back(self, question: str) -> "OverlaidBank":
        """Let a retired question be asked again."""
        overlay = with_final_ids(self.shipped, self.overlay)
        kept = tuple(ident for ident in overlay.retired if ident != question)
        return self._with(overlay, retired=kept)

    def restore(self, question: str) -> "OverlaidBank":
        """Undo all changes to a question that came with the program."""
        overlay = with_final_ids(self.shipped, self.overlay)
        others = tuple(each for each in overlay.changed if each.id != question)
        return self._with(overlay, changed=others)

    def group(self, groups: Collection[QuestionGroup]) -> "OverlaidBank":
        """Have these groups besides the bank's own."""
        overlay = with_final_ids(self.shipped, self.overlay)
        return self._with(
            overlay, groups=tuple(each for each in groups if each not in self.shipped.groups)
        )

    def expect(self, vocabulary: Collection[VocabularyTerm]) -> "OverlaidBank":
        """Have these terms for all questions besides the bank's own."""
        overlay = with_final_ids(self.shipped, self.overlay)
        added = tuple(each for each in vocabulary if each not in self.shipped.vocabulary)
        return self._with(overlay, vocabulary=added)

    def _shipped(self, ident: str) -> Question | None:
        return next((each for each in self.shipped.every if each.id == ident), None)

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
    """Return what differs, None where nothing does."""
    differing = [name for name in EDITABLE if getattr(shipped, name) != getattr(edited, name)]
    if not differing:
        return None
    fields = {name: getattr(edited, name) for name in differing}
    marks = {name: fingerprint(shipped, name) for name in differing}
    return QuestionChange(id=shipped.id, instead_of=marks, **fields)


def _in_place(questions: tuple[Question, ...], question: Question) -> tuple[Question, ...]:
    """Return questions with one in place of that of its id; its source stays."""
    return tuple(
        question.model_copy(update={"source": each.source}) if each.id == question.id else each
        for each in questions
    )


def _numbered(added: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return added questions with sources that say how they stand in their file."""
    return tuple(
        question.model_copy(update={"source": QuestionSource(list=OWN_LIST, number=number)})
        for number, question in enumerate(added, 1)
    )
