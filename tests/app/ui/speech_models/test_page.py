from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import button, child, label, texts

from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.speech_models import model_row
from mock_interviewer.app.ui.speech_models.model_listing import (
    ModelAction,
    ModelEntry,
    ModelTask,
    StatusTone,
)
from mock_interviewer.app.ui.speech_models.page import SpeechModelsPage
from mock_interviewer.app.ui.style.theme import TEXT_WIDTH, Theme
from mock_interviewer.app.ui.widgets.banner import Banner

FOLDER = "Import a speech model from a folder"
ARCHIVE = "Import a speech model from an archive"
BASE = ModelEntry(
    "base",
    "Base · multilingual",
    "Good.",
    "In use.",
    StatusTone.GOOD,
    (ModelAction.CHECK,),
    here=True,
)
OWN = ModelEntry(
    "mine",
    "mine",
    "Your own.",
    "",
    StatusTone.PLAIN,
    (ModelAction.USE, ModelAction.REMOVE),
    here=True,
)
SMALL = ModelEntry(
    "small", "Small", "Better.", "", StatusTone.PLAIN, (ModelAction.DOWNLOAD,), here=False
)
ROWS = (BASE, OWN, SMALL)


@pytest.fixture
def page(qtbot: QtBot, look: Theme) -> SpeechModelsPage:
    page = SpeechModelsPage()
    page.show_machine("Measured.", button="Measure again")
    page.show_rows(ROWS)
    page.resize(640, 480)
    qtbot.addWidget(page)
    page.show()
    return page


def shown(page: SpeechModelsPage, name: str) -> list[ModelAction]:
    return [action for action in ModelAction if page.row(name).button(action).isVisibleTo(page)]


def stops(page: SpeechModelsPage, qtbot: QtBot) -> list[str]:
    """Return what Tab goes to, from the first stop round to it again."""
    button(page, "Back to the settings").setFocus()
    found: list[QWidget] = []
    while (focused := page.focusWidget()) not in found:
        assert focused is not None
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return [each.accessibleName() for each in found]


def test_each_model_has_the_buttons_for_what_can_be_done(page: SpeechModelsPage) -> None:
    assert {row.name: shown(page, row.name) for row in ROWS} == {
        row.name: list(row.actions) for row in ROWS
    }


def test_tab_goes_down_the_page(page: SpeechModelsPage, qtbot: QtBot) -> None:
    assert stops(page, qtbot) == [
        "Back to the settings",
        "Measure how fast this computer transcribes speech",
        "Verify: Base · multilingual",
        "Use: mine",
        "Remove: mine",
        FOLDER,
        ARCHIVE,
        "Download: Small",
    ]


def test_tab_goes_down_the_page_also_when_a_model_has_come(
    page: SpeechModelsPage, qtbot: QtBot
) -> None:
    here = ModelEntry("small", "Small", "", "", StatusTone.PLAIN, (ModelAction.USE,), here=True)
    page.show_rows((BASE, here, OWN))
    assert stops(page, qtbot)[2:5] == [
        "Verify: Base · multilingual",
        "Use: Small",
        "Use: mine",
    ]


def test_a_button_says_what_is_wanted_of_which_model(page: SpeechModelsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.acted) as told:
        QTest.keyClick(page.row("small").button(ModelAction.DOWNLOAD), Qt.Key.Key_Space)
    assert told.args == ["small", ModelAction.DOWNLOAD]


def test_enter_presses_the_button_that_has_the_keyboard(
    page: SpeechModelsPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.acted) as told:
        QTest.keyClick(page.row("mine").button(ModelAction.USE), Qt.Key.Key_Return)
    assert told.args == ["mine", ModelAction.USE]


def test_a_question_takes_the_keyboard_is_seen_and_goes_with_escape(
    page: SpeechModelsPage, qtbot: QtBot
) -> None:
    page.ask("small", ModelAction.DOWNLOAD, "Download Small? It is 486 MB.")
    row = page.row("small")
    assert row.asking == "Download Small? It is 486 MB."
    assert shown(page, "small") == []
    no = page.focusWidget()
    assert isinstance(no, QPushButton)
    assert no.text() == "Not now"
    qtbot.waitUntil(lambda: not no.visibleRegion().isEmpty())
    with qtbot.waitSignal(page.declined) as told:
        QTest.keyClick(no, Qt.Key.Key_Escape)
    assert told.args == ["small", ModelAction.DOWNLOAD]
    assert row.asking == ""
    assert page.focusWidget() is row.button(ModelAction.DOWNLOAD)


def test_a_question_is_agreed_to(page: SpeechModelsPage, qtbot: QtBot) -> None:
    page.ask("mine", ModelAction.REMOVE, "Remove mine?")
    no = page.focusWidget()
    QTest.keyClick(no, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    yes = page.focusWidget()
    assert isinstance(yes, QPushButton)
    assert yes.text() == "Remove"
    with qtbot.waitSignal(page.confirmed) as told:
        QTest.keyClick(yes, Qt.Key.Key_Return)
    assert told.args == ["mine", ModelAction.REMOVE]


def test_escape_goes_back(page: SpeechModelsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page.row("base").button(ModelAction.CHECK), Qt.Key.Key_Escape)


def test_a_task_replaces_the_status_of_a_model_and_keeps_the_focus(
    page: SpeechModelsPage,
) -> None:
    row = page.row("small")
    row.button(ModelAction.DOWNLOAD).setFocus()
    work = ModelTask("123 MB of 486 MB, about 2 minutes left", 0.25, cancellable=True)
    page.show_row(
        ModelEntry(
            "small", "Small", "", "", StatusTone.PLAIN, (ModelAction.CANCEL,), here=False, work=work
        )
    )
    assert work.text in texts(row)
    assert child(row, QProgressBar).value() == child(row, QProgressBar).maximum() // 4
    assert (
        child(row, QProgressBar).accessibleName() == "123 MB of 486 MB, about 2 minutes left: Small"
    )
    assert page.focusWidget() is row.button(ModelAction.CANCEL)


def test_the_keyboard_stays_with_a_model_while_nothing_can_be_done_with_it(
    page: SpeechModelsPage,
) -> None:
    row = page.row("mine")
    row.button(ModelAction.USE).setFocus()
    busy = ModelTask("Verifying…")
    page.show_row(ModelEntry("mine", "mine", "", "", StatusTone.PLAIN, (), here=True, work=busy))
    assert page.focusWidget() is row
    page.show_row(OWN)
    assert page.focusWidget() is row.button(ModelAction.USE)


def test_a_message_is_visible_wherever_the_page_is_scrolled(
    page: SpeechModelsPage, qtbot: QtBot
) -> None:
    page.bring("small")
    page.say(NoticeKind.INFO, "Small is ready to use.")
    qtbot.waitUntil(lambda: not child(page, Banner).visibleRegion().isEmpty())


def test_a_message_is_no_wider_than_the_text(page: SpeechModelsPage, qtbot: QtBot) -> None:
    page.say(NoticeKind.INFO, "Small is ready to use.")
    page.resize(1700, 700)
    qtbot.waitUntil(lambda: child(page, Banner).width() == TEXT_WIDTH)
    assert (
        child(page, Banner).mapTo(page, QPoint(0, 0)).x()
        == label(page, "Measured.").mapTo(page, QPoint(0, 0)).x()
    )


def test_a_button_is_described_by_its_row(page: SpeechModelsPage) -> None:
    check = page.row("base").button(ModelAction.CHECK)
    assert check.accessibleDescription() == "Good. In use."
    page.show_row(replace(BASE, status="Damaged: model.bin is missing.", tone=StatusTone.BAD))
    assert check.accessibleDescription() == "Good. Damaged: model.bin is missing."


def test_a_failure_is_announced_to_screen_readers(
    page: SpeechModelsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        model_row, "QAccessibleAnnouncementEvent", lambda _row, text: told.append(text)
    )
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda _event: None)
    failed = replace(SMALL, status="The hub is gone.", tone=StatusTone.BAD)
    page.show_row(failed)
    page.show_row(failed)
    page.show_row(SMALL)
    assert told == ["Small: The hub is gone."]


def test_a_task_without_a_known_end_has_no_progress_bar(page: SpeechModelsPage) -> None:
    work = ModelTask("Verifying…")
    page.show_row(ModelEntry("mine", "mine", "", "", StatusTone.PLAIN, (), here=True, work=work))
    assert label(page.row("mine"), work.text).isVisibleTo(page)
    assert not child(page.row("mine"), QProgressBar).isVisibleTo(page)


def test_a_removed_model_is_no_longer_shown(page: SpeechModelsPage) -> None:
    page.show_rows((BASE, SMALL))
    with pytest.raises(KeyError):
        page.row("mine")


def test_one_import_is_made_at_a_time(page: SpeechModelsPage) -> None:
    page.show_importing("model.zip is being copied…")
    assert not button(page, FOLDER).isEnabled()
    assert not button(page, ARCHIVE).isEnabled()
    page.show_importing("")
    assert button(page, FOLDER).isEnabled()


@pytest.mark.parametrize("folder", [True, False])
def test_a_folder_or_an_archive_is_chosen_in_a_dialog(
    page: SpeechModelsPage, qtbot: QtBot, tmp_path: Path, folder: bool
) -> None:
    chosen = tmp_path / "model" if folder else tmp_path / "model.zip"
    chosen.mkdir() if folder else chosen.write_bytes(b"zip")
    chooser = button(page, FOLDER if folder else ARCHIVE)
    with qtbot.waitSignal(page.import_requested) as told:
        QTest.keyClick(chooser, Qt.Key.Key_Space)
        (dialog,) = page.findChildren(QFileDialog)
        dialog.selectFile(str(chosen))
        dialog.accept()
    assert told.args == [chosen]


def test_a_message_is_removed(page: SpeechModelsPage) -> None:
    page.say(NoticeKind.INFO, "Small is ready to use.")
    assert page.said == "Small is ready to use."
    page.say(NoticeKind.INFO, "")
    assert page.said == ""


def test_every_focusable_widget_has_a_name(page: SpeechModelsPage) -> None:
    page.ask("small", ModelAction.DOWNLOAD, "Download it?")
    page.say(NoticeKind.INFO, "Something.")
    assert nameless(page) == []
