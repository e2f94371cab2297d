import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from rig.child import button
from rig.kept_takes import new_session
from rig.whole_library import fill, fingerprint

from mock_interviewer.app.archive import backup, library_files
from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.settings.declarations import KEEP_AS_FLAC, KEEP_MONTHS
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.ui.storage.controller import StorageController
from mock_interviewer.app.ui.storage.page import StorageConfirmation
from mock_interviewer.app.ui.storage.upkeep_controller import UpkeepController
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.app.ui.window.application import put_restored_backup_in_place

OLD = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class StorageParts:
    data: DataFolder
    storage: StorageController
    upkeep: UpkeepController
    values: SettingValues
    store: StoreThread
    kept: list[int] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backed-up")
    fill(DataFolder(folder / "data"), 1)
    back_up(DataFolder(folder / "data"), folder / "backup.zip")
    return folder


@pytest.fixture
def parts(qtbot: QtBot, backed_up: Path, tmp_path: Path, gui: GuiThread) -> Iterator[StorageParts]:
    shutil.copytree(backed_up / "data", tmp_path / "data")
    data = DataFolder(tmp_path / "data")
    tasks = BackgroundTasks(gui)
    store = StoreThread(data)
    store.start().result()
    values = SettingValues({KEEP_AS_FLAC.key: False})
    upkeep = UpkeepController(data, store, gui, tasks, values, idle=lambda: True, after=0.0)
    storage = StorageController(data, store, gui, tasks, upkeep, values)
    made = StorageParts(data, storage, upkeep, values, store)
    values.follow(KEEP_MONTHS, effect=made.kept.append)
    made.storage.close_requested.connect(lambda: made.closed.append(True))
    qtbot.addWidget(made.storage.page)
    yield made
    made.storage.close()
    upkeep.close()
    store.close()


def grow_old(library: Library, *, star: bool = False) -> None:
    library.access.change("UPDATE takes SET started_at = ?", OLD.isoformat())
    library.access.change("UPDATE takes SET starred = ?", star)


def recordings(parts: StorageParts) -> list[str]:
    return sorted(path.name for path in parts.data.sessions.rglob("*.[wf]*"))


def test_the_disk_use_is_shown(parts: StorageParts, qtbot: QtBot) -> None:
    parts.storage.refresh()
    qtbot.waitUntil(lambda: "kB" in parts.storage.page.use.said[0])


def test_recordings_are_deleted_only_after_a_question(parts: StorageParts, qtbot: QtBot) -> None:
    parts.store.submit(grow_old).result()
    page = parts.storage.page
    page.retention_chosen.emit(6)
    qtbot.waitUntil(lambda: page.question_of(StorageConfirmation.REMOVE) != "")
    assert page.question_of(StorageConfirmation.REMOVE).startswith("1 recording (")
    assert page.question_of(StorageConfirmation.REMOVE).endswith(
        "is older than 6 months and will be permanently deleted."
    )
    assert recordings(parts) == ["01.flac", "02.wav"]
    assert parts.values.get(KEEP_MONTHS) == 0
    button(page, StorageConfirmation.REMOVE.value).click()
    qtbot.waitUntil(lambda: recordings(parts) == ["02.wav"])
    assert parts.kept == [0, 6]


def test_declining_keeps_all_recordings(parts: StorageParts, qtbot: QtBot) -> None:
    parts.store.submit(grow_old).result()
    page = parts.storage.page
    page.show_retention(6)
    page.retention_chosen.emit(6)
    qtbot.waitUntil(lambda: page.question_of(StorageConfirmation.REMOVE) != "")
    page.confirmations[StorageConfirmation.REMOVE].no.click()
    assert (page.retention_months, parts.kept) == (0, [0])
    assert recordings(parts) == ["01.flac", "02.wav"]


def test_without_old_recordings_nothing_is_asked(parts: StorageParts, qtbot: QtBot) -> None:
    parts.storage.page.retention_chosen.emit(6)
    qtbot.waitUntil(lambda: parts.kept == [0, 6])
    assert parts.storage.page.question_of(StorageConfirmation.REMOVE) == ""
    parts.storage.page.retention_chosen.emit(0)
    assert parts.kept == [0, 6, 0]


def test_old_recordings_go_at_the_start_and_starred_ones_stay(
    parts: StorageParts, qtbot: QtBot
) -> None:
    parts.store.submit(lambda library: grow_old(library, star=True)).result()
    parts.values.set(KEEP_MONTHS, 3)
    with qtbot.waitSignal(parts.upkeep.removed) as removed:
        parts.upkeep.opened()
    assert removed.args == [0]
    parts.store.submit(grow_old).result()
    with qtbot.waitSignal(parts.upkeep.removed) as removed:
        parts.upkeep.remove_old()
    assert removed.args == [1]
    assert recordings(parts) == ["02.wav"]


def test_recordings_are_packed_once_that_is_wanted(parts: StorageParts, qtbot: QtBot) -> None:
    parts.values.set(KEEP_AS_FLAC, True)
    parts.upkeep.opened()
    qtbot.waitUntil(lambda: recordings(parts) == ["01.flac", "02.flac"])


def test_a_backup_is_made_in_the_background(
    parts: StorageParts, qtbot: QtBot, tmp_path: Path
) -> None:
    page, target = parts.storage.page, tmp_path / "new.zip"
    page.backup_requested.emit(target)
    assert parts.storage.busy
    assert page.work.text == "Backing up…"
    qtbot.waitUntil(lambda: page.said != "")
    assert page.said == (f"1 session with 2 answers saved in {target}. Verified.")
    assert page.work.text == ""
    assert not parts.storage.busy
    assert target.exists()


def test_a_backup_without_a_recording_says_so(
    parts: StorageParts, qtbot: QtBot, tmp_path: Path
) -> None:
    for recording in parts.data.sessions.rglob("*.wav"):
        recording.unlink()
    page, target = parts.storage.page, tmp_path / "new.zip"
    page.backup_requested.emit(target)
    qtbot.waitUntil(lambda: page.said != "")
    assert "missing or empty: " in page.said
    assert page.said.endswith(". The rest is verified.")


def test_a_backup_can_be_stopped(
    parts: StorageParts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    read = library_files.reading

    def slowly(*arguments: Any) -> object:
        begun.set()
        go_on.wait(10)
        return read(*arguments)

    monkeypatch.setattr(backup, "reading", slowly)
    parts.storage.page.backup_requested.emit(tmp_path / "new.zip")
    assert begun.wait(10)
    parts.storage.page.work.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: "Stopped" in parts.storage.page.said)
    assert not (tmp_path / "new.zip").exists()


def test_a_folder_that_is_not_writable_is_reported(
    parts: StorageParts, qtbot: QtBot, tmp_path: Path
) -> None:
    parts.storage.page.backup_requested.emit(tmp_path / "nowhere" / "new.zip")
    qtbot.waitUntil(lambda: "There is no folder" in parts.storage.page.said)


def test_a_restore_is_prepared_and_the_window_closes(
    parts: StorageParts, qtbot: QtBot, backed_up: Path
) -> None:
    page = parts.storage.page
    parts.store.submit(grow_old).result()
    page.restore_requested.emit(backed_up / "backup.zip")
    qtbot.waitUntil(lambda: page.question_of(StorageConfirmation.RESTORE) != "")
    assert "has 1 session. Restoring it permanently deletes the 1 session here" in page.question_of(
        StorageConfirmation.RESTORE
    )
    button(page, StorageConfirmation.RESTORE.value).click()
    qtbot.waitUntil(lambda: parts.closed == [True])
    assert parts.store.close(30.0)
    put_restored_backup_in_place(parts.data)
    assert fingerprint(parts.data) == fingerprint(DataFolder(backed_up / "data"))


def test_a_session_that_begins_while_a_backup_is_checked_is_not_replaced(
    parts: StorageParts, qtbot: QtBot, backed_up: Path
) -> None:
    page = parts.storage.page
    page.restore_requested.emit(backed_up / "backup.zip")
    qtbot.waitUntil(lambda: page.question_of(StorageConfirmation.RESTORE) != "")
    parts.store.submit(new_session).result()
    button(page, StorageConfirmation.RESTORE.value).click()
    qtbot.waitUntil(lambda: "Something was recorded after" in page.said)
    assert parts.closed == []
    assert not parts.data.replacing.exists()


def test_a_file_that_is_not_a_backup_is_reported_before_any_question(
    parts: StorageParts, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "letter.zip").write_text("dear")
    parts.storage.page.restore_requested.emit(tmp_path / "letter.zip")
    qtbot.waitUntil(lambda: "complete backup" in parts.storage.page.said)
    assert parts.storage.page.question_of(StorageConfirmation.RESTORE) == ""


def test_the_window_closes_before_anything_is_moved(
    parts: StorageParts, tmp_path: Path, qtbot: QtBot
) -> None:
    parts.storage.page.move_requested.emit(tmp_path / "new")
    qtbot.waitUntil(
        lambda: str(tmp_path / "new") in parts.storage.page.question_of(StorageConfirmation.MOVE)
    )
    assert (parts.storage.wanted_move, parts.closed) == (None, [])
    button(parts.storage.page, StorageConfirmation.MOVE.value).click()
    assert (parts.storage.wanted_move, parts.closed) == (tmp_path / "new", [True])


def test_an_unusable_folder_is_reported_while_the_window_is_open(
    parts: StorageParts, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    parts.storage.page.move_requested.emit(tmp_path / "full")
    qtbot.waitUntil(lambda: "holds other things" in parts.storage.page.said)
    assert parts.storage.page.question_of(StorageConfirmation.MOVE) == ""
    assert parts.closed == []
