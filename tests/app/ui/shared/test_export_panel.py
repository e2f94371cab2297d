from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mock_interviewer.app.export.formats import ExportFormat
from mock_interviewer.app.ui.shared.export_panel import ExportPanel, ExportRequest
from mock_interviewer.app.ui.shared.scope_choice import (
    SESSION_SCOPES,
    TAKE_SCOPES,
    AnswerScope,
    ScopeDescription,
)
from mock_interviewer.app.ui.style.theme import Theme

SUBJECT = ScopeDescription(
    "s",
    "t",
    {
        AnswerScope.TAKE: "What is attention?",
        AnswerScope.SESSION: "Dry run",
        AnswerScope.ALL: "2 sessions",
    },
    {
        AnswerScope.TAKE: "2026 attention",
        AnswerScope.SESSION: "2026 Dry run",
        AnswerScope.ALL: "2026 All",
    },
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
    panel.scope.show_subject(SUBJECT)
    assert panel.scope.about == panel.forms.accessibleDescription() == "What is attention?"
    qtbot.keyClick(panel.forms, Qt.Key.Key_Return)
    dialog = _dialog(panel)
    assert Path(dialog.selectedFiles()[0]).name == "2026 attention.pdf"
    with qtbot.waitSignal(panel.asked) as asked:
        dialog.selectFile(str(tmp_path / "mine"))
        dialog.accept()
    assert asked.args == [
        ExportRequest(AnswerScope.TAKE, "s", "t", ExportFormat.PDF, tmp_path / "mine.pdf")
    ]


@pytest.mark.parametrize("told", [False, True])
def test_esc_closes_it_and_the_keyboard_is_where_control_e_was_pressed(
    panel: ExportPanel, qtbot: QtBot, told: bool
) -> None:
    page = panel.parentWidget()
    assert page is not None
    line = QLineEdit(page)
    line.show()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    if told:
        panel.show_progress(0, 1)
        panel.say("Exported 1 take to out.pdf.")
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert panel.text == ""
    assert page.window().focusWidget() is line


def test_what_arrives_late_of_another_session_is_not_said(panel: ExportPanel) -> None:
    panel.choose("other")
    panel.scope.show_subject(SUBJECT)
    assert panel.scope.about == ""


@pytest.mark.parametrize(
    ("opens", "text"),
    [
        (True, "Exported 1 take to out.pdf."),
        (False, "The folder could not be opened. You find it at /exports"),
    ],
)
def test_the_folder_is_opened_or_said_where_nothing_can(
    qtbot: QtBot, look: Theme, opens: bool, text: str
) -> None:
    opened: list[Path] = []

    def open_folder(folder: Path) -> bool:
        opened.append(folder)
        return opens

    panel = ExportPanel(SESSION_SCOPES, open_folder=open_folder)
    qtbot.addWidget(panel)
    panel.say("Exported 1 take to out.pdf.", Path("/exports/out.pdf"))
    panel.folder.click()
    assert opened == [Path("/exports")]
    assert panel.text == text


def test_what_failed_is_marked_as_a_problem_until_something_else_is_told(
    panel: ExportPanel,
) -> None:
    panel.say("There is no room.", failed=True)
    assert panel.failed
    panel.show_progress(0, 1)
    assert not panel.failed


def test_many_files_are_offered_as_an_archive_only(qtbot: QtBot, look: Theme) -> None:
    panel = ExportPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    panel.choose("s")
    panel.scope.choose(AnswerScope.ALL)
    panel.forms.choose(ExportFormat.MP3)
    panel.go.click()
    dialog = _dialog(panel)
    assert dialog.nameFilters() == ["Archive with a file for each take (*.zip)"]
    assert Path(dialog.selectedFiles()[0]).name == "All sessions.zip"
    dialog.reject()


def test_a_running_export_is_stopped_and_asks_nothing(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.show_progress(1, 3)
    assert panel.text == "Exporting · 2 of 3"
    panel.button.click()
    assert panel.text == "Exporting · 2 of 3"
    with qtbot.waitSignal(panel.stop_pressed):
        panel.cancel.click()
