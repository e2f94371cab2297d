"""Leftovers of killed processes are removed; files that are in use or not ours stay."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder import temporary_files
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import KEPT_FILES
from mock_interviewer.app.data_folder.private_files import atomic_replacement
from mock_interviewer.app.data_folder.temporary_files import (
    remove_leftovers,
    remove_scratch,
    scratch_folder,
    temporary_folder,
    written_beside,
)
from mock_interviewer.app.store.library import Library

LEAVE = """
import os, signal
from mock_interviewer.app.data_folder.temporary_files import temporary_folder
with temporary_folder() as folder:
    (folder / "answer.html").write_text("xylophonequartz")
    os.kill(os.getpid(), signal.SIGKILL)
"""

LEAVE_BESIDE = """
import os, pathlib, signal, sys
from mock_interviewer.app.data_folder.temporary_files import written_beside
with written_beside(pathlib.Path(sys.argv[1])) as partial:
    partial.write_text("xylophonequartz")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the system another temporary folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    data.prepare()
    return data


def _let_time_pass(*paths: Path, seconds: float = 2 * temporary_files.OLD_SECONDS) -> None:
    then = time.time() - seconds
    for path in paths:
        os.utime(path, (then, then))


def _killed(temporary: Path) -> None:
    _run_to_death(LEAVE)
    [answer] = temporary.glob("*/*/answer.html")
    _let_time_pass(answer.parents[1] / temporary_files.LOCK_NAME, seconds=3.0)


def _cut_short(path: Path) -> Path:
    """Leave the part of a file that an interrupted write leaves."""
    with atomic_replacement(path) as temporary:
        pass
    temporary.touch()
    return temporary


def _killed_beside(target: Path) -> None:
    _run_to_death(LEAVE_BESIDE, str(target))
    [partial] = target.parent.glob(f".*/*/{target.name}")
    _let_time_pass(partial.parents[1] / temporary_files.LOCK_NAME, seconds=3.0)


def _run_to_death(program: str, *arguments: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=False, env=environment
    )
    assert child.returncode == -signal.SIGKILL


def test_a_temporary_folder_is_private_and_removed_at_the_end(temporary: Path) -> None:
    with temporary_folder() as folder:
        assert list(folder.iterdir()) == []
        assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
        (folder / "file").touch()
    assert list(temporary.iterdir()) == []


def test_leftovers_of_a_killed_process_are_removed_at_the_next_start(
    temporary: Path, data: DataFolder
) -> None:
    _killed(temporary)
    Library.open(data).close()
    assert list(temporary.iterdir()) == []


def test_leftovers_of_a_killed_process_are_removed_with_the_next_deletion(
    temporary: Path, data: DataFolder
) -> None:
    from rig.kept_takes import new_session

    with Library.open(data) as library:
        session = new_session(library)
        _killed(temporary)
        library.delete_session(session)
        assert list(temporary.iterdir()) == []


def test_a_folder_in_use_stays_however_old_it_is(temporary: Path, data: DataFolder) -> None:
    with temporary_folder() as folder:
        _let_time_pass(folder, folder.parent, folder.parent / temporary_files.LOCK_NAME)
        remove_leftovers(data)
        assert folder.is_dir()


def test_an_unlocked_folder_is_removed_once_it_is_old(temporary: Path, data: DataFolder) -> None:
    folder = temporary / "mock-interviewer-scratch-a1b2c3d_"
    folder.mkdir()
    remove_leftovers(data)
    assert folder.is_dir()
    _let_time_pass(folder)
    remove_leftovers(data)
    assert not folder.exists()


@pytest.mark.parametrize("name", ["data", "1.0", "practice", "in-a-bank"])
def test_a_folder_of_the_person_stays_regardless_of_its_name(temporary: Path, name: str) -> None:
    data = DataFolder(temporary / f"mock-interviewer-{name}")
    Library.open(data).close()
    before = {path.name for path in data.root.iterdir()}
    (data.root / temporary_files.LOCK_NAME).touch()
    _let_time_pass(data.root, *data.root.iterdir())
    remove_leftovers(data)
    assert before <= {path.name for path in data.root.iterdir()}


def test_a_folder_that_was_never_locked_is_removed_once_it_is_old(
    temporary: Path, data: DataFolder
) -> None:
    folder = Path(tempfile.mkdtemp(prefix=temporary_files.FOLDER_PREFIX))
    remove_leftovers(data)
    assert folder.is_dir()
    _let_time_pass(folder)
    remove_leftovers(data)
    assert not folder.exists()


def test_files_of_other_programs_stay(temporary: Path, data: DataFolder, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (temporary / "mock-interviewer-link").symlink_to(tmp_path / "mine")
    (temporary / "mock-interviewer-file").touch()
    (temporary / "another").mkdir()
    (data.root / ".notes-abcdefgh.txt").touch()
    (data.root / ".settings").touch()
    _let_time_pass(tmp_path / "mine", *temporary.iterdir(), *data.root.glob(".*"))
    before = sorted(path.name for path in (*temporary.iterdir(), *data.root.iterdir()))
    remove_leftovers(data)
    assert sorted(path.name for path in (*temporary.iterdir(), *data.root.iterdir())) == before
    assert (tmp_path / "mine").is_dir()


def test_half_written_files_are_removed_once_they_are_old(
    temporary: Path, data: DataFolder
) -> None:
    (data.banks / "edits").mkdir(parents=True)
    left = [
        data.root / ".draft-a1b2c3d_.json",
        data.root / ".writable-a1b2c3d_",
        data.banks / ".my-own-bank-a1b2c3d4.yaml",
        data.banks / ".my-own-bank.yaml-a1b2c3d4.before-1",
        data.banks / "edits" / ".llm-a1b2c3d4.yaml",
    ]
    for path in left:
        path.touch()
    remove_leftovers(data)
    assert all(path.exists() for path in left)
    _let_time_pass(*left)
    remove_leftovers(data)
    assert not any(path.exists() for path in left)


@pytest.mark.parametrize("linked", ["banks", "banks/edits", None])
def test_hidden_files_of_the_person_among_banks_stay(
    temporary: Path, data: DataFolder, tmp_path: Path, linked: str | None
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    if linked != "banks":
        data.banks.mkdir()
    folder = data.root / (linked or "banks")
    if linked is not None:
        folder.symlink_to(home)
        (home / ".my-dotfile-a1b2c3d4.yaml").touch()
    (folder / ".bashrc-original").touch()
    (folder / ".profile-12345678.txt").touch()
    _let_time_pass(*folder.iterdir())
    before = sorted(folder.iterdir())
    remove_leftovers(data)
    assert sorted(folder.iterdir()) == before


def test_half_written_copies_of_all_our_files_are_removed(
    temporary: Path, data: DataFolder
) -> None:
    whole = [file for file in KEPT_FILES if not (file.is_folder or file.written_in_place)]
    left = [_cut_short(data.root / file.name) for file in whole]
    _let_time_pass(*left)
    remove_leftovers(data)
    assert [path.name for path in left if path.exists()] == []


def test_a_file_written_beside_the_target_replaces_it_atomically(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    target.write_text("old")
    with written_beside(target) as partial:
        partial.write_text("new")
        assert target.read_text() == "old"
        assert stat.S_IMODE(partial.parents[1].stat().st_mode) == 0o700
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    target.write_text("old")
    with suppress(ZeroDivisionError), written_beside(target) as partial:
        partial.write_text("new")
        _ = 1 / 0
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_leftovers_of_a_killed_export_are_removed_by_the_next_export_there(tmp_path: Path) -> None:
    _killed_beside(tmp_path / "first.pdf")
    with written_beside(tmp_path / "second.zip") as partial:
        partial.touch()
    assert list(tmp_path.iterdir()) == [tmp_path / "second.zip"]


def test_leftovers_of_a_killed_export_in_the_data_folder_are_removed_at_the_next_start(
    data: DataFolder,
) -> None:
    _killed_beside(data.root / "out.pdf")
    Library.open(data).close()
    assert not list(data.root.glob(".mock*"))


def test_an_export_in_progress_stays_however_old_it_is(tmp_path: Path) -> None:
    with written_beside(tmp_path / "first.pdf") as first:
        first.touch()
        _let_time_pass(first, first.parents[1], first.parents[1] / temporary_files.LOCK_NAME)
        with written_beside(tmp_path / "second.pdf") as second:
            second.touch()
        assert first.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.pdf", "second.pdf"]


def test_files_of_the_person_beside_an_export_stay(tmp_path: Path) -> None:
    (tmp_path / ".mock-interviewer-partial-abcdefgh").mkdir()
    (tmp_path / ".mock-interviewer-partial-abcdefgh" / "mine").touch()
    (tmp_path / ".mock-interviewer-partial-12345678").touch()
    (tmp_path / ".mock-interviewer-backups").mkdir()
    (tmp_path / ".mock-interviewer-backups" / temporary_files.LOCK_NAME).touch()
    (tmp_path / ".mock-interviewer-partial-of-my-own").mkdir()
    (tmp_path / ".mock-interviewer-partial-of-my-own" / temporary_files.LOCK_NAME).touch()
    (tmp_path / ".out-abcdefgh.pdf").touch()
    (tmp_path / ".backup.zip.partial").touch()
    _let_time_pass(*tmp_path.rglob("*"))
    before = sorted(tmp_path.rglob("*"))
    with written_beside(tmp_path / "out.pdf") as partial:
        partial.touch()
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "out.pdf"])


def _linked(data: DataFolder, tmp_path: Path) -> Path:
    """Put a link to a folder of the person in place of the scratch folder."""
    data.prepare()
    foreign = tmp_path / "photos"
    foreign.mkdir(mode=0o755)
    (foreign / "holiday.jpg").write_bytes(b"sun")
    (data.root / ".copying").symlink_to(foreign)
    return foreign


def _assert_untouched(foreign: Path) -> None:
    assert sorted(path.name for path in foreign.iterdir()) == ["holiday.jpg"]
    assert stat.S_IMODE(foreign.stat().st_mode) == 0o755


def test_a_link_in_place_of_the_scratch_folder_is_not_followed_to_copy(
    data: DataFolder, tmp_path: Path
) -> None:
    foreign = _linked(data, tmp_path)
    with scratch_folder(data) as folder:
        assert not folder.is_symlink()
        _assert_untouched(foreign)
    _assert_untouched(foreign)
    assert not folder.exists()


def test_a_link_in_place_of_the_scratch_folder_is_not_followed_to_delete(
    data: DataFolder, tmp_path: Path
) -> None:
    foreign = _linked(data, tmp_path)
    remove_scratch(data)
    _assert_untouched(foreign)
    assert not (data.root / ".copying").is_symlink()


def test_a_dangling_link_does_not_prevent_a_copy(data: DataFolder, tmp_path: Path) -> None:
    data.prepare()
    (data.root / ".copying").symlink_to(tmp_path / "gone")
    with scratch_folder(data) as folder:
        assert folder.is_dir()
    assert not (tmp_path / "gone").exists()


def test_a_folder_left_in_the_scratch_folder_is_removed(data: DataFolder) -> None:
    Library.open(data).close()
    (data.root / ".copying" / "stray").mkdir(parents=True)
    (data.root / ".copying" / "stray" / "library.sqlite3").write_bytes(b"left")
    remove_scratch(data)
    assert not (data.root / ".copying").exists()
