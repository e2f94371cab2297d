from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import KEEP_MONTHS, QUESTION_COUNT, REVIEWER_ON
from mock_interviewer.app.settings.file import LoadedSettings, SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.practice.page import PracticePage
from mock_interviewer.app.ui.settings.controller import SettingsController
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.window.main_window import MainWindow
from mock_interviewer.app.ui.window.restored_settings import ABOUT, RestoredSettingsPrompt

BACKUP = (
    b"[storage]\nkeep_months = 1\n[reviewer]\nreviewer_on = true\n[practice]\nquestion_count = 3\n"
)


class Start:
    """What a window does with its settings, start after start."""

    def __init__(self, data: DataFolder, look: Theme, qtbot: QtBot) -> None:
        self.data = data
        self.file = SettingsFile(data.settings_file)
        self.look = look
        self.qtbot = qtbot
        self.controllers: list[SettingsController] = []

    def again(self) -> tuple[MainWindow, SettingsController]:
        """Open a window, which reads the settings."""
        window = MainWindow(PracticePage(), InterviewPage())
        self.qtbot.addWidget(window)
        window.show()
        loaded = self.file.load()
        controller = SettingsController(loaded.values, self.data, self.look, window.announce)
        self.controllers.append(controller)
        self.asking = RestoredSettingsPrompt(controller, window.announce)
        self.asking.ask(loaded)
        return window, controller

    def close(self) -> None:
        """Write what is to be written."""
        for controller in self.controllers:
            controller.close()
        self.controllers.clear()


@pytest.fixture
def start(qtbot: QtBot, look: Theme, tmp_path: Path) -> Iterator[Start]:
    start = Start(DataFolder(tmp_path), look, qtbot)
    start.data.settings_file.write_bytes(BACKUP)
    start.file.hold_back()
    yield start
    start.close()


def press(window: MainWindow, label: str) -> None:
    [button] = [each for each in window.findChildren(QPushButton) if each.text() == label]
    button.click()


def test_the_person_is_asked_and_the_settings_stay_off_meanwhile(start: Start) -> None:
    window, controller = start.again()
    assert window.announced[ABOUT] == (
        "Your backup's settings turn on reviews by a language model and delete recordings after 1"
        " month. They are off for now. Use them?"
    )
    assert controller.values.get(KEEP_MONTHS) == 0
    assert not controller.values.get(REVIEWER_ON)
    assert controller.values.get(QUESTION_COUNT) == 3


@pytest.mark.parametrize(("label", "months"), [("Keep off", 0), ("Use them", 1)])
def test_the_answer_is_remembered(start: Start, label: str, months: int) -> None:
    window, controller = start.again()
    press(window, label)
    assert ABOUT not in window.announced
    assert controller.values.get(KEEP_MONTHS) == months
    start.close()
    window, controller = start.again()
    assert ABOUT not in window.announced
    assert controller.values.get(KEEP_MONTHS) == months
    assert controller.values.get(REVIEWER_ON) is (months == 1)


def test_an_unanswered_question_is_asked_again_at_the_next_start(start: Start) -> None:
    _, controller = start.again()
    controller.values.set(QUESTION_COUNT, 5)
    start.close()
    window, controller = start.again()
    assert ABOUT in window.announced
    assert controller.values.get(KEEP_MONTHS) == 0


def test_a_backup_that_comes_after_the_settings_were_read_replaces_them(
    start: Start, tmp_path: Path
) -> None:
    before = LoadedSettings(SettingValues({KEEP_MONTHS.key: 6, QUESTION_COUNT.key: 9}))
    window, controller = start.again()
    controller.values.replace(before.values)
    start.asking.replace(start.file.load())
    assert controller.values.get(KEEP_MONTHS) == 0
    assert controller.values.get(QUESTION_COUNT) == 3
    assert ABOUT in window.announced
