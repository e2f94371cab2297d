from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.announced import Announced

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import COLOR_SCHEME, LANGUAGE, QUESTION_COUNT
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.settings.controller import SettingsController
from mock_interviewer.app.ui.style import colors
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.banner import Banner


@pytest.fixture
def announced() -> Announced:
    return Announced()


@pytest.fixture
def values() -> SettingValues:
    return SettingValues()


@pytest.fixture
def controller(
    qtbot: QtBot, look: Theme, tmp_path: Path, values: SettingValues, announced: Announced
) -> Iterator[SettingsController]:
    controller = SettingsController(values, DataFolder(tmp_path / "data"), look, announced)
    yield controller
    controller.close()


def test_a_chosen_scheme_is_applied_at_once(
    controller: SettingsController, values: SettingValues
) -> None:
    values.set(COLOR_SCHEME, "dark")
    assert colors.roles().dark


def test_every_change_is_in_the_file_afterwards(
    controller: SettingsController, values: SettingValues, tmp_path: Path
) -> None:
    values.set(LANGUAGE, "de")
    values.set(QUESTION_COUNT, 3)
    values.set(QUESTION_COUNT, 5)
    controller.close()
    kept = SettingsFile(DataFolder(tmp_path / "data").settings_file).load().values
    assert (kept.get(LANGUAGE), kept.get(QUESTION_COUNT)) == ("de", 5)


def test_no_file_is_written_before_something_changes(
    controller: SettingsController, tmp_path: Path
) -> None:
    controller.close()
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("controller")
def test_settings_that_cannot_be_written_are_announced(
    qtbot: QtBot, values: SettingValues, announced: Announced, tmp_path: Path
) -> None:
    (tmp_path / "data").touch()
    values.set(LANGUAGE, "de")
    qtbot.waitUntil(lambda: len(announced.texts("settings")) == 1)
    assert announced.texts("settings")[0].startswith("The settings can't be saved")


def test_the_page_in_view_offers_to_save_again(
    qtbot: QtBot,
    controller: SettingsController,
    values: SettingValues,
    announced: Announced,
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.touch()
    page = controller.make_page()
    qtbot.addWidget(page)
    page.show()
    values.set(LANGUAGE, "de")
    banner = page.findChildren(Banner)[0]
    qtbot.waitUntil(lambda: banner.text.startswith("The settings can't be saved"))
    assert announced.notices == []
    data.unlink()
    (again,) = (each for each in banner.findChildren(QPushButton) if each.text() == "Try again")
    again.click()
    file = SettingsFile(DataFolder(data).settings_file)
    qtbot.waitUntil(lambda: file.path.exists() and file.load().values.get(LANGUAGE) == "de")
    assert banner.text == ""
