import json
import os
import shutil
import sqlite3
import stat
import threading
import time
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from rig.kept_takes import keep, new_session, question
from rig.killed import kill
from rig.small_disk import small_disk, unreadable_file
from rig.whole_library import fill, fingerprint

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.backup_file import verify_backup
from mock_interviewer.app.archive.restore import prepare_restore, read_manifest, restore
from mock_interviewer.app.archive.work_progress import WorkProgress, WorkStopped
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.errors import ArchiveError, StoreError, UsageError
from mock_interviewer.app.store.deletion.deletion import discard_mark_path
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.flac import pack_as_flac, packed_path
from mock_interviewer.audio.files.recording_file import HEADER_SIZE, RecordingWriter

CHILD = Path(__file__).with_name("backing_up_child.py")
WORD = "xylophonequartz"


def names(backup: Path) -> set[str]:
    with zipfile.ZipFile(backup) as archive:
        return set(archive.namelist())


def test_backup_wipe_and_restore_give_the_same_library(data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    assert {"table takes", "table reviews", "table verdicts"} <= set(before)
    assert {"banks/edits/llm.yaml", "plans.toml"} <= set(before)
    back_up(data, tmp_path / "backup.zip")
    assert fingerprint(data) == before
    shutil.rmtree(data.root)
    restore(data, tmp_path / "backup.zip")
    assert fingerprint(data) == before
    with Library.open(data) as library:
        sessions = library.sessions()
        takes = [take for session in sessions for take in library.takes(session.id)]
    assert len(takes) == 4
    assert all(take.recording is not None and take.recording.is_file() for take in takes)
    assert fingerprint(data) == before


@pytest.mark.parametrize("year", [1970, 1990, 9998])
def test_a_backup_made_while_the_clock_is_far_off_can_be_restored(
    data: DataFolder, tmp_path: Path, year: int
) -> None:
    before = fingerprint(data)
    moment = datetime(year, 1, 1, tzinfo=UTC)
    back_up(data, tmp_path / "backup.zip", clock=lambda: moment)
    assert read_manifest(tmp_path / "backup.zip").made_at == moment
    shutil.rmtree(data.root)
    restore(data, tmp_path / "backup.zip")
    assert fingerprint(data) == before


def test_a_backup_of_a_restored_library_is_the_same_backup(
    data: DataFolder, backup: Path, tmp_path: Path
) -> None:
    shutil.rmtree(data.root)
    restore(data, backup)
    again = back_up(data, tmp_path / "again.zip")
    assert again.files.keys() == verify_backup(backup, WorkProgress()).files.keys()
    files = verify_backup(backup, WorkProgress()).files
    assert {name for name in files if again.files[name] != files[name]} <= {"library.sqlite3"}


def test_models_logs_and_the_lock_are_not_backed_up(backup: Path) -> None:
    tops = {name.split("/")[0] for name in names(backup)}
    assert tops == {
        "manifest.json",
        "library.sqlite3",
        "sessions",
        "banks",
        "settings.toml",
        "plans.toml",
    }


def test_a_backup_is_private_and_stores_sound_uncompressed(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with zipfile.ZipFile(backup) as archive:
        sounds = [entry for entry in archive.infolist() if entry.filename.endswith(".flac")]
        assert sounds
        assert {entry.compress_type for entry in sounds} == {zipfile.ZIP_STORED}


def test_a_backup_can_be_made_while_the_library_is_written_to(
    data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data) as library:
        session = new_session(library)
        over = threading.Event()
        failures: list[Exception] = []

        def make() -> None:
            try:
                back_up(data, tmp_path / "backup.zip")
            except Exception as error:  # noqa: BLE001 (told below)
                failures.append(error)
            over.set()

        thread = threading.Thread(target=make)
        thread.start()
        kept = 0
        while not over.is_set():
            keep(library, session, f"answer {kept}")
            kept += 1
        thread.join()
    assert failures == []
    assert kept > 1
    other = DataFolder(tmp_path / "other")
    restore(other, tmp_path / "backup.zip")
    with Library.open(other) as library:
        takes = library.takes(session)
    assert [take.transcript.text for take in takes if take.transcript] == [
        f"answer {at}" for at in range(len([take for take in takes if take.transcript]))
    ]


def test_a_take_being_recorded_is_backed_up_as_far_as_it_is(
    data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data) as library:
        take = library.create_take(library.sessions()[0].id, question(), 1, 1)
        assert take.recording is not None
        writer = RecordingWriter(take.recording)
        writer.write(np.full(16_000, 0.5, dtype=np.float32))
        writer.sync()
        back_up(data, tmp_path / "backup.zip")
        writer.close()
    name = take.recording.relative_to(data.root).as_posix()
    assert name in names(tmp_path / "backup.zip")


def test_discarded_takes_are_not_in_a_backup(data: DataFolder, tmp_path: Path) -> None:
    fill(data, 1, words=WORD)
    with Library.open(data) as library:
        newest, older = library.sessions()[:2]
        library.trash.discard_session(newest.id)
        take = library.takes(older.id)[0].id
        library.trash.discard_take(take)
        back_up(data, tmp_path / "backup.zip")
        library.trash.restore_take(take)
    found = names(tmp_path / "backup.zip")
    assert not any(newest.id in name for name in found)
    assert f"sessions/{older.id}/01.flac" not in found
    assert f"sessions/{older.id}/02.wav" in found
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert WORD.encode() not in archive.read("library.sqlite3")


def test_an_answer_discarded_during_a_backup_is_not_marked_in_it(
    data: DataFolder, tmp_path: Path
) -> None:
    fill(data, 1)
    with Library.open(data) as library:
        session = library.sessions()[0]
        for mark in (discard_mark_path(data, session.id, 1), discard_mark_path(data, session.id)):
            assert mark is not None
            mark.touch()
        back_up(data, tmp_path / "backup.zip")
    assert not any("discarded" in name for name in names(tmp_path / "backup.zip"))


def test_a_recording_converted_meanwhile_is_backed_up_under_its_new_name(
    data: DataFolder, tmp_path: Path
) -> None:
    [wav, *_] = sorted(data.sessions.rglob("*.wav"))

    def pack_it(_: float) -> None:
        if wav.exists():
            pack_as_flac(wav).rename(packed_path(wav))
            wav.unlink()

    back_up(data, tmp_path / "backup.zip", progress=WorkProgress(pack_it))
    found = names(tmp_path / "backup.zip")
    assert packed_path(wav).relative_to(data.root).as_posix() in found
    assert wav.relative_to(data.root).as_posix() not in found


def test_progress_rises_to_the_end(data: DataFolder, tmp_path: Path) -> None:
    told: list[float] = []
    back_up(data, tmp_path / "backup.zip", progress=WorkProgress(told.append))
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1.0


def test_a_stopped_backup_leaves_nothing(data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    with pytest.raises(WorkStopped):
        back_up(data, tmp_path / "backup.zip", progress=WorkProgress(should_stop=lambda: True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    assert fingerprint(data) == before


def test_a_full_disk_is_reported_and_leaves_nothing_of_a_backup(
    data: DataFolder, tmp_path: Path
) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place, kilobytes=64) as disk:
        disk.fill()
        with pytest.raises(ArchiveError, match="cannot be written: No space left"):
            back_up(data, place / "backup.zip")
        assert [path.name for path in place.iterdir()] == ["ballast"]


def test_a_file_is_replaced_only_on_request(data: DataFolder, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(UsageError, match="already exists; choose another name"):
        back_up(data, backup)
    assert backup.read_bytes() == before
    back_up(data, backup, replace=True)
    assert verify_backup(backup, WorkProgress()).sessions == 2


def test_a_place_that_cannot_be_written_is_named(data: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        back_up(data, tmp_path)
    with pytest.raises(UsageError, match="There is no folder"):
        back_up(data, tmp_path / "nowhere" / "backup.zip")
    with pytest.raises(StoreError, match="is missing"):
        back_up(DataFolder(tmp_path / "nothing"), tmp_path / "backup.zip")


def test_a_recording_that_cannot_be_read_is_named_and_not_the_place(
    data: DataFolder, tmp_path: Path
) -> None:
    [wav, *_] = sorted(data.sessions.rglob("*.wav"))
    with unreadable_file(wav), pytest.raises(ArchiveError, match=f"{wav} cannot be read: Input"):
        back_up(data, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


def test_links_out_of_the_folder_of_banks_are_not_backed_up(
    data: DataFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "home"
    secret.mkdir()
    (secret / "key.yaml").write_text("secret")
    (data.banks / "key.yaml").symlink_to(secret / "key.yaml")
    (data.banks / "home").symlink_to(secret)
    own = sorted(path for path in data.banks.rglob("*") if not path.is_symlink())
    assert own
    back_up(data, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("banks/")]
    assert sorted(names) == [
        path.relative_to(data.root).as_posix() for path in own if path.is_file()
    ]


@pytest.mark.parametrize("linked_out", [False, True])
def test_a_linked_folder_of_banks_is_in_a_backup(
    data: DataFolder, tmp_path: Path, linked_out: bool
) -> None:
    before = sorted(path.name for path in data.banks.iterdir())
    shutil.move(data.banks, tmp_path / "dotfiles")
    data.banks.symlink_to(tmp_path / "dotfiles")
    if linked_out:
        (tmp_path / "key.yaml").write_text("secret")
        (tmp_path / "dotfiles" / "key.yaml").symlink_to(tmp_path / "key.yaml")
    back_up(data, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        names = {name.split("/")[1] for name in archive.namelist() if name.startswith("banks/")}
    assert sorted(names) == [name for name in before if not name.startswith(".")]


def test_the_targets_of_links_are_backed_up(data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    shutil.move(data.settings_file, tmp_path / "dotfiles.toml")
    data.settings_file.symlink_to(tmp_path / "dotfiles.toml")
    [session, *_] = sorted(data.sessions.iterdir())
    shutil.move(session, tmp_path / "large")
    session.symlink_to(tmp_path / "large")
    (tmp_path / "large" / "round").symlink_to(data.sessions)
    back_up(data, tmp_path / "backup.zip")
    other = DataFolder(tmp_path / "other")
    restore(other, tmp_path / "backup.zip")
    found = fingerprint(other)
    assert {name: found.get(name) for name in before} == before


def test_a_full_disk_of_the_library_is_reported(data: DataFolder, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place, kilobytes=2048) as disk:
        shutil.copytree(data.root, place / "data")
        disk.fill()
        with pytest.raises(StoreError, match=r"is full\. Free up space|No space left"):
            back_up(DataFolder(place / "data"), tmp_path / "backup.zip")
        assert not (tmp_path / "backup.zip").exists()
        assert not (place / "data" / ".copying").exists()


def test_a_killed_backup_leaves_no_file_and_is_cleaned_up_by_the_next(
    data: DataFolder, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    before = fingerprint(data)
    for at in ("copied", "written"):
        kill(CHILD, data.root, place / "backup.zip", at)
        assert [path.name for path in place.glob("*.zip")] == []
        [lock] = place.glob(".mock*/in-use.lock")
        then = time.time() - 60
        os.utime(lock, (then, then))
        back_up(data, place / "backup.zip")
        assert [path.name for path in place.iterdir()] == ["backup.zip"]
        assert not (data.root / ".copying").exists()
        (place / "backup.zip").unlink()
    assert fingerprint(data) == before


def test_nothing_is_left_in_the_data_folder(data: DataFolder, tmp_path: Path) -> None:
    before = set(data.root.iterdir())
    back_up(data, tmp_path / "backup.zip")
    journals = {data.root / "library.sqlite3-wal", data.root / "library.sqlite3-shm"}
    assert set(data.root.iterdir()) - journals == before - journals


def test_a_copy_left_by_a_kill_is_removed_with_the_next_deletion(data: DataFolder) -> None:
    (data.root / ".copying").mkdir()
    shutil.copy(data.database, data.root / ".copying" / "library.sqlite3")
    with Library.open(data) as library:
        library.delete_session(library.sessions()[0].id)
    assert not (data.root / ".copying").exists()


def test_a_damaged_database_is_not_backed_up_as_if_it_were_sound(
    data: DataFolder, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(data.database)) as kept:
        kept.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = kept.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(data.database.read_bytes())
    content[page * 3 : page * 9] = b"\x55" * (page * 6)
    data.database.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        back_up(data, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


def test_the_manifest_lists_the_contents(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        said = json.loads(archive.read("manifest.json"))
        lengths = {entry.filename: entry.file_size for entry in archive.infolist()}
    assert (said["format"], said["version"]) == ("mock-interviewer-backup", 1)
    assert (said["sessions"], said["takes"]) == (2, 4)
    del lengths["manifest.json"]
    assert {name: entry["size"] for name, entry in said["files"].items()} == lengths


def test_a_backup_in_progress_is_where_the_next_one_looks_for_leftovers(
    data: DataFolder, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    seen: set[str] = set()
    watching = WorkProgress(lambda _: seen.update(path.name for path in place.iterdir()))
    back_up(data, place / "backup.zip", progress=watching)
    [name] = seen
    assert name.startswith(".mock-interviewer-partial-")
    assert [path.name for path in place.iterdir()] == ["backup.zip"]


def spoil_recordings(data: DataFolder) -> tuple[str, str, str]:
    """Lose a recording, empty another, and leave a third only its header; return their takes."""
    with Library.open(data) as library:
        takes = [take for each in reversed(library.sessions()) for take in library.takes(each.id)]
        recordings = [take.recording for take in takes if take.recording is not None]
    recordings[0].unlink()
    recordings[1].write_bytes(b"")
    recordings[3].write_bytes(recordings[3].read_bytes()[:HEADER_SIZE])
    return takes[0].id, takes[1].id, takes[3].id


def test_recordings_that_are_missing_or_empty_are_named(data: DataFolder, tmp_path: Path) -> None:
    gone = spoil_recordings(data)
    made = back_up(data, tmp_path / "backup.zip")
    assert made.missing == gone
    assert read_manifest(tmp_path / "backup.zip").missing == gone
    assert made.summary("b.zip") == (
        "2 sessions with 4 answers saved in b.zip. 3 recordings are missing or empty:"
        f" {gone[0]}, {gone[1]}, and {gone[2]}. The rest is verified."
    )


def test_a_recording_removed_after_its_retention_time_is_not_missing(
    data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data) as library:
        take = library.takes(library.sessions()[0].id)[0]
        assert library.recordings.remove([take.id]) == 1
    assert back_up(data, tmp_path / "backup.zip").missing == ()


def test_missing_recordings_that_a_backup_does_not_list_are_reported_on_restore(
    data: DataFolder, tmp_path: Path
) -> None:
    gone = spoil_recordings(data)
    back_up(data, tmp_path / "backup.zip")
    without = tmp_path / "without.zip"
    with zipfile.ZipFile(tmp_path / "backup.zip") as old, zipfile.ZipFile(without, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                said = json.loads(content)
                assert said.pop("missing") == list(gone)
                content = json.dumps(said).encode()
            new.writestr(name, content)
    other = DataFolder(tmp_path / "other")
    other.prepare()
    assert prepare_restore(other, without).missing == gone
    Library.open(other).close()
    told = pending_notices.take(other)
    assert told is not None
    assert f"3 recordings are missing or empty: {gone[0]}, " in told.sentence
