from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rig.whole_library import fingerprint

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.ui.storage.data_move import DataMove


@pytest.fixture
def data(filled: DataFolder) -> DataFolder:
    return filled


def test_all_data_is_moved_and_the_result_is_shown(
    qtbot: QtBot, data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    moving = DataMove(data.root, tmp_path / "new")
    qtbot.addWidget(moving.window)
    moving.start()
    qtbot.waitUntil(moving.window.text.isVisible)
    assert moving.window.text.plain == (
        f"Your data is now in {tmp_path / 'new'}: 1 session with 2 answers."
        " Mock Interviewer uses that folder from now on."
    )
    assert (tmp_path / "new" / "news.json").exists()
    assert fingerprint(DataFolder.at(data.root)) == before
    with qtbot.waitSignal(moving.window.closed):
        moving.window.close_button.click()
    moving.close()
    assert not (tmp_path / "new" / "news.json").exists()


def test_closing_it_stops_the_work_and_all_stays_where_it_was(
    qtbot: QtBot, data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    moving = DataMove(data.root, tmp_path / "new")
    qtbot.addWidget(moving.window)
    moving.window.stop_requested.emit()
    moving.start()
    moving.window.close()
    assert moving.window.isVisible()
    qtbot.waitUntil(moving.window.text.isVisible)
    assert moving.window.text.plain == "Stopped. Your data is where it was."
    assert fingerprint(data) == before
    moving.close()


def test_an_impossible_move_is_reported(qtbot: QtBot, data: DataFolder, tmp_path: Path) -> None:
    moving = DataMove(data.root, data.root / "inner")
    qtbot.addWidget(moving.window)
    moving.start()
    qtbot.waitUntil(moving.window.text.isVisible)
    assert "inside the other" in moving.window.text.plain
    moving.close()
