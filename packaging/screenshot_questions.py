"""The questions page for screenshots: an included bank with edits."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mock_interviewer.app.store.search.listing import PracticedQuestion
from mock_interviewer.app.ui.questions.editor.entry_list import EntryList
from mock_interviewer.app.ui.questions.page import QuestionsPage
from mock_interviewer.app.ui.widgets.text_fields import GrowingTextEdit
from mock_interviewer.questions.bank_loader import load_bank
from mock_interviewer.questions.editing import EditedBank, OverlaidBank, OwnBank
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
)
from mock_interviewer.questions.overlay import BankOverlay
from mock_interviewer.questions.shelf import BankShelf

BANK = "llm"
STATES = ("full", "search", "fault", "own", "leaving", "new", "menu", "details", "last")


def questions_page(state: str) -> QWidget:
    """Return the page in one of STATES; the rest happens once it is shown."""
    page = QuestionsPage()
    page.show_shelf(_shelf())
    second = page.pane.listed[1]
    page.show_takes([PracticedQuestion(BANK, "", second.id, 3)])
    acts: dict[str, Callable[[], object]] = {
        "full": lambda: _choose(page, 1),
        "search": lambda: page.pane.search.setText("quantum entanglement"),
        "fault": lambda: _fault(page),
        "own": lambda: page.show_bank("my-questions"),
        "leaving": lambda: _leave(page),
        "new": page.add.click,
        "menu": page.bank_actions.menu.open_menu,
        "details": lambda: _unfold(page),
        "last": lambda: _unfold_last(page),
    }
    QTimer.singleShot(0, acts[state])
    return page


def _shelf() -> BankShelf:
    shipped = load_bank(BANK)
    edition: EditedBank = OverlaidBank(shipped, BankOverlay(bank=BANK))
    first, second, third = shipped.questions[:3]
    edition = edition.put(second.model_copy(update={"difficulty": 5, "spoken": "Say it so."}))
    edition = edition.retire(third.id)
    group = QuestionGroup(name="Before Friday", questions=(first.id, second.id))
    edition = edition.set_groups([group])
    own = OwnBank(
        Bank(
            id="my-questions",
            name="My Questions",
            version="1",
            questions=(
                Question(
                    id="why-us",
                    text="Why do you want to work here, and not elsewhere?",
                    section="Motivation",
                    source=QuestionSource(list=1, number=1),
                    kind=QuestionKind.BEHAVIORAL,
                ),
            ),
        )
    )
    editions = {BANK: edition, own.bank.id: own}
    return BankShelf((edition.bank, own.bank), (), editions)


def _choose(page: QuestionsPage, number: int) -> None:
    page.pane.list.chosen.emit(page.pane.listed[number].id)


def _text(page: QuestionsPage) -> GrowingTextEdit:
    (text,) = page.editor.form.fields_by_name["text"].findChildren(GrowingTextEdit)
    return text


def _fault(page: QuestionsPage) -> None:
    points = page.editor.form.list_of("key_points")
    points.add.click()
    points.rows[-1].show_values({"said": ["Short."]})
    _text(page).setPlainText("")
    page.editor.request_save()
    page.body.show_question()


def _leave(page: QuestionsPage) -> None:
    _text(page).insertPlainText("And ")
    _choose(page, 2)


def _unfold(page: QuestionsPage) -> None:
    page.body.show_question()
    page.editor.form.focus_field(("key_points", 0, "why"))


def _unfold_last(page: QuestionsPage) -> None:
    """Expand the end of the page: a term, a follow-up, related questions."""
    page.body.show_question()
    form = page.editor.form
    form.focus_field(("follow_ups", 0, "key_points"))
    form.list_of("follow_ups").rows[0].findChildren(EntryList)[0].add.click()
    form.focus_field(("vocabulary", 0, "heard_as"))
    form.list_of("see_also").add.click()
