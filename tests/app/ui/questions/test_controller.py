"""The questions page with real bank files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot
from rig.announced import Announced
from rig.kept_takes import transcript_of
from rig.stored_library import Stored

from mock_interviewer.app.banks.own_banks import write_bank
from mock_interviewer.app.banks.question_draft import read_draft
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.planning.session_request import SessionRequest
from mock_interviewer.app.settings.declarations import BANK
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.text.dates_in_words import LOADING
from mock_interviewer.app.ui.practice.controller import PracticeController
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.questions.controller import QuestionsController
from mock_interviewer.app.ui.shared.question_banks import QuestionBanks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.widgets.labels import TextLabel
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
    questions: QuestionsController
    stored: Stored

    def write(self, text: str) -> None:
        control = self.questions.page.editor.form.control_field("text").control
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
    questions = QuestionsController(stored.data, stored.store, banks)
    qtbot.addWidget(questions.holder)
    with qtbot.waitSignal(banks.have_been_read):
        banks.read()
    questions.holder.show()
    questions.page.show_bank("tea")
    yield Window(practice, banks, offers, questions, stored)
    questions.close()


def until(qtbot: QtBot, reached: Callable[[], bool]) -> None:
    qtbot.waitUntil(reached)


def test_a_saved_question_is_in_its_file_and_ready_for_practice(
    window: Window, qtbot: QtBot
) -> None:
    window.write("Why do you drink tea?")
    window.questions.page.editor.request_save()
    until(qtbot, lambda: window.questions.page.draft is None)
    assert window.kept("tea/why-tea") == "Why do you drink tea?"
    asked = window.banks.question("tea", "why-tea")
    assert asked is not None
    assert asked.text == "Why do you drink tea?"


def test_a_retired_question_is_no_longer_offered(window: Window, qtbot: QtBot) -> None:
    window.questions.page.show_bank("llm")
    before = window.banks.shelf
    assert before is not None
    window.questions.page.editor.question_actions.retire_button.click()
    until(qtbot, lambda: window.banks.shelf is not before)
    after = window.banks.shelf
    assert after is not None
    assert [len(shelf.banks[0].questions) for shelf in (before, after)] == [158, 157]


def test_a_new_bank_can_be_practiced_immediately(window: Window, qtbot: QtBot) -> None:
    window.questions.page.bank_actions.menu.new_requested.emit()
    window.questions.page.name_panel.line.setText("Water")
    window.questions.page.name_panel.go.click()
    window.write("Why water?")
    window.questions.page.editor.request_save()
    until(qtbot, lambda: window.kept("water/why-water") == "Why water?")
    until(qtbot, lambda: window.banks.question("water", "why-water") is not None)
    assert window.banks.wanted(SessionRequest(bank="water")) is not window.banks.first


def test_deleting_a_bank_removes_its_file(window: Window, qtbot: QtBot) -> None:
    window.questions.page.bank_actions.menu.delete_requested.emit()
    window.questions.page.bank_actions.confirm.yes.click()
    until(qtbot, lambda: window.questions.page.banner.text == "The bank was deleted.")
    assert not list(window.stored.data.banks.iterdir())


def test_a_question_opens_its_takes_and_practice(window: Window, qtbot: QtBot) -> None:
    acts = window.questions.page.editor.question_actions
    until(qtbot, lambda: "haven't answered" in acts.takes_button.toolTip())
    asked = PlannedQuestion("tea", "why-tea", "Why tea?", "", "Drinks")

    def answer(library: Library) -> None:
        session = library.create_session(Plan((asked,)))
        library.close_take(library.create_take(session.id, asked, 1, 1).id, 9.0)

    window.stored.store.submit(answer).result(30)
    window.questions.holder.hide()
    window.questions.holder.show()
    until(qtbot, lambda: acts.takes_button.text() == "1 answer")
    for button, told in (
        (acts.takes_button, window.questions.takes_requested),
        (acts.practice_button, window.questions.practice_requested),
    ):
        with qtbot.waitSignal(told) as signal:
            button.click()
        assert signal.args == ["tea", "why-tea"]


def test_an_import_is_previewed_and_kept(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "coffee.csv"
    file.write_text("question\nWhy coffee?\nWhy cocoa?\n", "utf-8")
    page = window.questions.page
    page.instead.importing.read(file)
    until(qtbot, lambda: page.instead.importing.preview.draft.count == 2)
    assert page.instead.importing.preview.keep.label == "Keep 2 questions"
    assert [path.name for path in window.stored.data.banks.iterdir()] == ["tea.yaml"]
    page.instead.importing.preview.keep.click()
    until(qtbot, lambda: page.banner.text == "Kept 2 questions in “Coffee”.")
    assert page.editor.fields["text"] == "Why coffee?"
    assert not page.instead.importing.is_open
    assert window.kept("coffee/why-cocoa") == "Why cocoa?"


def test_pasted_questions_are_added_to_a_bank(window: Window, qtbot: QtBot) -> None:
    page = window.questions.page
    page.instead.importing.read("1. Why milk?")
    until(qtbot, lambda: page.instead.importing.preview.draft.count == 1)
    page.instead.importing.preview.banks.choose("tea")
    page.instead.importing.preview.keep.click()
    until(qtbot, lambda: page.banner.text == "Kept 1 question in “Tea”.")
    assert page.editor.fields["text"] == "Why milk?"
    assert window.kept("tea/why-milk") == "Why milk?"


def test_a_file_that_cannot_be_read_is_reported(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "tea.xlsx"
    file.write_bytes(b"no spreadsheet")
    view = window.questions.page.instead.importing
    view.read(file)
    until(qtbot, lambda: view.start.wrong.startswith("tea.xlsx: this isn't a spreadsheet; save"))
    assert view.start.box.isVisible()


def test_an_import_that_cannot_be_kept_stays_in_the_preview(window: Window, qtbot: QtBot) -> None:
    view = window.questions.page.instead.importing
    view.read(f"1. Why tea?\nAnswer: {'a' * 4001}\n")
    until(qtbot, lambda: view.preview.draft.count == 1)
    view.preview.keep.click()
    until(qtbot, lambda: view.preview.wrong.startswith("Nothing was kept. Line 2 can't be used"))
    assert view.is_open
    view.preview.list.choose(1)
    view.preview.leave.click()
    view.preview.keep.click()
    until(qtbot, lambda: not view.is_open)


def test_points_are_made_of_the_starred_answer(window: Window, qtbot: QtBot) -> None:
    asked = PlannedQuestion("tea", "why-tea", "Why tea?", "", "Drinks")

    def answer(library: Library) -> list[str]:
        session = library.create_session(Plan((asked,)))
        takes = []
        for number, text in enumerate(("It wakes. It warms.", "Hm."), 1):
            take = library.create_take(session.id, asked, 1, number)
            library.close_take(take.id, 9.0)
            library.save_transcript(take.id, transcript_of(text))
            takes.append(take.id)
        library.marks.set(takes[0], starred=True)
        return takes

    takes = window.stored.store.submit(answer).result(30)
    page = window.questions.page
    page.best_answer_requested.emit("tea", "why-tea")
    until(qtbot, lambda: page.instead.points.is_open)
    first, second = page.instead.points.rows
    assert (first.field.written, second.field.written) == ("It wakes.", "It warms.")
    first.check.click()
    with qtbot.waitSignal(window.questions.points_kept) as kept:
        page.instead.points.keep.click()
    assert kept.args == [takes[0]]
    found = read_shelf(window.stored.data.banks).find("tea/why-tea")
    assert found is not None
    assert [point.point for point in found[1].key_points] == ["It wakes."]
    window.questions.make_points_from(takes[1])
    until(qtbot, lambda: page.instead.points.is_open)
    assert [row.field.written for row in page.instead.points.rows] == ["Hm."]


def test_without_a_transcript_no_points_are_made(window: Window, qtbot: QtBot) -> None:
    page = window.questions.page
    page.best_answer_requested.emit("tea", "why-tea")
    until(qtbot, lambda: "has a transcript yet" in page.banner.text)
    assert not page.instead.points.is_open


def test_an_exported_bank_is_in_the_chosen_file(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "out.yaml"
    window.questions.page.export_requested.emit(TEA, "yaml", file)
    until(qtbot, lambda: str(file) in window.questions.page.banner.text)
    assert "Why tea?" in file.read_text("utf-8")


def test_unsaved_changes_survive_a_restart(window: Window, qtbot: QtBot) -> None:
    window.write("Why do you dri")
    window.questions.save_draft_now()
    window.questions.close()
    draft = read_draft(window.stored.data.draft_file)
    assert draft is not None
    assert draft.fields["text"] == "Why do you dri"
    again = QuestionsController(window.stored.data, window.stored.store, window.banks)
    qtbot.addWidget(again.holder)
    again.open()
    again.holder.show()
    until(qtbot, lambda: again.page.editor.fields["text"] == "Why do you dri")
    assert again.page.editor.dirty
    again.close()


def test_the_page_is_created_only_when_shown(window: Window, qtbot: QtBot) -> None:
    other = QuestionsController(window.stored.data, window.stored.store, window.banks)
    qtbot.addWidget(other.holder)
    with qtbot.waitSignal(window.banks.have_been_read):
        window.banks.read()
    other.save_draft_now()
    column = other.holder.layout()
    assert column is not None
    assert column.count() == 0
    other.close()


def test_the_page_stops_loading_when_no_bank_can_be_read(
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
    questions = QuestionsController(stored.data, stored.store, banks)
    qtbot.addWidget(questions.holder)
    questions.holder.show()
    assert questions.page.loading
    with qtbot.waitSignal(banks.unreadable):
        banks.read()
    assert not questions.page.loading
    assert not questions.page.editor.isVisible()
    assert LOADING not in [label.plain for label in practice.findChildren(TextLabel)]
    questions.close()
    gui.close()
