"""A person's own edits applied to a bank that comes with the program."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mock_interviewer.questions.errors import quoted
from mock_interviewer.questions.field_words import label_of
from mock_interviewer.questions.ids import free_id
from mock_interviewer.questions.model import Bank, Question, QuestionGroup, QuestionSource
from mock_interviewer.questions.overlay import BankOverlay, QuestionChange, fingerprint


@dataclass(frozen=True)
class OverlayNote:
    """A sentence about an edit that an update of the bank affected.

    ``question`` is the id of the edited question.
    """

    question: str
    sentence: str


def apply_overlay(bank: Bank, overlay: BankOverlay) -> tuple[Bank, tuple[OverlayNote, ...]]:
    """Return ``bank`` with the edits applied, and notes for the person about them.

    An edit wins over the bank's current value. An edit to a question that the bank no longer has
    does nothing. If the bank now has a question with the id of an added one, the added one gets
    another id.
    """
    notes: list[OverlayNote] = []
    questions = [_changed(question, overlay, notes) for question in bank.all_questions]
    ids = {question.id for question in questions}
    notes += _gone(overlay.changed, ids)
    renamed = _renamed(overlay.added, ids, notes)
    source = max((question.source.list for question in questions), default=0) + 1
    for number, question in enumerate(overlay.added, 1):
        questions.append(
            question.model_copy(
                update={
                    "id": renamed.get(question.id, question.id),
                    "source": QuestionSource(list=source, number=number),
                }
            )
        )
    ids |= {question.id for question in questions}
    questions = [_without_dead_links(question, ids) for question in questions]
    retired = {question.id for question in bank.retired}
    retired |= {renamed.get(ident, ident) for ident in overlay.retired}
    groups = [_group(group, ids, renamed) for group in (*bank.groups, *overlay.groups)]
    edited = bank.model_copy(
        update={
            "questions": tuple(each for each in questions if each.id not in retired),
            "retired": tuple(each for each in questions if each.id in retired),
            "groups": tuple(groups),
            "vocabulary": (*bank.vocabulary, *overlay.vocabulary),
        }
    )
    return edited, tuple(notes)


def with_final_ids(bank: Bank, overlay: BankOverlay) -> BankOverlay:
    """Return the same edits, with the ids that ``apply_overlay`` gives to added questions."""
    renamed = _renamed(overlay.added, {question.id for question in bank.all_questions}, [])
    if not renamed:
        return overlay
    return overlay.model_copy(
        update={
            "added": tuple(
                question.model_copy(update={"id": renamed.get(question.id, question.id)})
                for question in overlay.added
            ),
            "retired": tuple(renamed.get(ident, ident) for ident in overlay.retired),
            "groups": tuple(
                QuestionGroup(
                    name=group.name,
                    questions=tuple(renamed.get(ident, ident) for ident in group.questions),
                )
                for group in overlay.groups
            ),
        }
    )


def _changed(question: Question, overlay: BankOverlay, notes: list[OverlayNote]) -> Question:
    change = overlay.change_of(question.id)
    if change is None:
        return question
    fields = change.fields
    updated = [
        name
        for name in fields
        if name in change.instead_of
        and change.instead_of[name] != fingerprint(question, name)
        and getattr(question, name) != fields[name]
    ]
    if updated:
        what = _joined([label_of(Question, name) for name in updated])
        notes.append(
            OverlayNote(
                question.id,
                f"The bank has changed the {what} of {quoted(question.text)} since you did; "
                "yours is used.",
            )
        )
    return question.model_copy(update=fields)


def _gone(changes: Collection[QuestionChange], ids: Collection[str]) -> Iterator[OverlayNote]:
    for change in changes:
        if change.id not in ids:
            name = quoted(change.fields.get("text") or change.id)
            yield OverlayNote(
                change.id,
                f"The question {name}, which you changed, is no longer in the bank; "
                "your changes are kept.",
            )


def _renamed(
    added: Collection[Question], ids: Collection[str], notes: list[OverlayNote]
) -> dict[str, str]:
    """Return new ids for the added questions whose ids the bank uses too."""
    taken = {*ids, *(question.id for question in added)}
    renamed: dict[str, str] = {}
    for question in added:
        if question.id in ids:
            ident = free_id(f"own-{question.id}", taken)
            taken.add(ident)
            renamed[question.id] = ident
            notes.append(
                OverlayNote(
                    ident,
                    f"The bank now has a question {quoted(question.id)} too; yours is now called "
                    f"{quoted(ident)}.",
                )
            )
    return renamed


def _without_dead_links(question: Question, ids: Collection[str]) -> Question:
    """Return a question without links to key points or questions that no longer exist."""
    points = {point.id for point in question.key_points}
    return question.model_copy(
        update={
            "follow_ups": tuple(
                follow_up.model_copy(
                    update={"about": tuple(each for each in follow_up.about if each in points)}
                )
                for follow_up in question.follow_ups
            ),
            "see_also": tuple(
                dict.fromkeys(
                    other for other in question.see_also if other in ids and other != question.id
                )
            ),
        }
    )


def _group(group: QuestionGroup, ids: Collection[str], renamed: dict[str, str]) -> QuestionGroup:
    named = (renamed.get(ident, ident) for ident in group.questions)
    return QuestionGroup(name=group.name, questions=tuple(ident for ident in named if ident in ids))


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
