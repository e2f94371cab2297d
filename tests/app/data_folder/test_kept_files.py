"""The table of kept files covers everything that the program writes."""

from pathlib import Path

import pytest
from rig.whole_library import fill

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.moving import move_data_folder
from mock_interviewer.app.archive.restore import RestoreOperation
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder import kept_files, pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import copy_before_migration, journals
from mock_interviewer.app.data_folder.kept_files import KEPT_FILES, is_half_written, is_ours
from mock_interviewer.app.data_folder.machine_speed import MachineSpeed, write_machine_speed
from mock_interviewer.app.data_folder.output_paths import refuse_output_path
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.recording_paths import recording_name
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.store.database.integrity import mark_damaged
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.ui.window.remembered_state import save_geometry
from mock_interviewer.audio.recognition.models.recommendation import MachineMeasurement


def _uncovered(data: DataFolder) -> set[str]:
    """Return the names in a data folder that no row of the table covers."""
    return {
        path.name
        for path in data.root.iterdir()
        if not (is_ours(path.resolve(), data.root) or is_half_written(path.name))
    }


def _use(data: DataFolder) -> None:
    """Create data of every kind that a window and the commands save."""
    fill(data)
    data.logs.mkdir(exist_ok=True)
    save_geometry(data, "0 0 800 600")
    write_machine_speed(data, MachineSpeed(MachineMeasurement("base", 0.5, 2, 8 << 30)))
    pending_notices.add(data, PendingNotice("Your data was moved."))
    mark_damaged(data.database)


def test_every_name_in_a_used_data_folder_is_in_the_table(tmp_path: Path) -> None:
    data, backup = DataFolder(tmp_path / "data"), tmp_path / "backup.zip"
    _use(data)
    uncovered = _uncovered(data)
    with Library.open(data):
        uncovered |= _uncovered(data)
    seen: set[str] = set()

    def look(_part: float) -> None:
        seen.update(path.name for path in data.root.iterdir())
        uncovered.update(_uncovered(data))

    progress = WorkProgress(on_progress=look)
    back_up(data, backup, progress=progress)
    RestoreOperation(data, backup, progress).run()
    new = move_data_folder(data.root, tmp_path / "new", progress)
    assert uncovered | _uncovered(new) | _uncovered(data) == set()
    # The walk did see the short-lived file.
    assert {kept_files.SCRATCH.name, kept_files.REPLACING.name, kept_files.MOVE_NOTE.name} <= seen
    assert kept_files.MOVED_POINTER.name in {path.name for path in data.root.iterdir()}


def test_a_name_that_is_not_in_the_table_is_not_ours(tmp_path: Path) -> None:
    data = DataFolder(tmp_path.resolve())
    for name in ("letter.txt", "library.txt", "sessions.zip", ".settings-12345678.json"):
        assert not is_ours(data.root / name, data.root)
        assert not is_half_written(name)


def test_a_backup_contains_only_irreplaceable_files(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    names = ["library.sqlite3", "sessions", "banks", "settings.toml", "plans.toml", "draft.json"]
    assert [path.name for path in data.library] == names


def test_models_logs_machine_speed_and_window_move_with_the_library() -> None:
    moved = [file.name for file in kept_files.MOVED_WITH_LIBRARY]
    assert moved == ["models", "logs", "machine.json", "window.txt"]


@pytest.mark.parametrize(
    "name",
    [
        *(file.name.replace("*", "a1b2c3") for file in KEPT_FILES if not file.is_folder),
        *(f"{file.name}/inside.txt" for file in KEPT_FILES if file.is_folder),
        *("LIBRARY.SQLITE3", "library.sqlite3-wal", "library.v3.sqlite3", "library.suspect"),
        *("library.damaged-20240531-120000.sqlite3-wal", "library.mending.sqlite3"),
    ],
)
def test_nothing_is_written_over_a_file_of_ours(tmp_path: Path, name: str) -> None:
    data = DataFolder(tmp_path / "data")
    target = data.root / name
    target.parent.mkdir(parents=True)
    with pytest.raises(UsageError, match="keeps its own files"):
        refuse_output_path(target, data)


def test_files_beside_the_database_count_as_files_of_the_database(tmp_path: Path) -> None:
    database = DataFolder(tmp_path.resolve()).database
    for path in (*journals(database), copy_before_migration(database, 3)):
        assert is_ours(path, database.parent)


def test_recordings_are_named_below_the_folder_of_sessions(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    assert data.root / recording_name("20240531-120000-abcd", 1) == (
        data.session_folder("20240531-120000-abcd") / "01.wav"
    )
