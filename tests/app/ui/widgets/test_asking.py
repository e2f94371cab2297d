"""What is asked in a frame is answered by the keyboard alone, and never by accident."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless

from mock_interviewer.app.ui.questions.editor.unsaved_changes import UnsavedChangesPrompt
from mock_interviewer.app.ui.widgets.panels import ConfirmationPanel, InlinePanel


def _confirm() -> tuple[InlinePanel, SignalInstance, SignalInstance]:
    asked = ConfirmationPanel("Delete", "Keep")
    return asked, asked.declined, asked.declined


def _leaving() -> tuple[InlinePanel, SignalInstance, SignalInstance]:
    asked = UnsavedChangesPrompt()
    return asked, asked.save_requested, asked.keep_editing_requested


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("make", [_confirm, _leaving])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_enter_gives_the_answer_that_loses_nothing_and_esc_gives_up(
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
def test_enter_presses_nothing_where_no_answer_has_the_keyboard(qtbot: QtBot) -> None:
    asked = ConfirmationPanel("Delete", "Keep")
    qtbot.addWidget(asked)
    asked.show()
    with qtbot.assertNotEmitted(asked.confirmed), qtbot.assertNotEmitted(asked.declined):
        qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert asked.isVisible()
