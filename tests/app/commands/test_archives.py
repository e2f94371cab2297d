import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from rig.command_line import Run, call
from rig.kept_takes import question
from rig.killed import interrupt
from rig.whole_library import fingerprint

from mock_interviewer.app.archive import moving, verified_copy
from mock_interviewer.app.archive.backup_file import verify_backup
from mock_interviewer.app.archive.work_progress import WorkProgress
from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.kept_files import MOVED_POINTER
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import library_replacement


@pytest.fixture
def data(filled: DataFolder) -> DataFolder:
    return filled


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def give(typed: str) -> None:
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", lambda: typed)

    return give


def test_a_backup_is_made_wiped_and_restored(run: Run, data: DataFolder, tmp_path: Path) -> None:
    before = fingerprint(data)
    status, out, _ = run("backup", "--output", tmp_path / "b.zip")
    assert status == 0
    assert out.startswith(f"1 session with 2 answers saved in {tmp_path / 'b.zip'}, ")
    assert out.endswith(" MB. Verified.\n")
    shutil.rmtree(data.root)
    data.root.mkdir()
    status, out, _ = run("restore", tmp_path / "b.zip", "--yes")
    made = r"from \d{4}-\d\d-\d\d \d\d:\d\d"
    assert status == 0
    assert re.fullmatch(f"1 session with 2 answers, {made}, were restored to .*/data\\.\n", out)
    assert fingerprint(data) == before


def test_a_skipped_take_never_counts_as_an_answer(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data) as library:
        [session] = library.sessions()
        library.skip_take(library.create_take(session.id, question(), 2, 1).id)
    told = [
        run("backup", "--output", tmp_path / "b.zip")[1],
        run("restore", tmp_path / "b.zip", "--yes")[1],
        run("move", tmp_path / "new")[1],
    ]
    assert all("1 session with 2 answers" in each for each in told)


def test_answers_as_json(run: Run, data: DataFolder, tmp_path: Path) -> None:
    made = json.loads(run("backup", "--output", tmp_path / "b.zip", "--json")[1])
    assert made["file"] == str(tmp_path / "b.zip")
    assert (made["sessions"], made["takes"]) == (1, 2)
    assert made["size"] == (tmp_path / "b.zip").stat().st_size
    restored = json.loads(run("restore", tmp_path / "b.zip", "--yes", "--json")[1])
    assert (restored["sessions"], restored["takes"]) == (1, 2)
    moved = json.loads(run("move", tmp_path / "new", "--json")[1])
    assert moved == {"moved_to": str(tmp_path / "new")}


def test_a_missing_recording_is_reported_and_the_backup_is_written(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data, read_only=True) as library:
        [take, _] = library.takes(library.sessions()[0].id)
    assert take.recording is not None
    take.recording.unlink()
    status, out, _ = run("backup", "--output", tmp_path / "b.zip")
    assert status == 0
    assert out.endswith(f" MB. 1 recording is missing or empty: {take.id}. The rest is verified.\n")
    again = ("backup", "--output", tmp_path / "b.zip", "--replace", "--json")
    assert json.loads(run(*again)[1])["missing"] == [take.id]
    status, _, err = run("restore", tmp_path / "b.zip", "--yes")
    assert status == 0
    assert f"1 recording is missing or empty: {take.id}." in err


def test_a_backup_works_beside_an_open_window_and_a_restore_does_not(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    with Library.open(data):
        assert run("backup", "--output", tmp_path / "b.zip")[0] == 0
        status, _, err = run("restore", tmp_path / "b.zip", "--yes")
    assert status == 2
    assert "Mock Interviewer is open" in err


def test_restoring_says_what_it_replaces_and_asks_for_confirmation(
    run: Run, data: DataFolder, tmp_path: Path, answer: Callable[[str], None]
) -> None:
    run("backup", "--output", tmp_path / "b.zip")
    before = fingerprint(data)
    answer("n")
    status, out, err = run("restore", tmp_path / "b.zip")
    assert (status, out) == (1, "Nothing was changed.\n")
    assert "contains 1 session." in err
    assert (
        f"It replaces 1 session in {data.root}, which will be deleted permanently. Continue? [y/N]"
        in err
    )
    assert fingerprint(data) == before
    answer("y")
    assert run("restore", tmp_path / "b.zip")[0] == 0


def test_the_target_of_a_link_is_kept_and_reported(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    before = fingerprint(data)
    run("backup", "--output", tmp_path / "b.zip")
    shutil.move(data.sessions, tmp_path / "large")
    data.sessions.symlink_to(tmp_path / "large")
    status, _, err = run("restore", tmp_path / "b.zip", "--yes")
    assert status == 0
    assert err == f"The contents of {data.sessions} are still in {tmp_path / 'large'}.\n"
    assert not data.sessions.is_symlink()
    assert fingerprint(data) == before
    assert list((tmp_path / "large").rglob("*.wav"))


def test_without_a_terminal_yes_must_be_given(run: Run, tmp_path: Path) -> None:
    run("backup", "--output", tmp_path / "b.zip")
    status, _, err = run("restore", tmp_path / "b.zip")
    assert status == 2
    assert "Use --yes" in err


def test_a_missing_backup_is_reported_before_asking_for_confirmation(
    run: Run, tmp_path: Path
) -> None:
    status, _, err = run("restore", tmp_path / "b.zip")
    assert status == 2
    assert str(tmp_path / "b.zip") in err
    assert "--yes" not in err


def test_a_file_is_overwritten_only_with_replace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    status, _, err = run("backup", "--output", tmp_path / "b.zip")
    assert status == 2
    assert "Choose another name, or use --replace" in err
    assert run("backup", "--output", tmp_path / "b.zip", "--replace")[0] == 0


def test_a_file_that_is_not_a_backup_is_reported(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "b.zip").write_text("no")
    before = fingerprint(data)
    status, _, err = run("restore", tmp_path / "b.zip", "--yes")
    assert status == 2
    assert err == (
        f"mock-interviewer: {tmp_path / 'b.zip'} isn't a complete backup. Choose a complete"
        " backup that was made by Mock Interviewer.\n"
    )
    assert fingerprint(data) == before


def test_moved_data_is_found_by_every_command(run: Run, data: DataFolder, tmp_path: Path) -> None:
    new = tmp_path / "new"
    status, out, _ = run("move", new)
    assert (status, out) == (0, f"Your data is now in {new}: 1 session with 2 answers.\n")
    assert len(json.loads(run("sessions", "list", "--json")[1])) == 1
    shutil.move(tmp_path / "new", tmp_path / "away")
    status, _, err = run("sessions", "list")
    assert status == 2
    assert "is missing. Connect the disk" in err
    (data.root / MOVED_POINTER.name).unlink()


def test_a_repair_before_a_move_is_reported(run: Run, data: DataFolder, tmp_path: Path) -> None:
    data.database.write_bytes(b"no database" * 100)
    status, out, _ = run("move", tmp_path / "new")
    assert status == 0
    assert ": 1 session with 2 answers. The database was damaged." in out


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_interrupting_a_finished_move_reports_the_new_folder(
    run: Run, data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "remove", _interrupt)
    status, out, _ = run("move", tmp_path / "new")
    assert (status, ": 1 session" in out) == (0, True)
    assert DataFolder.at(data.root).root == tmp_path / "new"


def test_interrupting_an_unfinished_move_changes_nothing(
    run: Run, data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint(data)
    monkeypatch.setattr(verified_copy, "copy_file", _interrupt)
    status, _, err = run("move", tmp_path / "new")
    assert (status, err) == (130, "Your data was not moved.\nmock-interviewer: stopped.\n")
    assert fingerprint(data) == before
    assert not (tmp_path / "new").exists()


def test_interrupting_after_the_backup_was_checked_says_that_it_will_be_restored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--output", tmp_path / "b.zip")
    monkeypatch.setattr(library_replacement, "move_in", _interrupt)
    status, _, err = run("restore", tmp_path / "b.zip", "--yes")
    assert status == 130
    assert err.startswith("The backup is verified, and replaces your library at the next start.\n")


BACKING_UP = Path(__file__).parent.parent / "archive" / "backing_up_child.py"


def test_interrupting_a_backup_before_its_rename_leaves_no_file(
    data: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "b.zip").write_text("earlier")
    status, out, err = interrupt(BACKING_UP, data.root, tmp_path / "b.zip", "written")
    assert (status, out, err) == (130, "", "No backup was created.\nmock-interviewer: stopped.\n")
    assert (tmp_path / "b.zip").read_text() == "earlier"


def test_interrupting_a_backup_after_its_rename_reports_success(
    data: DataFolder, tmp_path: Path
) -> None:
    (tmp_path / "b.zip").write_text("earlier")
    status, out, err = interrupt(BACKING_UP, data.root, tmp_path / "b.zip", "named")
    assert (status, err) == (0, "")
    assert out.startswith(f"1 session with 2 answers saved in {tmp_path / 'b.zip'}, ")
    assert verify_backup(tmp_path / "b.zip", WorkProgress()).takes == 2


@pytest.mark.parametrize(
    "name", ["library.sqlite3", "LIBRARY.sqlite3", "settings.toml", "sessions/b.zip", "lock"]
)
def test_a_backup_never_overwrites_a_file_that_it_contains(
    run: Run, data: DataFolder, tmp_path: Path, name: str
) -> None:
    before = fingerprint(data)
    (tmp_path / "link").symlink_to(data.root)
    for folder in (data.root, tmp_path / "link"):
        status, _, err = run("backup", "--output", folder / name, "--replace")
        assert status == 2
        assert "is where Mock Interviewer keeps its own files" in err
    assert fingerprint(data) == before


def test_a_backup_can_be_written_into_the_data_folder(run: Run, data: DataFolder) -> None:
    assert run("backup", "--output", data.root / "library.zip")[0] == 0


def test_a_pipe_is_never_replaced(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    status, _, err = run("backup", "--output", tmp_path / "pipe", "--replace")
    assert status == 2
    assert "is not a file; choose another name." in err


def test_a_folder_that_never_existed_is_not_reported_as_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere"
    for words in (["backup", "--output", "b.zip"], ["move", "new"], ["search", "x"]):
        assert main([*words, "--data-dir", str(nowhere)]) == 2
        assert f"There is no data folder {nowhere}." in capsys.readouterr().err
    assert not nowhere.exists()
