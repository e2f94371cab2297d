from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mock_interviewer.app.interview.plan import Mode
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.settings.declarations import COLOR_SCHEME
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.settings.values import Values
from mock_interviewer.app.ui import theme
from mock_interviewer.app.ui.settings_desk import SettingsDesk
from mock_interviewer.app.ui.theme import Theme
from mock_interviewer.app.ui.widgets.plan_form import Wishes

WISHES = Wishes("tea", ("Evaluation",), Mode.EXAM, 3, 5, 60, shuffle=False)


@pytest.fixture
def desk(qtbot: QtBot, look: Theme, tmp_path: Path) -> Iterator[SettingsDesk]:
    desk = SettingsDesk(Values(), DataFolder(tmp_path), look)
    yield desk
    desk.close()


def test_wishes_come_back_from_the_file(desk: SettingsDesk, look: Theme, tmp_path: Path) -> None:
    desk.keep_wishes(WISHES)
    desk.close()
    loaded = SettingsFile(DataFolder(tmp_path).settings_file).load()
    again = SettingsDesk(loaded.values, DataFolder(tmp_path), look)
    assert again.wishes == WISHES
    again.close()


def test_a_chosen_scheme_is_put_on_at_once(desk: SettingsDesk) -> None:
    desk.values.set(COLOR_SCHEME, "dark")
    assert theme.roles().dark


def test_settings_that_cannot_be_written_are_told(
    qtbot: QtBot, look: Theme, tmp_path: Path
) -> None:
    (tmp_path / "data").touch()
    desk = SettingsDesk(Values(), DataFolder(tmp_path / "data"), look)
    with qtbot.waitSignal(desk.not_saved) as told:
        desk.save()
    assert told.args[0].startswith("The settings cannot be saved")
    desk.close()
