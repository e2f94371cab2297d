"""What the question editor shows: a question, its bank, and notes about it."""

from dataclasses import dataclass

from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank, Question
from mock_interviewer.questions.question_fields import QuestionFields, fields_of


@dataclass(frozen=True)
class EditorContent:
    """``fields`` are what is to be written on.

    ``saved`` is how the bank has it, None for one that is new; ``changed`` tells whether it came
    with the program and was changed; ``note`` is a sentence about it, of a Remark's kind;
    ``editable`` tells whether it can be written on here.
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
        """The words of the bank's other questions, by their ids."""
        own = None if self.saved is None else self.saved.id
        return {each.id: each.text for each in self.bank.all_questions if each.id != own}


_IN_A_FOLDER = (
    "This bank is a folder of files. It is edited there, with any editor of text, and not here."
)


def editor_content(
    bank: Bank,
    edition: EditedBank | None,
    question: Question | None,
    fields: QuestionFields | None = None,
) -> EditorContent:
    """Return a question as the editor shows it, or with None a new one; ``fields`` are changes."""
    if question is None:
        return EditorContent(bank, fields or {}, editable=edition is not None)
    return EditorContent(
        bank=bank,
        fields=fields_of(question) if fields is None else fields,
        saved=question,
        retired=question in bank.retired,
        changed=edition is not None and edition.original(question.id) is not None,
        note=note_on_question(edition, question.id),
        note_kind="caution" if _update_notes(edition, question.id) else "hint",
        editable=edition is not None,
    )


def note_on_question(edition: EditedBank | None, question: str) -> str:
    """Return what is to be said of a question; "" for nothing."""
    if edition is None:
        return _IN_A_FOLDER
    told = _update_notes(edition, question)
    if told:
        return told
    if edition.original(question) is not None:
        return "You changed this question."
    return ""


def _update_notes(edition: EditedBank | None, question: str) -> str:
    notes = edition.notes if edition is not None else ()
    return " ".join(note.sentence for note in notes if note.question == question)


def notes_on_missing_questions(edition: EditedBank | None) -> str:
    """Return what is to be said of edits to questions that are not there any more."""
    if edition is None:
        return ""
    there = {question.id for question in edition.bank.all_questions}
    return " ".join(note.sentence for note in edition.notes if note.question not in there)
