import errno
import json
import os
import shutil
from pathlib import Path

import pytest
from rig.killed import kill
from rig.small_disk import read_only_folder, small_disk, unreadable_file
from rig.whole_library import fingerprint

from mock_interviewer.app.archive import moving, verified_copy
from mock_interviewer.app.archive.moving import finish_move, move_data_folder
from mock_interviewer.app.archive.restore import restore
from mock_interviewer.app.archive.work_progress import WorkProgress, WorkStopped
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder, default_root
from mock_interviewer.app.data_folder.kept_files import MOVE_NOTE, MOVED_POINTER
from mock_interviewer.app.data_folder.pending_notices import PendingNotice
from mock_interviewer.app.data_folder.private_files import remove
from mock_interviewer.app.data_folder.writer_lock import WriterLock
from mock_interviewer.app.errors import ArchiveError, StoreError, StoreInUse, UsageError
from mock_interviewer.app.store.library import Library

CHILD = Path(__file__).with_name("moving_child.py")


@pytest.fixture
def usual(data: DataFolder) -> DataFolder:
    """Return the library, in the usual place."""
    default_root().parent.mkdir(parents=True, exist_ok=True)
    shutil.move(data.root, default_root())
    return DataFolder(default_root())


def test_everything_is_in_the_new_folder_and_nothing_is_left_in_the_old(
    usual: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(usual)
    new = move_data_folder(None, tmp_path / "disk" / "answers")
    assert fingerprint(new) == before
    assert (new.models / "model.bin").read_bytes() == b"heavy"
    assert [path.name for path in usual.root.iterdir()] == [MOVED_POINTER.name]
    assert DataFolder.at(None) == new
    with Library.open(DataFolder.at(None)) as library:
        assert len(library.sessions()) == 2
    assert not {path.name for path in new.root.iterdir()} & {"moving.json", "moved-from.json"}


def test_a_data_folder_can_be_moved_again_and_back(usual: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(usual)
    move_data_folder(None, tmp_path / "first")
    move_data_folder(None, tmp_path / "second")
    assert DataFolder.at(None).root == tmp_path / "second"
    assert not (tmp_path / "first").exists()
    move_data_folder(None, usual.root)
    assert DataFolder.at(None) == usual
    assert not (usual.root / MOVED_POINTER.name).exists()
    assert fingerprint(usual) == before


def test_a_folder_chosen_on_the_command_line_leads_to_the_new_one_too(
    data: DataFolder, tmp_path: Path
) -> None:
    new = move_data_folder(data.root, tmp_path / "new")
    assert DataFolder.at(data.root) == new


def test_an_empty_folder_is_used_and_keeps_its_mode(data: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir(mode=0o755)
    move_data_folder(data.root, tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o755


def test_other_things_in_the_old_folder_stay(data: DataFolder, tmp_path: Path) -> None:
    (data.root / "letter.txt").write_text("dear")
    move_data_folder(data.root, tmp_path / "new")
    assert sorted(path.name for path in data.root.iterdir()) == ["letter.txt", MOVED_POINTER.name]


def test_nothing_is_removed_from_a_folder_that_was_not_moved(
    data: DataFolder, tmp_path: Path
) -> None:
    another = DataFolder(tmp_path / "another")
    another.prepare()
    another.lock.touch()
    pending_notices.add(another, PendingNotice("A sentence."))
    left = another.root / ".news-a1b2c3d4.json"
    left.touch()
    before = sorted(another.root.iterdir())
    said = {"old": str(another.root), "stamp": "", "origin": str(data.root)}
    (data.root / "moved-from.json").write_text(json.dumps(said))
    finish_move(data)
    assert sorted(another.root.iterdir()) == before


def test_a_library_is_never_mistaken_for_its_own_old_folder(data: DataFolder) -> None:
    said = {"old": str(data.root), "stamp": moving.library_stamp(data), "origin": str(data.root)}
    (data.root / "moved-from.json").write_text(json.dumps(said))
    before = fingerprint(data)
    finish_move(data)
    assert fingerprint(data) == before


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[]", None])
def test_an_unreadable_note_of_a_move_is_ignored(data: DataFolder, content: bytes | None) -> None:
    note = data.root / "moved-from.json"
    if content is None:
        os.mkfifo(note)
    else:
        note.write_bytes(content)
    finish_move(data)
    assert data.database.exists()


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("data", "already"),
        ("data/inner", "inside the other"),
        (".", "inside the other"),
        ("file", "is a file"),
        ("full", "holds other things"),
    ],
)
def test_an_unsuitable_target_folder_is_refused(
    data: DataFolder, tmp_path: Path, target: str, sentence: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    before = fingerprint(data)
    with pytest.raises(UsageError, match=sentence):
        move_data_folder(data.root, tmp_path / target)
    assert fingerprint(data) == before
    assert DataFolder.at(data.root) == data


def test_an_open_library_stays(data: DataFolder, tmp_path: Path) -> None:
    with Library.open(data), pytest.raises(StoreInUse):
        move_data_folder(data.root, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_full_disk_changes_nothing(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(data)
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place, kilobytes=64):
        with pytest.raises(ArchiveError, match=r"Your data takes .* MB are free"):
            move_data_folder(data.root, place / "new")
        monkeypatch.setattr(verified_copy, "SPARE_BYTES", -(1 << 60))
        with pytest.raises(ArchiveError, match=r"cannot be moved to .* No space left"):
            move_data_folder(data.root, place / "new")
        assert list(place.iterdir()) == []
    assert fingerprint(data) == before
    assert DataFolder.at(data.root) == data


def test_a_disk_that_becomes_full_at_any_step_leaves_the_data_where_it_was(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified_copy, "SPARE_BYTES", -(1 << 60))
    before = fingerprint(data)
    place = tmp_path / "disk"
    place.mkdir()
    failed, kilobytes, done = 0, 16, False
    while not done:
        with small_disk(place, kilobytes=kilobytes):
            try:
                new = move_data_folder(data.root, place / "new")
            except ArchiveError:
                assert list(place.iterdir()) == []
                assert not (data.root / MOVE_NOTE.name).exists()
                failed += 1
            else:
                # There is no room to open it in.
                shutil.copytree(new.root, tmp_path / "copied")
                done = True
        kilobytes += 24
    assert failed > 5
    assert fingerprint(DataFolder(tmp_path / "copied")) == before


def test_without_space_for_the_notice_a_second_move_leaves_it(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_data: DataFolder, _news: PendingNotice) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    pending_notices.add(data, PendingNotice("Your backup is restored."))
    before = fingerprint(data)
    with monkeypatch.context() as patched:
        patched.setattr(pending_notices, "overwrite", refuse)
        with pytest.raises(ArchiveError, match="Your data is where it was"):
            move_data_folder(data.root, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert fingerprint(data) == before
    told = pending_notices.take(move_data_folder(data.root, tmp_path / "new"))
    assert told is not None
    assert told.sentence.startswith("Your backup is restored. Your data is now in ")
    assert not data.news_file.exists()


def test_a_copy_that_differs_is_refused(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damage(source: Path, target: Path) -> None:
        target.write_bytes(b"something else")

    monkeypatch.setattr(shutil, "copystat", damage)
    with pytest.raises(ArchiveError, match="could not be read back unchanged"):
        move_data_folder(data.root, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert DataFolder.at(data.root) == data


def test_a_stopped_move_changes_nothing(data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    with pytest.raises(WorkStopped):
        move_data_folder(data.root, tmp_path / "new", WorkProgress(should_stop=lambda: True))
    assert fingerprint(data) == before
    assert not (tmp_path / "new").exists()


class Killed(BaseException):
    """The program ends here."""


def killing(*_: object) -> None:
    raise Killed


def test_after_a_kill_before_the_switch_both_are_complete_and_the_old_one_is_used(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(data)
    monkeypatch.setattr(moving, "switch_to_copy", killing)
    with pytest.raises(Killed):
        move_data_folder(data.root, tmp_path / "new")
    assert DataFolder.at(data.root) == data
    assert fingerprint(data) == before


def test_the_next_start_finishes_a_killed_removal_of_the_old_folder(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(data)
    removed: list[Path] = []

    def remove_one(path: Path) -> None:
        if removed:
            raise Killed
        remove(path)
        if path.name == "sessions" and path.is_relative_to(data.root):
            removed.append(path)

    monkeypatch.setattr(moving, "remove", remove_one)
    with pytest.raises(Killed):
        move_data_folder(data.root, tmp_path / "new")
    monkeypatch.undo()
    new = DataFolder.at(data.root)
    assert new.root == tmp_path / "new"
    assert data.database.exists()
    finish_move(new)
    assert [path.name for path in data.root.iterdir()] == [MOVED_POINTER.name]
    kept = fingerprint(new)
    assert kept == before


def test_a_process_that_started_before_the_move_creates_no_new_library(
    data: DataFolder, backup: Path, tmp_path: Path
) -> None:
    """As a second window, or a command, that waits while the first moves all."""
    before = fingerprint(data)
    new = move_data_folder(data.root, tmp_path / "new")
    for use in (
        lambda: Library.open(data),
        lambda: WriterLock(data).acquire(),
        lambda: restore(data, backup),
    ):
        with pytest.raises(StoreError, match=f"was moved from {data.root} to {new.root}"):
            use()
    assert {path.name for path in data.root.iterdir()} == {MOVED_POINTER.name, "lock"}
    kill(CHILD, data.root, data.root, "copied")
    assert fingerprint(move_data_folder(data.root, data.root)) == before
    assert DataFolder.at(data.root) == data


def test_a_folder_moved_while_waiting_for_its_lock_is_not_written_to(
    data: DataFolder, tmp_path: Path
) -> None:
    (data.root / MOVED_POINTER.name).write_text(f"{tmp_path / 'new'}\n")
    with pytest.raises(StoreError, match="was moved from"):
        WriterLock(data).acquire()
    (data.root / MOVED_POINTER.name).unlink()
    Library.open(data).close()


def test_data_moved_again_from_the_new_folder_is_found_too(
    usual: DataFolder, tmp_path: Path
) -> None:
    first = move_data_folder(None, tmp_path / "first")
    second = move_data_folder(first.root, tmp_path / "second")
    assert DataFolder.at(None) == second
    assert DataFolder.at(None).moved


def test_a_circle_of_pointers_is_reported(tmp_path: Path) -> None:
    for here, there in (("a", "b"), ("b", "a")):
        (tmp_path / here).mkdir()
        (tmp_path / here / MOVED_POINTER.name).write_text(f"{tmp_path / there}\n")
    with pytest.raises(StoreError, match="does not say where your data is"):
        DataFolder.at(tmp_path / "a")


def test_an_old_folder_that_cannot_be_removed_is_not_a_failure(
    data: DataFolder, tmp_path: Path
) -> None:
    shutil.rmtree(data.models)
    with read_only_folder(data.banks):
        new = move_data_folder(data.root, tmp_path / "new")
    assert DataFolder.at(data.root) == new
    assert data.banks.exists()
    finish_move(new)
    assert not data.banks.exists()


def test_no_new_library_is_created_while_the_disk_of_the_moved_one_is_away(
    data: DataFolder, tmp_path: Path
) -> None:
    new = move_data_folder(data.root, tmp_path / "new")
    shutil.move(new.root, tmp_path / "away")
    with pytest.raises(StoreError, match=r"is missing\. Connect the disk"):
        Library.open(DataFolder.at(data.root))
    assert not new.root.exists()


@pytest.mark.parametrize("said", [b"", b"relative/folder", b"\xff\xfe", b"\n"])
def test_an_invalid_pointer_is_reported(tmp_path: Path, said: bytes) -> None:
    (tmp_path / MOVED_POINTER.name).write_bytes(said)
    with pytest.raises(StoreError, match="does not say where your data is"):
        DataFolder.at(tmp_path)


@pytest.mark.parametrize("name", ["answers ", "two\nlines", "\udcff"])
def test_a_folder_whose_name_cannot_be_saved_is_refused(
    data: DataFolder, tmp_path: Path, name: str
) -> None:
    with pytest.raises(UsageError, match="choose a folder with another name"):
        move_data_folder(data.root, tmp_path / name)
    assert DataFolder.at(data.root) == data


def test_the_target_of_a_link_in_the_folder_is_copied_and_mentioned(
    data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    shutil.move(data.sessions, tmp_path / "large")
    data.sessions.symlink_to(tmp_path / "large")
    (tmp_path / "large" / "round").symlink_to(tmp_path / "large")
    new = move_data_folder(data.root, tmp_path / "new")
    assert fingerprint(new) == before
    assert not new.sessions.is_symlink()
    assert list((tmp_path / "large").rglob("*.wav"))
    told = pending_notices.take(new)
    assert told is not None
    assert f"are still in {tmp_path / 'large'}. All of it was copied." in told.sentence


def test_a_data_folder_that_is_itself_a_link_is_moved(data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    (tmp_path / "link").symlink_to(data.root)
    new = move_data_folder(tmp_path / "link", tmp_path / "new")
    assert fingerprint(new) == before
    assert DataFolder.at(tmp_path / "link") == new
    assert [path.name for path in data.root.iterdir()] == [MOVED_POINTER.name]


def test_an_unreadable_recording_is_named_and_the_data_stays(
    data: DataFolder, tmp_path: Path
) -> None:
    [wav, *_] = sorted(data.sessions.rglob("*.wav"))
    with unreadable_file(wav), pytest.raises(ArchiveError, match=f"{wav} cannot be read: Input"):
        move_data_folder(data.root, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert DataFolder.at(data.root) == data


def test_the_data_stays_if_the_pointer_cannot_be_saved(data: DataFolder, tmp_path: Path) -> None:
    first = move_data_folder(data.root, tmp_path / "first")
    before = fingerprint(first)
    with (
        read_only_folder(data.root),
        pytest.raises(ArchiveError, match=f"cannot be saved in {data.root}: Read-only"),
    ):
        move_data_folder(data.root, tmp_path / "deep" / "second")
    assert not (tmp_path / "deep").exists()
    assert fingerprint(first) == before
    assert DataFolder.at(data.root) == first


def test_a_read_only_target_is_reported_and_leaves_no_mark(
    data: DataFolder, tmp_path: Path
) -> None:
    before = {path.name for path in data.root.iterdir()}
    (tmp_path / "place").mkdir()
    with (
        read_only_folder(tmp_path / "place"),
        pytest.raises(ArchiveError, match=r"cannot be moved to .*: Read-only file system"),
    ):
        move_data_folder(data.root, tmp_path / "place" / "new")
    assert {path.name for path in data.root.iterdir()} - before <= {"lock", "lock.pid"}
