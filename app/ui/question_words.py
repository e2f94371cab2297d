"""What is said of a question and a bank on the page of questions."""

from mock_interviewer.app.ui.widgets.editor.shown import Shown
from mock_interviewer.questions.drafted import Fields, fields_of
from mock_interviewer.questions.editing import EditedBank
from mock_interviewer.questions.model import Bank, Question

_IN_A_FOLDER = (
    "This bank is a folder of files. It is edited there, with any editor of text, and not here."
)


def shown_question(
    bank: Bank, edition: EditedBank | None, question: Question | None, fields: Fields | None = None
) -> Shown:
    """Return a question as the editor shows it, or with None a new one; ``fields`` are changes."""
    if question is None:
        return Shown(bank, fields or {}, editable=edition is not None)
    return Shown(
        bank=bank,
        fields=fields_of(question) if fields is None else fields,
        saved=question,
        retired=question in bank.retired,
        changed=edition is not None and edition.original(question.id) is not None,
        note=note_on(edition, question.id),
        note_kind="caution" if _told(edition, question.id) else "hint",
        editable=edition is not None,
    )


def note_on(edition: EditedBank | None, question: str) -> str:
    """Return what is to be said of a question; "" for nothing."""
    if edition is None:
        return _IN_A_FOLDER
    told = _told(edition, question)
    if told:
        return told
    if edition.original(question) is not None:
        return "You changed this question."
    return ""


def _told(edition: EditedBank | None, question: str) -> str:
    notes = edition.notes if edition is not None else ()
    return " ".join(note.sentence for note in notes if note.question == question)


def notes_beside(edition: EditedBank | None) -> str:
    """Return what is to be said of edits to questions that are not there any more."""
    if edition is None:
        return ""
    there = {question.id for question in edition.bank.every}
    return " ".join(note.sentence for note in edition.notes if note.question not in there)
