from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import button, child

from mock_interviewer.app.data_folder.disk_use import DiskUse
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.storage.page import StorageConfirmation, StoragePage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.choice import Picker

USE = DiskUse(1_500_000_000, 90_000_000, 0, 2_000, 8_000_000_000)


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> StoragePage:
    page = StoragePage(Path("/data"))
    page.show_use(USE)
    page.resize(640, 480)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_disk_use_is_shown_by_kind(page: StoragePage) -> None:
    assert page.use.said == [
        "Recordings: 1.5 GB",
        "Transcripts and feedback: 90 MB",
        "Speech models: nothing",
        "Everything else: 2 kB",
    ]
    assert page.free_text == "1.6 GB in total. 8.0 GB free on this disk."


def test_tab_goes_down_the_page(page: StoragePage) -> None:
    button(page, "Back to the settings").setFocus()
    found: list[QWidget] = []
    while (focused := page.focusWidget()) not in found:
        assert focused is not None
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert [each.accessibleName() for each in found] == [
        "Back to the settings",
        "Keep recordings",
        "Back up to a file",
        "Restore from a backup",
        "Move your data to another folder",
    ]
    assert nameless(page) == []


def test_a_time_that_is_not_among_the_choices_is_shown(page: StoragePage) -> None:
    page.show_retention(5)
    assert (page.retention_months, child(page, Picker).currentText()) == (5, "5 months")
    page.show_retention(0)
    assert (page.retention_months, child(page, Picker).currentText()) == (0, "Forever")


def test_the_retention_note_follows_the_chosen_time(page: StoragePage) -> None:
    assert page.retention_note == "Kept until you delete the answer."
    child(page, Picker).setFocus()
    QTest.keyClick(child(page, Picker), Qt.Key.Key_Down)
    assert page.retention_note.startswith("After that time")
    page.show_retention(0)
    assert page.retention_note.startswith("Kept until")


@pytest.mark.parametrize("ask", StorageConfirmation)
def test_a_question_is_visible_and_answered_by_keys(
    page: StoragePage, qtbot: QtBot, ask: StorageConfirmation
) -> None:
    page.ask(ask, "Really?")
    asked = page.confirmations[ask]
    qtbot.waitUntil(lambda: not asked.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: asked.visibleRegion().boundingRect().height() == asked.height())
    with qtbot.waitSignal(page.declined) as declined:
        QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert declined.args == [ask]
    page.ask(ask, "Really?")
    with qtbot.waitSignal(page.confirmed) as confirmed:
        asked.yes.click()
    assert confirmed.args == [ask]


def test_one_thing_at_a_time_is_done_and_can_be_stopped(page: StoragePage, qtbot: QtBot) -> None:
    page.show_work("Backing up…", 0.5)
    assert page.work.text == "Backing up…"
    assert not button(page, "Restore from a backup").isEnabled()
    with qtbot.waitSignal(page.stop_pressed):
        page.work.stop.click()
    page.show_work("")
    assert page.work.text == ""
    assert button(page, "Restore from a backup").isEnabled()


def test_the_keyboard_stays_on_the_page_when_a_question_or_something_long_is_over(
    page: StoragePage, qtbot: QtBot
) -> None:
    restore = button(page, "Restore from a backup")
    page.ask(StorageConfirmation.RESTORE, "Really?")
    page.confirmations[StorageConfirmation.RESTORE].no.click()
    qtbot.waitUntil(restore.hasFocus)
    page.ask(StorageConfirmation.RESTORE, "Really?")
    page.confirmations[StorageConfirmation.RESTORE].yes.click()
    page.show_work("Verifying the backup…")
    qtbot.waitUntil(page.work.stop.hasFocus)
    page.show_work("")
    qtbot.waitUntil(button(page, "Back up to a file").hasFocus)


def test_escape_leads_back(page: StoragePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("name", "signal", "mode"),
    [
        ("Back up to a file", "backup_requested", QFileDialog.FileMode.AnyFile),
        ("Restore from a backup", "restore_requested", QFileDialog.FileMode.ExistingFile),
        ("Move your data to another folder", "move_requested", QFileDialog.FileMode.Directory),
    ],
)
def test_a_place_is_chosen_in_a_dialog(
    page: StoragePage, qtbot: QtBot, name: str, signal: str, mode: QFileDialog.FileMode
) -> None:
    button(page, name).click()
    [dialog] = page.findChildren(QFileDialog)
    assert dialog.fileMode() == mode
    with qtbot.waitSignal(getattr(page, signal)) as told:
        dialog.fileSelected.emit("/somewhere/else")
    assert told.args == [Path("/somewhere/else")]
    dialog.close()


def test_the_suggested_name_of_a_backup_has_the_date(qtbot: QtBot, look: Theme) -> None:
    now = datetime(2026, 11, 26, 0, 30, tzinfo=timezone(timedelta(hours=9)))
    page = StoragePage(Path("/data"), now=lambda: now)
    qtbot.addWidget(page)
    button(page, "Back up to a file").click()
    [dialog] = page.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "2026-11-26 Mock Interviewer backup.zip"
    dialog.close()


def test_a_message_can_be_removed(page: StoragePage) -> None:
    page.say(NoticeKind.ERROR, "It failed.")
    assert page.said == "It failed."
    page.say(NoticeKind.INFO, "")
    assert page.said == ""


def test_the_disk_use_is_loading_at_first(qtbot: QtBot, look: Theme) -> None:
    page = StoragePage(Path("/data"))
    qtbot.addWidget(page)
    assert page.free_text == "Loading…"
    page.say(NoticeKind.ERROR, "The disk of /data cannot be looked at.")
    assert page.free_text == ""
