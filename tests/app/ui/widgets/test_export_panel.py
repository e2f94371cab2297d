from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.export.form import Form
from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.widgets.export_panel import (
    SESSION_SCOPES,
    TAKE_SCOPES,
    Exporting,
    ExportPanel,
    Scope,
)


@pytest.fixture
def panel(qtbot: QtBot, look: Theme) -> Iterator[ExportPanel]:
    """A panel on a page that shows take t of session s."""
    page = QWidget()
    panel = ExportPanel(TAKE_SCOPES)
    column = QVBoxLayout(page)
    column.addWidget(panel.button)
    column.addWidget(panel)
    panel.follow(page, lambda: ("s", "t"))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    panel.window().activateWindow()
    yield panel
    page.close()


def _dialog(panel: ExportPanel) -> QFileDialog:
    [dialog] = panel.findChildren(QFileDialog)
    return dialog


def test_by_keyboard_alone_a_take_is_exported(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.button.setFocus()
    qtbot.keyClick(panel.button, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert panel.text == "Write a copy that other programs open."
    assert panel.forms.hasFocus()
    qtbot.keyClick(panel.forms, Qt.Key.Key_Return)
    dialog = _dialog(panel)
    assert Path(dialog.selectedFiles()[0]).name == "interview t.pdf"
    with qtbot.waitSignal(panel.asked) as asked:
        dialog.selectFile(str(tmp_path / "mine"))
        dialog.accept()
    assert asked.args == [Exporting(Scope.TAKE, "s", "t", Form.PDF, tmp_path / "mine.pdf")]


def test_esc_gives_the_choice_up(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.button.click()
    qtbot.keyClick(panel.forms, Qt.Key.Key_Escape)
    assert panel.text == ""
    assert panel.button.hasFocus()


def test_many_files_are_offered_as_an_archive_only(qtbot: QtBot, look: Theme) -> None:
    panel = ExportPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    panel.choose("s")
    panel.scope.choose(Scope.ALL)
    panel.forms.choose(Form.MP3)
    panel.go.click()
    dialog = _dialog(panel)
    assert dialog.nameFilters() == ["Archive with a file for each take (*.zip)"]
    assert Path(dialog.selectedFiles()[0]).name == "interview all sessions.zip"
    dialog.reject()


def test_a_running_export_is_stopped_and_asks_nothing(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.show_progress(1, 3)
    assert panel.text == "Exporting · 2 of 3"
    panel.button.click()
    assert panel.text == "Exporting · 2 of 3"
    with qtbot.waitSignal(panel.stop_pressed):
        panel.cancel.click()
