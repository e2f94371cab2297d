from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.questions.bank_menu import BankVocabularyPanel
from mock_interviewer.app.ui.shared.mark_panel import MarkPanel
from mock_interviewer.app.ui.shared.retranscription_panel import RetranscriptionPanel
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.name_panel import NamePanel
from mock_interviewer.app.ui.widgets.panels import ActionPanel
from mock_interviewer.audio.recognition.models.catalog import CATALOG


def _naming() -> ActionPanel:
    panel = NamePanel()
    panel.ask("What is it called?", str, str)
    return panel


def _words() -> ActionPanel:
    panel = BankVocabularyPanel()
    panel.ask("Mine", ["BLEU"])
    return panel


def _mark() -> ActionPanel:
    panel = MarkPanel()
    panel.ask("Name and note", "", "")
    return panel


def _again() -> ActionPanel:
    panel = RetranscriptionPanel()
    panel.choose([CATALOG["base"]])
    return panel


class Page(QWidget):
    """A line in which one writes, above a panel that can be shown anew."""

    def __init__(self, panel: ActionPanel) -> None:
        super().__init__()
        self.line, self.panel = QLineEdit(), panel
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(panel)


@pytest.fixture
def page_with(qtbot: QtBot, look: Theme) -> Callable[[ActionPanel], Page]:
    def make(panel: ActionPanel) -> Page:
        panel.hide()
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
def test_esc_gives_up_and_the_keyboard_is_where_it_was(
    make: Callable[[], ActionPanel], page_with: Callable[[ActionPanel], Page], qtbot: QtBot
) -> None:
    page = page_with(make())
    panel = page.panel
    panel._show("Asked")
    panel.go.setFocus()
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(_focused(page), Qt.Key.Key_Escape)
    assert panel.text == ""
    assert _focused(page) is page.line


def test_the_keyboard_is_left_to_one_who_went_on_writing(
    page_with: Callable[[ActionPanel], Page],
) -> None:
    page = page_with(_again())
    page.panel._show("Told")
    other = QLineEdit(page)
    other.show()
    other.setFocus()
    page.panel.cancel.click()
    assert page.panel.text == ""
    assert _focused(page) is other


def test_what_was_told_is_closed_by_enter_and_nothing_is_begun(
    page_with: Callable[[ActionPanel], Page], qtbot: QtBot
) -> None:
    page = page_with(_again())
    panel = page.panel
    assert isinstance(panel, RetranscriptionPanel)
    panel.choose([CATALOG["base"]])
    panel.say("Stopped.")
    with qtbot.assertNotEmitted(panel.asked), qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Return)


def test_words_of_a_bank_are_given_by_control_enter(qtbot: QtBot, look: Theme) -> None:
    panel = BankVocabularyPanel()
    qtbot.addWidget(panel)
    panel.ask("Mine", ["BLEU", "ROUGE"])
    with qtbot.waitSignal(panel.given) as given:
        qtbot.keyClick(panel.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert given.args == [("BLEU", "ROUGE")]
