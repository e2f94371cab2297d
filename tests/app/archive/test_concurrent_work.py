"""Moves, backups, and restores while something else is unfinished."""

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rig.kept_takes import transcript_of

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.moving import move_data_folder
from mock_interviewer.app.archive.restore import prepare_restore, restore
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.database_files import damage_marker, damaged_databases
from mock_interviewer.app.data_folder.kept_files import MOVED_POINTER
from mock_interviewer.app.errors import ArchiveError, StoreError
from mock_interviewer.app.store.database import connection
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.flac import pack_as_flac, packed_path


def takes_of(data: DataFolder) -> list[TakeRecord]:
    with Library.open(data) as library:
        return [take for session in library.sessions() for take in library.takes(session.id)]


def test_a_library_without_a_database_is_moved_with_all_recordings_listed(
    data: DataFolder, tmp_path: Path
) -> None:
    before = {take.id for take in takes_of(data)}
    data.database.unlink()
    new = move_data_folder(data.root, tmp_path / "new")
    assert {take.id for take in takes_of(new)} == before


def test_a_repaired_database_that_waits_to_be_renamed_is_moved(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = takes_of(data)
    damage_marker(data.database).touch()

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", _killing_at(data.database))
        with pytest.raises(KeyboardInterrupt):
            Library.open(data)
    new = move_data_folder(data.root, tmp_path / "new")
    assert [take.transcript for take in takes_of(new)] == [take.transcript for take in before]
    assert len(damaged_databases(new.database)) == 1


def test_a_repair_during_a_move_is_reported(data: DataFolder, tmp_path: Path) -> None:
    damage_marker(data.database).touch()
    new = move_data_folder(data.root, tmp_path / "new")
    [aside] = damaged_databases(new.database)
    told = pending_notices.take(new)
    assert told is not None
    assert not told.succeeded
    assert "The database was damaged." in told.sentence
    assert f"The damaged file is kept as {aside.name} in {new.root} until" in told.sentence


def test_the_pending_notice_of_a_restore_is_moved_too(data: DataFolder, tmp_path: Path) -> None:
    back_up(data, tmp_path / "b.zip")
    prepare_restore(data, tmp_path / "b.zip")
    new = move_data_folder(data.root, tmp_path / "new")
    told = pending_notices.take(new)
    assert told is not None
    assert told.sentence.startswith("Your backup of ")
    assert told.sentence.endswith(f"Your data is now in {new.root}: 2 sessions with 4 answers.")


def _killing_at(database: Path) -> Callable[[Path, Path], Path]:
    whole = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if Path(target) == database:
            raise KeyboardInterrupt
        return whole(self, target)

    return replace


def test_a_damaged_database_set_aside_is_moved_too(data: DataFolder, tmp_path: Path) -> None:
    damage_marker(data.database).touch()
    takes_of(data)
    assert len(damaged_databases(data.database)) == 1
    new = move_data_folder(data.root, tmp_path / "new")
    assert len(damaged_databases(new.database)) == 1


def test_a_library_without_a_database_is_not_backed_up_as_empty(
    data: DataFolder, backup: Path
) -> None:
    before = backup.read_bytes()
    data.database.unlink()
    with pytest.raises(StoreError, match="is damaged or missing"):
        back_up(data, backup, replace=True)
    assert backup.read_bytes() == before


def test_a_backup_of_a_library_that_is_moved_away_meanwhile_is_refused(
    data: DataFolder, tmp_path: Path
) -> None:
    moved: list[DataFolder] = []

    def move_it(_: float) -> None:
        if not moved:
            moved.append(DataFolder(tmp_path / "new"))
            move_data_folder(data.root, tmp_path / "new")

    with pytest.raises(ArchiveError, match="moved or replaced"):
        back_up(data, tmp_path / "backup.zip", progress=WorkProgress(move_it))
    assert not (tmp_path / "backup.zip").exists()


def test_a_backup_of_a_library_that_is_replaced_meanwhile_is_refused(
    data: DataFolder, other: DataFolder, backup: Path, tmp_path: Path
) -> None:
    done: list[bool] = []

    def restore_it(_: float) -> None:
        if not done:
            done.append(True)
            restore(other, backup)

    with pytest.raises(ArchiveError, match="moved or replaced"):
        back_up(other, tmp_path / "again.zip", progress=WorkProgress(restore_it))
    assert not (tmp_path / "again.zip").exists()


def test_a_waiting_library_is_moved_in_before_a_backup(
    data: DataFolder, other: DataFolder, backup: Path, tmp_path: Path
) -> None:
    kept = [take.id for take in takes_of(data)]
    prepare_restore(other, backup)
    back_up(other, tmp_path / "again.zip")
    third = DataFolder(tmp_path / "third")
    restore(third, tmp_path / "again.zip")
    assert [take.id for take in takes_of(third)] == kept


def test_a_recording_converted_during_a_backup_is_restored_under_its_new_name(
    data: DataFolder, tmp_path: Path
) -> None:
    [wav, *_] = sorted(data.sessions.rglob("*.wav"))
    [take] = [take for take in takes_of(data) if take.recording == wav]

    def pack_it(_: float) -> None:
        if wav.exists():
            pack_as_flac(wav).rename(packed_path(wav))
            wav.unlink()

    back_up(data, tmp_path / "backup.zip", progress=WorkProgress(pack_it))
    new = DataFolder(tmp_path / "new")
    restore(new, tmp_path / "backup.zip")
    assert all(found.recording is None or found.recording.exists() for found in takes_of(new))
    assert take.id in {found.id for found in takes_of(new)}


def test_a_recording_converted_just_before_it_is_read_is_in_the_backup(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [wav, *_] = sorted(data.sessions.rglob("*.wav"))
    plain = Path.open

    def opened(path: Path, *rest: Any, **more: Any) -> Any:
        if path == wav and wav.exists() and not packing:
            packing.append(path)
            pack_as_flac(wav).rename(packed_path(wav))
            wav.unlink()
        return plain(path, *rest, **more)

    packing: list[Path] = []
    monkeypatch.setattr(Path, "open", opened)
    manifest = back_up(data, tmp_path / "backup.zip")
    assert packing == [wav]
    assert packed_path(wav).relative_to(data.root).as_posix() in manifest.files


def test_an_empty_data_folder_can_be_backed_up(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert back_up(DataFolder(tmp_path / "data"), tmp_path / "backup.zip").sessions == 0


def test_repairing_restoring_and_moving_create_private_files_under_any_umask(
    data: DataFolder, other: DataFolder, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        back_up(data, tmp_path / "mine.zip")
        restore(other, tmp_path / "mine.zip")
        damage_marker(other.database).touch()
        takes_of(other)
        new = move_data_folder(other.root, tmp_path / "deep" / "new")
        with Library.open(new) as library:
            take, wav = library.recordings.unpacked()[0]
            assert library.recordings.replace_with_flac(take, pack_as_flac(wav))
            shared = _shared(new.root)
    finally:
        os.umask(before)
    assert shared | _shared(new.root) == set()
    assert (tmp_path / "mine.zip").stat().st_mode & 0o077 == 0


def _shared(root: Path) -> set[Path]:
    """Return what others than the owner may look into; models are no secret."""
    return {
        path
        for path in (root, *root.rglob("*"))
        if "models" not in path.parts and path.stat().st_mode & 0o077
    }


def test_a_copy_left_by_a_killed_backup_is_removed_by_a_move(
    data: DataFolder, tmp_path: Path
) -> None:
    (data.root / ".copying").mkdir()
    shutil.copy(data.database, data.root / ".copying" / "library.sqlite3")
    move_data_folder(data.root, tmp_path / "new")
    assert [path.name for path in data.root.iterdir()] == [MOVED_POINTER.name]


def test_a_library_is_not_replaced_once_the_restore_was_abandoned(
    other: DataFolder, backup: Path
) -> None:
    before = [take.id for take in takes_of(other)]

    def refuse() -> None:
        raise ArchiveError("Something was recorded.", "Try again.")

    with pytest.raises(ArchiveError, match="recorded"):
        prepare_restore(other, backup, confirm=refuse)
    assert [take.id for take in takes_of(other)] == before
    assert not other.replacing.exists()


def test_moving_beside_a_reader_leaves_nothing_behind_in_the_journal(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with Library.open(data, read_only=True) as reader:
        reader.access.connection.execute("BEGIN")
        assert reader.sessions()
        with Library.open(data) as library:
            session = library.sessions()[0].id
            library.marks.rename_session(session, "The latest name")
        with pytest.raises(ArchiveError, match="is being read"):
            move_data_folder(data.root, tmp_path / "new")
        reader.access.connection.execute("COMMIT")
    assert not (tmp_path / "new").exists()
    new = move_data_folder(data.root, tmp_path / "new")
    with Library.open(new) as library:
        assert library.session(session).name == "The latest name"


def test_no_discarded_word_is_in_the_index_of_a_backup(data: DataFolder, tmp_path: Path) -> None:
    take = takes_of(data)[0].id
    with Library.open(data) as library:
        for index in ("spoken", "labels"):
            library.access.change(
                f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 0)"  # noqa: S608
            )
        library.marks.note(take, "quizzaciously")
        library.save_transcript(take, transcript_of("honorificabilitudinitatibus"))
        library.trash.discard_take(take)
        back_up(data, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        kept = archive.read("library.sqlite3")
    assert b"quizz" not in kept
    assert b"honorific" not in kept
