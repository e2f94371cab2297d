"""The page of questions with the real files of banks behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.stored_library import Stored

from mock_interviewer.app.banks.own_banks import write_bank
from mock_interviewer.app.banks.question_draft import read_draft
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.declarations import BANK
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.practice.controller import PracticeController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.questions.controller import QuestionsController
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.questions.errors import BankError
from mock_interviewer.questions.model import Bank, Question, QuestionKind, QuestionSource
from mock_interviewer.questions.shelf import read_shelf

WHY = Question(
    id="why-tea",
    text="Why tea?",
    section="Drinks",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
)
TEA = Bank(id="tea", name="Tea", version="1", questions=(WHY,))


@dataclass
class Window:
    practice: PracticePage
    banks: QuestionBanks
    offers: PracticeController
    desk: QuestionsController
    stored: Stored

    def write(self, text: str) -> None:
        control = self.desk.page.editor.form.fields_by_name["text"].control
        assert isinstance(control, QPlainTextEdit)
        control.setPlainText(text)

    def kept(self, question: str) -> str:
        found = read_shelf(self.stored.data.banks).find(question)
        return found[1].text if found else ""


@pytest.fixture
def window(qtbot: QtBot, look: Theme, stored: Stored, gui: GuiThread) -> Iterator[Window]:
    write_bank(stored.data, TEA)
    practice = PracticePage()
    qtbot.addWidget(practice)
    banks = QuestionBanks(BackgroundTasks(gui), stored.data.banks, Announced())
    values = SettingValues({BANK.key: "tea"})
    offers = PracticeController(practice, banks, values)
    desk = QuestionsController(stored.data, stored.store, banks)
    qtbot.addWidget(desk.place)
    with qtbot.waitSignal(banks.have_been_read):
        banks.read()
    desk.place.show()
    desk.page.show_bank("tea")
    yield Window(practice, banks, offers, desk, stored)
    desk.close()


def until(qtbot: QtBot, reached: Callable[[], bool]) -> None:
    qtbot.waitUntil(reached)


def test_a_saved_question_is_in_its_file_and_asked_at_once(window: Window, qtbot: QtBot) -> None:
    window.write("Why do you drink tea?")
    window.desk.page.editor.ask_save()
    until(qtbot, lambda: window.desk.page.draft is None)
    assert window.kept("tea/why-tea") == "Why do you drink tea?"
    asked = window.banks.question("tea", "why-tea")
    assert asked is not None
    assert asked.text == "Why do you drink tea?"


def test_a_retired_question_is_not_offered_any_more(window: Window, qtbot: QtBot) -> None:
    window.desk.page.show_bank("llm")
    before = window.banks.shelf
    assert before is not None
    window.desk.page.editor.acts.retire.click()
    until(qtbot, lambda: window.banks.shelf is not before)
    after = window.banks.shelf
    assert after is not None
    assert [len(shelf.banks[0].questions) for shelf in (before, after)] == [158, 157]


def test_a_new_bank_can_be_practised_at_once(window: Window, qtbot: QtBot) -> None:
    window.desk.page.menu.new_asked.emit()
    window.desk.page.naming.line.setText("Water")
    window.desk.page.naming.go.click()
    window.write("Why water?")
    window.desk.page.editor.ask_save()
    until(qtbot, lambda: window.kept("water/why-water") == "Why water?")
    until(qtbot, lambda: window.banks.question("water", "why-water") is not None)
    assert window.banks.wanted(SessionRequest(bank="water")) is not window.banks.first


def test_a_deleted_bank_is_gone(window: Window, qtbot: QtBot) -> None:
    window.desk.page.menu.delete_asked.emit()
    window.desk.page.confirm.yes.click()
    until(qtbot, lambda: window.desk.page.banner.text == "The bank is deleted.")
    assert not list(window.stored.data.banks.iterdir())


def test_a_question_leads_to_its_takes_and_to_practice(window: Window, qtbot: QtBot) -> None:
    acts = window.desk.page.editor.acts
    until(qtbot, lambda: "not answered" in acts.takes.toolTip())
    asked = PlannedQuestion("tea", "why-tea", "Why tea?", "", "Drinks")

    def answer(library: Library) -> None:
        session = library.create_session(Plan((asked,)))
        library.close_take(library.create_take(session.id, asked, 1, 1).id, 9.0)

    window.stored.store.submit(answer).result(30)
    window.desk.place.hide()
    window.desk.place.show()
    until(qtbot, lambda: acts.takes.text() == "1 take")
    for button, told in (
        (acts.takes, window.desk.takes_asked),
        (acts.practise, window.desk.practise_asked),
    ):
        with qtbot.waitSignal(told) as signal:
            button.click()
        assert signal.args == ["tea", "why-tea"]


def test_an_imported_bank_is_shown(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "coffee.csv"
    file.write_text("question\nWhy coffee?\n", "utf-8")
    window.desk.page.import_asked.emit(file)
    until(qtbot, lambda: "is imported" in window.desk.page.banner.text)
    assert window.desk.page.editor.fields["text"] == "Why coffee?"


def test_a_file_that_cannot_be_imported_is_said(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.page.import_asked.emit(tmp_path / "gone.yaml")
    until(qtbot, lambda: window.desk.page.banner.text.startswith("Nothing is imported."))


def test_an_exported_bank_is_where_it_was_wanted(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "out.yaml"
    window.desk.page.export_asked.emit(TEA, "yaml", file)
    until(qtbot, lambda: str(file) in window.desk.page.banner.text)
    assert "Why tea?" in file.read_text("utf-8")


def test_what_is_written_when_the_window_closes_is_there_in_the_next(
    window: Window, qtbot: QtBot
) -> None:
    window.write("Why do you dri")
    window.desk.remember()
    window.desk.close()
    draft = read_draft(window.stored.data.draft_file)
    assert draft is not None
    assert draft.fields["text"] == "Why do you dri"
    again = QuestionsController(window.stored.data, window.stored.store, window.banks)
    qtbot.addWidget(again.place)
    again.open()
    again.place.show()
    until(qtbot, lambda: again.page.editor.fields["text"] == "Why do you dri")
    assert again.page.editor.dirty
    again.close()


def test_a_page_that_nobody_looks_at_is_not_made(window: Window, qtbot: QtBot) -> None:
    other = QuestionsController(window.stored.data, window.stored.store, window.banks)
    qtbot.addWidget(other.place)
    with qtbot.waitSignal(window.banks.have_been_read):
        window.banks.read()
    other.remember()
    column = other.place.layout()
    assert column is not None
    assert column.count() == 0
    other.close()


def test_where_no_bank_can_be_read_the_page_waits_for_none(
    qtbot: QtBot, look: Theme, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_own: Path) -> None:
        raise BankError(Path("llm"), None, "it is damaged", "install it again")

    monkeypatch.setattr("mock_interviewer.app.ui.shared.question_banks.read_shelf", broken)
    gui = GuiThread()
    practice = PracticePage()
    qtbot.addWidget(practice)
    banks = QuestionBanks(BackgroundTasks(gui), stored.data.banks, Announced())
    _offers = PracticeController(practice, banks, SettingValues())
    desk = QuestionsController(stored.data, stored.store, banks)
    qtbot.addWidget(desk.place)
    desk.place.show()
    assert not desk.page._loading.isHidden()
    with qtbot.waitSignal(banks.unreadable):
        banks.read()
    assert desk.page._loading.isHidden()
    assert desk.page.editor.isHidden()
    assert practice._head.summary.plain == ""
    desk.close()
    gui.close()
