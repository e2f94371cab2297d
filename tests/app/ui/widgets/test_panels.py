from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child

from mock_interviewer.app.ui.questions.bank_menu import BankVocabularyPanel
from mock_interviewer.app.ui.questions.editor.unsaved_changes import UnsavedChangesPrompt
from mock_interviewer.app.ui.shared.name_and_note_panel import MarkPanel
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ActionPanel, ConfirmationPanel, InlinePanel
from mock_interviewer.audio.recognition.models.catalog import CATALOG


def _confirm() -> tuple[InlinePanel, SignalInstance, SignalInstance]:
    asked = ConfirmationPanel("Delete", "Keep")
    return asked, asked.declined, asked.declined


def _leaving() -> tuple[InlinePanel, SignalInstance, SignalInstance]:
    asked = UnsavedChangesPrompt()
    return asked, asked.save_requested, asked.keep_editing_requested


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("make", [_confirm, _leaving])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_gives_the_safe_answer_and_esc_cancels(
    qtbot: QtBot,
    make: Callable[[], tuple[InlinePanel, SignalInstance, SignalInstance]],
    key: Qt.Key,
) -> None:
    asked, entered, escaped = make()
    assert isinstance(asked, ConfirmationPanel | UnsavedChangesPrompt)
    page = QWidget()
    QVBoxLayout(page).addWidget(asked)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    assert asked.text == ""
    asked.ask("Is that so?")
    assert (asked.text, nameless(asked)) == ("Is that so?", [])
    with qtbot.waitSignal(escaped if key == Qt.Key.Key_Escape else entered):
        qtbot.keyClick(page.window().focusWidget(), key)
    assert asked.text == ""


@pytest.mark.usefixtures("look")
def test_enter_presses_nothing_while_no_answer_has_the_focus(qtbot: QtBot) -> None:
    asked = ConfirmationPanel("Delete", "Keep")
    qtbot.addWidget(asked)
    asked.show()
    with qtbot.assertNotEmitted(asked.confirmed), qtbot.assertNotEmitted(asked.declined):
        qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert asked.isVisible()


LONG = "The recordings of 214 answers, 388 MB, are older than 6 months and are removed for good."


@pytest.mark.parametrize(("width", "beside"), [(700, True), (480, False)])
def test_the_answers_of_a_narrow_panel_are_below_the_question(
    qtbot: QtBot, look: Theme, width: int, beside: bool
) -> None:
    confirm = ConfirmationPanel("Remove them", "Cancel")
    qtbot.addWidget(confirm)
    confirm.ask(LONG)
    confirm.resize(width, confirm.heightForWidth(width))
    confirm.resize(width, confirm.heightForWidth(width))
    question = child(confirm, TextLabel)
    end = question.mapTo(confirm, QPoint(0, question.height())).y()
    assert (confirm.yes.y() < end) is beside


Asking = tuple[ActionPanel, Callable[[], object]]
"""A panel, and what makes it ask."""


def _naming() -> Asking:
    panel = NamePanel()
    return panel, lambda: panel.ask("What is it called?", str, str)


def _words() -> Asking:
    panel = BankVocabularyPanel()
    return panel, lambda: panel.ask("Mine", ["BLEU"])


def _mark() -> Asking:
    panel = MarkPanel()
    return panel, lambda: panel.ask("Name and note", "", "")


def _again() -> Asking:
    panel = RetranscriptionPanel()
    return panel, lambda: panel.offer([CATALOG["base"]])


class Page(QWidget):
    """A text field above a panel."""

    def __init__(self, panel: ActionPanel) -> None:
        super().__init__()
        self.line, self.panel = QLineEdit(), panel
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(panel)


@pytest.fixture
def page_with(qtbot: QtBot, look: Theme) -> Callable[[ActionPanel], Page]:
    def make(panel: ActionPanel) -> Page:
        page = Page(panel)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        page.line.setFocus()
        return page

    return make


def _focused(page: QWidget) -> QWidget:
    return page.window().focusWidget()


@pytest.mark.parametrize("make", [_naming, _words, _mark, _again])
def test_esc_closes_the_panel_and_restores_the_focus(
    make: Callable[[], Asking], page_with: Callable[[ActionPanel], Page], qtbot: QtBot
) -> None:
    panel, ask = make()
    page = page_with(panel)
    ask()
    assert panel.text
    panel.go.setFocus()
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(_focused(page), Qt.Key.Key_Escape)
    assert panel.text == ""
    assert _focused(page) is page.line


def test_closing_leaves_the_focus_to_a_field_that_took_it_meanwhile(
    page_with: Callable[[ActionPanel], Page],
) -> None:
    panel, ask = _again()
    page = page_with(panel)
    ask()
    other = QLineEdit(page)
    other.show()
    other.setFocus()
    page.panel.cancel.click()
    assert page.panel.text == ""
    assert _focused(page) is other


def test_enter_closes_a_message_and_starts_nothing(
    page_with: Callable[[ActionPanel], Page], qtbot: QtBot
) -> None:
    panel = RetranscriptionPanel()
    page = page_with(panel)
    panel.offer([CATALOG["base"]])
    panel.show_result("Stopped.")
    with qtbot.assertNotEmitted(panel.requested), qtbot.waitSignal(panel.closed):
        qtbot.keyClick(_focused(page), Qt.Key.Key_Return)


def test_control_enter_accepts_the_vocabulary_of_a_bank(qtbot: QtBot, look: Theme) -> None:
    panel = BankVocabularyPanel()
    qtbot.addWidget(panel)
    panel.ask("Mine", ["BLEU", "ROUGE"])
    with qtbot.waitSignal(panel.given) as given:
        qtbot.keyClick(panel.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == [("BLEU", "ROUGE")]
