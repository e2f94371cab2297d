"""Moves that are really killed, and the next start or move after that."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rig.killed import kill
from rig.whole_library import fingerprint

from mock_interviewer.app.archive.moving import finish_move, move_data_folder
from mock_interviewer.app.data_folder import pending_notices
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import COPY_MARK, MOVE_NOTE, MOVED_POINTER
from mock_interviewer.app.errors import StoreError, StoreInUse, UsageError
from mock_interviewer.app.store.library import Library

CHILD = Path(__file__).with_name("moving_child.py")
STEPS = Path(__file__).with_name("step_child.py")
BEFORE = ("noted", "marked", "copying", "copied")
"""Where the old folder is still the data folder."""
AFTER = ("found", "removing")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


@pytest.mark.parametrize("at", [*BEFORE, *AFTER])
def test_after_a_kill_anywhere_the_data_is_found_at_once_and_after_the_next_start(
    data: DataFolder, tmp_path: Path, at: str
) -> None:
    before = fingerprint(data)
    kill(CHILD, data.root, tmp_path / "new", at)
    found = DataFolder.at(data.root)
    assert found.root == (data.root if at in BEFORE else tmp_path / "new")
    Library.open(found).close()
    finish_move(found)
    assert {**fingerprint(found), MOVE_NOTE.name: ""} == {**before, MOVE_NOTE.name: ""}
    left = names(tmp_path / "new" if at in BEFORE else data.root)
    assert left <= {MOVED_POINTER.name}
    # Whether nothing was copied yet or the disk is away, nobody can tell.
    noted = {MOVE_NOTE.name} if at == "noted" else set()
    assert names(found.root) & {COPY_MARK.name, MOVE_NOTE.name, "moved-from.json"} == noted


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each step is that of a process of its own")
def test_after_a_kill_before_any_step_the_data_is_found_and_a_second_move_works(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sync", lambda: None)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    before = fingerprint(data)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    step, killed, switched = 0, True, 0
    with subprocess.Popen(
        [sys.executable, STEPS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        while killed:
            step += 1
            folder = tmp_path / f"{step}"
            folder.mkdir()
            old, target = DataFolder(folder / "old"), folder / "new"
            shutil.copytree(data.root, old.root)
            child.stdin.write(f"{json.dumps([str(old.root), str(target), step])}\n")
            child.stdin.flush()
            killed = json.loads(child.stdout.readline())
            if DataFolder.at(old.root) == old:
                move_data_folder(old.root, target)
            else:
                switched += 1
                finish_move(DataFolder(target))
            assert DataFolder.at(old.root).root == target, step
            assert fingerprint(DataFolder(target)) == before, step
            assert names(old.root) <= {MOVED_POINTER.name, "lock", "lock.pid"}, step
            left = {COPY_MARK.name, MOVE_NOTE.name, "moved-from.json"} | {
                name for name in names(target) if name[0] == "."
            }
            assert names(target) & left == set(), step
            shutil.rmtree(folder)
        child.stdin.close()
    assert switched > 5
    assert step > 50


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("at", BEFORE)
def test_after_a_kill_before_the_switch_a_second_move_to_the_same_folder_works(
    data: DataFolder, tmp_path: Path, at: str, there: bool
) -> None:
    if there:
        (tmp_path / "new").mkdir()
    before = fingerprint(data)
    kill(CHILD, data.root, tmp_path / "new", at)
    new = move_data_folder(data.root, tmp_path / "new")
    assert fingerprint(new) == before
    assert names(data.root) == {MOVED_POINTER.name}
    assert not names(new.root) & {COPY_MARK.name, MOVE_NOTE.name, "moved-from.json"}
    told = pending_notices.take(new)
    assert told is not None
    assert told.sentence == f"Your data is now in {new.root}: 2 sessions with 4 answers."


def test_after_a_kill_before_the_switch_a_move_to_another_folder_cleans_up_the_first(
    data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    kill(CHILD, data.root, tmp_path / "new", "copied")
    assert fingerprint(move_data_folder(data.root, tmp_path / "other")) == before
    assert not (tmp_path / "new").exists()


def test_an_interrupted_move_is_reported_at_the_next_start(
    data: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    Library.open(data).close()
    told = pending_notices.take(data)
    assert told is not None
    assert not told.succeeded
    assert told.sentence.startswith(f"Your data was not moved to {tmp_path / 'new'}, since")
    Library.open(data).close()
    assert pending_notices.take(data) is None


def test_a_deleted_answer_is_in_no_unfinished_copy(data: DataFolder, tmp_path: Path) -> None:
    with Library.open(data) as library:
        session = library.sessions()[0].id
    kill(CHILD, data.root, tmp_path / "new", "copied")
    with Library.open(data) as library:
        library.delete_session(session)
    assert not (tmp_path / "new").exists()


def test_an_existing_target_folder_and_new_files_in_it_stay(
    data: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    kill(CHILD, data.root, tmp_path / "new", "copied")
    (tmp_path / "new" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="holds other things"):
        move_data_folder(data.root, tmp_path / "new")
    Library.open(data).close()
    assert names(tmp_path / "new") == {"letter.txt"}


def test_a_copy_on_a_disconnected_disk_is_removed_once_it_is_back(
    data: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    shutil.move(tmp_path / "new", tmp_path / "away")
    Library.open(data).close()
    shutil.move(tmp_path / "away", tmp_path / "new")
    Library.open(data).close()
    assert not (tmp_path / "new").exists()


def test_a_copy_on_a_disconnected_disk_is_mentioned_after_a_move_elsewhere(
    data: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    shutil.move(tmp_path / "new", tmp_path / "away")
    told = pending_notices.take(move_data_folder(data.root, tmp_path / "other"))
    assert told is not None
    assert f"may still be in {tmp_path / 'new'}." in told.sentence


def test_an_unfinished_copy_is_not_opened_as_a_library(data: DataFolder, tmp_path: Path) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copying")
    for read_only in (False, True):
        with pytest.raises(
            StoreError, match=r"an unfinished copy of your data\. All of it is still in"
        ):
            Library.open(DataFolder(tmp_path / "new"), read_only=read_only)


def test_an_unfinished_copy_is_opened_if_the_original_is_gone(
    data: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    shutil.rmtree(data.root)
    with Library.open(DataFolder(tmp_path / "new")) as library:
        assert len(library.sessions()) == 2


def test_a_copy_that_was_used_as_a_data_folder_is_not_removed(
    data: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    new = DataFolder(tmp_path / "new")
    shutil.move(data.root, tmp_path / "hidden")
    Library.open(new).close()
    shutil.move(tmp_path / "hidden", data.root)
    before = fingerprint(new)
    Library.open(data).close()
    finish_move(new)
    with pytest.raises(UsageError):
        move_data_folder(data.root, new.root)
    assert {**fingerprint(new), COPY_MARK.name: ""} == {**before, COPY_MARK.name: ""}


@pytest.mark.parametrize("what", ["another token", "no note", "another place", "no mark"])
def test_a_folder_whose_mark_does_not_match_is_not_touched(
    data: DataFolder, tmp_path: Path, what: str
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copied")
    new = tmp_path / "new"
    match what:
        case "another token":
            said = json.loads((new / COPY_MARK.name).read_bytes())
            (new / COPY_MARK.name).write_text(json.dumps(said | {"token": "0"}))
        case "no note":
            (data.root / MOVE_NOTE.name).unlink()
        case "another place":
            shutil.move(new, tmp_path / "elsewhere")
            new = tmp_path / "elsewhere"
        case "no mark":
            (new / COPY_MARK.name).unlink()
    before = {path: path.stat().st_mtime_ns for path in new.rglob("*")}
    Library.open(data).close()
    with pytest.raises(UsageError, match="choose an empty folder"):
        move_data_folder(data.root, new)
    assert {path: path.stat().st_mtime_ns for path in new.rglob("*")} == before


def test_the_copy_of_another_data_folder_is_not_touched(
    data: DataFolder, other: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "copying")
    there = names(tmp_path / "new")
    with pytest.raises(UsageError, match="an unfinished copy of other data"):
        move_data_folder(other.root, tmp_path / "new")
    assert names(tmp_path / "new") == there


WRITE = """
import os, signal, sqlite3, sys
kept = sqlite3.connect(sys.argv[1], isolation_level=None)
kept.execute("UPDATE takes SET note = 'the latest'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def first(data: DataFolder, tmp_path: Path) -> DataFolder:
    """Return the folder to which all was moved, whose data can be found by its own name too."""
    return move_data_folder(data.root, tmp_path / "first")


def test_an_old_library_that_was_used_again_until_a_kill_is_not_removed(
    data: DataFolder, first: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "found")
    stamp = first.database.stat()
    child = subprocess.run([sys.executable, "-c", WRITE, first.database], check=False)
    assert child.returncode == -signal.SIGKILL
    # Only the journal has it.
    assert first.database.stat().st_mtime_ns == stamp.st_mtime_ns
    finish_move(DataFolder(tmp_path / "new"))
    with Library.open(first) as library:
        takes = library.takes(library.sessions()[0].id)
    assert {take.note for take in takes} == {"the latest"}


def test_an_old_library_that_was_used_again_is_not_removed(
    data: DataFolder, first: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "found")
    with Library.open(first) as library:
        library.delete_session(library.sessions()[0].id)
    finish_move(DataFolder(tmp_path / "new"))
    with Library.open(first) as library:
        assert len(library.sessions()) == 1


def test_an_old_library_that_is_open_again_keeps_its_lock(
    data: DataFolder, first: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "found")
    with Library.open(first) as library:
        library.delete_session(library.sessions()[0].id)
        finish_move(DataFolder(tmp_path / "new"))
        with pytest.raises(StoreInUse):
            Library.open(first)


def test_opening_the_old_library_after_the_switch_does_no_harm(
    data: DataFolder, first: DataFolder, tmp_path: Path
) -> None:
    kill(CHILD, data.root, tmp_path / "new", "found")
    before = fingerprint(DataFolder(tmp_path / "new"))
    Library.open(first).close()
    assert fingerprint(DataFolder(tmp_path / "new")) == before
    assert DataFolder.at(data.root).root == tmp_path / "new"


def test_a_library_is_not_removed_for_a_copy_that_no_pointer_leads_to(
    data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    kill(CHILD, data.root, tmp_path / "new", "copied")
    finish_move(DataFolder(tmp_path / "new"))
    assert {**fingerprint(data), MOVE_NOTE.name: ""} == {**before, MOVE_NOTE.name: ""}


def test_leftovers_of_a_kill_are_removed_by_the_next_move(data: DataFolder, tmp_path: Path) -> None:
    kill(CHILD, data.root, tmp_path / "new", "found")
    assert data.database.exists()
    move_data_folder(data.root, tmp_path / "third")
    assert names(data.root) == {MOVED_POINTER.name}
    assert not (tmp_path / "new").exists()
