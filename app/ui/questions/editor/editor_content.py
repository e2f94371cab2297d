"""What the question editor shows: a question, its bank, and notes about it."""

from dataclasses import dataclass

from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.question_fields import QuestionFields, fields_of


@dataclass(frozen=True)
class EditorContent:
    """A question to edit: its ``fields``, which may have unsaved changes.

    ``saved`` is the question in the bank, None if it is new. ``changed`` is whether the person
    changed a question that came with the program. ``note`` is a sentence about the question, shown
    as a StatusLabel of ``note_kind``. ``editable`` is whether the bank can be edited here.
    """

    bank: Bank
    fields: QuestionFields
    saved: Question | None = None
    retired: bool = False
    changed: bool = False
    note: str = ""
    note_kind: str = "hint"
    editable: bool = True

    @property
    def others(self) -> dict[str, str]:
        """The texts of the bank's other questions, by their ids."""
        own = None if self.saved is None else self.saved.id
        return {each.id: each.text for each in self.bank.all_questions if each.id != own}


_IN_A_FOLDER = "This bank is a folder of files. Edit the files with any text editor."


def editor_content(
    bank: Bank,
    edition: EditedBank | None,
    question: Question | None,
    fields: QuestionFields | None = None,
) -> EditorContent:
    """Return the content for a question, None for a new one; ``fields`` are unsaved changes."""
    if question is None:
        return EditorContent(bank, fields or {}, editable=edition is not None)
    return EditorContent(
        bank=bank,
        fields=fields_of(question) if fields is None else fields,
        saved=question,
        retired=question in bank.retired,
        changed=edition is not None and edition.original(question.id) is not None,
        note=question_note(edition, question.id),
        note_kind="caution" if _update_notes(edition, question.id) else "hint",
        editable=edition is not None,
    )


def question_note(edition: EditedBank | None, question: str) -> str:
    """Return the note about a question; "" for none."""
    if edition is None:
        return _IN_A_FOLDER
    if notes := _update_notes(edition, question):
        return notes
    if edition.original(question) is not None:
        return "You changed this question."
    return ""


def _update_notes(edition: EditedBank | None, question: str) -> str:
    notes = edition.notes if edition is not None else ()
    return " ".join(note.sentence for note in notes if note.question == question)


def missing_question_notes(edition: EditedBank | None) -> str:
    """Return the notes about edits to questions that no longer exist; "" for none."""
    if edition is None:
        return ""
    ids = {question.id for question in edition.bank.all_questions}
    return " ".join(note.sentence for note in edition.notes if note.question not in ids)
