from collections.abc import Iterator
from dataclasses import replace
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
    panel.attach_to(page, lambda: ("s", "t"))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    panel.window().activateWindow()
    yield panel
    page.close()


def _dialog(panel: ExportPanel) -> QFileDialog:
    [dialog] = panel.findChildren(QFileDialog)
    return dialog


def test_a_take_can_be_exported_by_keyboard_alone(
    panel: ExportPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.button.setFocus()
    qtbot.keyClick(panel.button, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert panel.text == "Export for other apps"
    assert panel.forms.hasFocus()
    panel.scope.show_description(SUBJECT)
    assert panel.scope.text == panel.forms.accessibleDescription() == "What is attention?"
    qtbot.keyClick(panel.forms, Qt.Key.Key_Return)
    dialog = _dialog(panel)
    assert Path(dialog.selectedFiles()[0]).name == "2026 attention.pdf"
    with qtbot.waitSignal(panel.requested) as asked:
        dialog.selectFile(str(tmp_path / "mine"))
        dialog.accept()
    assert asked.args == [
        ExportRequest(AnswerScope.TAKE, "s", "t", ExportFormat.PDF, tmp_path / "mine.pdf")
    ]


@pytest.mark.parametrize("told", [False, True])
def test_esc_closes_the_panel_and_restores_the_focus(
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
        panel.show_result("Exported 1 take to out.pdf.")
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert panel.text == ""
    assert page.window().focusWidget() is line


def test_a_late_description_of_another_session_is_ignored(panel: ExportPanel) -> None:
    panel.offer("other")
    panel.scope.show_description(SUBJECT)
    assert panel.scope.text == ""


@pytest.mark.parametrize(
    ("opens", "text"),
    [
        (True, "Exported 1 take to out.pdf."),
        (False, "The folder could not be opened. It's at /exports"),
    ],
)
def test_the_folder_is_opened_or_its_path_is_shown(
    qtbot: QtBot, look: Theme, opens: bool, text: str
) -> None:
    opened: list[Path] = []

    def open_folder(folder: Path) -> bool:
        opened.append(folder)
        return opens

    panel = ExportPanel(SESSION_SCOPES, open_folder=open_folder)
    qtbot.addWidget(panel)
    panel.show_result("Exported 1 take to out.pdf.", Path("/exports/out.pdf"))
    panel.folder.click()
    assert opened == [Path("/exports")]
    assert panel.text == text


@pytest.fixture
def reports(qtbot: QtBot, look: Theme) -> tuple[ExportPanel, list[Path]]:
    """A panel that was asked for the report on session s, and the files that it opened."""
    opened: list[Path] = []

    def open_file(file: Path) -> bool:
        opened.append(file)
        return True

    panel = ExportPanel(SESSION_SCOPES, open_file=open_file)
    qtbot.addWidget(panel)
    panel.scope.choose(AnswerScope.ALL)
    panel.offer_report("s")
    return panel, opened


def test_a_report_is_saved_where_the_person_says_and_then_opened(
    reports: tuple[ExportPanel, list[Path]], qtbot: QtBot, tmp_path: Path
) -> None:
    panel, opened = reports
    assert panel.text.startswith("Choose where to save the report.")
    assert panel.findChildren(QFileDialog) == []
    panel.scope.show_description(replace(SUBJECT, take=""))
    dialog = _dialog(panel)
    assert Path(dialog.selectedFiles()[0]).name == "2026 Dry run.html"
    with qtbot.waitSignal(panel.requested) as asked:
        dialog.selectFile(str(tmp_path / "mine"))
        dialog.accept()
    written = tmp_path / "mine.html"
    assert asked.args == [ExportRequest(AnswerScope.SESSION, "s", "", ExportFormat.HTML, written)]
    panel.show_progress(0, 1)
    assert opened == []
    panel.show_result("Exported 2 takes.", written)
    assert opened == [written]


def test_only_a_report_is_opened(reports: tuple[ExportPanel, list[Path]]) -> None:
    panel, opened = reports
    panel.show_result("The disk is full.", failed=True)
    panel.offer("s")
    panel.scope.show_description(replace(SUBJECT, take=""))
    panel.show_result("Exported 2 takes.", Path("/exports/out.html"))
    assert opened == []
    assert panel.findChildren(QFileDialog) == []


def test_a_report_waits_for_no_other_export(reports: tuple[ExportPanel, list[Path]]) -> None:
    panel, opened = reports
    panel.offer("s")
    panel.show_progress(0, 1)
    panel.offer_report("other")
    panel.show_result("Exported 2 takes.", Path("/exports/out.html"))
    assert opened == []


def test_a_failure_is_marked_until_the_next_message(
    panel: ExportPanel,
) -> None:
    panel.show_result("There is no room.", failed=True)
    assert panel.failed
    panel.show_progress(0, 1)
    assert not panel.failed


def test_many_files_are_offered_as_an_archive_only(qtbot: QtBot, look: Theme) -> None:
    panel = ExportPanel(SESSION_SCOPES)
    qtbot.addWidget(panel)
    panel.offer("s")
    panel.scope.choose(AnswerScope.ALL)
    panel.forms.choose(ExportFormat.MP3)
    panel.go.click()
    dialog = _dialog(panel)
    assert dialog.nameFilters() == ["Archive with a file for each take (*.zip)"]
    assert Path(dialog.selectedFiles()[0]).name == "All sessions.zip"
    dialog.reject()


def test_a_running_export_can_be_stopped(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.show_progress(1, 3)
    assert panel.text == "Exporting · 2 of 3"
    panel.button.click()
    assert panel.text == "Exporting · 2 of 3"
    with qtbot.waitSignal(panel.stop_pressed):
        panel.cancel.click()
