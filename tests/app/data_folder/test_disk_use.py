import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.disk_use import DiskUse, disk_use
from mock_interviewer.app.errors import StoreError


def put(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))


def test_each_file_counts_once_and_as_its_kind(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    for name, size in {
        "sessions/a/01.wav": 1000,
        "sessions/a/02.flac": 500,
        "library.sqlite3": 300,
        "library.sqlite3-wal": 40,
        "library.v3.sqlite3": 7,
        "models/base/model.bin": 9000,
        "logs/log.txt": 20,
        "banks/edits/llm.yaml": 3,
        "settings.toml": 2,
        "letter.txt": 100_000,
    }.items():
        put(data.root / name, size)
    found = disk_use(data)
    assert found == DiskUse(1500, 340, 9000, 32, found.free)
    assert found.total == 10_872
    assert found.free > 0


def test_links_are_not_followed(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    put(tmp_path / "elsewhere" / "large", 100_000)
    put(data.sessions / "a" / "01.wav", 10)
    (data.sessions / "b").symlink_to(tmp_path / "elsewhere")
    assert disk_use(data).recordings < 1000


def test_files_that_disappear_meanwhile_count_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataFolder(tmp_path / "data")
    for name in ("a/01.wav", "a/02.wav", "a/.partial", "b/01.wav"):
        put(data.sessions / name, 100)
    scandir = os.scandir

    def scan(folder: Path) -> object:
        with scandir(folder) as entries:
            found = list(entries)
        if folder.name == "a":
            (folder / ".partial").unlink()
        return nullcontext(found)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scan)
        assert disk_use(data).recordings == 300


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be measured"):
        disk_use(DataFolder(tmp_path / "data"))
