from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import button

from mock_interviewer.app.logs import install_crash_hooks
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.widgets.labels import TextLabel
from mock_interviewer.app.ui.window.crash_dialog import CrashReporter

LOG = Path("/data/logs/mock-interviewer.log")


@pytest.fixture
def reporter(qtbot: QtBot, look: Theme, gui: GuiThread) -> Iterator[CrashReporter]:
    reporter = CrashReporter(gui, LOG)
    restore = install_crash_hooks(reporter.report)
    yield reporter
    restore()
    if reporter.dialog is not None:
        reporter.dialog.close()


def _break_in_a_slot(secret: str) -> None:
    button = QPushButton("Break")

    def slot() -> None:
        raise ValueError(secret)

    button.clicked.connect(slot)
    button.click()


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_is_shown(reporter: CrashReporter, qtbot: QtBot) -> None:
    _break_in_a_slot("what the person answered")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    said = " ".join(text.plain for text in reporter.dialog.findChildren(TextLabel))
    assert "unexpected error" in said
    assert "recordings are safe" in said
    assert str(LOG) in said


@pytest.mark.qt_no_exception_capture
def test_the_details_quote_no_answer(reporter: CrashReporter, qtbot: QtBot) -> None:
    _break_in_a_slot("what the person answered")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    button(reporter.dialog, "Copy details").click()
    copied = QApplication.clipboard().text()
    assert "ValueError" in copied
    assert "in slot" in copied
    assert "what the person answered" not in copied


@pytest.mark.qt_no_exception_capture
def test_a_second_error_opens_no_second_dialog(reporter: CrashReporter, qtbot: QtBot) -> None:
    _break_in_a_slot("one")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    first = reporter.dialog
    _break_in_a_slot("two")
    qtbot.wait(0)
    assert reporter.dialog is first


@pytest.mark.qt_no_exception_capture
def test_the_next_error_is_shown_after_the_dialog_was_closed(
    reporter: CrashReporter, qtbot: QtBot
) -> None:
    _break_in_a_slot("one")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    reporter.dialog.close()
    qtbot.waitUntil(lambda: reporter.dialog is None)
    _break_in_a_slot("two")
    qtbot.waitUntil(lambda: reporter.dialog is not None)


@pytest.mark.qt_no_exception_capture
def test_every_focusable_widget_has_a_name(reporter: CrashReporter, qtbot: QtBot) -> None:
    _break_in_a_slot("one")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    assert nameless(reporter.dialog) == []
