"""Data folders whose paths are as long as they may be, and longer."""

import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from rig.command_line import call
from rig.whole_library import fill

from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import LONGEST_ROOT, DataFolder
from mock_interviewer.app.store.library import Library

NAME_MAX = 255


def _folder_of(length: int, above: Path) -> Path:
    """Return a folder below ``above`` whose path has ``length`` bytes, with letters of two."""
    path = above / "ü"
    while (left := length - len(os.fsencode(path)) - 1) > 0:
        # The rest must not be only a separator.
        path /= "x" * (left if left <= 100 else min(100, left - 2))
    return path


def test_a_data_folder_with_the_longest_path_works_normally(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = DataFolder(_folder_of(LONGEST_ROOT, tmp_path))
    assert len(os.fsencode(data.root)) == LONGEST_ROOT
    fill(data, 1)
    for command in (
        ("sessions", "list"),
        ("backup", "--output", tmp_path / "backup.zip"),
        ("export", "--format", "json", "--output", tmp_path / "all.json"),
        ("restore", tmp_path / "backup.zip", "--yes"),
        ("sessions", "list"),
    ):
        status, _, said = call(capsys, data, *command)
        assert status == 0, (command, said)
    data.database.write_bytes(b"damaged" * 1000)
    status, _, said = call(capsys, data, "sessions", "list")
    assert status == 0, said
    assert list(data.root.glob("library.damaged-*.sqlite3")), "it was not repaired"
    moved = _folder_of(LONGEST_ROOT, tmp_path / "moved")
    status, _, said = call(capsys, data, "move", moved)
    assert status == 0, said
    with Library.open(DataFolder(moved), read_only=True) as library:
        assert len(library.sessions()) == 1


@pytest.mark.parametrize("length", [LONGEST_ROOT + 1, 520, 4_094, 5_000])
@pytest.mark.parametrize("command", ["sessions list", "demo", "doctor", "models list", "window"])
def test_a_longer_path_is_rejected_before_anything_is_created(
    command: str,
    length: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    words = [] if command == "window" else command.split()
    status = main([*words, "--data-dir", str(_folder_of(length, tmp_path))])
    said = capsys.readouterr().err
    assert status == 2
    assert said.startswith("mock-interviewer: The data folder /")
    assert said.endswith(
        f"cannot be used: its path has {length} bytes, and at most {LONGEST_ROOT} can be used. "
        "Choose another folder.\n"
    )
    assert len(said) < 250
    assert not list(tmp_path.iterdir())


def test_a_short_link_to_a_long_path_is_rejected_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = _folder_of(600, tmp_path)
    long.mkdir(parents=True)
    short = tmp_path / "short"
    short.symlink_to(long)
    status, _, said = call(capsys, DataFolder(short), "sessions", "list")
    assert status == 2
    assert "its path has 600 bytes" in said


def test_a_data_folder_can_have_the_longest_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = DataFolder(tmp_path / ("x" * NAME_MAX))
    fill(data, 1)
    assert call(capsys, data, "sessions", "list")[0] == 0
    longer = DataFolder(tmp_path / ("x" * (NAME_MAX + 1)))
    status, _, said = call(capsys, longer, "sessions", "list")
    assert status == 2
    assert "cannot be used: File name too long. Choose another folder.\n" in said


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("~no-such-person/x", "There is no home folder for ~no-such-person."),
        ("loop/data", "cannot be used: Too many levels of symbolic links."),
    ],
)
def test_an_impossible_folder_is_rejected_with_a_message(
    folder: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    assert main(["sessions", "list", "--data-dir", folder]) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_in_a_missing_folder_is_rejected_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(["sessions", "list", "--data-dir", "data"]) == 2
    assert "The current folder no longer exists" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("form", ["md", "json", "srt", "wav"])
def test_long_titles_become_valid_file_names(
    form: str, filled: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(filled.database)) as connection, connection:
        connection.execute("UPDATE sessions SET name = ?", ("日" * 300,))
        connection.execute("UPDATE takes SET text = ?", ("ü" * 5_000,))
    target = tmp_path / "all.zip"
    status, _, said = call(capsys, filled, "export", "--format", form, "--output", target)
    assert status == 0, said
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist()
        archive.extractall(unpacked)


@pytest.mark.parametrize("name", ["日" * 84 + ".md", "x" * 253 + ".md", "日" * 86 + ".md"])
def test_an_export_to_a_long_name_is_written_or_rejected_with_a_message(
    name: str, filled: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    fits = len(name.encode()) <= NAME_MAX
    status, _, said = call(capsys, filled, "export", "--format", "md", "--output", target)
    assert status == (0 if fits else 2), said
    assert fits or said.endswith("File name too long. Choose another place.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["data", *([name] if fits else [])]
