import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mock_interviewer.app.store.takes.marks import LONGEST_NAME, LONGEST_NOTE
from mock_interviewer.app.ui.shared.name_and_note_panel import MarkPanel
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def panel(qtbot: QtBot, look: Theme) -> MarkPanel:
    made = MarkPanel()
    qtbot.addWidget(made)
    return made


def test_enter_submits_from_the_name_and_control_enter_from_the_note(
    qtbot: QtBot, panel: MarkPanel
) -> None:
    panel.ask("Name and note", "old", "before")
    with qtbot.waitSignal(panel.submitted) as given:
        qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    assert given.args == ["old", "before"]
    assert panel.text == ""
    panel.ask("Name and note", "", "one")
    qtbot.keyClick(panel.note, Qt.Key.Key_Return)
    assert panel.text == "Name and note"
    with qtbot.waitSignal(panel.submitted):
        qtbot.keyClick(panel.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_esc_cancels(qtbot: QtBot, panel: MarkPanel) -> None:
    panel.ask("Name and note", "", "")
    with qtbot.assertNotEmitted(panel.submitted), qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.note, Qt.Key.Key_Escape)


def test_a_note_that_is_too_long_cannot_be_submitted(qtbot: QtBot, panel: MarkPanel) -> None:
    panel.ask("Name and note", "n" * (LONGEST_NAME + 9), "n" * (LONGEST_NOTE + 2))
    assert len(panel.name.line) == LONGEST_NAME
    assert panel.wrong == "The note is 2 characters too long."
    with qtbot.assertNotEmitted(panel.submitted):
        qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    panel.note.setPlainText("short")
    with qtbot.waitSignal(panel.submitted):
        panel.go.click()


def test_a_session_has_no_note(panel: MarkPanel) -> None:
    panel.ask("Name", "")
    assert panel.note.isHidden()
