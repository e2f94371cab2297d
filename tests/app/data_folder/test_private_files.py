import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.small_disk import small_disk

from mock_interviewer.app.data_folder.private_files import (
    free_broken_name,
    make_private_file,
    remove,
    remove_folder,
    write_private,
)


@pytest.fixture
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_no_umask")
def test_files_are_private_regardless_of_the_umask(tmp_path: Path) -> None:
    make_private_file(tmp_path / "made")
    write_private(tmp_path / "written", b"text")
    assert _mode(tmp_path / "made") == 0o600
    assert _mode(tmp_path / "written") == 0o600


def test_making_a_file_private_keeps_its_contents(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"text")
    path.chmod(0o644)
    make_private_file(path)
    assert path.read_bytes() == b"text"
    assert _mode(path) == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        path = tmp_path / "file"
        write_private(path, b"old")
        disk.fill()
        with pytest.raises(OSError, match="No space left"):
            write_private(path, b"new" * 10_000)
        assert path.read_bytes() == b"old"
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["ballast", "file"]


def test_names_for_broken_files_are_never_reused(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for number in (1, 2):
        free = free_broken_name(path)
        assert free.name == f"settings.broken-{number}.toml"
        free.touch()


def test_files_links_and_folders_are_removed_but_not_the_targets_of_links(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "recording").write_bytes(b"sound")
    (tmp_path / "link").symlink_to(kept)
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    for name in ("link", "file", "folder", "nothing"):
        remove(tmp_path / name)
    assert list(tmp_path.iterdir()) == [kept]
    assert (kept / "recording").read_bytes() == b"sound"


def test_removing_a_missing_folder_is_not_an_error(tmp_path: Path) -> None:
    remove_folder(tmp_path / "nothing")


def test_a_folder_is_removed_while_others_remove_files_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / name).write_bytes(b"sound")
    plain = os.unlink
    meanwhile: list[Path] = []

    def unlink(path: str, *, dir_fd: int | None = None) -> None:
        if not meanwhile:
            meanwhile.append(folder / path)
            plain(folder / path)
        plain(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", unlink)
    remove_folder(folder)
    assert len(meanwhile) == 1
    assert not folder.exists()
